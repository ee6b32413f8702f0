//! The levers that an estate has something to gain from.

use super::lever::{EarlierUse, KeptFor, Lever, LeverDoes, Much};
use super::project::project;
use super::state::Start;
use super::year::ScenarioYear;
use factor::{TypeId, TypeKind};
use footprint::service::is_network;
use std::collections::BTreeSet;

/// Levers that an estate has something to gain from, what lowers most first.
///
/// Each is held against the years without it of what it moves alone: what it leaves as it is adds nothing
/// to the difference.
pub(super) fn worth(start: &Start<'_>, people: &[f64]) -> Vec<(Lever, f64)> {
    let facts = start.facts;
    let mut worth = Vec::new();
    let mut types: Vec<TypeId> = start.worth.iter().map(|worth| worth.root).collect();
    types.sort_unstable();
    types.dedup();
    for id in types {
        let tried = of_type(start, id, people[0]);
        worth.extend(gains(&start.only(|at| start.is_of(at, id)), tried, people));
    }
    for (at, centre) in facts.rows.centres.iter().enumerate() {
        if let Some(pue) = centre.pue.filter(|pue| *pue > 1.35) {
            let better = ((pue - 0.2) * 100.0).round() / 100.0;
            let tried = (format!("{}.pue = {better}", centre.id), LeverDoes::Pue(at, better));
            // Fewer units of a type are so by all of it, wherever it stands.
            let types: BTreeSet<TypeId> = start
                .worth
                .iter()
                .filter(|worth| worth.centre == Some(at))
                .map(|worth| worth.type_id)
                .collect();
            let moved = start.only(|worth| types.contains(&start.worth[worth].type_id));
            worth.extend(gains(&moved, vec![tried], people));
        }
    }
    // What a mean factor does not measure is nothing to gain.
    let measured = start.services.iter().enumerate().filter(|(_, one)| !is_network(&one.code));
    let of_services = measured.map(|(at, service)| {
        let lever = if service.cloud.is_some() { "count" } else { "amount" };
        (format!("{}.{lever} = -20%", service.code), LeverDoes::Service(at, 0.8))
    });
    worth.extend(gains(&start.only(|_| false), of_services.collect(), people));
    worth.sort_by(|(one, a), (other, b)| a.total_cmp(b).then(one.said.cmp(&other.said)));
    worth
}

/// A lever, as it is written, and what it does.
type Tried = (String, LeverDoes);

/// What may be gained of a type, `people` being how many work there.
fn of_type(start: &Start<'_>, id: TypeId, people: f64) -> Vec<Tried> {
    let facts = start.facts;
    let kind = facts.set().equipment_type(id);
    let code = &kind.code;
    let mut tried = Vec::new();
    if facts.reference(id).is_some() {
        let longer = LeverDoes::Lifetime(id, KeptFor::Longer(1.0));
        tried.push((format!("{code}.lifetime = +1"), longer));
    }
    if matches!(kind.kind, TypeKind::Workplace | TypeKind::Mobile) {
        tried.push((
            format!("{code}.refurbished = 20%"),
            LeverDoes::Refurbished(id, 0.2, EarlierUse::Untold),
        ));
        tried.push((format!("{code}.energy = -20%"), LeverDoes::Energy(id, 0.8)));
    }
    // One in five of a handful is none.
    let is_many = start.units(id) >= 5.0;
    if is_many && matches!(kind.kind, TypeKind::Datacentre | TypeKind::Printing) {
        tried.push((format!("{code}.count = -20%"), LeverDoes::Count(id, Much::Times(0.8))));
    }
    let each = start.units(id) / people;
    if code == "monitor" && each > 1.0 && facts.headcount().is_some() {
        tried.push((format!("{code}.per_person = 1"), LeverDoes::PerPerson(id, 1.0)));
    }
    tried
}

/// Those of the levers that lower what the years weigh together, and by how much.
fn gains(moved: &Start<'_>, tried: Vec<Tried>, people: &[f64]) -> Vec<(Lever, f64)> {
    let years = i32::try_from(people.len()).unwrap_or(1) - 1;
    let weighs = |levers: &[&Lever]| {
        let projected = project(moved, levers, years, people);
        projected.iter().map(ScenarioYear::total).sum::<f64>()
    };
    if tried.is_empty() {
        return Vec::new();
    }
    let (without, from) = (weighs(&[]), moved.facts.number() + 1);
    let gained = |(said, what)| {
        let lever = Lever { said, what, from, cost_eur: None };
        let gain = weighs(&[&lever]) - without;
        (gain < -1e-3).then_some((lever, gain))
    };
    tried.into_iter().filter_map(gained).collect()
}
