//! What a stranger's lists say beside their columns: a table of few columns above another, answers with a
//! remark, numbers below a bare `N°`. The machines were counted by hand first.

use crate::counted_once::{check, import};
use crate::support::Folder;
use crate::workbooks::{data, xlsx};

#[test]
fn an_answer_with_a_remark_is_one_and_what_it_says_of_a_state_counts() {
    let list = |heading: &str, cells: [&str; 4]| {
        let machines = ["PC fixe;a", "Écran;b", "PC portable;c", "Serveur;d"];
        let rows: Vec<String> =
            machines.iter().zip(cells).map(|(one, cell)| format!("{one};\"{cell}\"\n")).collect();
        format!("Type;Modèle;{heading}\n{}", rows.concat())
    };
    for (heading, cells, states) in [
        (
            "Retiré",
            ["oui", "non, en stock", "non", "oui (2023)"],
            ["exited", "in_stock", "", "exited"],
        ),
        (
            "HS",
            ["oui (écran cassé)", "non", "non - en stock", "Oui le 12/03/2023"],
            ["decommissioned", "", "in_stock", "decommissioned"],
        ),
        (
            "En service",
            ["oui", "non, en stock", "oui (2021)", "non"],
            ["", "in_stock", "", "decommissioned"],
        ),
        (
            "Actif",
            ["oui", "non : HS", "non", "oui, salle 3"],
            ["", "decommissioned", "in_stock", ""],
        ),
        (
            "Retired",
            ["yes (2023)", "no, in stock", "no", "no; spare"],
            ["exited", "in_stock", "", "in_stock"],
        ),
    ] {
        let table = list(heading, cells);
        let expected: Vec<(String, u32)> = ["desktop", "monitor", "laptop", "server"]
            .iter()
            .zip(states)
            .map(|(kind, state)| {
                (if state.is_empty() { (*kind).to_owned() } else { format!("{kind}:{state}") }, 1)
            })
            .collect();
        let expected: Vec<(&str, u32)> =
            expected.iter().map(|(kind, units)| (kind.as_str(), *units)).collect();
        let ran = check(&table, &expected, 0);
        assert!(ran.err.contains("read as the state: yes is"), "{table}{}", ran.err);
        assert!(!ran.err.contains("their remarks another"), "{table}{}", ran.err);
    }
    // Where the two say otherwise, that is said.
    for (heading, cell) in [
        ("Actif", "oui, HS"),
        ("Retiré", "oui - en stock"),
        ("HS", "non (HS)"),
        ("En service", "oui; réformé"),
    ] {
        let ran = import(&list(heading, ["oui", cell, "non", "non"])).2;
        assert!(ran.err.contains("their remarks another"), "{heading}: {cell}: {}", ran.err);
    }
    // What is no answer is none.
    for cells in [["non communiqué", "voir Paul", "oui", "?"], ["No 12", "No 13", "No 14", "No 15"]]
    {
        let ran = import(&list("Retiré", cells)).2;
        assert!(!ran.err.contains("read as the state"), "{cells:?}{}", ran.err);
    }
}

