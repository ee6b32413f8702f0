//! Which files of an estate's folder are what: inventories, forms of its own, and what no reader takes.

use super::names::{CARD, Ending, INVENTORIES, USAGE, form_of, is_csv, misspelt};
use ground::fault::Fault;
use inventory::documents_in;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

pub(super) fn csv_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    files_of(folder, is_csv)
}

/// The inventories of a folder: tables, sheets and, where it holds nothing else, folders of agents'
/// documents.
pub(super) fn inventories_in(folder: &Path, own: bool) -> Result<Vec<PathBuf>, Fault> {
    let mut found = files_of(folder, |path| is_inventory(path, own))?;
    if own {
        for entry in entries(folder)? {
            if !entry.is_dir() || is_hidden(&entry) {
                continue;
            }
            if is_documents(&entry)? {
                found.push(entry);
            } else if year_in_name(&entry).is_some() {
                // A folder of a year: its tables are that year's.
                found.extend(files_of(&entry, |path| is_inventory(path, false))?);
            }
        }
        found.sort();
    }
    Ok(found)
}

/// Whether a file is an inventory, by its name: in the folder of inventories, `own`, or elsewhere.
pub(super) fn is_inventory(path: &Path, own: bool) -> bool {
    match Ending::of(path) {
        Some(Ending::Table) => true,
        Some(Ending::OwnTable | Ending::Document) => own,
        Some(Ending::OldWorkbook | Ending::Text) => own && year_in_name(path).is_some(),
        Some(Ending::Settings) | None => false,
    }
}

/// The year of a file: that of the folder of the year it stands in, below another, else its own.
pub(super) fn year_told(path: &Path, folder: &Path) -> Option<i32> {
    let of_folder = path.parent().filter(|parent| *parent != folder).and_then(year_in_name);
    of_folder.or_else(|| year_in_name(path))
}

/// How deep folders among the inventories are looked through for tables.
const DEEPEST: usize = 4;
/// How many files and folders are looked at there; a folder that is not looked into is itself listed.
const MOST_ENTRIES: usize = 50_000;

