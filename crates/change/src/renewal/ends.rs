//! What ends by itself in the years to come: warranties, and the support of systems.

use crate::price::is_followed;
use equipment::Support;
use ground::quantity::DAYS_OF_YEAR;
use ground::table::Day;
use indicator::EstateYear;
use std::collections::BTreeMap;

/// Units out of warranty at the end of each year, were nothing replaced.
pub(super) fn warranties(facts: &EstateYear<'_>, years: i32) -> (Vec<(i32, f64)>, f64) {
    let ends: Vec<(f64, f64)> = facts
        .held()
        .filter(|unit| is_followed(unit))
        .filter_map(|unit| {
            let months = f64::from(unit.warranty_months?);
            let bought = unit.acquired.or(unit.started)?;
            Some((f64::from(bought.0) + months / 12.0 * DAYS_OF_YEAR, unit.quantity))
        })
        .collect();
    let known = ends.iter().map(|(_, units)| units).fold(0.0, |sum, units| sum + units);
    let out = (0..=years)
        .map(|ahead| {
            let day = f64::from(facts.year.as_of.0) + f64::from(ahead) * DAYS_OF_YEAR;
            let over = ends.iter().filter(|(end, _)| *end <= day);
            (facts.number() + ahead, over.map(|(_, units)| units).fold(0.0, |sum, one| sum + one))
        })
        .collect();
    (out, known)
}

/// Systems whose support ends by the last year, and the units that run on one that is known.
pub(super) fn supports(facts: &EstateYear<'_>, years: i32) -> (Vec<(&'static Support, f64)>, f64) {
    let mut units: BTreeMap<(Day, &str), (&'static Support, f64)> = BTreeMap::new();
    let mut known = 0.0;
    for unit in facts.held().filter(|unit| is_followed(unit)) {
        let Some(support) = unit.support else { continue };
        known += unit.quantity;
        if support.ends.year() <= facts.number() + years {
            units.entry((support.ends, support.name)).or_insert((support, 0.0)).1 += unit.quantity;
        }
    }
    (units.into_values().collect(), known)
}
