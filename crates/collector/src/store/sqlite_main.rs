//! `main.db`: agents, tokens, machines, documents, sums of months gone, and the journal.

use super::sqlite_left as left;
use super::sqlite_months::{kept, named};
use super::sqlite_papers as papers;
use super::types::{Put, Rekeyed, StoreDone, StoreEntry, enrolment, erased};
use super::{EnrolledAgent, JournalNote, StoreFault, StoreMark, Token, Write};
use crate::secret::{Hash, random};
use record::{AgentId, hex};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The tables, version after version.
pub(super) const VERSIONS: [&str; 6] = [
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE token(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, site TEXT NOT NULL,
        uses INTEGER, used INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER NOT NULL) STRICT;
     CREATE TABLE agent(id TEXT PRIMARY KEY, site TEXT NOT NULL, token INTEGER NOT NULL,
        secret BLOB NOT NULL, secret_at INTEGER NOT NULL, previous BLOB, previous_until INTEGER,
        used INTEGER NOT NULL, enrolled INTEGER NOT NULL, closed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE machine(day INTEGER NOT NULL, agent TEXT PRIMARY KEY, seq INTEGER NOT NULL,
        digest TEXT NOT NULL, received INTEGER NOT NULL, skew_s INTEGER NOT NULL, body TEXT NOT NULL)
        STRICT, WITHOUT ROWID;
     CREATE TABLE paper(key TEXT PRIMARY KEY, site TEXT NOT NULL, received INTEGER NOT NULL,
        incomplete INTEGER NOT NULL, trusted INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE month_sum(month TEXT NOT NULL, site TEXT NOT NULL, class TEXT NOT NULL,
        grade TEXT NOT NULL, machines INTEGER NOT NULL, days INTEGER NOT NULL, wh REAL NOT NULL,
        lo REAL NOT NULL, hi REAL NOT NULL, PRIMARY KEY(month, site, class, grade)) STRICT, WITHOUT ROWID;
     CREATE TABLE note(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL,
        text TEXT NOT NULL) STRICT;",
    "CREATE UNIQUE INDEX agent_secret ON agent(secret);
     CREATE INDEX agent_previous ON agent(previous);",    // What a machine came by, and when first, was within its document or not kept at all; nor was
    // what ends and names were of what was deleted.
    "ALTER TABLE paper ADD COLUMN first INTEGER;
     ALTER TABLE paper ADD COLUMN token INTEGER;
     UPDATE paper SET token=json_extract(body, '$.token');
     UPDATE token SET used=used+(SELECT count(*) FROM paper WHERE paper.token=token.id);
     CREATE TABLE last_day(agent TEXT PRIMARY KEY, day INTEGER NOT NULL, seq INTEGER NOT NULL,
        grade TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE erased(name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;",
    // Carried files were enrolled as if by the network. Those are of it that wait for their secret's
    // first use, that changed it, or whose clock was heard; of the others their next post tells.
    // Months have a list, those whose days were deleted another: sums are also of what folded days
    // left in months that go on; what counted documents was none.
    "ALTER TABLE agent ADD COLUMN networked INTEGER NOT NULL DEFAULT 0;
     UPDATE agent SET networked=1 WHERE secret_at<>0 AND (NOT used OR secret_at<>enrolled OR EXISTS(
        SELECT 1 FROM machine WHERE machine.agent=agent.id AND machine.skew_s<>0));
     CREATE TABLE rekeyed(day INTEGER NOT NULL, agent TEXT NOT NULL, seq INTEGER NOT NULL,
        body TEXT NOT NULL, PRIMARY KEY(day, agent, seq)) STRICT, WITHOUT ROWID;
     CREATE TABLE month(month TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
     DELETE FROM month_sum WHERE class='document';
     CREATE TABLE gone(month TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
     INSERT INTO gone SELECT DISTINCT month FROM month_sum;",
    // A file that is known to have days, and has none, has lost them.
    "ALTER TABLE month ADD COLUMN has_days INTEGER NOT NULL DEFAULT 0;",
    // Which agent sent a document was not kept.
    "ALTER TABLE paper ADD COLUMN sender TEXT NOT NULL DEFAULT '';
     CREATE INDEX paper_sender ON paper(sender);",
];

/// The first row of a store that another is copied into.
pub(super) const OF_COPY: &str = "INSERT INTO meta VALUES('mark', 'copying')";

const AGENT: &str = "id, site, token, secret, secret_at, previous, previous_until, used, enrolled, \
     networked, closed";
const MACHINE: &str = "day, agent, seq, digest, received, skew_s, NULL, NULL, NULL, NULL, NULL, \
                       NULL, body";

/// The collector's own name; made where there is none.
pub(super) fn name(db: &mut Connection) -> Result<AgentId, StoreFault> {
    db.execute(
        "INSERT INTO meta VALUES('collector', ?1) ON CONFLICT DO NOTHING",
        [hex(&random::<16>()?)],
    )?;
    let text: String =
        db.query_row("SELECT value FROM meta WHERE name='collector'", [], |row| row.get(0))?;
    Ok(named(0, &text)?)
}

/// The name of the key that pseudonyms are of.
pub(super) fn key(db: &Connection) -> Result<Option<String>, StoreFault> {
    let asked = "SELECT value FROM meta WHERE name='key'";
    Ok(db.query_row(asked, [], |row| row.get(0)).optional()?)
}

/// What the store is for.
pub(super) fn mark(db: &Connection) -> Result<StoreMark, StoreFault> {
    let asked = "SELECT value FROM meta WHERE name='mark'";
    let word: Option<String> = db.query_row(asked, [], |row| row.get(0)).optional()?;
    Ok(StoreMark::of(word.as_deref()))
}

/// Makes a change of the main file alone.
pub(super) fn make(
    db: Option<&rusqlite::Transaction>,
    write: &Write,
) -> Result<StoreDone, StoreFault> {
    let Some(db) = db else { return Ok(StoreDone::Made) };
    match write {
        Write::Enrol(agent) => return enrol(db, agent),
        Write::Agent(agent) => put_agent(db, agent)?,
        Write::Used(agent) => {
            let asked = "UPDATE agent SET used=1, networked=1 WHERE id=?1 AND NOT closed";
            return Ok(StoreDone::of_one(db.execute(asked, [agent.as_str()])? as u64));
        }
        Write::Secret(agent) => {
            let rows = db.execute(
                "UPDATE agent SET secret=?2, secret_at=?3, previous=?4, previous_until=?5, used=1,
                 networked=1
                 WHERE id=?1 AND NOT closed",
                params![
                    agent.id.as_str(),
                    agent.secret,
                    agent.secret_at,
                    agent.previous.map(|(hash, _)| hash),
                    agent.previous.map(|(_, until)| until)
                ],
            )?;
            return Ok(StoreDone::of_one(rows as u64));
        }
        Write::Close(agent) => {
            let asked = "UPDATE agent SET closed=1 WHERE id=?1";
            return Ok(StoreDone::of_one(db.execute(asked, [agent.as_str()])? as u64));
        }
        Write::Bring(paper, before) => return papers::bring(db, paper, before),
        Write::Paper(paper) => papers::put(db, paper)?,
        Write::Token(token) => {
            db.execute(
                "INSERT INTO token VALUES(nullif(?1,0),?2,?3,?4,?5,?6,?7)",
                params![
                    token.id,
                    token.hash,
                    token.site,
                    token.uses,
                    token.used,
                    token.expires,
                    token.revoked
                ],
            )?;
        }
        Write::Revoke(id) => {
            let rows = db.execute("UPDATE token SET revoked=1 WHERE id=?1", [id])?;
            return Ok(StoreDone::Deleted(rows as u64));
        }
        Write::Key(name) => {
            db.execute("INSERT OR REPLACE INTO meta VALUES('key', ?1)", [name])?;
        }
        Write::Note(note) => {
            db.execute(
                "INSERT INTO note(at, kind, text) VALUES(?1,?2,?3)",
                params![note.at, note.kind, note.text],
            )?;
        }
        Write::Machine(entry) => machine_said(db, entry)?,
        Write::ForgetPaper(key) => {
            return Ok(StoreDone::Deleted(
                db.execute("DELETE FROM paper WHERE key=?1", [key])? as u64
            ));
        }
        Write::LastDay(last) => left::put_last(db, last)?,
        Write::Erased(name) => put_erased(db, name)?,
        Write::Gone(month) => left::put_gone(db, *month)?,
        Write::Mark(mark) => {
            db.execute("INSERT OR REPLACE INTO meta VALUES('mark', ?1)", [mark.word()])?;
        }
        Write::ForgetNotes(before) => {
            let asked = "DELETE FROM note WHERE at<?1 AND kind NOT IN ('deleted','rekeyed','lost')";
            return Ok(StoreDone::Deleted(db.execute(asked, [before])? as u64));
        }
        Write::Adopt(name, sums) => {
            db.execute("UPDATE meta SET value=?1 WHERE name='collector'", [name.as_str()])?;
            for sum in sums {
                left::add_sum(db, sum)?;
            }
        }
        Write::Rekey(entry) => rekey(db, entry)?,
        // Those that reach into the months are made there.
        Write::Records(_) | Write::Forget(_) | Write::ForgetAgent(_) => {}
    }
    Ok(StoreDone::Made)
}

fn enrol(db: &Connection, agent: &EnrolledAgent) -> Result<StoreDone, StoreFault> {
    let known = db
        .query_row(
            &format!("SELECT {AGENT} FROM agent WHERE id=?1"),
            [agent.id.as_str()],
            agent_row,
        )
        .optional()?;
    let token =
        db.query_row("SELECT * FROM token WHERE id=?1", [agent.token], token_row).optional()?;
    let was = is_erased(db, &agent.id)?;
    match enrolment((known.as_ref(), was), token.as_ref(), agent) {
        Err(refusal) => Ok(StoreDone::Refused(refusal)),
        Ok(counts) => {
            put_agent(db, agent)?;
            if counts {
                db.execute("UPDATE token SET used=used+1 WHERE id=?1", [agent.token])?;
            }
            Ok(StoreDone::Made)
        }
    }
}

fn put_agent(db: &Connection, agent: &EnrolledAgent) -> Result<(), StoreFault> {
    db.prepare_cached(&format!(
        "INSERT INTO agent({AGENT}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)
         ON CONFLICT(id) DO UPDATE SET site=?2, token=?3, secret=?4, secret_at=?5, previous=?6,
         previous_until=?7, used=?8, enrolled=?9, networked=?10, closed=max(closed, ?11)"
    ))?
    .execute(params![
        agent.id.as_str(),
        agent.site,
        agent.token,
        agent.secret,
        agent.secret_at,
        agent.previous.map(|(hash, _)| hash),
        agent.previous.map(|(_, until)| until),
        agent.used,
        agent.enrolled,
        agent.networked,
        agent.closed
    ])?;
    Ok(())
}

fn agent_row(row: &Row) -> rusqlite::Result<EnrolledAgent> {
    let id: String = row.get(0)?;
    let previous: Option<Hash> = row.get(5)?;
    let until: Option<i64> = row.get(6)?;
    Ok(EnrolledAgent {
        id: named(0, &id)?,
        site: row.get(1)?,
        token: row.get(2)?,
        secret: row.get(3)?,
        secret_at: row.get(4)?,
        previous: previous.zip(until),
        used: row.get(7)?,
        enrolled: row.get(8)?,
        networked: row.get(9)?,
        closed: row.get(10)?,
    })
}

pub(super) fn token_row(row: &Row) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(0)?,
        hash: row.get(1)?,
        site: row.get(2)?,
        uses: row.get(3)?,
        used: row.get(4)?,
        expires: row.get(5)?,
        revoked: row.get(6)?,
    })
}

/// Keeps what machines are, as their last record says.
pub(super) fn machines_said(
    db: &Connection,
    entries: &[StoreEntry],
    puts: &[Put],
) -> Result<(), StoreFault> {
    for (entry, put) in entries.iter().zip(puts) {
        if entry.figures.is_some() || !matches!(put, Put::Stored | Put::Again) {
            continue;
        }
        // Erased since its record was put: then that is deleted too.
        if !is_erased(db, &entry.agent)? {
            machine_said(db, entry)?;
        }
    }
    Ok(())
}

fn machine_said(db: &Connection, entry: &StoreEntry) -> Result<(), StoreFault> {
    db.prepare_cached(
        "INSERT INTO machine VALUES(?1,?2,?3,?4,?5,?6,?7) ON CONFLICT(agent) DO UPDATE SET
         day=excluded.day, seq=excluded.seq, digest=excluded.digest,
         received=excluded.received, skew_s=excluded.skew_s, body=excluded.body
         WHERE excluded.seq > machine.seq",
    )?
    .execute(params![
        entry.day,
        entry.agent.as_str(),
        entry.seq,
        entry.digest,
        entry.received,
        entry.skew_s,
        entry.body
    ])?;
    Ok(())
}

/// A machine's record with other pseudonyms, in the main file; what is then to be written into its month
/// is kept beside until it is.
fn rekey(db: &Connection, entry: &StoreEntry) -> Result<(), StoreFault> {
    db.prepare_cached("UPDATE machine SET body=?3 WHERE agent=?1 AND seq=?2")?.execute(params![
        entry.agent.as_str(),
        entry.seq,
        entry.body
    ])?;
    db.prepare_cached("INSERT OR REPLACE INTO rekeyed VALUES(?1,?2,?3,?4)")?.execute(params![
        entry.day,
        entry.agent.as_str(),
        entry.seq,
        entry.body
    ])?;
    Ok(())
}

/// The records that are still to be written with other pseudonyms.
pub(super) fn rekeyed(db: &Connection) -> Result<Vec<Rekeyed>, StoreFault> {
    rows(db, "SELECT day, agent, seq, body FROM rekeyed", |row| {
        let (day, agent, seq, body) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Rekeyed { day, agent, seq, body })
    })
}

/// All of them are.
pub(super) fn all_rekeyed(db: &Connection) -> Result<(), StoreFault> {
    db.execute("DELETE FROM rekeyed", [])?;
    Ok(())
}

pub(super) fn forget_agent(db: &Connection, agent: &AgentId) -> Result<u64, StoreFault> {
    let mut gone = 0;
    for table in ["machine WHERE agent", "last_day WHERE agent", "agent WHERE id"] {
        gone += db.execute(&format!("DELETE FROM {table}=?1"), [agent.as_str()])? as u64;
    }
    put_erased(db, &erased(agent))?;
    Ok(gone)
}

/// Whether an agent was erased.
pub(super) fn is_erased(db: &Connection, agent: &AgentId) -> Result<bool, StoreFault> {
    let mut asked = db.prepare_cached("SELECT EXISTS(SELECT 1 FROM erased WHERE name=?1)")?;
    Ok(asked.query_row([erased(agent)], |row| row.get(0))?)
}

pub(super) fn put_erased(db: &Connection, name: &str) -> Result<(), StoreFault> {
    db.execute("INSERT INTO erased VALUES(?1) ON CONFLICT DO NOTHING", [name])?;
    Ok(())
}

pub(super) fn erased_names(db: &Connection) -> Result<Vec<String>, StoreFault> {
    rows(db, "SELECT name FROM erased ORDER BY name", |row| row.get(0))
}

/// Every row that a question gives.
pub(super) fn rows<T>(
    db: &Connection,
    question: &str,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreFault> {
    let mut asked = db.prepare_cached(question)?;
    let found = asked.query_map([], read)?.collect::<rusqlite::Result<Vec<T>>>();
    Ok(found?)
}

pub(super) fn agents(db: &Connection) -> Result<Vec<EnrolledAgent>, StoreFault> {
    rows(db, &format!("SELECT {AGENT} FROM agent ORDER BY id"), agent_row)
}

pub(super) fn agent_of(
    db: &Connection,
    secret: &Hash,
) -> Result<Option<EnrolledAgent>, StoreFault> {
    let asked = format!("SELECT {AGENT} FROM agent WHERE secret=?1 OR previous=?1");
    Ok(db.prepare_cached(&asked)?.query_row([secret], agent_row).optional()?)
}

pub(super) fn tokens(db: &Connection) -> Result<Vec<Token>, StoreFault> {
    rows(db, "SELECT * FROM token ORDER BY id", token_row)
}

pub(super) fn machines(db: &Connection) -> Result<Vec<StoreEntry>, StoreFault> {
    rows(db, &format!("SELECT {MACHINE} FROM machine ORDER BY agent"), kept)
}

pub(super) fn notes(db: &Connection) -> Result<Vec<JournalNote>, StoreFault> {
    rows(db, "SELECT at, kind, text FROM note ORDER BY id", |row| {
        Ok(JournalNote { at: row.get(0)?, kind: row.get(1)?, text: row.get(2)? })
    })
}