#[test]
fn numbers_below_a_bare_number_are_ranks_numbers_of_machines_or_asked() {
    for heading in ["N", "N°", "No", "#", "Numéro", "Num", "Num."] {
        for table in [
            format!("Type;{heading}\nPC portable;12\nPC fixe;5\nÉcran;12\n"),
            format!("{heading};Type\n12;PC portable\n5;PC fixe\n12;Écran\n"),
        ] {
            let ran = check(&table, &[("laptop", 1), ("desktop", 1), ("monitor", 1)], 0);
            assert!(ran.err.contains("may be how many there are"), "{table}{}", ran.err);
            let folder = Folder::new().with("parc.csv", &table[..]);
            let told = format!("{heading}=quantity");
            assert!(ran.err.contains(&format!("--column \"{told}\"")), "{}", ran.err);
            let ran = folder
                .run(&["import", "parc.csv", "--column", &told, "--lang", "en", "--out", "out"]);
            assert!(folder.read("out/inventory.csv").contains(",12,"), "{heading}{}", ran.err);
            assert!(!ran.err.contains("may be how many"), "{}", ran.err);
        }
        // The rank of the row, and the number of a machine.
        let ran = check(
            &format!("{heading};Type;Modèle\n1;PC portable;a\n2;PC fixe;b\n3;Écran;c\n"),
            &[("laptop", 1), ("desktop", 1), ("monitor", 1)],
            0,
        );
        assert!(!ran.err.contains("may be how many"), "{}", ran.err);
        let ran = check(
            &format!("{heading};Type\n101;PC portable\n245;PC fixe\n312;PC fixe\n"),
            &[("laptop", 1), ("desktop", 2)],
            0,
        );
        assert!(!ran.err.contains("may be how many"), "{}", ran.err);
        let ran = check(
            &format!("{heading};Type;Qté\n12;PC portable;3\n5;PC fixe;4\n9;Écran;5\n"),
            &[("laptop", 3), ("desktop", 4), ("monitor", 5)],
            0,
        );
        assert!(!ran.err.contains("may be how many"), "{}", ran.err);
    }
    let ran = import("N°;Type;Modèle\n1;PC portable;a\n2;PC fixe;b\n3;Écran;c\n").2;
    assert!(ran.err.contains("\"N°\" not read: it numbers the rows"), "{}", ran.err);
}

#[test]
fn states_of_some_units_are_read_below_any_remark_and_in_columns_of_their_own() {
    let parted = [
        ("desktop", 4),
        ("laptop", 8),
        ("laptop:decommissioned", 2),
        ("monitor", 3),
        ("monitor:in_stock", 3),
    ];
    for heading in [
        "Obs",
        "Obs.",
        "Info",
        "Infos",
        "Détail",
        "Note",
        "Rem.",
        "Comm.",
        "Précisions",
        "Zork",
        "Commentaire",
        "Etat",
    ] {
        let table = format!(
            "Type;Modèle;Qté;{heading}\nPC portable;Latitude 5420;10;dont 2 HS\nPC fixe;OptiPlex 3080;4;\nÉcran;P2422H;6;3 en stock\n"
        );
        check(&table, &parted, 0);
    }
    // Of what is no remark they say nothing.
    for heading in ["Toner", "Batterie", "Licences", "Sacoches", "Cartouches", "Souris"] {
        let table = format!(
            "Type;Modèle;Qté;{heading}\nPC portable;Latitude 5420;10;dont 2 HS\nPC fixe;OptiPlex 3080;4;\nÉcran;P2422H;6;3 en stock\n"
        );
        check(&table, &[("desktop", 4), ("laptop", 10), ("monitor", 6)], 0);
    }
    // Numbers below what some of them are.
    for (headings, rows) in [
        ("Qté;dont HS;dont stock", ["10;2;0", "4;;0", "6;0;3"]),
        ("Total;dont HS;dont stock", ["10;2;0", "4;0;0", "6;0;3"]),
        ("Nombre;dont en stock;dont HS", ["10;0;2", "4;0;0", "6;3;"]),
        ("Count;of which broken;of which spare", ["10;0;0", "4;0;0", "6;0;3"]),
    ] {
        let [laptop, desktop, screen] = rows;
        let table =
            format!("Type;{headings}\nPC portable;{laptop}\nPC fixe;{desktop}\nÉcran;{screen}\n");
        let is_english = headings.starts_with("Count");
        let english = [("desktop", 4), ("laptop", 10), ("monitor", 3), ("monitor:in_stock", 3)];
        let ran = check(&table, if is_english { &english } else { &parted }, 0);
        assert!(!ran.err.contains("not read"), "{table}{}", ran.err);
    }
    // Beside the quantity without such a word it is asked, and the line to paste reads it.
    for heading in ["HS", "Qté HS"] {
        let table = format!("Type;Qté;{heading}\nPC portable;10;2\nPC fixe;4;0\nÉcran;6;\n");
        let whole = [("desktop", 4), ("laptop", 10), ("monitor", 6)];
        let ran = check(&table, &whole, 0);
        let told = format!("{heading}=status");
        assert!(ran.err.contains(&format!("--column \"{told}\"")), "{}", ran.err);
        let folder = Folder::new().with("parc.csv", table);
        let ran =
            folder.run(&["import", "parc.csv", "--column", &told, "--lang", "en", "--out", "out"]);
        let written = folder.read("out/inventory.csv");
        assert!(
            written.lines().any(|row| row.contains(",2,") && row.contains("decommissioned"))
                && written.contains(",8,"),
            "{written}{}",
            ran.err
        );
        assert!(!ran.err.contains("not read"), "{}", ran.err);
    }
    // More in a state than there are is asked.
    let ran = check(
        "Type;Qté;dont HS\nPC portable;10;12\nÉcran;6;1\n",
        &[("laptop", 10), ("monitor", 6)],
        0,
    );
    assert!(ran.err.contains("\"dont HS\" not read"), "{}", ran.err);
}

