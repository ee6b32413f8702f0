//! WEEE lots: documents, codes, weights.

use super::{finding, single_type};
use crate::movement::apart::weighs_more;
use crate::movement::{
    Channel, FindingKind, Ledger, LedgerFinding, LedgerWord, Movement, MovementKind, Operation,
    TreatmentMode, WasteCode, WeeeLot, is_no_weight_of,
};
use equipment::Vocabulary;
use factor::FactorSet;
use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::text;

/// Finds what WEEE handovers and treatments lack.
pub(super) fn lots(
    ledger: &Ledger,
    told: (&Vocabulary, &FactorSet),
    findings: &mut Vec<LedgerFinding>,
) {
    let lots = ledger.weee_lots();
    for lot in &lots {
        weight(ledger, lot, told, findings);
        papers(ledger, lot, findings);
        treatments(ledger, lot, findings);
    }
    for place in ledger.stray_treatments(&lots) {
        let movement = &ledger.movements[place];
        let detail = text!(
            "aucune remise de ce lot, de ce bordereau ou de cet équipement",
            "no handover of this lot, slip or unit"
        );
        findings.push(finding(FindingKind::StrayTreatment, movement, detail));
    }
    for movement in &ledger.movements {
        match movement.kind {
            MovementKind::WeeeTreated => operation(ledger, movement, findings),
            MovementKind::WeeeHandover => {
                let planned = ledger.handover(movement).and_then(|handover| handover.planned_code);
                code(ledger, movement, planned, findings);
            }
            _ => {}
        }
    }
}

/// Whether a slip number is one that Trackdéchets gives: `BSD-yyyyMMdd-` and nine letters or
/// digits, or `TD-yy-` and eight, from before 2021.
pub(super) fn is_slip_number(number: &str) -> bool {
    let plain = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let parts: Vec<&str> = number.split('-').collect();
    match parts[..] {
        ["BSD", date, rest] => {
            date.len() == 8 && ground::table::parse_day(date).is_some() && plain(rest, 9)
        }
        ["TD", year, rest] => plain(year, 2) && plain(rest, 8),
        _ => false,
    }
}

fn papers(ledger: &Ledger, lot: &WeeeLot, findings: &mut Vec<LedgerFinding>) {
    let first = &ledger.movements[lot.handovers[0]];
    let mut find = |kind: FindingKind, detail: Text| findings.push(finding(kind, first, detail));
    if !ledger.has_document(lot) {
        let note = ledger.said(lot, |_, handover| handover.collection_note).is_some();
        let detail = match ledger.channel(lot) {
            Some(Channel::Operator) if note => text!(
                "déchet dangereux confié à un opérateur : un bon de collecte ne suffit pas",
                "hazardous waste given to an operator: a collection note will not do"
            ),
            Some(channel) => Text {
                fr: format!("filière : {}", channel.label(Lang::Fr)),
                en: format!("channel: {}", channel.label(Lang::En)),
            },
            None => text!("filière non précisée", "no channel given"),
        };
        find(FindingKind::WeeeWithoutDocument, detail);
    }
    if let Some(slip) = ledger.said(lot, |_, handover| handover.bsdd_no) {
        let slip = ledger.words.text(slip);
        if !is_slip_number(slip) {
            find(FindingKind::BadSlipNumber, text!("`{slip}`", "`{slip}`"));
        }
    }
    match ledger.said(lot, |_, handover| handover.waste_code) {
        None => find(FindingKind::BadWasteCode, text!("absent", "missing")),
        Some(code) => {
            let code = ledger.words.text(code);
            if !WasteCode::read(code).is_some_and(WasteCode::is_of_equipment) {
                find(FindingKind::BadWasteCode, text!("`{code}`", "`{code}`"));
            }
        }
    }
    let named = lot.named_units.len();
    if let Some(units) = lot.units
        && named > 0
        && first.unit.is_none()
        && (units - ledger.units_named(lot)).abs() > 0.5
    {
        let detail = text!("{units} remis, {named} nommés", "{units} handed over, {named} named");
        find(FindingKind::LotCount, detail);
    }
    if lot.weight_kg.is_none() {
        let detail = match lot.units {
            Some(units) => Noun::UNIT.count(units),
            None => text!("nombre d'équipements inconnu", "number of units unknown"),
        };
        find(FindingKind::NoWeight, detail);
    }
}

