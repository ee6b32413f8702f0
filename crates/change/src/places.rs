//! Where rows are counted, and which of them the other year has.

use super::cell::{CellKey, InOtherYear, Placed};
use super::perimeter::Reason;
use super::seen::WeighedRow;
use super::work::Work;
use factor::TypeId;
use ground::table::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The number of the site of what stands elsewhere than it did, nothing telling which is which.
const ELSEWHERE: u32 = u32::MAX;

/// A lot that nothing names: its cell, the days it was bought and first used.
type Lot = (CellKey, Option<Day>, Option<Day>);

impl Work<'_> {
    /// The rows of both years that both perimeters have, in the order of their cells.
    pub(crate) fn placed<'a>(
        &'a self,
        reasons: &[Vec<Option<Reason>>; 2],
        known: &'a [Option<WeighedRow>],
    ) -> [Vec<Placed<'a>>; 2] {
        let [earlier, later] = &self.both.years;
        let before = |place: usize| known[place].as_ref().unwrap_or(&earlier.rows[place]);
        let mut pairs: Vec<Option<u32>> = vec![None; later.rows.len()];
        for (place, at) in (0..).zip(self.later) {
            if let Some(at) = at {
                pairs[*at as usize] = Some(place);
            }
        }
        let is_common = |at: usize, place: usize| reasons[at][place].is_none();
        let old = (0..earlier.rows.len()).filter(|place| is_common(0, *place)).map(|place| {
            let row = before(place);
            let pair = self.later[place].map(|at| at as usize);
            let stands = pair.map_or((0, row), |at| (1, &later.rows[at]));
            let pair = pair.filter(|at| is_common(1, *at)).map(|at| &later.rows[at]);
            let key = CellKey { type_id: row.type_id, ..self.key(stands) };
            Placed { key, row, other: pair.and_then(|pair| stayed(row, pair)) }
        });
        let new = (0..later.rows.len()).filter(|place| is_common(1, *place)).map(|place| {
            let row = &later.rows[place];
            let pair = pairs[place].map(|at| at as usize).filter(|at| is_common(0, *at));
            let pair = pair.map(before).filter(|pair| pair.type_id == row.type_id);
            Placed { key: self.key((1, row)), row, other: pair.and_then(|pair| stayed(row, pair)) }
        });
        let mut rows = [old.collect(), new.collect()];
        let moved = self.moved(&rows);
        for rows in &mut rows {
            for placed in rows.iter_mut().filter(|placed| moved.contains(&placed.key)) {
                let type_id = placed.key.type_id;
                placed.key = CellKey { type_id, site: ELSEWHERE, room: None, zone: None };
            }
            rows.sort_by_key(|placed| placed.key);
        }
        match_lots(&mut rows);
        rows
    }

    /// The cell of a row of a year.
    fn key(&self, (at, row): (usize, &WeighedRow)) -> CellKey {
        let room = row.centre.map(|room| self.both.years[at].rooms[usize::from(room)]);
        CellKey { type_id: row.type_id, site: row.site, room, zone: Some(row.zone) }
    }

    /// Cells of a type with units that nothing names, that one year alone has, where the other has
    /// such of it too: nothing tells which of its units are which, but that they stand elsewhere. A
    /// site without name may be any.
    fn moved(&self, rows: &[Vec<Placed<'_>>; 2]) -> BTreeSet<CellKey> {
        let keys = rows.each_ref().map(|rows| {
            let counted = rows.iter().filter(|placed| placed.row.counts());
            counted.map(|placed| placed.key).collect::<BTreeSet<_>>()
        });
        let is_named = |key: &&CellKey| {
            self.both.sites.get(key.site as usize).is_some_and(|name| !name.is_empty())
        };
        let mut alone: BTreeMap<TypeId, [Vec<CellKey>; 2]> = BTreeMap::new();
        for (at, there) in [(0, 1), (1, 0)] {
            for key in keys[at].difference(&keys[there]) {
                alone.entry(key.type_id).or_default()[at].push(*key);
            }
        }
        let unnamed: BTreeSet<CellKey> = rows
            .iter()
            .flatten()
            .filter(|placed| placed.row.counts() && !placed.row.is_named())
            .map(|placed| placed.key)
            .collect();
        let mut moved = BTreeSet::new();
        for (type_id, mut lists) in alone {
            // A machine that is named, and that the other year has not, is none of its machines.
            for list in &mut lists {
                list.retain(|key| unnamed.contains(key));
            }
            let nowhere =
                keys.iter().flatten().find(|key| key.type_id == type_id && !is_named(key));
            for list in &mut lists {
                if list.is_empty() {
                    list.extend(nowhere.copied());
                }
            }
            if lists.iter().all(|list| !list.is_empty()) {
                moved.extend(lists.into_iter().flatten());
            }
        }
        moved
    }
}

/// What of a machine's units the other year amortises too, and their age there.
fn stayed(row: &WeighedRow, other: &WeighedRow) -> Option<InOtherYear> {
    let both = row.held > 0.0 && other.held > 0.0;
    both.then(|| InOtherYear { share: (other.units / row.units).min(1.0), age: other.age })
}

/// Lots that nothing names, of one cell and bought and first used on the same days, are the same
/// units, as many as both years have.
fn match_lots(rows: &mut [Vec<Placed<'_>>; 2]) {
    let lot = |placed: &Placed<'_>| -> Option<Lot> {
        let WeighedRow { told, held, .. } = placed.row;
        let day = |day: Option<(Day, _)>| day.map(|(day, _)| day);
        let days = (day(told.acquired), day(told.started));
        let is_free = placed.other.is_none() && !placed.row.is_named() && *held > 0.0;
        (is_free && days != (None, None)).then_some((placed.key, days.0, days.1))
    };
    // Units of each, and what their ages sum to.
    let lots = rows.each_ref().map(|rows| {
        let mut lots: BTreeMap<Lot, (f64, f64)> = BTreeMap::new();
        for placed in rows {
            if let Some(lot) = lot(placed) {
                let of = lots.entry(lot).or_default();
                *of = (of.0 + placed.row.units, of.1 + placed.row.units * placed.row.age);
            }
        }
        lots
    });
    for (at, rows) in rows.iter_mut().enumerate() {
        for placed in rows {
            let Some(lot) = lot(placed) else { continue };
            let (Some((units, ages)), Some((own, _))) =
                (lots[1 - at].get(&lot), lots[at].get(&lot))
            else {
                continue;
            };
            placed.other = Some(InOtherYear { share: (units / own).min(1.0), age: ages / units });
        }
    }
}
