//! A finished year, told again in the years after it, and what the store keeps of it meanwhile.

use crate::collector::{agent, command, enrolled, now, run};
use crate::days::machine;
use crate::small_disk;
use empreinte_collector::store::{
    DayFigures, GoneMonth, Month, Put, StoreEntry, StoreMark, StorePlace, Write, open,
};
use empreinte_collector::store::{MergedPaper, Store, StoreDone};
use std::path::Path;

fn entry(number: u8, day: i32, seq: i64, figures: Option<DayFigures>, body: String) -> StoreEntry {
    let received = now() - 60 * 86_400;
    let (agent, digest) = (agent(number), seq.to_string());
    StoreEntry { agent, day, seq, digest, received, skew_s: 0, figures, body }
}

/// A day of 1 kWh.
fn kwh(number: u8, day: i32, seq: i64) -> StoreEntry {
    let grade = "B".to_owned();
    let figures = DayFigures { days: 1, wh: 1000.0, lo: 900.0, hi: 1100.0, grade, awake_s: 3600 };
    entry(number, day, seq, Some(figures), "{}".to_owned())
}

fn store(state: &Path) -> Box<dyn Store> {
    open(&StorePlace::Folder(state.join("store"))).unwrap()
}

fn export(state: &Path, folder: &str, year: &str) -> (Option<i32>, String) {
    let place = state.join(folder);
    let words = ["export", "--estate", place.to_str().unwrap(), "--year", year];
    let out = command(state).args(words).output().unwrap();
    (out.status.code(), String::from_utf8(out.stderr).unwrap())
}

fn usage(state: &Path, folder: &str, year: &str) -> String {
    std::fs::read_to_string(state.join(folder).join(format!("usage/{year}-agents.csv"))).unwrap()
}

/// Days since 1970 of 1 January 2025.
const NEW_YEAR: i32 = 20_089;

#[test]
fn days_off_at_the_turn_of_a_year_are_told_after_the_days_before_it_are_deleted() {
    let state = tempfile::tempdir().unwrap();
    // 20 December 2024, then 20 and 21 January 2025: off for thirty days between.
    let days = [kwh(1, NEW_YEAR - 12, 2), kwh(1, NEW_YEAR + 19, 3), kwh(1, NEW_YEAR + 20, 4)];
    let inventory = entry(1, NEW_YEAR - 12, 1, None, machine(1, "2024-12-20", "SERIAL1"));
    let all = [vec![inventory], days.to_vec()].concat();
    store(state.path()).commit(&[Write::Agent(enrolled(1, "Lyon")), Write::Records(all)]).unwrap();
    assert_eq!(export(state.path(), "estate", "2025").0, Some(0));
    let before = usage(state.path(), "estate", "2025");
    assert!(before.contains(",2025-01-01,2025-01-21,2,2,"), "{before}");
    let gone = Month::parse("2024-12").unwrap();
    let mut open = store(state.path());
    crate::collector::forget_days(open.as_mut(), gone.next(), 0).unwrap();
    assert!(!state.path().join("store/use-2024-12.db").exists());
    drop(open);
    for folder in ["estate", "another"] {
        assert_eq!(export(state.path(), folder, "2025").0, Some(0));
        assert_eq!(usage(state.path(), folder, "2025"), before);
    }
    // Of an agent that is erased nothing is left, and its name is nobody's again.
    run(state.path(), &["forget", "--agent", agent(1).as_str()]);
    let mut open = store(state.path());
    assert_eq!(open.last_days().unwrap(), []);
    let late = open.commit(&[Write::Records(vec![kwh(1, NEW_YEAR + 21, 5)])]).unwrap();
    assert_eq!(late, [StoreDone::Put(vec![Put::Erased])]);
}

