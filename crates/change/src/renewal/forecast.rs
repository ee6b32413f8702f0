//! Units to replace by year, type and site: their number with its interval, money, kg and waste.

use super::ends::{supports, warranties};
use super::stay::{CurveOrigin, TypeStay, stays};
use crate::price::{Prices, is_followed, is_refurbished, own_part, upstream};
use crate::remark::{StandIns, left_out, other_years};
use equipment::Support;
use factor::TypeId;
use ground::lang::Text;
use ground::quantity::{DAYS_OF_YEAR, Interval};
use indicator::{EstateYear, Unit, WornBatteries, worn_batteries};
use std::collections::BTreeMap;
use walk::TotalLack;

/// Standard deviations of a 90 % interval.
const Z90: f64 = 1.644_853_626_951_472_2;

/// What is to be replaced in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewed {
    /// The year.
    pub year: i32,
    /// The type's code; empty for all types.
    pub type_code: String,
    /// Its name for people.
    pub type_label: Text,
    /// The site; `None` for all sites.
    pub site: Option<String>,
    /// Units, with their 90 % interval.
    pub units: Interval,
    /// Money, EUR, at the mean price of the type's own units, of those that have one; `None` where
    /// none has.
    pub eur: Option<Interval>,
    /// Units that no price is known of, which the money leaves out.
    pub unpriced: f64,
    /// Units of their users' own, which these buy again: they cost the organisation nothing.
    pub of_users: f64,
    /// Making and transport of what replaces them, in the criterion's unit, of those that have a
    /// factor; `None` where none has.
    pub made: Option<Interval>,
    /// Units that no factor is known of, which the making leaves out.
    pub unmade: f64,
    /// Waste, kg.
    pub waste: Option<Interval>,
    /// Units that no weight is known of, which the waste leaves out.
    pub unweighed: f64,
    /// How long units of the type stay is known from there.
    pub known: CurveOrigin,
}

/// What is to be replaced in the years to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The year whose inventory it starts from.
    pub from: i32,
    /// By year: all, then each type, then each site of it.
    pub lines: Vec<Renewed>,
    /// What its years are where they are no calendar years, and what stands in for a price.
    pub assumed: Vec<Text>,
    /// Files not read and rows set aside, whose units are in no year.
    pub left_out: Vec<Text>,
    /// Units without any date, taken to be half way through their lifetime.
    pub undated: f64,
    /// Units of types that neither exits nor a lifetime are known of, which no year can be told of
    /// either: the type's name, and how many.
    pub without_life: Vec<(Text, f64)>,
    /// The mean stay of each type, years, and where it is known from.
    pub stays: Vec<(String, Text, f64, CurveOrigin, f64)>,
    /// Units out of warranty at the end of each year, the first being the inventory's; of those
    /// whose warranty is known.
    pub out_of_warranty: Vec<(i32, f64)>,
    /// Units whose warranty is known.
    pub with_warranty: f64,
    /// Systems whose support ends by the last year told of, soonest first, with their units.
    pub out_of_support: Vec<(&'static Support, f64)>,
    /// Units whose system is known to end.
    pub with_system: f64,
    /// Portable machines that a battery would keep.
    pub batteries: WornBatteries,
}

/// Exits expected of a group: the units that pass each step of its curve.
#[derive(Debug, Clone, Default)]
struct ExpectedExits {
    mean: f64,
    /// What chance adds.
    chance: f64,
    /// By step: how many more leave in the year where all leave at it rather than none; its share;
    /// units that share was seen on.
    passed: BTreeMap<u64, (f64, f64, f64)>,
    /// What not knowing the age of some adds: a standard deviation, all erring alike.
    ageless: f64,
    worth: ReplacedWorth,
}

impl ExpectedExits {
    fn add(&mut self, other: &Self) {
        self.ageless += other.ageless;
        self.mean += other.mean;
        self.chance += other.chance;
        for (step, (units, hazard, at_risk)) in &other.passed {
            self.passed.entry(*step).or_insert((0.0, *hazard, *at_risk)).0 += units;
        }
        self.worth.add(&other.worth);
    }

    /// Units that pass a stretch of ages; those that leave in it.
    fn take(&mut self, units: f64, stay: &TypeStay, (from, to): (f64, f64)) -> f64 {
        let steps = stay.steps(from, to);
        let left = units * steps.iter().map(|step| 1.0 - step.hazard).product::<f64>();
        for step in steps {
            let passed =
                self.passed.entry(step.age.to_bits()).or_insert((0.0, step.hazard, step.at_risk));
            // Who does not leave here may leave later in the stretch: leaving here counts for those
            // alone who would have come through. A step at which all leave is known.
            passed.0 += if step.hazard < 1.0 { left / (1.0 - step.hazard) } else { 0.0 };
        }
        self.mean += units - left;
        units - left
    }

