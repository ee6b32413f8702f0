//! Each source that is read as it is, from an invented export of it to canonical rows; and the files
//! that are made to harm.

use crate::support::{Folder, Impact, Ran, impacts, root, run_in};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// What an import came to.
pub(crate) struct Imported {
    pub(crate) ran: Ran,
    pub(crate) run: Value,
    pub(crate) rows: Vec<Impact>,
    pub(crate) rejects: Vec<Impact>,
}

/// Imports a file or folder into 2025.
#[track_caller]
pub(crate) fn import(path: &Path, more: &[&str]) -> Imported {
    let out = Folder::new();
    let target = out.path("out");
    let mut args = vec!["import", path.to_str().unwrap(), "--out", target.to_str().unwrap()];
    args.extend(["--year", "2025", "--lang", "en"]);
    args.extend(more);
    let ran = run_in(root(), &args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: Value = serde_json::from_str(&out.read("out/run.json")).unwrap();
    let count = |name: &str| run["counts"][name].as_u64().unwrap();
    let gone = ["kept", "rejected", "out_of_scope", "merged"].map(count).iter().sum::<u64>();
    assert_eq!(count("rows_read"), gone, "the counts sum");
    let rows = impacts(&target.join("inventory.csv"));
    let rejects = impacts(&target.join("rejects.csv"));
    Imported { ran, run, rows, rejects }
}

/// Imports a fixture of a source, and holds its rows against the ones expected: an identifier and
/// the cells that matter, `column=value`.
#[track_caller]
pub(crate) fn check(name: &str, source: &str, expected: &[(&str, &str)]) -> Imported {
    let imported = import(&root().join("tests/golden/sources").join(name), &[]);
    assert_eq!(imported.run["inputs"][0]["source_format"], source, "{name}");
    let ids: Vec<&str> = imported.rows.iter().map(|row| row["equipment_id"].as_str()).collect();
    let wanted: Vec<&str> = expected.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, wanted, "{name}: rejects {:?}", imported.rejects);
    for (row, (id, cells)) in imported.rows.iter().zip(expected) {
        for cell in cells.split(", ") {
            let (column, value) = cell.split_once('=').unwrap();
            assert_eq!(row[column], value, "{name}: {id} {column}");
        }
    }
    let whole = format!("{:?}{:?}", imported.rows, imported.rejects);
    for person in ["une personne", "somebody", "x@example.org", "10.0.0.1"] {
        assert!(!whole.contains(person), "{name}: `{person}` came through");
    }
    imported
}

#[test]
fn a_list_of_monitors_of_glpi_is_of_monitors_and_a_global_record_is_set_aside() {
    // `LCD` is a technology. « Écrans salle » stands for many screens, and does not say how many.
    let read = check(
        "glpi-monitors-fr.csv",
        "glpi",
        &[(
            "ECR-1",
            "equipment_type=monitor_24_27in, manufacturer=Dell, screen_size_in=24, site=Mairie, entity=DSI",
        )],
    );
    assert_eq!(read.rejects.len(), 1);
    assert_eq!(read.rejects[0]["line"], "3");
    assert_eq!(read.rejects[0]["column"], "Gestion globale");
    assert_eq!(read.rejects[0]["reason"], "one record for many units, without their number");
}

#[test]
fn a_global_record_counts_where_a_column_says_how_many_units_it_stands_for() {
    let folder = Folder::new().with(
        "ecrans.csv",
        "Nom;Statut;Fabricant;Type;Modèle;Gestion globale;HDMI;Quantité;Dernière modification\nÉcrans;En service;Dell;LCD;P2219H;Oui;Oui;12;2025-01-02\n",
    );
    let read = import(&folder.path("ecrans.csv"), &[]);
    assert_eq!(read.run["inputs"][0]["source_format"], "glpi");
    assert_eq!(read.rows[0]["quantity"], "12");
}

#[test]
fn lists_of_phones_printers_and_network_equipment_of_glpi_are_read() {
    check(
        "glpi11-phones-en.csv",
        "glpi",
        &[
            ("T1", "equipment_type=smartphone, model=iPhone 12"),
            ("T2", "equipment_type=ip_phone, status=in_stock"),
        ],
    );
    check(
        "glpi10-printers.csv",
        "glpi",
        &[("IMP-1", "equipment_type=printer_laser, manufacturer=Kyocera")],
    );
    check("glpi10-network.csv", "glpi", &[("SW-1", "equipment_type=network_switch, ram_gb=2")]);
}

