//! One estate at several days, a row for each thing and day: `Date;Type;Qté` over 31/12/2023 and
//! 31/12/2024. The rows of the last day by the end of the year asked for count.

use crate::column_words::{days, is_of_ages};
use crate::dated_heading::{When, WhensOfCells};
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
    /// All of them count, and it is asked: those of one estate, or of purchases; or no one can be chosen.
    Asked(Found),
}

impl DaysOfRows {
    /// Those of a column that says the same things of several days; nothing where none does. Where the text
    /// is cut it may say more, and none is chosen.
    pub(crate) fn of(
        layout: &Layout,
        (text, whole): (&[u8], bool),
        dialect: Dialect,
        asked: Option<u16>,
    ) -> Option<Self> {
        if layout.traits.known_by != KnownBy::Words {
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
        let is_told = |at: usize| layout.roles[at] == Role::Field(Field::RecordedOn);
        let mut met: Vec<DaysMet> = columns.iter().map(|at| DaysMet::of(*at)).collect();
        each_first_row((text, whole), dialect, |row| {
            let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
            let all = || (0..layout.roles.len()).map(cell);
            if all().filter(|cell| !cell.is_empty()).count() < 2 || sums_up(all()) {
                return;
            }
            for days in met.iter_mut().filter(|days| !days.is_none || is_told(days.at)) {
                days.meet(&cell, units, layout);
            }
        });
        let Some(days) = met.iter().find(|days| whole && days.say_the_same()) else {
            let is_untold = |days: &DaysMet| days.repeats || !whole && days.days.len() < 2;
            let is_left = |days: &&DaysMet| {
                is_told(days.at) && is_untold(days) || !whole && days.say_the_same_so_far()
            };
            return met
                .iter()
                .find(is_left)
                .map(|days| Self::Asked(none_chosen(&layout.headers[days.at])));
        };
        let heading = layout.headers[days.at].trim().to_owned();
        let is_told = is_told(days.at);
        let counts = When::that_counts(&days.days, asked)?;
        if is_told || says_a_state_of_things(&heading) || days.are_ends() {
            return Some(Self::OneCounts(OneDay { at: days.at, heading, counts, is_told }));
        }
        let values = ValuesTell::Numbers(NumbersAsked::SeveralDays);
        Some(Self::Asked(Found::asked_of(&heading, Field::AcquiredOn, values)))
    }
}

/// What is asked of days of which none can be chosen.
fn none_chosen(heading: &str) -> Found {
    let values = ValuesTell::Numbers(NumbersAsked::AllDays);
    Found::asked_of(heading, Field::AcquiredOn, values)
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
    whens: WhensOfCells,
    /// Of each thing, the days it is told of.
    things: HashMap<Vec<String>, BTreeSet<When>>,
    days: BTreeSet<When>,
    /// That of the last row.
    last: Option<When>,
    rows: usize,
    /// Whether a thing is told twice, of one day or of several.
    repeats: bool,
    /// How many rows there are of the last day alone, and of those how many of things told of no other.
    of_last: usize,
    new_of_last: usize,
}

impl DaysMet {
    fn of(at: usize) -> Self {
        Self {
            at,
            is_none: false,
            whens: WhensOfCells::default(),
            things: HashMap::new(),
            days: BTreeSet::new(),
            last: None,
            rows: 0,
            repeats: false,
            of_last: 0,
            new_of_last: 0,
        }
    }

    fn meet<'r>(&mut self, cell: &dyn Fn(usize) -> &'r [u8], units: usize, layout: &Layout) {
        let day = cell(self.at);
        // One that is written once holds for the rows below it.
        let told = if day.is_empty() { self.last } else { self.whens.of(day) };
        let Some(when) = told else { return self.is_none = true };
        if self.last != Some(when) {
            (self.of_last, self.new_of_last) = (0, 0);
        }
        self.last = Some(when);
        let text = |at: usize| fold(&String::from_utf8_lossy(cell(at)));
        // What is read tells things apart; a remark may change.
        let labels = (0..layout.roles.len()).filter(|at| *at != units && *at != self.at);
        let is_read = |at: &usize| matches!(layout.roles[*at], Role::Field(_) | Role::Second(_));
        let thing: Vec<String> = labels.filter(is_read).map(text).collect();
        // The same twice of one day is more than one thing of that day.
        let days = self.things.entry(thing).or_default();
        self.new_of_last += usize::from(days.is_empty());
        self.repeats |= !days.is_empty();
        self.is_none |= self.days.len() > MOST || !days.insert(when);
        self.days.insert(when);
        self.rows += 1;
        self.of_last += 1;
    }

    /// Whether nearly all things are told of nearly all days.
    fn say_the_same(&self) -> bool {
        let (things, days) = (self.things.len(), self.days.len());
        !self.is_none && days > 1 && things > 1 && self.rows * 4 >= things * days * 3
    }

    /// As [`DaysMet::say_the_same`], where more rows stand below: those of the last day may be a few of its
    /// own.
    fn say_the_same_so_far(&self) -> bool {
        let (things, days) = (self.things.len() - self.new_of_last, self.days.len());
        let is_known = self.new_of_last * 4 <= self.of_last && things > 1 && days > 1;
        let rows = self.rows - self.of_last;
        self.say_the_same() || !self.is_none && is_known && rows * 4 >= things * (days - 1) * 3
    }

    /// Whether all are the last of a month: nobody buys everything then.
    fn are_ends(&self) -> bool {
        self.days.iter().all(|when| when.is_an_end())
    }
}

/// The rows of one day, told from those of others.
pub(super) struct OnThatDay<'d> {
    day: &'d OneDay,
    whens: WhensOfCells,
    /// Whether the last row is of another day.
    is_other: bool,
    /// How many rows of other days were left.
    pub(super) left: u64,
}

impl OneDay {
    /// What is asked where its rows are not told from those of others.
    pub(super) fn left(&self) -> Found {
        none_chosen(&self.heading)
    }

    /// Whether something is said of its column.
    pub(super) fn is_of(&self, found: &Found) -> bool {
        found.is_said_of(&self.heading)
    }

    pub(super) fn rows(&self) -> OnThatDay<'_> {
        OnThatDay { day: self, whens: WhensOfCells::default(), is_other: false, left: 0 }
    }
}

impl OnThatDay<'_> {
    /// Whether a row is of another day, and is left.
    pub(super) fn leaves(&mut self, record: &csv::ByteRecord) -> bool {
        let day = record.get(self.day.at).unwrap_or(b"").trim_ascii();
        if day.is_empty() {
            self.left += u64::from(self.is_other);
            return self.is_other;
        }
        let is_other = self.whens.of(day).is_some_and(|when| when != self.day.counts);
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
