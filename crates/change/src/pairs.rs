//! The same machine in two years: by its identifier, else by its serial number.

use super::seen::Seen;
use std::collections::HashMap;
use std::num::NonZeroU64;

type Fast = foldhash::fast::FixedState;

/// For each row of a year, the row of the other that is the same machine.
pub(crate) struct Pairs {
    pub(crate) later: Vec<Option<u32>>,
    pub(crate) earlier: Vec<Option<u32>>,
}

impl Pairs {
    /// Pairs the rows of two years. A mark that two rows of one year share pairs nothing; nor does
    /// an identifier where both have serial numbers, and others.
    pub(crate) fn of(earlier: &[Seen], later: &[Seen]) -> Self {
        let mut pairs = Self { later: vec![None; earlier.len()], earlier: vec![None; later.len()] };
        let by_id = |row: &Seen| row.marks.0;
        let by_serial = |row: &Seen| row.marks.1;
        let differ = |a: &Seen, b: &Seen| matches!((a.marks.1, b.marks.1), (Some(one), Some(other)) if one != other);
        pairs.tie(earlier, later, by_serial, |_, _| true);
        pairs.tie(earlier, later, by_id, |a, b| !differ(a, b));
        pairs
    }

    fn tie(
        &mut self,
        earlier: &[Seen],
        later: &[Seen],
        mark: impl Fn(&Seen) -> Option<NonZeroU64>,
        same: impl Fn(&Seen, &Seen) -> bool,
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
    rows: &[Seen],
    mark: &impl Fn(&Seen) -> Option<NonZeroU64>,
) -> HashMap<NonZeroU64, Option<u32>, Fast> {
    let mut places = HashMap::with_capacity_and_hasher(rows.len(), Fast::with_seed(5));
    for (at, row) in (0..).zip(rows) {
        if let Some(mark) = mark(row) {
            places.entry(mark).and_modify(|place| *place = None).or_insert(Some(at));
        }
    }
    places
}

/// The rows whose mark no other row of the year has.
fn places_once<'a>(
    rows: &'a [Seen],
    mark: &'a impl Fn(&Seen) -> Option<NonZeroU64>,
) -> impl Iterator<Item = (u32, &'a Seen)> {
    let places = places(rows, mark);
    (0..).zip(rows).filter(move |(at, row)| {
        mark(row).is_some_and(|mark| places.get(&mark) == Some(&Some(*at)))
    })
}
