//! Energy and weight by model: what `models-2026.12` holds, what names meet, and how figures of
//! several sets meet in one equipment.

use crate::support::{Folder, Impact, close, impacts};
use empreinte::factor::FactorSet;
use empreinte::factor::models::{ModelLevel, ModelMatch};
use empreinte::table::SmallTable;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn folder(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("emission-factors").join(set)
}

/// `models-2026.12` over the set that it lies over.
fn models() -> &'static FactorSet {
    static SET: OnceLock<FactorSet> = OnceLock::new();
    SET.get_or_init(|| FactorSet::open(&folder("models-2026.12"), false).unwrap())
}

fn find(manufacturer: &str, model: &str, kind: &str) -> ModelMatch<'static> {
    let kind = (!kind.is_empty()).then(|| models().type_named(kind).unwrap());
    models().models().find(manufacturer, model, kind)
}

/// What each labelled name of a half met: right, wrong, missed, as (claimed, expected, name).
fn measured(half: Option<&str>) -> (usize, usize, usize, Vec<String>) {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/energy-pairs.csv");
    let table = SmallTable::open(&pairs, &[]).unwrap();
    let (mut right, mut claimed, mut have, mut wrong) = (0, 0, 0, Vec::new());
    for row in table.rows().filter(|row| half.is_none_or(|half| row.get("half") == half)) {
        let found = find(row.get("manufacturer"), row.get("model"), row.get("equipment_type"));
        let id = found.found().map_or("", |found| found.entry.id.as_str());
        let expected = row.get("expected_id");
        have += usize::from(!expected.is_empty());
        claimed += usize::from(!id.is_empty());
        right += usize::from(!id.is_empty() && id == expected);
        if id != expected {
            wrong.push(format!(
                "{} {} -> {id}, {expected} expected",
                row.get("half"),
                row.get("model")
            ));
        }
    }
    (right, claimed, have, wrong)
}

#[test]
fn names_meet_their_model_with_the_precision_and_recall_that_the_page_says() {
    let page = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats/models.md"),
    )
    .unwrap();
    for (half, label) in
        [(None, "all"), (Some("tune"), "tuning half"), (Some("held"), "held-out half")]
    {
        let (right, claimed, have, wrong) = measured(half);
        let (precision, recall) = (right as f64 / claimed as f64, right as f64 / have as f64);
        assert!(precision >= 0.98 && recall >= 0.9, "{label}: {precision} {recall} {wrong:#?}");
        let row =
            format!("| {label} | {right} | {claimed} | {have} | {precision:.3} | {recall:.3} |");
        assert!(page.contains(&row), "not in docs/formats/models.md: {row} {wrong:#?}");
    }
}

#[test]
fn every_model_of_the_set_is_found_by_its_own_name() {
    // Another of the same key would make both unclaimable: a handful are, of makers who sell two
    // machines under one name.
    let set = models();
    let entries = set.models().entries();
    let lost: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.level == ModelLevel::Model)
        .filter(|entry| {
            let found =
                set.models().find(&entry.manufacturer, &entry.name, Some(entry.equipment_type));
            found.found().is_none_or(|found| found.entry.id != entry.id)
        })
        .map(|entry| entry.id.as_str())
        .collect();
    assert!(lost.len() * 50 < entries.len(), "{} of {}: {lost:#?}", lost.len(), entries.len());
}

#[test]
fn power_and_energy_of_a_model_agree() {
    // 43 W all year are 376.68 kWh: the sheet of a FortiGate 121G, as the library has it.
    let found = find("Fortinet", "FG-121G", "firewall");
    let found = found.found().unwrap();
    let value = |part: Option<empreinte::factor::models::EntryPart<'_>>| {
        models().factor(part.unwrap().factor).amount.value
    };
    close(value(found.typical_power), 43.0);
    assert!((value(found.energy) - 43.0 * 8.76).abs() < 0.05);
    close(value(found.weight), 5.52);
    assert!(found.embodied.is_none());
}

const LAPTOP: &str = "equipment_id;equipment_type;manufacturer;model;acquired_on\n\
    L;laptop;Dell Inc.;Latitude 5400;2024-01-01\n\
    S;switch;Cisco;WS-C3650-24TS;2024-01-01\n\
    N;switch;Acme;Nothing;2024-01-01\n";

