//! The months that a store has: which must be there, which are gone, and what folded days leave of them.

use crate::both::{Held, both};
use crate::collector::{agent, command, enrolled, forget_days};
use crate::days::machine;
use empreinte_collector::export::summary;
use empreinte_collector::store::{
    DayFigures, Month, MonthSum, Put, Store, StoreDone, StoreEntry, StoreFault, Write,
};
use record::RecordDay;
use std::io::BufRead;
use std::path::PathBuf;

fn entry(number: u8, day: &str, seq: i64, days: i64, wh: f64) -> StoreEntry {
    let grade = "B".to_owned();
    let figures = DayFigures { days, wh, lo: wh * 0.9, hi: wh * 1.1, grade, awake_s: 60 };
    StoreEntry {
        agent: agent(number),
        day: RecordDay::parse(day).unwrap().number(),
        seq,
        digest: seq.to_string(),
        received: 1_790_000_000,
        skew_s: 0,
        figures: Some(figures),
        body: "{}".to_owned(),
    }
}

/// Six machines, each with a day of 100 Wh in November 2025 and one in December.
fn filled(held: &Held) {
    held.run(&["token", "new", "--site", "Lyon"]);
    let mut open = held.open();
    for number in 1..=6 {
        let inventory = StoreEntry {
            figures: None,
            body: machine(1, "2025-11-03", &format!("SERIAL{number}")),
            ..entry(number, "2025-11-03", 1, 1, 0.0)
        };
        let days = [("2025-11-03", 2), ("2025-12-03", 3)];
        let days = days.map(|(day, seq)| entry(number, day, seq, 1, 100.0));
        let records = [vec![inventory], days.to_vec()].concat();
        let own = [Write::Agent(enrolled(number, "Lyon")), Write::Records(records)];
        open.commit(&own).unwrap();
    }
}

fn month(held: &Held, name: &str) -> PathBuf {
    held.state().join(format!("store/use-{name}.db"))
}

#[test]
fn a_month_whose_file_is_empty_or_gone_is_told_by_every_command_until_it_is_put_back() {
    let held = both().remove(0);
    filled(&held);
    let copy = held.state().join("copy");
    let copy = copy.to_str().unwrap();
    held.run(&["backup", "--to", copy]);
    let november = month(&held, "2025-11");
    let estate = held.state().join("estate");
    let estate = estate.to_str().unwrap();
    for empty in [false, true] {
        std::fs::remove_file(&november).unwrap();
        if empty {
            std::fs::write(&november, "").unwrap();
        }
        let another = held.state().join("another");
        for words in [
            &["export", "--estate", estate, "--year", "2025"][..],
            &["summary", "--month", "2025-12"],
            &["backup", "--to", another.to_str().unwrap()],
            &["forget"],
        ] {
            let (status, said) = held.says(words);
            assert_eq!(status, Some(2), "{words:?}: {said}");
            assert!(said.contains("use-2025-11.db is missing or has no days"), "{words:?}: {said}");
        }
        let served = command(held.state())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stderr(std::process::Stdio::piped())
            .spawn();
        let mut served = served.unwrap();
        let mut line = String::new();
        let mut said = std::io::BufReader::new(served.stderr.take().unwrap());
        said.read_line(&mut line).unwrap();
        assert!(line.contains("restore --from"), "{line}");
        assert!(!served.wait().unwrap().success());
        held.run(&["restore", "--from", copy]);
        assert!(held.run(&["summary", "--month", "2025-11"]).contains(",6,6,0.6,"));
    }
    // A list of a backup that lost a line is no list of it.
    let list = std::path::Path::new(copy).join("SHA256SUMS");
    let lines = std::fs::read_to_string(&list).unwrap();
    let left: Vec<&str> = lines.lines().filter(|line| !line.contains("2025-11")).collect();
    std::fs::write(&list, left.join("\n")).unwrap();
    let (status, said) = held.says(&["restore", "--from", copy]);
    assert!(status == Some(2) && said.contains("use-2025-11.db is missing"), "{said}");
}