#[test]
fn snipe_its_french_list_is_read_with_its_cyrillic_heading() {
    check(
        "snipeit-list-fr.csv",
        "snipe-it",
        &[
            (
                "1",
                "equipment_type=laptop, status=in_service, site=Hôtel de ville, entity=Mairie, acquired_on=2022-03-01, price_eur=900, ownership=professional",
            ),
            ("2", "equipment_type=laptop, status=in_stock, ownership=byod"),
        ],
    );
}

#[test]
fn snipe_its_report_says_the_state_by_label_and_meta() {
    check(
        "snipeit-report-en.csv",
        "snipe-it",
        &[
            (
                "1",
                "equipment_type=laptop, status=in_service, model=Latitude 5440, acquired_on=2021-05-04",
            ),
            ("2", "equipment_type=desktop, status=in_repair"),
            ("3", "equipment_type=desktop, status=exited, exited_on=2025-03-02"),
        ],
    );
}

#[test]
fn snipe_its_import_file_is_read() {
    check(
        "snipeit-import-en.csv",
        "snipe-it",
        &[("A9", "equipment_type=laptop, model=ThinkPad T14, site=Annex, status=in_service")],
    );
}

#[test]
fn intunes_devices_are_told_by_system_and_model() {
    check(
        "intune.csv",
        "intune",
        &[
            (
                "d1",
                "equipment_type=laptop, acquired_on=2023-05-04, ownership=professional, ssd_gb=",
            ),
            ("d2", "equipment_type=smartphone, ownership=byod, ssd_gb=128"),
            ("d3", "equipment_type=tablet, ssd_gb=64"),
        ],
    );
}

#[test]
fn intunes_archive_of_one_table_is_read_as_it_comes() {
    let table = std::fs::read(root().join("tests/golden/sources/intune.csv")).unwrap();
    let packed = archive(&[("DevicesWithInventory_1a2b.csv", &table)]);
    let folder = Folder::new().with("DevicesWithInventory.zip", packed);
    let read = import(&folder.path("DevicesWithInventory.zip"), &[]);
    assert_eq!(read.run["inputs"][0]["source_format"], "intune");
    assert_eq!(read.rows.len(), 3);
    let path = read.run["inputs"][0]["path"].as_str().unwrap();
    assert!(path.ends_with("DevicesWithInventory.zip"), "{path}");
}

#[test]
fn autopilots_utf_16_file_holds_serial_numbers_and_no_type() {
    let read = check("autopilot.csv", "autopilot", &[]);
    assert_eq!(read.run["inputs"][0]["encoding"], "utf-16le");
    assert_eq!(read.rejects.len(), 2);
    assert_eq!(read.rejects[0]["reason"], "ambiguous type: laptop / desktop?");
}

#[test]
fn ocs_without_types_goes_by_system_and_model() {
    check(
        "ocs-fr.csv",
        "ocs",
        &[
            ("12", "equipment_type=laptop, entity=DSI, ram_gb=16, cpu_count=1, status=in_service"),
            ("13", "equipment_type=server, ram_gb=64, cpu_model=Intel(R) Xeon(R) Silver 4314"),
            ("14", "equipment_type=laptop, status=exited"),
        ],
    );
}

#[test]
fn servicenows_hardware_has_the_state_of_its_pair() {
    check(
        "servicenow-alm.csv",
        "servicenow",
        &[
            ("P1", "equipment_type=laptop, status=in_service, entity=City, site=HQ"),
            ("P2", "equipment_type=laptop, status=decommissioned"),
            ("P3", "status=exited, exit_route=lease_end, decommissioned_on=2025-02-01"),
        ],
    );
}

#[test]
fn servicenows_configuration_items_say_server_desktop_and_virtual() {
    let read = check(
        "servicenow-cmdb.csv",
        "servicenow",
        &[
            (
                "P1",
                "equipment_type=server, ram_gb=256, cpu_count=2, cpu_cores=32, cpu_model=Xeon Gold 6338",
            ),
            ("P3", "equipment_type=desktop, status=in_repair, ram_gb=16"),
        ],
    );
    assert_eq!(read.run["counts"]["out_of_scope"], 1);
}

