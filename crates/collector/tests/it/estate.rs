//! From records to figures: what is exported, and what an assessment makes of it.

use crate::collector::{Collector, agent, batch, command, enrolled, now, run, token};
use crate::days::{day, graded, machine, with_battery};
use empreinte_collector::store::{
    DayFigures, EnrolledAgent, Month, StoreEntry, StorePlace, Write, open,
};
use record::{AgentId, EnergyMethod};
use std::collections::HashSet;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::Command;

const AT: &str = "2026-11-25T06:00:00Z";

/// A store with days of machines, without a network.
pub(crate) fn with_days(state: &Path, machines: u8, site: impl Fn(u8) -> &'static str) {
    let mut store = open(&StorePlace::Folder(state.join("store"))).unwrap();
    for number in 1..=machines {
        let agent = enrolled(number, site(number));
        let figures = DayFigures {
            days: 1,
            wh: 100.0,
            lo: 85.0,
            hi: 120.0,
            grade: "B".to_owned(),
            awake_s: 3600,
        };
        let entry = |day: i32, seq, figures, body: String| StoreEntry {
            agent: agent.id.clone(),
            day,
            seq,
            digest: format!("{seq}"),
            received: now() - 60 * 86_400,
            skew_s: 0,
            figures,
            body,
        };
        let inventory = machine(1, "2025-11-03", &format!("SERIAL{number}"));
        let entries = vec![
            entry(20_395, 1, None, inventory),
            entry(20_395, 2, Some(figures.clone()), "{}".to_owned()),
            entry(20_396, 3, Some(figures), "{}".to_owned()),
        ];
        store.commit(&[Write::Agent(agent), Write::Records(entries)]).unwrap();
    }
}

#[test]
fn an_assessment_of_the_export_shows_measured_energy_in_place_of_assumed() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &["--posts-per-hour", "1000"]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let mut records = vec![machine(1, "2026-11-02", "SER1")];
    records.extend((2..=24).map(|at| day(at, &format!("2026-11-{at:02}"), 120.0)));
    records.push(graded(25, "2026-11-25", 60.0, EnergyMethod::LoadModel));
    let ack = collector.ingest(&secret, &batch(&agent(1), "a", AT, &records)).json();
    assert_eq!(ack["acked"], serde_json::json!([[1, 25]]), "{ack}");
    let folder = state.path().join("estate");
    let words = ["export", "--estate", folder.to_str().unwrap(), "--year", "2026"];
    let out = command(state.path()).args(words).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    // 23 × 0.12 = 2.76 kWh of grade B and 0.06 of grade D: 97.9 %.
    assert!(said.contains("2.8 kWh measured, 98%"), "{said}");
    let usage = std::fs::read_to_string(folder.join("usage/2026-agents.csv")).unwrap();
    let id = "agent-01010101010101010101010101010101";
    assert_eq!(
        usage.lines().nth(1),
        Some(format!("{id},2026-11-02,2026-11-25,2.82,2.76,192,agent,B").as_str())
    );
    // Beside this test where the whole workspace is tested.
    let program = Path::new(env!("CARGO_BIN_EXE_empreinte-collector")).with_file_name("empreinte");
    if !program.exists() {
        println!("skipped: `empreinte` is not built; `cargo test --workspace` builds it");
        return;
    }
    let assess = Command::new(program)
        .args(["assess", "--year", "2026", "--format", "json", "--lang", "en", "--country", "FR"])
        .arg(&folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&assess.stderr);
    assert!(assess.status.success(), "{said}");
    let text = String::from_utf8(assess.stdout).unwrap();
    assert!(text.contains("measure_extended"), "the measured mean stands for the year: {text}");
}

#[test]
fn days_are_deleted_with_a_line_of_proof_and_their_sums_stay() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 6, |_| "Lyon");
    let before = run(state.path(), &["summary", "--month", "2025-11"]);
    assert!(before.contains("2025-11,Lyon,laptop,B,6,12,1.2,1.02,1.44"), "{before}");
    let line = run(state.path(), &["forget", "--months", "1"]);
    assert!(line.contains("deleted month=2025-11 records=18"), "{line}");
    assert!(!state.path().join("store/use-2025-11.db").exists());
    assert_eq!(run(state.path(), &["summary", "--month", "2025-11"]), before);
    assert!(run(state.path(), &["journal"]).contains("deleted month=2025-11"));
    // The same days again, whose acknowledgement was lost, are in the sums and are not added to them.
    with_days(state.path(), 6, |_| "Lyon");
    assert_eq!(run(state.path(), &["summary", "--month", "2025-11"]), before);
    assert!(!state.path().join("store/use-2025-11.db").exists());
    let name = agent(3);
    // Itself, its machine, and when it was last heard of.
    let line = run(state.path(), &["forget", "--agent", name.as_str()]);
    assert!(line.contains("deleted agent=03030303… rows=3"), "{line}");
    assert!(!run(state.path(), &["agents", "list"]).contains(name.as_str()));
}

