//! `main.db`: documents of other agents.

use super::sqlite_main::{put_erased, rows, token_row};
use super::types::{StoreDone, bringing, renamed_name};
use super::{MergedPaper, StoreFault};
use rusqlite::{Connection, OptionalExtension, Row, params};

const PAPER: &str = "key, site, first, received, incomplete, trusted, token, sender, body";

/// Keeps a document as its token allows.
pub(super) fn bring(
    db: &Connection,
    new: &MergedPaper,
    before: &[String],
) -> Result<StoreDone, StoreFault> {
    let mut known = paper(db, &new.key)?;
    let mut others = Vec::new();
    for key in before {
        others.extend(paper(db, key)?);
    }
    // It counts once: what it was known by otherwise was this machine.
    if known.is_none() && !others.is_empty() {
        known = Some(others.remove(0));
    }
    let token =
        db.query_row("SELECT * FROM token WHERE id=?1", [new.token], token_row).optional()?;
    let counts = match bringing(known.as_ref(), token.as_ref(), new) {
        Ok(counts) => counts,
        Err(refusal) => return Ok(StoreDone::Refused(refusal)),
    };
    if counts {
        let before = known.and_then(|known| known.token);
        db.execute("UPDATE token SET used=used-1 WHERE id=?1", [before])?;
        db.execute("UPDATE token SET used=used+1 WHERE id=?1", [new.token])?;
    }
    for other in others {
        db.execute("UPDATE token SET used=used-1 WHERE id=?1", [other.token])?;
    }
    for key in before {
        db.execute("DELETE FROM paper WHERE key=?1", [key])?;
        put_erased(db, &renamed_name(key))?;
    }
    put(db, new)?;
    Ok(StoreDone::Made)
}

/// Keeps a document as it is.
pub(super) fn put(db: &Connection, paper: &MergedPaper) -> Result<(), StoreFault> {
    db.prepare_cached(&format!(
        "INSERT OR REPLACE INTO paper({PAPER}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)"
    ))?
    .execute(params![
        paper.key,
        paper.site,
        paper.first,
        paper.received,
        paper.incomplete,
        paper.trusted,
        paper.token,
        paper.sender,
        paper.body
    ])?;
    Ok(())
}

fn paper_row(row: &Row) -> rusqlite::Result<MergedPaper> {
    Ok(MergedPaper {
        key: row.get(0)?,
        site: row.get(1)?,
        first: row.get(2)?,
        received: row.get(3)?,
        incomplete: row.get(4)?,
        trusted: row.get(5)?,
        token: row.get(6)?,
        sender: row.get(7)?,
        body: row.get(8)?,
    })
}

pub(super) fn papers(db: &Connection) -> Result<Vec<MergedPaper>, StoreFault> {
    rows(db, &format!("SELECT {PAPER} FROM paper ORDER BY key"), paper_row)
}

/// The documents that an agent sent.
pub(super) fn papers_of(db: &Connection, sender: &str) -> Result<Vec<MergedPaper>, StoreFault> {
    let asked = format!("SELECT {PAPER} FROM paper WHERE sender=?1 ORDER BY key");
    let mut asked = db.prepare_cached(&asked)?;
    let found = asked.query_map([sender], paper_row)?.collect::<rusqlite::Result<Vec<_>>>();
    Ok(found?)
}

pub(super) fn paper(db: &Connection, key: &str) -> Result<Option<MergedPaper>, StoreFault> {
    let mut asked = db.prepare_cached(&format!("SELECT {PAPER} FROM paper WHERE key=?1"))?;
    Ok(asked.query_row([key], paper_row).optional()?)
}

#[cfg(test)]
mod tests {
    use super::papers;
    use crate::store::connection::connect;
    use crate::store::sqlite_main::{VERSIONS, tokens};

    #[test]
    fn what_an_earlier_version_kept_within_a_document_counts_for_its_token() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("main.db");
        let db = connect(&place, &VERSIONS[..2]).unwrap();
        db.execute_batch(
            "INSERT INTO token VALUES(1, zeroblob(32), 'Lyon', 5, 2, 9, 0), (2, randomblob(32), 'Lyon', NULL, 0, 9, 0);
             INSERT INTO paper VALUES('P1', 'Lyon', 4, 0, 1, '{\"token\":1,\"a\":{}}'),
                ('P2', 'Lyon', 4, 0, 1, '{}'), ('P3', '', 4, 0, 0, '{\"tag\":\"\\\"token\\\":2\"}');",
        )
        .unwrap();
        drop(db);
        let db = connect(&place, &VERSIONS).unwrap();
        let used: Vec<i64> = tokens(&db).unwrap().iter().map(|token| token.used).collect();
        assert_eq!(used, [3, 0]);
        let kept = papers(&db).unwrap();
        let told: Vec<_> =
            kept.iter().map(|paper| (paper.first, paper.received, paper.token)).collect();
        assert_eq!(told, [(None, 4, Some(1)), (None, 4, None), (None, 4, None)]);
    }
}
