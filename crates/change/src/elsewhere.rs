//! Types that a site has in one year alone, and other sites in both.

use super::cell::{Cell, CellKey};
use super::work::Cells;
use factor::TypeId;
use std::collections::BTreeSet;

/// The types that each year counts, whatever their site, and all units amortised and in use.
pub(crate) struct Elsewhere {
    types: [BTreeSet<TypeId>; 2],
    all: [[f64; 2]; 2],
}

impl Elsewhere {
    pub(crate) fn of(cells: &[Cells; 2], all: [[f64; 2]; 2]) -> Self {
        let types = cells.each_ref().map(|cells| {
            let counted = cells.iter().filter(|(_, cell)| cell.units > 0.0);
            counted.map(|(key, _)| key.type_id).collect()
        });
        Self { types, all }
    }

    /// The year that has none of a cell whose type it has elsewhere, and what a unit would be
    /// there: as in the other year, on the electricity of its own. Such units are a share that is
    /// none in that year, and no new or gone type.
    pub(crate) fn shadow(&self, key: CellKey, of: [&Cell; 2]) -> Option<(usize, Cell)> {
        let at = of.iter().position(|cell| cell.units <= 0.0)?;
        let there = of[1 - at];
        let [held, used] = self.all[at];
        let is_shared = (there.held <= 0.0 || held > 0.0) && (there.kwh <= 0.0 || used > 0.0);
        let has = there.units > 0.0 && self.types[at].contains(&key.type_id);
        (has && is_shared).then(|| (at, there.in_other_year()))
    }
}
