//! What one cell says of several machines: lists of names, words cut short, states of all or some units,
//! and units in another cell than the quantity.

use crate::dirty::{columns, import};

/// The rows of a list of laptops, of which this cell is the first, and a screen.
fn list(heading: &str, cell: &str) -> String {
    format!(
        "{heading};Type;Modèle\n{cell};PC portable;Latitude 5420\nZ900;Écran;P2422H\nZ901;Écran;P2422H\n"
    )
}

#[test]
fn a_list_of_names_or_numbers_is_as_many_machines() {
    for heading in ["N° inventaire", "Nom", "Hostname", "Asset tag"] {
        for (cell, units) in [
            ("P01, P02, P03", "3"),
            ("P01/P02/P03", "3"),
            ("P01 et P02", "2"),
            ("PC-11/12/13", "3"),
            ("LAP011-015", "5"),
            ("LAP011 à 015", "5"),
            ("PC-SALLE12-1 à -15", "15"),
            ("PC01-PC10 (sauf P05)", "9"),
            ("PC01 to PC10 except PC03 and PC04", "8"),
        ] {
            let read = import("parc.csv", &list(heading, cell));
            columns(&read, "quantity", &[units, "1", "1"]);
            assert!(read.said.contains("each of which counts"), "{heading} {cell}: {}", read.said);
            assert!(!read.rows[0]["assumed"].contains("more_in_row"), "{heading} {cell}");
        }
    }
    let read = import("parc.csv", &list("N° de série", "CNC001, CNC002"));
    columns(&read, "quantity", &["2", "1", "1"]);
    // Of another form each, they are said.
    let read = import("parc.csv", &list("N° de série", "5CG1234ABC, 5CG1234ABD"));
    assert!(read.rows[0]["assumed"].contains("more_in_row"));
}

#[test]
fn bare_numbers_that_may_be_a_list_are_asked_with_a_line_that_works() {
    for (heading, field) in [("Numéro", "name"), ("N°", "name"), ("N° inventaire", "asset_tag")]
    {
        for cell in ["1 à 5", "1-5, 8", "1, 2, 3"] {
            let text = list(heading, cell);
            let read = import("parc.csv", &text);
            columns(&read, "quantity", &["1", "1", "1"]);
            assert!(
                read.said.contains("may say several numbers"),
                "{heading} {cell}: {}",
                read.said
            );
            let folder = crate::support::Folder::new().with("parc.csv", &text);
            let line = format!("{heading}={field}");
            let ran = folder.run(&["import", "parc.csv", "--out", "out", "--column", &line]);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            assert!(!ran.err.contains("several numbers"), "{heading} {cell}: {}", ran.err);
        }
    }
}

#[test]
fn numbers_models_days_and_telephones_are_no_list() {
    for heading in ["N° inventaire", "Nom"] {
        for cell in [
            "IT-2023/045",
            "8028",
            "AB012-345",
            "INV-2021-001",
            "SW1/2",
            "12/03/2021",
            "06 12 34 56 78",
            "1,5",
            "10.0.0.1, 10.0.0.2",
        ] {
            let read = import("parc.csv", &list(heading, cell));
            columns(&read, "quantity", &["1", "1", "1"]);
            assert!(!read.said.contains("several numbers"), "{heading} {cell}: {}", read.said);
        }
    }
    // Numbers of one year, each its own.
    let text =
        "N° inventaire;Type\nIT021-045;PC portable\nIT021-046;PC portable\nIT021-047;Écran\n";
    let read = import("parc.csv", text);
    columns(&read, "quantity", &["1", "1", "1"]);
    assert!(!read.said.contains("several numbers"), "{}", read.said);
    let read = import("parc.csv", &list("N° de série", "LAP011-015"));
    columns(&read, "quantity", &["1", "1", "1"]);
    for model in ["8028", "840-850 G5", "Series 5-7"] {
        let text = format!("Type;Modèle;Site\nTéléphone;{model};Mairie\nÉcran;P2422H;Mairie\n");
        columns(&import("parc.csv", &text), "quantity", &["1", "1"]);
    }
}

