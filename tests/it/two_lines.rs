//! Tables whose headings stand on two lines: groups, and below each what it has.

use crate::counted_once::{check, import};
use crate::support::{Folder, impacts};
use crate::workbooks::{data, xlsx};

#[test]
fn states_over_places_and_places_over_states_are_both_of_each_number() {
    let rows = "PC fixe;3;4;1;0\nÉcran;5;5;0;2\n";
    let expected =
        [("desktop", 7), ("desktop:in_stock", 1), ("monitor", 10), ("monitor:in_stock", 2)];
    check(&format!("Type;En service;;En stock;\n;Mairie;École;Mairie;École\n{rows}"), &expected, 0);
    check(
        &format!(
            "Type;En service;En service;En stock;En stock\nType;Mairie;École;Mairie;École\n{rows}"
        ),
        &expected,
        0,
    );
    let by_place = "PC fixe;3;1;4;0\nÉcran;5;0;5;2\n";
    check(
        &format!("Type;Mairie;;École;\n;En service;En stock;En service;En stock\n{by_place}"),
        &expected,
        0,
    );
}

#[test]
fn states_over_things_and_things_over_states_are_both_of_each_number() {
    let expected =
        [("desktop", 32), ("desktop:in_stock", 1), ("monitor", 34), ("monitor:in_stock", 3)];
    let by_state = "Mairie;12;14;1;2\nÉcole;20;20;0;1\n";
    for above in ["Site;En service;;En stock;", "Site;En service;En service;En stock;En stock"] {
        check(&format!("{above}\n;PC fixe;Écran;PC fixe;Écran\n{by_state}"), &expected, 0);
    }
    let by_thing = "Mairie;12;1;14;2\nÉcole;20;0;20;1\n";
    check(&format!("Site;PC fixe;;Écran;\n;Actif;Stock;Actif;Stock\n{by_thing}"), &expected, 0);
    // Sorts below things are of no state.
    check(
        &format!("Site;Ordinateurs;;Écrans;\n;Fixes;Portables;22 pouces;24 pouces\n{by_thing}"),
        &[("desktop", 32), ("laptop", 1), ("monitor_upto_23in", 34), ("monitor_24_27in", 3)],
        0,
    );
}

#[test]
fn things_over_what_is_told_of_each_are_machines_of_the_row() {
    for above in ["Nom;PC;PC;Écran;Écran", "Nom;PC;;Écran;"] {
        check(
            &format!(
                "{above}\n;Marque;Modèle;Marque;Modèle\nZeus;Dell;OptiPlex 3080;Dell;P2422H\nHéra;Dell;Latitude 5420;;\n"
            ),
            &[("desktop", 1), ("laptop", 1), ("monitor", 1)],
            0,
        );
    }
    check(
        "Nom;Ordinateur;;Écran;\n;Type;Modèle;Modèle;Nombre\nZeus;PC fixe;OptiPlex 3080;P2422H;2\n\
         Héra;PC portable;Latitude 5420;;\nApollon;PC fixe;OptiPlex 3080;P2419H;1\n",
        &[("desktop", 2), ("laptop", 1), ("monitor", 3)],
        0,
    );
    // One thing beside the rows' own machine, below titles: its number is of screens.
    check(
        "Inventaire 2025\n\nIdentification;;;Écran;\nNom;Type;Modèle;Taille (pouces);Nombre\n\
         Zeus;PC fixe;OptiPlex 3080;24;2\nHéra;PC portable;Latitude 5420;;0\nApollon;PC fixe;OptiPlex 3080;24;1\n",
        &[("desktop", 2), ("laptop", 1), ("monitor", 3)],
        0,
    );
}

#[test]
fn groups_of_no_things_are_titles() {
    for groups in ["Identification;;Caractéristiques;;", "Agent;;Matériel;;", "Utilisateur;;PC;;"]
    {
        check(
            &format!(
                "{groups}\nNom;Service;Type;Modèle;Quantité\nA1;DSI;PC fixe;OptiPlex 3080;2\nA2;RH;PC portable;Latitude 5420;1\n"
            ),
            &[("desktop", 2), ("laptop", 1)],
            0,
        );
    }
    // Headings whose last ones are empty stand over rows.
    check(
        "Nom;Type;Modèle;;\nA1;PC fixe;OptiPlex 3080;;\nA2;Écran;P2422H;;\n",
        &[("desktop", 1), ("monitor", 1)],
        0,
    );
}

#[test]
fn two_lines_of_headings_of_a_workbook_are_read_as_those_of_a_text() {
    let book = xlsx(&[(
        "Parc",
        data(&[
            "Inventaire 2025",
            "",
            "Identification;;;Écran;",
            "Nom;Type;Modèle;Taille (pouces);Nombre",
            "Zeus;PC fixe;OptiPlex 3080;24;2",
            "Héra;PC portable;Latitude 5420;;0",
        ]),
    )]);
    let folder = Folder::new().with("parc.xlsx", book);
    let args = ["import", "parc.xlsx", "--out", "out", "--year", "2025", "--lang", "en"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = impacts(&folder.path("out/inventory.csv"));
    let read: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["equipment_type"].as_str(), row["quantity"].as_str())).collect();
    assert_eq!(read, [("desktop", "1"), ("monitor", "2"), ("laptop", "1")], "{}", ran.err);
}

#[test]
fn a_total_of_each_group_leaves_its_places_their_state() {
    check(
        "Type;En service;;;En stock;;\n;Mairie;École;Total;Mairie;École;Total\nPC fixe;12;30;42;1;7;8\nÉcran;14;4;18;2;5;7\n",
        &[("desktop", 42), ("desktop:in_stock", 8), ("monitor", 18), ("monitor:in_stock", 7)],
        0,
    );
}

#[test]
fn states_above_numbers_that_nothing_tells_are_no_title() {
    let (_, _, ran, _) = import(
        "Site;En service;;En stock;\n;Zorglub;Bidule;Zorglub;Bidule\nMairie;12;14;1;2\nÉcole;30;4;7;5\n",
    );
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("says states above another"), "{}", ran.err);
}

#[test]
fn a_remark_below_a_thing_is_left() {
    for (heading, remark) in [("Commentaire", "ok"), ("Système", "Windows 11"), ("Divers", "")] {
        check(
            &format!(
                "Agent;Ordinateur;;Écran;;\n;Type;Modèle;Modèle;Nombre;{heading}\n\
                 Martin;Portable;Latitude 5420;P2422H;2;{remark}\nDurand;Fixe;OptiPlex 3080;P2419H;1;\nPetit;Fixe;;;;\n"
            ),
            &[("desktop", 2), ("laptop", 1), ("monitor", 3)],
            0,
        );
    }
}
