//! What does not hang on how lines end, on the colon of a title or on the unit of a heading.

use crate::support::{Folder, impacts};

/// The rows that are read of a table: their types, quantities and states.
#[track_caller]
fn read(table: &str) -> Vec<(String, String, String)> {
    let folder = Folder::new().with("parc.csv", table);
    let args = ["import", "parc.csv", "--out", "out", "--year", "2025", "--lang", "en"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{table}\n{}", ran.err);
    let cell = |own: &str| own.to_owned();
    impacts(&folder.path("out/inventory.csv"))
        .iter()
        .map(|row| (cell(&row["equipment_type"]), cell(&row["quantity"]), cell(&row["status"])))
        .collect()
}

#[test]
fn a_line_of_groups_is_read_however_lines_end() {
    for table in [
        "Site;Ordinateurs;;Écrans;\n;Fixes;Portables;\"22\"\"\";\"24\"\"\"\nMairie;3;4;2;5\nÉcole;1;1;1;1\nCrèche;0;2;0;2\n",
        "Parc 2025;;;;\n\nSite;Ordinateurs;;Écrans;\n;Fixes;Portables;\"22\"\"\";\"24\"\"\"\nMairie;3;4;2;5\nÉcole;1;1;1;1\nCrèche;0;2;0;2\n",
    ] {
        let rows = read(table);
        let units = |of: &str| -> u32 {
            let own = rows.iter().filter(|(kind, ..)| kind.contains(of));
            own.map(|(_, units, _)| units.parse::<u32>().unwrap()).sum()
        };
        assert_eq!((units("desktop"), units("laptop"), units("monitor")), (4, 7, 11), "{rows:?}");
        assert_eq!(read(&table.replace('\n', "\r\n")), rows);
    }
}

#[test]
fn a_quantity_is_read_whatever_the_unit_of_its_heading() {
    let table = |heading: &str| {
        format!(
            "Type;Modèle;{heading}\nPC portable;Latitude 5420;4\nPC fixe;OptiPlex 3080;2\nÉcran;P2422H;6\n"
        )
    };
    let rows = read(&table("Quantité"));
    for heading in [
        "Quantité (u.)",
        "Qté (u)",
        "Quantité [u]",
        "Quantité (U)",
        "Quantité (en nombre)",
        "Quantité (nb)",
        "Quantité/nb",
        "Qté nb",
        "Nb (nb)",
        "Nombre (u.)",
        "Qté (pcs)",
        "Nbre (unités)",
        "Quantité (ex.)",
        "Qté (pièces)",
    ] {
        assert_eq!(read(&table(heading)), rows, "{heading}");
    }
}

#[test]
fn a_title_of_a_state_may_end_with_a_colon() {
    let table = "Matériel;Qté\nPC fixe;1\nPC portable;1\nRéformés;\nPC fixe;2\nÉcran;1\n";
    let rows = read(table);
    assert_eq!(rows.iter().filter(|(.., state)| state != "in_service").count(), 2, "{rows:?}");
    for title in ["Réformés :", "Réformés:", "Réformés\u{a0}:"] {
        assert_eq!(read(&table.replace("Réformés", title)), rows, "{title}");
    }
}
