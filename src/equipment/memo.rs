//! Answers kept by cell text, so that a word is looked into once and not once a row.

use std::collections::HashMap;
use std::sync::Arc;

type Fast = foldhash::fast::FixedState;

/// How many distinct texts are kept; beyond, answers are worked out each time.
const KEPT: usize = 1 << 16;

/// Answers by cell text.
pub(crate) struct Memo<T> {
    answers: HashMap<Box<[u8]>, T, Fast>,
}

impl<T: Copy> Memo<T> {
    pub(crate) fn new() -> Self {
        Self { answers: HashMap::with_hasher(Fast::with_seed(0x656d_7072)) }
    }

    /// The answer for a cell, worked out by `answer` the first time.
    #[inline]
    pub(crate) fn get(&mut self, cell: &[u8], answer: impl FnOnce(&[u8]) -> T) -> T {
        if let Some(known) = self.answers.get(cell) {
            return *known;
        }
        let new = answer(cell);
        if self.answers.len() < KEPT {
            self.answers.insert(cell.into(), new);
        }
        new
    }
}

/// Names by number: sites and entities, as many as the estate has.
pub struct Names {
    numbers: HashMap<Arc<str>, u32, Fast>,
    names: Vec<Arc<str>>,
}

impl Default for Names {
    fn default() -> Self {
        Self { numbers: HashMap::with_hasher(Fast::with_seed(0x6e61_6d65)), names: Vec::new() }
    }
}

impl Names {
    /// The number of a name, given out in order of arrival.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let shared: Arc<str> = name.into();
        self.names.push(shared.clone());
        self.numbers.insert(shared, number);
        number
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