#[test]
fn a_type_cut_short_is_the_word_that_begins_so() {
    for (cell, code) in [
        ("PC port.", "laptop"),
        ("PC Port", "laptop"),
        ("Ord. portable", "laptop"),
        ("Ordi port.", "laptop"),
        ("Tél port", "smartphone"),
        ("Tél. port.", "smartphone"),
        ("Tél. mob.", "smartphone"),
        ("PC fixe", "desktop"),
        ("Écr.", "monitor"),
        ("ECR", "monitor"),
        ("Tab.", "tablet"),
        ("Serv.", "server"),
        ("Smartph.", "smartphone"),
        ("Vidéoproj.", "projector"),
        ("Unité cent.", "desktop"),
        ("Lapt.", "laptop"),
        ("Rout.", "router"),
    ] {
        let text = format!("Type;Modèle;Qté\n{cell};;2\nClavier;;3\nSouris;;4\nÉcran;;5\n");
        let read = import("parc.csv", &text);
        let all = [code, "keyboard", "mouse", "monitor"];
        columns(&read, "equipment_type", &all);
    }
    // A model tells what a word leaves open that may be cut.
    let text = "Type;Marque;Modèle\nVidéoproj;Dell;Latitude 5420\nÉcran;Dell;P2422H\n";
    columns(&import("parc.csv", text), "equipment_type", &["laptop", "monitor"]);
    let read = import("parc.csv", "Type;Modèle;Qté\nImpr.;;2\nÉcran;;5\nClavier;;3\n");
    assert!(read.rows[0]["equipment_type"].starts_with("printer"), "{:?}", read.rows[0]);
    // It is the usual sense of the word, and said.
    let read = import("parc.csv", "Type;Modèle;Qté\nÉcr.;;2\nClavier;;3\nSouris;;4\n");
    assert!(read.rows[0]["assumed"].contains("usual_type"), "{:?}", read.rows[0]);
    // What it says besides is said by the word whole; of how many it is a cut word does not say.
    for (cell, assumed, status) in [
        ("3 Impr.", "more_in_row", "in_service"),
        ("10 Écr.", "", "in_service"),
        ("Impr. HS", "usual_type", "decommissioned"),
    ] {
        let text = format!("Type;Modèle\n{cell};a\nClavier;b\nSouris;c\n");
        let read = import("parc.csv", &text);
        assert!(read.rows[0]["assumed"].contains(assumed), "{cell}: {:?}", read.rows[0]);
        assert_eq!(read.rows[0]["status"], status, "{cell}: {:?}", read.rows[0]);
    }
    // Several begin so, or none does, or one that is no equipment: they are asked.
    for cell in ["Ord.", "Ordi", "Port.", "Mon.", "Serie", "Zork.", "Conv.", "Inst.", "Doc."] {
        let text = format!("Type;Modèle;Qté\n{cell};;2\nClavier;;3\nSouris;;4\nÉcran;;5\n");
        let read = import("parc.csv", &text);
        assert_eq!(read.rejects.len(), 1, "{cell}: {:?}", read.rows);
    }
    for (cell, code) in
        [("PC Compta", "desktop"), ("PC Pro", "desktop"), ("Switch 24 port", "switch")]
    {
        let text = format!("Type;Modèle;Qté\n{cell};;2\nClavier;;3\nÉcran;;5\n");
        let read = import("parc.csv", &text);
        assert!(read.rows[0]["equipment_type"].contains(code), "{cell}: {:?}", read.rows[0]);
    }
}

/// A list whose first row is of ten laptops and says this below a heading.
fn stated(heading: &str, cell: &str) -> String {
    format!(
        "Type;Modèle;Quantité;{heading}\nPC portable;Latitude 5420;10;{cell}\n\
         PC fixe;OptiPlex 3080;4;\nÉcran;P2422H;6;\n"
    )
}

#[test]
fn a_state_of_all_units_or_all_but_some_is_theirs() {
    for heading in ["Etat", "Commentaire", "Lieu", "Usage"] {
        for (cell, state) in [
            ("tous HS", "decommissioned"),
            ("Toutes sont en panne", "in_repair"),
            ("tous en stock", "in_stock"),
            ("all broken", "in_repair"),
            ("todos averiados", "in_repair"),
            ("todos fuera de servicio", "decommissioned"),
        ] {
            let read = import("parc.csv", &stated(heading, cell));
            columns(&read, "quantity", &["10", "4", "6"]);
            columns(&read, "status", &[state, "in_service", "in_service"]);
        }
        let negated = [("No operativo", "in_repair"), ("No en uso", "in_stock")];
        for (cell, state) in negated.into_iter().filter(|_| heading == "Etat") {
            let read = import("parc.csv", &stated(heading, cell));
            columns(&read, "status", &[state, "in_service", "in_service"]);
        }
        for (cell, state) in [
            ("HS sauf 2", "decommissioned"),
            ("HS (sauf 2)", "decommissioned"),
            ("tous HS sauf 2", "decommissioned"),
            ("all broken but 2", "in_repair"),
            ("En stock, sauf 2", "in_stock"),
        ] {
            let read = import("parc.csv", &stated(heading, cell));
            columns(&read, "quantity", &["2", "8", "4", "6"]);
            columns(&read, "status", &["in_service", state, "in_service", "in_service"]);
            assert!(
                read.said.contains("cells say the state of some of the units"),
                "{}",
                read.said
            );
        }
    }
}

