//! What cannot be priced, why, and the nearest names.

use super::patterns::known_names;
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;

/// Why a configuration cannot be priced. It is data: a line of a report, not a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The reason.
    pub what: Text,
    near: NearestFrom,
}

/// Where the nearest names come from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NearestFrom {
    /// Looked for already; empty where none helps.
    Found(Vec<String>),
    /// To be looked for among the names of processors, by these words.
    Processors(String),
}

impl Miss {
    /// A miss without names.
    pub(super) fn new(what: Text) -> Self {
        Self { what, near: NearestFrom::Found(Vec::new()) }
    }

    /// Adds the known names nearest to a word.
    pub(super) fn near<'a>(mut self, word: &str, known: impl Iterator<Item = &'a str>) -> Self {
        self.near = NearestFrom::Found(nearest(word, known));
        self
    }

    /// Lets the names of processors nearest to a word be asked for.
    pub(super) fn near_processors(mut self, words: &str) -> Self {
        self.near = NearestFrom::Processors(words.to_owned());
        self
    }

    /// The nearest known names, best first; empty where none helps. Those of processors are looked
    /// for when they are asked for: an estate may hold a million names that nobody will be shown.
    pub fn nearest(&self) -> Vec<String> {
        match &self.near {
            NearestFrom::Found(names) => names.clone(),
            NearestFrom::Processors(words) => {
                nearest(words, known_names().iter().map(String::as_str))
            }
        }
    }

    /// The miss as a fault, for a request that cannot go on without it.
    pub fn fault(&self) -> Fault {
        let fault = Fault::new(self.what.clone());
        let nearest = self.nearest();
        if nearest.is_empty() {
            return fault;
        }
        let names = nearest.join(", ");
        fault.hint(text!("noms connus les plus proches : {names}", "nearest known names: {names}"))
    }
}

/// The known names nearest to a word, best first.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    const MOST: usize = 5;
    let mut scored: Vec<(f64, &str)> =
        known.map(|name| (strsim::jaro_winkler(word, name), name)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by_key(|(_, name)| *name);
    scored.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}