#[test]
fn a_finished_year_is_told_as_it_was() {
    let state = tempfile::tempdir().unwrap();
    let then = machine(1, "2025-03-01", "SERIAL1");
    let since = machine(9, "2026-02-01", "SERIAL1").replace("Debian GNU/Linux 12", "Debian 13");
    let entries = vec![
        entry(1, NEW_YEAR + 59, 1, None, then),
        kwh(1, NEW_YEAR + 60, 2),
        entry(1, NEW_YEAR + 396, 9, None, since),
        kwh(1, NEW_YEAR + 400, 10),
    ];
    store(state.path())
        .commit(&[Write::Agent(enrolled(1, "Lyon")), Write::Records(entries)])
        .unwrap();
    let row = |year: &str| {
        assert_eq!(export(state.path(), "estate", year).0, Some(0));
        let rows = state.path().join(format!("estate/inventories/{year}-agents.csv"));
        std::fs::read_to_string(rows).unwrap().lines().nth(1).unwrap().to_owned()
    };
    assert!(row("2025").contains("Debian 12 (bookworm),2025-03-02,"), "{}", row("2025"));
    assert!(row("2026").contains("Debian 13 (bookworm),2026-02-05,"), "{}", row("2026"));
}

#[test]
fn a_store_that_has_nothing_of_a_year_takes_nothing_away() {
    let state = tempfile::tempdir().unwrap();
    store(state.path()).commit(&[Write::Agent(enrolled(1, "Lyon"))]).unwrap();
    let rows = state.path().join("estate/inventories/2025-agents.csv");
    std::fs::create_dir_all(rows.parent().unwrap()).unwrap();
    std::fs::write(&rows, "equipment_id\nagent-1\n").unwrap();
    let (status, said) = export(state.path(), "estate", "2025");
    assert_eq!(status, Some(2));
    assert!(said.contains("has nothing of 2025") && said.contains("--store"), "{said}");
    assert!(rows.exists());
    // Elsewhere there is nothing to lose.
    assert_eq!(export(state.path(), "another", "2025").0, Some(0));
}

#[test]
fn an_export_that_does_not_fit_changes_nothing_documents_included() {
    let state = tempfile::tempdir().unwrap();
    run(state.path(), &["token", "new", "--site", "Lyon"]);
    let at = 1_764_000_000;
    let key = |number: u8| format!("P{number:024}");
    let papers: Vec<Write> = (1..=40)
        .map(|number| Write::Paper(paper(&key(number), &format!("S{number}"), (at, at))))
        .collect();
    store(state.path()).commit(&papers).unwrap();
    small_disk::on("64k", |disk| {
        let words = ["export", "--year", "2025", "--estate", disk.to_str().unwrap()];
        let out = command(state.path()).args(words).output().unwrap();
        let documents = std::fs::read_dir(disk.join("inventories/2025-glpi"));
        assert_eq!((out.status.code(), documents.map_or(0, Iterator::count)), (Some(2), 0));
    });
}

/// A document of a GLPI agent's machine.
fn paper(key: &str, serial: &str, (first, received): (i64, i64)) -> MergedPaper {
    MergedPaper {
        key: key.to_owned(),
        site: "Lyon".to_owned(),
        first: Some(first),
        received,
        incomplete: false,
        trusted: true,
        token: None,
        sender: String::new(),
        body: format!(
            r#"{{"deviceid":"{key}","itemtype":"Computer","content":{{"hardware":{{"uuid":"{key}"}},
            "bios":{{"ssn":"{serial}","smanufacturer":"HP","smodel":"ProDesk"}}}}}}"#
        ),
    }
}

/// Noon of a day.
fn noon(day: i32) -> i64 {
    i64::from(day) * 86_400 + 43_200
}

#[test]
fn a_mainboard_that_was_changed_makes_no_second_machine() {
    let state = tempfile::tempdir().unwrap();
    let key = |letter: char| format!("P{}", letter.to_string().repeat(24));
    let papers = [
        // One machine, whose UUID changed in March.
        paper(&key('a'), "SER1", (noon(NEW_YEAR), noon(NEW_YEAR + 60))),
        paper(&key('b'), "SER1", (noon(NEW_YEAR + 60), noon(NEW_YEAR + 90))),
        // Two that speak in the same days.
        paper(&key('c'), "SER2", (noon(NEW_YEAR), noon(NEW_YEAR + 60))),
        paper(&key('d'), "SER2", (noon(NEW_YEAR + 50), noon(NEW_YEAR + 90))),
    ];
    store(state.path()).commit(&papers.map(Write::Paper)).unwrap();
    assert_eq!(export(state.path(), "estate", "2025").0, Some(0));
    let there =
        |letter| state.path().join(format!("estate/inventories/2025-glpi/{}.json", key(letter)));
    assert_eq!(
        ['a', 'b', 'c', 'd'].map(|letter| there(letter).exists()),
        [false, true, true, true]
    );
    // A year that is over keeps the documents that only its folder has; what was erased goes.
    let mut open = store(state.path());
    empreinte_collector::retention::forget_paper(open.as_mut(), &key('d')).unwrap();
    open.commit(&[Write::ForgetPaper(key('c'))]).unwrap();
    drop(open);
    // What the store still has is its to judge: an earlier export wrote the document before March.
    std::fs::write(there('a'), "{}").unwrap();
    let (status, said) = export(state.path(), "estate", "2025");
    assert_eq!(status, Some(0), "{said}");
    assert_eq!(
        ['a', 'b', 'c', 'd'].map(|letter| there(letter).exists()),
        [false, true, true, false]
    );
    assert!(said.contains("taken away: 2") && said.contains("left there: 1"), "{said}");
}

