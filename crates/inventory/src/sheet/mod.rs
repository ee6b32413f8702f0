//! Sheets of Excel (XLSX) and `LibreOffice` (ODS): the one that looks like an inventory, as a table.
//!
//! It knows archives, cells and their kinds; a row of the sheet becomes a line of the table, so that
//! a fault names the row that people see. Before any of it is kept, the archive is measured: what
//! unpacks to more than any inventory is refused.

mod archive;
mod lines;
mod ods;
mod xlsx;

use super::head::find_heading;
use super::{Confidence, Opening};
pub(super) use archive::{Kind, check, unpack};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::Dialect;
use ground::text;
use lines::Lines;
use std::io::Write;
use std::path::Path;

/// The table that sheets become.
pub(super) const DIALECT: Dialect = Dialect { delimiter: b';' };
/// How many rows of each sheet are looked at before one is chosen.
const LOOKED_AT: u64 = 60;

/// The sheet that was read.
pub(super) struct Chosen {
    /// Its name.
    pub(super) sheet: String,
    /// Its rows, the blank ones included.
    pub(super) rows: u64,
    others: Vec<String>,
}

impl Chosen {
    /// What is said of it.
    pub(super) fn note(&self) -> Text {
        let sheet = ground::fault::clip(&self.sheet);
        if self.others.is_empty() {
            return text!("feuille lue : `{sheet}`", "sheet read: `{sheet}`");
        }
        let others = ground::fault::clip(&self.others.join(", "));
        text!(
            "feuille lue : `{sheet}` ; laissées : {others}",
            "sheet read: `{sheet}`; left: {others}"
        )
    }
}

/// A workbook whose sheets are read one row after the other.
trait Workbook {
    /// The names of its sheets.
    fn names(&self) -> Vec<String>;
    /// Writes the first `most` rows of a sheet.
    fn write(
        &mut self,
        sheet: &str,
        most: u64,
        out: &mut Lines<&mut dyn Write>,
    ) -> Result<(), Fault>;
}

/// Writes the sheet that looks like an inventory as a table, of an archive that was measured.
///
/// # Errors
///
/// The workbook has no sheet, or cannot be read.
pub(super) fn read(
    path: &Path,
    kind: Kind,
    opening: &Opening<'_>,
    out: &mut impl Write,
) -> Result<Chosen, Fault> {
    let mut workbook: Box<dyn Workbook> = match kind {
        Kind::Xlsx => Box::new(xlsx::Sheets::open(path)?),
        Kind::Ods => Box::new(ods::Sheets::open(path)?),
        Kind::Table(_) => return Err(unreadable(path, "CSV")),
    };
    let names = workbook.names();
    let mut best: Option<(usize, (Confidence, usize))> = None;
    let mut first_filled = None;
    for (at, name) in names.iter().enumerate() {
        let mut head = Vec::new();
        let mut lines = Lines::new(&mut head as &mut dyn Write);
        workbook.write(name, LOOKED_AT, &mut lines)?;
        if lines.filled > 0 {
            first_filled = first_filled.or(Some(at));
        }
        if let Ok(heading) = find_heading(path, &head, true, opening, Some(DIALECT)) {
            let worth = (heading.layout.confidence, heading.layout.fields().count());
            if best.is_none_or(|(_, known)| worth > known) {
                best = Some((at, worth));
            }
        }
    }
    let Some(chosen) = best.map(|(at, _)| at).or(first_filled) else {
        return Err(
            Fault::new(text!("le classeur est vide", "the workbook is empty")).in_file(path)
        );
    };
    let mut lines = Lines::new(out as &mut dyn Write);
    workbook.write(&names[chosen], u64::MAX, &mut lines)?;
    let rows = lines.rows;
    let others = names.iter().enumerate().filter(|(at, _)| *at != chosen);
    Ok(Chosen {
        sheet: names[chosen].clone(),
        rows,
        others: others.map(|(_, name)| name.clone()).collect(),
    })
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

/// The fault of a workbook with more in it than any inventory.
fn too_much(path: &Path, what: Text) -> Fault {
    Fault::new(what).in_file(path).hint(text!(
        "enregistrez la feuille d'inventaire seule en « CSV UTF-8 » : un CSV peut avoir n'importe quelle taille",
        "save the inventory sheet alone as \"CSV UTF-8\": a CSV may have any size"
    ))
}
