//! Texts of the ledger, each stored once.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

const SEED: u64 = 0x6d6f_7665;

/// A text of the ledger: its number in [`Words`]. Two are equal when their texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(NonZeroU32);

impl Word {
    /// Its place among the words, from 0, for tables beside the ledger.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The texts of a ledger.
#[derive(Debug, Clone, Default)]
pub struct Words {
    text: String,
    ends: Vec<usize>,
    slots: Vec<u32>,
}

impl Words {
    /// The number of a text, a new one where it was not met before.
    ///
    /// `None` past 4,294,967,294 texts, which no memory holds.
    pub fn intern(&mut self, text: &str) -> Option<Word> {
        if self.ends.len() * 8 >= self.slots.len() * 5 {
            self.widen();
        }
        let at = self.slot(text);
        if let Some(word) = NonZeroU32::new(self.slots[at]) {
            return Some(Word(word));
        }
        let number = u32::try_from(self.ends.len() + 1).ok().and_then(NonZeroU32::new)?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.slots[at] = number.get();
        Some(Word(number))
    }

    /// The number of a text, if it was met.
    pub fn find(&self, text: &str) -> Option<Word> {
        if self.slots.is_empty() {
            return None;
        }
        NonZeroU32::new(self.slots[self.slot(text)]).map(Word)
    }

    /// The text of a number.
    pub fn text(&self, word: Word) -> &str {
        let at = word.index();
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// The text of a number, or an empty one.
    pub fn or_empty(&self, word: Option<Word>) -> &str {
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

    fn hash(text: &str) -> u64 {
        foldhash::fast::FixedState::with_seed(SEED).hash_one(text)
    }

    /// The slot of a text, or the free one where it goes; the table is never full.
    fn slot(&self, text: &str) -> usize {
        let n_slots = self.slots.len();
        let mut at = place(Self::hash(text), n_slots);
        while let Some(word) = NonZeroU32::new(self.slots[at]) {
            if self.text(Word(word)) == text {
                break;
            }
            at = if at + 1 == n_slots { 0 } else { at + 1 };
        }
        at
    }

    fn widen(&mut self) {
        let n_slots = (self.slots.len() * 2).max(64);
        let mut slots = vec![0; n_slots];
        for number in self.slots.iter().copied().filter_map(NonZeroU32::new) {
            let mut at = place(Self::hash(self.text(Word(number))), n_slots);
            while slots[at] != 0 {
                at = if at + 1 == n_slots { 0 } else { at + 1 };
            }
            slots[at] = number.get();
        }
        self.slots = slots;
    }
}

/// Spreads a hash evenly over the slots.
fn place(hash: u64, n_slots: usize) -> usize {
    let wide = u128::from(hash) * (n_slots as u128);
    usize::try_from(wide >> 64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_comes_back_as_it_was() {
        let mut words = Words::default();
        let numbers: Vec<Word> =
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
