//! Which row of a table each corrected row takes the place of, where several stand on one line of the
//! file: rows of a cross table, of tables side by side, of several machines.

use super::corrections::{Patch, Patches};
use super::given::GivenTable;
use super::merging::each_row;
use super::run::Walk;
use equipment::Aside;
use ground::fault::Fault;
use inventory::{InventoryFile, Row, RowStanding};
use std::collections::BTreeMap;

/// A line of a file as people find it: the file's or the sheet's own name, and the line there.
type FileLine = (String, u64);

/// A row of a table that stands on a line with corrections.
pub(super) struct RowThere {
    /// Its line in the text that is read.
    own_line: u64,
    /// The heading that it stands below; empty where its row has no other.
    column: String,
    cells: Vec<Vec<u8>>,
    /// Which of the cells may be shown.
    shown: Vec<bool>,
    /// Whether it is set aside as it stands.
    pub(super) is_aside: bool,
}

impl RowThere {
    /// A row as it is read.
    pub(super) fn of(row: &Row<'_>, is_aside: bool) -> Self {
        let layout = &row.file.layout;
        let own = layout.own_columns();
        Self {
            own_line: row.line,
            column: row.column_said().to_owned(),
            cells: row.record.iter().take(own).map(<[u8]>::to_vec).collect(),
            shown: (0..own).map(|at| layout.may_show(at)).collect(),
            is_aside,
        }
    }

    /// Whether a correction leaves half of its cells as they are, though it quotes others: a word was
    /// replaced in the whole table of rows set aside.
    pub(super) fn is_nearly(&self, patch: &Patch) -> bool {
        let filled = |at: &usize| self.shown[*at] && !self.cells.get(*at).is_none_or(Vec::is_empty);
        let filled: Vec<usize> = (0..self.shown.len()).filter(filled).collect();
        let left = filled.iter().filter(|at| patch.leaves(**at, &self.cells[**at])).count();
        left * 2 >= filled.len()
    }

    /// How many cells of a correction are not its own.
    fn differs(&self, patch: &Patch) -> usize {
        let own = |at: usize| self.cells.get(at).map_or(&b""[..], Vec::as_slice);
        (0..self.shown.len()).filter(|at| self.shown[*at] && !patch.leaves(*at, own(*at))).count()
    }

    /// Whether a correction quotes it.
    pub(super) fn is_quoted(&self, patch: &Patch) -> bool {
        let own = |at: usize| self.cells.get(at).map_or(&b""[..], Vec::as_slice);
        (0..self.shown.len()).filter(|at| self.shown[*at]).all(|at| patch.quotes(at, own(at)))
    }
}

impl Walk<'_> {
    /// Puts the corrections of a table whose rows say where they stand on the lines of the text that
    /// is read; those of which nobody can say what row they are of are left out, and counted.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub(super) fn place_corrections(
        &self,
        file: &InventoryFile,
        given: &mut GivenTable,
    ) -> Result<(), Fault> {
        if given.patches.is_empty() {
            return Ok(());
        }
        if !file.layout.says_lines() {
            return self.place_moved(file, given);
        }
        let mut there: BTreeMap<FileLine, Vec<RowThere>> = BTreeMap::new();
        let mut normaliser = self.normaliser()?;
        each_row(file, (&self.orders(file)?, &Patches::new()), |row| {
            let (name, line) = row.place();
            if !given.patches.contains_key(&line) {
                return Ok(());
            }
            let is_aside = row.standing() == RowStanding::Doubtful
                || matches!(normaliser.normalise(row), Err(Aside::Reject(_)));
            let there = there.entry((own_name(&name), line)).or_default();
            there.push(RowThere::of(row, is_aside));
            Ok(())
        })?;
        let mut corrections: BTreeMap<FileLine, Vec<Patch>> = BTreeMap::new();
        for (line, patches) in std::mem::take(&mut given.patches) {
            for patch in patches {
                corrections.entry((own_name(patch.file()), line)).or_default().push(patch);
            }
        }
        for (line, patches) in corrections {
            let rows = there.get(&line).map_or(&[][..], Vec::as_slice);
            // One table of rows set aside has each once; what was corrected last counts.
            for of_one in patches.chunk_by(|one, next| one.from() == next.from()) {
                let (placed, lost) = placed(rows, of_one.to_vec());
                for (own_line, patch) in placed {
                    given.patches.entry(own_line).or_default().push(patch);
                }
                for patch in lost {
                    *given.not_found.entry(patch.from().to_owned()).or_default() += 1;
                }
            }
        }
        Ok(())
    }
}

/// A file's own name, its folder left out: it may have moved since.
fn own_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

/// The corrections of a line, each with the row that it takes the place of, and those that have none.
///
/// A row is known by what is quoted of it. Where the quotation was changed with the cells, as a
/// replacement in the whole table does, it is the row set aside that differs least; of several that
/// differ alike they are taken in order, where there is a correction for each.
fn placed(rows: &[RowThere], patches: Vec<Patch>) -> (Vec<(u64, Patch)>, Vec<Patch>) {
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    let mut free: Vec<&RowThere> = rows.iter().collect();
    for patch in patches {
        match free.iter().position(|row| row.is_quoted(&patch)) {
            Some(at) => found.push((free.remove(at).own_line, patch)),
            None => rest.push(patch),
        }
    }
    if free.iter().any(|row| row.is_aside) {
        free.retain(|row| row.is_aside);
    }
    while let Some((row, patch)) = nearest(&free, &rest) {
        found.push((free.remove(row).own_line, rest.remove(patch)));
    }
    (found, rest)
}

/// The row and the correction that differ least, if nobody can doubt that they belong together.
fn nearest(free: &[&RowThere], rest: &[Patch]) -> Option<(usize, usize)> {
    let may_be = |row: &RowThere, patch: &Patch| {
        row.column.is_empty() || row.column.trim() == patch.column().trim()
    };
    let differences = |patch: &Patch| -> Vec<(usize, usize)> {
        let there = free.iter().enumerate().filter(|(_, row)| may_be(row, patch));
        there.map(|(at, row)| (row.differs(patch), at)).collect()
    };
    let told = rest.iter().enumerate().filter_map(|(number, patch)| {
        let differences = differences(patch);
        let (least, at) = differences.iter().min().copied()?;
        let alike = differences.iter().filter(|(other, _)| *other == least).count();
        let of_them =
            |other: &&Patch| free.iter().any(|row| may_be(row, patch) && may_be(row, other));
        let is_one_each = rest.iter().filter(of_them).count() == differences.len();
        (alike == 1 || is_one_each).then_some((least, at, number))
    });
    told.min().map(|(_, row, patch)| (row, patch))
}