#[test]
fn a_month_that_is_lost_for_good_is_given_up_and_noted() {
    let held = both().remove(0);
    filled(&held);
    std::fs::write(month(&held, "2025-11"), "").unwrap();
    let (status, said) = held.says(&["journal"]);
    assert!(status == Some(2) && said.contains("forget --lost"), "{said}");
    assert_eq!(held.run(&["forget", "--lost"]), "lost month=2025-11\n");
    assert!(held.run(&["journal"]).contains("lost month=2025-11"));
    assert!(held.run(&["summary", "--month", "2025-12"]).contains(",6,6,0.6,"));
    assert_eq!(held.run(&["forget", "--lost"]), "", "nothing more is");
}

#[cfg(unix)]
#[test]
fn a_month_that_cannot_be_looked_at_is_no_month_that_is_not_there() {
    let held = both().remove(0);
    filled(&held);
    let november = month(&held, "2025-11");
    let whole = held.state().join("aside.db");
    std::fs::rename(&november, &whole).unwrap();
    // A link that leads to itself: the system does not say that nothing stands there.
    std::os::unix::fs::symlink("use-2025-11.db", &november).unwrap();
    let estate = held.state().join("estate");
    for words in [
        &["export", "--estate", estate.to_str().unwrap(), "--year", "2025"][..],
        &["summary", "--month", "2025-11"],
        &["token", "list"],
        &["forget"],
        &["forget", "--lost"],
    ] {
        let (status, said) = held.says(words);
        assert!(status == Some(2) && said.contains("use-2025-11.db"), "{words:?}: {said}");
    }
    std::fs::rename(&whole, &november).unwrap();
    assert!(held.run(&["summary", "--month", "2025-11"]).contains(",6,6,0.6,"));
}

/// Commands, and the service, that all say so.
fn all_say(held: &Held, word: &str) {
    let estate = held.state().join("estate");
    let another = held.state().join("another");
    for words in [
        &["export", "--estate", estate.to_str().unwrap(), "--year", "2025"][..],
        &["summary", "--month", "2025-12"],
        &["backup", "--to", another.to_str().unwrap()],
        &["forget"],
        &["migrate", "--to", another.to_str().unwrap()],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let (status, said) = held.says(words);
        assert!(status == Some(2) && said.contains(word), "{words:?}: {said}");
        assert!(said.contains("forget --lost"), "{words:?}: {said}");
    }
}

#[test]
fn a_month_that_lost_its_days_its_table_or_has_anothers_is_told_and_given_up_alone() {
    let steps = |path: &PathBuf, steps: &str| {
        let db = rusqlite::Connection::open(path).unwrap();
        db.execute_batch(steps).unwrap();
    };
    for (at, word) in ["has no days", "is damaged", "is damaged", "is damaged"].iter().enumerate() {
        let held = both().remove(0);
        filled(&held);
        // Days are known to be there since the store was opened after them.
        held.run(&["summary", "--month", "2025-12"]);
        let november = month(&held, "2025-11");
        match at {
            0 => steps(&november, "DELETE FROM record"),
            1 => steps(&november, "DROP TABLE record"),
            2 => drop(std::fs::copy(month(&held, "2025-12"), &november).unwrap()),
            _ => std::fs::write(&november, [0; 4096]).unwrap(),
        }
        all_say(&held, word);
        let said = held.run(&["forget", "--lost"]);
        assert!(said.contains("lost month=2025-11"), "{said}");
        let aside = held.state().join("store/use-2025-11.db.lost-1");
        assert_eq!((aside.exists(), november.exists()), (at > 0, false), "{said}");
        assert_eq!(said.contains(aside.to_str().unwrap()), at > 0, "{said}");
        assert!(held.run(&["summary", "--month", "2025-12"]).contains(",6,6,0.6,"));
        // Its days may come again, and what is set aside is no backup's.
        let put = held.open().commit(&[Write::Records(vec![entry(1, "2025-11-03", 2, 1, 100.0)])]);
        assert_eq!(put.unwrap(), [StoreDone::Put(vec![Put::Stored])]);
    }
}

