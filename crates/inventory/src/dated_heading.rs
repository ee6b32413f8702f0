//! Days, months and years in headings: `Stock au 31/12/2025`, `PC fixe 2025`, `Mairie juin`.
//!
//! Of the same of several such days, the last at or before the end of the year asked for counts.

mod stages;

use stages::{THERE, WANTED};
pub(super) use stages::{is_of_a_stage, is_of_an_end, told_by_stage};

use ground::lang::Text;
use ground::table::{DateOrder, Day, fold, month_name, parse_day, written_day};
use ground::text;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A day, the end of a month or of a year that a heading says; one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When {
    /// The year, where it is said.
    year: Option<u16>,
    /// The month; 13 where none is said.
    month: u8,
    /// The day of it; 32 where none is said.
    day: u8,
}

/// No month, or no day of one.
const WHOLE: (u8, u8) = (13, 32);

/// In the place of the month, where a time is told from another: `Ancien parc`, `N-1`; and in that of the day,
/// which.
const BEFORE_OR_AFTER: u8 = 0;
const OLD: u8 = 1;
const FIRST: u8 = 2;
const THIS: u8 = 20;
const NEW: u8 = 30;
const LAST: u8 = 31;
/// From this on, the number of a count of them all: `Comptage 2`.
const COUNTED: u8 = 100;

impl When {
    fn of_year(year: u16) -> Self {
        Self { year: Some(year), month: WHOLE.0, day: WHOLE.1 }
    }

    /// What a text is that says such a day and nothing else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(year) = year_of(text) {
            return Some(Self::of_year(year));
        }
        if text.len() > 32 || text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let told = |text: &str| written_day(text, Some(DateOrder::DayFirst)).ok().flatten();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if let Some(told) = told(text) {
            let (year, month, day) = parts_of(told.day)?;
            let day = if told.rounded { WHOLE.1 } else { day };
            let is_whole = digits >= 4 || parse_day(text).is_some();
            return is_whole.then_some(Self { year: Some(year), month, day });
        }
        // Without a year: `31/12`, `31 décembre`, `juin`.
        let is_name = text.chars().all(|c| c.is_alphabetic() || c == '.');
        let in_leap = if is_name || text.contains(' ') {
            format!("{} 2020", text.trim_end_matches('.'))
        } else {
            let (day, month) = text.split_once(['/', '.'])?;
            let short = |part: &str| {
                (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
            };
            (short(day) && short(month)).then(|| format!("{day}/{month}/2020"))?
        };
        let (_, month, day) = parts_of(told(&in_leap)?.day)?;
        Some(Self { year: None, month, day: if is_name { WHOLE.1 } else { day } })
    }

    /// The year, where it is said.
    pub(super) fn year(self) -> Option<u16> {
        self.year
    }

    /// Whether it is the last day of a month.
    pub(super) fn is_an_end(self) -> bool {
        let after = |year: u16| Day::new(i32::from(year), self.month, self.day + 1);
        self.day != WHOLE.1 && self.year.is_some_and(|year| after(year).is_none())
    }

    /// How it is written, in both languages.
    pub(super) fn said(self) -> Text {
        let Self { year, month, day } = self;
        match (year, (month, day)) {
            (Some(year), WHOLE) => text!("{year}", "{year}"),
            (Some(year), (month, 32)) => text!("{month:02}/{year}", "{year}-{month:02}"),
            (Some(year), (month, day)) => {
                text!("{day:02}/{month:02}/{year}", "{year}-{month:02}-{day:02}")
            }
            (None, (BEFORE_OR_AFTER, OLD)) => text!("l'ancien", "the old one"),
            (None, (BEFORE_OR_AFTER, NEW)) => text!("le nouveau", "the new one"),
            (None, (BEFORE_OR_AFTER, FIRST)) => text!("le début", "the first"),
            (None, (BEFORE_OR_AFTER, LAST)) => text!("la fin", "the last"),
            (None, (BEFORE_OR_AFTER, stage @ WANTED..=THERE)) => stages::said(stage),
            (None, (BEFORE_OR_AFTER, THIS)) => text!("N", "N"),
            (None, (BEFORE_OR_AFTER, number @ COUNTED..)) => {
                let number = number - COUNTED;
                text!("le n° {number}", "no. {number}")
            }
            (None, (BEFORE_OR_AFTER, back)) => {
                let back = THIS - back;
                text!("N-{back}", "N-{back}")
            }
            (None, (month, 32)) if let Some(name) = month_name(month) => name,
            (None, (month, day)) => text!("{day:02}/{month:02}", "{month:02}-{day:02}"),
        }
    }

    /// Of several, the one that counts for a year: the last at or before its end; the first of those
    /// after it, where all are. Where no year is asked for, the last.
    pub(super) fn that_counts(all: &BTreeSet<Self>, asked: Option<u16>) -> Option<Self> {
        let end = asked.map(Self::of_year);
        let by_then = |when: &&Self| end.is_none_or(|end| when.year.is_none() || **when <= end);
        all.iter().rev().find(by_then).or_else(|| all.first()).copied()
    }
}

