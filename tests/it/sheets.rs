//! Workbooks and Markdown: typed, equal to `run.json`, the same bytes twice, safe to open.

use crate::support::{Folder, command, root, run_in};
use calamine::{Data, DataType, Reader, Xlsx};
use serde_json::Value;
use std::io::Cursor;

/// Runs the program for bytes.
#[track_caller]
fn bytes(args: &[&str]) -> Vec<u8> {
    let output = command(root(), args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The row whose first cell says that.
fn row(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, first: &str) -> Vec<Data> {
    let range = book.worksheet_range(sheet).unwrap();
    let found = range.rows().find(|row| row[0] == Data::String(first.to_owned()));
    found.unwrap_or_else(|| panic!("no `{first}` in {sheet}")).to_vec()
}

#[test]
fn a_workbook_holds_the_figures_of_run_json_as_numbers() {
    let example = "inventories/mairie-exemple";
    let run: Value =
        serde_json::from_slice(&bytes(&["assess", example, "--format", "json"])).unwrap();
    let total = &run["interval_90"];
    let args = ["assess", example, "--format", "xlsx", "--lang", "en"];
    let mut book = open(bytes(&args));
    let label = "climate change";
    let said = row(&mut book, "Summary", label);
    for (at, name) in [(1, "value"), (2, "low"), (3, "high")] {
        let number = total[name].as_f64().unwrap();
        assert_eq!(said[at], Data::Float(number), "{name}: {said:?}");
    }
    let by_type = book.worksheet_range("By equipment type").unwrap();
    let headings: Vec<String> =
        by_type.rows().nth(2).unwrap().iter().map(ToString::to_string).collect();
    let at = headings.iter().position(|heading| heading.starts_with("total")).unwrap();
    let sum: f64 = by_type.rows().skip(3).filter_map(|row| row[at].as_f64()).sum();
    let all = total["value"].as_f64().unwrap();
    assert!((sum - all).abs() < 1e-6 * all, "{sum} is not {all}");
    assert!(book.sheet_names().contains(&"Definitions".to_owned()));
    assert_eq!(bytes(&args), bytes(&args), "the same content is the same bytes");
}

#[test]
fn cells_that_look_like_formulas_stay_text() {
    let rows = "equipment_type,site\nlaptop,=1+1\nlaptop,+33 1\nmonitor,@SUM(A1)\nlaptop,-x\n";
    let folder = Folder::inventory(rows);
    let ran = folder.run(&["report", ".", "--year", "2025", "--format", "xlsx", "--out", "a.xlsx"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut book = open(std::fs::read(folder.path("a.xlsx")).unwrap());
    for site in ["=1+1", "+33 1", "@SUM(A1)", "-x"] {
        assert_eq!(row(&mut book, "Par site", site)[0], Data::String(site.to_owned()));
    }
    assert!(book.worksheet_formula("Par site").unwrap().is_empty());
    // A workbook of ours is written over, another's is not.
    let again = ["report", ".", "--year", "2025", "--format", "xlsx", "--out", "a.xlsx"];
    assert_eq!(folder.run(&again).code, Some(0));
    std::fs::write(folder.path("a.xlsx"), "mine").unwrap();
    assert_eq!(folder.run(&again).code, Some(2));
    assert_eq!(folder.read("a.xlsx"), "mine");
}

#[test]
fn indicators_have_their_years_in_columns_with_names_and_units() {
    let example = "inventories/mairie-exemple";
    let args = ["indicators", example, "--core", "--years", "all", "--format", "xlsx"];
    let mut book = open(bytes(&args));
    let sheet = book.worksheet_range("Indicateurs").unwrap();
    let headings: Vec<String> =
        sheet.rows().nth(2).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(headings[..6], ["indicateur", "famille", "unité", "2023", "2024", "2025"]);
    let age = row(&mut book, "Indicateurs", "Âge moyen des équipements en service");
    assert_eq!(age[2], Data::String("mois".to_owned()));
    assert!(age[3..6].iter().all(|cell| cell.as_f64().is_some()), "{age:?}");
}

#[test]
fn charts_of_a_workbook_say_what_they_show() {
    let bytes = bytes(&["assess", "inventories/mairie-exemple", "--format", "xlsx"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let drawings: Vec<String> =
        names.filter(|name| name.starts_with("xl/drawings/drawing")).collect();
    assert!(drawings.len() >= 3, "{drawings:?}");
    for name in drawings {
        let text = std::io::read_to_string(archive.by_name(&name).unwrap()).unwrap();
        assert!(text.contains("descr=\""), "{name}: {text}");
    }
}

#[test]
fn markdown_is_no_html_and_no_table_is_broken() {
    let folder = Folder::inventory("equipment_type,site\nlaptop,a|b\nmonitor,<b>x</b>\n");
    let ran = folder.run(&["assess", ".", "--year", "2025", "--format", "md"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("a\\|b") && !ran.out.contains("<b>"), "{}", ran.out);
    let town = run_in(root(), &["assess", "inventories/pme-exemple", "--format", "md"]).out;
    assert!(town.starts_with("# Atelier Lumen"), "{town}");
    let widths = |line: &str| line.matches('|').count();
    for table in town.split("\n\n").filter(|part| part.starts_with('|')) {
        let mut lines = table.lines().map(widths);
        let first = lines.next().unwrap();
        assert!(lines.all(|width| width == first), "{table}");
    }
}
