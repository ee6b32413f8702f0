//! Lists of several counts, of machines that take the place of others, of groups side by side and of columns
//! told twice. The machines were counted by hand first.

use crate::counted_once::check;
use crate::support::Folder;

/// What a run says of a list with these options, and its code.
fn said(list: &str, options: &[&str]) -> (String, Option<i32>) {
    let folder = Folder::new().with("parc.csv", list);
    let run = [&["import", "parc.csv", "--lang", "en", "--out", "out"], options].concat();
    let ran = folder.run(&run);
    (ran.err, ran.code)
}

#[test]
fn two_columns_told_the_same_are_refused_but_for_numbers_of_states() {
    for (headings, field) in [
        ("Etat1;Etat2", "status"),
        ("M1;M2", "model"),
        ("Q1;Q2", "quantity"),
        ("Lieu;Autre lieu", "site"),
        ("A;B", "equipment_type"),
    ] {
        let (one, other) = headings.split_once(';').unwrap();
        let (one, other) = (format!("{one}={field}"), format!("{other}={field}"));
        let list = format!("Type;Nombre;{headings}\nPC portable;3;x;y\nPC fixe;4;z;t\n");
        let (err, code) = said(&list, &["--column", &one, "--column", &other]);
        assert!(code == Some(2) && err.contains("only one can be"), "{headings}: {err}");
        // The line to keep one works.
        let left = format!("{}=unread", other.split_once('=').unwrap().0);
        let (err, code) = said(&list, &["--column", &one, "--column", &left]);
        assert!(!err.contains("only one can be") && code.is_some(), "{headings}: {err}");
    }
    let folder =
        Folder::new().with("parc.csv", "Type;Qté;HS;En stock\nPC portable;10;2;3\nÉcran;20;1;1\n");
    let states = ["--column", "HS=status", "--column", "En stock=status"];
    let run = [&["import", "parc.csv", "--out", "out"], &states[..]].concat();
    assert_eq!(folder.run(&run).code, Some(0));
    let rows = std::fs::read_to_string(folder.path("out/inventory.csv")).unwrap();
    assert_eq!(rows.matches(",decommissioned,").count(), 2, "{rows}");
    assert_eq!(rows.matches(",in_stock,").count(), 2, "{rows}");
    // Places add up, where numbers stand below them.
    let (err, code) = said(
        "Type;Q1;Q2\nPC portable;3;1\nÉcran;4;2\n",
        &["--column", "Q1=site", "--column", "Q2=site"],
    );
    assert_eq!(code, Some(0), "{err}");
}

#[test]
fn groups_of_columns_repeated_behind_shared_ones_are_all_read() {
    let expected = [("laptop", 3), ("monitor", 5), ("desktop", 4), ("printer_laser", 2)];
    for list in [
        "Site;Type;Qté;Type;Qté\nA;PC portable;3;Écran;5\nB;PC fixe;4;Imprimante;2\n",
        "Site;Qté;Type;Qté;Type\nA;3;PC portable;5;Écran\nB;4;PC fixe;2;Imprimante\n",
        "Site;Type;Qté;Type;Nombre\nA;PC portable;3;Écran;5\nB;PC fixe;4;Imprimante;2\n",
        "Room;Type;Qty;Type;Qty;Notes\nA;Laptop;3;Monitor;5;\nB;Desktop;4;Printer;2;new\n",
        "Site;Étage;Type;Qté;Type;Qté\nA;1;PC portable;3;Écran;5\nB;2;PC fixe;4;Imprimante;2\n",
        "Site;Type;Qté;Type;Qté\nA;PC portable;3;;\nA;Écran;5;PC fixe;4\nB;;;Imprimante;2\n",
    ] {
        check(list, &expected, 0);
    }
    let list = "Agent;Matériel;Modèle;Matériel;Modèle;Matériel;Modèle\n\
        A;PC portable;Dell Latitude 5420;Écran;Dell P2422H;;\n\
        B;PC fixe;HP EliteDesk 800 G6;Écran;HP E24;Imprimante;HP LaserJet\n";
    check(list, &[("laptop", 1), ("desktop", 1), ("monitor", 2), ("printer_laser", 1)], 0);
    // A title between the rows is of all groups.
    let list = "Site;Type;Qté;Type;Qté\nA;PC portable;3;Écran;5\nStock;;;;\nB;PC fixe;4;Écran;2\n";
    let expected =
        [("laptop", 3), ("monitor", 5), ("desktop:in_stock", 4), ("monitor:in_stock", 2)];
    check(list, &expected, 0);
    // Controls: what repeats no thing is one table.
    for list in [
        "Type;Qté;Date;Lieu;Date;Lieu\nPC portable;3;2020;A;2021;B\nÉcran;5;2020;A;2021;B\n",
        "Catégorie;Type;Qté\nInformatique;PC portable;3\nInformatique;Écran;5\n",
    ] {
        check(list, &[("laptop", 3), ("monitor", 5)], 0);
    }
}

