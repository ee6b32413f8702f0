//! Tables that stand side by side: apart by a column without a heading, or with the same headings again,
//! behind columns that they share.

use super::stacked::{cells, field};
use super::stated::{OtherTable, WrittenColumns};
use super::{FEWEST, MetInSections, Sections};
use crate::dated_heading::{DatedColumns, apart, told_from_another};
use crate::headings::key;
use crate::{Field, Kinds};
use csv::ByteRecord;
use std::io::Write;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 2048;

impl Sections {
    /// The tables of a line of headings: apart by a column without one, the same headings in each.
    pub(super) fn side_by_side(headers: &[String]) -> Self {
        let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
        let places: Vec<usize> = (0..keys.len()).collect();
        let groups: Vec<&[usize]> =
            places.split(|at| keys[*at].is_empty()).flat_map(|group| again(group, &keys)).collect();
        let groups: Vec<&[usize]> =
            groups.into_iter().filter(|group| group.len() >= FEWEST).collect();
        let whole = || Self {
            headers: headers.to_vec(),
            keys: keys.clone(),
            tables: vec![(0..headers.len()).map(Some).collect()],
            ..Self::default()
        };
        let Some((first, others)) = groups.split_first() else { return whole() };
        let repeats = |group: &&[usize]| {
            let again = group.iter().filter(|at| first.iter().any(|own| keys[*own] == keys[**at]));
            let again = again.count();
            again >= FEWEST && again * 2 >= group.len()
        };
        if others.is_empty() || !others.iter().all(repeats) {
            return Self::with_shared(headers, &keys).unwrap_or_else(whole);
        }
        let mut columns: Vec<usize> = first.to_vec();
        for at in others.iter().flat_map(|group| group.iter()) {
            if !columns.iter().any(|own| keys[*own] == keys[*at]) {
                columns.push(*at);
            }
        }
        let place = |group: &&[usize]| {
            let of = |own: &usize| group.iter().copied().find(|at| keys[*at] == keys[*own]);
            columns.iter().map(of).collect()
        };
        Self {
            headers: columns.iter().map(|at| headers[*at].clone()).collect(),
            keys: columns.iter().map(|at| keys[*at].clone()).collect(),
            tables: groups.iter().map(place).collect(),
            ..Self::default()
        }
    }

    /// The tables of a line of headings that repeats some of them behind others, which all share:
    /// `Site;Type;Qté;Type;Qté`. What is repeated says what machines are, and more of them.
    fn with_shared(headers: &[String], keys: &[String]) -> Option<Self> {
        let count = keys.len();
        let fields: Vec<Option<Field>> = headers.iter().map(|heading| field(heading)).collect();
        let same = |one: usize, other: usize| {
            !keys[one].is_empty()
                && (keys[one] == keys[other]
                    || fields[one] == Some(Field::Quantity) && fields[one] == fields[other])
        };
        let mut runs = (0..count)
            .flat_map(|from| (FEWEST..=(count - from) / 2).map(move |width| (from, width)));
        let of_run = |(from, width): (usize, usize)| {
            let is_again = |start: usize| (0..width).all(|at| same(from + at, start + at));
            let starts = (from..).step_by(width).take_while(|start| start + width <= count);
            let starts: Vec<usize> = starts.take_while(|start| is_again(*start)).collect();
            let has = |wanted: Field| fields[from..from + width].contains(&Some(wanted));
            let telling = has(Field::EquipmentType) || has(Field::Model) && has(Field::Quantity);
            (starts.len() > 1 && telling).then_some((starts, width))
        };
        let (starts, width) = runs.find_map(of_run)?;
        let (first, end) = (*starts.first()?, starts.last()? + width);
        let shared: Vec<usize> = (0..first).chain(end..count).collect();
        // One heading of the shared again would be two columns of one.
        let is_new = |at: &usize| !(first..first + width).any(|own| keys[own] == keys[*at]);
        if shared.is_empty() || !shared.iter().all(is_new) {
            return None;
        }
        let columns: Vec<usize> = (0..first + width).chain(end..count).collect();
        let place = |start: &usize| {
            let of = |at: &usize| match at {
                at if shared.contains(at) => Some(*at),
                at => Some(at - first + start),
            };
            columns.iter().map(of).collect()
        };
        Some(Self {
            headers: columns.iter().map(|at| headers[*at].clone()).collect(),
            keys: columns.iter().map(|at| keys[*at].clone()).collect(),
            tables: starts.iter().map(place).collect(),
            shared,
            ..Self::default()
        })
    }