/// The days, months and years that cells say, each cell looked into once.
#[derive(Debug, Default)]
pub(super) struct WhensOfCells(HashMap<Vec<u8>, Option<When>>);

impl WhensOfCells {
    /// That of a cell, where it says of which year.
    pub(super) fn of(&mut self, cell: &[u8]) -> Option<When> {
        if let Some(known) = self.0.get(cell) {
            return *known;
        }
        let said = std::str::from_utf8(cell).ok().and_then(When::read);
        let said = said.filter(|when| when.year().is_some());
        self.0.insert(cell.to_vec(), said);
        said
    }
}

/// Whether a cell is a year that equipment may be of.
pub(super) fn is_year(cell: &str) -> bool {
    let digits = cell.strip_suffix(".0").unwrap_or(cell);
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1990..=2040).contains(&year))
}

/// A year alone, be it that of the accounts: `2024`, `FY24`.
fn year_of(text: &str) -> Option<u16> {
    let of_accounts = text.get(..2).filter(|first| first.eq_ignore_ascii_case("fy"));
    let digits = text[of_accounts.map_or(0, str::len)..].trim_start();
    let is_short = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits {
        short if of_accounts.is_some() && is_short => {
            short.parse().ok().map(|year: u16| 2000 + year)
        }
        year if is_year(year) => year.get(..4)?.parse().ok(),
        _ => None,
    }
}

/// The year, the month and the day of the month, of a year that is told so.
fn parts_of(day: Day) -> Option<(u16, u8, u8)> {
    let (year, month, date) = day.parts();
    Some((year.try_into().ok()?, month, date))
}

/// A heading, its day, month or year apart.
pub(super) struct Apart {
    /// What it says but for that.
    pub(super) thing: String,
    /// How it says it.
    pub(super) said: String,
    pub(super) when: When,
    /// Whether a word leads to it, as in `au 31/12`.
    pub(super) is_led_to: bool,
}

/// A heading but for the one day, month or year in it; none where it says none, or more than one.
pub(super) fn apart(heading: &str) -> Option<Apart> {
    const MOST: usize = 12;
    const AT: [&str; 14] =
        ["au", "le", "en", "du", "a", "fin", "at", "on", "as", "of", "in", "end", "date", "am"];
    let bare = |word: &str| word.trim_matches(['(', ')', '[', ']', ',', ':', '-', ';']).to_owned();
    let words: Vec<String> =
        heading.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    if words.len() > MOST {
        return None;
    }
    let found = (0..words.len()).find_map(|at| {
        (at + 1..=words.len().min(at + 3))
            .rev()
            .find_map(|end| When::read(&words[at..end].join(" ")).map(|when| (at, end, when)))
    });
    let (from, end, when) = found?;
    if words[end..].iter().any(|word| When::read(word).is_some()) {
        return None;
    }
    let mut before = &words[..from];
    while let [rest @ .., last] = before
        && AT.contains(&fold(last).as_str())
    {
        before = rest;
    }
    let is_led_to = before.len() < from;
    // `Écran 16/9` is no day of September.
    if when.year.is_none() && words[from].contains(['/', '.']) && !is_led_to && from > 0 {
        return None;
    }
    let said = words[from..end].join(" ");
    Some(Apart { thing: [before, &words[end..]].concat().join(" "), said, when, is_led_to })
}

