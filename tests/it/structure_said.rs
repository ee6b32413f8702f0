//! Structure of inventories that was read wrongly without a word: states beside things in headings, units
//! at several days, states written once, ranges of numbers. The machines were counted by hand first.

use crate::counted_once::{check, import};
use crate::support::Folder;
use crate::workbooks::{data, xlsx};

#[test]
fn a_state_beside_a_thing_in_a_heading_is_that_of_its_numbers() {
    for (headings, expected) in [
        ("PC;Ecran stock", [("desktop", 17), ("monitor:in_stock", 5)]),
        ("PC;Écran (réserve)", [("desktop", 17), ("monitor:in_stock", 5)]),
        ("PC;Spare monitors", [("desktop", 17), ("monitor:in_stock", 5)]),
        ("PC;PC réserve", [("desktop", 17), ("desktop:in_stock", 5)]),
        ("PC;Stock PC", [("desktop", 17), ("desktop:in_stock", 5)]),
        ("PC;PC HS", [("desktop", 17), ("desktop:decommissioned", 5)]),
        ("PC;PC en panne", [("desktop", 17), ("desktop:in_repair", 5)]),
        ("PC;Écrans en panne", [("desktop", 17), ("monitor:in_repair", 5)]),
    ] {
        check(&format!("Site;{headings}\nMairie;12;3\nÉcole;5;2\n"), &expected, 0);
    }
    // What may be some of the others is said, with the line that leaves it.
    let ran = check(
        "Site;PC;Écran;PC en panne\nMairie;12;10;3\nÉcole;5;6;2\n",
        &[("desktop", 17), ("desktop:in_repair", 5), ("monitor", 16)],
        0,
    );
    assert!(ran.err.contains("\"PC en panne\" counted apart, as `in_repair`"), "{}", ran.err);
    let folder =
        Folder::new().with("parc.csv", "Site;PC;Écran;PC HS\nMairie;12;10;3\nÉcole;5;6;2\n");
    let left = folder.run(&["import", "parc.csv", "--column", "PC HS=unread", "--out", "out"]);
    assert!(!left.err.contains("PC HS") && left.code == Some(0), "{}", left.err);
    // Controls: sorts, conditions and parts are what they were.
    for headings in ["PC neufs;PC anciens", "PC livrés;PC achetés"] {
        check(&format!("Site;{headings}\nMairie;12;3\nÉcole;5;2\n"), &[("desktop", 22)], 0);
    }
    let ran = check(
        "Site;PC;Écran;PC loués\nMairie;12;10;3\nÉcole;5;6;2\n",
        &[("desktop", 17), ("monitor", 16)],
        0,
    );
    assert!(ran.err.contains("\"PC loués\" not read"), "{}", ran.err);
    // All there are, or what is in reserve: it is asked, and the line to paste decides.
    let ran = check(
        "Site;Stock PC;Stock écran\nMairie;12;3\nÉcole;5;2\n",
        &[("desktop", 17), ("monitor", 5)],
        0,
    );
    assert!(ran.err.contains("--state \"Stock PC=in_stock\""), "{}", ran.err);
    // A state over numbers of nothing is asked.
    let ran = check(
        "Site;PC;Écran;Stock\nMairie;12;3;4\nÉcole;5;2;1\n",
        &[("desktop", 17), ("monitor", 5)],
        0,
    );
    assert!(ran.err.contains("\"Stock\" not read"), "{}", ran.err);
}

#[test]
fn a_word_for_where_rows_stand_is_no_furniture_among_things() {
    let expected = [("desktop", 4), ("monitor", 5), ("printer_laser", 2)];
    for rooms in [["101", "102", "103"], ["Dupont", "Accueil", "RH"], ["1", "2", "3"]] {
        let [first, second, third] = rooms;
        check(
            &format!("Bureau;PC;Ecran;Imprimante\n{first};1;2;1\n{second};2;2;0\n{third};1;1;1\n"),
            &expected,
            0,
        );
    }
    check("Salle;PC;Ecran\n101;1;2\n102;2;2\n", &[("desktop", 3), ("monitor", 4)], 0);
}

