//! Agents of one machine: by what they are known as one, and what is said where they are not.

use crate::collector::{agent, command};
use crate::days::machine;
use crate::estate::with_days;
use empreinte_collector::store::{DayFigures, EnrolledAgent, StoreEntry, StorePlace, Write, open};

/// What an export says of two agents of one machine, and which of them have a row: the first has
/// these days of 2025 and its inventory on the first of them, and so has the second.
fn two_of_one(days: [&[&str]; 2], vendor: &str) -> (String, [bool; 2], Vec<String>) {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 2, |_| "Lyon");
    let mut store = open(&StorePlace::Folder(state.path().join("store"))).unwrap();
    let known = store.agents().unwrap().into_iter().find(|one| one.id == agent(1)).unwrap();
    for (name, days) in [7, 8].into_iter().zip(days) {
        let number = |day: &str| record::RecordDay::parse(day).unwrap().number();
        let body = machine(1, days[0], "SERIAL9");
        let body = if name == 8 { body.replace("Dell Inc.", vendor) } else { body };
        let inventory = StoreEntry {
            agent: agent(name),
            day: number(days[0]),
            seq: 1,
            digest: "1".to_owned(),
            received: 1_764_000_000,
            skew_s: 0,
            figures: None,
            body,
        };
        let figures = DayFigures {
            days: 1,
            wh: 50.0,
            lo: 40.0,
            hi: 60.0,
            grade: "B".to_owned(),
            awake_s: 60,
        };
        let measured = (2..).zip(&days[1..]).map(|(seq, day)| StoreEntry {
            day: number(day),
            seq,
            figures: Some(figures.clone()),
            body: "{}".to_owned(),
            ..inventory.clone()
        });
        let measured: Vec<_> = measured.collect();
        let secret = [name; 32];
        store
            .commit(&[Write::Agent(EnrolledAgent { id: agent(name), secret, ..known.clone() })])
            .unwrap();
        store.commit(&[Write::Records(vec![inventory]), Write::Records(measured)]).unwrap();
    }
    drop(store);
    let folder = state.path().join("estate");
    let words = ["export", "--estate", folder.to_str().unwrap(), "--year", "2025", "--lang", "en"];
    let done = command(state.path()).args(words).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success(), "{said}");
    let rows = std::fs::read_to_string(folder.join("inventories/2025-agents.csv")).unwrap();
    let usage = std::fs::read_to_string(folder.join("usage/2025-agents.csv")).unwrap();
    let own = usage.lines().filter(|row| row.contains(agent(8).as_str()));
    let own: Vec<String> = own.map(|row| row[39..].to_owned()).collect();
    (said, [7, 8].map(|name| rows.contains(agent(name).as_str())), own)
}

#[test]
fn agents_of_one_machine_are_told_by_their_days_and_two_that_stay_are_said() {
    const JANUARY: &[&str] = &["2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08"];
    let twice = "2 machines have a serial number that another has too";
    let one = |days, vendor| {
        let (said, rows, _) = two_of_one(days, vendor);
        assert!(!said.contains(twice), "{said}");
        rows
    };
    // Imaged on the day on which it enrolled; the maker written otherwise.
    assert_eq!(one([&["2025-01-05"], JANUARY], "Dell Inc."), [false, true]);
    assert_eq!(one([&["2024-12-05"], JANUARY], "Dell"), [false, true]);
    // One day of a clock that was wrong.
    let wrong = ["2024-12-01", "2024-12-02", "2024-12-03", "2025-11-20"];
    assert_eq!(one([&wrong, JANUARY], "Dell Inc."), [false, true]);
    // Nobody tells of the fortnight between the two; a day that came before it was is none.
    let days: [&[&str]; 2] =
        [&["2025-01-01", "2025-01-02"], &["2025-01-17", "2025-01-17", "2025-12-31"]];
    let (said, rows, usage) = two_of_one(days, "Dell Inc.");
    assert_eq!(rows, [false, true]);
    let day = |day: &str| format!("{day},{day},0.05,0.05,0.017,agent,B");
    assert_eq!(usage, [day("2025-01-02"), day("2025-01-17")]);
    assert!(said.contains("1 record dated after it came"), "{said}");
    // Two systems in turn stay two, and it is said.
    let (said, rows, _) = two_of_one([JANUARY, &["2025-01-06", "2025-01-09"]], "Dell Inc.");
    assert!(rows == [true, true] && said.contains(twice), "{said}");
}