#[test]
fn a_change_of_key_makes_no_second_machine_in_a_year_that_is_over() {
    let state = tempfile::tempdir().unwrap();
    run(state.path(), &["token", "new", "--site", "Lyon"]);
    let serial = |word: &str| run(state.path(), &["key", "pseudonym", word]).trim().to_owned();
    let names = |letters: &str| {
        let name = |letter: char| format!("P{}", letter.to_string().repeat(24));
        letters.chars().map(name).collect::<Vec<_>>()
    };
    let [one, two, both] = ["5CG0001", "5CG0002", "5CG0003"].map(serial);
    let (start, later) = (noon(NEW_YEAR), noon(NEW_YEAR + 60));
    let own = names("abcde");
    let papers = [
        // One machine after a change of its mainboard, another, and two that say one number at once.
        paper(&own[0], &one, (start, later)),
        paper(&own[1], &one, (later, later + 9)),
        paper(&own[2], &two, (start, later)),
        paper(&own[3], &both, (start, later)),
        paper(&own[4], &both, (start, later)),
    ];
    store(state.path()).commit(&papers.map(Write::Paper)).unwrap();
    let standing = |folder: &str| {
        let place = state.path().join(folder).join("inventories/2025-glpi");
        let files = std::fs::read_dir(place).into_iter().flatten();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(export(state.path(), "estate", "2025").0, Some(0));
    assert_eq!(standing("estate").len(), 4);
    let list = state.path().join("parc.csv");
    std::fs::write(&list, "serial\n5CG0001\n5CG0002\n5CG0003\n").unwrap();
    let line = run(state.path(), &["key", "rotate", "--inventory", list.to_str().unwrap()]);
    assert!(line.contains(" documents_dropped=2 "), "{line}");
    let (status, said) = export(state.path(), "estate", "2025");
    assert_eq!((status, standing("estate").len()), (Some(2), 4), "{said}");
    assert!(said.contains("left without a name: 2"), "{said}");
    // Where the two are not, the others are written by their new names in place of the old ones.
    for name in &own[3..] {
        std::fs::remove_file(
            state.path().join(format!("estate/inventories/2025-glpi/{name}.json")),
        )
        .unwrap();
    }
    assert_eq!(export(state.path(), "estate", "2025").0, Some(0));
    let mut now = standing("estate");
    let mut expected = ["5CG0001", "5CG0002"].map(|word| format!("{}.json", serial(word)));
    now.sort();
    expected.sort();
    assert_eq!(now, expected);
    // There since the first of its documents came.
    let first = store(state.path()).papers().unwrap().into_iter().map(|paper| paper.first);
    assert_eq!(first.collect::<Vec<_>>(), [Some(start); 2]);
}

#[test]
fn a_day_that_export_lays_aside_is_in_no_sum() {
    let state = tempfile::tempdir().unwrap();
    let mut open = store(state.path());
    for number in 1..=5 {
        let inventory = entry(number, NEW_YEAR, 1, None, machine(1, "2025-01-04", "S"));
        let ahead = StoreEntry { received: noon(NEW_YEAR), ..kwh(number, NEW_YEAR + 9, 4) };
        // By its zone it came a day before its date; of another hardly anything was measured.
        let zone = "{\"tz_min\":60}".to_owned();
        let tomorrow =
            StoreEntry { received: noon(NEW_YEAR), body: zone, ..kwh(number, NEW_YEAR + 1, 3) };
        let hardly = "{\"awake_s\":80000,\"covered_s\":800}".to_owned();
        let hardly = StoreEntry { body: hardly, ..kwh(number, NEW_YEAR + 4, 5) };
        let days = vec![inventory, kwh(number, NEW_YEAR, 2), tomorrow, ahead, hardly];
        open.commit(&[Write::Agent(enrolled(number, "Lyon")), Write::Records(days)]).unwrap();
    }
    drop(open);
    let said = export(state.path(), "estate", "2025").1;
    assert!(said.contains("10 records dated after they came"), "{said}");
    let summed = || run(state.path(), &["summary", "--month", "2025-01"]);
    let told = summed();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(
        lines[1].contains(",laptop,B,5,5,5,") && lines[2].contains(",laptop,F,5,5,5,"),
        "{told}"
    );
    let asked = command(state.path()).args(["summary", "--month", "2025-01"]).output().unwrap();
    let said = String::from_utf8(asked.stderr).unwrap();
    assert!(said.contains("10 records dated after they came"), "{said}");
    run(state.path(), &["forget", "--months", "1"]);
    assert_eq!(summed(), told);
    let last = store(state.path()).last_days().unwrap();
    assert!(last.len() == 5 && last.iter().all(|day| day.day == NEW_YEAR + 4), "{last:?}");
}

#[test]
fn machines_are_counted_and_not_the_names_that_they_enrolled_under() {
    let state = tempfile::tempdir().unwrap();
    let mut open = store(state.path());
    // One laptop under six names, one after another.
    for number in 1..=6 {
        let first = NEW_YEAR + i32::from(number) * 3;
        let inventory = entry(number, first, 1, None, machine(1, "2025-01-04", "SERIAL1"));
        let days = vec![inventory, kwh(number, first, 2), kwh(number, first + 1, 3)];
        open.commit(&[Write::Agent(enrolled(number, "Lyon")), Write::Records(days)]).unwrap();
    }
    drop(open);
    let told = run(state.path(), &["summary", "--month", "2025-01"]);
    assert_eq!(told.lines().count(), 1, "one person's laptop is no group: {told}");
    // Whoever asks that it be forgotten names one of them, and means the machine.
    let one = agent(3);
    let words = ["forget", "--agent", one.as_str()];
    let out = command(state.path()).args(words).output().unwrap();
    let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
    assert!(said.contains("enrolled under 6 names"), "{said}");
    assert_eq!(said.matches("deleted agent=").count(), 6, "{said}");
    let mut open = store(state.path());
    assert_eq!((open.machines().unwrap().len(), open.agents().unwrap().len()), (0, 0));
    assert_eq!((open.heard().unwrap().len(), open.erased().unwrap().len()), (0, 6));
}

#[test]
fn days_whose_deletion_was_cut_are_told_once() {
    let state = tempfile::tempdir().unwrap();
    let mut open = store(state.path());
    let inventory = entry(1, NEW_YEAR, 1, None, machine(1, "2025-01-01", "SERIAL1"));
    open.commit(&[
        Write::Agent(enrolled(1, "Lyon")),
        Write::Records(vec![inventory, kwh(1, NEW_YEAR, 2)]),
    ])
    .unwrap();
    let before = run(state.path(), &["summary", "--month", "2025-01"]);
    let file = state.path().join("store/use-2025-01.db");
    let held = std::fs::read(&file).unwrap();
    let january = Month::parse("2025-01").unwrap();
    crate::collector::forget_days(open.as_mut(), january.next(), 0).unwrap();
    drop(open);
    assert_eq!(run(state.path(), &["summary", "--month", "2025-01"]), before);
    // As a process that was killed before the file went.
    let db = rusqlite::Connection::open(state.path().join("store/main.db")).unwrap();
    let sums = store(state.path()).sums().unwrap();
    let gone = GoneMonth { month: january, sums, last: Vec::new(), records: 2 };
    let digest = record::hex(&<sha2::Sha256 as sha2::Digest>::digest(format!("{:?}", gone.sums)));
    db.execute("INSERT INTO meta VALUES('forgetting 2025-01', ?1)", [digest]).unwrap();
    std::fs::write(&file, held).unwrap();
    assert!(store(state.path()).is_summed(&gone).unwrap());
    assert_eq!(run(state.path(), &["summary", "--month", "2025-01"]), before);
}

#[test]
fn a_store_that_was_moved_or_half_copied_is_not_served() {
    let state = tempfile::tempdir().unwrap();
    store(state.path()).commit(&[Write::Agent(enrolled(1, "Lyon"))]).unwrap();
    let to = state.path().join("new");
    run(state.path(), &["migrate", "--to", to.to_str().unwrap()]);
    let refused = |words: &[&str], expected: &str| {
        let out = command(state.path()).args(words).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains(expected), "{said}");
    };
    refused(&["agents", "list"], "this store was moved");
    refused(&["serve", "--listen", "127.0.0.1:0"], "this store was moved");
    let there = to.to_str().unwrap();
    let list = run(state.path(), &["--store", there, "agents", "list"]);
    assert!(list.contains(agent(1).as_str()), "{list}");
    open(&StorePlace::Folder(to.clone()))
        .unwrap()
        .commit(&[Write::Mark(StoreMark::Copying)])
        .unwrap();
    refused(&["--store", there, "agents", "list"], "a copy that was cut");
    // A disk that is not mounted is no new store.
    std::fs::remove_dir_all(state.path().join("store")).unwrap();
    std::fs::write(state.path().join("key"), "x").unwrap();
    refused(&["serve", "--listen", "127.0.0.1:0"], "is its disk not mounted?");
}

