//! A `rejects.csv` read again: each row under the columns of its own file.

use super::row_units::units_in;
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{
    Holds, REJECT_COLUMNS, RecordCells, Reject, SmallTable, TableRow, Why, fold, masked_in,
    quoted_cells, quoted_delimiter, quoted_line,
};
use ground::text;
use inventory::{Layout, is_doubt_of_rows, is_quantity};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The last line that a file of rows may have: a number in a cell is no size to trust.
const LAST_LINE: u64 = 50_000_000;

/// Rows that take the place of those of a table, by the line of its text: as they are read, by that
/// where people find them, which several of a table written anew may have.
pub(super) type Patches = BTreeMap<u64, Vec<Patch>>;

/// The cells that take the place of those of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    /// The table of rows set aside that it stands in.
    from: Arc<Path>,
    file: String,
    column: String,
    headings: String,
    cells: Vec<String>,
    /// As they were quoted.
    was: Vec<String>,
}

impl Patch {
    /// Whether it is of a table with these headings.
    pub(super) fn is_of(&self, headings: &str) -> bool {
        let cells = |line: &str| quoted_cells(line, quoted_delimiter(line));
        cells(&self.headings) == cells(headings)
    }

    /// The table of rows set aside that it stands in.
    pub(super) fn from(&self) -> &Path {
        &self.from
    }

    /// The file that it says it is of.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The column that it says was wrong.
    pub(super) fn column(&self) -> &str {
        &self.column
    }

    /// What it quotes of a column.
    pub(super) fn quoted(&self, at: usize) -> &str {
        self.was.get(at).map_or("", |cell| cell.trim())
    }

    /// Whether a cell of a row is what it quotes.
    pub(super) fn quotes(&self, at: usize, own: &[u8]) -> bool {
        is_quote_of(self.quoted(at), own)
    }

    /// Whether it leaves a cell of a row as it is.
    pub(super) fn leaves(&self, at: usize, own: &[u8]) -> bool {
        self.cells.get(at).is_none_or(|cell| is_quote_of(cell, own))
    }
}

/// Puts the cells of a corrected row in the place of those read: those that are quoted where a row
/// is set aside; what is masked there stays as the file has it.
#[inline]
pub(super) fn patch(record: &mut RecordCells<'_>, patches: &Patches, line: u64, layout: &Layout) {
    // What was corrected last counts.
    let Some(patch) = patches.get(&line).and_then(|all| all.last()) else { return };
    let whole = (0..record.len().max(patch.cells.len())).map(|at| {
        let own = record.get(at).unwrap_or(b"");
        let put = patch.cells.get(at).filter(|_| layout.may_show(at) && !patch.leaves(at, own));
        put.map_or(own, String::as_bytes).to_vec()
    });
    let whole: Vec<Vec<u8>> = whole.collect();
    record.put(whole);
}

/// Whether a cell is what is quoted of another: as it was, addresses in it masked.
fn is_quote_of(cell: &str, own: &[u8]) -> bool {
    let own = String::from_utf8_lossy(own);
    own.trim() == cell.trim() || masked_forms(own.trim()).any(|form| form == cell.trim())
}

/// All that a cell may be quoted as.
pub(super) fn quoted_forms(own: &[u8]) -> BTreeSet<String> {
    let own = String::from_utf8_lossy(own);
    let own = own.trim();
    masked_forms(own).map(Cow::into_owned).chain([own.to_owned()]).collect()
}

fn masked_forms(own: &str) -> impl Iterator<Item = Cow<'_, str>> {
    Holds::ALL.into_iter().map(move |holds| masked_in(holds, own))
}

/// The line that a record of a block stands on, its cells put right where it was corrected.
#[inline]
pub(super) fn place(
    record: &mut RecordCells<'_>,
    block: &ground::table::Block,
    patches: &Patches,
    layout: &Layout,
) -> u64 {
    let line = block.first_line + record.line() - 1;
    if !patches.is_empty() {
        patch(record, patches, line, layout);
    }
    layout.complete(record);
    line
}

/// A row set aside, as its table has it now.
pub(super) struct Corrected {
    pub(super) file: String,
    pub(super) line: u64,
    pub(super) headings: String,
    delimiter: u8,
    cells: Vec<String>,
    /// Whether it is what it was when it was set aside.
    is_unchanged: bool,
    column: String,
    value: String,
    reason: String,
    hint: String,
    row: String,
    was: Vec<String>,
}

/// A row that stays set aside as it was.
pub(super) struct StaysAside {
    pub(super) reject: Reject,
    /// Those of its file.
    pub(super) headings: String,
    pub(super) units: f64,
}

