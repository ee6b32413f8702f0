//! Cells that may be read in several ways: what is clear is read, and what is in doubt is said or
//! asked, never passed over.

use crate::dirty::{columns, import};
use crate::support::{Folder, impacts};
use crate::workbooks::{data, xlsx};

#[test]
fn of_a_thing_and_a_sort_of_it_the_sort_is_taken_whichever_column_names_it() {
    let rows = "PC;Portable;3\nPC;Fixe;2\nPC;Tout-en-un;1\nPC;Station de travail;1\n\
                Écran;24 pouces;4\nImprimante;Laser;1\n";
    let expected = ["laptop", "desktop", "all_in_one", "workstation", "monitor", "printer_laser"];
    for headings in
        ["Type;Sous-type;Nb", "Catégorie;Type;Nb", "Famille;Sous-famille;Nb", "Type;Modèle;Nb"]
    {
        let read = import("parc.csv", &format!("{headings}\n{rows}"));
        let kinds: Vec<&str> = read.rows.iter().map(|row| row["equipment_type"].as_str()).collect();
        let monitor =
            if kinds.contains(&"monitor_24_27in") { "monitor_24_27in" } else { "monitor" };
        let expected = expected.map(|kind| if kind == "monitor" { monitor } else { kind });
        assert_eq!(kinds, expected, "{headings}: {}", read.said);
    }
    let read = import("parc.csv", &format!("Type;Sous-type;Nb\n{rows}"));
    assert!(read.said.contains("\"Sous-type\" read with that of the type"), "{}", read.said);
}

#[test]
fn a_column_that_counts_some_units_in_words_sets_those_rows_aside() {
    let read = import(
        "parc.csv",
        "Salle;Matériel;Combien\nS1;PC fixe;16\nS1;écran;1\nS2;portable;une douzaine\nS3;écran;6+2\nS4;PC fixe;7\n",
    );
    columns(&read, "quantity", &["16", "1", "7"]);
    let aside: Vec<&str> = read.rejects.iter().map(|row| row["value"].as_str()).collect();
    assert_eq!(aside, ["une douzaine", "6+2"]);
}

#[test]
fn a_quantity_that_says_a_state_is_none_of_what_the_row_is() {
    let read = import(
        "commande.csv",
        "Désignation;Qté commandée;Qté livrée\nPC portable;10;8\nÉcran;4;2\n",
    );
    columns(&read, "quantity", &["8", "2"]);
    for heading in ["Qté HS", "Quantité réformée", "Quantité à commander", "Quantité minimale"]
    {
        let read = import(
            "parc.csv",
            &format!(
                "Type;Modèle;{heading};Marque;Date achat\nPortable;Latitude 5400;16;Dell;2022-01-01\n\
                 PC fixe;OptiPlex 3070;3;Dell;2021-01-01\n"
            ),
        );
        columns(&read, "quantity", &["1", "1"]);
    }
}

#[test]
fn numbers_beside_the_quantity_that_say_nothing_else_are_not_said_to_be_other_machines() {
    let read =
        import("parc.csv", "Type;Modèle;Nb;Total\nPortable;Latitude 5400;5;5\nÉcran;P2419H;3;3\n");
    assert!(!read.said.contains("\"Total\""), "{}", read.said);
    let read =
        import("parc.csv", "Matériel;Nombre total;dont en panne\nPortable;50;3\nÉcran;20;1\n");
    columns(&read, "quantity", &["47", "3", "19", "1"]);
    columns(&read, "status", &["in_service", "in_repair", "in_service", "in_repair"]);
    assert!(read.said.contains("\"dont en panne\": as many units of each row"), "{}", read.said);
}