#[test]
fn a_table_of_few_columns_above_another_is_read_as_it() {
    let all =
        [("desktop", 10), ("monitor", 5), ("laptop:decommissioned", 4), ("server:in_stock", 2)];
    for (first, second) in [
        ("Type;Qté", "Type;État;Quantité\nPC portable;HS;4\nServeur;En stock;2"),
        ("Désignation;Nb", "Désignation;Situation;Nb\nPC portable;HS;4\nServeur;En stock;2"),
        (
            "Parc 2025;\nMatériel;Nombre",
            "État;Matériel;Nombre\nHS;PC portable;4\nEn stock;Serveur;2",
        ),
        (
            "Type;Count",
            "Status;Type;Location;Count\nDecommissioned;Laptop;A;4\nIn stock;Server;B;2",
        ),
        ("Type;Qté", "Matériel;Nb;Obs\nPC portable;4;HS\nServeur;2;En stock"),
    ] {
        for between in ["", ";\n", "\n"] {
            let table = format!("{first}\nPC fixe;10\nÉcran;5\n{between}{second}\n");
            check(&table, &all, 0);
        }
    }
    // Of each machine a row.
    check(
        "Type;Modèle\nPC fixe;a\nÉcran;b\n\nType;Nb;Statut\nPC portable;4;HS\nServeur;2;En stock\n",
        &[("desktop", 1), ("monitor", 1), ("laptop:decommissioned", 4), ("server:in_stock", 2)],
        0,
    );
    // One that sums up the other counts nothing.
    for between in ["", "\n"] {
        check(
            &format!(
                "Type;Nombre\nPC fixe;7\nÉcrans;5\nTotal;12\n{between}Type;Modèle;Qté\nPC fixe;a;3\nPC fixe;b;4\nÉcran;c;5\n"
            ),
            &[("desktop", 7), ("monitor", 5)],
            0,
        );
    }
    // Nor one that sums up more rows than are looked at first, or by other words.
    let rows = "PC fixe;a;Mairie\n".repeat(180) + &"Écran;b;Mairie\n".repeat(150);
    for recap in ["PC fixe;180\nÉcran;150", "Postes de travail;180\nAffichage;150"] {
        let table = format!("Type;Nombre\n{recap}\nType;Modèle;Site\n{rows}");
        check(&table, &[("desktop", 180), ("monitor", 150)], 0);
    }
    let parts = "PC fixe;a;3\nPC portable;b;4\n";
    let table = format!("Type;Nombre\nPC;7\nType;Modèle;Qté\n{parts}");
    check(&table, &[("desktop", 3), ("laptop", 4)], 0);
    // Titles are none.
    for title in ["Commune;X\nTéléphone;01 02 03 04 05", "Désignation;Nombre\nInventaire;2025"] {
        let ran = check(&format!("{title}\nType;Modèle;Qté\nPC fixe;a;3\n"), &[("desktop", 3)], 0);
        assert!(ran.err.contains("title lines passed over"), "{}", ran.err);
    }
}

