//! Which files of an estate's folder are what: inventories, forms of its own, and what no reader takes.

use ground::fault::Fault;
use inventory::documents_in;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

pub(super) fn csv_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    files_of(folder, &["csv"])
}

/// The inventories of a folder: tables, sheets and, where it holds nothing else, folders of agents'
/// documents.
pub(super) fn inventories_in(folder: &Path, own: bool) -> Result<Vec<PathBuf>, Fault> {
    let mut found = files_of(folder, &["csv", "xlsx", "ods"])?;
    if own {
        found.extend(files_of(folder, &["json", "xml", "ocs", "tsv", "tab"])?);
        // A text may be notes; one that tells a year is a table, and so is an old workbook, which
        // says itself how it can be read.
        let tables = files_of(folder, &["txt", "xls", "xlsm", "xlsb", "html", "htm"])?;
        found.extend(tables.into_iter().filter(|path| year_in_name(path).is_some()));
        for entry in entries(folder)? {
            if !entry.is_dir() || is_hidden(&entry) {
                continue;
            }
            if is_documents(&entry)? {
                found.push(entry);
            } else if year_in_name(&entry).is_some() {
                // A folder of a year: its tables are that year's.
                found.extend(files_of(&entry, &["csv", "xlsx", "ods"])?);
            }
        }
        found.sort();
    }
    Ok(found)
}

/// The year of a file: that of the folder of the year it stands in, below another, else its own.
pub(super) fn year_told(path: &Path, folder: &Path) -> Option<i32> {
    let of_folder = path.parent().filter(|parent| *parent != folder).and_then(year_in_name);
    of_folder.or_else(|| year_in_name(path))
}

/// How deep folders among the inventories are looked through for tables.
const DEEPEST: usize = 4;

/// The tables in the folders below one, at any depth that people use, but in folders that are read whole.
pub(super) fn tables_below(
    folder: &Path,
    read: &BTreeSet<&PathBuf>,
) -> Result<Vec<PathBuf>, Fault> {
    let (mut found, mut folders) = (Vec::new(), vec![(folder.to_owned(), 0)]);
    while let Some((at, depth)) = folders.pop() {
        if depth > 0 {
            found.extend(files_of(
                &at,
                &["csv", "xlsx", "ods", "xls", "xlsm", "xlsb", "tsv", "tab"],
            )?);
        }
        let below = entries(&at)?.into_iter().filter(|path| path.is_dir() && !is_hidden(path));
        let below = below.filter(|path| depth < DEEPEST && !read.contains(path));
        folders.extend(below.map(|path| (path, depth + 1)));
    }
    found.sort();
    Ok(found)
}

/// Whether a file is called as one that an estate has besides inventories, whatever its form.
pub(super) fn is_form(path: &Path) -> bool {
    const FORMS: [&str; 5] =
        ["movements", "services", "datacentres", "virtual-machines", "applications"];
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    stem.is_some_and(|stem| FORMS.contains(&stem.as_str()))
}

/// The files of an estate that are called as one that is read, or stand in a folder of such, in a form
/// that no reader takes.
pub(super) fn forms_not_read(root: &Path) -> Result<Vec<String>, Fault> {
    const TABLES: [&str; 7] = ["xlsx", "ods", "xls", "xlsm", "xlsb", "tsv", "txt"];
    let forms = files_of(root, &TABLES)?.into_iter().filter(|path| is_form(path));
    let mut all: Vec<PathBuf> = forms.collect();
    all.extend(files_of(&root.join("usage"), &TABLES)?);
    // What is read stands beside, or it is notes.
    all.retain(|path| !path.with_extension("csv").is_file() && !is_notes(path));
    let name = |path: PathBuf| path.strip_prefix(root).unwrap_or(&path).display().to_string();
    Ok(all.into_iter().map(name).collect())
}

/// Whether a file is a text that has no form of a table: its first two lines have not as many cells.
fn is_notes(path: &Path) -> bool {
    if !path.extension().is_some_and(|end| end.eq_ignore_ascii_case("txt")) {
        return false;
    }
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(1 << 16).read_to_end(&mut head));
    // UTF-16 has a zero beside each letter.
    head.retain(|byte| *byte != 0);
    let mut lines = head.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return read.is_ok() };
    let cells = |line: &[u8], mark: u8| line.split(|byte| *byte == mark).count();
    let is_table = |mark: &u8| {
        let (first, second) = (cells(first, *mark), cells(second, *mark));
        first > 1 && first == second
    };
    read.is_ok() && !b"\t;,|".iter().any(is_table)
}

/// Whether a folder is one of agents' documents: it has some, and no table beside them.
pub(super) fn is_documents(folder: &Path) -> Result<bool, Fault> {
    let estate = folder.join("estate.toml").exists() || folder.join("inventories").is_dir();
    Ok(!estate
        && files_of(folder, &["csv", "xlsx", "ods"])?.is_empty()
        && !documents_in(folder)?.is_empty())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| ground::table::TextSource::cannot_read(folder, &error))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']))
}

/// The files of a folder with one of these endings, or all of them where none is asked for, in the
/// order of their names; none where there is no such folder.
pub(super) fn files_of(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Fault> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let ends = |path: &Path| {
        endings.is_empty()
            || path
                .extension()
                .is_some_and(|end| endings.iter().any(|own| end.eq_ignore_ascii_case(own)))
    };
    let mut files: Vec<PathBuf> = entries(folder)?
        .into_iter()
        .filter(|path| path.is_file() && ends(path) && !is_hidden(path))
        .collect();
    files.sort();
    Ok(files)
}

/// The first year (2000 to 2099) that a file's name holds.
pub(super) fn year_in_name(path: &Path) -> Option<i32> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .find(|year| (2000..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::forms_not_read;

    #[test]
    fn what_is_read_beside_and_notes_are_no_forms_that_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |name: &str, text: &str| {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("movements.xlsx", "x");
        write("services.ods", "x");
        write("usage/README.txt", "Relevés de consommation, par site\nTenus par la DSI.\n");
        write("usage/empty.txt", "");
        write("usage/2025.txt", "site;kWh\nMairie;12\n");
        write("usage/2024.xlsx", "x");
        let all = |names: &[&str]| {
            assert_eq!(forms_not_read(root).unwrap(), names);
        };
        all(&["movements.xlsx", "services.ods", "usage/2024.xlsx", "usage/2025.txt"]);
        write("movements.csv", "x");
        write("usage/2024.csv", "x");
        all(&["services.ods", "usage/2025.txt"]);
    }
}
