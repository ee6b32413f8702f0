//! What a person sees first: one screen that answers, whatever the inventory, in both languages.

use crate::support::{Folder, Ran, root, run_in};

/// Runs `assess` and holds its screen: 22 lines of 80 columns, no control but line ends.
#[track_caller]
fn screen(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let lines: Vec<String> = ran.out.lines().map(str::to_owned).collect();
    assert!(lines.len() <= 22, "{} lines:\n{}", lines.len(), ran.out);
    for line in &lines {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
        assert!(!line.contains('\u{1b}'), "colours where there is no terminal: {line}");
    }
    lines
}

#[test]
fn the_examples_answer_on_one_screen() {
    for lang in ["fr", "en"] {
        for example in ["inventories/mairie-exemple", "inventories/pme-exemple"] {
            let ran = run_in(root(), &["assess", example, "--lang", lang]);
            let lines = screen(&ran).join("\n");
            for (fr, en) in [
                ("Empreinte de l'année", "Footprint of the year"),
                ("à 90 %", "90%:"),
                ("sous le jeu", "under set"),
                ("par personne", "per person"),
                ("Pas dans ce total", "Not in this total"),
                ("hypothèses", "assumptions"),
                ("  3. ", "  3. "),
                ("`--detail`", "`--detail`"),
            ] {
                let wanted = if lang == "fr" { fr } else { en };
                assert!(lines.contains(wanted), "{wanted} is not in:\n{lines}");
            }
        }
    }
}

#[test]
fn a_figure_at_the_edge_of_what_is_published_is_said_on_the_first_screen() {
    let said = |args: &[&str]| run_in(root(), args).out;
    // 69.84 kg, of 69.84, 222, 357, 430 and 431 published; a smartphone is the highest of its own.
    let screen = said(&["assess", "inventories/pme-exemple", "--lang", "en"]);
    assert!(
        screen.contains(
            "  factor at its lowest       monitor: 69.84 kgCO2e (published: 69.84 to 431)\n"
        ),
        "{screen}"
    );
    assert!(screen.contains("  factor at its highest      smartphone: "), "{screen}");
    // Of what weighs less than a twentieth of the making nothing is said.
    let folder = Folder::inventory(
        "equipment_id;equipment_type;acquired_on;quantity\nA;server;2023-01-01;100\nB;monitor;2023-01-01;1\n",
    );
    let ran = folder.run(&["assess", ".", "--year", "2025", "--lang", "en"]);
    assert!(!ran.out.contains("at its lowest"), "{}", ran.out);
}

#[test]
fn the_year_before_stands_beside_where_its_inventory_is() {
    let town = run_in(root(), &["assess", "inventories/mairie-exemple", "--lang", "en"]).out;
    assert!(town.contains("since 2024") && town.contains("like for like"), "{town}");
    let shop = run_in(root(), &["assess", "inventories/pme-exemple", "--lang", "en"]).out;
    assert!(!shop.contains("since "), "{shop}");
}

#[test]
fn services_stand_in_the_largest_lines() {
    let town = run_in(root(), &["assess", "inventories/mairie-exemple", "--lang", "en"]).out;
    let largest = town.lines().skip_while(|line| !line.is_empty()).nth(1).unwrap();
    assert!(largest.starts_with("  A4 paper"), "{town}");
}

#[test]
fn dirty_inventories_take_no_more_than_a_screen() {
    let long = "x".repeat(300);
    let mut dirty = String::from("Type,Marque,Modèle,Date d'achat,Stock,Nb,Sigle\n");
    for at in 0..40 {
        let rows = [
            format!("Ordinateur portable,Dell,{long},31/02/2021,{at},2,ZZ\n"),
            format!("{long},,,,,,\n"),
            format!("Écran,HP,情報機器の一覧表をここに書く,2040-01-01,{at},1,AA\n"),
            "Serveur,,,,5,3,\u{1b}[31m\n".to_owned(),
            ",,,,,,\n".to_owned(),
        ];
        dirty += &rows[at % rows.len()];
    }
    let names = ["情報システム部".repeat(20), "a".repeat(200), "tab\tété".to_owned()];
    for lang in ["fr", "en"] {
        for name in &names {
            let folder = Folder::new().with("parc.csv", &dirty);
            let args = ["assess", "parc.csv", "--year", "2025", "--organisation", name];
            screen(&folder.run(&[&args[..], &["--lang", lang]].concat()));
        }
        let folder = Folder::new().with("parc.csv", &dirty);
        let args = ["assess", "parc.csv", "--year", "2025", "--criteria", "gwp,pe"];
        let factors = ["--factors", "core-2026.12", "--lang", lang];
        let ran = folder.run(&[&args[..], &factors[..]].concat());
        screen(&ran);
    }
}

#[test]
fn twelve_devices_end_with_a_number_an_interval_and_three_things_to_do() {
    let rows = "Type,Quantité\nOrdinateur portable,6\nÉcran,4\nSmartphone,1\nImprimante,1\n";
    let folder = Folder::new().with("parc.csv", rows);
    let args = ["assess", "parc.csv", "--headcount", "8", "--year", "2025", "--lang", "fr"];
    let lines = screen(&folder.run(&args)).join("\n");
    assert!(lines.contains("(8 personnes)") && lines.contains("à 90 %"), "{lines}");
    for number in ["  1. ", "  2. ", "  3. "] {
        let line = lines.lines().find(|line| line.starts_with(number)).unwrap();
        assert!(line.contains(" -") && line.ends_with("kg CO₂e"), "{line}");
    }
}

#[test]
fn strict_says_why_it_ends_with_three() {
    let args = ["assess", "inventories/pme-exemple", "--strict", "--lang", "en"];
    let ran = run_in(root(), &args);
    assert_eq!(ran.code, Some(3));
    let said: Vec<&str> = ran.err.lines().filter(|line| line.contains("--strict")).collect();
    assert_eq!(said.len(), 1, "{}", ran.err);
    assert!(said[0].contains("16 units") && said[0].contains("status 3"), "{}", ran.err);
}

#[test]
fn every_command_has_its_manual_page_in_both_languages() {
    let folder = Folder::new();
    for (lang, word) in [("fr", "Évaluer l"), ("en", "Assess the footprint")] {
        let ran = folder.run(&["man", "--out", lang, "--lang", lang]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let page = folder.read(&format!("{lang}/empreinte-assess.1"));
        assert!(page.contains(word), "{page}");
        assert!(page.contains(".TH EMPREINTE-ASSESS 1"), "{page}");
        assert!(folder.path(&format!("{lang}/empreinte-factors-import.1")).exists());
    }
}
