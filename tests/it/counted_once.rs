//! What a file would count twice, or count that is not there, without a word: totals that nothing calls
//! so, moves, words in the place of machines. The machines were counted by hand first.

use crate::support::{Folder, Ran, impacts};
use std::collections::BTreeMap;

pub(crate) fn import(table: &str) -> (BTreeMap<String, f64>, Vec<[String; 3]>, Ran, Folder) {
    let folder = Folder::new().with("parc.csv", table);
    let ran = folder.run(&["import", "parc.csv", "--year", "2025", "--lang", "en", "--out", "out"]);
    let mut units = BTreeMap::new();
    let mut aside = Vec::new();
    if ran.code == Some(0) {
        for row in impacts(&folder.path("out/inventory.csv")) {
            let mut kind = row["equipment_type"].clone();
            if row["status"] != "in_service" {
                kind = format!("{kind}:{}", row["status"]);
            }
            *units.entry(kind).or_insert(0.0) += row["quantity"].parse::<f64>().unwrap();
        }
        for row in impacts(&folder.path("out/rejects.csv")) {
            aside.push(["line", "column", "value"].map(|name| row[name].clone()));
        }
    }
    (units, aside, ran, folder)
}

#[track_caller]
pub(crate) fn check(table: &str, expected: &[(&str, u32)], asked: usize) -> Ran {
    let (units, aside, ran, _) = import(table);
    let expected =
        expected.iter().map(|(kind, units)| ((*kind).to_owned(), f64::from(*units))).collect();
    assert_eq!(units, expected, "{table}\n{}", ran.err);
    assert_eq!(aside.len(), asked, "{table}\n{aside:?}");
    ran
}

#[test]
fn what_sums_others_up_by_its_numbers_counts_nothing() {
    let three = [("desktop", 36), ("laptop", 12), ("monitor", 52)];
    let rooms = "Salle;PC fixe;PC portable;Écran\n101;12;4;20\n102;14;3;18\n103;10;5;14\n";
    check(&format!("{rooms};36;12;52\n"), &three, 0);
    check(&format!("{rooms}Ens.;36;12;52\n"), &three, 0);
    let said = check(&format!("{rooms}Agglomération;36;12;52\n"), &three, 0);
    assert!(said.err.contains("Agglomération; if it adds"), "{}", said.err);
    // A user says that it is a place more.
    let four = [("desktop", 72), ("laptop", 24), ("monitor", 104)];
    check(&format!("{rooms}Autre site Agglomération;36;12;52\n"), &four, 0);
    // A site holds rooms, as a building does.
    let said = check(&format!("{rooms}Site Agglomération;36;12;52\n"), &three, 0);
    assert!(said.err.contains("Site Agglomération; if it adds"), "{}", said.err);
    for holder in ["Bâtiment A", "Site Nord"] {
        check(
            &format!("Lieu;PC portable;Écran\n{holder};20;10\nSalle 1;12;4\nSalle 2;8;6\n"),
            &[("laptop", 20), ("monitor", 10)],
            0,
        );
    }
    check(
        "Lieu;PC portable;Écran\nBâtiment A;20;10\nSalle 1;12;4\nSalle 2;8;6\nBâtiment B;9;3\n\
         Salle 3;5;1\nSalle 4;4;2\n",
        &[("laptop", 29), ("monitor", 13)],
        0,
    );
    check(
        "Étage;Salle;PC portable;Écran\nRDC;;30;2\n;001;15;1\n;002;15;1\n1er;;26;1\n;101;12;1\n;102;14;0\n",
        &[("laptop", 56), ("monitor", 3)],
        0,
    );
    let parts = "PC fixe;12\nPC portable;8\n";
    for list in [format!("Tous PC;20\n{parts}"), format!("{parts}Tous PC;20\n")] {
        check(
            &format!("Type;Nombre\n{list}Écran;15\n"),
            &[("desktop", 12), ("laptop", 8), ("monitor", 15)],
            0,
        );
    }
    check(
        "Type;Modèle;Quantité\nPC portable;Latitude 5420;12\nPC portable;Latitude 5430;8\nPC portable;;20\n\
         Écran;P2422H;15\n",
        &[("laptop", 20), ("monitor", 15)],
        0,
    );
    check(
        "Type;Mairie;École;Ens.\nPC fixe;12;30;42\nÉcran;8;1;9\n",
        &[("desktop", 42), ("monitor", 9)],
        0,
    );
}

