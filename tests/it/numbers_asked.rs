//! Numbers, answers and rows that may move the total, whatever their heading says: none is silent.

use crate::dirty::{columns, import};
use crate::support::Folder;

/// What is said of a list of two types and these numbers.
fn said(heading: &str, rows: [&str; 2]) -> String {
    let [first, second] = rows;
    let list = format!("Type;{heading}\nPC portable;{first}\nÉcran;{second}\n");
    import("parc.csv", &list).said
}

#[test]
fn whole_numbers_below_a_flow_or_a_year_are_asked() {
    for heading in [
        "Livrés",
        "Achetés",
        "Reçus",
        "Commandé",
        "Sortis",
        "Delivered",
        "Purchased",
        "Vendus",
        "Achats 2023",
        "Livrés en 2023",
        "Bought 2023",
        "Année 2024",
        "Qté N-1",
        "Exercice 2024",
        "Réformés",
        "Depuis",
    ] {
        let said = said(heading, ["12", "9"]);
        assert!(said.contains(&format!("{heading}=unread")), "{heading}: {said}");
    }
    let said = said("Commandés 2024;2025", ["12;4", "9;7"]);
    assert!(said.contains("Commandés 2024=unread") && said.contains("2025=unread"), "{said}");
    // Of this year and the one before, this one counts.
    for heading in ["N-1;N", "Qté N-1;Qté N"] {
        let said = self::said(heading, ["12;4", "9;7"]);
        let counted = heading.split(';').next_back().unwrap();
        assert!(
            said.contains("N-1=unread") && said.contains(&format!("{counted}\" read")),
            "{said}"
        );
    }
    // Of two that may be the quantity, the user says which is.
    for heading in ["Année 2024;Année 2025", "Livrés;Achetés"] {
        let list = format!("Type;{heading}\nPC portable;12;4\nÉcran;9;7\n");
        let folder = Folder::new().with("parc.csv", list);
        let ran = folder.run(&["import", "parc.csv", "--out", "out", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{heading}: {}", ran.err);
        let all = heading.replace(';', ", ");
        assert!(ran.err.contains(&all) && ran.err.contains("=quantity"), "{heading}: {}", ran.err);
    }
}

#[test]
fn days_years_prices_sizes_and_codes_are_no_numbers_of_units() {
    for (heading, rows) in [
        ("Année", ["2019", "2020"]),
        ("Année d'achat", ["2019", "2021"]),
        ("Achat", ["2019", "2021"]),
        ("Date achat", ["43831", "44197"]),
        ("Année d'achat", ["19", "21"]),
        ("Date fin garantie", ["36", "48"]),
        ("Livré", ["1", "1"]),
        ("Prix 2024", ["800", "150"]),
        ("Budget N-1", ["800", "150"]),
        ("Taille", ["24", "27"]),
        ("Age", ["3", "5"]),
        ("Téléphone", ["612345678", "698765432"]),
        ("Code postal", ["69001", "75002"]),
        ("Compteur pages", ["12000", "2500"]),
        ("N°", ["4", "7"]),
        ("N° 2024", ["4", "7"]),
        ("N° de série", ["4512", "7001"]),
    ] {
        let said = said(heading, rows);
        assert!(!said.contains("=quantity"), "{heading}: {said}");
    }
    // Serial numbers say that each row is one machine.
    let said = said("Livrés;N° de série", ["12;AZ12", "9;AZ13"]);
    assert!(!said.contains("=quantity"), "{said}");
}

#[test]
fn a_type_alone_without_a_quantity_is_asked_where_the_others_have_one() {
    for title in [
        "Réseau",
        "Impression",
        "Stockage",
        "Téléphonie",
        "TELEPHONIE MOBILE",
        "Network",
        "Serveur",
    ] {
        let list =
            format!("Type;Quantité\nPC portable;12\n{title};\nSwitch;4\nÉcran;9\nImprimante;2\n");
        let read = import("parc.csv", &list);
        columns(&read, "quantity", &["12", "4", "9", "2"]);
        let [row] = &read.rejects[..] else { panic!("{title}: {:?}", read.rejects) };
        assert!(row["hint"].contains("in the column of the quantity"), "{title}: {row:?}");
    }
    // Where others have none, an empty quantity is one; and so it is of a row that says more.
    let list = "Type;Quantité\nPC portable;12\nÉcran;\nServeur;\nSwitch;4\n";
    columns(&import("parc.csv", list), "quantity", &["12", "1", "1", "4"]);
    let list = "Type;Modèle;N° de série;Quantité\nPC portable;Latitude 5420;;12\nÉcran;P2422H;;9\n\
                Switch;;;4\nImprimante;;;2\nServeur;PowerEdge T340;;\nServeur;;AZ12;\n";
    columns(&import("parc.csv", list), "quantity", &["12", "9", "4", "2", "1", "1"]);
}

#[test]
fn states_that_headings_count_unfold_as_those_that_they_are() {
    for headings in [
        "En service;Stock",
        "Qté en service;Qté en stock",
        "Nb en service;Nb en stock",
        "Nombre en service;Nombre en réserve",
        "Qty in use;Qty in stock",
        "En service (nb);En stock (nb)",
    ] {
        let list = format!("Type;{headings}\nPC portable;12;2\nÉcran;9;1\n");
        let read = import("parc.csv", &list);
        columns(&read, "quantity", &["12", "2", "9", "1"]);
        columns(&read, "status", &["in_service", "in_stock", "in_service", "in_stock"]);
    }
    // What was ordered has come, and one alone is that of the rows.
    for headings in ["Qté commandée;Qté livrée", "Qty ordered;Qty received"] {
        let list = format!("Type;{headings}\nPC portable;12;10\nÉcran;9;8\n");
        columns(&import("parc.csv", &list), "quantity", &["10", "8"]);
    }
    let read = import("parc.csv", "Type;Qté en service\nPC portable;12\nÉcran;9\n");
    columns(&read, "quantity", &["12", "9"]);
    let read = import("parc.csv", "Type;Qté;Prix en stock\nPC portable;12;2\nÉcran;9;1\n");
    columns(&read, "quantity", &["12", "9"]);
}

#[test]
fn answers_below_the_name_of_a_state_are_read_or_asked() {
    for (heading, yes, no) in [
        ("En stock", "x", ""),
        ("En stock ?", "oui", "non"),
        ("Stock (O/N)", "O", "N"),
        ("Spare", "Y", "N"),
        ("En réserve", "oui", "non"),
    ] {
        let list = format!("Type;{heading}\nPC portable;{yes}\nPC portable;{no}\nÉcran;{no}\n");
        let read = import("parc.csv", &list);
        columns(&read, "status", &["in_stock", "in_service", "in_service"]);
        assert!(read.said.contains(&format!("{heading}=unread")), "{heading}: {}", read.said);
    }
    for heading in ["Affecté", "Disponible", "Assigned", "Available"] {
        let said = said(heading, ["oui", "non"]);
        assert!(said.contains(&format!("{heading}=unread")), "{heading}: {said}");
    }
    // What no state is, a condition, and as many as there are, are no answers of it.
    for (heading, rows) in
        [("Neuf", ["oui", "non"]), ("Tactile", ["oui", "non"]), ("Affecté", ["oui", "oui"])]
    {
        let said = said(heading, rows);
        assert!(!said.contains(&format!("{heading}=unread")), "{heading}: {said}");
    }
    let read = import("parc.csv", "Type;Spare;État\nPC portable;Y;HS\nÉcran;N;En service\n");
    columns(&read, "status", &["decommissioned", "in_service"]);
}
