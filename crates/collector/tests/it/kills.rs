//! Real agents' code and the real collector, both killed at random: every finished day exactly once.

use crate::collector::{Collector, command, run, token};
use crate::scripted::{DAY_MS, FIRST_DAY, Scripted};
use empreinte_agent::agent::{Agent, Settings};
use empreinte_agent::delivery::http::Courier;
use empreinte_agent::identity::random_below;
use empreinte_agent::spool::disk::{Disk, DiskFolder};
use empreinte_agent::spool::peek_waiting;
use empreinte_collector::store::{StorePlace, open};
use record::Record;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const CHILD: &str = "EMPREINTE_TEST_CHILD";
const STEP_MS: u64 = 240_000;

/// A campaign goes the more slowly the more kills it has, whatever the machine, lest it come to days
/// more than a year ahead, which are not taken.
fn pace() {
    std::thread::sleep(Duration::from_micros(10 * u64::from(kills())));
}

/// The agent as a process of its own: this test binary, started again for this test alone.
#[test]
fn child() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let words: Vec<&str> = told.split('|').collect();
    live(Path::new(words[0]), words[1], words[2], words[3].parse().unwrap());
}

/// Lives on a folder until a day of the script, and until all is delivered.
fn live(state: &Path, address: &str, token: &str, until_day: u64) {
    let folder = DiskFolder::open(state).unwrap();
    let settings = Settings { checkpoint_ms: 2 * 3_600_000, ..Settings::default() };
    let mut agent = Agent::open(Scripted::new("a"), folder, settings);
    let courier = Courier::new(address, Some(token.to_owned()), None).unwrap();
    // The script goes on where the last checkpoint left it, as if no time had gone by.
    let open = agent.open_day();
    let gone = open.awake_ms + open.asleep_ms;
    let day = open.number.unwrap_or_else(|| last_closed(state).map_or(FIRST_DAY, |day| day + 1));
    agent.platform_mut().at_ms = u64::try_from(day - FIRST_DAY).unwrap() * DAY_MS + gone;
    let wall = agent.platform_mut().wall();
    agent.tick(wall);
    lead(&mut agent, &courier, until_day);
    agent.checkpoint();
}

/// Leads an agent through its script until a day, and until all is delivered.
pub(crate) fn lead<D: Disk>(agent: &mut Agent<Scripted, D>, courier: &Courier, until_day: u64) {
    while agent.platform_mut().at_ms < until_day * DAY_MS + DAY_MS / 4
        || !agent.spool().waiting().is_empty()
    {
        pace();
        agent.platform_mut().at_ms += STEP_MS;
        let wall = agent.platform_mut().wall();
        agent.tick(wall);
        if let Some(job) = agent.job(wall) {
            let outcome = courier.run(&job);
            agent.done(&job, outcome, wall);
        }
    }
}

/// The days of records that wait.
fn waiting(state: &Path) -> impl Iterator<Item = i32> {
    let waiting = peek_waiting(&DiskFolder::look(state));
    waiting.into_iter().filter_map(|body| {
        match Record::parse(&serde_json::from_str(&body).ok()?).ok()? {
            Record::UseDay(day) => Some(day.day.number()),
            Record::Inventory(_) => None,
        }
    })
}

fn last_closed(state: &Path) -> Option<i32> {
    waiting(state).max()
}