#[test]
fn a_total_of_a_table_that_is_written_anew_is_told_as_it_is_passed() {
    for (mark, passed) in [("idem", 20), ("PC fixe", 20), ("idem", 19)] {
        let table = format!(
            "Type;Modèle;Quantité\nPC fixe;OptiPlex 3080;12\n{mark};OptiPlex 3090;8\nPC fixe;;{passed}\n"
        );
        let (is_sum, units) = if passed == 20 { (true, 20) } else { (false, 39) };
        let said = check(&table, &[("desktop", units)], 0);
        assert_eq!(said.err.contains("passed over as"), is_sum, "{table}\n{}", said.err);
    }
}

#[test]
fn a_column_of_sites_and_a_dash_hide_no_total() {
    let sites = "Site;Type;Modèle;Quantité\nSite Nord;PC portable;Latitude 5420;12\n\
        Site Nord;PC portable;Latitude 5430;8\nSite Nord;PC portable;;20\nSite Sud;Écran;P2422H;15\n";
    check(sites, &[("laptop", 20), ("monitor", 15)], 0);
    for nothing in ["-", "N/A", ""] {
        let table = format!(
            "Type;Modèle;N° de série;Quantité\nPC portable;Latitude 5420;;12\nPC portable;Latitude 5430;;8\n\
             PC portable;;{nothing};20\nÉcran;P2422H;;15\n"
        );
        check(&table, &[("laptop", 20), ("monitor", 15)], 0);
    }
    // Another site adds to the others; one that may hold them is asked.
    for (name, laptops, asked) in [("Autre site A", 40, 0), ("Site A", 20, 1)] {
        check(
            &format!(
                "Lieu;Type;Quantité\n{name};PC portable;20\nSalle 1;PC portable;12\nSalle 2;PC portable;8\n"
            ),
            &[("laptop", laptops)],
            asked,
        );
    }
}

#[test]
fn a_word_of_a_total_doubles_nothing_in_whichever_column_it_stands() {
    let places = "Mairie;PC fixe;12\nÉcole;PC fixe;23\nCrèche;PC fixe;7\n";
    for heading in ["Service", "Lieu", "Bâtiment", "Localisation", "Entité", "Site", "Étage"] {
        for word in ["Total", "TOTAL", "Total général", "Sous-total", "Ensemble", "Total :"] {
            let table = format!("{heading};Type;Quantité\n{places}{word};PC fixe;42\n");
            let said = check(&table, &[("desktop", 42)], 0);
            if ["Service", "Lieu"].contains(&heading) {
                assert!(said.err.contains(&format!("those beside: {word};")), "{}", said.err);
            }
            // It does not add up: it is asked.
            let table = format!("{heading};Type;Quantité\n{places}{word};PC fixe;41\n");
            check(&table, &[("desktop", 42)], 1);
        }
    }
    for heading in ["Marque", "Modèle", "Site", "État", "Date d'achat"] {
        let table =
            format!("Type;{heading};Quantité\nPC fixe;;12\nPC fixe;;23\nPC fixe;Total;35\n");
        check(&table, &[("desktop", 35)], 0);
    }
    // All of them at the end, each of a type.
    check(
        "Site;Type;Quantité\nMairie;PC fixe;12\nMairie;Écran;14\nÉcole;PC fixe;23\nÉcole;Écran;25\n\
         Total;PC fixe;35\nTotal;Écran;39\n",
        &[("desktop", 35), ("monitor", 39)],
        0,
    );
}

#[test]
fn what_is_called_as_a_total_has_its_machines() {
    let desktops = |units| [("desktop", units)];
    // A maker with its model, a model, a firm that most rows are of, and one machine by its number.
    check(
        "Type;Marque;Modèle;Quantité\nPC fixe;Dell;OptiPlex 3080;12\nPC fixe;Total;OptiPlex 990;3\n",
        &desktops(15),
        0,
    );
    check(
        "Type;Modèle;Quantité\nPC fixe;OptiPlex 3080;1\nPC fixe;OptiPlex 3090;2\nPC fixe;Total Access;3\n",
        &desktops(6),
        0,
    );
    check(
        "Type;Entité;Quantité\nPC fixe;Total;12\nPC fixe;Total;23\nPC fixe;TOTAL;35\n",
        &desktops(70),
        0,
    );
    check(
        "Service;Type;N° de série;Quantité\nMairie;PC fixe;;1\nÉcole;PC fixe;;2\nTotal;PC fixe;5CG1234XYZ;3\n",
        &desktops(6),
        0,
    );
    // Of two rows it may be either.
    check("Entité;Type;Quantité\nHP;PC fixe;12\nTotal;PC fixe;12\n", &desktops(12), 1);
    // Sites of a firm with its name, and a department.
    for site in ["Total Energies Paris", "TotalEnergies", "Somme"] {
        let table = format!(
            "Type;Site;Modèle;Quantité\nPC fixe;Lyon;A;12\nPC fixe;Pau;B;23\nPC fixe;{site};C;35\n"
        );
        check(&table, &desktops(70), 0);
    }
}

