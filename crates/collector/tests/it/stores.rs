//! The same questions asked of both stores, and one moved into the other.

use crate::both::both;
use crate::collector::{agent, run};
use crate::small_disk;
use empreinte_collector::moving;
use empreinte_collector::store::{
    DayFigures, EnrolledAgent, EnrolmentRefusal, GoneMonth, JournalNote, LastDay, MergedPaper,
    Month, MonthSum, Put, Store, StoreDone, StoreEntry, StoreFault, StorePlace, Token, Write, open,
};
use std::path::Path;

/// A database of `PostgreSQL` beside which tests make their own, as `packaging/collector/postgres.sh` starts it.
pub(crate) const POSTGRES: &str = "EMPREINTE_TEST_POSTGRES";

pub(crate) fn entry(number: u8, day: i32, seq: i64, digest: &str, wh: Option<f64>) -> StoreEntry {
    let figures = wh.map(|wh| DayFigures {
        days: 1,
        wh,
        lo: wh / 3.0,
        hi: wh * 1.1,
        grade: "B".to_owned(),
        awake_s: 3600,
    });
    StoreEntry {
        agent: agent(number),
        day,
        seq,
        digest: digest.to_owned(),
        received: 1_764_000_000,
        skew_s: -3,
        figures,
        body: format!("{{\"seq\":{seq}}}"),
    }
}

fn enrolment(number: u8, token: i64, secret: u8) -> EnrolledAgent {
    EnrolledAgent {
        id: agent(number),
        site: "Lyon".to_owned(),
        token,
        secret: [secret; 32],
        secret_at: 7,
        previous: None,
        used: false,
        enrolled: 7,
        networked: true,
        closed: false,
    }
}

fn token(uses: Option<i64>, hash: u8) -> Token {
    let site = "Lyon".to_owned();
    Token { id: 0, hash: [hash; 32], site, uses, used: 0, expires: 100, revoked: false }
}

fn forget(month: Month, sums: Vec<MonthSum>, records: u64) -> Write {
    let day = LastDay { agent: agent(2), day: month.last_day(), seq: 4, grade: "B".to_owned() };
    Write::Forget(GoneMonth { month, sums, last: vec![day], records })
}

fn records(store: &mut dyn Store, month: &str) -> Vec<StoreEntry> {
    let mut all = Vec::new();
    store.month(Month::parse(month).unwrap(), &mut |kept| all.push(kept)).unwrap();
    all
}

