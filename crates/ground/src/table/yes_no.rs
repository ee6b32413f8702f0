//! Yes and no, as files write them.

use super::fold;

/// Words for yes, folded: English, French, German, Spanish and Italian, Portuguese, Dutch.
const YES: [&str; 14] = [
    "1",
    "1 0",
    "yes",
    "y",
    "true",
    "oui",
    "o",
    "vrai",
    "x",
    "ja",
    "wahr",
    "si",
    "sim",
    "verdadero",
];
/// Words for no.
const NO: [&str; 13] = [
    "0", "0 0", "no", "n", "false", "non", "faux", "nein", "nee", "nao", "falsch", "falso",
    "onwaar",
];

/// What a cell answers; `None` where it is neither a yes nor a no.
///
/// ```
/// use empreinte_ground::table::yes_no;
/// assert_eq!(yes_no("VRAI"), Some(true));
/// assert_eq!(yes_no("non"), Some(false));
/// assert_eq!(yes_no("peut-être"), None);
/// ```
pub fn yes_no(cell: &str) -> Option<bool> {
    let word = fold(cell);
    if YES.contains(&word.as_str()) {
        Some(true)
    } else if NO.contains(&word.as_str()) {
        Some(false)
    } else {
        None
    }
}