#[test]
fn of_a_long_list_the_first_rows_are_held_against_one_another_and_that_is_said() {
    let rows: String =
        (0..2_100).map(|at| format!("Lieu {at};PC fixe;2\n")).collect::<Vec<_>>().concat();
    let table = format!("Service;Type;Quantité\n{rows}");
    let said = check(&table, &[("desktop", 4_200)], 0);
    assert!(said.err.contains("looked for in the first 2000 rows alone"), "{}", said.err);
    // The word of a total is asked of wherever it stands.
    check(&format!("{table}Total;PC fixe;4200\n"), &[("desktop", 4_200)], 1);
    let one: String =
        (0..2_100).map(|at| format!("Lieu {at};PC fixe;1\n")).collect::<Vec<_>>().concat();
    let said = check(&format!("Service;Type;Quantité\n{one}"), &[("desktop", 2_100)], 0);
    assert!(!said.err.contains("rows alone"), "{}", said.err);
}

#[test]
fn what_may_be_chance_is_asked_or_counts() {
    // One number alone: a building of rooms, or a place more.
    check(
        "Lieu;Type;Quantité\nBâtiment A;PC portable;20\nSalle 1;PC portable;12\nSalle 2;PC portable;8\n",
        &[("laptop", 20)],
        1,
    );
    for (table, laptops) in [
        ("Salle;PC portable;Écran\nA;1;1\nB;1;1\nC;2;2\n", [4, 4]),
        ("Salle;PC portable;Écran\nA;12;10\nB;12;10\n", [24, 20]),
        ("Type;Quantité\nPC portable;7\nÉcran;7\n", [7, 7]),
    ] {
        check(table, &[("laptop", laptops[0]), ("monitor", laptops[1])], 0);
    }
    let rooms = "S1;PC portable;A;10\nS2;PC portable;B;5\nS3;PC portable;C;15\n";
    check(&format!("Salle;Type;Modèle;Quantité\n{rooms}"), &[("laptop", 30)], 0);
}