/// What a store promises, whichever it is.
pub(crate) fn questions(store: &mut dyn Store) {
    // Records: once, in conflict, in their month, in order.
    let first = vec![entry(2, 20_779, 2, "b", Some(2.5)), entry(1, 20_779, 1, "a", None)];
    let told = store.commit(&[Write::Records(first.clone())]).unwrap();
    assert_eq!(told, [StoreDone::Put(vec![Put::Stored, Put::Stored])]);
    let again = vec![
        first[0].clone(),
        entry(2, 20_779, 2, "other", Some(9.0)),
        entry(2, 20_790, 3, "c", Some(0.1 + 0.2)),
    ];
    let told = store.commit(&[Write::Records(again)]).unwrap();
    assert_eq!(told, [StoreDone::Put(vec![Put::Again, Put::Conflict, Put::Stored])]);
    let months: Vec<String> = store.months().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(months, ["2026-11", "2026-12"]);
    assert_eq!(records(store, "2026-11"), [first[1].clone(), first[0].clone()]);
    assert_eq!(store.machines().unwrap().len(), 1);
    // A later inventory takes the place of an earlier one, never the other way round.
    let later = entry(1, 20_790, 9, "z", None);
    store.commit(&[Write::Records(vec![later, entry(1, 20_780, 5, "y", None)])]).unwrap();
    assert_eq!(store.machines().unwrap()[0].seq, 9);
    // Days folded into one tell of the last of them, and the last to come may be of an old day.
    let mut folded = entry(2, 20_770, 4, "d", Some(1.0));
    folded.received += 9;
    if let Some(figures) = &mut folded.figures {
        figures.days = 30;
    }
    store.commit(&[Write::Records(vec![folded.clone()])]).unwrap();
    let mut heard = store.heard().unwrap();
    heard.sort_by(|a, b| a.agent.cmp(&b.agent));
    let told: Vec<_> = heard.iter().map(|h| (h.received - 1_764_000_000, h.last_day)).collect();
    assert_eq!(told, [(0, 20_790), (9, 20_799)]);
    people(store);
    let note = JournalNote { at: 5, kind: "clone".to_owned(), text: "x".to_owned() };
    store.commit(&[Write::Note(note.clone())]).unwrap();
    papers(store);
    assert_eq!(store.notes().unwrap(), [note]);
    let sum = MonthSum {
        month: "2026-12".to_owned(),
        site: "Lyon".to_owned(),
        class: "laptop".to_owned(),
        grade: "B".to_owned(),
        machines: 1,
        days: 1,
        wh: 0.3,
        lo: 0.1,
        hi: 0.4,
    };
    let december = Month::parse("2026-12").unwrap();
    // What was not counted is not deleted.
    let one = store.commit(&[forget(december, vec![sum.clone()], 1)]);
    assert_eq!(one, Err(StoreFault::Changed));
    assert_eq!((store.sums().unwrap().len(), records(store, "2026-12").len()), (0, 2));
    let told = store.commit(&[forget(december, vec![sum.clone()], 2)]).unwrap();
    assert_eq!(told, [StoreDone::Deleted(2)]);
    assert_eq!(store.sums().unwrap(), std::slice::from_ref(&sum));
    assert!(records(store, "2026-12").is_empty());
    // A month that was deleted takes no day again: one that comes twice would be summed twice.
    let both = vec![entry(2, 20_790, 3, "c", Some(1.0)), entry(2, 20_760, 3, "c", Some(1.0))];
    let told = store.commit(&[Write::Records(both)]).unwrap();
    assert_eq!(told, [StoreDone::Put(vec![Put::Forgotten, Put::Stored])]);
    assert_eq!((store.sums().unwrap()[0].days, records(store, "2026-12").len()), (1, 0));
    let late = MonthSum { machines: 3, ..sum };
    store.commit(&[forget(december, vec![late], 0)]).unwrap();
    let sums = store.sums().unwrap();
    assert_eq!((sums.len(), sums[0].machines, sums[0].days), (1, 3, 2));
    assert_eq!((sums[0].wh, sums[0].lo, sums[0].hi), (0.6, 0.2, 0.8));
    // Sites in the order of their bytes, whatever the store's language: its digest is over them.
    let october = Month::parse("2026-10").unwrap();
    let site = |site: &str| MonthSum {
        month: "2026-10".to_owned(),
        site: site.to_owned(),
        ..sums[0].clone()
    };
    let sites = ["lyon", "Nice", "Écully", "Lyon"].map(site).to_vec();
    store.commit(&[forget(october, sites, 0)]).unwrap();
    let told: Vec<String> = store.sums().unwrap().into_iter().map(|sum| sum.site).collect();
    assert_eq!(told, ["Lyon", "Nice", "lyon", "Écully", "Lyon"]);
}

