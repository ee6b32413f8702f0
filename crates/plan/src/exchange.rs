//! The plan as JSON and CSV, whole, and read back.

use super::model::Plan;
use super::shape;
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{CsvDialect, CsvOut, SmallTable};
use ground::text;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Sections that stand once.
const ALONE: [&str; 2] = ["plan", "territory"];
/// Sections that are lists.
const LISTED: [&str; 10] = [
    "validation",
    "theme",
    "criterion",
    "commitment",
    "action",
    "share",
    "evidence",
    "finding",
    "meeting",
    "milestone",
];

/// The columns of a plan's CSV: a row a key.
pub const PLAN_COLUMNS: [&str; 5] = ["section", "row", "key", "kind", "value"];

/// The plan as JSON.
///
/// # Errors
///
/// It cannot be written.
pub fn plan_json(plan: &Plan) -> Result<String, Fault> {
    let written = serde_json::to_string_pretty(plan).map_err(|error| {
        Fault::new(text!("le plan ne s'écrit pas en JSON", "the plan cannot be written as JSON"))
            .because(error)
    })?;
    Ok(written + "\n")
}

/// The plan as TOML.
///
/// # Errors
///
/// A number that TOML cannot write.
pub fn to_toml(plan: &Plan) -> Result<String, Fault> {
    Ok(shape::document(&to_table(plan)?).to_string())
}

/// The plan as a table of TOML, its days as text.
pub(crate) fn to_table(plan: &Plan) -> Result<toml::Table, Fault> {
    toml::Table::try_from(plan).map_err(|error| {
        Fault::new(text!("le plan ne s'écrit pas en TOML", "the plan cannot be written as TOML"))
            .because(error)
    })
}

/// Reads a plan from JSON.
///
/// # Errors
///
/// It is no JSON, or says what a plan does not.
pub fn read_plan_json(path: &Path, text: &str) -> Result<Plan, Fault> {
    let hint = || {
        text!(
            "`plan export --format json` écrit ce qui se relit ; clés : docs/formats/plan.md",
            "`plan export --format json` writes what is read back; keys: docs/formats/plan.md"
        )
    };
    let wrong = |error: serde_json::Error| {
        let what = no_plan(&error.to_string());
        Fault::new(what).at(path, error.line() as u64, "", "").because(&error).hint(hint())
    };
    let whole: Value = serde_json::from_str(text).map_err(wrong)?;
    if !is_of_sections(&whole) {
        return Err(Fault::new(no_plan("")).in_file(path).hint(hint()));
    }
    if let Some(section) = unnamed(&whole) {
        let what = text!("identifiant vide", "empty identifier");
        return Err(Fault::new(what).at(path, 0, &section, ""));
    }
    serde_json::from_str(text).map_err(wrong)
}

/// The section of which one has an empty identifier.
fn unnamed(whole: &Value) -> Option<String> {
    let is_unnamed =
        |one: &Value| one.get("id").and_then(Value::as_str).is_some_and(|id| id.trim().is_empty());
    let mut sections = whole.as_object()?.iter();
    let found =
        sections.find(|(_, all)| all.as_array().is_some_and(|all| all.iter().any(is_unnamed)));
    found.map(|(section, _)| section.clone())
}

/// That what is written is no plan, with the key or the word that the parser names.
fn no_plan(error: &str) -> Text {
    match error.split('`').nth(1) {
        Some(word) => text!("ce n'est pas un plan : `{word}`", "this is no plan: `{word}`"),
        None => text!("ce n'est pas un plan", "this is no plan"),
    }
}

/// Whether a document has sections of keys, and lists of such: a list of bare values is no section,
/// though it could be taken for one whose keys go unsaid.
fn is_of_sections(whole: &Value) -> bool {
    let is_section = |(name, value): (&String, &Value)| match value {
        Value::Array(all) => !ALONE.contains(&name.as_str()) && all.iter().all(Value::is_object),
        value => value.is_object(),
    };
    whole.as_object().is_some_and(|all| !all.is_empty() && all.iter().all(is_section))
}

