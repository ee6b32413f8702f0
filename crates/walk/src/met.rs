//! Which rows repeat an earlier one: told as a block is walked, and held against the order of the
//! file as its sums are put to those before.

use equipment::{Identities, MetBefore, RowKey};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

/// The rows of the blocks put together so far: noted in the order of the file, and asked by the
/// threads that walk later blocks.
pub(super) struct RowsMet {
    all: RwLock<Identities>,
    /// Whether a row repeated one of an earlier block. Until one does, none is looked up: the table
    /// is larger than any cache.
    some: AtomicBool,
}

impl RowsMet {
    /// Of no row yet, of about so many to come.
    pub(super) fn expecting(rows: usize) -> Self {
        Self { all: RwLock::new(Identities::expecting(rows)), some: AtomicBool::new(false) }
    }

    /// Forgets them all.
    pub(super) fn forget(&self) {
        self.all.write().unwrap_or_else(PoisonError::into_inner).forget();
    }

    /// Notes the rows of the next block, and gives the places of those that repeat one before;
    /// `told` are those that its walk knew of.
    pub(super) fn note(&self, keys: &[RowKey], told: &[(u32, MetBefore)]) -> Vec<(u32, MetBefore)> {
        let repeated = self.all.write().unwrap_or_else(PoisonError::into_inner).note_all(keys);
        if repeated != told {
            self.some.store(true, Ordering::Relaxed);
        }
        repeated
    }

    /// Rows that could not be checked.
    pub(super) fn unchecked(&self) -> u64 {
        self.all.read().unwrap_or_else(PoisonError::into_inner).unchecked
    }

    /// The print and the line of the row that a key stands on in the blocks before.
    fn before(&self, key: u64) -> Option<(u32, u32)> {
        if !self.some.load(Ordering::Relaxed) {
            return None;
        }
        self.all.read().unwrap_or_else(PoisonError::into_inner).known(key)
    }
}

/// The rows of the block being walked, by key: print and line of the first.
#[derive(Default)]
pub(super) struct OwnRows(HashMap<u64, (u32, u32), foldhash::fast::FixedState>);

impl OwnRows {
    /// Begins another block.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether a row repeats one of its block, or one of those before that is known by now. What is
    /// not known yet is told as the block's sums are put to the others, and it is walked again.
    pub(super) fn meet(&mut self, row: &RowKey, earlier: &RowsMet) -> MetBefore {
        // As the table of all does, which has no key 0.
        let first = match self.0.entry(row.key.max(1)) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let Some(before) = earlier.before(row.key) else {
                    entry.insert((row.print, row.line));
                    return MetBefore::New;
                };
                *entry.insert(before)
            }
        };
        MetBefore::of(first, row.print)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rows of a block, of few keys and prints, so that many repeat another.
    fn rows(from: u32, cells: &[(u8, u8)]) -> Vec<RowKey> {
        let row = |(place, (key, print)): (u32, &(u8, u8))| RowKey {
            key: u64::from(*key),
            print: u32::from(*print),
            line: from + place,
            place,
        };
        (0..).zip(cells).map(row).collect()
    }

    proptest! {
        /// In the order of the file, as one thread walks it, no block is walked twice but the first
        /// that repeats a row of another.
        #[test]
        fn what_a_walk_tells_is_what_the_order_of_the_file_does(
            blocks in prop::collection::vec(prop::collection::vec((0..40_u8, 0..2_u8), 0..30), 1..6)
        ) {
            let met = RowsMet::expecting(8);
            let mut own = OwnRows::default();
            let mut again = 0;
            for (number, cells) in (0..).zip(&blocks) {
                let rows = rows(number * 100, cells);
                own.clear();
                let told: Vec<(u32, MetBefore)> = rows
                    .iter()
                    .map(|row| (row.place, own.meet(row, &met)))
                    .filter(|(_, met)| *met != MetBefore::New)
                    .collect();
                let repeated = met.note(&rows, &told);
                again += u32::from(repeated != told);
                if number == 0 {
                    prop_assert_eq!(&repeated, &told, "a block knows its own");
                }
            }
            prop_assert!(again <= 1, "{} blocks walked again", again);
        }
    }
}
