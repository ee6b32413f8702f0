//! Names of people that a title announces, and ways to reach them that a word does.

use super::super::fold;
use super::MASK;
use std::ops::Range;

/// Titles before a name; `M.` besides, with its full stop alone.
const TITLES: [&str; 10] =
    ["mme", "mlle", "mr", "mrs", "monsieur", "madame", "herr", "frau", "signora", "senora"];
/// What somebody did something by: two names follow.
const BY: [&str; 4] = ["par", "by", "von", "door"];
/// What a number to call follows.
const CALL: [&str; 9] =
    ["tel", "telephone", "phone", "gsm", "mobile", "portable", "telefon", "telefono", "mob"];
/// Of these, what is no name of a device: other numbers than those to call do not follow it.
const ONLY_CALL: [&str; 2] = ["tel", "mob"];
/// What stands within a family name.
const PARTICLES: [&str; 9] = ["van", "von", "der", "den", "di", "da", "del", "della", "el"];
/// What stands within a family name, and before a place or a thing as well.
const ARTICLES: [&str; 6] = ["de", "du", "des", "le", "la", "d"];
/// How many names a run of them has at most.
const NAMES: usize = 3;

/// Whether a text may hold one of these: nearly none does.
pub(super) fn may_hold(text: &[u8]) -> bool {
    let parted = |byte: &u8| matches!(byte, b' ' | b'.' | b':' | b'\t'..=b'\r' | 0xC2 | 0xE2);
    text.len() > 3 && text.iter().any(parted) && begins_any(text)
}

/// Whether a word of a text begins as one that announces somebody.
fn begins_any(text: &[u8]) -> bool {
    let mut starts = true;
    text.iter().enumerate().any(|(at, byte)| {
        let may = starts && b"mMhHfFsSdDpPbBvVcCtTgG(".contains(byte);
        starts = !byte.is_ascii_alphanumeric();
        let begins = |own: &str| {
            let word = text[at..].get(..own.len());
            word.is_some_and(|word| word.eq_ignore_ascii_case(own.as_bytes()))
        };
        let any = |list: &[&str]| list.iter().any(|own| begins(own));
        may && (any(&TITLES) || any(&BY) || any(&CALL) || any(&["m.", "(at)", "tél", "señora"]))
    })
}

/// A word of a text, and where it stands.
#[derive(Clone, Copy)]
struct Word<'t> {
    at: usize,
    text: &'t str,
}

impl Word<'_> {
    fn end(self) -> usize {
        self.at + self.text.len()
    }
}

/// The words of a text: what a name, a title or an address is made of, and nothing around it.
fn words(text: &str) -> Vec<Word<'_>> {
    let of_word = |c: char| c.is_alphanumeric() || "-'’.@_+".contains(c);
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c| !of_word(c)) {
        let word = part.trim_end_matches(|c| !of_word(c));
        let bare = word.trim_start_matches(['-', '\'', '’', '.']);
        let start = at + word.len() - bare.len();
        at += part.len();
        // `M.Dupont`, `Tél.0611223344`: what announces stands against what it does.
        let glued = bare.split_once('.').filter(|(before, after)| {
            (is_title(before, true) && after.starts_with(char::is_uppercase))
                || (CALL.contains(&fold(before).as_str()) && after.starts_with(digit_or_plus))
        });
        if let Some((before, after)) = glued {
            let (first, second) = bare.split_at(before.len() + 1);
            words.push(Word { at: start, text: first });
            words.push(Word { at: start + bare.len() - after.len(), text: second });
        } else if !bare.is_empty() {
            words.push(Word { at: start, text: bare });
        }
    }
    words
}

fn digit_or_plus(c: char) -> bool {
    c.is_ascii_digit() || c == '+'
}

/// Whether a word is a title; `stopped` says that a full stop comes after it.
fn is_title(word: &str, stopped: bool) -> bool {
    TITLES.contains(&fold(word).as_str()) || (stopped && word == "M")
}

/// A word without the signs that end it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(['.', '-', '\'', '’', '_'])
}

/// Whether a word is a name as it is written: a capital, and letters; `d'` may stand before it,
/// and `J.` against it.
fn is_name(word: &str) -> bool {
    let elided = word.split_once(['\'', '’']).filter(|(before, _)| "dDlL".contains(before));
    let own = elided.map_or(word, |(_, after)| after);
    own.chars().count() > 1
        && own.starts_with(char::is_uppercase)
        && own.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
}

