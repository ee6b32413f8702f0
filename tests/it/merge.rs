//! One estate from several files: which rows are one machine, what is kept, what is said.

use crate::support::{Folder, Impact, impacts};

const COMPUTERS: &str = "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Numéro d'inventaire\";\"UUID\";\"Lieu\";\"Date d'achat\"";

/// What an import of several files came to.
struct Import {
    folder: Folder,
    counts: [u64; 5],
    rows: Vec<Impact>,
    conflicts: Vec<Impact>,
}

impl Import {
    fn column(&self, name: &str) -> Vec<&str> {
        self.rows.iter().map(|row| row[name].as_str()).collect()
    }

    /// Field, kept, other and rule of each conflict.
    fn conflicts(&self) -> Vec<[&str; 4]> {
        let cells = ["field", "kept", "other", "rule"];
        self.conflicts.iter().map(|row| cells.map(|name| row[name].as_str())).collect()
    }
}

#[track_caller]
fn import(files: &[(&str, &str)]) -> Import {
    let mut folder = Folder::new();
    for (name, text) in files {
        folder = folder.with(name, text);
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    read(folder, &names)
}

#[track_caller]
fn read(folder: Folder, names: &[&str]) -> Import {
    let mut args = vec!["import"];
    args.extend(names);
    args.extend(["--year", "2025", "--out", "out", "--lang", "en"]);
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    let counts = ["rows_read", "kept", "rejected", "out_of_scope", "merged"]
        .map(|name| run["counts"][name].as_u64().unwrap());
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "nothing is lost");
    let rows = impacts(&folder.path("out/inventory.csv"));
    let conflicts = impacts(&folder.path("out/conflicts.csv"));
    assert_eq!(run["conflicts"].as_u64().unwrap(), conflicts.len() as u64);
    Import { folder, counts, rows, conflicts }
}

/// A GLPI list of two computers.
fn computers() -> String {
    format!(
        "{COMPUTERS}\n\
         \"PC-1\";\"En service\";\"HP\";\"Portable\";\"EliteBook 840\";\"5CG1234567\";\"INV-1\";\"\";\"Lyon > A\";\"2021-03-04\"\n\
         \"PC-2\";\"En service\";\"Dell\";\"Portable\";\"Latitude 5400\";\"7ABCDE2\";\"INV-2\";\"4C4C4544-0041-4210-8043-B7C04F445331\";\"Paris\";\"\"\n"
    )
}

#[test]
fn the_same_machine_in_two_exports_counts_once() {
    let canonical = "equipment_id,equipment_type,manufacturer,serial,acquired_on,price_eur\nA-1,laptop,Hewlett-Packard,5cg-1234567,2021-03-04,899\nA-3,monitor,Dell,CN0XYZ99,,\n";
    let found = import(&[("glpi.csv", &computers()), ("achats.csv", canonical)]);
    assert_eq!(found.counts, [4, 3, 0, 0, 1]);
    assert_eq!(found.column("equipment_id"), ["INV-1", "INV-2", "A-3"]);
    assert_eq!(found.column("price_eur"), ["899", "", ""], "the list of purchases adds the price");
    assert_eq!(found.column("model")[0], "EliteBook 840");
    assert!(found.conflicts().is_empty(), "{:?}", found.conflicts());
}

#[test]
fn a_list_of_purchases_is_believed_for_the_purchase_and_the_difference_is_said() {
    let purchases = "equipment_id,equipment_type,serial,acquired_on,status\nA-1,laptop,5CG1234567,2020-12-24,in_stock\n";
    let found = import(&[("glpi.csv", &computers()), ("achats.csv", purchases)]);
    assert_eq!(found.column("acquired_on")[0], "2020-12-24");
    assert_eq!(found.column("status")[0], "in_service");
    assert_eq!(
        found.conflicts(),
        [
            ["status", "in_service", "in_stock", "register>list"],
            ["acquired_on", "2020-12-24", "2021-03-04", "list>register"],
        ]
    );
    let row = &found.conflicts[1];
    let places = ["equipment_id", "kept_file", "kept_line", "other_file", "other_line"];
    assert_eq!(
        places.map(|name| row[name].as_str()),
        ["INV-1", "achats.csv", "2", "glpi.csv", "2"]
    );
}

