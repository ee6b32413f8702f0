//! The estate that a scenario starts from: units in groups, services and rooms.

use super::year::{Price, ScenarioYear};
use crate::price::{Prices, is_followed, is_refurbished, own_part, upstream};
use crate::renewal::{TypeStay, stays};
use factor::{TypeId, TypeKind};
use footprint::Axis;
use ground::lang::Text;
use ground::quantity::DAYS_OF_YEAR;
use ground::stage::Stage;
use ground::table::Day;
use indicator::{EstateYear, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// What a unit of a kind weighs and costs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KindWorth {
    /// The type, and the type it is a kind of.
    pub(super) type_id: TypeId,
    pub(super) root: TypeId,
    /// Making to end of life of a unit, the organisation's share of it, in the criterion's unit.
    pub(super) made: Option<f64>,
    /// Electricity of a unit in use all year, PUE included, kWh.
    pub(super) kwh: f64,
    pub(super) pue: f64,
    /// The datacentre it stands in.
    pub(super) centre: Option<usize>,
    /// What a kilowatt-hour of it weighs; `None` where no factor tells.
    pub(super) per_kwh: Option<f64>,
    /// The years making is spread over, at least; `None` where no lifetime is known.
    pub(super) lifetime: Option<f64>,
    /// Whether it came refurbished, and the years of use by others before.
    pub(super) refurbished: bool,
    pub(super) upstream: f64,
    /// Price of a unit that is new, and of one that is refurbished, EUR.
    pub(super) prices: [Option<f64>; 2],
    /// Whether the organisation buys it: what is the employees' own, they buy again.
    pub(super) is_paid: bool,
    /// Whether its electricity is known.
    pub(super) has_energy: bool,
}

/// Units of one worth and age.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cohort {
    pub(super) worth: usize,
    pub(super) age: f64,
    pub(super) units: f64,
    /// Years of use by others before.
    pub(super) upstream: f64,
    /// Whether its electricity counts.
    pub(super) in_use: bool,
    /// Whether its age is known, or stands in.
    pub(super) is_dated: bool,
    /// Whether it came refurbished, nobody saying how long others had used it.
    pub(super) is_use_untold: bool,
}

/// A service of the year, or what of a type is rented in a cloud.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct YearService {
    /// Its code, such as `paper` or `cloud_instance`.
    pub(super) code: String,
    pub(super) label: Text,
    /// What of a cloud is rented: its type, and the units.
    pub(super) cloud: Option<(TypeId, f64)>,
    /// What it weighs: but use, and use.
    pub(super) weighs: (f64, f64),
    pub(super) kwh: f64,
}

/// The estate that a scenario starts from.
pub(super) struct Start<'a> {
    pub(super) facts: &'a EstateYear<'a>,
    pub(super) worth: Vec<KindWorth>,
    pub(super) cohorts: Vec<Cohort>,
    pub(super) services: Vec<YearService>,
    /// What the meters of each room say more than its equipment: in the criterion's unit, and kWh.
    pub(super) meters: Vec<(String, f64, f64)>,
    /// Rooms that a meter says the electricity of.
    pub(super) metered: BTreeSet<usize>,
    pub(super) stays: BTreeMap<TypeId, TypeStay>,
    /// The year's own figure: but use, and use; kWh.
    pub(super) totals: (f64, f64, f64),
    /// What of its electricity no factor weighs, kWh.
    pub(super) unweighed_kwh: f64,
    /// What was bought in the year.
    pub(super) bought: ScenarioYear,
    pub(super) prices: Prices,
    /// Units of each worth that the year starts from: in use, and not.
    started: Vec<(f64, f64)>,
    /// Units of each type, its kinds included.
    by_type: BTreeMap<TypeId, f64>,
}

