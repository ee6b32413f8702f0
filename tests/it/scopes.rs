//! Impacts by scope of the GHG Protocol and category of the BEGES.

use crate::support::{Folder, Run, close, round};
use std::fmt::Write;

const ROWS: &str = "equipment_id;equipment_type;acquired_on;acquisition_mode;ownership
OWNED;smartphone;2025-01-01;new;
LEASED;smartphone;2025-01-01;leased;
THEIRS;smartphone;2025-01-01;;byod
";

/// What a scope weighs, all stages.
fn scope(run: &Run, code: &str) -> Option<f64> {
    let groups = run.0["by"]["scope"].as_array().unwrap();
    let group = groups.iter().find(|group| group["key"] == code)?;
    let totals = group["totals"].as_array().unwrap().iter();
    let gwp = totals.filter(|one| one["criterion"] == "gwp");
    // A stage that the source tells with others has no figure of its own.
    Some(gwp.filter_map(|one| one["value"].as_f64()).sum())
}

#[test]
fn each_stage_is_in_the_scope_of_who_holds_the_equipment() {
    // A smartphone: (60 making + 6 distribution − 3 end of life) / 3 years; 5 kWh · 0.1 = 0.5 kg.
    // Of an employee: 57 % of it all.
    let run = Folder::inventory(ROWS).assess(&["--by", "scope"]);
    close(scope(&run, "3.2/4.2").unwrap(), 22.0);
    close(scope(&run, "3.5/4.3").unwrap(), -1.0);
    close(scope(&run, "3.8/4.4").unwrap(), 21.0);
    close(scope(&run, "2/2.1").unwrap(), 1.0);
    close(scope(&run, "3.7/3.3").unwrap(), 0.57 * 21.5);
    assert_eq!(scope(&run, "3.3/2.1"), None);
}

#[test]
fn a_scope_counts_what_weighs_in_the_year() {
    // Both have left; one in the year, which is in the scopes, one before it, which is in none.
    let run = Folder::inventory(
        "equipment_id;equipment_type;status;acquired_on;exited_on;quantity
A;smartphone;recycled;2024-01-01;2025-06-30;2
B;smartphone;recycled;2022-01-01;2024-06-30;3
",
    )
    .assess(&["--by", "scope"]);
    assert_eq!(run.0["units"], 5.0);
    let groups = run.0["by"]["scope"].as_array().unwrap();
    assert!(!groups.is_empty());
    for group in groups {
        assert_eq!((&group["units"], &group["rows"]), (&2.0.into(), &1.into()), "{group}");
    }
}

#[test]
fn scopes_sum_to_the_total() {
    let folder = Folder::inventory(
        "equipment_type;acquired_on;datacentre_id\nserver;2024-01-01;DC\nlaptop;2023-05-01;\n",
    )
    .with("datacentres.csv", "datacentre_id,pue,measured_kwh\nDC,1.5,9000\n");
    let run = folder.assess(&["--by", "scope"]);
    let all: f64 = run.0["by"]["scope"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| scope(&run, group["key"].as_str().unwrap()).unwrap())
        .sum();
    close(all, run.total().value);
}

/// The round set, its French electricity in parts: 0.06 burnt, 0.03 upstream, 0.01 lost.
fn in_parts() -> Folder {
    let mut folder = Folder::new();
    for entry in std::fs::read_dir(round()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name != "manifest.sha256" {
            folder = folder.with(&name, std::fs::read_to_string(&path).unwrap());
        }
    }
    let mut parts =
        "factor_id,zone,year,part,criterion,value,unit,low,high,uncertainty_basis,basis,source_id\n"
            .to_owned();
    for (part, value) in [("generation", 0.06), ("upstream", 0.03), ("losses", 0.01)] {
        let cells = format!("{value},kgCO2e/kWh,{value},{value},invented,mix,INVENTED");
        writeln!(parts, "parts.{part},FRA,2025,{part},gwp,{cells}").unwrap();
    }
    folder.with("electricity-parts.csv", parts)
}

