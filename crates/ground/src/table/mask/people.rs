//! Names of people that a word announces, and numbers of theirs and of their machines.

use super::super::fold;
use super::MASK;
use super::groups::{is_function, is_group, is_named_after, is_place_word};
use super::people_word::{PeopleWord, bare};
use super::reached::{begins_at, reached};
use std::ops::Range;
use std::sync::OnceLock;

/// Titles before a name; `M.` besides, with its full stop alone.
const TITLES: [&str; 10] =
    ["mme", "mlle", "mr", "mrs", "monsieur", "madame", "herr", "frau", "signora", "senora"];
/// Titles that are known by their capital too: small, they are something else.
const CAPITAL_TITLES: [&str; 8] = ["Sr", "Sra", "Srta", "Sig", "Dott", "Dr", "Dra", "Ms"];
/// What somebody did something by: two names follow.
const BY: [&str; 4] = ["par", "by", "von", "door"];
/// Whom something was lent, given or assigned to: two names follow a word that says so.
const TO: [&str; 5] = ["a", "to", "an", "aan", "chez"];
/// Of the words that say so, how the regular ones end, and the others.
const DONE: [&str; 12] =
    ["é", "ée", "és", "ées", "is", "ise", "ises", "du", "ed", "do", "to", "en"];
const DONE_OTHERWISE: [&str; 5] = ["lent", "given", "sold", "issued", "sent"];
/// How words begin that say so of what goes from hand to hand, and in capitals have no accents.
const HANDED: [&str; 8] =
    ["pret", "confi", "lent", "loan", "verlieh", "prestad", "emprest", "affect"];
/// What things are joined to, and nobody.
const JOINED: [&str; 9] =
    ["connect", "reli", "raccord", "branch", "attach", "link", "conect", "colleg", "associ"];
/// Who has a thing, before a colon: a name follows.
const WHO: [&str; 17] = [
    "utilisateur",
    "utilisatrice",
    "user",
    "usuario",
    "usuaria",
    "utilizador",
    "benutzer",
    "nutzer",
    "utente",
    "gebruiker",
    "beneficiaire",
    "detenteur",
    "titulaire",
    "attributaire",
    "owner",
    "responsable",
    "proprietaire",
];
/// What a serial number follows.
const SERIALS: [&str; 6] = ["sn", "serial", "serie", "seriennummer", "seriennr", "n"];
/// The fewest characters of a serial number.
const SERIAL: usize = 6;
/// The fewest digits of one without letters.
const DIGITS: usize = 8;
/// What a number to call follows.
const CALL: [&str; 14] = [
    "tel",
    "telephone",
    "phone",
    "gsm",
    "mobile",
    "portable",
    "telefon",
    "telefono",
    "mob",
    "poste",
    "ligne",
    "handy",
    "cell",
    "movil",
];
/// Of these, what machines are numbered by: the number to call that follows is whole.
const NUMBERED: [&str; 2] = ["poste", "ligne"];
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
    let parted =
        |byte: &u8| matches!(byte, b' ' | b'.' | b':' | b'/' | b'\t'..=b'\r' | 0xC2 | 0xE2);
    text.len() > 3 && text.iter().any(parted) && begins_any(text)
}

/// What must stand in a text for a word to announce anything.
#[derive(Clone, Copy)]
enum Follows {
    /// A name, which any word may be.
    Name,
    /// A number to call.
    Call,
    /// A serial number.
    Serial,
}

impl Follows {
    /// Whether a text may have it: neither `PC portable` nor `Serie 5` has a number to mask.
    fn may_stand(self, text: &[u8]) -> bool {
        match self {
            Self::Name => true,
            Self::Call => text.iter().filter(|byte| byte.is_ascii_digit()).count() >= DIGITS,
            Self::Serial => text
                .split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
                .any(|word| word.len() >= SERIAL && word.iter().any(u8::is_ascii_digit)),
        }
    }
}

