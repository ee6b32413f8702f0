//! What a cell says of some of the units of its row, of what stands by, of ranges and of two things.

use crate::dirty::{Imported, columns, import};
use crate::support::{Folder, impacts};
use crate::workbooks::{data, xlsx};

/// A list of three rows, the first of which is of ten laptops and says this below a heading.
fn list(heading: &str, cell: &str) -> String {
    format!(
        "Type;Modèle;N° inventaire;Quantité;{heading}\nPC portable;Latitude 5420;L1;10;{cell}\n\
         PC fixe;OptiPlex 3080;L2;4;\nÉcran;P2422H;L3;6;\n"
    )
}

/// The quantities and the states of laptops.
fn laptops(read: &Imported) -> Vec<(String, String)> {
    let laptops = read.rows.iter().filter(|row| row["equipment_type"].starts_with("laptop"));
    laptops.map(|row| (row["quantity"].clone(), row["status"].clone())).collect()
}

#[track_caller]
fn check(heading: &str, cell: &str, expected: &[(&str, &str)]) {
    let read = import("parc.csv", &list(heading, cell));
    let own = |(units, state): &(&str, &str)| ((*units).to_owned(), (*state).to_owned());
    let expected: Vec<(String, String)> = expected.iter().map(own).collect();
    assert_eq!(laptops(&read), expected, "{heading}: {cell}: {}", read.said);
    let units: f64 = read.rows.iter().map(|row| row["quantity"].parse::<f64>().unwrap()).sum();
    assert!((units - 20.0).abs() < 1e-9, "{heading}: {cell}");
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    assert!(read.said.contains("cells say the state of some of the units"), "{}", read.said);
}

#[test]
fn units_said_in_a_state_are_in_it_and_the_others_stay_whatever_column_says_so() {
    let parted = [("8", "in_service"), ("2", "decommissioned")];
    for heading in ["Etat", "Statut", "Lieu", "Affectation", "Usage", "Fonction", "Commentaire"] {
        check(heading, "dont 2 HS", &parted);
    }
    for heading in ["Status", "Location", "Purpose", "Comments"] {
        check(heading, "2 out of service", &parted);
        check(heading, "of which 2 are broken", &[("8", "in_service"), ("2", "in_repair")]);
    }
    check("Etat", "3 en stock", &[("7", "in_service"), ("3", "in_stock")]);
    check("État", "deux spare", &[("8", "in_service"), ("2", "in_stock")]);
    check("Lieu", "Mairie, dont 2 en réserve", &[("8", "in_service"), ("2", "in_stock")]);
    check("Etat", "En panne (dont 2 HS)", &[("8", "in_repair"), ("2", "decommissioned")]);
    let several = [("7", "in_service"), ("2", "decommissioned"), ("1", "in_stock")];
    check("Etat", "2 HS, 1 en stock", &several);
    check("Remarques", "dont 2 HS et 1 en stock", &several);
    check("Status", "7 in use / 2 decommissioned / 1 in stock", &several);
    check("Etat", "10 HS", &[("10", "decommissioned")]);
}

#[test]
fn what_is_left_of_a_row_is_no_sum_of_the_units_told_apart() {
    for (cell, left, told) in [
        ("dont 2 HS et 1 en stock", "3", ["2", "1"]),
        ("dont 1 en stock et 2 HS", "3", ["1", "2"]),
        ("including 2 spares and 1 broken", "3", ["2", "1"]),
        ("1 HS, 2 en stock", "3", ["1", "2"]),
    ] {
        let text = format!("Type;Qté;Observations\nPC portable;6;{cell}\nÉcran;4;\n");
        let read = import("parc.csv", &text);
        columns(&read, "quantity", &[left, told[0], told[1], "4"]);
        assert!(read.rejects.is_empty(), "{cell}: {:?}", read.rejects);
    }
    // A total without a name below is one all the same.
    let text =
        "Type;Qté;Observations\nPC portable;6;dont 2 HS et 1 en stock\nÉcran;4;\nSouris;5;\n;15;\n";
    let read = import("parc.csv", text);
    assert_eq!(laptops(&read).len(), 3, "{}", read.said);
    let units: f64 = read.rows.iter().map(|row| row["quantity"].parse::<f64>().unwrap()).sum();
    assert!(units <= 15.0, "{units}: {}", read.said);
}

