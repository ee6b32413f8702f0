//! Words of dirty lists that may mean two things: what decides, and what is asked.

use crate::dirty::{columns, import};
use crate::support::Folder;

#[test]
fn known_models_go_before_words_met_beside_them() {
    for (list, types) in [
        (
            "Hôte;Xyz\nVMware;PowerEdge R740\nVMware;PowerEdge R640\nHyper-V;ProLiant DL380\n",
            ["server"; 3],
        ),
        (
            "Lieu d'usage;Détail;Nb\nSalle serveur;OptiPlex 7060;2\nLocal imprimantes;OptiPlex 3050;3\nSalle serveur;OptiPlex 3050;1\n",
            ["desktop"; 3],
        ),
    ] {
        let read = import("parc.csv", list);
        columns(&read, "equipment_type", &types);
        assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    }
}

#[test]
fn a_column_of_makers_and_models_tells_both() {
    for heading in ["Marque / Modèle", "Make/Model", "Fabricant et modèle"] {
        let list = format!(
            "Type;{heading};Nombre\nPortable;HP Elite Book 840 G8;4\nÉcran;Zorg 24X;3\nServeur;Dell PowerEdge R740;1\n"
        );
        let read = import("parc.csv", &list);
        columns(&read, "manufacturer", &["HP", "", "Dell"]);
        columns(&read, "model", &["Elite Book 840 G8", "Zorg 24X", "PowerEdge R740"]);
        columns(&read, "quantity", &["4", "3", "1"]);
    }
}

#[test]
fn what_may_be_two_things_is_decided_or_asked() {
    let read = import(
        "parc.csv",
        "Désignation;Qté\nPC – licence Windows incluse;2\nWi-Fi + Cellular iPad;3\nElite Desk 800 G4;4\n\
         Micro;5\nPortable d'astreinte;6\nPC à prévoir;7\n=> DRH;8\n",
    );
    columns(&read, "equipment_type", &["desktop", "tablet", "desktop"]);
    columns(&read, "quantity", &["2", "3", "4"]);
    let said: Vec<&str> = read.rejects.iter().map(|row| row["reason"].as_str()).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[2].contains("a plan") && said[3].contains("points to another row"), "{said:?}");
}

#[test]
fn what_the_user_says_of_a_plan_goes_before() {
    let folder =
        Folder::new().with("parc.csv", "Type;Nombre\nBesoin PC;4\nPC à prévoir;7\nÉcran;2\n");
    let own = ["--type", "Besoin PC=desktop", "--type", "PC à prévoir=desktop"];
    let ran = folder.run(&[&["import", "parc.csv", "--out", "out"][..], &own].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = folder.read("out/inventory.csv");
    assert_eq!(rows.matches(",desktop,").count(), 2, "{rows}");
}

/// `PC number` and `Phone number` call a machine and reach a person: below them stands no number of
/// machines, alone, in a list of several machines a row or in a cross table.
#[test]
fn what_calls_a_machine_counts_none() {
    let ones = &["1"; 3];
    for heading in ["PC number", "Phone number", "Numéro PC"] {
        let list = format!(
            "Nom;{heading};Ecran;Imprimante\nAnne;4011;P2422H;LaserJet M404\nLuc;4012;P2422H;\nEva;4013;P2419H;\n"
        );
        let read = import("parc.csv", &list);
        let types: Vec<&str> = read.rows.iter().map(|row| row["equipment_type"].as_str()).collect();
        assert!(types.iter().all(|one| !["desktop", "ip_phone"].contains(one)), "{types:?}");
        assert!(read.rows.iter().all(|row| row["quantity"] == "1"), "{heading}");
        columns(&import("parc.csv", &list.replace(";Imprimante", "")), "quantity", ones);
        let crossed = format!("Salle;{heading};Ecran;Imprimante\nA;101;2;1\nB;102;3;1\nC;103;1;\n");
        columns(&import("parc.csv", &crossed), "quantity", &["2", "1", "3", "1", "1"]);
    }
    let crossed = "Salle;PC (number);Ecrans nombre\nA;4;2\nB;5;3\nC;6;1\n";
    columns(&import("parc.csv", crossed), "quantity", &["4", "2", "5", "3", "6", "1"]);
}
