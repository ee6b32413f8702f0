//! What words say of some of the units of a row: `dont 2 HS`, `PC fixes (3 en réserve)`.

use super::lots::number_in_words;
use ground::table::fold;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Words that lead on to some of what was named, folded.
const LEADS: [&str; 13] = [
    "dont",
    "y compris",
    "incl.",
    "incl",
    "including",
    "of which",
    "of them",
    "davon",
    "di cui",
    "waarvan",
    "de los cuales",
    "das quais",
    "inclus",
];

/// Words that except some, folded.
const BUT: [&str; 13] = [
    "sauf",
    "hors",
    "excepte",
    "hormis",
    "but",
    "except",
    "excepting",
    "ohne",
    "ausser",
    "salvo",
    "excepto",
    "tranne",
    "behalve",
];

/// Words for all of the units, folded.
const ALL: [&str; 16] = [
    "tous",
    "toutes",
    "tout",
    "toute",
    "all",
    "both",
    "todos",
    "todas",
    "tutti",
    "tutte",
    "alle",
    "all of them",
    "tous les deux",
    "toutes les deux",
    "l ensemble",
    "allemaal",
];

/// Words for none of them, folded.
const NONE: [&str; 9] =
    ["aucun", "aucune", "none", "no", "ningun", "ninguno", "ninguna", "keine", "nessuno"];

/// Words for some of them.
const SOME: [&str; 36] = [
    "la moitié",
    "moitié",
    "la moitie",
    "moitie",
    "half of them",
    "half",
    "la mitad",
    "die Hälfte",
    "la metà",
    "la helft",
    "un tiers",
    "un quart",
    "le reste",
    "la plupart",
    "presque tous",
    "presque toutes",
    "most of them",
    "most",
    "almost all",
    "nearly all",
    "quelques",
    "plusieurs",
    "certains",
    "certaines",
    "une partie",
    "en partie",
    "some",
    "several",
    "a few",
    "few",
    "partly",
    "einige",
    "mehrere",
    "algunos",
    "alcuni",
    "sommige",
];

/// What stands between a number and what is said of so many.
const ARE: [&str; 8] = ["sont", "est", "are", "is", "sind", "ist", "son", "sono"];

/// One, in words.
const ONE: [&str; 8] = ["un", "une", "one", "ein", "eine", "uno", "una", "een"];

/// What a text says of some of the units of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SomeSaid<'a> {
    /// The text before it.
    pub name: &'a str,
    /// Of how many it is said.
    pub units: u16,
    /// What is said of them.
    pub said: &'a str,
    /// Whether a word says that they are some of the others: `dont`.
    pub is_led: bool,
}

/// What a text says of some units: behind a word that says so, else where a number stands apart from the
/// name, in brackets or behind a mark, and words behind it. Whether the words are of a state, who knows
/// states says.
pub fn some_said(text: &str) -> Option<SomeSaid<'_>> {
    let text = text.trim();
    if !text.contains(' ') {
        return None;
    }
    led(text).or_else(|| apart(text))
}

/// `Latitude 5420 dont 2 HS`, `PC fixes (dont 3 HS)`.
fn led(text: &str) -> Option<SomeSaid<'_>> {
    let starts = text.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
    let starts = starts.filter(|(_, c)| " ([,:-–".contains(*c)).map(|(at, _)| at);
    std::iter::once(0).chain(starts).find_map(|at| {
        let first = text.as_bytes().get(at)?.to_ascii_lowercase();
        let behind = LEADS.iter().find_map(|lead| {
            if lead.as_bytes()[0] != first {
                return None;
            }
            let start = text[at..].get(..lead.len())?;
            let rest = &text[at + lead.len()..];
            (start.eq_ignore_ascii_case(lead) && rest.starts_with(' ')).then_some(rest)
        })?;
        let (units, said) = number(behind.trim_end_matches([')', ']']))?;
        Some(SomeSaid { name: name(&text[..at]), units, said, is_led: true })
    })
}

