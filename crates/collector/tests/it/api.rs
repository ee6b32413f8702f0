//! The API, request by request.

use crate::collector::{Collector, agent, batch, run, token};
use crate::days::{day, machine};
use empreinte_collector::api::{OPENAPI, ROUTES};
use serde_json::Value;
use std::collections::BTreeSet;

const AT: &str = "2026-11-25T06:00:00Z";

#[test]
fn a_day_is_stored_once_however_often_it_comes() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let sent =
        batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 100.0), day(2, "2026-11-25", 90.0)]);
    for _ in 0..3 {
        let ack = collector.ingest(&secret, &sent).json();
        assert_eq!(ack["acked"], serde_json::json!([[1, 2]]), "{ack}");
        assert_eq!(ack["agent"], agent(1).as_str());
    }
    let metrics = collector.get("/metrics").text();
    assert!(metrics.contains("records_total{result=\"stored\"} 2"), "{metrics}");
    assert!(metrics.contains("records_total{result=\"again\"} 4"), "{metrics}");
    // What agents lost is summed over them, each by its last word.
    let second = collector.enrol(&token, &agent(2)).secret();
    for (number, secret, lost) in [(1, &secret, 3), (1, &secret, 4), (2, &second, 5)] {
        let mut sent = batch(&agent(number), "a", AT, &[]);
        sent["spool"]["lost_records"] = Value::from(lost);
        sent["spool"]["folded_days"] = Value::from(10 * lost);
        assert_eq!(collector.ingest(secret, &sent).status, 200);
    }
    let metrics = collector.get("/metrics").text();
    assert!(metrics.contains("\nempreinte_agents_lost_records 9\n"), "{metrics}");
    assert!(metrics.contains("\nempreinte_agents_folded_days 90\n"), "{metrics}");
}

#[test]
fn another_content_under_the_same_key_is_a_conflict_and_the_first_stays() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    collector.ingest(&secret, &batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 100.0)]));
    let ack = collector.ingest(&secret, &batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 7.0)]));
    let ack = ack.json();
    assert_eq!(ack["acked"], serde_json::json!([]));
    assert_eq!(ack["rejected"][0]["code"], "conflict");
    assert!(run(state.path(), &["journal"]).contains("conflict"));
}

#[test]
fn a_record_that_its_rules_refuse_is_told_and_the_others_are_stored() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let mut sent =
        batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 1.0), day(2, "2026-11-25", 2.0)]);
    sent["records"][0]["est"]["wh"] = Value::from(5.0);
    let far = serde_json::from_str(&day(3, "2101-01-01", 1.0)).unwrap();
    sent["records"].as_array_mut().unwrap().push(far);
    let ack = collector.ingest(&secret, &sent).json();
    assert_eq!(ack["acked"], serde_json::json!([[2, 2]]));
    let codes: Vec<&str> =
        ack["rejected"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["digest", "schema"]);
}

#[test]
fn an_enrolment_whose_answer_was_lost_is_made_again_and_a_name_in_use_is_not_given_away() {
    let state = tempfile::tempdir().unwrap();
    let once = token(state.path(), &["--uses", "1"]);
    let group = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let lost = collector.enrol(&once, &agent(1)).secret();
    let secret = collector.enrol(&once, &agent(1)).secret();
    assert_ne!(lost, secret);
    assert_eq!(collector.enrol(&once, &agent(2)).status, 401, "the token was for one");
    assert_eq!(collector.ingest(&lost, &batch(&agent(1), "a", AT, &[])).status, 401);
    assert_eq!(collector.ingest(&secret, &batch(&agent(1), "a", AT, &[])).status, 200);
    let taken = collector.enrol(&group, &agent(1));
    assert_eq!((taken.status, taken.json()["code"].as_str()), (409, Some("reenroll")));
    assert_eq!(collector.ingest(&secret, &batch(&agent(1), "a", AT, &[])).status, 200);
}

#[test]
fn a_secret_is_changed_and_the_one_before_stays_good_meanwhile() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let first = collector.enrol(&token, &agent(1)).secret();
    let rotate = |secret: &str| {
        let body = serde_json::json!({"schema": "rotate/1", "agent": agent(1)}).to_string();
        let bearer = format!("Bearer {secret}");
        collector.post("/v1/credential", &[("Authorization", &bearer)], body.as_bytes())
    };
    // The answer is lost, and asked for again by the secret in use.
    let lost = rotate(&first).secret();
    let second = rotate(&first).secret();
    let status = |secret: &str| collector.ingest(secret, &batch(&agent(1), "a", AT, &[])).status;
    assert_eq!((status(&first), status(&second), status(&lost)), (200, 200, 401));
}

#[test]
fn two_machines_under_one_name_are_told_and_the_second_takes_another() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let told: Vec<u16> = [("a", "01"), ("b", "02"), ("a", "03"), ("b", "04")]
        .into_iter()
        .map(|(boot, hour)| {
            let at = format!("2026-11-25T{hour}:00:00Z");
            collector.ingest(&secret, &batch(&agent(1), boot, &at, &[])).status
        })
        .collect();
    assert_eq!(told, [200, 200, 200, 409]);
    assert!(run(state.path(), &["journal"]).contains("clone"));
}