/// Whether a word is the first letters of names: `J.`, `J.-P.`, `J`.
fn is_initial(word: &str) -> bool {
    let letters = || word.split(['.', '-']).filter(|part| !part.is_empty());
    let letter = |part: &str| part.chars().count() == 1 && part.starts_with(char::is_uppercase);
    letters().count() > 0 && letters().all(letter)
}

/// Where the names are that come after a word.
fn names(text: &str, words: &[Word<'_>], after: usize, titled: bool) -> Option<Range<usize>> {
    let mut end = None;
    let (mut count, mut initials) = (0, 0);
    for (before, &word) in words[after..].iter().zip(&words[after + 1..]) {
        let gap = &text[before.end()..word.at];
        let first = end.is_none() && count + initials == 0;
        let near = |c: char| c.is_whitespace() || (first && "(\"«[:".contains(c));
        if !gap.chars().all(near) {
            break;
        }
        let folded = fold(word.text);
        let own = bare(word.text);
        let article = ARTICLES.contains(&folded.as_str());
        if is_initial(word.text) && folded != "d" || word.text == "D." {
            initials += usize::from(word.text.contains('.'));
            // One that comes after a name is a part of it.
            end = end.map(|_| word.end());
        } else if article || PARTICLES.contains(&folded.as_str()) {
            // Without a title, `par Dell de Lyon` is no name.
            if article && !titled && count < 2 {
                break;
            }
            if word.text.starts_with(char::is_uppercase) {
                end = Some(word.at + own.len());
            }
        } else if is_name(own) {
            count += 1;
            end = Some(word.at + own.len());
            if count == NAMES {
                break;
            }
        } else {
            break;
        }
        // A sign ends a name, but where it shortens one.
        if own.len() != word.text.len() && !is_initial(word.text) {
            break;
        }
    }
    let start = words.get(after + 1)?.at;
    end.filter(|_| titled || (count > 0 && count + initials >= 2)).map(|end| start..end)
}

/// Where the number to call is that comes after a word.
fn called(text: &str, word: Word<'_>) -> Option<Range<usize>> {
    let rest = &text[word.end()..];
    let number = rest.trim_start_matches(|c: char| c.is_whitespace() || ":.".contains(c));
    let start = text.len() - number.len();
    let of_number = |c: char| c.is_ascii_digit() || "+.-/()".contains(c);
    let end = number.find(|c| !of_number(c)).unwrap_or(number.len());
    // A word that goes on is no number.
    if number[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let number = number[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
    let dialled = number.trim_start_matches('(').starts_with('+')
        || matches!(digits[..], [b'0', b'1'..=b'9', ..] | [b'0', b'0', b'1'..=b'9', ..]);
    // `Portable 20230145` is a machine.
    let sure = dialled || ONLY_CALL.contains(&fold(word.text).as_str());
    (digits.len() >= 8 && sure).then(|| start..start + number.len())
}

/// Where the address is whose `@` is written `(at)`.
fn reached(text: &str, words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let word = words[at];
    let name = words[..at].last()?;
    let host = words.get(at + 1).map(|host| (host.at, bare(host.text)))?;
    let apart = word.text.eq_ignore_ascii_case("at")
        && text[..word.at].ends_with('(')
        && text[word.end()..].starts_with(')');
    (apart && host.1.contains('.')).then(|| name.at..host.0 + host.1.len())
}

/// Whether a word says that somebody comes after it who did something.
fn is_by(words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].text;
    let folded = fold(word);
    if !BY.contains(&folded.as_str()) {
        return false;
    }
    // A cell that begins so may be a thing: `Door Access Controller`.
    let Some(before) = words[..at].last() else { return folded == "par" && word != "PAR" };
    let before = fold(before.text);
    // `Stand-by` in two words, and within a name with capitals (`Front Door`), say nobody.
    let said = word == folded || folded == "par" || folded == "by" && before.ends_with("ed");
    said && before != "stand"
}

/// A text without the names and numbers that are announced; none where it has none.
pub(super) fn without_people(text: &str) -> Option<String> {
    let words = words(text);
    let mut out = String::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        if word.at < from {
            continue;
        }
        let stopped = word.text.ends_with('.');
        let hidden = if is_title(bare(word.text), stopped) {
            names(text, &words, at, true)
        } else if is_by(&words, at) {
            names(text, &words, at, false)
        } else if CALL.contains(&fold(word.text).as_str()) {
            called(text, *word)
        } else {
            reached(text, &words, at)
        };
        if let Some(hidden) = hidden {
            let start = hidden.start.max(from);
            out.push_str(&text[from..start]);
            out.push_str(MASK);
            from = hidden.end;
        }
    }
    (from > 0).then(|| out + &text[from..])
}
