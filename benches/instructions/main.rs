//! Instructions counted by valgrind: repeatable on a busy machine, where seconds are not.
//!
//! `cargo test --workspace --bench instructions` is the gate, on the build that the tests use: fixed
//! inputs and the start of the program, held against `counts.csv` beside this file. More than 5 %
//! above fails and says which. What moves one on purpose writes the new count with its reason:
//! `cargo test --workspace --bench instructions -- write "REASON"`.
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

mod gate;
mod inputs;

use inputs::{Beside, Distinct};
use std::path::{Path, PathBuf};
use std::process::{Command, exit};

/// How many of a thing growth is measured from; then ten times as many.
const FEW: u64 = 1000;

/// A thing there may be many of: its name, and the program's arguments for so many.
type Growing<'a> = (&'static str, Box<dyn Fn(u64) -> Vec<String> + 'a>);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    std::fs::create_dir_all(&folder).unwrap();
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is missing, nothing is counted: apt-get install valgrind");
        return;
    }
    match args.first().map(String::as_str) {
        Some("growth") => growth(&folder, args.get(1).map_or("", String::as_str)),
        _ if !counts_compare() => println!(
            "the counts that stand are of an x86-64 processor with AVX2: nothing is held here"
        ),
        Some("write") => gate::write(&folder, args.get(1).map_or("", String::as_str)),
        _ => gate::hold(&folder),
    }
}

/// Whether this processor runs the code that the committed counts are of: libraries choose by it.
fn counts_compare() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// The program counted.
fn program() -> String {
    let own = env!("CARGO_BIN_EXE_empreinte");
    std::env::var("EMPREINTE_BENCH_PROGRAM").unwrap_or_else(|_| own.to_owned())
}

/// Instructions of one run in a folder, whose name is told to nobody.
fn count(folder: &Path, args: &[String]) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program())
        .args(args)
        .current_dir(folder)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("EMPREINTE_LANG", "en")
        .output()
        .unwrap();
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
        let [none, few, many] = [10, FEW, 10 * FEW].map(|n| count(folder, &args(n)));
        let (few, many) = (few.saturating_sub(none), many.saturating_sub(none));
        let scale = (10 * FEW - 10) as f64 / (FEW - 10) as f64 / 10.0;
        println!(
            "| {name} | {} | × {:.1} |",
            many / (10 * FEW - 10),
            many as f64 / few as f64 / scale
        );
    }
}
