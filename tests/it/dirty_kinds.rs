//! Lists of other trades and tables of other forms: registers of the accounts, mobile lines, tables
//! one below another, cross tables, rows that are no equipment.

use crate::dirty::{columns, import};
use crate::support::Folder;
use crate::workbooks::{data, xlsx};

#[test]
fn rows_out_of_scope_are_listed_with_what_they_are_by_import_and_assess_alike() {
    let folder = Folder::new().with(
        "parc.csv",
        "Type;Marque;Modèle;Utilisateur\nPortable;Dell;Latitude 5420;x\nChaise;Ikea;Bekant;Jean Exemple\n\
         Portable;Dell;Latitude 5420;x\nLicence Office 365 (jean@exemple.org);;;\nVoiture;Renault;Kangoo;\n",
    );
    for command in ["import", "assess"] {
        let args = [command, "parc.csv", "--out", command, "--year", "2025"];
        assert_eq!(folder.run(&args).code, Some(0));
        assert_eq!(
            folder.read(&format!("{command}/out-of-scope.csv")),
            "file,line,column,value,kind,label\n\
             parc.csv,3,Type,Chaise,furniture,mobilier\n\
             parc.csv,5,Type,Licence Office 365 (***),software,logiciel\n\
             parc.csv,6,Type,Voiture,vehicle,véhicule\n",
            "{command}"
        );
    }
}

#[test]
fn tables_one_below_another_are_each_read_under_their_own_headings() {
    let read = import(
        "parc.csv",
        "Type;Marque;Modèle;Quantité\nPC portable;Dell;Latitude 5420;3\n\n\
         Désignation;Nombre;Site;Année d'achat\nEcran;5;Mairie;2020\nImprimante laser;2;Ecole;2021\n",
    );
    columns(&read, "equipment_type", &["laptop", "monitor", "printer_laser"]);
    columns(&read, "quantity", &["3", "5", "2"]);
    columns(&read, "site", &["", "Mairie", "Ecole"]);
    columns(&read, "equipment_id", &["parc.csv:2", "parc.csv:5", "parc.csv:6"]);
    columns(&read, "acquired_on", &["", "2020-07-01", "2021-07-01"]);
    assert!(read.said.contains("each read under its own headings (lines 4)"), "{}", read.said);
}

