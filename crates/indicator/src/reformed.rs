//! What was taken out of use and where it went: the stock on 1 January, and exits to reuse.

use super::counted::PartlyKnown;
use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::reuse::exits_known;
use super::value::{Figure, Quality, Value};
use equipment::State;
use factor::TypeId;
use ground::lang::Text;
use ground::table::Day;
use ground::text;
use ledger::movement::{ExitRoute, LedgerWord, MovementKind};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a unit was out of use and still held on 1 January; `None` where it is out of use and
/// nothing tells since when: the footprint then takes it as out of use all year.
fn in_reformed_stock(facts: &EstateYear<'_>, unit: &Unit) -> Option<bool> {
    let first = facts.year.first;
    // What no inventory of these two years has was not seen in stock.
    if !unit.is_of_the_organisation() || unit.seen.is_some_and(|year| year < facts.number() - 1) {
        return Some(false);
    }
    // An inventory of the eve that has it in stock goes before a day that stands in.
    let seen_on_the_eve = unit.decommissioned_before == Some(true);
    let stands_in = unit.exit_stands_in && seen_on_the_eve;
    if unit.exited.is_some_and(|day| day < first) && !stands_in {
        return Some(false);
    }
    match (unit.decommissioned, unit.decommissioned_before) {
        (Some(day), _) => Some(day < first),
        (None, Some(before)) => Some(before),
        (None, None) if unit.state == State::Decommissioned => None,
        (None, None) => Some(false),
    }
}

/// Both of two answers: no where either is no.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The stock on 1 January, of the units that `keeps` has.
fn reformed_stock(facts: &EstateYear<'_>, keeps: impl Fn(&Unit) -> Option<bool>) -> PartlyKnown {
    let held = facts.units.iter().filter(|unit| in_reformed_stock(facts, unit) != Some(false));
    PartlyKnown::of(held, |unit| {
        keeps(unit).map(|kept| (kept, in_reformed_stock(facts, unit).is_some()))
    })
}

/// What left in the year to be reused, of the units that `keeps` has.
fn reused(facts: &EstateYear<'_>, keeps: impl Fn(&Unit) -> Option<bool>) -> PartlyKnown {
    let counts = |unit: &Unit| {
        let again = unit.route.map(|_| facts.is_reused(unit));
        both(again, keeps(unit))
    };
    let twice = told_twice(facts, |unit| counts(unit) == Some(true));
    PartlyKnown::of(facts.left(), |unit| counts(unit).map(|counts| (counts, true)))
        .told_twice(twice)
        .or_vanished(vanished(facts, |unit| keeps(unit) != Some(false)))
}

/// How many units left the list in the year without a movement, of those that may count.
fn vanished(facts: &EstateYear<'_>, may_count: impl Fn(&Unit) -> bool) -> f64 {
    let all = facts.vanished_in_year.iter();
    all.filter(|unit| may_count(unit)).map(|unit| unit.quantity).sum()
}

/// What tells lots apart that leave on one day: what they are of, and where they went.
type LotSort = (TypeId, Option<ExitRoute>);

/// How many of the units that count may be told twice: in a lot of the ledger that names none of them,
/// and one by one, or by a line of the inventory, of the same type by the same way on the same day or on
/// none.
fn told_twice(facts: &EstateYear<'_>, counts: impl Fn(&Unit) -> bool) -> f64 {
    let mut sums: BTreeMap<(LotSort, Option<Day>), [f64; 2]> = BTreeMap::new();
    let of_lots = facts.left().filter(|unit| facts.is_of_a_lot(unit));
    let lots: BTreeSet<LedgerWord> = of_lots.filter_map(|unit| unit.lot).collect();
    // What names its lot is taken off what the lot holds besides.
    let names_its_lot =
        |unit: &Unit| !facts.is_of_a_lot(unit) && unit.lot.is_some_and(|lot| lots.contains(&lot));
    for unit in facts.left().filter(|unit| counts(unit) && !names_its_lot(unit)) {
        let day = unit.exited.filter(|_| !unit.exit_stands_in);
        let of = sums.entry(((facts.root(unit), unit.route), day)).or_default();
        of[usize::from(facts.is_of_a_lot(unit))] += unit.quantity;
    }
    let mut twice = 0.0;
    let mut lots: BTreeMap<LotSort, f64> = BTreeMap::new();
    for ((kind, _), [own, lot]) in sums.iter().filter(|((_, day), _)| day.is_some()) {
        twice += own.min(*lot);
        *lots.entry(*kind).or_default() += lot - own.min(*lot);
    }
    let undated = sums.iter().filter(|((_, day), _)| day.is_none());
    twice
        + undated
            .map(|((kind, _), [own, _])| own.min(lots.get(kind).copied().unwrap_or(0.0)))
            .sum::<f64>()
}