#[test]
fn several_machines_in_one_row_are_said() {
    let read = import(
        "parc.csv",
        "Nom du poste;Type;Marque;Modèle;N° de série\na;Portable;Dell;Latitude 5400;ABC1 / ABC2\n\
         b;Portable;Dell;Latitude 5400;XYZ9\nPC-01 à PC-10;PC fixe;Dell;OptiPlex 3070;\n",
    );
    let said: Vec<bool> =
        read.rows.iter().map(|row| row["assumed"].contains("more_in_row")).collect();
    assert_eq!(said, [true, false, false], "{}", read.said);
    // A range of names is so many machines.
    columns(&read, "quantity", &["1", "1", "10"]);
}

#[test]
fn new_beside_conditions_is_one_and_beside_states_a_state() {
    let list = |states: &[&str]| {
        let row = |state: &&str| format!("Portable;Dell;Latitude 5400;{state}\n");
        format!("Type;Marque;Modèle;État\n{}", states.iter().map(row).collect::<String>())
    };
    let read = import("parc.csv", &list(&["bon état", "neuf", "usé", "Très bon"]));
    columns(&read, "status", &["in_service"; 4]);
    let read = import("parc.csv", &list(&["En service", "Neuf", "HS"]));
    columns(&read, "status", &["in_service", "in_stock", "decommissioned"]);
}

#[test]
fn a_second_column_of_states_that_says_others_is_asked() {
    let head = "Type;Modèle;Statut;Situation\n";
    let read = import(
        "parc.csv",
        &format!(
            "{head}Portable;Latitude 5400;Actif;En service\nPortable;Latitude 5400;Actif;Réformé\n\
             PC fixe;OptiPlex 3070;Actif;Vendu\nÉcran;P2419H;Actif;En stock\n"
        ),
    );
    assert!(read.said.contains("--column \"Situation=status\""), "{}", read.said);
    let read = import(
        "parc.csv",
        &format!("{head}Portable;Latitude 5400;Actif;En service\nÉcran;P2419H;Actif;En service\n"),
    );
    assert!(!read.said.contains("Situation"), "{}", read.said);
}

#[test]
fn states_that_stand_where_places_or_users_do_are_asked() {
    for heading in ["Lieu", "Utilisateur"] {
        let list = |cells: [&str; 3]| {
            format!(
                "Type;Modèle;Marque;{heading}\nPortable;Latitude 5400;Dell;{}\n\
                 PC fixe;OptiPlex 3070;Dell;{}\nÉcran;P2419H;Dell;{}\n",
                cells[0], cells[1], cells[2]
            )
        };
        let asked = format!("--column \"{heading}=status\"");
        let read = import("parc.csv", &list(["Stock", "Rebut", "Bureau 2"]));
        assert!(read.said.contains(&asked), "{}", read.said);
        let read = import("parc.csv", &list(["Bureau 1", "Accueil", "Bureau 2"]));
        assert!(!read.said.contains(&asked), "{}", read.said);
    }
}

#[test]
fn what_no_formula_came_to_is_no_empty_cell() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Nb;Date achat\nPortable;Latitude 5400;#REF!;2022-01-01\n\
         PC fixe;OptiPlex 3070;2;#VALEUR!\nÉcran;P2419H;1;2020-02-02\n",
    );
    columns(&read, "quantity", &["2", "1"]);
    assert_eq!(read.rejects.len(), 1);
    assert!(read.unread.contains("#VALEUR!"), "{}", read.unread);
}

