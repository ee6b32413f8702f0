//! The words of states and countries that the program carries, read once.

use super::states::start_of;
use crate::State;
use crate::last_built::LastBuilt;
use factor::{FactorSet, Zone, ZoneId};
use foldhash::fast::FixedState;
use ground::fault::Fault;
use ground::table::{SmallTable, fold, numbered};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Words of states.
#[derive(Default)]
pub(super) struct StateWords {
    pub(super) states: HashMap<String, State>,
    /// The first words of these, but for their ends: nearly no cell begins so, and is left at that.
    pub(super) starts: HashSet<Vec<u8>, FixedState>,
    /// Phrases of what is to come (`à réformer`), with the state that is: none yet.
    pub(super) ahead: HashMap<String, State>,
    /// Phrases that put in doubt what stands beside them.
    pub(super) doubts: Vec<String>,
    /// The words of all phrases of states.
    pub(super) words: HashSet<String>,
}

impl StateWords {
    pub(super) fn shipped() -> Result<&'static Self, Fault> {
        static SHIPPED: OnceLock<StateWords> = OnceLock::new();
        if let Some(shipped) = SHIPPED.get() {
            return Ok(shipped);
        }
        let read = Self::read()?;
        Ok(SHIPPED.get_or_init(|| read))
    }

    fn read() -> Result<Self, Fault> {
        let mut read = Self::default();
        let text = include_str!("../states.csv");
        for row in SmallTable::parse(Path::new("states.csv"), text, &["term", "state"])?.rows() {
            let (term, code) = (fold(row.get("term")), row.get("state"));
            read.words.extend(term.split(' ').map(str::to_owned));
            match (State::named(code.trim_end_matches('?')), code.ends_with('?')) {
                (Some(state), true) => {
                    read.ahead.insert(term, state);
                }
                (Some(state), false) => {
                    read.starts.insert(start_of(&term).to_owned());
                    read.states.insert(term, state);
                }
                (None, _) => read.doubts.push(format!(" {term} ")),
            }
        }
        Ok(read)
    }
}

/// The zones of a set by the names and codes of countries.
pub(super) fn countries(set: &FactorSet) -> Result<Arc<HashMap<String, ZoneId>>, Fault> {
    static LAST: LastBuilt<Zone, HashMap<String, ZoneId>> = LastBuilt::new();
    LAST.of(&set.zones, || {
        let mut countries = HashMap::new();
        for (i, zone) in set.zones.iter().enumerate() {
            let id = ZoneId(numbered(i));
            for name in [&zone.code, &zone.iso2, &zone.label.en, &zone.label.fr] {
                if !name.is_empty() {
                    countries.entry(fold(name)).or_insert(id);
                }
            }
        }
        let aliases = SmallTable::parse(
            Path::new("countries.csv"),
            include_str!("../countries.csv"),
            &["alias", "code"],
        )?;
        for row in aliases.rows() {
            if let Some(id) = countries.get(&fold(row.get("code"))).copied() {
                countries.entry(fold(row.get("alias"))).or_insert(id);
            }
        }
        Ok(countries)
    })
}
