//! What was not read could add to the amounts of a year, or take from them.

use super::super::facts::EstateYear;
use super::open::{impact_more, kwh_more, part_of_no_state};
use super::{is_open, stirred};
use factor::{TypeId, TypeKind};
use footprint::{Axis, Group};
use std::collections::BTreeMap;

/// What a unit of each type makes of an amount at its high bound.
struct EachOfType {
    by_type: BTreeMap<TypeId, f64>,
    most: f64,
}

impl EachOfType {
    fn of(facts: &EstateYear<'_>, high_of: impl Fn(&Group) -> f64) -> Self {
        let mut by_type: BTreeMap<TypeId, f64> = BTreeMap::new();
        for group in facts.rows.outcome.footprint.axis(Axis::Type) {
            let Some(id) = facts.set().type_named(&group.code) else { continue };
            if group.counted() > 0.0 && !facts.is_kind(id, &[TypeKind::Cloud]) {
                by_type.insert(id, high_of(group) / group.counted());
            }
        }
        let most = by_type.values().copied().fold(0.0, f64::max);
        Self { by_type, most }
    }

    /// Where a type is not told or nothing is known of it, that of the type of which it is the highest.
    fn each(&self, id: Option<TypeId>) -> f64 {
        let own = id.and_then(|id| self.by_type.get(&id)).copied().filter(|each| *each > 0.0);
        own.unwrap_or(if self.most > 0.0 { self.most } else { f64::INFINITY })
    }

    /// Of units of any type.
    fn of_any(&self, units: f64) -> f64 {
        if units > 0.0 { units * self.each(None) } else { 0.0 }
    }

    /// Of the rows set aside.
    fn of_rows(&self, facts: &EstateYear<'_>) -> f64 {
        if is_open(facts) {
            return f64::INFINITY;
        }
        let rows = facts.rows.aside.iter();
        rows.map(|one| one.units.unwrap_or(f64::INFINITY) * self.each(one.type_id)).sum()
    }
}

pub(super) fn services_aside(facts: &EstateYear<'_>) -> u64 {
    facts.rows.outcome.services.as_ref().map_or(0, |services| services.rejected)
}

/// What rows of services set aside could add of a criterion: each as the service that weighs most.
fn services_could_add(facts: &EstateYear<'_>, criterion: usize) -> f64 {
    let rows = services_aside(facts) as f64;
    if rows <= 0.0 {
        return 0.0;
    }
    let groups = facts.rows.outcome.footprint.axis(Axis::Type).iter();
    let services = groups.filter(|group| group.is_service());
    let most = services.map(|group| group.sums.total(criterion).high).fold(0.0, f64::max);
    if most > 0.0 { rows * most } else { f64::INFINITY }
}

fn impact_of_types(facts: &EstateYear<'_>, criterion: usize) -> EachOfType {
    EachOfType::of(facts, |group| group.sums.total(criterion).high)
}

/// What rows set aside could add of a criterion: of each unit the mean of its type at its high bound.
pub(super) fn impact_aside(facts: &EstateYear<'_>, criterion: usize) -> f64 {
    impact_of_types(facts, criterion).of_rows(facts)
}

/// What usage records set aside could add: a measure may be any.
fn any_measure(facts: &EstateYear<'_>) -> f64 {
    if facts.rows.outcome.intake.usage_rejected > 0 { f64::INFINITY } else { 0.0 }
}

/// What was not read could take from a criterion of the year, and add to it.
pub(super) fn impact_could(facts: &EstateYear<'_>, criterion: usize) -> [f64; 2] {
    let types = impact_of_types(facts, criterion);
    let stirred = types.of_any(stirred(facts));
    let all = facts.rows.outcome.footprint.totals.total(criterion).high;
    let stateless = all * part_of_no_state(facts, |unit| unit.impact);
    let open = impact_more(facts, |id| types.each(Some(id)));
    let rows = types.of_rows(facts) + services_could_add(facts, criterion);
    [stateless + stirred, rows + stirred + open]
}

/// The same of the year's electricity, kWh.
pub(super) fn kwh_could(facts: &EstateYear<'_>) -> [f64; 2] {
    let types = EachOfType::of(facts, |group| group.kwh.high);
    let stirred = types.of_any(stirred(facts));
    let all = facts.rows.outcome.footprint.perimeters.supplied_kwh().high;
    let stateless = all * part_of_no_state(facts, |unit| unit.kwh);
    let open = kwh_more(facts, |id| types.each(Some(id)));
    [stateless + stirred, types.of_rows(facts) + stirred + open + any_measure(facts)]
}

impl EstateYear<'_> {
    /// What was not read could take from the year's footprint, first criterion, or from its
    /// electricity, kWh, and add to it; without end where nobody knows.
    pub fn could_be(&self, of_electricity: bool) -> [f64; 2] {
        if of_electricity { kwh_could(self) } else { impact_could(self, 0) }
    }
}