impl<'a> Start<'a> {
    pub(super) fn of(facts: &'a EstateYear<'a>) -> Self {
        let mut worth: Vec<KindWorth> = Vec::new();
        let mut cohorts = Vec::new();
        let end = Day(facts.year.as_of.0 + 1);
        let prices = Prices::of(facts);
        let mut units: Vec<(Vec<u64>, KindWorth, &Unit)> = facts
            .held()
            .filter(|unit| is_followed(unit))
            .map(|unit| {
                let one = worth_of(facts, unit, &prices);
                let key = vec![
                    u64::from(one.type_id.0),
                    one.made.map_or(u64::MAX, f64::to_bits),
                    one.kwh.to_bits(),
                    one.centre.map_or(u64::MAX, |at| at as u64),
                    u64::from(one.refurbished),
                    one.upstream.to_bits(),
                    one.per_kwh.map_or(u64::MAX, f64::to_bits),
                    u64::from(one.has_energy),
                    u64::from(one.is_paid),
                ];
                (key, one, unit)
            })
            .collect();
        // Sums do not hang on the order of rows.
        units.sort_by(|(a_key, _, a), (b_key, _, b)| {
            let age = |unit: &Unit| unit.started.or(unit.acquired);
            a_key
                .cmp(b_key)
                .then(age(a).cmp(&age(b)))
                .then(a.quantity.total_cmp(&b.quantity))
                .then(a.is_in_service().cmp(&b.is_in_service()))
        });
        let mut last = None;
        for (key, one, unit) in units {
            let (lifetime, upstream) = (one.lifetime, one.upstream);
            if last.as_ref() != Some(&key) {
                worth.push(one);
                last = Some(key);
            }
            let started = unit.started.or(unit.acquired);
            let age = started.map(|day| f64::from(end.days_since(day).max(0)) / DAYS_OF_YEAR);
            cohorts.push(Cohort {
                worth: worth.len() - 1,
                // Of unknown age: half way through.
                age: age.unwrap_or(lifetime.map_or(0.0, |years| years / 2.0)),
                units: unit.quantity,
                upstream,
                in_use: unit.is_in_service(),
                is_dated: age.is_some(),
                is_use_untold: is_refurbished(unit)
                    && facts.gathered.method.counts_earlier_use
                    && unit.upstream_months.is_none(),
            });
        }
        let totals = &facts.rows.outcome.footprint;
        let services = services(facts);
        let clouds = totals
            .axis(Axis::Type)
            .iter()
            .filter(|group| cloud_named(facts, &group.code).is_some());
        let rented = clouds.map(|group| group.kwh.value).fold(0.0, |sum, kwh| sum + kwh);
        let mut started = vec![(0.0, 0.0); worth.len()];
        for cohort in &cohorts {
            let of: &mut (f64, f64) = &mut started[cohort.worth];
            *(if cohort.in_use { &mut of.0 } else { &mut of.1 }) += cohort.units;
        }
        let mut by_type: BTreeMap<TypeId, f64> = BTreeMap::new();
        for cohort in &cohorts {
            let id = worth[cohort.worth].type_id;
            for kin in facts.set().kin(id) {
                *by_type.entry(kin).or_default() += cohort.units;
            }
        }
        Self {
            facts,
            by_type,
            unweighed_kwh: facts
                .held()
                .filter(|unit| unit.kwh_weighs().is_none())
                .fold(0.0, |sum, unit| sum + unit.kwh),
            bought: bought(facts, &prices),
            prices,
            started,
            worth,
            cohorts,
            services,
            meters: meters(facts),
            metered: totals.centres.iter().map(|centre| centre.at).collect(),
            stays: stays(facts),
            totals: (
                totals.totals.embodied(0).value,
                totals.totals.used(0).value,
                // What a cloud draws is its operator's.
                totals.kwh.value - rented,
            ),
        }
    }

    /// The same, with the units of some worths alone; how many there are of each type is as it was.
    pub(super) fn only(&self, is_kept: impl Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.worth.len()).filter(|at| is_kept(*at)).collect();
        let place_of = |worth: usize| kept.binary_search(&worth).ok();
        let of_kept = |cohort: &Cohort| Some(Cohort { worth: place_of(cohort.worth)?, ..*cohort });
        Self {
            facts: self.facts,
            worth: kept.iter().map(|at| self.worth[*at].clone()).collect(),
            cohorts: self.cohorts.iter().filter_map(of_kept).collect(),
            services: self.services.clone(),
            meters: self.meters.clone(),
            metered: self.metered.clone(),
            stays: self.stays.clone(),
            bought: self.bought.clone(),
            prices: self.prices.clone(),
            started: kept.iter().map(|at| self.started[*at]).collect(),
            by_type: self.by_type.clone(),
            ..*self
        }
    }

    /// Units of a type, its kinds included.
    pub(super) fn units(&self, id: TypeId) -> f64 {
        self.by_type.get(&id).copied().unwrap_or(0.0)
    }

    /// Units of each worth that the year starts from: in use, and not.
    pub(super) fn started(&self) -> &[(f64, f64)] {
        &self.started
    }

    /// The worths of a type, its kinds included, and the share of its units that each has.
    pub(super) fn shares(&self, id: TypeId) -> Vec<(usize, f64)> {
        let all = self.units(id);
        let of = self.started.iter().enumerate().filter(|(at, _)| self.is_of(*at, id));
        of.map(|(at, (used, idle))| (at, (used + idle) / all)).collect()
    }

    /// Whether a worth is of a type, or of a kind of it.
    pub(super) fn is_of(&self, worth: usize, id: TypeId) -> bool {
        self.facts.set().is_kind_of(self.worth[worth].type_id, id)
    }
}

