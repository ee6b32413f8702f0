//! What levers come to: each alone, all together, and what they do to one another.

use super::lever::{Lever, What};
use super::parse::Scenario;
use super::project::{Year, project};
use super::state::Start;
use factor::{FactorId, FactorSet, TypeId};
use footprint::{Stake, intervals};
use ground::lang::Text;
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use indicator::EstateYear;
use std::collections::{BTreeMap, BTreeSet};

/// What some levers come to, held against business as usual.
#[derive(Debug, Clone, PartialEq)]
pub struct Played {
    /// The levers, as they were written; one, or all.
    pub said: Vec<String>,
    /// Its years, the first being the inventory's.
    pub years: Vec<Year>,
    /// The difference of each year, with its 90 % interval.
    pub differences: Vec<Interval>,
    /// The difference of all years, with its 90 % interval.
    pub cumulated: Interval,
    /// What it costs, EUR, where it is said.
    pub cost_eur: Option<f64>,
    /// What it raises while it lowers the rest.
    pub raises: Vec<Text>,
    /// What no factor of the estate sees of it.
    pub unseen: Vec<Text>,
}

impl Played {
    /// Its effect by euro, where it costs something.
    pub fn per_euro(&self) -> Option<f64> {
        self.cost_eur.filter(|cost| *cost > 0.0).map(|cost| self.cumulated.value / cost)
    }

    /// The difference of a sum over the years against another.
    pub fn over(&self, other: &[Year], of: impl Fn(&Year) -> f64) -> f64 {
        let sum = |years: &[Year]| years.iter().map(&of).fold(0.0, |sum, one| sum + one);
        sum(&self.years) - sum(other)
    }
}

/// A scenario played.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Business as usual.
    pub baseline: Vec<Year>,
    /// Each lever alone, what lowers most first.
    pub alone: Vec<Played>,
    /// All levers together.
    pub together: Played,
    /// What they do to one another: together, less the sum of each alone.
    pub interaction: f64,
    /// What was assumed.
    pub assumed: Vec<Text>,
}

/// Plays a scenario from the facts of a year; `people` is the headcount of each year from it on.
pub fn play(facts: &EstateYear<'_>, scenario: &Scenario, people: &[f64]) -> Outlook {
    let start = Start::of(facts);
    let years = scenario.years;
    let baseline = project(&start, &[], years, people);
    let one = |levers: &[&Lever]| {
        let projected = project(&start, levers, years, people);
        played(&start, levers, projected, &baseline)
    };
    let mut alone: Vec<Played> = scenario.levers.iter().map(|lever| one(&[lever])).collect();
    let all: Vec<&Lever> = scenario.levers.iter().collect();
    let together = one(&all);
    let sum: f64 = alone.iter().map(|one| one.cumulated.value).sum();
    let interaction = together.cumulated.value - sum;
    alone.sort_by(|a, b| a.cumulated.value.total_cmp(&b.cumulated.value).then(a.said.cmp(&b.said)));
    Outlook { baseline, alone, together, interaction, assumed: assumed(&start) }
}

fn assumed(start: &Start<'_>) -> Vec<Text> {
    let mut said = vec![
        text!(
            "les unités vieillissent, sortent selon la courbe de survie du parc et sont remplacées à l'identique au milieu de l'année",
            "units age, leave by the estate's own survival curve, and are replaced by their like in the middle of the year"
        ),
        text!(
            "le poids du kWh reste celui de l'année de départ, sauf levier",
            "a kilowatt-hour weighs what it does in the first year, unless a lever says otherwise"
        ),
    ];
    let unpriced: BTreeSet<&str> = start
        .worth
        .iter()
        .filter(|worth| worth.price.is_none())
        .map(|worth| start.facts.set().equipment_type(worth.root).code.as_str())
        .collect();
    if !unpriced.is_empty() {
        let types = unpriced.into_iter().collect::<Vec<_>>().join(", ");
        said.push(text!(
            "aucun prix connu, leurs achats ne comptent aucun euro : {types}",
            "no price known, what is bought of them counts no euro: {types}"
        ));
    }
    let by_assumption: Vec<&str> = start
        .stays
        .iter()
        .filter(|(_, stay)| stay.known.code() == "assumed")
        .map(|(id, _)| start.facts.set().equipment_type(*id).code.as_str())
        .collect();
    if !by_assumption.is_empty() {
        let types = by_assumption.join(", ");
        said.push(text!(
            "durée de vie par défaut, faute de sorties observées : {types}",
            "default lifetime, no exits being known: {types}"
        ));
    }
    said
}

