//! Energy: the electricity of the year.

use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::lifetime::{WORKSTATIONS, of_types};
use super::reuse::count;
use super::value::{Quality, Value};
use ground::provenance::Origin;
use ground::quantity::Interval;
use ground::text;

fn all_units<'f>(facts: &'f EstateYear<'_>) -> impl Iterator<Item = &'f Unit> {
    facts.units[..facts.n_inventory].iter()
}

/// The electricity of equipment and of rooms in the year, kWh: that of services is another's.
fn supplied(facts: &EstateYear<'_>) -> Interval {
    facts.rows.outcome.footprint.perimeters.supplied_kwh()
}

/// What is measured: units with a measure outside metered datacentres, and the meters. kWh.
fn measured(facts: &EstateYear<'_>) -> f64 {
    let metered = |unit: &Unit| {
        let centre = unit.centre.and_then(|at| facts.rows.centres.get(usize::from(at)));
        centre.is_some_and(|centre| centre.measured_kwh.is_some())
    };
    let units: f64 = all_units(facts)
        .filter(|unit| unit.energy == Some(Origin::Measured) && !metered(unit))
        .map(|unit| unit.kwh)
        .sum();
    let meters: f64 = facts.rows.outcome.footprint.centres.iter().map(|c| c.measured_kwh).sum();
    units + meters
}

/// A value with the quality and the coverage of the year's electricity.
fn dress(facts: &EstateYear<'_>, value: Value) -> Value {
    let total = supplied(facts).value;
    let drawing: Vec<&Unit> = facts.in_service().collect();
    let known = count(drawing.iter().copied().filter(|unit| unit.energy.is_some())).sum;
    let all_measured = total > 0.0 && measured(facts) >= total * (1.0 - 1e-9);
    // What the organisation writes of each is no estimate: nothing of it errs.
    let is_written =
        |unit: &&Unit| matches!(unit.energy, Some(Origin::Measured | Origin::Declared));
    let all_written = drawing.iter().all(is_written)
        && value.interval().is_some_and(|one| one.high - one.low <= 1e-9 * one.value.abs());
    value
        .with(quality(all_measured, all_written))
        .covering(known, count(drawing.iter().copied()).sum)
        .from_rows(&count(drawing.into_iter()))
}

/// What an electricity rests on: what is measured of all, what is written of all, else an estimate.
fn quality(all_measured: bool, all_written: bool) -> Quality {
    match (all_measured, all_written) {
        (true, _) => Quality::Measured,
        (false, true) => Quality::Recorded,
        (false, false) => Quality::Estimated,
    }
}

fn nothing_known(facts: &EstateYear<'_>) -> bool {
    all_units(facts).all(|unit| unit.energy.is_none())
        && facts.rows.outcome.footprint.centres.is_empty()
}

/// Electricity of the year.
pub(super) fn it_electricity(facts: &EstateYear<'_>) -> Value {
    if nothing_known(facts) {
        return Value::missing(Datum::Measures);
    }
    dress(facts, Value::summed(supplied(facts)))
}

/// Electricity per person.
pub(super) fn it_electricity_per_user(facts: &EstateYear<'_>) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    if nothing_known(facts) {
        return Value::missing(Datum::Measures);
    }
    let kwh = supplied(facts);
    dress(facts, Value::summed(kwh * (1.0 / people)))
        .term(text!("électricité de l'année", "electricity of the year"), kwh.value, "kWh")
        .term(text!("effectif", "headcount"), people, "")
}

/// Electricity of a workstation in service for a whole year, whosever it is and whenever it came.
pub(super) fn workstation_electricity_per_unit(facts: &EstateYear<'_>) -> Value {
    let stations: Vec<&Unit> =
        facts.in_service().filter(|unit| facts.is_a(unit.type_id, &WORKSTATIONS)).collect();
    let known: Vec<&Unit> =
        stations.iter().copied().filter(|unit| unit.a_year_kwh.is_some()).collect();
    let all = count(stations.iter().copied()).sum;
    let tally = count(known.iter().copied());
    let a_year = |units: &[&Unit]| -> f64 {
        units.iter().map(|unit| unit.a_year_kwh.unwrap_or(0.0) * unit.quantity).sum()
    };
    let all_are =
        |of: &[Origin]| known.iter().all(|unit| unit.energy.is_some_and(|o| of.contains(&o)));
    let all_written = all_are(&[Origin::Measured, Origin::Declared]);
    let written = quality(all_are(&[Origin::Measured]), all_written);
    Value::ratio(
        (
            text!(
                "électricité des postes, en service toute l'année",
                "electricity of workstations, in service all year"
            ),
            a_year(&known),
        ),
        (
            text!(
                "postes en service dont l'électricité est connue",
                "workstations in service whose electricity is known"
            ),
            tally.sum,
        ),
        "",
        1.0,
        if all > 0.0 { Datum::Measures } else { Datum::Types },
    )
    .with(written)
    .covering(tally.sum, all)
    .lacking(Datum::Measures, all - tally.sum)
    .from_rows(&tally)
    .split(of_types(facts, &known, |own| Some(a_year(own) / count(own.iter().copied()).sum)))
}

/// Share of the electricity that was measured.
pub(super) fn electricity_measured_share(facts: &EstateYear<'_>) -> Value {
    let measured = measured(facts);
    Value::share(
        (text!("électricité mesurée", "electricity measured"), measured),
        (text!("électricité de l'année", "electricity of the year"), supplied(facts).value),
        "kWh",
        Datum::Measures,
    )
    .from_rows(&count(all_units(facts).filter(|u| u.energy == Some(Origin::Measured))))
}

/// Saved by actions: a plan tells it.
pub(super) fn mwh_saved(_: &EstateYear<'_>) -> Value {
    Value::missing(Datum::Actions)
}

/// Moved off peak by actions: a plan tells it.
pub(super) fn mwh_shifted(_: &EstateYear<'_>) -> Value {
    Value::missing(Datum::Actions)
}