#[test]
fn of_units_at_several_days_the_last_by_the_end_of_the_year_counts() {
    let rows = "PC portable;10;12\nPC fixe;20;18\nÉcran;25;30\n";
    let last = [("laptop", 12), ("desktop", 18), ("monitor", 30)];
    let first = [("laptop", 10), ("desktop", 20), ("monitor", 25)];
    for headings in [
        "Stock au 01/01;Stock au 31/12",
        "Stock au 01/01/2025;Stock au 31/12/2025",
        "Au 31/12/2024;Au 31/12/2025",
        "Qty 2024;Qty 2025",
        "Quantité au 31/12/2024;Quantité au 31/12/2025",
        "Parc fin 2024;Parc fin 2025",
        "Nombre juin 2025;Nombre décembre 2025",
    ] {
        let ran = check(&format!("Type;{headings}\n{rows}"), &last, 0);
        let other = headings.split(';').next().unwrap();
        assert!(ran.err.contains(&format!("\"{other}\" not read")), "{}", ran.err);
    }
    // Of the year asked for, and not of one after it.
    for headings in ["Qty 2025;Qty 2026", "Au 31/12/2025;Au 30/06/2026"] {
        check(&format!("Type;{headings}\n{rows}"), &first, 0);
    }
    // The line to paste counts the other.
    let folder = Folder::new().with("parc.csv", format!("Type;Qty 2024;Qty 2025\n{rows}"));
    let told =
        ["import", "parc.csv", "--year", "2025", "--column", "Qty 2025=unread", "--out", "out"];
    folder.run(&told);
    assert!(folder.read("out/inventory.csv").contains(",20,"), "the desktops of 2024");
    // A total of them is none of them.
    check(&format!("Type;Qty 2024;Qty 2025\n{rows}Total;55;60\n"), &last, 0);
    check(
        "Type;Qty 2024;Qty 2025\nPC fixe;10;12\nPC portable;20;18\nTous PC;30;30\n",
        &[("desktop", 12), ("laptop", 18)],
        0,
    );
    // One thing alone, and things and places below days and months.
    check("Site;PC fixe 2024;PC fixe 2025\nMairie;10;12\nÉcole;20;18\n", &[("desktop", 30)], 0);
    check("Site;PC fixe 2025;PC fixe 2026\nMairie;10;12\nÉcole;20;18\n", &[("desktop", 30)], 0);
    for (one, other) in [("01/06/2025", "01/12/2025"), ("janvier", "décembre"), ("June", "July")] {
        check(
            &format!(
                "Type;{one};;{other};\n;Mairie;École;Mairie;École\nPC portable;10;12;13;14\nÉcran;25;30;31;32\n"
            ),
            &[("laptop", 27), ("monitor", 63)],
            0,
        );
    }
    check(
        "Année;PC fixe;Écran\n2024;10;12\n2025;20;18\n2026;22;19\n",
        &[("desktop", 20), ("monitor", 18)],
        2,
    );
    // Controls: what was bought adds to nothing, and days alone say nothing of what they count.
    check(
        "Type;Achats 2024;Achats 2025;Quantité\nPC portable;1;2;12\nÉcran;3;4;30\n",
        &[("laptop", 12), ("monitor", 30)],
        0,
    );
    check(
        "Type;Quantité;Stock 2024;Stock 2025\nPC portable;12;1;2\nÉcran;30;3;4\n",
        &[("laptop", 12), ("monitor", 30)],
        0,
    );
    let (_, _, ran, _) = import(&format!("Type;2024;2025\n{rows}"));
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}

