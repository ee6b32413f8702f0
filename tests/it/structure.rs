//! What the structure of a list says of its numbers and its columns: totals of several columns, places
//! and years in headings, machines in columns of their own. The machines were counted by hand first.

use crate::counted_once::{check, import};
use crate::support::Folder;
use crate::workbooks::{data, xlsx};

#[test]
fn a_total_of_each_column_of_states_counts_nothing() {
    let parts = [("laptop", 20), ("laptop:in_stock", 4), ("monitor", 36), ("monitor:in_stock", 5)];
    let rows =
        "Mairie;PC portable;12;3\nMairie;Écran;20;5\nÉcole;PC portable;8;1\nÉcole;Écran;16;0\n";
    for word in ["Tous sites", "Ensemble", "Total général", "All sites", "Tous les sites"] {
        check(
            &format!(
                "Site;Type;En service;En stock\n{rows}{word};PC portable;20;4\n{word};Écran;36;5\n"
            ),
            &parts,
            0,
        );
        // Above all, and with a model that is said of the parts alone.
        check(
            &format!(
                "Site;Type;En service;En stock\n{word};PC portable;20;4\n{word};Écran;36;5\n{rows}"
            ),
            &parts,
            0,
        );
    }
    // Under a word that nobody listed, of three places; and with totals of each of them between.
    let three =
        [("laptop", 25), ("laptop:in_repair", 6), ("monitor", 40), ("monitor:in_repair", 5)];
    let more = "Mairie;PC portable;12;3\nMairie;Écran;20;5\nTotal Mairie;;32;8\nÉcole;PC portable;8;1\n\
        École;Écran;16;0\nTotal École;;24;1\nCrèche;PC portable;5;2\nCrèche;Écran;4;0\nTotal Crèche;;9;2\n";
    check(
        &format!(
            "Site;Type;En service;En panne\n{more}Commune;PC portable;25;6\nCommune;Écran;40;5\n"
        ),
        &three,
        0,
    );
    check(
        "Site;Equipment;In use;Retired\nTown hall;Laptop;12;3\nTown hall;Monitor;20;1\nSchool;Laptop;8;1\n\
         School;Monitor;9;2\nAll sites;Laptop;20;4\nAll sites;Monitor;29;3\n",
        &[("laptop", 20), ("laptop:exited", 4), ("monitor", 29), ("monitor:exited", 3)],
        0,
    );
    // `Total` below the heading of places: it counted one more of each.
    for heading in ["Site", "Lieu", "Service", "Bureau"] {
        check(
            &format!(
                "{heading};Type;Modèle;En service;En stock\n{}Total;PC portable;;20;4\nTotal;Écran;;36;5\n",
                rows.replace("portable;", "portable;Latitude 5420;")
                    .replace("Écran;", "Écran;P2422H;")
            ),
            &parts,
            0,
        );
    }
    // In a workbook.
    let folder = Folder::new().with(
        "parc.xlsx",
        xlsx(&[(
            "Parc",
            data(&[
                "Site;Type;En service;En stock",
                "Mairie;PC portable;12;3",
                "Mairie;Écran;20;5",
                "École;PC portable;8;1",
                "École;Écran;16;0",
                "Tous sites;PC portable;20;4",
                "Tous sites;Écran;36;5",
            ]),
        )]),
    );
    let ran =
        folder.run(&["import", "parc.xlsx", "--year", "2025", "--lang", "fr", "--out", "out"]);
    assert!(ran.err.contains("sont la somme de ceux d'à côté : Tous sites ;"), "{}", ran.err);
}

#[test]
fn what_is_no_sum_in_one_column_is_a_place() {
    let rows =
        "Mairie;PC portable;12;3\nMairie;Écran;20;5\nÉcole;PC portable;8;1\nÉcole;Écran;16;0\n";
    // Of stock, the second number is another.
    check(
        &format!(
            "Site;Type;En service;En stock\n{rows}Collège;PC portable;20;9\nCollège;Écran;36;5\n"
        ),
        &[("laptop", 40), ("laptop:in_stock", 13), ("monitor", 72), ("monitor:in_stock", 10)],
        0,
    );
    // A place more, as the user says.
    check(
        &format!(
            "Site;Type;En service;En stock\n{rows}Autre site;PC portable;20;4\nAutre site;Écran;36;5\n"
        ),
        &[("laptop", 40), ("laptop:in_stock", 8), ("monitor", 72), ("monitor:in_stock", 10)],
        0,
    );
    // What is called a total and is none of one type is asked; the other is passed over.
    check(
        &format!("Site;Type;En service;En stock\n{rows}Total;PC portable;21;4\nTotal;Écran;36;5\n"),
        &[("laptop", 20), ("laptop:in_stock", 4), ("monitor", 36), ("monitor:in_stock", 5)],
        2,
    );
    // Of two places a third may have the numbers of both: it is asked.
    let (_, aside, ran, _) = import(&format!(
        "Site;Type;En service;En stock\n{rows}Commune;PC portable;20;4\nCommune;Écran;36;5\n"
    ));
    assert_eq!((aside.len(), ran.code), (4, Some(0)), "{aside:?}{}", ran.err);
}