/// The words that announce somebody, by the letter they begin with.
fn announcing() -> &'static [Vec<(&'static str, Follows)>; 26] {
    static WORDS: OnceLock<[Vec<(&str, Follows)>; 26]> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut by_letter: [Vec<(&str, Follows)>; 26] = Default::default();
        // As they are written too, where that is not as they are compared.
        let accented: [&[&'static str]; 3] = [
            &["m.", "señora", "bénéficiaire", "détenteur", "propriétaire"],
            &["tél"],
            &["s/n", "série"],
        ];
        let [names, calls, serials] = accented;
        let lists: [(&[&'static str], Follows); 9] = [
            (&TITLES, Follows::Name),
            (&CAPITAL_TITLES, Follows::Name),
            (&BY, Follows::Name),
            (&TO, Follows::Name),
            (&WHO, Follows::Name),
            (names, Follows::Name),
            (&CALL, Follows::Call),
            (calls, Follows::Call),
            (serials, Follows::Serial),
        ];
        let serials = SERIALS.iter().map(|word| (*word, Follows::Serial));
        let all = lists.iter().flat_map(|(words, of)| words.iter().map(move |word| (*word, *of)));
        for (word, of) in all.chain(serials) {
            let letter = word.as_bytes()[0].to_ascii_lowercase() - b'a';
            by_letter[usize::from(letter)].push((word, of));
        }
        by_letter
    })
}

/// Whether a word of a text begins as one that announces somebody.
fn begins_any(text: &[u8]) -> bool {
    let mut starts = true;
    text.iter().enumerate().any(|(at, byte)| {
        let may = starts;
        starts = !byte.is_ascii_alphanumeric();
        let begins = |own: &str| {
            let word = text[at..].get(..own.len());
            let next = text.get(at + own.len());
            // Two letters that go on are another word.
            let whole = own.len() > 2
                || own.ends_with('.')
                || next.is_none_or(|next| !next.is_ascii_alphanumeric());
            whole && word.is_some_and(|word| word.eq_ignore_ascii_case(own.as_bytes()))
        };
        match byte {
            _ if !may => false,
            b'(' | b'[' | b'{' => begins_at(&text[at + 1..]),
            b'a'..=b'z' | b'A'..=b'Z' => {
                let letter = usize::from(byte.to_ascii_lowercase() - b'a');
                announcing()[letter].iter().any(|(own, of)| begins(own) && of.may_stand(text))
            }
            0xC3 => begins("à") || begins("À"),
            _ => false,
        }
    })
}

/// The words of a text: what a name, a title or an address is made of, and nothing around it.
pub(super) fn words(text: &str) -> Vec<PeopleWord<'_>> {
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
            words.push(PeopleWord { at: start, text: first });
            words.push(PeopleWord { at: start + bare.len() - after.len(), text: second });
        } else if !bare.is_empty() {
            words.push(PeopleWord { at: start, text: bare });
        }
    }
    words
}

fn digit_or_plus(c: char) -> bool {
    c.is_ascii_digit() || c == '+'
}

/// Whether a word is a title; `stopped` says that a full stop comes after it.
pub(super) fn is_title(word: &str, stopped: bool) -> bool {
    TITLES.contains(&fold(word).as_str())
        || CAPITAL_TITLES.contains(&word)
        || (stopped && word == "M")
}

/// Whether a word is a name as it is written: a capital, and letters; `d'` may stand before it,
/// and `J.` against it.
pub(super) fn is_name(word: &str) -> bool {
    let elided = word.split_once(['\'', '’']).filter(|(before, _)| "dDlL".contains(before));
    let own = elided.map_or(word, |(_, after)| after);
    own.chars().count() > 1
        && own.starts_with(char::is_uppercase)
        && own.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
}

/// Whether a word is the first letters of names: `J.`, `J.-P.`, `J`.
pub(super) fn is_initial(word: &str) -> bool {
    let letters = || word.split(['.', '-']).filter(|part| !part.is_empty());
    let letter = |part: &str| part.chars().count() == 1 && part.starts_with(char::is_uppercase);
    letters().count() > 0 && letters().all(letter)
}

