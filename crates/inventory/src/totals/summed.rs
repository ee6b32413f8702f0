//! Which rows of a table sum others up by their numbers, and what is said of them.

use super::arithmetic::SumCertainty;
use ground::fault::clip;
use ground::lang::Text;
use ground::table::fold;
use ground::text;
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// The rows of a table that sum others up, by their lines in the text that is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct SummedRows {
    /// How sure it is, and what tells the row's cells from those that somebody put in their place.
    pub(super) rows: BTreeMap<u64, (SumCertainty, u64)>,
    /// Names of those that have one.
    names: BTreeMap<SumCertainty, Vec<String>>,
}

impl SummedRows {
    /// Adds the row of a line.
    pub(crate) fn add<'c>(
        &mut self,
        line: u64,
        certainty: SumCertainty,
        cells: impl Iterator<Item = &'c [u8]>,
    ) {
        self.rows.insert(line, (certainty, cells_key(cells)));
    }

    /// Keeps the name of one.
    pub(crate) fn call(&mut self, certainty: SumCertainty, name: &str) {
        let names = self.names.entry(certainty).or_default();
        if !name.is_empty() && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    /// What is said of them.
    pub(crate) fn said(&self) -> Vec<Text> {
        let all = |certainty| {
            let names: Vec<String> =
                self.names.get(&certainty)?.iter().map(|name| clip(name)).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        let passed = all(SumCertainty::Sure).map(|names| text!(
            "lignes passées comme des totaux, car leurs nombres sont la somme de ceux d'à côté : {names} ; si elles s'y ajoutent, faites commencer leur nom par `Site`",
            "rows passed over as totals, as their numbers are the sum of those beside: {names}; if they add to them, have their name begin with `Site`"
        ));
        let asked = all(SumCertainty::Perhaps).map(|names| text!(
            "lignes écartées, car leurs nombres sont peut-être la somme de ceux d'à côté : {names} ; si c'est le cas, ôtez-les ; si elles s'y ajoutent, faites commencer leur nom par `Site`",
            "rows set aside, as their numbers may be the sum of those beside: {names}; if they are, take them out; if they add to them, have their name begin with `Site`"
        ));
        passed.into_iter().chain(asked).collect()
    }
}

/// What tells the cells of a row from others.
pub(super) fn cells_key<'c>(cells: impl Iterator<Item = &'c [u8]>) -> u64 {
    let filled: Vec<&[u8]> =
        cells.map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()).collect();
    foldhash::quality::FixedState::with_seed(0x7375_6d73).hash_one(filled)
}

/// Whether a name says that its row adds to those beside it: the program asks for it.
pub(crate) fn says_a_site(name: &str) -> bool {
    fold(name).split(' ').next() == Some("site") && fold(name).contains(' ')
}
