//! What a cell below the name of a thing says: that it is there, how many, or what it is.

use super::super::counted_name::{CountedWhere, counted_name, is_numbered_name, perhaps_counted};
use super::super::kinds::{WordJudge, WordKind, count, is_address, is_day, is_maker};
use super::super::placeholder::{is_placeholder, is_sheet_error};
use ground::table::{fold, yes_no};
use std::collections::BTreeSet;

/// The most of a thing that one person or place has; more is a number of something else.
const MOST: u32 = 20;
/// Diagonals of screens, inches.
const DIAGONALS: std::ops::RangeInclusive<u32> = 15..=65;

/// How words of things begin that several people share, folded.
const SHARED: [&str; 14] = [
    "imprimante",
    "copieur",
    "photocopi",
    "multifonction",
    "mfp",
    "printer",
    "copier",
    "drucker",
    "impresora",
    "stampante",
    "serveur",
    "server",
    "nas",
    "switch",
];

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    /// There is none.
    None,
    /// So many, as the cell writes it.
    Units(String),
    /// What it is, or what it is called.
    Words(String),
    /// It is there, in a state that is not in service.
    State(String),
    /// Whether it is there, or which it is, nobody knows by it.
    Unclear(String),
}

/// What a cell says of the thing that its column is of, none where it names any; `is_called` says that the
/// column holds what its machines are called.
pub(super) fn read(
    cell: &str,
    thing: Option<&str>,
    is_called: bool,
    judge: &WordJudge<'_>,
) -> Says {
    // Below a name of anything, words are what it is.
    let Some(thing) = thing else { return says(cell) };
    if is_unclear(cell) {
        // No reader of numbers takes a word for nothing then.
        return Says::Unclear(format!("{} ?", cell.trim()));
    }
    let words = match says(cell) {
        Says::Words(words) if judge.knows_words() => words,
        said => return said,
    };
    if let Some(units) = units_of_an_answer(&words) {
        return Says::Units(units);
    }
    if says_how_connected(&words) {
        return Says::Units("1".to_owned());
    }
    let is = |word| judge.is(word, &words);
    let sort = || judge.sort_said(thing, &words).is_some();
    if is(WordKind::Type) || is(WordKind::Model) || sort() || words.split(' ').any(is_maker) {
        return Says::Words(words);
    }
    if judge.is_condition(&words) || judge.state_ahead(&words).is_some() {
        return Says::Units("1".to_owned());
    }
    match judge.state(&words) {
        Some("in_service") => Says::Units("1".to_owned()),
        Some(_) => Says::State(words),
        None if is_called || !is_plain(&words) => Says::Words(words),
        None => Says::Unclear(words),
    }
}

/// Whether words say how a thing is connected, and no more: it is there.
fn says_how_connected(words: &str) -> bool {
    const WAYS: &str =
        "reseau wifi wi fi usb local locale ethernet bluetooth filaire network wlan netzwerk red";
    fold(words).split(' ').all(|word| WAYS.split_whitespace().any(|way| way == word))
}

/// Whether words are of letters alone, and say no sort that a thing may be of.
pub(super) fn is_plain(words: &str) -> bool {
    const SORTS: &str = "couleur color colour nb noir blanc mono monochrome laser jet encre plat plate large \
        incurve double grand grande petit petite ancien ancienne vieux recent fixe mobile \
        dect ip fil tactile interne tour tower mini micro portable bureau desktop neuf \
        farbe schwarz weiss";
    let folded = fold(words);
    let is_sort = |word: &str| SORTS.split_whitespace().any(|sort| sort == word);
    !words.contains(|c: char| c.is_ascii_digit())
        // `NCR`, `ZBook`: capitals within are of a name.
        && !words.chars().skip(1).any(char::is_uppercase)
        && !folded.split(' ').any(is_sort)
}

/// Whether a cell says that somebody does not know, or that it stands elsewhere: `?`, `voir 102`, `idem`.
fn is_unclear(cell: &str) -> bool {
    const ELSEWHERE: &str = "voir cf see siehe idem id ditto ver vedi zie";
    const UNKNOWN: [&str; 17] = [
        // In Italian, what is lost: whose it is nobody says.
        "perso",
        "personnel",
        "personnelle",
        "byod",
        "prive",
        "inconnu",
        "inconnue",
        "unknown",
        "unbekannt",
        "desconocido",
        "sconosciuto",
        "onbekend",
        "a verifier",
        "a confirmer",
        "a definir",
        "a completer",
        "to check",
    ];
    let cell = cell.trim();
    let folded = fold(cell);
    let first = folded.split(' ').next().unwrap_or("");
    let marks = !cell.is_empty() && cell.chars().all(|c| c == '?');
    let again = cell.len() > 1 && cell.chars().all(|c| "\"”″'’/".contains(c)) || cell == "\"";
    let elsewhere = ELSEWHERE.split_whitespace().any(|word| word == first);
    marks || again || elsewhere || UNKNOWN.contains(&folded.as_str())
}

