//! Days of a machine as stretches over which its energy is known.
//!
//! A day without a record between two that have one is a day on which the machine was off: it used
//! nothing that is measured. A longer silence is no measure: the agent was gone, or the machine in a
//! cupboard; the stretch ends, and the walk extends its mean. So does a day on which the machine was
//! on and its energy only assumed: it is neither measured nor nothing. So does a record that the agent
//! numbered and that never came: what it said is not known.

use std::collections::BTreeMap;

/// Days without a record that may be days off; after more of them nothing is known.
pub(super) const SILENCE: i32 = 45;

/// A day that is known, or several folded into one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct KnownDay {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) wh: f64,
    pub(super) grade: char,
    pub(super) awake_s: f64,
    /// Whether its energy was derived again.
    pub(super) again: bool,
    /// Whether its record sums several days: this is what lies of them side by side.
    pub(super) folded: bool,
    /// The number of its record.
    pub(super) seq: i64,
    /// Whether nothing tells that the machine was off between the day before it and it: a record
    /// never came, or another agent spoke.
    pub(super) lost_before: bool,
}

/// Puts days in order, what is assumed of a day first, and marks those before which a record lacks:
/// its number was given, and is neither a day's nor one of the others. How many there are.
///
/// Days folded together have swallowed numbers: beside them nothing is said.
pub(super) fn mark_lost(days: &mut [KnownDay], others: &[i64]) -> usize {
    days.sort_by_key(|day| (day.first, day.is_measured(), day.last));
    let mut lost = 0;
    for at in 1..days.len() {
        let (before, day) = (&days[at - 1], &days[at]);
        let single = !before.folded && !day.folded;
        let between = before.seq + 1..day.seq;
        let given = day.seq.saturating_sub(before.seq + 1).max(0);
        let came = others.iter().filter(|seq| between.contains(seq)).count();
        let lacks = single
            && day.first > before.last + 1
            && usize::try_from(given).is_ok_and(|given| given > came);
        days[at].lost_before = lacks;
        lost += usize::from(lacks);
    }
    lost
}

impl KnownDay {
    /// Whether its energy is measured: F is assumed, and V a share of a host's.
    pub(super) fn is_measured(&self) -> bool {
        is_measured(self.grade)
    }
}

/// The letter of a grade as a record writes it; what says none is assumed.
pub(super) fn grade_of(word: &str) -> char {
    word.chars().next().unwrap_or('F')
}

/// Whether a grade says that energy is measured.
pub(super) fn is_measured(grade: char) -> bool {
    ('A'..='E').contains(&grade)
}

/// A row of usage: a month of a stretch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct UsageSpan {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) wh: f64,
    pub(super) awake_s: f64,
    /// Whether a day of it was derived again.
    pub(super) again: bool,
    /// Watt-hours by grade.
    pub(super) grades: Vec<(char, f64)>,
}

impl UsageSpan {
    /// The weakest grade that gives more than a twentieth of the energy.
    pub(super) fn grade(&self) -> char {
        grade_of_all(self.grades.iter().copied())
    }
}

/// The weakest grade that gives more than a twentieth of the energy; where none does, the weakest.
fn grade_of_all(parts: impl Iterator<Item = (char, f64)>) -> char {
    let mut grades: BTreeMap<char, f64> = BTreeMap::new();
    for (grade, wh) in parts {
        *grades.entry(grade).or_default() += wh;
    }
    let enough = grades.values().sum::<f64>() / 20.0;
    let weakest = grades.iter().rev().find(|(_, wh)| **wh > enough);
    weakest.or_else(|| grades.last_key_value()).map_or('F', |(grade, _)| *grade)
}

/// The days off beside days that are assumed.
///
/// As large a part of them counts as measured days have of those on: counted all, while the days on
/// beside them are left out, they would lower the mean that the walk extends.
struct DaysOff {
    share: f64,
    owed: f64,
}

