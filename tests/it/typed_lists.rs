//! Lists as somebody types them: a thing and its number a line, things below `Description`.

use crate::support::Folder;

/// A file of a line for each thing and how many there are of it has no headings, however they are parted.
#[test]
fn a_list_of_things_and_their_numbers_has_no_headings() {
    for (first, second) in [
        ("25 PC portables", "10 écrans"),
        ("PC portables : 25", "Écrans : 10"),
        ("PC portables = 25", "Écrans = 10"),
        ("PC portables (25)", "Écrans (x10)"),
        ("PC portables x25", "Écrans x10"),
        ("PC portables;25", "Écrans;10"),
        ("Laptops\t25", "Monitors\t10"),
    ] {
        let folder = Folder::new().with("parc.csv", format!("{first}\n{second}\n"));
        let ran = folder.run(&["assess", "parc.csv", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{first}: {}", ran.out);
        assert!(ran.err.contains("this list has no column headings"), "{first}: {}", ran.err);
        assert!(!ran.err.contains("25"), "its cells are shown: {}", ran.err);
    }
    // A title above it, or headings, and it is read.
    for (list, kg) in [
        (
            "Parc de la mairie\nPC portables : 25\nÉcrans : 30\n",
            "Matériel;Nb\nPC portable;25\nÉcran;30\n",
        ),
        ("Laptops;Monitors\n25;30\n", "Type;Qty\nlaptop;25\nmonitor;30\n"),
    ] {
        let total = |text: &str| {
            let folder = Folder::new().with("parc.csv", text);
            folder
                .run(&["assess", "parc.csv", "--format", "csv"])
                .out
                .lines()
                .nth(1)
                .map(|line| line.split(',').skip(4).take(1).collect::<String>())
        };
        assert_eq!(total(list), total(kg), "{list}");
        assert_eq!(total(list).as_deref(), Some("55"), "{list}");
    }
}

/// `Description` may be of people, and is read where nothing else says what the things are and most of it
/// names one.
#[test]
fn what_describes_the_things_is_read_where_nothing_else_does() {
    let read = |text: &str| {
        let folder = Folder::new().with("parc.csv", text);
        folder.run(&["assess", "parc.csv", "--lang", "en"])
    };
    let told = "Asset Tag,Description,Location\n1,Dell Latitude 5520 Laptop,London\n2,HP LaserJet Pro M404dn,London\n3,Office chair,Leeds\n4,Dell P2419H Monitor,Leeds\n";
    let ran = read(told);
    assert!(ran.err.contains("column \"Description\" read as `equipment_type`"), "{}", ran.err);
    assert!(ran.out.contains("laser printer"), "{}", ran.out);
    // Beside a column of types it stays what somebody wrote.
    let beside = read("Type,Description,Location\nlaptop,broken screen,London\nmonitor,,Leeds\n");
    assert!(!beside.err.contains("read as `equipment_type`"), "{}", beside.err);
    let remarks = read("Site,Description\nLyon,Salle de réunion\nParis,Vue sur cour\n");
    assert_eq!(remarks.code, Some(2), "{}", remarks.out);
}

/// A title above the headings says the state of the rows, as one between them does.
#[test]
fn a_title_above_the_headings_may_say_the_state_of_the_rows() {
    let said = |title: &str| {
        let list = format!("{title}\nType;Marque;Modèle;Qté\nPC fixe;Dell;OptiPlex 3020;15\n");
        let folder = Folder::new().with("parc.csv", list);
        let ran = folder.run(&["import", "parc.csv", "--out", "o", "--lang", "en"]);
        let kept = folder.read("o/inventory.csv");
        let state = ["decommissioned", "exited", "in_stock"];
        let state = state.into_iter().find(|own| kept.contains(&format!(",{own},")));
        (state, ran.err.lines().any(|line| line.contains("title \"") && line.contains("may say")))
    };
    for (title, state) in [
        ("Matériel réformé", "decommissioned"),
        ("Matériel réformé au 31/12/2024", "decommissioned"),
        ("Matériel donné à Emmaüs Connect le 14/06/2024", "exited"),
    ] {
        assert_eq!(said(title), (Some(state), false), "{title}");
    }
    for title in [
        "PV de mise au rebut - commission du 12/03/2024",
        "Liste des matériels en stock au magasin",
        "Inventaire du stock au 31/12/2024",
        "Disposed equipment - collected on 14 March 2024",
    ] {
        assert_eq!(said(title), (None, true), "{title}");
    }
    for title in ["Mairie - service informatique", "Parc en service", "Inventaire 2025"] {
        assert_eq!(said(title), (None, false), "{title}");
    }
    let folder = Folder::new().with("parc.csv", "Matériel donné à Mme Exemple\nType;Qté\nPC;2\n");
    let ran = folder.run(&["assess", "parc.csv", "--lang", "fr"]);
    assert!(!(ran.err + &ran.out).contains("Exemple"));
}

/// What a column of quantities says in words counts; what is left of others is asked, with the line that
/// reads it.
#[test]
fn quantities_in_words_and_columns_of_what_is_left() {
    let list = "Matériel;Qté\nPC portable;dix\nÉcran;x 8\nPC fixe;un\nImprimante;beaucoup\n";
    let folder = Folder::new().with("parc.csv", list);
    folder.run(&["import", "parc.csv", "--out", "o"]);
    let units = |code: &str| {
        let kept = folder.read("o/inventory.csv");
        let mut rows = csv::Reader::from_reader(kept.as_bytes());
        let at = rows.headers().unwrap().iter().position(|name| name == "quantity").unwrap();
        let row =
            rows.records().map(Result::unwrap).find(|row| row.iter().any(|cell| cell == code));
        row.map(|row| row[at].to_owned())
    };
    assert_eq!(units("laptop").as_deref(), Some("10"));
    assert_eq!(units("monitor").as_deref(), Some("8"));
    assert_eq!(units("desktop").as_deref(), Some("1"));
    assert!(folder.read("o/rejects.csv").contains("beaucoup"));

    let asks = |list: &str| {
        let folder = Folder::new().with("parc.csv", list);
        folder.run(&["assess", "parc.csv", "--lang", "en"]).err
    };
    let os = asks("Type;Win 10;Win 11;Mac;Total\nPC portable;60;40;20;120\nPC fixe;70;10;0;80\n");
    assert!(os.contains("--column \"Total=quantity\"") && !os.contains("Total=site"), "{os}");
    let lent = asks("Matériel;Livré;Rendu;Solde\nPC portable;30;5;25\nÉcran;20;0;20\n");
    assert!(lent.contains("--column \"Solde=quantity\""), "{lent}");
    let years = asks("Parc au 31/12;2022;2023;2024\nPC portable;40;45;52\nPC fixe;60;50;41\n");
    assert!(years.contains("--column \"2024=quantity\""), "{years}");
}

/// The line to paste for a state stands whole in `unread-cells.csv`, whatever word it is of.
#[test]
fn the_line_to_paste_is_not_masked() {
    let list = "Type;Modèle;Statut\nlaptop;Latitude 5420;With user\n";
    let folder = Folder::new().with("parc.csv", list);
    folder.run(&["import", "parc.csv", "--out", "o", "--lang", "en"]);
    let unread = folder.read("o/unread-cells.csv");
    assert!(unread.contains("With user=STATE"), "{unread}");
}

/// The machines of a type in service and in stock, by what `import` keeps.
fn held(list: &str) -> Vec<(String, String, f64)> {
    let folder = Folder::new().with("parc.csv", list);
    let ran = folder.run(&["import", "parc.csv", "--out", "kept", "--year", "2025"]);
    assert_eq!(ran.code, Some(0), "{list}: {}", ran.err);
    let kept = std::fs::read_to_string(folder.path("kept/inventory.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(kept.as_bytes());
    let headings = rows.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|own| own == name).unwrap();
    let (kind, state, units) = (at("equipment_type"), at("status"), at("quantity"));
    let mut held: Vec<(String, String, f64)> = Vec::new();
    for row in rows.records().map(Result::unwrap) {
        let number = row[units].parse().unwrap_or(1.0);
        match held.iter_mut().find(|one| one.0 == row[kind] && one.1 == row[state]) {
            Some(one) => one.2 += number,
            None => held.push((row[kind].to_owned(), row[state].to_owned(), number)),
        }
    }
    held
}

#[track_caller]
fn holds(list: &str, expected: &[(&str, &str, f64)]) {
    let found = held(list);
    let found: Vec<(&str, &str, f64)> =
        found.iter().map(|(kind, state, units)| (kind.as_str(), state.as_str(), *units)).collect();
    assert_eq!(found, expected, "{list}");
}

/// A thing over its sorts, beside one that stands alone over both lines.
#[test]
fn a_group_of_sorts_stands_beside_a_thing_alone() {
    let rows = "Mairie;10;5;20\nÉcole;8;12;16\n";
    let expected = [
        ("desktop", "in_service", 18.0),
        ("laptop", "in_service", 17.0),
        ("monitor", "in_service", 36.0),
    ];
    let sorted = |list: &str| {
        let mut found = held(list);
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let expected =
            expected.map(|(kind, state, units)| (kind.to_owned(), state.to_owned(), units));
        assert_eq!(found, expected, "{list}");
    };
    sorted(&format!("Site;PC;;Écrans\n;Fixes;Portables;\n{rows}"));
    sorted(&format!("Site;PC;;\n;Fixes;Portables;Écrans\n{rows}"));
    let first = "Mairie;20;10;5\nÉcole;16;8;12\n";
    sorted(&format!("Site;Écrans;PC;\n;;Fixes;Portables\n{first}"));
}

/// One stock told at several stages is there once.
#[test]
fn units_wanted_ordered_and_received_are_the_same_units() {
    let of = |units: f64, screens: f64| {
        [("desktop", "in_service", units), ("monitor", "in_service", screens)]
    };
    let rows = "PC fixe;20;15;5\nÉcran;30;28;2\n";
    holds(&format!("Type;Besoin;Existant;Écart\n{rows}"), &of(15.0, 28.0));
    holds("Type;Commandés;Reçus\nPC fixe;20;15\nÉcran;30;28\n", &of(15.0, 28.0));
    let stages = "Type;Ordered;Received;Returned;On hand\ndesktop;20;18;1;17\nmonitor;30;30;2;28\n";
    holds(stages, &of(17.0, 28.0));
    let year =
        "Type;Début d'année;Achats;Sorties;Fin d'année\nPC fixe;20;5;3;22\nÉcran;30;4;2;32\n";
    holds(year, &of(22.0, 32.0));
    // What came is in service, and the rest is in stock.
    let expected = [
        ("desktop", "in_service", 15.0),
        ("desktop", "in_stock", 5.0),
        ("monitor", "in_service", 28.0),
        ("monitor", "in_stock", 2.0),
    ];
    holds(&format!("Type;Reçus;Déployés;Restants\n{rows}"), &expected);
    holds(&format!("Type;Quantité livrée;Quantité installée;Reste\n{rows}"), &expected);
    // What is ordered beside what is there is more.
    let beside = [
        ("desktop", "in_service", 20.0),
        ("desktop", "in_stock", 15.0),
        ("desktop", "ordered", 5.0),
        ("monitor", "in_service", 30.0),
        ("monitor", "in_stock", 28.0),
        ("monitor", "ordered", 2.0),
    ];
    holds(&format!("Type;En service;En stock;Commandés\n{rows}"), &beside);
}

/// A heading that says what the number in brackets below it is, and states with their numbers behind them.
#[test]
fn numbers_in_brackets_are_some_of_the_units() {
    let split = [
        ("desktop", "in_service", 7.0),
        ("desktop", "decommissioned", 1.0),
        ("laptop", "in_service", 10.0),
        ("laptop", "decommissioned", 2.0),
        ("monitor", "in_service", 20.0),
    ];
    for heading in ["Quantité (dont HS)", "Nb (dont HS)", "Total (dont HS)", "Qté [dont HS]"] {
        holds(&format!("Type;{heading}\nPC fixe;8 (1)\nPortable;12 (2)\nÉcran;20\n"), &split);
    }
    let stock = [
        ("desktop", "in_service", 6.0),
        ("desktop", "in_stock", 2.0),
        ("laptop", "in_service", 5.0),
        ("tablet", "in_service", 3.0),
        ("tablet", "decommissioned", 1.0),
    ];
    let rows =
        "PC fixe;8;OK (6), stock (2)\nPortable;5;OK (5)\nTablette;4;En service (3) / HS (1)\n";
    holds(&format!("Type;Quantité;État\n{rows}"), &stock);
    // Nothing says what the number in brackets is: the row is set aside, and never one machine.
    for list in [
        "Type;Quantité\nPC fixe;8 (1)\nÉcran;20\n",
        "Service;Fixes (dont HS);Écrans (dont HS)\nMairie;8 (1);20\n",
    ] {
        let folder = Folder::new().with("parc.csv", list);
        let ran = folder.run(&["import", "parc.csv", "--out", "kept", "--year", "2025"]);
        assert_eq!(ran.code, Some(0), "{list}: {}", ran.err);
        assert!(folder.read("kept/rejects.csv").contains("8 (1)"), "{list}");
    }
    // A year behind a state is no number of units.
    holds(
        "Type;Quantité;État\nImprimante;3;HS (2023)\nÉcran;2;OK\n",
        &[("printer_laser", "decommissioned", 3.0), ("monitor", "in_service", 2.0)],
    );
}
