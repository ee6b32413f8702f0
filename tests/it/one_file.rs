//! One file is enough: what the card says, said by options; the folder made of a file; and the
//! folder that an import wrote taken like an estate.

use crate::support::Folder;
use serde_json::Value;

const LIST: &str = "equipment_id;equipment_type;quantity;site;status;acquired_on\n\
    B-1;borne;3;Bruxelles;en prêt;2022-03-01\nL-1;laptop;10;Lyon;in_service;2023-05-04\n\
    M-1;clavier;5;Lyon;;\nL-1;laptop;1;Lyon;in_service;2020-01-01\n";

fn json(folder: &Folder, args: &[&str]) -> Value {
    let ran = folder.run(&[&["assess"], args, &["--format", "json", "--year", "2025"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// All that a run came to, but for what names its files.
fn came_to(mut run: Value) -> Value {
    for key in ["command", "inputs"] {
        run.as_object_mut().unwrap().remove(key);
    }
    run
}

#[test]
fn what_the_card_says_of_a_folder_is_said_of_a_file_by_options() {
    let card = "[organisation]\nname = \"Essai\"\ncountry = \"BE\"\n[headcount]\n2025 = 8\n\
        [types]\nborne = \"all_in_one\"\n[states]\n\"en prêt\" = \"in_service\"\n\
        [places]\nLyon = { country = \"FR\", site = \"Sud\" }\n[lifetimes]\nlaptop = 6\n\
        [assumptions]\nmonitors_per_desktop = 1\n\
        [[contracts]]\nname = \"Verte\"\nkind = \"supplier_offer\"\nkg_per_kwh = 0.011\n\
        source = \"attestation, 2025\"\nshare = 0.5\n";
    let folder = Folder::new()
        .with("estate/inventories/2025.csv", LIST)
        .with("estate/estate.toml", card)
        .with("liste.csv", LIST)
        .with("carte.toml", card);
    let estate = came_to(json(&folder, &["estate"]));
    let options = [
        "liste.csv",
        "--organisation",
        "Essai",
        "--country",
        "BE",
        "--headcount",
        "8",
        "--type",
        "borne=all_in_one",
        "--state",
        "en prêt=in_service",
        "--place",
        "Lyon=country=FR,site=Sud",
        "--lifetime",
        "laptop=6",
        "--monitors-per-desktop",
        "1",
        "--contract",
        "name=Verte,kind=supplier_offer,kg_per_kwh=0.011,source=attestation, 2025,share=0.5",
    ];
    let mut by_options = came_to(json(&folder, &options));
    assert_eq!(by_options["counts"]["kept"], 3);
    // Hints name the way that works for what there is; all else is the same.
    by_options["findings"] = estate["findings"].clone();
    assert_eq!(by_options, estate);
    let mut by_card = came_to(json(&folder, &["liste.csv", "--card", "carte.toml"]));
    by_card["findings"] = estate["findings"].clone();
    assert_eq!(by_card, estate);
    // An option goes before the card of a folder.
    let other = json(&folder, &["estate", "--headcount", "16", "--headcount", "2024=7"]);
    assert_eq!(other["headcount"], 16.0);
}

#[test]
fn an_option_that_says_nothing_that_can_be_is_refused_by_its_name() {
    let folder = Folder::new().with("liste.csv", LIST);
    for (option, value, said) in [
        ("--type", "borne", "`--type \"borne\"` cannot be read"),
        ("--type", "borne=kiosk_9000", "there is no type `kiosk_9000`"),
        ("--state", "x=lost", "there is no state `lost`"),
        ("--headcount", "beaucoup", "a number is expected"),
        ("--headcount", "0", "a year and a number of people expected"),
        ("--country", "Syldavie", "unknown country `Syldavie`"),
        ("--lifetime", "laptop=900", "a number of years expected"),
        ("--contract", "name=a,kind=magic", "magic"),
        ("--contract", "name=a,kind=supplier_offer,kg_per_kwh=inf,source=s", "kg_per_kwh"),
        ("--place", "Lyon=town=X", "site, country, datacentre"),
        ("--threads", "20000", "at most 256"),
    ] {
        let ran = folder.run(&["assess", "liste.csv", "--detail", "--lang", "en", option, value]);
        assert_eq!(ran.code, Some(2), "{option} {value}: {}", ran.err);
        assert!(ran.err.contains(said), "{option} {value}: {}", ran.err);
        assert!(!ran.err.contains("estate.toml"), "no card to look in: {}", ran.err);
    }
}

#[test]
fn a_file_becomes_an_estate_with_its_unknown_words_ready_to_fill_in() {
    let folder = Folder::new().with("liste.csv", LIST);
    let args =
        ["init", "liste.csv", "--year", "2025", "--out", "parc", "--headcount", "8", "--lang"];
    let ran = folder.run(&[&args[..], &["fr"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(folder.read("parc/inventories/2025.csv"), LIST);
    let card = folder.read("parc/estate.toml");
    assert!(card.contains("\n2025 = 8\n"), "{card}");
    assert!(card.contains("\n# \"borne\" = "), "{card}");
    // It is a sound card at once, and again with the word filled in.
    let ran = folder.run(&["assess", "parc", "--detail", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("(8 people)"), "{}", ran.out);
    let filled: String = card
        .lines()
        .map(|line| {
            if line.starts_with("# \"borne\"") {
                "\"borne\" = \"all_in_one\"\n".to_owned()
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let folder = folder.with("parc/estate.toml", filled);
    assert!(json(&folder, &["parc"])["counts"]["kept"].as_u64() >= Some(1));
    // Nothing is overwritten.
    let ran = folder.run(&[&args[..], &["en"]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("has a card already"), "{}", ran.err);
}

#[test]
fn what_was_said_of_columns_and_what_is_asked_of_them_stand_in_the_card() {
    let list = "Type;Marque;Modèle;Stock;Combien\nPortable;Dell;Latitude 5400;3;2\nPortable;Dell;Latitude 5410;7;5\n";
    let folder = Folder::new().with("liste.csv", list);
    let args = ["init", "liste.csv", "--year", "2025", "--out", "parc", "--lang", "fr"];
    let ran = folder
        .run(&[&args[..], &["--column", "Combien=quantity", "--column", "Stock=unread"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("2 lignes se lisent déjà"), "{}", ran.err);
    let card = folder.read("parc/estate.toml");
    assert!(card.contains("\n\"Combien\" = \"quantity\"\n\"Stock\" = \"unread\"\n"), "{card}");
    let ran = folder.run(&["import", "parc", "--out", "lu", "--lang", "fr"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        folder.read("lu/inventory.csv").contains(",2,in_service"),
        "{}",
        folder.read("lu/inventory.csv")
    );
    let folder = Folder::new().with("liste.csv", list.replace(";Combien", ";Divers"));
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let card = folder.read("parc/estate.toml");
    assert!(card.contains("\n# \"Stock\" = \"quantity\"\n"), "{card}");
    assert!(ran.err.contains("2 colonnes ou feuilles pourraient changer le total"), "{}", ran.err);
    // What a card cannot keep is refused, and not dropped.
    let ran = folder.run(&[&args[..], &["--source", "glpi"]].concat());
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("`--source` ne se garde pas"), "{}", ran.err);
}

#[test]
fn a_folder_of_exports_becomes_an_estate_where_it_stands() {
    let folder = Folder::new()
        .with("exports/glpi-2024.csv", "equipment_id,equipment_type\nA,laptop\n")
        .with("exports/glpi-2025.csv", "equipment_id,equipment_type\nA,laptop\nB,laptop\n");
    let ran = folder.run(&["init", "exports", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(folder.path("exports/glpi-2025.csv").exists(), "what was there is there");
    for (year, kept) in [("2024", 1), ("2025", 2)] {
        let args = ["assess", "exports", "--format", "json", "--year", year];
        let run: Value = serde_json::from_str(&folder.run(&args).out).unwrap();
        assert_eq!(run["counts"]["kept"], kept);
    }
}

#[test]
fn the_folder_that_an_import_wrote_is_assessed_as_what_was_imported() {
    let list = "ID;Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Lieu;Date de mise en service\n\
        1;PC-1;En service;Dell;S-1;Ordinateur;Latitude 5420;Lyon;2021-03-04\n\
        2;PC-2;;Dell;S-2;Portable;Latitude 5420;Lyon;\n\
        2;PC-3;En service;Dell;S-3;Portable;Latitude 5420;Lyon;2021-03-04\n\
        4;PC-4;En service;Dell;S-4;Aspirateur;T 10;Lyon;2021-03-04\n\
        5;LIC;En service;;;Logiciel;Office;Lyon;\n";
    let folder = Folder::new()
        .with("estate/inventories/2025.csv", list)
        .with("estate/estate.toml", "[headcount]\n2025 = 4\n[lifetimes]\nlaptop = 7\n");
    let args = ["import", "estate", "--year", "2025", "--out", "parc"];
    assert_eq!(folder.run(&args).code, Some(0));
    let (mut before, mut after) =
        (came_to(json(&folder, &["estate"])), came_to(json(&folder, &["parc"])));
    assert_eq!(before["counts"], after["counts"]);
    assert_eq!(before["coverage"], after["coverage"]);
    assert_eq!(before["headcount"], after["headcount"]);
    for run in [&mut before, &mut after] {
        run.as_object_mut().unwrap().remove("coverage");
    }
    assert_eq!(before["totals"], after["totals"]);
    assert_eq!(before["out_of_scope"], after["out_of_scope"]);
    // The year is the import's own, and a report is written of it as well.
    let ran = folder.run(&["report", "parc", "--out", "r.html"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn a_result_folder_without_inventory_is_no_estate() {
    let folder = Folder::new().with("liste.csv", LIST);
    assert_eq!(folder.run(&["assess", "liste.csv", "--detail", "--out", "out"]).code, Some(0));
    let ran = folder.run(&["assess", "out", "--detail", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("this result folder has no inventory"), "{}", ran.err);
}

#[test]
fn what_a_date_keeps_out_of_the_year_is_said_of_what_is_in_service() {
    let text = "equipment_id,equipment_type,status,acquired_on,decommissioned_on,exited_on\n\
        A,laptop,in_service,2027-03-24,,\n\
        B,laptop,in_service,2018-01-01,2020-01-01,\n\
        C,laptop,in_service,2018-01-01,,2020-01-01\n\
        D,laptop,in_service,2024-01-01,,\n";
    let folder = crate::support::Folder::new().with("parc.csv", text);
    let ran = folder.run(&["assess", "parc.csv", "--detail", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in [
        "1 row in service with a date of purchase after the year: nothing of it is counted",
        "1 row in service by the status, but with a date of decommissioning before the year: its use is not counted",
        "1 row in service by the status, but with a date of leaving before the year: nothing of it is counted",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
}

#[test]
fn tables_for_people_count_what_weighs_in_the_year_and_files_say_both() {
    // One laptop is held, one left in the year, seven long before it: two weigh.
    let mut text = String::from("equipment_id,equipment_type,status,acquired_on,exited_on\n");
    text += "A,laptop,in_service,2024-01-01,\nB,laptop,exited,2022-01-01,2025-06-30\n";
    text += &["1", "2", "3", "4", "5", "6", "7"]
        .map(|at| format!("G{at},laptop,exited,2015-01-01,2020-01-01\n"))
        .concat();
    let folder = crate::support::Folder::new().with("parc.csv", text);
    let run = |more: &[&str]| {
        let mut args = vec!["assess", "parc.csv", "--year", "2025", "--lang", "en"];
        args.extend(more);
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    let detail = run(&["--detail"]);
    let line = detail.lines().find(|line| line.starts_with("  laptop ")).unwrap();
    assert_eq!(line.split_whitespace().nth(1), Some("2"), "{detail}");
    let json: serde_json::Value =
        serde_json::from_str(&run(&["--format", "json", "--by", "type"])).unwrap();
    for of in [&json, &json["by"]["type"][0]] {
        assert_eq!([&of["units"], &of["idle_units"]], [9.0, 7.0], "{of}");
    }
    let csv = run(&["--format", "csv", "--by", "type"]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let headings = rows.headers().unwrap().clone();
    let at = |name| headings.iter().position(|one| one == name).unwrap();
    let (units, idle) = (at("units"), at("idle_units"));
    for row in rows.records().map(Result::unwrap) {
        assert_eq!([&row[units], &row[idle]], ["9", "7"], "{row:?}");
    }
}