    /// What chance adds: each of so many units leaves once in the year at most, or not at all.
    fn note_chance(&mut self, units: f64, gone: f64) {
        if units > 0.0 {
            self.chance += gone * (1.0 - gone / units).max(0.0);
        }
    }

    /// What not knowing the curve adds.
    fn unknown(&self) -> f64 {
        let of = |(units, hazard, at_risk): &(f64, f64, f64)| {
            units * units * hazard * (1.0 - hazard) / at_risk
        };
        self.passed.values().map(of).sum()
    }

    fn interval(&self) -> Interval {
        between(self.mean, self.chance + self.unknown() + self.ageless.powi(2))
    }
}

/// A number of units is whole: the interval goes to the units whose half lies within.
fn between(mean: f64, variance: f64) -> Interval {
    let spread = Z90 * variance.sqrt();
    Interval {
        value: mean,
        low: (mean - spread - 0.5).ceil().max(0.0).min(mean),
        high: (mean + spread + 0.5).floor().max(mean),
    }
}

/// What units that are replaced cost, weigh to make, and weigh as waste, each by its like.
#[derive(Debug, Clone, Copy, Default)]
struct ReplacedWorth {
    /// Units that it is known of, and what they come to.
    priced: (f64, f64),
    of_users: f64,
    made: (f64, [f64; 3]),
    waste: (f64, [f64; 3]),
}

/// The same of one unit.
struct One {
    is_of_users: bool,
    price: Option<f64>,
    made: Option<[f64; 3]>,
    waste: Option<[f64; 3]>,
}

impl One {
    fn of(facts: &EstateYear<'_>, unit: &Unit, prices: &Prices) -> Self {
        let own = own_part(facts.reference(unit.type_id), upstream(facts, unit));
        Self {
            is_of_users: !unit.is_of_the_organisation(),
            price: prices.get(unit.type_id, is_refurbished(unit)),
            made: unit.made.map(|made| made.map(|one| f64::from(one) * own)),
            waste: facts.weight(unit).map(|(kg, _)| [kg.value, kg.low, kg.high]),
        }
    }
}

impl ReplacedWorth {
    fn note(&mut self, units: f64, one: &One) {
        if one.is_of_users {
            self.of_users += units;
        } else if let Some(price) = one.price {
            self.priced = (self.priced.0 + units, self.priced.1 + units * price);
        }
        let take = |sum: &mut (f64, [f64; 3]), one: Option<[f64; 3]>| {
            let Some(one) = one else { return };
            sum.0 += units;
            for (sum, one) in sum.1.iter_mut().zip(one) {
                *sum += one * units;
            }
        };
        take(&mut self.made, one.made);
        take(&mut self.waste, one.waste);
    }

    fn add(&mut self, other: &Self) {
        self.priced = (self.priced.0 + other.priced.0, self.priced.1 + other.priced.1);
        self.of_users += other.of_users;
        for (sum, one) in [(&mut self.made, &other.made), (&mut self.waste, &other.waste)] {
            sum.0 += one.0;
            for (sum, one) in sum.1.iter_mut().zip(one.1) {
                *sum += one;
            }
        }
    }

    /// A sum spread as the units that it is of.
    fn spread(units: Interval, (known, [value, low, high]): (f64, [f64; 3])) -> Option<Interval> {
        let each = |sum: f64| sum / units.value;
        let one = Interval { value: each(value), low: each(low), high: each(high) };
        (known > 0.0 && units.value > 0.0).then(|| units.times(one))
    }
}