fn reform_known(facts: &EstateYear<'_>) -> bool {
    facts.records_kind(MovementKind::Decommission)
        || facts.units.iter().any(|unit| {
            unit.decommissioned.is_some()
                || unit.decommissioned_before == Some(true)
                || unit.state == State::Decommissioned
        })
}

/// Retired units in stock on 1 January.
pub(super) fn reformed_stock_1jan(facts: &EstateYear<'_>) -> Value {
    if !reform_known(facts) {
        return Value::missing(Datum::ReformedStock);
    }
    reformed_stock(facts, |_| Some(true)).value(Datum::ReformedStock)
}

/// Ten years, in days.
fn ten_years_before(day: Day) -> Day {
    // The same day ten years earlier; 29 February becomes 1 March.
    let year = day.year();
    let in_year = day.days_since(Day::first_of(year));
    let leap = |year: i32| Day::first_of(year + 1).days_since(Day::first_of(year)) == 366;
    let past_february = i32::from(in_year > 58 + i32::from(leap(year)));
    let shift = i32::from(leap(year - 10)) - i32::from(leap(year));
    Day(Day::first_of(year - 10).0 + in_year + past_february * shift)
}

/// What the REEN ratio says of a unit: whether it counts, `None` where its age is not known.
///
/// # Source
///
/// Décret 2023-266: under ten years old, categories 2 and 6 of annex II of directive 2012/19/EU
/// (article R. 543-172, II), neither classified nor specially secured.
fn in_reen_scope(facts: &EstateYear<'_>, unit: &Unit, on: Option<Day>) -> Option<bool> {
    let category = facts.set().equipment_type(unit.type_id).weee_category;
    if !matches!(category, Some(2 | 6)) || unit.classified == Some(true) {
        return Some(false);
    }
    let (from, to) = (unit.acquired.or(unit.started)?, unit.decommissioned.or(on)?);
    Some(ten_years_before(to) < from)
}

/// Whether a unit is in the scope of the REEN ratio, on the day it left or else on 1 January.
fn is_scoped(facts: &EstateYear<'_>, unit: &Unit) -> Option<bool> {
    in_reen_scope(facts, unit, unit.exited.or(Some(facts.year.first)))
}

fn scope_note() -> Text {
    text!(
        "catégories DEEE 2 et 6 seulement (les serveurs en baie et les gros multifonctions sont de catégorie 4), moins de dix ans à la réforme, ni classifiés ni spécialement sécurisés",
        "WEEE categories 2 and 6 only (rack servers and large multifunction printers are of category 4), under ten years when decommissioned, neither classified nor specially secured"
    )
}

/// B of the REEN ratio.
pub(super) fn reformed_stock_1jan_under10(facts: &EstateYear<'_>) -> Value {
    if !reform_known(facts) {
        return Value::missing(Datum::ReformedStock);
    }
    reformed_stock(facts, |unit| is_scoped(facts, unit)).value(Datum::StartDates).note(scope_note())
}

/// Units directed to reuse.
pub(super) fn reformed_to_reuse(facts: &EstateYear<'_>) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    reused(facts, |_| Some(true)).value(Datum::Routes)
}

/// A of the REEN ratio.
pub(super) fn reformed_to_reuse_under10(facts: &EstateYear<'_>) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    reused(facts, |unit| is_scoped(facts, unit)).value(Datum::StartDates).note(scope_note())
}

