//! Words that say there is none of a thing: `pas de PC`, `plus d'écran`.

use super::outside::Thing;
use super::phrase::{PhraseSays, descends};
use super::weigh::KindWeigher;
use factor::TypeId;
use ground::table::fold;
use inventory::{DENY, NOTHING, WITHOUT};
use std::collections::HashSet;
use std::sync::OnceLock;

/// Words that deny what is named behind them besides: of a thing that is known to be the row's.
const DENY_IT: [&str; 2] = ["pas", "no"];
/// Those that do with `de` alone: `plus de PC`, and not `plus clavier`.
const DENY_WITH_OF: [&str; 2] = ["plus", "jamais"];

/// Whether folded words say that there is nothing: `aucun`, `non fourni`.
fn says_nothing(words: &str) -> bool {
    NOTHING.contains(&words) || DENY.contains(&words)
}

fn denies_what_follows(word: &str) -> bool {
    [&DENY[..], &WITHOUT, &DENY_IT].iter().any(|words| words.contains(&word))
}

/// Words for nothing that tell one thing from another as well (`PC No 3`): behind a mark alone.
const NOTHING_APART: [&str; 3] = ["no", "0", "sans"];

/// Whether folded words may deny something: they begin with a word that does, or end with one. Nearly no
/// cell has one.
fn may_deny(first: &str, folded: &str) -> bool {
    static WORDS: OnceLock<HashSet<&str, foldhash::fast::FixedState>> = OnceLock::new();
    let last = |words: &'static str| words.rsplit(' ').next().unwrap_or(words);
    let words = WORDS.get_or_init(|| {
        let lists = [&DENY[..], &WITHOUT, &DENY_IT, &DENY_WITH_OF, &NOTHING_APART, &NOTHING];
        lists.concat().into_iter().map(last).collect()
    });
    words.contains(first) || folded.rsplit(' ').next().is_some_and(|last| words.contains(last))
}

/// What a cell says there is none of, and whether the words stand before it.
fn denied(cell: &str) -> Option<(String, bool)> {
    let folded = fold(cell);
    let said = ["il n y a ", "n a ", "n ont "].into_iter().find_map(|own| folded.strip_prefix(own));
    let (first, rest) = said.unwrap_or(&folded).split_once(' ').unwrap_or(("", ""));
    if !may_deny(first, &folded) {
        return None;
    }
    let rest = rest.strip_prefix("encore ").unwrap_or(rest);
    let behind_of =
        ["de ", "d ", "du ", "aucun ", "aucune "].into_iter().find_map(|of| rest.strip_prefix(of));
    let thing = match behind_of {
        Some(thing) if denies_what_follows(first) || DENY_WITH_OF.contains(&first) => Some(thing),
        None if denies_what_follows(first) => Some(rest),
        _ => None,
    };
    if let Some(thing) = thing {
        return Some((thing.to_owned(), true));
    }
    let end = cell.trim().trim_end_matches([')', ']']);
    let apart = [": ", "= ", "(", "[", " - ", " – "].into_iter();
    let apart = apart.filter_map(|mark| end.rsplit_once(mark)).min_by_key(|(_, said)| said.len());
    if let Some((thing, said)) = apart {
        let said = fold(said);
        let says = says_nothing(&said) || NOTHING_APART.contains(&said.as_str());
        // « Imprimante (couleur : non) » says it of something else.
        return (says && !thing.contains(['(', '['])).then(|| (thing.to_owned(), false));
    }
    let mut words = NOTHING.iter().chain(&DENY);
    let thing = words.find_map(|said| folded.strip_suffix(said)?.strip_suffix(' '));
    Some((thing?.to_owned(), false))
}