#[test]
fn agents_whose_names_begin_alike_are_two_machines() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    for (last, wh) in [("1", 120.0), ("2", 500.0)] {
        let name = AgentId::parse(&format!("{}{last}", "a".repeat(31))).unwrap();
        let secret = collector.enrol(&token, &name).secret();
        let records = [machine(1, "2026-11-02", &format!("SER{last}")), day(2, "2026-11-03", wh)];
        assert_eq!(collector.ingest(&secret, &batch(&name, "a", AT, &records)).status, 200);
    }
    let folder = state.path().join("estate");
    run(state.path(), &["export", "--estate", folder.to_str().unwrap(), "--year", "2026"]);
    for file in ["inventories/2026-agents.csv", "usage/2026-agents.csv"] {
        let rows = std::fs::read_to_string(folder.join(file)).unwrap();
        let ids: HashSet<&str> = rows.lines().skip(1).map(|row| &row[..38]).collect();
        assert_eq!(ids.len(), 2, "{rows}");
    }
}

#[test]
fn a_machine_that_enrols_again_is_one_machine_with_all_its_days() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 2, |_| "Lyon");
    let mut store = open(&StorePlace::Folder(state.path().join("store"))).unwrap();
    // Agent 1 had days up to 20,396; it is installed anew that day, under the name of agent 3.
    let known = store.agents().unwrap().into_iter().find(|one| one.id == agent(1)).unwrap();
    let again = |name, day: i32| EnrolledAgent {
        id: agent(name),
        secret: [name; 32],
        enrolled: i64::from(day) * 86_400,
        ..known.clone()
    };
    let inventory = |name: u8, day: i32, serial: &str| StoreEntry {
        agent: agent(name),
        day,
        seq: 1,
        digest: "1".to_owned(),
        received: now() - 60 * 86_400,
        skew_s: 0,
        figures: None,
        body: machine(1, "2025-11-05", serial),
    };
    let figures =
        DayFigures { days: 1, wh: 50.0, lo: 40.0, hi: 60.0, grade: "B".to_owned(), awake_s: 60 };
    let days = [20_396, 20_397].map(|day| StoreEntry {
        day,
        seq: i64::from(day),
        figures: Some(figures.clone()),
        body: "{}".to_owned(),
        ..inventory(3, day, "")
    });
    let entries = vec![inventory(3, 20_396, "SERIAL1")];
    store.commit(&[Write::Agent(again(3, 20_396)), Write::Records(entries)]).unwrap();
    store.commit(&[Write::Records(days.to_vec())]).unwrap();
    // Two that speak in the same days are two, whatever their serial number.
    let both = vec![
        inventory(4, 20_395, "SERIAL2"),
        StoreEntry { day: 20_396, seq: 2, figures: Some(figures), ..inventory(4, 0, "") },
    ];
    store.commit(&[Write::Agent(again(4, 20_395)), Write::Records(both)]).unwrap();
    drop(store);
    let folder = state.path().join("estate");
    let words = ["export", "--estate", folder.to_str().unwrap(), "--year", "2025"];
    assert!(command(state.path()).args(words).status().unwrap().success());
    let written = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let rows = written("inventories/2025-agents.csv");
    let ids = |name: u8| rows.contains(&format!("agent-{}", agent(name).as_str()));
    assert_eq!([1, 2, 3, 4].map(ids), [false, true, true, true], "{rows}");
    let usage = written("usage/2025-agents.csv");
    let own: Vec<&str> = usage.lines().filter(|line| line.contains(agent(3).as_str())).collect();
    // 100 + 100 Wh under the first name, 50 + 50 under the second.
    assert_eq!(own.len(), 1, "{usage}");
    assert!(own[0].contains(",2025-11-03,2025-11-05,0.3,0.3,"), "{usage}");
    let silent = run(state.path(), &["silent", "--days", "1"]);
    assert!(!silent.contains(agent(1).as_str()) && silent.contains(agent(3).as_str()), "{silent}");
}

