//! What stands behind words that count, or that say that something is supplied.

use super::words::PhraseWord;
use crate::vocabulary::Vocabulary;
use inventory::{LOTS, measures};

/// What stands after a word that says things are counted: `Nb d'écrans`, `No. of laptops`.
pub(super) fn counted(all: &[PhraseWord]) -> Option<&[PhraseWord]> {
    const COUNTS: [&str; 14] = [
        "nb", "nbr", "nbre", "nombre", "number", "anzahl", "aantal", "cantidad", "qte", "qty",
        "quantite", "quantity", "count", "menge",
    ];
    // Alone before a word, they tell one from another: `N° PC`.
    const NUMBERS: [&str; 4] = ["no", "n", "nr", "num"];
    const OF: [&str; 9] = ["of", "de", "d", "des", "du", "di", "von", "van", "la"];
    let is = |word: &PhraseWord, among: &[&str]| among.contains(&word.text.as_str());
    let (first, rest) = all.split_first()?;
    // « Lot de 12 PC fixes »: the number says that units are counted.
    let number = |word: &PhraseWord| word.text.bytes().all(|byte| byte.is_ascii_digit());
    if is(first, &LOTS)
        && let Some(at) =
            rest.iter().position(|word| !is(word, &OF)).filter(|at| number(&rest[*at]))
    {
        return rest.get(at + 1..).filter(|rest| !rest.is_empty());
    }
    if let Some(supplied) = supplied(all) {
        return Some(supplied);
    }
    let after = rest.iter().position(|word| !is(word, &OF)).unwrap_or(rest.len());
    let counts = is(first, &COUNTS) || (is(first, &NUMBERS) && after > 0);
    (counts && after < rest.len()).then(|| &rest[after..])
}

/// What is supplied, in a schedule of prices: `Fourniture et livraison d'un ordinateur portable`.
fn supplied(all: &[PhraseWord]) -> Option<&[PhraseWord]> {
    const SUPPLY: [&str; 2] = ["fourniture", "supply"];
    const LINKS: [&str; 5] = ["et", "and", "d", "de", "of"];
    const ONE: [&str; 4] = ["un", "une", "a", "an"];
    let text = |at: usize| all.get(at).map_or("", |word| word.text.as_str());
    SUPPLY.contains(&text(0)).then_some(())?;
    // Up to two words say what is done besides: `livraison`, `mise en service` is one too many.
    let at = (1..all.len()).take(5).find(|at| ONE.contains(&text(*at)))?;
    let others = (1..at).filter(|at| !LINKS.contains(&text(*at))).count();
    let is_of = ["d", "of"].contains(&text(at - 1));
    (is_of && others <= 2).then(|| &all[at + 1..]).filter(|rest| !rest.is_empty())
}

/// Whether a phrase lists other things with their numbers: `1 PC portable, 1 écran`.
pub(super) fn lists_more(word: &str, words: &Vocabulary) -> bool {
    let thing = |part: &str| {
        let digits = |c: char| c.is_ascii_digit();
        let of = part.trim().trim_start_matches(digits).trim_start().to_owned();
        (of.len() < part.trim().len() && !measures(&of)).then_some(of)
    };
    let Some((first, others)) = word.split_once([',', ';']) else { return false };
    let says = |phrase: &str| words.kinds().read(phrase).says;
    let first = says(&thing(first).unwrap_or_else(|| first.to_owned()));
    let other = |of: String| words.kinds().names_a_thing(&of) && says(&of) != first;
    others.split([',', ';']).filter_map(thing).any(other)
}

#[cfg(test)]
mod tests {
    use crate::kind::tests::word;

    #[test]
    fn several_units_together_are_what_each_of_them_is() {
        word("Pare-feu (cluster de 2)", "firewall");
        word("Serveur (cluster de 2)", "server");
        word("Cluster pare-feu", "firewall");
        word("Pile de 3 switchs", "network_switch");
        word("Pile switch", "network_switch");
        word("Pack de 5 PC portables", "laptop");
        word("Carton de 20 claviers", "keyboard");
        word("Pile", "accessory");
        word("Kit (PC + 2 écrans)", "?unknown");
        word("Valise 10 tablettes", "?unknown");
        word("Valise", "accessory");
        word("Kit de nettoyage", "accessory");
        word("PC sous garantie", "desktop usual");
    }
}
