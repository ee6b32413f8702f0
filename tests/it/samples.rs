//! Real exports, in a folder beside the checkout that is never committed. Where it is not there,
//! each test says so and ends. Nothing that a row holds is printed: they are people's machines.

#![expect(clippy::print_stderr, reason = "a test that does not run says so")]

use crate::support::{Folder, Ran, impacts, root, run_in};
use std::path::{Path, PathBuf};

/// A sample, where the samples are.
fn sample(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared/samples").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: sample {name} is not on this machine");
    None
}

fn import(path: &Path, out: &Folder) -> Ran {
    let out = out.path("out");
    run_in(
        root(),
        &[
            "import",
            path.to_str().unwrap(),
            "--year",
            "2025",
            "--out",
            out.to_str().unwrap(),
            "--lang",
            "en",
        ],
    )
}

/// Rows read, kept, set aside and out of scope of a sample, and the lines set aside with why.
#[track_caller]
fn check(name: &str, counts: [u64; 4], aside: &[(&str, &str)]) {
    let Some(path) = sample(name) else { return };
    let out = Folder::new();
    assert_eq!(import(&path, &out).code, Some(0), "{name}");
    let run: serde_json::Value = serde_json::from_str(&out.read("out/run.json")).unwrap();
    let found = ["rows_read", "kept", "rejected", "out_of_scope"]
        .map(|count| run["counts"][count].as_u64().unwrap());
    assert_eq!(found, counts, "{name}: read, kept, set aside, out of scope");
    let rows = impacts(&out.path("out/rejects.csv"));
    let shown: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["line"].as_str(), row["reason"].as_str())).collect();
    if !aside.is_empty() {
        assert_eq!(shown, aside, "{name}");
    }
}

#[test]
fn a_schools_glpi_list_of_549_rows() {
    // Two rows without type (lines 529 and 530), one virtual machine.
    check(
        "glpi-csv-fr/glpi.csv",
        [549, 546, 2, 1],
        &[("529", "value missing"), ("530", "value missing")],
    );
}

#[test]
fn a_schools_glpi_list_leaves_no_person_in_the_results() {
    let Some(path) = sample("glpi-csv-fr/glpi.csv") else { return };
    let out = Folder::new();
    assert_eq!(import(&path, &out).code, Some(0));
    let inventory = impacts(&out.path("out/inventory.csv"));
    assert!(inventory.iter().all(|row| row["serial"].is_empty() && row["user_key"].is_empty()));
}

#[test]
fn g4its_sound_file() {
    check("g4it/equipementPhysique_ok.csv", [17, 17, 0, 0], &[]);
}

#[test]
fn g4its_file_of_format_errors() {
    // Quantities `v` and −1 cost the row; two 31 February, −1 kWh and −1 core cost their cell.
    check(
        "g4it/equipementPhysique_avec_erreur_format.csv",
        [10, 8, 2, 0],
        &[
            ("2", "not a number"),
            ("3", "not a count of equipment (a whole number, more than 0, at most 1,000,000)"),
        ],
    );
}

#[test]
fn g4its_file_of_an_unlisted_datacentre() {
    // A lone file has no list of datacentres to hold it against.
    check("g4it/equipementPhysique_avec_erreur_coherence.csv", [1, 1, 0, 0], &[]);
}

#[test]
fn g4its_file_with_a_bare_quote() {
    check("g4it/physical_equipement_with_quote.csv", [1, 1, 0, 0], &[]);
}

#[test]
fn g4its_thirty_rows_are_twelve_machines() {
    // Six names, each of `Ecran 1`, `Serveur 12` and `Serveur 7` seven times: 18 repeats, the same
    // in every cell, so that they are merged.
    check("g4it/physical_equipment_30rows.csv", [30, 12, 0, 0], &[]);
}

#[test]
fn g4its_light_file_of_1971_rows() {
    // Counted apart with a script, from the words and models of the file: 151 consumables, two
    // virtual machines (models `VM` and Google Compute Engine), five hand scanners of the cash
    // desks, and below the word of a switch two antennas and a rack. Set aside are the words that nobody knows, where the model is unknown too: `Cash
    // registered device` 38 − 5 scanners, `Cashing System` 21 − 2 all-in-ones, `Invoice terminal`
    // 6, `Self Check Out` 5, `Tracer` 5 − 2 inkjets; and ambiguous words likewise: `Personal
    // Computer` 27 (`HP ELITE DRAGON FLY` is a laptop), `Mobility Device` 15, `Communication Device` 9. The 137 withdrawn before they
    // were bought lose that date, and stay.
    check(
        "g4it/equipementPhysique-light_trailing-semicolon.csv",
        [1971, 1693, (33 + 19 + 6 + 5 + 3) + (27 + 15 + 9), 151 + 2 + 5 + 3],
        &[],
    );
}

