//! A document as data: its parts with what they hold, as CSV and JSON.

use super::{DocumentBlock, PlanDocument};
use ground::table::{CsvDialect, CsvOut};
use serde_json::{Value, json};
use std::io;

/// The columns of a document's CSV: a row a cell.
pub const DOCUMENT_COLUMNS: [&str; 5] = ["document", "part", "row", "name", "value"];

/// The cells of a block, by row: each with its name, which a text has not.
fn rows<'a>(block: &'a DocumentBlock) -> Vec<Vec<(&'a str, &'a str)>> {
    match block {
        DocumentBlock::Text(text) => vec![vec![("", text.as_str())]],
        DocumentBlock::List(all) => all.iter().map(|one| vec![("", one.as_str())]).collect(),
        DocumentBlock::Facts(all) => {
            let told = all.iter().filter(|(_, value)| !value.is_empty());
            vec![told.map(|(name, value)| (name.as_str(), value.as_str())).collect()]
        }
        DocumentBlock::Table(head, rows) => {
            let cells = |row: &'a Vec<String>| {
                head.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect()
            };
            rows.iter().map(cells).collect()
        }
    }
}

/// A document as CSV.
///
/// # Errors
///
/// The writer fails.
pub fn document_csv<W: io::Write>(
    writer: W,
    document: &PlanDocument,
    dialect: CsvDialect,
) -> io::Result<W> {
    let mut csv = CsvOut::new(writer, dialect, &DOCUMENT_COLUMNS)?;
    for part in &document.parts {
        for (number, row) in (1_u32..).zip(part.blocks.iter().flat_map(rows)) {
            for (name, value) in row {
                csv.text(&document.title).text(&part.title).number(f64::from(number));
                csv.text(name).text(value).end()?;
            }
        }
    }
    csv.finish()
}

/// A document as JSON, with what was left out of it and what would fill that.
pub fn document_json(document: &PlanDocument) -> String {
    let cell = |(name, value): (&str, &str)| match name {
        "" => json!(value),
        name => json!({ "name": name, "value": value }),
    };
    let parts: Vec<Value> = document
        .parts
        .iter()
        .map(|part| {
            let rows: Vec<Vec<Value>> = part
                .blocks
                .iter()
                .flat_map(rows)
                .map(|row| row.into_iter().map(cell).collect())
                .collect();
            json!({ "title": part.title, "rows": rows })
        })
        .collect();
    let left_out: Vec<Value> = document
        .left_out
        .iter()
        .map(|(title, by)| json!({ "title": title, "filled_by": by }))
        .collect();
    let whole = json!({ "document": document.title, "parts": parts, "left_out": left_out });
    format!("{whole:#}\n")
}

/// Whether a text is what [`document_json`] writes.
pub fn is_document_json(text: &str) -> bool {
    let whole: Result<Value, _> = serde_json::from_str(text);
    whole
        .is_ok_and(|one| ["document", "parts", "left_out"].iter().all(|key| one.get(key).is_some()))
}