#[test]
fn codes_of_states_are_asked_with_a_line_that_reads_them() {
    for heading in ["Ét.", "St.", "Zork"] {
        let table = format!(
            "Type;Modèle;{heading}\nPC fixe;a;ES\nÉcran;b;HS\nPC portable;c;ST\nPC fixe;d;ES\n"
        );
        let ran = check(&table, &[("desktop", 2), ("monitor", 1), ("laptop", 1)], 0);
        let line = format!(
            "--column \"{heading}=status\" --state \"ES=in_service\" --state \"ST=in_stock\""
        );
        assert!(ran.err.contains(&line), "{}", ran.err);
        let folder = Folder::new().with("parc.csv", table);
        let told = format!("{heading}=status");
        let ran = folder.run(&[
            "import",
            "parc.csv",
            "--column",
            &told,
            "--state",
            "ES=in_service",
            "--state",
            "ST=in_stock",
            "--lang",
            "en",
            "--out",
            "out",
        ]);
        let written = folder.read("out/inventory.csv");
        for state in ["decommissioned", "in_stock"] {
            assert_eq!(written.matches(&format!(",{state},")).count(), 1, "{written}{}", ran.err);
        }
    }
    // Codes of something else.
    for cells in [["FR", "BE", "FR", "CH"], ["A", "B", "C", "A"], ["RH", "DG", "RH", "DSI"]] {
        let [one, two, three, four] = cells;
        let ran = import(&format!(
            "Type;Modèle;Zork\nPC fixe;a;{one}\nÉcran;b;{two}\nPC portable;c;{three}\nPC fixe;d;{four}\n"
        ))
        .2;
        assert!(!ran.err.contains("of its codes some are states"), "{}", ran.err);
    }
}

#[test]
fn a_word_of_totals_alone_in_a_later_column_is_no_machine() {
    for word in ["Sous-total", "SOUS-TOTAL", "Total général", "Grand total"] {
        check(
            &format!("Type;Modèle\nPC fixe;a\nPC fixe;b\nPC fixe;{word}\nÉcran;c\nÉcran;{word}\n"),
            &[("desktop", 2), ("monitor", 1)],
            0,
        );
        check(
            &format!(
                "Type;Site;Modèle\nPC fixe;Mairie;a\nPC fixe;École;b\nPC fixe;{word};2\nÉcran;Mairie;c\n"
            ),
            &[("desktop", 2), ("monitor", 1)],
            0,
        );
    }
    // A machine is one wherever it stands.
    check(
        "Type;Site;Modèle\nPC fixe;Sous-total;OptiPlex 3080\nÉcran;Mairie;c\n",
        &[("desktop", 1), ("monitor", 1)],
        0,
    );
}

#[test]
fn below_a_heading_of_telephony_words_of_two_senses_are_telephones() {
    for heading in ["Téléphonie", "Téléphones", "Telephony"] {
        let ran = check(
            &format!("{heading};Qté\nFixe;12\nPortable;8\n"),
            &[("ip_phone", 12), ("smartphone", 8)],
            0,
        );
        assert!(ran.err.contains("--type \"Fixe=desktop\""), "{}", ran.err);
    }
    check("Informatique;Qté\nFixe;12\nPortable;8\n", &[("desktop", 12), ("laptop", 8)], 0);
}

