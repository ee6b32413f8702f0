//! Units to replace by year, type and site: their number with its interval, money, kg and waste.

use super::ends::{supports, warranties};
use super::exits::{ExpectedExits, between};
use super::stay::{CurveOrigin, NEW, TypeStay, laws_believed, stays};
use super::worth::{ReplacedUnit, ReplacedWorth};
use crate::price::{Prices, is_followed, is_refurbished};
use crate::remark::{StandIns, left_out, other_years};
use equipment::Support;
use factor::TypeId;
use ground::lang::Text;
use ground::quantity::{DAYS_OF_YEAR, Interval};
use indicator::{EstateYear, Unit, WornBatteries, worn_batteries};
use std::collections::BTreeMap;
use walk::TotalLack;

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

/// What units of a type and an age leave more by another law, worked out once for each.
#[derive(Default)]
struct LawTurns {
    known: BTreeMap<(TypeId, u64), Vec<[f64; 2]>>,
}

impl LawTurns {
    fn of(
        &mut self,
        (root, stay): (TypeId, &TypeStay),
        age: f64,
        years: i32,
        is_replaced: bool,
    ) -> &[[f64; 2]] {
        self.known
            .entry((root, age.to_bits()))
            .or_insert_with(|| stay.turned(age, years, is_replaced))
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
        let mut turns = LawTurns::default();
        for unit in in_order(facts.held().filter(|unit| is_followed(unit))) {
            let root = facts.root(unit);
            let Some(stay) = stays.get(&root) else {
                *without_life.entry(unit.type_id).or_default() += unit.quantity;
                continue;
            };
            let one = ReplacedUnit::of(facts, unit, &prices);
            let known = age(facts, unit);
            undated += if known.is_none() { unit.quantity } else { 0.0 };
            let life = facts.reference(unit.type_id).unwrap_or(stay.mean);
            let age = known.unwrap_or(life / 2.0);
            if unit.is_of_the_organisation() {
                stand_ins.note(&prices, unit.type_id, is_refurbished(unit));
            }
            let mut cohorts = vec![(age, unit.quantity)];
            let turned = turns.of((root, stay), age, years, true);
            for (ahead, more) in (1..=years).zip(turned) {
                let group = groups.entry((facts.number() + ahead, root, unit.site)).or_default();
                group.turn(unit.quantity, *more);
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
                next.push((NEW, replaced));
                cohorts = next;
            }
        }
        let lines = lines(facts, &groups, &stays, years);
        let laws = laws_believed(stays.values());
        let stand_ins = stand_ins.said(facts.set());
        let assumed = other_years(facts).into_iter().chain(laws).chain(stand_ins).collect();
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
    let mut turns = LawTurns::default();
    for unit in in_order(units) {
        let root = facts.root(unit);
        let (Some(stay), Some(age)) = (stays.get(&root), age(facts, unit)) else { continue };
        let turned = turns.of((root, stay), age, years, false);
        for (ahead, more) in (1..=years).zip(turned) {
            let before = f64::from(ahead - 1);
            let types = groups.entry(facts.number() + ahead).or_default();
            let of_type = types.entry(root).or_default();
            let reached = unit.quantity * stay.stays(age, before);
            let gone = of_type.take(reached, stay, (age + before, age + before + 1.0));
            of_type.note_chance(unit.quantity, gone);
            of_type.turn(unit.quantity, *more);
        }
    }
    groups.into_iter().map(|(year, types)| (year, of_types(&types, stays))).collect()
}

/// Units of all types together. Types that share a curve err together with it: their steps are of
/// all of them. So do those around their lifetimes in how long they stay: one organisation keeps what
/// it has longer than others, or less long. What is believed of the shape is of each type.
fn of_types(
    types: &BTreeMap<TypeId, ExpectedExits>,
    stays: &BTreeMap<TypeId, TypeStay>,
) -> Interval {
    let mean = types.values().map(|one| one.mean).fold(0.0, |sum, one| sum + one);
    let most = types.values().map(|one| one.units).fold(0.0, |sum, one| sum + one);
    let (mut own, mut kept) = (0.0, 0.0);
    let mut shared = ExpectedExits::default();
    for (id, one) in types {
        own += one.chance + one.ageless.powi(2);
        match stays[id].known {
            CurveOrigin::Estate => {
                shared.turn(1.0, one.turned);
                for (step, (units, hazard, at_risk)) in &one.passed {
                    shared.passed.entry(*step).or_insert((0.0, *hazard, *at_risk)).0 += units;
                }
            }
            CurveOrigin::Assumed => {
                let [of_scale, of_shape] = one.turned;
                own += of_shape.powi(2);
                kept += of_scale;
            }
            CurveOrigin::Type => own += one.unknown(),
        }
    }
    between(mean, own + kept.powi(2) + shared.unknown(), most)
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
