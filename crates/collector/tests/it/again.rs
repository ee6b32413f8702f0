//! Days derived again where the figures that they rest on change, without their agents.

use crate::collector::{Collector, agent, batch, command, token};
use crate::days::{folded, graded, modelled, with_processor};
use record::EnergyMethod;
use std::path::Path;

const AT: &str = "2026-11-25T06:00:00Z";

/// Eight hours of a laptop of 15 W at 50 % load, by the shipped figures: (15 × 0.75 + 16.672 × 0.1 +
/// 2.5 + 3) × 8 / 0.88 = 167.43 Wh, of 15,900 MiB of memory.
const MODELLED: f64 = 167.429;

/// Has an agent enrol and send these records.
fn send(collector: &Collector, token: &str, number: u8, records: &[String]) {
    let secret = collector.enrol(token, &agent(number)).secret();
    let answer = collector.ingest(&secret, &batch(&agent(number), "a", AT, records));
    assert_eq!(answer.status, 200);
}

/// What an export said, and its rows of usage.
fn export(state: &Path, estate: &Path, more: &[&str]) -> (String, String, Option<i32>) {
    let words = ["export", "--estate", estate.to_str().unwrap(), "--year", "2026"];
    let out = command(state).args(words).args(more).output().unwrap();
    let rows = std::fs::read_to_string(estate.join("usage/2026-agents.csv")).unwrap_or_default();
    (String::from_utf8(out.stderr).unwrap(), rows, out.status.code())
}

#[test]
fn days_that_rest_on_published_figures_are_derived_again_and_measured_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path();
    let token = token(state, &[]);
    let collector = Collector::start(state, &["--posts-per-hour", "1000"]);
    let send = |number: u8, records: &[String]| send(&collector, &token, number, records);
    let name = "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz";
    // By the load, by a measure, and a figure that no table of the program gives.
    send(
        1,
        &[
            with_processor(1, "2026-11-02", name, Some(15)),
            modelled(2, "2026-11-03", 5, MODELLED, EnergyMethod::LoadModel),
        ],
    );
    send(
        2,
        &[
            with_processor(1, "2026-11-02", name, Some(15)),
            graded(2, "2026-11-03", 120.0, EnergyMethod::BatteryFit),
        ],
    );
    send(
        3,
        &[
            with_processor(1, "2026-11-02", name, Some(15)),
            modelled(2, "2026-11-03", 5, 400.0, EnergyMethod::LoadModel),
        ],
    );
    // A power that the firmware tells, not the table: the class's figures alone are others.
    send(
        4,
        &[
            with_processor(1, "2026-11-02", name, Some(28)),
            modelled(
                2,
                "2026-11-03",
                5,
                (28.0 * 0.75 + 1.6672 + 5.5) * 8.0 / 0.88,
                EnergyMethod::LoadModel,
            ),
        ],
    );
    // Known by its class alone, of a processor that another table knows.
    send(
        5,
        &[
            with_processor(1, "2026-11-02", "Cortex 900", None),
            modelled(2, "2026-11-03", 5, 18_800.0 / 365.25 / 9.6 * 8.0, EnergyMethod::TecHours),
        ],
    );
    let estate = state.join("estate");
    let (said, rows, _) = export(state, &estate, &[]);
    assert!(
        !said.contains("derived again") && rows.matches(",agent,").count() == 5,
        "{said}{rows}"
    );
    let figures = state.join("figures");
    std::fs::create_dir(&figures).unwrap();
    let shipped = include_str!("../../../record/src/energy/processors.csv");
    let own = shipped.replace("i3|i5|i7|i9,,U,15", "Cortex,,*,7,invented\ni3|i5|i7|i9,,U,25");
    std::fs::write(figures.join("processors.csv"), own).unwrap();
    let (said, rows, _) = export(state, &estate, &["--figures", figures.to_str().unwrap()]);
    assert!(said.contains("2 days derived again"), "{said}");
    assert!(said.contains("1 day left as it was sent"), "{said}");
    let of = |number: u8| {
        let id = format!("agent-{}", format!("{number:02x}").repeat(8));
        let row = rows.lines().find(|row| row.starts_with(&id)).unwrap();
        row.split_once("2026-11-03,2026-11-03,").unwrap().1.to_owned()
    };
    // (25 × 0.75 + 1.6672 + 5.5) × 8 / 0.88 = 235.61 Wh.
    assert_eq!(of(1), "0.236,0,8,\"agent, derived again\",D");
    assert_eq!(of(2), "0.12,0.12,8,agent,B");
    assert_eq!(of(3), "0.4,0,8,agent,D");
    assert_eq!(of(4), "0.256,0,8,agent,D");
    // A better method than the class: (7 × 0.75 + 1.6672 + 5.5) × 8 / 0.88 = 112.88 Wh.
    assert_eq!(of(5), "0.113,0,8,\"agent, derived again\",D");
    // The store keeps what the agents said.
    let (said, again, _) = export(state, &estate, &[]);
    assert!(!said.contains("derived again") && again.matches(",agent,").count() == 5, "{again}");
    for (text, expected) in
        [("", "line 1"), ("line,number\n", "line 1: expected the headings `line,")]
    {
        std::fs::write(figures.join("processors.csv"), text).unwrap();
        let (said, _, code) = export(state, &estate, &["--figures", figures.to_str().unwrap()]);
        assert!(code == Some(2) && said.contains(expected), "{said}");
    }
    let (said, _, code) =
        export(state, &estate, &["--figures", state.join("none").to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("neither classes.csv nor processors.csv"), "{said}");
}

