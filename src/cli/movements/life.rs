//! `empreinte movements list` and `show`: what happened, and to whom.

use super::{LedgerArgs, OpenedLedger};
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::equipment::nearest;
use empreinte::fault::{Fault, clip};
use empreinte::lang::{Lang, Noun};
use empreinte::movement::{Evidence, Movement, MovementKind, Operation, TreatmentMode};
use empreinte::text;
use std::fmt::Write;

#[derive(Debug, Args)]
pub(super) struct MovementsListArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    /// Only what happened in this year [default: all years]
    #[arg(long = "year", value_name = "YEAR")]
    only_year: Option<i32>,
    /// Only movements of this kind: purchase, repair, donate…
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct MovementsShowArgs {
    /// The unit's or lot's identifier
    #[arg(value_name = "UNIT")]
    unit: String,
    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn list(args: &MovementsListArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let opened = args.ledger.open(false)?;
    let kind = match &args.kind {
        None => None,
        Some(word) => Some(kind_named(word)?),
    };
    opened.say_rejects(lang);
    let mut out = String::new();
    for movement in &opened.ledger.movements {
        let of_year = args.only_year.is_none_or(|year| movement.date.year() == year);
        if of_year && kind.is_none_or(|kind| kind == movement.kind) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", line(&opened, movement, true, lang));
        }
    }
    terminal::show(&out)?;
    Ok(CommandEnd::Whole)
}

fn kind_named(word: &str) -> Result<MovementKind, Fault> {
    let read = MovementKind::read(word).map(|(kind, _)| kind);
    read.ok_or_else(|| {
        Fault::new(text!(
            "`--kind {word}` : ce mouvement n'existe pas",
            "`--kind {word}`: there is no such movement"
        ))
        .hint(text!(
            "les mouvements : {0}",
            "the movements: {0}",
            MovementKind::CODES.join(", ")
        ))
    })
}

pub(super) fn show(args: &MovementsShowArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let mut opened = args.ledger.open(false)?;
    let years = opened.estate.years();
    let holdings = opened.holdings(&years)?;
    let words = &opened.ledger.words;
    let Some(word) = words.find(args.unit.trim()) else {
        return Err(unknown(args, &opened).into());
    };
    let mut out = String::new();
    for year in &holdings {
        if let Some(held) = year.unit(word) {
            let kind = held.type_id.map_or("?", |id| opened.set.equipment_type(id).label(lang));
            let state = held
                .state
                .map_or(lang.label("ligne écartée", "row set aside"), |state| state.label(lang));
            let (year, line) = (year.year, held.line);
            let said = text!(
                "inventaire {year} : {kind}, {state} (ligne {line})",
                "inventory {year}: {kind}, {state} (line {line})"
            );
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", said.say(lang));
        }
    }
    let mut life: Vec<&Movement> = opened
        .ledger
        .movements
        .iter()
        .filter(|movement| movement.unit == Some(word) || movement.lot == Some(word))
        .collect();
    if out.is_empty() && life.is_empty() {
        return Err(unknown(args, &opened).into());
    }
    life.sort_by_key(|movement| movement.date);
    for movement in life {
        let _ = writeln!(out, "{}", line(&opened, movement, false, lang));
    }
    terminal::show(&out)?;
    Ok(CommandEnd::Whole)
}

fn unknown(args: &MovementsShowArgs, opened: &OpenedLedger) -> Fault {
    let unit = &args.unit;
    let words = &opened.ledger.words;
    let subjects =
        opened.ledger.movements.iter().filter_map(Movement::subject).map(|word| words.text(word));
    let near = nearest(unit, subjects);
    let fault = Fault::new(text!(
        "ni le registre ni les inventaires ne connaissent `{unit}`",
        "neither the ledger nor the inventories know `{unit}`"
    ));
    if near.is_empty() {
        return fault;
    }
    fault.hint(text!("les plus proches : {0}", "the nearest: {0}", near.join(", ")))
}

/// A movement on one line.
fn line(opened: &OpenedLedger, movement: &Movement, with_subject: bool, lang: Lang) -> String {
    let words = &opened.ledger.words;
    let mut out = format!("{}  {:<20}", movement.date, movement.kind.label(lang));
    let mut say = |part: &str| {
        if !part.is_empty() {
            out.push_str("  ");
            out.push_str(&clip(part));
        }
    };
    if with_subject {
        say(words.or_empty(movement.subject()));
    }
    if let Some(units) = movement.units().filter(|units| *units > 1.0) {
        say(&Noun::UNIT.said(lang, units));
    }
    say(words.or_empty(movement.equipment_type));
    say(&particulars(opened, movement, lang));
    if let Some(party) = movement.to_party {
        say(&format!("→ {}", words.text(party)));
    }
    say(words.or_empty(movement.document));
    if movement.evidence == Evidence::Inferred {
        say(&format!("[{}]", Evidence::Inferred.label(lang)));
    }
    out
}

/// What matters most of what a kind says.
fn particulars(opened: &OpenedLedger, movement: &Movement, lang: Lang) -> String {
    let ledger = &opened.ledger;
    let mut parts: Vec<String> = Vec::new();
    let kilograms = |kg: f64| format!("{} kg", lang.number(kg, 1));
    if let Some(purchase) = ledger.purchase(movement) {
        parts.extend(purchase.mode.map(|mode| mode.label(lang).to_owned()));
        parts.extend(purchase.price_eur.map(|price| format!("{} EUR", lang.number(price, 2))));
    }
    if let Some(service) = ledger.service(movement) {
        parts.extend(service.parts_replaced.map(|parts| ledger.words.text(parts).to_owned()));
        if service.success == Some(false) {
            parts.push(lang.label("sans succès", "without success").to_owned());
        }
    }
    if let Some(decommission) = ledger.decommission(movement) {
        parts.extend(decommission.reason.map(|reason| reason.label(lang).to_owned()));
    }
    if let Some(exit) = ledger.exit(movement) {
        parts.extend(exit.status.map(|status| status.label(lang).to_owned()));
        parts.extend(exit.value_eur.map(|value| format!("{} EUR", lang.number(value, 2))));
    }
    if let Some(handover) = ledger.handover(movement) {
        parts.extend(handover.channel.map(|channel| channel.label(lang).to_owned()));
        parts.extend(handover.weight_kg.map(kilograms));
        let paper = handover.bsdd_no.or(handover.collection_note);
        parts.extend(paper.map(|paper| ledger.words.text(paper).to_owned()));
    }
    if let Some(treatment) = ledger.treatment(movement) {
        let treated = ledger.treated(movement, treatment);
        parts.extend(treated.operation.map(Operation::code));
        parts.extend(treated.mode.map(|mode: TreatmentMode| mode.label(lang).to_owned()));
        parts.extend(treated.kg.map(kilograms));
    }
    parts.join(", ")
}
