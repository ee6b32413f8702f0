//! Words that say what condition a machine is in: `État` is a heading for that as well as for the
//! state.

use crate::closed::AcquisitionMode;
use ground::table::fold;

/// Words of a condition, folded, in the languages of the field.
const WORDS: [&str; 37] = [
    // French
    "neuf",
    "neuve",
    "comme neuf",
    "bon",
    "bonne",
    "moyen",
    "moyenne",
    "mauvais",
    "mauvaise",
    "use",
    "usee",
    "usage",
    "correct",
    "excellent",
    "passable",
    "vetuste",
    "satisfaisant",
    // English
    "new",
    "like new",
    "good",
    "fair",
    "poor",
    "used",
    "worn",
    "bad",
    // German, Spanish, Italian, Portuguese, Dutch
    "neu",
    "gut",
    "gebraucht",
    "schlecht",
    "bueno",
    "usado",
    "regular",
    "buono",
    "usato",
    "bom",
    "goed",
    "gebruikt",
];

/// What may stand before and after such a word.
const STARTS: [&str; 9] =
    ["etat ", "en ", "tres ", "assez ", "very ", "sehr ", "muy ", "molto ", "zeer "];
const ENDS: [&str; 2] = [" etat", " condition"];

/// Whether a word says what condition a machine is in: `Très bon état`, `Good`, `A`, `3/5`.
pub(super) fn is_condition(word: &str) -> bool {
    let folded = fold(word);
    let bare = STARTS
        .into_iter()
        .fold(folded.as_str(), |word, start| word.strip_prefix(start).unwrap_or(word));
    let bare = ENDS.into_iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    // A grade: one letter, or a mark of five or ten.
    let graded = matches!(bare.as_bytes(), [b'a'..=b'e'])
        || bare
            .split_once(' ')
            .is_some_and(|(mark, of)| mark.parse::<u8>().is_ok() && matches!(of, "5" | "10"));
    graded || WORDS.contains(&bare) || is_refurbished(word)
}

/// Whether a word says that others used the machine before: `Reconditionné grade A`, `Occasion`.
pub(super) fn is_refurbished(word: &str) -> bool {
    let first = word.split_whitespace().next().unwrap_or("");
    [word, first]
        .into_iter()
        .any(|word| AcquisitionMode::named(word) == Some(AcquisitionMode::Refurbished))
}

#[cfg(test)]
mod tests {
    use super::{is_condition, is_refurbished};

    #[test]
    fn a_condition_is_no_state() {
        for word in [
            "Bon",
            "Très bon état",
            "en bon état",
            "Usé",
            "État moyen",
            "Good",
            "Very good",
            "fair condition",
            "A",
            "3/5",
            "Sehr gut",
            "Neuf",
            "Reconditionné grade A",
        ] {
            assert!(is_condition(word), "`{word}`");
        }
        for word in ["", "Affecté", "En stock", "Stock", "HS", "Rebut", "F", "12"] {
            assert!(!is_condition(word), "`{word}`");
        }
        assert!(is_refurbished("Occasion") && !is_refurbished("Neuf"));
    }
}
