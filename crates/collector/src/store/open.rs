//! Which store an address names.

use super::files::{check_unclosed, is_held};
use super::hold::Hold;
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{GivenUp, Store, StoreFault, sqlite_list};
use std::path::PathBuf;

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorePlace {
    /// A folder of `SQLite`'s files.
    Folder(PathBuf),
    /// A database of `PostgreSQL`, by its address.
    Postgres(String),
}

impl StorePlace {
    /// `postgres://…` and `postgresql://…` are databases; all else is a folder.
    pub fn of(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::Folder(PathBuf::from(text))
        }
    }

    /// Whether it is written as an address, and is none of a database that is known here.
    pub fn is_unknown(&self) -> bool {
        match self {
            // A folder that is there is one, whatever its name.
            Self::Folder(folder) => !folder.is_dir() && folder.to_str().is_some_and(is_address),
            Self::Postgres(_) => false,
        }
    }

    /// As others may read it: without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::Folder(folder) if self.is_unknown() => {
                // Where it is not known what is a password, nothing is shown.
                let text = folder.display().to_string();
                let end = text.find([':', '=', '/', '@']).map_or(0, |at| at + 1);
                format!("{}…", &text[..end])
            }
            Self::Folder(folder) => {
                let whole = std::path::absolute(folder);
                whole.as_ref().unwrap_or(folder).display().to_string()
            }
            Self::Postgres(address) => crate::prometheus::shown(address),
        }
    }
}

/// Whether a text that is no address known here was meant as one: of another database, without its
/// strokes, or in words (`host=… password=…`).
fn is_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_named = ["postgres:", "postgresql:", "postgres/", "postgresql/", "host=", "user="]
        .iter()
        .any(|start| lower.starts_with(start));
    is_named
        || lower.contains(":/")
        || lower.contains("password=")
        || lower.split_once('@').is_some_and(|(user, _)| user.contains(':'))
}

/// Whether there is a store at a place; a database is looked at by opening it.
pub fn is_made(place: &StorePlace) -> bool {
    match place {
        StorePlace::Folder(folder) => is_held(folder),
        StorePlace::Postgres(_) => true,
    }
}

/// Opens a store whose files are whole: after an end that was none, what its logs put back is read
/// before anything more is stored.
///
/// # Errors
/// The store's word, or a file that is damaged.
pub fn open_whole(place: &StorePlace) -> Result<Box<dyn Store>, StoreFault> {
    if let StorePlace::Folder(folder) = place {
        check_unclosed(folder)?;
    }
    open(place)
}

/// Opens a store, and makes it where there is none.
///
/// # Errors
/// The store's word.
pub fn open(place: &StorePlace) -> Result<Box<dyn Store>, StoreFault> {
    made(place, Hold::Shared, false)
}

/// Opens a store that nobody else has open, and keeps all others out.
///
/// # Errors
/// The store's word; it is in use.
pub fn open_alone(place: &StorePlace) -> Result<Box<dyn Store>, StoreFault> {
    made(place, Hold::Alone, false)
}

/// Opens a store, alone, that another is copied into: one that is made now is no store until the copy
/// is whole.
///
/// # Errors
/// The store's word; it is in use.
pub fn open_copy(place: &StorePlace) -> Result<Box<dyn Store>, StoreFault> {
    made(place, Hold::Alone, true)
}

/// Takes the months whose days are lost out of a store's list; a database has none of them.
///
/// # Errors
/// The store's word; it is in use.
pub fn give_up(place: &StorePlace) -> Result<Vec<GivenUp>, StoreFault> {
    match place {
        StorePlace::Folder(folder) => sqlite_list::give_up(folder),
        StorePlace::Postgres(_) => Ok(Vec::new()),
    }
}

fn made(place: &StorePlace, hold: Hold, is_copy: bool) -> Result<Box<dyn Store>, StoreFault> {
    Ok(match place {
        StorePlace::Folder(folder) => Box::new(Sqlite::open(folder, hold, is_copy)?),
        StorePlace::Postgres(address) => Box::new(Postgres::open(address, hold, is_copy)?),
    })
}
