//! Which store an address names.

use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Store, StoreFault};
use std::path::PathBuf;

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder of `SQLite`'s files.
    Folder(PathBuf),
    /// A database of `PostgreSQL`, by its address.
    Postgres(String),
}

impl Place {
    /// `postgres://…` and `postgresql://…` are databases; all else is a folder.
    pub fn of(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::Folder(PathBuf::from(text))
        }
    }
}

/// Opens a store.
///
/// # Errors
/// The store's word.
pub fn open(place: &Place) -> Result<Box<dyn Store>, StoreFault> {
    Ok(match place {
        Place::Folder(folder) => Box::new(Sqlite::open(folder)?),
        Place::Postgres(address) => Box::new(Postgres::open(address)?),
    })
}
