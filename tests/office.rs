//! The workbooks in a real office suite: `LibreOffice` opens them, shows the figures of `run.json`, and
//! has their charts. Skipped where there is none, except in CI.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails, and says why it was skipped"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const EXAMPLE: &str = "inventories/mairie-exemple";
/// CSV in UTF-8, every sheet a file, numbers in full and not as they are shown.
const ALL_SHEETS: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// Whether there is a `LibreOffice`.
fn has_office() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok();
    if !found {
        assert!(
            std::env::var_os("CI").is_none(),
            "CI must have a LibreOffice: libreoffice-calc-nogui"
        );
        eprintln!("no LibreOffice found: workbooks are not opened");
    }
    found
}

fn bytes(args: &[&str]) -> Vec<u8> {
    let out = Command::new(env!("CARGO_BIN_EXE_empreinte"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

/// Has `LibreOffice` write a workbook in another format.
fn convert(folder: &Path, book: &str, to: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", to, "--outdir"])
        .arg(folder)
        .arg(folder.join(book))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// A sheet as `LibreOffice` reads it.
fn sheet(folder: &Path, book: &str, name: &str) -> Vec<Vec<String>> {
    let path: PathBuf = folder.join(format!("{book}-{name}.csv"));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    let cells = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|row| cells(row.unwrap())).collect()
}

#[test]
fn libreoffice_shows_the_figures_of_run_json_and_the_charts() {
    if !has_office() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let run: Value =
        serde_json::from_slice(&bytes(&["assess", EXAMPLE, "--format", "json"])).unwrap();
    let total = &run["interval_90"];
    for (lang, summary, by_type, label) in [
        ("fr", "Synthèse", "Par type d’équipement", "changement climatique"),
        ("en", "Summary", "By equipment type", "climate change"),
    ] {
        let book = bytes(&["assess", EXAMPLE, "--format", "xlsx", "--lang", lang]);
        std::fs::write(at.join(format!("{lang}.xlsx")), book).unwrap();
        convert(at, &format!("{lang}.xlsx"), ALL_SHEETS);
        let rows = sheet(at, lang, summary);
        let said = rows.iter().find(|row| row[0] == label).unwrap();
        for (cell, name) in [(1, "value"), (2, "low"), (3, "high")] {
            let (found, told) = (said[cell].parse::<f64>().unwrap(), total[name].as_f64().unwrap());
            assert!((found - told).abs() <= 1e-9 * told, "{lang} {name}: {found} {told}");
        }
        let rows = sheet(at, lang, by_type);
        let place = rows[2].iter().position(|heading| heading.starts_with("total")).unwrap();
        let sum: f64 = rows[3..].iter().map(|row| row[place].parse::<f64>().unwrap()).sum();
        let told = total["value"].as_f64().unwrap();
        assert!((sum - told).abs() <= 1e-9 * told, "{lang}: types sum to {sum}, not {told}");
    }
    // What it could not read of a chart, it would not write.
    convert(at, "fr.xlsx", "ods");
    let file = std::fs::File::open(at.join("fr.ods")).unwrap();
    let archive = zip::ZipArchive::new(file).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let charts = names.filter(|name| name.starts_with("Object ") && name.ends_with("/content.xml"));
    let charts: std::collections::BTreeSet<String> = charts.collect();
    assert!(charts.len() >= 3, "{charts:?}");
}

#[test]
fn libreoffice_shows_indicators_as_indicators_tells_them() {
    if !has_office() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let asked = ["indicators", EXAMPLE, "--core", "--years", "all", "--format"];
    let told = String::from_utf8(bytes(&[&asked[..], &["csv"]].concat())).unwrap();
    std::fs::write(at.join("book.xlsx"), bytes(&[&asked[..], &["xlsx"]].concat())).unwrap();
    convert(at, "book.xlsx", ALL_SHEETS);
    let rows = sheet(at, "book", "Indicateurs");
    let years: Vec<usize> =
        (0..rows[2].len()).filter(|at| rows[2][*at].parse::<i32>().is_ok()).collect();
    assert_eq!(years.len(), 3, "{:?}", rows[2]);
    let age = rows.iter().find(|row| row[0] == "Âge moyen des équipements en service").unwrap();
    let mut reader = csv::Reader::from_reader(told.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let (id, year, value) = (column("id"), column("year"), column("value"));
    let mut met = 0;
    for row in reader.records().map(Result::unwrap).filter(|row| &row[id] == "age_mean_in_service")
    {
        let place = years.iter().find(|at| rows[2][**at] == row[year]).unwrap();
        let (found, told) =
            (age[*place].parse::<f64>().unwrap(), row[value].parse::<f64>().unwrap());
        assert!((found - told).abs() <= 1e-9 * told, "{}: {found} {told}", &row[year]);
        met += 1;
    }
    assert_eq!(met, 3);
}