/// What many agents post at once, in one change: each of it becomes what it would become alone.
fn together(store: &mut dyn Store) {
    let closed = EnrolledAgent { closed: true, ..enrolment(33, 1, 33) };
    store
        .commit(&[
            Write::Agent(enrolment(31, 1, 31)),
            Write::Agent(closed),
            Write::Agent(enrolment(34, 1, 34)),
            Write::ForgetAgent(agent(34)),
            Write::Records(vec![entry(31, 20_700, 1, "a", Some(1.0))]),
            Write::Gone(Month::parse("2026-07").unwrap()),
        ])
        .unwrap();
    let inventory = |seq, digest: &str| entry(32, 20_731, seq, digest, None);
    let told = store.commit(&[
        Write::Used(agent(31)),
        Write::Records(vec![
            entry(31, 20_700, 1, "a", Some(1.0)),
            entry(31, 20_700, 1, "other", Some(2.0)),
            entry(31, 20_731, 2, "b", Some(3.0)),
        ]),
        Write::Used(agent(33)),
        Write::Records(Vec::new()),
        // Twice within one change, the second time with another content; a later inventory after
        // an earlier one, and before it.
        Write::Records(vec![inventory(5, "c"), inventory(5, "c"), inventory(5, "d")]),
        Write::Records(vec![inventory(7, "e"), inventory(6, "f")]),
        // Of an agent that was erased, and of a month whose days are summed.
        Write::Records(vec![entry(34, 20_731, 1, "g", Some(1.0))]),
        Write::Note(JournalNote { at: 1, kind: "clone".to_owned(), text: "y".to_owned() }),
        Write::Used(agent(34)),
        Write::Records(vec![entry(31, 20_650, 9, "h", Some(1.0)), entry(31, 20_731, 3, "i", None)]),
    ]);
    let gone = || StoreDone::Refused(EnrolmentRefusal::Gone);
    assert_eq!(
        told.unwrap(),
        [
            StoreDone::Made,
            StoreDone::Put(vec![Put::Again, Put::Conflict, Put::Stored]),
            gone(),
            StoreDone::Put(Vec::new()),
            StoreDone::Put(vec![Put::Stored, Put::Again, Put::Conflict]),
            StoreDone::Put(vec![Put::Stored, Put::Stored]),
            StoreDone::Put(vec![Put::Erased]),
            StoreDone::Made,
            gone(),
            StoreDone::Put(vec![Put::Forgotten, Put::Stored]),
        ]
    );
    let kept = |month: &str, store: &mut dyn Store| -> Vec<(i64, String)> {
        records(store, month).into_iter().map(|e| (e.seq, e.digest)).collect()
    };
    let of = |kept: &[(i64, &str)]| -> Vec<(i64, String)> {
        kept.iter().map(|(seq, digest)| (*seq, (*digest).to_owned())).collect()
    };
    assert_eq!(kept("2026-09", store), of(&[(1, "a")]));
    assert_eq!(kept("2026-10", store), of(&[(2, "b"), (3, "i"), (5, "c"), (6, "f"), (7, "e")]));
    assert_eq!(kept("2026-07", store), of(&[]));
    let seqs: Vec<i64> = store.machines().unwrap().iter().map(|machine| machine.seq).collect();
    assert_eq!(seqs, [3, 7]);
    let states: Vec<(bool, bool)> =
        store.agents().unwrap().iter().map(|agent| (agent.used, agent.closed)).collect();
    assert_eq!(states, [(true, false), (false, true)]);
}

#[test]
fn what_many_agents_post_in_one_change_becomes_what_it_would_alone() {
    for held in both() {
        together(held.open().as_mut());
    }
}