#[test]
fn a_file_that_was_laid_there_by_hand_is_set_aside_and_is_no_month_lost() {
    let held = both().remove(0);
    filled(&held);
    held.run(&["journal"]);
    std::fs::copy(month(&held, "2025-11"), month(&held, "2026-03")).unwrap();
    let (status, said) = held.says(&["journal"]);
    assert!(status == Some(2) && said.contains("use-2026-03.db is damaged"), "{said}");
    let said = held.run(&["forget", "--lost"]);
    assert!(!said.contains("lost month") && said.contains("use-2026-03.db.lost-1"), "{said}");
    assert!(!held.run(&["journal"]).contains("lost"));
}

#[test]
fn a_month_that_goes_while_another_forgets_it_is_refused_at_once() {
    for held in both() {
        filled(&held);
        let mut serving = held.open();
        let day = |seq| vec![Write::Records(vec![entry(1, "2025-11-09", seq, 1, 1.0)])];
        assert_eq!(serving.commit(&day(8)).unwrap(), [StoreDone::Put(vec![Put::Stored])]);
        forget_days(held.open().as_mut(), Month::parse("2027-01").unwrap(), 13).unwrap();
        assert_eq!(serving.commit(&day(9)).unwrap(), [StoreDone::Put(vec![Put::Forgotten])]);
    }
}

#[test]
fn what_an_export_wrote_of_a_month_that_is_lost_is_not_written_over() {
    let held = both().remove(0);
    filled(&held);
    let estate = held.state().join("estate");
    let estate = estate.to_str().unwrap();
    held.run(&["export", "--estate", estate, "--year", "2025"]);
    let usage = std::path::Path::new(estate).join("usage/2025-agents.csv");
    let wrote = std::fs::read_to_string(&usage).unwrap();
    std::fs::remove_file(month(&held, "2025-11")).unwrap();
    held.run(&["forget", "--lost"]);
    let (status, said) = held.says(&["export", "--estate", estate, "--year", "2025"]);
    assert!(status == Some(2) && said.contains("no longer all days of 2025-11"), "{said}");
    assert_eq!(std::fs::read_to_string(&usage).unwrap(), wrote);
    let fresh = held.state().join("fresh");
    let said = held.run(&["export", "--estate", fresh.to_str().unwrap(), "--year", "2025"]);
    assert!(said.contains("no longer all days (`forget`): 2025-11"), "{said}");
    // What was written since the loss is written again, with what comes.
    let again = || {
        held.run(&["export", "--estate", fresh.to_str().unwrap(), "--year", "2025"]);
        std::fs::read_to_string(fresh.join("usage/2025-agents.csv")).unwrap()
    };
    let before = again();
    assert_eq!(again(), before);
    held.open().commit(&[Write::Records(vec![entry(1, "2025-12-30", 90, 1, 100.0)])]).unwrap();
    assert_ne!(again(), before);
    let said = held.run(&["summary", "--month", "2025-11"]);
    assert!(said.contains("the days of 2025-11 were lost"), "{said}");
    // So is what the next year measured from the last days of a lost December.
    let next = |folder: &str| {
        let place = held.state().join(folder);
        held.says(&["export", "--estate", place.to_str().unwrap(), "--year", "2026"])
    };
    let day = Write::Records(vec![entry(1, "2026-01-05", 4, 1, 100.0)]);
    held.open().commit(&[day]).unwrap();
    assert_eq!(next("january").0, Some(0));
    let usage = held.state().join("january/usage/2026-agents.csv");
    let wrote = std::fs::read_to_string(&usage).unwrap();
    std::fs::remove_file(month(&held, "2025-12")).unwrap();
    held.run(&["forget", "--lost"]);
    let (status, said) = next("january");
    assert!(status == Some(2) && said.contains("2025-11, 2025-12"), "{said}");
    assert_eq!(std::fs::read_to_string(&usage).unwrap(), wrote);
    let (status, said) = next("another");
    let lacks = "no longer all days (`forget`): 2025-11, 2025-12";
    assert!(status == Some(0) && said.contains(lacks), "{said}");
    // The line stays when the journal is shortened, and goes with the store.
    let to = held.state().join("new").to_str().unwrap().to_owned();
    held.open().commit(&[Write::ForgetNotes(i64::MAX)]).unwrap();
    held.run(&["migrate", "--to", &to]);
    let mut moved = both().remove(0);
    moved.store = to;
    let said = moved.run(&["summary", "--month", "2025-11"]);
    assert!(said.contains("the days of 2025-11 were lost"), "{said}");
}

