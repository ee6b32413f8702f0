//! A criterion that some equipment has no factor for never looks complete, nor zero.

use crate::support::{Folder, close, root, run_in};
use serde_json::Value;
use std::path::Path;

const SERVER: &str = "S;server;2024-01-01;FR;1000\n";
const LAPTOP: &str = "L;laptop;2024-01-01;FR;30\n";
/// Germany has no primary energy of electricity in the set.
const GERMAN: &str = "G;laptop;2024-01-01;DE;30\n";

fn estate(rows: &str) -> Folder {
    Folder::inventory(&format!(
        "equipment_id;equipment_type;acquired_on;country;annual_energy_kwh\n{rows}"
    ))
}

fn said(folder: &Path, args: &[&str]) -> String {
    let mut all = vec!["assess", ".", "--detail", "--year", "2025"];
    all.extend(args);
    let ran = run_in(folder, &all);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn run(folder: &Path, args: &[&str]) -> Value {
    let mut all = args.to_vec();
    all.extend(["--format", "json"]);
    serde_json::from_str(&said(folder, &all)).unwrap()
}

fn page(folder: &Folder, criteria: &str, lang: &str) -> String {
    let args = ["report", ".", "--year", "2025", "--criteria", criteria, "--out", "r.html"];
    let ran = folder.run(&[&args[..], &["--lang", lang]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    folder.read("r.html")
}

/// The rows of `footprint.csv` of a group and criterion: stage, value, units without factor.
fn rows(text: &str, axis: &str, key: &str, criterion: &str) -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let all = reader.deserialize::<std::collections::BTreeMap<String, String>>();
    all.map(Result::unwrap)
        .filter(|row| row["axis"] == axis && row["key"] == key && row["criterion"] == criterion)
        .map(|row| ["stage", "value", "units_without_factor"].map(|name| row[name].clone()))
        .collect()
}

#[test]
fn a_partial_sum_says_so_in_the_summary_and_in_run_json() {
    // Primary energy: 13000 / 5 + 1030 · 8.28, the laptop's making being left out.
    let folder = estate(&format!("{SERVER}{LAPTOP}"));
    let path = folder.path(".");
    let fr = said(&path, &["--criteria", "gwp,pe", "--lang", "fr"]);
    assert!(fr.contains("(partiel : 1 équipement sans facteur)"), "{fr}");
    let run = run(&path, &["--criteria", "gwp,pe"]);
    assert_eq!(run["overall"][0]["partial"], false);
    let pe = &run["overall"][1];
    assert_eq!((&pe["partial"], &pe["units_without_factor"]), (&true.into(), &1.0.into()));
    close(pe["value"].as_f64().unwrap(), 13000.0 / 5.0 + 1030.0 * 8.28);
}

#[test]
fn a_partial_headline_says_so_before_anything_else() {
    let folder = estate(&format!("{SERVER}{LAPTOP}"));
    for (lang, sentence) in [
        (
            "fr",
            "N'est pas dans ce total :\n  - 1 équipement\u{a0}: aucun facteur pour ce critère (énergie primaire)",
        ),
        ("en", "Not in this total:\n  - 1 unit: no factor for this criterion (primary energy)"),
    ] {
        let said = said(&folder.path("."), &["--criteria", "pe", "--lang", lang]);
        assert!(said.contains(sentence), "{said}");
    }
    assert!(page(&folder, "pe", "en").contains("The total does not include"));
}

#[test]
fn a_group_without_factor_has_empty_cells_and_not_zeros() {
    let folder = estate(&format!("{SERVER}{LAPTOP}"));
    let text = said(&folder.path("."), &["--criteria", "gwp,pe", "--format", "csv"]);
    for [stage, value, units] in rows(&text, "type", "laptop", "pe") {
        // The laptop's electricity has a factor: 30 · 8.28 = 248.4 MJ.
        let expected = if stage == "use" { 30.0 * 8.28 } else { f64::NAN };
        assert_eq!(value.is_empty(), expected.is_nan(), "{stage}: {value}");
        assert!(value.is_empty() || (value.parse::<f64>().unwrap() - expected).abs() < 1e-9);
        assert_eq!(units, "1");
    }
    // The source of the server does not split stages: none of them is known by itself, nor zero.
    for [stage, value, units] in rows(&text, "type", "server", "pe") {
        assert_eq!(value.is_empty(), stage != "embodied" && stage != "use", "{stage}");
        assert_eq!(units, "0");
    }
    // By scope, what lacks a factor is the making and the end of life, not the electricity.
    for (scope, lacking) in [("3.2/4.2", "1"), ("3.5/4.3", "1"), ("2/2.1", "0")] {
        let found = rows(&text, "scope", scope, "pe");
        assert!(!found.is_empty(), "{scope}");
        assert!(found.iter().all(|[_, _, units]| units == lacking), "{scope}: {found:?}");
    }
}

#[test]
fn units_without_factor_sum_to_the_same_on_every_axis() {
    // At the one site, 2 laptops in service lack a factor; the 3 that left in 2023 weigh nothing in
    // 2025 and lack nothing. The server has its primary energy.
    let folder = Folder::inventory(
        "equipment_type;quantity;acquired_on;status;exited_on;country;site;entity\n\
         laptop;2;2022-01-01;in_service;;FR;Mairie;RH\n\
         laptop;3;2022-01-01;exited;2023-06-30;FR;Mairie;RH\n\
         server;1;2024-01-01;in_service;;FR;Mairie;RH\n",
    );
    let text = said(&folder.path("."), &["--criteria", "gwp,pe", "--format", "csv"]);
    for (axis, keys) in [
        ("total", vec![""]),
        ("type", vec!["laptop", "server"]),
        ("site", vec!["Mairie"]),
        ("entity", vec!["RH"]),
        ("country", vec!["FRA"]),
        ("status", vec!["in_service", "exited"]),
        ("year", vec!["2022", "2024"]),
    ] {
        let of = |key: &&str| rows(&text, axis, key, "pe")[0][2].parse::<f64>().unwrap();
        close(keys.iter().map(of).sum(), 2.0);
    }
}

#[test]
fn a_criterion_without_any_figure_is_unknown_and_not_zero() {
    let folder = estate(GERMAN);
    let path = folder.path(".");
    let en = said(&path, &["--criteria", "gwp,pe", "--lang", "en"]);
    let line = en.lines().find(|line| line.contains("primary energy")).unwrap();
    assert!(
        line.ends_with("no figure: no factor for this estate (1 unit without factor)"),
        "{line}"
    );
    let run = run(&path, &["--criteria", "gwp,pe"]);
    let pe = &run["overall"][1];
    assert!(pe["value"].is_null() && pe["low"].is_null() && pe["high"].is_null(), "{pe}");
    assert!(run["uncertainty"][1]["interval_90"].is_null());
    let totals = run["totals"].as_array().unwrap();
    assert!(totals.iter().all(|one| one["value"].is_null() == (one["criterion"] == "pe")));
    let text = said(&path, &["--criteria", "gwp,pe", "--format", "csv"]);
    assert!(rows(&text, "total", "", "pe").iter().all(|[_, value, _]| value.is_empty()), "{text}");
    for (lang, word) in [("fr", "inconnu"), ("en", "unknown")] {
        let page = page(&folder, "gwp,pe", lang);
        assert!(page.contains(&format!("<strong>{word}</strong>")), "{lang}");
    }
}

#[test]
fn a_headline_without_any_figure_is_unknown_and_not_zero() {
    let folder = estate(GERMAN);
    let path = folder.path(".");
    let fr = said(&path, &["--criteria", "pe", "--lang", "fr"]);
    assert!(
        fr.contains("Empreinte de l'année : pas de chiffre : aucun facteur pour ce parc (1 équipement sans facteur)"),
        "{fr}"
    );
    let run = run(&path, &["--criteria", "pe"]);
    assert!(run["interval_90"]["value"].is_null() && run["per_person"].is_null());
    let page = page(&folder, "pe", "fr");
    assert!(page.contains("pas de chiffre\u{a0}: aucun facteur pour ce parc"), "{page}");
    assert!(!page.contains("id=\"uncertainty\""));
    let strict =
        folder.run(&["assess", ".", "--detail", "--year", "2025", "--criteria", "pe", "--strict"]);
    assert_eq!(strict.code, Some(3));
}

#[test]
fn an_estate_without_rows_has_no_figure_for_any_criterion() {
    let ran = estate("").run(&["assess", ".", "--criteria", "gwp,pe", "--format", "json"]);
    assert_eq!(ran.code, Some(2));
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(run["overall"].as_array().unwrap().iter().all(|one| one["value"].is_null()));
}

#[test]
fn both_example_estates_say_that_their_primary_energy_is_partial() {
    for estate in ["mairie-exemple", "pme-exemple"] {
        let folder = root().join("inventories").join(estate);
        let said =
            run_in(&folder, &["assess", ".", "--detail", "--criteria", "gwp,pe", "--lang", "en"]);
        let line = said.out.lines().find(|line| line.contains("primary energy")).unwrap();
        assert!(line.contains("(partial: ") && line.ends_with("without factor)"), "{line}");
        let page = tempfile::tempdir().unwrap();
        let out = page.path().join("r.html");
        let out = out.to_str().unwrap();
        run_in(&folder, &["report", ".", "--criteria", "gwp,pe", "--lang", "en", "--out", out]);
        assert!(std::fs::read_to_string(out).unwrap().contains("<strong>partial</strong>"));
    }
}

#[test]
fn mineral_resources_of_laptops_are_whole_and_those_of_desktops_unknown() {
    // The round set: laptops have carbon and mineral resources, desktops carbon only.
    let folder = Folder::inventory("equipment_type;acquired_on\nlaptop;2025-01-01\n");
    let whole = folder.assess(&["--criteria", "gwp,adpe"]).0;
    assert_eq!(whole["overall"][1]["partial"], false);
    let folder = Folder::inventory(
        "equipment_type;acquired_on\nlaptop;2025-01-01\ndesktop;2025-01-01\nmonitor;2025-01-01\n",
    );
    let partial = folder.assess(&["--criteria", "gwp,adpe"]).0;
    assert_eq!(partial["overall"][1]["units_without_factor"], 2.0);
}

#[test]
fn a_service_without_a_factor_for_the_only_criterion_lacks_it_too() {
    let folder = estate(SERVER).with(
        "services.csv",
        "service,quantity,unit,country,period_start,period_end\npaper,500,ream,FR,2025-01-01,2025-12-31\n",
    );
    let of = |criteria: &str| {
        let run = run(&folder.path("."), &["--criteria", criteria]);
        let overall = run["overall"].as_array().unwrap();
        let pe = overall.iter().find(|one| one["criterion"] == "pe").unwrap();
        pe["units_without_factor"].as_f64().unwrap()
    };
    assert_eq!((of("pe"), of("gwp,pe")), (1.0, 1.0));
}

#[test]
fn a_criterion_that_the_set_has_not_is_refused_by_the_name_of_that_set() {
    let ran = estate(LAPTOP).run(&["assess", ".", "--year", "2025", "--criteria", "adpe"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`core-2026.12`") && !ran.err.contains("pcf"), "{}", ran.err);
}
