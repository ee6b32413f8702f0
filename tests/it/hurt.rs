//! Inputs that would hurt, and runs that are stopped: an end at once, a clear word, and on the disk
//! the old result or the new one.

#![cfg(unix)]

use crate::support::{Folder, Ran, command};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const ROWS: &str = "equipment_type,model,site\nlaptop,HP 15,Lyon\n";

/// What an English run of these arguments says, and how it ends.
fn run(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[args, &["--year", "2025", "--lang", "en"]].concat())
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_pipe_and_a_device_are_refused_and_not_waited_for() {
    let folder = Folder::new();
    let pipe = folder.path("parc.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for input in ["parc.csv", "/dev/zero", "/dev/tty"] {
        let ran = run(&folder, &["assess", input]);
        assert_eq!(ran.code, Some(2), "{input}");
        assert!(ran.err.contains("error: this is no file: a pipe"), "{}", ran.err);
    }
}

#[test]
fn a_card_larger_than_any_card_is_refused() {
    let folder = Folder::inventory(ROWS).with("estate.toml", vec![b'#'; 9 << 20]);
    let ran = run(&folder, &["assess", "."]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("far larger than any file of its kind"), "{}", ran.err);
}

/// A workbook of one laptop, whose parts are others where they are given.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    const OPEN: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let link = |id: &str, kind: &str, to: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OPEN}/{kind}\" Target=\"{to}\"/>")
    };
    let links = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    let row = |n: u32, words: [u32; 3]| {
        let cells: String = words.map(|at| format!("<c t=\"s\"><v>{at}</v></c>")).concat();
        format!("<row r=\"{n}\">{cells}</row>")
    };
    let own = [
        ("_rels/.rels", links(&link("r", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            links(&format!(
                "{}{}{}",
                link("a", "worksheet", "worksheets/sheet1.xml"),
                link("s", "sharedStrings", "sharedStrings.xml"),
                link("t", "styles", "styles.xml")
            )),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OPEN}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
            ),
        ),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\"/>")),
        (
            "xl/sharedStrings.xml",
            format!(
                "<sst xmlns=\"{MAIN}\"><si><t>type</t></si><si><t>model</t></si><si><t>site</t></si><si><t>laptop</t></si></sst>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetData>{}{}</sheetData></worksheet>",
                row(1, [0, 1, 2]),
                row(2, [3, 3, 3])
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in own {
        let other = parts.iter().find(|(of, _)| *of == name).map(|(_, text)| *text);
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(other.unwrap_or(&text).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_a_workbook_says_of_its_own_size_is_never_believed() {
    let folder = Folder::new().with("parc.xlsx", workbook(&[]));
    assert_eq!(run(&folder, &["assess", "parc.xlsx"]).code, Some(0));
    let words = |said: &str| format!("<sst uniqueCount=\"{said}\"><si><t>type</t></si></sst>");
    let formats = format!(
        "<styleSheet><cellXfs>{}</cellXfs></styleSheet>",
        "<xf a=\"1\"/>".repeat(1_500_001)
    );
    let sheet = |inner: &str| {
        format!(
            "<worksheet>{inner}<sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>"
        )
    };
    for (part, text, said) in [
        ("xl/sharedStrings.xml", words("18446744073709551615"), "unreadable or cut short"),
        ("xl/sharedStrings.xml", words("100000000000"), "unreadable or cut short"),
        ("xl/styles.xml", formats, "more formats, names, words or sheets than any inventory"),
        (
            "xl/worksheets/sheet1.xml",
            sheet("<dimension ref=\"ZZZZ9:A99999999999\"/>"),
            "a place that does not exist: `A99999999999`",
        ),
        (
            "xl/worksheets/sheet1.xml",
            sheet(&format!("<a b=\"{}\"/>", "0123456789abcdef ".repeat(1 << 20))),
            "more text than any spreadsheet keeps",
        ),
    ] {
        let folder = Folder::new().with("parc.xlsx", workbook(&[(part, &text)]));
        let ran = run(&folder, &["assess", "parc.xlsx"]);
        assert_eq!(ran.code, Some(2), "{part}: {}", ran.err);
        assert!(ran.err.contains(said), "{part}: {}", ran.err);
    }
}

#[test]
fn a_link_that_leads_nowhere_is_said() {
    let folder = Folder::new().with("inventories/2025.csv", ROWS);
    std::os::unix::fs::symlink("nowhere", folder.path("estate.toml")).unwrap();
    let ran = run(&folder, &["assess", "."]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("estate.toml"), "{}", ran.err);
}

#[test]
fn a_table_read_whole_has_lines_of_a_length() {
    let folder = Folder::new()
        .with("inventories/2025.csv", ROWS)
        .with("datacentres.csv", "x".repeat((16 << 20) + 1));
    let ran = run(&folder, &["assess", "."]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("a line is longer than 16 MB"), "{}", ran.err);
}

#[test]
fn what_a_file_says_does_nothing_to_a_terminal() {
    let rows = "equipment_type,model,site\nlaptop,\u{1b}[31mHP\u{7},\u{202e}noyL\u{9b}2J\nzzz\u{1b}[2J,x,y\n";
    let name = "pa\u{1b}[31m\nrc\u{202e}.csv";
    let folder = Folder::new().with(name, rows);
    for args in [&["assess", name, "--by", "site"][..], &["assess", "no\u{1b}[2J.csv"]] {
        let ran = run(&folder, args);
        let harms = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.out.contains(harms), "{:?}", ran.out);
        assert!(!ran.err.contains(harms), "{:?}", ran.err);
    }
    assert!(run(&folder, &["assess", "no\u{1b}.csv"]).err.contains(r"no\u{1b}.csv"));
    // Nor does the name, whatever says it: for machines, on the page, as an explanation.
    let name = "pa\u{1b}[31m\u{202e}r\u{9b}c\u{200b}.csv";
    let folder = Folder::new().with(name, ROWS);
    let told = [
        &["assess", name, "--format", "json"][..],
        &["import", name, "--explain"],
        &["import", name, "--explain", "--format", "json"],
        &["import", name, "--propose-map"],
        &["report", name, "--out", "page.html"],
    ];
    let harms = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}');
    for args in told {
        let ran = run(&folder, args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
        assert!(!ran.out.contains(harms), "{args:?}: {:?}", ran.out);
        assert!(!ran.err.contains(harms), "{args:?}: {:?}", ran.err);
    }
    let page = folder.read("page.html");
    assert!(!page.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{200b}']));
}

/// A list that takes a while.
fn long_list(folder: Folder) -> Folder {
    let mut rows = ROWS.to_owned();
    for row in 0..40_000 {
        let _ = writeln!(rows, "laptop,HP {row},Lyon");
    }
    folder.with("parc.csv", rows)
}

#[test]
fn a_run_told_to_stop_leaves_the_old_result_whole_and_nothing_hidden() {
    let folder = long_list(Folder::new().with("one.csv", ROWS));
    assert_eq!(run(&folder, &["import", "one.csv", "--out", "parc"]).code, Some(0));
    let before = folder.read("parc/run.json");
    // What whoever started the tests told them to ignore (`nohup`) is ignored by the program too.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_else(|_| String::new());
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    let signals = [("HUP", 1), ("INT", 2), ("TERM", 15)];
    for (signal, number) in signals.into_iter().filter(|(_, n)| mask >> (n - 1) & 1 == 0) {
        let code = 128 + number;
        let args = ["import", "parc.csv", "--year", "2025", "--out", "parc"];
        let mut child = command(&folder.path(""), &args).stderr(Stdio::null()).spawn().unwrap();
        let aside = folder.path(".empreinte-parc/new/inventory.csv");
        while !aside.exists() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let told = ["-s", signal, &child.id().to_string()];
        assert!(Command::new("kill").args(told).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{signal}");
        assert_eq!(names(&folder.path("")), ["one.csv", "parc", "parc.csv"], "{signal}");
        assert_eq!(folder.read("parc/run.json"), before, "{signal}");
    }
}

#[test]
fn a_limit_on_the_size_of_files_leaves_the_old_result_whole_and_is_told() {
    let folder = long_list(Folder::new().with("one.csv", ROWS));
    assert_eq!(run(&folder, &["import", "one.csv", "--out", "parc"]).code, Some(0));
    let before = folder.read("parc/run.json");
    let told = "ulimit -f 100; \"$0\" import parc.csv --year 2025 --out parc --lang en";
    let program = crate::support::EMPREINTE;
    let mut limited = Command::new("sh");
    limited.args(["-c", told, program]).current_dir(folder.path(""));
    let output = limited.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "the machine's matter: {said}");
    assert!(said.contains("ulimit -f"), "{said}");
    assert_eq!(folder.read("parc/run.json"), before);
    assert_eq!(names(&folder.path("")), ["one.csv", "parc", "parc.csv"]);
}

/// A full disk is no fault of the input: what is written to standard output may fill one too.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_the_machines_matter_and_is_told_with_what_to_do() {
    let folder = Folder::new().with("one.csv", ROWS);
    for args in [
        &["assess", "one.csv", "--year", "2025"][..],
        &["indicators", "one.csv", "--year", "2025"],
        &["explain", "total", "one.csv", "--year", "2025"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut run = command(&folder.path(""), &[args, &["--lang", "en"]].concat());
        let output = run.stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{args:?}: {said}");
        assert!(said.contains("the disk is full: free some room"), "{said}");
    }
}

#[test]
fn a_temporary_folder_that_cannot_be_written_is_named() {
    let folder =
        Folder::new().with("one.csv", ROWS).with("two.csv", ROWS.replace("Lyon", "Nantes"));
    let args = ["assess", "one.csv", "two.csv", "--year", "2025", "--lang", "en"];
    let mut run = command(&folder.path(""), &args);
    let output = run.env("TMPDIR", "/nowhere/at-all").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("/nowhere/at-all") && said.contains("TMPDIR="), "{said}");
}

#[test]
fn a_cell_longer_than_any_name_is_said_and_counts_as_empty() {
    let long = |words: &str| words.repeat(12_000 / words.len());
    let read = |column: &str, cell: &str| {
        let text = format!("equipment_id,equipment_type,{column}\nE0,laptop,{cell}\n");
        let folder = Folder::new().with("parc.csv", text);
        let ran = folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let unread = folder.path("out/unread-cells.csv");
        let unread = if unread.exists() { crate::support::impacts(&unread) } else { Vec::new() };
        let mut rows = crate::support::impacts(&folder.path("out/inventory.csv"));
        // What was not read is told there.
        rows[0].remove("assumed");
        (rows, unread)
    };
    for (column, words) in [
        ("model", "Latitude "),
        ("model", "a "),
        ("status", "en service "),
        ("site", "A > "),
        ("entity", "par M. "),
        ("manufacturer", "Dell "),
        ("cpu_model", "Intel Xeon Gold 6 "),
    ] {
        let (inventory, unread) = read(column, &long(words));
        assert_eq!(inventory, read(column, "").0, "{column}");
        let [cell] = unread.as_slice() else { panic!("{column}: {unread:?}") };
        assert_eq!(cell["column"], column);
        assert!(cell["value"].ends_with('…') && cell["value"].len() < 300, "{}", cell["value"]);
        assert!(cell["reason"].contains("plus long que tout nom"), "{}", cell["reason"]);
        // As long as a name may be, it is read.
        assert!(read(column, words.trim()).1.is_empty(), "{column}");
    }
    // Nothing of an address is shown where its beginning is.
    let (_, unread) = read("model", &long(&format!("{} jean.exemple@mairie.fr ", "a".repeat(190))));
    assert!(!unread[0]["value"].contains("jean"), "{}", unread[0]["value"]);
    // Of the type, it costs the row.
    let text = format!("equipment_id,equipment_type\nE0,{}\nE1,laptop\n", long("Latitude "));
    let folder = Folder::new().with("parc.csv", text);
    let ran = folder.run(&["import", "parc.csv", "--year", "2025", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let rejects = crate::support::impacts(&folder.path("out/rejects.csv"));
    assert_eq!(rejects.len(), 1);
    assert!(rejects[0]["reason"].contains("plus long que tout nom"), "{}", rejects[0]["reason"]);
}

#[test]
fn pages_of_the_manual_replace_none_of_others() {
    let folder = Folder::new().with("man/empreinte-assess.1", "mine");
    let ran = folder.run(&["man", "--out", "man", "--lang", "en"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("another file stands there"), "{}", ran.err);
    assert_eq!(folder.read("man/empreinte-assess.1"), "mine");
    assert!(!folder.path("man/empreinte.1").exists(), "all or none");
    for _ in 0..2 {
        assert_eq!(folder.run(&["man", "--out", "pages"]).code, Some(0));
    }
    #[cfg(unix)]
    {
        std::fs::create_dir(folder.path("links")).unwrap();
        let link = folder.path("links/empreinte.1");
        std::os::unix::fs::symlink(folder.path("pages/empreinte.1"), &link).unwrap();
        let ran = folder.run(&["man", "--out", "links", "--lang", "en"]);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
    }
}