#[test]
fn a_month_left_without_days_since_an_agent_was_erased_has_lost_none() {
    let held = both().remove(0);
    held.run(&["token", "new", "--site", "Lyon"]);
    let own = vec![entry(1, "2025-11-03", 1, 1, 100.0)];
    held.open().commit(&[Write::Agent(enrolled(1, "Lyon")), Write::Records(own)]).unwrap();
    held.run(&["forget", "--agent", agent(1).as_str()]);
    held.run(&["summary", "--month", "2025-11"]);
    // Nor is it known to have any, until it has some again.
    let own = vec![entry(2, "2025-11-03", 1, 1, 100.0)];
    held.open().commit(&[Write::Agent(enrolled(2, "Lyon")), Write::Records(own)]).unwrap();
    held.run(&["summary", "--month", "2025-11"]);
    std::fs::write(month(&held, "2025-11"), "").unwrap();
    assert_eq!(held.says(&["summary", "--month", "2025-11"]).0, Some(2));
}

#[test]
fn a_store_that_was_moved_gives_up_nothing_and_one_that_may_not_be_seen_is_there() {
    let held = both().remove(0);
    filled(&held);
    let to = held.state().join("new").to_str().unwrap().to_owned();
    held.run(&["migrate", "--to", &to]);
    std::fs::remove_file(month(&held, "2025-11")).unwrap();
    let (status, said) = held.says(&["forget", "--lost"]);
    assert!(status == Some(2) && said.contains(&to), "{said}");
    // A main file that cannot be looked at, here since it leads to itself.
    #[cfg(unix)]
    {
        let held = both().remove(0);
        held.run(&["token", "new", "--site", "Lyon"]);
        let main = held.state().join("store/main.db");
        std::fs::remove_file(&main).unwrap();
        std::os::unix::fs::symlink(&main, &main).unwrap();
        let (status, said) = held.says(&["token", "new", "--site", "Nice"]);
        assert!(status == Some(2) && !said.contains("remove the key"), "{said}");
        assert!(said.contains("main.db"), "{said}");
    }
}

#[test]
fn a_month_that_goes_while_it_is_served_takes_nothing_into_a_file_of_its_name() {
    let held = both().remove(0);
    filled(&held);
    let mut serving = held.open();
    let november = month(&held, "2025-11");
    std::fs::remove_file(&november).unwrap();
    let told = serving.commit(&[Write::Records(vec![entry(1, "2025-11-09", 9, 1, 1.0)])]);
    assert_eq!(told, Err(StoreFault::Lost(november.display().to_string())));
    assert!(!november.exists());
}

#[test]
fn the_months_of_an_earlier_version_are_listed_once_and_missed_after() {
    let held = both().remove(0);
    filled(&held);
    held.age();
    assert!(held.run(&["summary", "--month", "2025-11"]).contains(",6,6,0.6,"));
    std::fs::remove_file(month(&held, "2025-12")).unwrap();
    let (status, said) = held.says(&["summary", "--month", "2025-11"]);
    assert!(status == Some(2) && said.contains("use-2025-12.db is missing"), "{said}");
}

/// Machines, days and watt-hours of a month.
fn told(store: &mut dyn Store, name: &str) -> Vec<(i64, i64, String)> {
    let sums = summary(store, Month::parse(name).unwrap()).unwrap();
    let wh = |sum: &MonthSum| format!("{:.3}", sum.wh);
    sums.iter().map(|sum| (sum.machines, sum.days, wh(sum))).collect()
}