/// `PC portables (1 en réserve)`, `P2422H - 3 en stock`.
fn apart(text: &str) -> Option<SomeSaid<'_>> {
    const MARKS: [&str; 7] = [" - ", " – ", " — ", ", ", ": ", " + ", " plus "];
    let within = |open, close| text.strip_suffix(close).and_then(|text| text.rsplit_once(open));
    // Nearly no name has one.
    let is_marked = text.bytes().any(|byte| !byte.is_ascii_alphanumeric() && byte != b' ');
    let behind = || {
        let marks = MARKS.into_iter().filter(|mark| is_marked || *mark == " plus ");
        marks.filter_map(|mark| text.rsplit_once(mark)).min_by_key(|(_, said)| said.len())
    };
    let (before, said) =
        within('(', ')').or_else(|| within('[', ']')).or_else(behind).unwrap_or(("", text));
    let (units, said) = number(said)?;
    Some(SomeSaid { name: name(before), units, said, is_led: false })
}

fn name(text: &str) -> &str {
    text.trim_end_matches([' ', '(', '[', ',', ':', '-', '–', '—'])
}

/// The number that words begin with, and what stands behind it.
fn number(words: &str) -> Option<(u16, &str)> {
    let words = words.trim_start_matches([' ', '+']).trim_end();
    let (first, rest) = words.split_once(' ')?;
    let few = || first.len() < 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let one = || ONE.contains(&fold(first).as_str()).then_some((1, rest));
    let in_digits = || first.parse().ok().filter(|_| few()).map(|number: u16| (number, rest));
    let (units, rest) = in_digits().or_else(|| number_in_words(words)).or_else(one)?;
    let rest = rest.trim();
    let (verb, behind) = rest.split_once(' ').unwrap_or((rest, ""));
    let said = if ARE.contains(&fold(verb).as_str()) { behind.trim() } else { rest };
    (units > 0 && !said.is_empty()).then_some((units, said))
}

/// What parts the states of several units: `2 HS, 1 en stock`.
const APART: [&str; 7] = [",", ";", " / ", "\n", " et ", " and ", " und "];

/// How many, and what is said of them.
pub(crate) type LotSaid<'a> = (u16, &'a str);

/// What a text says of some units, one lot of them after another, and the text before it:
/// `En service (dont 2 HS, 1 en panne)`. None where a part of it says something else, or where the units
/// may be besides: `+ 2 en stock`.
pub(crate) fn lots_said(text: &str) -> Option<(&str, Vec<LotSaid<'_>>)> {
    let text = text.trim();
    if text.contains('+') || !text.contains(' ') {
        return None;
    }
    let within = |open, close| text.strip_suffix(close).and_then(|text| text.rsplit_once(open));
    let bracketed = within('(', ')').or_else(|| within('[', ']'));
    let (mut before, mut left) = bracketed.unwrap_or(("", text));
    let (is_bracketed, mut lots) = (bracketed.is_some(), Vec::new());
    loop {
        let ends = APART.iter().filter_map(|mark| Some((left.find(mark)?, mark.len())));
        let (end, next) = ends.min().map_or((left.len(), left.len()), |(at, n)| (at, at + n));
        match some_said(&left[..end]) {
            Some(some) if lots.is_empty() || some.name.is_empty() => {
                if !some.name.is_empty() {
                    // Within brackets the name stood before them.
                    if is_bracketed {
                        return None;
                    }
                    before = text.get(..text.len() - left.len() + some.name.len())?;
                }
                lots.push((some.units, some.said));
            }
            // What stands before them all is a name.
            None if lots.is_empty() && !is_bracketed && next < left.len() => {
                before = &text[..text.len() - left.len() + end];
            }
            _ => return None,
        }
        if next >= left.len() {
            return Some((name(before), lots));
        }
        left = left[next..].trim_start();
    }
}

