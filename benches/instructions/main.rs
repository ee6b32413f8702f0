//! Instructions counted by valgrind: repeatable on a busy machine, where seconds are not.
//!
//! `cargo test --bench instructions` is the gate: fixed inputs of 10,000 rows and the start of the
//! program, on the build that the tests use, held against `benches/instructions.csv`. More than
//! 5 % above fails and says which. What moves one on purpose writes the new count with its reason:
//! `cargo test --bench instructions -- write "REASON"`.
//!
//! `cargo bench --bench instructions -- growth` tells what ten times as many of each thing cost,
//! and what one more costs, as the table of `docs/PERFORMANCE.md`. `EMPREINTE_BENCH_PROGRAM` counts
//! another build.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench talks and may stop"
)]

mod inputs;

use inputs::{Beside, Distinct};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, exit};
use std::sync::Mutex;

/// Rows of each input of the gate.
const ROWS: u64 = 10_000;
/// How far above its committed count a case may be.
const MARGIN: f64 = 0.05;
/// How many of a thing growth is measured from; then ten times as many.
const FEW: u64 = 1000;

/// What is counted: its name, and the program's arguments.
type Case = (&'static str, Vec<String>);
/// A thing there may be many of: its name, and the program's arguments for so many.
type Growing<'a> = (&'static str, Box<dyn Fn(u64) -> Vec<String> + 'a>);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    std::fs::create_dir_all(&folder).unwrap();
    match args.first().map(String::as_str) {
        Some("growth") => growth(&folder, args.get(1).map_or("", String::as_str)),
        Some("write") => write(&folder, args.get(1).map_or("", String::as_str)),
        _ => gate(&folder),
    }
}

fn cases(folder: &Path) -> Vec<Case> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories");
    let words = |line: &[&str], paths: &[&Path]| {
        let paths = paths.iter().map(|path| path.to_str().unwrap().to_owned());
        let mut words: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        words.splice(1..1, paths);
        words
    };
    let assess = |paths: &[&Path]| words(&["assess", "--year", "2025", "--threads", "1"], paths);
    let plain = inputs::list(folder, "plain.csv", ROWS, Distinct::Nothing);
    let dirty = inputs::dirty_glpi(folder, "dirty.csv", ROWS);
    let [first, second] = inputs::two_sources(folder, ROWS / 2);
    let parts = inputs::list(folder, "parts.csv", ROWS, Distinct::Parts);
    let estate = inputs::estate(folder, "estate", ROWS / 2);
    let page = folder.join("page.html");
    let report = ["report", "--year", "2025", "--threads", "1", "--out", page.to_str().unwrap()];
    vec![
        ("start", vec!["--version".to_owned()]),
        ("example", assess(&[&examples.join("mairie-exemple")])),
        ("plain", assess(&[&plain])),
        ("dirty_glpi", assess(&[&dirty])),
        ("two_sources", assess(&[&first, &second])),
        ("parts", assess(&[&parts])),
        ("report", words(&report, &[&estate])),
        ("indicators", words(&["indicators", "--year", "2025", "--threads", "1"], &[&estate])),
    ]
}

/// The program counted.
fn program() -> String {
    let own = env!("CARGO_BIN_EXE_empreinte");
    std::env::var("EMPREINTE_BENCH_PROGRAM").unwrap_or_else(|_| own.to_owned())
}

/// Instructions of one run.
fn count(args: &[String]) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program())
        .args(args)
        .env("EMPREINTE_LANG", "en")
        .output();
    let Ok(output) = output else {
        println!("valgrind is missing: apt-get install valgrind");
        exit(1);
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let counted = said.lines().find(|line| line.contains("refs:"));
    let digits = counted.and_then(|line| line.rsplit("refs:").next()).unwrap_or("");
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    match digits.parse() {
        Ok(count) if output.status.success() => count,
        _ => {
            println!("`empreinte {}` could not be counted:\n{said}", args.join(" "));
            exit(1);
        }
    }
}

/// The counts of several runs, two at a time.
fn counts(cases: &[Case]) -> Vec<u64> {
    let next = Mutex::new((0..cases.len()).collect::<Vec<_>>());
    let found = Mutex::new(vec![0; cases.len()]);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(at) = next.lock().unwrap().pop() else { return };
                    let counted = count(&cases[at].1);
                    found.lock().unwrap()[at] = counted;
                }
            });
        }
    });
    found.into_inner().unwrap()
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.csv")
}

/// The committed counts and their reasons.
fn expected() -> BTreeMap<String, (u64, String)> {
    let Ok(mut reader) = csv::Reader::from_path(committed()) else { return BTreeMap::new() };
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[0].to_owned(), (row[1].parse().unwrap(), row[2].to_owned()))).collect()
}

fn gate(folder: &Path) {
    let (cases, expected) = (cases(folder), expected());
    let mut failed = false;
    for ((name, _), found) in cases.iter().zip(counts(&cases)) {
        let Some((allowed, _)) = expected.get(*name) else {
            println!("{name}: {found} instructions, none committed");
            failed = true;
            continue;
        };
        let more = found as f64 / *allowed as f64 - 1.0;
        let verdict = if more > MARGIN { "TOO MANY" } else { "ok" };
        println!("{name}: {found} instructions, {:+.1} % of {allowed}: {verdict}", 100.0 * more);
        failed |= more > MARGIN;
    }
    if failed {
        println!(
            "more than {:.0} % above benches/instructions.csv; where it is meant: cargo test --bench instructions -- write \"REASON\"",
            100.0 * MARGIN
        );
        exit(1);
    }
}

