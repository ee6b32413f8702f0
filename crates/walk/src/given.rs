//! The inventories given: files as they are, and rows set aside by an earlier run, corrected.
//!
//! A row of a `rejects.csv` takes the place of the one it was, where that file is given too. Alone,
//! the rows of each file become a table of its own again, where every row stands on its original
//! line, so that what is still wrong is shown where it was.

use super::beside::Input;
use super::corrections::{Corrected, Corrections, Patches, StaysAside};
use equipment::estate::Estate;
use ground::fault::{Fault, one_line};
use ground::lang::{Noun, Text};
use ground::table::{Leftover, TextSource, no_temporary};
use ground::text;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A table to read.
pub(super) struct GivenTable {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name in messages and results.
    pub(super) name: String,
    /// The file the user gave.
    pub(super) from: PathBuf,
    /// Rows that take the place of some of its own.
    pub(super) patches: Patches,
    /// How many rows of each table of rows set aside were not found in it.
    pub(super) not_found: BTreeMap<PathBuf, u64>,
    /// What is left of it where it cannot be read alone, for a table of rows set aside.
    alone: Option<StandsAlone>,
}

/// A table made of rows set aside: they may be too few to be known again as what they are.
pub(super) struct StandsAlone {
    /// The rows that stand as they were set aside: they may stay so.
    pub(super) unchanged: Vec<StaysAside>,
    /// The table without them, if there are others.
    pub(super) changed: Option<PathBuf>,
}

impl GivenTable {
    /// What is left of it where it cannot be read; none where it is no table of rows set aside, or
    /// where all of them were corrected.
    pub(super) fn left_alone(&mut self) -> Option<StandsAlone> {
        self.alone.take().filter(|alone| !alone.unchanged.is_empty())
    }

    /// What was done with the rows set aside that are of it, by the table that holds them.
    fn notes(&self) -> Vec<(PathBuf, Text)> {
        let mut placed: BTreeMap<&Path, u64> = BTreeMap::new();
        for patch in self.patches.values().flatten() {
            *placed.entry(patch.from()).or_default() += 1;
        }
        let take = Noun::new(
            ("ligne prend la place de celle", "lignes prennent la place de celles"),
            ("row takes the place of one", "rows take the place of those"),
        );
        let lost = Noun::new(
            ("ligne n'est pas retrouvée", "lignes ne sont pas retrouvées"),
            ("row is not found", "rows are not found"),
        );
        let name = &self.name;
        let mut notes = Vec::new();
        for (path, rows) in placed {
            let Text { fr, en } = take.count(rows as f64);
            notes.push((path.to_owned(), text!("{fr} de {name}", "{en} of {name}")));
        }
        for (path, rows) in &self.not_found {
            let Text { fr, en } = lost.count(*rows as f64);
            notes.push((
                path.clone(),
                text!(
                    "{fr} dans {name} : à corriger dans ce fichier",
                    "{en} in {name}: to be corrected in that file"
                ),
            ));
        }
        notes
    }

    /// Whether it is the file that the user gave.
    pub(super) fn is_own(&self) -> bool {
        self.path == self.from
    }
}

/// The inventories of a run, and the folder that holds those made from rows set aside.
#[derive(Default)]
pub(super) struct AllGiven {
    pub(super) tables: Vec<GivenTable>,
    /// Rows that stay set aside as they were.
    pub(super) stays: Vec<StaysAside>,
    /// What was done with rows set aside, by the file that holds them.
    pub(super) notes: Vec<(PathBuf, Text)>,
    /// Dropped with the run: the tables in it are gone then.
    folder: Option<(Leftover, tempfile::TempDir)>,
}

/// The tables of the files given, the estate's folder left out of their names.
///
/// # Errors
///
/// A file cannot be read; rows set aside have no line that can be.
pub(super) fn given(paths: &[PathBuf], estate: &Estate) -> Result<AllGiven, Fault> {
    let mut all = AllGiven::default();
    let (rejects, files): (Vec<&PathBuf>, _) = paths.iter().partition(|path| is_rejects(path));
    for path in files {
        let name = one_line(&path.strip_prefix(&estate.root).unwrap_or(path).to_string_lossy());
        all.tables.push(GivenTable {
            path: path.clone(),
            name,
            from: path.clone(),
            patches: Patches::new(),
            not_found: BTreeMap::new(),
            alone: None,
        });
    }
    for path in rejects {
        all.take(path, estate)?;
    }
    Ok(all)
}