#[test]
fn machines_are_tied_by_uuid_then_by_maker_and_asset_tag() {
    let second = format!(
        "{COMPUTERS}\n\
         \"AUTRE\";\"\";\"HEWLETT-PACKARD\";\"Portable\";\"\";\"\";\"inv-1\";\"\";\"\";\"\"\n\
         \"ENCORE\";\"\";\"\";\"Portable\";\"\";\"\";\"\";\"4c4c4544004142108043b7c04f445331\";\"\";\"2022-01-05\"\n"
    );
    let found = import(&[("a.csv", &computers()), ("b.csv", &second)]);
    assert_eq!(found.counts, [4, 2, 0, 0, 2]);
    assert_eq!(found.column("acquired_on"), ["2021-03-04", "2022-01-05"]);
}

#[test]
fn an_asset_tag_ties_nothing_where_the_serial_numbers_differ() {
    let second = format!(
        "{COMPUTERS}\n\"PC-9\";\"\";\"HP\";\"Portable\";\"\";\"5CG7654321\";\"INV-1\";\"\";\"\";\"\"\n"
    );
    let found = import(&[("a.csv", &computers()), ("b.csv", &second)]);
    assert_eq!(found.counts, [3, 3, 0, 0, 0]);
}

#[test]
fn a_dummy_or_shared_serial_number_ties_nothing() {
    let dummy = |serial: &str| {
        format!(
            "{COMPUTERS}\n\"PC-1\";\"\";\"HP\";\"Portable\";\"\";\"{serial}\";\"\";\"\";\"\";\"\"\n"
        )
    };
    let (one, other) = (dummy("To Be Filled By O.E.M."), dummy("To be filled by O.E.M."));
    assert_eq!(import(&[("a.csv", &one), ("b.csv", &other)]).counts, [2, 2, 0, 0, 0]);
    let (one, other) = (dummy("6,37702E+15"), dummy("6.37702E+15"));
    assert_eq!(import(&[("a.csv", &one), ("b.csv", &other)]).counts, [2, 2, 0, 0, 0]);
    // Two docks of one list have the same number: which one is the other list's?
    let twice =
        "equipment_id,equipment_type,serial\nA,docking_station,DOCK77\nB,docking_station,DOCK77\n";
    let single = "equipment_id,equipment_type,serial\nC,docking_station,DOCK77\n";
    assert_eq!(import(&[("a.csv", twice), ("b.csv", single)]).counts, [3, 3, 0, 0, 0]);
}

#[test]
fn a_screen_and_a_computer_of_one_serial_number_are_two() {
    let screens = "equipment_id,equipment_type,serial\nE-1,monitor,5CG1234567\n";
    let found = import(&[("glpi.csv", &computers()), ("ecrans.csv", screens)]);
    assert_eq!(found.counts, [3, 3, 0, 0, 0]);
}

#[test]
fn a_row_without_type_is_merged_where_another_has_it_and_set_aside_else() {
    let purchases =
        "equipment_id,equipment_type,serial,price_eur\nF-1,,5CG1234567,899\nF-2,,NOBODY1,100\n";
    let found = import(&[("achats.csv", purchases), ("glpi.csv", &computers())]);
    assert_eq!(found.counts, [4, 2, 1, 0, 1]);
    assert_eq!(found.column("equipment_id"), ["INV-1", "INV-2"]);
    assert_eq!(found.column("price_eur"), ["899", ""]);
}

#[test]
fn what_is_out_of_scope_or_set_aside_by_itself_is_not_merged() {
    let second = "equipment_id,equipment_type,serial,acquired_on\nV,virtual_machine,5CG1234567,\nX,chose,7ABCDE2,2021-02-03\n";
    let found = import(&[("glpi.csv", &computers()), ("b.csv", second)]);
    assert_eq!(found.counts, [4, 2, 1, 1, 0]);
}

#[test]
fn sources_that_make_no_life_together_leave_the_first_as_it_is() {
    // Bought in 2024 by one, withdrawn in 2023 by the other.
    let one = "equipment_id,equipment_type,serial,acquired_on\nA,laptop,5CG1234567,2024-05-01\n";
    let other = "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Date de réforme\"\n\"PC\";\"Réformé\";\"HP\";\"Portable\";\"\";\"5CG1234567\";\"2023-01-01\"\n";
    let found = import(&[("a.csv", one), ("b.csv", other)]);
    assert_eq!(found.counts, [2, 1, 0, 0, 1]);
    assert_eq!(found.column("acquired_on"), ["2024-05-01"]);
    assert_eq!(found.column("status"), ["in_service"]);
}

