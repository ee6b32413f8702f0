//! What words beside a thing say of it: its state, or that of some of its units, what stands by, and the
//! places that are one.

use crate::dirty::{columns, import};

#[test]
fn a_state_of_some_units_leaves_the_row_as_it_is_and_is_said() {
    for cell in [
        "Latitude 5420 (dont 2 HS)",
        "Latitude 5420 - 3 en stock",
        "Latitude 5420 dont 1 en panne",
        "Latitude 5420 (2 broken)",
        "Latitude 5420 of which 3 in stock",
        "Latitude 5420, dont deux au rebut",
    ] {
        let list =
            format!("Type;Modèle;Quantité\nPC portable;{cell};10\nPC fixe;OptiPlex 3080;1\n");
        let read = import("parc.csv", &list);
        columns(&read, "quantity", &["10", "1"]);
        columns(&read, "status", &["in_service", "in_service"]);
        let said = read.rows.iter().map(|row| row["assumed"].contains("more_in_row"));
        assert_eq!(said.collect::<Vec<_>>(), [true, false], "{cell}");
    }
    for word in ["PC fixes (dont 3 HS)", "Écrans - 3 en stock", "Laptops (2 broken)"] {
        let list = format!("Type;Quantité\n{word};10\nImprimante;1\n");
        let read = import("parc.csv", &list);
        columns(&read, "status", &["in_service", "in_service"]);
        assert!(read.rows[0]["assumed"].contains("more_in_row"), "{word}");
    }
}

#[test]
fn a_state_of_all_units_is_that_of_the_row() {
    let list = "Type;Modèle;Quantité\nÉcran;P2422H (3 en stock);3\nPC fixe;OptiPlex 3080 dont 2 HS;2\n\
                PC portables (4 HS);Latitude 5420;\nPC portable;Latitude 5420 (HS);6\n";
    let read = import("parc.csv", list);
    columns(&read, "quantity", &["3", "2", "4", "6"]);
    columns(&read, "status", &["in_stock", "decommissioned", "decommissioned", "decommissioned"]);
    assert!(read.rows.iter().all(|row| !row["assumed"].contains("more_in_row")), "{}", read.said);
    // Numbers of something else.
    let list = "Type;Modèle;Quantité\nServeur;PowerEdge T340 (2 disques);2\nTablette;iPad (9);5\n\
                Imprimante;LaserJet M404 - 2 bacs;3\n";
    let read = import("parc.csv", list);
    columns(&read, "quantity", &["2", "5", "3"]);
    columns(&read, "status", &["in_service", "in_service", "in_service"]);
}

#[test]
fn what_is_kept_for_others_is_in_stock_and_what_is_lent_in_service() {
    for (word, model, state) in [
        ("Spare laptop", "Latitude 5420", "in_stock"),
        ("PC portable", "Spare Latitude 5420", "in_stock"),
        ("PC portable", "Latitude 5420 (spare)", "in_stock"),
        ("PC de secours", "OptiPlex 3080", "in_stock"),
        ("PC de rechange", "OptiPlex 3080", "in_stock"),
        ("backup laptop", "Latitude 5420", "in_stock"),
        ("Écran de secours", "P2422H", "in_stock"),
        ("PC fixe", "OptiPlex 3080 de secours", "in_stock"),
        ("PC fixe", "OptiPlex 3080 HS", "decommissioned"),
        ("Broken laptop", "Latitude 5420", "in_repair"),
        ("loaner laptop", "Latitude 5420", "in_service"),
        ("PC de prêt", "OptiPlex 3080", "in_service"),
        ("Serveur de sauvegarde", "PowerEdge R740", "in_service"),
        ("Backup server", "PowerEdge R740", "in_service"),
        ("Serveur de secours", "PowerEdge R740", "in_service"),
        ("Routeur de secours", "ISR 4331", "in_service"),
        ("Disque dur de secours", "", "in_service"),
        ("PC non réformé", "OptiPlex 3080", "in_service"),
    ] {
        let read = import("parc.csv", &format!("Type;Modèle;Site\n{word};{model};Old Trafford\n"));
        columns(&read, "status", &[state]);
        columns(&read, "site", &["Old Trafford"]);
        let named = read.rows[0]["assumed"].contains("state_of_name");
        assert_eq!(named, state != "in_service", "{word} {model}");
    }
    // What the row says of its state goes before.
    let read = import("parc.csv", "Type;Modèle;État\nPC de secours;OptiPlex 3080;En service\n");
    columns(&read, "status", &["in_service"]);
    let read = import("parc.csv", "Type;Quantité\nSpare parts;3\nPC fixe;1\n");
    columns(&read, "equipment_type", &["desktop"]);
}