#[test]
fn a_number_that_nothing_reads_is_summed_up_with_the_quantity() {
    let rows =
        "Mairie;PC portable;12;3\nMairie;Écran;20;5\nÉcole;PC portable;8;1\nÉcole;Écran;16;\n";
    let two = [("laptop", 20), ("monitor", 36)];
    for heading in ["En panne", "Dont loués", "Postes réseau"] {
        check(
            &format!(
                "Site;Type;Quantité;{heading}\n{rows}Tous sites;PC portable;20;4\nTous sites;Écran;36;5\n"
            ),
            &two,
            0,
        );
    }
    check(
        "Site;Type;Quantité;En panne\nMairie;PC portable;12;3\nÉcole;PC portable;8;1\nEnsemble;PC portable;20;4\n",
        &[("laptop", 20)],
        0,
    );
    // Rooms of their own, which are no sum: the school has as many as both.
    check(
        "Site;Type;Quantité;Salle\nMairie;PC portable;12;101\nÉcole;PC portable;8;204\nCollège;PC portable;20;310\n",
        &[("laptop", 40)],
        0,
    );
}

#[test]
fn a_sum_of_one_thing_is_called_by_several_of_it() {
    check(
        "Type;Modèle;Quantité\nÉcrans;;20\nÉcran;P2422H;15\nÉcran;P2722H;5\nPC portable;Latitude 5420;9\n",
        &[("monitor", 20), ("laptop", 9)],
        0,
    );
    // Of another number they are more screens.
    check(
        "Type;Modèle;Quantité\nÉcrans;;21\nÉcran;P2422H;15\nÉcran;P2722H;5\nPC portable;Latitude 5420;9\n",
        &[("monitor", 41), ("laptop", 9)],
        0,
    );
}

#[test]
fn departments_in_the_headings_are_places_of_each_model() {
    let three = [("laptop", 23), ("desktop", 39), ("monitor", 59)];
    let rows = "Latitude 5420;12;8;3\nOptiPlex 3080;20;15;4\nP2422H;30;22;7\n";
    for headings in ["RH;DSI;Compta", "HR;IT;Finance", "Mairie;École Jaurès;Médiathèque"] {
        let said = check(&format!("Modèle;{headings}\n{rows}"), &three, 0);
        assert!(said.err.contains("cross table"), "{}", said.err);
    }
    let typed = rows.replace("Lat", "PC portable;Lat").replace("Opt", "PC fixe;Opt");
    let typed = typed.replace("P24", "Écran;P24");
    check(&format!("Type;Modèle;RH;DSI;Compta\n{typed}"), &three, 0);
    // Names that nobody knows may be of anything: they are asked.
    let asked = check(
        &format!("Modèle;Autonomie;Débit;Cadence\n{rows}"),
        &[("laptop", 1), ("desktop", 1), ("monitor", 1)],
        0,
    );
    assert!(asked.err.contains("\"Débit\" not read"), "{}", asked.err);
    // What stands in a list says where its machine is.
    let list =
        "Type;Modèle;DSI;RH\nPC portable;Latitude 5420;oui;non\nPC fixe;OptiPlex 3080;non;oui\n";
    check(list, &[("laptop", 1), ("desktop", 1)], 0);
}

