//! Structure of inventories between their rows and above their headings: titles of telephony, framed titles
//! of states, families written once, one estate at several days. The machines were counted by hand first.

use crate::counted_once::{check, import};
use crate::support::Folder;

const PHONES: [(&str, u32); 2] = [("ip_phone", 12), ("smartphone", 8)];

fn with(own: &[(&'static str, u32)]) -> Vec<(&'static str, u32)> {
    PHONES.iter().chain(own).copied().collect()
}

#[test]
fn below_a_title_of_telephony_words_of_two_senses_are_telephones() {
    for title in
        ["Téléphonie", "Téléphones", "Parc téléphonie 2025", "Phones", "=== TELEPHONIE ==="]
    {
        let ran = check(
            &format!("Type;Qté\nPC fixe;10\n{title};\nFixe;12\nPortable;8\n"),
            &with(&[("desktop", 10)]),
            0,
        );
        assert!(
            ran.err.contains("--type \"Fixe=desktop\" --type \"Portable=laptop\""),
            "{}",
            ran.err
        );
    }
    // Another title ends it, and a telephone without a number or a state does not.
    let ran = import(
        "Type;Qté\nTéléphonie;\nSmartphone;3\nFixe;12\nPortable;8\nInformatique;\nFixe;4\nPortable;5\n",
    );
    let expected = [("ip_phone", 12.0), ("smartphone", 11.0), ("desktop", 4.0), ("laptop", 5.0)];
    assert_eq!(
        ran.0,
        expected.map(|(kind, units)| (kind.to_owned(), units)).into(),
        "{}",
        ran.2.err
    );
    check(
        "Type;Qté\nPC fixe;10\nTéléphonie;\nFixe;12\nEn stock;\nPortable;8\n",
        &[("desktop", 10), ("ip_phone", 12), ("smartphone:in_stock", 8)],
        0,
    );
    // Such a state or telephone may be the only thing above the words of two senses.
    for (within, own) in
        [("En stock;", ("ip_phone:in_stock", 12)), ("Smartphone;", ("ip_phone", 12))]
    {
        let (units, _, ran, _) = import(&format!("Type;Qté\nTéléphonie;\n{within}\nFixe;12\n"));
        assert_eq!(units.get(own.0), Some(&f64::from(own.1)), "{within}{}", ran.err);
        assert!(!units.contains_key("desktop"), "{within}{}", ran.err);
    }
    // Below what is looked at first they are told all the same.
    let many = format!("Écran;1;{}\n", "x".repeat(300)).repeat(1_000);
    let table = format!(
        "Type;Qté;Commentaire\nTéléphonie;;\nFixe;2;\nÉcrans;;\n{many}Téléphones;;\nFixe;10;\nPortable;8;\n"
    );
    let (units, _, ran, _) = import(&table);
    let expected = [("ip_phone", 12.0), ("monitor", 1_000.0), ("smartphone", 8.0)];
    let expected = expected.map(|(kind, units)| (kind.to_owned(), units)).into();
    assert_eq!(units, expected, "{}", ran.err);
    // In groups of headings, above tables side by side, and between the rows of a cross table.
    check(
        "Site;Informatique;;Téléphonie;\n;Fixe;Portable;Fixe;Portable\nMairie;10;5;4;3\nÉcole;2;3;1;2\n",
        &[("desktop", 12), ("laptop", 8), ("ip_phone", 5), ("smartphone", 5)],
        0,
    );
    check(
        "Téléphonie;;;Informatique;\nType;Qté;;Type;Qté\nFixe;12;;Fixe;3\nPortable;8;;Portable;4\n",
        &with(&[("desktop", 3), ("laptop", 4)]),
        0,
    );
    let ran = check(
        "Type;Mairie;École\nPC fixe;3;2\nTéléphonie;;\nFixe;5;7\nPortable;6;2\n",
        &with(&[("desktop", 5)]),
        0,
    );
    assert!(ran.err.contains("title \"Téléphonie\""), "{}", ran.err);
    // What the user says goes before.
    let table = "Type;Qté\nTéléphonie;\nFixe;12\nPortable;8\n";
    let folder = Folder::new().with("parc.csv", table);
    folder.run(&["import", "parc.csv", "--type", "Fixe=desktop", "--out", "out"]);
    assert!(folder.read("out/inventory.csv").contains(",desktop,"));
    // Computers without such a title, and one telephone among them, are what they were.
    check(
        "Type;Qté\nFixe;12\nPortable;8\nSmartphone;2\nÉcran;3\n",
        &[("desktop", 12), ("laptop", 8), ("smartphone", 2), ("monitor", 3)],
        0,
    );
}

#[test]
fn a_framed_title_says_the_state_of_the_rows_below_it() {
    for (title, state) in [
        ("=== HORS SERVICE ===", "decommissioned"),
        ("--- En stock ---", "in_stock"),
        ("** Réserve **", "in_stock"),
        ("[Stock]", "in_stock"),
        (">> Rebut <<", "decommissioned"),
        ("# In stock #", "in_stock"),
        ("— Réformés —", "decommissioned"),
        ("En stock", "in_stock"),
    ] {
        let kind = format!("monitor:{state}");
        let table = format!("Type;Qté\nPC fixe;10\n{title};\nÉcran;4\n");
        let ran = check(&table, &[("desktop", 10), (&kind, 4)], 0);
        assert!(ran.err.contains("=in_service\"`"), "{}", ran.err);
        let crossed = format!("Type;Mairie;École\nPC fixe;3;7\n{title};;\nÉcran;1;3\n");
        check(&crossed, &[("desktop", 10), (&kind, 4)], 0);
    }
    // The line to paste names it without its frame.
    let table = "Type;Qté\nPC fixe;10\n=== HORS SERVICE ===;\nÉcran;4\n";
    let folder = Folder::new().with("parc.csv", table);
    folder.run(&["import", "parc.csv", "--state", "HORS SERVICE=in_service", "--out", "out"]);
    let written = folder.read("out/inventory.csv");
    assert!(!written.contains(",decommissioned,"), "{written}");
    assert!(written.lines().any(|row| row.contains("monitor") && row.contains(",4,")), "{written}");
    // One in service ends it, and above one of two tables it is of that one.
    check(
        "Type;Qté\n*** HS ***;\nPC fixe;10\n*** En service ***;\nÉcran;4\n",
        &[("desktop:decommissioned", 10), ("monitor", 4)],
        0,
    );
    check(
        "En service;;;Réserve;\nType;Qté;;Type;Qté\nPC fixe;12;;Écran;3\nÉcran;8;;Écran;4\n",
        &[("desktop", 12), ("monitor", 8), ("monitor:in_stock", 7)],
        0,
    );
    // Below types in the headings rows are places: one of them may hold nothing, and be called so.
    let table = "Site;PC;Écran\nMairie;10;12\nStock;;\nÉcole;8;9\n";
    let ran = check(table, &[("desktop", 18), ("monitor", 21)], 0);
    assert!(ran.err.contains("row \"Stock\", without numbers"), "{}", ran.err);
    let folder = Folder::new().with("parc.csv", table);
    for (state, kept) in [("in_stock", 2), ("in_service", 0)] {
        let told = format!("Stock={state}");
        let ran =
            folder.run(&["import", "parc.csv", "--state", &told, "--lang", "en", "--out", state]);
        let written = folder.read(&format!("{state}/inventory.csv"));
        assert_eq!(written.matches(",in_stock,").count(), kept, "{written}{}", ran.err);
        assert_eq!(written.lines().count(), 5, "{written}");
        assert!(!ran.err.contains("without numbers"), "{}", ran.err);
    }
    check(
        "Site;PC;Écran\nMairie;10;12\n=== STOCK ===;;\nÉcole;8;9\n",
        &[("desktop", 10), ("desktop:in_stock", 8), ("monitor", 12), ("monitor:in_stock", 9)],
        0,
    );
    let ran = check(
        "Site;PC;Écran;Stock\nMairie;10;12;1\nStock;3;4;0\nÉcole;8;9;0\n",
        &[("desktop", 21), ("monitor", 25)],
        0,
    );
    assert!(!ran.err.contains("without numbers"), "{}", ran.err);
    // A machine with its state is a row.
    check(
        "Type;Qté\nPC fixe;10\nPC (HS);1\n",
        &[("desktop", 10), ("desktop:decommissioned", 1)],
        0,
    );
}

#[test]
fn a_family_written_once_holds_for_the_rows_that_leave_it_blank() {
    let ran = check(
        "Famille;Modèle;Qté\nPC portables;Dell 5420;12\n;HP 840;5\nÉcrans;Dell P2422H;7\n;Zorg X1;3\n",
        &[("laptop", 17), ("monitor", 10)],
        0,
    );
    assert!(ran.err.contains("written once, read as it is: 2"), "{}", ran.err);
    check(
        "Type;Site;Qté\nPC portable;Mairie;12\n;École;5\nÉcran;Mairie;7\n;École;3\nTotal;;27\n",
        &[("laptop", 17), ("monitor", 10)],
        0,
    );
    check("Type,Model,Count\nLaptop,Zorg A1,12\n,Zorg A2,5\n", &[("laptop", 17)], 0);
    check(
        "Catégorie;Type;Qté\nTéléphonie;Fixe;3\n;Portable;4\nInformatique;Fixe;5\n;Portable;6\n",
        &[("ip_phone", 3), ("smartphone", 4), ("desktop", 5), ("laptop", 6)],
        0,
    );
    // A type on several rows is written where it holds; one that is forgotten is asked.
    for table in [
        "Type;Modèle;Qté\nPC portable;Zorg A1;12\nPC portable;Zorg A2;5\n;Zorg A3;3\n",
        "Type;Modèle;Qté\n;Zorg A1;12\nPC portable;Zorg A2;5\n;Zorg A3;3\n",
    ] {
        let (units, aside, ran, _) = import(table);
        assert!(!aside.is_empty() && units.len() == 1, "{table}{}", ran.err);
        assert!(!ran.err.contains("written once"), "{}", ran.err);
    }
}

#[test]
fn one_estate_at_several_days_counts_once() {
    let rows = |days: [&str; 2]| {
        let [one, two] = days;
        format!("{one};PC fixe;10\n{one};Écran;12\n{two};PC fixe;11\n{two};Écran;14\n")
    };
    let last = [("desktop", 11), ("monitor", 14)];
    for days in
        [["2023-12-31", "2024-12-31"], ["31/12/2024", "30/06/2025"], ["31/12/2025", "31/12/2024"]]
    {
        let expected =
            if days[0] == "31/12/2025" { [("desktop", 10), ("monitor", 12)] } else { last };
        let ran = check(&format!("Date;Type;Qté\n{}", rows(days)), &expected, 0);
        assert!(ran.err.contains("rows of other days, which do not count: 2"), "{}", ran.err);
        assert!(ran.err.contains("--column \"Date=recorded_on\""), "{}", ran.err);
    }
    // One after the end of the year asked for does not count, and a day written once holds below.
    check(
        &format!("Situation au;Type;Qté\n{}", rows(["15/03/2025", "15/03/2026"])),
        &[("desktop", 10), ("monitor", 12)],
        0,
    );
    check(
        "Situation au;Type;Qté\n01/03/2024;PC fixe;10\n;Écran;12\n01/03/2025;PC fixe;11\n;Écran;14\n",
        &last,
        0,
    );
    check("Date;PC fixe;Écran\n31/12/2023;10;12\n31/12/2024;11;14\n", &last, 1);
    // One day in two forms is one.
    check(
        "Date;Site;PC fixe;Écran\n31/12/2023;Mairie;9;9\n2023-12-31;École;7;7\n31/12/2024;Mairie;5;6\n\
         2024-12-31;École;6;8\n",
        &last,
        2,
    );
    check(
        "Date;Type;Qté\n31/12/2023;PC fixe;10\n2023-12-31;Écran;12\n31/12/2024;PC fixe;11\n2024-12-31;Écran;14\n",
        &last,
        0,
    );
    // Years, and days that may be of purchase, are asked; the line to paste takes the last.
    for (heading, days) in [("Année", ["2023", "2024"]), ("Date", ["15/03/2023", "20/09/2024"])] {
        let table = format!("{heading};Type;Qté\n{}", rows(days));
        let ran = check(&table, &[("desktop", 21), ("monitor", 26)], 0);
        assert!(ran.err.contains("and all add up"), "{}", ran.err);
        let folder = Folder::new().with("parc.csv", table);
        let told = format!("{heading}=recorded_on");
        let ran =
            folder.run(&["import", "parc.csv", "--column", &told, "--lang", "en", "--out", "out"]);
        let written = folder.read("out/inventory.csv");
        assert!(written.contains(",11,") && !written.contains(",10,"), "{written}{}", ran.err);
        assert!(!ran.err.contains("several days"), "{}", ran.err);
    }
    // What was bought adds up, and so does a list of things that each have a day.
    let ran = check(
        &format!("Date d'achat;Type;Qté\n{}", rows(["31/12/2023", "31/12/2024"])),
        &[("desktop", 21), ("monitor", 26)],
        0,
    );
    assert!(!ran.err.contains("several days"), "{}", ran.err);
    let ran = check(
        "Date;Type;Qté\n31/12/2023;PC fixe;10\n31/12/2024;Écran;14\n31/12/2024;Serveur;2\n",
        &[("desktop", 10), ("monitor", 14), ("server", 2)],
        0,
    );
    assert!(!ran.err.contains("several days"), "{}", ran.err);
}

#[test]
fn of_a_list_too_long_to_look_through_no_day_is_chosen_and_that_is_said() {
    let machines = |day: &str| -> String {
        let long = "x".repeat(300);
        (0..500).map(|at| format!("{day};PC fixe;M{at} {long};1\n")).collect::<Vec<_>>().concat()
    };
    let [one, two] = ["31/12/2023", "31/12/2024"].map(machines);
    let table = format!("Date;Type;Modèle;Qté\n{one}{two}");
    let ran = check(&table, &[("desktop", 1_000)], 0);
    assert!(ran.err.contains("\"Date\": the list is too long"), "{}", ran.err);
    let folder = Folder::new().with("parc.csv", table);
    for (told, is_said) in [("recorded_on", true), ("acquired_on", false), ("unread", false)] {
        let told = format!("Date={told}");
        let ran =
            folder.run(&["import", "parc.csv", "--column", &told, "--lang", "en", "--out", "out"]);
        assert_eq!(ran.err.contains("the list is too long"), is_said, "{told}{}", ran.err);
        assert_eq!(ran.code, Some(0), "{told}{}", ran.err);
    }
    // Days of purchase, each thing once, are not asked.
    let ran = check(
        &format!("Date;Type;Modèle;Qté\n{one}{}", two.replace(";M", ";N")),
        &[("desktop", 1_000)],
        0,
    );
    assert!(!ran.err.contains("the list is too long"), "{}", ran.err);
}

#[test]
fn of_columns_told_from_others_before_them_the_last_counts() {
    let rows = "PC portable;10;12\nÉcran;25;30\n";
    let last = [("laptop", 12), ("monitor", 30)];
    for headings in [
        "Ancien parc;Nouveau parc",
        "Parc avant;Parc après",
        "Avant;Après",
        "Ancien;Nouveau",
        "Old stock;New stock",
        "N-1;N",
        "Qté N-1;Qté N",
        "Parc FY23;Parc FY24",
    ] {
        let ran = check(&format!("Type;{headings}\n{rows}"), &last, 0);
        let (first, second) = headings.split_once(';').unwrap();
        assert!(ran.err.contains(&format!("\"{first}\" not read")), "{}", ran.err);
        let folder = Folder::new().with("parc.csv", format!("Type;{headings}\n{rows}"));
        folder.run(&[
            "import",
            "parc.csv",
            "--column",
            &format!("{second}=unread"),
            "--out",
            "out",
        ]);
        assert!(folder.read("out/inventory.csv").contains(",10,"), "{headings}");
    }
    let states =
        [("desktop", 12), ("desktop:in_stock", 3), ("monitor", 22), ("monitor:in_stock", 5)];
    let numbers = "PC fixe;10;2;12;3\nÉcran;20;4;22;5\n";
    for headings in [
        ";2024;;2025;\nType;En service;Stock;En service;Stock",
        "Type;En service 2024;Stock 2024;En service 2025;Stock 2025",
    ] {
        let ran = check(&format!("{headings}\n{numbers}"), &states, 0);
        assert!(ran.err.contains("\"En service 2024\" not read"), "{}", ran.err);
    }
    // Old and new things are two sorts of them, and years alone say nothing of what they count.
    check("Site;PC neufs;PC anciens\nMairie;12;3\nÉcole;5;2\n", &[("desktop", 22)], 0);
    for years in ["2024;2025", "FY24;FY25"] {
        let (_, _, ran, _) = import(&format!("Type;{years}\n{rows}"));
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        let last = years.split(';').next_back().unwrap();
        assert!(ran.err.contains(&format!("--column \"{last}=quantity\"")), "{}", ran.err);
    }
}

#[test]
fn a_part_of_one_thing_is_not_added_to_it() {
    for (thing, part) in
        [("PC", "dont en réserve"), ("Écrans", "dont HS"), ("PC", "of which spare")]
    {
        let kind = if thing == "PC" { "desktop" } else { "monitor" };
        let ran =
            check(&format!("Site;{thing};{part}\nMairie;10;2\nÉcole;20;4\n"), &[(kind, 30)], 0);
        assert!(ran.err.contains(&format!("\"{part}\" not read")), "{}", ran.err);
    }
    // Columns that may add up are asked, with the lines that add them.
    let table = "Type;Loués;Achetés\nPC fixe;10;12\nÉcran;20;24\n";
    let (_, _, ran, _) = import(table);
    assert!(ran.err.contains("`--column \"Loués=site\" --column \"Achetés=site\"`"), "{}", ran.err);
    let folder = Folder::new().with("parc.csv", table);
    folder.run(&[
        "import",
        "parc.csv",
        "--column",
        "Loués=site",
        "--column",
        "Achetés=site",
        "--out",
        "out",
    ]);
    assert_eq!(folder.read("out/inventory.csv").matches("desktop").count(), 2);
}

#[test]
fn a_line_is_offered_only_where_it_reads_more() {
    for (table, never) in [
        ("Type;Lieu;Qté\nPC fixe;Mairie;3\nPC fixe;Stock;2\nÉcran;École;4\n", "Lieu=status"),
        (
            "Rubrique;Libellé;Qté\nRéseau;Switch Cisco 2960;3\nPostes;Dell Latitude 5420;2\nImpression;HP LaserJet M404;4\n",
            "Rubrique=equipment_type",
        ),
        (
            "Type;Modèle;Batterie\nPC portable;Latitude 5420;OK\nPC portable;Latitude 5420;HS\nPC portable;Latitude 5430;OK\n",
            "Batterie=status",
        ),
    ] {
        let (_, _, ran, _) = import(table);
        assert!(ran.code == Some(0) && !ran.err.contains(never), "{table}{}", ran.err);
    }
    // States that are most of a column are offered.
    let (_, _, ran, _) = import("Type;Lieu;Qté\nPC fixe;Rebut;3\nPC fixe;Stock;2\nÉcran;École;4\n");
    assert!(ran.err.contains("--column \"Lieu=status\""), "{}", ran.err);
}
