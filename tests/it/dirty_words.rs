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
