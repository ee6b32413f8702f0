//! Workbooks as people keep them: several sheets, merged cells, rows of totals, cells in no order.

use crate::support::{Folder, Impact, impacts};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;

/// What an import came to.
struct Imported {
    said: String,
    run: Value,
    rows: Vec<Impact>,
    rejects: Vec<Impact>,
}

/// Imports a workbook of that name into 2025.
#[track_caller]
fn import(name: &str, book: Vec<u8>) -> Imported {
    let folder = Folder::new().with(name, book);
    let ran = folder.run(&["import", name, "--out", "out", "--year", "2025", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    Imported {
        said: ran.err,
        run: serde_json::from_str(&folder.read("out/run.json")).unwrap(),
        rows: impacts(&folder.path("out/inventory.csv")),
        rejects: impacts(&folder.path("out/rejects.csv")),
    }
}

fn column(rows: &[Impact], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel: sheets as the parts that Excel writes of them.
pub(crate) fn xlsx(sheets: &[(&str, String)]) -> Vec<u8> {
    xlsx_of(sheets, &[])
}

/// The same, whose cells may have these formats of numbers: the first is style 1.
pub(crate) fn xlsx_of(sheets: &[(&str, String)], formats: &[&str]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut names, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (n, (name, sheet)) in (1..).zip(sheets) {
        write!(names, r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#).unwrap();
        write!(links, r#"<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>"#).unwrap();
        let text = format!(r#"<worksheet xmlns="{SHEET}">{sheet}</worksheet>"#);
        parts.push((format!("xl/worksheets/sheet{n}.xml"), text));
    }
    let (mut codes, mut styles) = (String::new(), r#"<xf numFmtId="0"/>"#.to_owned());
    for (n, format) in (164..).zip(formats) {
        let code = format.replace('"', "&quot;");
        write!(codes, r#"<numFmt numFmtId="{n}" formatCode="{code}"/>"#).unwrap();
        write!(styles, r#"<xf numFmtId="{n}"/>"#).unwrap();
    }
    let link = format!(r#"<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>"#);
    links.push_str(&link);
    parts.push(("xl/styles.xml".to_owned(), format!(r#"<styleSheet xmlns="{SHEET}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"#)));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            r#"<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>"#
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(r#"<Relationships xmlns="{PACKAGE}">{links}</Relationships>"#),
    ));
    parts.push(("_rels/.rels".to_owned(), format!(r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#)));
    archive(&parts)
}

fn cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn numbered(n: usize, cells: &str) -> String {
    format!(r#"<row r="{n}">{cells}</row>"#)
}

/// The data of a sheet: rows of cells from the first on, cells apart by `;`.
pub(crate) fn data(rows: &[&str]) -> String {
    let mut out = String::new();
    for (n, row) in (1..).zip(rows) {
        let cells = (b'A'..).zip(row.split(';')).filter(|(_, text)| !text.is_empty());
        let cells: String =
            cells.map(|(at, text)| cell(&format!("{}{n}", char::from(at)), text)).collect();
        out += &numbered(n, &cells);
    }
    format!("<sheetData>{out}</sheetData>")
}

#[test]
fn sheets_of_the_same_headings_are_one_inventory_whatever_the_order_of_their_columns() {
    let book = xlsx(&[
        ("Notes", data(&["Parc de la mairie"])),
        ("Portables", data(&["Type;Marque;Modèle;Quantité", "Portable;HP;ProBook 450;12"])),
        (
            "Écrans",
            data(&[
                "Liste des écrans",
                "",
                "Modèle;Type;Quantité;Marque",
                "E24 G5;Écran;30;HP",
                ";;7;HP",
            ]),
        ),
        ("Contacts", data(&["Nom;Téléphone", "Une personne;01"])),
    ]);
    let read = import("parc.xlsx", book);
    assert_eq!(column(&read.rows, "equipment_type"), ["laptop", "monitor"]);
    assert_eq!(column(&read.rows, "model"), ["ProBook 450", "E24 G5"]);
    assert_eq!(column(&read.rows, "quantity"), ["12", "30"]);
    assert_eq!(column(&read.rows, "equipment_id")[1], "parc.xlsx#Écrans:4");
    assert!(
        read.said.contains("read as one inventory: Portables, Écrans; left: Notes, Contacts"),
        "{}",
        read.said
    );
    // A row set aside is told by its own sheet and row.
    assert_eq!(
        (read.rejects[0]["file"].as_str(), read.rejects[0]["line"].as_str()),
        ("parc.xlsx#Écrans", "5")
    );
    assert!(!read.rejects[0]["headings"].contains('#'), "what says the sheet is no column");
}

#[test]
fn a_sheet_whose_name_is_a_state_says_the_state_of_rows_that_say_none() {
    let head = "Type;Marque;Modèle;Statut";
    let book = |names: [&str; 4]| {
        xlsx(&names.map(|name| {
            let row = format!("Portable;Dell;Latitude {name};");
            (name, data(&[head, &row, "Portable;Dell;XPS 13;En réparation"]))
        }))
    };
    let read = import("parc.xlsx", book(["Mairie", "Rebut 2024", "Matériel en stock", "Sorties"]));
    assert_eq!(
        column(&read.rows, "status"),
        [
            "in_service",
            "in_repair",
            "decommissioned",
            "in_repair",
            "in_stock",
            "in_repair",
            "exited",
            "in_repair"
        ],
    );
    assert!(read.rows[2]["assumed"].contains("state_of_name"), "{:?}", read.rows[2]);
    assert!(!read.rows[3]["assumed"].contains("state_of_name"));
    assert!(read.said.contains("sheet \"Rebut 2024\": its rows without a state"), "{}", read.said);
    // Among other words a state is asked where no column says any.
    let rows = |model: &str| data(&["Type;Marque;Modèle", &format!("Portable;Dell;{model}")]);
    let book = || xlsx(&[("Mairie", rows("Latitude 5400")), ("Stock Lyon", rows("Latitude 5410"))]);
    let read = import("parc.xlsx", book());
    assert_eq!(column(&read.rows, "status"), ["in_service", "in_service"]);
    assert!(read.said.contains("add `--state \"Stock Lyon=in_stock\"`"), "{}", read.said);
    let folder = Folder::new().with("parc.xlsx", book());
    let args = ["import", "parc.xlsx", "--out", "out", "--year", "2025", "--state"];
    let ran = folder.run(&[&args[..], &["Stock Lyon=in_stock"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(!ran.err.contains("--state"), "{}", ran.err);
    assert_eq!(impacts(&folder.path("out/inventory.csv"))[1]["status"], "in_stock");
}

#[test]
fn a_cross_table_in_a_sheet_keeps_its_rows() {
    let book = xlsx(&[(
        "Parc",
        data(&[
            "Parc 2025",
            "Service;PC fixe;Écran",
            "RH;2;beaucoup",
            "DSI;3;4",
            "SG;1;1",
            "A;1;1",
            "B;1;1",
            "C;1;1",
            "D;1;1",
            "E;1;1",
            "F;1;1",
            "G;1;1",
        ]),
    )]);
    let read = import("parc.xlsx", book);
    assert_eq!(read.rows.len(), 19);
    assert_eq!(read.rows[0]["entity"], "RH");
    assert_eq!(
        (read.rejects[0]["file"].as_str(), read.rejects[0]["line"].as_str()),
        ("parc.xlsx#Parc", "3")
    );
}

#[test]
fn sheets_of_nearly_the_same_headings_are_one_inventory_with_all_their_columns() {
    let book = xlsx(&[
        (
            "Ordinateurs",
            data(&[
                "Parc 2025",
                "Type;Marque;Modèle;Date achat;RAM (Go)",
                "Portable;Dell;Latitude 5420;2022-03-01;16",
            ]),
        ),
        (
            "Écrans",
            data(&[
                "TYPE;Modèle;Marque;Date achat;Taille écran",
                "Écran;P2419H;Dell;2020-03-01;24",
            ]),
        ),
        (
            "Synthèse",
            data(&[
                "Type;Marque;Modèle;Date achat;Nombre",
                "Portable;Dell;Latitude 5420;2022-03-01;1",
            ]),
        ),
    ]);
    let read = import("parc.xlsx", book);
    assert_eq!(
        column(&read.rows, "equipment_type"),
        ["laptop", "monitor_24_27in"],
        "{}",
        read.said
    );
    assert_eq!(column(&read.rows, "model"), ["Latitude 5420", "P2419H"]);
    assert_eq!(column(&read.rows, "ram_gb"), ["16", ""]);
    assert_eq!(column(&read.rows, "screen_size_in"), ["", "24"]);
    assert!(
        read.said.contains(
            "2 sheets of nearly the same headings, read as one inventory: Ordinateurs, Écrans"
        ),
        "{}",
        read.said
    );
    // What counts the machines of another sheet is none of it.
    assert!(read.said.contains("by their name, and are not read: Synthèse"), "{}", read.said);
}

#[test]
fn a_section_of_a_sheet_has_the_state_of_its_title_and_a_table_beside_another_is_read() {
    let head = "Type;Marque;Modèle;Quantité";
    let beside = format!("{head};;{head}");
    let book = xlsx(&[(
        "Parc",
        data(&[
            &beside,
            "Portable;Dell;Latitude 5420;10;;Écran;Dell;P2419H;12",
            ";;;;;Écran;HP;E24 G4;5",
            "",
            "Matériel réformé",
            head,
            "Portable;HP;ProBook 450;3",
        ]),
    )]);
    let read = import("parc.xlsx", book);
    assert_eq!(column(&read.rows, "quantity"), ["10", "12", "5", "3"], "{}", read.said);
    assert_eq!(
        column(&read.rows, "status"),
        ["in_service", "in_service", "in_service", "decommissioned"]
    );
    assert_eq!(column(&read.rows, "equipment_id")[3], "parc.xlsx#Parc:7");
    assert!(read.rejects.is_empty(), "{:?}", read.rejects);
    for said in [
        "2 tables side by side, read as one inventory",
        "section \"Matériel réformé\": its rows without a state of their own count as `decommissioned`",
        "--state \"Matériel réformé=in_service\"",
    ] {
        assert!(read.said.contains(said), "{said}: {}", read.said);
    }
}

#[test]
fn a_sheet_of_another_form_is_left_and_said() {
    let book = xlsx(&[
        ("Parc", data(&["Type;Marque;Modèle;Quantité", "Portable;HP;ProBook 450;12"])),
        ("Synthèse", data(&["Type;Site;Quantité", "Portable;Lyon;12"])),
    ]);
    let read = import("parc.xlsx", book);
    assert_eq!(column(&read.rows, "quantity"), ["12"]);
    assert!(read.said.contains("by their name, and are not read: Synthèse"), "{}", read.said);
}

#[test]
fn a_sheet_that_repeats_the_others_is_left_and_so_are_those_of_earlier_years() {
    let head = "Type;Marque;Modèle;Numéro de série";
    let rows: Vec<String> = (1..=6).map(|n| format!("Portable;HP;ProBook 450;S{n}")).collect();
    let mut all = vec![head];
    all.extend(rows.iter().map(String::as_str));
    let read = import("parc.xlsx", xlsx(&[("Parc", data(&all)), ("Parc (2)", data(&all))]));
    assert_eq!(read.rows.len(), 6);
    assert!(read.said.contains("in the others already, left: Parc (2)"), "{}", read.said);
    let read = import("parc.xlsx", xlsx(&[("2024", data(&all)), ("2025", data(&all[..3]))]));
    assert_eq!(read.rows.len(), 2);
    assert!(
        read.said.contains("sheets of other years, months or versions, left: 2024"),
        "{}",
        read.said
    );
}

#[test]
fn a_merged_cell_holds_for_its_rows_but_for_a_number_of_units() {
    let rows = data(&[
        "Type;Marque;Modèle;Quantité",
        "Portable;HP;ProBook 450;5",
        ";HP;ProBook 640;",
        ";Dell;Latitude 5440;2",
    ]);
    let merged = r#"<mergeCells count="3"><mergeCell ref="A2:A4"/><mergeCell ref="B2:B3"/><mergeCell ref="D2:D3"/></mergeCells>"#;
    let read = import("parc.xlsx", xlsx(&[("Parc", format!("{rows}{merged}"))]));
    assert_eq!(column(&read.rows, "equipment_type"), ["laptop"; 3]);
    assert_eq!(column(&read.rows, "quantity"), ["5", "1", "2"], "five units are not ten");
    assert!(read.said.contains("not repeated there: 1"), "{}", read.said);
}

#[test]
fn a_row_of_totals_is_no_equipment() {
    let read = import(
        "parc.xlsx",
        xlsx(&[(
            "Parc",
            data(&[
                "Site;Type;Marque;Quantité",
                "Lyon;Portable;HP;10",
                "Total;Écran;Dell;4",
                "Sous-total;Portables;;10",
                "Lyon;Total écrans;;4",
                "TOTAL GÉNÉRAL;;;14",
            ]),
        )]),
    );
    // A site may be called « Total »: its row says a type.
    assert_eq!(column(&read.rows, "quantity"), ["10", "4"]);
    assert!(read.rejects.is_empty());
    assert_eq!(read.run["counts"]["rows_read"], 2);
    assert!(
        read.said.contains("rows of totals, which are no equipment, passed over: 3 (line 4, 5, 6)"),
        "{}",
        read.said
    );
}

#[test]
fn rows_and_cells_in_no_order_or_twice_are_all_read() {
    let head = numbered(1, &(cell("A1", "Type") + &cell("B1", "Marque") + &cell("C1", "Modèle")));
    let row = |n: usize, model: &str| {
        let cells = [("C", model), ("A", "Portable"), ("B", "HP")];
        let cells: String =
            cells.iter().map(|(at, text)| cell(&format!("{at}{n}"), text)).collect();
        numbered(n, &cells)
    };
    let rows = [head, row(5, "e"), row(3, "c"), row(2, "b"), row(3, "c bis")].concat();
    let read = import("parc.xlsx", xlsx(&[("Parc", format!("<sheetData>{rows}</sheetData>"))]));
    assert_eq!(column(&read.rows, "model"), ["b", "c", "c bis", "e"]);
    assert_eq!(
        column(&read.rows, "equipment_id")[3],
        "parc.xlsx#Parc:5",
        "the row that people see"
    );
    assert!(read.said.contains("read as rows of their own: 1"), "{}", read.said);
}

#[test]
fn what_libreoffice_writes_without_text_repeated_or_by_number_is_read() {
    let text = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |cells: &[String], more: &str| {
        format!("<table:table-row{more}>{}</table:table-row>", cells.concat())
    };
    let head = row(&["Type", "Marque", "Mod&#232;le", "Site"].map(text), "");
    let valued =
        r#"<table:table-cell office:value-type="string" office:string-value="&#201;cran"/>"#;
    let merged = r#"<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>Portable</text:p></table:table-cell>"#;
    let own = |kind: &str, model: &str| {
        let mut cells = vec![kind.to_owned()];
        cells.extend(["HP", model, "<![CDATA[R&D]]> &#x26; co"].map(text));
        cells
    };
    let rows = [
        head,
        row(&own(valued, "E24"), ""),
        row(&own(merged, "ProBook 450"), ""),
        row(&own("<table:covered-table-cell/>", "ProBook 640"), ""),
        row(&own(&text("Souris"), "M100"), r#" table:number-rows-repeated="11000""#),
    ];
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Parc">{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        rows.concat()
    );
    let read = import("parc.ods", archive(&[("content.xml".to_owned(), content)]));
    assert_eq!(column(&read.rows[..3], "equipment_type"), ["monitor", "laptop", "laptop"]);
    assert_eq!(read.rows[0]["site"], "R&D & co");
    assert_eq!(read.run["counts"]["rows_read"], 11_003, "no row is left out without a word");
}

#[test]
fn a_formula_without_a_result_is_said_and_is_no_empty_cell() {
    let formula = |place: &str, text: &str, value: &str| {
        format!(
            r#"<c r="{place}"{}><f>{text}</f>{value}</c>"#,
            if value.is_empty() { "" } else { r#" t="str""# }
        )
    };
    let rows = [
        data(&["Type;Marque;Modèle;Quantité;Date d'achat"])
            .replace("<sheetData>", "")
            .replace("</sheetData>", ""),
        numbered(
            2,
            &[
                cell("A2", "Portable"),
                formula("C2", "VLOOKUP(A2,Achats!A:B,2)", ""),
                cell("D2", "2"),
                formula("E2", "TODAY()", ""),
            ]
            .concat(),
        ),
        numbered(
            3,
            &[cell("A3", "Portable"), cell("C3", "ProBook 450"), formula("D3", "2*3", "")].concat(),
        ),
        numbered(
            4,
            &[
                cell("A4", "Portable"),
                formula("C4", "B1", "<v>ProBook 450</v>"),
                formula("D4", "1+3", "<v>4</v>"),
                formula("E4", "IF(A4=1,A4,0)", "<v></v>"),
            ]
            .concat(),
        ),
    ];
    let book = xlsx(&[("Parc", format!("<sheetData>{}</sheetData>", rows.concat()))]);
    let folder = Folder::new().with("parc.xlsx", book);
    let ran = folder.run(&["import", "parc.xlsx", "--out", "out", "--year", "2025"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let kept = impacts(&folder.path("out/inventory.csv"));
    assert_eq!(column(&kept, "model"), ["", "ProBook 450"]);
    assert_eq!(column(&kept, "quantity"), ["2", "4"]);
    let unread = impacts(&folder.path("out/unread-cells.csv"));
    assert_eq!(column(&unread, "line"), ["2", "2"]);
    assert_eq!(column(&unread, "column"), ["Modèle", "Date d'achat"]);
    let told = folder.read("out/unread-cells.csv");
    assert!(told.contains("=VLOOKUP(A2,Achats!A:B,2)") && told.contains("=TODAY()"), "{told}");
    // A number of units that nobody worked out is not one unit.
    let rejects = folder.read("out/rejects.csv");
    assert!(rejects.contains("=2*3"), "{rejects}");
}

#[test]
fn a_formula_of_an_ods_without_a_result_is_said_too() {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let formula = |formula: &str, more: &str| {
        format!("<table:table-cell table:formula=\"of:={formula}\"{more}/>")
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let head = ["Type", "Marque", "Modèle", "Quantité"].map(text);
    let result = r#" office:value-type="float" office:value="4""#;
    let empty = r#" office:value-type="string" office:string-value="""#;
    let rows = [
        row(&head),
        row(&[text("Portable"), text("HP"), formula("VLOOKUP([.A2])", ""), formula("1+3", result)]),
        row(&[text("Portable"), text("HP"), text("ProBook 450"), formula("2*3", "")]),
        row(&[text("Portable"), text("HP"), formula("IF([.A4];\"\")", empty), text("2")]),
    ];
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Parc">{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        rows.concat().replace("\"\")\"", "&quot;&quot;)\"")
    );
    let folder = Folder::new().with("parc.ods", archive(&[("content.xml".to_owned(), content)]));
    let ran = folder.run(&["import", "parc.ods", "--out", "out", "--year", "2025"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let kept = impacts(&folder.path("out/inventory.csv"));
    assert_eq!(column(&kept, "quantity"), ["4", "2"]);
    let unread = folder.read("out/unread-cells.csv");
    assert!(unread.contains("=VLOOKUP([.A2])") && !unread.contains("IF("), "{unread}");
    assert!(folder.read("out/rejects.csv").contains("=2*3"), "{}", folder.read("out/rejects.csv"));
}
