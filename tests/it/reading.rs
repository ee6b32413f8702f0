//! Any table read right: readings held against the file, columns known by their values, and what is
//! said where the total is said.

use crate::support::{Folder, Impact, Ran, impacts};
use serde_json::Value;

/// A table imported into 2025.
struct Imported {
    said: String,
    input: Value,
    rows: Vec<Impact>,
}

fn run(table: &str, more: &[&str]) -> (Folder, Ran) {
    let folder = Folder::new().with("parc.csv", table);
    let args = ["import", "parc.csv", "--out", "out", "--year", "2025", "--lang", "en"];
    let ran = folder.run(&[&args[..], more].concat());
    (folder, ran)
}

#[track_caller]
fn import(table: &str, more: &[&str]) -> Imported {
    let (folder, ran) = run(table, more);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    Imported {
        said: ran.err,
        input: run["inputs"][0].clone(),
        rows: impacts(&folder.path("out/inventory.csv")),
    }
}

#[track_caller]
fn columns(read: &Imported, column: &str, expected: &[&str]) {
    let have: Vec<&str> = read.rows.iter().map(|row| row[column].as_str()).collect();
    assert_eq!(have, expected, "{column}: {}", read.said);
}

#[test]
fn two_headings_of_a_tool_do_not_hide_the_columns_that_it_does_not_write() {
    let read = import(
        "AssetID;AssetName;Type;Manufacturer;Model;Status;Purchase Date;Quantity\n\
         1;A;Laptop;Dell;Latitude 7420;In use;2022-05-04;1\n\
         2;B;Laptop;Dell;Latitude 7420;Retired;2015-05-04;1\n\
         3;C;Monitor;Dell;U2422H;In stock;2021-02-03;30\n",
        &[],
    );
    columns(&read, "status", &["in_service", "exited", "in_stock"]);
    columns(&read, "quantity", &["1", "1", "30"]);
    columns(&read, "acquired_on", &["2022-05-04", "2015-05-04", "2021-02-03"]);
}

#[test]
fn a_column_called_type_that_holds_models_gives_way_to_the_one_that_holds_types() {
    let read = import(
        "Name;Status;Role;Manufacturer;Type;Serial number\n\
         a;Active;Laptop;HP;EliteBook 840 G8;1\nb;Active;Server;Dell;PowerEdge R740;2\n\
         c;Active;Monitor;Dell;U2422H;3\n",
        &[],
    );
    columns(&read, "equipment_type", &["laptop", "server", "monitor"]);
    columns(&read, "model", &["EliteBook 840 G8", "PowerEdge R740", "U2422H"]);
    assert_ne!(read.input["confidence"], "certain");
}