#[test]
fn a_state_written_once_is_asked_of_the_rows_below_it() {
    let rows = |states: [&str; 5]| {
        let machines = [
            "PC portable;Latitude 5420;3",
            "PC portable;Latitude 5430;2",
            "PC fixe;OptiPlex 3080;4",
            "Écran;P2422H;5",
            "Écran;E24 G4;6",
        ];
        let rows = machines.iter().zip(states).map(|(machine, state)| format!("{machine};{state}"));
        format!("Type;Modèle;Qté;État\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let asks = |states| import(&rows(states)).2.err.contains("rows without a state follow one");
    for states in [
        ["HS", "", "", "En stock", ""],
        ["En service", "HS", "", "En stock", ""],
        ["En service", "", "", "Rebut", ""],
    ] {
        assert!(asks(states), "{states:?}");
        let folder = Folder::new().with("parc.csv", rows(states));
        let ran = folder.run(&["import", "parc.csv", "--column", "État=status", "--out", "out"]);
        assert!(!ran.err.contains("sans état"), "what the user says is not asked: {}", ran.err);
    }
    // Exceptions alone, and blanks below what is in service.
    for states in [
        ["", "HS", "", "", ""],
        ["HS", "", "", "", ""],
        ["", "HS", "", "En stock", ""],
        ["En service", "", "", "HS", "HS"],
        ["En service", "HS", "En stock", "HS", "HS"],
    ] {
        assert!(!asks(states), "{states:?}");
    }
    // A merged cell says which rows are its own.
    let sheet = data(&[
        "Type;Modèle;Qté;État",
        "PC portable;Latitude 5420;3;HS",
        "PC portable;Latitude 5430;2;",
        "PC fixe;OptiPlex 3080;4;",
        "Écran;P2422H;5;En stock",
        "Écran;E24 G4;6;",
    ]) + r#"<mergeCells count="2"><mergeCell ref="D2:D4"/><mergeCell ref="D5:D6"/></mergeCells>"#;
    let folder = Folder::new().with("parc.xlsx", xlsx(&[("Parc", sheet)]));
    let ran = folder.run(&["import", "parc.xlsx", "--lang", "en", "--out", "out"]);
    assert!(!ran.err.contains("rows without a state"), "{}", ran.err);
    let written = folder.read("out/inventory.csv");
    assert_eq!(written.matches(",decommissioned,").count(), 3, "{written}");
    assert_eq!(written.matches(",in_stock,").count(), 2, "{written}");
}

#[test]
fn a_range_of_numbers_is_as_many_machines_or_is_asked() {
    for heading in ["N° inventaire", "Nom", "Hostname"] {
        for (range, units) in [
            ("INV012-INV015", 4),
            ("PC01 à PC12", 12),
            ("Poste 1 à 12", 12),
            ("PC-001..PC-010", 10),
        ] {
            let ran = check(
                &format!(
                    "{heading};Type;Modèle\n{range};PC portable;Latitude 5420\nINV020;PC fixe;OptiPlex 3080\n"
                ),
                &[("laptop", units), ("desktop", 1)],
                0,
            );
            assert!(ran.err.contains("each of which counts"), "{}", ran.err);
        }
        let ran = check(
            &format!(
                "{heading};Type;Modèle\n7 à 9;PC portable;Latitude 5420\nINV020;PC fixe;OptiPlex 3080\n"
            ),
            &[("laptop", 1), ("desktop", 1)],
            0,
        );
        assert!(ran.err.contains("may say several numbers"), "{}", ran.err);
    }
    // A quantity goes before, and one that is a range sets its row aside.
    check(
        "N° inventaire;Type;Quantité\nINV012-INV015;PC portable;3\nINV020-INV021;PC fixe;\n",
        &[("laptop", 3), ("desktop", 2)],
        0,
    );
    check("Type;Quantité\nPC portable;3-6\nPC fixe;7 à 9\nÉcran;5\n", &[("monitor", 5)], 2);
    // Names, models, places and days have dashes too.
    let ran = check(
        "N° inventaire;Type;Modèle;Emplacement;Acheté le\nINV-2021-001;PC portable;X1-9;Salle 3-6;01/02/2021\n\
         PC-ADM-012;PC fixe;OptiPlex 3080;Étage 1-2;02/03/2021\n2021-15;Écran;P2422H;;\n",
        &[("laptop", 1), ("desktop", 1), ("monitor", 1)],
        0,
    );
    assert!(!ran.err.contains("numbers in a row"), "{}", ran.err);
}

#[test]
fn counts_of_another_thing_beside_typed_rows_are_read_or_said() {
    for (thing, kind) in [
        ("Vidéoprojecteur", "projector"),
        ("Imprimante", "printer_laser"),
        ("Projector", "projector"),
    ] {
        check(
            &format!(
                "Type;Modèle;Qté;{thing}\nPC portable;Latitude 5420;3;1\nPC fixe;OptiPlex 3080;4;2\nÉcran;P2422H;5;\n"
            ),
            &[("laptop", 3), ("desktop", 4), ("monitor", 5), (kind, 3)],
            0,
        );
    }
    let ran = check(
        "Type;Modèle;Qté;Scanner\nPC portable;Latitude 5420;3;1\nPC fixe;OptiPlex 3080;4;2\nÉcran;P2422H;5;\n",
        &[("laptop", 3), ("desktop", 4), ("monitor", 5)],
        0,
    );
    assert!(ran.err.contains("--column \"Scanner=unread\""), "{}", ran.err);
    let ran = check(
        "Type;Modèle;Station\nPC portable;Latitude 5420;oui\nPC portable;Latitude 5430;non\n",
        &[("laptop", 2)],
        0,
    );
    assert!(ran.err.contains("\"Station\" not read"), "{}", ran.err);
    // What is broken, needed or planned is no other equipment.
    for heading in ["Qté HS", "Besoin", "En panne"] {
        let table = format!("Type;Qté;{heading}\nPC portable;12;3\nÉcran;10;4\nPC fixe;2;1\n");
        let ran = check(&table, &[("laptop", 12), ("monitor", 10), ("desktop", 2)], 0);
        assert!(ran.err.contains("not in use, or not yet"), "{heading}: {}", ran.err);
    }
}

#[test]
fn telephones_are_told_by_what_stands_beside_or_above() {
    check(
        "Site;Smartphones;Fixes\nMairie;10;12\nÉcole;3;4\n",
        &[("smartphone", 13), ("ip_phone", 16)],
        0,
    );
    check(
        "Site;PC;Smartphones;Fixes\nMairie;10;10;12\nÉcole;3;3;4\n",
        &[("desktop", 13), ("smartphone", 13), ("ip_phone", 16)],
        0,
    );
    for title in ["Téléphonie", "Téléphonie;", "Parc téléphonie 2025;"] {
        let ran = check(
            &format!("{title}\nType;Quantité\nFixe;12\nPortable;8\n"),
            &[("ip_phone", 12), ("smartphone", 8)],
            0,
        );
        assert!(ran.err.contains("read as telephones"), "{}", ran.err);
    }
    check(
        "Category;Type;Count\nTelephony;Mobile;12\nTelephony;Landline;5\nComputers;Laptop;20\n",
        &[("smartphone", 12), ("ip_phone", 5), ("laptop", 20)],
        0,
    );
    // Computers stay computers, and what may be either is asked.
    check(
        "Parc informatique;\nType;Quantité\nFixe;12\nPortable;8\n",
        &[("desktop", 12), ("laptop", 8)],
        0,
    );
    let three = [("laptop", 13), ("desktop", 16), ("smartphone", 5)];
    check("Site;Portables;Fixes;Smartphones\nMairie;10;12;3\nÉcole;3;4;2\n", &three, 0);
    let ran = check("Site;Laptops;Fixes;Smartphones\nMairie;10;12;3\nÉcole;3;4;2\n", &three, 0);
    assert!(ran.err.contains("--type \"Fixes=ip_phone\""), "{}", ran.err);
}

#[test]
fn the_heading_of_the_types_may_say_a_state() {
    for (heading, state) in [
        ("Matériel en stock;Nb", "in_stock"),
        ("Equipment in stock;Count", "in_stock"),
        ("Matériel réformé;Quantité", "decommissioned"),
        ("Équipements HS;Nb", "decommissioned"),
    ] {
        let (laptops, screens) = (format!("laptop:{state}"), format!("monitor:{state}"));
        let ran = check(
            &format!("{heading}\nPC portable;12\nÉcran;20\n"),
            &[(&laptops, 12), (&screens, 20)],
            0,
        );
        assert!(ran.err.contains("=in_service\"`"), "{}", ran.err);
    }
    for heading in
        ["Matériel;Nb", "Type de matériel;Nb", "Stock;Nb", "Matériel livré;Nb", "Matériel neuf;Nb"]
    {
        check(
            &format!("{heading}\nPC portable;12\nÉcran;20\n"),
            &[("laptop", 12), ("monitor", 20)],
            0,
        );
    }
    // A state of its own goes before.
    check(
        "Matériel en stock;Nb;État\nPC portable;12;En service\nÉcran;20;\n",
        &[("laptop", 12), ("monitor:in_stock", 20)],
        0,
    );
}

/// The options that a text offers between backticks, each as the words of a command.
fn offered(said: &str) -> Vec<Vec<String>> {
    const OPTIONS: [&str; 4] = ["--column ", "--state ", "--type ", "--source "];
    let parts = said.split('`').filter(|part| OPTIONS.iter().any(|own| part.starts_with(own)));
    let words = |part: &str| -> Vec<String> {
        let (mut words, mut is_quoted) = (vec![String::new()], false);
        let mut letters = part.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => words.last_mut().unwrap().extend(letters.next()),
                '"' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                letter => words.last_mut().unwrap().push(letter),
            }
        }
        words
    };
    // `HEADING`, `WORD`, `TYPE` stand for what the user knows.
    let is_whole = |words: &Vec<String>| {
        !words.iter().any(|word| ["HEADING", "WORD", "TYPE"].iter().any(|own| word.contains(own)))
    };
    let mut all: Vec<Vec<String>> = parts.map(words).filter(is_whole).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn each_line_that_is_offered_changes_what_comes_of_it() {
    let mut pasted = 0;
    for table in [
        "Site;PC;Écran;PC HS\nMairie;12;10;3\nÉcole;5;6;2\n",
        "Site;Stock PC;Stock écran\nMairie;12;3\nÉcole;5;2\n",
        "Site;PC;Écran;Stock\nMairie;12;3;4\nÉcole;5;2;1\n",
        "Type;Stock au 01/01;Stock au 31/12\nPC portable;10;12\nÉcran;25;30\n",
        "Site;PC fixe 2024;PC fixe 2025\nMairie;10;12\nÉcole;20;18\n",
        "Type;Qté;État\nPC portable;3;HS\nPC fixe;2;\nÉcran;5;En stock\nÉcran;6;\n",
        "N° inventaire;Type\nINV012-INV015;PC portable\nINV020;PC fixe\n",
        "Nom;Type\n7 à 9;PC portable\nINV020;PC fixe\n",
        "Site;Smartphones;Fixes\nMairie;10;12\nÉcole;3;4\n",
        "Site;Laptops;Fixes;Smartphones\nMairie;10;12;3\nÉcole;3;4;2\n",
        "Téléphonie\nType;Quantité\nFixe;12\nPortable;8\n",
        "Matériel en stock;Nb\nPC portable;12\nÉcran;20\n",
        "Stock;Nb\nPC portable;12\nÉcran;20\n",
        "Type;Qté;Qté HS\nPC portable;12;3\nÉcran;10;4\n",
        "Device,Deployed,Total\nLaptop,12,15\nDesktop,20,20\nMonitor,30,34\n",
        "Marque;Modèle;Qté\nDell;Latitude 5420;12\nHP;Machin Pro;8\nLenovo;Truc X;9\nAsus;Bidule;4\n",
        "Type;2024;2025\nPC portable;10;12\nÉcran;25;30\n",
        "Type;Qté 2023;Qté 2024;Qté 2025\nPC portable;10;12;14\nÉcran;25;30;31\n",
        "Type;Truc \"a\" $b=c\nPC portable;12\nÉcran;20\n",
        "Type;Ancien parc;Nouveau parc\nPC portable;10;12\nÉcran;25;30\n",
        "Type;N-1;N\nPC portable;10;12\nÉcran;25;30\n",
        "Année;Type;Qté\n2023;PC fixe;10\n2023;Écran;12\n2024;PC fixe;11\n2024;Écran;14\n",
        "Date;Type;Qté\n31/12/2023;PC fixe;10\n31/12/2023;Écran;12\n31/12/2024;PC fixe;11\n31/12/2024;Écran;14\n",
        "Année;PC fixe;Écran\n2023;10;12\n2024;11;14\n",
        "Type;Lieu;Qté\nPC fixe;Mairie;3\nPC fixe;Stock;2\nÉcran;École;4\n",
        "Type;Qté;dont en réserve\nPC fixe;10;2\nÉcran;20;4\n",
        "Type;Qté\nPC fixe;10\nTéléphonie;\nFixe;12\nPortable;8\n",
    ] {
        let run = |more: &[String]| {
            let folder = Folder::new().with("parc.csv", table);
            let own = ["import", "parc.csv", "--year", "2025", "--lang", "en", "--out", "out"];
            let own = own.into_iter().chain(more.iter().map(String::as_str));
            let ran = folder.run(&own.collect::<Vec<_>>());
            let rows =
                if ran.code == Some(0) { folder.read("out/inventory.csv") } else { String::new() };
            (ran, rows)
        };
        let (first, rows) = run(&[]);
        let all = offered(&first.err);
        assert!(!all.is_empty(), "{table}{}", first.err);
        for words in &all {
            let (then, read) = run(words);
            let left = offered(&then.err);
            // The run goes on, but for a list that is left without its only column of types.
            let types = words[1].strip_suffix("=unread").map_or("", |heading| heading);
            let leaves_types = first.err.contains(&format!("\"{types}\" read as `equipment_type`"));
            assert!(then.code == Some(0) || leaves_types, "{table}{words:?}{}", then.err);
            // It is heard, and what it answers is not asked again; or other rows come of it.
            assert!(!left.contains(words), "{table}{words:?}{}", then.err);
            assert!(
                !then.err.contains("no such") && !then.err.contains("the nearest"),
                "{}",
                then.err
            );
            assert!(read != rows || left.len() < all.len(), "{table}{words:?}{}", then.err);
            pasted += 1;
        }
    }
    assert!(pasted > 25, "{pasted}");
}
