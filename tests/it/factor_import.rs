//! An organisation's own licensed data laid over the program's: all figures here are invented.

use crate::support::{Folder, Ran, close};

const LAPTOPS: &str =
    "equipment_id;equipment_type;acquired_on\nL;laptop;2024-01-01\nS;switch;2024-01-01\n";

/// The impacts of two items, as G4IT's reference tables write them.
const ITEMS: &str = "criterion;lifecycle_step;name;category;avg_electricity_consumption;description;location;level;source;tier;unit;value\n\
CLIMATE_CHANGE;MANUFACTURING;laptop-2;;30;;;;NEGA;;kg CO2 eq;100\n\
CLIMATE_CHANGE;MANUFACTURING;laptop-3;;40;;;;NEGA;;kg CO2 eq;150\n\
CLIMATE_CHANGE;TRANSPORTATION;laptop-3;;40;;;;NEGA;;kg CO2 eq;10\n\
CLIMATE_CHANGE;USING;laptop-3;;40;;;;NEGA;;kg CO2 eq;999\n\
CLIMATE_CHANGE;END_OF_LIFE;laptop-3;;40;;;;NEGA;;kg CO2 eq;-5\n\
WATER_USE;MANUFACTURING;laptop-3;;40;;;;NEGA;;m3;60\n\
OZONE_DEPLETION;MANUFACTURING;laptop-3;;40;;;;NEGA;;kg CFC-11 eq;0,00002\n\
SMELL;MANUFACTURING;laptop-3;;40;;;;NEGA;;sniff;1\n\
WATER_USE;MANUFACTURING;hovercraft-1;;;;;;NEGA;;m3;60\n\
WATER_USE;MANUFACTURING;Electricity-Mix-FR;electricity-mix;;;France;;NEGA;;m3;0,01\n";
const TYPES: &str = "type;category;comment;default_lifespan;is_server;source;ref_default_item\nLaptop;x;;6;false;STUDY;laptop-3\n";

fn import(folder: &Folder, more: &[&str]) -> Ran {
    let mut args = vec!["factors", "import", "items.csv"];
    args.extend(more);
    args.extend(["--licence", "NegaOctet, contract 12", "--out", "own", "--lang", "en"]);
    folder.run(&args)
}