fn people(store: &mut dyn Store) {
    store.commit(&[Write::Token(token(Some(1), 1)), Write::Token(token(None, 2))]).unwrap();
    let ids: Vec<i64> = store.tokens().unwrap().iter().map(|token| token.id).collect();
    assert_eq!(ids, [1, 2]);
    let mut enrol =
        |agent: &EnrolledAgent| store.commit(&[Write::Enrol(agent.clone())]).unwrap().remove(0);
    assert_eq!(enrol(&enrolment(1, 1, 1)), StoreDone::Made);
    assert_eq!(enrol(&enrolment(1, 1, 2)), StoreDone::Made, "its answer was lost");
    assert_eq!(
        enrol(&enrolment(2, 1, 3)),
        StoreDone::Refused(EnrolmentRefusal::UsedUp),
        "the token was for one"
    );
    assert_eq!(
        enrol(&enrolment(1, 2, 3)),
        StoreDone::Refused(EnrolmentRefusal::Taken),
        "by another token"
    );
    assert_eq!(enrol(&enrolment(2, 2, 3)), StoreDone::Made);
    assert_eq!(
        enrol(&enrolment(3, 9, 4)),
        StoreDone::Refused(EnrolmentRefusal::Token),
        "no such token"
    );
    let late = EnrolledAgent { enrolled: 100, ..enrolment(3, 2, 4) };
    assert_eq!(enrol(&late), StoreDone::Refused(EnrolmentRefusal::Token), "it ended");
    let used = EnrolledAgent { used: true, previous: Some(([9; 32], 50)), ..enrolment(1, 1, 2) };
    store.commit(&[Write::Agent(used.clone())]).unwrap();
    let again = store.commit(&[Write::Enrol(enrolment(1, 1, 5))]).unwrap();
    assert_eq!(again, [StoreDone::Refused(EnrolmentRefusal::Taken)], "its secret is in use");
    assert_eq!(store.agent_of(&[2; 32]).unwrap(), Some(used.clone()));
    assert_eq!(store.agent_of(&[9; 32]).unwrap(), Some(used.clone()));
    assert_eq!(store.agent_of(&[7; 32]).unwrap(), None);
    let rotated = EnrolledAgent { secret: [5; 32], previous: Some(([2; 32], 60)), ..used.clone() };
    assert_eq!(store.commit(&[Write::Secret(rotated.clone())]).unwrap(), [StoreDone::Made]);
    assert_eq!(store.agent_of(&[2; 32]).unwrap(), Some(rotated.clone()));
    // What is closed or deleted stays so, whatever a server still believes of it.
    assert_eq!(store.commit(&[Write::Close(agent(1))]).unwrap(), [StoreDone::Made]);
    let gone = StoreDone::Refused(EnrolmentRefusal::Gone);
    for late in [Write::Used(agent(1)), Write::Secret(used.clone()), Write::Used(agent(7))] {
        assert_eq!(store.commit(&[late]).unwrap(), std::slice::from_ref(&gone));
    }
    store.commit(&[Write::Agent(used)]).unwrap();
    assert!(store.agents().unwrap()[0].closed);
    assert_eq!(store.agents().unwrap().len(), 2);
    assert_eq!(store.commit(&[Write::Revoke(2)]).unwrap(), [StoreDone::Deleted(1)]);
    assert_eq!(store.commit(&[Write::Revoke(7)]).unwrap(), [StoreDone::Deleted(0)]);
    let revoked = store.commit(&[Write::Enrol(enrolment(4, 2, 6))]).unwrap();
    assert_eq!(revoked, [StoreDone::Refused(EnrolmentRefusal::Token)]);
    let counted: Vec<i64> = store.tokens().unwrap().iter().map(|token| token.used).collect();
    assert_eq!(counted, [1, 1]);
    assert_eq!(store.agents().unwrap().len(), 2);
}

/// A document of another agent, as it comes by a token or without.
fn paper(key: &str, token: Option<i64>) -> MergedPaper {
    MergedPaper {
        key: key.to_owned(),
        site: token.map_or_else(String::new, |_| "Lyon".to_owned()),
        first: Some(5),
        received: 6,
        incomplete: true,
        trusted: token.is_some(),
        token,
        sender: String::new(),
        body: "{\"é\":1}".to_owned(),
    }
}