#[test]
fn serial_numbers_are_pseudonyms_before_they_touch_the_disk() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let sent = batch(&agent(1), "a", AT, &[machine(1, "2026-11-24", "SER14LNUMB3R")]);
    assert_eq!(collector.ingest(&secret, &sent).status, 200);
    let mut files = 0;
    for entry in std::fs::read_dir(state.path().join("store")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(12).any(|at| at == b"SER14LNUMB3R"));
        files += 1;
    }
    assert!(files >= 2);
    let pseudonym = run(state.path(), &["key", "pseudonym", "ser14-lnumb3r"]);
    let estate = state.path().join("estate");
    run(state.path(), &["export", "--estate", estate.to_str().unwrap(), "--year", "2026"]);
    let rows = std::fs::read_to_string(estate.join("inventories/2026-agents.csv")).unwrap();
    assert!(rows.contains(pseudonym.trim()), "{rows}");
}

#[test]
fn what_the_schema_does_not_name_is_not_kept() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let mut records = [day(1, "2026-11-24", 1.0), machine(2, "2026-11-24", "SER1")];
    for text in &mut records {
        let mut record: Value = serde_json::from_str(text).unwrap();
        record["hostname"] = Value::from("pc-dupont");
        record["digest"] = Value::from(record::digest_of(&record));
        *text = record.to_string();
    }
    let ack = collector.ingest(&secret, &batch(&agent(1), "a", AT, &records)).json();
    assert_eq!(ack["acked"], serde_json::json!([[1, 2]]), "{ack}");
    for entry in std::fs::read_dir(state.path().join("store")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(9).any(|at| at == b"pc-dupont"));
    }
}

#[test]
fn an_agent_and_a_token_are_taken_back_and_a_pace_is_kept() {
    let state = tempfile::tempdir().unwrap();
    let word = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--posts-per-hour", "3"]);
    let secret = collector.enrol(&word, &agent(1)).secret();
    let status = || collector.ingest(&secret, &batch(&agent(1), "a", AT, &[]));
    assert_eq!([status().status, status().status, status().status], [200; 3]);
    let slow = status();
    assert_eq!((slow.status, slow.json()["code"].as_str()), (429, Some("rate")));
    assert!(slow.head.contains("retry-after: "), "{}", slow.head);
    run(state.path(), &["token", "revoke", "1"]);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(collector.enrol(&word, &agent(2)).status, 401);
    run(state.path(), &["agents", "revoke", agent(1).as_str()]);
    drop(collector);
    let collector = Collector::start(state.path(), &[]);
    assert_eq!(collector.ingest(&secret, &batch(&agent(1), "a", AT, &[])).status, 401);
}

#[test]
fn a_revocation_is_not_undone_by_a_collector_that_has_not_heard_of_it() {
    let state = tempfile::tempdir().unwrap();
    let word = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = |number| collector.enrol(&word, &agent(number)).secret();
    let (posts, rotates, deleted) = (secret(1), secret(2), secret(3));
    run(state.path(), &["agents", "revoke", agent(1).as_str()]);
    run(state.path(), &["agents", "revoke", agent(2).as_str()]);
    run(state.path(), &["forget", "--agent", agent(3).as_str()]);
    let sent = |number| batch(&agent(number), "a", AT, &[day(1, "2026-11-24", 1.0)]);
    assert_eq!(collector.ingest(&posts, &sent(1)).status, 401);
    let body = serde_json::json!({"schema": "rotate/1", "agent": agent(2)}).to_string();
    let bearer = format!("Bearer {rotates}");
    let headers = [("Authorization", bearer.as_str())];
    assert_eq!(collector.post("/v1/credential", &headers, body.as_bytes()).status, 401);
    assert_eq!(collector.ingest(&deleted, &sent(3)).status, 401);
    let list = run(state.path(), &["agents", "list"]);
    assert!(list.contains(agent(1).as_str()), "{list}");
    assert_eq!((list.lines().count(), list.matches(",closed").count()), (3, 2), "{list}");
    assert!(collector.get("/metrics").text().contains("records_total{result=\"stored\"} 0"));
}

#[test]
fn the_description_names_what_answers_and_nothing_else() {
    let state = tempfile::tempdir().unwrap();
    let collector = Collector::start(state.path(), &[]);
    let served = collector.get("/v1/openapi.json").json();
    assert_eq!(served, serde_json::from_str::<Value>(OPENAPI).unwrap());
    let mut described = BTreeSet::new();
    for (path, item) in served["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert((method.clone(), path.clone()));
            let answer = if method == "get" {
                collector.get(path)
            } else {
                collector.post(path, &[], b"{}")
            };
            let status = answer.status.to_string();
            assert!(operation["responses"].get(&status).is_some(), "{method} {path}: {status}");
            let other =
                if method == "get" { collector.post(path, &[], b"") } else { collector.get(path) };
            assert_eq!(other.status, 405, "{path}");
            assert!(other.head.contains("allow: "), "{}", other.head);
        }
    }
    let routes = ROUTES.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned()));
    assert_eq!(described, routes.collect());
    assert_eq!(collector.get("/v1/nothing").status, 404);
    // The 29th of February is a day of leap years, and of them alone.
    assert!(OPENAPI.contains("|20([2468][048]|[3579][26])-02-29)T"), "{OPENAPI}");
}

#[test]
fn it_stops_when_asked_and_what_was_acknowledged_is_there_after() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let sent = batch(&agent(1), "a", AT, &[day(1, "2026-11-24", 100.0)]);
    assert_eq!(collector.ingest(&secret, &sent).status, 200);
    assert!(collector.stop(), "a stop that is asked for is a success");
    let collector = Collector::start(state.path(), &[]);
    collector.ingest(&secret, &sent);
    assert!(collector.get("/metrics").text().contains("records_total{result=\"again\"} 1"));
}
