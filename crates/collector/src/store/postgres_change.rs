//! A change of a database of `PostgreSQL` on its way, and what all of its writers share.

use super::types::StoreEntry;
use super::{Month, StoreFault};
use std::cell::RefCell;
use std::collections::HashMap;
use tokio_postgres::types::ToSql;
use tokio_postgres::{GenericClient, Row, Statement, Transaction};

/// The columns of an agent.
pub(super) const AGENT: &str = "id, site, token, secret, secret_at, previous, previous_until, used, enrolled, \
     networked, closed";
/// Those of a paper.
pub(super) const PAPER: &str =
    "key, site, first, received, incomplete, trusted, token, sender, body";
/// A number that only collectors of empreinte lock by: two of them never change tables at once.
pub(super) const LOCK: i64 = 0x656d_7072_6569;

/// What was asked over a connection, which the database reads once.
#[derive(Debug, Default)]
pub(super) struct KnownStore(RefCell<HashMap<String, Statement>>);

impl KnownStore {
    /// A question as the database has read it.
    pub(super) async fn get(
        &self,
        client: &impl GenericClient,
        asked: &str,
    ) -> Result<Statement, StoreFault> {
        if let Some(known) = self.0.borrow().get(asked) {
            return Ok(known.clone());
        }
        let read = client.prepare(asked).await?;
        self.0.borrow_mut().insert(asked.to_owned(), read.clone());
        Ok(read)
    }
}

/// A change on its way, and what was asked over its connection.
pub(super) struct PendingWrite<'a> {
    pub(super) made: Transaction<'a>,
    pub(super) known: &'a KnownStore,
}

impl PendingWrite<'_> {
    pub(super) async fn execute(
        &self,
        asked: &str,
        with: &[SqlValue<'_>],
    ) -> Result<u64, StoreFault> {
        let asked = self.known.get(&self.made, asked).await?;
        Ok(self.made.execute(&asked, with).await?)
    }

    pub(super) async fn query(
        &self,
        asked: &str,
        with: &[SqlValue<'_>],
    ) -> Result<Vec<Row>, StoreFault> {
        let asked = self.known.get(&self.made, asked).await?;
        Ok(self.made.query(&asked, with).await?)
    }

    pub(super) async fn query_opt(
        &self,
        asked: &str,
        with: &[SqlValue<'_>],
    ) -> Result<Option<Row>, StoreFault> {
        let asked = self.known.get(&self.made, asked).await?;
        Ok(self.made.query_opt(&asked, with).await?)
    }
}

/// A value that goes with a question.
pub(super) type SqlValue<'a> = &'a (dyn ToSql + Sync);

/// The table of the records of a month.
pub(super) fn partition(month: Month) -> String {
    format!("record_{:04}_{:02}", month.year, month.month)
}

/// Keeps what a machine said last of itself.
pub(super) async fn machine_said(
    db: &PendingWrite<'_>,
    entry: &StoreEntry,
) -> Result<(), StoreFault> {
    db.execute(
        "INSERT INTO machine VALUES($1,$2,$3,$4,$5,$6,$7) ON CONFLICT(agent) DO UPDATE SET \
         day=$1, seq=$3, digest=$4, received=$5, skew_s=$6, body=$7 WHERE machine.seq < $3",
        &[
            &entry.day,
            &entry.agent.as_str(),
            &entry.seq,
            &entry.digest,
            &entry.received,
            &entry.skew_s,
            &entry.body,
        ],
    )
    .await?;
    Ok(())
}