#[test]
fn days_of_a_month_that_come_folded_and_alone_are_of_one_group() {
    for held in both() {
        held.run(&["token", "new", "--site", "Lyon"]);
        let mut store = held.open();
        for number in 1..=10 {
            let inventory = StoreEntry {
                figures: None,
                body: machine(1, "2026-01-03", &format!("SERIAL{number}")),
                ..entry(number, "2026-01-03", 1, 1, 0.0)
            };
            // Six of them folded, of 20 January and 39 days more: 12 and 28 days of 100 Wh.
            let days = if number <= 6 {
                vec![entry(number, "2026-01-20", 2, 40, 4_000.0)]
            } else {
                let day = |at: i64| entry(number, &format!("2026-02-{at:02}"), at + 1, 1, 1_000.0);
                (1..=10).map(day).collect()
            };
            let all = [vec![inventory], days].concat();
            let own = [Write::Agent(enrolled(number, "Lyon")), Write::Records(all)];
            store.commit(&own).unwrap();
        }
        // 6 × 28 + 4 × 10 days; 6 × 2.8 + 4 × 10 kWh.
        let february = (10, 208, "56800.000".to_owned());
        assert_eq!(told(store.as_mut(), "2026-02"), [february]);
        assert_eq!(told(store.as_mut(), "2026-01"), [(6, 72, "7200.000".to_owned())]);
    }
}

#[test]
fn folded_days_that_are_deleted_leave_each_month_what_it_had() {
    for held in both() {
        filled(&held);
        let mut store = held.open();
        // 700 days of 100 Wh from 1 January 2025, to 1 December 2026.
        let folds = (1..=6).map(|number| entry(number, "2025-01-01", 50, 700, 70_000.0));
        store.commit(&[Write::Records(folds.collect())]).unwrap();
        let months = ["2025-01", "2025-11", "2026-02", "2026-05", "2026-12", "2027-01"];
        let all = |store: &mut dyn Store| months.map(|name| told(store, name));
        let before = all(store.as_mut());
        // November has a day of its own; December 2026 the last one of each.
        assert_eq!(before[0], [(6, 186, "18600.000".to_owned())]);
        assert_eq!(before[1], [(6, 186, "18600.000".to_owned())]);
        assert_eq!(before[2], [(6, 168, "16800.000".to_owned())]);
        assert_eq!(before[4..], [vec![(6, 6, "600.000".to_owned())], vec![]]);
        // Twice thirteen months after January 2025.
        let said = forget_days(store.as_mut(), Month::parse("2027-04").unwrap(), 13).unwrap();
        assert!(said.join("\n").contains("deleted month=2025-01"), "{said:?}");
        assert_eq!(all(store.as_mut()), before);
        // Days of the months that go on are taken; of those that are gone they are not.
        let late = ["2026-05-04", "2025-01-04", "2025-12-09"];
        let late = late.map(|day| entry(1, day, 77, 1, 1000.0)).to_vec();
        let put = store.commit(&[Write::Records(late)]).unwrap();
        assert_eq!(put, [StoreDone::Put(vec![Put::Stored, Put::Forgotten, Put::Forgotten])]);
    }
}

#[test]
fn documents_that_an_earlier_version_counted_are_no_days_that_lack() {
    for held in both() {
        filled(&held);
        held.age();
        held.sql("INSERT INTO month_sum VALUES('2026-02', 'Lyon', 'document', '', 3, 0, 0, 0, 0)");
        let estate = held.state().join("estate");
        let said = held.run(&["export", "--estate", estate.to_str().unwrap(), "--year", "2026"]);
        assert!(!said.contains("deleted"), "{said}");
        // What was summed before is gone still.
        held.sql("INSERT INTO month_sum VALUES('2026-03', 'Lyon', 'laptop', 'B', 6, 1, 1, 1, 1)");
        held.age();
        let of = |day| Write::Records(vec![entry(1, day, 9, 1, 1.0)]);
        let put = held.open().commit(&[of("2026-02-03"), of("2026-03-03")]).unwrap();
        assert_eq!(put, [StoreDone::Put(vec![Put::Stored]), StoreDone::Put(vec![Put::Forgotten])]);
    }
}
