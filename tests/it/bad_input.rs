//! What is said when something is wrong: the whole message, the exit code, and nothing written.

use crate::support::{Folder, Ran, command, round};
use std::fmt::Write as _;
use std::io::Read;
use std::process::Stdio;

/// Assesses a file of this folder for 2025 with the round factors, into `out`.
fn assess(folder: &Folder, file: &str, more: &[&str]) -> Ran {
    let factors = round();
    let mut args = vec!["assess", file, "--out", "out"];
    if !more.contains(&"--year") {
        args.extend(["--year", "2025"]);
    }
    if !more.contains(&"--factors") {
        args.extend(["--factors", factors.to_str().unwrap()]);
    }
    args.extend(more);
    folder.run(&args)
}

/// The run stops with status 2 and this message on standard error, and nothing is written.
#[track_caller]
fn stops(folder: &Folder, file: &str, more: &[&str], message: &str) {
    let ran = assess(folder, file, more);
    assert_eq!(ran.err.trim_end(), message);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.out, "");
    assert!(!folder.path("out").exists(), "nothing is written");
}

/// As [`stops`], in English, for a file of these bytes.
#[track_caller]
fn refused(bytes: impl AsRef<[u8]>, message: &str) {
    stops(&Folder::new().with("parc.csv", bytes), "parc.csv", &["--lang", "en"], message);
}

/// The rows set aside, as `line, column, value, reason, hint`, and how many rows were kept.
#[track_caller]
fn rejects(bytes: impl AsRef<[u8]>, lang: &str) -> (Vec<[String; 5]>, u64) {
    let folder = Folder::new().with("parc.csv", bytes);
    let ran = assess(&folder, "parc.csv", &["--lang", lang]);
    // Where the only row is set aside, there is no figure; rejects.csv is there all the same.
    assert!(matches!(ran.code, Some(0 | 2)), "{}", ran.err);
    let rows = crate::support::impacts(&folder.path("out/rejects.csv"))
        .iter()
        .map(|row| ["line", "column", "value", "reason", "hint"].map(|name| row[name].clone()))
        .collect();
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    (rows, run["counts"]["kept"].as_u64().unwrap())
}

/// The second line of a canonical file is set aside with this value, reason and hint.
#[track_caller]
fn set_aside(text: &str, column: &str, value: &str, reason: &str, hint: &str) {
    assert_eq!(
        rejects(text, "en"),
        (vec![["2", column, value, reason, hint].map(str::to_owned)], 0)
    );
}