#[test]
fn what_is_not_of_how_many_for_sure_is_said_and_counts_in_service() {
    for cell in
        ["la moitié HS", "half broken", "tous sauf 2 HS", "all but 2 broken", "la plupart HS"]
    {
        let read = import("parc.csv", &stated("Etat", cell));
        columns(&read, "status", &["in_service"; 3]);
        let why = "says the state of some of the units: all counted as in service";
        assert!(read.unread.contains(why), "{cell}: {}", read.unread);
        let read = import("parc.csv", &stated("Commentaire", cell));
        columns(&read, "status", &["in_service"; 3]);
        assert!(read.said.contains("\"Commentaire\" not read: it says what some"), "{}", read.said);
        let text = format!("Type;Qté\nPC portables ({cell});10\nÉcran;4\n");
        let read = import("parc.csv", &text);
        columns(&read, "status", &["in_service"; 2]);
        assert!(read.rows[0]["assumed"].contains("more_in_row"), "{cell}: {:?}", read.rows[0]);
    }
    let read = import("parc.csv", "Type;Qté\nPC portables HS sauf 2;10\nÉcran;4\n");
    assert!(read.rows[0]["assumed"].contains("more_in_row"), "{:?}", read.rows[0]);
    // None of them, and words that are of no share.
    for (heading, cell) in [
        ("Etat", "aucun HS"),
        ("Commentaire", "aucun HS"),
        ("Commentaire", "half-size"),
        ("Commentaire", "tous livrés"),
    ] {
        let read = import("parc.csv", &stated(heading, cell));
        columns(&read, "status", &["in_service"; 3]);
        assert_eq!(read.unread.lines().count(), 1, "{cell}: {}", read.unread);
        assert!(!read.said.contains(&format!("column \"{heading}\"")), "{cell}: {}", read.said);
    }
}

#[test]
fn a_quantity_that_says_states_is_parted_and_of_anything_else_is_asked() {
    let list = |cell: &str| {
        format!(
            "Type;Modèle;Quantité\nPC portable;Latitude 5420;{cell}\nÉcran;P2422H;4\nSouris;M185;9\n"
        )
    };
    for (cell, left, out, state) in [
        ("15 dont 3 HS", "12", "3", "decommissioned"),
        ("15 (dont 3 HS)", "12", "3", "decommissioned"),
        ("15 (3 HS)", "12", "3", "decommissioned"),
        ("10 en service, 2 en stock", "10", "2", "in_stock"),
        ("10 in use / 2 broken", "10", "2", "in_repair"),
    ] {
        let read = import("parc.csv", &list(cell));
        columns(&read, "quantity", &[left, out, "4", "9"]);
        columns(&read, "status", &["in_service", state, "in_service", "in_service"]);
        assert!(!read.said.contains("follow one that is not in service"), "{cell}: {}", read.said);
    }
    for cell in ["8 mairie / 2 stock", "8 + 2 stock", "15 (3 à l'école)", "2 dont 3 HS"] {
        let read = import("parc.csv", &list(cell));
        columns(&read, "quantity", &["4", "9"]);
        assert_eq!(read.rejects.len(), 1, "{cell}: {:?}", read.rows);
    }
    let read = import("parc.csv", &list("8 mairie / 2 stock"));
    assert!(read.rejects[0]["reason"].contains("several numbers"), "{:?}", read.rejects);
}

#[test]
fn units_that_a_place_or_a_comment_says_are_asked_where_no_quantity_does() {
    let list = |heading: &str, cell: &str| {
        format!(
            "Type;Modèle;{heading}\nPC portable;Latitude 5420;{cell}\nÉcran;P2422H;Salle 12\nSouris;M185;\n"
        )
    };
    for (heading, cell) in [
        ("Lieu", "Salle 1 (x15)"),
        ("Lieu", "Salle 1 x15"),
        ("Site", "15 x Salle 1"),
        ("Commentaire", "x15"),
        ("Commentaire", "3 ex."),
    ] {
        let text = list(heading, cell);
        let read = import("parc.csv", &text);
        assert!(read.said.contains("cells say how many there are"), "{cell}: {}", read.said);
        let line = read.said.split("add `--column \"").nth(1).unwrap().split('"').next().unwrap();
        let folder = crate::support::Folder::new().with("parc.csv", &text);
        let ran = folder.run(&["import", "parc.csv", "--out", "out", "--column", line]);
        assert_eq!(ran.code, Some(0), "{line}: {}", ran.err);
        assert!(!ran.err.contains("how many there are"), "{cell}: {}", ran.err);
        // A quantity goes before.
        let counted = text.replace('\n', ";2\n").replacen(";2\n", ";Quantité\n", 1);
        let read = import("parc.csv", &counted);
        assert!(!read.said.contains("how many there are"), "{cell}: {}", read.said);
    }
    for (heading, cell) in [
        ("Lieu", "Salle 12"),
        ("Lieu", "Salle X1"),
        ("Commentaire", "16 Go"),
        ("Commentaire", "2 ans"),
    ] {
        let read = import("parc.csv", &list(heading, cell));
        assert!(!read.said.contains("how many there are"), "{cell}: {}", read.said);
    }
}

/// HP's desktops and laptops have the same numbers: 400 is one of the former, 430 to 470 are of the latter.
#[test]
fn a_number_of_two_families_is_of_its_own() {
    for (model, kind) in
        [("HP 400 G6", "desktop"), ("HP 400 G9 SFF", "desktop_sff"), ("HP 450 G8", "laptop")]
    {
        let read = import("parc.csv", &format!("Type;Modèle;Quantité\nOrdinateur;{model};10\n"));
        columns(&read, "equipment_type", &[kind]);
    }
}
