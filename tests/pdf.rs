//! The report as a PDF, read again by other programs (poppler): what a reader, a screen reader and
//! an auditor get, in both languages. Built with the feature `pdf` alone.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program, and gives what it printed.
fn printed(program: &str, args: &[&str], at: &Path) -> String {
    let out = Command::new(program)
        .args(args)
        .arg(at)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}: install poppler-utils"));
    assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

fn report(lang: &str, to: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_empreinte"))
        .args(["report", "inventories/mairie-exemple", "--year", "2025", "--lang", lang, "--out"])
        .arg(to)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

/// What must hold of the example town's report in a language.
fn holds(lang: &str, decimal: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("mairie.pdf");
    let out = report(lang, &to);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let said = printed("pdfinfo", &[], &to);
    let facts: BTreeMap<&str, &str> = said
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    assert_eq!(facts["Tagged"], "yes");
    assert!(facts["Title"].contains("2025") && facts["Title"].contains("Valbourg"), "{said}");
    let pages: usize = facts["Pages"].parse().unwrap();
    assert!((4..40).contains(&pages), "{pages} pages");

    let fonts = printed("pdffonts", &[], &to);
    assert!(2 < fonts.lines().count(), "{fonts}");
    for font in fonts.lines().skip(2) {
        let flags: Vec<&str> = font.split_whitespace().rev().take(5).collect();
        // Object number (two), then: has a map to Unicode, is a subset, is embedded.
        assert_eq!((flags[4], flags[2]), ("yes", "yes"), "embedded and selectable: {font}");
    }

    let carried = printed("pdfdetach", &["-list"], &to);
    for name in ["run.json", "footprint.csv", "indicators.csv"] {
        assert!(carried.contains(name), "{name}: {carried}");
    }
    let taken = folder.path().join("taken");
    std::fs::create_dir(&taken).unwrap();
    printed("pdfdetach", &["-saveall", "-o", taken.to_str().unwrap()], &to);
    let run = std::fs::read_to_string(taken.join("run.json")).unwrap();
    let run: serde_json::Value = serde_json::from_str(&run).unwrap();
    let total = run["overall"][0]["value"].as_f64().unwrap();
    let written = format!("{:.1}", total / 1000.0).replace('.', decimal);
    let text = printed("pdftotext", &["-layout", "-nopgbrk"], &to.with_extension("pdf"));
    assert!(text.is_empty(), "it goes to a file");
    let text = std::fs::read_to_string(to.with_extension("txt")).unwrap();
    let text = text.replace('\u{a0}', " ");
    assert!(text.contains(&format!("{written} t CO₂e")), "{written} t: {text:.2000}");

    let structure = printed("pdfinfo", &["-struct-text"], &to);
    for tag in [
        "H1", "H2", "H3", "Table", "TH", "TD", "THead", "Caption", "Figure", "L", "LI", "Link",
        "TOC",
    ] {
        let there =
            structure.lines().any(|line| line.trim_start().split([' ', ':']).next() == Some(tag));
        assert!(there, "{tag}: {structure:.4000}");
    }
    let tables = structure.lines().filter(|line| line.trim_start().starts_with("Table")).count();
    assert!(10 < tables, "{tables} tables");
    // The header of a row is one for those who hear the table.
    let rows = printed("pdfinfo", &["-struct"], &to);
    assert!(rows.contains("/Scope /Row") && rows.contains("/Scope /Column"), "scopes of headers");

    (folder, to)
}

#[test]
fn pdf_in_french_is_tagged_embedded_and_carries_its_figures() {
    let (_folder, to) = holds("fr", ",");
    let first = std::fs::read(&to).unwrap();
    let out = report("fr", &to);
    assert!(out.status.success(), "an own PDF is replaced: {out:?}");
    assert!(first == std::fs::read(&to).unwrap(), "same bytes twice");
}

#[test]
fn pdf_in_english_is_tagged_embedded_and_carries_its_figures() {
    holds("en", ".");
}

#[test]
fn file_of_another_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("thesis.pdf");
    std::fs::write(&to, b"%PDF-1.7 a thesis").unwrap();
    assert_eq!(report("en", &to).status.code(), Some(2));
    assert_eq!(std::fs::read(&to).unwrap(), b"%PDF-1.7 a thesis");
}

#[test]
fn the_page_as_a_browser_prints_it_has_its_answer_and_its_plan_on_one_sheet() {
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let asked = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let Some(chromium) = asked.into_iter().chain(usual.map(PathBuf::from)).find(|at| at.is_file())
    else {
        assert!(std::env::var_os("CI").is_none(), "CI must have a Chromium: set CHROMIUM");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (lang, last) in [("fr", "Prochaines dates"), ("en", "Next dates")] {
        let page = folder.path().join(format!("{lang}.html"));
        assert!(report(lang, &page).status.success());
        let sheets = folder.path().join("printed.pdf");
        let out = Command::new(&chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg(format!("--print-to-pdf={}", sheets.display()))
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let text = Command::new("pdftotext")
            .args(["-f", "1", "-l", "1"])
            .args([sheets.as_os_str(), "-".as_ref()])
            .output()
            .unwrap();
        let first = String::from_utf8(text.stdout).unwrap();
        assert!(first.contains("Mairie de Valbourg") && first.contains(last), "{first}");
    }
}
