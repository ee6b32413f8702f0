//! The list of months in `main.db`, held against their files.

use super::connection::connect;
use super::hold::{Hold, hold};
use super::sqlite_left as left;
use super::sqlite_main as main_db;
use super::sqlite_months::Months;
use super::{GivenUp, JournalNote, Month, StoreFault};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeMap;
use std::path::Path;

/// Holds the files of months against their list. One that is not in it yet is, one that has days is
/// known to have some from here on.
///
/// # Errors
/// The first that lacks, has lost its days, has another's, or cannot be read.
pub(super) fn hold_months(main: &mut Connection, months: &mut Months) -> Result<(), StoreFault> {
    if let Some((_, fault)) = faulty(main, months)?.into_iter().next() {
        return Err(fault);
    }
    let listed: Vec<Month> = left::listed(main)?.into_iter().map(|(month, _)| month).collect();
    if months.list()?.iter().any(|month| !listed.contains(month)) {
        let change = main.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Nobody deletes one meanwhile.
        let alone = months.alone()?;
        for month in months.list()? {
            left::list(&change, month, true)?;
        }
        change.commit()?;
        drop(alone);
    }
    match learn(main, months) {
        // A disk that is full keeps no more than it holds; it is learnt the next time.
        Err(StoreFault::Full) => Ok(()),
        learnt => learnt,
    }
}

/// Learns which files have days.
fn learn(main: &mut Connection, months: &mut Months) -> Result<(), StoreFault> {
    if left::listed(main)?.iter().all(|(_, has_days)| *has_days) {
        return Ok(());
    }
    // Nobody erases an agent's days between the look and the word.
    let change = main.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (month, has_days) in left::listed(&change)? {
        if !has_days && months.days(month)?.is_some() {
            left::has_days(&change, month)?;
        }
    }
    Ok(change.commit()?)
}

/// That no file of a listed month lacks; one that another process deletes is out of the list by then.
pub(super) fn none_lacks(main: &Connection, months: &Months) -> Result<(), StoreFault> {
    let lacks = |main| -> Result<Option<StoreFault>, StoreFault> {
        let mut listed = left::listed(main)?.into_iter();
        let lacking = listed.find(|(month, _)| months.lacks(*month));
        Ok(lacking.map(|(month, _)| lost(months, month)))
    };
    if lacks(main)?.is_none() {
        return Ok(());
    }
    lacks(main)?.map_or(Ok(()), Err)
}

fn lost(months: &Months, month: Month) -> StoreFault {
    StoreFault::Lost(months.path(month).display().to_string())
}

/// What is wrong with a month's file.
fn fault(months: &mut Months, month: Month, has_days: bool) -> Option<StoreFault> {
    if months.lacks(month) {
        return Some(lost(months, month));
    }
    match months.days(month) {
        Ok(None) if has_days => Some(lost(months, month)),
        Ok(None) => None,
        Ok(Some((first, last))) => {
            let is_own = |day| Month::of_number(day) == Some(month);
            let path = || months.path(month).display().to_string();
            (!is_own(first) || !is_own(last)).then(|| StoreFault::Damaged(path()))
        }
        Err(fault) => Some(fault.of_file(&months.path(month))),
    }
}

/// The months whose files are not as they should be, in order; those that are in no list too.
fn faulty(main: &Connection, months: &mut Months) -> Result<Vec<(Month, StoreFault)>, StoreFault> {
    let mut all: BTreeMap<Month, bool> =
        months.list()?.into_iter().map(|month| (month, false)).collect();
    all.extend(left::listed(main)?);
    let mut found = Vec::new();
    for (month, has_days) in all {
        if fault(months, month, has_days).is_some() {
            // Another process may delete it, or an agent's days in it, meanwhile.
            let listed = left::listed(main)?.into_iter().find(|(now, _)| *now == month);
            let is_there = months.path(month).try_exists().unwrap_or(true);
            let now = listed.map(|(_, has_days)| has_days).or_else(|| is_there.then_some(false));
            let again = now.and_then(|has_days| fault(months, month, has_days));
            found.extend(again.map(|fault| (month, fault)));
        }
    }
    Ok(found)
}

/// Takes the months whose days are lost out of a folder's list, as a person who has no backup of them
/// wants: what is left of a damaged file is set aside, and each leaves a line in the journal.
///
/// # Errors
/// A store that is in use, or was moved; a file that may not be read, which is not lost.
pub(super) fn give_up(folder: &Path) -> Result<Vec<GivenUp>, StoreFault> {
    let held = hold(folder, Hold::Alone)?;
    let path = folder.join(super::fault::MAIN);
    let main = connect(&path, &main_db::VERSIONS).map_err(|fault| fault.of_file(&path));
    let mut main = main?;
    main_db::mark(&main)?.check()?;
    let mut months = Months::new(folder);
    let lost = faulty(&main, &mut months)?;
    for (_, fault) in &lost {
        if !matches!(fault, StoreFault::Lost(_) | StoreFault::Damaged(_)) {
            return Err(fault.clone());
        }
    }
    let mut given_up = Vec::new();
    let listed: Vec<Month> = left::listed(&main)?.into_iter().map(|(month, _)| month).collect();
    let change = main.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (month, fault) in lost {
        let aside = match fault {
            StoreFault::Damaged(_) => Some(months.set_aside(month)?),
            _ => months.remove(month).map(|()| None)?,
        };
        // A file that was laid there by hand was no month of this store, but where there is no list.
        let is_own = listed.is_empty() || listed.contains(&month);
        if is_own {
            left::list(&change, month, false)?;
            main_db::make(Some(&change), &JournalNote::lost(month))?;
        }
        given_up.push(GivenUp { month, is_own, aside });
    }
    change.commit()?;
    drop(held);
    Ok(given_up)
}
