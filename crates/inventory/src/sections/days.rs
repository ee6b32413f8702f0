//! One estate at several days, a row for each thing and day: `Date;Type;Qté` over 31/12/2023 and
//! 31/12/2024. The rows of the last day by the end of the year asked for count.

use crate::column_words::{days, is_of_ages};
use crate::dated_heading::When;
use crate::found::{Found, NumbersAsked, ValuesTell};
use crate::sample::{each_first_row, sums_up};
use crate::{Field, KnownBy, Layout, Role};
use ground::table::{Dialect, fold};
use std::collections::{BTreeSet, HashMap};

/// The most days that are told apart.
const MOST: usize = 400;

/// The rows of one day, of a table that says the same of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OneDay {
    /// The column of the days.
    at: usize,
    heading: String,
    counts: When,
    /// Whether the user says that they are days on which the rows were recorded.
    is_told: bool,
}

/// What the days of a table are.
pub(crate) enum DaysOfRows {
    /// Those of one estate, of which one counts.
    OneCounts(OneDay),
    /// Those of one estate, or of purchases: all of them count, and it is asked.
    Asked(Found),
}

impl DaysOfRows {
    /// Those of a column that says the same things of several days; nothing where none does. A text that
    /// is cut may say more.
    pub(crate) fn of(
        layout: &Layout,
        (text, whole): (&[u8], bool),
        dialect: Dialect,
        asked: Option<u16>,
    ) -> Option<Self> {
        if layout.traits.known_by != KnownBy::Words || !whole {
            return None;
        }
        let units = layout.roles.iter().position(|role| *role == Role::Field(Field::Quantity));
        let may_be = |at: &usize| match layout.roles[*at] {
            Role::Field(Field::RecordedOn) => true,
            Role::Ignored => {
                let heading = &layout.headers[*at];
                !layout.is_told(*at) && days(heading) == Ok(None) && !is_of_ages(heading)
            }
            _ => false,
        };
        let units = units?;
        let columns: Vec<usize> = (0..layout.roles.len()).filter(may_be).collect();
        if columns.is_empty() {
            return None;
        }
        let mut met: Vec<DaysMet> = columns.iter().map(|at| DaysMet::of(*at)).collect();
        each_first_row((text, whole), dialect, |row| {
            let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
            let all = || (0..layout.roles.len()).map(cell);
            if all().filter(|cell| !cell.is_empty()).count() < 2 || sums_up(all()) {
                return;
            }
            for days in met.iter_mut().filter(|days| !days.is_none) {
                days.meet(&cell, units, layout);
            }
        });
        let days = met.into_iter().find(DaysMet::say_the_same)?;
        let heading = layout.headers[days.at].trim().to_owned();
        let is_told = layout.roles[days.at] == Role::Field(Field::RecordedOn);
        let counts = When::that_counts(&days.days, asked)?;
        if is_told || says_a_state_of_things(&heading) || days.are_ends() {
            return Some(Self::OneCounts(OneDay { at: days.at, heading, counts, is_told }));
        }
        let values = ValuesTell::Numbers(NumbersAsked::SeveralDays);
        Some(Self::Asked(Found::asked_of(&heading, Field::AcquiredOn, values)))
    }
}

/// Whether a heading says of its days that things stood so then: `Situation au`, `Date d'inventaire`.
fn says_a_state_of_things(heading: &str) -> bool {
    const SAYS: &str = "situation situations releve releves arrete inventaire inventory comptage snapshot \
        exercice periode period parc stock au asof stichtag bestand";
    fold(heading).split(' ').any(|word| SAYS.split_whitespace().any(|own| own == word))
}

/// The days of a column, as rows are met.
struct DaysMet {
    at: usize,
    /// Whether it is no column of days, or says no thing twice.
    is_none: bool,
    /// What each cell says.
    known: HashMap<Vec<u8>, Option<When>>,
    /// Of each thing, the days it is told of.
    things: HashMap<Vec<String>, BTreeSet<When>>,
    days: BTreeSet<When>,
    /// That of the last row.
    last: Option<When>,
    rows: usize,
}

impl DaysMet {
    fn of(at: usize) -> Self {
        Self {
            at,
            is_none: false,
            known: HashMap::new(),
            things: HashMap::new(),
            days: BTreeSet::new(),
            last: None,
            rows: 0,
        }
    }

    fn meet<'r>(&mut self, cell: &dyn Fn(usize) -> &'r [u8], units: usize, layout: &Layout) {
        let day = cell(self.at);
        let told = self.known.entry(day.to_vec()).or_insert_with(|| {
            let said = std::str::from_utf8(day).ok()?;
            When::read(said).filter(|when| when.year().is_some())
        });
        // One that is written once holds for the rows below it.
        let told = if day.is_empty() { self.last } else { *told };
        let Some(when) = told else { return self.is_none = true };
        self.last = Some(when);
        let text = |at: usize| fold(&String::from_utf8_lossy(cell(at)));
        // What is read tells things apart; a remark may change.
        let labels = (0..layout.roles.len()).filter(|at| *at != units && *at != self.at);
        let is_read = |at: &usize| matches!(layout.roles[*at], Role::Field(_) | Role::Second(_));
        let thing: Vec<String> = labels.filter(is_read).map(text).collect();
        // The same twice of one day is more than one thing of that day.
        self.is_none |=
            self.days.len() > MOST || !self.things.entry(thing).or_default().insert(when);
        self.days.insert(when);
        self.rows += 1;
    }

    /// Whether nearly all things are told of nearly all days.
    fn say_the_same(&self) -> bool {
        let (things, days) = (self.things.len(), self.days.len());
        !self.is_none && days > 1 && things > 1 && self.rows * 4 >= things * days * 3
    }

    /// Whether all are the last of a month: nobody buys everything then.
    fn are_ends(&self) -> bool {
        self.days.iter().all(|when| when.is_an_end())
    }
}

/// The rows of one day, told from those of others.
pub(super) struct OnThatDay<'d> {
    day: &'d OneDay,
    known: HashMap<Vec<u8>, bool>,
    /// Whether the last row is of another day.
    is_other: bool,
    /// How many rows of other days were left.
    pub(super) left: u64,
}

impl OneDay {
    pub(super) fn rows(&self) -> OnThatDay<'_> {
        OnThatDay { day: self, known: HashMap::new(), is_other: false, left: 0 }
    }
}

impl OnThatDay<'_> {
    /// Whether a row is of another day, and is left.
    pub(super) fn leaves(&mut self, record: &csv::ByteRecord) -> bool {
        let day = record.get(self.day.at).unwrap_or(b"").trim_ascii();
        let counts = self.day.counts;
        if day.is_empty() {
            self.left += u64::from(self.is_other);
            return self.is_other;
        }
        let is_other = *self.known.entry(day.to_vec()).or_insert_with(|| {
            let when = std::str::from_utf8(day).ok().and_then(When::read);
            when.is_some_and(|when| when.year().is_some() && when != counts)
        });
        self.left += u64::from(is_other);
        self.is_other = is_other;
        is_other
    }

    /// What is said of it.
    pub(super) fn found(&self) -> Option<Found> {
        let OneDay { heading, counts, is_told, .. } = self.day;
        let values = ValuesTell::Numbers(NumbersAsked::OtherYears(*counts));
        let found = Found::asked_of(heading, Field::AcquiredOn, values);
        (self.left > 0 && !is_told).then_some(found)
    }
}