#[test]
fn of_a_machine_and_the_one_in_its_place_one_counts() {
    let rows = "A;Dell Optiplex 3020;HP ProBook 450 G8\nB;Dell Optiplex 7010;HP ProBook 450 G8\n";
    for headings in [
        "Ancien PC;Nouveau PC",
        "PC remplacé;PC de remplacement",
        "Old computer;New computer",
        "PC avant;PC après",
        "Ancien matériel;Nouveau matériel",
        "Ancien poste;Nouveau poste",
    ] {
        let ran = check(&format!("Site;{headings}\n{rows}"), &[("laptop", 2)], 0);
        let (old, new) = headings.split_once(';').unwrap();
        assert!(ran.err.contains(&format!("column \"{old}\"")), "{}", ran.err);
        // The lines to paste do what they say.
        let left = |heading: &str| {
            let folder = Folder::new().with("parc.csv", format!("Site;{headings}\n{rows}"));
            let column = format!("{heading}=unread");
            let ran = folder.run(&["import", "parc.csv", "--column", &column, "--out", "out"]);
            assert_eq!(ran.code, Some(0), "{headings}: {}", ran.err);
            std::fs::read_to_string(folder.path("out/inventory.csv")).unwrap()
        };
        assert_eq!(left(new).to_lowercase().matches("optiplex").count(), 2, "{headings}");
        assert_eq!(left(old).to_lowercase().matches("probook").count(), 2, "{headings}");
    }
    // What is to come counts nowhere, and one that none took the place of is there.
    for headings in ["PC actuel;PC futur", "Current PC;Planned PC", "PC;Nouveau PC"] {
        check(&format!("Site;{headings}\n{rows}"), &[("desktop", 2)], 0);
    }
    let some = "Site;Ancien PC;Nouveau PC\nA;Dell Optiplex 3020;HP ProBook 450 G8\n\
        B;Dell Optiplex 7010;\nC;;HP ProBook 450 G8\n";
    check(some, &[("laptop", 2), ("desktop", 1)], 0);
    // Beside types, the models of the new ones.
    let list = "Site;Type;Ancien modèle;Nouveau modèle\nA;PC fixe;Dell Optiplex 3020;HP EliteDesk 800 G6\n\
        B;PC fixe;Dell Optiplex 7010;HP EliteDesk 800 G6\n";
    let ran = check(list, &[("desktop", 2)], 0);
    assert!(ran.err.contains("\"Ancien modèle\""), "{}", ran.err);
    // Controls: two things, and one alone.
    let list = "Site;PC;Nouvel écran\nA;Dell Optiplex 3020;HP E24\nB;Dell Optiplex 7010;HP E24\n";
    check(list, &[("desktop", 2), ("monitor", 2)], 0);
    let list = "Site;Ancien PC;Écran\nA;Dell Optiplex 3020;HP E24\nB;Dell Optiplex 7010;HP E24\n";
    check(list, &[("desktop", 2), ("monitor", 2)], 0);
}

