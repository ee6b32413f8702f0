//! What agents post, into a database of `PostgreSQL`: all that one commit holds of it in a few
//! statements, however many agents it is of.

use super::postgres_change::{LOCK, PendingWrite, machine_said, partition};
use super::types::{Put, StoreDone, StoreEntry, erased};
use super::{Month, StoreFault, Write};
use record::AgentId;
use std::collections::{BTreeMap, BTreeSet};

/// A record's key: day, agent, number.
type PostKey = (i32, String, i64);

fn key(entry: &StoreEntry) -> PostKey {
    (entry.day, entry.agent.as_str().to_owned(), entry.seq)
}

/// Whether a write is of what agents post; such writes are made together, as none of them changes
/// what becomes of another.
pub(super) fn is_post(write: &Write) -> bool {
    matches!(write, Write::Records(_) | Write::Used(_))
}

/// Makes writes of which each is of what agents post.
pub(super) async fn make_posts(
    db: &PendingWrite<'_>,
    writes: &[Write],
    months: &mut BTreeSet<Month>,
) -> Result<Vec<StoreDone>, StoreFault> {
    fn records(write: &Write) -> &[StoreEntry] {
        match write {
            Write::Records(entries) => entries,
            _ => &[],
        }
    }
    let entries: Vec<&StoreEntry> = writes.iter().flat_map(records).collect();
    let mut puts = put_all(db, &entries, months).await?.into_iter();
    let used = use_all(db, writes).await?;
    let done = writes.iter().map(|write| match write {
        Write::Records(entries) => StoreDone::Put(puts.by_ref().take(entries.len()).collect()),
        Write::Used(agent) => StoreDone::of_one(u64::from(used.contains(agent.as_str()))),
        _ => StoreDone::Made,
    });
    Ok(done.collect())
}

/// The agents, of those that used their secrets, that are there and not closed.
async fn use_all(db: &PendingWrite<'_>, writes: &[Write]) -> Result<BTreeSet<String>, StoreFault> {
    let names: Vec<&str> = writes
        .iter()
        .filter_map(|write| match write {
            Write::Used(agent) => Some(agent.as_str()),
            _ => None,
        })
        .collect();
    if names.is_empty() {
        return Ok(BTreeSet::new());
    }
    let asked = "UPDATE agent SET used=true, networked=true WHERE id=ANY($1) AND NOT closed \
                 RETURNING id";
    let rows = db.query(asked, &[&names]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Stores records, and says of each what became of it.
async fn put_all(
    db: &PendingWrite<'_>,
    entries: &[&StoreEntry],
    months: &mut BTreeSet<Month>,
) -> Result<Vec<Put>, StoreFault> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    deleted_meanwhile(db, entries, months).await?;
    let mut puts = Vec::with_capacity(entries.len());
    let mut lies: BTreeMap<Month, bool> = BTreeMap::new();
    for entry in entries {
        let month = Month::of_number(entry.day)
            .ok_or_else(|| StoreFault::Broken(format!("no such day: {}", entry.day)))?;
        let lies = match lies.get(&month) {
            Some(lies) => *lies,
            None => *lies.entry(month).or_insert(has_place(db, month, months).await?),
        };
        puts.push(if lies { Put::Stored } else { Put::Forgotten });
    }
    let taken: Vec<&StoreEntry> = entries
        .iter()
        .zip(&puts)
        .filter(|(_, put)| **put == Put::Stored)
        .map(|(e, _)| *e)
        .collect();
    let mut new = insert(db, &taken).await?;
    let mut known = None;
    for (entry, put) in entries.iter().zip(&mut puts).filter(|(_, put)| **put == Put::Stored) {
        // Of two of one key the first is stored.
        if new.remove(&key(entry)) {
            continue;
        }
        let known = match &mut known {
            Some(known) => known,
            None => known.insert(digests(db, &taken).await?),
        };
        let same = known.get(&key(entry)) == Some(&entry.digest);
        *put = if same { Put::Again } else { Put::Conflict };
    }
    // Asked once what is stored would be seen: who erases an agent says so first, then waits for
    // those who store, and deletes.
    let gone = erased_of(db, entries).await?;
    if !gone.is_empty() {
        let names: Vec<&str> = gone.iter().map(|agent| agent.as_str()).collect();
        db.execute("DELETE FROM record WHERE agent=ANY($1)", &[&names]).await?;
        for (entry, put) in entries.iter().zip(&mut puts) {
            if gone.contains(&entry.agent) {
                *put = Put::Erased;
            }
        }
    }
    for (entry, put) in entries.iter().zip(&puts) {
        if entry.figures.is_none() && matches!(put, Put::Stored | Put::Again) {
            machine_said(db, entry).await?;
        }
    }
    Ok(puts)
}

/// The agents of records that were erased.
async fn erased_of<'a>(
    db: &PendingWrite<'_>,
    entries: &[&'a StoreEntry],
) -> Result<BTreeSet<&'a AgentId>, StoreFault> {
    let agents: BTreeSet<&AgentId> = entries.iter().map(|entry| &entry.agent).collect();
    let names: BTreeMap<String, &AgentId> =
        agents.into_iter().map(|agent| (erased(agent), agent)).collect();
    let asked: Vec<&str> = names.keys().map(String::as_str).collect();
    let rows = db.query("SELECT name FROM erased WHERE name=ANY($1)", &[&asked]).await?;
    Ok(rows.iter().filter_map(|row| names.get(row.get::<_, &str>(0)).copied()).collect())
}

