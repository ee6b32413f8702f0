//! Backups: made while it serves, put back whole, and files put back by hand.

use crate::collector::{command, run};
use crate::stores::{entry, killed, questions, sqlite};
use empreinte_collector::moving;
use empreinte_collector::store::Write;
use std::path::Path;

#[test]
fn a_backup_made_while_it_serves_is_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store");
    let mut store = sqlite(&place);
    questions(store.as_mut());
    let copy = folder.path().join("copy");
    run(folder.path(), &["backup", "--to", copy.to_str().unwrap()]);
    let restored = moving::digest(sqlite(&copy).as_mut()).unwrap();
    assert_eq!(restored, moving::digest(store.as_mut()).unwrap());
    let full = command(folder.path()).args(["backup", "--to", copy.to_str().unwrap()]).output();
    assert_eq!(full.unwrap().status.code(), Some(2), "nothing is overwritten");
}

#[test]
fn a_backup_comes_back_whole_and_nothing_of_the_store_before_is_left_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store");
    let mut store = sqlite(&place);
    store.commit(&[Write::Records(vec![entry(1, 20_779, 1, "a", Some(1.0))])]).unwrap();
    let before = moving::digest(store.as_mut()).unwrap();
    let copy = folder.path().join("copy");
    run(folder.path(), &["backup", "--to", copy.to_str().unwrap()]);
    // Of the month after, and of the same one: its log stays as a killed process leaves it.
    let later = vec![entry(1, 20_780, 2, "b", Some(1.0)), entry(1, 20_800, 3, "c", Some(1.0))];
    store.commit(&[Write::Records(later)]).unwrap();
    killed(store, &place);
    assert!(place.join("use-2026-11.db-wal").exists() && place.join("use-2026-12.db").exists());
    run(folder.path(), &["restore", "--from", copy.to_str().unwrap()]);
    assert_eq!(moving::digest(sqlite(&place).as_mut()).unwrap(), before);
    assert!(!place.join("use-2026-12.db").exists());
    let kept = folder.path().join("store.before-restore-1");
    assert!(kept.join("use-2026-12.db").exists(), "the store as it was is kept");
    // What is no backup, or not all of one, is not put back, and what is there stays.
    let refused = |from: &Path, expected: &str| {
        let from = from.to_str().unwrap();
        let out = command(folder.path()).args(["restore", "--from", from]).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains(expected), "{said}");
        assert_eq!(moving::digest(sqlite(&place).as_mut()).unwrap(), before);
    };
    refused(Path::new("/dev"), "no whole backup");
    let month = std::fs::read(copy.join("use-2026-11.db")).unwrap();
    std::fs::write(copy.join("use-2026-11.db"), "").unwrap();
    refused(&copy, "no longer as `backup` copied it");
    std::fs::remove_file(copy.join("use-2026-11.db")).unwrap();
    refused(&copy, "use-2026-11.db is missing");
    std::fs::write(copy.join("use-2026-11.db"), month).unwrap();
    std::fs::remove_file(copy.join("SHA256SUMS")).unwrap();
    refused(&copy, "no whole backup");
}

#[test]
fn a_store_put_back_by_hand_over_another_is_not_served() {
    let serve = |state: &Path| {
        let mut child = command(state)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut lines = std::io::BufReader::new(child.stderr.take().unwrap());
        std::io::BufRead::read_line(&mut lines, &mut said).unwrap();
        let _ = child.kill();
        drop(child.wait());
        said
    };
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store");
    drop(sqlite(&place));
    // Days without the file that says whose they are.
    std::fs::rename(place.join("main.db"), folder.path().join("main.db")).unwrap();
    std::fs::write(place.join("use-2026-11.db"), "").unwrap();
    let said = serve(folder.path());
    assert!(said.contains("main.db is missing beside use-2026-11.db"), "{said}");
    // A file whose log was left, and which is no more what it was.
    let mut page = std::fs::read(folder.path().join("main.db")).unwrap();
    page[100..2_000].fill(7);
    std::fs::write(place.join("main.db"), page).unwrap();
    std::fs::write(place.join("main.db-wal"), [0; 64]).unwrap();
    let said = serve(folder.path());
    assert!(said.contains("main.db is damaged") && said.contains("restore --from"), "{said}");
}