/// A heading but for the word or sign by which it is told from the same before it or after it: `Ancien parc`,
/// `Stock actuel`, `Stock final`, `N-1`, `Comptage 2`.
pub(super) fn told_from_another(heading: &str) -> Option<Apart> {
    const BEFORE: &str = "ancien ancienne anciens anciennes old former previous precedent precedente avant \
        before alt vorher";
    const AFTER: &str = "nouveau nouvelle nouveaux nouvelles new actuel actuelle actuels current apres after \
        aktuell nachher";
    const BEGINS: &str = "initial initiale initiaux initiales opening anfangs inicial iniziale";
    const ENDS: &str = "final finale finaux finals finales closing schluss";
    let is_of = |list: &str, word: &str| list.split(' ').any(|own| own == word);
    let words: Vec<&str> = heading.split_whitespace().collect();
    if let Some(apart) = counted_again(&words) {
        return Some(apart);
    }
    // `Avant;Après` are of all that the rows are of.
    let is_alone = words.len() == 1;
    let rank = |word: &str| match fold(word).as_str() {
        word if is_of(BEFORE, word) => Some((OLD, is_alone)),
        word if is_of(AFTER, word) => Some((NEW, is_alone)),
        word if is_of(BEGINS, word) || BEGIN.contains(&word) => Some((FIRST, is_alone)),
        word if is_of(ENDS, word) || END.contains(&word) => Some((LAST, is_alone)),
        _ => back_from_this(word).map(|back| (THIS - back, true)),
    };
    let mut told = words.iter().enumerate().filter_map(|(at, word)| Some((at, rank(word)?)));
    let (at, (day, is_led_to)) = told.next().filter(|_| words.len() < 5)?;
    if told.next().is_some() {
        return None;
    }
    let when = When { year: None, month: BEFORE_OR_AFTER, day };
    let thing = [&words[..at], &words[at + 1..]].concat().join(" ");
    Some(Apart { thing, said: words[at].to_owned(), when, is_led_to })
}

/// Words for a beginning and an end, folded: of a contract or a guarantee as well.
const BEGIN: [&str; 5] = ["debut", "start", "begin", "beginning", "anfang"];
const END: [&str; 4] = ["fin", "end", "finish", "ende"];

/// As [`told_from_another`], in a cross table: words before a thing tell a time (`Ancien PC`), and after it
/// how it is (`PC anciens`); what begins and ends may be a contract.
pub(super) fn told_of_a_thing(heading: &str) -> Option<Apart> {
    let is_of_a_time = |own: &Apart| {
        let said = fold(&own.said);
        let is_aged = ["ancien", "nouv"].iter().any(|word| said.starts_with(word));
        let leads = heading.trim_start().starts_with(&own.said);
        !BEGIN.contains(&said.as_str()) && !END.contains(&said.as_str()) && (leads || !is_aged)
    };
    told_from_another(heading).filter(is_of_a_time)
}

/// A count of all there are, one of several: `Comptage 2`, `Inventaire n° 1`.
fn counted_again(words: &[&str]) -> Option<Apart> {
    const OF_ALL: [&str; 8] = [
        "comptage",
        "inventaire",
        "recensement",
        "releve",
        "count",
        "inventory",
        "census",
        "zahlung",
    ];
    let (first, rest) = words.split_first()?;
    let number = match rest {
        [number] => number.trim_start_matches(['n', 'N', '°', 'º', '#']),
        [mark, number] if ["n", "no"].contains(&fold(mark).as_str()) => number,
        _ => return None,
    };
    let number: u8 = number.parse().ok().filter(|number| (1..=9).contains(number))?;
    let when = When { year: None, month: BEFORE_OR_AFTER, day: COUNTED + number };
    let is_count = OF_ALL.contains(&fold(first).as_str());
    is_count.then(|| Apart {
        thing: (*first).to_owned(),
        said: rest.join(" "),
        when,
        is_led_to: true,
    })
}

/// How many years before the one that is told of: none for `N`, one for `N-1`.
fn back_from_this(word: &str) -> Option<u8> {
    let rest = word.trim_matches(['(', ')', '[', ']']).strip_prefix('N')?;
    match rest.strip_prefix(['-', '–', '−']).map(str::as_bytes) {
        Some([digit @ b'1'..=b'9']) => Some(digit - b'0'),
        None if rest.is_empty() => Some(0),
        _ => None,
    }
}

