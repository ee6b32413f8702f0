//! kill −9 at random, for real: another process, a real folder, a real socket.

use crate::collector::Collector;
use crate::lives::{STEP_MS, days, expected, step};
use crate::scripted::{DAY_MS, FIRST_DAY, Scripted};
use empreinte_agent::agent::{Agent, Settings};
use empreinte_agent::delivery::http::Courier;
use empreinte_agent::identity::random_below;
use empreinte_agent::spool::disk::DiskFolder;
use empreinte_agent::spool::peek_waiting;
use record::Record;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Duration;

const CHILD: &str = "EMPREINTE_TEST_CHILD";

/// The agent as a process of its own: this test binary, started again for this test alone.
#[test]
fn child() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let words: Vec<&str> = told.split('|').collect();
    live(Path::new(words[0]), words[1], words[2].parse().unwrap());
}

/// Lives on a folder until a day of the script, and until all is delivered.
fn live(state: &Path, address: &str, until_day: u64) {
    let folder = DiskFolder::open(state).unwrap();
    let settings = Settings { checkpoint_ms: 2 * 3_600_000, ..Settings::default() };
    let mut agent = Agent::open(Scripted::new("a"), folder, settings);
    let courier = Courier::new(address, Some("token".to_owned()), None).unwrap();
    // The script goes on where the last checkpoint left it, as if no time had gone by: so that
    // what a day must hold does not depend on when the power went.
    let open = agent.open_day();
    let gone = open.awake_ms + open.asleep_ms;
    let day = match open.number {
        Some(number) => number,
        // The day was closed, and the checkpoint after it never written.
        None => last_closed(state).map_or(FIRST_DAY, |day| day + 1),
    };
    agent.platform_mut().at_ms = u64::try_from(day - FIRST_DAY).unwrap() * DAY_MS + gone;
    let wall = agent.platform_mut().wall();
    agent.tick(wall);
    while agent.platform_mut().at_ms < until_day * DAY_MS + DAY_MS / 4
        || !agent.spool().waiting().is_empty()
    {
        step(&mut agent, STEP_MS);
        let wall = agent.platform_mut().wall();
        if let Some(job) = agent.job(wall) {
            let outcome = courier.run(&job);
            agent.done(&job, outcome, wall);
        }
    }
    agent.checkpoint();
}

fn last_closed(state: &Path) -> Option<i32> {
    let waiting = peek_waiting(&DiskFolder::look(state));
    let days = waiting.iter().filter_map(|body| {
        match Record::parse(&serde_json::from_str(body).ok()?).ok()? {
            Record::UseDay(day) => Some(day.day.number()),
            Record::Inventory(_) => None,
        }
    });
    days.max()
}

fn spawn(state: &Path, address: &str, until_day: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::child", "--nocapture"])
        .env(CHILD, format!("{}|{address}|{until_day}", state.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills at random, then one life in peace; every finished day must be stored once, as the script
/// alone would have it.
fn campaign(state: &Path, kills: u32) {
    let collector = Collector::start();
    collector.state.moody.store(true, Ordering::SeqCst);
    let mut alive_at_the_end = 0;
    for _ in 0..kills {
        let mut child = spawn(state, &collector.address, 100_000);
        std::thread::sleep(Duration::from_millis(60 + random_below(500)));
        assert!(child.try_wait().unwrap().is_none(), "the agent stopped by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        alive_at_the_end += 1;
    }
    assert_eq!(alive_at_the_end, kills);
    collector.state.moody.store(false, Ordering::SeqCst);
    let told = days(&collector.state).iter().map(|day| day.day.number() - FIRST_DAY).max();
    let waiting = last_closed(state).map(|day| day - FIRST_DAY);
    let until = u64::try_from(told.max(waiting).unwrap_or(0) + 3).unwrap();
    assert!(spawn(state, &collector.address, until).wait().unwrap().success());
    let expected = expected(until);
    let told = days(&collector.state);
    let numbers: Vec<i32> = told.iter().map(|day| day.day.number()).collect();
    assert_eq!(numbers, (FIRST_DAY..FIRST_DAY + i32::try_from(until).unwrap()).collect::<Vec<_>>());
    for day in &told {
        let true_day = &expected[&day.day.number()];
        assert_eq!(day.est, true_day.est, "{}", day.day);
        assert_eq!((day.covered_s, day.load_s), (true_day.covered_s, true_day.load_s));
        assert_eq!(day.cnt, true_day.cnt);
    }
    assert_eq!(collector.state.conflicts.load(Ordering::SeqCst), 0);
    let size: u64 = std::fs::read_dir(state)
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    println!(
        "{kills} kills, {until} days, {} records stored, {} sent again, {} cut, {size} bytes kept",
        collector.stored().len(),
        collector.state.again.load(Ordering::SeqCst),
        collector.state.cut.load(Ordering::SeqCst),
    );
}

/// 20 by default; `EMPREINTE_KILLS=200` for the campaign of the reliability page.
fn kills() -> u32 {
    std::env::var("EMPREINTE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20)
}

#[test]
fn killed_at_random_each_finished_day_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    campaign(folder.path(), kills());
}

#[test]
fn killed_on_a_file_system_of_one_mebibyte_each_finished_day_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let mount = |args: &[&str]| {
        Command::new("mount").args(args).arg(folder.path()).status().is_ok_and(|s| s.success())
    };
    if !cfg!(target_os = "linux") || !mount(&["-t", "tmpfs", "-o", "size=1m", "tmpfs"]) {
        println!("skipped: a file system cannot be mounted here");
        return;
    }
    let state = folder.path().join("state");
    let done = std::panic::catch_unwind(|| campaign(&state, kills() / 2));
    let unmounted = Command::new("umount").arg(folder.path()).status().unwrap();
    assert!(unmounted.success());
    if let Err(panic) = done {
        std::panic::resume_unwind(panic);
    }
}