/// The statutory reuse rate, A / B.
pub(super) fn reen_reuse_rate(facts: &EstateYear<'_>) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    let a = reused(facts, |unit| is_scoped(facts, unit));
    let b = reformed_stock(facts, |unit| is_scoped(facts, unit));
    for part in [&a, &b] {
        if part.is_unknown() {
            return Value::missing(Datum::StartDates).note(scope_note());
        }
    }
    let target = match facts.number() {
        ..2023 => None,
        2023 => Some(25),
        2024 => Some(35),
        2025.. => Some(50),
    };
    let mut value = Value::share(
        (text!("A : orientés vers le réemploi dans l'année", "A: directed to reuse in the year"), a.tally.sum),
        (text!("B : réformés en stock au 1er janvier", "B: decommissioned, in stock on 1 January"), b.tally.sum),
        "",
        Datum::ReformedStock,
    )
    .covering(a.known + b.known, a.all + b.all)
    .lacking(Datum::StartDates, a.unsaid() + b.unsaid())
    .lacking(Datum::ReformedStock, b.undated)
    .from_rows(&a.tally)
    .note(scope_note())
    .note(text!(
        "les biens réformés pendant l'année sont dans A et pas dans B : le taux peut dépasser 100 % ; reuse_rate_cohort le complète",
        "units decommissioned during the year are in A and not in B: the rate may exceed 100 %; reuse_rate_cohort completes it"
    ));
    if let Ok(Figure::Number(rate)) = &mut value.figure {
        let over = |part: f64, whole: f64| match (part > 0.0, whole > 0.0) {
            (false, _) => 0.0,
            (true, false) => f64::INFINITY,
            (true, true) => 100.0 * part / whole,
        };
        (rate.low, rate.high) = (over(a.bounds.0, b.bounds.1), over(a.bounds.1, b.bounds.0));
    }
    if b.undated > 0.0 {
        value = value.with(Quality::Estimated).note(text!(
            "B compte des biens réformés sans date, hors d'usage depuis avant l'année comme dans l'empreinte ; la borne haute du taux les laisse de côté",
            "B counts units decommissioned without a date, out of use since before the year as in the footprint; the high bound of the rate leaves them out"
        ));
    }
    match target {
        Some(target) => value.note(text!(
            "cible du décret 2023-266 pour {0} : {target} % (personnes publiques)",
            "target of décret 2023-266 for {0}: {target} % (public bodies)",
            facts.number()
        )),
        None => value,
    }
}

fn routed(facts: &EstateYear<'_>, route: ExitRoute) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    let so = |unit: &Unit| unit.route.map(|known| (known == route, true));
    let twice = told_twice(facts, |unit| unit.route == Some(route));
    PartlyKnown::of(facts.left(), so)
        .told_twice(twice)
        .or_vanished(vanished(facts, |_| true))
        .value(Datum::Routes)
}

/// Units given.
pub(super) fn donated_count(facts: &EstateYear<'_>) -> Value {
    routed(facts, ExitRoute::Donation)
}

/// Units sold.
pub(super) fn sold_count(facts: &EstateYear<'_>) -> Value {
    routed(facts, ExitRoute::Sale)
}

/// Units transferred to public bodies.
pub(super) fn transferred_public_count(facts: &EstateYear<'_>) -> Value {
    routed(facts, ExitRoute::Transfer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_years_before_is_the_same_day_of_the_calendar() {
        let day = |y, m, d| Day::new(y, m, d).unwrap();
        assert_eq!(ten_years_before(day(2025, 6, 15)), day(2015, 6, 15));
        assert_eq!(ten_years_before(day(2025, 1, 31)), day(2015, 1, 31));
        assert_eq!(ten_years_before(day(2026, 3, 1)), day(2016, 3, 1));
        assert_eq!(ten_years_before(day(2024, 3, 1)), day(2014, 3, 1));
        assert_eq!(ten_years_before(day(2024, 12, 31)), day(2014, 12, 31));
        assert_eq!(ten_years_before(day(2024, 2, 29)), day(2014, 3, 1));
    }
}
