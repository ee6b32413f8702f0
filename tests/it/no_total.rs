//! Rows and columns whose numbers are those of others by chance: they have their machines, or are asked.

use crate::counted_once::check;

#[test]
fn a_row_that_says_something_of_its_own_is_no_sum_by_its_number() {
    for (table, laptops) in [
        // Somebody knows too little of them; a remark; a price of their own.
        (
            "Type;Modèle;Quantité\nPortable;Latitude 5420;12\nPortable;Latitude 5520;8\nPortable;inconnu;20\n",
            40,
        ),
        (
            "Type;Site;Quantité;Remarque\nPortable;Mairie;12;\nPortable;École;8;\nPortable;;20;en réserve\n",
            40,
        ),
        (
            "Type;Marque;Prix;Quantité\nPortable;Dell;800;12\nPortable;HP;700;8\nPortable;;300;20\n",
            40,
        ),
    ] {
        check(table, &[("laptop", laptops)], 0);
    }
    // A price that may be of all of them says nothing against a sum.
    for price in ["", "15200", "1500"] {
        let table = format!(
            "Type;Marque;Prix;Quantité\nPortable;Dell;800;12\nPortable;HP;700;8\nPortable;;{price};20\n"
        );
        check(&table, &[("laptop", 20)], 0);
    }
    // Screens of one model, as many as those of two others.
    check(
        "Type;Modèle;Qté\nÉcran;P2422H;10\nÉcran;P2419H;4\nÉcran;E2420H;6\n",
        &[("monitor", 20)],
        0,
    );
}

#[test]
fn a_row_without_a_name_is_asked_where_chance_may_have_its_number() {
    // A small number.
    check(
        "Type;Modèle;Quantité\nPortable;Latitude 5420;4\nPortable;Latitude 5520;6\nPortable;;10\n",
        &[("laptop", 10)],
        1,
    );
    // More of its group stands below.
    check(
        "Type;Site;Quantité\nPortable;Mairie;12\nPortable;École;8\nPortable;;20\nPortable;Crèche;3\n",
        &[("laptop", 23)],
        1,
    );
    // Two groups prove it, but by small numbers, which chance has together as well.
    check(
        "Type;Modèle;Quantité\nPortable;Latitude 5420;12\nPortable;Latitude 5520;6\nPortable;;18\n\
         Écran;P2422H;13\nÉcran;P2419H;2\nÉcran;;15\n",
        &[("laptop", 18), ("monitor", 15)],
        0,
    );
    check(
        "Type;Modèle;Quantité\nPortable;Latitude 5420;4\nPortable;Latitude 5520;6\nPortable;;10\n\
         Écran;P2422H;3\nÉcran;P2419H;2\nÉcran;;5\n",
        &[("laptop", 10), ("monitor", 5)],
        2,
    );
}

#[test]
fn a_sum_of_sorts_is_asked() {
    for (table, expected) in [
        (
            "Téléphones fixes;30\nSmartphones;12\nTéléphones;42\n",
            [("ip_phone", 30), ("smartphone", 12)],
        ),
        (
            "Switch 24 ports;2\nSwitch 48 ports;1\nSwitchs;3\nBornes wifi;3\n",
            [("network_switch", 3), ("wifi_access_point", 3)],
        ),
        ("Ordinateurs;30\nPC portables;20\nPC fixes;10\n", [("desktop", 10), ("laptop", 20)]),
    ] {
        check(&format!("Matériel;Nombre\n{table}"), &expected, 1);
    }
    // Screens are no sort of computer, and a town hall's annexe is no part of it.
    check(
        "Matériel;Nombre\nPC fixes;30\nPC portables;12\nÉcrans;42\n",
        &[("desktop", 30), ("laptop", 12), ("monitor", 42)],
        0,
    );
    check(
        "Site;Type;Nombre\nMairie;Portable;20\nMairie annexe;Portable;12\nÉcole;Portable;8\n",
        &[("laptop", 40)],
        0,
    );
}

#[test]
fn a_column_of_a_place_that_sums_the_others_up_is_named() {
    let rows = "PC fixe;5;3;8\nPC portable;2;4;6\nÉcran;7;7;14\n";
    for heading in ["Médiathèque", "Gymnase"] {
        let table = format!("Type;Mairie;École;{heading}\n{rows}");
        let said = check(&table, &[("desktop", 8), ("laptop", 6), ("monitor", 14)], 0);
        let named = format!("column \"{heading}\" passed over as a total");
        assert!(said.err.contains(&named), "{}", said.err);
        // A user says that it is a place more.
        let folder = crate::support::Folder::new().with("parc.csv", &table);
        let told = format!("{heading}=site");
        let args = ["import", "parc.csv", "--year", "2025", "--lang", "en", "--out", "out"];
        let ran = folder.run(&[&args[..], &["--column", &told]].concat());
        assert!(ran.err.contains("9 rows") || ran.out.contains("9 kept"), "{}{}", ran.out, ran.err);
    }
    // Its word says it already.
    let said = check(
        &format!("Type;Mairie;École;Ensemble\n{rows}"),
        &[("desktop", 8), ("laptop", 6), ("monitor", 14)],
        0,
    );
    assert!(!said.err.contains("passed over as a total"), "{}", said.err);
}

/// What nothing else is called needs no second row to be a total.
#[test]
fn a_subtotal_of_one_row_is_one() {
    check(
        "Site;Type;Quantité\nLyon;Portable;10\nSous-total;Portable;10\nParis;Portable;5\n\
         Sous-total;Portables;5\nTotal général;;15\n",
        &[("laptop", 15)],
        0,
    );
    // With a number of its own it is asked, as what is called by a name is.
    check(
        "Site;Type;Quantité\nLyon;Portable;10\nSous-total;Portable;7\nTotal;Écran;9\n",
        &[("laptop", 10)],
        2,
    );
}
