//! The store in a database of `PostgreSQL`: the same tables, records in one partition a month.

use super::postgres_rows::{agent, kept, named, paper, token};
use super::types::{Done, Entry, Put, enrolment};
use super::{Agent, Kept, Month, MonthSum, Note, Paper, Store, StoreFault, Token, Write};
use crate::secret::{Hash, hex, random};
use record::AgentId;
use std::collections::BTreeSet;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Transaction};

/// The tables, version after version; the version stands in `meta`.
const VERSIONS: [&str; 2] = [
    "CREATE TABLE token(id BIGSERIAL PRIMARY KEY, hash BYTEA NOT NULL UNIQUE, site TEXT NOT NULL,
        uses BIGINT, used BIGINT NOT NULL, expires BIGINT NOT NULL, revoked BOOL NOT NULL);
     CREATE TABLE agent(id TEXT PRIMARY KEY, site TEXT NOT NULL, token BIGINT NOT NULL,
        secret BYTEA NOT NULL, secret_at BIGINT NOT NULL, previous BYTEA, previous_until BIGINT,
        used BOOL NOT NULL, enrolled BIGINT NOT NULL, closed BOOL NOT NULL);
     CREATE TABLE machine(day INT NOT NULL, agent TEXT PRIMARY KEY, seq BIGINT NOT NULL,
        digest TEXT NOT NULL, received BIGINT NOT NULL, skew_s BIGINT NOT NULL, body TEXT NOT NULL);
     CREATE TABLE paper(key TEXT PRIMARY KEY, site TEXT NOT NULL, received BIGINT NOT NULL,
        incomplete BOOL NOT NULL, trusted BOOL NOT NULL, body TEXT NOT NULL);
     CREATE TABLE month_sum(month TEXT NOT NULL, site TEXT NOT NULL, class TEXT NOT NULL,
        grade TEXT NOT NULL, machines BIGINT NOT NULL, days BIGINT NOT NULL, wh FLOAT8 NOT NULL,
        lo FLOAT8 NOT NULL, hi FLOAT8 NOT NULL, PRIMARY KEY(month, site, class, grade));
     CREATE TABLE note(id BIGSERIAL PRIMARY KEY, at BIGINT NOT NULL, kind TEXT NOT NULL,
        text TEXT NOT NULL);
     CREATE TABLE record(day INT NOT NULL, agent TEXT NOT NULL, seq BIGINT NOT NULL,
        digest TEXT NOT NULL, received BIGINT NOT NULL, skew_s BIGINT NOT NULL, days BIGINT,
        wh FLOAT8, lo FLOAT8, hi FLOAT8, grade TEXT, awake_s BIGINT, body TEXT NOT NULL,
        PRIMARY KEY(day, agent, seq)) PARTITION BY RANGE(day);",
    "CREATE UNIQUE INDEX agent_secret ON agent(secret);
     CREATE INDEX agent_previous ON agent(previous);",
];

const AGENT: &str =
    "id, site, token, secret, secret_at, previous, previous_until, used, enrolled, closed";
const RECORD: &str =
    "day, agent, seq, digest, received, skew_s, days, wh, lo, hi, grade, awake_s, body";
/// A number that only collectors of empreinte lock by: two of them never change tables at once.
const LOCK: i64 = 0x656d_7072_6569;

/// A database, over one connection that is made again where it broke.
#[derive(Debug)]
pub(super) struct Postgres {
    runtime: Runtime,
    address: String,
    client: Option<Client>,
    months: BTreeSet<Month>,
    name: AgentId,
}

