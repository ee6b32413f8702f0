//! Small tables of a workbook, by the headings that they must have: a form that came back filled.

use super::archive::{WorkbookKind, check, excessive};
use super::lines::LineWriter;
use super::meter::Excess;
use super::order::SortedRows;
use super::{Workbook, ods, unkept, unreadable, xlsx};
use ground::fault::Fault;
use ground::table::SmallTable;
use ground::text;
use std::path::{Path, PathBuf};

/// The tables of a workbook whose sheet has a row with all of these headings. A fault of a row names
/// its sheet, and the row that people see.
///
/// # Errors
///
/// It is no workbook, cannot be read, or has no such sheet.
pub(crate) fn small_tables(path: &Path, required: &[&str]) -> Result<Vec<SmallTable>, Fault> {
    let mut workbook: Box<dyn Workbook> = match check(path)? {
        WorkbookKind::Xlsx => Box::new(xlsx::XlsxSheets::open(path)?),
        WorkbookKind::Ods => Box::new(ods::OdsSheets::open(path)?),
        WorkbookKind::Table(_) => return Err(unreadable(path, "CSV")),
    };
    let mut tables = Vec::new();
    let sheets = workbook.sheets();
    for (at, sheet) in sheets.iter().enumerate().filter(|(at, sheet)| sheet.same_as == *at) {
        let mut sorted = SortedRows::default();
        workbook.cells(at, u64::MAX, &mut sorted)?;
        let mut bytes = Vec::new();
        let mut lines = LineWriter::new(&mut bytes);
        sorted.write(&mut lines).map_err(|error| unkept(path, &error))?;
        if lines.met.cut > 0 {
            return Err(excessive(path, Excess::Text));
        }
        let text = String::from_utf8_lossy(&bytes);
        let is_heading = |line: &str| {
            let cells: Vec<&str> = line.split(';').map(str::trim).collect();
            required.iter().all(|name| cells.contains(name))
        };
        let Some(heading) = text.lines().position(is_heading) else { continue };
        // What stands above the headings is no row, and its lines are counted.
        let below: String = text.split_inclusive('\n').skip(heading).collect();
        let name = format!("{}#{}", path.display(), sheet.name);
        let text = format!("{}{below}", "\n".repeat(heading));
        tables.push(SmallTable::parse(&PathBuf::from(name), &text, required)?);
    }
    if tables.is_empty() {
        let names: Vec<&str> = sheets.iter().map(|one| one.name.as_str()).collect();
        let (names, required) = (names.join(", "), required.join(", "));
        return Err(Fault::new(text!(
            "aucune feuille n'a les colonnes {required}",
            "no sheet has the columns {required}"
        ))
        .in_file(path)
        .hint(text!("feuilles du classeur : {names}", "sheets of the workbook: {names}")));
    }
    Ok(tables)
}
