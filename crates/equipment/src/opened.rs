//! What an offer says of a machine that was unpacked, or shown, and hardly used.

use crate::condition::{is_condition_of_used, is_offered_new, says};
use inventory::is_placeholder;

/// Words for it, folded.
const OPENED: [&str; 20] = [
    "deballe",
    "deballee",
    "deballes",
    "deballees",
    "emballage ouvert",
    "boite ouverte",
    "carton ouvert",
    "retour client",
    "retour de pret",
    "ex demo",
    "demo",
    "materiel de demonstration",
    "modele de demonstration",
    "modele d exposition",
    "open box",
    "openbox",
    "opened box",
    "customer return",
    "ex display",
    "display model",
];

/// Whether the words of an offer say that the machine was unpacked, returned or shown: neither new nor
/// used for years. Its making is all its buyer's.
pub fn is_offered_opened(text: &str) -> bool {
    says(text, |_| true, |word| OPENED.contains(&word))
}

/// Whether a cell below a heading of grades is of a used machine: all have one but new ones.
pub fn is_grade_of_used(cell: &str) -> bool {
    let is_other = || is_offered_new(cell) || is_offered_opened(cell);
    !is_placeholder(cell.trim().as_bytes()) && (is_condition_of_used(cell) || !is_other())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::is_offered_used;

    #[test]
    fn what_was_unpacked_is_neither_new_nor_used_for_years() {
        for said in
            ["Déballé", "Latitude 5540 open box", "Retour client", "Matériel de démonstration"]
        {
            assert!(is_offered_opened(said), "{said}");
            assert!(!is_offered_used(said) && !is_offered_new(said), "{said}");
        }
        for said in ["Reconditionné", "Neuf", "Non déballé", "Grade A"] {
            assert!(!is_offered_opened(said), "{said}");
        }
    }
}