#[test]
fn numbers_below_a_heading_that_counts_are_units_and_that_is_said_wherever_the_total_is() {
    let table = "Type;Marque;Modèle;Nb de matériels\nPortable;Dell;Latitude 7420;40\nÉcran;Dell;U2422H;75\n";
    let read = import(table, &[]);
    columns(&read, "quantity", &["40", "75"]);
    let found = &read.input["columns_by_values"][0];
    assert_eq!((&found["column"], &found["read"]), (&"quantity".into(), &true.into()));
    assert!(read.said.contains("read as `quantity` by its values"), "{}", read.said);
    let folder = Folder::new().with("parc.csv", table);
    let ran = folder.run(&["assess", "parc.csv", "--year", "2025", "--lang", "fr"]);
    assert!(
        ran.out.contains(
            "Lu d'après les valeurs :\n  - colonne « Nb de matériels » lue comme `quantity`"
        ),
        "{}",
        ran.out
    );
    let ran =
        folder.run(&["report", "parc.csv", "--year", "2025", "--lang", "fr", "--out", "r.html"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(folder.read("r.html").contains("Nb de matériels"), "the page says it too");
}

#[test]
fn numbers_below_a_heading_that_says_nothing_are_asked_with_the_line_that_settles_it() {
    let table = "Type;Marque;Modèle;Stock\nPortable;Dell;Latitude 7420;40\nÉcran;Dell;U2422H;75\n";
    let read = import(table, &[]);
    columns(&read, "quantity", &["1", "1"]);
    assert!(read.said.contains("add `--column \"Stock=quantity\"`"), "{}", read.said);
    assert_ne!(read.input["confidence"], "certain");
    let folder = Folder::new().with("parc.csv", table);
    let ran = folder.run(&["assess", "parc.csv", "--year", "2025", "--lang", "en"]);
    assert!(
        ran.out.contains("Not read, and it could move this total:\n  - column \"Stock\""),
        "{}",
        ran.out
    );
    let read = import(table, &["--column", "Stock=quantity"]);
    columns(&read, "quantity", &["40", "75"]);
    let read = import(table, &["--column", "Stock=unread"]);
    columns(&read, "quantity", &["1", "1"]);
    assert_eq!(read.input["columns_by_values"], serde_json::json!([]));
    // In an estate, the card says it once.
    let folder = Folder::new()
        .with(
            "estate.toml",
            "[organisation]\nname = \"Essai\"\n[columns]\n\"Stock\" = \"quantity\"\n",
        )
        .with("inventories/2025.csv", table);
    let ran = folder.run(&["import", ".", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(impacts(&folder.path("out/inventory.csv"))[1]["quantity"], "75");
}

#[test]
fn numbers_that_are_something_else_are_no_units() {
    for (heading, numbers) in [
        ("Étage", ["2", "3", "1"]),
        ("Année", ["2019", "2020", "2021"]),
        ("Nombre de ports", ["24", "48", "24"]),
        ("Ligne", ["1", "2", "3"]),
        ("Bureau", ["101", "102", "240"]),
    ] {
        let [a, b, c] = numbers;
        let read = import(
            &format!(
                "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude 7420;{a}\nPortable;HP;ProBook 450;{b}\nÉcran;Dell;U2422H;{c}\n"
            ),
            &[],
        );
        columns(&read, "quantity", &["1", "1", "1"]);
        assert!(!read.said.contains("=quantity"), "{heading}: {}", read.said);
    }
}

#[test]
fn a_list_of_headings_that_nobody_listed_is_read_without_a_mapping() {
    let read = import(
        "Liste du parc\nQuoi;Fabriqué par;Truc;Où ça en est;Acquis le;Qté tot.\n\
         Portable;Dell;Latitude 7420;En service;13/02/2021;3\nÉcran;Dell;U2422H;En stock;24/03/2022;5\n",
        &[],
    );
    columns(&read, "equipment_type", &["laptop", "monitor"]);
    columns(&read, "manufacturer", &["Dell", "Dell"]);
    columns(&read, "status", &["in_service", "in_stock"]);
    columns(&read, "acquired_on", &["2021-02-13", "2022-03-24"]);
}

#[test]
fn a_list_without_headings_is_said_to_be_one_and_shows_none_of_its_cells() {
    let table = "17,Laptop,PC-MDURAND,m.durand@example.org,06 11 22 33 44,02:00:00:00:00:0A,10.1.2.3,HP,EliteBook 840,2022-05-04\n\
                 18,Laptop,PC-LPETIT,l.petit@example.org,06 55 66 77 88,02:00:00:00:00:0B,10.1.2.4,HP,EliteBook 840,2022-05-04\n";
    let (folder, ran) = run(table, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("this list has no column headings"), "{}", ran.err);
    assert!(ran.err.contains("`,equipment_type,,,,,,manufacturer,"), "{}", ran.err);
    let proposed =
        folder.run(&["import", "--propose-map", "parc.csv", "--out", "m.toml", "--lang", "fr"]);
    assert_eq!(proposed.code, Some(2));
    let explained = folder.run(&["import", "--explain", "parc.csv", "--lang", "fr"]);
    assert!(explained.err.contains("pas de titres de colonnes"), "{}", explained.err);
    for said in [ran.err, proposed.err + &proposed.out, explained.err + &explained.out] {
        for cell in ["DURAND", "durand", "06 11", "02:00", "10.1.2"] {
            assert!(!said.contains(cell), "{cell}: {said}");
        }
    }
}

#[test]
fn the_contest_of_readings_is_shown_and_the_user_may_decide_otherwise() {
    let table =
        "AssetID;AssetName;Type;Manufacturer;Model;Status\n1;A;Laptop;Dell;Latitude 7420;In use\n";
    let folder = Folder::new().with("parc.csv", table);
    let ran = folder.run(&["import", "--explain", "parc.csv", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in [
        "readings compared, the best first:",
        "spreadsheet: ",
        "points, type known for 100%",
        "against the reading taken:",
    ] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    let json = folder.run(&["import", "--explain", "parc.csv", "--format", "json", "--lang", "en"]);
    let said: Value = serde_json::from_str(&json.out).unwrap();
    assert!(said["files"][0]["contest"].as_array().unwrap().len() >= 2);
    let read = import(table, &["--source", "spreadsheet"]);
    assert_eq!(
        (&read.input["source_format"], &read.input["confidence"]),
        (&"spreadsheet".into(), &"told".into())
    );
    let (_, ran) = run(table, &["--source", "glpii"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("lansweeper"), "the sources there are: {}", ran.err);
}

#[test]
fn sound_json_of_another_tool_is_not_called_broken() {
    let folder = Folder::new()
        .with("liste.json", r#"{"tickets":[{"id":7,"title":"essai"}]}"#)
        .with("objet.json", r#"{"version":"2","settings":{"theme":"clair"}}"#);
    for (file, said) in [("liste.json", "of no known source"), ("objet.json", "sound JSON")] {
        let ran = folder.run(&["import", file, "--year", "2025", "--out", "out", "--lang", "en"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains(said) && !ran.err.contains("cut short"), "{}", ran.err);
    }
}

#[test]
fn a_telephone_is_not_named_by_its_address() {
    let read = import(
        "Type;Nom machine;Marque;Site\nTéléphone IP;SEP0011AA22BB33;Cisco;Accueil 01 23 45 67 89\n",
        &[],
    );
    columns(&read, "site", &["Accueil ***"]);
    assert!(!format!("{:?}", read.rows).contains("0011AA22BB33"));
}