/// Takes the months that another process deleted out of those that are known to have a place.
async fn deleted_meanwhile(
    db: &PendingWrite<'_>,
    entries: &[&StoreEntry],
    months: &mut BTreeSet<Month>,
) -> Result<(), StoreFault> {
    let asked: BTreeSet<Month> =
        entries.iter().filter_map(|entry| Month::of_number(entry.day)).collect();
    let names: Vec<String> = asked.intersection(months).map(ToString::to_string).collect();
    if names.is_empty() {
        return Ok(());
    }
    let rows = db.query("SELECT month FROM gone WHERE month=ANY($1)", &[&names]).await?;
    for month in rows.iter().filter_map(|row| Month::parse(row.get(0))) {
        months.remove(&month);
    }
    Ok(())
}

/// Sees to the place of a month's records; whether there is one: a month that was deleted has none.
async fn has_place(
    db: &PendingWrite<'_>,
    month: Month,
    months: &mut BTreeSet<Month>,
) -> Result<bool, StoreFault> {
    if months.contains(&month) {
        return Ok(true);
    }
    let asked = "SELECT EXISTS(SELECT 1 FROM gone WHERE month=$1)";
    if db.query(asked, &[&month.to_string()]).await?.first().is_some_and(|row| row.get(0)) {
        return Ok(false);
    }
    db.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    db.made
        .batch_execute(&format!(
            "CREATE TABLE IF NOT EXISTS {} PARTITION OF record FOR VALUES FROM ({}) TO ({})",
            partition(month),
            month.first_day(),
            month.next().first_day()
        ))
        .await?;
    months.insert(month);
    Ok(true)
}

/// Inserts records; the keys of those that were not there.
async fn insert(
    db: &PendingWrite<'_>,
    entries: &[&StoreEntry],
) -> Result<BTreeSet<PostKey>, StoreFault> {
    fn column<'a, T>(entries: &[&'a StoreEntry], of: impl Fn(&'a StoreEntry) -> T) -> Vec<T> {
        entries.iter().map(|entry| of(entry)).collect()
    }
    let asked = "INSERT INTO record SELECT * FROM unnest($1::INT[], $2::TEXT[], $3::BIGINT[], \
                 $4::TEXT[], $5::BIGINT[], $6::BIGINT[], $7::BIGINT[], $8::FLOAT8[], $9::FLOAT8[], \
                 $10::FLOAT8[], $11::TEXT[], $12::BIGINT[], $13::TEXT[]) \
                 ON CONFLICT DO NOTHING RETURNING day, agent, seq";
    let rows = db
        .query(
            asked,
            &[
                &column(entries, |e| e.day),
                &column(entries, |e| e.agent.as_str()),
                &column(entries, |e| e.seq),
                &column(entries, |e| e.digest.as_str()),
                &column(entries, |e| e.received),
                &column(entries, |e| e.skew_s),
                &column(entries, |e| e.figures.as_ref().map(|f| f.days)),
                &column(entries, |e| e.figures.as_ref().map(|f| f.wh)),
                &column(entries, |e| e.figures.as_ref().map(|f| f.lo)),
                &column(entries, |e| e.figures.as_ref().map(|f| f.hi)),
                &column(entries, |e| e.figures.as_ref().map(|f| f.grade.as_str())),
                &column(entries, |e| e.figures.as_ref().map(|f| f.awake_s)),
                &column(entries, |e| e.body.as_str()),
            ],
        )
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

/// The digests under which the keys of records are stored.
async fn digests(
    db: &PendingWrite<'_>,
    entries: &[&StoreEntry],
) -> Result<BTreeMap<PostKey, String>, StoreFault> {
    let days: Vec<i32> = entries.iter().map(|entry| entry.day).collect();
    let agents: Vec<&str> = entries.iter().map(|entry| entry.agent.as_str()).collect();
    let seqs: Vec<i64> = entries.iter().map(|entry| entry.seq).collect();
    let asked = "SELECT record.day, record.agent, record.seq, record.digest FROM record JOIN \
                 unnest($1::INT[], $2::TEXT[], $3::BIGINT[]) AS asked(day, agent, seq) \
                 USING(day, agent, seq)";
    let rows = db.query(asked, &[&days, &agents, &seqs]).await?;
    let read = rows.iter().map(|row| ((row.get(0), row.get(1), row.get(2)), row.get(3)));
    Ok(read.collect())
}
