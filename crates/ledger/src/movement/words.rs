//! Texts of the ledger, each stored once.

use ground::table::numbered;
use std::hash::BuildHasher;
use std::num::NonZeroU32;

const SEED: u64 = 0x6d6f_7665;

/// A text of the ledger: its number in [`LedgerWords`]. Two are equal when their texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LedgerWord(NonZeroU32);

impl LedgerWord {
    /// Its place among the words, from 0, for tables beside the ledger.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The texts of a ledger.
#[derive(Debug, Clone, Default)]
pub struct LedgerWords {
    text: String,
    ends: Vec<usize>,
    slots: Vec<WordSlot>,
}

/// A place of the table: half the hash of a text, and its number, 0 where the place is free.
///
/// The half hash tells nearly all texts apart without looking at them, and is enough to move them
/// to a wider table.
#[derive(Debug, Clone, Copy, Default)]
struct WordSlot {
    tag: u32,
    number: u32,
}

impl LedgerWords {
    /// The number of a text, a new one where it was not met before.
    ///
    /// `None` past 4,294,967,294 texts, which no memory holds.
    pub fn intern(&mut self, text: &str) -> Option<LedgerWord> {
        if self.ends.len() * 8 >= self.slots.len() * 5 {
            self.widen();
        }
        let tag = tag(text);
        let at = self.slot(text, tag);
        if let Some(word) = NonZeroU32::new(self.slots[at].number) {
            return Some(LedgerWord(word));
        }
        let number = u32::try_from(self.ends.len() + 1).ok().and_then(NonZeroU32::new)?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.slots[at] = WordSlot { tag, number: number.get() };
        Some(LedgerWord(number))
    }

    /// The number of a text, if it was met.
    pub fn find(&self, text: &str) -> Option<LedgerWord> {
        if self.slots.is_empty() {
            return None;
        }
        NonZeroU32::new(self.slots[self.slot(text, tag(text))].number).map(LedgerWord)
    }

    /// The text of a number.
    pub fn text(&self, word: LedgerWord) -> &str {
        let at = word.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// The text of a number, or an empty one.
    pub fn or_empty(&self, word: Option<LedgerWord>) -> &str {
        word.map_or("", |word| self.text(word))
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The slot of a text, or the free one where it goes; the table is never full.
    #[inline]
    fn slot(&self, text: &str, tag: u32) -> usize {
        let n_slots = self.slots.len();
        let mut at = place(tag, n_slots);
        while let Some(word) = NonZeroU32::new(self.slots[at].number) {
            if self.slots[at].tag == tag && self.text(LedgerWord(word)) == text {
                break;
            }
            at = if at + 1 == n_slots { 0 } else { at + 1 };
        }
        at
    }

    fn widen(&mut self) {
        let n_slots = (self.slots.len() * 2).max(64);
        let mut slots = vec![WordSlot::default(); n_slots];
        for slot in self.slots.iter().filter(|slot| slot.number != 0) {
            let mut at = place(slot.tag, n_slots);
            while slots[at].number != 0 {
                at = if at + 1 == n_slots { 0 } else { at + 1 };
            }
            slots[at] = *slot;
        }
        self.slots = slots;
    }
}

/// Half the hash of a text.
#[inline]
fn tag(text: &str) -> u32 {
    let hash = foldhash::fast::FixedState::with_seed(SEED).hash_one(text);
    numbered(hash >> 32)
}

/// Spreads a half hash evenly over the slots.
#[inline]
fn place(tag: u32, n_slots: usize) -> usize {
    let wide = u64::from(tag) * (n_slots as u64);
    usize::try_from(wide >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_comes_back_as_it_was() {
        let mut words = LedgerWords::default();
        let numbers: Vec<LedgerWord> =
            (0..5000).map(|n| words.intern(&format!("unité {n}")).unwrap()).collect();
        for (n, word) in numbers.iter().enumerate() {
            assert_eq!(words.intern(&format!("unité {n}")), Some(*word));
            assert_eq!(words.text(*word), format!("unité {n}"));
            assert_eq!(word.index(), n);
        }
        assert_eq!(words.len(), 5000);
        assert_eq!(words.find("unité 5000"), None);
        assert_eq!(words.or_empty(None), "");
    }
}
