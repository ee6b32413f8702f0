//! Titles of telephony between the rows of a table: below them `Fixe` and `Portable` are telephones.

use crate::Kinds;
use crate::found::Found;
use crate::named_state::said_by_title;
use crate::totals::names_things;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whether a text alone in its line is a title of telephony: an area of things, or several, and no one
/// telephone.
pub(super) fn is_of_telephony(title: &str, kinds: &dyn Kinds) -> bool {
    names_things(title)
        && (kinds.says_telephony(title) || kinds.says_telephony(&said_by_title(title)))
}

/// The titles of telephony that stand above words of two senses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TelephonyTitles {
    titles: BTreeSet<String>,
    /// The last title, of which no such word was met yet.
    last: Option<String>,
    /// The last line that was looked at, where others stand below it.
    looked_to: Option<u64>,
}

impl TelephonyTitles {
    /// Meets what stands alone in its line; what stays within the one above ends it not.
    pub(super) fn meet_title(
        &mut self,
        title: &str,
        kinds: &dyn Kinds,
        stays_within: impl Fn() -> bool,
    ) {
        if is_of_telephony(title, kinds) {
            self.last = Some(title.to_owned());
        } else if self.last.is_some() && !stays_within() {
            self.last = None;
        }
    }

    /// Says that lines stand below those that were looked at, which were so many.
    pub(super) fn go_on_below(&mut self, lines: u64) {
        self.titles.extend(self.last.take());
        self.looked_to = Some(lines);
    }

    /// Whether none was met.
    pub(super) fn is_empty(&self) -> bool {
        self.titles.is_empty()
    }

    /// Whether what stands alone in a line is one: of those that were met, or below all that was looked at.
    pub(super) fn has(&self, title: &str, line: u64, kinds: &dyn Kinds) -> bool {
        self.titles.contains(title)
            || self.looked_to.is_some_and(|last| line > last) && is_of_telephony(title, kinds)
    }

    /// Meets the type of a row.
    pub(super) fn meet_type<'c>(
        &mut self,
        kind: impl FnOnce() -> Option<&'c [u8]>,
        kinds: &dyn Kinds,
    ) {
        // Nearly every row ends here.
        if self.last.is_none() {
            return;
        }
        let kind = kind().and_then(|kind| std::str::from_utf8(kind.trim_ascii()).ok());
        if kind.is_some_and(|kind| kinds.telephone_of(kind).is_some()) {
            self.titles.extend(self.last.take());
        }
    }
}

/// The telephones that words of two senses are below such a title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TelephonesMet {
    known: HashMap<Vec<u8>, Option<String>>,
    /// The words that were read so below each title.
    read: BTreeMap<String, BTreeMap<String, String>>,
}

impl TelephonesMet {
    /// The telephone that a type is below a title.
    pub(crate) fn of(&mut self, title: &str, kind: &[u8], kinds: &dyn Kinds) -> Option<&str> {
        let known = self.known.entry(kind.to_vec()).or_insert_with(|| {
            let kind = std::str::from_utf8(kind).ok()?;
            kinds.telephone_of(kind)
        });
        let telephone = known.as_deref()?;
        let read = self.read.entry(title.to_owned()).or_default();
        let word = String::from_utf8_lossy(kind);
        if !read.contains_key(&*word) {
            read.insert(word.into_owned(), telephone.to_owned());
        }
        Some(telephone)
    }

    /// What is said of it.
    pub(crate) fn found(&self) -> Vec<Found> {
        self.read.iter().map(|(title, of)| Found::of_telephony(title, of)).collect()
    }
}