#[test]
fn what_was_exported_outlives_the_days_it_tells() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 6, |_| "Lyon");
    let export = |folder: &str| {
        let place = state.path().join(folder);
        let words = ["export", "--estate", place.to_str().unwrap(), "--year", "2025"];
        let out = command(state.path()).args(words).output().unwrap();
        let usage = std::fs::read_to_string(place.join("usage/2025-agents.csv"));
        (out.status.code(), String::from_utf8(out.stderr).unwrap(), usage.ok())
    };
    let (status, _, written) = export("estate");
    assert_eq!((status, written.as_ref().map(|text| text.lines().count())), (Some(0), Some(7)));
    run(state.path(), &["forget", "--months", "1"]);
    let (status, said, after) = export("estate");
    assert_eq!((status, after), (Some(2), written));
    assert!(said.contains("no longer all days of 2025-11"), "{said}");
    let (status, said, _) = export("another");
    assert_eq!(status, Some(0));
    assert!(said.contains("no longer all days (`forget`): 2025-11"), "{said}");
}

#[test]
fn groups_of_fewer_than_five_machines_have_no_line_of_their_own() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 9, |number| match number {
        1..=5 => "Lyon",
        6..=7 => "Nice",
        _ => "Brest",
    });
    let text = run(state.path(), &["summary", "--month", "2025-11"]);
    assert!(text.contains("Lyon,laptop,B,5,"), "{text}");
    assert!(!text.contains("Nice") && !text.contains("Brest"), "{text}");
    let folder = state.path().join("estate");
    run(state.path(), &["export", "--estate", folder.to_str().unwrap(), "--year", "2025"]);
    let rows = std::fs::read_to_string(folder.join("inventories/2025-agents.csv")).unwrap();
    assert!(
        rows.contains("Lyon") && rows.contains("sites < 5") && !rows.contains("Nice"),
        "{rows}"
    );
}

#[test]
fn an_export_holds_the_machines_of_its_year_and_nothing_of_an_earlier_one() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 3, |_| "Lyon");
    let folder = state.path().join("estate");
    let export = |year: &str| {
        run(state.path(), &["export", "--estate", folder.to_str().unwrap(), "--year", year]);
        let rows = folder.join(format!("inventories/{year}-agents.csv"));
        std::fs::read_to_string(rows).map_or(0, |text| text.matches(",laptop,").count())
    };
    // Enrolled in 2023, with days in 2025.
    assert_eq!([export("2022"), export("2024"), export("2025"), export("2026")], [0, 3, 3, 3]);
    run(state.path(), &["agents", "revoke", agent(2).as_str()]);
    assert_eq!([export("2025"), export("2026")], [3, 2], "its days of 2025 stay");
    assert!(folder.join("usage/2025-agents.csv").exists());
    for number in 1..=3 {
        run(state.path(), &["forget", "--agent", agent(number).as_str()]);
    }
    assert_eq!(export("2025"), 0);
    for file in ["inventories/2025-agents.csv", "usage/2025-agents.csv"] {
        assert!(!folder.join(file).exists(), "{file} is of an earlier export");
    }
}

#[test]
fn machines_not_heard_of_are_listed_the_longest_first() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 2, |_| "Lyon");
    let text = run(state.path(), &["silent", "--days", "30"]);
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.contains("agent-01010101010101010101010101010101,Lyon,2025-11-04,"), "{text}");
}

#[test]
fn another_key_makes_other_pseudonyms_and_the_inventory_ties_them() {
    let state = tempfile::tempdir().unwrap();
    let pseudonym =
        |serial: &str| run(state.path(), &["key", "pseudonym", serial]).trim().to_owned();
    let token = token(state.path(), &[]);
    let old = pseudonym("SER1");
    let collector = Collector::start(state.path(), &[]);
    for (number, serial) in [(1, "SER1"), (2, "SER2")] {
        let secret = collector.enrol(&token, &agent(number)).secret();
        let sent = batch(&agent(number), "a", AT, &[machine(1, "2026-11-24", serial)]);
        assert_eq!(collector.ingest(&secret, &sent).status, 200);
    }
    let list = state.path().join("parc.csv");
    std::fs::write(&list, "equipment_id,serial\nPC-1,ser-1\n").unwrap();
    let words = ["key", "rotate", "--inventory", list.to_str().unwrap()];
    let busy = command(state.path()).args(words).output().unwrap();
    assert_eq!(busy.status.code(), Some(2), "not under a collector that runs");
    assert!(collector.stop());
    let line = run(state.path(), &words);
    assert!(line.contains("by_inventory=2 blind=2"), "{line}");
    let new = pseudonym("SER1");
    assert_ne!(old, new);
    let folder = state.path().join("estate");
    run(state.path(), &["export", "--estate", folder.to_str().unwrap(), "--year", "2026"]);
    let rows = std::fs::read_to_string(folder.join("inventories/2026-agents.csv")).unwrap();
    assert!(rows.contains(&new) && !rows.contains(&old), "{rows}");
}

