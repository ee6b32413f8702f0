//! The states that words leave open of a thing that is there: one that is still to come (`PC à
//! recycler`), or that of what is lent in turn (`PC de prêt`).

use crate::State;
use ground::table::fold;
use inventory::Kinds;

/// A state that words leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenState {
    /// It is still to come.
    Ahead(State),
    /// It is with somebody, or waits for who needs one.
    Lent,
}

impl OpenState {
    /// What a phrase leaves open, where all of it does.
    pub(super) fn of(phrase: &str, words: &dyn Kinds) -> Option<Self> {
        const LENT: [&str; 13] = [
            "de pret",
            "pour pret",
            "pour prets",
            "de courtoisie",
            "loaner",
            "loaners",
            "loan",
            "for loan",
            "pool",
            "du pool",
            "de pool",
            "leih",
            "en pret tournant",
        ];
        // None of them is longer, with its accents and spaces.
        if phrase.len() < 32 && LENT.contains(&fold(phrase).as_str()) {
            return Some(Self::Lent);
        }
        words.state_ahead(phrase).and_then(State::named).map(Self::Ahead)
    }

    /// What a cell leaves open, and the words of it that do: all of them, its end, or a first word for what
    /// is lent.
    pub(crate) fn said_in<'a>(cell: &'a str, words: &dyn Kinds) -> Option<(&'a str, Self)> {
        const BEFORE: [char; 3] = [' ', '(', '['];
        let cell = cell.trim().trim_end_matches([')', ']']);
        let starts = cell.match_indices(BEFORE).map(|(at, _)| at + 1);
        let ends = std::iter::once(0).chain(starts);
        let mut ends = ends.map(|at| cell[at..].trim_start_matches(BEFORE));
        let is_lent = |said: &&str| Self::of(said, words) == Some(Self::Lent);
        let first = || cell.split(' ').next().filter(is_lent);
        // `Leihlaptop`.
        let compounded = || cell.get(..4).filter(|part| fold(part) == "leih");
        ends.find_map(|said| Some((said, Self::of(said, words)?)))
            .or_else(|| first().or_else(compounded).map(|said| (said, Self::Lent)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use factor::FactorSet;
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn words_of_a_cell_leave_a_state_open() {
        let set = FactorSet::shipped().unwrap();
        let none = BTreeMap::new();
        let words = Vocabulary::new(&set, &none, &none, Path::new("")).unwrap();
        let out = OpenState::Ahead(State::Decommissioned);
        for (cell, said) in [
            ("PC de prêt", Some(("de prêt", OpenState::Lent))),
            ("De prêt", Some(("De prêt", OpenState::Lent))),
            ("PC portable (pour prêt)", Some(("pour prêt", OpenState::Lent))),
            ("loaner laptop", Some(("loaner", OpenState::Lent))),
            ("Loaner", Some(("Loaner", OpenState::Lent))),
            ("Pool laptop", Some(("Pool", OpenState::Lent))),
            ("En pool", Some(("pool", OpenState::Lent))),
            ("Leihlaptop", Some(("Leih", OpenState::Lent))),
            ("À recycler", Some(("À recycler", out))),
            ("PC [à recycler]", Some(("à recycler", out))),
            ("Old PC to be scrapped", Some(("to be scrapped", out))),
            ("Obsolete laptop", None),
            ("PC portable", None),
            ("Poolsteuerung", None),
            ("Prêt", None),
            ("", None),
        ] {
            assert_eq!(OpenState::said_in(cell, &words), said, "{cell}");
        }
    }
}