impl Forecast {
    /// What is to be replaced in the years after the facts' year, each unit by its like.
    pub fn of(facts: &EstateYear<'_>, years: i32) -> Self {
        let stays = stays(facts);
        let prices = Prices::of(facts);
        let mut without_life: BTreeMap<TypeId, f64> = BTreeMap::new();
        let mut groups: BTreeMap<(i32, TypeId, u32), ExpectedExits> = BTreeMap::new();
        let mut undated = 0.0;
        let mut stand_ins = StandIns::default();
        for unit in in_order(facts.held().filter(|unit| is_followed(unit))) {
            let root = facts.root(unit);
            let Some(stay) = stays.get(&root) else {
                *without_life.entry(unit.type_id).or_default() += unit.quantity;
                continue;
            };
            let one = One::of(facts, unit, &prices);
            let known = age(facts, unit);
            undated += if known.is_none() { unit.quantity } else { 0.0 };
            let life = facts.reference(unit.type_id).unwrap_or(stay.mean);
            let age = known.unwrap_or(life / 2.0);
            if unit.is_of_the_organisation() {
                stand_ins.note(&prices, unit.type_id, is_refurbished(unit));
            }
            let mut cohorts = vec![(age, unit.quantity)];
            for ahead in 1..=years {
                let group = groups.entry((facts.number() + ahead, root, unit.site)).or_default();
                if known.is_none() {
                    group.ageless += unit.quantity * stay.spread_over_ages(life, ahead);
                }
                let mut next = Vec::with_capacity(cohorts.len() + 1);
                let mut replaced = 0.0;
                for (age, units) in cohorts {
                    let gone = group.take(units, stay, (age, age + 1.0));
                    replaced += gone;
                    next.push((age + 1.0, units - gone));
                }
                group.note_chance(unit.quantity, replaced);
                group.worth.note(replaced, &one);
                // What replaces them came in the middle of the year, on average.
                next.push((0.5, replaced));
                cohorts = next;
            }
        }
        let lines = lines(facts, &groups, &stays, years);
        let assumed = other_years(facts).into_iter().chain(stand_ins.said(facts.set())).collect();
        let without_life =
            without_life.into_iter().map(|(id, units)| (named(facts, id).1, units)).collect();
        let (out_of_warranty, with_warranty) = warranties(facts, years);
        let stays = stays
            .iter()
            .map(|(id, stay)| {
                let (code, label) = named(facts, *id);
                (code, label, stay.mean, stay.known, stay.exits)
            })
            .collect();
        let (out_of_support, with_system) = supports(facts, years);
        Self {
            from: facts.number(),
            lines,
            assumed,
            left_out: left_out(facts, TotalLack::is_of_inventory),
            undated,
            without_life,
            stays,
            out_of_warranty,
            with_warranty,
            out_of_support,
            with_system,
            batteries: worn_batteries(facts),
        }
    }
}

/// Units in an order of their own: sums do not hang on that of rows.
fn in_order<'u>(units: impl Iterator<Item = &'u Unit>) -> Vec<&'u Unit> {
    let mut units: Vec<&Unit> = units.collect();
    units.sort_by(|a, b| {
        let key = |unit: &Unit| (unit.started, unit.acquired, unit.type_id);
        let price = |unit: &Unit| unit.price_eur.map(f32::to_bits);
        let made = |unit: &Unit| unit.made.map(|made| made.map(f32::to_bits));
        key(a)
            .cmp(&key(b))
            .then(a.quantity.total_cmp(&b.quantity))
            .then(price(a).cmp(&price(b)))
            .then(made(a).cmp(&made(b)))
    });
    units
}

/// The years it has served at the end of the inventory, where its date is known.
fn age(facts: &EstateYear<'_>, unit: &Unit) -> Option<f64> {
    let started = unit.started.or(unit.acquired)?;
    Some(f64::from(facts.year.as_of.0 + 1 - started.0).max(0.0) / DAYS_OF_YEAR)
}

/// Of the units that are there, those whose leaving a forecast tells of: nothing else of them may
/// be held against what happened.
pub(super) fn told_of<'f>(
    facts: &'f EstateYear<'_>,
    stays: &'f BTreeMap<TypeId, TypeStay>,
) -> impl Iterator<Item = &'f Unit> {
    facts.held().filter(|unit| is_followed(unit)).filter(|unit| {
        unit.started.or(unit.acquired).is_some() && stays.contains_key(&facts.root(unit))
    })
}

/// How many of these units leave in each of the years to come; what replaces them is not told of.
pub(super) fn leaving<'u>(
    facts: &EstateYear<'_>,
    stays: &BTreeMap<TypeId, TypeStay>,
    units: impl Iterator<Item = &'u Unit>,
    years: i32,
) -> Vec<(i32, Interval)> {
    let mut groups: BTreeMap<i32, BTreeMap<TypeId, ExpectedExits>> = BTreeMap::new();
    for unit in in_order(units) {
        let root = facts.root(unit);
        let (Some(stay), Some(age)) = (stays.get(&root), age(facts, unit)) else { continue };
        for ahead in 1..=years {
            let before = f64::from(ahead - 1);
            let types = groups.entry(facts.number() + ahead).or_default();
            let of_type = types.entry(root).or_default();
            let reached = unit.quantity * stay.stays(age, before);
            let gone = of_type.take(reached, stay, (age + before, age + before + 1.0));
            of_type.note_chance(unit.quantity, gone);
        }
    }
    groups.into_iter().map(|(year, types)| (year, of_types(&types, stays))).collect()
}