/// Writes the counts that are more than a hundredth away from those committed, with the reason.
fn write(folder: &Path, reason: &str) {
    assert!(!reason.is_empty(), "say why: cargo test --bench instructions -- write \"REASON\"");
    let (cases, expected) = (cases(folder), expected());
    let mut out = csv::Writer::from_path(committed()).unwrap();
    out.write_record(["case", "instructions", "reason"]).unwrap();
    for ((name, _), found) in cases.iter().zip(counts(&cases)) {
        let near = |known: u64| (found as f64 / known as f64 - 1.0).abs() <= 0.01;
        let (count, why) = match expected.get(*name) {
            Some((known, why)) if near(*known) => (*known, why.as_str()),
            _ => (found, reason),
        };
        println!("{name}: {count} ({why})");
        out.write_record([*name, count.to_string().as_str(), why]).unwrap();
    }
    out.flush().unwrap();
}

/// What ten times as many of each thing cost.
fn growth(folder: &Path, only: &str) {
    let assess = |path: PathBuf| {
        let path = path.to_str().unwrap().to_owned();
        ["assess", &path, "--year", "2025", "--threads", "1"].map(str::to_owned).to_vec()
    };
    let list = |what: Distinct| {
        move |n: u64| assess(inputs::list(folder, &format!("list-{n}.csv"), n, what))
    };
    let beside = |what: Beside| {
        move |n: u64| assess(inputs::beside(folder, &format!("beside-{n}"), what, n))
    };
    let merged = |n: u64| {
        let [first, second] = inputs::two_sources(folder, n);
        let mut words = assess(first);
        words.insert(2, second.to_str().unwrap().to_owned());
        words
    };
    let many_files = |n: u64| {
        let inventories = folder.join(format!("files-{n}"));
        let _ = std::fs::remove_dir_all(&inventories);
        for file in 0..n / 10 {
            inputs::list(&inventories, &format!("f{file:04}.csv"), 10, Distinct::Nothing);
        }
        assess(inventories)
    };
    let json = |n: u64| {
        let mut words = list(Distinct::Site)(n);
        words.extend(["--format", "json"].map(str::to_owned));
        words
    };
    let with = |command: &'static [&'static str], n: u64| {
        let path = inputs::estate(folder, &format!("estate-{n}"), n);
        let mut words: Vec<String> = command.iter().map(|word| (*word).to_owned()).collect();
        words.push(path.to_str().unwrap().to_owned());
        words.extend(["--year", "2025"].map(str::to_owned));
        words
    };
    let page = folder.join("page.html").to_str().unwrap().to_owned();
    let report = |n: u64| {
        let mut words = with(&["report"], n);
        words.extend(["--out".to_owned(), page.clone()]);
        words
    };
    let things: Vec<Growing<'_>> = vec![
        ("rows", Box::new(list(Distinct::Nothing))),
        ("distinct models", Box::new(list(Distinct::Model))),
        ("distinct makers", Box::new(list(Distinct::Maker))),
        ("distinct sites", Box::new(list(Distinct::Site))),
        ("distinct sites, as JSON", Box::new(json)),
        ("distinct entities", Box::new(list(Distinct::Entity))),
        ("distinct processors", Box::new(list(Distinct::Processor))),
        ("unknown processors", Box::new(list(Distinct::UnknownProcessor))),
        ("distinct memory sizes", Box::new(list(Distinct::Memory))),
        ("unknown types", Box::new(list(Distinct::UnknownType))),
        ("unknown statuses", Box::new(list(Distinct::UnknownStatus))),
        ("duplicates", Box::new(list(Distinct::Duplicate))),
        ("rows of two sources merged", Box::new(merged)),
        ("rows in files of ten", Box::new(many_files)),
        ("usage records", Box::new(beside(Beside::Usage))),
        ("places", Box::new(beside(Beside::Places))),
        ("virtual machines", Box::new(beside(Beside::Machines))),
        ("services", Box::new(beside(Beside::Services))),
        ("datacentres (a tenth)", Box::new(|n| beside(Beside::Datacentres)(n / 10))),
        ("units with movements, register", Box::new(|n| with(&["movements", "register"], n))),
        ("units with movements, check", Box::new(|n| with(&["movements", "check"], n))),
        ("units, indicators", Box::new(|n| with(&["indicators"], n))),
        ("units, report", Box::new(report)),
    ];
    println!("| of | instructions each | ten times as many |\n|---|--:|--:|");
    for (name, args) in things.iter().filter(|(name, _)| name.contains(only)) {
        // Many of a thing that is too few to see are still the start of the program.
        let [none, few, many] = [10, FEW, 10 * FEW].map(|n| count(&args(n)));
        let (few, many) = (few.saturating_sub(none), many.saturating_sub(none));
        let scale = (10 * FEW - 10) as f64 / (FEW - 10) as f64 / 10.0;
        println!(
            "| {name} | {} | × {:.1} |",
            many / (10 * FEW - 10),
            many as f64 / few as f64 / scale
        );
    }
}