#[test]
fn lansweepers_windows_is_a_computer_and_its_guest_is_virtual() {
    let read = check(
        "lansweeper.csv",
        "lansweeper",
        &[
            ("1", "equipment_type=laptop, ram_gb=16, acquired_on=2023-01-02"),
            ("3", "equipment_type=monitor, status=in_stock"),
        ],
    );
    assert_eq!(read.run["counts"]["out_of_scope"], 1);
}

#[test]
fn fleets_hosts_are_read_where_a_row_has_a_cell_too_many() {
    check(
        "fleet.csv",
        "fleet",
        &[
            ("1", "equipment_type=laptop, ram_gb=16, cpu_cores=8, entity=DSI"),
            ("2", "equipment_type=laptop, ram_gb=8"),
        ],
    );
}

#[test]
fn ralphs_numbered_states_and_bracketed_models_are_read() {
    check(
        "ralph.csv",
        "ralph",
        &[
            (
                "1",
                "equipment_type=storage_array, manufacturer=EMC, model=VNX, status=in_service, acquired_on=2020-01-02",
            ),
            ("2", "equipment_type=server_blade, manufacturer=Dell, model=M640, status=exited"),
        ],
    );
}

#[test]
fn jamfs_computers_are_told_by_their_models() {
    check(
        "jamf.csv",
        "jamf",
        &[
            ("1", "equipment_type=laptop, manufacturer=Apple, ram_gb=8, acquired_on=2021-03-04"),
            ("2", "equipment_type=desktop_mini, manufacturer=Apple"),
        ],
    );
}

#[test]
fn ecodiags_four_columns_are_told_by_the_words_in_their_headings() {
    let read = import(&root().join("tests/golden/sources/ecodiag.csv"), &["--date-order", "dmy"]);
    assert_eq!(read.run["inputs"][0]["source_format"], "ecodiag");
    assert_eq!(read.rows[0]["equipment_type"], "laptop");
    assert_eq!(read.rows[0]["acquired_on"], "2022-07-01", "a year alone is its middle");
    assert_eq!(read.rows[1]["acquired_on"], "2021-03-12");
}

#[test]
fn canonical_columns_in_another_case_are_read_in_a_plain_table() {
    let folder = Folder::new()
        .with("x.csv", "Type,Manufacturer,Annual_Energy_kWh,Weight kg\nlaptop,HP,30.5,1.4\n");
    let read = import(&folder.path("x.csv"), &[]);
    assert_eq!(read.rows[0]["annual_energy_kwh"], "30.5");
    assert_eq!(read.rows[0]["weight_kg"], "1.4");
    assert!(read.ran.err.contains("recognised by its headings alone"), "{}", read.ran.err);
}

#[test]
fn a_plain_french_spreadsheet_is_read_below_its_titles() {
    let read = import(&root().join("tests/golden/sources/tableur-fr.csv"), &[]);
    assert_eq!(read.run["inputs"][0]["source_format"], "spreadsheet");
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[0]["in_service_on"], "2021-02-03");
    assert_eq!(read.rows[1]["quantity"], "2");
    assert_eq!(read.rows[1]["equipment_type"], "monitor");
    assert!(
        read.ran.err.contains("title lines passed over before the headings: 2"),
        "{}",
        read.ran.err
    );
}

// Documents of agents.

#[test]
fn a_folder_of_agents_documents_becomes_machines_screens_and_printers() {
    // pc-1's partial document has two modules: 16 GB. The screen that both machines list is one
    // screen; the panel and the queue are none. pc-3 is cut short.
    let read = check(
        "agents",
        "glpi-inventory",
        &[
            (
                "pc-1-2025-01-02-03-04-05",
                "equipment_type=laptop, model=Latitude 5440, entity=DSI, cpu_model=Core i5-1345U, cpu_count=1, cpu_cores=10, ram_gb=16, ssd_gb=256",
            ),
            (
                "pc-1-2025-01-02-03-04-05/screen-2",
                "equipment_type=monitor_24_27in, model=U2422H, screen_size_in=24",
            ),
            (
                "pc-1-2025-01-02-03-04-05/printer-2",
                "equipment_type=printer_inkjet, model=HP Officejet 8600",
            ),
            (
                "pc-2-2025-01-02-03-04-05",
                "equipment_type=desktop_tower, manufacturer=HP & Co, ram_gb=4, hdd_gb=500",
            ),
        ],
    );
    assert_eq!(read.rejects.len(), 1);
    assert!(read.rejects[0]["file"].ends_with("agents/pc-3.json"), "{:?}", read.rejects[0]);
    assert!(read.rejects[0]["reason"].starts_with("document unreadable or cut short"));
    assert_eq!(read.run["counts"]["rows_read"], 5);
}

