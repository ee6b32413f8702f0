//! The estate that a scenario starts from: units in groups, services and rooms.

use crate::renewal::{Stay, stays};
use equipment::State;
use factor::TypeId;
use footprint::Axis;
use ground::lang::Text;
use ground::stage::Stage;
use ground::table::Day;
use indicator::{EstateYear, Unit};
use std::collections::BTreeMap;

const YEAR: f64 = 365.2425;

/// What a unit of a kind weighs and costs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Worth {
    /// The type, and the type it is a kind of.
    pub(super) type_id: TypeId,
    pub(super) root: TypeId,
    /// Making to end of life of a unit, in the criterion's unit.
    pub(super) made: Option<f64>,
    /// Electricity of a unit in use all year, PUE included, kWh.
    pub(super) kwh: f64,
    pub(super) pue: f64,
    /// The datacentre it stands in.
    pub(super) centre: Option<usize>,
    /// What a kilowatt-hour of it weighs.
    pub(super) per_kwh: f64,
    /// The years making is spread over, at least.
    pub(super) lifetime: f64,
    /// Price of a unit, EUR.
    pub(super) price: Option<f64>,
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
}

/// A service of the year.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Service {
    /// Its code, such as `paper`.
    pub(super) code: String,
    pub(super) label: Text,
    /// What it weighs: but use, and use.
    pub(super) weighs: (f64, f64),
    pub(super) kwh: f64,
}

/// The estate that a scenario starts from.
pub(super) struct Start<'a> {
    pub(super) facts: &'a EstateYear<'a>,
    pub(super) worth: Vec<Worth>,
    pub(super) cohorts: Vec<Cohort>,
    pub(super) services: Vec<Service>,
    /// What the meters of each room say more than its equipment: in the criterion's unit, and kWh.
    pub(super) meters: Vec<(String, f64, f64)>,
    pub(super) stays: BTreeMap<TypeId, Stay>,
    /// The year's own figure: but use, and use; kWh.
    pub(super) totals: (f64, f64, f64),
    /// Units of the year that were bought in it, what they weigh to make, what they cost.
    pub(super) bought: (f64, f64, f64),
}

