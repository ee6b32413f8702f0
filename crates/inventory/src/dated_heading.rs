//! Days, months and years in headings: `Stock au 31/12/2025`, `PC fixe 2025`, `Mairie juin`.
//!
//! Of the same of several such days, the last at or before the end of the year asked for counts.

use ground::lang::Text;
use ground::table::{DateOrder, Day, fold, parse_day, written_day};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

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

/// The months, in both languages.
const MONTHS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// No month, or no day of one.
const WHOLE: (u8, u8) = (13, 32);

impl When {
    fn of_year(year: u16) -> Self {
        Self { year: Some(year), month: WHOLE.0, day: WHOLE.1 }
    }

    /// What a text is that says such a day and nothing else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_year {
            let year = text.parse().ok().filter(|year| (1990..=2040).contains(year));
            return year.map(Self::of_year);
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

    /// How it is written, in both languages.
    pub(super) fn said(self) -> Text {
        let Self { year, month, day } = self;
        match (year, (month, day)) {
            (Some(year), WHOLE) => text!("{year}", "{year}"),
            (Some(year), (month, 32)) => text!("{month:02}/{year}", "{year}-{month:02}"),
            (Some(year), (month, day)) => {
                text!("{day:02}/{month:02}/{year}", "{year}-{month:02}-{day:02}")
            }
            (None, (month, 32)) => {
                let (fr, en) = MONTHS[usize::from(month.clamp(1, 12)) - 1];
                text!("{fr}", "{en}")
            }
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

/// The year, the month and the day of the month.
fn parts_of(day: Day) -> Option<(u16, u8, u8)> {
    let written = day.to_string();
    let mut parts = written.split('-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
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
    // Nearly every heading has neither a digit nor the name of a month.
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

/// A heading but for the year at its end, said in figures or from the one that is told of: `Année 2024`,
/// `Qté N-1`; none where it ends with none.
pub(super) fn without_year(heading: &str) -> Option<String> {
    const CALLED: [&str; 6] = ["annee", "an", "exercice", "year", "fy", "en"];
    let mut words: Vec<&str> = heading.split_whitespace().collect();
    let last = words.pop()?.trim_matches(['(', ')', '[', ']']);
    let from_this = last.strip_prefix('N').is_some_and(|rest| {
        let back = rest.strip_prefix(['-', '–', '−', '+']);
        let one = |back: &str| matches!(back.as_bytes(), [b'1'..=b'9']);
        rest.is_empty() || back.is_some_and(one)
    });
    let in_figures = When::read(last).is_some_and(|when| when.month == WHOLE.0);
    while words.last().is_some_and(|word| CALLED.contains(&fold(word).as_str())) {
        words.pop();
    }
    (from_this || in_figures).then(|| words.join(" "))
}

/// Columns that say the same of several days, months or years.
#[derive(Debug, Default)]
pub(super) struct DatedColumns {
    /// What each heading says but for its day, the day, and that which counts.
    columns: BTreeMap<usize, (String, When, When)>,
}

impl DatedColumns {
    /// Those of a line of headings whose own words `may` say the same of several days, but for those that
    /// are not to be read.
    pub(super) fn of(
        headers: &[String],
        unread: &[usize],
        asked: Option<u16>,
        may: impl Fn(&Apart) -> bool,
    ) -> Self {
        let mut groups: BTreeMap<String, Vec<(usize, String, When)>> = BTreeMap::new();
        for (at, heading) in headers.iter().enumerate() {
            if let Some(Apart { thing, when, .. }) = apart(heading).filter(&may) {
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
            columns.extend(group.into_iter().map(|(at, thing, when)| (at, (thing, when, counts))));
        }
        Self { columns }
    }

    /// A heading but for its day, where it stands at several.
    pub(super) fn but_for<'a>(&'a self, at: usize, heading: &'a str) -> &'a str {
        self.columns.get(&at).map_or(heading, |(thing, ..)| thing)
    }

    /// What counts in the place of a column.
    pub(super) fn instead_of(&self, at: usize) -> Option<When> {
        self.columns.get(&at).filter(|(_, when, counts)| when != counts).map(|(.., counts)| *counts)
    }

    /// Its columns, each with what counts in its place.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, Option<When>)> + '_ {
        self.columns.keys().map(|at| (*at, self.instead_of(*at)))
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
    fn what_counts_is_the_last_by_the_end_of_the_year() {
        let of = |headings: &[&str], asked| {
            let headings: Vec<String> = headings.iter().map(|own| (*own).to_owned()).collect();
            let dated = DatedColumns::of(&headings, &[], asked, |_| true);
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
    }
}
