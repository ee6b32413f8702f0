//! The pages of the examples say what the program says of them.

use crate::support::{root, run_in};
use serde_json::Value;

/// `run.json` of a year of the town hall, by state.
fn mairie(year: &str) -> Value {
    let args = [
        "assess",
        "inventories/mairie-exemple",
        "--year",
        year,
        "--format",
        "json",
        "--by",
        "status",
    ];
    let ran = run_in(root(), &args);
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err))
}

fn page() -> String {
    std::fs::read_to_string(root().join("inventories/mairie-exemple/README.md")).unwrap()
}

/// A number as the page writes it: thousands apart.
fn french(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let groups: Vec<&str> = (0..digits.len())
        .rev()
        .step_by(3)
        .map(|end| &digits[end.saturating_sub(2)..=end])
        .collect();
    groups.into_iter().rev().collect::<Vec<_>>().join(" ")
}

fn count(run: &Value, name: &str) -> u64 {
    run["counts"][name].as_u64().unwrap()
}

#[test]
fn a_number_is_written_with_its_thousands_apart() {
    assert_eq!(french(2308.4), "2 308");
    assert_eq!(french(-12.0), "12");
    assert_eq!(french(1_234_567.0), "1 234 567");
}

#[test]
fn the_town_halls_page_counts_as_the_program_does() {
    let page = page();
    for year in ["2023", "2024", "2025"] {
        let run = mairie(year);
        let [kept, rejected, outside, merged, read] =
            ["kept", "rejected", "out_of_scope", "merged", "rows_read"].map(|n| count(&run, n));
        let sum = format!("{kept} + {rejected} + {outside} + {merged} = {read}");
        assert!(page.contains(&sum), "{year}: {sum}");
    }
    let [before, now] = ["2024", "2025"].map(mairie);
    for (label, name) in [
        ("Lignes lues", "rows_read"),
        ("Lignes gardées", "kept"),
        ("Lignes écartées", "rejected"),
        ("Lignes hors périmètre", "out_of_scope"),
    ] {
        let row = format!("| {label} | {} | {} |", count(&before, name), count(&now, name));
        assert!(page.contains(&row), "{row}");
    }
    let cells = |run: &Value| run["unread_cells"].as_u64().unwrap();
    let row = format!(
        "| Cellules illisibles, comptées comme vides | {} | {} |",
        cells(&before),
        cells(&now)
    );
    assert!(page.contains(&row), "{row}");
}

#[test]
fn the_town_halls_page_says_what_the_meter_says_more() {
    let page = page();
    for year in ["2024", "2025"] {
        let run = mairie(year);
        let centre = &run["datacentres"][0];
        let [equipment, meter] =
            ["equipment_kwh", "measured_kwh"].map(|name| centre[name].as_f64().unwrap());
        let more = if meter > equipment { "de plus (+" } else { "de moins (−" };
        let share = 100.0 * (meter - equipment).abs() / equipment;
        let share = format!("{share:.1} %)").replace('.', ",");
        for said in [
            format!("{} kWh pour les équipements", french(equipment)),
            format!("{} {more}{share}", french(meter - equipment)),
        ] {
            assert!(page.contains(&said), "{year}: {said}");
        }
    }
}