impl DaysOff {
    fn of(days: &[KnownDay]) -> Self {
        let on = |measured| {
            let of = days.iter().filter(|day| day.is_measured() == measured);
            of.map(|day| f64::from(day.last - day.first + 1)).sum::<f64>()
        };
        Self { share: on(true) / (on(true) + on(false)).max(1.0), owed: 0.0 }
    }

    /// How many of so many count.
    fn counted(&mut self, days: i32) -> i32 {
        self.owed += f64::from(days) * self.share;
        let counted = self.owed.round().clamp(0.0, f64::from(days));
        self.owed -= counted;
        #[expect(clippy::cast_possible_truncation, reason = "no more than the days")]
        let counted = counted as i32;
        counted
    }
}

/// The spans of a machine's days within a year, a month each at most.
pub(super) fn spans(
    days: &mut [KnownDay],
    year: (i32, i32),
    month_end: impl Fn(i32) -> i32,
) -> Vec<UsageSpan> {
    // Of one day, what is assumed of it first: the rest is no measure of the whole day.
    days.sort_by_key(|day| (day.first, day.is_measured(), day.last));
    let measured = days.iter().filter(|day| day.is_measured());
    let whole = grade_of_all(measured.map(|day| (day.grade, day.wh)));
    let mut off = DaysOff::of(days);
    let mut spans: Vec<UsageSpan> = Vec::new();
    let mut run: Vec<KnownDay> = Vec::new();
    // Where the run begins, and the last day of it, or of what is assumed.
    let (mut from, mut last, mut assumed_until) = (i32::MIN, i32::MIN, i32::MIN);
    for day in days.iter() {
        let silent = day.first.saturating_sub(last.saturating_add(1)).max(0);
        let heard = silent == 0 || (!day.lost_before && silent <= SILENCE);
        let assumed = !day.is_measured();
        // Days off between two that are measured are within the run.
        let beside = if heard && (assumed || run.is_empty()) { off.counted(silent) } else { 0 };
        if assumed || (!heard && !run.is_empty()) {
            let since = if run.is_empty() { last.saturating_add(1) } else { from };
            let ends = (since, last.saturating_add(beside));
            stretch(&run, ends, (year, whole), &month_end, &mut spans);
            run.clear();
        }
        if assumed {
            assumed_until = assumed_until.max(day.last);
        } else if day.first > assumed_until {
            if run.is_empty() {
                from = day.first - beside;
            }
            run.push(day.clone());
        }
        last = last.max(day.last);
    }
    if !run.is_empty() {
        stretch(&run, (from, last), (year, whole), &month_end, &mut spans);
    }
    spans
}