fn papers(store: &mut dyn Store) {
    let two = store.commit(&[Write::Token(token(Some(2), 3)), Write::Token(token(None, 4))]);
    assert_eq!(two.unwrap(), [StoreDone::Made, StoreDone::Made]);
    let late = |paper: MergedPaper| MergedPaper { received: 100, ..paper };
    let mut bring = |paper: MergedPaper| {
        store.commit(&[Write::Bring(paper, Vec::new())]).unwrap().into_iter().next().unwrap()
    };
    assert_eq!(bring(paper("P1", None)), StoreDone::Made, "without a token, where that is let in");
    assert_eq!(bring(paper("P1", Some(3))), StoreDone::Made);
    assert_eq!(
        bring(paper("P1", None)),
        StoreDone::Refused(EnrolmentRefusal::Taken),
        "it came with a token"
    );
    assert_eq!(bring(paper("P2", Some(3))), StoreDone::Made);
    assert_eq!(bring(paper("P3", Some(3))), StoreDone::Refused(EnrolmentRefusal::UsedUp));
    let fuller = MergedPaper { incomplete: false, received: 7, ..paper("P2", Some(3)) };
    assert_eq!(bring(fuller.clone()), StoreDone::Made, "a machine that it brought");
    assert_eq!(
        bring(paper("P1", Some(4))),
        StoreDone::Made,
        "another token takes the machine over"
    );
    assert_eq!(bring(paper("P3", Some(3))), StoreDone::Made, "so this one is free for one more");
    // Its time is over: it takes no machine more, and has those that it brought.
    assert_eq!(bring(late(paper("P4", Some(4)))), StoreDone::Refused(EnrolmentRefusal::Token));
    assert_eq!(bring(late(paper("P1", Some(4)))), StoreDone::Made);
    assert_eq!(
        bring(paper("P4", Some(9))),
        StoreDone::Refused(EnrolmentRefusal::Token),
        "no such token"
    );
    // Known by another name, it is the machine that it was, and what it was known by goes.
    let sent = MergedPaper { sender: "S".to_owned(), ..paper("P6", Some(3)) };
    let two = vec!["P2".to_owned(), "P3".to_owned()];
    assert_eq!(store.commit(&[Write::Bring(sent.clone(), two)]).unwrap(), [StoreDone::Made]);
    assert_eq!(store.papers_of("S").unwrap(), [sent]);
    assert_eq!((store.paper("P2").unwrap(), store.tokens().unwrap()[2].used), (None, 1));
    let mut bring = |paper: MergedPaper, of: &str| {
        store.commit(&[Write::Bring(paper, vec![of.to_owned()])]).unwrap()
    };
    assert_eq!(bring(fuller.clone(), "P6"), [StoreDone::Made]);
    assert_eq!(bring(paper("P3", Some(3)), "P7"), [StoreDone::Made]);
    assert_eq!(bring(paper("P8", Some(3)), "P7"), [StoreDone::Refused(EnrolmentRefusal::UsedUp)]);
    // What is moved, or known by another key, takes no use.
    store.commit(&[Write::Paper(paper("P5", Some(3)))]).unwrap();
    let used: Vec<i64> = store.tokens().unwrap().iter().map(|token| token.used).collect();
    assert_eq!(used[2..], [2, 1]);
    let all =
        [late(paper("P1", Some(4))), fuller.clone(), paper("P3", Some(3)), paper("P5", Some(3))];
    assert_eq!(store.papers().unwrap(), all);
    assert_eq!((store.paper("P2").unwrap(), store.paper("P4").unwrap()), (Some(fuller), None));
}

/// Leaves the files of a folder as a process does that is killed.
pub(crate) fn killed(store: Box<dyn Store>, place: &Path) {
    let names = std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    let held: Vec<_> = names.map(|path| (std::fs::read(&path).unwrap(), path)).collect();
    drop(store);
    for (bytes, path) in held {
        std::fs::write(path, bytes).unwrap();
    }
}

pub(crate) fn sqlite(folder: &Path) -> Box<dyn Store> {
    open(&StorePlace::Folder(folder.to_owned())).unwrap()
}

#[test]
fn sqlite_answers_every_question() {
    let folder = tempfile::tempdir().unwrap();
    questions(sqlite(folder.path()).as_mut());
    let name = sqlite(folder.path()).name();
    assert_eq!(sqlite(folder.path()).name(), name, "its name is its own for ever");
}

#[test]
fn a_record_that_comes_while_its_month_is_deleted_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, mut person) = (sqlite(folder.path()), sqlite(folder.path()));
    server.commit(&[Write::Records(vec![entry(1, 20_779, 1, "a", Some(1.0))])]).unwrap();
    let november = Month::parse("2026-11").unwrap();
    let told = person.commit(&[forget(november, Vec::new(), 1)]).unwrap();
    assert_eq!(told, [StoreDone::Deleted(1)]);
    // The server had the file open: what it takes now lies in a new one.
    let late = entry(1, 20_780, 2, "b", Some(1.0));
    server.commit(&[Write::Records(vec![late.clone()])]).unwrap();
    assert_eq!(records(person.as_mut(), "2026-11"), std::slice::from_ref(&late));
    drop((server, person));
    assert_eq!(records(sqlite(folder.path()).as_mut(), "2026-11"), [late]);
}