#[test]
fn a_newer_file_of_the_same_kind_updates_the_older() {
    let old = "equipment_id,equipment_type,site,ram_gb\nA,laptop,Lyon,8\nB,laptop,Lyon,8\n";
    let new = "equipment_id,equipment_type,site,ram_gb\nA,laptop,Paris,\n";
    let found = import(&[("a.csv", old), ("b.csv", new)]);
    assert_eq!(found.counts, [3, 2, 0, 0, 1]);
    assert_eq!(found.column("site"), ["Paris", "Lyon"]);
    assert_eq!(found.column("ram_gb"), ["8", "8"], "what the newer one leaves empty stays");
    assert_eq!(found.conflicts(), [["site", "Paris", "Lyon", "later_file"]]);
}

#[test]
fn reading_the_same_files_again_changes_nothing() {
    let purchases =
        "equipment_id,equipment_type,serial,acquired_on\nA-1,laptop,5CG1234567,2020-12-24\n";
    let files = [("glpi.csv", computers()), ("achats.csv", purchases.to_owned())];
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let first = import(&files);
    let once = first.folder.read("out/inventory.csv");
    let again = read(first.folder, &["glpi.csv", "achats.csv"]);
    assert_eq!(again.folder.read("out/inventory.csv"), once);
    // What was merged, read alone, is what was merged.
    let alone = read(again.folder.with("merged.csv", &once), &["merged.csv"]);
    assert_eq!(alone.folder.read("out/inventory.csv"), once);
}

#[test]
fn assess_sees_merged_equipment_and_its_measure_by_any_of_its_names() {
    // Round set: laptop 200 kg over 4 years; 100 kWh measured at 0.1 kg: 50 + 10 = 60, once.
    let run = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with(
            "inventories/2025-a.csv",
            "equipment_id,equipment_type,serial,acquired_on\nA,laptop,5CG1234567,2025-01-01\n",
        )
        .with(
            "inventories/2025-b.csv",
            "equipment_id,equipment_type,serial,acquired_on\nB,laptop,5CG1234567,2025-01-01\n",
        )
        .with(
            "usage/2025.csv",
            "equipment_id,period_start,period_end,energy_kwh\nB,2025-01-01,2025-12-31,100\n",
        )
        .assess(&[]);
    assert_eq!(run.counts(), [2, 1, 0, 0, 1]);
    crate::support::close(run.total().value, 60.0);
}

#[test]
fn one_thread_and_four_merge_the_same() {
    let rows = |file: &str, from: u32| {
        let mut text = "equipment_id,equipment_type,serial,site,acquired_on\n".to_owned();
        for row in from..from + 3000 {
            let site = row % 7;
            text.extend([&*format!(
                "{file}{row},laptop,SN{row:07},Site {file}{site},2021-01-05\n"
            )]);
        }
        text
    };
    let (a, b) = (rows("A", 0), rows("B", 1000));
    let found = import(&[("a.csv", &a), ("b.csv", &b)]);
    assert_eq!(found.counts, [6000, 4000, 0, 0, 2000]);
    let one = found.folder.read("out/inventory.csv");
    let args = ["import", "a.csv", "b.csv", "--year", "2025", "--threads", "1", "--out", "one"];
    assert_eq!(found.folder.run(&args).code, Some(0));
    assert_eq!(found.folder.read("one/inventory.csv"), one);
    assert_eq!(found.folder.read("one/conflicts.csv"), found.folder.read("out/conflicts.csv"));
}

