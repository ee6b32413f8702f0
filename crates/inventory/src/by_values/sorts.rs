//! A column that says the sort of the things that another names: `Portable` beside `PC`.
//!
//! Of a thing and a sort of it, the sort is taken: both cells are read as one phrase. Of a word for a
//! trade (`Informatique`) and a thing, the thing.

use super::{Search, ValuesTell};
use crate::column_words::against;
use crate::derive::{DeriveRule, DerivedField};
use crate::kinds::WordJudge;
use crate::placeholder::is_placeholder;
use crate::propose::is_of_people;
use crate::sample::RowSample;
use crate::source::Cells;
use crate::{Field, Layout, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// From this share of the things whose sort is open on, a column says their sorts.
const SURE_SORTS: f64 = 0.6;
/// As [`SURE_SORTS`], of a column of more different cells than [`MOST_SORTS`].
const ALL: f64 = 0.9;
/// The most different cells of a column of sorts, in the sample.
const MOST_SORTS: usize = 40;

/// The column of sorts of a table, and the words for things that it says the sort of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sorts {
    at: usize,
    open: BTreeSet<String>,
    /// The phrases by which the cells of the sample say a sort, by thing and cell.
    said: BTreeMap<(String, String), String>,
}

/// The cell of a row, as it is compared.
fn text(row: &csv::ByteRecord, at: usize) -> String {
    String::from_utf8_lossy(row.get(at).unwrap_or(b"").trim_ascii()).into_owned()
}

impl Sorts {
    /// What a column says of the words for things that leave their sort open, with the share of
    /// their rows on which it does; `None` where it says none.
    fn of(
        (types, at): (usize, usize),
        open: &BTreeSet<String>,
        sample: &RowSample,
        judge: &WordJudge<'_>,
    ) -> Option<(Self, f64)> {
        let mut pairs: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in &sample.rows {
            let thing = text(row, types);
            if open.contains(&thing) {
                *pairs.entry((thing, text(row, at))).or_default() += 1;
            }
        }
        let (mut all, mut told, mut said) = (0, 0, BTreeMap::new());
        for (pair, rows) in pairs {
            all += rows;
            if let Some(phrase) = judge.sort_said(&pair.0, &pair.1) {
                told += rows;
                said.insert(pair, phrase);
            }
        }
        let open = open.clone();
        (told > 0).then(|| (Self { at, open, said }, told as f64 / all as f64))
    }

    /// The type that a row says, with its sort.
    pub(crate) fn cell(&self, cells: &Cells<'_>) -> String {
        let own = cells.field(Field::EquipmentType);
        if !self.open.contains(&own) {
            return own;
        }
        let sort = cells.at(Some(self.at));
        if is_placeholder(sort.as_bytes()) {
            return own;
        }
        let pair = (own, sort);
        self.said.get(&pair).cloned().unwrap_or_else(|| format!("{} {}", pair.0, pair.1))
    }
}

impl Layout {
    /// Has the rows take the sorts that a column says.
    pub(super) fn say_sorts(&mut self, sorts: Sorts) {
        let heading = self.headers[sorts.at].clone();
        self.ignored.retain(|other| *other != heading);
        self.roles[sorts.at] = Role::Second(Field::EquipmentType);
        let from = self.read_of(Field::EquipmentType);
        let rule = DeriveRule::Sort(Arc::new(sorts));
        self.derive(DerivedField { field: Field::EquipmentType, from, rule });
    }
}

impl Search<'_> {
    /// The column that says the sort of things whose words leave it open: `Portable` beside `PC`.
    pub(super) fn sorts(&mut self, layout: &Layout, sample: &RowSample) {
        let of_types = Role::Field(Field::EquipmentType);
        let taken = self.taken.iter().find(|(_, role)| *role == of_types).map(|(at, _)| *at);
        let Some(types) = taken.or_else(|| layout.read_of(Field::EquipmentType)) else { return };
        let things: BTreeSet<String> = sample.rows.iter().map(|row| text(row, types)).collect();
        let open: BTreeSet<String> =
            things.into_iter().filter(|thing| self.judge.leaves_open(thing)).collect();
        if open.is_empty() {
            return;
        }
        let columns = self.unread.iter().enumerate().filter(|(_, column)| {
            column.at != types
                && column.cells.len() * 2 >= self.rows
                && !against(Field::EquipmentType, column.heading)
                && !is_of_people(column.heading, &column.cells)
        });
        let said = columns.filter_map(|(index, column)| {
            let (sorts, share) = Sorts::of((types, column.at), &open, sample, self.judge)?;
            let few = column.cells.iter().collect::<BTreeSet<_>>().len() <= MOST_SORTS;
            (share >= if few { SURE_SORTS } else { ALL }).then_some((index, sorts, share))
        });
        let best = said.reduce(|best, next| if next.2 > best.2 { next } else { best });
        if let Some((index, sorts, share)) = best {
            let column = self.unread.remove(index);
            self.found.retain(|one| one.heading != column.heading);
            self.note(column.heading, Field::EquipmentType, true, ValuesTell::Sorts, share);
            self.sorts = Some(sorts);
        }
    }
}