/// A weight that the units cannot have.
fn weight(
    ledger: &Ledger,
    lot: &WeeeLot,
    (words, set): (&Vocabulary, &FactorSet),
    findings: &mut Vec<LedgerFinding>,
) {
    let rows = || lot.handovers.iter().map(|place| &ledger.movements[*place]);
    let (Some(told), Some(first)) = (lot.weight_kg, rows().next()) else { return };
    let Some(units) = lot.units.filter(|units| *units > 0.0) else { return };
    let is_own = first.unit.is_none();
    let counted = rows().filter(|row| row.unit.is_none() == is_own);
    let weighs = |row: &Movement| -> Option<Interval> {
        let id = single_type(words, ledger.words.text(row.equipment_type?))?;
        Some(set.factor(set.weight(id)?).amount * row.units()?)
    };
    let usual: Option<Interval> = counted.map(weighs).sum();
    if let Some(usual) = usual.filter(|usual| is_no_weight_of(told, *usual)) {
        let [low, high] = [usual.low, usual.high].map(f64::round);
        let Text { fr, en } = Noun::UNIT.count(units);
        let detail = text!(
            "{told} kg pour {fr} ; de leur type, {low} à {high} kg",
            "{told} kg for {en}; of their type, {low} to {high} kg"
        );
        findings.push(finding(FindingKind::WeightDoesNotFit, first, detail));
    }
}

fn treatments(ledger: &Ledger, lot: &WeeeLot, findings: &mut Vec<LedgerFinding>) {
    let mut received = 0.0;
    for place in &lot.treatments {
        let movement = &ledger.movements[*place];
        let Some(treatment) = ledger.treatment(movement) else { continue };
        let treated = ledger.treated(movement, treatment);
        if treated.on < lot.date {
            let (on, date) = (treated.on, lot.date);
            let detail =
                text!("traité le {on}, remis le {date}", "treated on {on}, handed over on {date}");
            findings.push(finding(FindingKind::TreatedTooEarly, movement, detail));
        }
        // What was refused at one place is received at another: it counts where it was taken.
        received += treated.kg.unwrap_or(0.0);
    }
    if let (Some(weight), Some(last)) = (lot.weight_kg, lot.treatments.last())
        && weighs_more(received, weight)
    {
        let detail = text!(
            "{received} kg traités, {weight} kg remis",
            "{received} kg treated, {weight} kg handed over"
        );
        findings.push(finding(FindingKind::TreatedTooMuch, &ledger.movements[*last], detail));
    }
}

/// An operation code, if one is there and exists.
fn code(
    ledger: &Ledger,
    movement: &Movement,
    word: Option<LedgerWord>,
    findings: &mut Vec<LedgerFinding>,
) -> Option<Operation> {
    let code = ledger.words.text(word?);
    let operation = Operation::read(code);
    if operation.is_none() {
        let detail = text!("`{code}`", "`{code}`");
        findings.push(finding(FindingKind::UnknownOperationCode, movement, detail));
    }
    operation
}

fn operation(ledger: &Ledger, movement: &Movement, findings: &mut Vec<LedgerFinding>) {
    let Some(treatment) = ledger.treatment(movement) else { return };
    code(ledger, movement, treatment.planned_code, findings);
    let done = code(ledger, movement, treatment.done_code, findings);
    let last = code(ledger, movement, treatment.final_code, findings);
    let told = match (done, last) {
        (Some(done), Some(last)) if done.is_transit() => Some(last),
        (done, last) => done.or(last),
    };
    let Some(told) = told else { return };
    let shown = told.code();
    match treatment.mode {
        Some(mode) if told.mode(Some(mode)).is_none() => {
            let modes = |lang: Lang| {
                let modes: Vec<&str> =
                    told.modes().iter().map(|mode| TreatmentMode::label(*mode, lang)).collect();
                if modes.is_empty() {
                    lang.label("aucun : transit", "none: a transit").to_owned()
                } else {
                    modes.join(", ")
                }
            };
            let detail = Text {
                fr: format!("`{shown}` et {} ; permis : {}", mode.label(Lang::Fr), modes(Lang::Fr)),
                en: format!("`{shown}` and {}; allowed: {}", mode.label(Lang::En), modes(Lang::En)),
            };
            findings.push(finding(FindingKind::ModeDoesNotFit, movement, detail));
        }
        None if told.modes().len() > 1 => {
            findings.push(finding(
                FindingKind::ModeMissing,
                movement,
                text!("`{shown}`", "`{shown}`"),
            ));
        }
        _ => {}
    }
}
