//! Density: how many devices a person has, and how many stand idle.

use super::both::BothHold;
use super::catalogue::{Definition, Headcount};
use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::lifetime::{WORKSTATIONS, of_types, parts_of_types};
use super::reuse::count;
use super::value::{Figure, Quality, Value};
use equipment::State;
use ground::provenance::Assumption;
use ground::table::Day;
use ground::text;
use std::collections::BTreeMap;
use std::num::NonZeroU64;

/// The counts by person, each with the type that it counts; all where it names none.
const BY_PERSON: [(&str, Option<&str>); 3] = [
    ("screens_per_user", Some("monitor")),
    ("users_per_printer", Some("printer")),
    ("devices_per_user", None),
];

impl Definition {
    /// Whether it counts units in service by person, or persons by such a unit.
    pub fn counts_by_person(&self) -> bool {
        BY_PERSON.iter().any(|(id, _)| *id == self.id)
    }
}

/// What an earlier year counts of a count by person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CountedBefore {
    /// By what the later figure is to be multiplied to be of it.
    Times(f64),
    /// Nothing: none of what the later year counts is of a kind that the earlier one lists, so that the
    /// figure would be that of none. No more is known than that it was not listed.
    Nothing(f64),
}

/// What an earlier year counted of a count by person: of `kind` alone, where it is said. None where the
/// indicator is no such count, or counts none now.
pub fn counted_as_before(
    facts: &EstateYear<'_>,
    of: &Definition,
    kind: Option<&str>,
    both: &BothHold,
) -> Option<CountedBefore> {
    let (_, own) = BY_PERSON.iter().find(|(id, _)| *id == of.id)?;
    let kind = match (own, kind) {
        (Some(own), Some(kind)) if *own != kind => return None,
        (own, kind) => own.or(kind),
    };
    let code = |unit: &Unit| &facts.set().equipment_type(facts.root(unit)).code;
    let is_counted = |unit: &&Unit| kind.is_none_or(|kind| kind == code(unit));
    let now = count(facts.in_service().filter(is_counted)).sum;
    let then = now + both.only_before(kind);
    let of_people = of.headcount == Some(Headcount::Multiplies);
    if now <= 0.0 {
        None
    } else if then <= 1e-9 * now {
        Some(CountedBefore::Nothing(if of_people { f64::INFINITY } else { 0.0 }))
    } else {
        Some(CountedBefore::Times(if of_people { now / then } else { then / now }))
    }
}

fn of_type<'f>(facts: &'f EstateYear<'_>, codes: &[&str]) -> Vec<&'f Unit> {
    facts.in_service().filter(|unit| facts.is_a(unit.type_id, codes)).collect()
}

/// Units of some types per person; a type that the inventory has none of is not counted as zero:
/// its list may not have been given.
fn per_person(facts: &EstateYear<'_>, units: &[&Unit]) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    if units.is_empty() {
        return Value::missing(Datum::Types);
    }
    let tally = count(units.iter().copied());
    Value::ratio(
        (text!("équipements en service", "units in service"), tally.sum),
        (text!("effectif", "headcount"), people),
        "",
        1.0,
        Datum::Headcount,
    )
    .from_rows(&tally)
    .split(of_types(facts, units, |own| Some(count(own.iter().copied()).sum / people)))
}

/// Screens per person.
pub(super) fn screens_per_user(facts: &EstateYear<'_>) -> Value {
    let rooms = count(
        facts
            .in_service()
            .filter(|unit| facts.is_a(unit.type_id, &["tv", "interactive_display", "projector"])),
    );
    per_person(facts, &of_type(facts, &["monitor"])).term(
        text!("écrans de salle, à part", "room screens, apart"),
        rooms.sum,
        "",
    )
}

/// People with a smartphone.
pub(super) fn smartphone_equipped_rate(facts: &EstateYear<'_>) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    let phones = of_type(facts, &["smartphone"]);
    if phones.is_empty() {
        return Value::missing(Datum::Types);
    }
    let all = count(phones.iter().copied());
    let mut users: Vec<NonZeroU64> = phones.iter().filter_map(|unit| unit.user).collect();
    let known = count(phones.iter().copied().filter(|unit| unit.user.is_some())).sum;
    users.sort_unstable();
    users.dedup();
    let by_user = known >= all.sum;
    let holders = if by_user { users.len() as f64 } else { all.sum };
    let value = Value::share(
        (text!("personnes équipées", "people equipped"), holders.min(people)),
        (text!("effectif", "headcount"), people),
        "",
        Datum::Headcount,
    )
    .from_rows(&all);
    if by_user {
        return value.covering(known, all.sum);
    }
    value.with(Quality::Estimated).covering(known, all.sum).note(text!(
        "un smartphone par personne est supposé : l'inventaire ne dit pas à qui ils sont",
        "one smartphone a person is assumed: the inventory does not tell whose they are"
    ))
}

/// People per printer.
pub(super) fn users_per_printer(facts: &EstateYear<'_>) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    let printers = count(of_type(facts, &["printer"]).into_iter());
    if printers.sum <= 0.0 {
        return Value::missing(Datum::Types);
    }
    Value::ratio(
        (text!("effectif", "headcount"), people),
        (text!("imprimantes en service", "printers in service"), printers.sum),
        "",
        1.0,
        Datum::Types,
    )
    .from_rows(&printers)
}

