//! Words that say what condition a machine is in: `État` is a heading for that as well as for the
//! state.

use crate::closed::AcquisitionMode;
use ground::table::fold;
use std::sync::LazyLock;

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
const STARTS: [&str; 10] =
    ["etat ", "en ", "tres ", "assez ", "grade ", "very ", "sehr ", "muy ", "molto ", "zeer "];
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

/// The first words of what says that others used a machine before, folded: a word that begins with
/// none of them says nothing of it.
static FIRST_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let first = |said: &&str| fold(said).split(' ').next().unwrap_or("").to_owned();
    let mut all: Vec<String> = AcquisitionMode::Refurbished.words().iter().map(first).collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// Whether words say that others used the machine before, wherever they stand among others:
/// `Reconditionnée grade A`, `Portable d'occasion`. What is said not to be so, or to be either, is not.
pub fn is_refurbished(text: &str) -> bool {
    const NOT: [&str; 6] = ["non", "pas", "sans", "not", "no", "ou"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mode = |from: usize, to: usize| {
        let said = words[from..to].join(" ");
        // Of one or several, of either gender.
        let bare = said.strip_suffix('s').unwrap_or(&said);
        let male = bare.strip_suffix('e').unwrap_or(bare);
        [&said, bare, male].into_iter().find_map(AcquisitionMode::of_folded)
    };
    let is_new = |word: &&str| AcquisitionMode::of_folded(word) == Some(AcquisitionMode::New);
    let may_say = |from: &usize| FIRST_WORDS.iter().any(|first| words[*from].starts_with(first));
    (0..words.len()).filter(may_say).any(|from| {
        let until = words.len().min(from + 3);
        let to = (from + 1..=until).rev();
        let found = to.into_iter().find(|to| mode(from, *to) == Some(AcquisitionMode::Refurbished));
        found.is_some_and(|to| {
            let before = &words[from.saturating_sub(2)..from];
            let others = words[..from].iter().chain(&words[to..]);
            !before.iter().any(|word| NOT.contains(word)) && !others.into_iter().any(is_new)
        })
    })
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
        for word in [
            "Occasion",
            "PC portable reconditionné",
            "Ordinateur portable reconditionnée Lenovo T480 grade A",
            "Écrans reconditionnés 24\"",
            "ThinkPad T480 (refurbished)",
            "Portable d'occasion",
            "iPhone 13 remis à neuf",
            "Seconde main",
            "RECOND.",
        ] {
            assert!(is_refurbished(word), "`{word}`");
        }
        for word in [
            "",
            "Neuf",
            "Neuf ou reconditionné",
            "Reconditionné ou neuf",
            "non reconditionné",
            "pas d'occasion",
            "Latitude 5440",
        ] {
            assert!(!is_refurbished(word), "`{word}`");
        }
    }
}
