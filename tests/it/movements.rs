//! The ledger of movements, as its commands read it, hold it against inventories and write papers.

use crate::support::{Folder, Ran, root};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A copy of the example town hall, to be changed.
fn town_hall() -> Folder {
    let from = root().join("inventories/mairie-exemple");
    let mut folder = Folder::new();
    for name in [
        "estate.toml",
        "datacentres.csv",
        "movements.csv",
        "inventories/2023.csv",
        "inventories/2024.csv",
        "inventories/2025.csv",
        "trackdechets/registre-sortant-2025.csv",
    ] {
        folder = folder.with(name, std::fs::read(from.join(name)).unwrap());
    }
    folder
}

#[track_caller]
fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn checked(folder: &Folder, more: &[&str]) -> Value {
    let mut args = vec!["movements", "check", ".", "--format", "json", "--lang", "en"];
    args.extend(more);
    json(&folder.run(&args))
}

/// A row of a CSV, by column.
type Row = BTreeMap<String, String>;

fn rows(csv: &str) -> Vec<Row> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn the_example_has_the_anomalies_its_page_tells_and_no_other() {
    let report = checked(&town_hall(), &[]);
    let found: BTreeSet<(String, String, u64)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            (
                finding["kind"].as_str().unwrap().to_owned(),
                finding["subject"].as_str().unwrap_or("").to_owned(),
                finding["line"].as_u64().unwrap_or(0),
            )
        })
        .collect();
    let page =
        std::fs::read_to_string(root().join("inventories/mairie-exemple/README.md")).unwrap();
    let told: BTreeSet<(String, String, u64)> = [
        ("before_purchase", "2573", 113),
        ("vanished", "663", 0),
        ("appeared_without_purchase", "2747", 0),
        ("still_in_inventory", "1032", 270),
        ("weee_without_document", "235", 69),
        ("future_date", "591", 172),
    ]
    .map(|(kind, unit, line)| (kind.to_owned(), unit.to_owned(), line))
    .into();
    assert_eq!(found, told);
    for (kind, unit, line) in &told {
        let line = if *line == 0 { "| – |".to_owned() } else { format!("ligne {line} ") };
        let says = |row: &str| row.contains(&format!("`{kind}`")) && row.contains(&line);
        assert!(page.lines().any(|row| says(row) && row.contains(unit.as_str())), "{kind} {unit}");
    }
    let lines: Vec<u64> =
        report["rejects"].as_array().unwrap().iter().map(|r| r["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [298, 299]);
    // 298 rows: 2 set aside, 1 replaced by a later one, 295 kept.
    assert_eq!(
        (&report["rows_read"], &report["replaced"], &report["kept"]),
        (&298.into(), &1.into(), &295.into())
    );
}

#[test]
fn the_same_check_gives_the_same_bytes_and_strict_ends_with_3() {
    let folder = town_hall();
    let args = ["movements", "check", ".", "--format", "csv"];
    assert_eq!(folder.run(&args).out, folder.run(&args).out);
    let strict = folder.run(&["movements", "check", ".", "--strict"]);
    assert_eq!(strict.code, Some(3));
    assert!(strict.out.contains("DEEE remis sans document : 1"), "{}", strict.out);
    // What happened in 2020: nothing, but two rows are set aside.
    let early = checked(&folder, &["--year", "2020"]);
    assert_eq!(early["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn rows_inferred_and_added_leave_nothing_to_infer_or_to_find_between_the_inventories() {
    let empty = "movement_id,date,kind,evidence,unit_id,equipment_type,quantity,reason,note\n";
    let folder = town_hall().with("movements.csv", empty);
    let before = checked(&folder, &[]);
    assert!(before["counts"]["vanished"].as_u64().unwrap() > 10, "{}", before["counts"]);
    for (from, to) in [("2023", "2024"), ("2024", "2025")] {
        let args = ["movements", "infer", ".", "--from", from, "--to", to];
        let proposed = folder.run(&args).out;
        let proposed = proposed.strip_prefix(empty).unwrap();
        assert!(
            proposed.lines().count() > 50 && proposed.lines().all(|row| row.contains(",inferred,"))
        );
        let ledger = folder.read("movements.csv") + proposed;
        std::fs::write(folder.path("movements.csv"), ledger).unwrap();
        let again = folder.run(&args);
        assert_eq!(again.out, empty, "{}", again.err);
    }
    let after = checked(&folder, &[]);
    assert_eq!(after["rejected"], 0);
    let left: Vec<&String> = after["counts"].as_object().unwrap().keys().collect();
    // Gifts and sales are known; how waste left, and what it weighed, no inventory tells.
    assert_eq!(left, ["bad_waste_code", "no_weight", "weee_without_document"]);
}

#[test]
fn proposals_never_take_the_place_of_the_ledger() {
    let folder = town_hall();
    let before = folder.read("movements.csv");
    let ran = folder.run(&["movements", "infer", ".", "--out", "movements.csv", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(folder.read("movements.csv"), before);
    let ran = folder.run(&["movements", "infer", ".", "--from", "2025", "--to", "2024"]);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn treatments_that_trackdechets_tells_and_the_ledger_lacks_are_written_and_close_the_gap() {
    let folder = town_hall();
    let ledger = folder.read("movements.csv");
    let without: Vec<&str> = ledger.lines().filter(|row| !row.contains(",weee_treated,")).collect();
    std::fs::write(folder.path("movements.csv"), without.join("\n") + "\n").unwrap();
    let args = [
        "movements",
        "reconcile",
        ".",
        "trackdechets/registre-sortant-2025.csv",
        "--format",
        "json",
        "--out",
        "treated.csv",
    ];
    let found = json(&folder.run(&args));
    assert_eq!(found["matches"].as_array().unwrap().len(), 1);
    assert_eq!(found["matches"][0]["by"], "number");
    assert_eq!(found["only_in_register"], serde_json::json!(["BSD-20250616-VLB3C8T5H"]));
    assert_eq!(found["without_slip"], serde_json::json!(["2025-11-12 LOT-2025-01"]));
    let rows = rows(&folder.read("treated.csv"));
    assert_eq!(rows.len(), 1);
    // 0.093 t received, 0 t refused.
    assert_eq!((rows[0]["received_kg"].as_str(), rows[0]["refused_kg"].as_str()), ("93", "0"));
    assert_eq!((rows[0]["done_code"].as_str(), rows[0]["mode"].as_str()), ("R 4", "recycling"));
    assert_eq!(rows[0]["lot_id"], "LOT-2025-02");
    let strict = folder.run(&[
        "movements",
        "reconcile",
        ".",
        "trackdechets/registre-sortant-2025.csv",
        "--strict",
    ]);
    assert_eq!(strict.code, Some(3), "one slip is in the register only");
}

#[test]
fn the_register_of_a_year_has_a_line_a_lot_and_says_what_it_lacks() {
    let folder = town_hall();
    let register =
        json(&folder.run(&["movements", "register", ".", "--year", "2024", "--format", "json"]));
    let lines = register["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    // The correction counts (29.8 kg), not the row it replaces (298 kg); the printer weighs 11 kg.
    assert!((register["weight_kg"].as_f64().unwrap() - 40.8).abs() < 1e-9);
    assert_eq!(lines[0]["lot_id"], "235");
    let missing: Vec<&str> =
        lines[0]["missing"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    assert!(
        missing.contains(&"collection_note") && missing.contains(&"transporter"),
        "{missing:?}"
    );
    assert!(!missing.contains(&"eco_organisme"), "no eco-organisation took it over");
    assert_eq!(lines[1]["missing"], serde_json::json!([]));
    assert_eq!(lines[1]["bsdd_no"], Value::Null, "with an eco-organisation, no slip is due");
    let french = folder.run(&[
        "movements",
        "register",
        ".",
        "--year",
        "2025",
        "--format",
        "csv",
        "--csv-dialect",
        "fr",
    ]);
    assert!(french.out.starts_with("\u{feff}lot;date d'expédition;"), "{}", french.out);
    assert!(french.out.contains(";0,0936;réel;13;"), "93.6 kg are 0.0936 t: {}", french.out);
    assert!(french.out.contains(";route;") && !french.out.contains("road"), "{}", french.out);
    let lines = ["movements", "register", ".", "--year", "2025", "--format", "json"];
    assert_eq!(json(&folder.run(&lines))["lines"][0]["transport_mode"], "road");
    let strict = folder.run(&["movements", "register", ".", "--year", "2024", "--strict"]);
    assert_eq!(strict.code, Some(3));
}

#[test]
fn the_report_has_the_register_in_both_languages_and_only_where_waste_was_handed_over() {
    let folder = town_hall();
    let page = |lang: &str, year: &str| {
        let ran = folder.run(&["report", ".", "--year", year, "--lang", lang, "--out", "r.html"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        folder.read("r.html")
    };
    let (french, english) = (page("fr", "2025"), page("en", "2025"));
    assert!(french.contains("Registre des déchets sortants (DEEE)"));
    assert!(english.contains("Outgoing waste register (WEEE)"));
    for page in [&french, &english] {
        assert!(page.contains("BSD-20251118-VLB7K2M9Q") && page.contains("BC-2025-30562"));
        assert!(page.contains("movements.csv"), "the ledger is an input of the report");
    }
    std::fs::write(folder.path("movements.csv"), "date,kind,unit_id\n").unwrap();
    assert!(!page("fr", "2025").contains("id=\"waste\""));
}

#[test]
fn a_seal_shows_that_a_row_was_changed() {
    let folder = town_hall();
    let seal = ["movements", "seal", ".", "--lang", "en"];
    assert_eq!(folder.run(&seal).code, Some(0));
    let sealed = folder.read("movements.csv");
    let added = sealed.clone() + "M-X,2025-12-31,return,,734\n";
    std::fs::write(folder.path("movements.csv"), &added).unwrap();
    assert_eq!(checked(&folder, &[])["counts"]["seal_broken"], Value::Null, "rows may be added");
    std::fs::write(folder.path("movements.csv"), added.replacen("93.6", "39.6", 1)).unwrap();
    assert_eq!(checked(&folder, &[])["counts"]["seal_broken"], 1);
    let refused = folder.run(&seal);
    assert_eq!(refused.code, Some(2), "a changed ledger is not sealed over");
}

#[test]
fn what_people_are_or_wrote_is_printed_nowhere() {
    let folder = town_hall();
    let head = "movement_id,date,kind,unit_id,user_key,previous_user_key,entered_by,note\n";
    let rows = "A,2025-01-10,assign,734,jeanne.martin@mairie.example,,Paul Durand,pour Luc Petit\n\
        B,2025-02-30,reassign,734,Jeanne Martin,Luc Petit,Paul Durand,pour Luc Petit\n\
        C,2025-03-30,reassign,734,Jeanne Martin,Luc Petit,Paul Durand,pour Luc Petit\n";
    std::fs::write(folder.path("movements.csv"), format!("{head}{rows}")).unwrap();
    let report = checked(&folder, &[]);
    assert_eq!(report["counts"]["user_in_clear"], 2);
    let runs: [&[&str]; 6] = [
        &["movements", "check", "."],
        &["movements", "check", ".", "--format", "csv"],
        &["movements", "check", ".", "--format", "json"],
        &["movements", "list", "."],
        &["movements", "show", "734", "."],
        &["movements", "infer", "."],
    ];
    for args in runs {
        let ran = folder.run(args);
        for word in ["jeanne", "Jeanne", "Paul", "Luc"] {
            assert!(!ran.out.contains(word) && !ran.err.contains(word), "{args:?}: {}", ran.out);
        }
    }
}

#[test]
fn a_unit_nobody_knows_is_said_with_the_nearest() {
    let folder = town_hall();
    let ran = folder.run(&["movements", "show", "LOT-2025-03", ".", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("LOT-2025-0"), "{}", ran.err);
    let ran = folder.run(&["movements", "list", ".", "--kind", "prêt", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("weee_handover"), "{}", ran.err);
}