#[test]
fn upstream_and_losses_of_electricity_are_3_3_where_the_source_has_them_apart() {
    // 50 kWh · 0.1 = 5 kg: 3 burnt, 2 upstream and lost.
    let factors = in_parts();
    let factors = factors.path(".");
    let folder = Folder::inventory("equipment_type;acquired_on\nlaptop;2024-01-01\n");
    let given = ["--factors", factors.to_str().unwrap(), "--unsigned-factors"];
    let run = folder.assess(&[&given[..], &["--by", "scope"]].concat());
    close(scope(&run, "2/2.1").unwrap(), 3.0);
    close(scope(&run, "3.3/2.1").unwrap(), 2.0);
    close(scope(&run, "3.2/4.2").unwrap(), 50.0);
    let impacts = folder.impacts(&given);
    let used: Vec<&str> = impacts
        .iter()
        .filter(|row| row["stage"] == "use" && row["criterion"] == "gwp")
        .map(|row| row["scope"].as_str())
        .collect();
    assert_eq!(used, ["2/2.1+3.3/2.1"]);
}

#[test]
fn each_impact_says_its_scope() {
    for row in Folder::inventory(ROWS).impacts(&[]) {
        let expected = match (row["equipment_id"].as_str(), row["stage"].as_str()) {
            ("THEIRS", _) => "3.7/3.3",
            (_, "use") => "2/2.1",
            ("LEASED", _) => "3.8/4.4",
            (_, "end_of_life") => "3.5/4.3",
            _ => "3.2/4.2",
        };
        assert_eq!(row["scope"], expected, "{row:?}");
    }
}

/// The value of an indicator of 2025 with its bounds in files, and what `explain` shows of it.
fn told(folder: &Folder, id: &str) -> ([f64; 3], String) {
    let ran = folder.run(&["indicators", ".", "--format", "json", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
    let figures = ["value", "low", "high"].map(|name| row[name].as_f64().unwrap());
    let ran = folder.run(&["explain", id, ".", "--year", "2025", "--lang", "en"]);
    let value = ran.out.lines().find(|line| line.starts_with("  value")).unwrap();
    (figures, value.to_owned())
}

/// An estate of computers in places, of 10,000 kWh each.
fn drawing(places: &[&str]) -> Folder {
    let mut rows =
        String::from("equipment_id;equipment_type;acquired_on;country;annual_energy_kwh\n");
    for (n, place) in places.iter().enumerate() {
        writeln!(rows, "{n};server;2025-01-01;{place};10000").unwrap();
    }
    Folder::inventory(&rows).with("estate.toml", "[organisation]\ncountry = \"FR\"\n")
}

#[test]
fn a_scope_has_the_interval_of_what_is_in_it_and_people_are_shown_no_other() {
    // One factor, ±10 % in 95 % of cases: σ = ln(1.1 / 0.9) / 3.92 = 0.0512, and 90 % of cases lie
    // between exp(−0.0512² / 2 ∓ 1.645 · 0.0512) = 0.918 and 1.086 times the value.
    let ([value, low, high], said) = told(&drawing(&["FR"]), "it_scope2_location");
    let ends = (low / value, high / value);
    assert!((ends.0 - 0.918).abs() < 0.005 && (ends.1 - 1.086).abs() < 0.005, "{ends:?}");
    assert!(said.contains(" to "), "{said}");
    // Two whose errors are their own, 1,461.5 and 3,441.4 kg, ±16 % in half of cases: σ = ln(1.16 /
    // 0.84) / 1.349 = 0.2393, a deviation of 0.2428 of each, of 0.2428 · √(1461.5² + 3441.4²) = 907.8
    // kg together, 1.645 times of which is half of the interval: 1,493 kg (1,958, were they one).
    let ([value, low, high], _) = told(&drawing(&["ES", "DE"]), "it_scope2_location");
    close(value, 1461.5 + 3441.4);
    assert!(((high - low) / 2.0 / 1493.0 - 1.0).abs() < 0.04, "{low} {high}");
    // What no draw stands for keeps its sums in files, and people are shown the value alone.
    for id in ["it_ghg_purchase_year", "it_scope3_2_capital", "it_electricity"] {
        let folder =
            Folder::inventory("equipment_id;equipment_type;acquired_on\nA;server;2025-01-01\n")
                .with("estate.toml", "[organisation]\ncountry = \"FR\"\n");
        let ([value, low, high], said) = told(&folder, id);
        assert!(low < value && value < high, "{id}: {low} {value} {high}");
        assert!(!said.contains(" to "), "{id}: {said}");
    }
}