#[test]
fn a_table_below_another_that_is_met_too_late_stops_the_run_with_its_line() {
    let rows: Vec<String> =
        (0..20_000).map(|at| format!("PC portable;Dell;Latitude 5420;{at}\n")).collect();
    let rows = rows.concat();
    let list = format!(
        "Type;Marque;Modèle;N° inventaire\n{rows}N° inventaire;Nombre;Désignation;Site\nA;5;Ecran;Mairie\n"
    );
    let folder = Folder::new().with("parc.csv", &list);
    let ran = folder.run(&["import", "parc.csv", "--out", "out", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        ran.err.contains("another table begins here") && ran.err.contains("20002"),
        "{}",
        ran.err
    );
}

#[test]
fn a_register_of_assets_tells_type_maker_model_and_units_by_its_labels() {
    let read = import(
        "immobilisations.csv",
        "N° immobilisation;Libellé;Date acquisition;Date mise en service;Valeur brute;VNC;Compte;Durée amort.\n\
         2021-1;PC PORTABLE DELL LATITUDE 5420;12/03/2021;15/03/2021;1 250,00;312;2183;4\n\
         2021-2;LOT 12 ECRANS 24\";12/03/2021;15/03/2021;1 800,00;450;2183;4\n\
         2022-3;ECRAN HP E24 G4 x 4;02/06/2022;02/06/2022;760,00;380;2183;4\n\
         2022-4;BUREAU 160X80 HETRE;02/06/2022;02/06/2022;420,00;300;2184;10\n\
         2019-5;VOITURE RENAULT KANGOO;02/06/2019;02/06/2019;16 420,00;0;2182;5\n\
         2023-6;LICENCE OFFICE 365 E3;02/06/2023;02/06/2023;1 420,00;300;205;3\n",
    );
    columns(&read, "equipment_type", &["laptop", "monitor_24_27in", "monitor"]);
    columns(&read, "manufacturer", &["Dell", "", "HP"]);
    columns(&read, "model", &["LATITUDE 5420", "", "E24 G4"]);
    columns(&read, "quantity", &["1", "12", "4"]);
    columns(&read, "equipment_id", &["2021-1", "2021-2", "2022-3"]);
    columns(&read, "price_eur", &["1250", "", ""]);
    columns(&read, "warranty_months", &["", "", ""]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    assert!(!read.said.contains("VNC"), "{}", read.said);
    // A register that names the models alone, most of it no equipment.
    let read = import(
        "immobilisations.csv",
        "N° immobilisation;Compte;Désignation;Date acquisition;Valeur brute;VNC\n\
         1;2183;Latitude 5420;12/03/2021;1 250,00;200\n2;2184;Armoire haute;02/06/2022;420,00;100\n\
         3;2184;Fauteuil;02/06/2022;420,00;100\n4;2184;Table;22/06/2022;420,00;100\n",
    );
    columns(&read, "equipment_type", &["laptop"]);
    columns(&read, "model", &["Latitude 5420"]);
}

#[test]
fn a_list_of_mobile_lines_gives_its_terminals_and_nobody() {
    let read = import(
        "lignes.csv",
        "N° de ligne;IMEI;Terminal;Forfait;Utilisateur;N° SIM\n\
         06 12 34 56 78;356938035643809;Samsung Galaxy A53;Pro 50 Go;Marie EXEMPLE;8933010000000000001\n\
         06 12 34 56 79;356938035643817;Apple iPhone 13 128Go;Pro 50 Go;Jean EXEMPLE;8933010000000000002\n\
         06 12 34 56 80;;;Data 5 Go;;8933010000000000003\n\
         07 00 00 00 01;;SIM seule;M2M 10 Mo;;8933010000000000004\n\
         06 12 34 56 81;356938035643825;Huawei E3372 Clé 4G;Data 20 Go;Accueil;8933010000000000005\n\
         06 12 34 56 82;356938035643833;iPad 9e génération;Data 20 Go;Paul EXEMPLE;8933010000000000006\n\
         06 12 34 56 83;356938035643841;Zanzibar Z7;Pro 50 Go;Luc EXEMPLE;8933010000000000007\n",
    );
    columns(
        &read,
        "equipment_type",
        &["smartphone", "smartphone", "internet_box", "tablet", "smartphone"],
    );
    columns(
        &read,
        "model",
        &["Galaxy A53", "iPhone 13 128Go", "E3372 Clé 4G", "iPad 9e génération", "Zanzibar Z7"],
    );
    columns(&read, "manufacturer", &["Samsung", "Apple", "Huawei", "", ""]);
    assert!(read.rows[4]["assumed"].contains("usual_type"), "{}", read.rows[4]["assumed"]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    for told in ["EXEMPLE", "06 12", "3569", "89330"] {
        let rows = format!("{:?}", read.rows);
        assert!(!read.said.contains(told) && !rows.contains(told), "{told}: {}", read.said);
    }
}

#[test]
fn whom_a_thing_was_lent_to_is_masked_but_where_the_file_names_it_as_a_place() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Site;Etat\nPortable;Latitude 5400;Lyon;Bidule prêté à Marie\n\
         Portable;Latitude 5400;Nantes;Bidule prêté à Lyon\nPortable;Latitude 5400;Lyon;En service\n",
    );
    assert!(
        read.unread.contains("prêté à ***") && !read.unread.contains("Marie"),
        "{}",
        read.unread
    );
    assert!(read.unread.contains("prêté à Lyon"), "{}", read.unread);
}

#[test]
fn a_plotter_is_no_copier_and_has_no_factor_of_one() {
    let read =
        import("parc.csv", "Type;Marque;Modèle\nTraceur;HP;DesignJet T650\nTraceur;;\nCopieur;;\n");
    columns(&read, "equipment_type", &["printer", "printer", "photocopier"]);
}

#[test]
fn a_column_is_not_said_to_be_a_field_of_another_unit() {
    let folder =
        Folder::new().with("parc.csv", "Type;Modèle;Puissance (W)\nPortable;Latitude 5420;65\n");
    let ran = folder.run(&[
        "assess",
        "parc.csv",
        "--year",
        "2025",
        "--lang",
        "en",
        "--column",
        "Puissance (W)=annual_energy_kwh",
    ]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("its heading says `W`"), "{}", ran.err);
}

#[test]
fn names_of_machines_are_known_however_their_heading_is_written() {
    for heading in ["PC-NAME", "NOM-PC", "Nom du poste", "Nom de l'ordinateur"] {
        let read =
            import("parc.csv", &format!("{heading};Type;Modèle\nPC-042;Portable;Latitude 5420\n"));
        columns(&read, "equipment_id", &["PC-042"]);
    }
}

#[test]
fn a_cross_table_counts_things_and_not_what_is_said_of_them() {
    let read = import(
        "parc.csv",
        "Salle;Nb PC;Année PC;Nb écrans;Prix PC;PC prévus\nS1;15;2019;15;500;4\nS2;12;2012;12;600;3\n",
    );
    columns(&read, "equipment_type", &["desktop", "monitor", "desktop", "monitor"]);
    columns(&read, "quantity", &["15", "15", "12", "12"]);
}

#[test]
fn a_table_of_states_is_turned_round_whatever_few_headings_it_has() {
    let read = import(
        "parc.csv",
        "Type;Modèle;En service;En stock;HS\nPC portable;Latitude 5400;30;12;3\nPC fixe;OptiPlex 3070;45;8;6\n",
    );
    columns(&read, "quantity", &["30", "12", "3", "45", "8", "6"]);
    columns(
        &read,
        "status",
        &["in_service", "in_stock", "decommissioned", "in_service", "in_stock", "decommissioned"],
    );
}

#[test]
fn a_heading_that_says_more_than_a_known_one_is_another() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Pays de fabrication;Nombre de ports\nPC portable;Latitude 5400;Chine;4\n\
         PC fixe;OptiPlex 3070;Chine;6\nEcran;P2419H;Taïwan;2\n",
    );
    columns(&read, "country", &["", "", ""]);
    columns(&read, "cpu_cores", &["", "", ""]);
}

