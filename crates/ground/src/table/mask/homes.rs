//! Addresses of homes: a number, the word of a street and its name, with a postal code and a town.

use super::super::fold;
use super::MASK;

/// Words of streets that are nothing else.
const STREETS: [&str; 16] = [
    "rue",
    "avenue",
    "boulevard",
    "allee",
    "allees",
    "impasse",
    "chemin",
    "street",
    "road",
    "avenida",
    "calle",
    "rua",
    "strasse",
    "faubourg",
    "bld",
    "blvd",
];
/// Words of streets that may be something else: a postal code must come after them.
const PERHAPS: [&str; 14] = [
    "place", "cours", "quai", "route", "square", "passage", "av", "bd", "via", "viale", "piazza",
    "lane", "drive", "st",
];
/// What stands between the number of a house and its street.
const AFTER_NUMBER: [&str; 5] = ["bis", "ter", "quater", "a", "b"];
/// The most words of a street and its town.
const WORDS: usize = 12;

/// A word of a text, folded, and where it stands.
struct HomeWord {
    from: usize,
    to: usize,
    folded: String,
}

fn words(text: &str) -> Vec<HomeWord> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let of_word = c.is_alphanumeric() || "'’-".contains(c);
        match from {
            None if of_word => from = Some(at),
            Some(start) if !of_word => {
                let folded = fold(&text[start..at]);
                words.push(HomeWord { from: start, to: at, folded });
                from = None;
            }
            _ => {}
        }
    }
    words
}

fn is_number(word: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word is a street's name and its word in one: `Musterstraße`, `Hauptstr`.
fn is_german(word: &str) -> bool {
    ["strasse", "straße", "str"]
        .iter()
        .any(|end| word.strip_suffix(end).is_some_and(|name| name.chars().count() >= 3))
}

/// Whether a text may hold an address: nearly none has a number and the word of a street.
fn may_hold(text: &[u8]) -> bool {
    let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let street = |word: &[u8]| {
        let is = |own: &str| own.as_bytes().eq_ignore_ascii_case(word);
        // `allée`, and what ends as `Musterstraße` does.
        let written = word.first().is_some_and(|first| first.eq_ignore_ascii_case(&b'a'));
        let accented = written && !word.is_ascii();
        let german =
            word.len() > 5 && word.windows(3).any(|three| three.eq_ignore_ascii_case(b"str"));
        accented || german || STREETS.iter().chain(&PERHAPS).any(|own| is(own))
    };
    text.iter().any(u8::is_ascii_digit) && text.split(|byte| !of_word(byte)).any(street)
}

/// A text without the addresses of homes; none where it has none.
pub(super) fn without_homes(text: &str) -> Option<String> {
    if !may_hold(text.as_bytes()) {
        return None;
    }
    let words = words(text);
    let mut out = String::new();
    let mut from = 0;
    let mut at = 0;
    while at < words.len() {
        match home(text, &words, at) {
            Some((start, end)) if words[start].from >= from => {
                out.push_str(&text[from..words[start].from]);
                out.push_str(MASK);
                from = words[end].to;
                at = end + 1;
            }
            _ => at += 1,
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// The first and the last word of the address whose street's word this is.
fn home(text: &str, words: &[HomeWord], at: usize) -> Option<(usize, usize)> {
    let word = &words[at].folded;
    let german = is_german(word);
    let sure = STREETS.contains(&word.as_str()) || german;
    if !sure && !PERHAPS.contains(&word.as_str()) {
        return None;
    }
    let number = |at: usize| is_number(&words[at].folded, 1..=4);
    // The number of the house stands before the street, or after its name.
    let before = at.checked_sub(1).and_then(|last| {
        let last = if AFTER_NUMBER.contains(&words[last].folded.as_str()) {
            last.checked_sub(1)?
        } else {
            last
        };
        number(last).then_some(last)
    });
    // In English the street's word comes last: `12 Baker Street`.
    let named = || {
        let first = at.saturating_sub(4);
        let number = (first..at).rev().find(|at| number(*at))?;
        let name = &words[number + 1..at];
        let capital = |word: &HomeWord| text[word.from..].starts_with(char::is_uppercase);
        (!name.is_empty() && name.iter().all(capital)).then_some(number)
    };
    let after = || {
        let from = at + 1;
        let number = (from..words.len().min(from + 4)).find(|at| number(*at))?;
        let close = german || text[words[at].from..words[number].from].len() < 40;
        (close && (german || PERHAPS.contains(&word.as_str()))).then_some(number)
    };
    let (start, last) = match (before, named(), after()) {
        (Some(start), ..) | (None, Some(start), _) => (start, at),
        (None, None, Some(number)) => (at, number),
        _ => return None,
    };
    let town = (last + 1..words.len().min(last + WORDS)).find(|at| is_postal(words, *at));
    let end = match town {
        Some(postal) => town_of(text, words, postal),
        None if sure => {
            // The name of the street goes on to the first sign.
            let mut end = last.max(at);
            while let Some(next) = words.get(end + 1)
                && text[words[end].to..next.from].chars().all(char::is_whitespace)
                && end < at + 5
            {
                end += 1;
            }
            end
        }
        None => return None,
    };
    // A street without a name is none.
    (end > at || start + 1 < at || german).then_some((start, end))
}

fn is_postal(words: &[HomeWord], at: usize) -> bool {
    is_number(&words[at].folded, 5..=5)
}

/// The last word of the town after a postal code: those with a capital, and what joins them.
fn town_of(text: &str, words: &[HomeWord], postal: usize) -> usize {
    let mut end = postal;
    for (at, word) in words.iter().enumerate().skip(postal + 1).take(4) {
        let near = text[words[at - 1].to..word.from].chars().all(char::is_whitespace);
        if !near || !text[word.from..].starts_with(char::is_uppercase) {
            break;
        }
        end = at;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_homes_are_masked_whole() {
        for (text, expected) in [
            ("12 rue de la Paix, 44000 Nantes", "***"),
            ("chez lui : 12 bis, rue Exemple 44000 Nantes (prêt)", "chez lui : *** (prêt)"),
            ("télétravail 3 avenue des Lilas", "télétravail ***"),
            ("7 place du Marché, 35000 Rennes", "***"),
            ("12 Baker Street, London", "***, London"),
            ("Musterstraße 12, 10115 Berlin", "***"),
            ("Via Roma 5, 20121 Milano", "***"),
        ] {
            assert_eq!(without_homes(text).as_deref().unwrap_or(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_things_are_left() {
        for text in [
            "Salle 12 place du fond",
            "Latitude 5420 en cours de prêt",
            "2 cours",
            "Rue",
            "iPad 9 via MDM",
            "Serveur 4 route vers 10.0.0.1",
            "HP Z2 G9 SFF",
            "HPE ML30 Gen10 4 LFF",
            "WD My Passport 5 To",
            "12 rue",
        ] {
            assert_eq!(without_homes(text), None, "{text}");
        }
    }
}
