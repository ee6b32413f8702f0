//! Headings found before: the walks of one run open the same files, and each would weigh all
//! readings anew.

use super::head::{Heading, WrittenTable};
use super::{Kinds, Opening};
use std::sync::{Arc, Mutex, PoisonError};

/// The tables that are remembered at most: their first bytes are kept.
const MOST: usize = 16;

/// The headings of the tables opened so far, by all that they were found from.
#[derive(Debug, Clone, Default)]
pub struct Remembered(Arc<Mutex<Vec<(HeadingAsked, Heading)>>>);

/// What a heading was found from.
#[derive(Debug, PartialEq)]
struct HeadingAsked {
    head: Vec<u8>,
    whole: bool,
    written: WrittenTable,
    /// What tells the words apart from others.
    words: u64,
    /// What the user says of tables.
    said: String,
}

impl HeadingAsked {
    fn of(head: &[u8], whole: bool, opening: &Opening<'_>, written: WrittenTable) -> Option<Self> {
        let words = opening.kinds.and_then(Kinds::told)?;
        let said =
            format!("{:?}", (opening.mappings, opening.mapping, opening.source, opening.columns));
        Some(Self { head: head.to_vec(), whole, written, words, said })
    }
}

impl Remembered {
    /// The heading of a table, found by `find` where it was not found before.
    pub(super) fn or_find<E>(
        &self,
        (head, whole): (&[u8], bool),
        opening: &Opening<'_>,
        written: WrittenTable,
        find: impl FnOnce() -> Result<Heading, E>,
    ) -> Result<Heading, E> {
        let Some(asked) = HeadingAsked::of(head, whole, opening, written) else { return find() };
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, heading)) = known().iter().find(|(of, _)| *of == asked) {
            return Ok(heading.clone());
        }
        let heading = find()?;
        let mut known = known();
        if known.len() < MOST {
            known.push((asked, heading.clone()));
        }
        Ok(heading)
    }
}

#[cfg(test)]
mod tests {
    use crate::{InventoryFile, Kinds, Opening, Remembered, SourceFormat};
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Words that count how often they are asked.
    struct CountedWords(Option<u64>, AtomicU32);

    impl Kinds for CountedWords {
        fn is_type(&self, word: &str) -> bool {
            self.1.fetch_add(1, Ordering::Relaxed);
            word == "portable"
        }
        fn is_state(&self, _: &str) -> bool {
            false
        }
        fn is_model(&self, _: &str) -> bool {
            false
        }
        fn is_country(&self, _: &str) -> bool {
            false
        }
        fn told(&self) -> Option<u64> {
            self.0
        }
    }

    #[test]
    fn a_table_is_recognised_once_for_the_same_words_and_options() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parc.csv");
        std::fs::write(&path, "nom;type\nA;portable\nB;portable\n").unwrap();
        let remembered = Remembered::default();
        let words = CountedWords(Some(1), AtomicU32::new(0));
        let asked = |words: &CountedWords, source| {
            let before = words.1.load(Ordering::Relaxed);
            let opening = Opening {
                kinds: Some(words),
                source,
                remembered: Some(&remembered),
                ..Opening::default()
            };
            let file = InventoryFile::open_with(&path, "parc.csv", &opening).unwrap();
            assert_eq!(file.layout.headers, ["nom", "type"]);
            assert!(!file.contest.is_empty() || source.is_some());
            words.1.load(Ordering::Relaxed) - before
        };
        assert!(asked(&words, None) > 0);
        assert_eq!(asked(&words, None), 0, "found before");
        let other = CountedWords(Some(2), AtomicU32::new(0));
        assert!(asked(&other, None) > 0, "other words");
        let silent = CountedWords(None, AtomicU32::new(0));
        assert!(asked(&silent, None) > 0 && asked(&silent, None) > 0, "words of nobody");
        std::fs::write(&path, "nom;type\nA;portable\nC;portable\n").unwrap();
        assert!(asked(&words, None) > 0, "other rows");
        asked(&words, Some(SourceFormat::named("spreadsheet").unwrap()));
    }
}
