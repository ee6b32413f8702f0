//! Lifetime: how old equipment is, and how long it stays.

use super::datum::Datum;
use super::facts::{EstateYear, LEDGER_FILE, Unit, told};
use super::tally::{RowRef, UnitTally};
use super::value::{Figure, GroupValue, Missing, Quality, Value};
use equipment::State;
use factor::TypeId;
use ground::quantity::{DAYS_OF_YEAR, Interval};
use ground::table::Day;
use ground::text;
use ledger::movement::{AcquisitionMode, DecommissionReason, ExitRoute, MovementKind};
use std::collections::BTreeSet;

/// Workstations: what a person sits before.
pub(super) const WORKSTATIONS: [&str; 3] = ["laptop", "desktop", "all_in_one"];

/// Days of a mean month.
const DAYS_OF_MONTH: f64 = DAYS_OF_YEAR / 12.0;

fn months(from: Day, to: Day) -> f64 {
    f64::from(to.days_since(from)) / DAYS_OF_MONTH
}

/// The value of each root type for which `of` makes one of its units.
pub(super) fn of_types<'u>(
    facts: &EstateYear<'_>,
    units: &[&'u Unit],
    of: impl Fn(&[&'u Unit]) -> Option<f64>,
) -> Vec<GroupValue> {
    let types = facts.by_type(units.iter().copied());
    types
        .into_iter()
        .filter_map(|(id, _)| {
            let own: Vec<&Unit> =
                units.iter().copied().filter(|unit| facts.root(unit) == id).collect();
            Some(type_group(facts, id, Ok(Figure::Number(Interval::exact(of(&own)?)))))
        })
        .collect()
}

/// A group of a type.
pub(super) fn type_group(
    facts: &EstateYear<'_>,
    id: TypeId,
    figure: Result<Figure, Missing>,
) -> GroupValue {
    let kind = facts.set().equipment_type(id);
    let label = kind.label.clone();
    GroupValue { axis: "type", code: kind.code.clone(), label, figure, lacking: None }
}

/// The value of each root type of some units, with its bounds and what it lacks, where there is one.
pub(super) fn parts_of_types<'u>(
    facts: &EstateYear<'_>,
    units: &[&'u Unit],
    of: impl Fn(&[&'u Unit]) -> Value,
) -> Vec<GroupValue> {
    let types = facts.by_type(units.iter().copied());
    let part = |(id, _)| {
        let own: Vec<&Unit> = units.iter().copied().filter(|unit| facts.root(unit) == id).collect();
        let Value { figure, lacking, .. } = of(&own);
        figure
            .is_ok()
            .then(|| GroupValue { lacking: Some(lacking), ..type_group(facts, id, figure) })
    };
    types.into_iter().filter_map(part).collect()
}

/// The share of the units of one part, of those of which a datum is known.
pub(super) fn share_of_part(part: f64, known: f64, all: f64, datum: Datum) -> Value {
    if known <= 0.0 {
        return Value::missing(datum);
    }
    Value::exact(100.0 * part / known).among_units(known, all, datum)
}

/// The mean of what units tell, by units; and the tally of those that tell it.
fn mean(units: &[&Unit], of: impl Fn(&Unit) -> Option<f64>) -> (Option<f64>, UnitTally) {
    let mut sum = 0.0;
    let mut tally = UnitTally::default();
    for unit in units {
        if let Some(value) = of(unit) {
            sum += value * unit.quantity;
            tally.add(unit.quantity, unit.row);
        }
    }
    ((tally.sum > 0.0).then(|| sum / tally.sum), tally)
}

fn total(units: &[&Unit]) -> f64 {
    units.iter().fold(0.0, |sum, unit| sum + unit.quantity)
}

fn mean_value(
    facts: &EstateYear<'_>,
    units: &[&Unit],
    datum: Datum,
    of: impl Fn(&Unit) -> Option<f64>,
) -> Value {
    let (found, tally) = mean(units, &of);
    let value = found.map_or_else(|| Value::missing(datum), Value::exact);
    value
        .covering(tally.sum, total(units))
        .lacking(datum, total(units) - tally.sum)
        .term(
            text!("équipements dont la donnée est connue", "units whose datum is known"),
            tally.sum,
            "",
        )
        .term(text!("équipements", "units"), total(units), "")
        .from_rows(&tally)
        .split(of_types(facts, units, |own| mean(own, &of).0))
}

/// The age of a unit at the end of the cut-off date, or on the day it left, in days; the footprint
/// tells.
fn age_days(facts: &EstateYear<'_>, unit: &Unit) -> Option<f64> {
    unit.presence().age_days(facts.year).map(f64::from)
}

/// The same in years, as the footprint holds it against the lifetime of a type.
fn age_years(facts: &EstateYear<'_>, unit: &Unit) -> Option<f64> {
    age_days(facts, unit).map(|days| days / DAYS_OF_YEAR)
}

/// Mean age in service.
pub(super) fn age_mean_in_service(facts: &EstateYear<'_>) -> Value {
    let units: Vec<&Unit> = facts.in_service().collect();
    mean_value(facts, &units, Datum::StartDates, |unit| age_months(facts, unit)).note(text!(
        "un état du parc, pas une durée de vie : elle ne dit pas quand les équipements sortiront",
        "a state of the fleet, no lifetime: it does not tell when units will leave"
    ))
}

/// Share of the fleet older than its reference lifetime.
pub(super) fn share_over_reference_age(facts: &EstateYear<'_>) -> Value {
    let age = |unit: &Unit| Some((age_years(facts, unit)?, facts.reference(unit.type_id)?));
    let service: Vec<&Unit> = facts.in_service().collect();
    let known: Vec<&Unit> = service.iter().copied().filter(|unit| age(unit).is_some()).collect();
    let all = total(&service);
    let over = |unit: &&&Unit| age(unit).is_some_and(|(age, reference)| age >= reference);
    let tally = UnitTally::of(known.iter().filter(over).map(|unit| (unit.quantity, unit.row)));
    Value::share(
        (text!("équipements au-delà", "units beyond"), tally.sum),
        (
            text!("équipements d'âge et de référence connus", "units of known age and reference"),
            total(&known),
        ),
        "",
        Datum::StartDates,
    )
    .among_units(total(&known), all, Datum::StartDates)
    .from_rows(&tally)
    .split(parts_of_types(facts, &service, |own| {
        let beyond: f64 = own.iter().filter(over).map(|unit| unit.quantity).sum();
        let dated: f64 =
            own.iter().filter(|unit| age(unit).is_some()).map(|unit| unit.quantity).sum();
        share_of_part(beyond, dated, total(own), Datum::StartDates)
    }))
}

/// The age of a unit, in months.
pub(super) fn age_months(facts: &EstateYear<'_>, unit: &Unit) -> Option<f64> {
    age_days(facts, unit).map(|days| days / DAYS_OF_MONTH)
}

/// The age of what left, in months.
pub(super) fn age_at_exit(facts: &EstateYear<'_>, unit: &Unit) -> Option<f64> {
    unit.exited?;
    age_months(facts, unit)
}

/// Mean age at exit of what left in the year.
pub(super) fn lifetime_mean_retired(facts: &EstateYear<'_>) -> Value {
    let units: Vec<&Unit> = facts.left().collect();
    if units.is_empty() {
        return Value::missing(Datum::Exits);
    }
    mean_value(facts, &units, Datum::StartDates, |unit| age_at_exit(facts, unit)).note(text!(
        "moyenne des seules sorties de l'année : trop basse dans un parc qui grandit, trop haute dans un parc qui rétrécit ; lifetime_rmst n'a pas ce biais",
        "mean of the year's exits alone: too low in a growing fleet, too high in a shrinking one; lifetime_rmst has no such bias"
    ))
}

/// Fleet over yearly purchases.
pub(super) fn lifetime_implied_stock_flow(facts: &EstateYear<'_>) -> Value {
    let own = facts.held().filter(|unit| unit.is_of_the_organisation());
    let fleet = own.fold(0.0, |sum, unit| sum + unit.quantity);
    let three_years_ago = Day::first_of(facts.number() - 2);
    let as_of = facts.year.as_of;
    let bought = UnitTally::of(
        facts
            .units
            .iter()
            .filter(|unit| unit.state != State::Ordered && unit.is_of_the_organisation())
            .filter(|unit| unit.acquired.is_some_and(|day| three_years_ago <= day && day <= as_of))
            .map(|unit| (unit.quantity, unit.row)),
    );
    Value::ratio(
        (text!("équipements détenus", "units held"), fleet),
        (
            text!("achats annuels moyens sur trois ans", "mean yearly purchases over three years"),
            bought.sum / 3.0,
        ),
        "",
        12.0,
        Datum::Purchases,
    )
    .with(Quality::Estimated)
    .from_rows(&bought)
    .note(text!(
        "une durée de vie seulement si le parc ne grandit ni ne rétrécit",
        "a lifetime only where the fleet neither grows nor shrinks"
    ))
}

/// Time in use over all users, of what left in the year.
pub(super) fn use_duration(facts: &EstateYear<'_>) -> Value {
    let (mut days, mut tally, mut all) = (0.0, UnitTally::default(), 0.0);
    for (at, unit) in (0_u32..).zip(&facts.units) {
        if !unit.exited.is_some_and(|day| facts.in_year(day)) {
            continue;
        }
        all += unit.quantity;
        if let Some((_, used)) = facts.in_use.get(&at).filter(|(_, used)| *used > 0) {
            days += f64::from(*used) * unit.quantity;
            tally.add(unit.quantity, unit.row);
        }
    }
    Value::ratio(
        (
            text!("mois d'affectation, tous utilisateurs", "months assigned, all users"),
            days / DAYS_OF_MONTH,
        ),
        (
            text!(
                "équipements sortis dont les affectations sont connues",
                "units that left whose assignments are known"
            ),
            tally.sum,
        ),
        "",
        1.0,
        Datum::Assignments,
    )
    .covering(tally.sum, all)
    .lacking(Datum::Assignments, all - tally.sum)
    .from_rows(&tally)
}

/// Whole life of refurbished units that left.
pub(super) fn lifetime_total_reused(facts: &EstateYear<'_>) -> Value {
    let reused = |unit: &&Unit| {
        let proven =
            unit.upstream_proven && unit.upstream_months.is_some_and(|months| months > 0.0);
        match unit.mode {
            Some(AcquisitionMode::Refurbished | AcquisitionMode::DonatedIn) => true,
            // What is new has had no others.
            Some(AcquisitionMode::New) => false,
            _ => proven,
        }
    };
    let units: Vec<&Unit> = facts.left().filter(reused).collect();
    if units.is_empty() {
        return Value::missing_because(
            Datum::Exits,
            text!(
                "aucun équipement reconditionné n'est sorti dans l'année",
                "no refurbished unit left in the year"
            ),
        );
    }
    mean_value(facts, &units, Datum::Upstream, |unit| {
        // Without proof, months of use before count for nothing (RCP SI).
        let before = unit.upstream_months.filter(|_| unit.upstream_proven).unwrap_or(0.0);
        age_at_exit(facts, unit).map(|own| own + f64::from(before))
    })
}

/// Years that the making was spread over.
pub(super) fn lifetime_amortisation(facts: &EstateYear<'_>) -> Value {
    let known: Vec<&Unit> = facts.held().filter(|unit| unit.lifetime.is_some()).collect();
    let all = facts.held().fold(0.0, |sum, unit| sum + unit.quantity);
    let of = |units: &[&Unit]| {
        let parts = units.iter().fold(0.0, |sum, unit| {
            sum + unit.lifetime.map_or(0.0, |years| unit.quantity / f64::from(years))
        });
        (parts > 0.0).then(|| total(units) / parts)
    };
    let tally = UnitTally::of(known.iter().map(|unit| (unit.quantity, unit.row)));
    of(&known)
        .map_or_else(|| Value::missing(Datum::ReferenceLife), Value::exact)
        .with(Quality::Estimated)
        .covering(total(&known), all)
        .lacking(Datum::ReferenceLife, all - total(&known))
        .term(text!("équipements", "units"), total(&known), "")
        .from_rows(&tally)
        .split(of_types(facts, &known, of))
}

/// The smallest of what units tell; a unit that does not may have less.
fn smallest_of(units: &[&Unit], datum: Datum, of: impl Fn(&Unit) -> Option<f32>) -> Value {
    let lacks: f64 = units.iter().filter(|unit| of(unit).is_none()).map(|unit| unit.quantity).sum();
    let Some(value) = units.iter().filter_map(|unit| of(unit)).reduce(f32::min).map(told) else {
        return Value::missing(datum);
    };
    let low = if lacks > 0.0 { 0.0 } else { value };
    Value::number(Interval { value, low, high: value }).lacking(datum, lacks)
}

/// The smallest of what units tell, and its coverage.
fn smallest(facts: &EstateYear<'_>, datum: Datum, of: impl Fn(&Unit) -> Option<f32>) -> Value {
    let bought: Vec<&Unit> = facts.bought().collect();
    if bought.is_empty() {
        return Value::missing(Datum::Purchases);
    }
    let known: Vec<&Unit> = bought.iter().copied().filter(|unit| of(unit).is_some()).collect();
    let tally = UnitTally::of(known.iter().map(|unit| (unit.quantity, unit.row)));
    smallest_of(&bought, datum, &of)
        .covering(total(&known), total(&bought))
        .term(text!("équipements achetés", "units bought"), total(&bought), "")
        .term(text!("dont la donnée est connue", "whose datum is known"), total(&known), "")
        .from_rows(&tally)
        .split(parts_of_types(facts, &bought, |own| smallest_of(own, datum, &of)))
}

/// Shortest warranty bought.
pub(super) fn warranty_min_bought(facts: &EstateYear<'_>) -> Value {
    smallest(facts, Datum::Warranty, |unit| unit.warranty_months)
}

/// Lowest repair index bought.
pub(super) fn repair_index_min_bought(facts: &EstateYear<'_>) -> Value {
    smallest(facts, Datum::RepairIndex, |unit| unit.repair_index)
}

/// Share of the fleet under warranty.
pub(super) fn share_under_warranty(facts: &EstateYear<'_>) -> Value {
    let left = |unit: &Unit| {
        let bought = unit.acquired.or(unit.started)?;
        Some(f64::from(unit.warranty_months?) - months(bought, facts.year.as_of))
    };
    let known: Vec<&Unit> = facts.in_service().filter(|unit| left(unit).is_some()).collect();
    let all = facts.in_service().fold(0.0, |sum, unit| sum + unit.quantity);
    let covered = |unit: &&&Unit| left(unit).is_some_and(|months| months >= 0.0);
    let tally = UnitTally::of(known.iter().filter(covered).map(|unit| (unit.quantity, unit.row)));
    Value::share(
        (text!("équipements sous garantie", "units under warranty"), tally.sum),
        (
            text!("équipements dont la garantie est connue", "units whose warranty is known"),
            total(&known),
        ),
        "",
        Datum::Warranty,
    )
    .among_units(total(&known), all, Datum::Warranty)
    .from_rows(&tally)
}

/// Mean repair index of the fleet.
pub(super) fn repair_index_mean_fleet(facts: &EstateYear<'_>) -> Value {
    let units: Vec<&Unit> = facts.in_service().collect();
    mean_value(facts, &units, Datum::RepairIndex, |unit| unit.repair_index.map(told))
}

/// Upgraded rather than replaced.
pub(super) fn upgrade_instead_of_renewal_rate(facts: &EstateYear<'_>) -> Value {
    if !facts.has_moves() {
        return Value::missing(Datum::Repairs);
    }
    let station = |id: TypeId| facts.is_a(id, &WORKSTATIONS);
    let mut upgraded: BTreeSet<_> = BTreeSet::new();
    let mut tally = UnitTally::default();
    for movement in facts.moves(&[MovementKind::Upgrade]) {
        let Some(word) = movement.unit else { continue };
        if facts.type_of_moved(movement).is_some_and(station) && upgraded.insert(word) {
            tally.add(1.0, RowRef { file: LEDGER_FILE, line: movement.line });
        }
    }
    let renewed: f64 = facts.renewals().iter().filter(|(id, _)| station(*id)).map(|(_, n)| n).sum();
    Value::share(
        (text!("postes mis à niveau", "workstations upgraded"), tally.sum),
        (
            text!("postes mis à niveau ou remplacés", "workstations upgraded or replaced"),
            tally.sum + renewed,
        ),
        "",
        Datum::Repairs,
    )
    .from_rows(&tally)
}

/// Exits before the reference lifetime.
pub(super) fn early_exit_share(facts: &EstateYear<'_>) -> Value {
    let age = |unit: &Unit| Some((age_years(facts, unit)?, facts.reference(unit.type_id)?));
    let known: Vec<&Unit> = facts.left().filter(|unit| age(unit).is_some()).collect();
    let all = facts.left().fold(0.0, |sum, unit| sum + unit.quantity);
    let early = |unit: &&&Unit| age(unit).is_some_and(|(age, reference)| age < reference);
    let tally = UnitTally::of(known.iter().filter(early).map(|unit| (unit.quantity, unit.row)));
    Value::share(
        (text!("sorties précoces", "early exits"), tally.sum),
        (
            text!("sorties d'âge et de référence connus", "exits of known age and reference"),
            total(&known),
        ),
        "",
        Datum::Exits,
    )
    .among_units(total(&known), all, Datum::StartDates)
    .from_rows(&tally)
}

/// Exits by breakage, loss or theft.
pub(super) fn exit_reason_broken_share(facts: &EstateYear<'_>) -> Value {
    let lost = |unit: &Unit| matches!(unit.route, Some(ExitRoute::Lost | ExitRoute::Stolen));
    let broken = |unit: &Unit| {
        lost(unit)
            || matches!(
                unit.reason,
                Some(
                    DecommissionReason::Broken
                        | DecommissionReason::Lost
                        | DecommissionReason::Stolen
                )
            )
    };
    let known: Vec<&Unit> =
        facts.left().filter(|unit| unit.reason.is_some() || lost(unit)).collect();
    let all = facts.left().fold(0.0, |sum, unit| sum + unit.quantity);
    let tally =
        UnitTally::of(known.iter().filter(|u| broken(u)).map(|unit| (unit.quantity, unit.row)));
    Value::share(
        (text!("sorties pour casse, perte ou vol", "exits by breakage, loss or theft"), tally.sum),
        (text!("sorties dont la raison est connue", "exits whose reason is known"), total(&known)),
        "",
        if all > 0.0 { Datum::Reasons } else { Datum::Exits },
    )
    .among_units(total(&known), all, Datum::Reasons)
    .from_rows(&tally)
}

/// Systems that lost support, or lose it within a year, of those whose end of support is known.
pub(super) fn os_support_end_share(facts: &EstateYear<'_>) -> Value {
    let kinds = [&WORKSTATIONS[..], &["smartphone", "tablet"]].concat();
    let of_kind = |unit: &&Unit| facts.is_a(unit.type_id, &kinds);
    let all: Vec<&Unit> = facts.in_service().filter(of_kind).collect();
    let known: Vec<&Unit> = all.iter().copied().filter(|unit| unit.support.is_some()).collect();
    let until = Day(facts.year.as_of.0 + 365);
    let ends = |unit: &&&Unit| unit.support.is_some_and(|support| support.ends <= until);
    let tally = UnitTally::of(known.iter().filter(ends).map(|unit| (unit.quantity, unit.row)));
    Value::share(
        (text!("support fini sous douze mois", "support over within twelve months"), tally.sum),
        (text!("en service, de système connu", "in service, of a known system"), total(&known)),
        "",
        Datum::OsSupport,
    )
    .among_units(total(&known), total(&all), Datum::OsSupport)
    .from_rows(&tally)
}
