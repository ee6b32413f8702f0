//! Methods side by side: bridges without residual, steps worked out by hand.

use crate::support::{Folder, root, round, run_in};
use serde_json::Value;

/// A laptop bought in the year, one older than its lifetime, one of an employee, one in stock; in
/// Germany, so that electricity weighs.
const ROWS: &str = "equipment_id;equipment_type;acquired_on;status;ownership;country
NEW;laptop;2025-07-02;in_service;;DE
OLD;laptop;2015-01-01;in_service;;DE
OWN;laptop;2024-01-01;in_service;byod;DE
SPARE;laptop;2024-01-01;in_stock;;DE
";

fn compare(folder: &Folder, more: &[&str]) -> Value {
    let factors = round();
    let mut args = vec!["compare-methods", ".", "--format", "json", "--lang", "en"];
    args.extend(["--factors", factors.to_str().unwrap()]);
    args.extend(more);
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn a_bridge_has_no_residual() {
    let compared = compare(&Folder::inventory(ROWS), &[]);
    let total = |name: &str| {
        let methods = compared["methods"].as_array().unwrap();
        let of = methods.iter().find(|one| one["method"] == name).unwrap();
        number(&of["embodied"]["value"]) + number(&of["use"]["value"])
    };
    let bridges = compared["bridges"].as_array().unwrap();
    assert_eq!(bridges.len(), 4);
    for bridge in bridges {
        let steps = bridge["steps"].as_array().unwrap();
        let change: f64 = steps.iter().map(|step| number(&step["total"])).sum();
        close(total("rcp-si") + change, total(bridge["to"].as_str().unwrap()));
    }
}

#[test]
fn the_steps_from_ademe_to_ecodiags_stock_are_those_of_a_hand_sum() {
    // A laptop: 200 kg, 4 years, 50 kWh, at 0.5 kg in Germany. One by one, embodied and use:
    //   NEW    200 / 4 · 183/365                 25 · 183/365
    //   OLD    200 / 11 (its age of 4,017 days)  25
    //   OWN    200 / 4 · 0.57                    25 · 0.57
    //   SPARE  200 / 4                           0: nothing is drawn in stock
    // Perimeter, whole year and whole units: NEW 50 + 25, OLD as before, OWN 50 + 25, SPARE 50 + 25.
    // Lifetime, whatever the age: OLD 50. Electricity: 50 kWh · 0.084 = 4.2 each in place of 25.
    let compared =
        compare(&Folder::inventory(ROWS), &["--year", "2025", "--methods", "ecodiag-stock"]);
    let steps = compared["bridges"][0]["steps"].as_array().unwrap();
    let aspects: Vec<&str> = steps.iter().map(|step| step["aspect"].as_str().unwrap()).collect();
    assert_eq!(aspects, ["perimeter", "lifetime", "electricity"]);
    let part = 183.0 / 365.0;
    close(number(&steps[0]["embodied"]), 50.0 * (1.0 - part) + 50.0 * 0.43);
    close(number(&steps[0]["use"]), 25.0 * (1.0 - part) + 25.0 * 0.43 + 25.0);
    close(number(&steps[1]["embodied"]), 50.0 - 200.0 / (4018.0 / 365.25));
    close(number(&steps[1]["use"]), 0.0);
    close(number(&steps[2]["embodied"]), 0.0);
    close(number(&steps[2]["use"]), 4.0 * (4.2 - 25.0));
}

#[test]
fn a_second_factor_set_is_compared_by_type() {
    // The same set with laptops at 300 kg in place of 200: 100 / 4 more, and nothing else.
    let folder =
        Folder::inventory("equipment_type;acquired_on\nlaptop;2024-01-01\nmonitor;2024-01-01\n");
    let mut other = Folder::new();
    for entry in std::fs::read_dir(round()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let dearer = text.replace("gwp,200,kgCO2e/unit,160,240", "gwp,300,kgCO2e/unit,160,340");
        if name != "manifest.sha256" {
            other = other.with(&name, dearer);
        }
    }
    let other = other.path(".");
    let more = ["--unsigned-factors", "--methods", "rcp-si", "--with-factors"];
    let compared = compare(&folder, &[&more[..], &[other.to_str().unwrap()]].concat());
    let types = compared["factor_sets"]["types"].as_array().unwrap();
    assert_eq!(types[0]["key"], "laptop");
    close(number(&types[0]["change"]), 25.0);
    assert_eq!(types[1]["key"], "monitor");
    close(number(&types[1]["change"]), 0.0);
}

#[test]
fn what_a_set_does_not_know_of_a_type_is_null_stage_by_stage() {
    // A laser printer draws 120 kWh at 0.1 kg, and no factor tells its making.
    let folder = Folder::inventory("equipment_type;acquired_on\nprinter_laser;2024-01-01\n");
    let factors = round();
    let more = ["--methods", "rcp-si", "--with-factors", factors.to_str().unwrap()];
    let compared = compare(&folder, &more);
    let printer = &compared["factor_sets"]["types"][0];
    assert_eq!(printer["embodied"], serde_json::json!([null, null]), "{printer}");
    close(number(&printer["use"][0]), 12.0);
    close(number(&printer["change"]), 0.0);
}

#[test]
fn an_unknown_method_to_compare_with_is_refused() {
    let ran = Folder::inventory(ROWS).run(&[
        "compare-methods",
        ".",
        "--methods",
        "magic",
        "--lang",
        "en",
    ]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("unknown method `magic`"), "{}", ran.err);
}

#[test]
fn a_method_that_counts_nothing_without_dates_is_left_and_said() {
    let folder = Folder::new().with("parc.csv", "Type;Modèle\nPC portable;Latitude 5420\n");
    let run = |more: &[&str]| {
        let args = ["compare-methods", "parc.csv", "--year", "2025", "--lang", "en"];
        folder.run(&[&args, more].concat())
    };
    let ran = run(&["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("`ecodiag-flow` is not compared"), "{}", ran.err);
    assert!(!ran.out.contains("ecodiag-flow"), "{}", ran.out);
    // Nothing says in which year it was made: that is no zero.
    let compared: Value = serde_json::from_str(&ran.out).unwrap();
    let of = |name: &str| {
        let methods = compared["methods"].as_array().unwrap();
        methods.iter().find(|one| one["method"] == name).unwrap().clone()
    };
    let (first, bought) = (of("rcp-si"), of("ghg-protocol"));
    assert!(number(&first["embodied"]["value"]) > 0.0 && first["lacking"] == serde_json::json!([]));
    assert_eq!(bought["embodied"], Value::Null);
    let lacking = serde_json::json!([{ "gap": "no_purchase_date", "rows": 1, "units": 1.0 }]);
    assert_eq!(bought["lacking"], lacking);
    let table = run(&["--methods", "ghg-protocol"]);
    let line = table.out.lines().find(|line| line.starts_with("ghg-protocol")).unwrap();
    assert_eq!(line.split_whitespace().nth(1), Some("–"), "{line}");
    let said = "total without the manufacturing of 1 unit: purchase date unknown";
    assert!(table.out.replace('\n', " ").contains(said), "{}", table.out);
    // What was read is said once, and not once a method.
    assert_eq!(table.err.matches("parc.csv: recognised").count(), 1, "{}", table.err);
    // Compared with one that counts nothing, there is no figure.
    let ran = run(&["--method", "ecodiag-flow"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}

/// The total of a year under the other set is told by the walk that reads it; it is what a walk under
/// that set alone comes to, whatever stands beside the inventory.
#[test]
fn the_total_under_the_other_set_is_that_of_a_walk_under_it_alone() {
    let sets = ["core-2026.12", "pcf-2026.12"];
    for (example, year) in [
        ("inventories/mairie-exemple", "2023"),
        ("inventories/mairie-exemple", "2024"),
        ("inventories/mairie-exemple", "2025"),
        ("inventories/pme-exemple", "2025"),
    ] {
        let under = |set: &str| -> serde_json::Value {
            let args = ["assess", example, "--year", year, "--factors", set, "--format", "json"];
            let ran = run_in(root(), &args);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            serde_json::from_str(&ran.out).unwrap()
        };
        let runs = sets.map(under);
        for (at, set) in sets.iter().enumerate() {
            let (own, other) = (&runs[at], &runs[1 - at]["other_set"]);
            let stages = own["totals"].as_array().unwrap().iter();
            let of_carbon = stages.filter(|stage| stage["criterion"] == "gwp");
            let total: f64 = of_carbon.filter_map(|stage| stage["value"].as_f64()).sum();
            assert_eq!(other["name"], *set);
            let told = other["value"].as_f64().unwrap();
            assert!(total > 0.0 && (told / total - 1.0).abs() < 1e-12, "{example} {year}: {set}");
        }
    }
}