#[test]
fn a_day_that_is_sent_again_while_its_month_is_deleted_is_summed_once() {
    for _ in 0..12 {
        let state = tempfile::tempdir().unwrap();
        let all: Vec<StoreEntry> =
            (0..20).map(|day| kwh(1, NEW_YEAR + day, i64::from(day))).collect();
        let inventory = entry(1, NEW_YEAR, 99, None, machine(1, "2025-01-01", "SERIAL1"));
        let first = vec![
            Write::Agent(enrolled(1, "Lyon")),
            Write::Records(vec![inventory]),
            Write::Records(all.clone()),
        ];
        store(state.path()).commit(&first).unwrap();
        let mut server = store(state.path());
        let sending = std::thread::spawn(move || {
            for _ in 0..30 {
                server.commit(&[Write::Records(all.clone())]).unwrap();
            }
        });
        let mut person = store(state.path());
        let next = Month::parse("2025-02").unwrap();
        crate::collector::forget_days(person.as_mut(), next, 0).unwrap();
        sending.join().unwrap();
        crate::collector::forget_days(person.as_mut(), next, 0).unwrap();
        let days: i64 = person.sums().unwrap().iter().map(|sum| sum.days).sum();
        assert_eq!(days, 20);
    }
}

#[test]
fn a_backup_made_while_a_month_is_deleted_has_its_days_or_what_they_came_to() {
    for round in 0..10 {
        let state = tempfile::tempdir().unwrap();
        let mut open = store(state.path());
        let days: Vec<StoreEntry> =
            (0..20).map(|day| kwh(1, NEW_YEAR + day, i64::from(day))).collect();
        let inventory = entry(1, NEW_YEAR, 99, None, machine(1, "2025-01-01", "SERIAL1"));
        let all = [vec![inventory], days].concat();
        open.commit(&[Write::Agent(enrolled(1, "Lyon")), Write::Records(all)]).unwrap();
        let forgetting = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(round));
            let next = Month::parse("2025-02").unwrap();
            crate::collector::forget_days(open.as_mut(), next, 0).unwrap();
        });
        let (held, copy) = (state.path().join("store"), state.path().join("copy"));
        empreinte_collector::store::backup(&StorePlace::Folder(held.clone()), &copy).unwrap();
        forgetting.join().unwrap();
        empreinte_collector::store::restore(&copy, &held, false, |_, _| Ok(())).unwrap();
        let january = Month::parse("2025-01").unwrap();
        let told = empreinte_collector::export::summary(store(state.path()).as_mut(), january);
        assert_eq!(told.unwrap().iter().map(|sum| sum.days).sum::<i64>(), 20);
    }
}
