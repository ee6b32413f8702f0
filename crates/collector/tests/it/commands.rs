//! The command line: both languages, and what it says when it cannot.

use crate::collector::{command, run, token};
use clap::Command;
use empreinte_collector::cli::command as line;
use ground::lang::Lang;
use std::collections::BTreeSet;

fn helps(command: &Command, path: &str, all: &mut Vec<(String, String)>) {
    let path = format!("{path} {}", command.get_name());
    all.push((path.clone(), command.get_about().map_or_else(String::new, ToString::to_string)));
    for argument in
        command.get_arguments().filter(|a| a.get_id() != "help" && a.get_id() != "version")
    {
        let help = argument.get_help().map_or_else(String::new, ToString::to_string);
        all.push((format!("{path} --{}", argument.get_id()), help));
    }
    for sub in command.get_subcommands() {
        helps(sub, &path, all);
    }
}

#[test]
fn every_command_and_option_is_explained_in_both_languages() {
    let (mut fr, mut en) = (Vec::new(), Vec::new());
    helps(&line(Lang::Fr), "", &mut fr);
    helps(&line(Lang::En), "", &mut en);
    assert!(fr.len() > 40);
    for ((place, fr), (_, en)) in fr.iter().zip(&en) {
        assert!(!fr.is_empty() && !en.is_empty() && fr != en, "{place}: {fr} / {en}");
        assert!(!fr.contains('\''), "{place}: {fr}");
    }
}

/// The long options of a command and those under it.
fn long(command: &Command, all: &mut BTreeSet<String>) {
    let own = command.get_arguments().filter_map(|arg| arg.get_long());
    all.extend(own.map(|name| format!("--{name}")));
    for under in command.get_subcommands() {
        long(under, all);
    }
}

#[test]
fn every_option_that_the_page_of_meters_names_exists() {
    let mut known = BTreeSet::new();
    long(&line(Lang::En), &mut known);
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats/meters.md");
    let page = std::fs::read_to_string(page).unwrap();
    let words = page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let named: BTreeSet<&str> = words
        .filter(|word| {
            word.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic))
        })
        .collect();
    assert!(named.len() > 2, "{named:?}");
    for option in named {
        assert!(known.contains(option), "{option}");
    }
}

#[test]
fn a_command_that_cannot_do_it_says_so_and_ends_with_two() {
    let state = tempfile::tempdir().unwrap();
    token(state.path(), &[]);
    for (words, said) in [
        (&["token", "revoke", "9"][..], "no token has the number 9"),
        (&["agents", "revoke", "x"], "no agent has the name x"),
        (&["forget", "--agent", "x"], "no agent has the name x"),
        (&["summary", "--month", "13"], "is no month"),
        (
            &["--store", "postgres://127.0.0.1:1/x", "journal"],
            "127.0.0.1:1/x is not reached (Connection refused",
        ),
        (&["migrate", "--to", "/dev/null/x"], "/dev/null/x is a file, or lies under one"),
        (&["backup", "--to", "/dev/null"], "/dev/null is a file, or lies under one"),
        (&["restore", "--from", "/dev/null"], "/dev/null is a file, or lies under one"),
        (&["restore", "--from", "/nowhere"], "/nowhere does not exist"),
        (&["export", "--estate", "/dev/null"], "/dev/null is a file, or lies under one"),
        (&["--store", "mysql://e:SECRET@h/x", "token", "list"], "mysql:…: neither"),
        (&["--store", "mysql://e:SECRET@h/x", "forget", "--lost"], "mysql:…: neither"),
        (&["--store", "postgres:e:SECRET@h/x", "token", "list"], "postgres:…: neither"),
        (&["migrate", "--to", "host=h password=:SECRET user=e"], "host=…: neither"),
        (&["migrate", "--to", "host=h password=p:/:SECRET user=e"], "host=…: neither"),
        (&["--store", "mysql://e:SEC/RET:SECRET@h/x", "token", "list"], "mysql:…: neither"),
        (
            &["--store", "postgres://e:a/:SECRET@127.0.0.1:1/x", "token", "list"],
            "postgres://***@127.0.0.1:1/x",
        ),
        (&["--store", "postgres://e:SECRET", "token", "list"], "postgres://***"),
        (&["restore", "--from", "postgres://e:SECRET@h/x"], "by its own tools"),
        (&["restore", "--from", "mysql://e:SECRET@h/x"], "mysql:…: neither"),
        (&["--store", "postgresql//e:SECRET@h", "serve"], "postgresql/…: neither"),
        (&["migrate", "--to", "postgres:/e:SECRET@h/x"], "postgres:…: neither"),
        (&["--store", "a://e:SECRET@h/x", "restore", "--from", "/tmp"], "a:…: neither"),
        (&["import", "/nowhere.gz", "/tmp"], "/nowhere.gz does not exist"),
        (&["import", "/nowhere.gz", "/tmp"], "/tmp is a folder, not a file"),
        (&["import", "/dev/null"], "is no file of an agent"),
        (
            &["usage", "import", "prometheus", "http://x", "--estate", "x", "--year", "2100"],
            "no day of 2100 has ended yet",
        ),
    ] {
        let out = command(state.path()).args(words).output().unwrap();
        let text = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{words:?}: {text}");
        assert!(text.contains(said) && !text.contains(":SECRET"), "{words:?}: {text}");
    }
}