fn worth_of(facts: &EstateYear<'_>, unit: &Unit, prices: &Prices) -> KindWorth {
    let year = facts.year;
    // Days of use go to the end of the year, whatever the day ages are taken on.
    let end = Day(year.first.0 + year.days);
    let began = unit.started.max(unit.acquired).map_or(year.first, |day| day.max(year.first));
    let part = (f64::from(end.days_since(began)) / f64::from(year.days)).clamp(1.0 / 366.0, 1.0);
    let kwh = if unit.is_in_service() { unit.kwh / unit.quantity / part } else { 0.0 };
    KindWorth {
        type_id: unit.type_id,
        root: facts.root(unit),
        made: made(facts, unit),
        kwh,
        pue: if unit.it_kwh > 0.0 { unit.kwh / unit.it_kwh } else { 1.0 },
        centre: unit.centre.map(usize::from),
        per_kwh: unit.kwh_weighs(),
        lifetime: facts.reference(unit.type_id),
        refurbished: is_refurbished(unit),
        upstream: upstream(facts, unit),
        prices: [false, true].map(|used| prices.get(unit.type_id, used)),
        is_paid: unit.is_of_the_organisation(),
        has_energy: !unit.is_in_service() || unit.energy.is_some(),
    }
}

/// Making to end of life of a unit, the organisation's share of it.
fn made(facts: &EstateYear<'_>, unit: &Unit) -> Option<f64> {
    let share = facts.gathered.method.share(unit.ownership);
    let [made, ..] = unit.made?;
    Some(share * (f64::from(made) + unit.end_of_life.map_or(0.0, f64::from)))
}

/// The type of a code, where it is one that is rented in a cloud.
fn cloud_named(facts: &EstateYear<'_>, code: &str) -> Option<TypeId> {
    facts.set().type_named(code).filter(|id| facts.is_kind(*id, &[TypeKind::Cloud]))
}

fn services(facts: &EstateYear<'_>) -> Vec<YearService> {
    let groups = facts.rows.outcome.footprint.axis(Axis::Type).iter();
    groups
        .filter_map(|group| {
            let (embodied, used) = (group.sums.embodied(0), group.sums.used(0));
            let weighs = (embodied.value, used.value);
            let label = group.label.clone();
            if let Some(id) = cloud_named(facts, &group.code) {
                let cloud = Some((id, group.units));
                let code = group.code.clone();
                return Some(YearService { code, label, cloud, weighs, kwh: 0.0 });
            }
            let code = group.code.strip_prefix("service:")?.to_owned();
            Some(YearService { code, label, cloud: None, weighs, kwh: group.kwh.value })
        })
        .collect()
}

fn meters(facts: &EstateYear<'_>) -> Vec<(String, f64, f64)> {
    let centres = facts.rows.outcome.footprint.centres.iter();
    centres
        .map(|centre| {
            let weighs = centre.sums.stage(0, Stage::Use).value;
            (centre.id.clone(), weighs, centre.difference_kwh())
        })
        .collect()
}

fn bought(facts: &EstateYear<'_>, prices: &Prices) -> ScenarioYear {
    let mut sum = ScenarioYear::default();
    let of_year = |unit: &&Unit| unit.acquired.is_some_and(|day| facts.in_year(day));
    let mut units: Vec<&Unit> = facts.held().filter(of_year).collect();
    // Sums do not hang on the order of rows.
    units.sort_by(|a, b| {
        let price = |unit: &Unit| unit.price_eur.map(f32::to_bits);
        let made = |unit: &Unit| unit.made.map(|made| made.map(f32::to_bits));
        (a.type_id, price(a), made(a))
            .cmp(&(b.type_id, price(b), made(b)))
            .then(a.quantity.total_cmp(&b.quantity))
    });
    for unit in units {
        let own = unit.price_eur.filter(|price| *price > 0.0);
        let own = own.map(|price| f64::from(price) / unit.quantity);
        let price = own.or_else(|| prices.get(unit.type_id, is_refurbished(unit)));
        let part = own_part(facts.reference(unit.type_id), upstream(facts, unit));
        let price = if unit.is_of_the_organisation() { Price::Of(price) } else { Price::TheirOwn };
        sum.buy(unit.quantity, made(facts, unit), part, price);
    }
    sum
}