/// Where the names are that come after a word, from so many on; none are needed after a title.
pub(super) fn names(
    text: &str,
    words: &[PeopleWord<'_>],
    after: usize,
    least: usize,
) -> Option<Range<usize>> {
    let titled = least == 0;
    let mut end = None;
    let (mut count, mut initials) = (0, 0);
    for (before, &word) in words[after..].iter().zip(&words[after + 1..]) {
        let gap = &text[before.end()..word.at];
        let first = end.is_none() && count + initials == 0;
        let near = |c: char| c.is_whitespace() || (first && "(\"«[:=".contains(c));
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
    let end = end.filter(|_| titled || (count > 0 && count + initials >= least))?;
    // One word alone that is all capitals is a service: `DSI`.
    let small = least != 1 || text[start..end].contains(char::is_lowercase);
    small.then_some(start..end)
}

/// Where the number to call is that comes after a word.
fn called(text: &str, word: PeopleWord<'_>) -> Option<Range<usize>> {
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
    let announced = fold(word.text);
    let sure = dialled || ONLY_CALL.contains(&announced.as_str());
    let fewest = if NUMBERED.contains(&announced.as_str()) { 10 } else { 8 };
    (digits.len() >= fewest && sure).then(|| start..start + number.len())
}

/// The last word of the function that a title stands before: `M. le Maire`, `Mme la Directrice
/// générale`, `Madame l'Adjointe`. None where a name follows: `M. Le Goff`, `M. de La Tour`.
fn held(words: &[PeopleWord<'_>], title: usize) -> Option<usize> {
    let next = words.get(title + 1)?.text;
    let first = match next {
        "le" | "la" => title + 2,
        _ if next.starts_with('l') && next[1..].starts_with(['\'', '’']) => title + 1,
        _ => return None,
    };
    let more = words.get(first + 1..)?.iter().take_while(|word| is_function(bare(word.text)));
    Some(first + more.count())
}

/// Whether a word says that somebody comes after it who did something.
fn is_by(words: &[PeopleWord<'_>], at: usize) -> bool {
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

/// Whether a word says that somebody comes after it who was given something: `prêté à`.
fn is_to(words: &[PeopleWord<'_>], at: usize) -> bool {
    let to = TO.contains(&fold(words[at].text).as_str());
    let Some(done) = words[..at].last().filter(|_| to) else { return false };
    let capitals = !done.text.contains(char::is_lowercase);
    let done = done.text.to_lowercase();
    // A title says it better.
    let other = |next: &PeopleWord<'_>| {
        is_place_word(bare(next.text)) || is_title(bare(next.text), next.text.ends_with('.'))
    };
    let said = DONE_OTHERWISE.contains(&done.as_str())
        || (capitals && is_handed(&done))
        || (done.len() > 4 && DONE.iter().any(|end| done.ends_with(end)));
    said && !JOINED.iter().any(|joined| done.starts_with(joined))
        && !words.get(at + 1).is_some_and(other)
}

/// Whether a word says that a thing went from hand to hand: `prêté`, `PRETE`, `confiée`.
fn is_handed(word: &str) -> bool {
    let folded = fold(word);
    HANDED.iter().any(|own| folded.strip_prefix(own).is_some_and(|rest| !rest.is_empty()))
        || DONE_OTHERWISE.contains(&folded.as_str())
}

/// Whether a word says that a thing was lent, which is to somebody; `affecté à` is to a place too.
fn is_lent(word: &str) -> bool {
    is_handed(word) && !fold(word).starts_with("affect")
}

/// Whether a word says that the name of who has a thing comes after it, and a colon does.
fn is_who(text: &str, word: PeopleWord<'_>) -> bool {
    WHO.contains(&fold(word.text).as_str())
        && text[word.end()..].trim_start().starts_with([':', '='])
}

/// Where the serial number is that comes after a word: `S/N 5CG1234XYZ`, `série : 5CG1234XYZ`.
fn serial(text: &str, words: &[PeopleWord<'_>], at: usize) -> Option<Range<usize>> {
    const NUMBER: [&str; 6] = ["n", "no", "nr", "num", "number", "numero"];
    let own = fold(words[at].text);
    let apart = own == "n" && text[..words[at].at].to_ascii_lowercase().ends_with("s/");
    if !SERIALS.contains(&own.as_str()) || (own == "n" && !apart) {
        return None;
    }
    let mut next = words[at + 1..].iter();
    let word = next.find(|word| !NUMBER.contains(&fold(bare(word.text)).as_str()))?;
    let between = &text[words[at].end()..word.at];
    let near = |c: char| c.is_alphabetic() || c.is_whitespace() || ":=#°.".contains(c);
    let value = bare(word.text);
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let number = value.len() >= SERIAL
        && (digits >= DIGITS || (letters && digits > 0))
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (number && between.chars().all(near)).then(|| word.at..word.at + value.len())
}

/// A text without the two or three names that stand alone between brackets; none where it has none.
pub(super) fn without_bracketed(text: &str) -> Option<String> {
    without_names_in_brackets(text, false)
}

/// As [`without_bracketed`], of those that begin with a first letter alone: `(J. Exemple)` is no
/// colour of a thing, where `(Space Grey)` is.
pub(super) fn without_initials(text: &str) -> Option<String> {
    without_names_in_brackets(text, true)
}

fn without_names_in_brackets(text: &str, initials: bool) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
    for (open, _) in text.match_indices('(') {
        let own = &text[open + 1..];
        let Some(close) = own.find(['(', ')']).map(|at| open + 1 + at) else { break };
        let words: Vec<&str> = text[open + 1..close].split_whitespace().collect();
        let name = |word: &&str| is_name(word) || is_initial(word) || PARTICLES.contains(word);
        let named = words.iter().filter(|word| is_name(word)).count();
        let place = words.first().is_some_and(|first| is_place_word(first));
        let somebody = (2..=NAMES + 1).contains(&words.len()) && named > 0 && !place;
        let sure = !initials
            || words.first().is_some_and(|first| is_initial(first) && first.ends_with('.'));
        let somebody = somebody && sure;
        if open >= from && text[close..].starts_with(')') && somebody && words.iter().all(name) {
            out.push_str(&text[from..=open]);
            out.push_str(MASK);
            from = close;
        }
    }
    (from > 0).then(|| out + &text[from..])
}

/// A text without the names and numbers that are announced; none where it has none. In remarks one
/// name alone is of whom a thing was lent to, unless it is a place.
pub(super) fn without_people(
    text: &str,
    in_remarks: bool,
    is_place: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let words = words(text);
    let mut out = String::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        if word.at < from {
            continue;
        }
        let stopped = word.text.ends_with('.');
        let hidden = if is_title(bare(word.text), stopped) {
            let named_after = words[..at].last().is_some_and(|before| {
                is_named_after(before.text) && text[before.end()..word.at].trim().is_empty()
            });
            match held(&words, at) {
                None if named_after => None,
                Some(function) => names(text, &words, function, 1),
                None => names(text, &words, at, 0),
            }
        } else if is_who(text, *word) {
            names(text, &words, at, 0).filter(|who| !is_group(&text[who.clone()]))
        } else if is_by(&words, at) {
            names(text, &words, at, 2).filter(|by| !is_group(&text[by.clone()]))
        } else if is_to(&words, at) {
            let lent = in_remarks && is_lent(words[at - 1].text);
            let whom = names(text, &words, at, if lent { 1 } else { 2 });
            whom.filter(|whom| !is_place(&text[whom.clone()]))
        } else if let Some(number) = serial(text, &words, at) {
            Some(number)
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