#[test]
fn days_are_counted_that_have_a_row_each_of_those_folded_together() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path();
    let token = token(state, &[]);
    let collector = Collector::start(state, &["--posts-per-hour", "1000"]);
    let send = |number: u8, records: &[String]| send(&collector, &token, number, records);
    let laptop =
        || with_processor(1, "2026-01-02", "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", Some(15));
    // Thirty days, the last fifteen of them of 2026; the agent said 1 % more than its record gives.
    let thirty = |wh| folded(&modelled(2, "2025-12-17", 5, wh, EnergyMethod::LoadModel));
    send(1, &[laptop(), thirty(MODELLED * 1.01)]);
    // Its record does not give what it said.
    send(2, &[laptop(), thirty(400.0)]);
    // Assumed, and so without a row, whatever its record gives.
    send(3, &[laptop(), modelled(2, "2026-11-03", 5, 400.0, EnergyMethod::TecDefault)]);
    // No inventory.
    send(4, &[modelled(1, "2026-11-03", 5, MODELLED, EnergyMethod::LoadModel)]);
    let estate = state.join("estate");
    let (said, at_first, _) = export(state, &estate, &[]);
    assert!(!said.contains("derived again") && !said.contains("as they were sent"), "{said}");
    let figures = state.join("figures");
    std::fs::create_dir(&figures).unwrap();
    let put = |name: &str, text: &str, from: &str, to: &str| {
        assert!(text.contains(from));
        std::fs::write(figures.join(name), text.replace(from, to)).unwrap();
        export(state, &estate, &["--figures", figures.to_str().unwrap()])
    };
    // Bounds are not exported: with others alone, every row stays what the agent said.
    let classes = include_str!("../../../record/src/energy/classes.csv");
    let (said, rows, _) = put("classes.csv", classes, ",0.60,1.70", ",0.50,1.80");
    assert!(!said.contains("derived again") && rows == at_first, "{said}{rows}");
    let processors = include_str!("../../../record/src/energy/processors.csv");
    let (said, rows, _) =
        put("processors.csv", processors, "i3|i5|i7|i9,,U,15", "i3|i5|i7|i9,,U,25");
    for told in [
        "15 days derived again",
        "15 days left as they were sent",
        "1 machine without a measure",
        "1 agent has not said yet which machine it follows: its days wait",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    // (25 × 0.75 + 1.6672 + 5.5) × 8 / 0.88 × 15 = 3,534.1 Wh.
    assert!(
        rows.contains(",2026-01-01,2026-01-15,3.534,0,120,\"agent, derived again\",D"),
        "{rows}"
    );
    let mut french = std::process::Command::new(env!("CARGO_BIN_EXE_empreinte-collector"));
    french.args(["--lang", "fr", "--state"]).arg(state).env_remove("EMPREINTE_STORE");
    french.args(["export", "--year", "2026", "--estate"]).arg(&estate);
    let said = String::from_utf8(french.output().unwrap().stderr).unwrap();
    assert!(said.contains("1 agent n’a pas encore dit quelle machine il suit"), "{said}");
}