#[test]
fn of_years_over_places_the_last_counts() {
    let two = [("laptop", 22), ("monitor", 37)];
    let rows = "PC portable;12;8;13;9\nÉcran;20;15;21;16\n";
    for lines in [
        ";2024;;2025;\nType;Mairie;École;Mairie;École",
        "Type;2024;;2025;\n;Mairie;École;Mairie;École",
        ";Parc 2024;Parc 2024;Parc 2025;Parc 2025\nType;Mairie;École;Mairie;École",
        ";31/12/2024;;31/12/2025;\nType;Mairie;École;Mairie;École",
    ] {
        let said = check(&format!("{lines}\n{rows}"), &two, 0);
        assert!(said.err.contains("\"Mairie 2024\" not read"), "{}", said.err);
    }
    // Places over years, and years over things.
    check(
        ";Mairie;;École;\nType;2024;2025;2024;2025\nPC portable;12;13;8;9\nÉcran;20;21;15;16\n",
        &two,
        0,
    );
    check(
        ";2024;;2025;\nSite;PC portable;Écran;PC portable;Écran\nMairie;12;20;13;21\nÉcole;8;15;9;16\n",
        &two,
        0,
    );
    // One year says of what day the list is.
    check(
        ";2025;;;\nType;Mairie;École;Crèche;Piscine\nPC portable;12;8;13;9\nÉcran;20;15;21;16\n",
        &[("laptop", 42), ("monitor", 72)],
        0,
    );
    let workbook = xlsx(&[(
        "Parc",
        data(&[
            ";2024;;2025;",
            "Type;Mairie;École;Mairie;École",
            "PC portable;12;8;13;9",
            "Écran;20;15;21;16",
        ]),
    )]);
    let folder = Folder::new().with("parc.xlsx", workbook);
    let ran =
        folder.run(&["import", "parc.xlsx", "--year", "2025", "--lang", "fr", "--out", "out"]);
    assert!(ran.err.contains("« École 2024 » non lue"), "{}", ran.err);
}

#[test]
fn screens_and_docks_beside_a_computer_are_each_one() {
    let all = [("laptop", 2), ("desktop", 1), ("monitor", 4), ("docking_station", 2)];
    for (headings, none) in [
        ("Écran 1;Écran 2;Station d'accueil", ["non", "sans", "aucun"]),
        ("Monitor 1;Monitor 2;Docking station", ["none", "-", "without"]),
        ("Moniteur 1;Moniteur 2;Dock", ["aucun", "non", ""]),
    ] {
        let [second, third, dock] = none;
        check(
            &format!(
                "Type;Modèle;{headings}\nPC portable;Latitude 5420;P2422H;P2422H;WD19S\n\
                 PC portable;Latitude 5430;P2422H;{second};WD19S\nPC fixe;OptiPlex 3080;P2422H;{third};{dock}\n"
            ),
            &all,
            0,
        );
    }
    // By their sizes, where the heading counts them.
    check(
        "Type;Modèle;Moniteur 1;Moniteur 2\nPC portable;Latitude 5420;24 pouces;24 pouces\n\
         PC fixe;OptiPlex 3080;22 pouces;non\n",
        &[("laptop", 1), ("desktop", 1), ("monitor", 3)],
        0,
    );
    // By their serial numbers.
    check(
        "Type;Modèle;N° de série;Écran;Station d'accueil\nPC portable;Latitude 5420;S1A1111;CN0ABC1;5CD1001A\n\
         PC portable;Latitude 5430;S2A2222;CN0ABC2;-\nPC fixe;OptiPlex 3080;S3A3333;CN0ABC3;non\n",
        &[("laptop", 2), ("desktop", 1), ("monitor", 3), ("docking_station", 1)],
        0,
    );
    // The number of a dock is of the dock beside it.
    check(
        "Nom;PC;Écran 1;Station d'accueil;N° série dock\nA;Latitude 5420;P2422H;WD19;D1A1111\n\
         B;OptiPlex 3080;P2422H;sans;\n",
        &[("laptop", 1), ("desktop", 1), ("monitor", 2), ("docking_station", 1)],
        0,
    );
}

#[test]
fn what_says_how_a_screen_is_or_calls_another_row_is_no_screen_more() {
    for cells in
        [["15,6\"", "14\"", "23,8\""], ["1920x1080", "FHD", "FHD"], ["intégré", "oui", "non"]]
    {
        let [first, second, third] = cells;
        check(
            &format!(
                "Type;Modèle;Écran\nPC portable;Latitude 5420;{first}\nPC portable;Latitude 5430;{second}\n\
                 PC fixe;OptiPlex 3080;{third}\n"
            ),
            &[("laptop", 2), ("desktop", 1)],
            0,
        );
    }
    // The screens have rows of their own.
    let linked = check(
        "Type;Modèle;N° de série;Écran\nPC portable;Latitude 5420;S1A1111;CN0ABC1\n\
         PC fixe;OptiPlex 3080;S3A3333;CN0ABC2\nMoniteur;P2422H;CN0ABC1;\nMoniteur;P2422H;CN0ABC2;\n",
        &[("laptop", 1), ("desktop", 1), ("monitor", 2)],
        0,
    );
    assert!(linked.err.contains("\"Écran\" not read"), "{}", linked.err);
    // Of the screens of a list, the computer is no screen.
    check("Type;Modèle;PC\nÉcran;P2422H;5CG1234AB\nÉcran;P2722H;5CG1234AC\n", &[("monitor", 2)], 0);
}

