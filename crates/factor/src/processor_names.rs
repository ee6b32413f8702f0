//! Processors named in full: what their makers publish of them.

use super::cells::{amount, whole};
use super::hardware::CpuName;
use super::load::Loader;
use ground::fault::Fault;
use ground::table::SmallTable;
use ground::text;
use std::collections::HashSet;

/// Columns of `processor-names.csv`.
pub(super) const NAME_COLUMNS: [&str; 4] = ["name", "cores", "tdp_w", "source_id"];

/// A processor named in full: what its maker publishes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedProcessor {
    /// Its cores.
    pub cores: u32,
    /// Its thermal design power, W.
    pub tdp_w: f64,
    /// Its source.
    pub source_id: String,
}

impl Loader {
    pub(super) fn processor_names(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut again = HashSet::new();
        for row in table.rows() {
            let words = CpuName::read(row.get("name")).words;
            if words.is_empty() || !again.insert(words.clone()) {
                return Err(row.fault(
                    "name",
                    text!("nom de processeur vide ou répété", "processor name empty or repeated"),
                ));
            }
            let named = NamedProcessor {
                cores: whole(&row, "cores")?,
                tdp_w: amount(&row, "tdp_w")?,
                source_id: self.source_of(&row)?,
            };
            if named.cores == 0 || named.tdp_w <= 0.0 {
                return Err(row.fault(
                    "tdp_w",
                    text!("valeur positive attendue", "a positive value expected"),
                ));
            }
            self.set.components.named.insert(words, named);
        }
        Ok(())
    }
}