/// The units of a yes that says how many: `oui (2)`, `x2`.
fn units_of_an_answer(words: &str) -> Option<String> {
    let end = words.trim_end_matches([')', ']']).trim_end();
    let own = end.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &end[own.len()..];
    let answer = own.trim_end_matches([' ', '(', '[', ':']);
    let is_yes = yes_no(answer) == Some(true) || matches!(answer, "x" | "X" | "×" | "✓" | "✔");
    let units = count(number).filter(|units| *units <= MOST)?;
    (is_yes && count(answer).is_none()).then(|| units.to_string())
}

/// What a cell says of the thing that its column is of.
pub(super) fn says(cell: &str) -> Says {
    let cell = cell.trim();
    if is_sheet_error(cell.as_bytes()) {
        return Says::Units(cell.to_owned());
    }
    // Crosses are said as placeholders are: `xxxx`.
    if cell.is_empty() || is_none(cell) {
        return Says::None;
    }
    match yes_no(cell) {
        Some(true) if count(cell).is_none() => return Says::Units("1".to_owned()),
        Some(false) if count(cell).is_none() => return Says::None,
        _ => {}
    }
    match count(cell) {
        Some(0) => Says::None,
        Some(units) if units <= MOST => Says::Units(units.to_string()),
        Some(units) if DIAGONALS.contains(&units) => Says::Words(format!("{units}\"")),
        _ if cell.len() < 5 && cell.chars().all(|c| "✓✔☑×+".contains(c)) => {
            Says::Units("1".to_owned())
        }
        _ => Says::Words(cell.to_owned()),
    }
}