#[test]
fn what_tells_a_machine_from_others_and_its_place_stay_with_their_rows() {
    let read = import("parc.csv", &list("Lieu", "Mairie, dont 2 en réserve"));
    columns(&read, "equipment_id", &["L1", "parc.csv:2", "L2", "L3"]);
    columns(&read, "site", &["Mairie", "Mairie", "", ""]);
    // A row set aside is quoted by its own line.
    let read = import(
        "parc.csv",
        "Type;Modèle;Quantité;Etat\nPC portable;Latitude 5420;10;dont 2 HS\nZork;Z1;4;\nÉcran;P2422H;1;\n",
    );
    columns(&read, "quantity", &["8", "2", "1"]);
    assert_eq!(read.rejects[0]["line"], "3", "{:?}", read.rejects);
}

#[test]
fn states_of_some_units_of_a_workbook_are_told_and_placed() {
    let head = "Type;Modèle;Quantité;Etat";
    let one = [head, "PC portable;Latitude 5420;10;dont 2 HS", "Zork;Z1;4;"];
    let two = [head, "Écran;P2422H;6;2 en stock"];
    let book = xlsx(&[("Mairie", data(&one)), ("École", data(&two))]);
    let folder = Folder::new().with("parc.xlsx", book);
    let ran = folder.run(&["import", "parc.xlsx", "--out", "out", "--year", "2025"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = impacts(&folder.path("out/inventory.csv"));
    let said = rows.iter().map(|row| (row["quantity"].as_str(), row["status"].as_str()));
    let expected =
        [("8", "in_service"), ("2", "decommissioned"), ("4", "in_service"), ("2", "in_stock")];
    assert_eq!(said.collect::<Vec<_>>(), expected, "{}", ran.err);
    let aside = impacts(&folder.path("out/rejects.csv"));
    assert_eq!(aside[0]["line"], "3", "{aside:?}");
}

#[test]
fn what_may_be_besides_or_is_not_told_how_many_is_said() {
    for (heading, cell) in [
        ("Etat", "8 en service"),
        ("Etat", "quelques HS"),
        ("Etat", "12 HS"),
        ("Etat", "+ 2 en stock"),
    ] {
        let read = import("parc.csv", &list(heading, cell));
        columns(&read, "quantity", &["10", "4", "6"]);
        columns(&read, "status", &["in_service"; 3]);
        assert_eq!(read.unread.lines().count(), 2, "{cell}: {}", read.unread);
        if cell == "12 HS" {
            let why = "says the state of some of the units: all counted as in service";
            assert!(read.unread.contains(why), "{}", read.unread);
        }
    }
    for (heading, cell) in [
        ("Commentaire", "+ 2 spare"),
        ("Commentaire", "quelques HS"),
        ("Lieu", "plusieurs en panne"),
        ("Usage", "dont HS"),
        ("Comments", "some broken"),
    ] {
        let read = import("parc.csv", &list(heading, cell));
        columns(&read, "quantity", &["10", "4", "6"]);
        assert!(read.said.contains(&format!("column \"{heading}\"")), "{cell}: {}", read.said);
    }
}

#[test]
fn numbers_of_rooms_parts_and_days_say_no_state_of_some_units() {
    for (heading, cell) in [
        ("Lieu", "Salle 12"),
        ("Lieu", "2 rue du Stock"),
        ("Commentaire", "2 écrans"),
        ("Commentaire", "2 neufs"),
        ("Commentaire", "3 reçus"),
        ("Commentaire", "3 ans de garantie"),
        ("Usage", "2 salles"),
        ("Affectation", "Service 3, 2 agents"),
    ] {
        let read = import("parc.csv", &list(heading, cell));
        columns(&read, "quantity", &["10", "4", "6"]);
        assert!(!read.said.contains("state of some of the units"), "{cell}: {}", read.said);
    }
    // What the user says of the column goes before.
    let folder = Folder::new().with("parc.csv", list("Lieu", "Mairie, dont 2 en réserve"));
    let own = ["import", "parc.csv", "--out", "out", "--column", "Lieu=site"];
    assert_eq!(folder.run(&own).code, Some(0));
    assert_eq!(folder.read("out/inventory.csv").lines().count(), 4);
}

#[test]
fn a_use_that_is_a_state_is_asked_and_what_machines_do_is_not() {
    for heading in ["Usage", "Fonction", "Purpose"] {
        let asked = |cell: &str| {
            let read = import(
                "parc.csv",
                &format!(
                    "Type;Modèle;{heading}\nPC fixe;OptiPlex 3080;{cell}\nPC fixe;OptiPlex 3080;Accueil\n"
                ),
            );
            read.said.contains(&format!("--column \"{heading}=status\""))
        };
        for cell in [
            "Secours",
            "Réserve",
            "Spare",
            "Spares",
            "Hors service",
            "À jeter",
            "Backup",
            "Rechange",
            "PC de secours",
            "to be scrapped",
        ] {
            assert!(asked(cell), "{heading}: {cell}");
        }
        for cell in [
            "Stockage",
            "Maintenance",
            "Archives",
            "Production",
            "Comptabilité",
            "Secours à la personne",
            "Formation",
            "Sauvegarde",
        ] {
            assert!(!asked(cell), "{heading}: {cell}");
        }
    }
}

#[test]
fn numbers_of_what_is_kept_for_others_are_asked() {
    for heading in ["Secours", "Rechange", "Backups", "Spare", "Spares", "Réserve"] {
        for cells in [["1", "", "0"], ["2", "3", ""], ["2", "1", "1"]] {
            let [one, other, last] = cells;
            let read = import(
                "parc.csv",
                &format!(
                    "Type;Modèle;Quantité;{heading}\nPC portable;Latitude 5420;10;{one}\n\
                     PC fixe;OptiPlex 3080;4;{other}\nÉcran;P2422H;6;{last}\n"
                ),
            );
            columns(&read, "quantity", &["10", "4", "6"]);
            let asked = format!("--column \"{heading}=unread\"");
            assert!(read.said.contains(&asked), "{heading} {cells:?}: {}", read.said);
            assert!(read.said.contains("of that of the rows or besides"), "{}", read.said);
        }
    }
}

#[test]
fn a_range_in_a_number_or_a_type_counts_or_is_asked() {
    for (cell, units) in [
        ("PC 1 à 10", "10"),
        ("Tablettes 1 à 12", "12"),
        ("PC-001 to PC-010", "10"),
        ("Laptops 1 to 8", "8"),
        ("Portables n° 1 à 8", "8"),
    ] {
        let read = import(
            "parc.csv",
            &format!(
                "Type;Marque;Site\n{cell};HP;Mairie\nImprimante;HP;Mairie\nÉcran;Dell;École\n"
            ),
        );
        columns(&read, "quantity", &[units, "1", "1"]);
        assert!(read.said.contains("each of which counts"), "{cell}: {}", read.said);
    }
    let tagged = |cell: &str| {
        let rows = format!("Tablette;Apple;{cell}\nImprimante;HP;0990\nÉcran;Dell;0991\n");
        import("parc.csv", &format!("Type;Marque;N° inventaire\n{rows}"))
    };
    for (cell, units) in
        [("de TAB01 à TAB10", "10"), ("from TAB01 to TAB04", "4"), ("0101-0110", "1")]
    {
        let read = tagged(cell);
        columns(&read, "quantity", &[units, "1", "1"]);
        assert!(read.said.contains("several numbers in a row there"), "{cell}: {}", read.said);
    }
    for cell in ["2019-2024", "101-110", "INV-2021-001", "0612-34"] {
        assert!(!tagged(cell).said.contains("several numbers in a row"), "{cell}");
    }
    // A size, a series, the name of a model.
    for cell in ["Écran 22 à 24", "Écran 24 pouces", "Switch 24 ports", "PC 8028"] {
        let read = import(
            "parc.csv",
            &format!(
                "Type;Marque;Site\n{cell};HP;Mairie\nImprimante;HP;Mairie\nÉcran;Dell;École\n"
            ),
        );
        columns(&read, "quantity", &["1", "1", "1"]);
        assert!(!read.said.contains("several numbers in a row"), "{cell}: {}", read.said);
    }
    for cell in ["840-850 G5", "8028", "Series 5-7"] {
        let list = format!("Type;Modèle;Site\nPC portable;{cell};Mairie\nÉcran;P2422H;École\n");
        columns(&import("parc.csv", &list), "quantity", &["1", "1"]);
    }
}

#[test]
fn two_things_in_one_cell_are_said_or_asked() {
    for (cell, code) in [
        ("Lot PC + station", Some("desktop")),
        ("PC + écran", Some("desktop")),
        ("PC + station d'accueil", Some("desktop")),
        ("Portable + station", Some("laptop")),
        ("Laptop and dock", None),
        ("PC et écran", None),
        ("Kit PC + écran", None),
        ("Pack portable + dock", None),
    ] {
        let read = import(
            "parc.csv",
            &format!("Type;Modèle;Quantité\n{cell};;3\nPC fixe;OptiPlex 3080;4\n"),
        );
        if let Some(code) = code {
            columns(&read, "equipment_type", &[code, "desktop"]);
            assert!(read.rows[0]["assumed"].contains("more_in_row"), "{cell}");
        } else {
            let said = read.rejects.len() == 1
                || read.rows.len() == 2 && read.rows[0]["assumed"].contains("more_in_row");
            assert!(said, "{cell}: {:?} {:?}", read.rows, read.rejects);
        }
    }
    let read = import(
        "parc.csv",
        "Type;Modèle;Quantité\nPoste fixe;Alcatel 8028;3\nPoste fixe;OptiPlex 3080;4\n",
    );
    columns(&read, "equipment_type", &["ip_phone", "desktop"]);
    let read =
        import("parc.csv", "Type;Marque;Quantité\nPoste fixe;Yealink;3\nPoste fixe;Dell;4\n");
    columns(&read, "equipment_type", &["ip_phone", "desktop"]);
}

#[test]
fn what_is_lent_in_turn_is_said_with_the_words_to_paste() {
    for (word, said) in [
        ("PC de prêt", "de prêt"),
        ("loaner laptop", "loaner"),
        ("Laptop loaner", "loaner"),
        ("Pool laptop", "Pool"),
        ("Leihlaptop", "Leih"),
        ("PC portable (pour prêt)", "pour prêt"),
    ] {
        let list = format!("Type;Modèle;Site\n{word};;Mairie\nImprimante;LaserJet M404;Mairie\n");
        let read = import("parc.csv", &list);
        columns(&read, "status", &["in_service", "in_service"]);
        assert_eq!(read.unread.lines().count(), 2, "{word}: {}", read.unread);
        for state in ["in_stock", "in_service"] {
            let folder = Folder::new().with("parc.csv", &list);
            let own = format!("{said}={state}");
            let ran = folder.run(&["import", "parc.csv", "--out", "out", "--state", &own]);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            let rows = folder.read("out/inventory.csv");
            assert_eq!(rows.contains(",in_stock,"), state == "in_stock", "{word}: {rows}");
            assert_eq!(folder.read("out/unread-cells.csv").lines().count(), 1, "{word} {own}");
        }
    }
    for word in ["PC de dépannage", "Ersatzlaptop", "Ersatz-PC", "Reserve-PC"] {
        let list = format!("Type;Modèle;Site\n{word};;Mairie\nImprimante;LaserJet M404;Mairie\n");
        columns(&import("parc.csv", &list), "status", &["in_stock", "in_service"]);
    }
    let list =
        "Type;Modèle;Site\nServeur de dépannage;PowerEdge R740;Mairie\nPC;OptiPlex 3080;Mairie\n";
    columns(&import("parc.csv", list), "status", &["in_service", "in_service"]);
}

/// Checks that a list whose first row leaves its state open is said with the line to paste, and that the
/// line works.
#[track_caller]
fn open(list: &str, said: &str, state: &str) {
    let read = import("parc.csv", list);
    columns(&read, "status", &["in_service"; 2]);
    assert_eq!(read.unread.lines().count(), 2, "{said}: {}", read.unread);
    let hint = format!("--state \"{}={state}\"", empreinte::word::within_quotes(said));
    assert!(read.unread.contains(&hint.replace('"', "\"\"")), "{said}: {}", read.unread);
    for state in [state, "in_service"] {
        let folder = Folder::new().with("parc.csv", list);
        let own = format!("{said}={state}");
        let ran = folder.run(&["import", "parc.csv", "--out", "out", "--state", &own]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = impacts(&folder.path("out/inventory.csv"));
        assert_eq!(rows[0]["status"], state, "{said}: {}", ran.err);
        assert_eq!(folder.read("out/unread-cells.csv").lines().count(), 1, "{said}: {}", ran.err);
    }
}

#[test]
fn a_cell_of_states_that_leaves_it_open_is_said_whole() {
    let list = |cell: &str| {
        let cell = cell.replace('"', "\"\"");
        format!(
            "Type;Modèle;Statut\nPC portable;Latitude 5420;\"{cell}\"\n\
             PC fixe;OptiPlex 3080;En service\n"
        )
    };
    for cell in [
        "En pool",
        "Pool",
        "Pool parc",
        "Loaner",
        "loaner (IT)",
        "De prêt",
        "Matériel de prêt",
        "Leihgerät",
        "Lot \"A\" de prêt",
    ] {
        open(&list(cell), cell, "in_stock");
    }
    for cell in ["À recycler", "PC à recycler", "Vieux, à recycler", "old one to be scrapped"] {
        open(&list(cell), cell, "decommissioned");
    }
    // Of some of the units, or with a name, it is no line to paste.
    for cell in ["2 en pool", "Loaner Paul Martin", "Pool de paul.martin@mairie.fr"] {
        let read = import("parc.csv", &list(cell));
        assert_eq!(read.unread.lines().count(), 2, "{cell}: {}", read.unread);
        assert!(!read.unread.contains("lent in turn"), "{cell}: {}", read.unread);
        assert!(!read.unread.to_lowercase().contains("martin"), "{cell}: {}", read.unread);
    }
}

#[test]
fn what_is_lent_and_stands_for_a_model_is_said() {
    for cell in ["Pool", "Loaner", "De prêt", "pour prêt"] {
        let list = format!("Type;Modèle;Site\nPC portable;{cell};Mairie\nÉcran;P2422H;Mairie\n");
        open(&list, cell, "in_stock");
    }
}

#[test]
fn waste_that_waits_is_out_of_use_and_what_is_to_come_is_said_as_such() {
    let of = |cell: &str| {
        import(
            "parc.csv",
            &format!(
                "Type;Modèle;Etat\nPC portable;Latitude 5420;{cell}\nPC fixe;OptiPlex 3080;En service\n"
            ),
        )
    };
    for cell in
        ["Benne DEEE", "for disposal", "bestemd voor afvoer", "zur Verschrottung", "pour recyclage"]
    {
        columns(&of(cell), "status", &["decommissioned", "in_service"]);
    }
    for cell in ["To be scrapped", "à recycler", "à mettre à la benne", "te recyclen"] {
        let read = of(cell);
        columns(&read, "status", &["in_service", "in_service"]);
        let hint = format!("`--state \"\"{cell}=decommissioned\"\"`");
        assert!(read.unread.contains(&hint), "{cell}: {}", read.unread);
    }
    for (place, asked) in [
        ("Tiroir", true),
        ("Tiroir 2", true),
        ("Drawer 3", true),
        ("Caisse 2", false),
        ("Armoire 2", false),
    ] {
        let list = format!(
            "Type;Modèle;Lieu\nPC portable;Latitude 5420;{place}\nPC fixe;OptiPlex 3080;Mairie\n"
        );
        let read = import("parc.csv", &list);
        assert_eq!(read.said.contains("states stand in it"), asked, "{place}: {}", read.said);
    }
}
