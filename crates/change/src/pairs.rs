//! The same machine in two years: by its serial number, else by its identifier.
//!
//! A name is given again: what was bought after the earlier year, or is of another kind and of
//! another day, is another machine where no serial number says that it is the same.

use super::seen::WeighedRow;
use factor::{FactorSet, TypeId};
use ground::provenance::Assumption;
use ground::table::Day;
use std::collections::HashMap;
use std::num::NonZeroU64;
use walk::list_of;

type FastPairs = foldhash::fast::FixedState;

/// A mark in its list.
type PairMark = (u64, NonZeroU64);

/// For each row of a year, the row of the other that is the same machine.
pub(crate) struct Pairs {
    pub(crate) later: Vec<Option<u32>>,
    pub(crate) earlier: Vec<Option<u32>>,
}

impl Pairs {
    /// Pairs the rows of two years, the later one with what was bought since a day. A mark that two
    /// rows of one year share pairs nothing; nor does an identifier where both have serial numbers,
    /// and others.
    pub(crate) fn of([earlier, later]: [&[WeighedRow]; 2], since: Day, set: &FactorSet) -> Self {
        let mut pairs = Self { later: vec![None; earlier.len()], earlier: vec![None; later.len()] };
        // Computers and screens may share a number: a mark is of the list of a tool.
        let lists: Vec<u64> = (0..).zip(&set.types).map(|(at, _)| list(set, TypeId(at))).collect();
        let in_list = |row: &WeighedRow, mark: Option<NonZeroU64>| {
            let assumed = row.told.assumed.contains(Assumption::AssumedMonitors);
            mark.filter(|_| !assumed).map(|mark| (lists[usize::from(row.type_id.0)], mark))
        };
        let same = |a: &WeighedRow, b: &WeighedRow| {
            let differ = matches!((a.marks.serial, b.marks.serial), (Some(a), Some(b)) if a != b);
            !differ && !is_another(a, b, since, set)
        };
        pairs.tie(earlier, later, |row| row.marks.serial.map(|mark| (0, mark)), |_, _| true);
        pairs.tie(earlier, later, |row| in_list(row, row.marks.id), same);
        pairs.tie(earlier, later, |row| in_list(row, row.marks.letters), same);
        pairs
    }

    /// Pairs two rows that nothing names.
    pub(crate) fn set(&mut self, earlier: u32, later: u32) {
        self.later[earlier as usize] = Some(later);
        self.earlier[later as usize] = Some(earlier);
    }

    fn tie(
        &mut self,
        earlier: &[WeighedRow],
        later: &[WeighedRow],
        mark: impl Fn(&WeighedRow) -> Option<PairMark>,
        same: impl Fn(&WeighedRow, &WeighedRow) -> bool,
    ) {
        let places = places(earlier, &mark);
        for (at, row) in places_once(later, &mark) {
            let Some(Some(before)) = mark(row).and_then(|mark| places.get(&mark)) else { continue };
            let free =
                self.later[*before as usize].is_none() && self.earlier[at as usize].is_none();
            if free && same(&earlier[*before as usize], row) {
                self.later[*before as usize] = Some(at);
                self.earlier[at as usize] = Some(*before);
            }
        }
    }
}

/// The place of each mark; `None` where two rows have it.
fn places(
    rows: &[WeighedRow],
    mark: &impl Fn(&WeighedRow) -> Option<PairMark>,
) -> HashMap<PairMark, Option<u32>, FastPairs> {
    let mut places = HashMap::with_capacity_and_hasher(rows.len(), FastPairs::with_seed(5));
    for (at, row) in (0..).zip(rows) {
        if let Some(mark) = mark(row) {
            places.entry(mark).and_modify(|place| *place = None).or_insert(Some(at));
        }
    }
    places
}

/// The rows whose mark no other row of the year has.
fn places_once<'a>(
    rows: &'a [WeighedRow],
    mark: &'a impl Fn(&WeighedRow) -> Option<PairMark>,
) -> impl Iterator<Item = (u32, &'a WeighedRow)> {
    let places = places(rows, mark);
    (0..).zip(rows).filter(move |(at, row)| {
        mark(row).is_some_and(|mark| places.get(&mark) == Some(&Some(*at)))
    })
}

/// A number of the list of a tool that a type stands in.
fn list(set: &FactorSet, type_id: TypeId) -> u64 {
    use std::hash::BuildHasher;
    foldhash::quality::FixedState::with_seed(0x6c69_7374).hash_one(list_of(set, type_id))
}

/// Whether a name was given to another machine: one bought since, or one of another kind and day.
fn is_another(row: &WeighedRow, later: &WeighedRow, since: Day, set: &FactorSet) -> bool {
    let (Some(old), Some(new)) = (row.dated(), later.dated()) else { return false };
    if old == new || later.told.assumed.contains(Assumption::DateStandsIn) {
        return false;
    }
    since <= new && old < since || set.root(row.type_id) != set.root(later.type_id)
}
