//! The files of a store of `SQLite`: whose they are, and whether they are whole.

use super::StoreFault;
use super::fault::MAIN;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// Whether a folder holds a store.
pub(super) fn is_held(folder: &Path) -> bool {
    has_main(folder) || days_without_main(folder).is_ok_and(|days| days.is_some())
}

/// Whether a folder has the main file, with tables in it: who is killed while they are made leaves none.
fn has_main(folder: &Path) -> bool {
    let path = folder.join(MAIN);
    let version = || -> rusqlite::Result<i64> {
        let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        db.query_row("PRAGMA user_version", [], |row| row.get(0))
    };
    // One that cannot be read, or looked at, is there, and whoever opens it says why it is not read.
    let is_missing = matches!(path.try_exists(), Ok(false));
    !is_missing && version().map_or(true, |version| version > 0)
}

/// A file of days that stands without the main one.
pub(super) fn days_without_main(folder: &Path) -> Result<Option<String>, StoreFault> {
    if has_main(folder) {
        return Ok(None);
    }
    let files = databases(folder)?;
    let names = files.iter().filter_map(|path| path.file_name()).filter(|name| *name != MAIN);
    Ok(names.map(|name| name.to_string_lossy().into_owned()).min())
}

/// The databases of a folder; none where there is no folder.
pub(super) fn databases(folder: &Path) -> Result<Vec<PathBuf>, StoreFault> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "db") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A folder for its owner alone.
pub(super) fn make_private(folder: &Path) -> Result<(), StoreFault> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = std::fs::create_dir_all(folder);
    made.map_err(|error| StoreFault::from(error).of_file(folder))?;
    own_as_folder(folder);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Gives what was just made to whoever the folder around it belongs to: a command run as root leaves
/// nothing that the collector itself cannot use. Others than root own what they make.
pub(crate) fn own_as_folder(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let Some(around) = path.parent().and_then(|folder| std::fs::metadata(folder).ok()) else {
            return;
        };
        if std::fs::metadata(path).is_ok_and(|made| made.uid() != around.uid()) {
            // Who may not give it away is not root, and meets the system's word where it matters.
            let _ = chown(path, Some(around.uid()), Some(around.gid()));
        }
    }
}

/// Months that are written now, and how many bytes of a file are read at each start: a second's work.
const WRITTEN: usize = 3;
const SMALL: u64 = 256 << 20;

/// Reads the files whose logs were left behind, as a crash does, or a file put back beside the log of
/// another: what lies in a log that is not the file's own damages it, and nothing says so until it is
/// read.
///
/// The main file and the months that are written now are read too, unless they are large: days would
/// be acknowledged into a file that cannot be read again.
pub(super) fn check_unclosed(folder: &Path) -> Result<(), StoreFault> {
    let files = databases(folder).map_err(|fault| fault.of_file(folder))?;
    // By their names the last months, and `main.db` before them all.
    let written = files.iter().rev().take(WRITTEN).chain(files.first());
    let written: Vec<&PathBuf> = written.collect();
    for path in &files {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let unclosed = size(&with_ending(path, "-wal")) > 0;
        if unclosed || (written.contains(&path) && size(path) <= SMALL) {
            let db = Connection::open(path);
            check(path, &db.map_err(|error| StoreFault::from(error).of_file(path))?)?;
        }
    }
    Ok(())
}

/// Whether all pages of a database are as they should be.
pub(super) fn check(path: &Path, db: &Connection) -> Result<(), StoreFault> {
    let damaged = || StoreFault::Damaged(path.display().to_string());
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    let said = db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    match said {
        Ok(said) if said == "ok" => Ok(()),
        Ok(_) => Err(damaged()),
        Err(error) => Err(StoreFault::from(error).of_file(path)),
    }
}

/// Whether something stands at a place; one that cannot be looked at, behind a link or a folder, is no
/// empty place.
pub(super) fn is_there(path: &Path) -> Result<bool, StoreFault> {
    path.try_exists().map_err(|error| StoreFault::from(error).of_file(path))
}

/// The first place of those numbered from 1 where nothing stands.
pub(super) fn free(place: impl Fn(u32) -> PathBuf) -> PathBuf {
    let mut at = 1;
    while place(at).exists() {
        at += 1;
    }
    place(at)
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The number by which a disk knows a file. It is asked without opening it: closing it again would
/// take the locks of `SQLite` away.
pub(super) fn file_number(path: &Path) -> Option<u64> {
    let known = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&known));
    #[cfg(not(unix))]
    return known.is_file().then_some(0);
}