impl Postgres {
    /// Connects, makes the tables where there are none, and brings an earlier version's up to this
    /// one.
    ///
    /// # Errors
    /// A database that cannot be reached or used, or of a later version.
    pub(super) fn open(address: &str) -> Result<Self, StoreFault> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let unnamed = AgentId::from_bytes([0; 16]);
        let mut store = Self {
            runtime,
            address: address.to_owned(),
            client: None,
            months: BTreeSet::new(),
            name: unnamed,
        };
        store.name = store.with(async |client| prepare(client).await)?;
        Ok(store)
    }

    /// Does something with the connection; after a fault the next one is a new connection.
    fn with<T>(
        &mut self,
        work: impl AsyncFnOnce(&mut Client) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        let Self { runtime, address, client, .. } = self;
        runtime.block_on(async {
            if client.as_ref().is_none_or(Client::is_closed) {
                let (fresh, connection) = tokio_postgres::connect(address, NoTls).await?;
                // Its end is seen by the next question.
                tokio::spawn(async move { drop(connection.await) });
                *client = Some(fresh);
            }
            let Some(open) = client.as_mut() else {
                return Err(StoreFault::Broken("no connection".to_owned()));
            };
            let done = work(open).await;
            if done.is_err() {
                *client = None;
            }
            done
        })
    }

    fn rows<T>(
        &mut self,
        question: &str,
        with: &[&(dyn ToSql + Sync)],
        read: impl Fn(&Row) -> Result<T, StoreFault>,
    ) -> Result<Vec<T>, StoreFault> {
        self.with(async |client| {
            let rows = client.query(question, with).await?;
            rows.iter().map(&read).collect()
        })
    }
}

