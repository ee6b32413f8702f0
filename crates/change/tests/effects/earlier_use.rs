//! Machines that others used before, beside new ones: none is older than its lifetime by it.

use super::{change, worth};
use empreinte_change::Effect;

const HEAD: &str = "equipment_id,equipment_type,acquired_on,acquisition_mode,upstream_months,site";

/// Ten laptops of 200 kg over four years, so many of them used four years by others before.
fn used_before(count: usize) -> String {
    let row = |n: usize| {
        let (name, before) = if n < count { ('R', "refurbished,48") } else { ('N', ",") };
        format!("{name}{n},laptop,2023-06-01,{before},A")
    };
    (0..10).map(row).collect::<Vec<_>>().join("|")
}

/// Each of those is 200/8 kg a year and no longer 200/4, whatever number of them there is: 25 less.
#[test]
fn what_others_used_before_is_spread_over_more_years_and_is_no_older() {
    // 500 kWh at 0.2, then at 0.1.
    let electricity = (Effect::Electricity, -50.0);
    for (old, new) in [(0, 1), (0, 5), (0, 10), (2, 7), (7, 2), (10, 0)] {
        let found = change(HEAD, &used_before(old), &used_before(new));
        let lifetime = (old as f64 - new as f64) * 25.0;
        worth(&found, &[(Effect::Lifetime, lifetime), electricity]);
    }
}

/// Where some are older than their lifetime in both years, what others used before stays no ageing:
/// five of 2018, 200 kg over seven years and over eight, whatever stands beside them in each year.
#[test]
fn what_is_aged_is_so_whatever_others_used_before() {
    let aged = (0..5).map(|n| format!("A{n},laptop,2018-01-01,,,B"));
    let aged = aged.collect::<Vec<_>>().join("|");
    let beside = |count: usize| format!("{}|{aged}", used_before(count));
    let alone = change(HEAD, &beside(0), &beside(0)).worth(Effect::Ageing).value;
    assert!(alone < 0.0, "{alone}");
    let found = change(HEAD, &beside(0), &beside(5));
    let electricity = (Effect::Electricity, -75.0);
    worth(&found, &[(Effect::Lifetime, -125.0), electricity, (Effect::Ageing, alone)]);
}
