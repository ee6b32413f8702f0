//! What a pack tells of its original files, which it does not hold: its tables of them are held against
//! one another, and against what the canonical form gives.

use super::compare::{Difference, table};
use ground::fault::Fault;
use ground::table::TextSource;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Where what the canonical form does not give again is listed.
pub const LISTED: &str = "originals/differences.csv";
const FILES: &str = "originals/files.csv";
/// The run on the original files.
pub const RUN: &str = "originals/run.json";
const REJECTS: &str = "originals/rejects.csv";
const UNREAD: &str = "originals/unread-cells.csv";
/// Figures are the same where they are to what sums of the same rows allow.
const SAME: f64 = 1e-9;

/// The tables of a pack's originals.
pub struct OriginalsTold {
    run: Value,
    /// Rows without their headings.
    files: Vec<Vec<String>>,
    rejects: usize,
    unread: usize,
    listed: Vec<Vec<String>>,
}

impl OriginalsTold {
    /// Reads them of an opened pack.
    ///
    /// # Errors
    ///
    /// One is not there, or cannot be read.
    pub fn read(pack: &Path) -> Result<Self, Fault> {
        let rows = |name: &str| -> Result<Vec<Vec<String>>, Fault> {
            Ok(rows_of(&read(pack, name)?, name)?.into_iter().skip(1).collect())
        };
        let run = run_told(pack, RUN)?;
        let (rejects, unread) = (rows(REJECTS)?.len(), rows(UNREAD)?.len());
        Ok(Self { run, files: rows(FILES)?, rejects, unread, listed: rows(LISTED)? })
    }

    /// Whether something of the original files was set aside, or not read.
    pub fn is_read_in_part(&self) -> bool {
        let lacks = self.run["lacks"].as_array().into_iter().flatten();
        let mut codes = lacks.filter_map(|one| one["code"].as_str());
        self.rejects > 0
            || self.unread > 0
            || codes.any(|code| code.ends_with("_aside") || code == "file_not_read")
    }

    /// Where they do not agree with one another, nor with the run on the canonical form.
    pub fn otherwise(&self, replayed: &Value) -> Vec<Difference> {
        let mut out: Vec<Difference> = self.inputs().collect();
        out.extend(self.counts());
        // What moved for the canonical form is listed, of the footprint by its table.
        let is_of_footprint =
            |row: &Vec<String>| row.first().is_some_and(|file| file == "results/footprint.csv");
        if !self.listed.iter().any(is_of_footprint) {
            out.extend(self.totals(replayed));
        }
        out
    }

    /// Files that the run on them tells by another digest than their list.
    fn inputs(&self) -> impl Iterator<Item = Difference> {
        let digests: BTreeSet<&str> =
            self.files.iter().filter_map(|row| row.get(2)).map(String::as_str).collect();
        let inputs = self.run["inputs"].as_array().into_iter().flatten();
        inputs.filter_map(move |input| {
            let (path, digest) = (input["path"].as_str()?, input["sha256"].as_str()?);
            let listed =
                || self.files.iter().find(|row| row.first().is_some_and(|own| own == path));
            (!digests.contains(digest)).then(|| Difference {
                file: FILES.to_owned(),
                figure: format!("{path} · sha256"),
                packed: listed().and_then(|row| row.get(2).cloned()),
                replayed: Some(digest.to_owned()),
            })
        })
    }

    /// Rows set aside and cells unread of which fewer stand in their tables than the run counted.
    fn counts(&self) -> impl Iterator<Item = Difference> {
        let told = [
            (REJECTS, self.rejects, &self.run["counts"]["rejected"]),
            (UNREAD, self.unread, &self.run["unread_cells"]),
        ];
        told.into_iter().filter_map(|(file, rows, told)| {
            let told = told.as_u64()?;
            (told > rows as u64).then(|| Difference {
                file: file.to_owned(),
                figure: String::new(),
                packed: Some(rows.to_string()),
                replayed: Some(told.to_string()),
            })
        })
    }

    /// Totals that the originals and the canonical form have otherwise.
    fn totals(&self, replayed: &Value) -> Vec<Difference> {
        let mut figures = vec!["/units".to_owned(), "/energy_kwh/value".to_owned()];
        let criteria = self.run["overall"].as_array().map_or(0, Vec::len);
        figures.extend((0..criteria).map(|at| format!("/overall/{at}/value")));
        let one = |figure: String| {
            let of = |run: &Value| run.pointer(&figure).and_then(Value::as_f64);
            let (own, again) = (of(&self.run)?, of(replayed));
            let is_same =
                again.is_some_and(|again| (own - again).abs() <= SAME * own.abs().max(again.abs()));
            (!is_same).then(|| Difference {
                file: RUN.to_owned(),
                packed: Some(own.to_string()),
                replayed: again.map(|again| again.to_string()),
                figure,
            })
        };
        figures.into_iter().filter_map(one).collect()
    }

