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
            let folder = Folder::new().with("parc.csv", &format!("Site;{headings}\n{rows}"));
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
