//! Lists as people put them together: sections, headings twice, columns that nobody listed, and
//! remarks about people where no remark should stand.

use crate::support::{Folder, Impact, impacts};

/// A list imported into 2025: what was said of it, its rows and those set aside.
pub(crate) struct Imported {
    pub(crate) said: String,
    pub(crate) rows: Vec<Impact>,
    pub(crate) rejects: Vec<Impact>,
    pub(crate) unread: String,
}

#[track_caller]
pub(crate) fn import(name: &str, text: &str) -> Imported {
    let folder = Folder::new().with(name, text);
    let ran = folder.run(&["import", name, "--out", "out", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let unread = folder.path("out/unread-cells.csv");
    Imported {
        said: ran.err,
        rows: impacts(&folder.path("out/inventory.csv")),
        rejects: impacts(&folder.path("out/rejects.csv")),
        unread: if unread.exists() { folder.read("out/unread-cells.csv") } else { String::new() },
    }
}

#[track_caller]
pub(crate) fn columns(read: &Imported, column: &str, expected: &[&str]) {
    let have: Vec<&str> = read.rows.iter().map(|row| row[column].as_str()).collect();
    assert_eq!(have, expected, "{column}: {}", read.said);
}

#[test]
fn what_stands_below_a_title_of_a_state_is_in_it_and_headings_once_more_are_passed_over() {
    let read = import(
        "parc.csv",
        "Parc 2025;;;\nType;Marque;Modèle;Quantité\nPortable;Dell;Latitude 5420;10\n;;;\n\
         Matériel réformé;;;\nType;Marque;Modèle;Quantité\nÉcran;Dell;P2419H;12\n\
         En stock\nÉcran;HP;E24 G4;5\nEn service;;;\nPortable;HP;ProBook 450;2\n",
    );
    columns(&read, "status", &["in_service", "decommissioned", "in_stock", "in_service"]);
    columns(&read, "quantity", &["10", "12", "5", "2"]);
    columns(&read, "equipment_id", &["parc.csv:3", "parc.csv:7", "parc.csv:9", "parc.csv:11"]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    assert!(read.said.contains("rows of headings repeated, passed over: 1"), "{}", read.said);
}

#[test]
fn tables_side_by_side_are_one_inventory_whatever_columns_each_has() {
    let read = import(
        "parc.csv",
        "Marque;Modèle;Quantité;;Type;Marque;Modèle;Quantité\n\
         Dell;Latitude 5420;10;;Écran;Dell;P2419H;12\n;;;;Écran;HP;E24 G4;5\n",
    );
    columns(&read, "equipment_type", &["laptop", "monitor", "monitor"]);
    columns(&read, "quantity", &["10", "12", "5"]);
}

#[test]
fn what_is_kept_of_an_answer_of_snipe_it_keeps_its_states() {
    let row = |status: &str, meta: &str| {
        format!(
            r#"{{"model":{{"name":"Latitude 5420"}},"category":{{"name":"Portables"}},"status_label":{{"name":"{status}","status_meta":"{meta}"}},"purchase_date":{{"date":"2022-03-01","formatted":"01/03/2022"}}}}"#
        )
    };
    let rows =
        [row("Chez nous", "deployed"), row("HS bac", "archived"), row("Armoire", "deployable")];
    let read = import("hardware.json", &format!(r#"{{"total":3,"rows":[{}]}}"#, rows.join(",")));
    columns(&read, "status", &["in_service", "decommissioned", "in_stock"]);
    columns(&read, "model", &["Latitude 5420"; 3]);
    columns(&read, "acquired_on", &["2022-03-01"; 3]);
}

#[test]
fn computers_of_jamfs_api_are_read_by_its_sections() {
    let read = import(
        "computers.json",
        r#"{"totalCount":1,"results":[{"id":"1","udid":"u-1","general":{"name":"mac-1","assetTag":"A1"},"hardware":{"make":"Apple","model":"MacBook Pro (14-inch, 2023)","modelIdentifier":"Mac14,9","serialNumber":"X","totalRamMegabytes":16384,"coreCount":10},"purchasing":{"poDate":"2023-05-04","purchasePrice":"2000"},"userAndLocation":{"username":"jexemple","realname":"Jean Exemple","email":"j@example.org","room":"B12"}}]}"#,
    );
    columns(&read, "equipment_type", &["laptop"]);
    columns(&read, "ram_gb", &["16"]);
    columns(&read, "cpu_cores", &["10"]);
    columns(&read, "acquired_on", &["2023-05-04"]);
    columns(&read, "site", &["B12"]);
    assert!(!format!("{:?}", read.rows).contains("xemple"));
}

#[test]
fn of_two_columns_of_types_the_one_of_names_is_the_model() {
    let read = import(
        "parc.csv",
        "Typ;Geräteart;Hersteller;Standort\nZX-500 Pro;Notebook;Acme;Bonn\n\
         ZX-700;Notebook;Acme;Bonn\nQ24b;Monitor;Acme;Bonn\n",
    );
    columns(&read, "equipment_type", &["laptop", "laptop", "monitor"]);
    columns(&read, "model", &["ZX-500 Pro", "ZX-700", "Q24b"]);
    assert!(read.said.contains("column \"Typ\" read as `model`"), "{}", read.said);
    // Ways of having a thing are no models.
    let read = import(
        "parc.csv",
        "Typ;Geräteart;Hersteller\nLeasing;Notebook;Acme\nKauf;Notebook;Acme\nKauf;Monitor;Acme\n",
    );
    columns(&read, "model", &["", "", ""]);
}

#[test]
fn a_number_of_an_account_is_no_memory() {
    let read = import(
        "parc.csv",
        "Matériel;Compte;Ref\nPortable Dell Latitude 5420;2183;X\nPortable Lenovo T14;2183;X\n\
         PC fixe HP EliteDesk 800;2154;X\n",
    );
    columns(&read, "ram_gb", &["", "", ""]);
}

#[test]
fn figures_of_known_units_are_read_and_what_could_move_the_total_is_asked() {
    let read = import(
        "parc.csv",
        "Type;Marque;Modèle;Conso annuelle (kWh);Poids (kg);Disque\n\
         Portable;Dell;Latitude 5420;25;1,4;512 Go SSD\n\
         Serveur;Dell;PowerEdge R740;1800;28,6;NVMe 1 To + 2 x 4 To HDD\n",
    );
    columns(&read, "annual_energy_kwh", &["25", "1800"]);
    columns(&read, "weight_kg", &["1.4", "28.6"]);
    columns(&read, "ssd_gb", &["512", "1000"]);
    columns(&read, "hdd_gb", &["", "2 x 4000"]);
    let read = import(
        "parc.csv",
        "Type;Marque;Modèle;Consommation;Disque\nPortable;Dell;Latitude 5420;25;512\n\
         Serveur;Dell;PowerEdge R740;1800;2000\n",
    );
    for asked in ["--column \"Consommation=annual_energy_kwh\"", "--column \"Disque=ssd_gb\""] {
        assert!(read.said.contains(asked), "{asked}: {}", read.said);
    }
}

#[test]
fn titles_legends_and_totals_are_no_unknown_types() {
    let read = import(
        "parc.csv",
        "Type;Marque;Modèle;Quantité\nPORTABLES;;;\nPortable;Dell;Latitude 5420;2\n\
         Total portables;;;2\nMatériel de la cave;;;\nÉcran;HP;E24 G4;3\n\
         Légende : S = stock;;;\n* à vérifier;;;\nBorne;Acme;Z1;1\n",
    );
    columns(&read, "quantity", &["2", "3"]);
    let hints: Vec<(&str, bool)> = read
        .rejects
        .iter()
        .map(|row| (row["line"].as_str(), row["hint"].contains("--type")))
        .collect();
    assert_eq!(hints, [("5", false), ("7", false), ("8", false), ("9", true)], "{}", read.said);
}

#[test]
fn a_remark_about_people_is_masked_by_its_column() {
    let read = import(
        "parc.csv",
        "Type;Marque;Modèle;Site;Statut\n\
         Portable;Dell;Latitude 5420 S/N 5CG1234XYZ;12 rue de la Paix, 75002 Paris;prêté à Jean Exemple\n\
         Portable;Dell;Latitude 5420;Lyon;rendu ? (Léa Exemple)\n\
         Portable;Dell;Latitude 5420;Lyon;chez elle, 3 rue des Lilas, 44000 Nantes\n\
         Portable;Dell;Latitude 5420;Lyon;voir 020 7946 0958\n\
         Borne, utilisateur : Exemple;Dell;Z1;Lyon;en service\n",
    );
    columns(
        &read,
        "model",
        &["Latitude 5420 S/N ***", "Latitude 5420", "Latitude 5420", "Latitude 5420"],
    );
    assert_eq!(read.rows[0]["site"], "12 rue de la Paix, 75002 Paris");
    let rejects = format!("{:?}", read.rejects);
    for kept in ["Jean Exemple", "Léa Exemple", "rue des Lilas", "7946", "5CG1234XYZ", ": Exemple"]
    {
        for told in [&read.said, &read.unread, &rejects] {
            assert!(!told.contains(kept), "{kept}: {told}");
        }
    }
    for shown in ["chez elle, ***", "voir ***"] {
        assert!(read.unread.contains(shown), "{shown}: {}", read.unread);
    }
}

#[test]
fn an_option_that_meets_nothing_is_said() {
    let folder = Folder::new().with(
        "parc.csv",
        "Type;Marque;Modèle;Statut\nPortable;Dell;Latitude 5420;Posé\nBorne;Acme;Z1;Posé\n",
    );
    let args = ["import", "parc.csv", "--out", "out", "--year", "2025", "--lang", "en"];
    let more = [
        "--type",
        "borne=smartphone",
        "--type",
        "xyz=laptop",
        "--state",
        "posé=in_stock",
        "--state",
        "perdu de vue=exited",
        "--column",
        "Modele=model",
        "--column",
        "Marques=manufacturer",
    ];
    let ran = folder.run(&[&args[..], &more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for (said, met) in [
        ("`--type \"xyz=…\"` met nothing: no cell is that word", false),
        ("`--state \"perdu de vue=…\"` met nothing: no cell is that word", false),
        (
            "`--column \"Marques=manufacturer\"` met nothing: no file has that heading; the nearest: \"Marque\"",
            false,
        ),
        ("\"Modele=model\"", true),
        ("\"borne=…\"", true),
        ("\"posé=…\"", true),
    ] {
        assert_eq!(ran.err.contains(said), !met, "{said}: {}", ran.err);
    }
}

#[test]
fn a_line_of_the_card_for_a_heading_that_no_file_has_is_said() {
    let card = "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n[columns]\n\"Qantité\" = \"quantity\"\nStock = \"unread\"\n";
    let folder = Folder::new().with("estate/estate.toml", card).with(
        "estate/inventories/2025.csv",
        "Type;Marque;Modèle;Quantité;Stock\nPortable;Dell;Latitude 5420;2;7\n",
    );
    let ran = folder.run(&["assess", "estate", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let said = "`\"Qantité\" = \"quantity\"`: no file of the year has that heading; the nearest: \"Quantité\"";
    assert!(format!("{}{}", ran.out, ran.err).contains(said), "{}{}", ran.out, ran.err);
    assert!(!ran.err.contains("Stock"), "{}", ran.err);
}

/// What is kept of a list, its types and quantities, and what is said.
fn kept(list: &str) -> (Vec<[String; 2]>, String) {
    let folder = Folder::new().with("parc.csv", list);
    let ran = folder.run(&["import", "parc.csv", "--out", "out", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = impacts(&folder.path("out/inventory.csv"));
    let told = rows.iter().map(|row| ["equipment_type", "quantity"].map(|of| row[of].clone()));
    (told.collect(), ran.err)
}

#[test]
fn a_summary_below_a_table_counts_nothing_where_it_repeats_its_sums() {
    let list = "Type;Modèle;Site;Quantité\nPortable;Latitude 5420;Lyon;10\nÉcran;P2419H;Lyon;12\n\
        Total Lyon;;;22\nPortable;Latitude 5430;Paris;5\n\nRécapitulatif;;;\nType;;;Quantité\n\
        Portable;;;15\nÉcran;;;12\nTotal;;;27\n";
    let own =
        [["laptop", "10"], ["monitor", "12"], ["laptop", "5"]].map(|row| row.map(str::to_owned));
    let (rows, said) = kept(list);
    assert_eq!(rows, own);
    assert!(
        said.contains("rows of a summary, which repeat the sums of those above, passed over: 3"),
        "{said}"
    );
    // One that says other sums is no summary of these rows.
    let (rows, said) = kept(&list.replace("Portable;;;15", "Portable;;;16"));
    assert_eq!(rows.len(), 5, "{said}");
    assert!(!said.contains("rows of a summary"), "{said}");
}

#[test]
fn tables_side_by_side_without_a_column_between_them_are_one_inventory() {
    let (rows, said) = kept(
        "Type;Modèle;Quantité;Type;Modèle;Quantité\nPortable;Latitude 5420;10;Écran;P2419H;12\nFixe;OptiPlex 7090;4;;;\n",
    );
    let own =
        [["laptop", "10"], ["monitor", "12"], ["desktop", "4"]].map(|row| row.map(str::to_owned));
    assert_eq!(rows, own);
    assert!(said.contains("2 tables side by side, read as one inventory"), "{said}");
    // A second model beside a machine is no second table.
    let (rows, _) = kept("Type;Modèle;Quantité;Type\nPortable;Latitude 5420;10;x\n");
    assert_eq!(rows.len(), 1);
}

#[test]
fn half_a_machine_is_set_aside_and_parts_that_were_written_are_read_back() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Quantité\nPortable;Latitude 5400;2,5\nPortable;Latitude 5400;3\nÉcran;P2419H;4,0\n",
    );
    columns(&read, "quantity", &["3", "4"]);
    assert_eq!(read.rejects.len(), 1);
    assert!(read.rejects[0]["reason"].contains("a whole number"), "{:?}", read.rejects);
    let parts = import("inventaire.csv", "equipment_type,quantity\nlaptop,2.5\n");
    columns(&parts, "quantity", &["2.5"]);
}

#[test]
fn a_lot_is_as_many_as_it_says() {
    let read = import(
        "parc.csv",
        "Type;Marque;État\nLot de 12 PC fixes Lenovo M720;Lenovo;En service\n3 écrans Iiyama 27 pouces;;En service\n",
    );
    columns(&read, "quantity", &["12", "3"]);
    columns(&read, "equipment_type", &["desktop", "monitor_24_27in"]);
}

#[test]
fn totals_are_passed_over_in_german_and_where_days_stand() {
    let read = import(
        "parc.csv",
        "Date achat;Type;Modèle;Quantité\n2023-01-02;Portable;Latitude 5400;20\n;Zwischensumme;;20\nTotal 2023;;;20\n",
    );
    columns(&read, "quantity", &["20"]);
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
}

#[test]
fn somebodys_name_below_a_state_is_not_written_out() {
    let read = import(
        "parc.csv",
        "Type;Modèle;Etat\nPortable;Latitude 5400;Zanzibar Paul\nPortable;Latitude 5400;Etat Bidule\nPortable;Latitude 5400;En service\n",
    );
    assert!(!read.unread.contains("Zanzibar"), "{}", read.unread);
    assert!(!read.said.contains("Zanzibar"), "{}", read.said);
    assert!(read.unread.contains("***"), "{}", read.unread);
}

#[test]
fn rows_out_of_scope_are_told_by_kind_on_the_screen() {
    let folder = Folder::new().with(
        "parc.csv",
        "Type;Marque;Modèle;Etat\nPortable;Dell;Latitude 5420;En service\nChaise;Ikea;Bekant;En service\nScanner;Canon Medical;Aquilion ONE;En service\n",
    );
    let ran = folder.run(&["assess", "parc.csv", "--year", "2025", "--lang", "en"]);
    let screen = format!("{}{}", ran.out, ran.err);
    assert!(
        screen.contains("Rows out of scope: ") && screen.contains("medical device (1)"),
        "{screen}"
    );
}

#[test]
fn a_status_is_said_to_contradict_a_day_only_where_one_was_read() {
    let said = |status: &str| {
        let list = format!(
            "Type;Marque;Modèle;Etat;Date de sortie\nPortable;Dell;Latitude 5420;{status};2024-06-30\nPortable;Dell;Latitude 5420;En service;\n"
        );
        let folder = Folder::new().with("parc.csv", &list);
        let ran = folder.run(&["assess", "parc.csv", "--year", "2025", "--lang", "en", "--detail"]);
        format!("{}{}", ran.out, ran.err)
    };
    let read = said("En service");
    assert!(read.contains("in service by the status, but with a date of leaving"), "{read}");
    assert!(!said("").contains("in service by the status"));
}

#[test]
fn a_row_that_holds_nothing_is_no_row_whatever_its_file_is_of() {
    let sources = [
        "Nom,ID,Entité,Lieu,Statut,Fabricant,Type,Modèle,Numéro de série,HDMI,Dernière modification\n\
         E1,1,X,Lyon,En service,Dell,,P2422H,S1234567,Oui,\n",
        "Host,Datacenter,Cluster,CPU Model,Speed,# CPU,Cores per CPU,# Memory,Vendor,Model\n\
         h1,dc,c,Intel Xeon Gold 6230,2100,2,20,262144,Dell Inc.,PowerEdge R740\n",
        "annotatedAssetId,annotatedUser,orgUnitPath,model,serialNumber,status\n\
         a1,u,/x,HP Chromebook 14,S1,ACTIVE\n",
        "hostname,hardware_serial,hardware_model,platform,memory\n\
         h,S1,Latitude 5440,windows,8000000000\n",
        "Device ID,Device name,Enrollment date,Manufacturer,Model,OS,Serial number,Ownership\n\
         x1,pc,2023-01-01,Dell,Latitude 5440,Windows,S1,Corporate\n",
        "Name0,Manufacturer0,Model0,SerialNumber0,TotalPhysicalMemory0\n\
         p,Dell,Latitude 5440,S1,8388608\n",
        "Numéro de ligne,Terminal,IMEI,Forfait,Opérateur\n0612345678,iPhone 13,490154203237518,Pro,O\n",
        "Type,Marque,Modèle,Site,Quantité\nPortable,Dell,Latitude 5440,Lyon,1\n",
    ];
    for source in sources {
        let columns = source.lines().next().unwrap().split(',').count();
        let said = |blank: &str| {
            let rows = format!("{}\n", vec![blank; columns].join(",")).repeat(3);
            let folder = Folder::new().with("liste.csv", format!("{source}{rows}"));
            let ran = folder.run(&["assess", "liste.csv", "--year", "2025", "--format", "json"]);
            assert_eq!(ran.code, Some(0), "{source}: {}", ran.err);
            let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            (run["counts"].to_string(), run["totals"].to_string(), run["coverage"].to_string())
        };
        let alone = said("\"\"");
        assert!(alone.0.contains("\"kept\":1"), "{source}: {}", alone.0);
        for blank in [" ", "\u{a0}", "\u{200b}", "\t"] {
            assert_eq!(said(blank), alone, "{source}");
        }
    }
}
