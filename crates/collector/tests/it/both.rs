//! What either store promises, tried on both: a folder, and a database where one is named.

use crate::collector::{Collector, command, enrolled};
use crate::stores::POSTGRES;
use empreinte_agent::agent::Parcel;
use empreinte_collector::store::{Place, Store, Write, open};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// What takes a store back to the third version.
const TO_THIRD: &str = "ALTER TABLE agent DROP COLUMN networked;";

/// A state, and its store.
pub(crate) struct Held {
    state: TempDir,
    pub(crate) store: String,
}

impl Held {
    pub(crate) fn state(&self) -> &Path {
        self.state.path()
    }

    pub(crate) fn open(&self) -> Box<dyn Store> {
        open(&Place::of(&self.store)).unwrap()
    }

    /// Runs a command: its status, and all that it says.
    pub(crate) fn says(&self, words: &[&str]) -> (Option<i32>, String) {
        let out = command(self.state()).args(["--store", &self.store]).args(words).output().unwrap();
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
        match Place::of(&self.store) {
            Place::Folder(folder) => {
                let db = rusqlite::Connection::open(folder.join("main.db")).unwrap();
                db.execute_batch(steps).unwrap();
            }
            Place::Postgres(address) => batch(&address, steps),
        }
    }

    /// Makes the store what the third version left.
    pub(crate) fn age(&self) {
        self.sql(TO_THIRD);
        self.sql(match Place::of(&self.store) {
            Place::Folder(_) => "PRAGMA user_version=3",
            Place::Postgres(_) => "UPDATE meta SET value='3' WHERE name='version'",
        });
    }
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
        batch(&address, &format!("CREATE DATABASE {name}"));
        let (server, _) = address.rsplit_once('/').unwrap();
        all.push(Held { state: TempDir::new().unwrap(), store: format!("{server}/{name}") });
    } else {
        println!("a folder alone: {POSTGRES} names no database");
    }
    all
}

/// A file of days that an agent wrote, sealed by a token.
fn carried(held: &Held, number: u8, seq: u64, token: &str) -> PathBuf {
    let body = crate::days::day(seq, &format!("2025-11-{seq:02}"), 50.0);
    let (agent, body) = (crate::collector::agent(number), (vec![seq], vec![body]));
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
        // One that is new here goes on too, but for one that is heard by the network.
        assert_eq!((import(4, 3).0, import(4, 4).0), (Some(0), Some(0)));
        let mut open = held.open();
        open.commit(&[Write::Used(crate::collector::agent(1))]).unwrap();
        drop(open);
        assert_eq!((import(1, 4).0, import(4, 5).0), (Some(2), Some(0)));
    }
}
