//! Rows that two stray quotes made one: told from a cell of several lines, and split again.

use super::row_units::{identity_field, units_of};
use ground::table::{RecordCells, Reject, Why};
use inventory::{InventoryShape, Row};

/// The rows that a record of several lines swallowed, each as a reject with its units; none where the record is
/// one row with a cell of several lines.
///
/// A quote that a person left in a cell pairs up with the next one, lines further down, and what
/// lies between is read as one cell. Then each of its lines has the delimiters of a whole row; the
/// lines of an address or a comment have not.
#[inline]
pub(super) fn swallowed(
    record: &RecordCells<'_>,
    line: u64,
    shape: &InventoryShape,
) -> Vec<(Reject, f64)> {
    if !record.spans_lines() {
        return Vec::new();
    }
    split(record.raw(), line, shape)
}

fn split(raw: &[u8], line: u64, shape: &InventoryShape) -> Vec<(Reject, f64)> {
    let lines: Vec<&[u8]> = raw.trim_ascii_end().split(|byte| *byte == b'\n').collect();
    let columns = shape.layout.headers.iter().rposition(|header| !header.trim().is_empty());
    let delimiters = columns.unwrap_or(0);
    let count = |line: &&[u8]| memchr::memchr_iter(shape.delimiter, line).count();
    let short = |line: &&[u8]| count(line) < delimiters;
    if lines.len() < 2 || delimiters == 0 || lines.iter().any(short) {
        return Vec::new();
    }
    // Rows that were written anew end in cells that say where they stand, and nothing of a row.
    let places = shape.layout.headers.len().saturating_sub(shape.layout.own_columns());
    if lines.last().is_some_and(|last| count(last) < delimiters + places) {
        return Vec::new();
    }
    // Two columns are too few to tell a row from a sentence: a quote must be out of place too.
    if delimiters == 1 && !is_closed_amid_text(raw, shape.delimiter) {
        return Vec::new();
    }
    let why = Why::StrayQuote { from: line, to: line + lines.len() as u64 - 1 };
    (line..)
        .zip(&lines)
        .map(|(line, text)| {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .quoting(false)
                .delimiter(shape.delimiter)
                .from_reader(*text);
            let mut record = csv::ByteRecord::new();
            // Reading bytes into memory cannot fail.
            let _ = reader.read_byte_record(&mut record);
            let record = RecordCells::of(&record);
            let row = Row { file: shape, line, record: &record };
            (row.reject(identity_field(&row), why.clone()), units_of(&row))
        })
        .collect()
}

/// Whether a quoted cell ends before text instead of a delimiter: `x;"y` closes at the quote.
fn is_closed_amid_text(raw: &[u8], delimiter: u8) -> bool {
    let inner = |byte: Option<&u8>| {
        byte.is_some_and(|b| !matches!(b, b'"' | b'\r' | b'\n') && *b != delimiter)
    };
    memchr::memchr_iter(b'"', raw).skip(1).any(|at| inner(raw.get(at + 1)) && raw[at - 1] != b'"')
}
