//! Lists of what was put in and taken out, and registers of loans.

use crate::counted_once::{check, import};
use crate::support::impacts;

#[test]
fn a_register_of_loans_is_refused_by_name() {
    for (table, said) in [
        (
            "Date de sortie;Retour;Type;Modèle;N° inventaire;Emprunteur\n03/01/2025;10/01/2025;PC portable;Latitude 5420;I1;A\n\
             12/01/2025;;PC portable;Latitude 5420;I2;B\n15/01/2025;16/01/2025;PC portable;Latitude 5420;I1;C\n",
            "register of loans (columns \"Date de sortie\" and \"Retour\")",
        ),
        (
            "Objet;Emprunté par;Du;Au\nPC portable Dell n°3;Annexe;03/01/2025;05/01/2025\n\
             PC portable Dell n°3;CCAS;13/01/2025;15/01/2025\n",
            "register of loans (columns \"Du\" and \"Au\")",
        ),
        (
            "Emprunteur;Matériel;Modèle;Sorti le;Rendu le\nA;PC portable;Latitude 5420;02/01/2025;09/01/2025\n\
             B;PC portable;Latitude 5420;12/01/2025;\n",
            "register of loans (columns \"Sorti le\" and \"Rendu le\")",
        ),
        (
            "Opération;Matériel;Modèle;Date\nInstallation;PC fixe;OptiPlex 7090;03/03/2021\n\
             Installation;Écran;P2422H;03/03/2021\nDésinstallation;PC fixe;OptiPlex 3010;03/03/2021\n",
            "this is a list of movements (column \"Opération\"",
        ),
    ] {
        let (_, _, ran, _) = import(table);
        assert_eq!(ran.code, Some(2), "{table}{}", ran.err);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

#[test]
fn what_is_lent_is_there() {
    // Each machine has its number once: it did not leave on the day it was lent.
    let said = check(
        "Date de sortie;Retour;Type;Modèle;N° inventaire;Emprunteur\n03/01/2025;10/01/2025;PC portable;Latitude 5420;I1;A\n\
         12/01/2025;;PC portable;Latitude 5420;I2;B\n",
        &[("laptop", 2)],
        0,
    );
    assert!(said.err.contains("column \"Date de sortie\" not read"), "{}", said.err);
    check(
        "N° inventaire;Type;Modèle;Prêté à;Date de prêt;Date de retour\nI1;PC portable;Latitude 5420;A;10/01/2025;12/01/2025\n\
         I2;PC portable;Latitude 5420;;;\nI3;Tablette;iPad (9);B;03/02/2025;\n",
        &[("laptop", 2), ("tablet", 1)],
        0,
    );
    // What left without a way back left.
    let (_, _, ran, folder) = import(
        "Type;Modèle;N° inventaire;Date d'achat;Date de sortie\nPC portable;Latitude 5420;I1;2019-01-01;2024-02-03\n\
         PC portable;Latitude 5420;I2;2020-01-01;\n",
    );
    let rows = impacts(&folder.path("out/inventory.csv"));
    assert_eq!((rows[0]["exited_on"].as_str(), rows.len()), ("2024-02-03", 2), "{}", ran.err);
}

#[test]
fn what_was_given_back_to_whom_it_was_hired_from_left() {
    // Nobody borrowed: each machine stands once, and its day of leaving is read.
    for back in ["Date de restitution", "Retour leasing"] {
        let (_, _, ran, folder) = import(&format!(
            "N° inventaire;Type;Modèle;Date d'achat;Date de sortie;{back}\n\
             I1;PC fixe;OptiPlex 3080;01/03/2019;15/02/2023;20/02/2023\n\
             I2;PC fixe;OptiPlex 7090;01/03/2022;;\n"
        ));
        let rows = impacts(&folder.path("out/inventory.csv"));
        let exits: Vec<&str> = rows.iter().map(|row| row["exited_on"].as_str()).collect();
        assert_eq!(exits, ["2023-02-15", ""], "{back}: {}", ran.err);
    }
    // It says that it was lent.
    let (_, _, ran, folder) = import(
        "N° inventaire;Type;Modèle;Date de sortie en prêt;Date de restitution\n\
         I1;PC fixe;OptiPlex 3080;15/02/2023;20/02/2023\nI2;PC fixe;OptiPlex 7090;;\n",
    );
    let rows = impacts(&folder.path("out/inventory.csv"));
    assert!(rows.iter().all(|row| row["exited_on"].is_empty()), "{}", ran.err);
}
