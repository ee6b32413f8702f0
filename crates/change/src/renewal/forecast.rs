//! Units to replace by year, type and site: their number with its interval, money, kg and waste.

use super::stay::{Known, Stay, stays};
use equipment::{State, Support};
use factor::TypeId;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::table::Day;
use indicator::{EstateYear, Unit};
use std::collections::BTreeMap;

/// Days of a mean year.
const YEAR: f64 = 365.2425;
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
    /// Money, EUR, at the mean price of the type's own units; `None` where none has a price.
    pub eur: Option<Interval>,
    /// Making and transport of what replaces them, in the criterion's unit.
    pub made: Option<Interval>,
    /// Waste, kg.
    pub waste: Option<Interval>,
    /// How long units of the type stay is known from there.
    pub known: Known,
}

/// What is to be replaced in the years to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The year whose inventory it starts from.
    pub from: i32,
    /// By year: all, then each type, then each site of it.
    pub lines: Vec<Renewed>,
    /// Units without any date, which no year can be told of.
    pub undated: f64,
    /// The mean stay of each type, years, and where it is known from.
    pub stays: Vec<(String, Text, f64, Known, f64)>,
    /// Units out of warranty at the end of each year, the first being the inventory's; of those
    /// whose warranty is known.
    pub out_of_warranty: Vec<(i32, f64)>,
    /// Units whose warranty is known.
    pub with_warranty: f64,
    /// Systems whose support ends by the last year told of, soonest first, with their units.
    pub out_of_support: Vec<(&'static Support, f64)>,
    /// Units whose system is known to end.
    pub with_system: f64,
}

/// Exits expected of a group: the units that pass each step of its curve.
#[derive(Debug, Clone, Default)]
struct Expected {
    mean: f64,
    /// What chance adds.
    chance: f64,
    /// By step: units that pass it, its share, units that share was seen on.
    passed: BTreeMap<u64, (f64, f64, f64)>,
}