/// Units of all types together. Types that share a curve err together with it: their steps are of
/// all of them.
fn of_types(
    types: &BTreeMap<TypeId, ExpectedExits>,
    stays: &BTreeMap<TypeId, TypeStay>,
) -> Interval {
    let mean = types.values().map(|one| one.mean).fold(0.0, |sum, one| sum + one);
    let mut own = 0.0;
    let mut shared: BTreeMap<u64, (f64, f64, f64)> = BTreeMap::new();
    for (id, one) in types {
        own += one.chance + one.ageless.powi(2);
        if stays[id].known == CurveOrigin::Estate {
            for (step, (units, hazard, at_risk)) in &one.passed {
                shared.entry(*step).or_insert((0.0, *hazard, *at_risk)).0 += units;
            }
        } else {
            own += one.unknown();
        }
    }
    own += ExpectedExits { passed: shared, ..ExpectedExits::default() }.unknown();
    between(mean, own)
}

fn named(facts: &EstateYear<'_>, id: TypeId) -> (String, Text) {
    let kind = facts.set().equipment_type(id);
    (kind.code.clone(), kind.label.clone())
}

fn lines(
    facts: &EstateYear<'_>,
    groups: &BTreeMap<(i32, TypeId, u32), ExpectedExits>,
    stays: &BTreeMap<TypeId, TypeStay>,
    years: i32,
) -> Vec<Renewed> {
    let mut lines = Vec::new();
    let line = |year, id: TypeId, site: Option<String>, one: &ExpectedExits| {
        let (type_code, type_label) = named(facts, id);
        let (units, worth) = (one.interval(), &one.worth);
        let (known, sum) = (worth.priced.0 + worth.of_users, worth.priced.1);
        Renewed {
            year,
            type_code,
            type_label,
            site,
            units,
            eur: ReplacedWorth::spread(units, (known, [sum; 3])),
            unpriced: left(units, known),
            of_users: worth.of_users,
            made: ReplacedWorth::spread(units, worth.made),
            unmade: left(units, worth.made.0),
            waste: ReplacedWorth::spread(units, worth.waste),
            unweighed: left(units, worth.waste.0),
            known: stays[&id].known,
        }
    };
    for year in facts.number() + 1..=facts.number() + years {
        let mut types: BTreeMap<TypeId, ExpectedExits> = BTreeMap::new();
        let mut of_sites = Vec::new();
        for ((_, id, site), one) in groups.iter().filter(|((of, _, _), _)| *of == year) {
            types.entry(*id).or_default().add(one);
            let site = facts.gathered.sites.name(*site).to_owned();
            of_sites.push((*id, line(year, *id, Some(site), one)));
        }
        let mut listed: Vec<(TypeId, Renewed)> =
            types.iter().map(|(id, one)| (*id, line(year, *id, None, one))).collect();
        listed.sort_by(|(a_id, a), (b_id, b)| {
            b.units.value.total_cmp(&a.units.value).then(a_id.cmp(b_id))
        });
        lines.push(together(year, of_types(&types, stays), &listed));
        for (id, of_type) in listed {
            lines.push(of_type);
            let mut of_type: Vec<&Renewed> =
                of_sites.iter().filter(|(of, _)| *of == id).map(|(_, line)| line).collect();
            of_type.sort_by(|a, b| a.site.cmp(&b.site));
            lines.extend(of_type.into_iter().cloned());
        }
    }
    lines
}

/// Units of which something is not known; what rounding leaves is nothing.
fn left(units: Interval, known: f64) -> f64 {
    let left = units.value - known;
    if left > 1e-9 * units.value { left } else { 0.0 }
}

/// All types of a year; money, kilograms and waste spread as their units do.
fn together(year: i32, units: Interval, types: &[(TypeId, Renewed)]) -> Renewed {
    let sum = |of: fn(&Renewed) -> Option<Interval>| {
        let values: Vec<Interval> = types.iter().filter_map(|(_, one)| of(one)).collect();
        let value: f64 = values.iter().map(|one| one.value).sum();
        let spread = |side: fn(&Interval) -> f64| {
            values.iter().map(side).map(|away| away * away).sum::<f64>().sqrt()
        };
        (!values.is_empty()).then(|| Interval {
            value,
            low: (value - spread(|one| one.value - one.low)).max(0.0),
            high: value + spread(|one| one.high - one.value),
        })
    };
    let left_of = |of: fn(&Renewed) -> f64| {
        types.iter().map(|(_, one)| of(one)).fold(0.0, |sum, one| sum + one)
    };
    let worst = types.iter().map(|(_, one)| one.known).max().unwrap_or(CurveOrigin::Assumed);
    Renewed {
        year,
        type_code: String::new(),
        type_label: Text { fr: "tous".to_owned(), en: "all".to_owned() },
        site: None,
        units,
        eur: sum(|one| one.eur),
        unpriced: left_of(|one| one.unpriced),
        of_users: left_of(|one| one.of_users),
        made: sum(|one| one.made),
        unmade: left_of(|one| one.unmade),
        waste: sum(|one| one.waste),
        unweighed: left_of(|one| one.unweighed),
        known: worst,
    }
}