#[test]
fn a_state_to_come_is_said_with_the_words_to_paste() {
    for (cell, said) in [
        ("Old PC (to be recycled)", "to be recycled"),
        ("PC à recycler", "à recycler"),
        ("ancien PC à jeter", "à jeter"),
        ("PC fixe;OptiPlex 3080 (à réformer)", "à réformer"),
    ] {
        let list = format!("Type;Modèle;Site\n{cell};;Mairie\nPC fixe;OptiPlex 3080;Mairie\n");
        let list = if cell.contains(';') { list.replace(";;", ";") } else { list };
        let read = import("parc.csv", &list);
        columns(&read, "status", &["in_service", "in_service"]);
        assert_eq!(read.unread.lines().count(), 2, "{cell}: {}", read.unread);
        // Quoted in the CSV.
        let hint = format!("`--state \"\"{said}=decommissioned\"\"`");
        assert!(read.unread.contains(&hint), "{cell}: {}", read.unread);
        for state in ["decommissioned", "in_service"] {
            let folder = crate::support::Folder::new().with("parc.csv", &list);
            let own = format!("{said}={state}");
            let ran = folder.run(&["import", "parc.csv", "--out", "out", "--state", &own]);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            let rows = folder.read("out/inventory.csv");
            assert_eq!(rows.contains(",decommissioned,"), state == "decommissioned", "{rows}");
            assert_eq!(folder.read("out/unread-cells.csv").lines().count(), 1, "{own}");
        }
    }
    let read = import("parc.csv", "Type;Modèle;État\nPC à recycler;OptiPlex 3080;En service\n");
    assert!(read.unread.lines().count() < 2, "{}", read.unread);
}

#[test]
fn a_place_that_is_a_state_is_asked() {
    let asked = |list: &str| {
        let read = import("parc.csv", list);
        read.said.contains("states stand in it")
    };
    for place in [
        "Armoire réserve",
        "Réserve",
        "Cave (à jeter)",
        "Benne DEEE",
        "Dépôt DSI",
        "Stock DSI",
        "Storage room",
        "Rebut",
        "Médiathèque - réserve",
    ] {
        let list = format!(
            "Type;Modèle;Lieu\nPC fixe;OptiPlex 3080;{place}\nPC fixe;OptiPlex 3080;Mairie\n"
        );
        assert!(asked(&list), "{place}");
        // The row's own state goes before; where it says none, the place is asked.
        let head = "Type;Modèle;Lieu;État\nPC fixe;OptiPlex 3080;Mairie;En service\n";
        assert!(!asked(&format!("{head}PC fixe;OptiPlex 3080;{place};En service\n")), "{place}");
        assert!(asked(&format!("{head}PC fixe;OptiPlex 3080;{place};\n")), "{place}");
    }
    for place in ["Dépôt de bus", "Salle des archives", "Salle libre", "Old Trafford", "Cave 2"] {
        let list = format!(
            "Type;Modèle;Lieu\nPC fixe;OptiPlex 3080;{place}\nPC fixe;OptiPlex 3080;Mairie\n"
        );
        assert!(!asked(&list), "{place}");
    }
    for name in ["PC de secours", "Spare laptop"] {
        let list =
            format!("Type;Modèle;Nom\nPC fixe;OptiPlex 3080;{name}\nPC fixe;OptiPlex 3080;Anne\n");
        assert!(asked(&list), "{name}");
    }
}

#[test]
fn comments_of_another_thing_are_said() {
    for (comment, said) in [
        ("VP HS", true),
        ("Imprimante en panne", true),
        ("Monitor broken", true),
        ("onduleur au rebut", true),
        ("clavier HS", false),
        ("batterie HS", false),
        ("VP plafond", false),
        ("RAS", false),
    ] {
        for heading in ["Commentaire", "Remarques"] {
            let list = format!(
                "Type;Modèle;{heading}\nPC fixe;OptiPlex 3080;{comment}\nPC fixe;OptiPlex 3080;\n"
            );
            let read = import("parc.csv", &list);
            let is_said = read.said.contains("it says other equipment than that of the rows");
            assert_eq!(is_said, said, "{comment}: {}", read.said);
        }
    }
    // Alone, it may be the row's own state.
    let read =
        import("parc.csv", "Type;Modèle;Remarques\nPC fixe;OptiPlex 3080;HS\nPC fixe;A 1;\n");
    assert!(read.said.contains("if it is `status`"), "{}", read.said);
}

#[test]
fn a_row_without_a_quantity_is_asked_for_it_and_counts_with_it() {
    let list = |units: &str| format!("Type;Quantité\n3 PC portables;{units}\nPC fixe;12\n");
    let read = import("parc.csv", &list(""));
    let hint = &read.rejects[0]["hint"];
    assert!(hint.contains("in the column of the quantity") && !hint.contains("serial"), "{hint}");
    columns(&import("parc.csv", &list("3")), "quantity", &["3", "12"]);
    // Without such a column, what tells one machine from others is asked.
    let read = import("parc.csv", "Type;Modèle\nPC portables;\nPC fixe;OptiPlex 3080\n");
    assert!(read.rejects[0]["hint"].contains("serial or inventory number"), "{:?}", read.rejects);
}