#[test]
fn of_a_first_count_and_a_last_the_last_counts_and_what_moved_is_in_it() {
    let rows = "PC portable;10;5;2;13\nÉcran;20;1;4;17\n";
    for headings in [
        "Stock initial;Entrées;Sorties;Stock final",
        "Opening stock;In;Out;Closing stock",
        "Quantité initiale;Achats;Réformes;Quantité finale",
        "Parc initial;Arrivées;Départs;Parc final",
        "Qté début;Entrées;Sorties;Qté fin",
        "Stock au 01/01/2025;Entrées;Sorties;Stock au 31/12/2025",
    ] {
        let ran = check(&format!("Type;{headings}\n{rows}"), &[("laptop", 13), ("monitor", 17)], 0);
        let first = headings.split(';').next().unwrap();
        assert!(ran.err.contains(&format!("\"{first}\" not read")), "{}", ran.err);
        for moved in headings.split(';').skip(1).take(2) {
            assert!(!ran.err.contains(&format!("\"{moved}\"")), "{}", ran.err);
        }
    }
    let rows = "PC portable;10;13\nÉcran;20;17\n";
    for headings in ["Début;Fin", "Comptage 1;Comptage 2", "Inventaire n°1;Inventaire n°2"] {
        check(&format!("Type;{headings}\n{rows}"), &[("laptop", 13), ("monitor", 17)], 0);
    }
    check("Site;PC initial;PC final\nA;10;13\nB;20;17\n", &[("desktop", 30)], 0);
    check("Site;Ancien PC;Nouveau PC\nA;10;13\nB;20;17\n", &[("desktop", 30)], 0);
    // What does not come out is asked.
    let list =
        "Type;Stock initial;Entrées;Sorties;Stock final\nPC portable;10;5;2;12\nÉcran;20;1;4;17\n";
    let ran = check(list, &[("laptop", 12), ("monitor", 17)], 0);
    assert!(ran.err.contains("\"Entrées\""), "{}", ran.err);
    // Controls: how things are is no time.
    check("Site;PC neufs;PC anciens\nA;10;13\nB;20;17\n", &[("desktop", 60)], 0);
    // Tables side by side, of two years.
    let list = "Inventaire 2024;;;Inventaire 2025;\nType;Qté;;Type;Qté\nPC portable;10;;PC portable;12\n\
        Écran;20;;Écran;18\n";
    let ran = check(list, &[("laptop", 12), ("monitor", 18)], 0);
    assert!(ran.err.contains("\"Inventaire 2024\" not read"), "{}", ran.err);
    let list = list.replace("Inventaire 2024", "Mairie").replace("Inventaire 2025", "École");
    check(&list, &[("laptop", 22), ("monitor", 38)], 0);
}

#[test]
fn totals_of_things_count_where_no_other_column_does_and_what_they_have_besides_is_asked() {
    for headings in ["Total PC;Écrans", "PC total;Total écrans", "Total PC;Écrans;dont neufs"] {
        let list = format!("Site;{headings}\nA;10;4;1\nB;5;2;1\n");
        check(&list, &[("desktop", 15), ("monitor", 6)], 0);
    }
    check(
        "Site;Total laptops;Printers\nA;10;1\nB;5;2\n",
        &[("laptop", 15), ("printer_laser", 3)],
        0,
    );
    let sorts = [("laptop", 16), ("desktop", 14)];
    for headings in ["Total PC;PC portable;PC fixe", "Total postes;dont portables;dont fixes"] {
        let ran = check(&format!("Site;{headings}\nA;20;12;8\nB;10;4;6\n"), &sorts, 0);
        assert!(!ran.err.contains("not read"), "{}", ran.err);
    }
    for headings in ["Total PC;PC portable;PC fixe", "Total;PC portable;PC fixe"] {
        let ran = check(&format!("Site;{headings}\nA;25;12;8\nB;10;4;6\n"), &sorts, 0);
        assert!(ran.err.contains("\"Total") && ran.err.contains("not read"), "{}", ran.err);
    }
}