/// What a `rejects.csv` holds.
pub(super) struct Corrections {
    pub(super) rows: Vec<Corrected>,
    /// Rows of usage records, documents and other files that are no inventory.
    pub(super) passed_over: u64,
}

impl Corrections {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// It cannot be read; a row has no line that can be.
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let table = SmallTable::open(path, &["file", "line", "row", "headings"])?;
        let headers = table.headers();
        // A column of the file itself may have the name of one of ours: ours come after.
        let tail: Vec<Option<usize>> = REJECT_COLUMNS
            .iter()
            .map(|name| headers.iter().rposition(|header| header == name))
            .collect();
        let own: Vec<usize> = (0..headers.len()).filter(|at| !tail.contains(&Some(*at))).collect();
        let mut read = Self { rows: Vec::new(), passed_over: 0 };
        for row in table.rows() {
            let [file, line, column, value, reason, hint, quoted, headings] =
                std::array::from_fn(|at| cell(row, tail[at]));
            if headings.is_empty() {
                read.passed_over += 1;
                continue;
            }
            let number = line.parse::<u64>().ok().filter(|line| (1..=LAST_LINE).contains(line));
            let line = number.ok_or_else(|| {
                row.fault(
                    "line",
                    text!(
                        "numéro de ligne attendu, de 1 à {LAST_LINE}",
                        "line number expected, 1 to {LAST_LINE}"
                    ),
                )
            })?;
            let delimiter = quoted_delimiter(&headings);
            let names = quoted_cells(&headings, delimiter);
            let mut was = quoted_cells(&quoted, delimiter);
            was.resize(names.len().max(was.len()), String::new());
            let mut cells = was.clone();
            let mut taken = vec![false; headers.len()];
            for (at, name) in names.iter().enumerate() {
                let free = |column: &&usize| !taken[**column] && headers[**column] == name.trim();
                if let Some(column) = own.iter().find(free).copied() {
                    taken[column] = true;
                    cells[at] = cell(row, Some(column));
                }
            }
            let is_unchanged = cells.iter().zip(&was).all(|(now, was)| now.trim() == was.trim());
            read.rows.push(Corrected {
                file,
                line,
                headings,
                delimiter,
                cells,
                is_unchanged,
                column,
                value,
                reason,
                hint,
                row: quoted,
                was,
            });
        }
        Ok(read)
    }
}

fn cell(row: TableRow<'_>, at: Option<usize>) -> String {
    at.map_or("", |at| row.cell(at)).to_owned()
}

impl Corrected {
    /// Its cells on one line, as its file would have them.
    pub(super) fn text(&self) -> String {
        if self.is_unchanged { self.row.clone() } else { quoted_line(&self.cells, self.delimiter) }
    }

    /// What it puts in the place of the row it was.
    pub(super) fn patch(self, from: &Arc<Path>) -> Patch {
        Patch {
            from: from.clone(),
            file: self.file,
            column: self.column,
            headings: self.headings,
            cells: self.cells,
            was: self.was,
        }
    }

    /// Whether somebody corrected it.
    pub(super) fn is_changed(&self) -> bool {
        !self.is_unchanged
    }

    /// Whether it stays set aside, as it was: what is wrong is about other rows; or other rows made
    /// it a doubt, and none of the words that were said since is in it.
    pub(super) fn stays<'a>(&self, mut said: impl Iterator<Item = &'a String>) -> bool {
        let has = |word: &String| self.cells.iter().any(|cell| fold(cell) == fold(word));
        self.is_unchanged
            && (Why::is_about_other_rows(&self.reason)
                || is_doubt_of_rows(&self.reason) && !said.any(has))
    }

    /// It, set aside again as it was.
    pub(super) fn set_aside_again(self) -> StaysAside {
        let said = |text: String| Text { fr: text.clone(), en: text };
        let units = self.units();
        let reject = Reject {
            file: self.file.into(),
            line: self.line,
            column: self.column,
            value: self.value,
            why: Why::said(said(self.reason), said(self.hint)),
            row: self.row,
        };
        StaysAside { reject, headings: self.headings, units }
    }

    /// Its units, by the heading that says them; else one.
    fn units(&self) -> f64 {
        let headings = quoted_cells(&self.headings, self.delimiter);
        let at = headings.iter().position(|heading| is_quantity(heading));
        let cell = at.and_then(|at| self.cells.get(at)).map_or("", String::as_str);
        units_in(cell, self.delimiter == b',')
    }
}
