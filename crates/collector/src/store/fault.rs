//! Why a store cannot do what it is asked.

use rusqlite::ErrorCode;
use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

/// The file that every store of files has.
pub(super) const MAIN: &str = "main.db";

/// What a store says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// No room is left on its disk.
    Full,
    /// It is of a later version than this program.
    Later(i64),
    /// It changed while it was counted or copied; nothing was changed by what asks.
    Changed,
    /// Another was being copied into it, and was not to its end.
    Cut,
    /// It was moved into this other, which is served in its place; an earlier version kept no name.
    Moved(String),
    /// It is moved, put back, or under another key soon: another process has it alone.
    Changing(String),
    /// Others have it open.
    InUse(String),
    /// Its pseudonyms are of another key than when it was opened.
    Rekeyed,
    /// It takes a connection, and does not answer.
    Silent,
    /// This file of it is damaged: what would be stored there could not be read again.
    Damaged(String),
    /// It lacks this file of a month's days, which it had.
    Lost(String),
    /// It lacks its main file, beside this one of days.
    Half(String),
    /// This folder holds something already.
    NotEmpty(String),
    /// It is a database, which its own tools copy and put back.
    OwnTools,
    /// This folder is no backup, or one that was cut.
    NoBackup(String),
    /// This folder is a store that is served or was not closed: what its logs have is in no file yet.
    Unclosed(String),
    /// This file of a backup is not as it was copied.
    Altered(String),
    /// The system does not let this file or folder be used so.
    File(String, ErrorKind),
    /// This database is not reached, or refuses, in words of its own.
    Unreached(String, String),
    /// Anything else, in the store's own words.
    Broken(String),
}

impl StoreFault {
    /// The same, of this file: what says that a file is damaged does not say which.
    pub(super) fn of_file(self, path: &Path) -> Self {
        match self {
            Self::Damaged(_) => Self::Damaged(path.display().to_string()),
            // SQLite does not say why it opens no file; the system does.
            Self::File(name, ErrorKind::Other) if name.is_empty() => {
                let asked = std::fs::File::options().read(true).write(true).open(path);
                let why = asked.err().map(|error| error.kind());
                let why = why.filter(|kind| *kind != ErrorKind::NotFound);
                Self::File(path.display().to_string(), why.unwrap_or(ErrorKind::Other))
            }
            Self::File(name, kind) if name.is_empty() => {
                Self::File(path.display().to_string(), kind)
            }
            other => other,
        }
    }

    /// The same, of the disk of this folder, which is not the store's.
    pub(super) fn of_disk(self, folder: &Path) -> Self {
        match self {
            Self::Full => Self::File(folder.display().to_string(), ErrorKind::StorageFull),
            // What is damaged is the store's.
            Self::Damaged(file) => Self::Damaged(file),
            other => other.of_file(folder),
        }
    }
}

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("no room is left on the store's disk"),
            Self::Later(version) => {
                write!(f, "the store is of version {version}, which a later program wrote")
            }
            Self::Changed => f.write_str("the store changed meanwhile"),
            Self::Cut => f.write_str("a copy that was cut"),
            Self::Moved(to) => write!(f, "the store was moved into another: {to}"),
            Self::Changing(place) => write!(f, "{place} is being moved, put back, or rekeyed"),
            Self::InUse(place) => write!(f, "{place} is in use"),
            Self::Rekeyed => f.write_str("the store's key was changed"),
            Self::Silent => f.write_str("the database does not answer"),
            Self::Damaged(file) => write!(f, "{file} is damaged"),
            Self::Lost(file) => write!(f, "{file} is missing"),
            Self::Half(file) => write!(f, "main.db is missing beside {file}"),
            Self::NotEmpty(folder) => write!(f, "{folder} is not empty"),
            Self::OwnTools => f.write_str("a database is copied and put back by its own tools"),
            Self::NoBackup(folder) => write!(f, "{folder} is no whole backup"),
            Self::Unclosed(folder) => write!(f, "{folder} is a store that was not closed"),
            Self::Altered(file) => write!(f, "{file} is not as it was copied"),
            Self::File(name, kind) => write!(f, "{name}: {kind}"),
            Self::Unreached(place, why) => write!(f, "{place}: {why}"),
            Self::Broken(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for StoreFault {}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> Self {
        /// The index of a log finds no room: a disk that is full, under another name.
        const SHMSIZE: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
        if error.sqlite_error().is_some_and(|told| told.extended_code == SHMSIZE) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(MAIN.to_owned())
            }
            Some(ErrorCode::CannotOpen) => Self::File(String::new(), ErrorKind::Other),
            Some(ErrorCode::ReadOnly) => Self::File(String::new(), ErrorKind::ReadOnlyFilesystem),
            Some(ErrorCode::PermissionDenied) => {
                Self::File(String::new(), ErrorKind::PermissionDenied)
            }
            Some(ErrorCode::DatabaseBusy) => Self::File(String::new(), ErrorKind::ResourceBusy),
            _ => Self::Broken(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreFault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull => Self::Full,
            ErrorKind::Other => Self::Broken(error.to_string()),
            kind => Self::File(String::new(), kind),
        }
    }
}

impl From<tokio_postgres::Error> for StoreFault {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.code() {
            Some(code) if *code == tokio_postgres::error::SqlState::DISK_FULL => Self::Full,
            _ => Self::Broken(match error.as_db_error() {
                Some(said) => said.message().to_owned(),
                None => error.to_string(),
            }),
        }
    }
}
