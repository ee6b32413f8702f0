//! What cannot be priced, why, and the nearest names.

use ground::fault::Fault;
use ground::lang::Text;
use ground::text;

/// Why a configuration cannot be priced. It is data: a line of a report, not a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The reason.
    pub what: Text,
    /// The nearest known names, best first; empty where none helps.
    pub nearest: Vec<String>,
}

impl Miss {
    /// A miss without names.
    pub(super) fn new(what: Text) -> Self {
        Self { what, nearest: Vec::new() }
    }

    /// Adds the known names nearest to a word.
    pub(super) fn near<'a>(mut self, word: &str, known: impl Iterator<Item = &'a str>) -> Self {
        const MOST: usize = 5;
        let mut scored: Vec<(f64, &str)> =
            known.map(|name| (strsim::jaro_winkler(word, name), name)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        scored.dedup_by_key(|(_, name)| *name);
        self.nearest = scored.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect();
        self
    }

    /// The miss as a fault, for a request that cannot go on without it.
    pub fn fault(&self) -> Fault {
        let fault = Fault::new(self.what.clone());
        if self.nearest.is_empty() {
            return fault;
        }
        let names = self.nearest.join(", ");
        fault.hint(text!("noms connus les plus proches : {names}", "nearest known names: {names}"))
    }
}
