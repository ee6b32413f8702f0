//! Backups of earlier versions, and what was erased since one was made.

use crate::both::{Held, both};
use crate::collector::{agent, enrolled};
use crate::days::machine;
use empreinte_collector::store::{Entry, Write};

/// A store with two agents, and a backup of it.
fn backed_up() -> (Held, String) {
    let held = both().remove(0);
    held.run(&["token", "new", "--site", "Lyon"]);
    let entry = |number| Entry {
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
fn a_backup_that_fails_names_the_file_that_is_damaged_or_the_disk_that_is_full() {
    let (held, _) = backed_up();
    let disk = held.state().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = |program: &str, words: &[&str]| {
        let mut command = std::process::Command::new(program);
        command.args(words).arg(&disk).status().is_ok_and(|status| status.success())
    };
    if mount("mount", &["-t", "tmpfs", "-o", "size=24k", "tmpfs"]) {
        let copy = disk.join("copy").to_str().unwrap().to_owned();
        let (status, said) = held.says(&["backup", "--to", &copy]);
        assert!(mount("umount", &[]));
        let expected = format!("{copy} does not fit: its disk is full");
        assert!(status == Some(2) && said.contains(&expected), "{said}");
    } else {
        println!("skipped in part: a file system cannot be mounted here");
    }
    let month = held.state().join("store/use-2025-11.db");
    let mut bytes = std::fs::read(&month).unwrap();
    bytes[4096..].fill(7);
    std::fs::write(&month, bytes).unwrap();
    let copy = held.state().join("another").to_str().unwrap().to_owned();
    let (status, said) = held.says(&["backup", "--to", &copy]);
    assert!(status == Some(2) && said.contains("use-2025-11.db is damaged"), "{said}");
}
