//! The days of each month, in a file of its own.

use super::connection::{connect, settle};
use super::files::{file_number, free, is_there, own_as_folder, with_ending};
use super::types::{DayFigures, Put, Rekeyed, StoreEntry};
use super::{LastHeard, Month, StoreFault};
use record::AgentId;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

/// The table, version after version.
const VERSIONS: [&str; 2] = [
    "CREATE TABLE record(
        day INTEGER NOT NULL, agent TEXT NOT NULL, seq INTEGER NOT NULL, digest TEXT NOT NULL,
        received INTEGER NOT NULL, days INTEGER, wh REAL, lo REAL, hi REAL, grade TEXT,
        awake_s INTEGER, body TEXT NOT NULL, PRIMARY KEY(day, agent, seq)) STRICT, WITHOUT ROWID;",
    "ALTER TABLE record ADD COLUMN skew_s INTEGER NOT NULL DEFAULT 0;",
];

const COLUMNS: &str =
    "day, agent, seq, digest, received, skew_s, days, wh, lo, hi, grade, awake_s, body";

/// Files open at once, at most.
const OPEN: usize = 8;

/// The months of a folder.
#[derive(Debug)]
pub(super) struct Months {
    folder: PathBuf,
    open: BTreeMap<Month, OpenedMonth>,
    alone: Weak<File>,
}

/// A month's file that is open, and the number by which its disk knows it.
#[derive(Debug)]
struct OpenedMonth {
    db: Connection,
    number: u64,
}

/// A month's file on its way out: nobody writes to it, and nobody opens it.
#[derive(Debug)]
pub(super) struct Doomed {
    pub(super) month: Month,
    db: Option<Connection>,
    /// Records in it.
    pub(super) records: u64,
    _alone: Arc<File>,
}