/// A heading but for the year at its end, said in figures or from the one that is told of: `Année 2024`,
/// `Qté N-1`; none where it ends with none.
pub(super) fn without_year(heading: &str) -> Option<String> {
    const CALLED: [&str; 6] = ["annee", "an", "exercice", "year", "fy", "en"];
    let mut words: Vec<&str> = heading.split_whitespace().collect();
    let last = words.pop()?.trim_matches(['(', ')', '[', ']']);
    let ahead = |last: &str| matches!(last.as_bytes(), [b'N', b'+', b'1'..=b'9']);
    let from_this = back_from_this(last).is_some() || ahead(last);
    let in_figures = When::read(last).is_some_and(|when| when.month == WHOLE.0);
    while words.last().is_some_and(|word| CALLED.contains(&fold(word).as_str())) {
        words.pop();
    }
    (from_this || in_figures).then(|| words.join(" "))
}

/// What counts in the place of a column of another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OtherDay {
    pub(super) counts: When,
    /// The headings of all other columns of the same, which are left for this one to count.
    pub(super) others: Vec<String>,
}

/// Columns that say the same of several days, months or years.
#[derive(Debug, Default)]
pub(super) struct DatedColumns {
    /// What each heading says but for its day, and what counts in its place.
    columns: BTreeMap<usize, (String, Option<OtherDay>)>,
}

impl DatedColumns {
    /// Those of a line of headings that `read` tells apart from their days, but for those that are not to be
    /// read.
    pub(super) fn of(
        headers: &[String],
        unread: &[usize],
        asked: Option<u16>,
        read: impl Fn(&str) -> Option<Apart>,
    ) -> Self {
        let mut groups: BTreeMap<String, Vec<(usize, String, When)>> = BTreeMap::new();
        for (at, heading) in headers.iter().enumerate() {
            if let Some(Apart { thing, when, .. }) = read(heading) {
                groups.entry(fold(&thing)).or_default().push((at, thing, when));
            }
        }
        let mut columns = BTreeMap::new();
        for mut group in groups.into_values() {
            let all: BTreeSet<When> = group.iter().map(|(.., when)| *when).collect();
            let is_dated = |when: &When| when.year.is_some();
            let is_even = all.iter().all(is_dated) || !all.iter().any(is_dated);
            if all.len() < 2 || all.len() != group.len() || !is_even {
                continue;
            }
            group.retain(|(at, ..)| !unread.contains(at));
            let left: BTreeSet<When> = group.iter().map(|(.., when)| *when).collect();
            let Some(counts) = When::that_counts(&left, asked) else { continue };
            let read: Vec<usize> = group.iter().map(|(at, ..)| *at).collect();
            columns.extend(group.into_iter().map(|(at, thing, when)| {
                let others = read.iter().filter(|other| **other != at);
                let others = others.map(|other| headers[*other].trim().to_owned());
                let instead =
                    (when != counts).then(|| OtherDay { counts, others: others.collect() });
                (at, (thing, instead))
            }));
        }
        Self { columns }
    }

    /// A heading but for its day, where it stands at several.
    pub(super) fn but_for<'a>(&'a self, at: usize, heading: &'a str) -> &'a str {
        self.columns.get(&at).map_or(heading, |(thing, _)| thing)
    }

    /// What counts in the place of a column.
    pub(super) fn instead_of(&self, at: usize) -> Option<&OtherDay> {
        self.columns.get(&at).and_then(|(_, instead)| instead.as_ref())
    }