#[test]
fn numbers_below_places_and_states_are_asked_together_with_lines_that_read_them() {
    let rows = "PC portable;12;3\nÉcran;20;5\n";
    for headings in
        ["Bureau;Stock", "Salle;Réserve", "Bureaux;Stock", "Bureau;Télétravail", "Office;Stock"]
    {
        let (err, code) = said(&format!("Type;{headings}\n{rows}"), &[]);
        assert!(code == Some(2) || err.contains("not read"), "{headings}: {err}");
        for heading in headings.split(';') {
            assert!(err.contains(heading), "{headings}: {err}");
        }
    }
    for headings in ["Sous garantie;Hors garantie", "Under warranty;Out of warranty"] {
        let (err, code) = said(&format!("Type;{headings}\n{rows}"), &[]);
        assert_eq!(code, Some(2), "{headings}: {err}");
    }
    let read = |list: &str, options: &[&str]| {
        let folder = Folder::new().with("parc.csv", list);
        let run = [&["import", "parc.csv", "--out", "out"], options].concat();
        let ran = folder.run(&run);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let rows = crate::support::impacts(&folder.path("out/inventory.csv"));
        let row = |row: &std::collections::BTreeMap<String, String>| {
            format!("{} {} {}", row["quantity"], row["equipment_type"], row["status"])
        };
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let expected = ["12 laptop in_service", "3 laptop in_stock"];
    let both = ["--column", "Bureau=site", "--column", "Stock=status"];
    let rows = read(&format!("Type;Bureau;Stock\n{rows}"), &both);
    assert_eq!(rows[..2], expected);
    let models = "PC portable;Dell Latitude 5420;12;3\nÉcran;HP E24;20;5\n";
    let rows = read(&format!("Type;Modèle;Bureau;Stock\n{models}"), &both);
    assert_eq!(rows[..2], expected);
    let (err, _) = said(&format!("Type;Modèle;Bureau;Stock\n{models}"), &[]);
    assert!(err.contains("\"Bureau=site\"") && err.contains("\"Stock=status\""), "{err}");
    // Of what is in stock, of all units: a line reads it.
    let list = "Type;Qté;Stock dispo\nPC portable;12;3\nÉcran;20;5\n";
    let rows = read(list, &["--column", "Stock dispo=status"]);
    assert_eq!(rows[..2], ["9 laptop in_service", "3 laptop in_stock"]);
    // Controls: rooms are no numbers of units, and ordinary columns are not asked.
    for list in [
        "Type;Bureau;Marque\nPC portable;112;Dell\nÉcran;203;HP\nPC portable;112;Dell\n",
        "Type;Étage;Marque\nPC portable;2;Dell\nÉcran;3;HP\nPC portable;2;Dell\n",
        "Tel;Type;Marque\n0612345678;PC portable;Dell\n0612345679;PC fixe;HP\n",
        "Tel;Type;Marque\n4512;PC portable;Dell\n4513;PC fixe;HP\n",
    ] {
        let (err, code) = said(list, &[]);
        assert!(code == Some(0) && !err.contains("not read"), "{list}: {err}");
    }
    // Telephones beside the rows are no numbers that reach people.
    for cells in [["iPhone 12", "Samsung A54"], ["2", "1"]] {
        let [one, other] = cells;
        let list = format!("Tel;Type;Marque\n{one};PC portable;Dell\n{other};PC fixe;HP\n");
        let (err, _) = said(&list, &[]);
        assert!(err.contains("\"Tel\" not read"), "{list}: {err}");
    }
}

#[test]
fn headings_left_blank_above_types_take_no_machine_for_a_heading() {
    let rows = "PC portable;Dell;10;12\nÉcran;HP;20;18\nImprimante;HP;2;1\n";
    let last = [("laptop", 12), ("monitor", 18), ("printer_laser", 1)];
    check(&format!(";;Inventaire 2024;Inventaire 2025\n{rows}"), &last, 0);
    check(&format!(";;Stock initial;Stock final\n{rows}"), &last, 0);
    let all = [("laptop", 22), ("monitor", 38), ("printer_laser", 3)];
    check(&format!(";;Mairie;École\n{rows}"), &all, 0);
    let (err, _) = said(&format!(";;2024;2025\n{rows}"), &["--column", "2025=quantity"]);
    assert!(err.starts_with("parc.csv") || err.contains("3 rows read"), "{err}");
    let (err, code) = said(";2024;2025\nPC portable;10;12\nÉcran;20;18\n", &[]);
    assert!(code == Some(2) && err.contains("2025=quantity"), "{err}");
    check(";Mairie;École\nPC portable;10;12\nÉcran;20;18\n", &[("laptop", 22), ("monitor", 38)], 0);
}

#[test]
fn a_last_column_without_a_heading_that_says_states_is_read_or_asked() {
    let parted = [("laptop", 3), ("laptop:decommissioned", 2), ("monitor:in_stock", 4)];
    for list in [
        "Type;Marque;Qté;\nPC portable;Dell;3;\nPC portable;HP;2;HS depuis mars\nÉcran;Dell;4;en stock\n",
        "Type;Marque;Qté\nPC portable;Dell;3\nPC portable;HP;2;HS depuis mars\nÉcran;Dell;4;en stock\n",
        "Type;Brand;Qty;;\nLaptop;Dell;3;;\nLaptop;HP;2;out of service;\nMonitor;Dell;4;in stock;\n",
    ] {
        check(list, &parted, 0);
    }
    let some = "Type;Marque;Qté;\nPC portable;Dell;3;\nPC portable;HP;2;dont 1 HS\nÉcran;Dell;4;\n";
    check(some, &[("laptop", 4), ("laptop:decommissioned", 1), ("monitor", 4)], 0);
    // Controls: notes of anything else stay what they were.
    let list =
        "Type;Marque;Qté;\nPC portable;Dell;3;\nPC portable;HP;2;vu avec Paul\nÉcran;Dell;4;\n";
    let ran = check(list, &[("laptop", 5), ("monitor", 4)], 0);
    assert!(!ran.err.contains("Colonne 4"), "{}", ran.err);
    // Far down, in whatever column.
    let rows = |cell: &str, last: &str| {
        let many = format!("PC portable;Dell;1;{cell}\n").repeat(400);
        format!("{many}PC portable;HP;2;{last}\n")
    };
    for (heading, cell, last) in [
        ("Observations", "RAS", "HS depuis mars"),
        ("Lieu", "Mairie", "Stock"),
        ("Truc", "zork", "HS"),
        ("", "", "en stock"),
    ] {
        let (err, code) = said(&format!("Type;Marque;Qté;{heading}\n{}", rows(cell, last)), &[]);
        let own = if heading.is_empty() { "Colonne 4" } else { heading };
        assert!(code == Some(0) && err.contains(&format!("\"{own}\"")), "{heading}: {err}");
    }
    let (err, _) = said(&format!("Type;Marque;Qté;Truc\n{}", rows("zork", "neuf")), &[]);
    assert!(!err.contains("\"Truc\""), "{err}");
}

#[test]
fn a_state_below_a_day_a_number_or_a_maker_is_asked() {
    for (headings, rows) in [
        ("Marque;Année", "Dell;2020\nHP;HS\nDell;2021"),
        ("Marque;Date achat", "Dell;03/02/2020\nHP;HS\nDell;04/02/2021"),
        ("Marque;N° série", "Dell;AB12CD3\nHP;rebut\nDell;XX11223"),
        ("Modèle;Fabricant", "Latitude 5420;Dell\nProBook 450;HS\nLatitude 5420;Dell"),
        ("Marque;OS", "Dell;Windows 10\nHP;en stock\nDell;Windows 11"),
        ("Brand;Serial number", "Dell;AB12CD3\nHP;broken\nDell;XX11223"),
    ] {
        let list: String =
            rows.lines().map(|row| format!("PC portable;{row}\n")).collect::<Vec<_>>().concat();
        let (err, _) = said(&format!("Type;{headings}\n{list}"), &[]);
        let heading = headings.rsplit(';').next().unwrap();
        assert!(err.contains(&format!("\"{heading}\": states stand in it")), "{headings}: {err}");
    }
    for (headings, rows) in [
        ("Marque;Année", "Dell;2020\nHP;inconnue\nDell;2021"),
        ("Marque;N° série", "Dell;AB12CD3\nHP;illisible\nDell;XX11223"),
        ("Marque;Date achat", "Dell;03/02/2020\nHP;neuf\nDell;04/02/2021"),
    ] {
        let list: String =
            rows.lines().map(|row| format!("PC portable;{row}\n")).collect::<Vec<_>>().concat();
        let (err, _) = said(&format!("Type;{headings}\n{list}"), &[]);
        assert!(!err.contains("states stand in it"), "{headings}: {err}");
    }
}

#[test]
fn units_in_a_state_beside_others_in_a_place_are_told_where_they_make_the_quantity() {
    let expected = [("laptop", 8), ("laptop:in_stock", 2), ("monitor", 5)];
    for cell in ["8 mairie / 2 stock", "2 en stock, 8 mairie", "8 Mairie + 2 stock"] {
        check(&format!("Type;Qté;Lieu\nPC portable;10;{cell}\nÉcran;5;mairie\n"), &expected, 0);
    }
    check(
        "Type;Qty;Location\nLaptop;10;5 Paris, 3 Lyon, 2 out of service\nMonitor;5;Paris\n",
        &[("laptop", 8), ("laptop:decommissioned", 2), ("monitor", 5)],
        0,
    );
    // Not the quantity: it is asked.
    let list = "Type;Qté;Lieu\nPC portable;10;8 mairie / 1 stock\nÉcran;5;mairie\n";
    let ran = check(list, &[("laptop", 10), ("monitor", 5)], 0);
    assert!(ran.err.contains("\"Lieu\": states stand in it"), "{}", ran.err);
    // Or no state.
    for cell in ["8 mairie / 2 école", "8 rue du Stock", "1, 2 et 3"] {
        check(
            &format!("Type;Qté;Lieu\nPC portable;10;{cell}\nÉcran;5;mairie\n"),
            &[("laptop", 10), ("monitor", 5)],
            0,
        );
    }
}

#[test]
fn a_table_below_another_whose_headings_are_states_is_read_and_others_are_set_aside() {
    let expected = [
        ("laptop", 10),
        ("monitor", 12),
        ("desktop:decommissioned", 2),
        ("desktop:in_stock", 3),
        ("printer_laser:decommissioned", 1),
        ("printer_laser:in_stock", 4),
    ];
    let below = "PC fixe;2;3\nImprimante;1;4\n";
    for (first, headings) in [
        ("Type;Qté\nPC portable;10\nÉcran;12\n", "Matériel;HS;En stock"),
        ("Type;Qté\nPC portable;10\nÉcran;12\n\n", "Type;Rebut;Stock"),
        ("Type;Quantity\nLaptop;10\nMonitor;12\n", "Item;Out of service;Spare"),
        ("Type;Marque;Qté\nPC portable;Dell;10\nÉcran;HP;12\n", "Matériel;HS;En stock"),
    ] {
        let list = format!("{first}{headings}\n{below}");
        let (err, code) = said(&list, &[]);
        assert_eq!(code, Some(0), "{err}");
        check(&list, &expected, 0);
    }
    let again = format!("Type;Qté\nPC portable;10\nType;HS;En stock\n{below}Type;Qté\nÉcran;12\n");
    check(&again, &expected, 0);
    // Numbers below headings that nobody knows are set aside, and said.
    let list = format!("Type;Qté\nPC portable;10\nÉcran;12\nMatériel;Mairie;École\n{below}");
    let ran = check(&list, &[("laptop", 10), ("monitor", 12)], 4);
    assert!(ran.err.contains("other headings, which are not known (lines 4)"), "{}", ran.err);
    // Controls: rows that cannot be read are no headings.
    check(
        "Type;Qté\nPC portable;10\nMatériel;x\nÉcran;12\n",
        &[("laptop", 10), ("monitor", 12)],
        1,
    );
}

#[test]
fn ranges_below_a_word_for_machines_count_and_below_others_are_asked() {
    let rows = "A;PC01 à PC12;PC portable\nB;PC13 > PC16;PC fixe\nC;PC17, PC18, PC19;PC fixe\n";
    for heading in ["Poste", "Machine", "Réf", "Code", "Noms", "Postes", "Host", "Étiquette"] {
        let list = format!("Site;{heading};Type\n{rows}");
        check(&list, &[("laptop", 12), ("desktop", 7)], 0);
    }
    let ran = check(&format!("Site;Zork;Type\n{rows}"), &[("laptop", 1), ("desktop", 2)], 0);
    assert!(ran.err.contains("column \"Zork\""), "{}", ran.err);
    // Controls.
    for (heading, cell) in [
        ("Poste", "Salle 1 à Salle 3"),
        ("Code", "PC01"),
        ("Réf", "AB-12-2023"),
        ("Zork", "Windows 10"),
        ("Commentaire", "livré le 12/03/2021"),
    ] {
        let list = format!("Site;{heading};Type\nA;{cell};PC portable\nB;{cell};PC fixe\n");
        let ran = check(&list, &[("laptop", 1), ("desktop", 1)], 0);
        assert!(!ran.err.contains("each of which counts"), "{cell}: {}", ran.err);
    }
}

#[test]
fn machines_written_as_cards_are_a_list() {
    for list in [
        "Nom : PC1\nMarque : Dell\nModèle : Latitude 5420\n\nNom : PC2\nMarque : HP\nModèle : ProBook 450\n",
        "Nom;PC1;\nMarque;Dell;\nModèle;Latitude 5420;\n;;\nNom;PC2;\nMarque;HP;\nModèle;ProBook 450;\n",
        "Name: PC1\nManufacturer: Dell\nModel: Latitude 5420\nName: PC2\nManufacturer: HP\nModel: ProBook 450\n",
    ] {
        let ran = check(list, &[("laptop", 2)], 0);
        assert!(ran.err.contains("cards read as a list: 2"), "{}", ran.err);
    }
    let list = "Type : PC portable\nQuantité : 3\nÉtat : HS\n\nType : PC fixe\nQuantité : 2\nÉtat : En service\n\n\
        Type : Écran\nQuantité : 4\nÉtat :\n";
    check(list, &[("laptop:decommissioned", 3), ("desktop", 2), ("monitor", 4)], 0);
    // Controls: a letter is none, and one machine alone is no list of them.
    for list in
        ["Objet : parc\nDe : Paul\nÀ : Zoé\n", "Nom : PC1\nMarque : Dell\nModèle : Latitude 5420\n"]
    {
        let (err, code) = said(list, &[]);
        assert!(code == Some(2) && !err.contains("cards read"), "{err}");
    }
}