#[test]
fn the_folder_of_an_import_says_what_its_file_does() {
    let list = "Service;PC fixes;PC portables;Écrans\nCompta;3;1;4\nRH;2;2;4\nDSI;1;1,5;\n";
    let folder = Folder::new().with("parc.csv", list);
    let import = ["import", "parc.csv", "--out", "out", "--year", "2025"];
    assert_eq!(folder.run(&import).code, Some(0));
    for (given, out) in [("parc.csv", "a"), ("out", "b")] {
        let ran = folder.run(&["assess", given, "--out", out, "--year", "2025", "--format", "csv"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    let of = |out: &str| {
        let rows = impacts(&folder.path(&format!("{out}/impacts.csv")));
        rows.iter().map(|row| row["quantity"].parse::<f64>().unwrap()).sum::<f64>()
    };
    let rejects = folder.read("b/rejects.csv");
    assert_eq!(rejects.lines().count(), 2, "{rejects}");
    // 3 + 1 + 4, 2 + 2 + 4 and 1 machine, in both.
    let (file, again) = (of("a"), of("b"));
    assert!((file - again).abs() < 1e-9, "{file} {again}");
}

#[test]
fn ages_are_said_to_be_no_days() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Marque;Ancienneté\nPortable;Latitude 5400;Dell;5 ans\nÉcran;P2419H;Dell;18 mois\n",
    );
    assert!(read.said.contains("\"Ancienneté\" not read: an age is no date"), "{}", read.said);
}

#[test]
fn months_are_no_places_and_small_numbers_no_numbering() {
    for headings in ["Type;Janvier;Février", "Type;Dell;HP", "Type;31/12/2023;31/12/2024"] {
        let list = format!("{headings}\nPortable;3;2\nPC fixe;2;1\n");
        let folder = Folder::new().with("parc.csv", &list);
        let ran = folder.run(&["import", "parc.csv", "--out", "out", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{headings}: {}", ran.err);
        assert!(ran.err.contains("nothing says which"), "{headings}: {}", ran.err);
    }
    let read = import(
        "parc.csv",
        "Type;Modèle;Marque;Mairie;Lyon\nPortable;Latitude 5400;Dell;3;7\nÉcran;P2419H;Dell;4;9\n",
    );
    assert!(read.said.contains("\"Mairie\""), "{}", read.said);
}

#[test]
fn answers_below_the_name_of_a_place_name_none() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Marque;Location\nPortable;Latitude 5400;Dell;oui\nÉcran;P2419H;Dell;non\n",
    );
    columns(&read, "site", &["", ""]);
}

#[test]
fn each_machine_of_a_place_of_work_is_counted_with_its_line_and_column() {
    let list = "Poste;Ordinateur;Modèle écran;Imprimante\nAccueil;OptiPlex 3070;P2419H;M404dn\n\
                Compta;Latitude 5400;P2419H;\nRH;OptiPlex 3080;;\nSalle;;;\n";
    let folder = Folder::new().with("postes.csv", list);
    let ran = folder.run(&["import", "postes.csv", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // Three computers, two screens and a printer; nobody has anything in the room.
    let said = ran.err.clone();
    assert!(said.contains("6 rows read = 6 kept"), "{said}");
    assert!(said.contains("lines without any machine, which do not count: 1"), "{said}");
    assert!(said.contains("each below `Ordinateur`, `Modèle écran`, `Imprimante`"), "{said}");
    let rows = folder.read("out/inventory.csv");
    for row in ["postes.csv:2:Ordinateur,desktop,", "postes.csv:3:Modèle écran,monitor,"] {
        assert!(rows.contains(row), "{rows}");
    }
    // A machine set aside says the column it stands in, and comes back corrected.
    let list = "Agent;Écran;Imprimante\nA;P2419H;#REF!\nB;P2419H;oui\n";
    let folder = Folder::new().with("parc.csv", list);
    let ran = folder.run(&["import", "parc.csv", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rejects = folder.read("out/rejects.csv");
    assert!(rejects.contains("parc.csv,2,Imprimante,#REF!"), "{rejects}");
}

#[test]
fn how_a_machine_left_is_told_by_the_words_of_its_state_in_any_language() {
    for (state, route) in [
        ("verkocht", "sale"),
        ("gestolen", "stolen"),
        ("verloren", "lost"),
        ("Sold to staff", "sale"),
        ("Vendu à un agent", "sale"),
        ("Réformé / donné", "donation"),
        ("Rendu loueur", "lease_end"),
        ("Jeté", "weee"),
        ("verschrottet", "weee"),
        ("Vendues", "sale"),
        ("Lost/Stolen", ""),
    ] {
        let read = import(
            "parc.csv",
            &format!("Type;Marque;Modèle;Statut\nPortable;Dell;Latitude 5400;{state}\n"),
        );
        columns(&read, "status", &["exited"]);
        columns(&read, "exit_route", &[route]);
    }
}

#[test]
fn states_that_say_too_little_are_asked() {
    for state in [
        "En attente de réforme",
        "Sorti de stock",
        "À commander",
        "Remplacé",
        "afgeschreven",
        "Obsolète",
        "ex-stock",
        "vendu par SCC",
    ] {
        let read = import(
            "parc.csv",
            &format!(
                "Type;Marque;Modèle;Statut\nPortable;Dell;Latitude 5400;{state}\n\
                      Portable;Dell;Latitude 5400;En service\n"
            ),
        );
        columns(&read, "status", &["in_service", "in_service"]);
        assert!(read.unread.contains(state), "{state}: {}", read.unread);
    }
}

#[test]
fn what_is_no_computer_by_its_words_is_asked_or_out_of_scope() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Marque;Nb\nMicro HF;;Shure;1\nMicro-ondes;;Samsung;1\n\
         Chariot médical;ProDesk 600 G5;HP;2\nScanner;Somatom go;;1\nCarte GPU;A100;Nvidia;1\n\
         Micro;OptiPlex 3070;Dell;1\n",
    );
    columns(&read, "equipment_type", &["gpu_card", "desktop"]);
    let aside: Vec<&str> = read.rejects.iter().map(|row| row["value"].as_str()).collect();
    assert_eq!(aside, ["Micro HF", "Micro-ondes", "Chariot médical"], "{}", read.said);
}

#[test]
fn a_corrected_row_of_a_sheet_takes_its_place_and_is_read_alone() {
    let head = "Type;Modèle;Nb;Site";
    let one = [head, "Portable;Latitude 5400;2?;X"];
    let two = [head, "PC fixe;OptiPlex 3070;2;X"];
    let folder = Folder::new().with("p.xlsx", xlsx(&[("A", data(&one)), ("B", data(&two))]));
    assert_eq!(folder.run(&["import", "p.xlsx", "--out", "o", "--year", "2025"]).code, Some(0));
    let rejects = folder.read("o/rejects.csv");
    let corrected = rejects.replacen(",2?,", ",2,", 1);
    assert_ne!(corrected, rejects);
    let folder = folder.with("rejects.csv", &corrected);
    for (files, units) in [(&["p.xlsx", "rejects.csv"][..], 4.0), (&["rejects.csv"][..], 2.0)] {
        let ran = folder.run(
            &[&["import"], files, &["--out", &format!("o{units}"), "--year", "2025"]].concat(),
        );
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = impacts(&folder.path(&format!("o{units}/inventory.csv")));
        let kept: f64 = rows.iter().map(|row| row["quantity"].parse::<f64>().unwrap()).sum();
        assert!((kept - units).abs() < 1e-9, "{kept}");
        assert_eq!(folder.read(&format!("o{units}/rejects.csv")).lines().count(), 1);
    }
}

#[test]
fn a_sheet_whose_name_sums_up_is_left_and_said() {
    let (head, a, b) = ("Type;Modèle;Nb", "PC fixe;OptiPlex 3070;3", "Portable;Latitude 5400;2");
    for name in ["Total", "Synthèse", "Bilan 2025", "Gesamt"] {
        let sheets =
            [("RDC", data(&[head, a])), ("Étage", data(&[head, b])), (name, data(&[head, a, b]))];
        let folder = Folder::new().with("p.xlsx", xlsx(&sheets));
        let ran = folder.run(&["import", "p.xlsx", "--out", "o", "--year", "2025"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = impacts(&folder.path("o/inventory.csv"));
        let units: Vec<&str> = rows.iter().map(|row| row["quantity"].as_str()).collect();
        assert_eq!(units, ["3", "2"], "{name}: {}", ran.err);
        assert!(ran.err.contains(name), "{}", ran.err);
    }
}