#[test]
fn a_sheet_of_what_was_there_before_is_asked() {
    let rows = |units: [&str; 2]| {
        data(&[
            "Type;Modèle;Qté",
            &format!("PC fixe;OptiPlex 3080;{}", units[0]),
            &format!("Écran;P2422H;{}", units[1]),
        ])
    };
    for name in ["Ancien parc", "Avant", "Old", "Archives", "Archive 2023"] {
        let book = xlsx(&[("Parc", rows(["12", "5"])), (name, rows(["10", "4"]))]);
        let folder = Folder::new().with("parc.xlsx", book);
        let ran = folder.run(&["import", "parc.xlsx", "--lang", "en", "--out", "out"]);
        let told = format!("{name}=exited");
        // What is archived is a state by its word, and is said.
        let is_archive = name.starts_with("Archive");
        let offered = if is_archive { format!("{name}=") } else { told.clone() };
        assert!(ran.err.contains(&format!("--state \"{offered}")), "{name}{}", ran.err);
        folder.run(&["import", "parc.xlsx", "--state", &told, "--lang", "en", "--out", "out"]);
        let written = folder.read("out/inventory.csv");
        assert_eq!(written.matches(",exited,").count(), 2, "{name}{written}");
    }
    let book = xlsx(&[("Mairie", rows(["12", "5"])), ("École", rows(["10", "4"]))]);
    let folder = Folder::new().with("parc.xlsx", book);
    let ran = folder.run(&["import", "parc.xlsx", "--lang", "en", "--out", "out"]);
    assert!(!ran.err.contains("=exited"), "{}", ran.err);
}

#[test]
fn what_counts_all_units_beside_their_states_counts_those_in_service_too() {
    let all =
        [("desktop", 7), ("desktop:decommissioned", 2), ("laptop", 5), ("laptop:in_stock", 1)];
    let rows = "Portable;6;1;0\nFixe;9;0;2\n";
    for whole in ["Total", "Nombre total", "Ensemble", "Parc total", "Gesamt", "Quantité", "Nb"] {
        for states in ["En stock;HS", "Stock;Réformés", "Réserve;Hors service"] {
            let ran = check(&format!("Type;{whole};{states}\n{rows}"), &all, 0);
            assert!(!ran.err.contains("not read"), "{whole};{states}: {}", ran.err);
        }
        let named = "Portable;5420;6;1;0\nFixe;3080;9;0;2\n";
        check(&format!("Type;Modèle;{whole};En stock;HS\n{named}"), &all, 0);
    }
    // Where those in service have a column, a total that is not theirs is asked; so is who has no state.
    let parts = [("desktop:decommissioned", 2), ("laptop:in_stock", 1)];
    for column in ["Service", "Agents", "Utilisateurs"] {
        let ran = check(&format!("Type;{column};En stock;HS\n{rows}"), &parts, 0);
        assert!(ran.err.contains(&format!("\"{column}\" not read")), "{}", ran.err);
    }
    let table = "Type;Total;En service;En stock\nPortable;6;1;1\nFixe;9;4;2\n";
    let ran = check(
        table,
        &[("desktop", 4), ("desktop:in_stock", 2), ("laptop", 1), ("laptop:in_stock", 1)],
        0,
    );
    assert!(ran.err.contains("not the sum of the columns that count"), "{}", ran.err);
    // What they come to is no more than the total says.
    let whole = "Type;Total;En service;En stock\nPortable;6;5;1\nFixe;9;7;2\n";
    let ran = check(
        whole,
        &[("desktop", 7), ("desktop:in_stock", 2), ("laptop", 5), ("laptop:in_stock", 1)],
        0,
    );
    assert!(!ran.err.contains("not the sum"), "{}", ran.err);
    // Ones beside several units are no answers.
    let ran = check("Type;Qté;HS\nPortable;12;1\nFixe;9;0\n", &[("desktop", 9), ("laptop", 12)], 0);
    assert!(ran.err.contains("--column \"HS=status\""), "{}", ran.err);
    check(
        "Type;Qté;HS\nPortable;12;oui\nFixe;9;non\n",
        &[("desktop", 9), ("laptop:decommissioned", 12)],
        0,
    );
    check(
        "Type;Qté;HS\nPortable;1;1\nFixe;1;0\n",
        &[("desktop", 1), ("laptop:decommissioned", 1)],
        0,
    );
}