    /// Its columns, each with what counts in its place.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, Option<&OtherDay>)> + '_ {
        self.columns.iter().map(|(at, (_, instead))| (*at, instead.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, thing: &str, said: &str) {
        let found = apart(heading).unwrap_or_else(|| panic!("{heading}"));
        assert_eq!((found.thing.as_str(), &*found.when.said().en), (thing, said), "{heading}");
    }

    #[test]
    fn a_heading_stands_apart_from_its_day() {
        check("Stock au 31/12/2025", "Stock", "2025-12-31");
        check("Au 31/12/2025", "", "2025-12-31");
        check("Stock au 01/01", "Stock", "01-01");
        check("PC fixe 2025", "PC fixe", "2025");
        check("Qty (2025)", "Qty", "2025");
        check("Mairie janvier", "Mairie", "January");
        check("Mairie mars 2025", "Mairie", "2025-03");
        check("Parc fin 2024", "Parc", "2024");
        check("Stock au 31 décembre 2025", "Stock", "2025-12-31");
        check("École 2025-06-30", "École", "2025-06-30");
        for heading in [
            "Type",
            "Écran 24",
            "PC 2024 2025",
            "Salle 12",
            "Windows 11",
            "DL380",
            "12",
            "Écran 16/9",
        ] {
            assert!(apart(heading).is_none(), "{heading}");
        }
    }

    #[test]
    fn a_heading_stands_apart_from_the_year_at_its_end() {
        for (heading, rest) in [
            ("Année 2024", ""),
            ("Qté N-1", "Qté"),
            ("Nb (N)", "Nb"),
            ("N", ""),
            ("N−2", ""),
            ("Livrés en 2023", "Livrés"),
        ] {
            assert_eq!(without_year(heading).as_deref(), Some(rest), "{heading}");
        }
        for heading in
            ["Année", "N°", "N°1", "N1", "N-12", "No", "Salle 12", "n", "Nb", "", "Windows 11"]
        {
            assert_eq!(without_year(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_heading_may_be_told_from_the_same_before_it() {
        let told = |headings: &[&str]| {
            let headings: Vec<String> = headings.iter().map(|own| (*own).to_owned()).collect();
            let dated = DatedColumns::of(&headings, &[], Some(2025), told_from_another);
            let counts = dated.all().filter(|(_, instead)| instead.is_none());
            counts.map(|(at, _)| at).collect::<Vec<_>>()
        };
        assert_eq!(told(&["Ancien parc", "Nouveau parc"]), [1]);
        assert_eq!(told(&["Stock actuel", "Stock précédent"]), [0]);
        assert_eq!(told(&["Parc avant", "Parc après"]), [1]);
        assert_eq!(told(&["Old stock", "New stock"]), [1]);
        assert_eq!(told(&["N-2", "N-1", "N"]), [2]);
        assert_eq!(told(&["Qté N-1", "Qté N"]), [1]);
        assert_eq!(told(&["Stock initial", "Stock final"]), [1]);
        assert_eq!(told(&["Closing stock", "Opening stock"]), [0]);
        assert_eq!(told(&["Début", "Fin"]), [1]);
        assert_eq!(told(&["Comptage 1", "Comptage n°2"]), [1]);
        for alone in [&["Ancien parc", "Parc"][..], &["N°", "N"], &["N", "N+1"]] {
            assert!(told(alone).is_empty(), "{alone:?}");
        }
        for heading in ["Ancien nouveau", "N°", "n", "PC"] {
            assert!(told_from_another(heading).is_none(), "{heading}");
        }
    }

    #[test]
    fn of_a_thing_a_word_after_it_says_how_it_is() {
        for heading in ["Ancien PC", "New PC", "PC initial", "PC avant", "PC précédent"] {
            assert!(told_of_a_thing(heading).is_some(), "{heading}");
        }
        for heading in ["PC anciens", "PC nouveaux", "Début contrat", "Fin garantie", "PC 2"] {
            assert!(told_of_a_thing(heading).is_none(), "{heading}");
        }
    }

    #[test]
    fn what_counts_is_the_last_by_the_end_of_the_year() {
        let of = |headings: &[&str], asked| {
            let headings: Vec<String> = headings.iter().map(|own| (*own).to_owned()).collect();
            let dated = DatedColumns::of(&headings, &[], asked, apart);
            dated
                .all()
                .filter(|(_, instead)| instead.is_none())
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&["A 2024", "A 2025", "A 2026"], Some(2025)), [1]);
        assert_eq!(of(&["A 2024", "A 2025", "A 2026"], None), [2]);
        assert_eq!(of(&["A 2026", "A 2027"], Some(2025)), [0], "the nearest after it");
        assert_eq!(of(&["A au 01/12/2025", "A au 01/06/2025"], Some(2025)), [0]);
        assert_eq!(of(&["A au 01/01", "A au 31/12"], Some(2025)), [1]);
        assert_eq!(of(&["A janvier", "A mars", "A février"], Some(2025)), [1]);
        assert!(of(&["A 2024", "B 2025"], Some(2025)).is_empty());
        assert!(of(&["A 2024", "A 31/12"], Some(2025)).is_empty(), "one without a year");
        assert_eq!(of(&["A FY24", "A FY25", "A FY26"], Some(2025)), [1]);
    }
}
