//! A change of key that is cut: every machine keeps its link to its serial number.

use crate::both::{Held, both};
use crate::collector::{agent, command, enrolled};
use crate::days::machine;
use empreinte_collector::store::{MergedPaper, Month, StoreEntry, Write};
use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::Instant;

const MACHINES: u8 = 30;

fn inventory(number: u8, serial: &str) -> StoreEntry {
    StoreEntry {
        agent: agent(number),
        // In four months.
        day: 20_395 + i32::from(number % 4) * 31,
        seq: 1,
        digest: "1".to_owned(),
        received: 1_780_000_000,
        skew_s: 0,
        figures: None,
        body: machine(1, "2025-11-03", serial),
    }
}

/// The pseudonyms that the store's records have, those of machines first.
fn kept(held: &Held) -> [BTreeSet<String>; 2] {
    let mut store = held.open();
    let mut all = store.machines().unwrap();
    let machines = all.len();
    for month in store.months().unwrap() {
        store.month(month, &mut |kept| all.push(kept)).unwrap();
    }
    let serial = |kept: &StoreEntry| {
        let body: serde_json::Value = serde_json::from_str(&kept.body).unwrap();
        body["product"]["serial"].as_str().unwrap().to_owned()
    };
    let (own, months) = all.split_at(machines);
    [own, months].map(|all| all.iter().map(serial).collect())
}

#[test]
fn a_change_of_key_that_is_killed_at_any_moment_is_made_or_is_not() {
    for held in both() {
        let serials: Vec<String> = (1..=MACHINES).map(|n| format!("5CG{n:03}XYZ")).collect();
        let words: Vec<&str> = serials.iter().map(String::as_str).collect();
        held.run(&["token", "new", "--site", "Lyon"]);
        let pseudonyms = || held.run(&[&["key", "pseudonym"][..], &words].concat());
        let first = pseudonyms();
        let writes = (1..).zip(first.lines()).flat_map(|(number, pseudonym)| {
            let records = vec![inventory(number, pseudonym)];
            [Write::Agent(enrolled(number, "Lyon")), Write::Records(records)]
        });
        held.open().commit(&writes.collect::<Vec<_>>()).unwrap();
        let list = held.state().join("serials.csv");
        std::fs::write(&list, format!("serial\n{}\n", serials.join("\n"))).unwrap();
        let whole = Instant::now();
        held.run(&["key", "rotate", "--inventory", list.to_str().unwrap()]);
        let whole = whole.elapsed();
        let mut keys = BTreeSet::from([pseudonyms()]);
        for at in 0..40 {
            let mut child = command(held.state())
                .args(["--store", &held.store, "key", "rotate", "--inventory"])
                .arg(&list)
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(whole * at / 36);
            let _ = child.kill();
            child.wait().unwrap();
            let now = pseudonyms();
            let expected: BTreeSet<String> = now.lines().map(str::to_owned).collect();
            assert_eq!(
                kept(&held),
                [expected.clone(), expected],
                "killed after {at}/36 of {whole:?}"
            );
            keys.insert(now);
        }
        println!("{} keys of 40 changes that were killed", keys.len() - 1);
        let line = held.run(&["key", "rotate", "--inventory", list.to_str().unwrap()]);
        assert!(line.contains("blind=0 "), "{line}");
    }
}

#[test]
fn what_a_change_of_key_left_to_write_is_written_by_whoever_opens_the_store() {
    let held = both().remove(0);
    let entry = inventory(1, "SERIAL1");
    held.open().commit(&[Write::Records(vec![entry.clone()])]).unwrap();
    // As one leaves it that is killed once the main file is under the new key.
    let name = agent(1);
    held.sql(&format!(
        "INSERT INTO rekeyed VALUES({}, '{}', 1, '{{\"new\":1}}')",
        entry.day,
        name.as_str()
    ));
    let mut bodies = Vec::new();
    let month = Month::of_number(entry.day).unwrap();
    held.open().month(month, &mut |kept| bodies.push(kept.body)).unwrap();
    assert_eq!(bodies, ["{\"new\":1}"]);
    let db = rusqlite::Connection::open(held.state().join("store/main.db")).unwrap();
    let left: i64 = db.query_row("SELECT count(*) FROM rekeyed", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_document_that_a_change_of_key_renamed_was_not_erased_and_comes_back_with_its_backup() {
    let held = both().remove(0);
    held.run(&["token", "new", "--site", "Lyon"]);
    let of = |serial: &str| held.run(&["key", "pseudonym", serial]).trim().to_owned();
    let paper = |key: String| MergedPaper {
        body: format!("{{\"serial\":\"{key}\"}}"),
        key,
        site: "Lyon".to_owned(),
        first: Some(1_780_000_000),
        received: 1_780_000_000,
        incomplete: false,
        trusted: true,
        token: Some(1),
        sender: String::new(),
    };
    let papers = [of("5CG0001"), of("5CG0002")].map(paper);
    let key = std::fs::read(held.state().join("key")).unwrap();
    held.open().commit(&papers.clone().map(Write::Paper)).unwrap();
    let copy = held.state().join("copy").to_str().unwrap().to_owned();
    held.run(&["backup", "--to", &copy]);
    let list = held.state().join("serials.csv");
    std::fs::write(&list, "serial\n5CG0001\n5CG0002\n").unwrap();
    held.run(&["key", "rotate", "--inventory", list.to_str().unwrap()]);
    assert_ne!(held.open().papers().unwrap()[0].key, papers[0].key);
    let said = held.run(&["restore", "--from", &copy]);
    assert!(!said.contains("deleted") && said.contains("under another key"), "{said}");
    std::fs::write(held.state().join("key"), key).unwrap();
    let mut kept: Vec<String> =
        held.open().papers().unwrap().into_iter().map(|paper| paper.key).collect();
    let mut expected = papers.map(|paper| paper.key);
    kept.sort();
    expected.sort();
    assert_eq!(kept, expected);
    // One that was erased under the same key is erased again.
    held.run(&["forget", "--agent", &kept[0]]);
    let said = held.run(&["restore", "--from", &copy]);
    assert!(said.contains("deleted document=") && !said.contains("another key"), "{said}");
    assert_eq!(held.open().papers().unwrap().len(), 1);
}
