//! Which row of a plain table each corrected row takes the place of: the one that it quotes, on its own
//! line or, where the file was edited since, on another.

use super::corrections::{Patch, Patches};
use super::given::GivenTable;
use super::merging::each_row;
use super::placing::RowThere;
use super::run::Walk;
use equipment::Aside;
use ground::fault::Fault;
use inventory::{InventoryFile, RowStanding};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

impl Walk<'_> {
    /// Puts the corrections of a plain table on the lines of the rows that they quote. One that quotes
    /// none takes the place of the row set aside on its line that it nearly is; the others are left out,
    /// and counted.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub(super) fn place_moved(
        &self,
        file: &InventoryFile,
        given: &mut GivenTable,
    ) -> Result<(), Fault> {
        let orders = self.orders(file)?;
        let mut normaliser = self.normaliser()?;
        let mut there: BTreeMap<u64, RowThere> = BTreeMap::new();
        each_row(file, (&orders, &Patches::new()), |row| {
            if given.patches.contains_key(&row.line) {
                let is_aside = row.standing() == RowStanding::Doubtful
                    || matches!(normaliser.normalise(row), Err(Aside::Reject(_)));
                there.insert(row.line, RowThere::of(row, is_aside));
            }
            Ok(())
        })?;
        let (mut taken, mut moved) = (BTreeSet::new(), Vec::new());
        let mut placed = Patches::new();
        for (line, patches) in std::mem::take(&mut given.patches) {
            for patch in patches {
                if there.get(&line).is_some_and(|row| row.is_quoted(&patch)) {
                    taken.insert((patch.from().to_owned(), line));
                    placed.entry(line).or_default().push(patch);
                } else {
                    moved.push((line, patch));
                }
            }
        }
        // Nearly always each stands where it stood.
        let mut found: Vec<Option<u64>> = vec![None; moved.len()];
        if !moved.is_empty() {
            each_row(file, (&orders, &Patches::new()), |row| {
                let mut at_row = None;
                for ((_, patch), found) in moved.iter().zip(&mut found) {
                    let is_free = |taken: &BTreeSet<(PathBuf, u64)>| {
                        !taken.contains(&(patch.from().to_owned(), row.line))
                    };
                    if found.is_none() && patch.may_quote(row) && is_free(&taken) {
                        let there = at_row.get_or_insert_with(|| RowThere::of(row, false));
                        // What was kept was never set aside: another says the same.
                        if there.is_quoted(patch)
                            && (row.standing() == RowStanding::Doubtful
                                || matches!(normaliser.normalise(row), Err(Aside::Reject(_))))
                        {
                            *found = Some(row.line);
                            taken.insert((patch.from().to_owned(), row.line));
                        }
                    }
                }
                Ok(())
            })?;
        }
        for ((line, patch), found) in moved.into_iter().zip(found) {
            let nearly = || {
                let row = there.get(&line).filter(|row| row.is_aside && row.is_nearly(&patch));
                row.filter(|_| !taken.contains(&(patch.from().to_owned(), line))).map(|_| line)
            };
            match found.or_else(nearly) {
                Some(line) => placed.entry(line).or_default().push(patch),
                None => *given.not_found.entry(patch.from().to_owned()).or_default() += 1,
            }
        }
        given.patches = placed;
        Ok(())
    }
}

impl Patch {
    /// Whether it may quote a row, by its first cell that may be shown.
    fn may_quote(&self, row: &inventory::Row<'_>) -> bool {
        let layout = &row.file.layout;
        let first = (0..layout.own_columns()).find(|at| layout.may_show(*at));
        first.is_none_or(|at| self.quotes(at, row.record.get(at).unwrap_or(b"")))
    }
}