#[test]
fn a_machine_with_the_same_uuid_twice_is_there_once() {
    const ONE: &str = "4c4c4544-0032-3510-8052-b4c04f4d3333";
    const OTHER: &str = "4c4c4544-0032-3510-8052-b4c04f4d4444";
    let rows = |cells: [&str; 3]| {
        let [first, second, third] = cells;
        format!(
            "Type;Modèle;UUID;Site\nPC portable;Latitude 5420;{first};A\n\
             PC portable;Latitude 5420;{second};A\nPC portable;Latitude 5420;{third};A\n"
        )
    };
    let said = check(&rows([ONE, ONE, OTHER]), &[("laptop", 2)], 0);
    assert!(said.err.contains("rows that repeat another in all of their cells, counted once: 1"));
    check(&rows([ONE, &ONE.to_uppercase(), OTHER]), &[("laptop", 2)], 1);
    let (_, aside, ..) = import(&rows([ONE, ONE, OTHER]).replacen(";A", ";B", 1));
    assert_eq!(aside, [["3", "UUID", ""]]);
    // What whole series share, and nothing, tell none.
    for none in ["03000200-0400-0500-0006-000700080009", "", "N/A"] {
        check(&rows([none, none, OTHER]), &[("laptop", 3)], 0);
    }
    // A number of its own goes before.
    check(
        &format!("Type;UUID;N° de série\nPC portable;{ONE};ABC1234\nPC portable;{ONE};ABC1235\n"),
        &[("laptop", 2)],
        0,
    );
}

#[test]
fn totals_passed_over_are_said_by_their_sheets() {
    let sheet = |place: &str| {
        data(&[
            "Site;Type;Quantité",
            &format!("{place};PC portable;12"),
            &format!("{place};Écran;20"),
            "Total;;32",
        ])
    };
    let workbook = xlsx(&[("Nord", sheet("Mairie")), ("Sud", sheet("École"))]);
    let folder = Folder::new().with("parc.xlsx", workbook);
    let ran =
        folder.run(&["import", "parc.xlsx", "--year", "2025", "--lang", "en", "--out", "out"]);
    assert!(ran.err.contains("passed over: 2 (line Nord 4; Sud 4)"), "{}", ran.err);
}

#[test]
fn a_lot_that_may_be_a_total_is_asked_for_no_serial_number() {
    let (_, aside, ran, folder) = import(
        "Entité;Type;Quantité\nMairie;PC portable;12\nÉcole;PC portable;8\nTotal Ville;PC portable;21\n",
    );
    let rejects = std::fs::read_to_string(folder.path("out/rejects.csv")).unwrap();
    assert_eq!(aside.len(), 1, "{}", ran.err);
    assert!(rejects.contains("a day of purchase") && !rejects.contains("serial"), "{rejects}");
}

#[test]
fn numbers_below_what_is_in_service_are_of_units_and_days_and_answers_are_not() {
    let counted = [("laptop", 40), ("desktop", 20), ("monitor", 70)];
    for (thing, heading) in
        [("Matériel", "En service"), ("Equipment", "In service"), ("Type", "Installés")]
    {
        check(&format!("{thing};{heading}\nPC portable;40\nPC fixe;20\nÉcran;70\n"), &counted, 0);
    }
    // Beside a quantity they are others, and a day, a year or an answer is none.
    let one_each = [("laptop", 1), ("desktop", 1), ("monitor", 1)];
    check("Type;Quantité;En service\nPC portable;40;38\nPC fixe;20;20\nÉcran;70;65\n", &counted, 0);
    check("Type;En service\nPC portable;2019\nPC fixe;2021\nÉcran;2020\n", &one_each, 0);
    check(
        "Type;En service\nPC portable;25/03/2019\nPC fixe;05/06/2021\nÉcran;01/02/2020\n",
        &one_each,
        0,
    );
    check("Type;En service\nPC portable;1\nPC fixe;1\nÉcran;1\n", &one_each, 0);
}
