//! The store in a database of `PostgreSQL`: the same tables, records in one partition a month.

use super::hold::Hold;
use super::postgres_change::{AGENT, KnownStore, LOCK, PAPER, PendingWrite};
use super::postgres_rows::{agent, kept, last_day, named, paper, token};
use super::postgres_writes::make_all;
use super::types::StoreDone;
use super::{
    EnrolledAgent, GoneMonth, JournalNote, LastDay, LastHeard, MergedPaper, Month, MonthSum, Store,
    StoreEntry, StoreFault, StoreMark, Token, Write,
};
use crate::secret::{Hash, random};
use record::{AgentId, hex};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row};

/// The tables, version after version; the version stands in `meta`.
const VERSIONS: [&str; 5] = [
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
    // What a machine came by, and when first, was within its document or not kept at all; nor was
    // what ends and names were of what was deleted.
    r#"ALTER TABLE paper ADD COLUMN first BIGINT, ADD COLUMN token BIGINT;
     UPDATE paper SET token=substring(body FROM '"token":([0-9]+)')::BIGINT;
     UPDATE token SET used=used+(SELECT count(*) FROM paper WHERE paper.token=token.id);
     CREATE TABLE last_day(agent TEXT PRIMARY KEY, day INT NOT NULL, seq BIGINT NOT NULL,
        grade TEXT NOT NULL);
     CREATE TABLE erased(name TEXT PRIMARY KEY);"#,
    // Carried files were enrolled as if by the network. Those are of it that wait for their secret's
    // first use, that changed it, or whose clock was heard; of the others their next post tells.
    // Months whose days were deleted have a list: sums are also of what folded days left in months
    // that go on; what counted documents was none.
    "ALTER TABLE agent ADD COLUMN networked BOOL NOT NULL DEFAULT false;
     UPDATE agent SET networked=true WHERE secret_at<>0 AND (NOT used OR secret_at<>enrolled OR EXISTS(
        SELECT 1 FROM machine WHERE machine.agent=agent.id AND machine.skew_s<>0));
     DELETE FROM month_sum WHERE class='document';
     CREATE TABLE gone(month TEXT PRIMARY KEY);
     INSERT INTO gone SELECT DISTINCT month FROM month_sum;",
    // Which agent sent a document was not kept.
    "ALTER TABLE paper ADD COLUMN sender TEXT NOT NULL DEFAULT '';
     CREATE INDEX paper_sender ON paper(sender);",
];

const RECORD: &str =
    "day, agent, seq, digest, received, skew_s, days, wh, lo, hi, grade, awake_s, body";
/// The number by which a store is held while a connection to it is open.
const HELD: i64 = LOCK + 1;

/// How often it is tried to hold a store, in tenths of a second.
const TRIES: u8 = 10;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the other side may be silent before it is asked whether it is there, or leave what was
/// sent unconfirmed.
const QUIET: Duration = Duration::from_secs(30);
/// How long the database waits for a lock, and works at one statement.
/// In how long the database sees that who held the store has gone without a word.
const PATIENCE: &str = "SET lock_timeout='30s'; SET statement_timeout='10min'; \
    SET tcp_keepalives_idle=30; SET tcp_keepalives_interval=10; SET tcp_keepalives_count=3";

/// A database, over one connection that is made again where it broke.
#[derive(Debug)]
pub(super) struct Postgres {
    runtime: Runtime,
    address: String,
    hold: Hold,
    client: Option<Open>,
    /// The key that its pseudonyms are of, as far as it was asked or said.
    key: Option<String>,
    months: BTreeSet<Month>,
    name: AgentId,
}

