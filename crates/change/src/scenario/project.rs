//! The years to come, under levers: units age, leave by their type's curve, and are replaced.

use super::lever::{HeldLevers, KeptFor, Lever, LeverDoes, Much, Thing};
use super::state::{Cohort, KindWorth, Start};
use super::year::{Price, ScenarioYear};
use crate::price::own_part;
use factor::{TypeId, TypeKind};
use footprint::FootprintPiece;
use std::collections::BTreeMap;

/// What levers come to for a worth in a year.
struct Turned {
    /// The number of units, times this.
    count: f64,
    /// Years kept longer.
    longer: f64,
    /// The share bought refurbished, and the years of use by others before.
    refurbished: Option<(f64, f64)>,
    /// What replaces it, and the share of purchases that it has.
    replaced: Option<(TypeId, f64)>,
    /// Electricity and the weight of it, times this.
    energy: f64,
    per_kwh: f64,
}

impl Turned {
    /// The years making is spread over, at least; `None` where no lifetime is known.
    fn lifetime(&self, worth: &KindWorth) -> Option<f64> {
        worth.lifetime.map(|years| (years + self.longer).max(0.5))
    }
}

/// The years from the start's own on, under levers; the year itself is the figure it has.
pub(super) fn project(
    start: &Start<'_>,
    levers: &[&Lever],
    years: i32,
    people: &[f64],
) -> Vec<ScenarioYear> {
    let first = start.facts.number();
    let (making, using, kwh) = start.totals;
    let own = ScenarioYear {
        year: first,
        making,
        using,
        kwh,
        unweighed_kwh: start.unweighed_kwh,
        by_service: vec![(1.0, 1.0); start.services.len()],
        by_meter: vec![1.0; start.meters.len()],
        ..start.bought.clone()
    };
    let mut out = vec![own];
    let mut cohorts = start.cohorts.clone();
    let mut before: Vec<f64> = vec![1.0; start.worth.len()];
    for ahead in 1..=years {
        let year = first + ahead;
        let held = HeldLevers::in_year(start.facts.set(), levers, year);
        let stated = people[usize::try_from(ahead).unwrap_or(0)];
        let now = match held.on(Thing::People) {
            Some(LeverDoes::Headcount(much)) => much.of(stated),
            _ => stated,
        };
        let people = (now, now / people[0]);
        let turned: Vec<Turned> =
            (0..start.worth.len()).map(|at| turn(start, at, &held, people)).collect();
        let mut sum = ScenarioYear { year, ..ScenarioYear::default() };
        cohorts = step(start, &cohorts, &turned, &before, &mut sum);
        before = turned.iter().map(|one| one.count).collect();
        others(start, &held, &mut sum);
        out.push(sum);
    }
    out
}

/// What levers make of a worth; `people` is the headcount of the year, and how much it is of the
/// first year's.
fn turn(start: &Start<'_>, at: usize, held: &HeldLevers<'_>, people: (f64, f64)) -> Turned {
    let worth = &start.worth[at];
    let id = worth.type_id;
    let kind = start.facts.set().equipment_type(id).kind;
    let follows_people = matches!(kind, TypeKind::Workplace | TypeKind::Mobile);
    let would = if follows_people { people.1 } else { 1.0 };
    let count = match held.of_type(Thing::Number, id) {
        Some(LeverDoes::PerPerson(of, each)) => each * people.0 / start.units(*of),
        Some(LeverDoes::Count(_, Much::Times(times))) => would * times,
        Some(LeverDoes::Count(of, Much::Exactly(count))) => count / start.units(*of),
        _ => would,
    };
    let longer = match (held.of_type(Thing::Lifetime, id), worth.lifetime) {
        (Some(LeverDoes::Lifetime(_, KeptFor::Longer(years))), _) => *years,
        (Some(LeverDoes::Lifetime(_, KeptFor::InAll(years))), Some(now)) => years - now,
        _ => 0.0,
    };
    let refurbished = match held.of_type(Thing::Way, id) {
        Some(LeverDoes::Refurbished(_, share, upstream)) => Some((*share, upstream.years())),
        _ => None,
    };
    let replaced = match held.of_type(Thing::Successor, id) {
        Some(LeverDoes::Replaced(_, to, share)) => Some((*to, *share)),
        _ => None,
    };
    let mut energy = match held.of_type(Thing::Energy, id) {
        Some(LeverDoes::Energy(_, times)) => *times,
        _ => 1.0,
    };
    // What is moved to another room no longer stands in this one.
    let room = worth.centre.and_then(|centre| held.on(Thing::Room(centre)));
    if let Some(LeverDoes::PueOf(_, pue) | LeverDoes::Pue(_, pue)) =
        held.of_type(Thing::Pue, id).or(room)
    {
        energy *= pue / worth.pue;
    }
    Turned { count, longer, refurbished, replaced, energy, per_kwh: electricity(held) }
}

