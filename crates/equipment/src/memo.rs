//! Answers kept by cell text, so that a word is looked into once and not once a row.

use ground::table::numbered;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// Keys hold words of files: with a seed of the process's own, chosen ones do not meet.
pub(crate) type Seeded = foldhash::fast::RandomState;

/// How many distinct texts are kept; beyond, answers are worked out each time.
const KEPT: usize = 1 << 16;

/// A text of at most 16 bytes: its first and last eight bytes (or fewer), and its length.
type Short = (u64, u64, u32);

/// Answers by cell text. Short texts, nearly all there are, are compared without following a
/// pointer; this is the innermost step of the walk.
pub struct Memo<T> {
    /// The answer for an empty cell: many columns hold nothing else, or are not there.
    empty: Option<T>,
    slots: Vec<Option<(Short, T)>>,
    count: usize,
    long: HashMap<Box<[u8]>, T, Seeded>,
    seeds: [u64; 2],
}

impl<T: Copy> Default for Memo<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy> Memo<T> {
    /// A memory of nothing.
    pub fn new() -> Self {
        Self {
            empty: None,
            slots: vec![None; 64],
            count: 0,
            long: HashMap::default(),
            seeds: *SEEDS,
        }
    }

    /// The answer for a cell, worked out by `answer` the first time.
    #[inline]
    pub fn get(&mut self, cell: &[u8], answer: impl FnOnce(&[u8]) -> T) -> T {
        if cell.is_empty() {
            return *self.empty.get_or_insert_with(|| answer(cell));
        }
        let Some(short) = short(cell) else { return self.get_long(cell, answer) };
        match self.slots[self.place(short)] {
            Some((_, known)) => known,
            None => self.learn(short, answer(cell)),
        }
    }

    /// The answer for a cell, where it is kept.
    #[inline]
    pub fn known(&self, cell: &[u8]) -> Option<T> {
        if cell.is_empty() {
            return self.empty;
        }
        match short(cell) {
            Some(short) => self.slots[self.place(short)].map(|(_, known)| known),
            None => self.long.get(cell).copied(),
        }
    }

    #[cold]
    fn learn(&mut self, short: Short, new: T) -> T {
        if self.count * 2 >= self.slots.len() {
            if self.count >= KEPT {
                return new;
            }
            let wider = vec![None; self.slots.len() * 4];
            for (key, value) in std::mem::replace(&mut self.slots, wider).into_iter().flatten() {
                let at = self.place(key);
                self.slots[at] = Some((key, value));
            }
        }
        let at = self.place(short);
        self.slots[at] = Some((short, new));
        self.count += 1;
        new
    }

    fn get_long(&mut self, cell: &[u8], answer: impl FnOnce(&[u8]) -> T) -> T {
        if let Some(known) = self.long.get(cell) {
            return *known;
        }
        let new = answer(cell);
        if self.long.len() < KEPT {
            self.long.insert(cell.into(), new);
        }
        new
    }

    /// The slot that holds the text, or the free one where it belongs; at most half are taken.
    #[inline]
    fn place(&self, short: Short) -> usize {
        let mask = self.slots.len() - 1;
        let [one, other] = self.seeds;
        let wide = u128::from(short.0 ^ one) * u128::from(short.1 ^ u64::from(short.2) ^ other);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "halves, and the mask is below any usize"
        )]
        let mut at = ((wide >> 64) as u64 ^ wide as u64) as usize & mask;
        while let Some((key, _)) = &self.slots[at] {
            if *key == short {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }
}

/// The text as a [`Short`], if it is one: with its length, the two words tell it from any other.
#[inline]
fn short(cell: &[u8]) -> Option<Short> {
    let n = cell.len();
    let len = u32::try_from(n).ok()?;
    if n > 16 {
        return None;
    }
    if let (Some(first), Some(last)) = (cell.first_chunk::<8>(), cell.last_chunk::<8>()) {
        return Some((u64::from_le_bytes(*first), u64::from_le_bytes(*last), len));
    }
    if let (Some(first), Some(last)) = (cell.first_chunk::<4>(), cell.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some((u64::from(first), u64::from(last), len));
    }
    let word = cell.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    Some((word, 0, len))
}

/// Answers that all threads share, by the two texts they answer; what answers a text is of the text
/// alone, so that it is the same whoever asks first.
pub(crate) struct SharedAnswers<T>(Mutex<HashMap<[Box<str>; 2], T, Seeded>>);

impl<T> Default for SharedAnswers<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> SharedAnswers<T> {
    /// The answer for two texts, worked out by `answer` the first time; past so many it starts anew.
    pub(crate) fn get(&self, texts: [&str; 2], answer: impl FnOnce() -> T) -> T {
        let key = texts.map(Box::from);
        if let Some(known) = self.known().get(&key) {
            return known.clone();
        }
        let new = answer();
        let mut known = self.known();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(key, new.clone());
        new
    }

    fn known(&self) -> MutexGuard<'_, HashMap<[Box<str>; 2], T, Seeded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Two numbers of the process's own, to mix words with.
static SEEDS: LazyLock<[u64; 2]> = LazyLock::new(|| {
    let random = RandomState::new();
    [random.hash_one(0), random.hash_one(1)]
});

/// A number of the process's own, to hash what files say with.
pub(crate) fn own_seed() -> u64 {
    SEEDS[0]
}

/// Names by number: sites and entities, as many as the estate has.
#[derive(Clone, Default)]
pub struct Names {
    numbers: HashMap<Arc<str>, u32, Seeded>,
    names: Vec<Arc<str>>,
}

impl Names {
    /// The number of a name, given out in order of arrival.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let number = numbered(self.names.len());
        let shared: Arc<str> = name.into();
        self.names.push(shared.clone());
        self.numbers.insert(shared, number);
        number
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_memo_answers_as_if_it_forgot_nothing_and_mixed_up_nothing(
            cells in prop::collection::vec("[ab]{0,20}", 0..200)
        ) {
            let mut memo: Memo<usize> = Memo::new();
            let mut known: Vec<String> = Vec::new();
            for cell in cells {
                let expected = known.iter().position(|k| *k == cell).unwrap_or_else(|| {
                    known.push(cell.clone());
                    known.len() - 1
                });
                let number = known.len() - 1;
                prop_assert_eq!(memo.get(cell.as_bytes(), |_| number), expected);
            }
        }
    }
}