#[test]
fn a_day_out_of_service_is_none_of_entering_it() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Mise hors service\nPC portable;Latitude 5400;\nPC portable;Latitude 5400;31/03/2025\n\
         PC portable;Latitude 5400;30/06/2019\n",
    );
    columns(&read, "decommissioned_on", &["", "2025-03-31", "2019-06-30"]);
    columns(&read, "in_service_on", &["", "", ""]);
}

#[test]
fn what_the_user_says_of_a_field_is_not_guessed_besides() {
    let folder = Folder::new()
        .with("parc.csv", "Catégorie;Type;Nb\nPC;Portable;3\nÉcran;24 pouces;4\nPC;Fixe;2\n");
    let ran = folder.run(&[
        "import",
        "parc.csv",
        "--out",
        "out",
        "--year",
        "2025",
        "--column",
        "Type=equipment_type",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = crate::support::impacts(&folder.path("out/inventory.csv"));
    let kinds: Vec<&str> = rows.iter().map(|row| row["equipment_type"].as_str()).collect();
    assert!(kinds.contains(&"laptop"), "{kinds:?} {}", ran.err);
}

#[test]
fn a_corrected_row_takes_the_place_of_the_row_that_was_quoted() {
    let folder = Folder::new()
        .with("parc.csv", "Site;PC fixes;PC portables;Écrans\nMairie;3?;1;4\nÉcole;2;2;5\n");
    let args = ["import", "parc.csv", "--out", "one", "--year", "2025"];
    assert_eq!(folder.run(&args).code, Some(0));
    let rejects = folder.read("one/rejects.csv");
    assert_eq!(rejects.lines().count(), 2, "{rejects}");
    // The own columns come first: the place, the type, the number.
    let corrected = rejects.replacen(",3?,", ",3,", 1);
    assert_ne!(corrected, rejects);
    let folder = folder.with("rejects.csv", &corrected);
    let args = ["import", "parc.csv", "rejects.csv", "--out", "two", "--year", "2025"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = crate::support::impacts(&folder.path("two/inventory.csv"));
    let units: f64 = rows.iter().map(|row| row["quantity"].parse::<f64>().unwrap()).sum();
    assert!((units - 17.0).abs() < 1e-9, "{units}");
    assert_eq!(folder.read("two/rejects.csv").lines().count(), 1);
}

#[test]
fn days_that_are_not_read_and_names_in_them_are_said_with_care() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Etat;Date d'achat\nPC portable;Latitude 5400;Réformé le 12/03/2025;13 mai\n\
         PC portable;Latitude 5400;chez Brunehilde Zorglub;remis le 3/4/2021 Brunehilde Zorglub\n\
         PC portable;Latitude 5400;En service;2021-05-13\n",
    );
    columns(&read, "status", &["decommissioned", "in_service", "in_service"]);
    columns(&read, "acquired_on", &["", "", "2021-05-13"]);
    assert!(read.unread.contains("Réformé le 12/03/2025") && read.unread.contains("13 mai"));
    assert!(!read.unread.contains("Zorglub"), "{}", read.unread);
}

#[test]
fn the_model_of_a_row_is_the_one_that_more_rows_have() {
    let read = import(
        "plan.csv",
        "Nom PC;Modèle actuel;Date achat;Modèle suivant\n\
         PC-01;OptiPlex 3040;12/05/2016;OptiPlex 7020\nPC-02;Latitude 5490;03/10/2018;\n\
         PC-03;ProBook 450 G3;01/02/2016;ProBook 450 G10\nPC-04;Zork 12;20/11/2019;\n",
    );
    columns(&read, "model", &["OptiPlex 3040", "Latitude 5490", "ProBook 450 G3"]);
    // Nor is it the one that is to come, though each row has one.
    let read = import(
        "plan.csv",
        "Nom PC;Modèle de remplacement;Date achat;Modèle actuel\n\
         PC-01;OptiPlex 7020;12/05/2016;OptiPlex 3040\nPC-02;Latitude 5450;03/10/2018;Latitude 5490\n",
    );
    columns(&read, "model", &["OptiPlex 3040", "Latitude 5490"]);
}

#[test]
fn an_amount_with_or_without_tax_is_no_number_of_machines() {
    let read = import(
        "achats.csv",
        "Libellé;PU HT;Quantité;Total HT\nPortable Latitude 5440;900,00;13;11 700,00\n\
         Écran P2422H;180,00;20;3 600,00\n",
    );
    columns(&read, "quantity", &["13", "20"]);
    assert!(!read.said.contains("Total HT"), "{}", read.said);
}

#[test]
fn what_describes_a_thing_goes_before_the_trade_it_is_of() {
    let read = import(
        "parc.csv",
        "Catégorie,Description,Nombre\nInformatique,PC HP ProDesk 400 G5,6\n\
         Informatique,PC portable HP 250 G7,3\nTéléphonie,Samsung Galaxy A52,4\n\
         Impression,Copieur Ricoh IM C3000,1\nRéseau,Borne Aruba AP-505,8\n",
    );
    let kinds = ["desktop", "laptop", "smartphone", "photocopier", "wifi_access_point"];
    columns(&read, "equipment_type", &kinds);
    columns(&read, "quantity", &["6", "3", "4", "1", "8"]);
}

#[test]
fn a_line_that_counts_the_rows_above_is_no_machine() {
    let read = import(
        "parc.csv",
        "Type de matériel;Marque;Quantité;Date d'achat\nPC fixe;Dell;8;2020\nPortable;Dell;4;2021\n\
         Nombre de PC : 12;;;\nCumul;;12;\n",
    );
    columns(&read, "quantity", &["8", "4"]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
}

#[test]
fn two_lines_of_headings_over_numbers_are_read_together() {
    let table = "École;PC fixes;;PC portables;;Total\n;Windows 10;Windows 11;Windows 10;Windows 11;\n\
                 Ferry;5;3;2;4;14\nPasteur;2;6;1;3;12\n";
    for title in ["", "Parc des écoles;;;;;\n"] {
        let read = import("ecoles.csv", &format!("{title}{table}"));
        columns(&read, "quantity", &["5", "3", "2", "4", "2", "6", "1", "3"]);
        let kinds = ["desktop", "desktop", "laptop", "laptop"];
        columns(&read, "equipment_type", &[kinds, kinds].concat());
    }
}

#[test]
fn a_model_among_the_words_of_a_type_is_written_for_the_next_run() {
    let read = import("parc.csv", "Désignation;Qté;Service\nTablettes iPad 9;6;Conseil\n");
    columns(&read, "equipment_type", &["tablet"]);
    columns(&read, "model", &["Tablettes iPad 9"]);
}

#[test]
fn units_counted_by_their_age_are_all_counted() {
    let read = import(
        "parc.csv",
        "Type;- de 3 ans;de 3 à 5 ans;+ de 5 ans\nPC fixe;15;10;5\nPortable;12;2;10\n",
    );
    columns(&read, "quantity", &["15", "10", "5", "12", "2", "10"]);
    columns(&read, "site", &[""; 6]);
}

#[test]
fn a_cell_of_several_lines_at_the_end_of_a_row_is_of_that_row() {
    let read = import(
        "parc.csv",
        "Type;Modèle;N° de série;État\nPC fixe;OptiPlex;AB12;\"En service\nRéformé\"\n\
         PC fixe;OptiPlex;AB13;En service\n",
    );
    columns(&read, "model", &["OptiPlex", "OptiPlex"]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    // So it is where the rows are written anew: below a title of a state.
    let read = import(
        "parc.csv",
        "Type;Modèle;N° de série;État\nEn stock;;;\nPC fixe;OptiPlex;AB12;\"bon\nprêt\"\n\
         PC fixe;OptiPlex;AB13;\n",
    );
    columns(&read, "model", &["OptiPlex", "OptiPlex"]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
}

#[test]
fn lots_that_a_quantity_may_count_are_asked() {
    let list = "Type;Modèle;Nombre\nLot de 10 PC portables;Latitude 3310;2\nClasse mobile (12 portables);Latitude 3310;\n\
         6 écrans;P2419H;6\nValise 10 tablettes;iPad;2\nLot de 10 écrans;P2419H;20\nPortable;Latitude 5490 (x4);1\n";
    let read = import("parc.csv", list);
    columns(&read, "quantity", &["12", "6", "20"]);
    assert_eq!(read.rejects.len(), 3, "lots, what holds tablets, and a number in the model");
    let hint = &read.rejects[0]["hint"];
    assert!(
        hint.contains("--type \"Lot de 10 PC portables=laptop\"") && hint.contains("20"),
        "{hint}"
    );
    assert!(!read.rejects[2]["hint"].contains("--type"), "{:?}", read.rejects[2]);
    // What the user says of the word settles it.
    let folder = Folder::new().with("parc.csv", list);
    let own = ["import", "parc.csv", "--type", "Lot de 10 PC portables=laptop", "--out", "out"];
    assert_eq!(folder.run(&own).code, Some(0));
    assert!(folder.read("out/inventory.csv").lines().nth(1).is_some_and(|row| row.contains(",2,")));
}

#[test]
fn a_hidden_sheet_that_is_read_is_said() {
    let rows = |model: &str| data(&["Type;Modèle;Nombre", &format!("Portable;{model};3")]);
    let book =
        xlsx(&[("Parc", rows("Latitude 5400")), ("Vieux\" state=\"hidden", rows("Latitude 7400"))]);
    let folder = Folder::new().with("parc.xlsx", book);
    let ran =
        folder.run(&["import", "parc.xlsx", "--out", "out", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err.contains("sheets that the workbook hides, read like the others: Vieux"),
        "{}",
        ran.err
    );
}

#[test]
fn what_runs_on_machines_or_links_them_is_no_type_of_theirs() {
    let rows = |heading: &str, words: [&str; 4]| {
        let models = [
            ("Dell", "PowerEdge R740"),
            ("Dell", "PowerEdge R740"),
            ("HPE", "ProLiant DL180 Gen9"),
            ("Dell", "OptiPlex 3040"),
        ];
        let head = format!("Nom;Marque;Modèle;Mise en service;{heading}\n");
        let row = |(word, (maker, model)): (&str, (&str, &str))| {
            format!("M;{maker};{model};2020-03-01;{word}\n")
        };
        head + &words.into_iter().zip(models).map(row).collect::<String>()
    };
    for (heading, words) in [
        ("Hyperviseur", ["VMware", "VMware", "Hyper-V", ""]),
        ("Connexion", ["WiFi", "WiFi", "Switch", "WiFi"]),
        ("Alimentation", ["Onduleur", "Onduleur", "Onduleur", ""]),
        ("Antivirus", ["Antivirus", "Antivirus", "Licence", "Antivirus"]),
    ] {
        let read = import("parc.csv", &rows(heading, words));
        columns(&read, "equipment_type", &["server", "server", "server", "desktop"]);
    }
    // Words that say of the rows what their models say are their types, whatever their heading.
    let read = import("parc.csv", &rows("Genre", ["Serveur", "Serveur", "Serveur", "PC fixe"]));
    assert!(read.said.contains("Genre"), "{}", read.said);
    columns(&read, "equipment_type", &["server", "server", "server", "desktop"]);
}