impl Expected {
    fn take(&mut self, units: f64, stay: &Stay, (from, to): (f64, f64), reached: f64) {
        let mut here = units * reached;
        for step in stay.steps(from, to) {
            let gone = here * step.hazard;
            self.mean += gone;
            self.chance += gone * (1.0 - step.hazard);
            let passed =
                self.passed.entry(step.age.to_bits()).or_insert((0.0, step.hazard, step.at_risk));
            passed.0 += here;
            here -= gone;
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
        between(self.mean, self.chance + self.unknown())
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

/// What a unit of a type costs, weighs to make, and weighs as waste.
#[derive(Debug, Clone, Copy, Default)]
struct Worth {
    priced: (f64, f64),
    made: (f64, [f64; 3]),
    waste: (f64, [f64; 3]),
}

impl Worth {
    fn note(&mut self, facts: &EstateYear<'_>, unit: &Unit) {
        let q = unit.quantity;
        if let Some(price) = unit.price_eur.filter(|price| *price > 0.0) {
            self.priced = (self.priced.0 + q, self.priced.1 + f64::from(price));
        }
        let add = |sum: &mut (f64, [f64; 3]), one: [f64; 3]| {
            sum.0 += q;
            for (sum, one) in sum.1.iter_mut().zip(one) {
                *sum += one * q;
            }
        };
        if let Some(made) = unit.made {
            add(&mut self.made, made.map(f64::from));
        }
        if let Some((weight, _)) = facts.weight(unit) {
            add(&mut self.waste, [weight.value, weight.low, weight.high]);
        }
    }

    fn eur(&self, units: Interval) -> Option<Interval> {
        let (count, sum) = self.priced;
        (count > 0.0).then(|| units * (sum / count))
    }

    fn of(units: Interval, (count, [value, low, high]): (f64, [f64; 3])) -> Option<Interval> {
        let one = Interval { value: value / count, low: low / count, high: high / count };
        (count > 0.0).then(|| units.times(one))
    }
}

impl Forecast {
    /// What is to be replaced in the years after the facts' year, each unit by its like.
    pub fn of(facts: &EstateYear<'_>, years: i32) -> Self {
        let stays = stays(facts);
        let mut worth: BTreeMap<TypeId, Worth> = BTreeMap::new();
        let mut groups: BTreeMap<(i32, TypeId, u32), Expected> = BTreeMap::new();
        let mut undated = 0.0;
        let end = Day(facts.year.as_of.0 + 1);
        // Sums do not hang on the order of rows.
        let mut units: Vec<&Unit> = facts.held().filter(|unit| is_followed(unit)).collect();
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
        for unit in units {
            let root = facts.root(unit);
            worth.entry(root).or_default().note(facts, unit);
            let Some(started) = unit.started.or(unit.acquired) else {
                undated += unit.quantity;
                continue;
            };
            let age = f64::from(end.days_since(started).max(0)) / YEAR;
            let mut cohorts = vec![(age, unit.quantity)];
            let stay = &stays[&root];
            for ahead in 1..=years {
                let group = groups.entry((facts.number() + ahead, root, unit.site)).or_default();
                let mut next = Vec::with_capacity(cohorts.len() + 1);
                let mut replaced = 0.0;
                for (age, units) in cohorts {
                    group.take(units, stay, (age, age + 1.0), 1.0);
                    let left = units * stay.stays(age, 1.0);
                    replaced += units - left;
                    next.push((age + 1.0, left));
                }
                // What replaces them came in the middle of the year, on average.
                next.push((0.5, replaced));
                cohorts = next;
            }
        }
        let lines = lines(facts, &groups, &worth, &stays, years);
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
            undated,
            stays,
            out_of_warranty,
            with_warranty,
            out_of_support,
            with_system,
        }
    }
}

/// What is in use, in repair or in stock is followed; what waits to leave is replaced already.
fn is_followed(unit: &Unit) -> bool {
    matches!(unit.state, State::InService | State::InRepair | State::InStock)
}

fn named(facts: &EstateYear<'_>, id: TypeId) -> (String, Text) {
    let kind = facts.set().equipment_type(id);
    (kind.code.clone(), Text { fr: kind.label_fr.clone(), en: kind.label_en.clone() })
}

fn lines(
    facts: &EstateYear<'_>,
    groups: &BTreeMap<(i32, TypeId, u32), Expected>,
    worth: &BTreeMap<TypeId, Worth>,
    stays: &BTreeMap<TypeId, Stay>,
    years: i32,
) -> Vec<Renewed> {
    let mut lines = Vec::new();
    let line = |year, id: TypeId, site: Option<String>, units: Interval| {
        let (type_code, type_label) = named(facts, id);
        let worth = &worth[&id];
        Renewed {
            year,
            type_code,
            type_label,
            site,
            units,
            eur: worth.eur(units),
            made: Worth::of(units, worth.made),
            waste: Worth::of(units, worth.waste),
            known: stays[&id].known,
        }
    };
    for year in facts.number() + 1..=facts.number() + years {
        let mut types: BTreeMap<TypeId, Expected> = BTreeMap::new();
        let mut of_sites = Vec::new();
        for ((_, id, site), one) in groups.iter().filter(|((of, _, _), _)| *of == year) {
            let all = types.entry(*id).or_default();
            all.mean += one.mean;
            all.chance += one.chance;
            for (step, (units, hazard, at_risk)) in &one.passed {
                all.passed.entry(*step).or_insert((0.0, *hazard, *at_risk)).0 += units;
            }
            let site = facts.gathered.sites.name(*site).to_owned();
            of_sites.push((*id, line(year, *id, Some(site), one.interval())));
        }
        let mut of_types: Vec<(TypeId, Renewed)> =
            types.iter().map(|(id, one)| (*id, line(year, *id, None, one.interval()))).collect();
        of_types.sort_by(|(a_id, a), (b_id, b)| {
            b.units.value.total_cmp(&a.units.value).then(a_id.cmp(b_id))
        });
        let mean = types.values().map(|one| one.mean).fold(0.0, |sum, one| sum + one);
        // Types that share a curve err together with it: their steps are of all of them.
        let mut own = 0.0;
        let mut shared: BTreeMap<u64, (f64, f64, f64)> = BTreeMap::new();
        for (id, one) in &types {
            own += one.chance;
            if stays[id].known == Known::Estate {
                for (step, (units, hazard, at_risk)) in &one.passed {
                    shared.entry(*step).or_insert((0.0, *hazard, *at_risk)).0 += units;
                }
            } else {
                own += one.unknown();
            }
        }
        own += Expected { passed: shared, ..Expected::default() }.unknown();
        lines.push(together(year, between(mean, own), &of_types));
        for (id, of_type) in of_types {
            lines.push(of_type);
            let mut of_type: Vec<&Renewed> =
                of_sites.iter().filter(|(of, _)| *of == id).map(|(_, line)| line).collect();
            of_type.sort_by(|a, b| a.site.cmp(&b.site));
            lines.extend(of_type.into_iter().cloned());
        }
    }
    lines
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
    let worst = types.iter().map(|(_, one)| one.known).max().unwrap_or(Known::Assumed);
    Renewed {
        year,
        type_code: String::new(),
        type_label: Text { fr: "tous".to_owned(), en: "all".to_owned() },
        site: None,
        units,
        eur: sum(|one| one.eur),
        made: sum(|one| one.made),
        waste: sum(|one| one.waste),
        known: worst,
    }
}

/// Units out of warranty at the end of each year, were nothing replaced.
fn warranties(facts: &EstateYear<'_>, years: i32) -> (Vec<(i32, f64)>, f64) {
    let ends: Vec<(f64, f64)> = facts
        .held()
        .filter(|unit| is_followed(unit))
        .filter_map(|unit| {
            let months = f64::from(unit.warranty_months?);
            let bought = unit.acquired.or(unit.started)?;
            Some((f64::from(bought.0) + months / 12.0 * YEAR, unit.quantity))
        })
        .collect();
    let known = ends.iter().map(|(_, units)| units).fold(0.0, |sum, units| sum + units);
    let out = (0..=years)
        .map(|ahead| {
            let day = f64::from(facts.year.as_of.0) + f64::from(ahead) * YEAR;
            let over = ends.iter().filter(|(end, _)| *end <= day);
            (facts.number() + ahead, over.map(|(_, units)| units).fold(0.0, |sum, one| sum + one))
        })
        .collect();
    (out, known)
}

/// Systems whose support ends by the last year, and the units that run on one that is known.
fn supports(facts: &EstateYear<'_>, years: i32) -> (Vec<(&'static Support, f64)>, f64) {
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

/// A forecast held against what happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Happened {
    /// The year it was made at the end of.
    pub from: i32,
    /// The year it was made for.
    pub year: i32,
    /// Units it told of.
    pub forecast: Interval,
    /// Units of that inventory that went out of use in the year.
    pub happened: f64,
}

impl Happened {
    /// Whether the interval holds what happened.
    pub fn holds(&self) -> bool {
        self.forecast.low <= self.happened && self.happened <= self.forecast.high
    }
}

/// What a forecast made at the end of `before` told of the years up to those of `later`, and what
/// happened to the units it was made of.
pub fn happened(before: &EstateYear<'_>, later: &EstateYear<'_>) -> Vec<Happened> {
    let years = later.number() - before.number();
    let forecast = Forecast::of(before, years);
    let dated = |unit: &&Unit| unit.named && is_followed(unit);
    let ids: std::collections::BTreeSet<u64> = before
        .held()
        .filter(dated)
        .filter(|unit| unit.started.or(unit.acquired).is_some())
        .map(|unit| unit.id)
        .collect();
    (1..=years)
        .filter_map(|ahead| {
            let year = before.number() + ahead;
            let told = forecast
                .lines
                .iter()
                .find(|line| line.year == year && line.type_code.is_empty())?;
            let gone = later.units.iter().filter(|unit| {
                let ended = unit.decommissioned.or(unit.exited);
                ids.contains(&unit.id) && ended.is_some_and(|day| day.year() == year)
            });
            let happened = gone.map(|unit| unit.quantity).fold(0.0, |sum, one| sum + one);
            Some(Happened { from: before.number(), year, forecast: told.units, happened })
        })
        .collect()
}
