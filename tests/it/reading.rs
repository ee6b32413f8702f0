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
    let ran = folder.run(&["assess", "parc.csv", "--detail", "--year", "2025", "--lang", "fr"]);
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
    let ran = folder.run(&["assess", "parc.csv", "--detail", "--year", "2025", "--lang", "en"]);
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

/// The states of the rows, and what is said where the total is.
#[track_caller]
fn assessed(files: &[(&str, &str)], more: &[&str]) -> (Vec<String>, String) {
    let mut folder = Folder::new();
    let mut args = vec!["import"];
    for (name, table) in files {
        folder = folder.with(name, *table);
        args.push(name);
    }
    args.extend(["--out", "out", "--year", "2025", "--lang", "en"]);
    let ran = folder.run(&[&args[..], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = impacts(&folder.path("out/inventory.csv"));
    (rows.iter().map(|row| row["status"].clone()).collect(), ran.err)
}

#[test]
fn of_several_files_the_name_says_the_state_of_rows_that_say_none() {
    let list = "Type;Marque;Modèle;Nom;État\nPortable;Dell;Latitude 7420;a;\nPortable;Dell;Latitude 7420;b;En service\n";
    let other = "Type;Marque;Modèle\nÉcran;Dell;U2422H\n";
    let third = "Type;Marque;Modèle\nÉcran;Dell;U2419H\n";
    let files = [("rebut_2024.csv", list), ("stock.csv", other), ("mairie.csv", third)];
    let (states, said) = assessed(&files, &[]);
    assert_eq!(states, ["decommissioned", "in_service", "in_stock", "in_service"], "{said}");
    assert!(
        said.contains("file \"stock\": its rows without a state of their own count as `in_stock`"),
        "{said}"
    );
    // What is written says what was assumed, and the user may decide otherwise.
    let (states, said) = assessed(&files, &["--state", "stock=in_service"]);
    assert_eq!(states[2], "in_service", "{said}");
    // Alone, a name may be anything, and is asked, with the line that settles it.
    let (states, said) = assessed(&[("stock.csv", other)], &[]);
    assert_eq!(states, ["in_service"]);
    assert!(said.contains("add `--state \"stock=in_stock\"`"), "{said}");
    let (states, said) = assessed(&[("stock.csv", other)], &["--state", "stock=in_stock"]);
    assert_eq!(states, ["in_stock"], "{said}");
    let (_, said) = assessed(&[("stock du magasin.csv", other)], &[]);
    assert!(!said.contains("--state"), "{said}");
}

#[test]
fn days_below_a_heading_that_says_one_are_read_in_every_form_and_with_words_for_none() {
    let row = |day: &str| format!("Portable;Dell;Latitude 7420;{day}\n");
    for (heading, field, days) in [
        (
            "Mis en service",
            "in_service_on",
            &["2019", "N/C", "2020", "inconnue", "N/C", "2018"][..],
        ),
        ("Acquis le", "acquired_on", &["2019", "mars 2020", "15/03/2021", "2022-06", "44197", "-"]),
        ("bought", "acquired_on", &["1590969600", "1610969600000", "2021-01-02T10:00:00Z"]),
        ("Acheté en", "acquired_on", &["44197", "43900", "44300"]),
        ("purchased", "acquired_on", &["2/14/2013 12:00:00 AM", "3/15/2014 9:00 PM"]),
    ] {
        let rows: String = days.iter().map(|day| row(day)).collect();
        let read = import(&format!("Type;Marque;Modèle;{heading}\n{rows}"), &[]);
        let told: Vec<bool> = read.rows.iter().map(|row| !row[field].is_empty()).collect();
        let expected: Vec<bool> =
            days.iter().map(|day| day.contains(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(told, expected, "{heading}: {}", read.said);
        assert!(read.said.contains(&format!("read as `{field}` by its values")), "{}", read.said);
    }
    // What is mostly something else is asked, never passed over without a word.
    let rows: String = ["chez Paul", "voir Anne", "2021"].iter().map(|day| row(day)).collect();
    let read = import(&format!("Type;Marque;Modèle;Acquis le\n{rows}"), &[]);
    assert!(read.said.contains("add `--column \"Acquis le=acquired_on\"`"), "{}", read.said);
}

#[test]
fn days_of_leaving_below_a_heading_nobody_listed_are_read() {
    let read = import(
        "Type;Marque;Modèle;Sorti le;Sortie prévue\nPortable;Dell;Latitude 7420;12/03/2023;01/01/2024\nPortable;Dell;Latitude 7420;;01/01/2024\n",
        &[],
    );
    columns(&read, "exited_on", &["2023-03-12", ""]);
}

#[test]
fn numbers_that_are_days_or_count_something_else_are_never_advised_as_quantities() {
    for (heading, cells) in
        [("Depuis", ["44197", "43900", "44300"]), ("Divers", ["44197", "43900", "44300"])]
    {
        let rows = cells.map(|cell| format!("Portable;Dell;Latitude 7420;{cell}\n")).concat();
        let read = import(&format!("Type;Marque;Modèle;{heading}\n{rows}"), &[]);
        columns(&read, "quantity", &["1", "1", "1"]);
        assert!(!read.said.contains("quantity"), "{heading}: {}", read.said);
    }
    // Other things are counted, and are no numbers of the rows' own.
    for (heading, code) in [("Nb écrans", "monitor"), ("Nombre de claviers", "keyboard")] {
        let rows = ["2", "1", "3"].map(|cell| format!("Portable;Dell;Latitude 7420;{cell}\n"));
        let read = import(&format!("Type;Marque;Modèle;{heading}\n{}", rows.concat()), &[]);
        columns(&read, "equipment_type", &["laptop", code, "laptop", code, "laptop", code]);
        columns(&read, "quantity", &["1", "2", "1", "1", "1", "3"]);
        assert!(!read.said.contains("=quantity"), "{heading}: {}", read.said);
    }
}

#[test]
fn a_heading_that_begins_with_a_count_is_of_quantities() {
    for heading in [
        "Qté en service",
        "Quantité livrée",
        "Nb PC",
        "Effectif",
        "Q.tà",
        "Pezzi",
        "Nombre d'unités en parc",
    ] {
        let table = format!(
            "Type;Marque;Modèle;{heading}\nPortable;Dell;Latitude 7420;12\nPC fixe;Dell;OptiPlex 7080;NC\n"
        );
        columns(&import(&table, &[]), "quantity", &["12", "1"]);
    }
    // Screens counted in a list of screens are its quantity.
    let table = "Type;Marque;Modèle;Nb écrans\nÉcran;Dell;U2422H;30\nÉcran 24;Dell;P2419H;2\n";
    columns(&import(table, &[]), "quantity", &["30", "2"]);
}

#[test]
fn what_describes_the_thing_beside_its_type_is_its_model() {
    for heading in ["Désignation", "Libellé", "Description", "Nom du matériel", "Matériel"] {
        let read = import(
            &format!(
                "Type;{heading};Marque;Nb\nOrdinateur;Latitude 5400;Dell;12\nOrdinateur;OptiPlex 3080;Dell;20\n"
            ),
            &[],
        );
        columns(&read, "equipment_type", &["laptop", "desktop"]);
        columns(&read, "model", &["Latitude 5400", "OptiPlex 3080"]);
    }
}

#[test]
fn headings_of_other_languages_are_known() {
    for head in [
        "Gerätetyp;Hersteller;Modell;Seriennummer;Anzahl",
        "Tipo;Marca;Modelo;Número de serie;Cantidad",
        "Tipologia;Produttore;Modello;Numero di serie;Quantità",
        "Soort;Merk;Model;Serienummer;Aantal",
    ] {
        let read = import(&format!("{head}\nNotebook;Dell;Latitude 5400;SX1234;3\n"), &[]);
        columns(&read, "model", &["Latitude 5400"]);
        columns(&read, "quantity", &["3"]);
        assert_eq!(read.input["columns_by_values"], serde_json::json!([]), "{head}");
    }
}

#[test]
fn where_a_type_is_empty_another_column_of_types_says_it() {
    let read = import(
        "Type;Catégorie;Marque;Modèle\nPortable;Informatique;Dell;Zork\n;Écran;Dell;Zork 2\nN/A;Imprimante;HP;Zork 3\n",
        &[],
    );
    columns(&read, "equipment_type", &["laptop", "monitor", "printer_laser"]);
}

#[test]
fn words_where_a_number_should_be_identify_no_machine() {
    let read = import(
        "Type;Marque;Modèle;N° inventaire\nPortable;Dell;Latitude 5400;à étiqueter\n\
         Portable;Dell;Latitude 5400;à étiqueter\nÉcran;Dell;U2422H;en attente\n\
         Écran;Dell;U2422H;2021-001\nÉcran;Dell;U2422H;2021-001\n",
        &[],
    );
    columns(&read, "equipment_type", &["laptop", "laptop", "monitor", "monitor"]);
}

#[test]
fn a_cell_that_moves_nothing_is_said_and_nothing_rests_on_it() {
    let table = "Type;Marque;Modèle;Garantie (mois);Prix\nPortable;Dell;Latitude 5400;À vie;$1,050.00\nPortable;Dell;Latitude 5400;bientôt;899 €\n";
    let folder = Folder::new().with("parc.csv", table);
    let ran = folder.run(&["assess", "parc.csv", "--detail", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("2 cells that cannot be read"), "{}", ran.out);
    assert!(ran.out.contains("amount in a currency other than the euro"), "{}", ran.out);
    assert!(!ran.out.contains("taken as an empty one (unread-cells.csv)"), "{}", ran.out);
}

#[test]
fn a_cross_table_is_turned_round_and_that_is_said() {
    let read = import(
        "Site;PC fixe;PC portable;Écran\nMairie;12;8;20\nÉcole;30;0;32\nTotal;42;8;52\n",
        &[],
    );
    columns(&read, "quantity", &["12", "8", "20", "30", "32"]);
    columns(&read, "site", &["Mairie", "Mairie", "Mairie", "École", "École"]);
    columns(&read, "equipment_type", &["desktop", "laptop", "monitor", "desktop", "monitor"]);
    assert!(read.said.contains("cross table: each number below `PC fixe`"), "{}", read.said);
    let read = import("Matériel;Mairie;École;Total\nPC fixe;12;30;42\nÉcran;8;;8\n", &[]);
    columns(&read, "quantity", &["12", "30", "8"]);
    columns(&read, "site", &["Mairie", "École", "Mairie"]);
    // A cell that is no number is said with the line it stands on.
    let (folder, ran) = run(
        "Parc 2025\nSite;PC fixe;Écran\nA;1;2\nB;1;2\nC;1;2\nD;1;2\nE;1;2\nF;1;2\nG;1;2\nH;1;2\nI;1;2\nJ;beaucoup;2\n",
        &[],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        folder.read("out/rejects.csv").contains("parc.csv,12,quantity,beaucoup"),
        "{}",
        folder.read("out/rejects.csv")
    );
}

#[test]
fn an_empty_type_that_stands_for_several_is_said_with_what_can_be_done() {
    let (folder, ran) = run(
        "Nom,Marque,Sous-classe de CI,Date de mise en production,Type\na,HP,PC,2020-02-03,\nb,HP,PC,2020-02-03,Portable\n",
        &[],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rejects = folder.read("out/rejects.csv");
    assert!(!rejects.contains("[types]"), "{rejects}");
}

#[test]
fn numbers_of_people_beside_types_are_no_machines() {
    let table = "Établissement;Nb d'élèves;PC fixe;PC portable;Élèves par PC;Objectif PC\n\
                 École A;120;6;5;11;12\nÉcole B;230;10;9;12;20\n";
    let read = import(table, &[]);
    let units = |code: &str| -> f64 {
        let of = read.rows.iter().filter(|row| row["equipment_type"] == code);
        of.map(|row| row["quantity"].parse::<f64>().unwrap()).sum()
    };
    crate::support::close(units("desktop"), 16.0);
    crate::support::close(units("laptop"), 14.0);
    assert_eq!(read.rows.len(), 4);
    let unread = read.input["columns_not_read"].to_string();
    for heading in ["Nb d'élèves", "Élèves par PC", "Objectif PC"] {
        assert!(unread.contains(heading), "{unread}");
    }
    // What counts machines is read as before.
    let counted = import("Site;Nb de PC;Nb d'écrans\nA;3;4\nB;2;2\n", &[]);
    columns(&counted, "quantity", &["3", "4", "2", "2"]);
}

#[test]
fn a_column_left_unread_is_said_by_every_command_that_tells_a_figure() {
    let table = "Type;Marque;Modèle;Date d'achat;Stock\n\
        Portable;Dell;Latitude 5420;2021-03-12;3\nPortable;HP;EliteBook 840 G8;2021-03-12;2\n\
        Écran;Dell;P2419H;2020-03-12;4\n";
    let folder = Folder::new().with("parc.csv", table);
    let commands: [&[&str]; 6] = [
        &["assess", "parc.csv"],
        &["statement", "parc.csv"],
        &["indicators", "parc.csv"],
        &["renewals", "parc.csv"],
        &["scenario", "parc.csv"],
        &["audit", "parc.csv", "--out", "pack.zip"],
    ];
    for command in commands {
        let ran = folder.run(&[command, &["--year", "2025", "--lang", "en"]].concat());
        assert_eq!(ran.code, Some(0), "{command:?} {}", ran.err);
        assert!(ran.err.contains("column \"Stock\" not read"), "{command:?} {}", ran.err);
    }
    // What goes to the public says it beside its sentences.
    for (format, said) in [("table", "To settle before you publish"), ("json", "columns_unread")] {
        let options = ["--format", format, "--year", "2025", "--lang", "en"];
        let ran = folder.run(&[&["statement", "parc.csv"], &options[..]].concat());
        assert!(ran.out.contains(said) && ran.out.contains("Stock"), "{}", ran.out);
    }
}
