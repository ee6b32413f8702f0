//! Rows of `PostgreSQL` as what they mean.

use super::types::{DayFigures, LastDay, StoreEntry};
use super::{EnrolledAgent, MergedPaper, StoreFault, Token};
use crate::secret::Hash;
use record::AgentId;
use tokio_postgres::Row;

/// An agent's name as it is stored.
pub(super) fn named(text: &str) -> Result<AgentId, StoreFault> {
    AgentId::parse(text).map_err(|error| StoreFault::Broken(error.to_string()))
}

fn hash(bytes: &[u8]) -> Result<Hash, StoreFault> {
    bytes.try_into().map_err(|_| StoreFault::Broken("a hash is not of 32 bytes".to_owned()))
}

pub(super) fn agent(row: &Row) -> Result<EnrolledAgent, StoreFault> {
    let previous: Option<&[u8]> = row.get(5);
    let previous = previous.map(hash).transpose()?;
    Ok(EnrolledAgent {
        id: named(row.get(0))?,
        site: row.get(1),
        token: row.get(2),
        secret: hash(row.get(3))?,
        secret_at: row.get(4),
        previous: previous.zip(row.get(6)),
        used: row.get(7),
        enrolled: row.get(8),
        networked: row.get(9),
        closed: row.get(10),
    })
}

pub(super) fn token(row: &Row) -> Result<Token, StoreFault> {
    Ok(Token {
        id: row.get(0),
        hash: hash(row.get(1))?,
        site: row.get(2),
        uses: row.get(3),
        used: row.get(4),
        expires: row.get(5),
        revoked: row.get(6),
    })
}

pub(super) fn paper(row: &Row) -> MergedPaper {
    MergedPaper {
        key: row.get(0),
        site: row.get(1),
        first: row.get(2),
        received: row.get(3),
        incomplete: row.get(4),
        trusted: row.get(5),
        token: row.get(6),
        sender: row.get(7),
        body: row.get(8),
    }
}

pub(super) fn last_day(row: &Row) -> Result<LastDay, StoreFault> {
    let agent = named(row.get(0))?;
    Ok(LastDay { agent, day: row.get(1), seq: row.get(2), grade: row.get(3) })
}

pub(super) fn kept(row: &Row) -> Result<StoreEntry, StoreFault> {
    let days: Option<i64> = row.get(6);
    let figures = days.map(|days| DayFigures {
        days,
        wh: row.get(7),
        lo: row.get(8),
        hi: row.get(9),
        grade: row.get(10),
        awake_s: row.get(11),
    });
    Ok(StoreEntry {
        day: row.get(0),
        agent: named(row.get(1))?,
        seq: row.get(2),
        digest: row.get(3),
        received: row.get(4),
        skew_s: row.get(5),
        figures,
        body: row.get(12),
    })
}