/// The tables in the folders below one, at any depth that people use, but in folders that are read whole.
pub(super) fn tables_below(
    folder: &Path,
    read: &BTreeSet<&PathBuf>,
) -> Result<Vec<PathBuf>, Fault> {
    let (mut found, mut folders) = (Vec::new(), vec![(folder.to_owned(), 0)]);
    let mut looked_at = 0;
    while let Some((at, depth)) = folders.pop() {
        if looked_at > MOST_ENTRIES {
            found.push(at);
            continue;
        }
        let entries = entries(&at)?;
        looked_at += entries.len();
        for path in entries.into_iter().filter(|path| !is_hidden(path)) {
            if path.is_dir() {
                if depth < DEEPEST && !read.contains(&path) && !leads_back(&path, folder) {
                    folders.push((path, depth + 1));
                }
            } else if depth > 0 && Ending::of(&path).is_some_and(Ending::is_of_rows) {
                // What leads nowhere is not read either.
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a folder is a link into the estate of these inventories, or to a folder around it: what
/// stands there is found where it stands.
fn leads_back(path: &Path, inventories: &Path) -> bool {
    if !path.symlink_metadata().is_ok_and(|there| there.is_symlink()) {
        return false;
    }
    let (Ok(to), Ok(own)) = (path.canonicalize(), inventories.canonicalize()) else { return true };
    to.starts_with(own.parent().unwrap_or(&own)) || own.starts_with(&to)
}

/// Whether a file is called as one that an estate has besides inventories, whatever its form.
pub(super) fn is_form(path: &Path) -> bool {
    form_of(path).is_some()
}

/// The files of an estate that are called as one that is read, or stand in a folder of such, in a form
/// that no reader takes.
pub(super) fn forms_not_read(root: &Path) -> Result<Vec<String>, Fault> {
    let other_form = |path: &Path| {
        let ending = Ending::of(path);
        let may_be = ending.is_some_and(|ending| ending.is_of_rows() || ending == Ending::Text);
        may_be && !is_csv(path)
    };
    let mut all = files_of(root, |path| other_form(path) && is_form(path))?;
    // What is read stands beside, or it is notes.
    all.retain(|path| !form_of(path).is_some_and(|name| root.join(name).is_file()));
    let mut usage = files_of(&root.join(USAGE), other_form)?;
    usage.retain(|path| !path.with_extension("csv").is_file());
    all.extend(usage);
    all.retain(|path| !is_notes(path));
    Ok(all.iter().map(|path| below(root, path)).collect())
}

/// The files of an estate that are called as one that is read but for their capitals, and those of
/// folders that are: no reader opens them, where capitals tell files apart.
pub(super) fn misspelt_in(root: &Path) -> Result<Vec<String>, Fault> {
    let all = entries(root)?;
    let mut found = Vec::new();
    for path in &all {
        let name = path.file_name().map_or("".into(), |name| name.to_string_lossy());
        let Some(own) = misspelt(&name).map(|own| root.join(own)) else { continue };
        // Where capitals do not count, the file is there under the name that is read.
        let is_same = || match (path.canonicalize(), own.canonicalize()) {
            (Ok(path), Ok(own)) => path == own,
            _ => false,
        };
        if own.exists() && (!all.contains(&own) || is_same()) {
            continue;
        }
        if path.is_dir() {
            found.extend(files_of(path, |_| true)?);
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    Ok(found.iter().map(|path| below(root, path)).collect())
}

fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
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
    let estate = folder.join(CARD).exists() || folder.join(INVENTORIES).is_dir();
    Ok(!estate
        && files_of(folder, |path| is_inventory(path, false))?.is_empty()
        && !documents_in(folder)?.is_empty())
}

/// What stands in a folder.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| ground::table::TextSource::cannot_read(folder, &error))?;
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
}

pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']))
}

/// The files of a folder that are meant, in the order of their names; none where there is no such
/// folder.
pub(super) fn files_of(
    folder: &Path,
    is_meant: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, Fault> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> = entries(folder)?
        .into_iter()
        .filter(|path| is_meant(path) && path.is_file() && !is_hidden(path))
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
    use super::{forms_not_read, misspelt_in, tables_below};
    use std::collections::BTreeSet;

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

    #[test]
    fn what_is_called_as_a_file_that_is_read_but_for_its_capitals_is_listed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |name: &str| {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        };
        write("services.csv");
        assert_eq!(misspelt_in(root).unwrap(), Vec::<String>::new());
        for name in ["Movements.csv", "datacentres.CSV", "Estate.toml", "Usage/2025.csv"] {
            write(name);
            // Where capitals do not count, it is read.
            let is_read = root.join(name.to_lowercase()).exists();
            let listed = misspelt_in(root).unwrap();
            assert_ne!(listed.iter().any(|own| own == name), is_read, "{name}: {listed:?}");
        }
        assert_eq!(forms_not_read(root).unwrap(), Vec::<String>::new(), "each is listed once");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_back_into_the_estate_gives_no_table_again() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let own = folder.path().join("parc/inventories");
        std::fs::create_dir_all(own.join("sud")).unwrap();
        for path in [own.join("2025.csv"), own.join("sud/b.csv"), other.path().join("c.csv")] {
            std::fs::write(path, "x").unwrap();
        }
        std::fs::write(folder.path().join("parc/movements.csv"), "x").unwrap();
        symlink("..", own.join("x")).unwrap();
        symlink("../..", own.join("sud/y")).unwrap();
        symlink("sud", own.join("z")).unwrap();
        symlink(other.path(), own.join("nord")).unwrap();
        symlink("nowhere", own.join("sud/lost.xlsx")).unwrap();
        let found = tables_below(&own, &BTreeSet::new()).unwrap();
        let expected = ["nord/c.csv", "sud/b.csv", "sud/lost.xlsx"].map(|name| own.join(name));
        assert_eq!(found, expected);
    }
}