/// The only row of a canonical file counts, and its cell of this value is said to be unread.
#[track_caller]
fn cell_set_aside(bytes: impl AsRef<[u8]>, column: &str, value: &str, reason: &str, hint: &str) {
    let folder = Folder::new().with("parc.csv", bytes);
    let ran = assess(&folder, "parc.csv", &["--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let cells: Vec<[String; 5]> = crate::support::impacts(&folder.path("out/unread-cells.csv"))
        .iter()
        .map(|row| ["line", "column", "value", "reason", "hint"].map(|name| row[name].clone()))
        .collect();
    assert_eq!(cells, [["2", column, value, reason, hint].map(str::to_owned)]);
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    assert_eq!((&run["counts"]["kept"], &run["counts"]["rejected"]), (&1.into(), &0.into()));
    assert_eq!(run["unread_cells"], 1);
    let assumed = run["coverage"]["assumptions"].as_array().unwrap();
    assert!(assumed.iter().any(|one| one["code"] == "unread_cell"), "{assumed:?}");
    assert!(ran.out.contains("1 cell that cannot be read, taken as empty"), "{}", ran.out);
}

const TYPE: &str = "equipment_id;equipment_type\n";

// Files that cannot be read.

#[test]
fn a_missing_file_is_said_in_french() {
    stops(
        &Folder::new(),
        "parc.csv",
        &[],
        "erreur : fichier introuvable
  --> parc.csv

conseil : vérifiez le chemin ; `--help` de la commande montre ce qu'on peut donner",
    );
}

#[test]
fn a_missing_file_is_said_in_english() {
    stops(
        &Folder::new(),
        "parc.csv",
        &["--lang", "en"],
        "error: file not found
  --> parc.csv

hint: check the path; the command's `--help` shows what can be given",
    );
}

#[test]
fn an_empty_file_is_said() {
    refused(
        "",
        "error: the file is empty
  --> parc.csv

hint: export the list again from your tool, column headings included",
    );
}

#[test]
fn a_file_of_empty_lines_has_no_headings() {
    refused("\n\n\n", "error: the file has no column headings\n  --> parc.csv");
}

#[test]
fn a_file_of_headings_alone_says_that_it_has_no_row() {
    let folder = Folder::new().with("parc.csv", TYPE);
    let ran = assess(&folder, "parc.csv", &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert_eq!(ran.out, "");
    let said = "erreur : l'inventaire n'a aucune ligne : il n'y a pas de chiffre";
    assert!(ran.err.starts_with(said), "{}", ran.err);
}

#[test]
fn a_file_of_headings_alone_with_a_byte_order_mark_has_no_row_either() {
    // GLPI 10 writes the mark.
    let folder = Folder::new().with("parc.csv", format!("\u{feff}{TYPE}"));
    let said = assess(&folder, "parc.csv", &["--lang", "en"]).err;
    assert!(said.starts_with("error: the inventory has no row: there is no figure"), "{said}");
}

#[test]
fn a_file_of_headings_alone_in_utf_16_has_no_row_either() {
    let bytes: Vec<u8> =
        format!("\u{feff}{TYPE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new().with("parc.csv", bytes);
    let said = assess(&folder, "parc.csv", &["--lang", "en"]).err;
    assert!(said.starts_with("error: the inventory has no row: there is no figure"), "{said}");
}

#[test]
fn a_picture_is_named() {
    refused(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "error: this is not a CSV file, but a file of another kind: PNG
  --> parc.csv

hint: export the list as CSV (UTF-8)",
    );
}

#[test]
fn a_workbook_cut_short_is_refused() {
    refused(
        b"PK\x03\x04\x14\0\x06\0",
        "error: the workbook is unreadable or cut short
  --> parc.csv
  caused by: invalid Zip archive: Could not find EOCD

hint: open it and save it again, or export the sheet as \"CSV UTF-8\"",
    );
}

#[test]
fn zero_bytes_are_no_text() {
    refused(
        b"equipment_type\n\0\0a\0b\n",
        "error: this is not a text file (zero bytes)
  --> parc.csv

hint: export the list as CSV (UTF-8)",
    );
}

#[test]
fn mac_roman_is_refused_with_the_way_out() {
    // "Hôtel à" in Mac Roman: ô is 0x99, à 0x88; É 0x83.
    refused(
        b"equipment_id;equipment_type;site\n\x831;laptop;H\x99tel \x88\n",
        "error: the file's encoding is neither UTF-8 nor Windows-1252, and it is not guessed
  --> parc.csv

hint: save it as \"CSV UTF-8\" (Excel: Save as; LibreOffice: character set)
hint: or say it: `--encoding macintosh` (or windows-1252, utf-16le, utf-16be)",
    );
}

/// The site of the one row, read with these options.
#[track_caller]
fn site(bytes: &[u8], more: &[&str]) -> String {
    let folder = Folder::new().with("parc.csv", bytes);
    let mut args = vec!["--by", "site", "--format", "json"];
    args.extend(more);
    let ran = assess(&folder, "parc.csv", &args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    run["by"]["site"][0]["key"].as_str().unwrap().to_owned()
}

const SITED: &str = "equipment_id;equipment_type;site\nA;laptop;Hôtel – Cœur\n";

#[test]
fn windows_1252_is_read_without_mojibake() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(SITED);
    assert_eq!(site(&bytes, &[]), "Hôtel – Cœur");
}

#[test]
fn utf_16_is_read_with_its_mark() {
    let bytes: Vec<u8> =
        format!("\u{feff}{SITED}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(site(&bytes, &[]), "Hôtel – Cœur");
}

#[test]
fn utf_16_big_endian_is_read_without_its_mark() {
    let bytes: Vec<u8> = SITED.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(site(&bytes, &["--encoding", "utf-16be"]), "Hôtel – Cœur");
}

#[test]
fn mac_roman_is_read_when_said() {
    let bytes = b"equipment_id;equipment_type;site\nA;laptop;H\x99tel\n";
    assert_eq!(site(bytes, &["--encoding", "macintosh"]), "Hôtel");
}

#[test]
fn broken_bytes_in_a_utf_8_file_cost_the_cell_alone() {
    cell_set_aside(
        b"equipment_id;equipment_type;site\nA;laptop;H\xf4tel de ville \xc3\xa9\n",
        "site",
        "H\u{fffd}tel de ville \u{e9}",
        "unreadable characters (bytes that are not UTF-8)",
        "export the file again as UTF-8",
    );
}

const TOO_LONG: &str = "error: a line is longer than 16 MB
  --> parc.csv, line {}

hint: a quote opened and never closed, or a file that is no CSV: export it again";

#[test]
fn a_line_of_17_megabytes_is_refused() {
    let long = "x".repeat(17 << 20);
    refused(
        format!("equipment_id;equipment_type;model\nA;laptop;{long}\nB;laptop;\n"),
        &TOO_LONG.replace("{}", "2"),
    );
}

#[test]
fn a_heading_of_17_megabytes_is_refused() {
    refused(
        format!("equipment_id;equipment_type;{}\nB;laptop;\n", "x".repeat(17 << 20)),
        &TOO_LONG.replace("{}", "1"),
    );
}

#[test]
fn a_quote_never_closed_does_not_swallow_the_rows_after_it_unsaid() {
    refused(
        "equipment_id;equipment_type;model\nA;laptop;x\nB;laptop;\"open\nC;laptop;y\nD;laptop;z\n",
        "error: a quote is opened and never closed: the rows after it cannot be read
  --> parc.csv, line 3

hint: close or remove the quote on that line, or export the file again",
    );
}

/// Tables whose rows are written anew stop as flat ones do: cross tables of types, places and
/// states, several machines a row, machines beside a row's own, and tables one below another.
#[test]
fn a_quote_never_closed_stops_every_kind_of_table_at_its_line() {
    for (table, line) in [
        (
            "Service;PC fixe;Portable;Ecran;Obs\nA;1;2;3;ok\nB;1;0;1;\"à voir\nC;4;5;9;\nD;1;1;2;\n",
            3,
        ),
        (
            "Type;Modèle;Mairie;Ecole;Obs\nPortable;Latitude 5420;2;3;a\nPC;OptiPlex 3080;2;3;\"24 pouces\nEcran;P2422H;3;4;x\n",
            3,
        ),
        (
            "Type;Modèle;En service;En stock;Obs\nPortable;Latitude 5420;2;3;a\nPC;OptiPlex 3080;2;3;\"24 pouces\nEcran;P2422H;3;4;x\n",
            3,
        ),
        (
            "Bureau;Agent;PC;Ecran;Obs\n1;Anne;OptiPlex 3080;P2422H;ok\n2;Luc;OptiPlex 3080;P2422H;\"à voir\n3;Eva;OptiPlex 7010;P2419H;\n4;Jo;Latitude 5420;P2419H;\n",
            3,
        ),
        (
            "Type;Modèle;Écran;Obs\nPortable;Latitude 5420;P2422H;a\nPC;OptiPlex 3080;P2422H;\"a\nPC;OptiPlex 7010;P2419H;v\n",
            3,
        ),
        (
            "Etage;Bureau;PC;Ecran;Imp\nRDC;Accueil;2;2;1\n\"\";Etat civil;3;3;\"\n1er;DG;1;2;1\n\"\";RH;2;2;-\n2e;DST;4;6;1\n",
            3,
        ),
        (
            "Type;Modèle;Qté\nPortable;Latitude 5420;2\n\nEcole;;\nType;Qté;Modèle\nEcran;3;\"P2422H\nPC;2;OptiPlex 3080\n",
            6,
        ),
        (
            "Parc\n\nType;Modèle;Qté;;Type;Modèle;Qté\nPortable;Latitude 5420;2;;Ecran;P2422H;3\nPC;OptiPlex 3080;5;;Ecran;\"P2419H;2\nPC;OptiPlex 7010;5;;Ecran;P2419H;2\n",
            5,
        ),
        (
            "Type;Marque;Modèle;N° de série\nEcran;Dell;P2419H;B204\nEcran;HP;E24;B204\nEcran;HP;E24;\"B205\nEcran;HP;E24;B206\n",
            4,
        ),
    ] {
        refused(
            table,
            &format!(
                "error: a quote is opened and never closed: the rows after it cannot be read
  --> parc.csv, line {line}

hint: close or remove the quote on that line, or export the file again"
            ),
        );
    }
}

// Tables that are no inventory.

#[test]
fn a_glpi_ticket_list_is_refused() {
    refused(
        "\u{feff}\"ID\";\"Titre\";\"Statut\";\"Date d'ouverture\";\"Demandeur - Demandeur\";\n\"4\";\"Panne\";\"Clos\";\"2023-05-02 15:59\";\"x\";\n",
        "error: this is a GLPI ticket export, not an equipment inventory
  --> parc.csv, line 1

hint: give the list of the equipment itself (GLPI: Assets > Computers > CSV export)",
    );
}

#[test]
fn g4its_virtual_equipment_alone_is_refused() {
    refused(
        "nomEquipementVirtuel;nomEquipementPhysique;vCPU;cluster;typeEqv\nv;p;4;c;calcul\n",
        "error: this file lists virtual machines
  --> parc.csv

hint: give the inventory of their servers too",
    );
}

#[test]
fn an_unknown_table_is_refused_with_what_is_read() {
    refused(
        "Couleur;Forme\nbleu;rond\n",
        "error: the column headings are of no known source
  --> parc.csv, line 1, value `Couleur, Forme`

hint: say what the columns that count are: `--column \"HEADING=equipment_type\"`, `model`, `quantity`, `status`, `acquired_on`…
hint: or have a mapping proposed, read it over, and keep it: `empreinte import --propose-map parc.csv --out mapping.toml`
hint: else rename the type column to `equipment_type` (and the others after docs/formats/inventory.md)",
    );
}

// Rows that cannot be used.

#[test]
fn an_unknown_type_is_set_aside_with_the_nearest() {
    set_aside(
        &format!("{TYPE}A;laptopp\n"),
        "equipment_type",
        "laptopp",
        "unknown equipment type",
        "the nearest: laptop; or say what it is: on the command line, --type \"laptopp=laptop\"",
    );
}

#[test]
fn an_unknown_type_is_said_in_french() {
    let (rows, _) = rejects(format!("{TYPE}A;aspirateur\n"), "fr");
    assert_eq!(
        rows[0][3..],
        [
            "type d'équipement inconnu",
            "dites ce que c'est : sur la ligne de commande, --type \"aspirateur=TYPE\" ; `empreinte factors list` montre les types"
        ]
    );
}

#[test]
fn a_missing_type_is_set_aside() {
    set_aside(&format!("{TYPE}A;\n"), "equipment_type", "", "value missing", "fill the cell in");
}

#[test]
fn a_row_of_empty_cells_is_no_row() {
    assert_eq!(rejects(format!("{TYPE}A;laptop\n;\n;\n"), "en"), (vec![], 1));
}

#[test]
fn a_date_that_does_not_exist_costs_the_cell_alone() {
    let form = "write YYYY-MM-DD or DD/MM/YYYY";
    let day = "there is no such day: correct it";
    for (date, hint) in [
        ("31/02/2025", day),
        ("2025-13-01", day),
        ("12/13/10.5", form),
        ("123.45.6", form),
        ("hier", form),
        ("12", form),
    ] {
        cell_set_aside(
            format!("equipment_id;equipment_type;acquired_on\nA;laptop;{date}\n"),
            "acquired_on",
            date,
            "not a date",
            hint,
        );
    }
}

#[test]
fn a_date_before_computers_costs_the_cell_alone() {
    cell_set_aside(
        "equipment_id;equipment_type;acquired_on\nA;laptop;1925-01-01\n",
        "acquired_on",
        "1925-01-01",
        "impossible year (1980 to 2100 expected)",
        "check the year",
    );
}

#[test]
fn what_left_before_it_was_bought_costs_the_cell_alone() {
    cell_set_aside(
        "equipment_id;equipment_type;acquired_on;exited_on\nA;laptop;2025-02-01;2025-01-31\n",
        "exited_on",
        "2025-01-31",
        "left before it was acquired (on 2025-02-01)",
        "correct one of the two dates",
    );
}

const COUNTED: &str = "equipment_id;equipment_type;quantity\n";

#[test]
fn a_quantity_that_counts_nothing_or_too_much_is_set_aside() {
    // The quote before −1 keeps a spreadsheet from reading a formula.
    for (quantity, shown) in
        [("-1", "'-1"), ("0", "0"), ("10000000", "10000000"), ("1000001", "1000001")]
    {
        set_aside(
            &format!("{COUNTED}A;laptop;{quantity}\n"),
            "quantity",
            shown,
            "not a count of equipment (a whole number, more than 0, at most 1,000,000)",
            "write how many there are, a whole number alone, without unit",
        );
    }
}

#[test]
fn a_quantity_that_is_no_number_is_set_aside() {
    for quantity in ["abc", "NaN", "inf", "12 lots", "1..2"] {
        set_aside(
            &format!("{COUNTED}A;laptop;{quantity}\n"),
            "quantity",
            quantity,
            "not a number",
            "write a number alone, without unit; decimal point or comma",
        );
    }
}

/// The quantity that a cell is read as.
#[track_caller]
fn quantity(text: &str) -> f64 {
    let folder = Folder::new().with("parc.csv", text);
    let ran = assess(&folder, "parc.csv", &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    run["units"].as_f64().unwrap()
}

#[test]
fn french_numbers_are_read_as_they_are_meant() {
    for cell in ["1 234,5", "1\u{a0}234,5", "1\u{202f}234,5", "1234,5", "1234.5", "1.234,5"] {
        let found = quantity(&format!("{COUNTED}A;laptop;{cell}\n"));
        assert_eq!(found.to_bits(), 1234.5_f64.to_bits(), "`{cell}`");
    }
}

#[test]
fn a_number_of_two_readings_is_set_aside() {
    set_aside(
        "equipment_id,equipment_type,quantity\nA,laptop,\"1,234\"\n",
        "quantity",
        "1,234",
        "ambiguous number",
        "write the number with a decimal point and without thousands separator",
    );
}

#[test]
fn impossible_energy_costs_the_cell_alone() {
    for (kwh, shown) in [("-5", "'-5"), ("1e9", "1e9")] {
        cell_set_aside(
            format!("equipment_id;equipment_type;annual_energy_kwh\nA;laptop;{kwh}\n"),
            "annual_energy_kwh",
            shown,
            "impossible energy (0 to 10,000,000 kWh expected)",
            "energy is written in kWh, never negative",
        );
    }
}

#[test]
fn an_identifier_read_twice_is_set_aside_the_second_time() {
    let (rows, kept) = rejects(format!("{TYPE}A;laptop\nB;laptop\nA;monitor\n"), "en");
    let expected = [
        "4",
        "equipment_id",
        "A",
        "identifier already read on an earlier row: line 2",
        "keep one of the rows, or give them different identifiers",
    ];
    assert_eq!((rows, kept), (vec![expected.map(str::to_owned)], 2));
}

#[test]
fn an_unknown_country_costs_the_cell_alone() {
    cell_set_aside(
        "equipment_id;equipment_type;country\nA;laptop;Syldavie\n",
        "country",
        "Syldavie",
        "unknown country",
        "write the country's name or its 2- or 3-letter code",
    );
}

#[test]
fn an_unknown_status_costs_the_cell_alone() {
    cell_set_aside(
        "equipment_id;equipment_type;status\nA;laptop;ailleurs\n",
        "status",
        "ailleurs",
        "unknown status",
        "say what it means: on the command line, --state \"ailleurs=STATE\" (ordered, in_stock, in_service, in_repair, decommissioned, exited)",
    );
}

#[test]
fn a_word_outside_a_list_costs_the_cell_alone() {
    cell_set_aside(
        "equipment_id;equipment_type;ownership\nA;laptop;mine\n",
        "ownership",
        "mine",
        "value not in the list: professional, cope, byod",
        "take a word of the list",
    );
}

#[test]
fn a_datacentre_that_is_not_listed_costs_the_cell_alone() {
    let folder = Folder::inventory("equipment_id;equipment_type;datacentre_id\nA;server;DC9\n")
        .with("datacentres.csv", "datacentre_id;pue\nDC1;1,5\n");
    let ran = assess(&folder, ".", &["--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = crate::support::impacts(&folder.path("out/unread-cells.csv"));
    assert_eq!(
        (rows[0]["value"].as_str(), rows[0]["reason"].as_str()),
        ("DC9", "unknown datacentre")
    );
}

/// The line shown for the second row, a type that nobody knows.
#[track_caller]
fn line_shown(text: &str) -> String {
    let (rows, _) = rejects(text, "en");
    rows[0][0].clone()
}

#[test]
fn the_line_shown_is_the_files_with_windows_line_ends() {
    assert_eq!(line_shown("equipment_id;equipment_type\r\nA;laptop\r\nB;zzz\r\n"), "3");
}

#[test]
fn the_line_shown_counts_empty_lines() {
    assert_eq!(line_shown("equipment_id;equipment_type\nA;laptop\n\n\nB;zzz\n"), "5");
}

#[test]
fn the_line_shown_counts_lines_inside_quotes() {
    assert_eq!(line_shown("equipment_id;equipment_type;site\nA;laptop;\"x\ny\"\nB;zzz;\n"), "4");
}

#[test]
fn the_original_row_leaves_personal_data_out() {
    let folder = Folder::new().with(
        "parc.csv",
        "Nom;Type;Fabricant;Numéro de série;Usager\nPC-1;Aspirateur;Dell;SN0042;jdupont\n",
    );
    assert_eq!(assess(&folder, "parc.csv", &[]).code, Some(2));
    let rows = folder.read("out/rejects.csv");
    assert!(rows.contains("PC-1;Aspirateur;Dell;;"), "{rows}");
    assert!(!rows.contains("jdupont") && !rows.contains("SN0042"), "{rows}");
}

#[test]
fn strict_ends_with_3_when_a_row_was_set_aside_and_the_results_are_written() {
    let folder = Folder::new().with("parc.csv", format!("{TYPE}A;laptop\nB;zzz\n"));
    let ran = assess(&folder, "parc.csv", &["--strict"]);
    assert_eq!(ran.code, Some(3));
    assert!(folder.path("out/run.json").exists());
}

#[test]
fn strict_ends_with_3_when_equipment_met_no_factor() {
    let folder = Folder::new().with("parc.csv", format!("{TYPE}A;pdu\nB;laptop\n"));
    assert_eq!(assess(&folder, "parc.csv", &["--strict"]).code, Some(3));
}

#[test]
fn strict_ends_with_0_when_nothing_is_missing() {
    let folder = Folder::new().with("parc.csv", format!("{TYPE}A;laptop\n"));
    assert_eq!(assess(&folder, "parc.csv", &["--strict"]).code, Some(0));
}

#[test]
fn a_usage_record_of_unknown_equipment_is_set_aside_with_its_line() {
    let folder = Folder::inventory(&format!("{TYPE}A;laptop\n")).with(
        "usage/2025.csv",
        "equipment_id;period_start;period_end;energy_kwh\r\nA;2025-01-01;2025-12-31;30\r\nZ;2025-01-01;2025-12-31;30\r\n",
    );
    let ran = assess(&folder, ".", &["--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rows = crate::support::impacts(&folder.path("out/rejects.csv"));
    let shown = ["file", "line", "value", "reason"].map(|name| rows[0][name].as_str());
    assert_eq!(shown, ["usage/2025.csv", "3", "Z", "equipment not in the year's inventory"]);
}

// What is asked for and is not there.

/// A sound inventory of 2025.
fn sound() -> Folder {
    Folder::inventory(&format!("{TYPE}A;laptop\n"))
}

#[test]
fn a_year_without_electricity_is_refused_with_the_years_there_are() {
    stops(
        &Folder::new().with("parc.csv", format!("{TYPE}A;laptop\n")),
        "parc.csv",
        &["--year", "1995", "--lang", "en"],
        "error: no electricity factor for France in 1995 in set `round`

hint: the set covers 2024 to 2025: choose the year with `--year`, or another set with `--factors`",
    );
}

#[test]
fn an_impossible_year_is_refused() {
    stops(&sound(), ".", &["--year", "3000", "--lang", "en"], "error: impossible year: 3000");
}

#[test]
fn a_year_without_inventory_is_refused_with_the_years_there_are() {
    stops(
        &sound(),
        ".",
        &["--year", "2024", "--lang", "en"],
        "error: no inventory of 2024
  --> .

hint: years there are: 2025",
    );
}

#[test]
fn an_unknown_method_is_refused_with_the_methods_there_are() {
    stops(
        &sound(),
        ".",
        &["--method", "magic", "--lang", "en"],
        "error: unknown method `magic`

hint: methods: rcp-si, ghg-protocol, numecoeval, ecodiag-flow, ecodiag-stock",
    );
}

#[test]
fn an_unknown_criterion_is_refused_with_the_criteria_there_are() {
    stops(
        &sound(),
        ".",
        &["--criteria", "gwp,zzz", "--lang", "en"],
        "error: unknown criterion `zzz` in set `round`

hint: criteria: gwp, adpe",
    );
}

#[test]
fn an_as_of_that_is_no_date_is_refused() {
    stops(
        &sound(),
        ".",
        &["--as-of", "2025-02-31", "--lang", "en"],
        "error: `--as-of 2025-02-31` is not a date

hint: write YYYY-MM-DD",
    );
}

#[test]
fn an_as_of_after_the_year_is_refused() {
    stops(
        &sound(),
        ".",
        &["--as-of", "2026-02-01", "--lang", "en"],
        "error: `--as-of 2026-02-01`: after the year that is counted, 2025

hint: give a day of 2025 at the latest, or the year with `--year`",
    );
}

#[test]
fn an_out_below_a_file_is_refused() {
    let folder = sound().with("taken", "a file");
    let factors = round();
    let ran = folder.run(&[
        "assess",
        ".",
        "--year",
        "2025",
        "--factors",
        factors.to_str().unwrap(),
        "--out",
        "taken/out",
        "--lang",
        "en",
    ]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.starts_with("error: the result cannot be written\n  --> taken/out\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.ends_with("hint: choose another place with `--out`\n"), "{}", ran.err);
    assert_eq!(folder.read("taken"), "a file");
}

#[test]
fn a_refused_run_leaves_the_old_results_whole() {
    let folder = Folder::inventory("Couleur\nbleu\n").with("out/run.json", "old");
    assert_eq!(assess(&folder, ".", &[]).code, Some(2));
    assert_eq!(folder.read("out/run.json"), "old");
    assert_eq!(std::fs::read_dir(folder.path("out")).unwrap().count(), 1, "no half result is left");
}

#[test]
fn standard_output_closed_early_is_no_fault() {
    // More than a pipe holds, so that the write does fail.
    let mut child = command(crate::support::root(), &["factors", "list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(said, "");
}

// The estate folder.

#[test]
fn an_estate_card_with_an_unknown_key_is_refused_with_its_line() {
    stops(
        &sound().with("estate.toml", "[organisation]\nnom = \"x\"\n"),
        ".",
        &["--lang", "en"],
        "error: `nom` is not a known key
  --> ./estate.toml, line 2, value `nom = \"x\"`

hint: keys expected: name, country
hint: sections: [organisation], [headcount], [places], [states], [types], [columns], [lifetimes], [[contracts]], [assumptions]; see docs/formats/estate.md",
    );
}

#[test]
fn a_year_without_inventory_is_told_before_what_else_that_year_lacks() {
    let estate = sound()
        .with("estate.toml", "[places.A]\ndatacentre = \"DC\"\n")
        .with("datacentres.csv", "datacentre_id,country,pue,year\nDC,FR,1.5,2025\n");
    let said = assess(&estate, ".", &["--year", "1999", "--lang", "en"]).err;
    assert!(said.starts_with("error: no inventory of 1999"), "{said}");
}

#[test]
fn an_estate_in_an_unknown_country_is_refused() {
    stops(
        &sound().with("estate.toml", "[organisation]\ncountry = \"Syldavie\"\n"),
        ".",
        &["--lang", "en"],
        "error: [organisation] country: unknown country `Syldavie`
  --> ./estate.toml

hint: write the country's name or its 2- or 3-letter code",
    );
}

#[test]
fn an_estate_word_for_a_type_that_does_not_exist_is_refused() {
    stops(
        &sound().with("estate.toml", "[types]\nTour = \"destop\"\n"),
        ".",
        &["--lang", "en"],
        "error: [types] `Tour`: there is no type `destop`
  --> ./estate.toml

hint: the nearest: desktop; `empreinte factors list` shows all types",
    );
}

#[test]
fn an_estate_place_in_a_datacentre_that_is_not_listed_is_refused() {
    stops(
        &sound().with("estate.toml", "[places]\n\"Salle\" = { datacentre = \"DC9\" }\n"),
        ".",
        &["--lang", "en"],
        "error: [places] `Salle`: datacentre `DC9` is not in datacentres.csv
  --> ./estate.toml",
    );
}

#[test]
fn a_folder_without_inventory_is_refused() {
    stops(
        &Folder::new().with("estate.toml", ""),
        ".",
        &["--lang", "en"],
        "error: no inventory in this folder
  --> .

hint: put your tool's export there, for example `inventories/2025.csv`",
    );
}

#[test]
fn an_estate_inventory_without_year_in_its_name_is_refused() {
    stops(
        &Folder::new()
            .with("estate.toml", "")
            .with("inventories/parc.csv", format!("{TYPE}A;laptop\n")),
        ".",
        &["--lang", "en"],
        "error: this inventory's name does not tell its year
  --> ./inventories/parc.csv

hint: name it after the year of its cut-off date, for example `2025.csv`",
    );
}

#[test]
fn a_pue_below_one_is_refused_with_its_place() {
    stops(
        &sound().with("datacentres.csv", "datacentre_id;pue\nDC1;0,9\n"),
        ".",
        &["--lang", "en"],
        "error: number from 1 to 10 expected
  --> ./datacentres.csv, line 2, column `pue`, value `0,9`",
    );
}

#[test]
fn two_inventories_of_a_year_are_read_as_one() {
    // As GLPI gives it: computers in one list, monitors in another.
    let run = Folder::inventory(&format!("{TYPE}A;laptop\n"))
        .with("inventories/2025-ecrans.csv", format!("{TYPE}B;monitor\nA;laptop\n"))
        .assess(&[]);
    assert_eq!(run.counts(), [3, 2, 0, 0, 1], "the laptop in both counts once");
}

#[test]
fn the_same_glpi_export_given_twice_does_not_count_twice() {
    let export = "\"ID\";\"Nom\";\"Type\";\"Fabricant\";\"Numéro de série\"\n\"1\";\"PC-1\";\"Portable\";\"Dell\";\"SN1\"\n";
    let folder = Folder::inventory(export).with("inventories/2025-copie.csv", export);
    let ran = assess(&folder, ".", &["--format", "json"]);
    let twice = ran.code == Some(0)
        && serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["counts"]["kept"] == 2;
    assert!(!twice, "one laptop is counted as two");
}

#[test]
fn of_files_as_long_as_one_another_those_that_are_the_same_are_refused() {
    let list = |id: &str| format!("{TYPE}{id};laptop\n");
    let year = |last: &str| {
        Folder::inventory(&list("A"))
            .with("inventories/2025-b.csv", list("B"))
            .with("inventories/2025-c.csv", list(last))
    };
    assert_eq!(year("C").assess(&[]).counts()[1], 3, "as long, and others");
    let ran = assess(&year("A"), ".", &["--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("error: this file has the same content as `"), "{}", ran.err);
    assert!(ran.err.contains("2025-c.csv"), "{}", ran.err);
}

// Factor sets that do not hold.

/// The round set with one of its files changed, or removed when `change` gives nothing.
fn broken(file: &str, change: impl FnOnce(String) -> Option<String>) -> Folder {
    let mut folder = sound();
    for entry in std::fs::read_dir(round()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        folder = folder.with(&format!("f/{name}"), std::fs::read(&path).unwrap());
    }
    let path = format!("f/{file}");
    if let Some(text) = change(folder.read(&path)) {
        return folder.with(&path, text);
    }
    std::fs::remove_file(folder.path(&path)).unwrap();
    folder
}

/// As [`broken`], without manifest, so that the row itself is looked at.
fn unsigned(file: &str, change: impl FnOnce(String) -> String) -> Folder {
    let folder = broken(file, |text| Some(change(text)));
    std::fs::remove_file(folder.path("f/manifest.sha256")).unwrap();
    folder
}

#[track_caller]
fn set_refused(folder: &Folder, message: &str) {
    stops(folder, ".", &["--factors", "f", "--lang", "en"], message);
}

#[track_caller]
fn row_refused(folder: &Folder, message: &str) {
    stops(folder, ".", &["--factors", "f", "--unsigned-factors", "--lang", "en"], message);
}

#[test]
fn a_factor_set_that_is_not_there_is_refused() {
    let ran = assess(&sound(), ".", &["--factors", "nowhere", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("error: factor set not found\n  --> nowhere\n"), "{}", ran.err);
}

#[test]
fn a_factor_set_that_lacks_a_file_is_refused() {
    set_refused(
        &broken("energy.csv", |_| None),
        "error: the factor set is incomplete: `energy.csv` is missing
  --> f/manifest.sha256

hint: take the set as published again: a published set never changes",
    );
}

#[test]
fn a_factor_set_that_was_changed_is_refused() {
    let folder = broken("energy.csv", |text| Some(text.replace("50,kWh", "5,kWh")));
    let ran = assess(&folder, ".", &["--factors", "f", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    let start = "error: the factor set was changed: `energy.csv` does not match its SHA-256 digest\n  --> f/manifest.sha256, line ";
    assert!(ran.err.starts_with(start), "{}", ran.err);
}

#[test]
fn a_factor_set_with_a_file_too_many_is_refused() {
    set_refused(
        &broken("energy.csv", Some).with("f/more.csv", "x\n"),
        "error: `more.csv` is not in the factor set's manifest
  --> f/manifest.sha256

hint: take the set as published again: a published set never changes",
    );
}

#[test]
fn a_factor_set_without_manifest_is_refused() {
    set_refused(
        &broken("manifest.sha256", |_| None),
        "error: the factor set has no manifest
  --> f/manifest.sha256

hint: `--unsigned-factors` takes it as it is, and the report will say so
hint: for factors of your own, `empreinte factors sign f` writes it",
    );
}

#[test]
fn a_factor_set_without_manifest_taken_as_it_is_is_said() {
    let folder = broken("manifest.sha256", |_| None);
    let ran = assess(&folder, ".", &["--factors", "f", "--unsigned-factors", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("(factor set without manifest: round)"), "{}", ran.out);
}

#[test]
fn a_factor_without_source_is_refused() {
    row_refused(
        &unsigned("energy.csv", |text| text.replace("40,60,invented,INVENTED", "40,60,invented,")),
        "error: factor without a known source
  --> f/energy.csv, line 2, column `source_id`

hint: add the source to sources.csv",
    );
}

#[test]
fn a_factor_with_its_low_above_its_value_is_refused() {
    row_refused(
        &unsigned("energy.csv", |text| text.replace("kWh/year,40,60", "kWh/year,51,60")),
        "error: bounds out of order: low ≤ value ≤ high expected
  --> f/energy.csv, line 2, column `low`, value `51`",
    );
}

#[test]
fn a_factor_in_an_unknown_unit_is_refused() {
    let folder = unsigned("energy.csv", |text| text.replacen("kWh/year", "Wh/year", 1));
    let ran = assess(&folder, ".", &["--factors", "f", "--unsigned-factors", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    let start = "error: unit `kWh/year` expected\n  --> f/energy.csv, line 2, column `unit`, value `Wh/year`";
    assert!(ran.err.starts_with(start), "{}", ran.err);
}

#[test]
fn a_factor_that_is_no_number_is_refused() {
    row_refused(
        &unsigned("energy.csv", |text| text.replacen("laptop,50", "laptop,fifty", 1)),
        "error: number expected
  --> f/energy.csv, line 2, column `value`, value `fifty`",
    );
}

#[test]
fn a_factor_that_no_sum_can_hold_is_refused() {
    for (file, column, from, to) in [
        ("energy.csv", "high", "kWh/year,40,60", "kWh/year,40,1e308"),
        ("energy.csv", "low", "kWh/year,40,60", "kWh/year,1e-320,60"),
        ("equipment.csv", "value", "200,kgCO2e/unit", "2e20,kgCO2e/unit"),
    ] {
        let folder = unsigned(file, |text| text.replacen(from, to, 1));
        let ran = assess(&folder, ".", &["--factors", "f", "--unsigned-factors", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{to}");
        assert!(ran.err.starts_with("error: no factor has such a value"), "{to}: {}", ran.err);
        assert!(ran.err.contains(&format!("column `{column}`")), "{to}: {}", ran.err);
    }
}

#[test]
fn a_factor_named_twice_is_refused() {
    row_refused(
        &unsigned("energy.csv", |text| text.replace("energy.desktop", "energy.laptop")),
        "error: factor identifier empty or repeated
  --> f/energy.csv, line 3, column `factor_id`, value `energy.laptop`",
    );
}

#[test]
fn a_factor_of_the_wrong_kind_of_unit_is_refused() {
    // A laptop whose making is in kilowatt-hours a year would add kWh to kilograms.
    let folder =
        unsigned("equipment.csv", |text| text.replacen("200,kgCO2e/unit", "200,kWh/year", 1));
    let ran = assess(&folder, ".", &["--factors", "f", "--unsigned-factors", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
}

#[test]
fn a_set_of_more_zones_than_sums_can_tell_apart_is_refused() {
    let folder = unsigned("zones.csv", |mut text| {
        let rows = text.lines().count() - 1;
        for n in rows..513 {
            writeln!(text, "Z{n},,zone {n},zone {n},AS").unwrap();
        }
        text
    });
    let ran = assess(&folder, ".", &["--factors", "f", "--unsigned-factors", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    let start = "error: too many zones (512 at most)\n  --> f/zones.csv, line 514, column `zone`";
    assert!(ran.err.starts_with(start), "{}", ran.err);
}

#[test]
fn types_that_are_each_others_parents_are_refused() {
    row_refused(
        &unsigned("types.csv", |text| text.replace("laptop,,laptop", "laptop,laptop_14in,laptop")),
        "error: parent types in a loop
  --> f/types.csv, line 2, column `parent_type`, value `laptop_14in`",
    );
}

#[test]
fn a_lifetime_of_zero_is_refused() {
    row_refused(
        &unsigned("lifetimes.csv", |text| text.replace("4,year,3,5", "0,year,0,5")),
        "error: value greater than 0 expected
  --> f/lifetimes.csv, line 2, column `low`, value `0`",
    );
}

#[test]
fn two_factors_for_the_same_thing_are_refused() {
    row_refused(
        &unsigned("equipment.csv", |text| {
            text.replace(
                "equipment.desktop.manufacturing.gwp,desktop",
                "equipment.desktop.manufacturing.gwp,laptop",
            )
        }),
        "error: two factors for the same type, stage and criterion
  --> f/equipment.csv, line 4, column `stage`, value `manufacturing`",
    );
}

// What is explained and listed.

#[test]
fn explaining_equipment_that_is_not_there_is_refused() {
    let folder = sound();
    let factors = round();
    let ran = folder.run(&[
        "explain",
        "Z",
        ".",
        "--year",
        "2025",
        "--factors",
        factors.to_str().unwrap(),
        "--lang",
        "en",
    ]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.out, "");
    assert!(
        ran.err.starts_with("error: no equipment kept has the identifier `Z`\n"),
        "{}",
        ran.err
    );
}

#[test]
fn explaining_equipment_that_was_set_aside_says_why() {
    let folder = Folder::inventory(&format!("{TYPE}A;zzz\n"));
    let factors = round();
    let ran = folder.run(&[
        "explain",
        "A",
        ".",
        "--year",
        "2025",
        "--factors",
        factors.to_str().unwrap(),
        "--lang",
        "en",
    ]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err.trim_end(),
        "error: no equipment kept has the identifier `A`

hint: its row was set aside: inventories/2025.csv, line 2, column `equipment_type`: unknown equipment type"
    );
}

#[test]
fn a_factor_that_does_not_exist_is_refused_with_the_nearest() {
    let factors = round();
    let ran = Folder::new().run(&[
        "factors",
        "show",
        "energy.laptopp",
        "--factors",
        factors.to_str().unwrap(),
        "--lang",
        "en",
    ]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.starts_with(
            "error: no factor `energy.laptopp` in set `round`\n\nhint: the nearest: energy.laptop, "
        ),
        "{}",
        ran.err
    );
}

// Commands that cannot be understood, in French.

#[test]
fn a_misspelt_option_is_told_in_french_with_the_nearest() {
    let ran = Folder::new().run(&["assess", "x", "--formt", "json", "--lang", "fr"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err.trim_end(),
        "erreur : option ou argument inconnu `--formt`

conseil : vouliez-vous dire `--format` ?

Pour tout savoir : `--help`"
    );
}

#[test]
fn a_value_outside_the_list_is_told_in_french_with_the_list() {
    let ran = Folder::new().run(&["assess", "x", "--format", "xml", "--lang", "fr"]);
    assert_eq!(ran.code, Some(2));
    let start =
        "erreur : valeur refusée `xml` pour `--format <FORMAT>`\n  valeurs : table, json, csv";
    assert!(ran.err.starts_with(start), "{}", ran.err);
}

// What a stranger's review found: each was silent.

const CARD: &str = "[organisation]\nname = \"x\"\ncountry = \"FR\"\n";

#[test]
fn files_of_two_years_given_together_are_refused() {
    let folder = Folder::new()
        .with("2024.csv", "equipment_id;equipment_type\nA;laptop\n")
        .with("2025.csv", "equipment_id;equipment_type\nA;laptop\n");
    let ran = folder.run(&["assess", "2024.csv", "--detail", "2025.csv", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(
        ran.err.starts_with("error: these files are of several years: 2024, 2025"),
        "{}",
        ran.err
    );
}

#[test]
fn an_identifier_that_two_machines_share_cannot_be_measured() {
    let glpi = |serial: &str| {
        format!("ID;Nom;Type;Fabricant;Numéro de série\n12;PC;Portable;HP;{serial}\n")
    };
    let folder = Folder::new()
        .with("estate.toml", CARD)
        .with("inventories/2025-a.csv", glpi("SN-A"))
        .with("inventories/2025-b.csv", glpi("SN-B") + "13;PC;Portable;HP;SN-C\n")
        .with(
            "usage/u.csv",
            "equipment_id,period_start,period_end,energy_kwh\n12,2025-01-01,2025-12-31,100\n",
        );
    let ran = assess(&folder, ".", &["--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.out);
    assert!(
        ran.err.contains("several pieces of equipment have the identifier `12`"),
        "{}",
        ran.err
    );
}

#[test]
fn an_ambiguous_meter_or_a_quote_left_open_in_datacentres_stops_the_run() {
    for (row, message) in [
        ("DC,A,FR,1.9,\"58,600\",2025", "number from 0 to 1000000000000 expected"),
        ("DC,\"Salle A,FR,1.9,58600,2025", "a quote is opened and never closed"),
    ] {
        let folder = Folder::new()
            .with("estate.toml", CARD)
            .with("inventories/2025.csv", "equipment_id;equipment_type\nA;laptop\n")
            .with(
                "datacentres.csv",
                format!("datacentre_id,name,country,pue,measured_kwh,year\n{row}\n"),
            );
        let ran = assess(&folder, ".", &["--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert!(ran.err.contains(message), "{}", ran.err);
    }
}

#[test]
fn monitors_named_after_their_model_are_no_duplicates() {
    let folder = Folder::inventory(
        "Nom;Type;Fabricant;Numéro de série;Lieu\nP2419H;Écran;Dell;;A\nP2419H;Écran;Dell;;B\nP2419H;Écran;Dell;INVALID;C\n",
    );
    let ran = assess(&folder, ".", &["--format", "json"]);
    assert!(ran.out.contains("\"kept\": 3"), "{}", ran.out);
}

#[test]
fn a_meter_alone_has_the_interval_of_its_electricity() {
    // 100,000 kWh at 0.0461 kg, ±10 % in 95 cases of a hundred: 4,610 kg [4,149, 5,071].
    let folder = Folder::new()
        .with("estate.toml", CARD)
        .with(
            "inventories/2025.csv",
            "equipment_id;equipment_type;status;acquired_on;exited_on\nA;laptop;exited;2010-01-01;2015-01-01\n",
        )
        .with("datacentres.csv", "datacentre_id,pue,measured_kwh,year\nDC,1.5,100000,2025\n");
    let ran = folder.run(&["assess", ".", "--year", "2025", "--format", "json"]);
    let run: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let of = |bound: &str| run["interval_90"][bound].as_f64().unwrap();
    assert!((of("value") - 4610.0).abs() < 1e-6, "{}", run["interval_90"]);
    // σ = ln(5071 / 4149) / 3.92 = 0.0512; 4610 · exp(−σ²/2 ∓ 1.645 σ) = 4232 and 5008, to the
    // draws' 1 %.
    assert!((of("low") / 4232.0 - 1.0).abs() < 0.01, "{}", run["interval_90"]);
    assert!((of("high") / 5008.0 - 1.0).abs() < 0.01, "{}", run["interval_90"]);
    assert_eq!(run["drivers"][0]["factor_id"], "electricity.FRA.2025.gwp");
}
