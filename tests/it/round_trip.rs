//! What is assessed is what was imported: totals, assumptions, gaps and counts, of every inventory
//! that stands in the tests.

use crate::support::{Folder, Ran, root};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// What a run says of an inventory, apart from where its rows went and what could not be read.
#[derive(Debug)]
struct Said {
    kept: u64,
    numbers: Map<String, Value>,
    words: Value,
}

/// The numbers and words of a result, by their path.
fn flat(value: &Value, path: &str, numbers: &mut Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                flat(value, &format!("{path}/{name}"), numbers);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                flat(value, &format!("{path}/{at}"), numbers);
            }
        }
        Value::Null => {}
        other => {
            numbers.insert(path.to_owned(), other.clone());
        }
    }
}

fn said(ran: &Ran) -> Said {
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    let mut numbers = Map::new();
    for field in ["totals", "units", "energy_kwh", "coverage"] {
        flat(&run[field], field, &mut numbers);
    }
    Said {
        kept: run["counts"]["kept"].as_u64().unwrap(),
        numbers,
        words: run["counts"]["rejected"].clone(),
    }
}

/// All that a run says, but for what it read and how it was asked.
fn all_said(ran: &Ran) -> Map<String, Value> {
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    let mut said = Map::new();
    flat(&run, "", &mut said);
    let of_inputs = |key: &str| ["/inputs/", "/command/"].iter().any(|of| key.starts_with(of));
    said.into_iter().filter(|(key, _)| !of_inputs(key)).collect()
}

/// Figures are the same to what sums of the same rows allow, words and counts exactly.
#[track_caller]
fn same_numbers(name: &str, first: &Map<String, Value>, again: &Map<String, Value>) {
    let keys = |said: &Map<String, Value>| said.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(again), keys(first), "{name}");
    for (key, one) in first {
        let other = &again[key];
        match (one.as_f64(), other.as_f64()) {
            (Some(one), Some(other)) => {
                let close = (one - other).abs() <= 1e-9 * one.abs().max(1.0);
                assert!(close, "{name}: {key} was {one}, is {other}");
            }
            _ => assert_eq!(other, one, "{name}: {key}"),
        }
    }
}

/// Holds a file against its import: the folder says all that the file said, its inventory alone
/// what the rows kept come to.
#[track_caller]
fn holds(file: &Path) {
    let folder = Folder::new();
    let path = file.display().to_string();
    let of = |path: &str| {
        ["assess", path, "--year", "2025", "--format", "json", "--lang", "en"].map(str::to_owned)
    };
    let run = |args: &[String]| folder.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let first = run(&of(&path));
    if first.code != Some(0) {
        // What cannot be read alone has nothing to hold.
        return;
    }
    let ran = folder.run(&["import", &path, "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{path}: {}", ran.err);
    let whole = run(&of("out"));
    assert_eq!(whole.code, Some(0), "{path}: {}", whole.err);
    same_numbers(&path, &all_said(&first), &all_said(&whole));
    let first = said(&first);
    if first.kept == 0 {
        return;
    }
    let again = run(&of("out/inventory.csv"));
    assert_eq!(again.code, Some(0), "{path}: {}", again.err);
    let again = said(&again);
    assert_eq!(again.kept, first.kept, "{path}: rows kept");
    assert_eq!(again.words, 0, "{path}: rows set aside the second time");
    same_numbers(&path, &first.numbers, &again.numbers);
}

/// The files under a folder of shared inputs, where it stands beside the checkout.
fn shared(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("../shared").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_sample_and_case_is_assessed_as_it_is_imported() {
    for file in ["samples", "cases/files"].iter().flat_map(|folder| shared(folder)) {
        holds(&file);
    }
}

fn files_of(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

#[test]
fn every_source_is_assessed_as_it_is_imported() {
    let files = files_of("tests/golden/sources");
    assert!(files.len() > 15);
    for file in &files {
        holds(file);
    }
}

#[test]
fn every_example_is_assessed_as_it_is_imported() {
    for folder in ["inventories/pme-exemple/inventories", "inventories/mairie-exemple/inventories"]
    {
        for file in &files_of(folder) {
            holds(file);
        }
    }
    for folder in [
        "tests/golden/a-dirty-glpi-export/inventories",
        "tests/golden/measured-for-half-a-year/inventories",
        "tests/golden/a-server-room-with-a-meter/inventories",
    ] {
        for file in &files_of(folder) {
            holds(file);
        }
    }
}

#[test]
fn what_cannot_be_read_and_what_was_assumed_goes_with_the_inventory() {
    let text = "Type;Marque;Modèle;Site;Date d'achat;Garantie;Prix;Poids;Statut;Partagé;Mémoire\n\
        Portable;Dell;Latitude 5440;Lyon;04/03/2021;3 ans;1 234,50 €;2500 g;En service;VRAI;8 x 32 Go\n\
        Ecran;EXOTIC SAS;X;-;mars 2021;à vie;1.250;;ailleurs;non;\n\
        Serveur;HP;ProLiant;N/C;31/02/2020;0 mois;$12;;;;1 To\n";
    let folder = Folder::new().with("parc.csv", text);
    holds(&folder.path("parc.csv"));
    let ran = folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = crate::support::impacts(&folder.path("out/inventory.csv"));
    assert_eq!(rows[0]["assumed"], "own_country", "{:?}", rows[0]);
    assert!(
        rows[1]["assumed"].contains("unread_cell") && rows[1]["assumed"].contains("date_rounded")
    );
    assert_eq!(rows[1]["status"], "in_service");
}

#[test]
fn an_import_says_which_files_of_the_estate_stayed_there() {
    let folder =
        Folder::inventory("equipment_id,equipment_type,acquired_on\nA,laptop,2024-01-01\n")
            .with("movements.csv", "date,kind,unit_id\n2025-07-01,donate,A\n")
            .with("estate.toml", "[organisation]\nname = \"M\"\n");
    let ran = folder.run(&["import", ".", "--year", "2025", "--out", "taken", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("movements.csv: stayed in the estate"), "{}", ran.err);
    let out = folder.path("taken").display().to_string();
    let detail = folder.run(&["assess", &out, "--detail", "--lang", "en"]);
    assert!(detail.out.contains("movements.csv: stayed in the estate"), "{}", detail.out);
    // Put beside, it is read: nothing stays behind.
    std::fs::copy(folder.path("movements.csv"), folder.path("taken/movements.csv")).unwrap();
    let whole = folder.run(&["assess", &out, "--detail", "--lang", "en"]);
    assert!(!whole.out.contains("stayed in the estate"), "{}", whole.out);
}
