//! What a filled sheet says, held against the inventory.

use super::rows::{SampleRow, SampleRows};
use empreinte::audit::{CheckedRow, Draw, SampleSheet, SeenRow};
use empreinte::equipment::State;
use empreinte::equipment::kind::{Clues, KindAnswer};
use empreinte::fault::Fault;
use empreinte::lang::Text;
use empreinte::table::fold;
use empreinte::text;
use empreinte::walk::Walk;
use std::path::Path;

/// What was found.
pub(super) struct SampleFound {
    pub(super) seen: Vec<SeenRow>,
    /// Each row that is wrong: what is wrong of it, its footprint and what it comes to.
    pub(super) wrong: Vec<(String, Text, Option<f64>, Option<f64>)>,
}

/// Holds each row of a sheet against the inventory.
pub(super) fn found(
    path: &Path,
    sheet: &SampleSheet,
    rows: &SampleRows,
    drawn: &Draw,
    walk: &Walk<'_>,
) -> Result<SampleFound, Fault> {
    let mut found = SampleFound { seen: Vec::new(), wrong: Vec::new() };
    for checked in &sheet.rows {
        let at = rows
            .place(&checked.id)
            .filter(|at| drawn.strata.iter().any(|stratum| stratum.drawn.contains(at)));
        let Some(at) = at else {
            return Err(Fault::new(text!(
                "cet équipement n'a pas été tiré",
                "this equipment was not drawn"
            ))
            .at(path, checked.line, "equipment_id", &checked.id)
            .hint(text!(
                "n'ajoutez pas de ligne : elle n'aurait pas de chance connue",
                "add no row: it would have no known chance"
            )));
        };
        let Some(there) = checked.found else { continue };
        let row = &rows.all[at];
        let own = row.value.map(|(all, _)| all);
        let is_gone = row.state == Some(State::Exited);
        let (wrong, value) = match (there, is_gone) {
            // What the inventory says is gone is rightly not there.
            (false, true) => (None, own),
            (false, false) => (Some(text!("introuvable", "not found")), Some(0.0)),
            (true, _) => held(path, checked, row, rows, walk)?,
        };
        let (is_wrong, value) = match wrong {
            Some(what) => {
                found.wrong.push((row.id.clone(), what, own, value));
                (true, value)
            }
            None => (false, Some(own.unwrap_or(0.0))),
        };
        found.seen.push(SeenRow { at, wrong: is_wrong, value });
    }
    found.wrong.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

type HeldErrors = (Option<Text>, Option<f64>);

/// What is wrong of a row that was found, and what its footprint comes to.
fn held(
    path: &Path,
    checked: &CheckedRow,
    row: &SampleRow,
    rows: &SampleRows,
    walk: &Walk<'_>,
) -> Result<HeldErrors, Fault> {
    let unknown = |column: &str, value: &str, what: Text| {
        Fault::new(what).at(path, checked.line, column, value).hint(text!(
            "écrivez un mot que l'inventaire connaît, ou laissez la case vide",
            "write a word that inventories know, or leave the cell empty"
        ))
    };
    let kind = kind_seen(checked, row, walk).map_err(|()| {
        let what = text!("type inconnu", "unknown type");
        unknown("equipment_type", &checked.kind, what)
    })?;
    let is_gone = row.state == Some(State::Exited);
    let state = if checked.status.is_empty() {
        // What is found is there, whatever the inventory says.
        if is_gone { Some(State::InService) } else { row.state }
    } else {
        let known = State::named(&checked.status).or_else(|| walk.words.state_of(&checked.status));
        Some(known.ok_or_else(|| {
            unknown("status", &checked.status, text!("état inconnu", "unknown status"))
        })?)
    };
    let quantity = checked.quantity.unwrap_or(row.quantity);
    let other_model = !checked.model.is_empty() && !same_model(&checked.model, &row.model);
    let mut what: Vec<Text> = Vec::new();
    if kind != row.kind {
        let [said, seen] = [row.kind.as_str(), &kind].map(|code| name(walk, code));
        what.push(Text {
            fr: format!("type {}, vu {}", said.fr, seen.fr),
            en: format!("type {}, seen {}", said.en, seen.en),
        });
    }
    if other_model {
        what.push(text!("modèle", "model"));
    }
    if (quantity - row.quantity).abs() > 1e-9 {
        what.push(text!(
            "quantité {0}, vue {quantity}",
            "quantity {0}, seen {quantity}",
            row.quantity
        ));
    }
    let is_back = is_gone && state != row.state;
    if is_back {
        what.push(text!("dit sorti, et trouvé", "said to be gone, and found"));
    } else if state != row.state {
        what.push(text!("état", "status"));
    }
    if what.is_empty() {
        return Ok((None, None));
    }
    let said = what.into_iter().reduce(|one, other| Text {
        fr: format!("{} ; {}", one.fr, other.fr),
        en: format!("{}; {}", one.en, other.en),
    });
    let at_work = state == Some(State::InService);
    let each = if kind == row.kind && !other_model && !is_back {
        let units = row.quantity.max(1e-9);
        row.value.map(|(all, used)| {
            let (all, used) = (all / units, used / units);
            match (row.state == Some(State::InService), at_work) {
                (true, false) => all - used,
                // A unit found at work draws what its like draw.
                (false, true) => all - used + rows.each(&kind, "").map_or(0.0, |(_, used)| used),
                _ => all,
            }
        })
    } else {
        // What its like are at work, without what they draw where it is not.
        let model = if checked.model.is_empty() { &row.model } else { &checked.model };
        let like = rows.each(&kind, model);
        like.map(|(all, used)| if at_work { all } else { all - used })
    };
    let value = match state {
        Some(State::Exited) => Some(0.0),
        _ => each.map(|each| each * quantity),
    };
    Ok((said, value))
}

/// The name of a type for people.
fn name(walk: &Walk<'_>, code: &str) -> Text {
    walk.set.type_named(code).map_or_else(
        || Text { fr: code.to_owned(), en: code.to_owned() },
        |id| {
            let kind = walk.set.equipment_type(id);
            kind.label.clone()
        },
    )
}

/// The type seen: that of the inventory where none is written.
fn kind_seen(checked: &CheckedRow, row: &SampleRow, walk: &Walk<'_>) -> Result<String, ()> {
    let word = checked.kind.as_str();
    if word.is_empty() || fold(word) == fold(&row.kind) {
        return Ok(row.kind.clone());
    }
    if let Some(id) = walk.set.type_named(word) {
        return Ok(walk.set.equipment_type(id).code.clone());
    }
    let clues = Clues { word, model: &checked.model, ..Clues::default() };
    match walk.words.weigh(&clues).verdict.answer {
        KindAnswer::Type(id) => Ok(walk.set.equipment_type(id).code.clone()),
        _ => Err(()),
    }
}

/// Whether two ways of writing a model are of the same: one holds the words of the other.
fn same_model(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = fold(text);
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let holds = |all: &[String], some: &[String]| some.iter().all(|word| all.contains(word));
    holds(&one, &other) && !other.is_empty() || holds(&other, &one)
}
