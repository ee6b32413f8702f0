//! A file of `SQLite`, opened as all of a store are.

use super::StoreFault;
use super::files::own_as_folder;
use rusqlite::Connection;
use std::path::Path;

/// Takes what was overwritten out of the log too, where nobody reads it this moment.
pub(super) fn settle(db: &Connection) -> Result<(), StoreFault> {
    // It answers with a row: whether it was kept from it, which the next one puts right.
    Ok(db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

/// Opens a file and brings it up to the last version.
pub(super) fn connect(path: &Path, versions: &[&str]) -> Result<Connection, StoreFault> {
    begin(path, versions, "")
}

/// The same; of one that is made now these are its first rows.
pub(super) fn begin(path: &Path, versions: &[&str], first: &str) -> Result<Connection, StoreFault> {
    let is_new = !path.exists();
    let mut db = Connection::open(path)?;
    if is_new {
        own_as_folder(path);
    }
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    // What is deleted is overwritten.
    db.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
         PRAGMA secure_delete=ON;",
    )?;
    let version = |db: &Connection| db.query_row("PRAGMA user_version", [], |row| row.get(0));
    let found: i64 = version(&db)?;
    let last = i64::try_from(versions.len()).unwrap_or(i64::MAX);
    if found > last {
        return Err(StoreFault::Later(found));
    }
    if found < last {
        let change = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have done it meanwhile.
        let found: i64 = version(&change)?;
        for (at, steps) in (1..).zip(versions) {
            if at > found {
                change.execute_batch(steps)?;
            }
        }
        if found == 0 {
            change.execute_batch(first)?;
        }
        change.execute_batch(&format!("PRAGMA user_version={last}"))?;
        change.commit()?;
    }
    Ok(db)
}