impl<'a> Start<'a> {
    pub(super) fn of(facts: &'a EstateYear<'a>) -> Self {
        let mut worth: Vec<Worth> = Vec::new();
        let mut cohorts = Vec::new();
        let end = Day(facts.year.as_of.0 + 1);
        let prices = prices(facts);
        let per_kwh = per_kwh(facts);
        let follows = |unit: &&Unit| {
            matches!(unit.state, State::InService | State::InRepair | State::InStock)
        };
        let mut units: Vec<(Vec<u64>, Worth, &Unit)> = facts
            .held()
            .filter(follows)
            .map(|unit| {
                let one = worth_of(facts, unit, end, &prices, &per_kwh);
                let key = vec![
                    u64::from(one.type_id.0),
                    one.made.map_or(u64::MAX, f64::to_bits),
                    one.kwh.to_bits(),
                    one.centre.map_or(u64::MAX, |at| at as u64),
                    one.price.map_or(u64::MAX, f64::to_bits),
                    one.per_kwh.to_bits(),
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
            let lifetime = one.lifetime;
            if last.as_ref() != Some(&key) {
                worth.push(one);
                last = Some(key);
            }
            let started = unit.started.or(unit.acquired);
            let age = started.map(|day| f64::from(end.days_since(day).max(0)) / YEAR);
            cohorts.push(Cohort {
                worth: worth.len() - 1,
                // Of unknown age: half way through.
                age: age.unwrap_or(lifetime / 2.0),
                units: unit.quantity,
                upstream: 0.0,
                in_use: unit.is_in_service(),
            });
        }
        let totals = &facts.rows.outcome.footprint;
        Self {
            facts,
            worth,
            cohorts,
            services: services(facts),
            meters: meters(facts),
            stays: stays(facts),
            totals: (
                totals.totals.embodied(0).value,
                totals.totals.used(0).value,
                totals.kwh.value,
            ),
            bought: bought(facts),
        }
    }

    /// Units of a type, its kinds included.
    pub(super) fn units(&self, id: TypeId) -> f64 {
        let of = |cohort: &&Cohort| self.is_of(cohort.worth, id);
        self.cohorts.iter().filter(of).map(|one| one.units).fold(0.0, |sum, one| sum + one)
    }

    /// Whether a worth is of a type, or of a kind of it.
    pub(super) fn is_of(&self, worth: usize, id: TypeId) -> bool {
        let set = self.facts.set();
        let kin = std::iter::successors(Some(self.worth[worth].type_id), |id| {
            set.equipment_type(*id).parent
        });
        kin.into_iter().any(|kin| kin == id)
    }
}

fn worth_of(
    facts: &EstateYear<'_>,
    unit: &Unit,
    end: Day,
    prices: &BTreeMap<TypeId, f64>,
    per_kwh: &BTreeMap<String, f64>,
) -> Worth {
    let set = facts.set();
    let root = facts.root(unit);
    let year = facts.year;
    let began = unit.started.or(unit.acquired).map_or(year.first, |day| day.max(year.first));
    let part = (f64::from(end.days_since(began)) / f64::from(year.days)).clamp(1.0 / 366.0, 1.0);
    let kwh = if unit.is_in_service() { unit.kwh / unit.quantity / part } else { 0.0 };
    let own =
        unit.price_eur.filter(|price| *price > 0.0).map(|price| f64::from(price) / unit.quantity);
    let made =
        unit.made.map(|[made, ..]| f64::from(made) + unit.end_of_life.map_or(0.0, f64::from));
    Worth {
        type_id: unit.type_id,
        root,
        made,
        kwh,
        pue: if unit.it_kwh > 0.0 { unit.kwh / unit.it_kwh } else { 1.0 },
        centre: unit.centre.map(usize::from),
        per_kwh: per_kwh
            .get(&set.equipment_type(unit.type_id).code)
            .or_else(|| per_kwh.get(""))
            .copied()
            .unwrap_or(0.0),
        lifetime: facts.reference(unit.type_id).unwrap_or(5.0),
        price: own.or_else(|| prices.get(&root).copied()),
    }
}

/// The mean price of each type's units, EUR.
fn prices(facts: &EstateYear<'_>) -> BTreeMap<TypeId, f64> {
    let mut sums: BTreeMap<TypeId, (f64, f64)> = BTreeMap::new();
    for unit in facts.held() {
        if let Some(price) = unit.price_eur.filter(|price| *price > 0.0) {
            let sum = sums.entry(facts.root(unit)).or_default();
            *sum = (sum.0 + unit.quantity, sum.1 + f64::from(price));
        }
    }
    sums.into_iter().map(|(id, (units, sum))| (id, sum / units)).collect()
}

/// What a kilowatt-hour of each type weighs in the year, by the type's code; of all under none.
fn per_kwh(facts: &EstateYear<'_>) -> BTreeMap<String, f64> {
    let footprint = &facts.rows.outcome.footprint;
    let groups = footprint.axis(Axis::Type).iter().filter(|group| group.kwh.value > 0.0);
    let mut found: BTreeMap<String, f64> = groups
        .filter(|group| !group.code.contains(':'))
        .map(|group| (group.code.clone(), group.sums.used(0).value / group.kwh.value))
        .collect();
    if footprint.kwh.value > 0.0 {
        found.insert(String::new(), footprint.totals.used(0).value / footprint.kwh.value);
    }
    found
}

fn services(facts: &EstateYear<'_>) -> Vec<Service> {
    let groups = facts.rows.outcome.footprint.axis(Axis::Type).iter();
    groups
        .filter_map(|group| {
            let code = group.code.strip_prefix("service:")?.to_owned();
            let weighs = (group.sums.embodied(0).value, group.sums.used(0).value);
            Some(Service { code, label: group.label.clone(), weighs, kwh: group.kwh.value })
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

fn bought(facts: &EstateYear<'_>) -> (f64, f64, f64) {
    let mut sums = (0.0, 0.0, 0.0);
    for unit in facts.held() {
        if unit.acquired.is_some_and(|day| facts.in_year(day)) {
            sums.0 += unit.quantity;
            let made = unit.made.map_or(0.0, |[made, ..]| f64::from(made));
            sums.1 += unit.quantity * (made + unit.end_of_life.map_or(0.0, f64::from));
            sums.2 += f64::from(unit.price_eur.unwrap_or(0.0));
        }
    }
    sums
}
