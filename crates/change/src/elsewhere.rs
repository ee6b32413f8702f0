//! What a site lacks of a type in a year, and other sites have: a share of none there.

use super::cell::{Cell, CellKey, WorkCells};
use factor::TypeId;
use std::collections::BTreeMap;

/// What each year has of each type, whatever its site: whether anything counts of it, and the units
/// amortised and in use.
pub(crate) struct Elsewhere {
    types: [BTreeMap<TypeId, [f64; 2]>; 2],
}

impl Elsewhere {
    pub(crate) fn of(cells: &[WorkCells; 2]) -> Self {
        let types = cells.each_ref().map(|cells| {
            let mut types: BTreeMap<TypeId, [f64; 2]> = BTreeMap::new();
            for (key, cell) in cells.iter().filter(|(_, cell)| cell.units > 0.0) {
                let [held, used] = types.entry(key.type_id).or_default();
                (*held, *used) = (*held + cell.held, *used + cell.used);
            }
            types
        });
        Self { types }
    }

    /// A cell of a year, and in the stages that it lacks there, making or use, what a unit would be:
    /// as in the other year, on the electricity of its own. Only where the type is at another site
    /// that year; where the cell has units, in that very stage: units of which none is in use
    /// anywhere were put into use, and are no other share.
    pub(crate) fn filled(&self, key: CellKey, of: [&Cell; 2], at: usize) -> Option<Cell> {
        let (own, there) = (of[at], of[1 - at]);
        let [held, used] = self.types[at].get(&key.type_id)?;
        let lacks = |own_has: f64, other_has: f64, elsewhere: f64| {
            own_has <= 0.0 && other_has > 0.0 && (own.units <= 0.0 || elsewhere > 0.0)
        };
        let making = lacks(own.held, there.held, *held);
        let using = lacks(own.kwh, there.kwh, *used);
        (making || using).then(|| own.filled(&there.in_other_year(), making, using))
    }
}
