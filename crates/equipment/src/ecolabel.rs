//! Ecolabels: of type I, or of another kind.

use ground::table::{fold, yes_no};

/// Ecolabels of type I (ISO 14024): given by a third party for several criteria.
const TYPE_ONE: [&str; 11] = [
    "tco",
    "epeat",
    "ange bleu",
    "blue angel",
    "blauer engel",
    "nordic swan",
    "cygne",
    "eu ecolabel",
    "ecolabel europeen",
    "type i",
    "type 1",
];

/// Whether a cell names an ecolabel of type I; another label is none.
///
/// `None` where it names nothing.
pub fn type_one(cell: &str) -> Option<bool> {
    if cell.is_empty() {
        return None;
    }
    let said = fold(cell);
    Some(yes_no(cell) == Some(true) || TYPE_ONE.iter().any(|label| said.contains(label)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_type_one_ecolabels_count() {
        for (cell, expected) in [
            ("EPEAT Gold", Some(true)),
            ("TCO Certified 9", Some(true)),
            ("oui", Some(true)),
            ("VRAI", Some(true)),
            ("Energy Star", Some(false)),
            ("non", Some(false)),
            ("", None),
        ] {
            assert_eq!(type_one(cell), expected, "`{cell}`");
        }
    }
}
