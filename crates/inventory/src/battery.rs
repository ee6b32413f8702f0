//! What a machine's batteries hold of what they held when new: one reader for all that tell it.

/// Below this share of what it held when new, in hundredths, a battery is worn.
///
/// Regulation (EU) 2023/1670, annex II, asks that batteries of smartphones and slate tablets keep it
/// after 800 cycles.
pub const WORN_BELOW_PCT: f64 = 80.0;

/// The least and the most that a battery can say: outside, its two figures are not of one unit.
const PLAUSIBLE: std::ops::RangeInclusive<f64> = 0.01..=1.5;

/// What a battery holds when full, % of what it held when new; `None` where its two figures do not
/// tell. A new battery may hold more than its design: that is 100.
pub fn battery_health_pct(design: f64, full: f64) -> Option<f64> {
    let share = full / design;
    let told = design > 0.0 && PLAUSIBLE.contains(&share);
    // To a tenth: meters of charge have no more. Down, so that what is below a bound stays below it;
    // a thousandth of a tenth is the division's own, not the battery's.
    told.then(|| (share.min(1.0).mul_add(1000.0, 1e-3)).floor() / 10.0)
}

/// Of several batteries, the most worn: it is the one to change.
pub fn most_worn(batteries: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let told = batteries.filter_map(|(design, full)| battery_health_pct(design, full));
    told.min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::{battery_health_pct, most_worn};

    #[test]
    fn two_figures_of_one_unit_tell_and_others_do_not() {
        assert_eq!(battery_health_pct(57_570.0, 40_570.0), Some(70.4));
        assert_eq!(battery_health_pct(50.0, 39.99), Some(79.9), "below eighty stays below it");
        assert_eq!(battery_health_pct(100.0, 29.0), Some(29.0));
        assert_eq!(battery_health_pct(60.0, 62.4), Some(100.0));
        // Watt-hours beside thousandths of them, nothing, no design, no number.
        for (design, full) in
            [(57_570.0, 40.57), (60.0, 0.0), (0.0, 60.0), (-60.0, -30.0), (f64::NAN, 1.0)]
        {
            assert_eq!(battery_health_pct(design, full), None, "{design} {full}");
        }
    }

    #[test]
    fn of_two_batteries_the_more_worn_speaks() {
        let both = [(23.0, 20.7), (72.0, 36.0), (0.0, 1.0)];
        assert_eq!(most_worn(both.into_iter()), Some(50.0));
        assert_eq!(most_worn(std::iter::empty()), None);
    }
}
