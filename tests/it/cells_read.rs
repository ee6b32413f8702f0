//! What one cell says of several machines: lists of names, words cut short, states of all or some units,
//! and units in another cell than the quantity.

use crate::dirty::{columns, import};

#[test]
fn a_type_cut_short_is_the_word_that_begins_so() {
    for (cell, code) in [
        ("PC port.", "laptop"),
        ("PC Port", "laptop"),
        ("Ord. portable", "laptop"),
        ("Ordi port.", "laptop"),
        ("Tél port", "smartphone"),
        ("Tél. port.", "smartphone"),
        ("Tél. mob.", "smartphone"),
        ("PC fixe", "desktop"),
        ("Écr.", "monitor"),
        ("ECR", "monitor"),
        ("Tab.", "tablet"),
        ("Serv.", "server"),
        ("Smartph.", "smartphone"),
        ("Vidéoproj.", "projector"),
        ("Unité cent.", "desktop"),
        ("Lapt.", "laptop"),
        ("Rout.", "router"),
    ] {
        let text = format!("Type;Modèle;Qté\n{cell};;2\nClavier;;3\nSouris;;4\nÉcran;;5\n");
        let read = import("parc.csv", &text);
        let all = [code, "keyboard", "mouse", "monitor"];
        columns(&read, "equipment_type", &all);
    }
    // A model tells what a word leaves open that may be cut.
    let text =
        "Type;Marque;Modèle\nSoft Flooring and Base;Apple;MacBook Pro 13\nÉcran;Dell;P2422H\n";
    columns(&import("parc.csv", text), "equipment_type", &["laptop", "monitor"]);
    let read = import("parc.csv", "Type;Modèle;Qté\nImpr.;;2\nÉcran;;5\nClavier;;3\n");
    assert!(read.rows[0]["equipment_type"].starts_with("printer"), "{:?}", read.rows[0]);
    // Several begin so, or none does: they are asked.
    for cell in ["Ord.", "Ordi", "Port.", "Mon.", "Serie", "Zork."] {
        let text = format!("Type;Modèle;Qté\n{cell};;2\nClavier;;3\nSouris;;4\nÉcran;;5\n");
        let read = import("parc.csv", &text);
        assert_eq!(read.rejects.len(), 1, "{cell}: {:?}", read.rows);
    }
    for (cell, code) in
        [("PC Compta", "desktop"), ("PC Pro", "desktop"), ("Switch 24 port", "switch")]
    {
        let text = format!("Type;Modèle;Qté\n{cell};;2\nClavier;;3\nÉcran;;5\n");
        let read = import("parc.csv", &text);
        assert!(read.rows[0]["equipment_type"].contains(code), "{cell}: {:?}", read.rows[0]);
    }
}
