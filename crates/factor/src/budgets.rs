//! The yearly planetary budget of one person, by criterion.

use super::cells::number;
use super::load::Loader;
use super::{Criterion, FactorSet};
use ground::fault::Fault;
use ground::table::SmallTable;
use ground::text;

/// The codes of criteria, whether a set has factors for them or not.
pub const CRITERIA: [&str; 17] = [
    "gwp", "adpe", "adpf", "pe", "ap", "pm", "ir", "odp", "pocp", "ept", "epf", "epm", "wu", "lu",
    "ctue", "ctuh_c", "ctuh_nc",
];

/// What one person may cause in a year, all activities included, by a publication's convention.
#[derive(Debug, Clone, PartialEq)]
pub struct Budget {
    /// The criterion's code.
    pub criterion: String,
    /// The budget of one person for a year, in `unit`.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// The year of the publication.
    pub year: String,
    /// Its source, a `source_id` of the set.
    pub source_id: String,
}

impl Loader {
    /// Reads the budgets of a layer; one replaces that of the same criterion below.
    pub(super) fn budgets(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut seen: Vec<String> = Vec::new();
        for row in table.rows() {
            let criterion = row.get("criterion").to_owned();
            let known = self.set.criteria.iter().find(|known| known.code == criterion);
            if known.is_none() && !CRITERIA.contains(&criterion.as_str()) {
                return Err(row
                    .fault("criterion", text!("critère inconnu", "unknown criterion"))
                    .hint(text!("critères : {0}", "criteria: {0}", CRITERIA.join(", "))));
            }
            if seen.contains(&criterion) {
                return Err(row.fault(
                    "criterion",
                    text!("deux budgets pour le même critère", "two budgets for one criterion"),
                ));
            }
            let unit = row.get("unit").to_owned();
            if let Some(expected) = known.map(|known| &known.unit).filter(|known| **known != unit) {
                return Err(row.fault(
                    "unit",
                    text!("unité `{expected}` attendue", "unit `{expected}` expected"),
                ));
            }
            let value = number(&row, "value").ok().filter(|value| *value > 0.0);
            let Some(value) = value else {
                return Err(row.fault(
                    "value",
                    text!("nombre plus grand que 0 attendu", "number greater than 0 expected"),
                ));
            };
            let source_id = row.get("source_id").to_owned();
            if self.set.source(&source_id).is_none() {
                return Err(row
                    .fault(
                        "source_id",
                        text!("budget sans source connue", "budget without a known source"),
                    )
                    .hint(text!(
                        "ajoutez la source à sources.csv",
                        "add the source to sources.csv"
                    )));
            }
            let year = row.get("year").to_owned();
            self.set.budgets.retain(|below| below.criterion != criterion);
            seen.push(criterion.clone());
            self.set.budgets.push(Budget { criterion, value, unit, year, source_id });
        }
        Ok(())
    }
}

impl FactorSet {
    /// The budgets of one person, in file order, lowest layer first.
    pub fn budgets(&self) -> &[Budget] {
        &self.budgets
    }

    /// The budget of one person for a criterion, where a publication gives it in the same unit.
    pub fn budget(&self, criterion: &Criterion) -> Option<&Budget> {
        let same = |one: &&Budget| one.criterion == criterion.code && one.unit == criterion.unit;
        self.budgets.iter().find(same)
    }
}
