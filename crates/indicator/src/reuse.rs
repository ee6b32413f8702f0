//! Reuse: what is repaired, given to another user, transferred, sold or given away.

use super::datum::Datum;
use super::facts::{EstateYear, LEDGER_FILE, Unit};
use super::lifetime::of_types;
use super::tally::Tally;
use super::value::{RowRef, Value};
use ground::lang::Text;
use ground::table::Day;
use ground::text;
use ledger::movement::{DecommissionReason, ExitRoute, Movement, MovementKind};
use std::collections::BTreeSet;

/// Types that hold data.
const STORAGE: [&str; 18] = [
    "laptop",
    "desktop",
    "all_in_one",
    "server",
    "storage_array",
    "storage_disk_enclosure",
    "tape_library",
    "smartphone",
    "feature_phone",
    "tablet",
    "e_reader",
    "smartwatch",
    "hdd_external",
    "ssd_external",
    "usb_stick",
    "hdd_internal",
    "ssd_internal",
    "photocopier",
];

pub(super) fn count<'u>(units: impl Iterator<Item = &'u Unit>) -> Tally {
    Tally::of(units.map(|unit| (unit.quantity, unit.row)))
}

pub(super) fn counted(tally: &Tally) -> Value {
    Value::exact(tally.sum).from_rows(tally)
}

fn row_of(movement: &Movement) -> RowRef {
    RowRef { file: LEDGER_FILE, line: movement.line }
}

/// Units of the movements of a year, of one kind; a lot that tells no number counts for one.
fn moved(facts: &EstateYear<'_>, kind: MovementKind) -> Tally {
    Tally::of(facts.moves(&[kind]).map(|one| (one.units().unwrap_or(1.0), row_of(one))))
}

/// Whether exits of the year are known: none recorded is no count.
pub(super) fn exits_known(facts: &EstateYear<'_>) -> bool {
    facts.has_moves() || facts.left().next().is_some()
}

/// Units reused internally.
pub(super) fn internal_reassigned_count(facts: &EstateYear<'_>) -> Value {
    if !facts.records_kind(MovementKind::Reassign) {
        return Value::missing(Datum::Returns);
    }
    counted(&moved(facts, MovementKind::Reassign))
}

/// Reassigned over returned.
pub(super) fn internal_reassigned_rate(facts: &EstateYear<'_>) -> Value {
    if !facts.records_kind(MovementKind::Return) {
        return Value::missing(Datum::Returns);
    }
    let again = moved(facts, MovementKind::Reassign);
    let back = moved(facts, MovementKind::Return);
    Value::share(
        (text!("réaffectations", "reassignments"), again.sum),
        (text!("restitutions", "returns"), back.sum),
        "",
        Datum::Returns,
    )
    .from_rows(&again)
}

const SERVICES: [MovementKind; 3] =
    [MovementKind::Repair, MovementKind::Upgrade, MovementKind::Refurbish];

/// Different units repaired, upgraded or refurbished.
pub(super) fn refurbished_internally_count(facts: &EstateYear<'_>) -> Value {
    if !SERVICES.into_iter().any(|kind| facts.records_kind(kind)) {
        return Value::missing(Datum::Repairs);
    }
    let mut seen = BTreeSet::new();
    let mut tally = Tally::default();
    for movement in facts.moves(&SERVICES) {
        if seen.insert(movement.subject()) {
            tally.add(movement.units().unwrap_or(1.0), row_of(movement));
        }
    }
    counted(&tally)
}

/// Repaired in house, over faults.
pub(super) fn repaired_in_house_rate(facts: &EstateYear<'_>) -> Value {
    let Some(ledger) = facts.ledger().filter(|_| facts.records_kind(MovementKind::Fault)) else {
        return Value::missing(Datum::Faults);
    };
    let faults = moved(facts, MovementKind::Fault);
    let mut told = 0.0;
    let mut tally = Tally::default();
    let mut repairs = 0.0;
    for movement in facts.moves(&[MovementKind::Repair]) {
        let Some(service) = ledger.service(movement) else { continue };
        let units = movement.units().unwrap_or(1.0);
        repairs += units;
        if service.internal.is_some() && service.success.is_some() {
            told += units;
        }
        if service.internal == Some(true) && service.success == Some(true) {
            tally.add(units, row_of(movement));
        }
    }
    Value::share(
        (text!("réparations réussies en interne", "successful repairs in house"), tally.sum),
        (text!("pannes", "faults"), faults.sum),
        "",
        Datum::Faults,
    )
    .covering(told, repairs)
    .from_rows(&tally)
}

