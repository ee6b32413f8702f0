//! What was not read could add to the amounts of a year, or take from them.

use super::super::facts::EstateYear;
use super::any_type::{grid_of, years_of_types};
use super::open::{impact_more, kwh_more, part_of_no_state};
use super::{is_open, stirred};
use factor::{TypeId, TypeKind};
use footprint::{Axis, Group};
use ground::quantity::Interval;
use std::collections::BTreeMap;

/// What a unit of each type makes of an amount at its high bound: of the types of the estate, the mean of
/// those read or what the set has of it, whichever is more; of others, what the set has.
struct EachOfType {
    by_type: BTreeMap<TypeId, f64>,
    /// The most that one of the types of the estate has.
    held: f64,
    /// The most that one of any type has.
    most: f64,
}

impl EachOfType {
    /// `mean_of` is the amount of a group with its high bound, `stretch` how much more than their own
    /// bounds all of them could be together.
    fn of(
        facts: &EstateYear<'_>,
        mean_of: impl Fn(&Group) -> Interval,
        stretch: f64,
        of_set: impl IntoIterator<Item = (TypeId, f64)>,
    ) -> Self {
        let mut held = 0.0_f64;
        let mut by_type: BTreeMap<TypeId, f64> = of_set.into_iter().collect();
        for group in facts.rows.outcome.footprint.axis(Axis::Type) {
            let Some(id) = facts.set().type_named(&group.code) else { continue };
            if group.counted() > 0.0 && !facts.is_kind(id, &[TypeKind::Cloud]) {
                let mean = mean_of(group);
                let own = mean.high.max(mean.value * stretch) / group.counted();
                let each = by_type.entry(id).or_insert(0.0);
                *each = each.max(own);
                held = held.max(own);
            }
        }
        let most = by_type.values().copied().fold(0.0, f64::max);
        Self { by_type, held, most }
    }

    /// Where a type is not told, or nothing is known of it, that of the type of which it is the highest.
    fn each(&self, id: Option<TypeId>) -> f64 {
        let own = id.and_then(|id| self.by_type.get(&id)).copied().filter(|each| *each > 0.0);
        own.unwrap_or(if self.most > 0.0 { self.most } else { f64::INFINITY })
    }

    /// Of units of any type of the estate.
    fn of_any_held(&self, units: f64) -> f64 {
        let each = if self.held > 0.0 { self.held } else { f64::INFINITY };
        if units > 0.0 { units * each } else { 0.0 }
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
    let footprint = &facts.rows.outcome.footprint;
    // The errors that all units share stretch those that were not read too.
    let sure = footprint.uncertainty.get(criterion).map(|one| one.interval);
    let stretch = sure.filter(|one| one.value > 0.0).map_or(1.0, |one| one.high / one.value);
    let of_set = years_of_types(facts, criterion).into_iter().flatten();
    let of_set = of_set.map(|(id, year)| (*id, year.impact));
    EachOfType::of(facts, |group| group.sums.total(criterion), stretch, of_set)
}

fn kwh_of_types(facts: &EstateYear<'_>) -> EachOfType {
    let of_set = years_of_types(facts, 0).into_iter().flatten().map(|(id, year)| (*id, year.kwh));
    EachOfType::of(facts, |group| group.kwh, 1.0, of_set)
}

/// What rows set aside could add of a criterion: of each unit the mean of its type at its high bound.
pub(super) fn impact_aside(facts: &EstateYear<'_>, criterion: usize) -> f64 {
    impact_of_types(facts, criterion).of_rows(facts)
}

/// What usage records that were not read could take from the year's electricity, and add to it, kWh: each
/// is of one line that was read, which drew nothing, or as much as so many units of any type may.
fn measures_could(facts: &EstateYear<'_>, types: &EachOfType) -> [f64; 2] {
    let records = facts.rows.outcome.intake.usage_unread as f64;
    if records <= 0.0 {
        return [0.0; 2];
    }
    let lines = || facts.units[..facts.n_inventory].iter();
    let drew = lines().map(|unit| unit.kwh).fold(0.0, f64::max);
    let units = lines().map(|unit| unit.quantity).fold(0.0, f64::max);
    [records * drew, records * units * types.each(None)]
}

/// What was not read could take from a criterion of the year, and add to it.
pub(super) fn impact_could(facts: &EstateYear<'_>, criterion: usize) -> [f64; 2] {
    let types = impact_of_types(facts, criterion);
    let stirred = types.of_any_held(stirred(facts));
    let all = facts.rows.outcome.footprint.totals.total(criterion).high;
    let stateless = all * part_of_no_state(facts, |unit| unit.impact);
    let open = impact_more(facts, |id| types.each(Some(id)));
    let rows = types.of_rows(facts) + services_could_add(facts, criterion);
    let grid = grid_of(facts, criterion);
    let [drew, draws] = measures_could(facts, &kwh_of_types(facts)).map(|kwh| kwh * grid);
    [stateless + stirred + drew, rows + stirred + open + draws]
}

/// The same of the year's electricity, kWh.
pub(super) fn kwh_could(facts: &EstateYear<'_>) -> [f64; 2] {
    let types = kwh_of_types(facts);
    let stirred = types.of_any_held(stirred(facts));
    let all = facts.rows.outcome.footprint.perimeters.supplied_kwh().high;
    let stateless = all * part_of_no_state(facts, |unit| unit.kwh);
    let open = kwh_more(facts, |id| types.each(Some(id)));
    let [drew, draws] = measures_could(facts, &types);
    [stateless + stirred + drew, types.of_rows(facts) + stirred + open + draws]
}

impl EstateYear<'_> {
    /// What was not read could take from the year's footprint, first criterion, or from its
    /// electricity, kWh, and add to it; without end where nobody knows.
    pub fn could_be(&self, of_electricity: bool) -> [f64; 2] {
        if of_electricity { kwh_could(self) } else { impact_could(self, 0) }
    }
}
