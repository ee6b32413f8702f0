//! What either store promises, tried on both: a folder, and a database where one is named.

use crate::collector::{Collector, agent, batch as batch_of, command, enrolled};
use crate::stores::POSTGRES;
use empreinte_agent::agent::Parcel;
use empreinte_collector::store::{Store, StoreFault, StorePlace, Token, Write, open, open_alone};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// What takes a store back to the third version.
const TO_THIRD: &str = "ALTER TABLE agent DROP COLUMN networked; DROP TABLE IF EXISTS rekeyed; \
                        DROP TABLE IF EXISTS month; DROP TABLE gone; DROP INDEX paper_sender; \
                        ALTER TABLE paper DROP COLUMN sender;";

/// A state, and its store.
pub(crate) struct Held {
    state: TempDir,
    pub(crate) store: String,
}

impl Held {
    pub(crate) fn state(&self) -> &Path {
        self.state.path()
    }

    /// The same store, of another state with the same key: another machine's, most often.
    fn elsewhere(&self) -> Self {
        let state = TempDir::new().unwrap();
        std::fs::copy(self.state().join("key"), state.path().join("key")).unwrap();
        Self { state, store: self.store.clone() }
    }

    pub(crate) fn open(&self) -> Box<dyn Store> {
        open(&StorePlace::of(&self.store)).unwrap()
    }

    /// Runs a command: its status, and all that it says.
    pub(crate) fn says(&self, words: &[&str]) -> (Option<i32>, String) {
        let out =
            command(self.state()).args(["--store", &self.store]).args(words).output().unwrap();
        let said = [out.stdout, out.stderr].concat();
        (out.status.code(), String::from_utf8(said).unwrap())
    }

    pub(crate) fn run(&self, words: &[&str]) -> String {
        let (status, said) = self.says(words);
        assert_eq!(status, Some(0), "{words:?}: {said}");
        said
    }

    pub(crate) fn serve(&self) -> Collector {
        Collector::start(self.state(), &["--store", &self.store])
    }

    /// Changes the tables by hand.
    pub(crate) fn sql(&self, steps: &str) {
        match StorePlace::of(&self.store) {
            StorePlace::Folder(folder) => {
                let db = rusqlite::Connection::open(folder.join("main.db")).unwrap();
                db.execute_batch(steps).unwrap();
            }
            StorePlace::Postgres(address) => batch(&address, steps),
        }
    }

    /// Makes the store what the third version left.
    pub(crate) fn age(&self) {
        self.sql(TO_THIRD);
        self.sql(match StorePlace::of(&self.store) {
            StorePlace::Folder(_) => "PRAGMA user_version=3",
            StorePlace::Postgres(_) => "UPDATE meta SET value='3' WHERE name='version'",
        });
    }
}

/// An address without what only its own user reads.
fn shown(held: &Held) -> String {
    StorePlace::of(&held.store).shown()
}

fn batch(address: &str, steps: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) =
            tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
        let talking = tokio::spawn(connection);
        client.batch_execute(steps).await.unwrap();
        drop(client);
        talking.await.unwrap().unwrap();
    });
}

/// An empty store of each kind.
pub(crate) fn both() -> Vec<Held> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let state = TempDir::new().unwrap();
    let store = state.path().join("store").to_str().unwrap().to_owned();
    let mut all = vec![Held { state, store }];
    if let Ok(address) = std::env::var(POSTGRES) {
        let name = format!("t{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        // In a language that does not sort by bytes, as most databases are.
        let locale = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fr'";
        batch(&address, &format!("CREATE DATABASE {name} {locale}"));
        let (server, _) = address.rsplit_once('/').unwrap();
        all.push(Held { state: TempDir::new().unwrap(), store: format!("{server}/{name}") });
    }
    all
}

/// A file of days that an agent wrote, sealed by a token.
fn carried(held: &Held, number: u8, seq: u64, token: &str) -> PathBuf {
    let body = crate::days::day(seq, &format!("2025-11-{seq:02}"), 50.0);
    let (agent, body) = (agent(number), (vec![seq], vec![body]));
    let parcel = Parcel { agent, seqs: body.0, bodies: body.1, body: String::new() };
    let folder = held.state().join("outbox");
    std::fs::create_dir_all(&folder).unwrap();
    let file = empreinte_agent::delivery::outbox::write(&folder, &parcel, 0, Some(token));
    file.unwrap().unwrap()
}

