//! `main.db`: which months have a file, which are gone, and what is left of these.

use super::sqlite_main::rows;
use super::sqlite_months::named;
use super::{GoneMonth, LastDay, Month, MonthSum, StoreFault};
use record::hex;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The months of which there is a file, and whether it is known to have days.
pub(super) fn listed(db: &Connection) -> Result<Vec<(Month, bool)>, StoreFault> {
    let asked = "SELECT month, has_days FROM month ORDER BY month";
    let listed = rows(db, asked, |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    Ok(listed.iter().filter_map(|(name, has)| Some((Month::parse(name)?, *has))).collect())
}

/// A month's file is known to have days: one without any has lost them.
pub(super) fn has_days(db: &Connection, month: Month) -> Result<(), StoreFault> {
    db.execute("UPDATE month SET has_days=1 WHERE month=?1", [month.to_string()])?;
    Ok(())
}

/// Any file may be without days soon, since an agent is erased.
pub(super) fn may_have_no_days(db: &Connection) -> Result<(), StoreFault> {
    db.execute("UPDATE month SET has_days=0", [])?;
    Ok(())
}

/// The same, of a file that may be of a version before the list.
pub(super) fn listed_anew(db: &Connection) -> Result<Vec<Month>, StoreFault> {
    let asked = "SELECT EXISTS(SELECT 1 FROM sqlite_schema WHERE name='month')";
    if !db.query_row(asked, [], |row| row.get(0))? {
        return Ok(Vec::new());
    }
    named_months(db, "SELECT month FROM month ORDER BY month")
}

/// The months whose days were deleted.
pub(super) fn gone(db: &Connection) -> Result<Vec<Month>, StoreFault> {
    named_months(db, "SELECT month FROM gone ORDER BY month")
}

fn named_months(db: &Connection, question: &str) -> Result<Vec<Month>, StoreFault> {
    let names = rows(db, question, |row| row.get::<_, String>(0))?;
    Ok(names.iter().filter_map(|name| Month::parse(name)).collect())
}

/// A month has a file, or none any more.
pub(super) fn list(db: &Connection, month: Month, is_there: bool) -> Result<(), StoreFault> {
    let asked = if is_there {
        "INSERT INTO month(month) VALUES(?1) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM month WHERE month=?1"
    };
    db.execute(asked, [month.to_string()])?;
    Ok(())
}

/// A month's days are deleted.
pub(super) fn put_gone(db: &Connection, month: Month) -> Result<(), StoreFault> {
    let asked = "INSERT INTO gone VALUES(?1) ON CONFLICT DO NOTHING";
    db.execute(asked, [month.to_string()])?;
    Ok(())
}

/// Whether the days of a month were summed and deleted.
pub(super) fn is_summed(db: &Connection, month: Month) -> Result<bool, StoreFault> {
    let asked = "SELECT EXISTS(SELECT 1 FROM gone WHERE month=?1)";
    Ok(db.query_row(asked, [month.to_string()], |row| row.get(0))?)
}

/// Under which a month's sums are known until its file has gone.
fn forgetting(month: Month) -> String {
    format!("forgetting {month}")
}

/// Adds what a month's days amounted to. Where the file stayed because the program was stopped, the
/// same days come again: they are added once.
pub(super) fn forget(db: &Connection, gone: &GoneMonth) -> Result<(), StoreFault> {
    let GoneMonth { month, sums, last, .. } = gone;
    let month = *month;
    for last in last {
        put_last(db, last)?;
    }
    // Inventories alone are in no sum, and come again as they like.
    if !sums.is_empty() {
        put_gone(db, month)?;
    }
    list(db, month, false)?;
    if has_summed(db, gone)? {
        return Ok(());
    }
    let fresh = of_sums(sums);
    for sum in sums {
        add_sum(db, sum)?;
    }
    db.execute("INSERT OR REPLACE INTO meta VALUES(?1, ?2)", [forgetting(month), fresh])?;
    Ok(())
}

fn of_sums(sums: &[MonthSum]) -> String {
    hex(&Sha256::digest(format!("{sums:?}")))
}

/// Whether these very days of a month are in its sums.
pub(super) fn has_summed(db: &Connection, gone: &GoneMonth) -> Result<bool, StoreFault> {
    let asked = "SELECT value FROM meta WHERE name=?1";
    let known: Option<String> =
        db.query_row(asked, [forgetting(gone.month)], |row| row.get(0)).optional()?;
    Ok(known.is_some_and(|known| known == of_sums(&gone.sums)))
}

/// A month's file has gone: what comes of it later is added.
pub(super) fn forgotten(db: &Connection, month: Month) -> Result<(), StoreFault> {
    db.execute("DELETE FROM meta WHERE name=?1", [forgetting(month)])?;
    Ok(())
}

pub(super) fn put_last(db: &Connection, last: &LastDay) -> Result<(), StoreFault> {
    db.prepare_cached(
        "INSERT INTO last_day VALUES(?1,?2,?3,?4) ON CONFLICT(agent) DO UPDATE SET
         day=excluded.day, seq=excluded.seq, grade=excluded.grade WHERE excluded.day > last_day.day",
    )?
    .execute(params![last.agent.as_str(), last.day, last.seq, last.grade])?;
    Ok(())
}

pub(super) fn last_days(db: &Connection) -> Result<Vec<LastDay>, StoreFault> {
    rows(db, "SELECT agent, day, seq, grade FROM last_day ORDER BY agent", |row| {
        let agent: String = row.get(0)?;
        Ok(LastDay {
            agent: named(0, &agent)?,
            day: row.get(1)?,
            seq: row.get(2)?,
            grade: row.get(3)?,
        })
    })
}

pub(super) fn add_sum(db: &Connection, sum: &MonthSum) -> Result<(), StoreFault> {
    db.execute(
        "INSERT INTO month_sum VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)
         ON CONFLICT(month, site, class, grade) DO UPDATE SET
         machines=max(machines, excluded.machines), days=days+excluded.days, wh=wh+excluded.wh,
         lo=lo+excluded.lo, hi=hi+excluded.hi",
        params![
            sum.month,
            sum.site,
            sum.class,
            sum.grade,
            sum.machines,
            sum.days,
            sum.wh,
            sum.lo,
            sum.hi
        ],
    )?;
    Ok(())
}

pub(super) fn sums(db: &Connection) -> Result<Vec<MonthSum>, StoreFault> {
    rows(db, "SELECT * FROM month_sum ORDER BY month, site, class, grade", |row| {
        Ok(MonthSum {
            month: row.get(0)?,
            site: row.get(1)?,
            class: row.get(2)?,
            grade: row.get(3)?,
            machines: row.get(4)?,
            days: row.get(5)?,
            wh: row.get(6)?,
            lo: row.get(7)?,
            hi: row.get(8)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{GoneMonth, Month, MonthSum, forget, forgotten, sums};
    use crate::store::connection::connect;
    use crate::store::sqlite_main::VERSIONS;

    #[test]
    fn days_summed_twice_because_the_program_was_stopped_count_once() {
        let folder = tempfile::tempdir().unwrap();
        let db = connect(&folder.path().join("main.db"), &VERSIONS).unwrap();
        let november = Month::parse("2026-11").unwrap();
        let text = || String::new();
        let sum = MonthSum {
            month: november.to_string(),
            site: text(),
            class: text(),
            grade: text(),
            machines: 5,
            days: 7,
            wh: 1.0,
            lo: 1.0,
            hi: 1.0,
        };
        let days = || sums(&db).unwrap()[0].days;
        let gone = GoneMonth { month: november, sums: vec![sum], last: Vec::new(), records: 7 };
        forget(&db, &gone).unwrap();
        forget(&db, &gone).unwrap();
        assert_eq!(days(), 7);
        forgotten(&db, november).unwrap();
        forget(&db, &gone).unwrap();
        assert_eq!(days(), 14, "others like them are others");
    }
}