impl AllGiven {
    /// Takes a table of rows set aside.
    fn take(&mut self, path: &Path, estate: &Estate) -> Result<(), Fault> {
        // In the folder that import wrote no file is the one they come from.
        let apart = estate.imported.is_some();
        let corrections = Corrections::read(path)?;
        let mut alone: BTreeMap<(String, String), Vec<Corrected>> = BTreeMap::new();
        let from: Arc<Path> = path.into();
        for row in corrections.rows {
            let original = if apart { None } else { self.original(&row.file) };
            if let Some(table) = original {
                table.patches.entry(row.line).or_default().push(row.patch(&from));
            } else if row.stays(estate.card.types.keys()) {
                self.stays.push(row.set_aside_again());
            } else {
                alone.entry((row.file.clone(), row.headings.clone())).or_default().push(row);
            }
        }
        for ((file, headings), rows) in alone {
            self.lay_out(path, file, &headings, rows)?;
        }
        let over = corrections.passed_over;
        if over > 0 {
            let other = Noun::new(
                ("ligne n'est pas d'un inventaire", "lignes ne sont pas d'un inventaire"),
                ("row is of no inventory", "rows are of no inventory"),
            );
            let Text { fr, en } = other.count(over as f64);
            self.notes.push((
                path.to_owned(),
                text!(
                    "{fr} (relevés, documents d'agents, autres fichiers) : à corriger dans leur fichier",
                    "{en} (usage records, agents' documents, other files): to be corrected in their own file"
                ),
            ));
        }
        Ok(())
    }

    /// The table that a row set aside comes from: the one of its name, or the only one of its file
    /// name.
    fn original(&mut self, file: &str) -> Option<&mut GivenTable> {
        // `parc.xlsx#Portables` is a sheet of the file.
        let whole = |given: &GivenTable| given.name == file;
        let file = match file.rsplit_once('#') {
            Some((workbook, _)) if !self.tables.iter().any(whole) => workbook,
            _ => file,
        };
        let named = |path: &str| Path::new(path).file_name().map(std::ffi::OsStr::to_owned);
        let exact = self.tables.iter().position(|given| given.is_own() && given.name == file);
        let mut alike = (0..self.tables.len())
            .filter(|at| self.tables[*at].is_own() && named(&self.tables[*at].name) == named(file));
        let at = exact.or_else(|| alike.next().filter(|_| alike.next().is_none()))?;
        self.tables.get_mut(at)
    }

    /// Lays rows out as the table they come from, each on its line.
    fn lay_out(
        &mut self,
        path: &Path,
        file: String,
        headings: &str,
        mut rows: Vec<Corrected>,
    ) -> Result<(), Fault> {
        let refused = |error: std::io::Error| no_temporary(&error);
        if self.folder.is_none() {
            let folder = tempfile::tempdir().map_err(refused)?;
            self.folder = Some((Leftover::of(folder.path()), folder));
        }
        let Some((_, place)) = &self.folder else { return Ok(()) };
        rows.sort_by_key(|row| row.line);
        let number = self.tables.len();
        let part = place.path().join(format!("{number}.csv"));
        std::fs::write(&part, laid_out(headings, rows.iter())).map_err(refused)?;
        let changed = rows.iter().any(Corrected::is_changed);
        let changed = changed.then(|| place.path().join(format!("{number}-changed.csv")));
        if let Some(part) = &changed {
            let changed = rows.iter().filter(|row| row.is_changed());
            std::fs::write(part, laid_out(headings, changed)).map_err(refused)?;
        }
        let unchanged = rows.into_iter().filter(|row| !row.is_changed());
        let unchanged = unchanged.map(Corrected::set_aside_again).collect();
        self.tables.push(GivenTable {
            path: part,
            name: file,
            from: path.to_owned(),
            patches: Patches::new(),
            not_found: BTreeMap::new(),
            alone: Some(StandsAlone { unchanged, changed }),
        });
        Ok(())
    }
}

/// Rows set aside as a table, each on the line it stood on.
fn laid_out<'a>(headings: &str, rows: impl Iterator<Item = &'a Corrected>) -> String {
    let mut text = format!("{headings}\n");
    let mut at = text.matches('\n').count() as u64 + 1;
    for row in rows {
        // Empty lines are no rows: they put this one where it stood.
        let missing = row.line.saturating_sub(at);
        text.extend((0..missing).map(|_| '\n'));
        let line = row.text();
        text.push_str(&line);
        text.push('\n');
        at += missing + line.matches('\n').count() as u64 + 1;
    }
    text
}

/// Whether a file is a table of rows set aside, by its headings.
fn is_rejects(path: &Path) -> bool {
    if path.is_dir() {
        return false;
    }
    let Ok(source) = TextSource::open(path, None) else { return false };
    let head = source.head();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    [b',', b';', b'\t'].into_iter().any(|delimiter| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(head);
        let mut record = csv::ByteRecord::new();
        // Bytes in memory are read without fault.
        let _ = reader.read_byte_record(&mut record);
        ["file", "line", "reason", "row", "headings"]
            .iter()
            .all(|name| record.iter().any(|cell| cell.trim_ascii() == name.as_bytes()))
    })
}

/// Says beside each table of rows set aside what was done with them.
pub(super) fn note_corrections(inputs: &mut Vec<Input>, all: &AllGiven) {
    let placed: Vec<(PathBuf, Text)> = all.tables.iter().flat_map(GivenTable::notes).collect();
    for (path, note) in placed.iter().chain(&all.notes) {
        if let Some(input) = inputs.iter_mut().find(|input| input.path == *path) {
            input.notes.push(note.clone());
        } else {
            let mut input = Input::own(path.clone(), "rejects.csv");
            input.notes.push(note.clone());
            inputs.push(input);
        }
    }
}
