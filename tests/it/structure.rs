//! What the structure of a list says of its numbers and its columns: totals of several columns, places
//! and years in headings, machines in columns of their own. The machines were counted by hand first.

use crate::counted_once::check;
use crate::support::Folder;
use crate::workbooks::{data, xlsx};

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
