//! The inventories given: files as they are, and rows set aside by an earlier run, corrected.
//!
//! A `rejects.csv` holds the original text of rows under the headings of several files. Each of
//! them becomes a table of its own again, where every row stands on its original line, so that
//! what is still wrong is shown where it was.

use ground::fault::Fault;
use ground::table::{SmallTable, Source, disarmed};
use ground::text;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The columns that tell a table of rows set aside.
const REJECTS: [&str; 4] = ["file", "line", "row", "headings"];

/// A table to read.
pub(super) struct Given {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name in messages and results.
    pub(super) name: String,
    /// The file the user gave.
    pub(super) from: PathBuf,
}

/// The inventories of a run, and the folder that holds those made from rows set aside.
pub(super) struct AllGiven {
    pub(super) tables: Vec<Given>,
    /// Dropped with the run: the tables in it are gone then.
    _folder: Option<tempfile::TempDir>,
}

/// The tables of the files given, `root` left out of their names.
///
/// # Errors
///
/// A file cannot be read; rows set aside have no line, or no headings.
pub(super) fn given(paths: &[PathBuf], root: &Path) -> Result<AllGiven, Fault> {
    let (mut tables, mut folder) = (Vec::new(), None);
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(path).display().to_string();
        if !is_rejects(path) {
            tables.push(Given { path: path.clone(), name, from: path.clone() });
            continue;
        }
        let refused = |error: std::io::Error| no_room(path, &error);
        if folder.is_none() {
            folder = Some(tempfile::tempdir().map_err(refused)?);
        }
        let Some(place) = &folder else { continue };
        for ((file, _), text) in corrected(path)? {
            let part = place.path().join(format!("{}.csv", tables.len()));
            std::fs::File::create(&part)
                .and_then(|mut out| out.write_all(text.as_bytes()))
                .map_err(refused)?;
            tables.push(Given { path: part, name: file, from: path.clone() });
        }
    }
    Ok(AllGiven { tables, _folder: folder })
}

/// Whether a file is a table of rows set aside, by its headings.
fn is_rejects(path: &Path) -> bool {
    if path.is_dir() {
        return false;
    }
    let Ok(source) = Source::open(path, None) else { return false };
    let first =
        source.head().split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let line = String::from_utf8_lossy(first.unwrap_or(b"")).into_owned();
    let cells: Vec<&str> =
        line.split([',', ';', '\t']).map(|cell| cell.trim().trim_matches('"')).collect();
    REJECTS[..3].iter().all(|name| cells.contains(name)) && cells.contains(&"reason")
}

/// The tables that rows set aside make, by file and headings.
fn corrected(path: &Path) -> Result<BTreeMap<(String, String), String>, Fault> {
    let table = SmallTable::open(path, &REJECTS)?;
    let mut rows: BTreeMap<(String, String), Vec<(usize, String)>> = BTreeMap::new();
    for row in table.rows() {
        let text = |column: &str| {
            String::from_utf8_lossy(disarmed(row.get(column).as_bytes())).into_owned()
        };
        let (file, headings, original) = (text("file"), text("headings"), text("row"));
        if headings.is_empty() {
            return Err(row
                .fault(
                    "headings",
                    text!(
                        "cette ligne n'a pas les titres de colonnes de son fichier",
                        "this row has not the column headings of its file"
                    ),
                )
                .hint(text!(
                    "les relevés de consommation et les documents d'agents se corrigent dans leur fichier",
                    "usage records and agents' documents are corrected in their own file"
                )));
        }
        let line = row.get("line").parse::<usize>().ok().filter(|line| *line > 0);
        let line = line.ok_or_else(|| {
            row.fault("line", text!("numéro de ligne attendu", "line number expected"))
        })?;
        rows.entry((file, headings)).or_default().push((line, original));
    }
    let mut tables = BTreeMap::new();
    for (key, mut rows) in rows {
        rows.sort_by_key(|(line, _)| *line);
        let mut text = format!("{}\n", key.1);
        let mut at = text.matches('\n').count() + 1;
        for (line, row) in rows {
            // Empty lines are no rows: they put this one where it stood.
            let missing = line.saturating_sub(at);
            text.extend(std::iter::repeat_n('\n', missing));
            text.push_str(&row);
            text.push('\n');
            at += missing + row.matches('\n').count() + 1;
        }
        tables.insert(key, text);
    }
    Ok(tables)
}

fn no_room(path: &Path, error: &std::io::Error) -> Fault {
    Fault::new(text!(
        "les lignes corrigées ne peuvent pas être préparées dans le dossier temporaire",
        "the corrected rows cannot be laid out in the temporary folder"
    ))
    .in_file(path)
    .because(error)
}
