//! Names of people that a title announces, and ways to reach them that a word does.

use super::super::fold;
use super::MASK;

/// Titles before a name.
const TITLES: [&str; 10] =
    ["mme", "mlle", "mr", "mrs", "monsieur", "madame", "herr", "frau", "signora", "senora"];
/// What somebody did something by: two names follow.
const BY: [&str; 4] = ["par", "by", "von", "door"];
/// What a number to call follows.
const CALL: [&str; 9] =
    ["tel", "telephone", "phone", "gsm", "mobile", "portable", "telefon", "telefono", "mob"];

/// Whether a text may hold one of these: nearly none does.
pub(super) fn may_hold(text: &[u8]) -> bool {
    let spaces = memchr::memchr(b' ', text).is_some();
    text.len() > 5 && spaces && begins_any(text)
}

/// Whether a word of a text begins as one that announces somebody.
fn begins_any(text: &[u8]) -> bool {
    let mut starts = true;
    text.iter().enumerate().any(|(at, byte)| {
        let may = starts && b"mMhHfFsSdDpPbBvVcCtTgG(".contains(byte);
        starts = !byte.is_ascii_alphanumeric();
        may && {
            let end = (at + 10).min(text.len());
            let word: Vec<u8> = text[at..end].to_ascii_lowercase();
            let any = |list: &[&str]| list.iter().any(|own| word.starts_with(own.as_bytes()));
            any(&TITLES)
                || any(&BY)
                || any(&CALL)
                || word.starts_with(b"m.")
                || word.starts_with(b"(at)")
                || word.starts_with("tél".as_bytes())
        }
    })
}

/// Whether a word is a name as it is written: a capital, and letters.
fn is_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| ",;.()".contains(c));
    bare.chars().count() > 1
        && bare.starts_with(char::is_uppercase)
        && bare.chars().all(|c| c.is_alphabetic() || "-'’".contains(c))
}

/// A text without the names and numbers that are announced; none where it has none.
pub(super) fn without_people(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut kept: Vec<&str> = words.clone();
    let mut found = false;
    let mut at = 0;
    while at < words.len() {
        let word = fold(words[at]);
        let titled = TITLES.contains(&word.as_str()) || words[at] == "M.";
        let names = words[at + 1..].iter().take(3).take_while(|word| is_name(word)).count();
        let number = |word: &&str| {
            word.bytes().filter(u8::is_ascii_digit).count() >= 8
                && word.chars().all(|c| c.is_ascii_digit() || "+.-/()".contains(c))
        };
        let called = CALL.contains(&word.as_str()) && words.get(at + 1).is_some_and(number);
        let reached = words[at].eq_ignore_ascii_case("(at)")
            && at > 0
            && words.get(at + 1).is_some_and(|host| host.contains('.'));
        let hidden = match () {
            () if titled => names,
            () if BY.contains(&word.as_str()) && names >= 2 => names,
            () if called || reached => 1,
            () => 0,
        };
        if reached {
            kept[at - 1] = "";
            kept[at] = "";
        }
        for (number, hidden) in kept.iter_mut().skip(at + 1).take(hidden).enumerate() {
            *hidden = if number == 0 { MASK } else { "" };
        }
        found |= hidden > 0;
        at += 1 + hidden;
    }
    found.then(|| kept.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}
