//! Whether the dates of each column start with the day or with the month.

use super::reading::Reading;
use super::{Field, InventoryFile, records};
use ground::fault::Fault;
use ground::table::{Blocks, DateEvidence, DateOrder, parse_iso_day};
use ground::text;

/// The columns that hold dates.
const DATES: [Field; 7] = [
    Field::AcquiredOn,
    Field::InServiceOn,
    Field::DecommissionedOn,
    Field::ExitedOn,
    Field::DeliveredOn,
    Field::OrderedOn,
    Field::RecordedOn,
];

/// The order of the dates of each field.
pub type Orders = [Option<DateOrder>; Field::ALL.len()];

/// Tells the order of the dates of each column from all its rows.
///
/// A file whose first block (4 MB) writes no date day or month first is read no further: most
/// files are so, and one that begins to later has its doubtful dates set aside. In a column that
/// proves both orders, neither by far, only the dates that have one reading are read.
///
/// # Errors
///
/// The file cannot be read; or a column has doubtful dates, and no date of the file tells their
/// order: the user is asked.
pub fn date_orders(file: InventoryFile) -> Result<Orders, Fault> {
    // Sheets and documents say their days in one way.
    if !file.is_table() {
        return Ok([None; Field::ALL.len()]);
    }
    let path = file.path.clone();
    let (first_line, delimiter) = (file.header_lines + 1, file.dialect.delimiter);
    let (text, shape) = file.into_rows()?;
    let columns: Vec<(Field, usize)> = DATES
        .into_iter()
        .filter_map(|field| shape.layout.column(field).map(|at| (field, at)))
        .collect();
    let mut orders: Orders = [None; Field::ALL.len()];
    if columns.is_empty() {
        return Ok(orders);
    }
    let mut seen = vec![DateEvidence::default(); columns.len()];
    let mut doubtful = vec![String::new(); columns.len()];
    let blocks = Blocks::new(text, delimiter).from_line(first_line);
    let mut blocks = Reading { blocks, path: &path };
    let mut record = csv::ByteRecord::new();
    while let Some(block) = blocks.next()? {
        let mut reader = records(&block, delimiter);
        // Reading bytes into memory cannot fail.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            shape.layout.complete(&mut record);
            for (at, (_, column)) in columns.iter().enumerate() {
                let cell = record.get(*column).map_or(&b""[..], |cell| cell.trim_ascii());
                if cell.is_empty() || parse_iso_day(cell).is_some() {
                    continue;
                }
                let Ok(cell) = std::str::from_utf8(cell) else { continue };
                let before = seen[at].either;
                seen[at].note(cell);
                if seen[at].either > before && doubtful[at].is_empty() {
                    cell.clone_into(&mut doubtful[at]);
                }
            }
        }
        if seen.iter().all(|seen| *seen == DateEvidence::default()) {
            break;
        }
    }
    // A tool writes all its dates in one way: a column that does not tell takes it from the others.
    let mut all = DateEvidence::default();
    for seen in seen.iter().filter(|seen| !seen.is_mixed()) {
        all.merge(*seen);
    }
    for (at, (field, _)) in columns.iter().enumerate() {
        let order = seen[at].proven().or(all.proven());
        if order.is_none() && seen[at].either > 0 && !seen[at].is_mixed() {
            return Err(ask(&path, shape.layout.heading(*field), &doubtful[at]));
        }
        orders[*field as usize] = if seen[at].is_mixed() { None } else { order };
    }
    Ok(orders)
}

fn ask(path: &std::path::Path, heading: &str, date: &str) -> Fault {
    Fault::new(text!(
        "les dates se lisent de deux façons, et aucune ne dit si le jour ou le mois vient d'abord",
        "the dates have two readings, and none tells whether the day or the month comes first"
    ))
    .at(path, 1, heading, date)
    .hint(text!(
        "dites-le : `--date-order dmy` (jour d'abord) ou `--date-order mdy` (mois d'abord)",
        "say it: `--date-order dmy` (day first) or `--date-order mdy` (month first)"
    ))
}