#[test]
fn a_list_of_moves_is_refused_by_name() {
    for table in [
        "Date;Mouvement;Type;Modèle;Quantité\n2025-01-10;Entrée;PC portable;Latitude 5420;10\n\
         2025-02-11;Sortie;PC portable;Latitude 5420;4\n",
        "Type de mouvement;Équipement;Modèle;Qté\nPrêt;PC portable;Latitude 5420;1\nRetour;PC portable;Latitude 5420;1\n",
        "Direction,Type,Model,Qty\nin,laptop,Latitude 5420,12\nout,laptop,Latitude 5420,8\n",
    ] {
        let (_, _, ran, folder) = import(table);
        assert_eq!(ran.code, Some(2), "{table}");
        assert!(ran.err.contains("this is a list of movements (column"), "{}", ran.err);
        assert!(ran.err.contains("`movements.csv`"), "{}", ran.err);
        // Whoever made it knows better.
        let heading =
            table.split([';', ',']).find(|cell| ran.err.contains(&format!("\"{cell}\""))).unwrap();
        let told = format!("{heading}=unread");
        let ran = folder
            .run(&["import", "parc.csv", "--year", "2025", "--column", &told, "--out", "out"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
    // What is to be pasted names the whole heading, as a shell reads it.
    let heading = "Type de mouvement \"M\" ($), entrées et sorties du matériel de la commune et de ses écoles";
    let quoted = heading.replace('"', "\"\"");
    let table = format!("\"{quoted}\";Type;Qté\nEntrée;PC portable;10\nSortie;PC portable;4\n");
    let (_, _, ran, folder) = import(&table);
    let pasted = heading.replace('"', "\\\"").replace('$', "\\$");
    assert!(ran.err.contains(&format!("--column \"{pasted}=unread\"")), "{}", ran.err);
    let told = format!("{heading}=unread");
    let ran = folder.run(&["import", "parc.csv", "--column", &told, "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // States, and what a machine did last.
    check(
        "Type;Modèle;État\nPC portable;Latitude 5420;Sorti\nPC portable;Latitude 5420;En service\n",
        &[("laptop", 1), ("laptop:exited", 1)],
        0,
    );
    // Departments.
    for heading in ["Direction", "Activité", "Service", ""] {
        check(
            &format!(
                "{heading};Type;Modèle;Quantité\nRéception;Écran;P2422H;1\nExpédition;Écran;P2422H;2\n\
                 Achats;Écran;P2422H;3\nVentes;Écran;P2422H;4\nDSI;Écran;P2422H;5\n"
            ),
            &[("monitor", 15)],
            0,
        );
    }
    check(
        "Nature;Type;Quantité\nAchat;Écran;12\nLocation;PC portable;8\n",
        &[("laptop", 8), ("monitor", 12)],
        0,
    );
}

#[test]
fn a_word_in_the_place_of_a_machine_is_none_a_state_or_asked() {
    let table = "Agent;PC;Écran;Imprimante\nA1;OptiPlex 3080;P2422H;rien\nA2;OptiPlex 3080;P2422H;LaserJet M404\n\
        A3;absent;P2422H;néant\nA4;OptiPlex 3080;(vide);voir 102\nA5;Latitude 5420;?;LaserJet M404\n";
    check(table, &[("desktop", 3), ("laptop", 1), ("monitor", 3), ("printer_laser", 2)], 2);
    check(
        "Agent;PC;Écran\nA1;OptiPlex 3080;P2422H\nA2;OptiPlex 3080;HS\nA3;en commande;oui (2)\nA4;OptiPlex 3080;en panne\n",
        &[
            ("desktop", 3),
            ("desktop:ordered", 1),
            ("monitor", 3),
            ("monitor:decommissioned", 1),
            ("monitor:in_repair", 1),
        ],
        0,
    );
    // Machines may be called by plain words.
    check(
        "Agent;PC;Écran\nA1;Zeus;P2422H\nA2;Apollon;P2422H\nA3;Héra;P2422H\n",
        &[("desktop", 3), ("monitor", 3)],
        0,
    );
}

#[test]
fn a_number_in_the_cell_of_a_model_counts_where_it_is_no_size() {
    check(
        "Type;Modèle\nPC fixe;OptiPlex 3080 (12)\nPC fixe;OptiPlex 3080 - 5 ex.\nPC fixe;OptiPlex 3080 (3 unités)\n\
         PC fixe;2 OptiPlex 3080\nPC fixe;OptiPlex 3080 : 7\n",
        &[("desktop", 29)],
        0,
    );
    check(
        "Type;Modèle\nPC fixe;OptiPlex 3080 (2019)\nPC portable;EliteBook 840 (G8)\nPC portable;MacBook Pro (13)\n\
         Tablette;iPad (9)\nSwitch;Catalyst 2960 (24)\n",
        &[("desktop", 1), ("laptop", 2), ("network_switch", 1), ("tablet", 1)],
        0,
    );
    check(
        "Salle;PC;Écran\n101;OptiPlex 3080 (12);P2422H (12)\n102;3 OptiPlex 3080;P2422H - 3 ex.\n",
        &[("desktop", 15), ("monitor", 15)],
        0,
    );
}

#[test]
fn a_number_of_a_name_is_no_number_of_machines() {
    let one_each = |kind: &str, models: &[&str], code: &str| {
        for model in models {
            check(&format!("Type;Modèle\n{kind};{model}\n"), &[(code, 1)], 0);
        }
    };
    let desktops = [
        "OptiPlex 990 PC",
        "HP EliteDesk 800 PC",
        "ProDesk 600 PC",
        "Vostro 230 PC",
        "OptiPlex 3080 (16)",
    ];
    one_each("PC fixe", &desktops, "desktop");
    let laptops = ["Latitude 5420 (512)", "Latitude 7290 (12)", "840 EliteBook"];
    one_each("PC portable", &laptops, "laptop");
    one_each("Smartphone", &["iPhone 12 (128)", "Galaxy S21 (256)", "iPhone : 12"], "smartphone");
    one_each("Serveur", &["ProLiant DL380 (10)"], "server");
    one_each("Switch", &["Catalyst 2960 (3)"], "network_switch");
    one_each("Onduleur", &["SMT750 (750)"], "ups");
}

#[test]
fn a_row_of_one_machine_counts_one_whatever_a_number_of_its_model_says() {
    for heading in ["N° inventaire", "Nom du poste", "Identifiant"] {
        for (model, expected) in [("OptiPlex 3080 (12)", 1), ("OptiPlex 3080 - 5 ex.", 1)] {
            let table = format!("{heading};Type;Modèle\nINV-0017;PC fixe;{model}\n");
            let (units, aside, ran, _) = import(&table);
            let expected = BTreeMap::from([("desktop".to_owned(), f64::from(expected))]);
            assert_eq!((units, aside.len()), (expected, 0), "{table}{}", ran.err);
        }
    }
    // A UUID is of one machine; a dash is no serial number.
    let models = |heading: &str, number: &str| {
        format!("{heading};Type;Modèle\n{number};PC fixe;OptiPlex 3080 (12)\n")
    };
    check(&models("UUID", "4c4c4544-0034-4d10-8058-b7c04f4d4732"), &[("desktop", 1)], 0);
    check(&models("N° de série", "ABC1234"), &[("desktop", 1)], 0);
    for heading in ["UUID", "N° de série"] {
        check(&models(heading, "-"), &[("desktop", 12)], 0);
    }
    // A row has a number, and a lot may have one.
    check("N° inventaire;Type\nINV-0017;12 PC portables\n", &[("laptop", 12)], 0);
    check("ID;Type;Modèle\n1;Écran;2 x P2422H\n2;Écran;P2422H\n", &[("monitor", 3)], 0);
    // A quantity goes before.
    check("Type;Modèle;Quantité\nSmartphone;iPhone 12 (128);2\n", &[("smartphone", 2)], 0);
    check("Type;Modèle;Quantité\nPC fixe;OptiPlex 3080 (12);5\n", &[("desktop", 5)], 0);
}

#[test]
fn the_numbers_of_names_count_no_machines_of_a_person() {
    // Which thing a name without its family is of is another matter; each is one.
    let (units, aside, ran, _) = import(
        "Nom;PC;Téléphone\nA;Latitude 5420;iPhone 11\nB;Latitude 5420;11 Pro\nC;Latitude 5420;12 mini\n\
         D;;8 Plus\nE;;12 Pro Max\nF;;iPhone [12]\n",
    );
    assert_eq!((units.values().sum::<f64>(), aside.len()), (9.0, 0), "{}", ran.err);
    check(
        "Nom;PC portable;Tablette\nA;Latitude 7290 (12);Galaxy Tab A8 (10)\nB;Latitude 5420;oui\n\
         C;X13;iPad\nD;ThinkPad X1;iPad\n",
        &[("laptop", 4), ("tablet", 4)],
        0,
    );
    check(
        "Nom;PC portable;Écran\nA;Latitude 5420;x12\nB;x13;P2422H\nC;X12;x2\n",
        &[("laptop", 2), ("monitor", 15)],
        1,
    );
    check(
        "Nom;PC;Écran\nID-0042;ID-0042;oui (2)\nID-0043;ID-0043;x2\nID-0044;ID-0044;P2422H\n",
        &[("desktop", 3), ("monitor", 5)],
        0,
    );
    check(
        "Nom;Modèle PC;Modèle écran\nA;OptiPlex 3080;oui (2)\nB;OptiPlex 3080;P2422H\n",
        &[("desktop", 2), ("monitor", 3)],
        0,
    );
}

#[test]
fn rows_that_name_more_than_they_count_are_told_on_screen() {
    let (_, _, ran, folder) = import(
        "Salle;Type;Modèle\n1;PC fixe;OptiPlex 3080, 2 P2422H\n2;Écran;P2422H/P2419H\n3;Écran;Dell 22 + Dell 24\n\
         4;Imprimante;LaserJet / OfficeJet\n5;PC;OptiPlex / Latitude\n",
    );
    let rows = impacts(&folder.path("out/inventory.csv"));
    assert!(rows.iter().all(|row| row["assumed"].contains("more_in_row")), "{rows:?}");
    assert_eq!(rows[4]["equipment_type"], "desktop", "of what is named first");
    assert!(format!("{}{}", ran.out, ran.err).contains("5 rows (`more_in_row`"), "{}", ran.out);
}

#[test]
fn some_of_the_machines_of_a_column_do_not_count_again() {
    check(
        "Site;PCs;PCs to replace;Screens\nA;12;3;10\nB;8;2;9\n",
        &[("desktop", 20), ("monitor", 19)],
        0,
    );
    check(
        "Salle;Numéro PC;Écran;Imprimante\n101;1;2;1\n102;2;1;0\n103;3;1;1\n",
        &[("monitor", 4), ("printer_laser", 2)],
        0,
    );
    // Of twenty, three are broken.
    check(
        "Matériel;Nombre\nPC fixes (dont 3 HS);20\nÉcrans;40\n",
        &[("desktop", 20), ("monitor", 40)],
        0,
    );
}

#[test]
fn a_mark_for_the_cell_above_is_read_as_that_cell() {
    let (units, _, ran, folder) = import(
        "Site;Type;Modèle\nMairie;PC fixe;OptiPlex 3080\nidem;\"\"\"\";\"\"\"\"\n//;Écran;P2422H\nÉcole;Écran;P2422H\n",
    );
    assert!((units["desktop"] + units["monitor"] - 4.0).abs() < 1e-9, "{units:?}");
    let sites: Vec<String> =
        impacts(&folder.path("out/inventory.csv")).iter().map(|row| row["site"].clone()).collect();
    assert_eq!(sites, ["Mairie", "Mairie", "Mairie", "École"]);
    assert!(ran.err.contains("read as it is: 4"), "{}", ran.err);
}

#[test]
fn a_mark_where_each_machine_has_its_own_is_no_identity_of_its_neighbour() {
    for heading in ["Étiquette", "Code-barres", "Hostname", "Asset No", "N° de série"] {
        let (units, _, ran, _) = import(&format!(
            "{heading};Type;Modèle\nA1;PC fixe;OptiPlex 3080\n\"\"\"\";\"\"\"\";OptiPlex 3080\nA3;Écran;P2422H\n"
        ));
        assert!((units["desktop"] - 2.0).abs() < 1e-9, "{heading}: {units:?}\n{}", ran.err);
    }
    // Or where the user says so.
    let folder = Folder::new().with(
        "parc.csv",
        "Étiq;Type;Modèle\nINV-001;PC fixe;OptiPlex 3080\n\"\"\"\";PC fixe;OptiPlex 3080\n",
    );
    let args = ["import", "parc.csv", "--year", "2025", "--out", "out", "--column"];
    let ran = folder.run(&[&args[..], &["Étiq=asset_tag"]].concat());
    assert_eq!(impacts(&folder.path("out/inventory.csv")).len(), 2, "{}", ran.err);
    // Of several machines a row it is told too.
    let (units, _, ran, _) =
        import("Agent;PC;Écran\nA1;OptiPlex 3080;P2422H\nA2;idem;P2422H\nA3;OptiPlex 3080;idem\n");
    assert!((units["desktop"] + units["monitor"] - 6.0).abs() < 1e-9, "{units:?}");
    assert!(ran.err.contains("read as it is: 2"), "{}", ran.err);
}

#[test]
fn a_corrected_row_takes_the_place_of_the_one_it_quotes_wherever_it_stands() {
    let folder = Folder::new()
        .with("parc.csv", "Nom;Type;Modèle\nA1;Bidule;X1\nA2;Écran;P2422H\nA3;Écran;P2419H\n");
    let args = ["import", "parc.csv", "--year", "2025", "--out", "out"];
    assert_eq!(folder.run(&args).code, Some(0));
    let rejects = folder.read("out/rejects.csv").replacen("Bidule", "PC portable", 1);
    // Since then two lines were put above, and the row has another line.
    let folder = folder
        .with("rejects.csv", rejects)
        .with("parc.csv", "Nom;Type;Modèle\nA2;Écran;P2422H\nA3;Écran;P2419H\nA1;Bidule;X1\n");
    let ran =
        folder.run(&["import", "parc.csv", "rejects.csv", "--year", "2025", "--out", "again"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = impacts(&folder.path("again/inventory.csv"));
    let types: Vec<&str> = rows.iter().map(|row| row["equipment_type"].as_str()).collect();
    assert_eq!(types, ["monitor", "monitor", "laptop"], "no screen became a laptop");
}
