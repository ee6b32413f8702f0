//! How a backup comes back in the place of a store.

use super::connection::connect;
use super::fault::MAIN;
use super::files::{check, free, is_held, is_there, make_private, own_as_folder, with_ending};
use super::hold::{Hold, hold};
use super::sqlite::Sqlite;
use super::sqlite_left as left;
use super::sqlite_main as main_db;
use super::sqlite_months::Months;
use super::{EnrolledAgent, Store, StoreFault, Token};
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Files put back.
    pub files: usize,
    /// Where the store that stood there is kept.
    pub aside: Option<PathBuf>,
    /// Whether there was one, and what it knew could not be read.
    pub is_unread: bool,
}

/// What the store that stood there knows of people and machines, and a backup of before does not.
#[derive(Clone, Debug)]
pub struct KnownBefore {
    /// The key that its pseudonyms are of: one of another names no document that a backup has.
    pub key: Option<String>,
    /// The digests of names that are never taken again.
    pub erased: Vec<String>,
    /// Every agent.
    pub agents: Vec<EnrolledAgent>,
    /// Every token.
    pub tokens: Vec<Token>,
}

/// Puts a backup in place of a store, which is kept beside it whole: no file of the one is left
/// among those of the other, and no log. A backup may lack its list where an earlier version made it.
///
/// What the store that stands there knows is carried into the backup's before it takes its place; none
/// where there is none, or where it cannot be read.
///
/// # Errors
/// A folder that is no backup, or a damaged one, a store that was moved, or the system's word: the
/// store is as it was.
pub fn restore(
    from: &Path,
    store: &Path,
    may_lack: bool,
    carry: impl FnOnce(Option<&KnownBefore>, &mut dyn Store) -> Result<(), StoreFault>,
) -> Result<Restored, StoreFault> {
    let files = super::backup::whole(from, may_lack)?;
    if let Some(path) = files.iter().find(|path| !path.is_file()) {
        return Err(StoreFault::Altered(path.display().to_string()));
    }
    // What is only in a log is in no file that is copied here.
    let has_log = |path: &PathBuf| {
        let log = |end| std::fs::metadata(with_ending(path, end)).is_ok_and(|log| log.len() > 0);
        log("-wal") || log("-journal")
    };
    if files.iter().any(has_log) {
        return Err(StoreFault::Unclosed(from.display().to_string()));
    }
    for path in &files {
        check(path, &Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)?;
    }
    let main = Connection::open_with_flags(from.join(MAIN), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let version: i64 = main.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == 0 {
        return Err(StoreFault::Altered(from.join(MAIN).display().to_string()));
    }
    for month in left::listed_anew(&main)? {
        let path = Months::new(from).path(month);
        if !files.contains(&path) {
            return Err(StoreFault::Altered(path.display().to_string()));
        }
    }
    // Where it is a link, the store stays on the disk that it leads to.
    let led = std::fs::canonicalize(store);
    let store = led.as_deref().unwrap_or(store);
    let new = beside(store, "restoring");
    put_back_cut(store, &new)?;
    // Who has it open would write into the one that is set aside.
    let held = if store.is_dir() { Some(hold(store, Hold::Alone)?) } else { None };
    let known = known(store)?;
    let is_unread = known.is_none() && is_held(store);
    if is_there(&new)? {
        // What another left that was cut.
        std::fs::remove_dir_all(&new)?;
    }
    let filled = fill(&new, &files, from, |new| carry(known.as_ref(), new));
    filled.inspect_err(|_| {
        // What is no store holds the room of a full disk.
        let _ = std::fs::remove_dir_all(&new);
    })?;
    let aside = is_there(store)?.then(|| free(|at| place_aside(store, at)));
    if let Some(aside) = &aside {
        std::fs::rename(store, aside)?;
    }
    std::fs::rename(&new, store)?;
    drop(held);
    Ok(Restored { files: files.len(), aside, is_unread })
}

/// Copies a backup's files into a new folder, and holds the store that they make against its own list
/// before anything is carried into it.
fn fill(
    new: &Path,
    files: &[PathBuf],
    from: &Path,
    carry: impl FnOnce(&mut dyn Store) -> Result<(), StoreFault>,
) -> Result<(), StoreFault> {
    make_private(new)?;
    for path in files {
        let Some(name) = path.file_name() else { continue };
        let to = new.join(name);
        // Not the rights of a backup that nobody may write to.
        let mut file = std::fs::File::create(&to)?;
        std::io::copy(&mut std::fs::File::open(path)?, &mut file)?;
        file.sync_all()?;
        own_as_folder(&to);
    }
    let of_backup = |fault| match fault {
        StoreFault::Lost(path) | StoreFault::Damaged(path) => {
            let name = Path::new(&path).file_name().map(|name| from.join(name));
            StoreFault::Altered(name.unwrap_or_else(|| from.to_owned()).display().to_string())
        }
        other => other,
    };
    carry(&mut Sqlite::open(new, Hold::Alone, false).map_err(of_backup)?)
}

/// Who was killed between the two names of a restore left the store aside and the new one beside: the
/// store comes back, since it alone knows what it knew.
fn put_back_cut(store: &Path, new: &Path) -> Result<(), StoreFault> {
    if !is_there(store)?
        && is_there(new)?
        && let places = (1..).map(|at| place_aside(store, at))
        && let Some(last) = places.take_while(|place| place.exists()).last()
    {
        std::fs::rename(last, store)?;
    }
    Ok(())
}

/// Where stores are kept that another was put in the place of, one after another.
fn place_aside(store: &Path, at: u32) -> PathBuf {
    beside(store, &format!("before-restore-{at}"))
}

/// What a store knows, if its main file can be read.
fn known(store: &Path) -> Result<Option<KnownBefore>, StoreFault> {
    let path = store.join(MAIN);
    if !is_held(store) || !path.exists() {
        return Ok(None);
    }
    let read = || -> Result<(super::StoreMark, KnownBefore), StoreFault> {
        let main = connect(&path, &main_db::VERSIONS)?;
        let known = KnownBefore {
            key: main_db::key(&main)?,
            erased: main_db::erased_names(&main)?,
            agents: main_db::agents(&main)?,
            tokens: main_db::tokens(&main)?,
        };
        Ok((main_db::mark(&main)?, known))
    };
    match read() {
        // It is another that takes records now.
        Ok((super::StoreMark::Moved(to), _)) => Err(StoreFault::Moved(to)),
        Ok((_, known)) => Ok(Some(known)),
        Err(_) => Ok(None),
    }
}

/// A folder beside another, named after it.
fn beside(folder: &Path, word: &str) -> PathBuf {
    let mut name = folder.file_name().map_or_else(OsString::new, OsString::from);
    name.push(format!(".{word}"));
    folder.with_file_name(name)
}
