//! Reuse: what is repaired, given to another user, transferred, sold or given away.

use super::datum::Datum;
use super::facts::{EstateYear, LEDGER_FILE, Unit};
use super::lifetime::{of_types, parts_of_types, share_of_part};
use super::tally::{RowRef, UnitTally};
use super::value::Value;
use factor::TypeKind;
use ground::lang::Noun;
use ground::provenance::Assumption;
use ground::quantity::Interval;
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

pub(super) fn count<'u>(units: impl Iterator<Item = &'u Unit>) -> UnitTally {
    let mut tally = UnitTally::default();
    units.for_each(|unit| add(&mut tally, unit));
    tally
}

/// Adds units to a count, and says what of it nobody listed.
pub(super) fn add(tally: &mut UnitTally, unit: &Unit) {
    tally.add(unit.quantity, unit.row);
    if unit.assumed.contains(Assumption::AssumedMonitors) {
        tally.assumed += unit.quantity;
    }
}

pub(super) fn counted(tally: &UnitTally) -> Value {
    Value::exact(tally.sum).from_rows(tally)
}

fn row_of(movement: &Movement) -> RowRef {
    RowRef { file: LEDGER_FILE, line: movement.line }
}

/// Units of the movements of a year, of one kind; a lot that tells no number counts for one.
fn moved(facts: &EstateYear<'_>, kind: MovementKind) -> UnitTally {
    UnitTally::of(facts.moves(&[kind]).map(|one| (one.units().unwrap_or(1.0), row_of(one))))
}

/// How something leaves, in a ledger.
const LEAVING: [MovementKind; 5] = [
    MovementKind::Decommission,
    MovementKind::Transfer,
    MovementKind::Donate,
    MovementKind::Sell,
    MovementKind::WeeeHandover,
];

/// Whether exits of the year are known: none recorded, or a ledger that never has any, is no count.
pub(super) fn exits_known(facts: &EstateYear<'_>) -> bool {
    let recorded = || LEAVING.into_iter().any(|kind| facts.records_kind(kind));
    facts.has_moves() && recorded() || facts.left().next().is_some()
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
    let mut tally = UnitTally::default();
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
    let mut tally = UnitTally::default();
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
    let mobile = |unit: &&Unit| facts.is_kind(unit.type_id, &[TypeKind::Mobile]);
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
    .among_units(known, all, Datum::Protection)
    .from_rows(&with)
}

/// A row of a donation.
const DONATION: Noun = Noun::new(("don", "dons"), ("donation", "donations"));

/// Bodies that received a donation.
pub(super) fn donation_beneficiaries(facts: &EstateYear<'_>) -> Value {
    let Some(ledger) = facts.ledger().filter(|_| facts.has_moves()) else {
        return Value::missing(Datum::Movements);
    };
    let mut bodies = BTreeSet::new();
    let (mut named, mut all) = (0.0, 0.0);
    let mut tally = UnitTally::default();
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
    // Donations to nobody named are not donations to nobody, nor are those of the inventory alone.
    let by_inventory = || facts.left().any(|unit| unit.route == Some(ExitRoute::Donation));
    if named == 0.0 && (all > 0.0 || by_inventory()) {
        return Value::missing(Datum::Beneficiaries).covering(named, all);
    }
    if all == 0.0 && !exits_known(facts) {
        return Value::missing(Datum::Exits);
    }
    counted(&tally).covering(named, all).at_most_more(all - named).lacking_of(
        Datum::Beneficiaries,
        all - named,
        &DONATION,
    )
}

