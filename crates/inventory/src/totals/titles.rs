//! Titles that stand alone among the rows: they name several things.

use super::Standing;
use crate::kinds::is_maker;
use ground::table::fold;

/// What a cell is that stands alone where models do. A title names several things, and has no
/// number: it is sure in capitals or where it joins two, and where no maker is named.
pub(super) fn title(cell: &[u8]) -> Standing {
    let Ok(text) = std::str::from_utf8(cell) else { return Standing::Equipment };
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    // `Dell`, and `Hewlett Packard`: the `s` of `Philips` is no plural.
    let made = |at: usize| {
        is_maker(words[at])
            || words.get(at + 1).is_some_and(|next| is_maker(&format!("{} {next}", words[at])))
    };
    let several = (0..words.len()).any(|at| !made(at) && is_plural(words[at]));
    if text.chars().any(|c| c.is_ascii_digit()) || !several {
        return Standing::Equipment;
    }
    let capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let joins = [" et ", " and ", " & ", " / "].iter().any(|join| text.contains(join));
    let maker = (0..words.len()).any(made);
    match (capitals || joins, text.contains(' ')) {
        (true, _) if !maker => Standing::Passed,
        (true, _) | (_, true) => Standing::Doubtful,
        _ => Standing::Equipment,
    }
}

/// Whether a cell names several things.
pub(super) fn names_several(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|text| fold(text).split(' ').any(is_plural))
}

/// Whether a word may be a plural: `OptiPlex` and `Nexus` are none.
fn is_plural(word: &str) -> bool {
    let s = word.ends_with('s') && !word.ends_with("us") && !word.ends_with("ss");
    word.len() > 3 && (s || ["aux", "eux", "oux"].iter().any(|end| word.ends_with(end)))
}