impl Postgres {
    /// Connects, makes the tables where there are none, and brings an earlier version's up to this
    /// one.
    ///
    /// # Errors
    /// A database that cannot be reached or used, or of a later version.
    pub(super) fn open(address: &str, hold: Hold, is_copy: bool) -> Result<Self, StoreFault> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let unnamed = AgentId::from_bytes([0; 16]);
        let mut store = Self {
            runtime,
            address: address.to_owned(),
            hold,
            client: None,
            key: None,
            months: BTreeSet::new(),
            name: unnamed,
        };
        let mut first = store.runtime.block_on(connect(address, hold))?;
        store.name = store.runtime.block_on(prepare(&mut first.client, is_copy))?;
        store.client = Some(first);
        store.key()?;
        Ok(store)
    }

    /// Does something with the connection; after a fault the next one is a new connection.
    fn with<T>(
        &mut self,
        work: impl AsyncFnOnce(&mut Open) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        let Self { runtime, address, hold, client, key, .. } = self;
        runtime.block_on(async {
            if client.as_ref().is_none_or(|open| open.client.is_closed()) {
                // While nobody held it the store may have been moved, or put under another key.
                let again = connect(address, *hold).await?;
                still_served(&again.client, key.as_ref()).await?;
                *client = Some(again);
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
        self.with(async |open| {
            let question = open.known.get(&open.client, question).await?;
            let rows = open.client.query(&question, with).await?;
            rows.iter().map(&read).collect()
        })
    }
}

/// A connection, and what was asked over it.
#[derive(Debug)]
struct Open {
    client: Client,
    known: KnownStore,
}

/// A database that is not reached, in the words that tell why.
fn unreached(address: &str, error: &tokio_postgres::Error) -> StoreFault {
    let why = match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => source.to_string(),
        (None, None) => error.to_string(),
    };
    StoreFault::Unreached(crate::prometheus::shown(address), why)
}

/// A connection that ends where the other side is gone: nobody waits for a network that swallows
/// packets, nor for a lock that somebody holds for ever.
async fn connect(address: &str, hold: Hold) -> Result<Open, StoreFault> {
    let config: Result<Config, _> = address.parse();
    let mut config = config.map_err(|error| unreached(address, &error))?;
    config.keepalives_idle(QUIET).keepalives_interval(CONNECT).keepalives_retries(3);
    config.tcp_user_timeout(QUIET);
    let connecting = tokio::time::timeout(CONNECT, async {
        let connected = config.connect(NoTls).await;
        let (client, connection) = connected.map_err(|error| unreached(address, &error))?;
        // Its end is seen by the next question.
        tokio::spawn(async move { drop(connection.await) });
        client.batch_execute(PATIENCE).await?;
        let asked = match hold {
            Hold::Shared => "SELECT pg_try_advisory_lock_shared($1)",
            Hold::Alone => "SELECT pg_try_advisory_lock($1)",
        };
        let mut left = TRIES;
        while !client.query_one(asked, &[&HELD]).await?.get::<_, bool>(0) {
            if left == 0 {
                return Err(hold.refused(&crate::prometheus::shown(address)));
            }
            // The database may not have seen yet that a command has ended.
            left -= 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(Open { client, known: KnownStore::default() })
    });
    connecting.await.map_err(|_| StoreFault::Silent)?
}

/// That a store which was open before is still the one that is served, under the same key.
async fn still_served(client: &Client, key: Option<&String>) -> Result<(), StoreFault> {
    let asked = "SELECT name, value FROM meta WHERE name IN ('mark', 'key')";
    let rows = client.query(asked, &[]).await?;
    let of = |name: &str| rows.iter().find(|row| row.get::<_, &str>(0) == name);
    let value = |name: &str| of(name).map(|row| row.get::<_, String>(1));
    StoreMark::of(value("mark").as_deref()).check()?;
    if key.is_some() && value("key").as_ref() != key { Err(StoreFault::Rekeyed) } else { Ok(()) }
}

async fn prepare(client: &mut Client, is_copy: bool) -> Result<AgentId, StoreFault> {
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
    if is_copy && found == 0 {
        change
            .execute("INSERT INTO meta VALUES('mark', $1)", &[&StoreMark::Copying.word()])
            .await?;
    }
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

    fn key(&mut self) -> Result<Option<String>, StoreFault> {
        let asked = "SELECT value FROM meta WHERE name='key'";
        self.key = self.rows(asked, &[], |row| Ok(row.get(0)))?.pop();
        Ok(self.key.clone())
    }

    fn commit(&mut self, writes: &[Write]) -> Result<Vec<StoreDone>, StoreFault> {
        let mut months = self.months.clone();
        let done = self.with(async |Open { client, known }| {
            let change = PendingWrite { made: client.transaction().await?, known };
            let done = make_all(&change, writes, &mut months).await?;
            change.made.commit().await?;
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
            match write {
                Write::Adopt(name, _) => self.name = name.clone(),
                Write::Key(name) => self.key = Some(name.clone()),
                _ => {}
            }
        }
        Ok(done)
    }

    fn agents(&mut self) -> Result<Vec<EnrolledAgent>, StoreFault> {
        self.rows(&format!("SELECT {AGENT} FROM agent ORDER BY id COLLATE \"C\""), &[], agent)
    }

    fn agent_of(&mut self, secret: &Hash) -> Result<Option<EnrolledAgent>, StoreFault> {
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

    fn month(&mut self, month: Month, each: &mut dyn FnMut(StoreEntry)) -> Result<(), StoreFault> {
        // A day at a time, so that a month of a great estate is never in memory at once.
        for day in month.first_day()..=month.last_day() {
            let asked = format!(
                "SELECT {RECORD} FROM record WHERE day=$1 ORDER BY agent COLLATE \"C\", seq"
            );
            self.rows(&asked, &[&day], kept)?.into_iter().for_each(&mut *each);
        }
        Ok(())
    }

    fn heard(&mut self) -> Result<Vec<LastHeard>, StoreFault> {
        let asked = "SELECT agent, max(received), min(day), max(day + coalesce(days, 1) - 1)::INT \
                     FROM record GROUP BY agent";
        self.rows(asked, &[], |row| {
            Ok(LastHeard {
                agent: named(row.get(0))?,
                received: row.get(1),
                first_day: row.get(2),
                last_day: row.get(3),
            })
        })
    }

    fn machines(&mut self) -> Result<Vec<StoreEntry>, StoreFault> {
        let asked = "SELECT day, agent, seq, digest, received, skew_s, NULL::BIGINT, NULL::FLOAT8, \
                     NULL::FLOAT8, NULL::FLOAT8, NULL::TEXT, NULL::BIGINT, body FROM machine \
                     ORDER BY agent COLLATE \"C\"";
        self.rows(asked, &[], kept)
    }

    fn papers(&mut self) -> Result<Vec<MergedPaper>, StoreFault> {
        self.rows(&format!("SELECT {PAPER} FROM paper ORDER BY key COLLATE \"C\""), &[], |row| {
            Ok(paper(row))
        })
    }

    fn paper(&mut self, key: &str) -> Result<Option<MergedPaper>, StoreFault> {
        Ok(self
            .rows(&format!("SELECT {PAPER} FROM paper WHERE key=$1"), &[&key], |row| {
                Ok(paper(row))
            })?
            .pop())
    }

    fn papers_of(&mut self, sender: &str) -> Result<Vec<MergedPaper>, StoreFault> {
        let asked = format!("SELECT {PAPER} FROM paper WHERE sender=$1 ORDER BY key COLLATE \"C\"");
        self.rows(&asked, &[&sender], |row| Ok(paper(row)))
    }

    fn sums(&mut self) -> Result<Vec<MonthSum>, StoreFault> {
        // As SQLite does: by bytes, whatever the database's language.
        let asked = "SELECT * FROM month_sum ORDER BY month COLLATE \"C\", site COLLATE \"C\", \
                     class COLLATE \"C\", grade COLLATE \"C\"";
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

    fn is_summed(&mut self, _: &GoneMonth) -> Result<bool, StoreFault> {
        // Sums and deletion are one change here.
        Ok(false)
    }

    fn gone(&mut self) -> Result<Vec<Month>, StoreFault> {
        let asked = "SELECT month FROM gone ORDER BY month COLLATE \"C\"";
        let names = self.rows(asked, &[], |row| Ok(row.get::<_, String>(0)))?;
        Ok(names.iter().filter_map(|name| Month::parse(name)).collect())
    }

    fn last_days(&mut self) -> Result<Vec<LastDay>, StoreFault> {
        let asked = "SELECT agent, day, seq, grade FROM last_day ORDER BY agent COLLATE \"C\"";
        self.rows(asked, &[], last_day)
    }

    fn mark(&mut self) -> Result<StoreMark, StoreFault> {
        let asked = "SELECT value FROM meta WHERE name='mark'";
        let word: Option<String> = self.rows(asked, &[], |row| Ok(row.get(0)))?.pop();
        Ok(StoreMark::of(word.as_deref()))
    }

    fn erased(&mut self) -> Result<Vec<String>, StoreFault> {
        let asked = "SELECT name FROM erased ORDER BY name COLLATE \"C\"";
        self.rows(asked, &[], |row| Ok(row.get(0)))
    }

    fn notes(&mut self) -> Result<Vec<JournalNote>, StoreFault> {
        self.rows("SELECT at, kind, text FROM note ORDER BY id", &[], |row| {
            Ok(JournalNote { at: row.get(0), kind: row.get(1), text: row.get(2) })
        })
    }
}