#[test]
fn g4its_servers() {
    check("g4it/2-physicalEquipments.csv", [6, 6, 0, 0], &[]);
}

#[test]
fn glpi_headings_are_recognised_in_both_languages_and_versions() {
    for name in [
        "glpi10_computers_default_en",
        "glpi10_computers_default_fr",
        "glpi10_computers_extended_fr",
        "glpi11_computers_default_en",
        "glpi11_computers_default_fr",
    ] {
        check(&format!("headers-only/{name}.csv"), [0, 0, 0, 0], &[]);
    }
}

/// A sample that is no inventory we read: refused with status 2, by this message.
#[track_caller]
fn refused(name: &str, message: &str) {
    let Some(path) = sample(name) else { return };
    let out = Folder::new();
    let ran = import(&path, &out);
    assert_eq!(ran.code, Some(2), "{name}");
    assert_eq!(ran.err.lines().next(), Some(message), "{name}");
    assert!(!out.path("out").exists(), "{name}: nothing is written");
}

#[test]
fn a_ticket_list_is_refused() {
    refused(
        "negative/glpi-tickets-es.csv",
        "error: this is a GLPI ticket export, not an equipment inventory",
    );
}

#[test]
fn g4its_virtual_equipment_alone_is_refused() {
    refused("g4it/3-virtualEquipments.csv", "error: this file lists virtual machines");
}

#[test]
fn the_headings_of_each_tool_are_recognised() {
    for (name, source) in [
        ("intune_devices_with_inventory", "intune"),
        ("lansweeper_report_columns", "lansweeper"),
        ("ocs_en", "ocs"),
        ("ocs_fr", "ocs"),
        ("ralph_datacenterasset", "ralph"),
        ("snipeit_custom_report_en", "snipe-it"),
        ("snipeit_custom_report_fr", "snipe-it"),
        ("snipeit_list_en", "snipe-it"),
        ("snipeit_list_fr", "snipe-it"),
        ("g4it_physical_equipment", "g4it"),
        ("glpi10_computers_extended_fr", "glpi"),
    ] {
        recognised(&format!("headers-only/{name}.csv"), source);
    }
    recognised("snipe-it/assets-sample.csv", "snipe-it");
    recognised("demo/mmunirj_asset_inventory.csv", "spreadsheet");
}

/// A sample is of this source.
#[track_caller]
fn recognised(name: &str, source: &str) {
    let Some(path) = sample(name) else { return };
    let ran = run_in(root(), &["import", "--explain", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{name}: {}", ran.err);
    let said: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said["files"][0]["source_format"], source, "{name}");
}

#[test]
fn snipe_its_invented_assets_are_typed_by_their_model_alone() {
    // Categories of building materials, which nobody knows: nineteen have the model `Macbook Pro 13"`
    // and are laptops by it, three are of a building's own kinds, `Fire Protection` and `HVAC`. Of
    // the other file no model is known either, not even `viverra pede` by the family Vive.
    check("snipe-it/assets-sample.csv", [22, 19, 0, 3], &[]);
    check("snipe-it/assets-sample-BLANKS.csv", [200, 0, 200, 0], &[]);
}

#[test]
fn a_list_of_monitors_whose_names_say_so_needs_no_mapping() {
    // Name;Model;Manufacturer;Serial: « Monitor-ARTY » says what it is.
    check("glpi-import-like/monitors.csv", [25, 25, 0, 0], &[]);
}

#[test]
fn agents_json_documents_of_a_folder_become_machines() {
    // Eleven files: the schema is no document; two computers with their partial documents, two
    // network devices, a phone, a network printer: six machines. One of the computers has a printer
    // with a serial number, and a panel of its own that is no monitor.
    check("glpi-inventory-json", [8, 7, 1, 0], &[]);
}

#[test]
fn agents_xml_documents_of_a_folder_become_machines() {
    // Two laptops, one with a screen on its VGA port; four network documents, of which one has only
    // ports and firmware.
    check("glpi-inventory-xml", [7, 6, 1, 0], &[]);
}

#[test]
fn an_agents_document_of_a_container_is_a_virtual_machine() {
    check("agents/glpi-agent-1.12dev-vm-minimised.json", [1, 0, 0, 1], &[]);
}
