//! The years to come, under levers: units age, leave by their type's curve, and are replaced.

use super::lever::{Lever, What};
use super::state::{Cohort, Start};
use factor::TypeId;
use std::collections::BTreeMap;

/// A year of a scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Making to end of life, spread over lifetimes, in the criterion's unit.
    pub making: f64,
    /// Making to end of life of what is bought in the year, whole.
    pub bought_making: f64,
    /// Use.
    pub using: f64,
    /// Electricity, kWh.
    pub kwh: f64,
    /// Units bought.
    pub bought: f64,
    /// What they cost, EUR, of those whose price is known.
    pub eur: f64,
    /// Making and use by type.
    pub(super) by_type: BTreeMap<TypeId, (f64, f64)>,
    /// What each service is multiplied by: but its electricity, and its electricity.
    pub(super) by_service: Vec<(f64, f64)>,
}

impl Year {
    /// Its total, making spread over lifetimes.
    pub fn total(&self) -> f64 {
        self.making + self.using
    }
}

/// What levers come to for a worth in a year.
struct Turned {
    /// The number of units, times this.
    count: f64,
    /// Years kept longer.
    longer: f64,
    refurbished: (f64, f64),
    replaced: Option<(usize, f64)>,
    /// Electricity and the weight of it, times this.
    energy: f64,
    per_kwh: f64,
}

/// The years from the start's own on, under levers; the year itself is the figure it has.
pub(super) fn project(
    start: &Start<'_>,
    levers: &[&Lever],
    years: i32,
    people: &[f64],
) -> Vec<Year> {
    let first = start.facts.number();
    let (making, using, kwh) = start.totals;
    let (bought, bought_making, eur) = start.bought;
    let own = Year {
        year: first,
        making,
        bought_making,
        using,
        kwh,
        bought,
        eur,
        by_type: BTreeMap::new(),
        by_service: vec![(1.0, 1.0); start.services.len()],
    };
    let mut out = vec![own];
    let mut cohorts = start.cohorts.clone();
    let mut before: Vec<f64> = vec![1.0; start.worth.len()];
    for ahead in 1..=years {
        let year = first + ahead;
        let active: Vec<&&Lever> = levers.iter().filter(|lever| lever.from <= year).collect();
        let headcount = people[usize::try_from(ahead).unwrap_or(0)] / people[0];
        let turned: Vec<Turned> =
            (0..start.worth.len()).map(|at| turn(start, at, &active, headcount, people)).collect();
        let mut sum = Year { year, ..Year::default() };
        cohorts = step(start, &cohorts, &turned, &before, &mut sum);
        before = turned.iter().map(|one| one.count).collect();
        others(start, &active, &mut sum);
        out.push(sum);
    }
    out
}

fn turn(
    start: &Start<'_>,
    at: usize,
    levers: &[&&Lever],
    headcount: f64,
    people: &[f64],
) -> Turned {
    let worth = &start.worth[at];
    let is = |id: TypeId| start.is_of(at, id);
    let kind = &start.facts.set().equipment_type(worth.type_id).kind;
    let follows_people = kind == "workplace" || kind == "mobile";
    let mut turned = Turned {
        count: if follows_people { headcount } else { 1.0 },
        longer: 0.0,
        refurbished: (0.0, 0.0),
        replaced: None,
        energy: 1.0,
        per_kwh: 1.0,
    };
    for lever in levers {
        match lever.what {
            What::Lifetime(id, years) if is(id) => turned.longer += years,
            What::Refurbished(id, share, upstream) if is(id) => {
                turned.refurbished = (share, upstream);
            }
            What::PerPerson(id, each) if is(id) => {
                let units = start.units(id);
                turned.count = each * people[0] * headcount / units;
            }
            What::Count(id, times) if is(id) => turned.count *= times,
            What::Replaced(id, to, share) if is(id) => {
                let place = (0..start.worth.len()).find(|other| start.is_of(*other, to));
                turned.replaced = place.map(|place| (place, share));
            }
            What::Energy(id, times) if is(id) => turned.energy *= times,
            What::PueOf(id, pue) if is(id) => turned.energy *= pue / worth.pue,
            What::Pue(centre, pue) if worth.centre == Some(centre) => {
                turned.energy *= pue / worth.pue;
            }
            What::Electricity(times) => turned.per_kwh *= times,
            What::Headcount(times) if follows_people => turned.count *= times,
            _ => {}
        }
    }
    turned
}

