//! Numbers in words, and words for several units together: `deux 24 pouces`, `lot de 3 E24`.

use ground::table::fold;

/// Words for several units together, before their number: of a pile of switches, a cluster of servers.
pub const LOTS: [&str; 15] = [
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

/// The number in words that a phrase begins with, and what stands behind it: `Deux écrans`, `Une dizaine de PC`.
pub fn number_in_words(phrase: &str) -> Option<(u16, &str)> {
    let phrase = phrase.trim();
    let (first, rest) = phrase.split_once(' ')?;
    let mut word = fold(first);
    let rest = if word == "une" {
        let (first, rest) = rest.split_once(' ')?;
        word = fold(first);
        rest
    } else {
        rest
    };
    // Nearly all names begin with another word: lengths are compared first.
    let is_word = |known: &str| known.len() == word.len() && known == word;
    let (_, number) = NUMBERS_IN_WORDS.into_iter().find(|(known, _)| is_word(known))?;
    // `Neuf PC portable` is a new one, `DOS PC` an old one: several are written so.
    let plural = |word: &str| word.len() > 2 && word.ends_with(['s', 'x']);
    if ["neuf", "dos"].contains(&word.as_str()) && !rest.split(' ').take(2).any(plural) {
        return None;
    }
    let of = ["de ", "d'", "d’"].into_iter().find_map(|of| rest.strip_prefix(of));
    Some((number, of.unwrap_or(rest)))
}

/// The units that a cell of quantities says, and nothing besides: `deux`, `x 8`, `12x`. `Neuf` is new as
/// often as nine.
pub fn units_in_words(cell: &str) -> Option<u16> {
    let cell = cell.trim();
    let times = ['x', 'X', '×', '*'];
    let digits = cell.strip_prefix(times).or_else(|| cell.strip_suffix(times)).map(str::trim);
    if let Some(digits) = digits.filter(|own| own.bytes().all(|byte| byte.is_ascii_digit())) {
        return digits.parse().ok().filter(|units| *units > 0);
    }
    let word = &*fold(cell);
    if ["un", "une", "one", "ein", "eine", "uno", "una"].contains(&word) {
        return Some(1);
    }
    // `dizaine` is about as many.
    let is_open = word == "neuf" || word.ends_with("aine");
    let known = NUMBERS_IN_WORDS.into_iter().find(|(known, _)| *known == word && !is_open);
    known.map(|(_, units)| units)
}

/// What stands behind a word for several units together: `Lot de 10 écrans`.
pub fn of_a_lot(phrase: &str) -> Option<&str> {
    const CLASSES: [&str; 4] =
        ["classe mobile ", "classe numérique ", "classe nomade ", "mobile class "];
    let begins = |start: &str| {
        let first = |words: &str| words.bytes().next().map(|byte| byte.to_ascii_lowercase());
        first(phrase) == first(start)
    };
    let behind = |start: &str| {
        let said = phrase.get(..start.len()).filter(|_| begins(start))?;
        let said = Some(said).filter(|said| said.to_lowercase() == start)?;
        Some(&phrase[said.len()..])
    };
    let but_for_of = |rest| {
        let of = ["de ", "of "].into_iter().find_map(|of| str::strip_prefix(rest, of));
        of.unwrap_or(rest).trim_start()
    };
    if let Some(rest) = CLASSES.into_iter().find_map(behind) {
        return Some(but_for_of(rest));
    }
    let (lot, rest) = phrase.split_once(' ')?;
    let lot = lot.to_lowercase();
    let one = lot.strip_suffix('s').unwrap_or(&lot);
    (LOTS.contains(&lot.as_str()) || LOTS.contains(&one)).then(|| but_for_of(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_numbers() {
        for (phrase, said) in [
            ("Deux écrans", Some((2, "écrans"))),
            ("Une dizaine de PC portables", Some((10, "PC portables"))),
            ("Paire d'enceintes", Some((2, "enceintes"))),
            ("Zwölf Bildschirme", Some((12, "Bildschirme"))),
            ("deux 24 pouces", Some((2, "24 pouces"))),
            ("Une imprimante", None),
            ("Deuxième écran", None),
            ("Neuf écrans", Some((9, "écrans"))),
            ("Neuf PC portable", None),
            ("Neuf Latitude 5420", None),
            ("Neuf PC", None),
            ("Dos portátiles", Some((2, "portátiles"))),
            ("DOS PC", None),
        ] {
            assert_eq!(number_in_words(phrase), said, "{phrase}");
        }
    }

    #[test]
    fn a_word_for_several_units_together_leads_to_their_number() {
        for (phrase, rest) in [
            ("Lot de 3 E24", Some("3 E24")),
            ("LOTS DE 3 E24", Some("DE 3 E24")),
            ("pack 2 P2422H", Some("2 P2422H")),
            ("Classe mobile (12 portables)", Some("(12 portables)")),
            ("Classe numérique de 10 tablettes", Some("10 tablettes")),
            ("Lotus 3", None),
            ("P2422H", None),
        ] {
            assert_eq!(of_a_lot(phrase), rest, "{phrase}");
        }
    }

    #[test]
    fn a_quantity_may_be_written_in_words() {
        for (cell, units) in [
            ("un", Some(1)),
            ("Deux", Some(2)),
            ("dix", Some(10)),
            ("dizaine", None),
            ("une dizaine", None),
            ("x 8", Some(8)),
            ("12x", Some(12)),
            ("× 3", Some(3)),
            ("neuf", None),
            ("x", None),
            ("x0", None),
            ("deux ou trois", None),
            ("beaucoup", None),
        ] {
            assert_eq!(units_in_words(cell), units, "{cell}");
        }
    }
}
