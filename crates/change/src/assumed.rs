//! Screens that one year assumes on its desks and the other lists: the same screens, otherwise known.

use super::pairs::Pairs;
use super::seen::WeighedRow;
use super::year::Both;
use factor::{FactorSet, TypeId};
use ground::provenance::Assumption;
use ground::table::numbered;
use std::collections::BTreeMap;

/// The rows of a place by year: those assumed, then those listed that no row of the other year is.
type PlaceRows = [[Vec<u32>; 2]; 2];

/// Pairs what is assumed in a year with what the other assumes or lists at the same place, unit by
/// unit: rows are cut where their units differ.
pub(crate) fn tie(both: &mut Both<'_>, pairs: &mut Pairs, set: &FactorSet) {
    if !both.years.iter().any(|year| year.rows.iter().any(is_assumed)) {
        return;
    }
    let since = both.since();
    let mut places: BTreeMap<(u32, u32), PlaceRows> = BTreeMap::new();
    for at in [0, 1] {
        let paired = if at == 0 { &pairs.later } else { &pairs.earlier };
        for ((number, row), pair) in (0..).zip(&both.years[at].rows).zip(paired) {
            let bought = at == 1 && row.dated().is_some_and(|day| since <= day);
            let listed = pair.is_none() && is_monitor(row.type_id, set) && !bought && row.counts();
            if is_assumed(row) || listed {
                let place = places.entry((row.site, row.entity)).or_default();
                place[at][usize::from(!is_assumed(row))].push(number);
            }
        }
    }
    for place in places.into_values() {
        let [[assumed, listed], [later_assumed, later_listed]] = place;
        let mut old = UnpairedRest::of(&both.years[0].rows, &assumed);
        let mut new = UnpairedRest::of(&both.years[1].rows, &later_assumed);
        both.meet(&mut old, &mut new, pairs);
        both.meet(&mut old, &mut UnpairedRest::of(&both.years[1].rows, &later_listed), pairs);
        both.meet(&mut UnpairedRest::of(&both.years[0].rows, &listed), &mut new, pairs);
    }
}

/// Rows and their units that are not paired yet.
struct UnpairedRest(Vec<(u32, f64)>);

impl UnpairedRest {
    fn of(rows: &[WeighedRow], numbers: &[u32]) -> Self {
        let units = |at: &u32| (*at, rows[*at as usize].units);
        // The last comes first.
        Self(numbers.iter().rev().map(units).filter(|(_, units)| *units > 0.0).collect())
    }
}

impl Both<'_> {
    /// Pairs as many units of both as there are.
    fn meet(&mut self, old: &mut UnpairedRest, new: &mut UnpairedRest, pairs: &mut Pairs) {
        while let (Some((a, of_a)), Some((b, of_b))) =
            (old.0.last().copied(), new.0.last().copied())
        {
            let units = of_a.min(of_b);
            for (at, rest, number, of) in [(0, &mut *old, a, of_a), (1, &mut *new, b, of_b)] {
                rest.0.pop();
                if units < of {
                    // What is left of it stands at the end, as a row of its own.
                    let rows = &mut self.years[at].rows;
                    let row = rows[number as usize];
                    rows[number as usize] = row.part(units);
                    rest.0.push((numbered(rows.len()), of - units));
                    rows.push(row.part(of - units));
                    let list = if at == 0 { &mut pairs.later } else { &mut pairs.earlier };
                    list.push(None);
                }
            }
            pairs.set(a, b);
        }
    }
}

fn is_assumed(row: &WeighedRow) -> bool {
    row.told.assumed.contains(Assumption::AssumedMonitors)
}

fn is_monitor(type_id: TypeId, set: &FactorSet) -> bool {
    set.equipment_type(set.root(type_id)).code == "monitor"
}