#[test]
fn a_key_that_was_lost_or_is_anothers_is_never_taken_for_the_stores() {
    let state = tempfile::tempdir().unwrap();
    token(state.path(), &[]);
    let pseudonym = || run(state.path(), &["key", "pseudonym", "SER1"]);
    let own = pseudonym();
    let key = state.path().join("key");
    let saved = state.path().join("saved");
    std::fs::rename(&key, &saved).unwrap();
    let refused = |said: &str| {
        for words in [&["key", "pseudonym", "SER1"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let out = command(state.path()).args(words).output().unwrap();
            let text = String::from_utf8(out.stderr).unwrap();
            assert_eq!(out.status.code(), Some(2), "{words:?}: {text}");
            assert!(text.contains(said), "{words:?}: {text}");
        }
    };
    refused("is missing");
    assert!(!key.exists(), "none is made in its place");
    let other = tempfile::tempdir().unwrap();
    token(other.path(), &[]);
    run(other.path(), &["key", "pseudonym", "SER1"]);
    std::fs::rename(other.path().join("key"), &key).unwrap();
    refused("is not that of the store");
    std::fs::rename(&saved, &key).unwrap();
    assert_eq!(pseudonym(), own);
}

#[test]
fn a_folder_without_a_store_is_never_taken_for_an_empty_one() {
    let state = tempfile::tempdir().unwrap();
    let estate = state.path().join("estate");
    let usage = estate.join("usage/2025-agents.csv");
    std::fs::create_dir_all(usage.parent().unwrap()).unwrap();
    std::fs::write(&usage, "what an earlier export wrote").unwrap();
    let wrong = state.path().join("wrong");
    let place = estate.to_str().unwrap().to_owned();
    for words in [
        &["export", "--year", "2025", "--estate", &place][..],
        &["token", "list"],
        &["silent"],
        &["summary", "--month", "2025-11"],
        &["forget"],
        &["key", "pseudonym", "SN1"],
        &["import", "x.gz"],
        &["journal"],
    ] {
        let out = command(&wrong).args(words).output().unwrap();
        let text = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{words:?}: {text}");
        assert!(text.contains("no store in") && text.contains("--state"), "{words:?}: {text}");
        assert!(!wrong.exists(), "{words:?} made a store");
    }
    assert_eq!(std::fs::read_to_string(&usage).unwrap(), "what an earlier export wrote");
    let out =
        command(&wrong).args(["--store", "mysql://a/b", "token", "new", "--site", "x"]).output();
    let text = String::from_utf8(out.unwrap().stderr).unwrap();
    assert!(text.contains("neither a folder nor postgres://"), "{text}");
    // What starts a store says so.
    let out = command(&wrong).args(["token", "new", "--site", "Lyon"]).output().unwrap();
    assert!(String::from_utf8(out.stderr).unwrap().contains("new store: "));
    let out = command(&wrong).args(["export", "--year", "2100", "--estate", &place]).output();
    assert!(String::from_utf8(out.unwrap().stderr).unwrap().contains("2100 has not begun"));
}

#[cfg(unix)]
#[test]
fn what_root_makes_belongs_to_whoever_the_folder_belongs_to() {
    use std::os::unix::fs::{MetadataExt, chown};
    let state = tempfile::tempdir().unwrap();
    if std::fs::metadata(state.path()).unwrap().uid() != 0 {
        // Only root gives files away.
        return;
    }
    chown(state.path(), Some(65_534), Some(65_534)).unwrap();
    run(state.path(), &["token", "new", "--site", "Lyon"]);
    run(state.path(), &["key", "pseudonym", "SN1"]);
    for name in ["store", "store/main.db", "key"] {
        let made = std::fs::metadata(state.path().join(name)).unwrap();
        assert_eq!((made.uid(), made.gid()), (65_534, 65_534), "{name}");
    }
}

#[test]
fn a_token_is_shown_once_and_listed_without_its_word() {
    let state = tempfile::tempdir().unwrap();
    let word = token(state.path(), &["--uses", "2"]);
    assert_eq!(word.len(), 64);
    let list = run(state.path(), &["token", "list"]);
    assert!(list.contains("1,Lyon,2,0,") && list.contains(",good"), "{list}");
    assert!(!list.contains(&word));
    run(state.path(), &["token", "new", "--site", "=Lyon, \"sud\""]);
    let list = run(state.path(), &["token", "list"]);
    assert!(list.contains("2,\"'=Lyon, \"\"sud\"\"\",,0,20"), "as any table's cell: {list}");
}

#[test]
fn records_that_a_carried_file_has_and_are_refused_are_said_with_their_reason() {
    let state = tempfile::tempdir().unwrap();
    let word = run(state.path(), &["token", "new", "--site", "Lyon"]);
    let days = ["2025-11-03", "2019-01-01", "2019-01-02"];
    let bodies = (1..).zip(days).map(|(seq, day)| crate::days::day(seq, day, 50.0));
    let parcel = empreinte_agent::agent::Parcel {
        agent: crate::collector::agent(9),
        seqs: vec![1, 2, 3],
        bodies: bodies.collect(),
        body: String::new(),
    };
    let file =
        empreinte_agent::delivery::outbox::write(state.path(), &parcel, 0, Some(word.trim()));
    let file = file.unwrap().unwrap();
    // What cannot be read stops none of those after it.
    let words = ["import", "/nowhere.gz"];
    let out = command(state.path()).args(words).arg(file).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("stored 1, there already 0, in conflict 0, refused 2"), "{said}");
    assert!(said.contains("refused: 2 records, of before 2020"), "{said}");
}

#[test]
fn a_key_that_another_process_is_writing_is_waited_for() {
    let state = tempfile::tempdir().unwrap();
    token(state.path(), &[]);
    let pseudonym = || run(state.path(), &["key", "pseudonym", "5CG9WG8"]);
    let first = pseudonym();
    let path = state.path().join("key");
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, "").unwrap();
    let writer = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(150));
        std::fs::write(path, whole).unwrap();
    });
    assert_eq!(pseudonym(), first);
    writer.join().unwrap();
}

#[test]
fn a_file_of_the_store_that_cannot_be_opened_is_told_with_the_reason() {
    let state = tempfile::tempdir().unwrap();
    token(state.path(), &[]);
    let main = state.path().join("store/main.db");
    std::fs::remove_file(&main).unwrap();
    std::fs::create_dir(&main).unwrap();
    let out = command(state.path()).arg("journal").output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("main.db is a folder, not a file"), "{said}");
}
