//! Which row of a plain table each corrected row takes the place of: the one that it quotes, on its own
//! line or, where the file was edited since, on another.

use super::corrections::{Patch, Patches, quoted_forms};
use super::given::GivenTable;
use super::merging::each_row;
use super::placing::RowThere;
use super::run::Walk;
use equipment::Aside;
use ground::fault::Fault;
use inventory::{InventoryFile, Layout, RowStanding};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
        let (mut taken, mut moved) = (TakenLines::default(), Vec::new());
        let mut placed = Patches::new();
        for (line, patches) in std::mem::take(&mut given.patches) {
            for patch in patches {
                if there.get(&line).is_some_and(|row| row.is_quoted(&patch)) {
                    taken.take(&patch, line);
                    placed.entry(line).or_default().push(patch);
                } else {
                    moved.push((line, patch));
                }
            }
        }
        // Nearly always each stands where it stood.
        let mut found: Vec<Option<u64>> = vec![None; moved.len()];
        if !moved.is_empty() {
            let mut quoted = QuotedRows::of(&moved, &file.layout);
            each_row(file, (&orders, &Patches::new()), |row| {
                let may_quote = quoted.that_may_quote(|at| row.record.get(at).unwrap_or(b""));
                if may_quote.is_empty() {
                    return Ok(());
                }
                let at_row = RowThere::of(row, false);
                let mut is_aside = None;
                for at in may_quote {
                    let patch = &moved[at].1;
                    // What was kept was never set aside: another says the same.
                    if taken.is_free(patch, row.line)
                        && at_row.is_quoted(patch)
                        && *is_aside.get_or_insert_with(|| {
                            row.standing() == RowStanding::Doubtful
                                || matches!(normaliser.normalise(row), Err(Aside::Reject(_)))
                        })
                    {
                        found[at] = Some(row.line);
                        taken.take(patch, row.line);
                        quoted.forget(at, patch);
                    }
                }
                Ok(())
            })?;
        }
        for ((line, patch), found) in moved.into_iter().zip(found) {
            let nearly = || {
                let row = there.get(&line).filter(|row| row.is_aside && row.is_nearly(&patch));
                row.filter(|_| taken.is_free(&patch, line)).map(|_| line)
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

/// The lines whose rows a correction takes the place of, by the table of rows set aside that it
/// stands in: one table has each row once.
#[derive(Default)]
struct TakenLines(HashMap<u64, Vec<PathBuf>>);

impl TakenLines {
    fn is_free(&self, patch: &Patch, line: u64) -> bool {
        self.0.get(&line).is_none_or(|from| from.iter().all(|from| from != patch.from()))
    }

    fn take(&mut self, patch: &Patch, line: u64) {
        self.0.entry(line).or_default().push(patch.from().to_owned());
    }
}

/// The corrections that are looked for, by what they quote of the column where they quote most
/// differently: a row is held against those alone that quote its cell there.
struct QuotedRows {
    /// The column; none where no cell of the file may be shown.
    column: Option<usize>,
    by_cell: HashMap<String, BTreeSet<usize>>,
}

impl QuotedRows {
    fn of(moved: &[(u64, Patch)], layout: &Layout) -> Self {
        let cells = |at: usize| -> BTreeSet<&str> {
            moved.iter().map(|(_, patch)| patch.quoted(at)).collect()
        };
        let shown = (0..layout.own_columns()).filter(|at| layout.may_show(*at));
        // Of columns that tell as many apart, the first.
        let column = shown.rev().max_by_key(|at| cells(*at).len());
        let mut by_cell: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for (at, (_, patch)) in moved.iter().enumerate() {
            let cell = column.map_or("", |column| patch.quoted(column));
            by_cell.entry(cell.to_owned()).or_default().insert(at);
        }
        Self { column, by_cell }
    }

    /// Those that may quote a row with these cells, in their order.
    fn that_may_quote<'a>(&self, cell: impl Fn(usize) -> &'a [u8]) -> Vec<usize> {
        let own = self.column.map_or(&b""[..], cell);
        let forms = quoted_forms(own);
        let of_forms = forms.iter().filter_map(|form| self.by_cell.get(form)).flatten();
        let mut all: Vec<usize> = of_forms.copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Looks for one no more.
    fn forget(&mut self, at: usize, patch: &Patch) {
        let cell = self.column.map_or("", |column| patch.quoted(column));
        if let Some(of_cell) = self.by_cell.get_mut(cell) {
            of_cell.remove(&at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::Corrections;
    use inventory::Opening;
    use std::fmt::Write;
    use std::path::Path;
    use std::sync::Arc;

    #[test]
    fn a_row_is_held_against_the_corrections_that_quote_its_cell_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (parc, rejects) = (folder.path().join("parc.csv"), folder.path().join("rejects.csv"));
        std::fs::write(&parc, "site;modele;type\nMairie;Latitude 1;laptop\n").unwrap();
        let mut text =
            "site;modele;type;file;line;column;value;reason;hint;row;headings\n".to_owned();
        for at in 0..100 {
            let model = if at == 50 { "***".to_owned() } else { format!("Latitude {at}") };
            let row = format!("Mairie;{model};laptop");
            writeln!(text, "{row};parc.csv;{};;;;;\"{row}\";\"site;modele;type\"", at + 2).unwrap();
        }
        std::fs::write(&rejects, text).unwrap();
        let from: Arc<Path> = Arc::from(rejects.as_path());
        let rows = Corrections::read(&rejects).unwrap().rows;
        let moved: Vec<(u64, Patch)> =
            rows.into_iter().map(|row| (row.line, row.patch(&from))).collect();
        let file = InventoryFile::open_with(&parc, "parc.csv", &Opening::default()).unwrap();
        let mut quoted = QuotedRows::of(&moved, &file.layout);
        let cells =
            |model: &'static str| move |at: usize| [b"Mairie", model.as_bytes(), b"laptop"][at];
        assert_eq!(quoted.that_may_quote(cells("Latitude 7")), [7]);
        assert_eq!(quoted.that_may_quote(cells(" Latitude 7 ")), [7]);
        assert_eq!(quoted.that_may_quote(cells("jean@exemple.fr")), [50], "as it is shown");
        assert_eq!(quoted.that_may_quote(cells("Latitude 700")), [0_usize; 0]);
        quoted.forget(7, &moved[7].1);
        assert_eq!(quoted.that_may_quote(cells("Latitude 7")), [0_usize; 0]);
    }
}
