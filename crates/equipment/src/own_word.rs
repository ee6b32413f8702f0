//! The organisation's own words, and whether any cell was one.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// A word of the organisation's own: what it is, and whether a cell was that word.
pub(super) struct OwnWord<T> {
    is: T,
    /// As it is written.
    word: String,
    met: AtomicBool,
}

impl<T: Copy> OwnWord<T> {
    pub(super) fn new(word: &str, is: T) -> Self {
        Self { is, word: word.to_owned(), met: AtomicBool::new(false) }
    }

    /// What it is, for a cell that is that word.
    pub(super) fn meet(&self) -> T {
        self.met.store(true, Ordering::Relaxed);
        self.is
    }
}

/// The words that no cell was, in the order of letters.
pub(super) fn unmet<T>(words: &HashMap<String, OwnWord<T>>) -> Vec<&str> {
    let unmet = words.values().filter(|own| !own.met.load(Ordering::Relaxed));
    let mut unmet: Vec<&str> = unmet.map(|own| own.word.as_str()).collect();
    unmet.sort_unstable();
    unmet
}