#[test]
fn months_are_told_in_order() {
    let state = tempfile::tempdir().unwrap();
    with_days(state.path(), 1, |_| "Lyon");
    let mut store = open(&StorePlace::Folder(state.path().join("store"))).unwrap();
    let of = |month: &str| {
        let day = Month::parse(month).unwrap().first_day();
        let (agent, digest, body) = (agent(1), "d".to_owned(), "{}".to_owned());
        let (received, skew_s, figures) = (0, 0, None);
        StoreEntry { agent, day, seq: 9, digest, received, skew_s, figures, body }
    };
    for month in ["2026-10", "2026-02", "2024-12"] {
        store.commit(&[Write::Records(vec![of(month)])]).unwrap();
    }
    let months: Vec<String> = store.months().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(months, ["2024-12", "2025-11", "2026-02", "2026-10"]);
}

#[test]
fn worn_batteries_are_listed_the_most_worn_first() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    for (number, full) in [(1, Some(42.0)), (2, Some(20.0)), (3, Some(48.1)), (4, None)] {
        let secret = collector.enrol(&token, &agent(number)).secret();
        let sent = batch(&agent(number), "a", AT, &[with_battery(1, "2026-11-24", full)]);
        assert_eq!(collector.ingest(&secret, &sent).status, 200);
    }
    let out = command(state.path()).arg("batteries").output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    // Of 60 Wh: 70 %, 33.3 %, 80.2 %, and one that does not say.
    let limit = inventory::WORN_BELOW_PCT;
    let told = format!("says its capacity: 3, of which below {limit}%: 2\n");
    assert!(said.contains(&told), "{said}");
    assert_eq!(
        String::from_utf8(out.stdout).unwrap(),
        "equipment_id,model,site,capacity_percent,cycles,day\n\
         agent-02020202020202020202020202020202,Latitude 5440,Lyon,33.3,812,2026-11-24\n\
         agent-01010101010101010101010101010101,Latitude 5440,Lyon,70,812,2026-11-24\n"
    );
}

#[test]
fn an_export_says_what_each_machine_runs_and_when_it_was_last_heard_of() {
    let state = tempfile::tempdir().unwrap();
    let token = token(state.path(), &[]);
    let collector = Collector::start(state.path(), &[]);
    let secret = collector.enrol(&token, &agent(1)).secret();
    let records = [with_battery(1, "2026-11-02", Some(42.0)), day(2, "2026-11-20", 120.0)];
    assert_eq!(collector.ingest(&secret, &batch(&agent(1), "a", AT, &records)).status, 200);
    let folder = state.path().join("estate");
    run(state.path(), &["export", "--estate", folder.to_str().unwrap(), "--year", "2026"]);
    let rows = std::fs::read_to_string(folder.join("inventories/2026-agents.csv")).unwrap();
    let mut lines = rows.lines();
    assert!(lines.next().unwrap().ends_with(",os,last_seen,battery_health_pct"), "{rows}");
    assert!(lines.next().unwrap().ends_with(",Debian 12 (bookworm),2026-11-20,70"), "{rows}");
    assert!(lines.next().unwrap().ends_with(",23.8,,,"), "a screen says none: {rows}");
}

/// A Prometheus that answers from what was recorded: one machine with both counters.
#[test]
fn a_prometheus_is_read_a_day_at_a_time_and_counts_a_machine_once() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
                head.push(byte[0]);
            }
            let head = String::from_utf8(head).unwrap();
            let wh = match () {
                () if head.contains("node_rapl_psys") => "1200",
                () if head.contains("node_rapl_package") => "700",
                () => "",
            };
            // 24 November 2026, 00:00 UTC.
            let result = match wh {
                "" => serde_json::json!([]),
                wh => serde_json::json!([
                    {"metric": {"instance": "srv1:9100"}, "values": [[1_795_478_400, wh]]}
                ]),
            };
            let body =
                serde_json::json!({"status": "success", "data": {"result": result}}).to_string();
            let length = body.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            stream.write_all((head + &body).as_bytes()).unwrap();
        }
    });
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("estate");
    let estate = folder.to_str().unwrap();
    run(
        state.path(),
        &["usage", "import", "prometheus", &url, "--estate", estate, "--year", "2026"],
    );
    let text = std::fs::read_to_string(folder.join("usage/2026-prometheus.csv")).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("srv1,2026-11-23,2026-11-23,1.2,,prometheus,B"), "{text}");
}
