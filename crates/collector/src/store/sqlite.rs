//! The store in files of `SQLite`: `main.db`, and one file for each month's days.
//!
//! A closed day never changes, so that a record's key lies in one file, and storing it takes one
//! transaction. Retention deletes a file. Write-ahead logs, and a full sync before anything is
//! acknowledged.

use super::connection::{begin, settle};
use super::fault::MAIN;
use super::files::{days_without_main, make_private};
use super::hold::{Hold, hold};
use super::sqlite_left as left;
use super::sqlite_list::{hold_months, none_lacks};
use super::sqlite_main as main_db;
use super::sqlite_months::Months;
use super::sqlite_papers as papers;
use super::types::{Put, StoreDone, StoreEntry};
use super::{
    EnrolledAgent, GoneMonth, JournalNote, LastDay, LastHeard, MergedPaper, Month, MonthSum, Store,
    StoreFault, StoreMark, Token, Write,
};
use crate::secret::Hash;
use record::AgentId;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

/// A folder of files.
#[derive(Debug)]
pub(super) struct Sqlite {
    main: Connection,
    months: Months,
    name: AgentId,
    _held: File,
}

impl Sqlite {
    /// Opens a folder, makes it where there is none, and brings what an earlier version wrote up to
    /// this one.
    ///
    /// # Errors
    /// A folder that cannot be used, or of a later version.
    pub(super) fn open(folder: &Path, how: Hold, is_copy: bool) -> Result<Self, StoreFault> {
        make_private(folder)?;
        let held = hold(folder, how)?;
        if let Some(days) = days_without_main(folder)? {
            return Err(StoreFault::Half(days));
        }
        let first = if is_copy { main_db::OF_COPY } else { "" };
        let path = folder.join(MAIN);
        let main = begin(&path, &main_db::VERSIONS, first);
        let mut main = main.map_err(|fault| fault.of_file(&path))?;
        let name = main_db::name(&mut main)?;
        let mut store = Self { main, months: Months::new(folder), name, _held: held };
        // Of a change of key that was cut its end is made: the main file is under the new one.
        store.rekey()?;
        hold_months(&mut store.main, &mut store.months)?;
        Ok(store)
    }
}

impl Sqlite {
    /// Writes into the months what a change of key has left to write there.
    fn rekey(&mut self) -> Result<(), StoreFault> {
        let left = main_db::rekeyed(&self.main)?;
        if !left.is_empty() {
            self.months.rekey(&left)?;
            main_db::all_rekeyed(&self.main)?;
        }
        Ok(())
    }

    /// Makes the files of months that have none; those whose days were deleted take none again.
    fn make(&mut self, months: &BTreeSet<Month>) -> Result<BTreeSet<Month>, StoreFault> {
        let mut forgotten = BTreeSet::new();
        for month in months {
            let now = rusqlite::TransactionBehavior::Immediate;
            let change = self.main.transaction_with_behavior(now)?;
            if left::is_summed(&change, *month)? {
                forgotten.insert(*month);
                continue;
            }
            none_lacks(&change, &self.months)?;
            self.months.make(*month)?;
            left::list(&change, *month, true)?;
            change.commit()?;
        }
        Ok(forgotten)
    }

    /// Stores records, each once. The days of a month that was summed are not taken again, since some
    /// may be in its sums; nor is anything of an agent that was erased.
    fn put(&mut self, entries: &[&StoreEntry]) -> Result<Vec<Put>, StoreFault> {
        let agents: BTreeSet<&AgentId> = entries.iter().map(|entry| &entry.agent).collect();
        let mut gone = BTreeSet::new();
        for agent in &agents {
            if main_db::is_erased(&self.main, agent)? {
                gone.insert(*agent);
            }
        }
        loop {
            let forgotten = self.make(&self.months.unmade(entries)?)?;
            let refused = |entry: &StoreEntry, month: &Month| match month {
                _ if gone.contains(&entry.agent) => Some(Put::Erased),
                month if forgotten.contains(month) => Some(Put::Forgotten),
                _ => None,
            };
            let Some(mut puts) = self.months.put(entries, refused)? else { continue };
            // Another process may have erased one meanwhile: it says so before it deletes.
            let mut late = BTreeSet::new();
            for agent in &agents {
                if !gone.contains(agent) && main_db::is_erased(&self.main, agent)? {
                    late.insert(*agent);
                }
            }
            for agent in &late {
                self.months.forget_agent(agent)?;
            }
            for (entry, put) in entries.iter().zip(&mut puts) {
                if late.contains(&entry.agent) {
                    *put = Put::Erased;
                }
            }
            return Ok(puts);
        }
    }
}

impl Store for Sqlite {
    fn name(&self) -> AgentId {
        self.name.clone()
    }

    fn key(&mut self) -> Result<Option<String>, StoreFault> {
        main_db::key(&self.main)
    }