/// What the weight of a kilowatt-hour is multiplied by.
fn electricity(held: &HeldLevers<'_>) -> f64 {
    match held.on(Thing::Electricity) {
        Some(LeverDoes::Electricity(times)) => *times,
        _ => 1.0,
    }
}

/// A year on its way.
struct ProjectStep<'a, 'f> {
    start: &'a Start<'f>,
    turned: &'a [Turned],
    sum: &'a mut ScenarioYear,
    /// Units bought: their worth, the years of others, and whether they are in use.
    fresh: BTreeMap<(usize, u64, bool), f64>,
    /// Units bought of another type than what they replace.
    moved: BTreeMap<(TypeId, bool), f64>,
}

/// Units of a year: those there are, those that would stay of themselves, those that are wanted.
#[derive(Debug, Clone, Copy, Default)]
struct Moves {
    units: f64,
    staying: f64,
    wanted: f64,
}

impl Moves {
    fn of(start: &Start<'_>, cohort: &Cohort, turned: &[Turned], before: &[f64]) -> Self {
        let (worth, turn) = (&start.worth[cohort.worth], &turned[cohort.worth]);
        let staying = start.stays.get(&worth.root).map_or(1.0, |stay| {
            if turn.longer == 0.0 {
                stay.stays(cohort.age, 1.0)
            } else {
                stay.longer_by(turn.longer).stays(cohort.age, 1.0)
            }
        });
        let (units, before) = (cohort.units, before[cohort.worth]);
        let wanted = if before > 0.0 { units * turn.count / before } else { 0.0 };
        Self { units, staying: units * staying, wanted }
    }

    fn add(&mut self, more: &Self) {
        self.units += more.units;
        self.staying += more.staying;
        self.wanted += more.wanted;
    }

    /// How many of these stay, and how many are bought in the place of those that leave: where fewer
    /// of the type are wanted, what leaves of itself is not replaced first, and only what is too many
    /// then is withdrawn.
    fn among(&self, all: &Self) -> (f64, f64) {
        if all.wanted >= all.units {
            let kept = self.staying.min(self.wanted);
            return (kept, self.wanted - kept);
        }
        let kept = if all.staying > all.wanted {
            self.staying * all.wanted / all.staying
        } else {
            self.staying
        };
        let (leaving, needed) = (all.units - all.staying, (all.wanted - all.staying).max(0.0));
        let bought =
            if leaving > 0.0 { (self.units - self.staying) * needed / leaving } else { 0.0 };
        (kept, bought)
    }
}