#[test]
fn a_document_alone_is_an_inventory() {
    let read = import(&root().join("tests/golden/sources/agents/pc-2.xml"), &[]);
    assert_eq!(read.rows.len(), 2, "the machine and its screen");
}

#[test]
fn a_document_that_powershell_wrote_is_read() {
    let text = "{\"deviceid\":\"é-1\",\"content\":{\"hardware\":{\"chassis_type\":\"Laptop\"}}}";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new().with("a.json", [b"\xFF\xFE".to_vec(), wide].concat());
    assert_eq!(import(&folder.path("a.json"), &[]).rows[0]["equipment_id"], "é-1");
}

#[test]
fn two_switches_of_one_name_are_two_where_their_serial_numbers_differ() {
    let switch = |serial: &str| {
        format!(
            "<REQUEST><CONTENT><DEVICE><INFO><TYPE>NETWORKING</TYPE><NAME>switch</NAME><SERIAL>{serial}</SERIAL></INFO></DEVICE></CONTENT><DEVICEID>x</DEVICEID></REQUEST>"
        )
    };
    let folder = Folder::new().with("d/1.xml", switch("S1")).with("d/2.xml", switch("S2"));
    let read = import(&folder.path("d"), &[]);
    // Their identifier is the same: the second is set aside, and seen.
    assert_eq!((read.rows.len(), read.rejects.len()), (1, 1));
}

#[test]
fn a_folder_of_documents_stands_for_a_year_of_an_estate() {
    let document = std::fs::read(root().join("tests/golden/sources/agents/pc-2.xml")).unwrap();
    let folder = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with("inventories/2025-agents/pc-2.xml", document);
    let read = import(&folder.path(""), &[]);
    assert_eq!(read.rows.len(), 2);
}

#[test]
fn thousands_of_documents_in_folders_are_read_one_at_a_time() {
    let folder = Folder::new();
    for at in 0..2_000 {
        let text = format!(
            r#"{{"deviceid":"pc-{at:05}","content":{{"hardware":{{"name":"pc-{at}","chassis_type":"Laptop"}},"softwares":[{}]}}}}"#,
            "{\"name\":\"x\"},".repeat(20) + "{}"
        );
        let name = format!("documents/{:02}/pc-{at:05}.json", at % 10);
        std::fs::create_dir_all(folder.path(&name).parent().unwrap()).unwrap();
        std::fs::write(folder.path(&name), text).unwrap();
    }
    let read = import(&folder.path("documents"), &[]);
    assert_eq!(read.rows.len(), 2_000);
    assert_eq!(read.rows[0]["equipment_id"], "pc-00000");
}

// Workbooks.

/// An archive of parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel: sheets with rows of cells. A cell `=44197` is a number in the style of a date.
fn xlsx(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut names = String::new();
    let mut links = String::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let n = at + 1;
        write!(names, r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#).unwrap();
        write!(links, r#"<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#).unwrap();
        let mut cells = String::new();
        for (r, row) in rows.iter().enumerate() {
            write!(cells, "<row r=\"{}\">", r + 1).unwrap();
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let place = format!("{}{}", char::from(b'A' + u8::try_from(c).unwrap()), r + 1);
                match cell.strip_prefix('=') {
                    Some(day) => write!(cells, r#"<c r="{place}" s="1"><v>{day}</v></c>"#),
                    None => {
                        write!(cells, r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#)
                    }
                }
                .unwrap();
            }
            cells.push_str("</row>");
        }
        parts.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#),
        ));
    }
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
    );
    let links = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#
    );
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    parts.extend([
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), links),
        ("xl/styles.xml".to_owned(), styles.to_owned()),
        ("_rels/.rels".to_owned(), root.to_owned()),
    ]);
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&parts)
}

