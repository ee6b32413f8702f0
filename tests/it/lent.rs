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
fn the_line_that_counts_each_loan_is_taken_by_a_shell() {
    let table = "Emprunteur;Matériel;Modèle;\"Sorti le \"\"$\"\" (jour où l'équipement a été remis à son emprunteur)\";Rendu le\n\
        A;PC portable;Latitude 5420;02/01/2025;09/01/2025\nB;PC portable;Latitude 5420;12/01/2025;\n";
    let (_, _, ran, folder) = import(table);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    let out = "Sorti le \"$\" (jour où l'équipement a été remis à son emprunteur)=unread";
    let pasted = out.replace('"', "\\\"").replace('$', "\\$");
    assert!(ran.err.contains(&format!("--column \"{pasted}\"")), "{}", ran.err);
    let told = ["--column", out, "--column", "Rendu le=unread"];
    let ran = folder.run(&[&["import", "parc.csv", "--out", "out"][..], &told].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
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

/// The days on which the rows of a list left, and what was said.
fn exits(table: &str) -> (Vec<String>, String) {
    let (_, _, ran, folder) = import(table);
    let rows = impacts(&folder.path("out/inventory.csv"));
    (rows.iter().map(|row| row["exited_on"].clone()).collect(), ran.err)
}

#[test]
fn what_somebody_took_and_gave_back_is_there() {
    for headings in [
        "Agent;Type;Modèle;Date de sortie;Date de retour",
        "Bénéficiaire;Type;Modèle;Sorti le;Revenu le",
        "Utilisateur;Type;Modèle;Date de sortie;Restitué le",
        "Attribué à;Type;Modèle;Sorti le;Rendu le",
        "Assigned to;Type;Model;Date de sortie;Returned on",
    ] {
        for back in ["15/03/2024", ""] {
            let (days, said) = exits(&format!(
                "{headings}\nA;PC portable;Latitude 5420;10/01/2024;{back}\n\
                 B;PC portable;Latitude 5430;12/02/2024;\n;PC portable;Latitude 5440;;\n"
            ));
            assert_eq!(days, ["", "", ""], "{headings}{said}");
            assert!(said.contains("it says when machines were lent"), "{headings}{said}");
            // Its way back is no day of coming.
            assert!(!said.contains("acquired_on"), "{headings}{said}");
        }
    }
}

#[test]
fn what_left_or_was_lent_is_asked_and_what_says_why_left() {
    let rows = "A;PC portable;Latitude 5420;10/01/2024;\nB;PC portable;Latitude 5430;;\n";
    let asked = "or were lent";
    // Somebody had it, and nothing says that it came back.
    let (days, said) = exits(&format!("Utilisateur;Type;Modèle;Date de sortie;Étage\n{rows}"));
    assert_eq!(days, ["2024-01-10", ""], "{said}");
    assert!(said.contains(asked) && said.contains("\"Date de sortie=unread\""), "{said}");
    // It came back, and nobody had it.
    let (days, said) = exits(
        "Type;Modèle;Date de sortie;Date de retour\nPC portable;Latitude 5420;10/01/2024;11/02/2024\n\
         PC portable;Latitude 5430;;\n",
    );
    assert_eq!(days, ["2024-01-10", ""], "{said}");
    assert!(said.contains(asked), "{said}");
    // Why it left, or from what it was taken, says that it is gone.
    for headings in [
        "Utilisateur;Type;Modèle;Date de sortie;Motif de sortie",
        "Utilisateur;Type;Modèle;Date de sortie du parc;Étage",
        "Utilisateur;Type;Modèle;Date de sortie;Mise au rebut",
        "Étage;Type;Modèle;Date de sortie;Salle",
    ] {
        let (days, said) = exits(&format!("{headings}\n{rows}"));
        assert_eq!(days, ["2024-01-10", ""], "{headings}{said}");
        assert!(!said.contains(asked), "{headings}{said}");
    }
    let states = exits(
        "Utilisateur;Type;État;Date de sortie\nA;PC portable;Réformé;10/01/2024\nB;PC portable;En service;\n",
    );
    assert!(!states.1.contains(asked), "{}", states.1);
    // Somebody was handed it, and gave it back.
    let (days, said) = exits(
        "Agent;Type;Modèle;Date de remise;Date de restitution\nA;PC portable;Latitude 5420;10/01/2024;15/03/2024\n\
         B;PC portable;Latitude 5430;12/02/2024;\n",
    );
    assert_eq!(days, ["", ""], "{said}");
    assert!(
        said.contains("\"Date de restitution\" not read") && !said.contains("acquired_on"),
        "{said}"
    );
    let (days, said) = exits(
        "Nom;Type;Prêté le;Rendu le\nPC-1;PC portable;10/01/2024;15/03/2024\nPC-2;PC portable;11/01/2024;\n",
    );
    assert_eq!(days, ["", ""], "{said}");
    assert!(!said.contains("could move the total"), "{said}");
    // Given back to whom it was hired from, it left.
    let (days, said) = exits(
        "Type;Modèle;Date d'achat;Date de restitution\nPC portable;Latitude 5420;10/01/2020;15/03/2024\n\
         PC portable;Latitude 5430;12/02/2021;\n",
    );
    assert_eq!(days, ["2024-03-15", ""], "{said}");
    // A day of giving back may be of leaving, and is never one of coming.
    let (_, said) = exits("Type;Modèle;Rendu le\nPC portable;Latitude 5420;10/01/2024\n");
    assert!(said.contains("\"Rendu le=exited_on\"") && !said.contains("acquired_on"), "{said}");
}
