//! Where nothing could be counted: no figure in any output, and why, first.

use crate::support::Folder;

fn folder() -> Folder {
    Folder::new().with("liste.csv", "Type;Marque;Modèle\nTruc;Dell;X\nBidule;HP;Y\n")
}

#[test]
fn where_nothing_could_be_counted_the_first_thing_said_is_why() {
    let folder = folder();
    for command in ["assess", "report", "compare-methods", "indicators", "allocate"] {
        let ran = folder.run(&[command, "liste.csv", "--year", "2025", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{command}: {}", ran.err);
        assert_eq!(ran.out, "", "{command} prints no figure");
        let first = "error: none of the 2 rows read could be counted: there is no figure";
        assert!(ran.err.starts_with(first), "{command}: {}", ran.err);
    }
    let ran = folder.run(&["assess", "liste.csv", "--detail", "--year", "2025", "--lang", "en"]);
    assert!(ran.err.contains("liste.csv, line 2, column `Type`, value `Truc`"), "{}", ran.err);
    assert!(ran.err.contains("on the command line, --type \"Truc="), "{}", ran.err);
    let written: Vec<_> = std::fs::read_dir(folder.path(".")).unwrap().collect();
    assert_eq!(written.len(), 1, "no page is written");
}

#[test]
fn files_of_a_run_without_figure_hold_none() {
    let folder = folder();
    let args = ["assess", "liste.csv", "--year", "2025", "--out", "out", "--format", "json"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(2));
    let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(run["overall"].as_array().unwrap().iter().all(|one| one["value"].is_null()));
    assert!(run["totals"].as_array().unwrap().iter().all(|one| one["value"].is_null()));
    for key in ["units", "energy_kwh", "electricity_market"] {
        assert!(run[key].is_null(), "{key}");
    }
    assert!(run["interval_90"]["value"].is_null());
    assert_eq!(run["counts"]["rejected"], 2);
    assert_eq!(folder.read("out/footprint.csv").lines().count(), 1, "the heading alone");
    assert_eq!(folder.read("out/rejects.csv").lines().count(), 3);
}

#[test]
fn an_export_of_nothing_says_so_and_an_import_leaves_its_rejects_to_correct() {
    let folder = folder();
    let args = ["export", "liste.csv", "--year", "2025", "--to", "ecodiag", "--out", "out"];
    assert_eq!(folder.run(&args).code, Some(2));
    let args = ["import", "liste.csv", "--year", "2025", "--out", "parc", "--lang", "en"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.starts_with("error: none of the 2 rows read"), "{}", ran.err);
    assert_eq!(folder.read("parc/rejects.csv").lines().count(), 3);
}

#[test]
fn an_inventory_of_things_out_of_scope_alone_has_no_figure() {
    let folder = Folder::inventory("equipment_id,equipment_type\nS-1,software\nS-2,software\n");
    let ran = folder.run(&["assess", ".", "--detail", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("2 rows are out of scope"), "{}", ran.err);
}

#[test]
fn equipment_that_left_before_the_year_is_a_true_zero() {
    let folder = Folder::inventory(
        "equipment_id,equipment_type,status,exited_on\nP-1,laptop,exited,2020-01-01\n",
    );
    let ran = folder.run(&["assess", ".", "--detail", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn what_has_no_factor_at_all_has_no_figure() {
    // The first set knew no factor of them.
    const FIRST: [&str; 2] = ["--factors", "core-2026.11"];
    let folder = Folder::new().with("liste.csv", "Type;Quantité\npdu;3\n");
    for command in ["assess", "report", "compare-methods"] {
        let args = [command, "liste.csv", "--year", "2025", "--lang", "en"];
        let ran = folder.run(&[&args[..], &FIRST].concat());
        assert_eq!(ran.code, Some(2), "{command}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{command} prints no figure");
        assert!(ran.err.contains("nothing of what was counted has a factor"), "{}", ran.err);
        assert!(ran.err.contains(": 3"), "{}", ran.err);
    }
    let args = ["assess", "liste.csv", "--year", "2025", "--format", "json"];
    let ran = folder.run(&[&args[..], &FIRST].concat());
    let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(run["overall"].as_array().unwrap().iter().all(|one| one["value"].is_null()));
    assert!(run["interval_90"]["value"].is_null());
    assert_eq!(run["counts"]["kept"], 1);
}
