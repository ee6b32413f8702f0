//! Addresses whose `@` is written in words: `jean (at) ville.test`.

use super::people_word::{PeopleWord, bare};
use std::ops::Range;

/// How `@` is written in words, between brackets.
const AT: [&str; 3] = ["at", "arobase", "arobas"];

/// Whether a text begins with one of those.
pub(super) fn begins_at(text: &[u8]) -> bool {
    AT.iter().any(|own| {
        text.get(..own.len()).is_some_and(|word| word.eq_ignore_ascii_case(own.as_bytes()))
    })
}

/// Where the address is whose `@` is written `(at)`, `[at]` or `{arobase}`.
pub(super) fn reached(text: &str, words: &[PeopleWord<'_>], at: usize) -> Option<Range<usize>> {
    let word = words[at];
    let name = words[..at].last()?;
    let host = words.get(at + 1).map(|host| (host.at, bare(host.text)))?;
    let apart = AT.iter().any(|at| word.text.eq_ignore_ascii_case(at))
        && text[..word.at].ends_with(['(', '[', '{'])
        && text[word.end()..].starts_with([')', ']', '}']);
    if !apart {
        return None;
    }
    if host.1.contains('.') {
        return Some(name.at..host.0 + host.1.len());
    }
    // `ville[dot]test`, `ville (point) test`.
    let [dot, end] = words.get(at + 2..at + 4)? else { return None };
    let dotted = ["dot", "point"].iter().any(|own| dot.text.eq_ignore_ascii_case(own));
    dotted.then(|| name.at..end.at + bare(end.text).len())
}