    fn commit(&mut self, writes: &[Write]) -> Result<Vec<StoreDone>, StoreFault> {
        // Days first: what a main file says of machines is only ever behind them, and records come
        // again until they are acknowledged.
        let entries: Vec<&StoreEntry> = writes
            .iter()
            .flat_map(|write| match write {
                Write::Records(entries) => entries.as_slice(),
                _ => &[],
            })
            .collect();
        let mut puts = self.put(&entries)?.into_iter();
        let erases = writes.iter().any(|write| matches!(write, Write::ForgetAgent(_)));
        if erases {
            // Months may be left without a day, also by one that is cut.
            left::may_have_no_days(&self.main)?;
        }
        let in_main = entries.iter().any(|entry| entry.figures.is_none())
            || writes.iter().any(|write| !matches!(write, Write::Records(_)));
        let mut done = Vec::with_capacity(writes.len());
        let mut doomed = Vec::new();
        let change = if in_main {
            let now = rusqlite::TransactionBehavior::Immediate;
            Some(self.main.transaction_with_behavior(now)?)
        } else {
            None
        };
        if let Some(change) = change.as_ref().filter(|_| erases) {
            // Another process may have seen days in them meanwhile.
            left::may_have_no_days(change)?;
        }
        for write in writes {
            let made = match (write, &change) {
                (Write::Records(entries), change) => {
                    let own: Vec<Put> = puts.by_ref().take(entries.len()).collect();
                    if let Some(change) = change {
                        main_db::machines_said(change, entries, &own)?;
                    }
                    StoreDone::Put(own)
                }
                (Write::Forget(gone), Some(change)) => {
                    let held = self.months.doom(gone.month)?;
                    let records = held.records;
                    if records != gone.records {
                        return Err(StoreFault::Changed);
                    }
                    left::forget(change, gone)?;
                    doomed.push(held);
                    StoreDone::Deleted(records)
                }
                (Write::ForgetAgent(agent), Some(change)) => {
                    let gone = main_db::forget_agent(change, agent)?;
                    StoreDone::Deleted(gone + self.months.forget_agent(agent)?)
                }
                (Write::Adopt(name, _), Some(_)) => {
                    self.name = name.clone();
                    main_db::make(change.as_ref(), write)?
                }
                _ => main_db::make(change.as_ref(), write)?,
            };
            done.push(made);
        }
        change.map(rusqlite::Transaction::commit).transpose()?;
        // What the days amounted to is durable: now the days may go.
        for held in doomed {
            let month = held.month;
            self.months.forget(held)?;
            left::forgotten(&self.main, month)?;
        }
        if writes.iter().any(|write| matches!(write, Write::Rekey(_))) {
            self.rekey()?;
        }
        if erases {
            hold_months(&mut self.main, &mut self.months)?;
        }
        if writes.iter().any(Write::overwrites) {
            settle(&self.main)?;
        }
        Ok(done)
    }

    fn agents(&mut self) -> Result<Vec<EnrolledAgent>, StoreFault> {
        main_db::agents(&self.main)
    }

    fn agent_of(&mut self, secret: &Hash) -> Result<Option<EnrolledAgent>, StoreFault> {
        main_db::agent_of(&self.main, secret)
    }

    fn tokens(&mut self) -> Result<Vec<Token>, StoreFault> {
        main_db::tokens(&self.main)
    }

    fn months(&mut self) -> Result<Vec<Month>, StoreFault> {
        self.months.list()
    }

    fn month(&mut self, month: Month, each: &mut dyn FnMut(StoreEntry)) -> Result<(), StoreFault> {
        self.months.read(month, each)
    }

    fn heard(&mut self) -> Result<Vec<LastHeard>, StoreFault> {
        self.months.heard()
    }

    fn machines(&mut self) -> Result<Vec<StoreEntry>, StoreFault> {
        main_db::machines(&self.main)
    }

    fn papers(&mut self) -> Result<Vec<MergedPaper>, StoreFault> {
        papers::papers(&self.main)
    }

    fn paper(&mut self, key: &str) -> Result<Option<MergedPaper>, StoreFault> {
        papers::paper(&self.main, key)
    }

    fn papers_of(&mut self, sender: &str) -> Result<Vec<MergedPaper>, StoreFault> {
        papers::papers_of(&self.main, sender)
    }

    fn sums(&mut self) -> Result<Vec<MonthSum>, StoreFault> {
        left::sums(&self.main)
    }

    fn is_summed(&mut self, month: &GoneMonth) -> Result<bool, StoreFault> {
        left::has_summed(&self.main, month)
    }

    fn gone(&mut self) -> Result<Vec<Month>, StoreFault> {
        left::gone(&self.main)
    }

    fn last_days(&mut self) -> Result<Vec<LastDay>, StoreFault> {
        left::last_days(&self.main)
    }

    fn mark(&mut self) -> Result<StoreMark, StoreFault> {
        main_db::mark(&self.main)
    }

    fn erased(&mut self) -> Result<Vec<String>, StoreFault> {
        main_db::erased_names(&self.main)
    }

    fn notes(&mut self) -> Result<Vec<JournalNote>, StoreFault> {
        main_db::notes(&self.main)
    }
}
