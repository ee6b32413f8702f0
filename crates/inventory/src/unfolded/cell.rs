//! What a cell below the name of a thing says: that it is there, how many, or what it is.

use super::super::counted_name::{
    CountedWhere, NumberBeside, counted_name, measures, perhaps_counted,
};
use super::super::denial::{DENY, NOTHING, WITHOUT};
use super::super::in_part::number_in_part;
use super::super::kinds::{WordJudge, WordKind, count, is_address, is_day, is_maker};
use super::super::placeholder::{is_placeholder, is_sheet_error};
use ground::table::{fold, yes_no};
use std::collections::BTreeSet;

/// The most of a thing that one person or place has; more is a number of something else.
const MOST: u32 = 20;
/// Diagonals of screens, inches.
const DIAGONALS: std::ops::RangeInclusive<u32> = 15..=65;

/// How words of things begin that several people share, folded.
const SHARED: [&str; 18] = [
    "videoproj",
    "projecteur",
    "projector",
    "beamer",
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
    if denies(cell, thing) {
        return Says::None;
    }
    if is_unclear(cell, judge) {
        // No reader of numbers takes a word for nothing then.
        return Says::Unclear(format!("{} ?", cell.trim()));
    }
    // What some of them are is read as of any quantity, or sets the row aside.
    if number_in_part(cell).is_some() {
        return Says::Units(cell.trim().to_owned());
    }
    let words = match says(cell) {
        Says::Words(words) if judge.knows_words() => words,
        said => return said,
    };
    let is = |word| judge.is(word, &words);
    if let Some(units) = units_of_an_answer(&words).filter(|_| !is(WordKind::Model)) {
        let is_open = may_be_a_thinkpad(&words, thing, judge);
        return if is_open { Says::Unclear(format!("{words} ?")) } else { Says::Units(units) };
    }
    if says_how_connected(&words) {
        return Says::Units("1".to_owned());
    }
    if let Some(said) = but_for_its_connection(&words) {
        return said;
    }
    let sort = || judge.sort_said(thing, &words).is_some();
    if is(WordKind::Type) || is(WordKind::Model) || sort() || words.split(' ').any(is_maker) {
        return Says::Words(words);
    }
    // What is still to be ordered is not there; what is to leave is.
    match judge.state_ahead(&words) {
        Some("ordered") => return Says::State(words),
        Some(_) => return Says::Units("1".to_owned()),
        None if judge.is_condition(&words) => return Says::Units("1".to_owned()),
        None => {}
    }
    match judge.state(&words) {
        Some("in_service") => Says::Units("1".to_owned()),
        Some(_) => Says::State(words),
        None if is_called || !is_plain(&words) => Says::Words(words),
        None => Says::Unclear(words),
    }
}

/// Whether an `x` with its number may be the name of a `ThinkPad`, as the thing may be one: `x13`.
fn may_be_a_thinkpad(words: &str, thing: &str, judge: &WordJudge<'_>) -> bool {
    ["x12", "x13"].contains(&words) && !judge.contradict(thing, &format!("ThinkPad {words}"))
}

/// How a thing is connected, folded.
const WAYS: &str =
    "reseau wifi wi fi usb local locale ethernet bluetooth filaire network wlan netzwerk red";

/// Whether words say how a thing is connected, and no more: it is there.
fn says_how_connected(words: &str) -> bool {
    fold(words).split(' ').all(|word| WAYS.split_whitespace().any(|way| way == word))
}