/// Faults over units in service.
pub(super) fn failure_return_rate(facts: &EstateYear<'_>) -> Value {
    if !facts.records_kind(MovementKind::Fault) {
        return Value::missing(Datum::Faults);
    }
    let faults = moved(facts, MovementKind::Fault);
    let service: Vec<&Unit> = facts.in_service().collect();
    let in_service = count(service.iter().copied()).sum;
    let of_type: Vec<_> = facts
        .moves(&[MovementKind::Fault])
        .filter_map(|one| {
            Some((facts.root_of(facts.type_of_moved(one)?), one.units().unwrap_or(1.0)))
        })
        .collect();
    let groups = of_types(facts, &service, |own| {
        let root = facts.root(own[0]);
        let failed: f64 = of_type.iter().filter(|(id, _)| *id == root).map(|(_, n)| n).sum();
        Some(100.0 * failed / own.iter().map(|unit| unit.quantity).sum::<f64>())
    });
    Value::share(
        (text!("pannes", "faults"), faults.sum),
        (text!("équipements en service", "units in service"), in_service),
        "",
        Datum::Inventory,
    )
    .from_rows(&faults)
    .split(groups)
}

/// Mobile units that came with a protection.
pub(super) fn protected_equipment_rate(facts: &EstateYear<'_>) -> Value {
    let mobile = |unit: &&Unit| facts.is_kind(unit.type_id, &["mobile"]);
    let all = count(facts.bought().filter(mobile)).sum;
    let known = count(facts.bought().filter(mobile).filter(|u| u.protected.is_some())).sum;
    let with = count(facts.bought().filter(mobile).filter(|u| u.protected == Some(true)));
    Value::share(
        (
            text!("mobiles achetés avec protection", "mobile units bought with a protection"),
            with.sum,
        ),
        (
            text!("mobiles achetés dont on le sait", "mobile units bought of which it is known"),
            known,
        ),
        "",
        if all > 0.0 { Datum::Protection } else { Datum::Purchases },
    )
    .among(known, all)
    .from_rows(&with)
}

/// Whether a unit was out of use and still held on 1 January.
fn in_reformed_stock(facts: &EstateYear<'_>, unit: &Unit) -> bool {
    let first = facts.year.first;
    let before = unit.decommissioned.map_or(unit.decommissioned_before, |day| day < first);
    let still = unit.exited.is_none_or(|day| day >= first);
    // What no inventory of these two years has was not seen in stock.
    before && still && unit.seen.is_none_or(|year| facts.number() - 1 <= year)
}

fn reform_known(facts: &EstateYear<'_>) -> bool {
    facts.records_kind(MovementKind::Decommission)
        || facts.units.iter().any(|u| u.decommissioned.is_some() || u.decommissioned_before)
}

/// Retired units in stock on 1 January.
pub(super) fn reformed_stock_1jan(facts: &EstateYear<'_>) -> Value {
    if !reform_known(facts) {
        return Value::missing(Datum::ReformedStock);
    }
    counted(&count(facts.units.iter().filter(|unit| in_reformed_stock(facts, unit))))
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

/// A count restricted to the REEN scope, with its coverage.
fn scoped<'u>(facts: &EstateYear<'_>, units: impl Iterator<Item = &'u Unit>) -> (Tally, f64, f64) {
    let mut tally = Tally::default();
    let (mut known, mut all) = (0.0, 0.0);
    for unit in units {
        // Only what may be in scope weighs on the coverage.
        let scope = in_reen_scope(facts, unit, unit.exited.or(Some(facts.year.first)));
        all += unit.quantity;
        known += if scope.is_some() { unit.quantity } else { 0.0 };
        if scope == Some(true) {
            tally.add(unit.quantity, unit.row);
        }
    }
    (tally, known, all)
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
    let stock = facts.units.iter().filter(|unit| in_reformed_stock(facts, unit));
    let (tally, known, all) = scoped(facts, stock);
    counted(&tally).covering(known, all).note(scope_note())
}

