//! Sheets of Excel (XLSX) and `LibreOffice` (ODS), as a table: the one that looks like an inventory,
//! and those with the same headings.
//!
//! It knows archives, cells and their kinds; a row of the sheet becomes a line of the table, so that
//! a fault names the row that people see. Before any of it is kept, the archive is measured: what
//! unpacks to more than any inventory is refused.

mod archive;
mod chosen;
mod dated;
mod lines;
mod merged;
mod meter;
mod money;
mod ods;
mod order;
mod parts;
mod references;
mod small;
mod xlsx;

use super::Opening;
pub(super) use archive::{WorkbookKind, check, unpack, unpacked};
pub(super) use chosen::Chosen;
use chosen::{ChosenSheet, choose};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{Dialect, no_temporary};
use ground::text;
use lines::{CellSink, Formula, LineWriter, MOST_TEXT, MetInSheet, Seat};
use order::SortedRows;
pub(super) use small::small_tables;
use std::collections::HashSet;
use std::io::{BufWriter, Seek};
use std::path::Path;
use tempfile::SpooledTempFile;

/// The table that sheets become.
pub(super) const DIALECT: Dialect = Dialect { delimiter: b';' };
/// How many rows of each sheet are looked at before some are chosen.
const LOOKED_AT: u64 = 60;
/// How much of a spool is kept in memory, in bytes.
const IN_MEMORY: usize = 16 << 20;
/// The fewest rows by which a sheet is known to be a copy of others.
const COPIED: usize = 5;

/// A sheet, as its workbook names it.
struct NamedSheet {
    name: String,
    /// The first sheet that is the same part of the workbook: itself, or one before it.
    same_as: usize,
    /// Whether the workbook hides it, where that is known.
    hidden: bool,
}

/// A workbook whose sheets are read one row after the other.
trait Workbook {
    /// Its sheets, in their order.
    fn sheets(&self) -> Vec<NamedSheet>;
    /// Gives the cells of the first `most` rows of a sheet, in the order they are written in. Sheets
    /// asked for in their order cost no more than the whole workbook.
    fn cells(&mut self, sheet: usize, most: u64, out: &mut dyn CellSink) -> Result<(), Fault>;
}

/// Writes the sheets that are an inventory as a table, of an archive that was measured; `name` is
/// what the workbook is called in faults.
///
/// # Errors
///
/// The workbook has no sheet, or cannot be read.
pub(super) fn read(
    path: &Path,
    name: &str,
    kind: WorkbookKind,
    opening: &Opening<'_>,
    out: &mut SpooledTempFile,
) -> Result<Chosen, Fault> {
    let mut workbook: Box<dyn Workbook> = match kind {
        WorkbookKind::Xlsx => Box::new(xlsx::XlsxSheets::open(path)?),
        WorkbookKind::Ods => Box::new(ods::OdsSheets::open(path)?),
        WorkbookKind::Table(_) => return Err(unreadable(path, "CSV")),
    };
    gather(path, name, workbook.as_mut(), opening, out)
}

fn gather(
    path: &Path,
    name: &str,
    workbook: &mut dyn Workbook,
    opening: &Opening<'_>,
    out: &mut SpooledTempFile,
) -> Result<Chosen, Fault> {
    let mut chosen = choose(path, workbook, opening)?;
    let cannot = |error| ground::table::TextSource::cannot_read(path, &error);
    let (mut seen, mut total) = (HashSet::new(), 0);
    for sheet in chosen.candidates() {
        let seat = chosen.seat(&sheet, name);
        let mut own = SpooledTempFile::new(IN_MEMORY);
        let written = write(path, workbook, &sheet, seat, &mut own)?;
        total += written.bytes;
        if total > MOST_TEXT {
            let error = std::io::Error::other("the sheets have more text than any inventory");
            return Err(unkept(path, &error));
        }
        if is_copy(&written.prints, &seen) {
            chosen.copies.push(sheet.name);
            continue;
        }
        seen.extend(written.prints);
        own.rewind().map_err(cannot)?;
        std::io::copy(&mut own, out).map_err(cannot)?;
        chosen.note_formulas(&sheet, name, written.formulas);
        chosen.take(sheet, written.rows, written.met);
    }
    Ok(chosen)
}

/// What was written of a sheet.
struct WrittenSheet {
    rows: u64,
    bytes: u64,
    met: MetInSheet,
    prints: Vec<u64>,
    formulas: Vec<Formula>,
}