#[test]
fn making_from_one_set_meets_energy_from_another_in_one_equipment() {
    let sets = ["--factors", "pcf-2026.12", "--factors", "models-2026.12"];
    let folder = Folder::inventory(LAPTOP);
    let rows = folder.impacts(&sets);
    let row = |id: &str, stage: &str| {
        let of = |one: &&Impact| one["equipment_id"] == id && one["stage"] == stage;
        rows.iter().find(of).unwrap_or_else(|| panic!("no {stage} of {id}"))
    };
    // The maker's sheet makes 269.01 kg; the ENERGY STAR test draws 23 kWh a year.
    assert_eq!(row("L", "embodied")["factor_id"], "pcf.dell.latitude-5400.embodied.gwp");
    assert_eq!(row("L", "embodied")["matched_by"], "model");
    assert_eq!(row("L", "use")["energy_origin"], "model");
    close(row("L", "use")["annual_energy_kwh"].parse().unwrap(), 23.0);
    // A switch is made as its type is (its model says that it is one of access, which has no making
    // of its own), and draws as its model does: 55.2 W × 8.76.
    assert_eq!(row("S", "embodied")["matched_by"], "parent_type");
    assert_eq!(row("S", "use")["energy_origin"], "model");
    close(row("S", "use")["annual_energy_kwh"].parse().unwrap(), 483.6);
    assert_eq!(row("N", "use")["energy_origin"], "type");
    close(row("N", "use")["annual_energy_kwh"].parse().unwrap(), 490.6);

    let explained = |id: &str| {
        let mut args = vec!["explain", id, ".", "--year", "2025", "--lang", "en"];
        args.extend(sets);
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    let said = explained("L");
    assert!(said.contains("factors by model: Latitude 5400"), "{said}");
    assert!(said.contains("energy by model: Dell Latitude 5400"), "{said}");
    assert!(said.contains("set: pcf-2026.12") && said.contains("set: models-2026.12"), "{said}");
    let said = explained("S");
    assert!(said.contains("energy by model: Cisco Catalyst 3650-24TS"), "{said}");
    assert!(said.contains("set: core-2026.12") && said.contains("set: models-2026.12"), "{said}");
}

#[test]
fn a_nas_filed_as_a_storage_array_meets_its_model() {
    let found = find("Synology", "DS218j", "storage_array");
    assert_eq!(found.found().unwrap().entry.id, "models.synology.ds218j");
    assert!(find("Synology", "DS218j", "server").found().is_none());
}

/// By hand, of `core-2026.12`'s classes: 1,500 VA 56.39, 700 VA 26.67, 10 kVA 1,434, a UPS of no
/// power the mean, 730.3; `PoE` 613.2, access 438, Nexus 2,102; 24 inches 45.37; a conference 24.79.
#[test]
fn the_sort_that_words_and_models_tell_draws_what_its_class_draws() {
    let rows = [
        ("onduleur 1500 VA", "", 56.39),
        ("ups", "Back-UPS 700VA", 26.67),
        ("ups", "UPS 10 kVA", 1434.0),
        ("onduleur", "Powerware 9130", 730.3),
        ("switch PoE", "2930F 24G PoE+", 613.2),
        ("switch d'accès", "", 438.0),
        ("switch", "Nexus 93180YC-EX", 2102.0),
        ("switch cœur", "", 490.6),
        ("monitor", "P2419H", 45.37),
        // The model goes before the word.
        ("écran 24 pouces", "P2219H", 34.8),
        ("Téléphone de conférence", "", 24.79),
    ];
    let mut list = "equipment_id,equipment_type,model,quantity\n".to_owned();
    for (at, (word, model, _)) in rows.iter().enumerate() {
        writeln!(list, "E{at},{word},{model},1").unwrap();
    }
    let folder = Folder::new().with("list.csv", list);
    let ran = folder
        .run(&["assess", "list.csv", "--year", "2025", "--out", "results", "--format", "csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let impacts = impacts(&folder.path("results/impacts.csv"));
    let used: Vec<_> = impacts.iter().filter(|row| row["stage"] == "use").collect();
    assert_eq!(used.len(), rows.len());
    for row in used {
        let of = &rows[row["equipment_id"][1..].parse::<usize>().unwrap()];
        let found: f64 = row["annual_energy_kwh"].parse().unwrap();
        assert!((found - of.2).abs() < 1e-9, "{of:?}: {found}");
    }
}