/// Shared printers.
pub(super) fn shared_printer_rate(facts: &EstateYear<'_>) -> Value {
    let printers = of_type(facts, &["printer"]);
    if printers.is_empty() {
        return Value::missing(Datum::Types);
    }
    let known = count(printers.iter().copied().filter(|unit| unit.shared.is_some())).sum;
    let shared = count(printers.iter().copied().filter(|unit| unit.shared == Some(true)));
    Value::share(
        (text!("imprimantes partagées", "shared printers"), shared.sum),
        (text!("imprimantes dont on le sait", "printers of which it is known"), known),
        "",
        Datum::Shared,
    )
    .among_units(known, count(printers.iter().copied()).sum, Datum::Shared)
    .from_rows(&shared)
}

/// Ecolabelled printers.
pub(super) fn printer_ecolabel_rate(facts: &EstateYear<'_>) -> Value {
    let printers = of_type(facts, &["printer"]);
    if printers.is_empty() {
        return Value::missing(Datum::Types);
    }
    let known = count(printers.iter().copied().filter(|unit| unit.ecolabel.is_some())).sum;
    let label = count(printers.iter().copied().filter(|unit| unit.ecolabel == Some(true)));
    Value::share(
        (text!("imprimantes écolabellisées", "ecolabelled printers"), label.sum),
        (text!("imprimantes dont on le sait", "printers of which it is known"), known),
        "",
        Datum::Ecolabel,
    )
    .among_units(known, count(printers.iter().copied()).sum, Datum::Ecolabel)
    .from_rows(&label)
}

/// All units per person.
pub(super) fn devices_per_user(facts: &EstateYear<'_>) -> Value {
    let units: Vec<&Unit> = facts.in_service().collect();
    per_person(facts, &units)
}

/// People with several computers.
pub(super) fn multi_computer_user_rate(facts: &EstateYear<'_>) -> Value {
    let computers = of_type(facts, &WORKSTATIONS);
    if computers.is_empty() {
        return Value::missing(Datum::Types);
    }
    let mut held: BTreeMap<NonZeroU64, f64> = BTreeMap::new();
    for unit in &computers {
        if let Some(user) = unit.user {
            *held.entry(user).or_default() += unit.quantity;
        }
    }
    let known = count(computers.iter().copied().filter(|unit| unit.user.is_some())).sum;
    let several = held.values().filter(|n| **n >= 2.0).count() as f64;
    let (users, unknown) = (held.len() as f64, count(computers.iter().copied()).sum - known);
    let mut value = Value::share(
        (text!("utilisateurs de plusieurs ordinateurs", "users of several computers"), several),
        (text!("utilisateurs d'ordinateur", "users of a computer"), users),
        "",
        Datum::Users,
    );
    if let Ok(Figure::Number(share)) = &mut value.figure {
        // Computers of nobody known are of as many people more, or each a second one.
        share.low = 100.0 * several / (users + unknown);
        share.high = 100.0 * (several + unknown).min(users) / users;
    }
    value
        .covering(known, known + unknown)
        .lacking(Datum::Users, unknown)
        .from_rows(&count(computers.into_iter().filter(|unit| unit.user.is_some())))
}

/// Units in stock.
pub(super) fn stock_rate(facts: &EstateYear<'_>) -> Value {
    let counted: Vec<&Unit> = facts
        .held()
        .filter(|u| matches!(u.state, State::InService | State::InStock | State::InRepair))
        .collect();
    let stock = |unit: &&&Unit| unit.state == State::InStock;
    let tally = count(counted.iter().filter(stock).copied());
    let out = count(facts.held().filter(|unit| unit.state == State::Decommissioned)).sum;
    let said = |unit: &Unit| !unit.assumed.contains(Assumption::InService);
    let told = count(counted.iter().copied().filter(|unit| said(unit))).sum;
    let all = count(counted.iter().copied()).sum;
    if all > 0.0 && told <= 0.0 {
        return Value::missing(Datum::Status).covering(told, all);
    }
    Value::share(
        (text!("équipements en stock", "units in stock"), tally.sum),
        (text!("en service, en stock et en réparation", "in service, in stock and in repair"), all),
        "",
        Datum::Inventory,
    )
    .term(text!("réformés encore détenus, à part", "decommissioned and still held, apart"), out, "")
    .covering(told, all)
    .lacking(Datum::Status, all - told)
    // What nobody tells the state of counts as in service, and may be in stock.
    .at_most_more(if all > 0.0 { 100.0 * (all - told) / all } else { 0.0 })
    .from_rows(&tally)
    .split(parts_of_types(facts, &counted, |own| {
        let (all, in_stock) =
            (count(own.iter().copied()).sum, count(own.iter().filter(stock).copied()).sum);
        let untold = count(own.iter().copied().filter(|unit| !said(unit))).sum;
        Value::exact(100.0 * in_stock / all)
            .at_most_more(100.0 * untold / all)
            .lacking(Datum::Status, untold)
    }))
}

/// Days without news after which a unit is silent.
const SILENT: i32 = 90;

/// Not seen by the tool that follows it, of those that one follows.
pub(super) fn silent_in_service_rate(facts: &EstateYear<'_>) -> Value {
    let all = count(facts.in_service()).sum;
    let seen = count(facts.in_service().filter(|unit| unit.last_seen.is_some())).sum;
    let until = Day(facts.year.as_of.0 - SILENT);
    let is_silent = |unit: &&Unit| unit.last_seen.is_some_and(|day| day < until);
    let silent = count(facts.in_service().filter(is_silent));
    Value::share(
        (text!("non vus depuis 90 jours", "not seen for 90 days"), silent.sum),
        (text!("en service et suivis par un outil", "in service and followed by a tool"), seen),
        "",
        Datum::LastSeen,
    )
    .covering(seen, all)
    .lacking(Datum::LastSeen, all - seen)
    .from_rows(&silent)
}