fn stretch(
    days: &[KnownDay],
    (from, last): (i32, i32),
    (year, whole): ((i32, i32), char),
    month_end: &impl Fn(i32) -> i32,
    spans: &mut Vec<UsageSpan>,
) {
    let mut first = from.max(year.0);
    let end = last.min(year.1);
    let of_days = || grade_of_all(days.iter().map(|day| (day.grade, day.wh)));
    let around = if days.is_empty() { whole } else { of_days() };
    while first <= end {
        let until = month_end(first).min(end);
        let mut span = UsageSpan {
            first,
            last: until,
            wh: 0.0,
            awake_s: 0.0,
            again: false,
            grades: Vec::new(),
        };
        for day in days {
            let within = day.last.min(until) - day.first.max(first) + 1;
            if within <= 0 {
                continue;
            }
            // Of days folded together each has its share.
            let share = f64::from(within) / f64::from(day.last - day.first + 1);
            span.wh += day.wh * share;
            span.again |= day.again;
            span.awake_s += day.awake_s * share;
            match span.grades.iter_mut().find(|(grade, _)| *grade == day.grade) {
                Some((_, wh)) => *wh += day.wh * share,
                None => span.grades.push((day.grade, day.wh * share)),
            }
        }
        if span.grades.is_empty() {
            // Off all the month: known as well as the days around it are.
            span.grades.push((around, 0.0));
        }
        spans.push(span);
        first = until + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{KnownDay, mark_lost, spans};

    fn day(first: i32, wh: f64, grade: char) -> KnownDay {
        let (awake_s, seq) = (3600.0, i64::from(first));
        KnownDay { first, last: first, wh, grade, awake_s, seq, ..KnownDay::default() }
    }

    /// Months of ten days, for counting by hand.
    fn tens(day: i32) -> i32 {
        day - day.rem_euclid(10) + 9
    }

    #[test]
    fn days_off_within_a_stretch_are_days_that_used_nothing() {
        let mut days = [day(3, 100.0, 'B'), day(7, 100.0, 'B'), day(12, 50.0, 'D')];
        let spans = spans(&mut days, (0, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh, s.grade())).collect();
        assert_eq!(told, [(3, 9, 200.0, 'B'), (10, 12, 50.0, 'D')]);
    }

    #[test]
    fn a_long_silence_is_no_measure() {
        let mut days = [day(3, 100.0, 'B'), day(63, 100.0, 'B')];
        let spans = spans(&mut days, (0, 99), tens);
        assert_eq!(spans.iter().map(|s| (s.first, s.last)).collect::<Vec<_>>(), [(3, 3), (63, 63)]);
    }

    #[test]
    fn a_silence_of_45_days_is_days_off_and_one_of_46_is_not() {
        let ends = |last| {
            let mut days = [day(3, 100.0, 'B'), day(last, 100.0, 'B')];
            spans(&mut days, (0, 99), |_| 99).iter().map(|s| (s.first, s.last)).collect::<Vec<_>>()
        };
        // Days 4 to 48 are 45 days.
        assert_eq!(ends(49), [(3, 49)]);
        assert_eq!(ends(50), [(3, 3), (50, 50)]);
    }

    #[test]
    fn a_day_on_whose_energy_is_assumed_is_neither_measured_nor_off() {
        let mut days =
            [day(1, 100.0, 'B'), day(2, 70.0, 'F'), day(3, 100.0, 'B'), day(4, 9.0, 'V')];
        let told: Vec<_> =
            spans(&mut days, (0, 99), tens).iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(1, 1, 100.0), (3, 3, 100.0)]);
        // A day that is assumed in part is not measured whole.
        let mut days = [day(1, 100.0, 'B'), day(2, 50.0, 'B'), day(2, 70.0, 'F')];
        let told: Vec<_> =
            spans(&mut days, (0, 99), tens).iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(1, 1, 100.0)]);
    }

    #[test]
    fn a_record_that_never_came_is_no_day_off() {
        // Numbers 1, 2 and 5, where 3 is an inventory: 4 never came.
        let numbered = |days: [(i32, i64); 3]| {
            days.map(|(first, seq)| KnownDay { seq, ..day(first, 100.0, 'B') })
        };
        let told = |days: &mut [KnownDay], others: &[i64]| {
            let lost = mark_lost(days, others);
            let spans = spans(days, (0, 99), |_| 99);
            (lost, spans.iter().map(|s| (s.first, s.last)).collect::<Vec<_>>())
        };
        let mut days = numbered([(1, 1), (2, 2), (6, 5)]);
        assert_eq!(told(&mut days, &[3]), (1, vec![(1, 2), (6, 6)]));
        // All that was numbered came: the machine was off.
        assert_eq!(told(&mut days, &[3, 4]), (0, vec![(1, 6)]));
        // Nothing lacks between a day and the next, whatever lies between their numbers.
        let mut days = numbered([(1, 1), (2, 9), (3, 10)]);
        assert_eq!(told(&mut days, &[]), (0, vec![(1, 3)]));
    }

    #[test]
    fn a_month_all_off_used_nothing_and_is_known_as_the_days_around_it() {
        let mut days = [day(9, 100.0, 'B'), day(20, 100.0, 'C')];
        let spans = spans(&mut days, (0, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh, s.grade())).collect();
        assert_eq!(told, [(9, 9, 100.0, 'B'), (10, 19, 0.0, 'C'), (20, 20, 100.0, 'C')]);
    }

    #[test]
    fn days_off_at_the_turn_of_the_year_are_days_off_in_both() {
        let days = [day(-8, 100.0, 'B'), day(4, 100.0, 'B')];
        let within = |year| {
            let spans = spans(&mut days.clone(), year, tens);
            spans.iter().map(|s| (s.first, s.last, s.wh)).collect::<Vec<_>>()
        };
        assert_eq!(within((-10, -1)), [(-8, -1, 100.0)]);
        assert_eq!(within((0, 9)), [(0, 4, 100.0)]);
    }

    #[test]
    fn folded_days_are_shared_out_and_the_year_cuts() {
        let mut days = [KnownDay { last: 14, ..day(5, 100.0, 'C') }];
        let spans = spans(&mut days, (8, 99), tens);
        let told: Vec<_> = spans.iter().map(|s| (s.first, s.last, s.wh)).collect();
        assert_eq!(told, [(8, 9, 20.0), (10, 14, 50.0)]);
    }

    #[test]
    fn days_off_between_days_that_are_assumed_count_as_far_as_days_on_are_measured() {
        let ends = |days: &mut [KnownDay]| {
            let spans = spans(days, (0, 99), tens);
            spans.iter().map(|s| (s.first, s.last, s.wh, s.grade())).collect::<Vec<_>>()
        };
        // Of 36 days off a half: two days of 40 that were on are measured.
        let mut days = [day(2, 50.0, 'B'), day(3, 9.0, 'F'), day(40, 9.0, 'F'), day(41, 50.0, 'C')];
        let off = [(4, 9, 0.0, 'C'), (10, 19, 0.0, 'C'), (20, 21, 0.0, 'C')];
        let told = ends(&mut days);
        assert_eq!(told[0], (2, 2, 50.0, 'B'));
        assert_eq!(told[1..4], off);
        assert_eq!(told[4..], [(41, 41, 50.0, 'C')]);
        // One day of eleven that is measured makes no machine that is off all the time: of ten days
        // off one counts, the sixth.
        let mut days: Vec<_> = (0..11).map(|at| day(at * 2, 9.0, 'F')).collect();
        days[0] = day(0, 80.0, 'B');
        assert_eq!(ends(&mut days), [(0, 0, 80.0, 'B'), (11, 11, 0.0, 'B')]);
        // Nor is anything known of one that has none.
        days[0] = day(0, 80.0, 'F');
        assert_eq!(ends(&mut days), []);
    }

    #[test]
    fn days_off_around_one_that_is_assumed_are_days_off() {
        let mut days = [day(3, 100.0, 'B'), day(8, 70.0, 'F'), day(12, 60.0, 'B')];
        let ends = |days: &mut [KnownDay]| {
            spans(days, (0, 99), |_| 99).iter().map(|s| (s.first, s.last, s.wh)).collect::<Vec<_>>()
        };
        // Two of three days on are measured: of the four days off before the eighth three count, of
        // the three after it two.
        assert_eq!(ends(&mut days), [(3, 6, 100.0), (10, 12, 60.0)]);
        // Not where a record lacks, nor over a long silence.
        days[1].lost_before = true;
        days[2].lost_before = true;
        assert_eq!(ends(&mut days), [(3, 3, 100.0), (12, 12, 60.0)]);
        let mut days = [day(3, 100.0, 'B'), day(63, 70.0, 'F'), day(123, 60.0, 'B')];
        let told = spans(&mut days, (0, 199), |_| 199);
        let told: Vec<_> = told.iter().map(|s| (s.first, s.last)).collect();
        assert_eq!(told, [(3, 3), (123, 123)]);
    }

    #[test]
    fn a_grade_that_hardly_counts_does_not_name_the_row() {
        let mut days = [day(1, 96.0, 'B'), day(2, 4.0, 'D')];
        assert_eq!(spans(&mut days, (0, 99), tens)[0].grade(), 'B');
    }
}
