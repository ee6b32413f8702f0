//! The counts that stand, and the program held against them.

use super::count;
use super::inputs::{self, Distinct};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::Mutex;

/// Rows of each input: enough that what a row costs moves the count.
const ROWS: u64 = 2_000;
/// How far above its committed count a case may be.
const MARGIN: f64 = 0.05;

/// What is counted: its name, and the program's arguments.
type Case = (&'static str, Vec<String>);

/// The cases, on inputs made anew in `folder`, which the program runs in.
fn cases(folder: &Path) -> Vec<Case> {
    let case =
        |name: &'static str, line: &str| (name, line.split(' ').map(str::to_owned).collect());
    inputs::list(folder, "plain.csv", ROWS, Distinct::Nothing);
    inputs::dirty_glpi(folder, "dirty.csv", ROWS);
    inputs::two_sources(folder, ROWS / 2);
    inputs::list(folder, "parts.csv", ROWS, Distinct::Parts);
    inputs::estate(folder, "estate", ROWS / 2);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/mairie-exemple");
    let _ = std::fs::remove_dir_all(folder.join("example"));
    copy(&example, &folder.join("example"));
    // What an earlier run wrote would be read before it is replaced.
    let _ = std::fs::remove_dir_all(folder.join("imported"));
    let _ = std::fs::remove_file(folder.join("page.html"));
    vec![
        case("start", "--version"),
        case("example", "assess example --year 2025 --threads 1"),
        case("plain", "assess plain.csv --year 2025 --threads 1"),
        case("dirty_glpi", "assess dirty.csv --year 2025 --threads 1"),
        case("two_sources", "assess first.csv second.csv --year 2025 --threads 1"),
        case("parts", "assess parts.csv --year 2025 --threads 1"),
        case("import", "import plain.csv --year 2025 --threads 1 --out imported"),
        case("report", "report estate --year 2025 --threads 1 --out page.html"),
        case("indicators", "indicators estate --year 2025 --threads 1"),
    ]
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

/// The counts of the cases, two at a time.
fn counts(folder: &Path, cases: &[Case]) -> Vec<u64> {
    let next = Mutex::new((0..cases.len()).collect::<Vec<_>>());
    let found = Mutex::new(vec![0; cases.len()]);
    let work = || {
        loop {
            let Some(at) = next.lock().unwrap().pop() else { return };
            let counted = count(folder, &cases[at].1);
            found.lock().unwrap()[at] = counted;
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    found.into_inner().unwrap()
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions/counts.csv")
}

/// The committed counts and their reasons.
fn expected() -> BTreeMap<String, (u64, String)> {
    let Ok(mut reader) = csv::Reader::from_path(committed()) else { return BTreeMap::new() };
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| (row[0].to_owned(), (row[1].parse().unwrap(), row[2].to_owned()))).collect()
}

/// Holds the program against the committed counts.
pub(super) fn hold(folder: &Path) {
    let (cases, expected) = (cases(folder), expected());
    let mut failed = Vec::new();
    for ((name, _), found) in cases.iter().zip(counts(folder, &cases)) {
        let Some((allowed, _)) = expected.get(*name) else {
            println!("{name}: {found} instructions, none committed");
            failed.push(*name);
            continue;
        };
        let more = found as f64 / *allowed as f64 - 1.0;
        let verdict = match more {
            more if more > MARGIN => "TOO MANY",
            more if more < -MARGIN => "fewer: write them",
            _ => "ok",
        };
        println!("{name}: {found} instructions, {:+.1} % of {allowed}: {verdict}", 100.0 * more);
        if more > MARGIN {
            failed.push(*name);
        }
    }
    if !failed.is_empty() {
        println!(
            "more than {:.0} % above benches/instructions/counts.csv: {}; where it is meant: cargo test --workspace --bench instructions -- write \"REASON\"",
            100.0 * MARGIN,
            failed.join(", ")
        );
        exit(1);
    }
}

/// Writes the counts that are more than a hundredth away from those committed, with the reason.
pub(super) fn write(folder: &Path, reason: &str) {
    if reason.is_empty() {
        println!("say why: cargo test --workspace --bench instructions -- write \"REASON\"");
        exit(1);
    }
    let (cases, expected) = (cases(folder), expected());
    // All are counted before the old counts go.
    let found = counts(folder, &cases);
    let mut out = csv::Writer::from_path(committed()).unwrap();
    out.write_record(["case", "instructions", "reason"]).unwrap();
    for ((name, _), found) in cases.iter().zip(found) {
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