async fn prepare(client: &mut Client) -> Result<AgentId, StoreFault> {
    let change = client.transaction().await?;
    change.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    change
        .batch_execute(
            "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        )
        .await?;
    let found = change.query_opt("SELECT value FROM meta WHERE name='version'", &[]).await?;
    let found: usize = found.and_then(|row| row.get::<_, String>(0).parse().ok()).unwrap_or(0);
    if found > VERSIONS.len() {
        return Err(StoreFault::Later(i64::try_from(found).unwrap_or(i64::MAX)));
    }
    for steps in &VERSIONS[found..] {
        change.batch_execute(steps).await?;
    }
    change
        .execute(
            "INSERT INTO meta VALUES('version', $1) ON CONFLICT(name) DO UPDATE SET value=$1",
            &[&VERSIONS.len().to_string()],
        )
        .await?;
    let fresh = hex(&random::<16>()?);
    change
        .execute("INSERT INTO meta VALUES('collector', $1) ON CONFLICT DO NOTHING", &[&fresh])
        .await?;
    let row = change.query_one("SELECT value FROM meta WHERE name='collector'", &[]).await?;
    let name = named(row.get(0))?;
    change.commit().await?;
    Ok(name)
}

impl Store for Postgres {
    fn name(&self) -> AgentId {
        self.name.clone()
    }

    fn commit(&mut self, writes: &[Write]) -> Result<Vec<Done>, StoreFault> {
        let mut months = self.months.clone();
        let done = self.with(async |client| {
            let change = client.transaction().await?;
            let mut done = Vec::with_capacity(writes.len());
            for write in writes {
                done.push(make(&change, write, &mut months).await?);
            }
            change.commit().await?;
            Ok(done)
        });
        if done.is_err() {
            // Another process may have deleted a month that was known.
            self.months.clear();
        }
        let done = done?;
        // A month's partition is known once it is committed.
        self.months = months;
        for write in writes {
            if let Write::Adopt(name, _) = write {
                self.name = name.clone();
            }
        }
        Ok(done)
    }

    fn agents(&mut self) -> Result<Vec<Agent>, StoreFault> {
        self.rows(&format!("SELECT {AGENT} FROM agent ORDER BY id"), &[], agent)
    }

    fn agent_of(&mut self, secret: &Hash) -> Result<Option<Agent>, StoreFault> {
        let asked = format!("SELECT {AGENT} FROM agent WHERE secret=$1 OR previous=$1");
        Ok(self.rows(&asked, &[&secret.as_slice()], agent)?.pop())
    }

    fn tokens(&mut self) -> Result<Vec<Token>, StoreFault> {
        self.rows("SELECT * FROM token ORDER BY id", &[], token)
    }

    fn months(&mut self) -> Result<Vec<Month>, StoreFault> {
        let asked = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid \
                     WHERE i.inhparent = 'record'::regclass ORDER BY 1";
        let found = self.rows(asked, &[], |row| {
            let name: String = row.get(0);
            let text = name.trim_start_matches("record_").replace('_', "-");
            Month::parse(&text).ok_or_else(|| StoreFault::Broken(format!("no month: {name}")))
        })?;
        Ok(found)
    }

    fn month(&mut self, month: Month, each: &mut dyn FnMut(Kept)) -> Result<(), StoreFault> {
        // A day at a time, so that a month of a great estate is never in memory at once.
        for day in month.first_day()..=month.last_day() {
            let asked = format!("SELECT {RECORD} FROM record WHERE day=$1 ORDER BY agent, seq");
            self.rows(&asked, &[&day], kept)?.into_iter().for_each(&mut *each);
        }
        Ok(())
    }

    fn machines(&mut self) -> Result<Vec<Kept>, StoreFault> {
        let asked = "SELECT day, agent, seq, digest, received, skew_s, NULL::BIGINT, NULL::FLOAT8, \
                     NULL::FLOAT8, NULL::FLOAT8, NULL::TEXT, NULL::BIGINT, body FROM machine \
                     ORDER BY agent";
        self.rows(asked, &[], kept)
    }

    fn papers(&mut self) -> Result<Vec<Paper>, StoreFault> {
        self.rows("SELECT * FROM paper ORDER BY key", &[], |row| Ok(paper(row)))
    }

    fn paper(&mut self, key: &str) -> Result<Option<Paper>, StoreFault> {
        Ok(self.rows("SELECT * FROM paper WHERE key=$1", &[&key], |row| Ok(paper(row)))?.pop())
    }

    fn sums(&mut self) -> Result<Vec<MonthSum>, StoreFault> {
        let asked = "SELECT * FROM month_sum ORDER BY month, site, class, grade";
        self.rows(asked, &[], |row| {
            Ok(MonthSum {
                month: row.get(0),
                site: row.get(1),
                class: row.get(2),
                grade: row.get(3),
                machines: row.get(4),
                days: row.get(5),
                wh: row.get(6),
                lo: row.get(7),
                hi: row.get(8),
            })
        })
    }

    fn notes(&mut self) -> Result<Vec<Note>, StoreFault> {
        self.rows("SELECT at, kind, text FROM note ORDER BY id", &[], |row| {
            Ok(Note { at: row.get(0), kind: row.get(1), text: row.get(2) })
        })
    }
}

async fn make(
    db: &Transaction<'_>,
    write: &Write,
    months: &mut BTreeSet<Month>,
) -> Result<Done, StoreFault> {
    match write {
        Write::Records(entries) => {
            let mut puts = Vec::with_capacity(entries.len());
            for entry in entries {
                puts.push(put(db, entry, months).await?);
            }
            return Ok(Done::Put(puts));
        }
        Write::Enrol(agent) => return enrol(db, agent).await,
        Write::Agent(agent) => put_agent(db, agent).await?,
        Write::Used(agent) => {
            let asked = "UPDATE agent SET used=true WHERE id=$1 AND NOT closed";
            return Ok(Done::of_one(db.execute(asked, &[&agent.as_str()]).await?));
        }
        Write::Secret(agent) => return new_secret(db, agent).await,
        Write::Close(agent) => {
            let asked = "UPDATE agent SET closed=true WHERE id=$1";
            return Ok(Done::of_one(db.execute(asked, &[&agent.as_str()]).await?));
        }
        Write::Paper(p) => {
            db.execute(
                "INSERT INTO paper VALUES($1,$2,$3,$4,$5,$6) ON CONFLICT(key) DO UPDATE SET \
                 site=$2, received=$3, incomplete=$4, trusted=$5, body=$6",
                &[&p.key, &p.site, &p.received, &p.incomplete, &p.trusted, &p.body],
            )
            .await?;
        }
        Write::Token(t) => {
            db.execute(
                "INSERT INTO token VALUES(coalesce(nullif($1::BIGINT,0), \
                 nextval('token_id_seq')),$2,$3,$4,$5,$6,$7)",
                &[&t.id, &t.hash.as_slice(), &t.site, &t.uses, &t.used, &t.expires, &t.revoked],
            )
            .await?;
            // A number that was given is never given again.
            db.execute("SELECT setval('token_id_seq', (SELECT max(id) FROM token))", &[]).await?;
        }
        Write::Revoke(id) => {
            let rows = db.execute("UPDATE token SET revoked=true WHERE id=$1", &[id]).await?;
            return Ok(Done::Deleted(rows));
        }
        Write::Note(n) => {
            db.execute(
                "INSERT INTO note(at, kind, text) VALUES($1,$2,$3)",
                &[&n.at, &n.kind, &n.text],
            )
            .await?;
        }
        Write::Forget(month, sums, summed) => {
            // Nobody adds to it between the count and its end.
            db.batch_execute("LOCK TABLE record IN ACCESS EXCLUSIVE MODE").await?;
            for sum in sums {
                add_sum(db, sum).await?;
            }
            let (first, last) = (month.first_day(), month.last_day());
            let asked = "SELECT count(*) FROM record WHERE day BETWEEN $1 AND $2";
            let rows: i64 = db.query_one(asked, &[&first, &last]).await?.get(0);
            let rows = u64::try_from(rows).unwrap_or(0);
            if rows != *summed {
                return Err(StoreFault::Changed);
            }
            db.batch_execute(&format!("DROP TABLE IF EXISTS {}", partition(*month))).await?;
            months.remove(month);
            return Ok(Done::Deleted(rows));
        }
        Write::ForgetAgent(agent) => {
            let mut gone = 0;
            for table in ["record WHERE agent", "machine WHERE agent", "agent WHERE id"] {
                let name = agent.as_str();
                gone += db.execute(&format!("DELETE FROM {table}=$1"), &[&name]).await?;
            }
            return Ok(Done::Deleted(gone));
        }
        Write::Machine(entry) => machine_said(db, entry).await?,
        Write::ForgetPaper(key) => {
            let rows = db.execute("DELETE FROM paper WHERE key=$1", &[key]).await?;
            return Ok(Done::Deleted(rows));
        }
        Write::Rekey(entry) => {
            let name = entry.agent.as_str();
            db.execute(
                "UPDATE machine SET body=$3 WHERE agent=$1 AND seq=$2",
                &[&name, &entry.seq, &entry.body],
            )
            .await?;
            db.execute(
                "UPDATE record SET body=$4 WHERE day=$1 AND agent=$2 AND seq=$3",
                &[&entry.day, &name, &entry.seq, &entry.body],
            )
            .await?;
        }
        Write::Adopt(name, sums) => {
            db.execute("UPDATE meta SET value=$1 WHERE name='collector'", &[&name.as_str()])
                .await?;
            for sum in sums {
                add_sum(db, sum).await?;
            }
        }
    }
    Ok(Done::Made)
}

fn partition(month: Month) -> String {
    format!("record_{:04}_{:02}", month.year, month.month)
}

async fn put(
    db: &Transaction<'_>,
    entry: &Entry,
    months: &mut BTreeSet<Month>,
) -> Result<Put, StoreFault> {
    let month = Month::of_number(entry.day)
        .ok_or_else(|| StoreFault::Broken(format!("no such day: {}", entry.day)))?;
    if !months.contains(&month) {
        db.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
        db.batch_execute(&format!(
            "CREATE TABLE IF NOT EXISTS {} PARTITION OF record FOR VALUES FROM ({}) TO ({})",
            partition(month),
            month.first_day(),
            month.next().first_day()
        ))
        .await?;
        months.insert(month);
    }
    let f = entry.figures.as_ref();
    let (days, awake) = (f.map(|f| f.days), f.map(|f| f.awake_s));
    let (wh, lo, hi) = (f.map(|f| f.wh), f.map(|f| f.lo), f.map(|f| f.hi));
    let (grade, name) = (f.map(|f| f.grade.as_str()), entry.agent.as_str());
    let asked = "INSERT INTO record VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) \
                 ON CONFLICT DO NOTHING";
    let row: [&(dyn ToSql + Sync); 13] = [
        &entry.day,
        &name,
        &entry.seq,
        &entry.digest,
        &entry.received,
        &entry.skew_s,
        &days,
        &wh,
        &lo,
        &hi,
        &grade,
        &awake,
        &entry.body,
    ];
    let mut put = Put::Stored;
    if db.execute(asked, &row).await? == 0 {
        let asked = "SELECT digest FROM record WHERE day=$1 AND agent=$2 AND seq=$3";
        let known = db.query_opt(asked, &[&entry.day, &name, &entry.seq]).await?;
        let same = known.is_some_and(|row| row.get::<_, &str>(0) == entry.digest);
        put = if same { Put::Again } else { Put::Conflict };
    }
    if f.is_none() && put != Put::Conflict {
        machine_said(db, entry).await?;
    }
    Ok(put)
}

async fn machine_said(db: &Transaction<'_>, entry: &Entry) -> Result<(), StoreFault> {
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

async fn enrol(db: &Transaction<'_>, new: &Agent) -> Result<Done, StoreFault> {
    // The token's row is held, so that its last use is taken once.
    let held = db.query_opt("SELECT * FROM token WHERE id=$1 FOR UPDATE", &[&new.token]).await?;
    let name = new.id.as_str();
    let asked = format!("SELECT {AGENT} FROM agent WHERE id=$1");
    let known = db.query_opt(&asked, &[&name]).await?;
    let known = known.as_ref().map(agent).transpose()?;
    let held = held.as_ref().map(token).transpose()?;
    match enrolment(known.as_ref(), held.as_ref(), new) {
        Err(refusal) => Ok(Done::Refused(refusal)),
        Ok(counts) => {
            put_agent(db, new).await?;
            if counts {
                db.execute("UPDATE token SET used=used+1 WHERE id=$1", &[&new.token]).await?;
            }
            Ok(Done::Made)
        }
    }
}

async fn put_agent(db: &Transaction<'_>, agent: &Agent) -> Result<(), StoreFault> {
    let previous = agent.previous.map(|(hash, _)| hash.to_vec());
    let until = agent.previous.map(|(_, until)| until);
    db.execute(
        "INSERT INTO agent VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT(id) DO UPDATE SET \
         site=$2, token=$3, secret=$4, secret_at=$5, previous=$6, previous_until=$7, used=$8, \
         enrolled=$9, closed=agent.closed OR $10",
        &[
            &agent.id.as_str(),
            &agent.site,
            &agent.token,
            &agent.secret.as_slice(),
            &agent.secret_at,
            &previous,
            &until,
            &agent.used,
            &agent.enrolled,
            &agent.closed,
        ],
    )
    .await?;
    Ok(())
}

async fn new_secret(db: &Transaction<'_>, agent: &Agent) -> Result<Done, StoreFault> {
    let previous = agent.previous.map(|(hash, _)| hash.to_vec());
    let until = agent.previous.map(|(_, until)| until);
    let (name, secret) = (agent.id.as_str(), agent.secret.as_slice());
    let asked = "UPDATE agent SET secret=$2, secret_at=$3, previous=$4, previous_until=$5, \
                 used=true WHERE id=$1 AND NOT closed";
    let rows = db.execute(asked, &[&name, &secret, &agent.secret_at, &previous, &until]).await?;
    Ok(Done::of_one(rows))
}

async fn add_sum(db: &Transaction<'_>, s: &MonthSum) -> Result<(), StoreFault> {
    db.execute(
        "INSERT INTO month_sum VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) \
         ON CONFLICT(month, site, class, grade) DO UPDATE SET \
         machines=greatest(month_sum.machines, $5), days=month_sum.days+$6, wh=month_sum.wh+$7, \
         lo=month_sum.lo+$8, hi=month_sum.hi+$9",
        &[&s.month, &s.site, &s.class, &s.grade, &s.machines, &s.days, &s.wh, &s.lo, &s.hi],
    )
    .await?;
    Ok(())
}
