//! The thing that a heading of a cross table names.

use super::super::column_words::{CountsUnits, calls_one, counted_thing, counts};
use super::super::kinds::{WordJudge, WordKind};

/// The type that a heading says, alone or counted: `PC fixe`, `Nb d'écrans`.
pub(super) fn thing_of(heading: &str, judge: &WordJudge<'_>) -> Option<String> {
    // What is counted follows the word that counts: « Nb d'élèves » is of no notebook (NB).
    // `Nb` alone is a number of what the row says elsewhere.
    let thing = match counted_thing(heading) {
        Some(thing) => thing,
        None if counts(heading) == CountsUnits::Yes || calls_one(heading) => return None,
        None => heading.to_owned(),
    };
    judge.is(WordKind::Type, &thing).then_some(thing)
}

/// Folded words, each in the singular.
pub(super) fn in_singular(words: &str) -> String {
    let one = |word| match str::strip_suffix(word, ['s', 'x']) {
        Some(one) if one.len() > 1 => one,
        _ => word,
    };
    words.split(' ').map(one).collect::<Vec<_>>().join(" ")
}