/// A year: those that stay, those that leave half way through it, and those that replace them.
fn step(
    start: &Start<'_>,
    cohorts: &[Cohort],
    turned: &[Turned],
    before: &[f64],
    sum: &mut ScenarioYear,
) -> Vec<Cohort> {
    let mut next = Vec::with_capacity(cohorts.len() + start.worth.len());
    let mut step =
        ProjectStep { start, turned, sum, fresh: BTreeMap::new(), moved: BTreeMap::new() };
    // In use or not: what leaves of itself from a stock is one unit fewer of the type too.
    let of_type = |cohort: &Cohort| start.worth[cohort.worth].type_id;
    let moves: Vec<Moves> =
        cohorts.iter().map(|cohort| Moves::of(start, cohort, turned, before)).collect();
    let mut all: BTreeMap<TypeId, Moves> = BTreeMap::new();
    for (cohort, moves) in cohorts.iter().zip(&moves) {
        all.entry(of_type(cohort)).or_default().add(moves);
    }
    for (cohort, moves) in cohorts.iter().zip(&moves) {
        let (worth, turn) = (&start.worth[cohort.worth], &turned[cohort.worth]);
        let (kept, bought) = moves.among(&all[&of_type(cohort)]);
        let gone = cohort.units - kept;
        let drawn = |units: f64| if cohort.in_use { units } else { 0.0 };
        let lifetime = turn.lifetime(worth);
        let spread = |age: f64| lifetime.map(|years| years.max(age) + cohort.upstream);
        step.put(cohort.worth, kept, spread(cohort.age + 1.0), drawn(kept));
        step.put(cohort.worth, gone / 2.0, spread(cohort.age + 0.5), drawn(gone / 2.0));
        if kept > 0.0 {
            next.push(Cohort { age: cohort.age + 1.0, units: kept, ..*cohort });
        }
        step.replace(cohort.worth, bought, cohort.in_use);
    }
    // What a lever took away whole, another may bring back.
    for (at, units) in start.started().iter().enumerate().filter(|(at, _)| before[*at] == 0.0) {
        for (in_use, units) in [(true, units.0), (false, units.1)] {
            step.replace(at, units * turned[at].count, in_use);
        }
    }
    for ((to, in_use), units) in std::mem::take(&mut step.moved) {
        for (at, share) in start.shares(to) {
            step.come(at, units * share, in_use);
        }
    }
    let fresh = step.fresh.into_iter();
    next.extend(fresh.map(|((worth, upstream, in_use), units)| Cohort {
        worth,
        age: 0.5,
        units,
        upstream: f64::from_bits(upstream),
        in_use,
        is_dated: true,
        is_use_untold: false,
    }));
    next
}

impl ProjectStep<'_, '_> {
    /// Buys units in the place of a worth's: its like, or what levers say.
    fn replace(&mut self, at: usize, units: f64, in_use: bool) {
        if units <= 0.0 {
            return;
        }
        let (to, share) =
            self.turned[at].replaced.map_or((None, 0.0), |(to, share)| (Some(to), share));
        if let Some(to) = to {
            *self.moved.entry((to, in_use)).or_default() += units * share;
        }
        self.come(at, units * (1.0 - share), in_use);
    }

    /// Buys units of a worth, as they come: like those there are, or as a lever says.
    fn come(&mut self, at: usize, units: f64, in_use: bool) {
        let worth = &self.start.worth[at];
        match self.turned[at].refurbished {
            Some((used, upstream)) => {
                self.buy(at, units * used, (true, upstream), in_use);
                self.buy(at, units * (1.0 - used), (false, 0.0), in_use);
            }
            None => self.buy(at, units, (worth.refurbished, worth.upstream), in_use),
        }
    }

    /// Buys units of a worth, new or refurbished; they come half way through the year.
    fn buy(&mut self, at: usize, units: f64, (refurbished, upstream): (bool, f64), in_use: bool) {
        if units <= 0.0 {
            return;
        }
        let worth = &self.start.worth[at];
        let lifetime = self.turned[at].lifetime(worth);
        let drawn = if in_use { units / 2.0 } else { 0.0 };
        self.put(at, units / 2.0, lifetime.map(|years| years + upstream), drawn);
        let price = if worth.is_paid {
            Price::Of(worth.prices[usize::from(refurbished)])
        } else {
            Price::TheirOwn
        };
        self.sum.buy(units, worth.made, own_part(lifetime, upstream), price);
        *self.fresh.entry((at, upstream.to_bits(), in_use)).or_default() += units;
    }

