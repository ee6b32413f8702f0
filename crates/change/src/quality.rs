//! The same machine, better or otherwise known: the earlier year's row with the later one's origin.

use super::pairs::Pairs;
use super::seen::{Made, Seen};
use super::year::Both;

/// The earlier rows as they would have been, had they been known as they are later; `None` where
/// nothing about them became known otherwise.
pub(crate) fn known_later(both: &Both, pairs: &Pairs) -> Vec<Option<Seen>> {
    let [earlier, later] = &both.years;
    earlier
        .rows
        .iter()
        .zip(&pairs.later)
        .map(|(row, pair)| known_as(row, &later.rows[(*pair)? as usize], &both.made))
        .collect()
}

fn known_as(row: &Seen, later: &Seen, made: &[Made]) -> Option<Seen> {
    let mut known = *row;
    let mut changed = false;
    let matched = |row: &Seen| made[row.made as usize].matched;
    // A machine is of one type: another says that one of the two was wrong.
    if row.type_id != later.type_id || matched(row) != matched(later) {
        known.type_id = later.type_id;
        known.made = later.made;
        known.nominal = later.nominal;
        known.held = if later.held > 0.0 { row.whole } else { 0.0 };
        changed = row.made != later.made || row.type_id != later.type_id;
    }
    let energy_differs = row.energy != later.energy || row.type_id != later.type_id;
    if energy_differs && row.used > 0.0 && later.used > 0.0 {
        let a_unit = later.kwh / later.pue / later.used;
        known.kwh = row.used * a_unit * row.pue;
        known.energy = later.energy;
        known.energy_factor = later.energy_factor;
        changed = true;
    }
    changed.then_some(known)
}
