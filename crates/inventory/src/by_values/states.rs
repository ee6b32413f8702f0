//! Columns of states that are asked: those on few rows, and words of states among others.

use super::{SURE, Search, percent};
use crate::answered_state::tells_states;
use crate::column_words::{against, comments, is_of_names};
use crate::derive::{Derived, Rule};
use crate::found::{Found, Values};
use crate::kinds::{Judge, Word};
use crate::named_state::Own;
use crate::sample::Sample;
use crate::{Field, Layout, Role};
use ground::table::fold;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The states of what is no longer used.
const GONE: [&str; 2] = ["decommissioned", "exited"];

impl Search<'_> {
    /// Columns of states on too few rows to be sure of them: reasons why machines left.
    pub(super) fn sparse_states(&mut self) {
        if self.has(Field::Status) {
            return;
        }
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            let sparse = column.cells.len() * 2 < self.rows;
            let other = against(Field::Status, column.heading) || is_of_names(column.heading);
            let share = self.share(index, Word::State);
            let states = share >= SURE && tells_states(&column.cells);
            if sparse && !other && column.said.is_none() && states {
                self.ask(index, Field::Status, Values::States, share);
            }
        }
    }

    /// A column that is no column of states and says of machines that they left, are broken or are
    /// kept: comments, places or users. Whether it is so is asked.
    pub(super) fn states_among(&self, layout: &Layout, sample: &Sample) -> Option<Found> {
        (0..layout.roles.len()).find_map(|at| {
            let heading = layout.headers[at].trim();
            let read = match layout.roles[at] {
                Role::Ignored | Role::Personal => None,
                Role::Field(field @ (Field::Site | Field::Entity | Field::UserKey)) => Some(field),
                _ => return None,
            };
            let (commented, cells) = (comments(heading), sample.told(at));
            // Where places or people are named, a word alone says where a machine is.
            let placed = read.is_some() || layout.roles[at] == Role::Personal && !commented;
            if self.is_settled(at, layout) || against(Field::Status, heading) && !placed {
                return None;
            }
            let says = |cell: &&&str| match self.judge.state(cell) {
                Some("in_service" | "ordered") | None => false,
                Some(state) if GONE.contains(&state) => commented || placed || cell.contains(' '),
                Some("in_repair") => commented || placed,
                Some(_) => placed,
            };
            let share = cells.iter().filter(says).count() as f64 / cells.len().max(1) as f64;
            let values = if commented { Values::States } else { Values::StatesAmong(read) };
            let percent = percent(share);
            let heading = heading.to_owned();
            (share > 0.0).then_some(Found {
                heading,
                field: Field::Status,
                sure: false,
                values,
                percent,
            })
        })
    }

    /// Whether a column is taken, asked or told of already.
    fn is_settled(&self, at: usize, layout: &Layout) -> bool {
        let heading = layout.headers[at].trim();
        layout.is_told(at)
            || is_of_names(heading)
            || self.taken.iter().any(|(taken, _)| *taken == at)
            || self.found.iter().any(|one| one.heading == heading)
    }

    /// Columns of states, or of comments, that say of machines in use that they are not: which one
    /// counts is asked.
    pub(super) fn other_states(&self, layout: &Layout, sample: &Sample) -> Vec<Found> {
        let status = Role::Field(Field::Status);
        let taken = self.taken.iter().find(|(_, role)| *role == status).map(|(at, _)| *at);
        let Some(own) = taken.or_else(|| layout.read_of(Field::Status)) else { return Vec::new() };
        let text = |row: &csv::ByteRecord, at: usize| {
            String::from_utf8_lossy(row.get(at).unwrap_or(b"").trim_ascii()).into_owned()
        };
        let mut found = Vec::new();
        for (at, role) in layout.roles.iter().enumerate() {
            let heading = layout.headers[at].trim();
            let commented = comments(heading);
            let may_say = match role {
                Role::Ignored | Role::Second(Field::Status) => true,
                Role::Personal => commented,
                _ => false,
            };
            if !may_say
                || at == own
                || self.is_settled(at, layout)
                || against(Field::Status, heading)
            {
                continue;
            }
            let cells = sample.told(at);
            let told = cells.iter().filter(|cell| self.judge.is(Word::State, cell)).count();
            if !commented && (told * 2 < cells.len() || !tells_states(&cells)) {
                continue;
            }
            let gone = |state: Option<&str>| state.is_some_and(|state| GONE.contains(&state));
            let contradicts = |row: &&csv::ByteRecord| {
                let (said, other) =
                    (self.judge.state(&text(row, own)), self.judge.state(&text(row, at)));
                let kept = !commented && other == Some("in_stock");
                !gone(said) && (gone(other) || kept) && said != other
            };
            let rows = sample.rows.iter().filter(contradicts).count();
            if rows > 0 {
                let percent = percent(rows as f64 / sample.rows.len() as f64);
                let (heading, field) = (heading.to_owned(), Field::Status);
                let values = Values::OtherStates;
                found.push(Found { heading, field, sure: false, values, percent });
            }
        }
        found
    }
}

impl Layout {
    /// Takes for no states the words of a column that are of conditions too, where others in it are
    /// of nothing else: `Neuf` beside `Usé`.
    pub(super) fn tell_conditions(&mut self, sample: &Sample, judge: &Judge<'_>) {
        let Some(at) = self.read_of(Field::Status) else { return };
        let cells: BTreeSet<&str> = sample.told(at).into_iter().collect();
        let conditions = cells.into_iter().filter(|cell| judge.is_condition(cell));
        let (both, alone): (Vec<&str>, Vec<&str>) =
            conditions.partition(|cell| judge.state(cell).is_some());
        if both.is_empty() || alone.is_empty() {
            return;
        }
        let words = both.into_iter().map(fold).collect();
        let rule = Rule::Without(Arc::new(Without { words, own: Own::of_layout(self) }));
        self.derive(Derived { field: Field::Status, from: Some(at), rule });
    }
}

/// Words of a column that say nothing of what it holds.
#[derive(Debug, Clone)]
pub(crate) struct Without {
    words: BTreeSet<String>,
    own: Own,
}

impl Without {
    /// The cell of a row, but for those words.
    pub(crate) fn cell(&self, layout: &Layout, record: &csv::ByteRecord) -> String {
        let own = self.own.of(layout, record);
        if self.words.contains(&fold(&own)) { String::new() } else { own }
    }
}