    /// Adds units of a worth: their making over so many years, and the electricity of those in use.
    fn put(&mut self, at: usize, units: f64, spread: Option<f64>, in_use: f64) {
        let (worth, turn) = (&self.start.worth[at], &self.turned[at]);
        let making = worth.made.zip(spread).map_or(0.0, |(made, spread)| units * made / spread);
        let kwh = in_use * worth.kwh * turn.energy;
        // Where no factor tells what a kilowatt-hour weighs, that is said ([`super::gap`]).
        let using = worth.per_kwh.map_or(0.0, |per_kwh| kwh * per_kwh * turn.per_kwh);
        if worth.per_kwh.is_none() {
            self.sum.unweighed_kwh += kwh;
        }
        self.sum.making += making;
        self.sum.using += using;
        self.sum.kwh += kwh;
        let room = worth.centre.filter(|room| self.start.metered.contains(room));
        let pieces = &mut self.sum.pieces;
        *pieces.entry(FootprintPiece::Making(worth.type_id)).or_default() += making;
        *pieces.entry(FootprintPiece::Use(worth.type_id, room)).or_default() += using;
    }
}

/// Services and clouds, and what the meters of rooms say more.
fn others(start: &Start<'_>, held: &HeldLevers<'_>, sum: &mut ScenarioYear) {
    let per_kwh = electricity(held);
    for (at, service) in start.services.iter().enumerate() {
        let times = match held.on(Thing::Service(at)) {
            Some(LeverDoes::Service(_, times)) => *times,
            _ => 1.0,
        };
        // What an operator's gigabyte weighs is no kilowatt-hour of ours.
        let of_kwh = if service.kwh > 0.0 { times * per_kwh } else { times };
        sum.making += service.weighs.0 * times;
        sum.using += service.weighs.1 * of_kwh;
        sum.kwh += service.kwh * times;
        sum.by_service.push((times, of_kwh));
    }
    for (room, weighs, kwh) in &start.meters {
        let centres = &start.facts.rows.centres;
        let at = centres.iter().position(|centre| centre.id == *room);
        let times = match at.and_then(|at| held.on(Thing::Room(at))) {
            Some(LeverDoes::Pue(at, pue)) => centres[*at].pue.map_or(1.0, |now| pue / now),
            _ => 1.0,
        };
        sum.using += weighs * times * per_kwh;
        sum.kwh += kwh * times;
        sum.by_meter.push(times * per_kwh);
    }
}

#[cfg(test)]
mod tests {
    use super::Moves;

    /// Five old units of which one in ten stays, five young ones that nearly all stay.
    #[test]
    fn fewer_units_are_first_those_that_leave_of_themselves() {
        let of = |wanted: f64| {
            let old = Moves { units: 5.0, staying: 0.5, wanted: wanted / 2.0 };
            let young = Moves { units: 5.0, staying: 4.5, wanted: wanted / 2.0 };
            let mut all = old;
            all.add(&young);
            (old.among(&all), young.among(&all))
        };
        let near = |((kept, bought), (young, more)): ((f64, f64), (f64, f64)),
                    expected: [f64; 4]| {
            for (found, expected) in [kept, bought, young, more].into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-12, "{found} {expected}");
            }
        };
        // Seven wanted, five stay: two are bought, nine tenths of them in the place of old ones.
        near(of(7.0), [0.5, 1.8, 4.5, 0.2]);
        // Four wanted: none is bought, and a fifth of those that would stay is withdrawn.
        near(of(4.0), [0.4, 0.0, 3.6, 0.0]);
        // As many as there are: each that leaves is replaced; twelve, and each part grows.
        near(of(10.0), [0.5, 4.5, 4.5, 0.5]);
        near(of(12.0), [0.5, 5.5, 4.5, 1.5]);
    }
}