impl Months {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), open: BTreeMap::new(), alone: Weak::new() }
    }

    pub(super) fn path(&self, month: Month) -> PathBuf {
        self.folder.join(format!("use-{month}.db"))
    }

    /// Held while a month's file is opened or deleted, by whichever process: a file that is opened
    /// has the logs beside it that are its own.
    pub(super) fn alone(&mut self) -> Result<Arc<File>, StoreFault> {
        if let Some(held) = self.alone.upgrade() {
            return Ok(held);
        }
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let path = self.folder.join("months.lock");
        let is_new = !path.exists();
        let lock = Arc::new(options.open(&path)?);
        if is_new {
            own_as_folder(&path);
        }
        lock.lock()?;
        self.alone = Arc::downgrade(&lock);
        Ok(lock)
    }

    fn of(&mut self, month: Month) -> Result<&mut Connection, StoreFault> {
        let lost = StoreFault::Lost(self.path(month).display().to_string());
        self.found(month)?.ok_or(lost)
    }

    /// Makes a month's file, under its name once it has its table: who is killed meanwhile leaves none.
    pub(super) fn make(&mut self, month: Month) -> Result<(), StoreFault> {
        let (path, new) = (self.path(month), self.folder.join(format!("use-{month}.making")));
        let alone = self.alone()?;
        remove(&new)?;
        drop(connect(&new, &VERSIONS).map_err(|fault| fault.of_file(&path))?);
        std::fs::rename(&new, &path)?;
        File::open(&self.folder)?.sync_all()?;
        drop(alone);
        Ok(())
    }

    /// Whether a month's file lacks, or is empty.
    pub(super) fn lacks(&self, month: Month) -> bool {
        match std::fs::metadata(self.path(month)) {
            Ok(file) => file.len() == 0,
            // One that nobody may look at is not gone.
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        }
    }

    /// The first and the last day of a month's file; none where it has no record.
    pub(super) fn days(&mut self, month: Month) -> Result<Option<(i32, i32)>, StoreFault> {
        let Some(db) = self.found(month)? else { return Ok(None) };
        let asked = "SELECT (SELECT min(day) FROM record), (SELECT max(day) FROM record)";
        let days = db.query_row(asked, [], |row| Ok((row.get(0)?, row.get(1)?)));
        // Its table, or the table's columns, are not there.
        let (first, last): (Option<i32>, Option<i32>) =
            days.map_err(|error| match error.sqlite_error_code() {
                Some(ErrorCode::Unknown) => StoreFault::Damaged(String::new()),
                _ => error.into(),
            })?;
        Ok(first.zip(last))
    }

    /// Gives a damaged file, and its logs, a name by which it is no month's; that name.
    pub(super) fn set_aside(&mut self, month: Month) -> Result<PathBuf, StoreFault> {
        self.open.remove(&month);
        let path = self.path(month);
        let to = free(|at| with_ending(&path, &format!(".lost-{at}")));
        for end in ["", "-wal", "-shm"] {
            match std::fs::rename(with_ending(&path, end), with_ending(&to, end)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreFault::from(error).of_file(&path));
                }
                _ => {}
            }
        }
        Ok(to)
    }

    /// Takes away what an emptied file left.
    pub(super) fn remove(&self, month: Month) -> Result<(), StoreFault> {
        remove(&self.path(month))
    }

    /// A month's file; none where there is none.
    fn found(&mut self, month: Month) -> Result<Option<&mut Connection>, StoreFault> {
        let path = self.path(month);
        let stale = |open: &OpenedMonth| file_number(&path) != Some(open.number);
        if self.open.get(&month).is_some_and(stale) {
            self.open.remove(&month);
        }
        if !self.open.contains_key(&month) {
            if self.open.len() >= OPEN {
                // The months written most are the last ones.
                self.open.pop_first();
            }
            let alone = self.alone()?;
            // Nobody deletes it while it is opened: that takes the same lock.
            if !is_there(&path)? {
                return Ok(None);
            }
            let db = known(&path)?;
            let number = file_number(&path);
            drop(alone);
            let gone = || StoreFault::Broken(format!("the file of {month} has gone"));
            self.open.insert(month, OpenedMonth { db, number: number.ok_or_else(gone)? });
        }
        Ok(self.open.get_mut(&month).map(|open| &mut open.db))
    }

    /// Stores a month's records. Another process may delete the file that is open here: what is
    /// written to it after would be acknowledged and gone. False where it did: whoever asks looks
    /// again whether the month is summed.
    fn put_in(
        &mut self,
        month: Month,
        entries: &[&StoreEntry],
        places: &[usize],
        puts: &mut [Put],
    ) -> Result<bool, StoreFault> {
        let path = self.path(month);
        if self.found(month)?.is_none() {
            return Ok(false);
        }
        let Some(OpenedMonth { db, number }) = self.open.get_mut(&month) else { return Ok(false) };
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // From here to the end nobody deletes it: that takes the same lock.
        if file_number(&path) != Some(*number) {
            return Ok(false);
        }
        for at in places {
            puts[*at] = put(&change, entries[*at])?;
        }
        change.commit()?;
        Ok(true)
    }

    /// The months of entries that have no file yet.
    pub(super) fn unmade(&self, entries: &[&StoreEntry]) -> Result<BTreeSet<Month>, StoreFault> {
        // Each month is looked for once, however many entries it has.
        let months: BTreeSet<Month> =
            entries.iter().filter_map(|entry| Month::of_number(entry.day)).collect();
        let mut unmade = BTreeSet::new();
        for month in months {
            if !is_there(&self.path(month))? {
                unmade.insert(month);
            }
        }
        Ok(unmade)
    }

    /// Stores records, each once, but those that are refused; durable month by month. None where a
    /// month's file went meanwhile.
    pub(super) fn put(
        &mut self,
        entries: &[&StoreEntry],
        refused: impl Fn(&StoreEntry, &Month) -> Option<Put>,
    ) -> Result<Option<Vec<Put>>, StoreFault> {
        let mut months: BTreeMap<Month, Vec<usize>> = BTreeMap::new();
        let mut puts = vec![Put::Stored; entries.len()];
        for (at, entry) in entries.iter().enumerate() {
            let month = Month::of_number(entry.day)
                .ok_or_else(|| StoreFault::Broken(format!("no such day: {}", entry.day)))?;
            match refused(entry, &month) {
                Some(put) => puts[at] = put,
                None => months.entry(month).or_default().push(at),
            }
        }
        for (month, places) in months {
            let path = self.path(month);
            let put = self.put_in(month, entries, &places, &mut puts);
            if !put.map_err(|fault| fault.of_file(&path))? {
                return Ok(None);
            }
        }
        Ok(Some(puts))
    }

    pub(super) fn list(&self) -> Result<Vec<Month>, StoreFault> {
        let mut months = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            let month = name.strip_prefix("use-").and_then(|rest| rest.strip_suffix(".db"));
            months.extend(month.and_then(Month::parse));
        }
        months.sort();
        Ok(months)
    }

    pub(super) fn read(
        &mut self,
        month: Month,
        each: &mut dyn FnMut(StoreEntry),
    ) -> Result<(), StoreFault> {
        let path = self.path(month);
        if !is_there(&path)? {
            return Ok(());
        }
        let db = self.of(month)?;
        let mut read = || -> Result<(), StoreFault> {
            let mut asked =
                db.prepare(&format!("SELECT {COLUMNS} FROM record ORDER BY day, agent, seq"))?;
            for kept in asked.query_map([], kept)? {
                each(kept?);
            }
            Ok(())
        };
        read().map_err(|fault| fault.of_file(&path))
    }

    pub(super) fn heard(&mut self) -> Result<Vec<LastHeard>, StoreFault> {
        let mut heard: BTreeMap<AgentId, LastHeard> = BTreeMap::new();
        for month in self.list()? {
            let mut asked = self.of(month)?.prepare(
                "SELECT agent, max(received), min(day), max(day + coalesce(days, 1) - 1) FROM record
                 GROUP BY agent",
            )?;
            let mut rows = asked.query([])?;
            while let Some(row) = rows.next()? {
                let agent = named(0, &row.get::<_, String>(0)?)?;
                let (received, first_day, last_day) = (row.get(1)?, row.get(2)?, row.get(3)?);
                let own = LastHeard { agent, received, first_day, last_day };
                let known = heard.entry(own.agent.clone()).or_insert_with(|| own.clone());
                known.received = known.received.max(received);
                known.first_day = known.first_day.min(first_day);
                known.last_day = known.last_day.max(last_day);
            }
        }
        Ok(heard.into_values().collect())
    }

    /// Holds a month's file for its deletion, from the moment when its records are counted.
    pub(super) fn doom(&mut self, month: Month) -> Result<Doomed, StoreFault> {
        self.open.remove(&month);
        let alone = self.alone()?;
        if !is_there(&self.path(month))? {
            return Ok(Doomed { month, db: None, records: 0, _alone: alone });
        }
        let db = known(&self.path(month))?;
        db.execute_batch("BEGIN IMMEDIATE")?;
        let rows: i64 = db.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
        let records = u64::try_from(rows).unwrap_or(0);
        Ok(Doomed { month, db: Some(db), records, _alone: alone })
    }

    /// Deletes a month's file and its logs.
    pub(super) fn forget(&self, doomed: Doomed) -> Result<(), StoreFault> {
        self.remove(doomed.month)?;
        // Only now may those who wait for it go on, and see that it has gone.
        drop(doomed.db);
        Ok(())
    }

    pub(super) fn forget_agent(&mut self, agent: &AgentId) -> Result<u64, StoreFault> {
        let mut gone = 0;
        for month in self.list()? {
            let db = self.of(month)?;
            let rows = db.execute("DELETE FROM record WHERE agent=?1", [agent.as_str()])?;
            if rows > 0 {
                settle(db)?;
            }
            gone += rows as u64;
        }
        Ok(gone)
    }

    /// Writes records with other pseudonyms, as often as is asked.
    pub(super) fn rekey(&mut self, records: &[Rekeyed]) -> Result<(), StoreFault> {
        let mut months: BTreeMap<Month, Vec<&Rekeyed>> = BTreeMap::new();
        for record in records {
            let month = Month::of_number(record.day);
            let Some(month) = month else { continue };
            months.entry(month).or_default().push(record);
        }
        for (month, records) in months {
            if !is_there(&self.path(month))? {
                continue;
            }
            let db = self.of(month)?;
            let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for Rekeyed { day, agent, seq, body } in records {
                let asked = "UPDATE record SET body=?4 WHERE day=?1 AND agent=?2 AND seq=?3";
                change.prepare_cached(asked)?.execute(params![day, agent, seq, body])?;
            }
            change.commit()?;
            settle(db)?;
        }
        Ok(())
    }
}

