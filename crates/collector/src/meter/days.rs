//! From stretches to days at a place, of 23 or 25 hours too.

use super::series::MeterStretch;
use super::stamp::Clock;
use std::collections::{BTreeMap, BTreeSet};

/// The least part of a day that must be measured for the day to be known.
const LEAST: f64 = 0.9;

/// Days of a device.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DeviceDays {
    /// Watt-hours of the days that are known.
    pub(super) known: BTreeMap<i32, f64>,
    /// Days too little of which was measured.
    pub(super) partial: BTreeSet<i32>,
    /// Days that not all meters of a machine measured.
    pub(super) unshared: BTreeSet<i32>,
    /// Seconds of known days that nothing measured, taken at the mean of their day.
    pub(super) filled: BTreeMap<i32, i64>,
}

/// The days from `first` to `last`.
pub(super) fn days(
    stretches: &[MeterStretch],
    clock: &Clock,
    (first, last): (i32, i32),
) -> DeviceDays {
    let mut sums: BTreeMap<i32, (f64, i64)> = BTreeMap::new();
    let (begin, end) = (clock.midnight(first), clock.midnight(last + 1));
    let mut today = (0, 0, 0);
    for stretch in stretches {
        let (mut from, until) = (stretch.start.max(begin), stretch.end.min(end));
        while from < until {
            if from < today.1 || today.2 <= from {
                let day = clock.day(from);
                today = (day, clock.midnight(day), clock.midnight(day + 1));
            }
            let to = until.min(today.2.max(from + 1));
            let share = (to - from) as f64 / (stretch.end - stretch.start) as f64;
            let sum = sums.entry(today.0).or_default();
            sum.0 += stretch.wh * share;
            sum.1 += to - from;
            from = to;
        }
    }
    let mut days = DeviceDays::default();
    for (day, (wh, seconds)) in sums {
        let whole = clock.midnight(day + 1) - clock.midnight(day);
        if (seconds as f64) < whole as f64 * LEAST {
            days.partial.insert(day);
        } else {
            if seconds < whole {
                days.filled.insert(day, whole - seconds);
            }
            days.known.insert(day, wh * whole as f64 / seconds as f64);
        }
    }
    days
}

/// The days of a machine that several meters feed: those that all of them know. Of the others some
/// meter measured too little, or nothing.
pub(super) fn together(parts: &[DeviceDays]) -> DeviceDays {
    let mut all = DeviceDays::default();
    let mut shared: BTreeMap<i32, (usize, f64)> = BTreeMap::new();
    for part in parts {
        all.partial.extend(&part.partial);
        for (day, wh) in &part.known {
            let sum = shared.entry(*day).or_default();
            *sum = (sum.0 + 1, sum.1 + wh);
        }
    }
    for (day, (count, wh)) in shared {
        if count == parts.len() {
            all.known.insert(day, wh);
        } else if !all.partial.contains(&day) {
            all.unshared.insert(day);
        }
    }
    for (day, seconds) in parts.iter().flat_map(|part| &part.filled) {
        if all.known.contains_key(day) {
            *all.filled.entry(*day).or_default() += seconds;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{DeviceDays, days, together};
    use crate::meter::series::MeterStretch;
    use crate::meter::stamp::Clock;
    use std::collections::{BTreeMap, BTreeSet};

    fn of(stretches: &[(i64, i64, f64)]) -> DeviceDays {
        let clock = Clock::of("Europe/Paris").unwrap();
        // Hours from the midnight of Sunday 29 March 2026, which has 23 of them.
        let at = |hour: i64| clock.midnight(20_541) + hour * 3600;
        let stretches: Vec<MeterStretch> = stretches
            .iter()
            .map(|(from, to, wh)| MeterStretch { start: at(*from), end: at(*to), wh: *wh })
            .collect();
        days(&stretches, &clock, (20_454, 20_818))
    }

    #[test]
    fn energy_lies_in_the_days_of_the_place() {
        // 23 hours, then 24, at 100 W.
        let days = of(&[(0, 23, 2300.0), (23, 47, 2400.0)]);
        assert_eq!(days.known, BTreeMap::from([(20_541, 2300.0), (20_542, 2400.0)]));
        // One stretch over both is shared by time.
        assert_eq!(of(&[(0, 47, 4700.0)]).known, days.known);
        assert_eq!(days.filled, BTreeMap::new());
    }

    #[test]
    fn a_day_of_which_too_little_is_measured_is_no_day() {
        // 22 of 24 hours are nine tenths, 21 are not.
        let days = of(&[(23, 45, 2200.0), (47, 68, 2100.0)]);
        assert_eq!(days.known, BTreeMap::from([(20_542, 2400.0)]));
        assert_eq!(days.partial, BTreeSet::from([20_543]));
        assert_eq!(days.filled, BTreeMap::from([(20_542, 7200)]));
    }

    #[test]
    fn two_feeds_of_a_machine_add_up_on_the_days_that_both_have() {
        let one = of(&[(0, 23, 230.0), (23, 47, 240.0)]);
        let other = of(&[(23, 47, 60.0)]);
        let both = together(&[one.clone(), other.clone()]);
        assert_eq!(both.known, BTreeMap::from([(20_542, 300.0)]));
        assert_eq!((both.partial, both.unshared), (BTreeSet::new(), BTreeSet::from([20_541])));
        // 10 of 23 hours of the other are too little of it, and not nothing.
        let part = of(&[(0, 10, 30.0), (23, 47, 60.0)]);
        let both = together(&[one.clone(), part]);
        assert_eq!((both.partial, both.unshared), (BTreeSet::from([20_541]), BTreeSet::new()));
        // A third that nothing measured leaves no day known.
        let none = together(&[one, other, DeviceDays::default()]);
        assert_eq!(none.known, BTreeMap::new());
        assert_eq!(none.unshared, BTreeSet::from([20_541, 20_542]));
    }
}