#[test]
fn machines_that_an_earlier_version_had_carried_go_on_and_those_of_the_network_stay_their_own() {
    for held in both() {
        let word = held.run(&["token", "new", "--site", "Lyon"]);
        let word = word.lines().next().unwrap().to_owned();
        let import = |number, seq| {
            let file = carried(&held, number, seq, &word);
            held.says(&["import", file.to_str().unwrap()])
        };
        // As the version before enrolled them: carried, in use, waiting, and with another secret.
        let of = |number, used, secret_at| {
            let mut agent = enrolled(number, "Lyon");
            (agent.used, agent.secret_at, agent.networked) = (used, secret_at, false);
            Write::Agent(agent)
        };
        let at = enrolled(1, "Lyon").enrolled;
        let mut open = held.open();
        open.commit(&[of(1, true, at), of(2, false, at), of(3, true, at + 9)]).unwrap();
        drop(open);
        held.age();
        let taken = import(1, 3);
        assert!(taken.0 == Some(0) && taken.1.contains("stored 1"), "{taken:?}");
        for number in [2, 3] {
            let (status, said) = import(number, 3);
            assert!(status == Some(2) && said.contains("sends by the network"), "{said}");
        }
        // A token that is over takes no machine that is new, and is told from one that is none.
        let over = Token {
            id: 0,
            hash: empreinte_collector::secret::hash("over"),
            site: "Lyon".to_owned(),
            uses: None,
            used: 0,
            expires: 5,
            revoked: false,
        };
        held.open().commit(&[Write::Token(over)]).unwrap();
        for (word, why) in [("over", "is over or used up"), ("none", "no token that is good")] {
            let file = carried(&held, 9, 3, word);
            let (status, said) = held.says(&["import", file.to_str().unwrap()]);
            assert!(status == Some(2) && said.contains(why), "{said}");
        }
        // One that is new here goes on too, but for one that is heard by the network.
        assert_eq!((import(4, 3).0, import(4, 4).0), (Some(0), Some(0)));
        let mut open = held.open();
        open.commit(&[Write::Used(agent(1))]).unwrap();
        drop(open);
        assert_eq!((import(1, 4).0, import(4, 5).0), (Some(2), Some(0)));
    }
}

#[test]
fn a_store_that_is_served_is_not_moved_put_back_or_rekeyed_from_elsewhere() {
    for held in both() {
        let word = held.run(&["token", "new", "--site", "Lyon"]);
        let served = held.serve();
        let secret = served.enrol(word.lines().next().unwrap(), &agent(1)).secret();
        let elsewhere = held.elsewhere();
        let new = elsewhere.state().join("new");
        let new = new.to_str().unwrap();
        for words in [&["migrate", "--to", new][..], &["key", "rotate"]] {
            let (status, said) = elsewhere.says(words);
            assert!(status == Some(2) && said.contains("is in use"), "{words:?}: {said}");
        }
        if matches!(StorePlace::of(&held.store), StorePlace::Folder(_)) {
            let copy = elsewhere.state().join("copy");
            elsewhere.run(&["backup", "--to", copy.to_str().unwrap()]);
            let (status, said) = elsewhere.says(&["restore", "--from", copy.to_str().unwrap()]);
            assert!(status == Some(2) && said.contains("is in use"), "{said}");
        }
        // Two may serve it, and commands beside them.
        let second = elsewhere.serve();
        let body = crate::days::day(1, "2026-11-24", 50.0);
        let own = batch_of(&agent(1), "a", "2026-11-25T06:00:00Z", &[body]);
        assert_eq!(second.ingest(&secret, &own).status, 200);
        assert!(elsewhere.run(&["agents", "list"]).contains(agent(1).as_str()));
        assert!(served.stop() && second.stop());
        // Nobody comes to it while one has it alone.
        let alone = open_alone(&StorePlace::of(&held.store)).unwrap();
        let (status, said) = held.says(&["agents", "list"]);
        assert!(status == Some(2) && said.contains("is being moved"), "{said}");
        drop(alone);
        let onto = held.says(&["migrate", "--to", &held.store]);
        assert!(onto.0 == Some(2) && onto.1.contains("is not empty"), "{onto:?}");
        elsewhere.run(&["migrate", "--to", new]);
        // The one that was left says where to, to whoever asks.
        let third = elsewhere.state().join("third");
        let third = third.to_str().unwrap();
        for words in [
            &["agents", "list"][..],
            &["migrate", "--to", third],
            &["backup", "--to", third],
            &["key", "rotate"],
            &["serve", "--listen", "127.0.0.1:0"],
        ] {
            let (status, said) = held.says(words);
            assert!(status == Some(2) && said.contains(new), "{words:?}: {said}");
        }
        assert!(!Path::new(third).exists());
        let (_, said) = Held { store: new.to_owned(), ..elsewhere }.says(&["agents", "list"]);
        assert!(said.contains(agent(1).as_str()), "{said}");
    }
}

#[test]
fn a_database_that_was_moved_or_rekeyed_while_the_connection_was_cut_takes_nothing_more() {
    for held in both().into_iter().skip(1) {
        let cut = |store: &mut dyn Store| {
            held.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname=current_database() AND pid<>pg_backend_pid()",
            );
            // The cut is heard by what is asked first.
            while let Err(StoreFault::Broken(_)) = store.agents() {}
        };
        held.run(&["key", "pseudonym", "SER1"]);
        let mut store = held.open();
        let write = [Write::Agent(enrolled(1, "Lyon"))];
        cut(store.as_mut());
        store.commit(&write).unwrap();
        held.sql("UPDATE meta SET value='another' WHERE name='key'");
        cut(store.as_mut());
        assert_eq!(store.commit(&write), Err(StoreFault::Rekeyed));
        held.sql("INSERT INTO meta VALUES('mark', 'moved /there')");
        assert_eq!(store.commit(&write), Err(StoreFault::Moved("/there".to_owned())));
        assert_eq!(shown(&held).find("empreinte"), None, "{}", shown(&held));
    }
}
