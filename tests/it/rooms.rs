//! Inventories as town halls and schools keep them: the machines counted by hand, and none lost in
//! any reading.

use crate::support::{Folder, impacts};
use std::collections::BTreeMap;

/// What an import makes of a table: the units kept of each type, the rows set aside, and what is said.
struct Imported {
    units: BTreeMap<String, f64>,
    aside: Vec<[String; 3]>,
    said: String,
}

fn import(table: &str) -> Imported {
    let folder = Folder::new().with("parc.csv", table);
    let ran = folder.run(&["import", "parc.csv", "--year", "2025", "--lang", "fr", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut units = BTreeMap::new();
    for row in impacts(&folder.path("out/inventory.csv")) {
        *units.entry(row["equipment_type"].clone()).or_insert(0.0) +=
            row["quantity"].parse::<f64>().unwrap();
    }
    let aside = impacts(&folder.path("out/rejects.csv"))
        .into_iter()
        .map(|row| ["line", "column", "value"].map(|name| row[name].clone()))
        .collect();
    Imported { units, aside, said: ran.err }
}

#[track_caller]
fn check(table: &str, expected: &[(&str, u32)]) -> Imported {
    let imported = import(table);
    let expected =
        expected.iter().map(|(kind, units)| ((*kind).to_owned(), f64::from(*units))).collect();
    assert_eq!(imported.units, expected, "{table}\n{}", imported.said);
    imported
}

#[test]
fn rooms_with_a_model_and_numbers_of_other_things_keep_their_computers() {
    // 12 + 16 computers, 12 + 16 screens, one printer, two switches.
    let all = [("desktop", 28), ("monitor", 28), ("network_switch", 2), ("printer_laser", 1)];
    check(
        "Salle;Nb postes;Modèle;Écrans;Imprimante;Switch\n\
         Salle 1;12;OptiPlex 3080;12;1;1\nSalle 2;16;OptiPlex 7090;16;0;1\n",
        &all,
    );
    let screens = [("desktop", 28), ("monitor", 28)];
    for table in [
        "Salle;Nb postes;Modèle;Année;Écrans\nA;12;OptiPlex 3080;2021;12\nB;16;OptiPlex 7090;2022;16\n",
        "Room;Computers;Model;Monitors\nA;12;OptiPlex 3080;12\nB;16;OptiPlex 7090;16\n",
        "Salle;Modèle PC;Nb;Écrans\nA;OptiPlex 3080;12;12\nB;OptiPlex 7090;16;16\n",
        "Salle;Nb PC;Modèle PC;Nb écrans;Modèle écran\n\
         A;12;OptiPlex 3080;12;P2422H\nB;16;OptiPlex 7090;16;P2419H\n",
        "Type;Modèle;Quantité;Écrans\nPC fixe;OptiPlex 3080;12;12\nPC fixe;OptiPlex 7090;16;16\n",
    ] {
        check(table, &screens);
    }
    // The model of what is counted is told with it.
    let folder = Folder::new().with(
        "parc.csv",
        "Service;Ordinateurs portables;Modèle;Nombre d'écrans\nRH;3;Latitude 5420;2\nDG;5;EliteBook 840 G8;5\n",
    );
    folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out"]);
    let rows = impacts(&folder.path("out/inventory.csv"));
    let models: Vec<&str> = rows
        .iter()
        .filter(|row| row["equipment_type"] == "laptop")
        .map(|row| row["model"].as_str())
        .collect();
    assert_eq!(models, ["Latitude 5420", "EliteBook 840 G8"]);
}

#[test]
fn numbers_of_machines_are_theirs_whatever_names_them() {
    let screens = [("desktop", 20), ("monitor", 20)];
    for table in [
        // Repeated numbers are no numbers of machines (`N°`).
        "Aula;Numero PC;Modello PC;Monitor\n1A;10;OptiPlex 3080;10\n1B;10;OptiPlex 3080;10\n",
        "Site;Équipement 1;Quantité 1;Équipement 2;Quantité 2\n\
         Mairie;PC fixe;12;Écran;12\nÉcole;PC fixe;8;Écran;8\n",
        "Salle;Postes;Écrans\nTechno;12 x OptiPlex 3080;12\nCDI;8 x OptiPlex 7090;8\n",
    ] {
        check(table, &screens);
    }
    // A sort of a thing beside it is of the same machine.
    check(
        "Agent;Ordinateur;Type;Écrans\nA;Latitude 5420;Portable;2\nB;OptiPlex 3080;Fixe;1\n",
        &[("desktop", 1), ("laptop", 1), ("monitor", 3)],
    );
    // How many screens a room has, a yes does not say.
    let imported = check("Salle;Nb PC fixes;Écran\nA;6;oui\nB;6;oui\n", &[("desktop", 12)]);
    assert!(imported.said.contains("« Écran » non lue"), "{}", imported.said);
}

#[test]
fn computers_of_no_known_sort_are_set_aside_and_not_lost() {
    for headings in ["Salle;Nb postes;Écrans", "Salle;Nb postes;Nb écrans"] {
        let imported = check(&format!("{headings}\nA;12;12\nB;16;16\n"), &[("monitor", 28)]);
        let lines: Vec<&str> = imported.aside.iter().map(|[line, ..]| line.as_str()).collect();
        assert_eq!(lines, ["2", "3"], "{headings}");
    }
}

#[test]
fn a_number_that_cannot_be_read_costs_its_row_and_no_column() {
    let imported = check(
        "Salle;Nb postes;Modèle;Écrans\nA;12;OptiPlex 3080;12\nB;seize;OptiPlex 7090;16\n",
        &[("desktop", 12), ("monitor", 28)],
    );
    let [[line, _, value]] = &imported.aside[..] else { panic!("{:?}", imported.aside) };
    assert_eq!((line.as_str(), value.as_str()), ("3", "seize"));
}

#[test]
fn what_nothing_counts_for_the_row_or_for_each_is_asked() {
    // Two screens for each of twelve, or for all: nobody knows.
    let imported = check(
        "Type;Modèle;Quantité;Écrans\nPC fixe;OptiPlex 3080;12;2\nPC fixe;OptiPlex 7090;8;1\n",
        &[("desktop", 20)],
    );
    assert!(imported.said.contains("« Écrans » non lue"), "{}", imported.said);
}

#[test]
fn a_size_is_no_number_of_screens_and_a_count_may_stand_in_brackets() {
    let imported = check(
        "Salle;Nombre de PC (unités);Écran (pouces);RAM (Go)\nA;12;22;8\nB;13;24;8\n",
        &[("desktop", 25)],
    );
    assert!(imported.said.contains("« Écran (pouces) » non lue"), "{}", imported.said);
    check(
        "Salle;PC (nb);PC (modèle);Écran (nb);Écran (taille)\n\
         A;10;OptiPlex 3080;10;22\nB;8;OptiPlex 7090;8;24\n",
        &[("desktop", 18), ("monitor_24_27in", 8), ("monitor_upto_23in", 10)],
    );
    for word in ["Menge", "Stück", "aantal", "pezzi"] {
        let table =
            format!("Salle;PC ({word});PC (modèle)\nA;10;OptiPlex 3080\nB;8;OptiPlex 7090\n");
        check(&table, &[("desktop", 18)]);
    }
}

#[test]
fn numbers_below_one_screen_of_a_maker_are_diagonals_and_below_several_they_count() {
    let table = |heading: &str, numbers: [u8; 2]| {
        let [a, b] = numbers;
        format!(
            "Salle;Modèle PC;Nombre de PC;{heading}\nA;OptiPlex 3080;12;{a}\nB;OptiPlex 3080;8;{b}\n"
        )
    };
    // Two screens, and not 51: each with its size in its model, which tells its sort again.
    let sized = [("desktop", 20), ("monitor", 2)];
    check(&table("Écran Philips", [24, 27]), &sized);
    check(&table("Écrans Philips", [10, 8]), &[("desktop", 20), ("monitor", 18)]);
    check(&table("TVs", [2, 3]), &[("desktop", 20), ("tv", 5)]);
}

#[test]
fn numbers_below_a_name_that_nobody_knows_are_asked() {
    let table = "Salle;PC fixe;Vidéoprojecteur;Zorglubeur\nA;12;1;1\nB;13;1;0\n";
    let imported = check(table, &[("desktop", 25), ("projector", 2)]);
    assert!(imported.said.contains("« Zorglubeur » non lue"), "{}", imported.said);
}

#[test]
fn several_models_in_a_cell_are_counted_or_said() {
    check(
        "Type;Modèle;Écran\nPortable;Latitude 5420;2 x P2422H\nPortable;Latitude 5430;P2422H\n",
        &[("laptop", 2), ("monitor", 3)],
    );
    check(
        "Matériel;Modèle;Date achat\nÉcran;2 x P2422H;2021\nÉcran;P2419H (x3);2021\n\
         PC portable;Latitude 5420 x4;2022\nÉcran;P2422H x4;2022\nPC fixe;EliteDesk 800 x2;2022\n",
        &[("desktop", 1), ("laptop", 4), ("monitor", 9)],
    );
    // What ends a name in a column of models counts in a list; `ThinkPad x13` is a name in both.
    check(
        "Nom;PC;Écran\nA;ThinkPad x13;P2422H x2\nB;Latitude 5420;P2422H (x 2)\n",
        &[("laptop", 2), ("monitor", 4)],
    );
    for (kind, cell) in [
        ("PC portable", "Latitude 7420 + P2422H"),
        ("PC portable", "Latitude 5420, Latitude 5430"),
        ("1 PC portable, 1 écran, 1 imprimante", ""),
    ] {
        let table = format!("Site;Type;Modèle;Quantité\nMairie;\"{kind}\";{cell};1\n");
        let folder = Folder::new().with("parc.csv", &table);
        folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out"]);
        let rows = impacts(&folder.path("out/inventory.csv"));
        assert!(rows[0]["assumed"].contains("more_in_row"), "{cell}: {:?}", rows[0]);
    }
}

#[test]
fn a_comment_that_says_other_machines_is_asked() {
    let said = |comments: [&str; 2]| {
        let rows = comments.map(|comment| format!("PC fixe;OptiPlex 3080;{comment}\n")).concat();
        check(&format!("Type;Modèle;Commentaire\n{rows}"), &[("desktop", 2)]).said
    };
    for comment in ["avec 2 écrans", "double écran", "+ 1 portable de secours"] {
        let said = said(["", comment]);
        assert!(said.contains("« Commentaire » non lue"), "{comment}: {said}");
    }
    for comment in ["avec disque dur externe", "avec clavier et écran"] {
        let said = said(["", comment]);
        assert!(said.contains("« Commentaire » non lue"), "{comment}: {said}");
    }
    // What comes in the box is one list, for comments as for types (`PC + webcam`).
    for comment in [
        "avec clavier et souris",
        "avec clavier souris",
        "avec souris sans fil",
        "avec chargeur",
        "with 2 chargers",
        "avec câble HDMI",
        "mit Tastatur und Maus",
        "avec webcam",
        "+ 1 SSD",
        "remplace l'écran cassé",
        "2 ans de garantie",
    ] {
        let said = said(["RAS", comment]);
        assert!(!said.contains("« Commentaire » non lue"), "{comment}: {said}");
    }
}

#[test]
fn a_row_that_unfolded_and_was_set_aside_comes_back_in_its_place() {
    let table =
        "Bureau;PC;Écran;Imprimante\n101;OptiPlex 3080;2;oui\n102;Latitude 5420;#REF!;non\n";
    let folder = Folder::new().with("parc.csv", table);
    folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out"]);
    let rejects = folder.read("out/rejects.csv");
    let folder = folder.with("corrigé.csv", rejects.replacen("#REF!", "3", 1));
    let ran = folder.run(&["import", "parc.csv", "corrigé.csv", "--year", "2025", "--out", "done"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let units = |kind: &str| -> f64 {
        let rows = impacts(&folder.path("done/inventory.csv"));
        let own = rows.iter().filter(|row| row["equipment_type"] == kind);
        own.map(|row| row["quantity"].parse::<f64>().unwrap()).sum()
    };
    // 2 + 3 screens, each computer and the printer once.
    let told = ["monitor", "desktop", "laptop", "printer_laser"].map(units);
    assert!(told.iter().zip([5.0, 1.0, 1.0, 1.0]).all(|(a, b)| (a - b).abs() < 1e-9), "{told:?}");
    assert_eq!(impacts(&folder.path("done/rejects.csv")).len(), 0);
}

#[test]
fn a_fault_of_headings_says_the_line_they_stand_on() {
    let above = "Commune de Saint-Aubin\n\nMis à jour le 3 mars 2025\n";
    for table in [
        // Types beside several columns of numbers, of which none says that it counts.
        "Équipement;2023;2024\nPC fixe;18;20\nPC portable;25;30\n",
        // Headings of no source.
        "Ville;Code;Zone\nLyon;12;b\nNice;13;c\n",
        // A list of licences.
        "Produit;Clé de licence;Postes autorisés;Expiration\nOffice;AAA;12;2026\n",
    ] {
        let folder = Folder::new().with("parc.csv", format!("{above}{table}"));
        let ran = folder.run(&["assess", "parc.csv", "--year", "2025", "--lang", "fr"]);
        assert_eq!(ran.code, Some(2), "{table}: {}", ran.err);
        assert!(ran.err.contains("parc.csv, ligne 4"), "{table}: {}", ran.err);
    }
}

#[test]
fn rooms_in_the_column_of_serial_numbers_tie_nothing_however_long_the_list() {
    let makers = ["Dell;Latitude 5420", "HP;EliteBook 840 G8", "Lenovo;ThinkPad T14"];
    let rows = (0..400)
        .map(|at| {
            // Two HP and one Dell in one room, far below the first rows.
            let serial = if [250, 253, 300].contains(&at) {
                "SALLEB204".to_owned()
            } else {
                format!("SN{at:05}AB")
            };
            format!("PC portable;{};{serial}\n", makers[at % 3])
        })
        .collect::<Vec<_>>()
        .concat();
    check(&format!("Type;Marque;Modèle;N° de série\n{rows}"), &[("laptop", 400)]);
}