fn played(start: &Start<'_>, levers: &[&Lever], years: Vec<Year>, baseline: &[Year]) -> Played {
    let stakes: Vec<Vec<Stake>> = years
        .iter()
        .zip(baseline)
        .map(|(year, before)| stakes(start, year, before))
        .chain([Vec::new()])
        .collect();
    let mut sums = stakes;
    let all: Vec<Stake> = sums.iter().flatten().cloned().collect();
    if let Some(last) = sums.last_mut() {
        *last = Stake::merged(all);
    }
    let mut drawn = intervals(start.facts.set(), &sums);
    let whole = drawn.pop().unwrap_or(Interval::ZERO);
    let around = |value: f64, drawn: Interval| Interval {
        value,
        low: (value + drawn.low - drawn.value).min(value),
        high: (value + drawn.high - drawn.value).max(value),
    };
    let differences: Vec<Interval> = years
        .iter()
        .zip(baseline)
        .zip(drawn)
        .map(|((year, before), drawn)| around(year.total() - before.total(), drawn))
        .collect();
    let cumulated = around(differences.iter().map(|one| one.value).sum(), whole);
    let costs: Vec<f64> = levers.iter().filter_map(|lever| lever.cost_eur).collect();
    let mut played = Played {
        said: levers.iter().map(|lever| lever.said.clone()).collect(),
        years,
        differences,
        cumulated,
        cost_eur: (!costs.is_empty()).then(|| costs.iter().sum()),
        raises: Vec::new(),
        unseen: levers.iter().filter_map(|lever| unseen(start, lever)).collect(),
    };
    played.raises = raised(&played, baseline);
    played
}

/// What goes up while something else goes down.
fn raised(played: &Played, baseline: &[Year]) -> Vec<Text> {
    type Named = (fn(&Year) -> f64, Text);
    let figures: [Named; 4] = [
        (|year| year.making, text!("la fabrication", "making")),
        (|year| year.using, text!("l'utilisation", "use")),
        (|year| year.kwh, text!("les kWh", "the kilowatt-hours")),
        (|year| year.bought, text!("les achats d'unités", "the units bought")),
    ];
    let changes: Vec<f64> = figures.iter().map(|(of, _)| played.over(baseline, of)).collect();
    if !changes.iter().any(|change| *change < -1e-6) {
        return Vec::new();
    }
    let up = figures.into_iter().zip(changes).filter(|(_, change)| *change > 1e-6);
    up.map(|((_, name), _)| name).collect()
}

/// What the figures do not see of a lever.
fn unseen(start: &Start<'_>, lever: &Lever) -> Option<Text> {
    let said = &lever.said;
    let of =
        |id: TypeId| start.worth.iter().enumerate().filter(move |(at, _)| start.is_of(*at, id));
    match lever.what {
        What::Contract => Some(text!(
            "{said} : un contrat ne change pas le chiffre, qui suit le lieu ; il change celui du marché (`assess`)",
            "{said}: a contract does not change the figure, which follows the place; it changes the market-based one (`assess`)"
        )),
        What::Refurbished(..) if !start.facts.gathered.method.counts_earlier_use => Some(text!(
            "{said} : la méthode ne compte pas l'usage antérieur ; la fabrication de l'occasion est comptée ici au prorata",
            "{said}: the method does not count earlier use; the making of used units is counted here in proportion"
        )),
        What::Lifetime(id, _) | What::Refurbished(id, ..)
            if of(id).all(|(_, w)| w.made.is_none()) =>
        {
            Some(text!(
                "{said} : aucun facteur de fabrication pour ce type",
                "{said}: no manufacturing factor for this type"
            ))
        }
        What::Energy(id, _) | What::PueOf(id, _) if of(id).all(|(_, w)| w.kwh == 0.0) => {
            Some(text!(
                "{said} : aucune consommation connue pour ce type",
                "{said}: no electricity known of this type"
            ))
        }
        _ => None,
    }
}

