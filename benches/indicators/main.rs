//! All indicators of a year, in a process of its own, beside the csv crate parsing the same files
//! and nothing else: a generated estate of a million units and five million movements.
//!
//! `cargo bench --bench indicators` runs it; `EMPREINTE_BENCH_UNITS=100000` makes it smaller, with
//! five movements a unit. Each figure is the median of three runs, after one that is not counted.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench talks and may stop"
)]

mod generate;

use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::indicator::{Catalogue, GatherOptions, Gathered, Series};
use empreinte::method::Method;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The year computed.
const YEAR: i32 = 2025;
/// Runs of each, after one that is not counted.
const RUNS: usize = 3;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--child") {
        let folder = PathBuf::from(&args[at + 2]);
        return match args[at + 1].as_str() {
            "plain" => plain(&folder),
            _ => indicators(&folder),
        };
    }
    let units = std::env::var("EMPREINTE_BENCH_UNITS").ok().and_then(|n| n.parse().ok());
    let units: u32 = units.unwrap_or(1_000_000);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("estate-{units}"));
    let movements = generate::estate(&folder, units);
    println!("{units} units, {movements} movements");
    let plain = measure("csv crate, parse only", &folder, "plain");
    let all = measure("all indicators", &folder, "indicators");
    println!("    x{:.2} of the plain parse", all / plain);
}

/// Runs a part of the bench in a process, and prints its median time and peak memory.
fn measure(name: &str, folder: &Path, part: &str) -> f64 {
    let mut seconds = Vec::new();
    let mut said = String::new();
    for run in 0..=RUNS {
        let started = Instant::now();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--child", part, folder.to_str().unwrap()])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        said = String::from_utf8_lossy(&output.stdout).trim().replace('\n', " ");
        if run > 0 {
            seconds.push(started.elapsed().as_secs_f64());
        }
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds[seconds.len() / 2];
    println!("    {name:<24} {median:>7.2} s  {said}");
    median
}

fn plain(folder: &Path) {
    let mut fields = 0;
    for file in ["inventories/2025.csv", "movements.csv"] {
        let mut reader = csv::ReaderBuilder::new().from_path(folder.join(file)).unwrap();
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).unwrap() {
            fields += record.len();
        }
    }
    println!("{} MB, {fields} fields", peak_mb());
}

fn indicators(folder: &Path) {
    let estate = Estate::open(&[folder.to_owned()]).unwrap();
    let (set, method) = (FactorSet::shipped().unwrap(), Method::named("rcp-si").unwrap());
    let threads = std::thread::available_parallelism().unwrap().get();
    let options = GatherOptions { threads, ..GatherOptions::of(YEAR) };
    let started = Instant::now();
    let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
    let read = started.elapsed().as_secs_f64();
    let catalogue = Catalogue::shipped().unwrap();
    let series = Series::of(&gathered, &[YEAR], &catalogue.wanted(&[], false), &[]);
    let known = series.rows.iter().filter(|(_, entries)| entries[0].value.figure.is_ok()).count();
    println!("{} MB, {known} values, read in {read:.2} s", peak_mb());
}

/// The most memory this process held, MB; 0 where the system does not tell.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_else(|_| String::new());
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kb| kb.parse().ok());
    kb.map_or(0, |kb: u64| kb / 1024)
}
