//! Who is let in: how many by a token, and what operator and journal are told of it.

use crate::collector::{Collector, agent, batch, command, run, this_year, token};
use crate::days::day;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;

/// A machine of a GLPI agent, by its token as these agents give one.
fn post(collector: &Collector, token: &str, serial: &str) -> u16 {
    let document = json!({"deviceid": serial, "itemtype": "Computer", "tag": "NomAgentDupont",
        "content": {"hardware": {"chassis_type": "Desktop"}, "bios": {"ssn": serial, "smodel": "OptiPlex 7090"}}});
    let bearer = format!("Bearer {token}");
    collector.post("/", &[("Authorization", &bearer)], document.to_string().as_bytes()).status
}

fn used(state: &Path) -> String {
    let list = run(state, &["token", "list"]);
    list.lines().nth(1).unwrap().split(',').take(4).collect::<Vec<_>>().join(",")
}

#[test]
fn a_token_for_so_many_machines_counts_those_of_glpi_and_those_that_enrol() {
    let state = tempfile::tempdir().unwrap();
    let word = token(state.path(), &["--uses", "2"]);
    let other = token(state.path(), &["--uses", "1"]);
    let collector = Collector::start(state.path(), &[]);
    assert_eq!(post(&collector, &word, "SERIAL-1"), 200);
    assert_eq!(post(&collector, &word, "SERIAL-1"), 200, "the same machine");
    assert_eq!(used(state.path()), "1,Lyon,2,1");
    assert_eq!(collector.enrol(&word, &agent(1)).status, 201);
    assert_eq!(used(state.path()), "1,Lyon,2,2");
    assert_eq!(collector.enrol(&word, &agent(1)).status, 201, "its answer was lost");
    assert_eq!(collector.enrol(&word, &agent(2)).status, 401);
    assert_eq!(post(&collector, &word, "SERIAL-2"), 403);
    assert_eq!(post(&collector, &word, "SERIAL-1"), 200, "a machine that it brought");
    // Another token of the site takes the machine over, and this one is free for one more.
    assert_eq!(post(&collector, &other, "SERIAL-1"), 200);
    assert_eq!(used(state.path()), "1,Lyon,2,1");
    assert_eq!(post(&collector, &other, "SERIAL-3"), 403);
    let estate = state.path().join("estate");
    let export = |year: i32| {
        let (place, year) = (estate.to_str().unwrap(), year.to_string());
        run(state.path(), &["export", "--estate", place, "--year", &year]);
    };
    let this = this_year();
    export(this - 1);
    let folder = estate.join(format!("inventories/{}-glpi", this - 1));
    assert!(!folder.exists(), "nobody had heard of it that year");
    export(this);
    let folder = estate.join(format!("inventories/{this}-glpi"));
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let kept: Value = serde_json::from_slice(&std::fs::read(&files[0]).unwrap()).unwrap();
    assert_eq!((kept.get("token"), kept.get("tag")), (None, None), "{kept}");
}

#[test]
fn the_log_says_of_which_kind_those_are_who_are_not_let_in_and_not_who() {
    let state = tempfile::tempdir().unwrap();
    let [good, revoked, over] =
        [&[][..], &[], &["--uses", "1"]].map(|more| token(state.path(), more));
    run(state.path(), &["token", "revoke", "2"]);
    let log = state.path().join("log");
    let child = command(state.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::from(std::fs::File::create(&log).unwrap()))
        .spawn()
        .unwrap();
    let lines = || -> Vec<Value> {
        let text = std::fs::read_to_string(&log).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    while lines().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let address = lines()[0]["address"].as_str().unwrap().to_owned();
    let collector = Collector::of(child, address);
    assert_eq!(collector.enrol(&good, &agent(1)).status, 201);
    assert_eq!(collector.enrol(&over, &agent(2)).status, 201);
    for _ in 0..3 {
        assert_eq!(collector.enrol("nobody's", &agent(3)).status, 401);
        assert_eq!(collector.enrol(&revoked, &agent(3)).status, 401);
        assert_eq!(collector.enrol(&over, &agent(3)).status, 401);
        assert_eq!(post(&collector, &revoked, "SERIAL-1"), 401);
    }
    let sent = batch(&agent(2), "a", "2026-11-25T06:00:00Z", &[]);
    assert_eq!(collector.ingest("nobody's", &sent).status, 401);
    let told: Vec<(String, u64)> = lines()
        .iter()
        .filter(|line| line["event"] == "not_let_in")
        .map(|line| {
            (line["secret"].as_str().unwrap().to_owned(), line["requests"].as_u64().unwrap())
        })
        .collect();
    let first = |kind: &str| (kind.to_owned(), 1);
    assert_eq!(told, [first("unknown"), first("revoked"), first("used up")]);
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(!text.contains(agent(3).as_str()) && !text.contains("SERIAL"), "{text}");
}

/// What a command says, that ends in so much.
fn said(state: &Path, words: &[&str], code: i32) -> String {
    let out = command(state).args(words).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(code), "{words:?}: {said}");
    said
}