/// The factors that the difference of a year rests on: those of each type, in proportion.
fn stakes(start: &Start<'_>, year: &Year, before: &Year) -> Vec<Stake> {
    let set = start.facts.set();
    let mut types: BTreeMap<TypeId, (f64, f64)> = year.by_type.clone();
    for (id, (making, using)) in &before.by_type {
        let of = types.entry(*id).or_default();
        *of = (of.0 - making, of.1 - using);
    }
    let footprint = &start.facts.rows.outcome.footprint;
    let place = set.criteria.iter().position(|known| known.code == footprint.criteria[0].code);
    let electricity = footprint
        .electricity
        .first()
        .and_then(|(_, mix)| mix.factors.get(place?).copied().flatten());
    let mut stakes = Vec::new();
    for (id, (making, using)) in types {
        let attached = set.attach(id);
        let terms: Vec<FactorId> = attached
            .stages
            .iter()
            .filter(|term| Some(term.criterion) == place && term.stage != Stage::Use)
            .map(|term| term.factor)
            .collect();
        let all: f64 = terms.iter().map(|id| set.factor(*id).amount.value).sum();
        if all > 0.0 {
            for factor in terms {
                stakes.push(Stake {
                    factor,
                    quantity: making / all,
                    stretched_by: attached.lifetime.into_iter().collect(),
                });
            }
        }
        if let Some(factor) = electricity {
            let amount = set.factor(factor).amount.value;
            if amount > 0.0 {
                let stretched_by = attached.energy.into_iter().collect();
                stakes.push(Stake { factor, quantity: using / amount, stretched_by });
            }
        }
    }
    let extras = start.facts.rows.outcome.services.iter().flat_map(|lines| &lines.extras);
    for extra in extras {
        let at = start.services.iter().position(|service| {
            extra.code.strip_prefix("service:").is_some_and(|code| code == service.code)
        });
        let Some(at) = at else { continue };
        let (now, then) = (year.by_service[at], before.by_service[at]);
        for part in extra.parts.iter().filter(|part| part.criterion == 0) {
            let more = if part.stage == Stage::Use { now.1 - then.1 } else { now.0 - then.0 };
            if more != 0.0 {
                stakes.push(Stake {
                    factor: part.factor,
                    quantity: part.weight.value * more,
                    stretched_by: part.stretched_by.clone(),
                });
            }
        }
    }
    Stake::merged(stakes)
}

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
        tried.push((format!("{code}.lifetime = +1"), What::Lifetime(id, 1.0)));
        if matches!(kind.kind.as_str(), "workplace" | "mobile") {
            tried.push((format!("{code}.refurbished = 20%"), What::Refurbished(id, 0.2, 3.0)));
            tried.push((format!("{code}.energy = -20%"), What::Energy(id, 0.8)));
        }
        if kind.kind == "datacentre" || kind.kind == "printing" {
            tried.push((format!("{code}.count = -20%"), What::Count(id, 0.8)));
        }
        if code == "monitor" && each > 1.0 && facts.headcount().is_some() {
            tried.push((format!("{code}.per_person = 1"), What::PerPerson(id, 1.0)));
        }
    }
    for (at, centre) in facts.rows.centres.iter().enumerate() {
        if let Some(pue) = centre.pue.filter(|pue| *pue > 1.35) {
            let better = ((pue - 0.2) * 100.0).round() / 100.0;
            tried.push((format!("{}.pue = {better}", centre.id), What::Pue(at, better)));
        }
    }
    for (at, service) in start.services.iter().enumerate() {
        tried.push((format!("{}.amount = -20%", service.code), What::Service(at, 0.8)));
    }
    let mut worth: Vec<(Lever, f64)> = tried
        .into_iter()
        .map(|(said, what)| {
            let lever = Lever { said, what, from: facts.number() + 1, cost_eur: None };
            let projected = project(start, &[&lever], years, people);
            let total = |years: &[Year]| years.iter().map(Year::total).sum::<f64>();
            let gain = total(&projected) - total(&baseline);
            (lever, gain)
        })
        .filter(|(_, gain)| *gain < -1e-3)
        .collect();
    worth.sort_by(|(one, a), (other, b)| a.total_cmp(b).then(one.said.cmp(&other.said)));
    worth
}
