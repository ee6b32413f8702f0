//! Whole runs, each in a process of its own, on generated inventories: the csv crate parsing the
//! file and nothing else, `assess` to aggregates on one and on all threads, and DuckDB and polars
//! doing the same joins and sums, all without the tables that price machines by their parts; then
//! what the peers do not do, in lines of its own: parts, and impacts written as Parquet.
//!
//! `cargo bench --bench assess` runs 1 million rows; `EMPREINTE_BENCH_ROWS=1000000,10000000`
//! chooses. Peers are installed with pip into `target/bench-peers`; where that cannot be, they are
//! left out with a message. Each figure is the median of the runs, seconds of the clock and of the
//! processor; a total that stands more than 1e-9 apart from the first of its table stops the bench.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench talks and may stop"
)]

mod generate;

use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::impact::AssessedYear;
use empreinte::method::Method;
use empreinte::table::Reject;
use empreinte::walk::{NoRecord, Sink, Walk, WalkOptions};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The year assessed.
const YEAR: i32 = 2025;
/// What tells this program that it is one of the runs.
const CHILD: &str = "--child";
/// Runs of each, after one that is not counted.
const RUNS: usize = 3;

/// How far two totals of the same work may stand apart, as a share.
const APART: f64 = 1e-9;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == CHILD) {
        return child(&args[at + 1..]);
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&folder).unwrap();
    let rows = std::env::var("EMPREINTE_BENCH_ROWS").unwrap_or_else(|_| "1000000".into());
    let python = peers(&folder);
    for rows in rows.split(',').filter_map(|n| n.parse::<u64>().ok()) {
        let file = generate::inventory(&folder, rows);
        let size = std::fs::metadata(&file).unwrap().len();
        println!("\n{rows} rows, {} MB, {} bytes a row", size >> 20, size / rows);
        let mut plain = Measured::beside(None);
        plain.run("csv crate, parse only", &own(&["plain", text(&file)]));
        for criteria in [1, 5] {
            println!("  {criteria} criteri{}", if criteria == 1 { "on" } else { "a" });
            let mut like = Measured::beside(Some(plain.seconds));
            let set = generate::factors(&folder, criteria, false);
            for threads in ["1", "0"] {
                like.run(
                    &on("assess", threads),
                    &own(&["assess", threads, text(&file), text(&set)]),
                );
            }
            for (peer, script) in
                [("DuckDB", "duckdb_peer.py"), ("polars streaming", "polars_peer.py")]
            {
                let script =
                    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
                for threads in ["1", "0"].iter().filter(|_| python.is_some()) {
                    let python = python.as_deref().map_or("", text);
                    let command = [python, text(&script), text(&file), text(&set), threads];
                    like.run(&on(peer, threads), &command.map(str::to_owned));
                }
            }
            let set = generate::factors(&folder, criteria, true);
            let mut more = Measured::beside(Some(plain.seconds));
            for threads in ["1", "0"] {
                let name = on("assess, with parts", threads);
                more.run(&name, &own(&["assess", threads, text(&file), text(&set)]));
            }
            for threads in ["1", "0"].iter().filter(|_| cfg!(feature = "parquet") && criteria == 1)
            {
                let name = on("the same, and Parquet", threads);
                more.run(&name, &own(&["parquet", threads, text(&file), text(&set)]));
            }
        }
    }
}