#[test]
fn what_is_deleted_of_an_agent_is_in_no_file_and_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store");
    let mut server = sqlite(&place);
    server.commit(&[Write::Token(token(None, 1)), Write::Enrol(enrolment(7, 1, 1))]).unwrap();
    let records = vec![entry(7, 20_779, 1, "a", None), entry(7, 20_780, 2, "b", Some(1.0))];
    server.commit(&[Write::Records(records)]).unwrap();
    let name = agent(7);
    let found = || {
        std::fs::read_dir(&place).unwrap().filter(|entry| {
            let bytes = std::fs::read(entry.as_ref().unwrap().path()).unwrap();
            bytes.windows(32).any(|at| at == name.as_str().as_bytes())
        })
    };
    assert!(found().count() > 1);
    run(folder.path(), &["forget", "--agent", name.as_str()]);
    let left: Vec<_> = found().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [] as [std::path::PathBuf; 0]);
    drop(server);
}

#[test]
fn a_store_moves_into_another_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = sqlite(&folder.path().join("store"));
    questions(store.as_mut());
    let before = moving::digest(store.as_mut()).unwrap();
    drop(store);
    let other = folder.path().join("other");
    let line = run(folder.path(), &["migrate", "--to", other.to_str().unwrap()]);
    assert!(line.contains(&before), "{line}");
    let mut store = sqlite(&folder.path().join("store"));
    let mut moved = sqlite(&other);
    assert_eq!(moved.name(), store.name(), "agents know it by its name");
    let again = moving::migrate(store.as_mut(), moved.as_mut(), "");
    assert_eq!(again, Err(moving::MoveFault::NotEmpty));
}

#[test]
fn a_disk_that_is_full_is_said_and_nothing_is_half_stored() {
    small_disk::on("1m", |disk| {
        let mut store = sqlite(&disk.join("store"));
        let mut stored = 0;
        let full = loop {
            let mut entry = entry(1, 20_779, stored + 1, "a", Some(1.0));
            entry.body = "x".repeat(8_000);
            match store.commit(&[Write::Records(vec![entry])]) {
                Ok(_) => stored += 1,
                Err(fault) => break fault,
            }
            assert!(stored < 1_000);
        };
        assert_eq!(full, StoreFault::Full);
        drop(store);
        let kept = records(sqlite(&disk.join("store")).as_mut(), "2026-11");
        assert_eq!(kept.len(), usize::try_from(stored).unwrap(), "what was said is kept");
    });
}

#[test]
fn a_database_that_takes_a_connection_and_says_nothing_is_not_waited_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("postgres://x@{}/x", listener.local_addr().unwrap());
    let start = std::time::Instant::now();
    let told = open(&StorePlace::of(&address)).err();
    assert_eq!(told, Some(StoreFault::Silent));
    assert!(start.elapsed() < std::time::Duration::from_secs(30));
}

#[test]
fn postgres_answers_every_question_and_moves_both_ways() {
    let mut held = both();
    let Some(database) = held.drain(1..).next() else {
        println!("skipped: {POSTGRES} names no database; see packaging/collector/postgres.sh");
        return;
    };
    let place = StorePlace::of(&database.store);
    let mut store = open(&place).unwrap();
    questions(store.as_mut());
    let digest = moving::digest(store.as_mut()).unwrap();
    let name = store.name();
    drop(store);
    let mut store = open(&place).unwrap();
    assert_eq!((store.name(), moving::digest(store.as_mut()).unwrap()), (name, digest.clone()));
    let mut files = held[0].open();
    assert_eq!(moving::migrate(store.as_mut(), files.as_mut(), "").unwrap().digest, digest);
    let empty = both().pop().unwrap();
    let mut back = empty.open();
    assert_eq!(moving::migrate(files.as_mut(), back.as_mut(), "").unwrap().digest, digest);
}
