//! Backups of earlier versions, and what was erased since one was made.

use crate::both::{Held, both};
use crate::collector::{agent, command, enrolled};
use crate::days::machine;
use crate::small_disk;
use empreinte_collector::store::{DayFigures, Put, StoreDone, StoreEntry, Write};

/// A store with two agents, and a backup of it.
fn backed_up() -> (Held, String) {
    let held = both().remove(0);
    held.run(&["token", "new", "--site", "Lyon"]);
    let entry = |number| StoreEntry {
        agent: agent(number),
        day: 20_395,
        seq: 1,
        digest: "1".to_owned(),
        received: 1_780_000_000,
        skew_s: 0,
        figures: None,
        body: machine(1, "2025-11-03", &format!("SERIAL{number}")),
    };
    let writes = (1..=2).flat_map(|number| {
        [Write::Agent(enrolled(number, "Lyon")), Write::Records(vec![entry(number)])]
    });
    held.open().commit(&writes.collect::<Vec<_>>()).unwrap();
    let copy = held.state().join("copy").to_str().unwrap().to_owned();
    held.run(&["backup", "--to", &copy]);
    (held, copy)
}

#[test]
fn a_backup_of_a_version_that_wrote_no_list_is_put_back_where_that_is_said() {
    let (held, copy) = backed_up();
    std::fs::remove_file(format!("{copy}/SHA256SUMS")).unwrap();
    let (status, said) = held.says(&["restore", "--from", &copy]);
    assert!(status == Some(2) && said.contains("--without-sums"), "{said}");
    let restore = ["restore", "--from", &copy, "--without-sums"];
    assert!(held.run(&restore).contains("files put back: 2"));
    assert!(held.run(&["agents", "list"]).contains(agent(2).as_str()));
    // Each database is looked at all the same, and there is a main one.
    let month = format!("{copy}/use-2025-11.db");
    let mut bytes = std::fs::read(&month).unwrap();
    bytes[4096..].fill(7);
    std::fs::write(&month, bytes).unwrap();
    let (status, said) = held.says(&restore);
    assert!(status == Some(2) && said.contains("use-2025-11.db is damaged"), "{said}");
    std::fs::remove_file(&month).unwrap();
    let (status, said) = held.says(&restore);
    assert!(status == Some(2) && said.contains("use-2025-11.db is missing"), "{said}");
    std::fs::remove_file(format!("{copy}/main.db")).unwrap();
    let (status, said) = held.says(&restore);
    assert!(status == Some(2) && said.contains("no whole backup"), "{said}");
}

#[test]
fn who_was_erased_since_the_backup_is_erased_from_what_is_put_back() {
    let (held, copy) = backed_up();
    held.run(&["forget", "--agent", agent(1).as_str()]);
    let said = held.run(&["restore", "--from", &copy]);
    assert!(said.contains("deleted agent=01010101… rows="), "{said}");
    let mut open = held.open();
    let left: Vec<_> = open.machines().unwrap().into_iter().map(|kept| kept.agent).collect();
    assert_eq!(left, [agent(2)]);
    assert_eq!(open.agents().unwrap().len(), 1);
    assert_eq!(open.erased().unwrap().len(), 1);
}

#[test]
fn a_folder_that_is_no_backup_is_refused_before_the_store_makes_way() {
    let (held, copy) = backed_up();
    std::fs::remove_file(format!("{copy}/SHA256SUMS")).unwrap();
    let day = |seq| StoreEntry {
        agent: agent(1),
        day: 20_396,
        seq,
        digest: "2".to_owned(),
        received: 1_780_000_000,
        skew_s: 0,
        figures: None,
        body: "{}".to_owned(),
    };
    let restore = |from: &str| held.says(&["restore", "--from", from, "--without-sums"]);
    // The folder of a store with days in its logs alone, its own among them.
    let open = {
        let mut open = held.open();
        open.commit(&[Write::Records(vec![day(7)])]).unwrap();
        open
    };
    let unclosed = held.state().join("unclosed");
    std::fs::create_dir(&unclosed).unwrap();
    for file in std::fs::read_dir(held.state().join("store")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), unclosed.join(file.file_name())).unwrap();
    }
    drop(open);
    let (status, said) = restore(unclosed.to_str().unwrap());
    assert!(status == Some(2) && said.contains("was not closed"), "{said}");
    let month = format!("{copy}/use-2025-11.db");
    for (file, bytes) in [(&month, 0), (&format!("{copy}/main.db"), 0)] {
        let whole = std::fs::read(file).unwrap();
        std::fs::write(file, &whole[..bytes]).unwrap();
        let (status, said) = restore(&copy);
        let expected = format!("{file} is missing, or no longer as");
        assert!(status == Some(2) && said.contains(&expected), "{said}");
        std::fs::write(file, whole).unwrap();
    }
    rusqlite::Connection::open(&month).unwrap().execute_batch("DROP TABLE record").unwrap();
    let (status, said) = restore(&copy);
    assert!(
        status == Some(2) && said.contains("use-2025-11.db is missing, or no longer"),
        "{said}"
    );
    // Each time the store is as it was, and nothing lies beside it.
    assert_eq!(held.open().machines().unwrap().len(), 2);
    assert!(!held.state().join("store.before-restore-1").exists());
}