/// A workbook of `LibreOffice` with this document.
fn ods(sheets: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn a_workbooks_inventory_is_found_among_its_sheets_and_dates_go_by_the_kind_of_the_cell() {
    // 44197 is 1 January 2021 in the days of Excel; as a serial number it stays a number.
    let book = xlsx(&[
        ("Lisez-moi", &[&["Consignes"], &["Ne rien effacer"]]),
        (
            "Parc 2025",
            &[
                &["Parc informatique"],
                &[],
                &["Type", "Marque", "Modèle", "N° de série", "Date d'achat", "Utilisateur"],
                &["Portable", "HP", "EliteBook 840", "44197", "=44197", "une personne"],
                &["", "Dell"],
                &["Écran", "Dell", "U2422H", "", "=44562", ""],
            ],
        ),
    ]);
    let folder = Folder::new().with("parc.xlsx", book);
    let read = import(&folder.path("parc.xlsx"), &[]);
    assert_eq!(read.run["inputs"][0]["source_format"], "spreadsheet");
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[0]["acquired_on"], "2021-01-01");
    // 44562 is 365 days later: 1 January 2022.
    assert_eq!(read.rows[1]["acquired_on"], "2022-01-01");
    assert!(read.ran.err.contains("sheet read: `Parc 2025`; left: Lisez-moi"), "{}", read.ran.err);
    assert_eq!(read.rejects[0]["line"], "5", "the row that people see");
    assert!(read.rejects[0]["file"].ends_with("parc.xlsx#Parc 2025"));
    assert!(!format!("{:?}{:?}", read.rows, read.rejects).contains("une personne"));
}

