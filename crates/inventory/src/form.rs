//! A form that people fill: a table whose headings are known, as CSV or in a workbook.

use super::file::first_bytes;
use super::sheet::small_tables;
use ground::fault::Fault;
use ground::table::SmallTable;
use std::path::Path;

/// The tables of a file that have these headings: that of a CSV, or those of the sheets of a
/// workbook, whose faults name the sheet and the row that people see.
///
/// # Errors
///
/// The file cannot be read, or has no such table.
pub fn forms(path: &Path, required: &[&str]) -> Result<Vec<SmallTable>, Fault> {
    if first_bytes(path)?.starts_with(b"PK\x03\x04") {
        return small_tables(path, required);
    }
    Ok(vec![SmallTable::open(path, required)?])
}