#[test]
fn the_journal_has_what_was_revoked_once_and_what_was_not_never() {
    let state = tempfile::tempdir().unwrap();
    let word = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    assert_eq!(collector.enrol(&word, &agent(1)).status, 201);
    let name = agent(1).as_str().to_owned();
    assert!(said(state.path(), &["token", "revoke", "999"], 2).contains("999"));
    for what in [["token", "revoke", "1"], ["agents", "revoke", &name]] {
        assert_eq!(said(state.path(), &what, 0), "");
        assert!(said(state.path(), &what, 0).contains("already"), "{what:?}");
    }
    let journal = run(state.path(), &["journal"]);
    let revoked = journal.lines().filter(|line| line.contains("revoked")).count();
    assert_eq!(revoked, 2, "{journal}");
}

#[test]
fn a_site_has_a_name_that_people_can_read_and_that_is_no_label() {
    let state = tempfile::tempdir().unwrap();
    for site in ["", "   ", "Ly\non", "a\u{7}", "sites < 5", " Sites < 5 "] {
        let why = said(state.path(), &["token", "new", "--site", site], 2);
        assert!(why.contains("--site"), "{why}");
    }
    run(state.path(), &["token", "new", "--site", " Mairie d’Évry "]);
    let list = run(state.path(), &["token", "list"]);
    assert!(list.contains("1,Mairie d’Évry,") && !list.contains("\n2,"), "{list}");
}

#[test]
fn what_keeps_the_collector_from_listening_says_what_to_do() {
    let state = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let serve = |more: &[&str]| said(state.path(), &[&["serve", "--listen"], more].concat(), 2);
    assert!(serve(&[&address]).contains("another port by --listen"));
    assert!(serve(&["8642"]).contains("such as 127.0.0.1:8642"));
    // A name is looked for.
    let port = taken.local_addr().unwrap().port();
    let named = Collector::at(state.path(), "localhost:0", &[]);
    assert!(
        named.address.starts_with("127.0.0.1:") || named.address.starts_with("[::1]:"),
        "{port}"
    );
    assert!(named.stop());
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let file = |name: &str, text: &str| {
        let path = state.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let chain = file("chain.pem", &made.cert.pem());
    let (own, others) = (
        file("own.pem", &made.signing_key.serialize_pem()),
        file("other.pem", &other.signing_key.serialize_pem()),
    );
    let locked = file(
        "locked.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    let tls =
        |chain: &str, key: &str| serve(&["127.0.0.1:0", "--tls-cert", chain, "--tls-key", key]);
    let why = tls(&chain, &others);
    assert!(why.contains("other.pem is not that of the first certificate of"), "{why}");
    let why = tls(&chain, &locked);
    assert!(why.contains("locked.pem holds no private key"), "{why}");
    let why = tls(&own, &own);
    assert!(why.contains("own.pem holds no certificate"), "{why}");
    let why = tls(&chain, "nowhere.pem");
    assert!(why.contains("nowhere.pem cannot be read"), "{why}");
}

#[cfg(unix)]
#[test]
fn a_key_that_is_none_says_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let state = tempfile::tempdir().unwrap();
    let path = state.path().join("mine");
    let word = path.to_str().unwrap();
    let pseudonym = || said(state.path(), &["--key-file", word, "key", "pseudonym", "SER1"], 2);
    token(state.path(), &[]);
    std::fs::create_dir(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(pseudonym().contains("is a folder"), "{}", pseudonym());
    std::fs::remove_dir(&path).unwrap();
    std::fs::write(&path, "abc\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(pseudonym().contains("is no key (64"), "{}", pseudonym());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(pseudonym().contains("chmod 600"), "{}", pseudonym());
}

#[test]
fn a_file_under_the_name_of_an_agent_that_sends_by_the_network_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let word = token(folder.path(), &[]);
    let collector = Collector::start(folder.path(), &[]);
    let secret = collector.enrol(&word, &agent(1)).secret();
    let own = batch(&agent(1), "a", "2026-11-25T06:00:00Z", &[day(1, "2026-11-24", 100.0)]);
    assert_eq!(collector.ingest(&secret, &own).status, 200);
    let theirs: Value = serde_json::from_str(&day(2, "2026-11-25", 20_000.0)).unwrap();
    let mut file = json!({"schema": "outbox/1", "agent": agent(1), "written_at": "2026-11-26T06:00:00Z",
        "records": [theirs]});
    let seal = record::wire::seal(&file, Some(&word));
    file["seal"] = json!(seal);
    let path = folder.path().join("theirs.json");
    std::fs::write(&path, file.to_string()).unwrap();
    let out = command(folder.path()).args(["import", path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("sends by the network"), "{said}");
    let own = batch(&agent(1), "a", "2026-11-26T06:00:00Z", &[day(2, "2026-11-25", 100.0)]);
    let told = collector.ingest(&secret, &own).json();
    assert_eq!(told["acked"], json!([[2, 2]]), "its own day is taken: {told}");
}
