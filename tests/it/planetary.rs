//! The footprint against the yearly planetary budget of one person.

use crate::support::{Folder, close, root, round};
use empreinte::factor::FactorSet;
use serde_json::Value;
use std::collections::BTreeMap;

/// 100,000 kWh of a meter at 0.0461 kg: 4,610 kg and nothing else.
fn meter(card: &str) -> Folder {
    Folder::new()
        .with("estate.toml", format!("[organisation]\nname = \"R\"\ncountry = \"FR\"\n{card}"))
        .with(
            "inventories/2025.csv",
            "equipment_id;equipment_type;status;acquired_on;exited_on\nA;laptop;exited;2010-01-01;2015-01-01\n",
        )
        .with("datacentres.csv", "datacentre_id,pue,measured_kwh,year\nDC,1.5,100000,2025\n")
}

const TEN: &str = "[headcount]\n2025 = 10\n";

fn assess(folder: &Folder, more: &[&str]) -> String {
    let ran =
        folder.run(&[&["assess", ".", "--detail", "--year", "2025", "--planetary"], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

fn planetary(folder: &Folder, criteria: &str) -> Vec<Value> {
    let out = assess(folder, &["--criteria", criteria, "--format", "json"]);
    let run: Value = serde_json::from_str(&out).unwrap();
    run["planetary"].as_array().unwrap().clone()
}

#[test]
fn the_total_equals_the_budget_of_so_many_people_and_a_share_of_ours() {
    let gwp = &planetary(&meter(TEN), "gwp")[0];
    // 4,610 / 851.25 = 5.41556 people; of ten, 54.2 %.
    close(gwp["people_equivalent"]["value"].as_f64().unwrap(), 4610.0 / 851.25);
    close(gwp["share_of_headcount"]["value"].as_f64().unwrap(), 461.0 / 851.25);
    close(gwp["budget_per_person"].as_f64().unwrap(), 851.25);
    assert_eq!((&gwp["source_id"], &gwp["partial"]), (&"SALA_PB".into(), &false.into()));
    // Its 90 % interval is that of the total: 4,232 to 5,008 kg, to the draws' 1 %.
    for (bound, kilograms) in [("low", 4232.0), ("high", 5008.0)] {
        let people = gwp["people_equivalent"][bound].as_f64().unwrap();
        assert!((people * 851.25 / kilograms - 1.0).abs() < 0.01, "{gwp}");
    }
}

#[test]
fn the_summary_says_it_in_both_languages_with_what_it_does_not_prove() {
    let en = assess(&meter(TEN), &["--lang", "en"]);
    assert!(en.contains("equals the yearly budget of 5.42 people ("), "{en}");
    assert!(en.contains("54% of that of the headcount; 851 kgCO2e per person and year"), "{en}");
    assert!(en.contains("This budget is a convention") && en.contains("not IT at work alone"));
    let fr = assess(&meter(TEN), &["--lang", "fr"]);
    assert!(fr.contains("équivaut au budget annuel de 5,42 personnes ("), "{fr}");
    assert!(
        fr.contains("54\u{a0}% de celui de l'effectif ; 851 kgCO2e par personne et par an"),
        "{fr}"
    );
    assert!(fr.contains("Ce budget est une convention"));
}

#[test]
fn without_a_headcount_there_is_no_share() {
    let gwp = &planetary(&meter(""), "gwp")[0];
    close(gwp["people_equivalent"]["value"].as_f64().unwrap(), 4610.0 / 851.25);
    assert!(gwp["share_of_headcount"].is_null());
    let en = assess(&meter(""), &["--lang", "en"]);
    assert!(en.contains("5.42 people") && en.contains("; headcount unknown;"), "{en}");
}

#[test]
fn the_page_shows_it_with_its_source_when_asked() {
    let folder = meter(TEN);
    for (lang, words) in
        [("fr", "budget annuel de 5,42 personnes"), ("en", "budget of 5.42 people")]
    {
        let args = ["report", ".", "--year", "2025", "--out", "r.html", "--lang", lang];
        assert_eq!(folder.run(&args).code, Some(0));
        assert!(!folder.read("r.html").contains("planetary"), "not asked for");
        assert_eq!(folder.run(&[&args[..], &["--planetary"]].concat()).code, Some(0));
        let page = folder.read("r.html");
        assert!(page.contains(words), "{lang}");
        assert!(
            page.contains("href=\"#source-SALA_PB\"") && page.contains("id=\"source-SALA_PB\"")
        );
    }
}

#[test]
fn it_is_absent_unless_asked_for() {
    let ran = meter(TEN).run(&["assess", ".", "--year", "2025", "--format", "json"]);
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(run.get("planetary").is_none());
}

#[test]
fn a_criterion_without_budget_says_so() {
    // Fossil energy has a budget; primary energy, which is more, has none.
    let all = planetary(&meter(TEN), "gwp,pe");
    assert!(all[1]["budget_per_person"].is_null() && all[1]["people_equivalent"].is_null());
    let en = assess(&meter(TEN), &["--criteria", "gwp,pe", "--lang", "en"]);
    assert!(en.contains("no budget published for it"), "{en}");
}

#[test]
fn an_estate_without_rows_has_no_share_of_the_budget() {
    let folder = Folder::inventory("equipment_type;acquired_on\n");
    let ran = folder.run(&["assess", ".", "--planetary", "--format", "json"]);
    assert_eq!(ran.code, Some(2));
    let run: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(run.get("planetary").is_none());
}

#[test]
fn a_set_without_budgets_cannot_be_asked_for_one() {
    let round = round();
    let args =
        ["assess", ".", "--detail", "--year", "2025", "--planetary", "--lang", "en", "--factors"];
    let ran = meter(TEN).run(&[&args[..], &[round.to_str().unwrap()]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("has no planetary budget"), "{}", ran.err);
}

fn budgets() -> Vec<BTreeMap<String, String>> {
    let path = root().join("emission-factors/core-2026.12/budgets.csv");
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_budget_is_the_world_s_over_its_people() {
    for row in budgets() {
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        close(number("value"), number("world_budget") / number("world_population"));
    }
}

#[test]
fn budgets_are_those_that_sala_et_al_print() {
    // J. Environ. Manage. 269, 110686 (2020), table 3; land use left out.
    let printed = [
        ("gwp", 6.81e12),
        ("pm", 5.16e5),
        ("ir", 5.27e14),
        ("ap", 1.00e12),
        ("adpe", 2.19e8),
        ("adpf", 2.24e14),
        ("odp", 5.39e8),
        ("pocp", 4.07e11),
        ("ept", 6.13e12),
        ("epf", 5.81e9),
        ("epm", 2.01e11),
        ("ctue", 1.31e14),
        ("ctuh_c", 9.62e5),
        ("ctuh_nc", 4.10e6),
        ("wu", 1.82e14),
    ];
    let found: Vec<(String, f64)> = budgets()
        .iter()
        .map(|row| (row["criterion"].clone(), row["world_budget"].parse().unwrap()))
        .collect();
    assert_eq!(found, printed.map(|(code, world)| (code.to_owned(), world)));
}

#[test]
fn the_water_budget_is_not_that_of_minerals_which_g4it_repeats_by_mistake() {
    let set = FactorSet::shipped().unwrap();
    let of = |code: &str| set.budgets().iter().find(|one| one.criterion == code).unwrap();
    // G4IT and NumEcoEval: 0.027375 for both.
    close(of("adpe").value, 0.027_375);
    assert!((of("wu").value - 0.027_375).abs() > 1.0);
    close(of("wu").value, 22_750.0);
    assert_ne!(of("wu").unit, of("adpe").unit);
}

#[test]
fn a_budget_that_is_not_sound_does_not_load() {
    let heading = "criterion,value,unit,source_id\n";
    for (row, message) in [
        ("gpw,1,kgCO2e,INVENTED\n", "unknown criterion"),
        ("gwp,1,t,INVENTED\n", "unit `kgCO2e` expected"),
        ("gwp,0,kgCO2e,INVENTED\n", "number greater than 0 expected"),
        ("gwp,,kgCO2e,INVENTED\n", "number greater than 0 expected"),
        ("gwp,1,kgCO2e,NOBODY\n", "budget without a known source"),
        ("gwp,1,kgCO2e,INVENTED\ngwp,2,kgCO2e,INVENTED\n", "two budgets for one criterion"),
    ] {
        let mut set = Folder::new().with("budgets.csv", format!("{heading}{row}"));
        for entry in std::fs::read_dir(round()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name != "manifest.sha256" {
                set = set.with(&name, std::fs::read(&path).unwrap());
            }
        }
        let fault = FactorSet::open(&set.path("."), true).unwrap_err();
        assert!(format!("{fault:?}").contains(message), "{row}: {fault:?}");
    }
}
