//! A folder with files, the program run in it, and its results read.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program.
pub(crate) const EMPREINTE: &str = env!("CARGO_BIN_EXE_empreinte");

/// The checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The factor set of invented round numbers.
pub(crate) fn round() -> PathBuf {
    root().join("tests/golden/factors-round")
}

/// A folder of a test's own.
pub(crate) struct Folder(tempfile::TempDir);

/// How a run ended, and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// An inventory of 2025 alone, canonical.
    pub(crate) fn inventory(rows: &str) -> Self {
        Self::new().with("inventories/2025.csv", rows)
    }

    /// Adds a file.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program here; the environment says no language and no width.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run_in(self.0.path(), args)
    }

    /// Assesses 2025 with the round factors.
    #[track_caller]
    pub(crate) fn assess(&self, more: &[&str]) -> Run {
        self.assess_year("2025", more)
    }

    /// Assesses a year with the round factors.
    #[track_caller]
    pub(crate) fn assess_year(&self, year: &str, more: &[&str]) -> Run {
        let factors = round();
        let mut args = vec!["assess", ".", "--year", year, "--format", "json", "--lang", "en"];
        if !more.contains(&"--factors") {
            args.extend(["--factors", factors.to_str().unwrap()]);
        }
        args.extend(more);
        let ran = self.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        Run(serde_json::from_str(&ran.out).unwrap())
    }

    /// `impacts.csv` of 2025 with the round factors, a map a row.
    #[track_caller]
    pub(crate) fn impacts(&self, more: &[&str]) -> Vec<Impact> {
        let factors = round();
        let mut args = vec!["assess", ".", "--year", "2025", "--format", "csv", "--out", "out"];
        if !more.contains(&"--factors") {
            args.extend(["--factors", factors.to_str().unwrap()]);
        }
        args.extend(more);
        let ran = self.run(&args);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        impacts(&self.path("out/impacts.csv"))
    }
}

/// A row of `impacts.csv`, by column.
pub(crate) type Impact = std::collections::BTreeMap<String, String>;

/// Reads a CSV by column.
pub(crate) fn impacts(path: &Path) -> Vec<Impact> {
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

pub(crate) fn run_in(folder: &Path, args: &[&str]) -> Ran {
    let output = command(folder, args).output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program, ready to run.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(EMPREINTE);
    command.args(args).current_dir(folder).stdin(Stdio::null());
    for name in ["EMPREINTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// A `run.json`.
pub(crate) struct Run(pub(crate) Value);

/// A figure with its bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Figure {
    pub(crate) fn of(value: &Value) -> Self {
        let number = |name: &str| value[name].as_f64().unwrap();
        Self { value: number("value"), low: number("low"), high: number("high") }
    }

    #[track_caller]
    pub(crate) fn is(self, value: f64, low: f64, high: f64) {
        close(self.value, value);
        close(self.low, low);
        close(self.high, high);
    }
}

impl Run {
    /// The total of a stage, first criterion.
    pub(crate) fn stage(&self, stage: &str) -> Figure {
        self.stage_of("gwp", stage)
    }

    pub(crate) fn stage_of(&self, criterion: &str, stage: &str) -> Figure {
        stage_in(&self.0["totals"], criterion, stage)
    }

    /// Whether anything is known of a stage of the first criterion.
    pub(crate) fn is_known(&self, stage: &str) -> bool {
        let totals = self.0["totals"].as_array().unwrap();
        let of = |one: &&Value| one["criterion"] == "gwp" && one["stage"] == stage;
        totals.iter().find(of).is_some_and(|one| !one["value"].is_null())
    }

    /// The total of all stages, first criterion.
    pub(crate) fn total(&self) -> Figure {
        Figure::of(&self.0["overall"][0])
    }

    pub(crate) fn kwh(&self) -> f64 {
        self.0["energy_kwh"]["value"].as_f64().unwrap()
    }

    /// Rows read, kept, rejected, out of scope, merged.
    pub(crate) fn counts(&self) -> [u64; 5] {
        ["rows_read", "kept", "rejected", "out_of_scope", "merged"]
            .map(|name| self.0["counts"][name].as_u64().unwrap())
    }

    /// The codes of a coverage list: `assumptions`, `gaps`, `matched_by`…
    pub(crate) fn coverage(&self, list: &str) -> Vec<&str> {
        self.0["coverage"][list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["code"].as_str().unwrap())
            .collect()
    }
}

/// A stage of a list of totals.
pub(crate) fn stage_in(totals: &Value, criterion: &str, stage: &str) -> Figure {
    let found = totals
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["criterion"] == criterion && one["stage"] == stage)
        .unwrap_or_else(|| panic!("no {criterion} {stage}"));
    Figure::of(found)
}

/// Equal to 1e-9, relative: sums taken in another order may differ in their last bits.
#[track_caller]
pub(crate) fn close(found: f64, expected: f64) {
    let off = (found - expected).abs();
    let allowed = 1e-9 * found.abs().max(expected.abs()).max(1e-9);
    assert!(off <= allowed, "found {found}, expected {expected}");
}