/// A text, and what it excepts: `HS (sauf 2)`, `PC01-PC10 sauf PC05`.
pub(crate) fn but_for(text: &str) -> Option<(&str, &str)> {
    let starts = text.match_indices(' ').map(|(at, _)| at);
    std::iter::once(0).chain(starts).find_map(|at| {
        let (word, but) = text[at..].trim_start_matches([' ', '(', '[']).split_once(' ')?;
        let but = but.trim().trim_end_matches([')', ']']);
        // `hors service`, `old but working` except nothing.
        let word = fold(word);
        let is_sure = !matches!(word.as_str(), "but" | "hors");
        let is_told =
            BUT.contains(&word.as_str()) && (is_sure || but.contains(|c: char| c.is_ascii_digit()));
        is_told.then_some((text[..at].trim_end_matches([' ', '(', '[', ',', ':', '-']), but))
    })
}

/// How many of the units of a row a text says something of, without their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareSaid<'a> {
    /// All of them: `tous HS`.
    All(&'a str),
    /// All but so many: `HS sauf 2`.
    AllBut(u32, &'a str),
    /// Some of them: `la moitié HS`, `quelques HS`; or of how many is not sure: `tous sauf 2 HS`.
    Part(&'a str),
    /// None: `aucun HS`.
    None(&'a str),
}

impl<'a> ShareSaid<'a> {
    /// What is said of them.
    pub fn said(self) -> &'a str {
        match self {
            Self::All(said) | Self::AllBut(_, said) | Self::Part(said) | Self::None(said) => said,
        }
    }

    /// Whether it is said of some of them, and not of the others.
    pub fn is_part(self) -> bool {
        matches!(self, Self::AllBut(..) | Self::Part(_))
    }

    /// The units of so many, where that is sure, and what is said of them.
    pub(crate) fn lot(self, units: u32) -> Option<(u32, &'a str)> {
        match self {
            Self::All(said) => Some((units, said)),
            Self::AllBut(but, said) => {
                Some((units.checked_sub(but).filter(|left| *left > 0)?, said))
            }
            Self::Part(_) | Self::None(_) => None,
        }
    }
}

/// The longest of those words, in bytes.
const LONGEST_LAST: usize = 12;

/// Whether a word of a text may be of all units, of some or of none, or except some: nearly no name of a
/// model has one.
pub fn may_share(text: &str) -> bool {
    static LAST: OnceLock<HashSet<String, foldhash::fast::FixedState>> = OnceLock::new();
    let last = LAST.get_or_init(|| {
        let all = ALL.iter().chain(&NONE).chain(&SOME).chain(&BUT).chain(&LEADS);
        all.map(|words| last_of(&fold(words)).to_owned()).collect()
    });
    let is_last = |word: &str| {
        if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            // `l'ensemble`, `Hälfte`; and no number.
            return !word.bytes().any(|byte| byte.is_ascii_digit())
                && last.contains(last_of(&fold(word)));
        }
        let mut folded = [0; LONGEST_LAST];
        let Some(folded) = folded.get_mut(..word.len()) else { return false };
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        std::str::from_utf8(folded).is_ok_and(|word| last.contains(word))
    };
    let is_end = |byte: &u8| matches!(byte, b' ' | b'(' | b'[');
    let (bytes, mut start) = (text.as_bytes(), 0);
    text.contains(' ')
        && std::iter::from_fn(|| {
            let left = bytes.get(start..)?;
            let end = start + left.iter().position(is_end).unwrap_or(left.len());
            let word = &text[start..end];
            start = end + 1;
            Some(word)
        })
        .any(|word| !word.is_empty() && is_last(word))
}

/// The last word of a folded text: few texts have one of `la moitié` and `de los cuales` by chance.
fn last_of(folded: &str) -> &str {
    folded.rsplit(' ').next().unwrap_or("")
}

/// What a text says of all or some of the units of a row, without their number; whether that is of a state,
/// who knows states says.
pub fn share_said(text: &str) -> Option<ShareSaid<'_>> {
    let text = text.trim();
    if !may_share(text) {
        return None;
    }
    let led = |leads: &[&str]| {
        let starts = text.match_indices(' ').map(|(at, _)| at).take(3);
        starts.filter(|at| leads.contains(&fold(&text[..*at]).as_str())).last().map(|at| {
            let said = text[at..].trim();
            let (verb, behind) = said.split_once(' ').unwrap_or((said, ""));
            if ARE.contains(&fold(verb).as_str()) { behind.trim() } else { said }
        })
    };
    if let Some((said, but)) = but_for(text) {
        let is_all = |said: &str| ALL.contains(&fold(said).as_str());
        // `tous sauf 2 HS`: two are out of use, or all the others.
        if let Some((_, of_them)) = number(but) {
            let is_open = is_all(said) || said.is_empty();
            return Some(ShareSaid::Part(if is_open { of_them } else { said }));
        }
        let units = but.parse().ok().filter(|units| *units > 0)?;
        let (first, rest) = said.split_once(' ').unwrap_or((said, ""));
        let said = if is_all(first) { rest } else { said };
        return (!said.is_empty()).then_some(ShareSaid::AllBut(units, said));
    }
    led(&ALL)
        .map(ShareSaid::All)
        .or_else(|| led(&NONE).map(ShareSaid::None))
        .or_else(|| unnumbered(text).map(ShareSaid::Part))
}