/// Writes a sheet; where its cells come in no order, puts them in order first.
fn write(
    path: &Path,
    workbook: &mut dyn Workbook,
    sheet: &ChosenSheet,
    seat: Option<Seat>,
    out: &mut SpooledTempFile,
) -> Result<WrittenSheet, Fault> {
    let written = |lines: LineWriter<'_>| WrittenSheet {
        rows: lines.rows(),
        bytes: lines.written,
        met: lines.met,
        prints: lines.prints,
        formulas: lines.formulas,
    };
    {
        // Ended with the sheet: nothing is left in it where the sheet is read again.
        let mut buffered = BufWriter::with_capacity(1 << 16, &mut *out);
        let mut lines = LineWriter::new(&mut buffered).sparing(&sheet.spared).seated(seat.clone());
        workbook.cells(sheet.at, u64::MAX, &mut lines)?;
        if !lines.disorder {
            return Ok(written(lines));
        }
    }
    let mut sorted = SortedRows::default();
    workbook.cells(sheet.at, u64::MAX, &mut sorted)?;
    let cannot = |error| unreadable(path, error);
    out.set_len(0).map_err(cannot)?;
    out.rewind().map_err(cannot)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, out);
    let mut lines = LineWriter::new(&mut buffered).sparing(&sheet.spared).seated(seat);
    sorted.write(&mut lines).map_err(cannot)?;
    Ok(written(lines))
}

/// Whether nearly all rows of a sheet, each unlike the others, stand in the sheets before it.
fn is_copy(prints: &[u64], seen: &HashSet<u64>) -> bool {
    let nearly_all = |count: usize| count * 10 >= prints.len() * 9;
    let distinct: HashSet<&u64> = prints.iter().collect();
    distinct.len() >= COPIED
        && nearly_all(distinct.len())
        && nearly_all(prints.iter().filter(|print| seen.contains(print)).count())
}

/// The fault of a workbook that does not hold together.
fn unreadable(path: &Path, cause: impl std::fmt::Display) -> Fault {
    Fault::new(text!(
        "le classeur est illisible ou tronqué",
        "the workbook is unreadable or cut short"
    ))
    .in_file(path)
    .because(cause)
    .hint(text!(
        "ouvrez-le et enregistrez-le de nouveau, ou exportez la feuille en « CSV UTF-8 »",
        "open it and save it again, or export the sheet as \"CSV UTF-8\""
    ))
}

/// The fault of cells that cannot be kept: the workbook's own, or the temporary folder's.
fn unkept(path: &Path, error: &std::io::Error) -> Fault {
    match error.kind() {
        std::io::ErrorKind::Other => unreadable(path, error),
        _ => no_temporary(error),
    }
}

/// The fault of a workbook with more in it than any inventory.
fn too_much(path: &Path, what: Text) -> Fault {
    Fault::new(what).in_file(path).hint(text!(
        "enregistrez la feuille d'inventaire seule en « CSV UTF-8 » : un CSV peut avoir n'importe quelle taille",
        "save the inventory sheet alone as \"CSV UTF-8\": a CSV may have any size"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sheets that are all one part, and how often its rows were given.
    struct OnePart(Vec<&'static str>, usize);

    impl Workbook for OnePart {
        fn sheets(&self) -> Vec<NamedSheet> {
            let named =
                |name: &&str| NamedSheet { name: (*name).to_owned(), same_as: 0, hidden: false };
            self.0.iter().map(named).collect()
        }

        fn cells(&mut self, _: usize, most: u64, out: &mut dyn CellSink) -> Result<(), Fault> {
            self.1 += 1;
            let cells = ["Type", "Marque", "Modèle", "PC", "HP", "x"];
            for (at, text) in (0_u32..).zip(cells).filter(|(at, _)| u64::from(at / 3) < most) {
                out.cell(u64::from(at / 3), at % 3, text).unwrap();
            }
            out.finish().unwrap();
            Ok(())
        }
    }

    #[test]
    fn sheets_of_one_part_are_read_once_and_their_rows_count_once() {
        let mut workbook = OnePart(vec!["Parc"; 300], 0);
        let mut out = SpooledTempFile::new(1 << 10);
        let path = Path::new("parc.xlsx");
        let chosen = gather(path, "parc.xlsx", &mut workbook, &Opening::default(), &mut out);
        let chosen = chosen.unwrap();
        assert_eq!((workbook.1, chosen.rows, chosen.copies.len()), (2, 2, 299));
    }

    #[test]
    fn a_sheet_is_a_copy_by_rows_that_are_unlike_each_other() {
        let seen: HashSet<u64> = (0..100).collect();
        assert!(is_copy(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 200], &seen), "nine of ten");
        assert!(!is_copy(&[3, 4, 5, 6, 7, 8, 9, 10, 201, 200], &seen), "eight of ten");
        assert!(!is_copy(&[3; 40], &seen), "the same screen in every room");
        assert!(!is_copy(&[3, 4], &seen), "two lots that are alike");
    }
}