#[test]
fn a_backup_that_nobody_may_write_to_becomes_a_store_that_its_owner_may() {
    let (held, copy) = backed_up();
    for file in std::fs::read_dir(&copy).unwrap() {
        let path = file.unwrap().path();
        let mut rights = std::fs::metadata(&path).unwrap().permissions();
        rights.set_readonly(true);
        std::fs::set_permissions(&path, rights).unwrap();
    }
    // Into a place that has an empty folder, which knew nothing.
    std::fs::remove_dir_all(held.state().join("store")).unwrap();
    std::fs::create_dir(held.state().join("store")).unwrap();
    let said = held.run(&["restore", "--from", &copy]);
    assert!(!said.contains("cannot be read"), "{said}");
    for file in std::fs::read_dir(held.state().join("store")).unwrap() {
        let rights = file.unwrap().metadata().unwrap().permissions();
        assert!(!rights.readonly());
    }
}

#[test]
fn an_agent_that_is_erased_while_it_posts_leaves_nothing() {
    for held in both() {
        held.run(&["token", "new", "--site", "Lyon"]);
        for round in 1..=4_u8 {
            held.open().commit(&[Write::Agent(enrolled(round, "Lyon"))]).unwrap();
            let mut posting = held.open();
            let posts = std::thread::spawn(move || {
                for seq in 1..2_000 {
                    let day = |at: i32, figures: bool| StoreEntry {
                        agent: agent(round),
                        day: 20_395 + at,
                        seq: i64::from(at) * 10_000 + seq,
                        digest: seq.to_string(),
                        received: 1_780_000_000,
                        skew_s: 0,
                        figures: figures.then(|| DayFigures {
                            days: 1,
                            wh: 1.0,
                            lo: 1.0,
                            hi: 1.0,
                            grade: "B".to_owned(),
                            awake_s: 60,
                        }),
                        body: machine(1, "2025-11-03", "SERIAL"),
                    };
                    // An inventory among the days of two months.
                    let entries = vec![day(1, true), day(2, false), day(40, true)];
                    match posting.commit(&[Write::Records(entries)]) {
                        Ok(done) if done == [StoreDone::Put(vec![Put::Erased; 3])] => return true,
                        Ok(_) => {}
                        // It may have to come again.
                        Err(fault) => println!("again: {fault}"),
                    }
                }
                false
            });
            std::thread::sleep(std::time::Duration::from_millis(30 + 20 * u64::from(round)));
            held.run(&["forget", "--agent", agent(round).as_str()]);
            assert!(posts.join().unwrap(), "it was never told");
            let mut store = held.open();
            assert_eq!((store.heard().unwrap(), store.machines().unwrap()), (vec![], vec![]));
        }
    }
}

#[test]
fn who_was_revoked_since_the_backup_is_not_let_in_again() {
    let (held, copy) = backed_up();
    held.run(&["agents", "revoke", agent(2).as_str()]);
    held.run(&["token", "revoke", "1"]);
    let said = held.run(&["restore", "--from", &copy]);
    assert!(said.contains("revoked token 1\nrevoked agent 02020202…\n"), "{said}");
    let mut open = held.open();
    let closed: Vec<bool> = open.agents().unwrap().iter().map(|agent| agent.closed).collect();
    assert_eq!((closed, open.tokens().unwrap()[0].revoked), (vec![false, true], true));
    let journal = held.run(&["journal"]);
    assert!(journal.contains("revoked token 1") && journal.contains("revoked agent 0202"));
    // A month that is lost keeps nobody from knowing it.
    held.run(&["agents", "revoke", agent(1).as_str()]);
    std::fs::remove_file(held.state().join("store/use-2025-11.db")).unwrap();
    drop(open);
    assert!(held.run(&["restore", "--from", &copy]).contains("revoked agent 01010101…"));
    // Nor is there anything to revoke twice, where there was no store; a main file that nobody can
    // read is said.
    std::fs::write(held.state().join("store/main.db"), "x".repeat(8192)).unwrap();
    assert!(held.run(&["restore", "--from", &copy]).contains("to be erased and revoked again"));
}