/// A year: those that stay, those that leave half way through it, and those that replace them.
fn step(
    start: &Start<'_>,
    cohorts: &[Cohort],
    turned: &[Turned],
    before: &[f64],
    sum: &mut Year,
) -> Vec<Cohort> {
    let mut next = Vec::with_capacity(cohorts.len() + start.worth.len());
    let mut fresh: BTreeMap<(usize, u64, bool), f64> = BTreeMap::new();
    for cohort in cohorts {
        let (worth, turn) = (&start.worth[cohort.worth], &turned[cohort.worth]);
        let stay = start.stays.get(&worth.root);
        let staying = stay.map_or(1.0, |stay| {
            if turn.longer == 0.0 {
                stay.stays(cohort.age, 1.0)
            } else {
                stay.longer_by(turn.longer).stays(cohort.age, 1.0)
            }
        });
        let wanted = cohort.units * turn.count / before[cohort.worth];
        let kept = (cohort.units * staying).min(wanted);
        let new = wanted - kept;
        let gone = cohort.units - kept;
        let lifetime = (worth.lifetime + turn.longer).max(0.5);
        let drawn = |units: f64| if cohort.in_use { units } else { 0.0 };
        let up = cohort.upstream;
        put(
            start,
            turned,
            sum,
            cohort.worth,
            kept,
            lifetime.max(cohort.age + 1.0) + up,
            drawn(kept),
        );
        put(
            start,
            turned,
            sum,
            cohort.worth,
            gone / 2.0,
            lifetime.max(cohort.age + 0.5) + up,
            drawn(gone / 2.0),
        );
        if kept > 0.0 {
            next.push(Cohort { age: cohort.age + 1.0, units: kept, ..*cohort });
        }
        let (other, share) = turn.replaced.unwrap_or((cohort.worth, 0.0));
        for (at, units) in [(cohort.worth, new * (1.0 - share)), (other, new * share)] {
            let (used, upstream) = turned[at].refurbished;
            for (units, upstream) in [(units * (1.0 - used), 0.0_f64), (units * used, upstream)] {
                if units <= 0.0 {
                    continue;
                }
                let worth = &start.worth[at];
                let lifetime = (worth.lifetime + turned[at].longer).max(0.5);
                put(start, turned, sum, at, units / 2.0, lifetime + upstream, drawn(units / 2.0));
                // What others used is theirs.
                let own = lifetime / (lifetime + upstream);
                sum.bought += units;
                sum.bought_making += worth.made.map_or(0.0, |made| units * made * own);
                sum.eur += worth.price.map_or(0.0, |price| units * price);
                *fresh.entry((at, upstream.to_bits(), cohort.in_use)).or_default() += units;
            }
        }
    }
    next.extend(fresh.into_iter().map(|((worth, upstream, in_use), units)| Cohort {
        worth,
        age: 0.5,
        units,
        upstream: f64::from_bits(upstream),
        in_use,
    }));
    next
}

/// Adds units of a worth: their making over so many years, and the electricity of those in use.
fn put(
    start: &Start<'_>,
    turned: &[Turned],
    sum: &mut Year,
    at: usize,
    units: f64,
    spread: f64,
    in_use: f64,
) {
    let (worth, turn) = (&start.worth[at], &turned[at]);
    let making = worth.made.map_or(0.0, |made| units * made / spread);
    let kwh = in_use * worth.kwh * turn.energy;
    let using = kwh * worth.per_kwh * turn.per_kwh;
    sum.making += making;
    sum.using += using;
    sum.kwh += kwh;
    let of = sum.by_type.entry(worth.type_id).or_default();
    *of = (of.0 + making, of.1 + using);
}

/// Services, and what the meters of rooms say more.
fn others(start: &Start<'_>, levers: &[&&Lever], sum: &mut Year) {
    let per_kwh: f64 = levers
        .iter()
        .map(|lever| if let What::Electricity(times) = lever.what { times } else { 1.0 })
        .product();
    for (at, service) in start.services.iter().enumerate() {
        let times: f64 = levers
            .iter()
            .map(|lever| match lever.what {
                What::Service(of, times) if of == at => times,
                _ => 1.0,
            })
            .product();
        // What an operator's gigabyte weighs is no kilowatt-hour of ours.
        let of_kwh = if service.kwh > 0.0 { times * per_kwh } else { times };
        sum.making += service.weighs.0 * times;
        sum.using += service.weighs.1 * of_kwh;
        sum.kwh += service.kwh * times;
        sum.by_service.push((times, of_kwh));
    }
    for (room, weighs, kwh) in &start.meters {
        let centres = &start.facts.rows.centres;
        let times: f64 = levers
            .iter()
            .map(|lever| match lever.what {
                What::Pue(at, pue) if centres[at].id == *room => {
                    centres[at].pue.map_or(1.0, |now| pue / now)
                }
                _ => 1.0,
            })
            .product();
        sum.using += weighs * times * per_kwh;
        sum.kwh += kwh * times;
    }
}