/// Whether a cell says that there is none, in words: what stands for nothing in any column, or a
/// denial, alone or of the thing: `Pas d'écran`, `keine`.
pub(super) fn is_none(cell: &str) -> bool {
    const ALONE: [&str; 21] = [
        "neant",
        "sans",
        "ohne",
        "sin",
        "rien",
        "absent",
        "absente",
        "absents",
        "vide",
        "nada",
        "niente",
        "nichts",
        "nothing",
        "niets",
        "leer",
        "vacio",
        "pas encore",
        "non equipe",
        "non equipee",
        "pas equipe",
        "sans objet",
    ];
    const DENIED: [&str; 14] = [
        "aucun", "aucune", "pas de", "pas d", "kein", "keine", "keinen", "ningun", "ninguna",
        "nessun", "nessuna", "geen", "nenhum", "nenhuma",
    ];
    let words = fold(cell);
    is_placeholder(cell.as_bytes())
        || ALONE.contains(&words.as_str())
        || DENIED.iter().any(|denied| {
            words.strip_prefix(denied).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

/// Whether a word of a thing is of one that several people share.
pub(super) fn is_shared(thing: &str) -> bool {
    thing.split(' ').any(|word| SHARED.iter().any(|own| word.starts_with(own)))
}

/// Whether cells may be of the thing that their heading names; none where it names any.
pub(super) fn may_be_of(cells: &[&str], thing: Option<&str>, judge: &WordJudge<'_>) -> bool {
    let told: Vec<&str> = cells.iter().copied().filter(|cell| says(cell) != Says::None).collect();
    let (all, share) = (told.len(), |found: usize| found as f64 / told.len().max(1) as f64);
    let many = |is: &dyn Fn(&str) -> bool| share(told.iter().filter(|cell| is(cell)).count());
    if all == 0 {
        return false;
    }
    let numbers = many(&|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
    let large = |cell: &str| matches!(says(cell), Says::Words(_)) && !cell.contains('"');
    let large =
        many(&|cell| large(cell) && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b' '));
    let diagonals = many(&|cell| count(cell).is_some_and(|n| DIAGONALS.contains(&n)));
    // An IMEI is of one phone, and no line.
    let of_a_line =
        |cell: &str| is_address(cell) && !(cell.len() == 15 && count_of_digits(cell) == 15);
    if many(&of_a_line) > 0.2
        || many(&is_day) > 0.2
        || large > 0.2 && diagonals < 0.8 && !are_long_numbers(&told)
    {
        return false;
    }
    let known = |cell: &str| {
        judge.is(WordKind::Type, cell) || names_models(cell, judge) || names_a_maker(cell)
    };
    let known = many(&known);
    let Some(thing) = thing else {
        return known >= 0.5 && numbers < 0.2;
    };
    let answers = many(&|cell| matches!(says(cell), Says::Units(_)));
    // What many share under one name is one thing: the printer of the floor, a file server.
    let distinct: BTreeSet<&str> = told.iter().copied().collect();
    let known = if is_shared(thing) {
        many(&|cell| names_models(cell, judge) || names_a_maker(cell))
    } else {
        known
    };
    answers + known >= 0.3 || diagonals >= 0.8 || all < 4 || distinct.len() * 2 > all
}

fn count_of_digits(cell: &str) -> usize {
    cell.bytes().filter(u8::is_ascii_digit).count()
}

/// Whether cells are long numbers, each of one machine: serial numbers, IMEI.
fn are_long_numbers(cells: &[&str]) -> bool {
    let long = |cell: &&str| cell.len() > 6 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    cells.iter().filter(|cell| long(cell)).count() * 10 >= cells.len() * 8
        && distinct.len() * 10 >= cells.len() * 9
}

/// Whether a cell begins with a maker's name.
fn names_a_maker(cell: &str) -> bool {
    is_maker(cell) || cell.split(' ').next().is_some_and(is_maker)
}

/// The machines that a cell of words names, each with how many, as a cell of quantities says it, if it
/// does.
pub(in super::super) fn several(
    cell: &str,
    judge: &WordJudge<'_>,
) -> Vec<(Option<String>, String)> {
    /// What stands between things, and whether it can only join two.
    const APART: [(&str, bool); 10] = [
        ("\n", true),
        (" + ", true),
        ("+", true),
        (" / ", false),
        (";", true),
        (" & ", true),
        (" et ", false),
        (" and ", false),
        (", ", false),
        ("/", false),
    ];
    let known = |part: &str, apart: &str, sure: bool| {
        let (_, name) = counted(part);
        let model = judge.is(WordKind::Model, name);
        match apart {
            // `840/850` are two of one name.
            "/" => model && name.contains(|c: char| c.is_ascii_digit()),
            _ => model || judge.is(WordKind::Type, name) || sure && names_a_maker(name),
        }
    };
    let parts = APART.into_iter().find_map(|(apart, sure)| {
        let parts: Vec<&str> =
            cell.split(apart).map(str::trim).filter(|part| !part.is_empty()).collect();
        let all = || parts.iter().all(|part| known(part, apart, sure));
        (parts.len() > 1 && all()).then_some(parts)
    });
    let parts = parts.unwrap_or_else(|| vec![cell.trim()]);
    parts
        .into_iter()
        .map(|part| {
            let (units, name) = counted(part);
            (units, name.to_owned())
        })
        .collect()
}

/// Whether a cell names models, with how many of each or without: `2 x P2422H`, `P2422H + E24`.
pub(super) fn names_models(cell: &str, judge: &WordJudge<'_>) -> bool {
    several(cell, judge).iter().all(|(_, name)| judge.is(WordKind::Model, name))
}

/// How many a cell says there are of what it names, where a person or a place may have as many. A number
/// that may be a size is asked.
fn counted(cell: &str) -> (Option<String>, &str) {
    if let (Some(units), name) = counted_name(cell, CountedWhere::InAList) {
        let fits = u32::from(units) <= MOST;
        return if fits { (Some(units.to_string()), name) } else { (None, cell) };
    }
    let own = |name: &str| !cell.trim().ends_with(')') || is_numbered_name(name);
    match perhaps_counted(cell).filter(|(units, name)| u32::from(*units) <= MOST && own(name)) {
        Some((units, name)) if u32::from(units) < SIZES => (Some(units.to_string()), name),
        Some((units, name)) if !own_size(name, units) => (Some(format!("{units} ?")), name),
        _ => (None, cell),
    }
}

/// From so many on, a number may be of inches.
const SIZES: u32 = 13;

/// Whether a name has a number within: 24, in `P2422H`.
fn own_size(name: &str, number: u16) -> bool {
    name.contains(&number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_none_units_or_words() {
        for none in ["", "-", "non", "0", "Aucun", "néant", "N/A"] {
            assert_eq!(says(none), Says::None, "{none}");
        }
        for (cell, units) in [("oui", "1"), ("x", "1"), ("✓", "1"), ("2", "2"), ("Yes", "1")] {
            assert_eq!(says(cell), Says::Units(units.to_owned()), "{cell}");
        }
        assert_eq!(says("#REF!"), Says::Units("#REF!".to_owned()), "nobody knows how many");
        for (cell, words) in
            [("P2422H", "P2422H"), ("24", "24\""), ("HP 24 pouces", "HP 24 pouces")]
        {
            assert_eq!(says(cell), Says::Words(words.to_owned()), "{cell}");
        }
    }

    #[test]
    fn a_person_has_no_hundred_of_a_thing() {
        assert_eq!(counted("20 x P2422H"), (Some("20".to_owned()), "P2422H"));
        assert_eq!(counted("OptiPlex 3080 (12)"), (Some("12".to_owned()), "OptiPlex 3080"));
        assert_eq!(counted("3 OptiPlex 3080"), (Some("3".to_owned()), "OptiPlex 3080"));
        assert_eq!(counted("Latitude 5420 (15)"), (Some("15 ?".to_owned()), "Latitude 5420"));
        assert_eq!(counted("MacBook Pro (13)"), (None, "MacBook Pro (13)"));
        assert_eq!(counted("120 x P2422H"), (None, "120 x P2422H"));
        assert_eq!(counted("P2422H x21"), (None, "P2422H x21"));
    }
}
