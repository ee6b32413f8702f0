//! Rows set aside, corrected, and fed back alone.

use crate::support::{Folder, impacts};
use crate::workbooks::{data, xlsx};

const GLPI: &str = "\u{feff}\"Nom\";\"Statut\";\"Fabricant\";\"Type\";\"Modèle\";\"Numéro de série\";\"Usager\";\"Date d'achat\";\n\
    \"PC-1\";\"En service\";\"Dell\";\"Portable\";\"Latitude\";\"SN-PC-1\";\"p.martin\";\"24-11-2022\";\n\
    \"PC-2\";\"En service\";\"Dell\";\"Chose\";\"Xyz; \"\"7\"\"\";\"SN-PC-2\";\"j.durand\";\"28-02-2022\";\n\
    \n\
    \"\";\"En service\";\"Kärcher\";\"Aspirateur\";\"two\nlines\";\"SN-PC-3\";\"\";\"03-04-2022\";\n";

fn import(folder: &Folder, file: &str, out: &str, more: &[&str]) -> [u64; 5] {
    let args = ["import", file, "--year", "2025", "--out", out, "--lang", "en"];
    let ran = folder.run(&[&args[..], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: serde_json::Value =
        serde_json::from_str(&folder.read(&format!("{out}/run.json"))).unwrap();
    ["rows_read", "kept", "rejected", "out_of_scope", "merged"]
        .map(|name| run["counts"][name].as_u64().unwrap())
}

#[test]
fn rows_set_aside_are_corrected_and_fed_back_alone() {
    for dialect in ["standard", "fr"] {
        let folder = Folder::new().with("glpi.csv", GLPI);
        assert_eq!(
            import(&folder, "glpi.csv", "out", &["--csv-dialect", dialect]),
            [3, 1, 2, 0, 0]
        );
        let rejects = folder.read("out/rejects.csv");
        assert!(!rejects.contains("j.durand") && !rejects.contains("SN-PC-2"), "{rejects}");
        // As it is, it is still wrong, on the same lines of the same file.
        assert_eq!(import(&folder, "out/rejects.csv", "again", &[]), [2, 0, 2, 0, 0], "{dialect}");
        let places: Vec<(String, String, String)> = impacts(&folder.path("again/rejects.csv"))
            .into_iter()
            .map(|row| (row["file"].clone(), row["line"].clone(), row["value"].clone()))
            .collect();
        let place = |line: &str, value: &str| ("glpi.csv".into(), line.into(), value.into());
        assert_eq!(places, [place("3", "Chose"), place("5", "Aspirateur")], "{dialect}");
        // Corrected by hand, it is kept; the other row's date still says that the day comes first.
        let corrected = rejects.replace("Chose", "Portable").replace("Aspirateur", "Imprimante");
        let folder = folder.with("corrigé.csv", corrected);
        assert_eq!(import(&folder, "corrigé.csv", "done", &[]), [2, 2, 0, 0, 0], "{dialect}");
        let rows = impacts(&folder.path("done/inventory.csv"));
        assert_eq!(rows[0]["equipment_id"], "PC-2");
        assert_eq!(rows[0]["model"], "Xyz; \"7\"");
        assert_eq!(rows[0]["acquired_on"], "2022-02-28");
        assert_eq!(rows[1]["acquired_on"], "2022-04-03");
        assert_eq!(rows[1]["equipment_id"], "glpi.csv:5", "it has the name it would have had");
    }
}

#[test]
fn a_cell_below_a_thing_is_asked_for_the_thing_and_not_for_a_number_alone() {
    let reasons = |list: &str| {
        let folder = Folder::new().with("parc.csv", list);
        import(&folder, "parc.csv", "out", &[]);
        let rows = impacts(&folder.path("out/rejects.csv"));
        rows.into_iter()
            .map(|row| {
                format!("{} {}: {}; {}", row["column"], row["value"], row["reason"], row["hint"])
            })
            .collect::<Vec<String>>()
    };
    let told =
        reasons("Nom;PC;Écran\nZeus;OptiPlex 3080;2\nHéra;sans marque;P2422H\nArès;oui;P2422H\n");
    let said = "PC sans marque: the cell says neither which equipment it is, nor how many there are; \
                write the model, or how many, or `no` where there is none";
    assert_eq!(told, [said]);
    // The cells are filled: it is the heading that names no equipment.
    let told = reasons("Service;Postes;Écrans\nRH;4;4\nFinances;6;8\nUrba;11;12\n");
    assert_eq!(told.len(), 3);
    assert!(told[0].contains("neither the heading of the column, nor the cell"), "{told:?}");
    // A quantity of a list is a number all the same, and an empty type is missing.
    let told =
        reasons("Type;Modèle;Quantité\nPC fixe;OptiPlex 3080;quelques\nPC fixe;OptiPlex 3080;2\n");
    assert!(told[0].contains("not a number"), "{told:?}");
}

#[test]
fn a_list_known_by_its_values_is_assessed_again_with_its_rows_set_aside() {
    let list = "Type;Quantité\nPC portable;4\nÉcran;6\nBidule;2\nTruc;1\n";
    let folder = Folder::new().with("parc.csv", list);
    assert_eq!(import(&folder, "parc.csv", "out", &[]), [4, 2, 2, 0, 0]);
    let counts = |folder: &Folder| {
        let args = ["assess", "out", "--year", "2025", "--out", "again", "--lang", "en"];
        let ran = folder.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let run: serde_json::Value = serde_json::from_str(&folder.read("again/run.json")).unwrap();
        ["rows_read", "kept", "rejected"].map(|name| run["counts"][name].as_u64().unwrap())
    };
    assert_eq!(counts(&folder), [4, 2, 2], "rows too few to be a table stay set aside");
    let corrected = folder.read("out/rejects.csv").replace("Bidule", "Imprimante");
    let folder = folder.with("out/rejects.csv", corrected);
    assert_eq!(counts(&folder), [4, 3, 1], "the one that was corrected is read");
}

/// Rows that are asked beside others, read alone, would be machines: most of them count.
#[test]
fn the_folder_of_an_import_counts_what_the_import_did() {
    let list = "Lieu;Type;Marque;Modèle;Qté\nMairie;PC portable;Dell;Latitude 5420;5\n\
        Mairie;Écran;Dell;P2419H;5\nMairie;PC fixe;HP;ProDesk 400;5\nMairie;Serveur;Dell;PowerEdge R540;1\n\
        Mairie;Nb PC portables;;;12\nMairie;Nb écrans;;;15\nMairie;Nb serveurs;;;2\n";
    let folder = Folder::new().with("parc.csv", list);
    assert_eq!(import(&folder, "parc.csv", "out", &[]), [7, 4, 3, 0, 0]);
    let total = |what: &str, more: &[&str]| {
        let args = ["assess", what, "--year", "2025", "--out", "again", "--lang", "en"];
        let ran = folder.run(&[&args[..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let run: serde_json::Value = serde_json::from_str(&folder.read("again/run.json")).unwrap();
        let counts = ["kept", "rejected"].map(|name| run["counts"][name].as_u64().unwrap());
        (counts, run["units"].as_f64())
    };
    assert_eq!(total("out", &[]), total("parc.csv", &[]));
    assert_eq!(total("out", &[]).0, [4, 3]);
    // What is said of a word since is heard.
    assert_eq!(total("out", &["--type", "Nb serveurs=server"]).0, [5, 2]);
    // And a line that was corrected is read.
    let rejects = folder.read("out/rejects.csv");
    let corrected = rejects.replacen("Nb écrans", "Écran", 1);
    std::fs::write(folder.path("out/rejects.csv"), corrected).unwrap();
    assert_eq!(total("out", &[]).0, [5, 2]);
}

#[test]
fn the_units_of_rows_set_aside_are_said() {
    let list = "Type;Modèle;Quantité\nPC portable;Latitude 5490;12\nBidule;;2400\nTruc;;1200\n";
    let folder = Folder::new().with("parc.csv", list);
    let ran = folder.run(&["assess", "parc.csv", "--year", "2025", "--lang", "en"]);
    let said = format!("{}{}", ran.out, ran.err);
    assert!(said.contains("3,600 units at least, by the quantities"), "{said}");
}

/// What is said of the rows set aside of an assessment.
fn said_aside(folder: &Folder, files: &[&str]) -> String {
    let ran = folder.run(&[&["assess"], files, &["--year", "2025", "--lang", "en"]].concat());
    format!("{}{}", ran.out, ran.err)
}

#[test]
fn the_units_of_all_rows_set_aside_are_said_whatever_set_them_aside() {
    // A row that repeats another one's identifier.
    let folder = Folder::new().with(
        "parc.csv",
        "equipment_id;equipment_type;model;quantity\nA;monitor;P2419H;12\nA;monitor;E2420H;700\n",
    );
    let said = said_aside(&folder, &["parc.csv"]);
    assert!(said.contains("700 units at least, by the quantities"), "{said}");
    // The same, given back as it was; what is read besides is another list.
    import(&folder, "parc.csv", "out", &[]);
    let folder = folder.with("autre.csv", "equipment_id;equipment_type\nB;laptop\n");
    let said = said_aside(&folder, &["autre.csv", "out/rejects.csv"]);
    assert!(said.contains("700 units at least, by the quantities"), "{said}");
    // Rows that two stray quotes made one.
    let folder = Folder::new().with(
        "parc.csv",
        "equipment_id;equipment_type;model;quantity\nA;monitor;P2419H;12\n\
         B;monitor;\"E24;300\nC;monitor;P22;400\nD;monitor;E24\";500\n",
    );
    let said = said_aside(&folder, &["parc.csv"]);
    assert!(said.contains("1,200 units at least, by the quantities"), "{said}");
}

#[test]
fn an_earlier_inventory_may_be_rows_set_aside_that_are_no_table_any_more() {
    let list = "Type;Quantité\nPC portable;4\nÉcran;6\nBidule;2\nTruc;1\n";
    let folder = Folder::new().with("parc.csv", list);
    import(&folder, "parc.csv", "out", &[]);
    let rejects = folder.read("out/rejects.csv");
    let folder = folder.with("ecarts.csv", rejects);
    let ran = folder.run(&[
        "import",
        "parc.csv",
        "--previous",
        "ecarts.csv",
        "--year",
        "2025",
        "--out",
        "again",
    ]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn rows_of_two_files_are_fed_back_under_the_headings_of_each() {
    let folder = Folder::new()
        .with("glpi.csv", GLPI)
        .with("ecrans.csv", "equipment_id,equipment_type,quantity\nE-1,monitor,0\nE-2,monitor,3\n");
    let args = ["import", "glpi.csv", "ecrans.csv", "--year", "2025", "--out", "out"];
    assert_eq!(folder.run(&args).code, Some(0));
    let mut rejects = table(&folder.read("out/rejects.csv"));
    for row in 1..rejects.len() {
        for (column, from, to) in
            [("Type", "Chose", "Portable"), ("Type", "Aspirateur", "Imprimante")]
        {
            if cell(&rejects, row, column) == from {
                set(&mut rejects, row, column, to);
            }
        }
        if cell(&rejects, row, "equipment_id") == "E-1" {
            set(&mut rejects, row, "quantity", "2");
        }
    }
    let corrected = text(&rejects);
    let folder = folder.with("c.csv", corrected);
    assert_eq!(import(&folder, "c.csv", "done", &[]), [3, 3, 0, 0, 0]);
    let run: serde_json::Value = serde_json::from_str(&folder.read("done/run.json")).unwrap();
    let inputs: Vec<&str> =
        run["inputs"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["c.csv", "c.csv"], "what was given is named, not what was made of it");
}

/// A table by rows and cells, its heading first.
fn table(text: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn at(table: &[Vec<String>], column: &str) -> usize {
    table[0].iter().position(|name| name == column).unwrap()
}

fn cell<'t>(table: &'t [Vec<String>], row: usize, column: &str) -> &'t str {
    &table[row][at(table, column)]
}

fn set(table: &mut [Vec<String>], row: usize, column: &str, value: &str) {
    let column = at(table, column);
    value.clone_into(&mut table[row][column]);
}

fn text(table: &[Vec<String>]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in table {
        out.write_record(row).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

#[test]
fn the_table_has_the_files_own_columns_then_the_reason_and_the_hint() {
    let folder = Folder::new().with("glpi.csv", GLPI);
    import(&folder, "glpi.csv", "out", &[]);
    let rejects = table(&folder.read("out/rejects.csv"));
    let own = [
        "Nom",
        "Statut",
        "Fabricant",
        "Type",
        "Modèle",
        "Numéro de série",
        "Usager",
        "Date d'achat",
    ];
    assert_eq!(rejects[0][..8], own);
    let ours = ["file", "line", "column", "value", "reason", "hint", "row", "headings"];
    assert_eq!(rejects[0][rejects[0].len() - 8..], ours);
    assert_eq!(cell(&rejects, 1, "Modèle"), "Xyz; \"7\"");
    assert_eq!(cell(&rejects, 1, "Usager"), "", "personal data stays out");
    assert_eq!(cell(&rejects, 2, "Modèle"), "two\nlines");
}

#[test]
fn a_corrected_row_takes_the_place_of_the_original_and_what_is_still_wrong_counts_once() {
    let folder = Folder::new().with("glpi.csv", GLPI);
    assert_eq!(import(&folder, "glpi.csv", "out", &[]), [3, 1, 2, 0, 0]);
    let mut rejects = table(&folder.read("out/rejects.csv"));
    set(&mut rejects, 1, "Type", "Portable");
    let folder = folder.with("c.csv", text(&rejects));
    assert_eq!(import(&folder, "glpi.csv", "both", &["c.csv"]), [3, 2, 1, 0, 0]);
    let rows = impacts(&folder.path("both/inventory.csv"));
    assert_eq!(rows[1]["equipment_id"], "PC-2");
    assert_eq!(rows[1]["acquired_on"], "2022-02-28");
    // What is left is corrected in its turn, both tables at once.
    let mut rest = table(&folder.read("both/rejects.csv"));
    set(&mut rest, 1, "Type", "Imprimante");
    let folder = folder.with("d.csv", text(&rest));
    assert_eq!(import(&folder, "glpi.csv", "all", &["c.csv", "d.csv"]), [3, 3, 0, 0, 0]);
}

#[test]
fn what_is_masked_in_the_table_stays_as_the_file_has_it() {
    let folder = Folder::new().with(
        "parc.csv",
        "ID;Nom;Type;Fabricant;Modèle;Numéro de série;Lieu\n\
         ;SEP001B54AABBCC;Chose;Acme;Zeta;S-1;Lyon\n;SEP001B54AABBCD;Téléphone IP;Cisco;7841;S-2;Lyon\n",
    );
    assert_eq!(import(&folder, "parc.csv", "out", &[]), [2, 1, 1, 0, 0]);
    let mut rejects = table(&folder.read("out/rejects.csv"));
    assert_eq!(cell(&rejects, 1, "Nom"), "SEP***");
    set(&mut rejects, 1, "Type", "Téléphone IP");
    let folder = folder.with("c.csv", text(&rejects));
    assert_eq!(import(&folder, "parc.csv", "both", &["c.csv"]), [2, 2, 0, 0, 0]);
    assert!(!folder.read("both/inventory.csv").contains("001B54"));
}

#[test]
fn a_duplicate_given_alone_as_it_was_is_still_one() {
    let folder = Folder::new().with(
        "parc.csv",
        "ID;Nom;Statut;Fabricant;Numéro de série;Type;Modèle;Lieu;Date d'achat\n\
         7;PC-1;En service;Dell;S-1;Portable;Latitude;Lyon;2021-03-04\n\
         7;PC-2;En service;Dell;S-2;Portable;Latitude;Lyon;2021-03-04\n",
    );
    assert_eq!(import(&folder, "parc.csv", "out", &[]), [2, 1, 1, 0, 0]);
    assert_eq!(import(&folder, "out/rejects.csv", "again", &[]), [1, 0, 1, 0, 0]);
    let mut rejects = table(&folder.read("again/rejects.csv"));
    set(&mut rejects, 1, "ID", "8");
    let folder = folder.with("c.csv", text(&rejects));
    assert_eq!(import(&folder, "c.csv", "done", &[]), [1, 1, 0, 0, 0]);
}

#[test]
fn rows_of_no_inventory_are_passed_over_with_a_word() {
    let head = "file,line,column,value,reason,hint,row,headings\n";
    let row = "u.csv,2,energy_kwh,x,not a number,,A;x,\n";
    let folder = Folder::new()
        .with("rejects.csv", format!("{head}{row}"))
        .with("parc.csv", "equipment_id,equipment_type\nA,laptop\n");
    let args =
        ["import", "parc.csv", "rejects.csv", "--year", "2025", "--out", "out", "--lang", "en"];
    let ran = folder.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("1 row is of no inventory"), "{}", ran.err);
    assert!(ran.err.contains("1 row read = 1 kept"), "{}", ran.err);
}

#[test]
fn a_line_that_no_file_has_is_refused_and_takes_no_memory() {
    for line in ["0", "18446744073709551615", "10000000000000", "4000000000", "x"] {
        let folder = Folder::new().with(
            "rejects.csv",
            format!(
                "file,line,column,value,reason,hint,row,headings\n\
                 a.csv,{line},equipment_type,x,r,h,\"laptop;M\",equipment_type;model\n"
            ),
        );
        let ran =
            folder.run(&["assess", "rejects.csv", "--detail", "--year", "2025", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{line}: {}", ran.err);
        assert!(ran.err.contains("line number expected"), "{}", ran.err);
    }
}

/// A replacement in the whole table changes the quotation of each row with its cells: the row is known
/// by its file, its line and its column, and the cells that were corrected take its place.
#[test]
fn rows_corrected_by_a_replacement_in_the_whole_table_take_the_place_of_those_they_were() {
    let numbers = [("pleins", "2"), ("assez", "3"), ("foule", "5"), ("peu", "1")];
    let things = [("Machin", "Tablette"), ("pleins", "2"), ("foule", "5")];
    let models = [("25 fixes", "Latitude 5420"), ("40 portables", "Latitude 5430")];
    for (list, replaced, asked, kept) in [
        // Several machines a row, of which two stand in one cell.
        (
            "Bureau;PC;Ecran\n1;OptiPlex 3080;P2422H\n2;25 fixes + 40 portables;P2422H\n\
             3;OptiPlex 3080;P2422H\n4;OptiPlex 3080;P2422H\n",
            &models[..],
            2,
            9,
        ),
        // Side by side.
        (
            "Type;Modèle;Qté;;Type;Modèle;Qté\nPortable;Latitude 5420;pleins;;Ecran;P2422H;assez\n\
             PC;OptiPlex 3080;5;;Ecran;P2419H;pleins\n",
            &numbers[..],
            3,
            4,
        ),
        // Stacked.
        (
            "Type;Modèle;Qté\nPortable;Latitude 5420;pleins\n\nType;Qté;Modèle\n\
             Ecran;assez;P2422H\nPC;pleins;OptiPlex 3080\n",
            &numbers[..],
            3,
            3,
        ),
        // Places, and types, in the headings.
        (
            "Type;Modèle;Mairie;Ecole\nPortable;Latitude 5420;pleins;3\nMachin;XX;2;4\n\
             Ecran;P2422H;9;foule\n",
            &things[..],
            4,
            6,
        ),
        ("Salle;PC fixe;Portable;Ecran\nA;2;peu;2\nB;assez;1;4\nC;1;1;peu\n", &numbers[..], 3, 9),
        // A flat list, as it always was.
        ("Type;Modèle;Qté\nPC;OptiPlex 3080;pleins\nEcran;P2422H;3\n", &numbers[..], 1, 2),
    ] {
        let folder = Folder::new().with("parc.csv", list);
        let first = import(&folder, "parc.csv", "out", &[]);
        assert_eq!((first[1], first[2]), (kept - asked, asked), "{list}");
        let rejects = folder.read("out/rejects.csv");
        let replaced = replaced.iter().fold(rejects, |text, (was, now)| text.replace(was, now));
        let folder = folder.with("c.csv", &replaced);
        let all = import(&folder, "parc.csv", "both", &["c.csv"]);
        assert_eq!((all[1], all[2]), (kept, 0), "{list}{replaced}");
    }
}

/// Of rows of one line that differ alike from what was corrected, none is guessed at.
#[test]
fn a_corrected_row_that_may_be_either_of_two_is_said_not_to_be_found() {
    let list = "Type;Modèle;Qté;;Type;Modèle;Qté\nPC;OptiPlex 3080;pleins;;PC;OptiPlex 3080;assez\n\
        PC;OptiPlex 7010;5;;Ecran;P2419H;2\n";
    let folder = Folder::new().with("parc.csv", list);
    assert_eq!(import(&folder, "parc.csv", "out", &[]), [4, 2, 2, 0, 0]);
    let text = folder.read("out/rejects.csv").replace("pleins", "2");
    let alone: Vec<&str> = text.lines().filter(|line| !line.contains("assez")).collect();
    let folder = folder.with("c.csv", alone.join("\n"));
    let args = ["import", "parc.csv", "c.csv", "--year", "2025", "--out", "b", "--lang", "en"];
    let ran = folder.run(&args);
    let said = "1 row is not found in parc.csv: to be corrected in that file";
    let all = format!("{}{}", ran.out, ran.err).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(all.contains(said), "{all}");
    assert!(!all.contains("takes the place"), "{all}");
}

/// As in tables of text, in a workbook: of several sheets, and of a cross table.
#[test]
fn rows_of_a_workbook_are_corrected_by_a_replacement_in_the_whole_table() {
    let lists =
        |first: &[&str], second: &[&str]| xlsx(&[("Mairie", data(first)), ("École", data(second))]);
    let flat = lists(
        &["Type;Modèle;Qté", "Portable;Latitude 5420;pleins", "PC;OptiPlex 3080;3", "Truc;X;2"],
        &["Type;Modèle;Qté", "Portable;Latitude 5420;pleins", "Ecran;P2422H;4"],
    );
    let crossed = xlsx(&[(
        "P",
        data(&["Salle;PC fixe;Portable;Ecran", "A;pleins;1;2", "B;3;pleins;4", "C;1;1;pleins"]),
    )]);
    for (book, kept) in [(flat, 5), (crossed, 9)] {
        let folder = Folder::new().with("parc.xlsx", book);
        let first = import(&folder, "parc.xlsx", "out", &[]);
        assert_eq!((first[1], first[2]), (kept - 3, 3));
        let rejects = folder.read("out/rejects.csv");
        let replaced = rejects.replace("pleins", "2").replace("Truc", "Tablette");
        let folder = folder.with("c.csv", replaced);
        let all = import(&folder, "parc.xlsx", "both", &["c.csv"]);
        assert_eq!((all[1], all[2]), (kept, 0));
    }
}

/// The same cells are the same row, whether quoted, followed by empty ones or put by a correction.
#[test]
fn a_row_written_twice_is_merged_however_its_cells_are_written() {
    let list = "N° de série;Type;Modèle;Qté\nSN-A12345;Portable;Latitude 5420\n\
        SN-A12345;\"Portable\";Latitude 5420;;\nSN-B12345;PC;\"x;y\";1\n\
        SN-B12345;PC;\"x;y\";\"1\";\nSN-C12345;Ecran;P2422H;2\nSN-C12345;Ecran;P2422H;pleins\n";
    let folder = Folder::new().with("parc.csv", list);
    assert_eq!(import(&folder, "parc.csv", "out", &[]), [6, 3, 1, 0, 2]);
    let corrected = folder.read("out/rejects.csv").replace("pleins", "2");
    let folder = folder.with("c.csv", corrected);
    assert_eq!(import(&folder, "parc.csv", "both", &["c.csv"]), [6, 3, 0, 0, 3]);
}
