//! Whole estates from several sources, and files of several blocks: what is merged, end to end.

use crate::support::{Folder, Impact, impacts};
use std::fmt::Write as _;

/// Counts of an import: read, kept, set aside, out of scope, merged.
fn counts(folder: &Folder, out: &str) -> [u64; 5] {
    let run: serde_json::Value =
        serde_json::from_str(&folder.read(&format!("{out}/run.json"))).unwrap();
    ["rows_read", "kept", "rejected", "out_of_scope", "merged"]
        .map(|name| run["counts"][name].as_u64().unwrap())
}

#[track_caller]
fn import(folder: &Folder, files: &[&str], out: &str, more: &[&str]) -> [u64; 5] {
    let args = [&["import"], files, &["--year", "2025", "--lang", "en", "--out", out], more];
    let ran = folder.run(&args.concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let counts = counts(folder, out);
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "nothing is lost");
    counts
}

fn row<'a>(rows: &'a [Impact], id: &str) -> &'a Impact {
    rows.iter().find(|row| row["equipment_id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// A GLPI list of computers, one of monitors, a sheet of phones, and a folder of agents' documents.
fn estate() -> Folder {
    let document = |device: &str, serial: &str, screens: &str| {
        format!(
            r#"{{"deviceid":"{device}","itemtype":"Computer","content":{{"versionclient":"GLPI-Agent_v1.12","hardware":{{"name":"{device}","chassis_type":"Notebook","vmsystem":"Physical"}},"bios":{{"smanufacturer":"HP","smodel":"HP EliteBook 840 G8","ssn":"{serial}"}},"memories":[{{"capacity":16384}}],"monitors":[{screens}],"users":[{{"login":"jean.durand"}}]}}}}"#
        )
    };
    let screen =
        r#"{"manufacturer":"Dell Inc.","caption":"DELL U2422H","serial":"ECR0001","port":"HDMI"}"#;
    Folder::new()
        .with(
            "ordinateurs.csv",
            "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Numéro d'inventaire\";\"Lieu\";\"Usager\";\"Date d'achat\"\n\
             \"PC-1\";\"En service\";\"HP\";\"Portable\";\"ProBook 450 G8\";\"5CG1234567\";\"INV-1\";\"Lyon\";\"jean.durand\";\"2021-03-04\"\n\
             \"PC-2\";\"En stock\";\"HP\";\"Portable\";\"EliteBook\";\"5CG7654321\";\"INV-2\";\"Lyon\";\"\";\"2022-03-04\"\n",
        )
        .with(
            "ecrans.csv",
            "\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Gestion globale\";\"HDMI\";\"Lieu\"\n\
             \"ECRAN-1\";\"En service\";\"Dell\";\"LCD\";\"U2422H\";\"ECR0001\";\"Non\";\"Oui\";\"Lyon\"\n",
        )
        .with(
            "telephones.csv",
            "Liste des mobiles;;;;\n;;;;\nType;Marque;Modèle;N° de série;Date d'achat\nSmartphone;Samsung;Galaxy A54;R58N123456A;15/06/2023\nSmartphone;Samsung;Galaxy A54;R58N123456B;15/06/2023\n",
        )
        .with("agents/pc-1.json", document("pc-1-2025-01-02", "5CG1234567", screen))
        .with("agents/pc-9.json", document("pc-9-2025-01-02", "5CG0000009", ""))
}

#[test]
fn lists_of_glpi_agents_documents_and_a_sheet_of_phones_make_one_estate() {
    // 2 computers + 1 monitor + 2 phones + 3 rows of documents (2 machines, 1 screen): 8 read.
    // A machine and a screen of the documents are in the lists: 2 merged, 6 kept.
    let folder = estate();
    let files = ["ordinateurs.csv", "ecrans.csv", "telephones.csv", "agents"];
    assert_eq!(import(&folder, &files, "out", &[]), [8, 6, 0, 0, 2]);
    let rows = impacts(&folder.path("out/inventory.csv"));
    // The agent knows the machine, the register where it is and when it was bought.
    let both = row(&rows, "INV-1");
    let cells = ["equipment_type", "model", "ram_gb", "site", "acquired_on", "user_key"];
    assert_eq!(
        cells.map(|name| both[name].as_str()),
        ["laptop", "HP EliteBook 840 G8", "16", "Lyon", "2021-03-04", "yes"]
    );
    // What no agent saw is as the list has it, and what no list has is there too.
    assert_eq!(row(&rows, "INV-2")["status"], "in_stock");
    assert_eq!(row(&rows, "pc-9-2025-01-02")["equipment_type"], "laptop");
    let types = |kind: &str| rows.iter().filter(|row| row["equipment_type"] == kind).count();
    assert_eq!([types("laptop"), types("monitor"), types("smartphone")], [3, 1, 2]);
    let phone = rows.iter().find(|row| row["equipment_type"] == "smartphone").unwrap();
    assert_eq!(phone["acquired_on"], "2023-06-15");
    // Which model counts is said.
    let conflicts = impacts(&folder.path("out/conflicts.csv"));
    let said: Vec<_> = conflicts
        .iter()
        .filter(|row| row["equipment_id"] == "INV-1")
        .map(|row| (row["field"].as_str(), row["kept"].as_str(), row["other"].as_str()))
        .collect();
    assert_eq!(said, [("model", "HP EliteBook 840 G8", "ProBook 450 G8")]);
    // Given in another order it is the same estate, and given again the same bytes.
    let back: Vec<&str> = files.iter().rev().copied().collect();
    assert_eq!(import(&folder, &back, "back", &[]), [8, 6, 0, 0, 2]);
    import(&folder, &files, "again", &["--threads", "4"]);
    assert_eq!(folder.read("again/inventory.csv"), folder.read("out/inventory.csv"));
    assert_eq!(folder.read("again/conflicts.csv"), folder.read("out/conflicts.csv"));
}

#[test]
fn a_name_in_any_of_several_sources_is_in_no_output() {
    let folder = estate();
    import(&folder, &["ordinateurs.csv", "telephones.csv", "agents"], "out", &[]);
    for name in ["inventory.csv", "rejects.csv", "conflicts.csv", "run.json"] {
        let text = folder.read(&format!("out/{name}"));
        for secret in ["durand", "5CG1234567", "R58N123456A"] {
            assert!(!text.contains(secret), "{name} holds `{secret}`");
        }
    }
}

#[test]
fn files_of_several_blocks_merge_the_same_on_one_thread_and_on_four() {
    // Above 4 MB a file is walked on several threads: 10,000 rows of about 460 bytes are 4.6 MB. The
    // second file has 4,000 rows of the first, in another order, and 6,000 of its own; each
    // hundredth row of it has a type that nobody knows, and is set aside: 100, of which 40 are of the
    // machines that both have.
    let label = "x".repeat(400);
    let write = |name: &str, rows: &mut dyn Iterator<Item = usize>| {
        let mut text = "equipment_id,equipment_type,serial,site,acquired_on,ecolabel\n".to_owned();
        for (at, row) in rows.enumerate() {
            let kind = if name == "B" && at % 100 == 0 { "chose" } else { "laptop" };
            writeln!(
                text,
                "{name}{row},{kind},SN{row:07},Site {name}{},2021-01-05,{label}",
                row % 7
            )
            .unwrap();
        }
        assert!(text.len() > 4 << 20);
        text
    };
    let folder = Folder::new()
        .with("a.csv", write("A", &mut (0..10_000)))
        .with("b.csv", write("B", &mut (6_000..16_000).rev()));
    let files = ["a.csv", "b.csv"];
    let found = import(&folder, &files, "one", &["--threads", "1"]);
    assert_eq!(found, [20_000, 15_940, 100, 0, 3_960]);
    assert_eq!(import(&folder, &files, "four", &["--threads", "4"]), found);
    for name in ["inventory.csv", "rejects.csv", "conflicts.csv"] {
        let (one, four) =
            (folder.read(&format!("one/{name}")), folder.read(&format!("four/{name}")));
        assert!(one == four, "{name} differs");
        assert!(one.lines().count() > 100, "{name} says nothing");
    }
}

#[test]
fn no_file_among_the_inventories_is_passed_over_without_a_word() {
    let rows = "equipment_id,equipment_type,acquired_on\nA,laptop,2024-01-01\n";
    let tabs = rows.replace(',', "\t").replace("A\t", "B\t");
    let folder = Folder::new()
        .with("inventories/2025-mairie.csv", rows)
        .with("inventories/2025-ecole.tsv", &tabs)
        .with("inventories/2025-crèche.txt", tabs.replace("B\t", "C\t"))
        .with("inventories/lisez-moi.txt", "Ce dossier porte les inventaires.");
    let run = folder.assess(&[]);
    assert_eq!(run.0["counts"]["kept"], 3);
    assert_eq!(run.0["lacks"], serde_json::json!([]));
    // What no reader takes is missing from the total, and is named; of another year it is not asked.
    let folder = folder
        .with("inventories/2025-liste.pdf", "%PDF-1.4")
        .with("inventories/2024-liste.docx", "PK");
    let run = folder.assess(&[]);
    assert_eq!(run.0["lacks"][0]["code"], "file_not_read");
    let said = run.0["lacks"][0]["text_fr"].as_str().unwrap();
    assert!(said.starts_with("1 fichier d'inventaire non lu\u{a0}: 2025-liste.pdf"), "{said}");
    for command in ["assess", "import"] {
        let ran = folder.run(&[command, ".", "--year", "2025", "--out", command, "--strict"]);
        assert_eq!(ran.code, Some(3), "{command} {}", ran.err);
        assert!(
            ran.err.contains("2025-liste.pdf") || ran.out.contains("1 fichier d'inventaire non lu"),
            "{command} {} {}",
            ran.out,
            ran.err
        );
    }
    // An old workbook says how it can be read.
    let folder = folder.with("inventories/2025-lycée.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old");
    let ran = folder.run(&["assess", ".", "--year", "2025"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(ran.err.contains("2025-lycée.xls"), "{}", ran.err);
}