/// What an answer or a number says that says besides how the thing is connected: `1 (réseau)`, `oui (wifi)`,
/// `2 en USB`.
fn but_for_its_connection(words: &str) -> Option<Says> {
    const LEADS: [&str; 7] = ["en", "par", "sur", "via", "by", "on", "over"];
    let (answer, rest) = words.split_once([' ', '(', '['])?;
    let folded = fold(rest);
    let mut way = folded.split(' ').skip_while(|word| LEADS.contains(word)).peekable();
    way.peek()?;
    let is_way = way.all(|word| WAYS.split_whitespace().any(|own| own == word));
    match says(answer) {
        Says::Words(_) => None,
        said => is_way.then_some(said),
    }
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

/// Whether a cell says that somebody does not know, or that it stands elsewhere: `?`, `voir 102`, `idem`;
/// and not what a machine is called, `ID-0042`, `CF-33`.
fn is_unclear(cell: &str, judge: &WordJudge<'_>) -> bool {
    const ELSEWHERE: &str = "voir cf see siehe idem ditto ver vedi zie";
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
    // The dash of a name joins its parts.
    let joined = cell.chars().find(|c| !c.is_alphabetic()).is_some_and(|c| "-_".contains(c));
    let elsewhere = folded == "id"
        || ELSEWHERE.split_whitespace().any(|word| word == first)
            && !joined
            && !(judge.knows_words() && judge.is(WordKind::Model, cell));
    marks || again || elsewhere || UNKNOWN.contains(&folded.as_str())
}

/// The units of a yes that says how many: `oui (2)`, `x2`. Letters that a number follows at once are a
/// name (`X13`, `O2`), but for a small `x`.
fn units_of_an_answer(words: &str) -> Option<String> {
    let end = words.trim_end_matches([')', ']']).trim_end();
    let own = end.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &end[own.len()..];
    let answer = own.trim_end_matches([' ', '(', '[', ':']);
    let is_apart = answer.len() < own.len();
    let is_yes = match answer {
        "x" | "×" | "✓" | "✔" => true,
        "X" => is_apart,
        word => is_apart && yes_no(word) == Some(true),
    };
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
    /// What is not there though it has a place, or is of the machine itself: of another it is a state.
    const ABSENT: [&str; 9] = [
        "absent", "absente", "absents", "vide", "leer", "vacio", "integre", "integree", "built in",
    ];
    let words = fold(cell);
    is_placeholder(cell.as_bytes())
        || [&NOTHING[..], &WITHOUT, &ABSENT].iter().any(|list| list.contains(&words.as_str()))
        || DENY.iter().chain(&["pas de", "pas d"]).any(|denied| {
            words.strip_prefix(denied).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

/// Whether a cell says that there is none of this thing, folded: `PC sans écran`, below `Écran`.
pub(super) fn denies(cell: &str, thing: &str) -> bool {
    let folded = fold(cell);
    let (said, thing) = (folded.trim_end_matches('s'), thing.trim_end_matches('s'));
    let Some(before) = said.strip_suffix(thing).filter(|_| !thing.is_empty()) else { return false };
    let denied = before.strip_suffix(' ').and_then(|before| before.rsplit(' ').next());
    denied.is_some_and(|word| WITHOUT.contains(&word))
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
pub(super) fn names_a_maker(cell: &str) -> bool {
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
        let (_, name) = counted(part, judge);
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
            let (units, name) = counted(part, judge);
            (units, name.to_owned())
        })
        .collect()
}

/// Whether a cell names models, with how many of each or without: `2 x P2422H`, `P2422H + E24`.
pub(super) fn names_models(cell: &str, judge: &WordJudge<'_>) -> bool {
    several(cell, judge).iter().all(|(_, name)| judge.is(WordKind::Model, name))
}

/// How many a cell says there are of what it names, where a person or a place may have as many. A number
/// that nothing marks counts beside the name of a model, where it is nothing else by what that is of.
fn counted<'a>(cell: &'a str, judge: &WordJudge<'_>) -> (Option<String>, &'a str) {
    let fits = |units: &u16| u32::from(*units) <= MOST;
    if let (Some(units), name) = counted_name(cell, CountedWhere::InAList) {
        return if fits(&units) { (Some(units.to_string()), name) } else { (None, cell) };
    }
    let leads = cell.trim_start().starts_with(|c: char| c.is_ascii_digit());
    // `3 écrans`: a word for a thing is no model, and a number before it counts.
    if let Some((number, name)) = cell.trim().split_once(' ').filter(|_| leads)
        && let Some(units) = number.parse().ok().filter(fits)
        && !measures(name)
        && judge.is(WordKind::Type, name)
    {
        return (Some(units.to_string()), name);
    }
    match perhaps_counted(cell).filter(|(units, name)| {
        fits(units)
            && judge.is(WordKind::Model, name)
            && judge.number_beside(name, *units, leads) == NumberBeside::Units
    }) {
        Some((units, name)) => (Some(units.to_string()), name),
        None => (None, cell),
    }
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
        let judge = WordJudge::new(None);
        let counted = |cell| counted(cell, &judge);
        assert_eq!(counted("20 x P2422H"), (Some("20".to_owned()), "P2422H"));
        assert_eq!(counted("120 x P2422H"), (None, "120 x P2422H"));
        assert_eq!(counted("P2422H x21"), (None, "P2422H x21"));
        // Of what a number is that nothing marks, nobody knows here.
        assert_eq!(counted("OptiPlex 3080 (12)"), (None, "OptiPlex 3080 (12)"));
    }

    #[test]
    fn a_letter_with_a_number_is_no_answer() {
        for (cell, units) in [
            ("oui (2)", Some("2")),
            ("oui 2", Some("2")),
            ("oui : 3", Some("3")),
            ("x2", Some("2")),
            ("x 2", Some("2")),
            ("x (2)", Some("2")),
            ("X (2)", Some("2")),
            ("X 2", Some("2")),
            ("×3", Some("3")),
            ("X13", None),
            ("X12", None),
            ("X1", None),
            ("Y2", None),
            ("y2", None),
            ("O2", None),
            ("oui2", None),
            ("x21", None),
            ("oui", None),
            ("2", None),
        ] {
            assert_eq!(units_of_an_answer(cell).as_deref(), units, "{cell}");
        }
    }

    #[test]
    fn an_answer_may_say_how_the_thing_is_connected() {
        let units = |units: &str| Some(Says::Units(units.to_owned()));
        for (cell, said) in [
            ("1 (réseau)", units("1")),
            ("oui (wifi)", units("1")),
            ("2 en USB", units("2")),
            ("x (Wi-Fi)", units("1")),
            ("non (réseau)", Some(Says::None)),
            ("HP (wifi)", None),
            ("1 (couleur)", None),
            ("oui", None),
            ("oui (2)", None),
            ("réseau", None),
        ] {
            assert_eq!(but_for_its_connection(cell), said, "{cell}");
        }
    }

    #[test]
    fn a_cell_may_deny_the_thing_behind_another() {
        for cell in ["PC sans écran", "sans écran", "Poste sans écrans", "PC without ecran"] {
            assert!(denies(cell, "ecran"), "{cell}");
        }
        assert!(denies("portable sans station d'accueil", "station d accueil"));
        for cell in
            ["écran sans fil", "sans", "sansecran", "P2422H", "écran", "", "écran sans pied"]
        {
            assert!(!denies(cell, "ecran"), "{cell}");
        }
        assert!(!denies("sans fil", ""));
    }

    #[test]
    fn what_begins_as_a_word_for_elsewhere_may_be_a_name() {
        let judge = WordJudge::new(None);
        for cell in ["voir 102", "idem", "idem.", "id.", "cf. 12", "?", "Ditto", "\""] {
            assert!(is_unclear(cell, &judge), "{cell}");
        }
        for cell in ["ID-0042", "ID_0042", "ID 0042", "CF-33", "VER-001", "see-12", "Id42"] {
            assert!(!is_unclear(cell, &judge), "{cell}");
        }
    }
}