    /// Whether a row has something in the columns that are of one of the tables alone.
    pub(super) fn tells<'c>(
        &self,
        table: &[Option<usize>],
        cell: &dyn Fn(usize) -> &'c [u8],
    ) -> bool {
        let own = table.iter().flatten().filter(|at| !self.shared.contains(at));
        own.copied().any(|at| !cell(at).is_empty())
    }

    /// Whether a row says nothing of one of the tables: those that share columns it may leave empty, and
    /// another time counts in the place of some.
    pub(super) fn leaves<'c>(
        &self,
        (at, tables): (usize, &[Vec<Option<usize>>]),
        cell: &dyn Fn(usize) -> &'c [u8],
    ) -> bool {
        let is_told = |table: &Vec<Option<usize>>| self.tells(table, cell);
        // What all of them leave empty may be a title, of the first.
        let is_empty = || !is_told(&tables[at]) && (at > 0 || tables.iter().any(is_told));
        self.other_times.get(at).is_some_and(Option::is_some)
            || !self.shared.is_empty() && is_empty()
    }

    /// Leaves the tables whose titles say that they are the same as another at another time: `Inventaire 2024`
    /// beside `Inventaire 2025`.
    pub(super) fn leave_other_times(&mut self, year: Option<u16>) {
        let titles: Option<Vec<String>> = self.tops.iter().cloned().collect();
        let Some(titles) = titles else { return };
        let times = DatedColumns::of(&titles, &[], year, |title| {
            apart(title).or_else(|| told_from_another(title))
        });
        let other = |at: usize| times.instead_of(at).map(|other| other.counts);
        // Another that says no time may be of any.
        if times.all().count() == titles.len() {
            self.other_times = (0..titles.len()).map(other).collect();
        }
    }

    /// Says what titles told of telephones, and which tables were left for one of another time.
    pub(super) fn say_what_was_met(&self, met: &mut MetInSections) {
        met.found = met.titles.telephones.found();
        let left = self.tops.iter().zip(&self.other_times);
        let left = left.filter_map(|(top, when)| Some((top.clone()?, (*when)?)));
        met.other_times = left.collect();
    }
}

impl Sections {
    /// Where the columns stand that it writes.
    pub(super) fn columns_written(&self) -> WrittenColumns {
        let (kind, quantity, status) = (self.kind, self.quantity, self.status);
        WrittenColumns { width: self.headers.len(), kind, quantity, status }
    }

    /// Whether a line begins such a table, below one that has its columns.
    pub(super) fn other_table<'c>(
        &self,
        cells: impl Iterator<Item = &'c [u8]>,
        kinds: &dyn Kinds,
    ) -> Option<OtherTable> {
        let [table] = &self.tables[..] else { return None };
        let types = (*table.get(self.kind?)?)?;
        let units = (*table.get(self.quantity?)?)?;
        OtherTable::of(cells, (types, units), kinds)
    }

    /// As [`Self::other_table`], of a line that nobody took apart: nearly none has no digit.
    pub(super) fn begins_another(&self, line: &[u8], delimiter: u8, kinds: &dyn Kinds) -> bool {
        line.len() <= LONGEST
            && self.quantity.is_some()
            && !line.iter().any(u8::is_ascii_digit)
            && self.other_table(cells(line, delimiter), kinds).is_some()
    }

    /// Writes a row of such a table, which begins there or above: whether it is of one.
    pub(super) fn meet_other(
        &self,
        (record, file, line): (&ByteRecord, &[u8], &[u8]),
        kinds: Option<&dyn Kinds>,
        other: &mut Option<OtherTable>,
        (met, writer): (&mut MetInSections, &mut csv::Writer<&mut impl Write>),
    ) -> csv::Result<bool> {
        let own = record.iter().take(self.own_width);
        if let Some(begun) = kinds.and_then(|kinds| self.other_table(own, kinds)) {
            met.begin_another(&begun, line);
            *other = Some(begun);
            return Ok(true);
        }
        let Some(other) = other else { return Ok(false) };
        let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
        for row in other.rows(self.columns_written(), &cell) {
            met.rows += 1;
            let cells = row.iter().map(Vec::as_slice).chain([file, line, b""]);
            writer.write_record(cells)?;
        }
        Ok(true)
    }

    /// Adds the column of states, where no table has one.
    pub(super) fn add_states(&mut self) {
        let of_states = |heading: &String| field(heading) == Some(Field::Status);
        if !self.headers.iter().any(of_states) {
            let heading = Field::Status.code();
            self.headers.push(heading.to_owned());
            self.keys.push(key(heading));
            for table in &mut self.tables {
                table.push(None);
            }
        }
        self.status = self.headers.iter().position(of_states);
    }
}

impl MetInSections {
    /// Begins such a table, on a line of the file.
    pub(super) fn begin_another(&mut self, table: &OtherTable, line: &[u8]) {
        let line = String::from_utf8_lossy(line).into_owned();
        if table.are_states { &mut self.stacked } else { &mut self.unknown }.push(line);
    }
}

/// The tables of a run of headings: another begins where the first heading stands again.
fn again<'a>(group: &'a [usize], keys: &[String]) -> Vec<&'a [usize]> {
    let mut tables = Vec::new();
    let (mut from, mut at) = (0, 1);
    while at + FEWEST <= group.len() {
        if keys[group[at]] == keys[group[0]] && at - from >= FEWEST {
            tables.push(&group[from..at]);
            from = at;
        }
        at += 1;
    }
    tables.push(&group[from..]);
    tables
}