    /// Of a file of results, what the pack's list of differences hides or makes up: rows of `found`, which
    /// is the list as it is made, that it does not have, and rows that it has besides.
    ///
    /// # Errors
    ///
    /// `found` is no table.
    pub fn listed_otherwise(&self, found: &[u8], file: &str) -> Result<Vec<Difference>, Fault> {
        let of = |row: &&Vec<String>| row.first().is_some_and(|own| own == file);
        let listed: BTreeSet<&Vec<String>> = self.listed.iter().filter(of).collect();
        let found = rows_of(found, LISTED)?;
        let found: BTreeSet<&Vec<String>> = found.iter().filter(of).collect();
        let said = |row: &&Vec<String>| Some(row.get(1..).unwrap_or(&[]).join(" · "));
        let one = |packed: Option<String>, replayed: Option<String>| Difference {
            file: LISTED.to_owned(),
            figure: file.to_owned(),
            packed,
            replayed,
        };
        let added = listed.difference(&found).map(|row| one(said(row), None));
        let lost = found.difference(&listed).map(|row| one(None, said(row)));
        Ok(added.chain(lost).collect())
    }
}

/// A run as a folder tells it, below it.
///
/// # Errors
///
/// It is not there, or cannot be read.
pub fn run_told(folder: &Path, name: &str) -> Result<Value, Fault> {
    serde_json::from_slice(&read(folder, name)?).map_err(|error| unreadable(name).because(error))
}

fn read(pack: &Path, name: &str) -> Result<Vec<u8>, Fault> {
    let path = pack.join(name);
    std::fs::read(&path).map_err(|error| TextSource::cannot_read(&path, &error))
}

fn rows_of(bytes: &[u8], name: &str) -> Result<Vec<Vec<String>>, Fault> {
    table(bytes).ok_or_else(|| unreadable(name))
}

fn unreadable(name: &str) -> Fault {
    Fault::new(ground::text!("{name} est illisible", "{name} cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(run: Value, listed: &str) -> OriginalsTold {
        let rows = |text: &str| rows_of(text.as_bytes(), LISTED).unwrap();
        OriginalsTold {
            run,
            files: rows("inventories/2025.csv,3,aa\nestate.toml,2,bb\n"),
            rejects: 1,
            unread: 0,
            listed: rows(listed),
        }
    }

    fn run() -> Value {
        json!({
            "units": 2.0, "energy_kwh": {"value": 58.04}, "overall": [{"value": 76.7}],
            "counts": {"rejected": 1}, "unread_cells": 0, "lacks": [],
            "inputs": [{"path": "inventories/2025.csv", "sha256": "aa"}],
        })
    }

    #[test]
    fn what_agrees_is_no_difference_and_sums_in_another_order_agree() {
        let mut again = run();
        again["overall"][0]["value"] = json!(76.7 * (1.0 + 1e-12));
        assert_eq!(told(run(), "").otherwise(&again), []);
    }

    #[test]
    fn another_total_is_one_unless_it_is_listed() {
        let mut again = run();
        again["overall"][0]["value"] = json!(70.0);
        let found = told(run(), "").otherwise(&again);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].file.as_str(), found[0].figure.as_str()), (RUN, "/overall/0/value"));
        // Listed of another table it is not listed.
        let other = "results/plan-status.csv,E1 · verdict,late,ahead\n";
        assert_eq!(told(run(), other).otherwise(&again), found);
        assert_eq!(told(run(), "results/footprint.csv,gwp,76.7,70\n").otherwise(&again), []);
    }

    #[test]
    fn a_file_of_another_digest_and_rows_that_are_gone_are_told() {
        let mut of_other = run();
        of_other["inputs"][0]["sha256"] = json!("cc");
        of_other["counts"]["rejected"] = json!(2);
        let found = told(of_other, "").otherwise(&run());
        let files: Vec<&str> = found.iter().map(|one| one.file.as_str()).collect();
        assert_eq!(files, [FILES, REJECTS]);
        assert_eq!(
            (found[0].packed.as_deref(), found[0].replayed.as_deref()),
            (Some("aa"), Some("cc"))
        );
    }

    /// A reason may hold a line end, or the name of the table of verdicts: neither makes a row of it.
    #[test]
    fn lists_are_the_same_by_their_rows_and_not_by_their_lines() {
        const FILE: &str = "results/plan-status.csv";
        let row = "results/plan-status.csv,E1 · because_fr,\"une\nligne\",\n";
        let quoted = "\"results/plan-status.csv\",\"E1 · because_fr\",\"une\nligne\",\"\"\n";
        let other = "results/indicators.csv,x,see plan-status.csv,\n";
        let held =
            |listed: &str| told(run(), listed).listed_otherwise(row.as_bytes(), FILE).unwrap();
        assert_eq!(held(row), []);
        assert_eq!(held(&[other, quoted].concat()), []);
        assert_eq!(held(other).len(), 1);
        let altered = row.replace("ligne", "autre");
        let found = held(&altered);
        assert_eq!(found.len(), 2);
        assert!(found[0].replayed.is_none() && found[1].packed.is_none(), "{found:?}");
    }

    #[test]
    fn what_was_set_aside_is_read_in_part() {
        assert!(told(run(), "").is_read_in_part());
        let whole = OriginalsTold { rejects: 0, ..told(run(), "") };
        assert!(!whole.is_read_in_part());
        let mut of_file = run();
        of_file["lacks"] = json!([{"code": "file_not_read"}]);
        assert!(OriginalsTold { rejects: 0, ..told(of_file, "") }.is_read_in_part());
    }
}