impl KindWeigher {
    /// Whether a cell of a row of a type says that there is none of it, and nothing else: `PC sans écran`
    /// is one, and so is a `PC` whose cell says `sans écran`.
    pub(crate) fn denies(&self, cell: &str, of: TypeId) -> bool {
        let Some(thing) = Self::thing_denied(cell) else { return false };
        let own = Thing::Type(of);
        let is_own =
            |kind: &Thing| descends(*kind, own, &self.types) || descends(own, *kind, &self.types);
        let said = self.read(&thing);
        match said.says {
            PhraseSays::One(kind) => !said.doubt && is_own(&kind),
            PhraseSays::Usual(_, all) | PhraseSays::Class(all) => all.iter().any(is_own),
            PhraseSays::Silent | PhraseSays::Unknown => false,
        }
    }

    /// Whether a cell says that there is none of a thing, whichever: `plus de PC`, `pas de matériel`, `aucun`.
    pub(crate) fn denies_any(&self, cell: &str) -> bool {
        if says_nothing(&fold(cell)) {
            return true;
        }
        let thing = Self::thing_denied(cell);
        thing.is_some_and(|thing| self.names_a_thing(&thing) || self.is_silent(&thing))
    }

    /// The thing of which a cell says that there is none; a number before it is of some.
    fn thing_denied(cell: &str) -> Option<String> {
        let (thing, leads) = denied(cell)?;
        let is_numbered = || thing.bytes().any(|byte| byte.is_ascii_digit());
        Some(thing.clone()).filter(|_| !(leads && is_numbered()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use factor::FactorSet;

    #[test]
    fn a_cell_denies_the_thing_of_its_row_and_no_other() {
        let set = FactorSet::shipped().unwrap();
        let kinds = KindWeigher::new(&set).unwrap();
        for (code, cell, denies) in [
            ("desktop", "pas de PC", true),
            ("desktop", "Plus de PC", true),
            ("desktop", "aucun PC", true),
            ("desktop", "sans PC fixe", true),
            ("laptop", "pas d'ordinateur", true),
            ("monitor", "plus d’écran", true),
            ("desktop", "kein PC", true),
            ("monitor", "no monitor", true),
            ("desktop", "keinen PC", true),
            ("monitor", "zonder monitor", true),
            // Another thing, or the thing without another.
            ("desktop", "sans écran", false),
            ("desktop", "PC sans écran", false),
            ("laptop", "sans téléphone", false),
            ("desktop", "sans marque", false),
            ("mouse", "sans fil", false),
            ("ups", "No break", false),
            ("desktop", "Plus 3 PC", false),
            ("desktop", "plus de 3 PC", false),
            ("smartphone", "Plus", false),
            // Behind it, and in a sentence.
            ("desktop", "PC : aucun", true),
            ("desktop", "PC (néant)", true),
            ("monitor", "Écran : non", true),
            ("desktop", "PC - aucun", true),
            ("desktop", "PC non fourni", true),
            ("desktop", "PC (0)", true),
            ("desktop", "plus aucun PC", true),
            ("desktop", "pas encore de PC", true),
            ("laptop", "n'a plus de portable", true),
            ("printer_laser", "Imprimante (couleur : non)", false),
            ("desktop", "PC No 3", false),
            ("desktop", "PC non attribué", false),
            ("desktop", "PC (salle 0)", false),
            ("monitor", "PC : aucun", false),
            ("desktop", "PC aucune idée", false),
            ("desktop", "PC", false),
            ("desktop", "", false),
        ] {
            let of = set.type_named(code).unwrap();
            assert_eq!(kinds.denies(cell, of), denies, "{code} ; {cell}");
        }
        for (cell, denies) in [
            ("plus de PC", true),
            ("pas de matériel", true),
            ("néant", true),
            ("no computer", true),
            ("PC : aucun", true),
            ("PC", false),
            ("plus de 3 PC", false),
            ("télétravail", false),
            ("Souris sans fil", false),
            ("Noir", false),
        ] {
            assert_eq!(kinds.denies_any(cell), denies, "{cell}");
        }
    }
}