/// The plan as CSV, a row a key; as it is, for it is read back.
///
/// # Errors
///
/// The writer fails.
pub fn plan_csv<W: io::Write>(writer: W, plan: &Plan, dialect: CsvDialect) -> io::Result<W> {
    let mut csv = CsvOut::new(writer, dialect, &PLAN_COLUMNS)?;
    let whole = serde_json::to_value(plan).map_err(io::Error::other)?;
    let sections = whole.as_object().into_iter().flatten();
    for (section, value) in sections {
        let rows: Vec<(Option<usize>, &Value)> = match value {
            Value::Array(rows) => {
                rows.iter().enumerate().map(|(n, row)| (Some(n + 1), row)).collect()
            }
            one => vec![(None, one)],
        };
        for (number, row) in rows {
            for (key, value) in row.as_object().into_iter().flatten() {
                csv.text(section).maybe(number.map(|number| number as f64)).text(key);
                match value {
                    Value::String(text) => csv.text("text").unmasked(text),
                    Value::Bool(yes) => csv.text("yes_no").text(if *yes { "yes" } else { "no" }),
                    Value::Number(number) => csv.text("number").maybe(number.as_f64()),
                    other => csv.text("json").unmasked(&other.to_string()),
                };
                csv.end()?;
            }
        }
    }
    csv.finish()
}

/// Whether a table is a plan, by its headings.
///
/// # Errors
///
/// It cannot be read.
pub fn is_plan_csv(path: &Path) -> Result<bool, Fault> {
    let table = SmallTable::open(path, &[])?;
    Ok(PLAN_COLUMNS.iter().all(|column| table.has(column)))
}

/// Reads a plan from the CSV that [`plan_csv`] writes, in any of its dialects.
///
/// # Errors
///
/// A row is none of a plan.
pub fn read_plan_csv(path: &Path) -> Result<Plan, Fault> {
    let table = SmallTable::open(path, &PLAN_COLUMNS)?;
    let mut alone: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    // By the number of the row: one that was taken out leaves no hole.
    let mut listed: BTreeMap<String, BTreeMap<usize, Map<String, Value>>> = BTreeMap::new();
    for row in table.rows() {
        let wrong = |column: &str| {
            row.fault(column, text!("cette cellule ne se lit pas", "this cell cannot be read"))
        };
        let text = row.get("value").to_owned();
        let (section, key) = (row.get("section").to_owned(), row.get("key").to_owned());
        let is_alone = ALONE.contains(&section.as_str());
        if !is_alone && !LISTED.contains(&section.as_str()) {
            let known = [&ALONE[..], &LISTED[..]].concat().join(", ");
            return Err(row
                .fault("section", text!("aucune section de ce nom", "no section of that name"))
                .hint(text!("sections : {known}", "sections: {known}")));
        }
        if key == "id" && text.trim().is_empty() {
            return Err(row.fault("value", text!("identifiant vide", "empty identifier")));
        }
        let value = match row.get("kind") {
            "text" => Value::String(text),
            "yes_no" => Value::Bool(ground::table::yes_no(&text).ok_or_else(|| wrong("value"))?),
            "number" => {
                let number = row.number("value").map_err(|_| wrong("value"))?;
                number_value(number).ok_or_else(|| wrong("value"))?
            }
            "json" => serde_json::from_str(&text).map_err(|_| wrong("value"))?,
            _ => return Err(wrong("kind")),
        };
        let of = if is_alone {
            alone.entry(section).or_default()
        } else {
            let number: Option<usize> = row.get("row").parse().ok().filter(|number| *number > 0);
            let number = number.ok_or_else(|| {
                row.fault(
                    "row",
                    text!(
                        "le numéro de la ligne dans sa section est attendu, à partir de 1",
                        "the number of the row in its section is expected, from 1"
                    ),
                )
            })?;
            listed.entry(section).or_default().entry(number).or_default()
        };
        if of.insert(key, value).is_some() {
            return Err(row.fault(
                "key",
                text!("cette clé est déjà donnée plus haut", "this key is given above already"),
            ));
        }
    }
    let mut whole: Map<String, Value> =
        alone.into_iter().map(|(section, of)| (section, Value::Object(of))).collect();
    whole.extend(listed.into_iter().map(|(section, rows)| {
        (section, Value::Array(rows.into_values().map(Value::Object).collect()))
    }));
    serde_json::from_value(Value::Object(whole)).map_err(|error| {
        Fault::new(no_plan(&error.to_string()))
            .in_file(path)
            .because(error)
            .hint(text!("clés : docs/formats/plan.md", "keys: docs/formats/plan.md"))
    })
}

/// A number as JSON has it: whole where it is.
fn number_value(number: f64) -> Option<Value> {
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Some(Value::from(number as i64));
    }
    serde_json::Number::from_f64(number).map(Value::Number)
}