#[test]
fn reference_tables_of_g4it_bring_their_criteria() {
    let folder = Folder::inventory(LAPTOPS).with("items.csv", ITEMS).with("types.csv", TYPES);
    let ran = import(&folder, &["types.csv", "--from", "g4it"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // The table of types says that laptop-3 stands for laptops: laptop-2 is left out.
    let rows = folder.read("own/equipment.csv");
    assert!(rows.contains(",laptop,manufacturing,gwp,150,kgCO2e/unit,75,225,,"), "{rows}");
    assert!(rows.contains(",laptop,manufacturing,odp,0.00002,kgCFC11e/unit,"), "{rows}");
    assert!(!rows.contains(",use,") && !rows.contains("999"), "{rows}");
    let left = folder.read("own/left-out.csv");
    assert!(left.contains("hovercraft-1") && left.contains("unknown criterion: SMELL"), "{left}");

    let args = ["--factors", "own", "--criteria", "gwp,wu,odp"];
    let run = folder.assess(&args);
    let layers = run.0["factor_sets"].as_array().unwrap();
    assert_eq!(layers[1]["licence"], "NegaOctet, contract 12");
    assert_eq!(layers[1]["signed"], true);
    // 60 m3 over 6 years, and 40 + 490.6 kWh at 0.01; the switch has no making for water, and the
    // total says that it is partial.
    close(run.stage_of("wu", "manufacturing").value, 10.0);
    close(run.stage_of("wu", "use").value, 5.306);
    let water = run.0["overall"].as_array().unwrap().iter().find(|one| one["criterion"] == "wu");
    assert_eq!(water.unwrap()["partial"], true);
    // 150 / 6 by making, and a credit of 5 / 6.
    close(run.stage_of("gwp", "end_of_life").value, -5.0 / 6.0);
}

#[test]
fn two_items_of_one_type_are_left_out_until_the_user_says_which() {
    let folder = Folder::inventory(LAPTOPS).with("items.csv", ITEMS);
    let ran = import(&folder, &["--from", "g4it"]);
    // Both laptops could be meant for the carbon of making; the other criteria have one alone.
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!folder.read("own/equipment.csv").contains("laptop,manufacturing,gwp"));
    assert!(folder.read("own/left-out.csv").contains("say which with `--map`"));
    let map = "item,equipment_type\nlaptop-2,laptop\nhovercraft-1,projector\n";
    let folder = Folder::inventory(LAPTOPS).with("items.csv", ITEMS).with("map.csv", map);
    let ran = import(&folder, &["--from", "g4it", "--map", "map.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = folder.read("own/equipment.csv");
    assert!(rows.contains(",laptop,manufacturing,gwp,100,"), "{rows}");
    assert!(rows.contains(",projector,manufacturing,wu,60,"), "{rows}");
}

#[test]
fn the_base_carbone_gives_its_elements_with_their_uncertainty() {
    let export = "Type Ligne;Identifiant de l'élément;Nom base français;Nom attribut français;Unité français;Incertitude;Total poste non décomposé;Statut de l'élément;Source\n\
Elément;1;Ordinateur portable;;kgCO2e/unité;50;156;Valide générique;ADEME\n\
Poste;1;Ordinateur portable;;kgCO2e/unité;;100;Valide générique;ADEME\n\
Elément;2;Imprimante laser;;kgCO2e/unité;30;100,5;Archivé;ADEME\n\
Elément;3;Blé tendre;;kgCO2e/kg;50;0,4;Valide générique;ADEME\n";
    let folder = Folder::inventory(LAPTOPS).with("items.csv", export);
    let ran = import(&folder, &["--from", "base-empreinte", "--name", "bc"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = folder.read("own/equipment.csv");
    assert_eq!(rows.lines().count(), 2, "{rows}");
    assert!(rows.contains("bc.equipment.laptop.embodied.gwp,laptop,embodied,gwp,156,kgCO2e/unit,78,234,0.95,\"±50 %, as published\""), "{rows}");
    assert!(folder.read("own/left-out.csv").contains("archived element"));
}

#[test]
fn impacts_by_device_and_product_sheets_of_boavizta_are_read() {
    let devices =
        "device;gwp;adp;Changement climatique inconnu\nlaptop;170;0,008;x\nmonitor;65;0,004;x\n";
    let folder = Folder::inventory(LAPTOPS).with("items.csv", devices);
    assert_eq!(import(&folder, &["--from", "boavizta"]).code, Some(0));
    let rows = folder.read("own/equipment.csv");
    assert!(rows.contains(",laptop,embodied,adpe,0.008,kgSbe/unit,"), "{rows}");
    let run = folder.assess(&["--factors", "own", "--criteria", "gwp,adpe"]);
    close(run.stage_of("adpe", "embodied").value, 0.008 / 5.0);

    let sheets = "manufacturer,name,category,subcategory,gwp_total,gwp_use_ratio,yearly_tec,lifetime,report_date,gwp_error_ratio,weight\n\
Acme,Wing 900,Workplace,Laptop,300,0.2,20,4,June 2022,0.3,1.5\n\
Acme,Wing 900,Workplace,Laptop,400,0.2,20,4,June 2022,0.3,1.5\n\
Acme,Kite,Leisure,Kite,5,0,,,,,\n";
    let rows = "equipment_id;equipment_type;manufacturer;model;acquired_on\nL;laptop;Acme;Wing 900;2024-01-01\n";
    let folder = Folder::inventory(rows).with("items.csv", sheets);
    let ran = import(&folder, &["--from", "boavizta"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let impacts = folder.impacts(&["--factors", "own"]);
    let made = impacts.iter().find(|row| row["stage"] == "embodied").unwrap();
    // 300 · 0.8 over 5 years: the type's lifetime, since that of a sheet is the maker's guess.
    assert_eq!(made["matched_by"], "model");
    close(made["value"].parse().unwrap(), 240.0 / 5.0);
    let left = folder.read("own/left-out.csv");
    assert!(left.contains("another sheet has this name") && left.contains("Kite"), "{left}");
}

#[test]
fn an_export_that_is_none_says_what_was_looked_for() {
    let folder = Folder::inventory(LAPTOPS).with("items.csv", "a;b\n1;2\n");
    for from in ["g4it", "boavizta", "base-empreinte"] {
        let ran = import(&folder, &["--from", from]);
        assert_eq!(ran.code, Some(2), "{from}: {}", ran.out);
        assert!(ran.err.contains("not such an export: no column"), "{}", ran.err);
        assert!(ran.err.contains("columns of the file: a, b"), "{}", ran.err);
    }
    let folder = Folder::inventory(LAPTOPS).with("items.csv", ITEMS);
    let ran = import(&folder, &["--from", "g4it", "--name", "core-2026.12"]);
    assert_eq!(ran.code, Some(2));
    // A set that is there is never written over.
    assert_eq!(import(&folder, &["--from", "g4it"]).code, Some(0));
    let ran = import(&folder, &["--from", "g4it"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("holds a factor set already"), "{}", ran.err);
}

#[test]
fn any_bytes_as_an_export_are_refused_or_read_and_never_panic() {
    for text in [
        "name;criterion;lifecycle_step;value\n;;;\nlaptop;gwp;MANUFACTURING;1e999\nlaptop;gwp;MANUFACTURING;NaN\n\"a;b",
        "name;criterion;lifecycle_step;value\nlaptop;gwp;MANUFACTURING;-3\nécran;gwp;FABRICATION;1 234,5\n",
        "device;gwp\nlaptop;0\n",
        "\u{feff}device,gwp\n\"laptop\n14\",12\n",
        "",
        "device;gwp\n",
    ] {
        for from in ["g4it", "boavizta", "base-empreinte"] {
            let folder = Folder::inventory(LAPTOPS).with("items.csv", text);
            let ran = import(&folder, &["--from", from]);
            assert!(matches!(ran.code, Some(0 | 2)), "{from} {text:?}: {:?} {}", ran.code, ran.err);
        }
    }
}