fn spawn(state: &Path, address: &str, token: &str, until_day: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::child", "--nocapture"])
        .env(CHILD, format!("{}|{address}|{token}|{until_day}", state.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What the store holds of each day: numbers, days, watt-hours.
pub(crate) fn stored(state: &Path) -> BTreeMap<i32, Vec<(i64, i64, f64)>> {
    let mut store = open(&StorePlace::Folder(state.join("store"))).unwrap();
    let mut days: BTreeMap<i32, Vec<(i64, i64, f64)>> = BTreeMap::new();
    for month in store.months().unwrap() {
        let mut each = |kept: empreinte_collector::store::StoreEntry| {
            if let Some(figures) = kept.figures {
                days.entry(kept.day).or_default().push((kept.seq, figures.days, figures.wh));
            }
        };
        store.month(month, &mut each).unwrap();
    }
    days
}

/// 6 by default; `EMPREINTE_KILLS=200` for the campaign of the reliability page.
fn kills() -> u32 {
    std::env::var("EMPREINTE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

#[test]
fn killed_at_random_both_of_them_each_finished_day_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let (theirs, ours) = (folder.path().join("agent"), folder.path().join("collector"));
    let word = token(&ours, &[]);
    let free = ["--posts-per-hour", "1000000"];
    let mut collector = Collector::start(&ours, &free);
    let address = collector.address.clone();
    let base = format!("http://{address}");
    let mut collector_kills = 0;
    for round in 0..kills() {
        let mut child = spawn(&theirs, &base, &word, 100_000);
        std::thread::sleep(Duration::from_millis(60 + random_below(400)));
        if round % 2 == 1 {
            collector.kill();
            collector_kills += 1;
            std::thread::sleep(Duration::from_millis(random_below(100)));
            collector = Collector::at(&ours, &address, &free);
            std::thread::sleep(Duration::from_millis(60 + random_below(200)));
        }
        assert!(child.try_wait().unwrap().is_none(), "the agent stopped by itself");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let last = stored(&ours).keys().copied().chain(waiting(&theirs)).max().unwrap_or(FIRST_DAY);
    let until = u64::try_from(last - FIRST_DAY).unwrap() + 2;
    assert!(spawn(&theirs, &base, &word, until).wait().unwrap().success());
    let days = stored(&ours);
    let expected: Vec<i32> = (FIRST_DAY..FIRST_DAY + i32::try_from(until).unwrap()).collect();
    assert_eq!(days.keys().copied().collect::<Vec<_>>(), expected, "every finished day, no other");
    // The script is the same every week: a day stored twice, or half of one, would show.
    let week: Vec<f64> = days.values().take(7).map(|day| day[0].2).collect();
    for (at, told) in days.values().enumerate() {
        assert_eq!(told.len(), 1, "day {at}: {told:?}");
        let (_, summed, wh) = told[0];
        assert_eq!(summed, 1);
        assert!((wh / week[at % 7] - 1.0).abs() < 0.02, "day {at}: {wh} Wh, {week:?}");
    }
    assert!(!run(&ours, &["journal"]).contains("conflict"));
    assert!(!run(&ours, &["journal"]).contains("clone"));
    println!(
        "agent killed {} times, collector {collector_kills}: {} days, each stored once",
        kills(),
        days.len()
    );
}

#[test]
fn a_file_carried_by_hand_is_stored_once_and_a_forged_one_never() {
    let folder = tempfile::tempdir().unwrap();
    let word = token(folder.path(), &[]);
    let outbox = folder.path().join("outbox");
    std::fs::create_dir(&outbox).unwrap();
    let mut agent = Agent::open(
        Scripted::new("a"),
        DiskFolder::open(&folder.path().join("agent")).unwrap(),
        Settings::default(),
    );
    while agent.platform_mut().at_ms < 2 * DAY_MS + DAY_MS / 4 {
        agent.platform_mut().at_ms += STEP_MS;
        let wall = agent.platform_mut().wall();
        agent.tick(wall);
    }
    let wall = agent.platform_mut().wall();
    let parcel = agent.parcel(wall).unwrap();
    let write = |token: &str| {
        let path = empreinte_agent::delivery::outbox::write(&outbox, &parcel, 0, Some(token));
        path.unwrap().unwrap().to_str().unwrap().to_owned()
    };
    let forged = write("somebody else's");
    let out = command(folder.path()).args(["import", &forged]).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(stored(folder.path()).is_empty());
    let file = write(&word);
    for _ in 0..2 {
        run(folder.path(), &["import", &file]);
    }
    assert_eq!(stored(folder.path()).values().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    assert!(run(folder.path(), &["token", "list"]).contains("1,Lyon,,1,"), "a use of the token");
    // A name is its site's, and ends where a person ends it.
    let nice = run(folder.path(), &["token", "new", "--site", "Nice"]);
    let refused = |file: &str| {
        let out = command(folder.path()).args(["import", file]).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains("is revoked or erased, or of another site"), "{said}");
    };
    refused(&write(nice.trim()));
    let list = run(folder.path(), &["agents", "list"]);
    let name = list.lines().nth(1).unwrap().split(',').next().unwrap();
    run(folder.path(), &["agents", "revoke", name]);
    refused(&write(&word));
    // Nor does a file bring back what was erased.
    run(folder.path(), &["forget", "--agent", name]);
    refused(&write(&word));
    assert!(stored(folder.path()).is_empty());
}