/// Reuse among the year's exits.
pub(super) fn reuse_rate_cohort(facts: &EstateYear<'_>) -> Value {
    let left: Vec<&Unit> = facts.left().collect();
    let known: Vec<&Unit> = left.iter().copied().filter(|unit| unit.route.is_some()).collect();
    // What left the list without a movement may have been reused, or not.
    let all = count(left.iter().copied()).sum + facts.vanished_units();
    let reused = |unit: &&&Unit| unit.route.is_some() && facts.is_reused(unit);
    let tally = count(known.iter().filter(reused).copied());
    Value::share(
        (text!("sorties vers le réemploi", "exits to reuse"), tally.sum),
        (
            text!("sorties dont la voie est connue", "exits whose route is known"),
            count(known.iter().copied()).sum,
        ),
        "",
        if left.is_empty() { Datum::Exits } else { Datum::Routes },
    )
    .among_units(count(known.iter().copied()).sum, all, Datum::Routes)
    .from_rows(&tally)
    .split(parts_of_types(facts, &left, |own| {
        let again = count(own.iter().filter(reused).copied()).sum;
        let routed = own.iter().copied().filter(|unit| unit.route.is_some());
        let root = own.first().map(|unit| facts.root(unit));
        let vanished = facts.vanished_in_year.iter().filter(|unit| Some(facts.root(unit)) == root);
        let all = count(own.iter().copied().chain(vanished)).sum;
        share_of_part(again, count(routed).sum, all, Datum::Routes)
    }))
}

/// Reuse backed by a document.
pub(super) fn reuse_proven_share(facts: &EstateYear<'_>) -> Value {
    let reused: Vec<&Unit> = facts.left().filter(|unit| facts.is_reused(unit)).collect();
    let proven =
        count(reused.iter().copied().filter(|u| u.proven || u.route == Some(ExitRoute::Weee)));
    let all = count(reused.iter().copied()).sum;
    Value::share(
        (text!("réemplois justifiés par une pièce", "reuses backed by a document"), proven.sum),
        (text!("sorties vers le réemploi", "exits to reuse"), all),
        "",
        Datum::Exits,
    )
    .among_units(all, all + facts.vanished_units(), Datum::Routes)
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

/// Days that nothing bounds.
const ENDLESS: i32 = i32::MAX;

/// Median wait between decommissioning and exit.
pub(super) fn storage_wait_before_exit(facts: &EstateYear<'_>) -> Value {
    let mut waits: Vec<(i32, f64)> = Vec::new();
    // Waits that nobody knows: nothing at least, and at most all its time, where that is known.
    let mut unknown: Vec<(i32, f64)> = Vec::new();
    let mut tally = UnitTally::default();
    // What was lost or stolen waited for nothing.
    let waited = |unit: &&Unit| {
        !matches!(unit.route, Some(ExitRoute::Lost | ExitRoute::Stolen))
            && !matches!(unit.reason, Some(DecommissionReason::Lost | DecommissionReason::Stolen))
    };
    for unit in facts.left().filter(waited) {
        // Of an exit on the day of its withdrawal for want of another, the wait is not known.
        let told = unit.decommissioned.zip(unit.exited).filter(|_| !unit.exit_stands_in);
        if let Some((out, left)) = told.filter(|(out, left)| out <= left) {
            waits.push((left.days_since(out), unit.quantity));
            tally.add(unit.quantity, unit.row);
        } else {
            let left = unit.exited.filter(|_| !unit.exit_stands_in);
            let most = left.zip(unit.acquired).map(|(left, day)| left.days_since(day).max(0));
            unknown.push((most.unwrap_or(ENDLESS), unit.quantity));
        }
    }
    let all = count(facts.left().filter(waited)).sum;
    let datum = if all > 0.0 { Datum::ReformedStock } else { Datum::Exits };
    let known = median(&mut waits);
    let value = known.map_or_else(
        || Value::missing(datum),
        |value| {
            let with = |others: &mut dyn Iterator<Item = (i32, f64)>| {
                let mut all: Vec<(i32, f64)> = waits.iter().copied().chain(others).collect();
                median(&mut all).unwrap_or(value)
            };
            let low = with(&mut unknown.iter().map(|(_, units)| (0, *units)));
            let high = with(&mut unknown.iter().copied());
            let high = if high >= f64::from(ENDLESS) / 2.0 { f64::INFINITY } else { high };
            Value::number(Interval { value, low: low.min(value), high: high.max(value) })
        },
    );
    value
        .covering(tally.sum, all)
        .lacking(Datum::ReformedStock, all - tally.sum)
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
}