#[test]
fn a_workbook_of_libreoffice_is_read_alike() {
    let cell = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let head = row(&["Type", "Marque", "Modèle", "Date d'achat", "Qté"].map(cell));
    let mut first: Vec<String> = ["Portable", "HP", "EliteBook &amp; 840"].map(cell).to_vec();
    first.push(r#"<table:table-cell office:value-type="date" office:date-value="2021-02-03T00:00:00"><office:annotation><text:p>une personne</text:p></office:annotation><text:p>03/02/21</text:p></table:table-cell>"#.to_owned());
    first.push(r#"<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>"#.to_owned());
    let sheet = format!(
        r#"<table:table table:name="Parc">{head}<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>{}<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
        row(&first)
    );
    let folder = Folder::new().with("parc.ods", ods(&sheet));
    let read = import(&folder.path("parc.ods"), &[]);
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.rows[0]["model"], "EliteBook & 840");
    assert_eq!(read.rows[0]["acquired_on"], "2021-02-03");
    assert_eq!(read.rows[0]["quantity"], "3");
}

// Mappings.

#[test]
fn a_proposed_mapping_reads_the_table_it_was_proposed_for() {
    let list = std::fs::read(root().join("tests/golden/sources/liste.csv")).unwrap();
    let unknown = Folder::new()
        .with("liste.csv", list)
        .with("autre.csv", "Bidule;Machin\nrouge;rond\nvert;rond\n");
    let ran =
        unknown.run(&["import", "autre.csv", "--out", "out", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--propose-map autre.csv"), "{}", ran.err);
    // What its values tell needs no mapping, but for the order of its days.
    let read = import(&unknown.path("liste.csv"), &["--date-order", "dmy"]);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[1]["acquired_on"], "2021-02-04");
    let ran =
        unknown.run(&["import", "--propose-map", "liste.csv", "--out", "m.toml", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let map = unknown.read("m.toml");
    assert!(
        map.contains("equipment_type = \"Sorte\"")
            && map.contains("acquired_on = \"Acheté\"")
            && map.contains("manufacturer = \"Marque\""),
        "{map}"
    );
    // What was read over is not replaced.
    let again = unknown.run(&["import", "--propose-map", "liste.csv", "--out", "m.toml"]);
    assert_eq!(again.code, Some(2));
    let map = unknown.path("m.toml");
    let map = map.to_str().unwrap();
    let read = import(&unknown.path("liste.csv"), &["--map", map, "--date-order", "dmy"]);
    assert_eq!(read.run["inputs"][0]["source_format"], "mapped");
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[1]["manufacturer"], "Dell");
}

#[test]
fn a_mapping_kept_in_the_estate_is_taken_for_the_table_with_its_headings() {
    let map = "headings = [\"Truc\", \"Bidule\"]\n[columns]\nequipment_type = \"Bidule\"\n[constants]\nsite = \"Mairie\"\n";
    let folder = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with("mappings/liste.toml", map)
        .with("inventories/2025.csv", "Bidule;Truc\nPortable;x\n");
    let read = import(&folder.path(""), &[]);
    assert_eq!(read.rows[0]["equipment_type"], "laptop");
    assert_eq!(read.rows[0]["site"], "Mairie");
}

#[test]
fn a_mapping_that_names_a_column_that_is_not_there_is_refused_with_the_nearest() {
    let map = "headings = [\"Truc\"]\n[columns]\nequipment_type = \"Trucs\"\n";
    let folder = Folder::new().with("m.toml", map).with("liste.csv", "Truc\nPortable\n");
    let ran = folder.run(&[
        "import",
        "--map",
        "m.toml",
        "liste.csv",
        "--year",
        "2025",
        "--out",
        "out",
        "--lang",
        "en",
    ]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.err.trim_end(),
        "error: `equipment_type`: the table has no column `Trucs`\n  --> m.toml\n\nhint: the nearest: `Truc`"
    );
}

#[test]
fn a_list_of_a_single_type_is_read_by_a_constant() {
    let map = "headings = [\"Name\", \"Serial\"]\n[columns]\nname = \"Name\"\nserial = \"Serial\"\n[constants]\nequipment_type = \"monitor\"\n";
    let folder =
        Folder::new().with("m.toml", map).with("ecrans.csv", "Name;Serial\nE1;S1\nE2;S2\n");
    let read =
        import(&folder.path("ecrans.csv"), &["--map", folder.path("m.toml").to_str().unwrap()]);
    assert_eq!(read.rows.len(), 2);
    assert!(
        read.rows.iter().all(|row| row["equipment_type"] == "monitor" && row["serial"].is_empty())
    );
}

// What is said.

#[test]
fn explain_says_the_source_and_what_becomes_of_each_column() {
    let file = root().join("tests/golden/sources/snipeit-list-fr.csv");
    let ran = run_in(root(), &["import", "--explain", file.to_str().unwrap(), "--lang", "fr"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in [
        "export de Snipe-IT (`snipe-it`), reconnaissance certaine",
        "Сatégorie → equipment_type",
        "Extrait vers → checkedout",
        "status ← Statut",
    ] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    let args = ["import", "--explain", file.to_str().unwrap(), "--format", "json", "--lang", "en"];
    let said: Value = serde_json::from_str(&run_in(root(), &args).out).unwrap();
    assert_eq!(said["files"][0]["confidence"], "certain");
    assert_eq!(said["files"][0]["columns"][6]["field"], "equipment_type");
}

#[test]
fn explain_says_what_is_dropped_as_personal_and_what_is_missing() {
    let folder = Folder::new().with("x.csv", "Type;Marque;Modèle;Prénom\nPC;HP;x;y\n");
    let ran = folder.run(&["import", "--explain", "x.csv", "--lang", "en"]);
    assert!(ran.out.contains("personal data, never read:\n    Prénom"), "{}", ran.out);
    assert!(ran.out.contains("the age will stay unknown"), "{}", ran.out);
    assert!(ran.out.contains("next: `empreinte import x.csv --out parc`"), "{}", ran.out);
}

#[test]
fn an_import_needs_no_factor_of_the_year() {
    // No electricity factor is of 1995.
    let folder = Folder::new().with("1995.csv", "equipment_type\nlaptop\n");
    let ran = folder.run(&["import", "1995.csv", "--year", "1995", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let run: Value = serde_json::from_str(&folder.read("out/run.json")).unwrap();
    assert_eq!(run["counts"]["kept"], 1);
    assert!(run.get("totals").is_none(), "a figure that was not worked out is not shown");
}

#[test]
fn g4its_datacentres_are_those_of_the_estate() {
    let folder = Folder::new()
        .with("estate.toml", "[organisation]\nname = \"Essai\"\n")
        .with(
            "datacentres.csv",
            "nomCourtDatacenter;nomLongDatacenter;pue;localisation\nDC1;Salle;1,5;France\n",
        )
        .with(
            "inventories/2025.csv",
            "nomEquipementPhysique;quantite;type;nomCourtDatacenter\nS1;1;Serveur;DC1\n",
        );
    let read = import(&folder.path(""), &[]);
    assert_eq!(read.rows[0]["datacentre_id"], "DC1");
}

// Files made to harm.

/// A file is refused with status 2 by a message that holds these words.
#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>, words: &str) {
    let folder = Folder::new().with(name, bytes);
    let ran = folder.run(&["import", name, "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains(words), "{}", ran.err);
    assert!(!folder.path("out").exists(), "nothing is written");
}

#[test]
fn a_workbook_that_unpacks_to_far_more_than_it_is_is_refused() {
    let zeros = vec![b' '; 64 << 20];
    let bomb =
        archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20, "64 MB of blanks pack well");
    refused("bombe.xlsx", bomb, "the workbook unpacks to far more than an inventory");
}

#[test]
fn a_workbook_of_repeated_cells_without_end_stays_small() {
    // 10^15 cells in a few bytes: a row repeated a thousand million times, a cell a million times.
    let sheet = r#"<table:table table:name="P"><table:table-row><table:table-cell office:value-type="string"><text:p>Type</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000" office:value-type="string"><text:p>PC</text:p></table:table-cell></table:table-row></table:table>"#;
    refused("bombe.ods", ods(sheet), "no known source");
}

#[test]
fn entities_in_entities_are_refused_unexpanded() {
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE REQUEST [<!ENTITY a0 \"ha\">");
    for at in 1..10 {
        let ten = format!("&a{};", at - 1).repeat(10);
        write!(laughs, "<!ENTITY a{at} \"{ten}\">").unwrap();
    }
    laughs.push_str("]><REQUEST><CONTENT><BIOS><SMODEL>&a9;</SMODEL></BIOS></CONTENT></REQUEST>");
    refused(
        "rires.xml",
        laughs,
        "declares entities of its own (DOCTYPE), which are never expanded",
    );
}

#[test]
fn entities_in_a_workbook_are_refused_unexpanded() {
    let content = "<!DOCTYPE x [<!ENTITY a \"ha\">]><x>&a;</x>";
    let book = archive(&[("content.xml", content.as_bytes())]);
    refused("rires.ods", book, "the workbook is unreadable or cut short");
}

#[test]
fn a_document_of_a_hundred_megabytes_is_refused_unread() {
    let folder = Folder::new();
    let path = folder.path("gros.json");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"{\"deviceid\":\"x\",\"content\":{\"softwares\":[").unwrap();
    // A hole: the file says 100 MB and takes no room.
    file.set_len(100 << 20).unwrap();
    let ran =
        folder.run(&["import", "gros.json", "--year", "2025", "--out", "out", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("document of more than 64 MB"), "{}", ran.err);
}

#[test]
fn brackets_in_brackets_without_end_are_refused() {
    let deep = "{\"content\":{\"hardware\":".to_owned() + &"[".repeat(1 << 20);
    refused("profond.json", deep, "nested too deeply");
    refused("profond.xml", "<a>".repeat(1 << 16), "nested too deeply");
}

#[test]
fn lists_without_end_in_a_document_are_refused_and_not_cut() {
    let screens = vec![r#"{"serial":"S1"}"#; 65_537].join(",");
    let text = format!(
        r#"{{"deviceid":"d","content":{{"hardware":{{"chassis_type":"Laptop"}},"monitors":[{screens}]}}}}"#
    );
    refused("sans-fin.json", text, "more things than any machine has");
}

#[test]
fn files_cut_short_are_refused() {
    let whole = xlsx(&[("P", &[&["Type", "Marque", "Modèle"], &["PC", "HP", "x"]])]);
    refused("coupe.xlsx", &whole[..whole.len() / 2], "the workbook is unreadable or cut short");
    refused(
        "coupe.json",
        "{\"deviceid\":\"x\",\"content\":{\"bios\":{\"ssn",
        "unreadable or cut short",
    );
    refused("coupe.xml", "<REQUEST><CONTENT><BIOS><SSN>S", "unreadable or cut short");
}

#[test]
fn an_archive_that_is_no_workbook_is_named() {
    refused(
        "export.zip",
        archive(&[("a.csv", b"Device ID,Model\n"), ("b.csv", b"Device ID,Model\n")]),
        "this is a ZIP archive, not an XLSX or ODS workbook",
    );
}
