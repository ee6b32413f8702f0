//! A run read again, from the `run.json` that this or an earlier version wrote: what its figure is,
//! and what it was made with.

use serde::Deserialize;

/// What is read of a run.
#[derive(Debug, Deserialize)]
pub struct PublishedRun {
    /// The program that made it.
    pub tool: RunProgram,
    /// Its year.
    pub year: i32,
    /// Its method.
    pub method: String,
    /// The organisation; empty where its card named none.
    #[serde(default)]
    pub organisation: String,
    /// Its factor sets, the lowest first.
    pub factor_sets: Vec<UsedSet>,
    /// The files that it read.
    #[serde(default)]
    pub inputs: Vec<UsedFile>,
    overall: Vec<Overall>,
}

/// The program that made a run.
#[derive(Debug, Deserialize)]
pub struct RunProgram {
    /// Its version.
    pub version: String,
}

/// A factor set that a run used.
#[derive(Debug, Deserialize)]
pub struct UsedSet {
    /// Its name.
    pub name: String,
    /// The digest of what it holds.
    pub hash: String,
}

/// A file that a run read.
#[derive(Debug, Deserialize)]
pub struct UsedFile {
    /// Where it stood.
    pub path: String,
    /// The SHA-256 of its bytes, where the run took it.
    pub sha256: Option<String>,
    confidence: Option<String>,
}

impl UsedFile {
    /// Whether it was an inventory of the year.
    pub fn is_inventory(&self) -> bool {
        self.confidence.is_some()
    }
}

#[derive(Debug, Deserialize)]
struct Overall {
    criterion: String,
    unit: String,
    value: Option<f64>,
}

impl PublishedRun {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// The text is no `run.json` with figures.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The total of a criterion, where it told one, in a unit.
    pub fn total(&self, criterion: &str, unit: &str) -> Option<f64> {
        let of = |one: &&Overall| one.criterion == criterion && one.unit == unit;
        self.overall.iter().find(of)?.value
    }

    /// The criteria that it tells.
    pub fn criteria(&self) -> impl Iterator<Item = &str> {
        self.overall.iter().map(|one| one.criterion.as_str())
    }
}