fn on(name: &str, threads: &str) -> String {
    format!("{name}, {}", if threads == "1" { "1 thread" } else { "all threads" })
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn own(args: &[&str]) -> Vec<String> {
    let mut command = vec![text(&std::env::current_exe().unwrap()).to_owned(), CHILD.to_owned()];
    command.extend(args.iter().map(|arg| (*arg).to_owned()));
    command
}

/// Runs that did the same work on the same rows.
struct Measured {
    /// Seconds that the plain parse took; the plain parse itself has none.
    plain: Option<f64>,
    /// Median seconds of the last one run.
    seconds: f64,
    /// The total that the first one found.
    total: Option<f64>,
}

impl Measured {
    fn beside(plain: Option<f64>) -> Self {
        Self { plain, seconds: f64::NAN, total: None }
    }

    /// Runs a command, and prints its median time, its ratio to the plain parse, memory and total.
    fn run(&mut self, name: &str, command: &[String]) {
        let mut clock = Vec::new();
        let mut processor = Vec::new();
        let (mut memory, mut said) = (0.0_f64, String::new());
        for run in 0..=RUNS {
            let started = Instant::now();
            let output = Command::new(&command[0]).args(&command[1..]).output().unwrap();
            let took = started.elapsed().as_secs_f64();
            if !output.status.success() {
                let why = String::from_utf8_lossy(&output.stderr);
                // A peer may not be there; our own work must not fail unseen.
                assert!(command[1] != CHILD, "{name} failed: {why}");
                println!("    {name:<34} failed: {}", why.lines().last().unwrap_or("no word"));
                return;
            }
            let printed = String::from_utf8_lossy(&output.stdout).into_owned();
            let mut words = printed.split_whitespace();
            let mut number =
                || words.next().and_then(|w| w.parse::<f64>().ok()).unwrap_or(f64::NAN);
            memory = memory.max(number());
            let busy = number();
            said = words.collect::<Vec<_>>().join(" ");
            if run > 0 {
                clock.push(took);
                processor.push(busy);
            }
        }
        let (clock, processor) = (median(clock), median(processor));
        self.seconds = clock;
        let ratio = clock / self.plain.unwrap_or(clock);
        println!(
            "    {name:<34} {clock:>7.2} s  x{ratio:<5.2} {processor:>7.2} s of processor {memory:>6.0} MB  {said}",
        );
        if let Some(total) = said.strip_prefix("total ").and_then(|t| t.parse::<f64>().ok()) {
            let first = *self.total.get_or_insert(total);
            assert!(
                (total - first).abs() <= APART * first.abs(),
                "{name} finds {total:e} where the first of its table found {first:e}"
            );
        }
    }
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// A Python with the peers, made once; `None` where it cannot be.
fn peers(folder: &Path) -> Option<PathBuf> {
    let venv = folder.join("peers");
    let python = venv.join("bin/python");
    let ready = python.exists()
        || Command::new("python3")
            .args(["-m", "venv"])
            .arg(&venv)
            .status()
            .is_ok_and(|s| s.success());
    let installed = ready
        && Command::new(&python)
            .args(["-m", "pip", "install", "-q", "--disable-pip-version-check", "duckdb", "polars"])
            .status()
            .is_ok_and(|s| s.success());
    if !installed {
        println!("peers left out: Python 3 with venv and pip could not install duckdb and polars");
    }
    installed.then_some(python)
}

fn child(args: &[String]) {
    match args[0].as_str() {
        "plain" => plain(Path::new(&args[1])),
        kind => assess(
            kind == "parquet",
            args[1].parse().unwrap(),
            Path::new(&args[2]),
            Path::new(&args[3]),
        ),
    }
}

fn plain(file: &Path) {
    let mut reader = csv::ReaderBuilder::new().from_path(file).unwrap();
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        fields += record.len();
    }
    println!("{} {} {fields} fields", peak_mb(), processor_s());
}

struct Quiet<T>(T);

impl Sink<()> for Quiet<()> {
    fn rejects(&mut self, _: &[Reject]) -> Result<(), Fault> {
        Ok(())
    }
    fn batch(&mut self, (): ()) -> Result<(), Fault> {
        Ok(())
    }
    fn progress(&mut self, _: u64, _: u64) {}
}

fn assess(parquet: bool, threads: usize, file: &Path, factors: &Path) {
    let threads =
        if threads == 0 { std::thread::available_parallelism().unwrap().get() } else { threads };
    let set = FactorSet::open(factors, true).unwrap();
    let method = Method::named("rcp-si").unwrap();
    let estate = Estate::open(&[file.to_owned()]).unwrap();
    let options = WalkOptions {
        year: AssessedYear::new(YEAR, None),
        criteria: Vec::new(),
        encoding: None,
        date_order: None,
        user_key: None,
        threads,
    };
    let walk = Walk::prepare(&estate, &set, &method, options).unwrap();
    let kernel = walk.kernel().unwrap();
    let outcome = if parquet {
        with_parquet(&walk, &kernel, file)
    } else {
        walk.run(&kernel, || NoRecord, &mut Quiet(())).unwrap()
    };
    println!(
        "{} {} total {:.9e}",
        peak_mb(),
        processor_s(),
        outcome.footprint.totals.total(0).value
    );
}

#[cfg(feature = "parquet")]
fn with_parquet(
    walk: &Walk<'_>,
    kernel: &empreinte::impact::Kernel<'_>,
    file: &Path,
) -> empreinte::walk::Outcome {
    use empreinte::report::{ImpactColumns, ImpactTable, ParquetImpacts, ParquetOut};
    type Out = ParquetOut<std::io::BufWriter<std::fs::File>>;
    impl Sink<ImpactColumns> for Quiet<Out> {
        fn rejects(&mut self, _: &[Reject]) -> Result<(), Fault> {
            Ok(())
        }
        fn batch(&mut self, batch: ImpactColumns) -> Result<(), Fault> {
            self.0.put(batch)
        }
        fn progress(&mut self, _: u64, _: u64) {}
    }
    let path = file.with_extension("parquet");
    let table = ImpactTable::new(&path, YEAR).unwrap();
    let out = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(&path).unwrap());
    let mut sink = Quiet(ParquetOut::new(out, &table).unwrap());
    let outcome =
        walk.run(kernel, || ParquetImpacts::new(walk.names(), &table), &mut sink).unwrap();
    sink.0.finish().unwrap();
    outcome
}

#[cfg(not(feature = "parquet"))]
fn with_parquet(
    walk: &Walk<'_>,
    kernel: &empreinte::impact::Kernel<'_>,
    _: &Path,
) -> empreinte::walk::Outcome {
    walk.run(kernel, || NoRecord, &mut Quiet(())).unwrap()
}

/// The most memory this process has held, MB, as the kernel counts it.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_else(|_| String::new());
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).map_or(0, |kb| kb >> 10)
}

/// Seconds of processor that this process has taken, as the kernel counts them in hundredths.
fn processor_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_else(|_| String::new());
    // What stands behind the name: fields 14 and 15 of the line are 12th and 13th there.
    let behind = stat.rsplit(')').next().unwrap_or("");
    let ticks = behind.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