/// Deletes a file and its logs, where they are.
fn remove(path: &Path) -> Result<(), StoreFault> {
    for end in ["", "-wal", "-shm"] {
        match std::fs::remove_file(with_ending(path, end)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error.into());
            }
            _ => {}
        }
    }
    Ok(())
}

/// Opens a month's file. One without tables is none of ours: it was made, or emptied, by another hand.
fn known(path: &Path) -> Result<Connection, StoreFault> {
    let opened = || -> Result<Connection, StoreFault> {
        let db = Connection::open(path)?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version == 0 {
            return Err(StoreFault::Damaged(String::new()));
        }
        drop(db);
        connect(path, &VERSIONS)
    };
    opened().map_err(|fault| fault.of_file(path))
}

fn put(db: &Connection, entry: &StoreEntry) -> Result<Put, StoreFault> {
    let figures = entry.figures.as_ref();
    let stored = db
        .prepare_cached(&format!(
            "INSERT INTO record({COLUMNS}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)
             ON CONFLICT DO NOTHING"
        ))?
        .execute(params![
            entry.day,
            entry.agent.as_str(),
            entry.seq,
            entry.digest,
            entry.received,
            entry.skew_s,
            figures.map(|f| f.days),
            figures.map(|f| f.wh),
            figures.map(|f| f.lo),
            figures.map(|f| f.hi),
            figures.map(|f| f.grade.as_str()),
            figures.map(|f| f.awake_s),
            entry.body,
        ])?;
    if stored == 1 {
        return Ok(Put::Stored);
    }
    let digest: Option<String> = db
        .prepare_cached("SELECT digest FROM record WHERE day=?1 AND agent=?2 AND seq=?3")?
        .query_row(params![entry.day, entry.agent.as_str(), entry.seq], |row| row.get(0))
        .optional()?;
    Ok(if digest.as_ref() == Some(&entry.digest) { Put::Again } else { Put::Conflict })
}