/// What is written is marked once, and the mark taken off once: an identifier of a mark is itself again.
#[test]
fn an_identifier_that_begins_with_a_mark_has_not_disappeared() {
    let rows = "equipment_id,equipment_type\n''=PC-1,laptop\n'=PC-2,laptop\n";
    let folder = Folder::new().with("avant.csv", rows).with("maintenant.csv", rows);
    let args = ["import", "maintenant.csv", "--previous", "avant.csv", "--year", "2025"];
    let ran = folder.run(&[&args[..], &["--out", "out", "--lang", "en"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(impacts(&folder.path("out/inventory.csv")).len(), 2);
    assert!(impacts(&folder.path("out/disappeared.csv")).is_empty(), "{}", ran.err);
}

#[test]
fn what_disappeared_since_the_earlier_inventory_is_reported_and_not_deleted() {
    let earlier = "equipment_id,equipment_type,manufacturer,model,status\nINV-1,laptop,HP,EliteBook,in_service\nOLD,monitor,Dell,P24,in_service\nGONE,laptop,HP,x,exited\n";
    let folder = Folder::new().with("glpi.csv", computers()).with("avant.csv", earlier);
    let args = ["import", "glpi.csv", "--previous", "avant.csv", "--year", "2025", "--out", "out"];
    let ran = folder.run(&[&args[..], &["--lang", "en"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.err.contains("since avant.csv: 1 piece of equipment is no longer there"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("1 is new"), "{}", ran.err);
    let gone = impacts(&folder.path("out/disappeared.csv"));
    assert_eq!(gone.len(), 1);
    let cells = ["equipment_id", "equipment_type", "model", "status", "file", "line"];
    assert_eq!(
        cells.map(|name| gone[0][name].as_str()),
        ["OLD", "monitor_24_27in", "Dell P24", "in_service", "avant.csv", "3"]
    );
    assert_eq!(impacts(&folder.path("out/inventory.csv")).len(), 2, "nothing is added");
}

#[test]
fn a_merged_equipment_has_not_disappeared_under_its_other_name() {
    let purchases = "equipment_id,equipment_type,serial\nA-1,laptop,5CG1234567\n";
    let folder = Folder::new()
        .with("glpi.csv", computers())
        .with("achats.csv", purchases)
        .with("avant.csv", purchases);
    let args = ["import", "glpi.csv", "achats.csv", "--previous", "avant.csv", "--year", "2025"];
    let ran = folder.run(&[&args[..], &["--out", "out", "--lang", "en"]].concat());
    assert!(ran.err.contains("0 pieces of equipment are no longer there"), "{}", ran.err);
}

#[test]
fn what_is_set_aside_or_out_of_scope_today_has_not_disappeared() {
    let earlier = "equipment_id,equipment_type\nA,laptop\nB,laptop\nC,laptop\nD,laptop\n";
    let today = "equipment_id,equipment_type,acquired_on\nA,laptop,2021-02-31\nB,virtual_machine,\nC,laptop,\n";
    let folder = Folder::new().with("avant.csv", earlier).with("a.csv", today);
    let args = ["import", "a.csv", "--previous", "avant.csv", "--year", "2025", "--out", "out"];
    let ran = folder.run(&[&args[..], &["--lang", "en"]].concat());
    assert!(ran.err.contains("1 piece of equipment is no longer there"), "{}", ran.err);
    let gone = impacts(&folder.path("out/disappeared.csv"));
    assert_eq!((gone.len(), gone[0]["equipment_id"].as_str()), (1, "D"));
}

#[test]
fn equipment_without_identifier_is_neither_gone_nor_new_and_that_is_said() {
    let text = "equipment_id,equipment_type\nA,laptop\n,laptop\n";
    let folder = Folder::new().with("avant.csv", text).with("a.csv", text);
    let args = ["import", "a.csv", "--previous", "avant.csv", "--year", "2025", "--out", "out"];
    let ran = folder.run(&[&args[..], &["--lang", "en"]].concat());
    assert!(ran.err.contains("0 pieces of equipment are no longer there"), "{}", ran.err);
    assert!(ran.err.contains(", 0 are new"), "{}", ran.err);
    assert!(ran.err.contains("2 pieces of equipment have no identifier"), "{}", ran.err);
}

#[test]
fn an_estate_folder_is_held_against_its_year_before() {
    let folder = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with("inventories/2024.csv", "equipment_id,equipment_type\nA,laptop\nB,laptop\n")
        .with("inventories/2025.csv", "equipment_id,equipment_type\nB,laptop\nC,laptop\n");
    let ran = folder.run(&["import", ".", "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(impacts(&folder.path("out/disappeared.csv"))[0]["equipment_id"], "A");
    let ran = folder.run(&["import", ".", "--year", "2024", "--out", "first", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!folder.path("first/disappeared.csv").exists());
}

#[test]
fn a_row_written_twice_in_a_list_is_one_machine_in_any_order_of_the_files() {
    let folder = Folder::new()
        .with("one.csv", "Type;Marque;Modèle;N° de série\nPortable;Dell;Latitude 5440;5CG8347LQK\n")
        .with(
            "twice.csv",
            "Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Lieu;Dernière modification\n\
             PC1;En service;Dell;5CG8347LQK;Portable;Latitude 5440;P;2025-01-01\n\
             PC1;En service;Dell;5CG8347LQK;Portable;Latitude 5440;P;2025-01-01\n",
        );
    for files in [["one.csv", "twice.csv"], ["twice.csv", "one.csv"]] {
        let args = ["assess", files[0], files[1], "--year", "2025", "--format", "json"];
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let counts = ["kept", "merged", "rejected"].map(|name| run["counts"][name].as_u64());
        assert_eq!(counts, [Some(1), Some(2), Some(0)], "{files:?}");
    }
}

/// What one file alone tells of a machine, by whatever column, unit or words, is told of the merged
/// row too, whichever file is named first.
#[test]
fn what_one_source_alone_tells_is_in_the_merged_row() {
    let cases = [
        "Type;Numéro de série;Statut\nPC portable Dell Latitude 5420;5CG1234XYZ;En service\n",
        "Type;Marque / Modèle;Numéro de série;Statut\nPC portable;HP EliteBook 840 G8;5CG1234XYZ;En service\n",
        "Type;Numéro de série;Statut;Prix d'achat (k€);Garantie;RAM;SSD;Disque dur;Poids (g);Indice de réparabilité;Écolabel;Partagé;Nombre de processeurs;Processeur;Date d'achat\nServeur;5CG1234XYZ;En service;1,2;3 ans;8 x 32 Go;2 x 960 Go;4 x 2 To;12000;7,5/10;EPEAT Gold;oui;2;Intel Xeon Gold 6226R;2021-03-12\n",
        "Type;Numéro de série;Statut;Taille (pouces);Consommation (kWh)\nEcran;5CG1234XYZ;En service;27;60\n",
        "Désignation;Numéro de série;Utilisateur;Localisation;Propriété;Reconditionné\nPC portable Lenovo ThinkPad T14;5CG1234XYZ;Dupont;Lyon > Bât A;Location;oui\n",
        "Type;Numéro de série;Statut\nUnité centrale + écran;5CG1234XYZ;En service\n",
        "Type;Numéro de série;Statut;Date de sortie;Motif de sortie;Entité;Pays;Salle\nPC portable;5CG1234XYZ;Réformé;2025-05-02;Don;DSI;France;S1\n",
        "equipment_id,equipment_type,serial,status,ownership,acquisition_mode,upstream_months,shared,price_eur,warranty_months,datacentre_id,entity\nA-1,laptop,5CG1234XYZ,in_service,byod,refurbished,24,yes,899,36,,DSI\n",
    ];
    let second = "equipment_type,serial\n,5CG1234XYZ\n";
    for case in cases {
        let alone = import(&[("a.csv", case)]);
        for files in [[("a.csv", case), ("b.csv", second)], [("0.csv", second), ("a.csv", case)]] {
            let merged = import(&files);
            assert_eq!(merged.counts[1..], [1, 0, 0, 1], "{case}");
            for (name, told) in &alone.rows[0] {
                // What nothing identifies has its place for a name.
                if name != "equipment_id" {
                    assert_eq!(&merged.rows[0][name], told, "{name} of {case}");
                }
            }
        }
    }
}

/// A system and its version, in two columns of one tool, stay together; a name with a version goes
/// before one without.
#[test]
fn the_system_that_one_source_tells_is_that_of_the_merged_machine() {
    let intune = "Device ID,Device name,Enrollment date,OS,OS version,Serial number,Manufacturer,Model\ng-1,PC-1,2022-05-01,Windows,10.0.19045.1,5CG1234XYZ,HP,EliteBook 840 G8\n";
    let vague = "Device ID,Device name,Enrollment date,OS,OS version,Serial number,Manufacturer,Model\ng-1,PC-1,2022-05-01,Windows,,5CG1234XYZ,HP,EliteBook 840 G8\n";
    let list = "equipment_id,equipment_type,serial,acquired_on\nA-1,laptop,5CG1234XYZ,2021-01-01\n";
    let glpi = "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Système d'exploitation - Nom\";\"Dernière modification\"\n\"PC-1\";\"En service\";\"HP\";\"Portable\";\"EliteBook 840 G8\";\"5CG1234XYZ\";\"Microsoft Windows 10 Professionnel\";\"18-12-2025 16:58\"\n";
    for (one, other) in
        [(intune, list), (list, intune), (vague, glpi), (glpi, vague), (glpi, intune)]
    {
        let folder = Folder::new()
            .with("estate.toml", "[organisation]\nname = \"X\"\ncountry = \"FR\"\n")
            .with("inventories/2025-a.csv", one)
            .with("inventories/2025-b.csv", other);
        let ran = folder.run(&["renewals", ".", "--lang", "en", "--years", "1"]);
        assert!(
            ran.out.contains("No support of Windows 10 since 2025-10-14: 1 unit"),
            "{}",
            ran.out
        );
    }
}