#[test]
fn a_restore_that_is_cut_between_its_two_names_is_done_again_by_what_the_store_before_knew() {
    let (held, copy) = backed_up();
    held.run(&["forget", "--agent", agent(1).as_str()]);
    let at = |name: &str| held.state().join(name);
    // As a kill between the two leaves it: the store aside, the new one under its first name.
    std::fs::rename(at("store"), at("store.before-restore-1")).unwrap();
    std::fs::create_dir(at("store.restoring")).unwrap();
    std::fs::copy(format!("{copy}/main.db"), at("store.restoring/main.db")).unwrap();
    let (status, said) = held.says(&["agents", "list"]);
    assert_eq!(status, Some(2), "{said}");
    let said = held.run(&["restore", "--from", &copy]);
    assert!(said.contains("deleted agent=01010101…"), "{said}");
    assert_eq!(held.open().agents().unwrap().len(), 1);
    assert!(!at("store.restoring").exists() && at("store.before-restore-1").exists());
}

#[test]
fn a_restore_that_is_killed_at_any_moment_brings_nobody_back_who_was_erased() {
    let (held, copy) = backed_up();
    held.run(&["forget", "--agent", agent(1).as_str()]);
    let mut cut = 0;
    for round in 0..12_u64 {
        let mut restoring = command(held.state())
            .args(["restore", "--from", &copy])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(round * 4));
        cut += usize::from(restoring.try_wait().unwrap().is_none());
        let _ = restoring.kill();
        restoring.wait().unwrap();
        if held.state().join("store").exists() {
            assert_eq!(held.open().agents().unwrap().len(), 1, "after {round}");
        }
    }
    assert!(cut > 0, "none was cut");
    held.run(&["restore", "--from", &copy]);
    assert_eq!(held.open().agents().unwrap().len(), 1);
}

#[test]
fn a_store_that_was_moved_is_not_brought_back_to_life_by_its_backup() {
    let (held, copy) = backed_up();
    let to = held.state().join("new").to_str().unwrap().to_owned();
    held.run(&["migrate", "--to", &to]);
    let (status, said) = held.says(&["restore", "--from", &copy]);
    assert!(status == Some(2) && said.contains(&to), "{said}");
    assert_eq!(held.says(&["agents", "list"]).0, Some(2));
}

#[test]
fn a_restore_that_does_not_fit_leaves_nothing_on_the_disk() {
    let (_held, copy) = backed_up();
    let mut small = both().remove(0);
    small_disk::on("64k", |disk| {
        small.store = disk.join("store").to_str().unwrap().to_owned();
        let (status, said) = small.says(&["restore", "--from", &copy]);
        assert!(status == Some(2) && said.contains("no room is left"), "{said}");
        assert_eq!(std::fs::read_dir(disk).unwrap().count(), 0);
    });
}

#[test]
fn a_backup_that_fails_names_the_file_that_is_damaged_or_the_disk_that_is_full() {
    let (held, _) = backed_up();
    small_disk::on("24k", |disk| {
        let copy = disk.join("copy").to_str().unwrap().to_owned();
        let expected = format!("{copy} does not fit: its disk is full");
        for words in [["backup", "--to"], ["migrate", "--to"]] {
            let (status, said) = held.says(&[&words[..], &[copy.as_str()]].concat());
            assert!(status == Some(2) && said.contains(&expected), "{said}");
            std::fs::remove_dir_all(&copy).unwrap();
        }
    });
    let month = held.state().join("store/use-2025-11.db");
    let mut bytes = std::fs::read(&month).unwrap();
    bytes[4096..].fill(7);
    std::fs::write(&month, bytes).unwrap();
    let copy = held.state().join("another").to_str().unwrap().to_owned();
    let (status, said) = held.says(&["backup", "--to", &copy]);
    assert!(status == Some(2) && said.contains("use-2025-11.db is damaged"), "{said}");
}