/// What a text says of some of the units, which does not say how many: `quelques HS`, `dont en panne`.
pub(crate) fn unnumbered(text: &str) -> Option<&str> {
    let text = text.trim();
    SOME.iter().chain(&LEADS).find_map(|lead| {
        let start = text.get(..lead.len())?;
        let said = text[lead.len()..].strip_prefix(' ')?.trim();
        let (verb, behind) = said.split_once(' ').unwrap_or((said, ""));
        let said = if ARE.contains(&fold(verb).as_str()) { behind } else { said };
        (start.to_lowercase() == lead.to_lowercase()).then_some(said)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_of_some_units() {
        for (text, name, units, said, is_led) in [
            ("Latitude 5420 (dont 2 HS)", "Latitude 5420", 2, "HS", true),
            ("OptiPlex 3080 dont 1 en panne", "OptiPlex 3080", 1, "en panne", true),
            ("dont deux sont en panne", "", 2, "en panne", true),
            ("Écrans, dont une cassée", "Écrans", 1, "cassée", true),
            ("Laptops (of which 3 are broken)", "Laptops", 3, "broken", true),
            ("Laptops Including 2 spares", "Laptops", 2, "spares", true),
            ("P2422H - 3 en stock", "P2422H", 3, "en stock", false),
            ("PC portables (1 en réserve)", "PC portables", 1, "en réserve", false),
            ("2 HS", "", 2, "HS", false),
            ("Latitude 5420 + 2 spare", "Latitude 5420", 2, "spare", false),
            ("Latitude 5420 (+ 2 en stock)", "Latitude 5420", 2, "en stock", false),
            ("PC portable plus 1 de secours", "PC portable", 1, "de secours", false),
        ] {
            assert_eq!(some_said(text), Some(SomeSaid { name, units, said, is_led }), "{text}");
        }
        for text in [
            "",
            "P2422H",
            "PC fixes (12)",
            "PC fixes (dont HS)",
            "PC (HS)",
            "Latitude 5420 - G8",
            "dont 2",
            "Écran - 24\" LED",
            "PC (0 en stock)",
        ] {
            assert_eq!(some_said(text), None, "{text}");
        }
    }

    #[test]
    fn several_lots_of_units_are_said_one_after_another() {
        for (text, before, lots) in [
            ("dont 2 HS", "", vec![(2, "HS")]),
            ("3 en stock", "", vec![(3, "en stock")]),
            ("2 HS, 1 en stock", "", vec![(2, "HS"), (1, "en stock")]),
            ("dont 2 HS et 1 en panne", "", vec![(2, "HS"), (1, "en panne")]),
            ("2 broken / 1 spare", "", vec![(2, "broken"), (1, "spare")]),
            ("En service (dont 2 HS, 1 en panne)", "En service", vec![(2, "HS"), (1, "en panne")]),
            ("En service, dont 2 HS", "En service", vec![(2, "HS")]),
            ("In use, of which 2 are broken", "In use", vec![(2, "broken")]),
            ("Salle 3, 2 en stock", "Salle 3", vec![(2, "en stock")]),
            ("Mairie - 2 en réserve", "Mairie", vec![(2, "en réserve")]),
            ("Salle 12 (2 HS)", "Salle 12", vec![(2, "HS")]),
            ("Mairie, école - 2 HS", "Mairie, école", vec![(2, "HS")]),
            ("Mairie,  café - 2 HS", "Mairie,  café", vec![(2, "HS")]),
            ("Mairie; café : 2 HS, 1 en stock", "Mairie; café", vec![(2, "HS"), (1, "en stock")]),
            ("Gym and café, 2 broken", "Gym and café", vec![(2, "broken")]),
        ] {
            assert_eq!(lots_said(text), Some((before, lots)), "{text}");
        }
        for text in [
            "",
            "HS",
            "+ 2 spare",
            "2 HS, voir Paul",
            "Salle 12",
            "Mairie, école",
            "2 HS + 1 en stock",
        ] {
            assert_eq!(lots_said(text), None, "{text}");
        }
    }

    #[test]
    fn all_some_or_none_of_the_units_may_be_said_without_their_number() {
        for (text, said) in [
            ("quelques HS", ShareSaid::Part("HS")),
            ("Plusieurs en panne", ShareSaid::Part("en panne")),
            ("some broken", ShareSaid::Part("broken")),
            ("dont HS", ShareSaid::Part("HS")),
            ("La moitié HS", ShareSaid::Part("HS")),
            ("half are broken", ShareSaid::Part("broken")),
            ("tous sauf 2 HS", ShareSaid::Part("HS")),
            ("all but 2 broken", ShareSaid::Part("broken")),
            ("sauf 2 HS", ShareSaid::Part("HS")),
            ("HS sauf 2 en stock", ShareSaid::Part("HS")),
            ("tous HS", ShareSaid::All("HS")),
            ("Toutes sont en panne", ShareSaid::All("en panne")),
            ("all broken", ShareSaid::All("broken")),
            ("todos averiados", ShareSaid::All("averiados")),
            ("HS sauf 2", ShareSaid::AllBut(2, "HS")),
            ("HS (sauf 2)", ShareSaid::AllBut(2, "HS")),
            ("tous HS sauf 1", ShareSaid::AllBut(1, "HS")),
            ("All broken except 3", ShareSaid::AllBut(3, "broken")),
            ("aucun HS", ShareSaid::None("HS")),
        ] {
            assert_eq!(share_said(text), Some(said), "{text}");
        }
        for text in [
            "HS",
            "Somerset",
            "half-size",
            "hors service",
            "hors service 2",
            "en service",
            "tous",
            "sauf 1",
            "HS sauf celui de Paul",
            "allumé le 3",
        ] {
            assert_eq!(share_said(text), None, "{text}");
        }
        let lot = |text: &'static str| share_said(text).and_then(|share| share.lot(10));
        assert_eq!(lot("tous HS"), Some((10, "HS")));
        assert_eq!(lot("HS sauf 2"), Some((8, "HS")));
        assert_eq!(lot("HS sauf 10"), None);
        assert_eq!(lot("la moitié HS"), None);
        assert_eq!(lot("aucun HS"), None);
    }
}
