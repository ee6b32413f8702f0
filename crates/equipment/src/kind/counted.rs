//! What stands behind words that count, or that say that something is supplied.

use super::words::PhraseWord;
use crate::vocabulary::Vocabulary;
use ground::table::fold;
use inventory::measures;

/// Words for several units together, before their number: of a pile of switches, a cluster of servers.
pub(super) const LOTS: [&str; 15] = [
    "lot",
    "lote",
    "set",
    "pack",
    "paquet",
    "carton",
    "pile",
    "stack",
    "cluster",
    "grappe",
    "kit",
    "assortiment",
    "palette",
    "boite",
    "ensemble",
];

/// Numbers in words, folded, before what they count.
const NUMBERS_IN_WORDS: [(&str, u16); 51] = [
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("six", 6),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("quinze", 15),
    ("vingt", 20),
    ("trente", 30),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("funf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("zwolf", 12),
    ("zwanzig", 20),
    ("dos", 2),
    ("tres", 3),
    ("cuatro", 4),
    ("cinco", 5),
    ("seis", 6),
    ("siete", 7),
    ("ocho", 8),
    ("nueve", 9),
    ("diez", 10),
    ("doce", 12),
    ("veinte", 20),
    ("paire", 2),
    ("dizaine", 10),
    ("douzaine", 12),
    ("vingtaine", 20),
];

/// A phrase that begins with a number in words, with its digits: `Deux écrans`, `Une dizaine de PC`.
pub(super) fn in_digits(phrase: &str) -> Option<String> {
    let phrase = phrase.trim();
    let (first, rest) = phrase.split_once(' ')?;
    let (first, rest) = if fold(first) == "une" { rest.split_once(' ')? } else { (first, rest) };
    let word = fold(first);
    let (_, number) = NUMBERS_IN_WORDS.into_iter().find(|(known, _)| *known == word)?;
    // `Neuf PC portable` is a new one, `DOS PC` an old one: several are written so.
    let plural = |word: &str| word.len() > 2 && word.ends_with(['s', 'x']);
    if ["neuf", "dos"].contains(&word.as_str()) && !rest.split(' ').take(2).any(plural) {
        return None;
    }
    let of = ["de ", "d'", "d’"].into_iter().find_map(|of| rest.strip_prefix(of));
    Some(format!("{number} {}", of.unwrap_or(rest)))
}

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
    use super::in_digits;
    use crate::kind::tests::word;

    #[test]
    fn numbers_in_words_are_numbers() {
        for (phrase, digits) in [
            ("Deux écrans", Some("2 écrans")),
            ("Une dizaine de PC portables", Some("10 PC portables")),
            ("Paire d'enceintes", Some("2 enceintes")),
            ("Zwölf Bildschirme", Some("12 Bildschirme")),
            ("Une imprimante", None),
            ("Deuxième écran", None),
            ("Neuf écrans", Some("9 écrans")),
            ("Neuf PC portable", None),
            ("Neuf PC", None),
            ("Dos portátiles", Some("2 portátiles")),
            ("DOS PC", None),
        ] {
            assert_eq!(in_digits(phrase).as_deref(), digits, "{phrase}");
        }
    }

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
