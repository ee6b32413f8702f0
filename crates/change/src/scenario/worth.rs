//! The levers that an estate has something to gain from.

use super::lever::{EarlierUse, KeptFor, Lever, LeverDoes, Much};
use super::project::project;
use super::state::Start;
use super::year::ScenarioYear;
use factor::{FactorSet, TypeId, TypeKind};
use footprint::service::is_network;

/// Levers that an estate has something to gain from, what lowers most first.
pub(super) fn worth(start: &Start<'_>, people: &[f64]) -> Vec<(Lever, f64)> {
    let facts = start.facts;
    let set: &FactorSet = facts.set();
    let years = i32::try_from(people.len()).unwrap_or(1) - 1;
    let baseline = project(start, &[], years, people);
    let mut types: Vec<TypeId> = start.worth.iter().map(|worth| worth.root).collect();
    types.sort_unstable();
    types.dedup();
    let mut tried = Vec::new();
    for id in types {
        let kind = set.equipment_type(id);
        let code = &kind.code;
        let each = start.units(id) / people[0];
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
        if code == "monitor" && each > 1.0 && facts.headcount().is_some() {
            tried.push((format!("{code}.per_person = 1"), LeverDoes::PerPerson(id, 1.0)));
        }
    }
    for (at, centre) in facts.rows.centres.iter().enumerate() {
        if let Some(pue) = centre.pue.filter(|pue| *pue > 1.35) {
            let better = ((pue - 0.2) * 100.0).round() / 100.0;
            tried.push((format!("{}.pue = {better}", centre.id), LeverDoes::Pue(at, better)));
        }
    }
    // What a mean factor does not measure is nothing to gain.
    let measured = start.services.iter().enumerate().filter(|(_, one)| !is_network(&one.code));
    for (at, service) in measured {
        let lever = if service.cloud.is_some() { "count" } else { "amount" };
        tried.push((format!("{}.{lever} = -20%", service.code), LeverDoes::Service(at, 0.8)));
    }
    let mut worth: Vec<(Lever, f64)> = tried
        .into_iter()
        .map(|(said, what)| {
            let lever = Lever { said, what, from: facts.number() + 1, cost_eur: None };
            let projected = project(start, &[&lever], years, people);
            let total = |years: &[ScenarioYear]| years.iter().map(ScenarioYear::total).sum::<f64>();
            let gain = total(&projected) - total(&baseline);
            (lever, gain)
        })
        .filter(|(_, gain)| *gain < -1e-3)
        .collect();
    worth.sort_by(|(one, a), (other, b)| a.total_cmp(b).then(one.said.cmp(&other.said)));
    worth
}
