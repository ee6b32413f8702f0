//! A word of a text in which people may be named.

/// A word of a text, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct PeopleWord<'t> {
    pub(super) at: usize,
    pub(super) text: &'t str,
}

impl PeopleWord<'_> {
    pub(super) fn end(self) -> usize {
        self.at + self.text.len()
    }
}

/// A word without the signs that end it.
pub(super) fn bare(word: &str) -> &str {
    word.trim_end_matches(['.', '-', '\'', '’', '_'])
}