/// Units directed to reuse.
pub(super) fn reformed_to_reuse(facts: &EstateYear<'_>) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    let known = count(facts.left().filter(|unit| unit.route.is_some())).sum;
    counted(&count(facts.left().filter(|unit| facts.is_reused(unit))))
        .covering(known, count(facts.left()).sum)
}

/// A of the REEN ratio.
pub(super) fn reformed_to_reuse_under10(facts: &EstateYear<'_>) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    let (tally, known, all) = scoped(facts, facts.left().filter(|unit| facts.is_reused(unit)));
    counted(&tally).covering(known, all).note(scope_note())
}

/// The statutory reuse rate, A / B.
pub(super) fn reen_reuse_rate(facts: &EstateYear<'_>) -> Value {
    if !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    let (a, a_known, a_all) = scoped(facts, facts.left().filter(|unit| facts.is_reused(unit)));
    let stock = facts.units.iter().filter(|unit| in_reformed_stock(facts, unit));
    let (b, b_known, b_all) = scoped(facts, stock);
    let target = match facts.number() {
        ..2023 => None,
        2023 => Some(25),
        2024 => Some(35),
        2025.. => Some(50),
    };
    let value = Value::share(
        (text!("A : orientés vers le réemploi dans l'année", "A: directed to reuse in the year"), a.sum),
        (text!("B : réformés en stock au 1er janvier", "B: decommissioned, in stock on 1 January"), b.sum),
        "",
        Datum::ReformedStock,
    )
    .covering(a_known + b_known, a_all + b_all)
    .from_rows(&a)
    .note(scope_note())
    .note(text!(
        "les biens réformés pendant l'année sont dans A et pas dans B : le taux peut dépasser 100 % ; reuse_rate_cohort le complète",
        "units decommissioned during the year are in A and not in B: the rate may exceed 100 %; reuse_rate_cohort completes it"
    ));
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
    let known = count(facts.left().filter(|unit| unit.route.is_some())).sum;
    counted(&count(facts.left().filter(|unit| unit.route == Some(route))))
        .covering(known, count(facts.left()).sum)
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

/// Bodies that received a donation.
pub(super) fn donation_beneficiaries(facts: &EstateYear<'_>) -> Value {
    let Some(ledger) = facts.ledger().filter(|_| facts.has_moves()) else {
        return Value::missing(Datum::Movements);
    };
    let mut bodies = BTreeSet::new();
    let (mut named, mut all) = (0.0, 0.0);
    let mut tally = Tally::default();
    for movement in facts.moves(&[MovementKind::Donate]) {
        all += 1.0;
        let body = ledger.exit(movement).and_then(|exit| exit.beneficiary).or(movement.to_party);
        if let Some(body) = body {
            named += 1.0;
            if bodies.insert(body) {
                tally.add(1.0, row_of(movement));
            }
        }
    }
    // Donations to nobody named are not donations to nobody.
    if all > 0.0 && named == 0.0 {
        return Value::missing(Datum::Beneficiaries).covering(named, all);
    }
    counted(&tally).covering(named, all)
}

/// Reuse among the year's exits.
pub(super) fn reuse_rate_cohort(facts: &EstateYear<'_>) -> Value {
    let known: Vec<&Unit> = facts.left().filter(|unit| unit.route.is_some()).collect();
    let all = count(facts.left()).sum;
    let reused = |unit: &&&Unit| facts.is_reused(unit);
    let tally = count(known.iter().filter(reused).copied());
    Value::share(
        (text!("sorties vers le réemploi", "exits to reuse"), tally.sum),
        (
            text!("sorties dont la voie est connue", "exits whose route is known"),
            count(known.iter().copied()).sum,
        ),
        "",
        if all > 0.0 { Datum::Routes } else { Datum::Exits },
    )
    .among(count(known.iter().copied()).sum, all)
    .from_rows(&tally)
    .split(of_types(facts, &known, |own| {
        let again = count(own.iter().filter(reused).copied()).sum;
        Some(100.0 * again / count(own.iter().copied()).sum)
    }))
}

/// Reuse backed by a document.
pub(super) fn reuse_proven_share(facts: &EstateYear<'_>) -> Value {
    let reused: Vec<&Unit> = facts.left().filter(|unit| facts.is_reused(unit)).collect();
    let proven =
        count(reused.iter().copied().filter(|u| u.proven || u.route == Some(ExitRoute::Weee)));
    Value::share(
        (text!("réemplois justifiés par une pièce", "reuses backed by a document"), proven.sum),
        (text!("sorties vers le réemploi", "exits to reuse"), count(reused.iter().copied()).sum),
        "",
        Datum::Exits,
    )
    .from_rows(&proven)
}

/// Exits with proof of erasure.
pub(super) fn data_erasure_proven_share(facts: &EstateYear<'_>) -> Value {
    let holds = |unit: &&Unit| facts.is_a(unit.type_id, &STORAGE);
    let all = count(facts.left().filter(holds)).sum;
    let erased = count(facts.left().filter(holds).filter(|unit| unit.erased));
    if all > 0.0 && !facts.has_moves() {
        return Value::missing(Datum::Erasure);
    }
    Value::share(
        (
            text!("sorties avec certificat d'effacement", "exits with an erasure certificate"),
            erased.sum,
        ),
        (text!("sorties d'équipements à mémoire", "exits of units that hold data"), all),
        "",
        Datum::Exits,
    )
    .from_rows(&erased)
}

/// Median wait between decommissioning and exit.
pub(super) fn storage_wait_before_exit(facts: &EstateYear<'_>) -> Value {
    let mut waits: Vec<(i32, f64)> = Vec::new();
    let mut tally = Tally::default();
    // What was lost or stolen waited for nothing.
    let waited = |unit: &&Unit| {
        !matches!(unit.route, Some(ExitRoute::Lost | ExitRoute::Stolen))
            && !matches!(unit.reason, Some(DecommissionReason::Lost | DecommissionReason::Stolen))
    };
    for unit in facts.left().filter(waited) {
        if let Some((out, left)) = unit.decommissioned.zip(unit.exited).filter(|(o, l)| o <= l) {
            waits.push((left.days_since(out), unit.quantity));
            tally.add(unit.quantity, unit.row);
        }
    }
    let all = count(facts.left().filter(waited)).sum;
    let datum = if all > 0.0 { Datum::ReformedStock } else { Datum::Exits };
    let value = median(&mut waits).map_or_else(|| Value::missing(datum), Value::exact);
    value
        .covering(tally.sum, all)
        .term(
            text!("sorties dont la réforme est datée", "exits whose decommissioning is dated"),
            tally.sum,
            "",
        )
        .from_rows(&tally)
}

/// The middle of values with their units; between the two middle ones where there are two.
fn median(values: &mut [(i32, f64)]) -> Option<f64> {
    values.sort_unstable_by_key(|(value, _)| *value);
    let half = values.iter().map(|(_, units)| units).sum::<f64>() / 2.0;
    let mut below = 0.0;
    for (at, (value, units)) in values.iter().enumerate() {
        below += units;
        if below > half {
            return Some(f64::from(*value));
        }
        if (below - half).abs() < 1e-9 {
            let next = values.get(at + 1).map_or(*value, |(next, _)| *next);
            return Some(f64::midpoint(f64::from(*value), f64::from(next)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_between_the_two_middle_values() {
        assert_eq!(median(&mut [(10, 1.0), (30, 1.0), (20, 1.0)]), Some(20.0));
        assert_eq!(median(&mut [(10, 1.0), (30, 1.0)]), Some(20.0));
        assert_eq!(median(&mut [(10, 3.0), (30, 1.0)]), Some(10.0));
        assert_eq!(median(&mut []), None);
    }

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