/// A row of [`COLUMNS`].
pub(super) fn kept(row: &Row) -> rusqlite::Result<StoreEntry> {
    let agent: String = row.get(1)?;
    let days: Option<i64> = row.get(6)?;
    let figures = match days {
        None => None,
        Some(days) => Some(DayFigures {
            days,
            wh: row.get(7)?,
            lo: row.get(8)?,
            hi: row.get(9)?,
            grade: row.get(10)?,
            awake_s: row.get(11)?,
        }),
    };
    Ok(StoreEntry {
        day: row.get(0)?,
        agent: named(1, &agent)?,
        seq: row.get(2)?,
        digest: row.get(3)?,
        received: row.get(4)?,
        skew_s: row.get(5)?,
        figures,
        body: row.get(12)?,
    })
}

/// An agent's name as it is stored.
pub(super) fn named(column: usize, text: &str) -> rusqlite::Result<AgentId> {
    AgentId::parse(text).map_err(|error| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
    })
}

#[cfg(test)]
mod tests {
    use super::{Month, Months, VERSIONS};
    use crate::store::connection::connect;

    #[test]
    fn a_month_of_the_first_version_keeps_its_days_under_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("use-2026-11.db");
        let old = connect(&path, &VERSIONS[..1]).unwrap();
        let agent = "ab".repeat(16);
        old.execute(
            "INSERT INTO record VALUES(20778, ?1, 1, 'd', 9, 1, 2.5, 1.0, 3.0, 'D', 60, '{}')",
            [&agent],
        )
        .unwrap();
        drop(old);
        let mut months = Months::new(folder.path());
        let mut seen = Vec::new();
        months.read(Month::parse("2026-11").unwrap(), &mut |kept| seen.push(kept)).unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].seq, seen[0].skew_s, seen[0].agent.as_str()), (1, 0, agent.as_str()));
        assert_eq!(seen[0].figures.as_ref().unwrap().wh.to_bits(), 2.5_f64.to_bits());
        let later = connect(&path, &VERSIONS[..1]).unwrap_err();
        assert_eq!(
            later,
            crate::store::StoreFault::Later(2),
            "an earlier program keeps its hands off"
        );
    }
}
