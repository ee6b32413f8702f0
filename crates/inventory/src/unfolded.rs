//! Lists with a row for each person or place of work and a column for each machine there:
//! `Nom;PC;Écran 1;Téléphone`. Each machine becomes a row, with what its heading and its cells say,
//! and the file, the line and the column it stands in.
//!
//! So do the machines that a list of typed rows has besides its own: `Type;Modèle;Écran`. What is
//! written is a plain table, which is recognised as any other.

mod cell;
mod heading;
mod lots;
mod machines;
mod peripheral;
mod replaced;
mod stands;
mod stated_units;
mod units;

use super::crossed::is_a_stranger;
use super::ditto::DittoFill;
use super::found::{Found, ValuesTell};
use super::headings::key;
use super::kinds::WordJudge;
use super::sample::{RowSample, sums_up};
use super::sections::lines::even_records;
use super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
pub(super) use cell::several;
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::{Dialect, fold};
use heading::{Named, Part, beside, may_be_of_all};
use machines::{are_rows, counts_several, is_sure_beside, named, own_machine};
pub(super) use peripheral::is_of_some;

use replaced::{Counts, asked_of_replaced};
pub(super) use stated_units::{StatedUnits, placed_lots};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use units::RowUnit;

/// The most columns that name machines of a row: more is no list that a person keeps.
const MOST_COLUMNS: usize = 64;

/// What stands in a column of the table that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum From {
    /// What all machines of a row share.
    Row(usize),
    /// What one of them says by itself, or else what they all share.
    RowOr(usize, Field),
    /// What is of the row's own machine alone, and the field where others have it too.
    Own(usize, Option<Field>),
    /// What each machine has in its own columns.
    Each(Field),
    /// What one of them alone has.
    Of(usize, usize),
}

/// A list of several machines a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfolded {
    width: usize,
    headings: Vec<String>,
    /// Of its columns, those in which each machine has its own cell.
    own_of_each: Vec<bool>,
    units: Vec<RowUnit>,
    /// Whether rows have a machine of their own besides.
    own: bool,
    columns: Vec<(String, From)>,
    /// Whether the line right above its headings says what they are of.
    pub(super) is_grouped: bool,
    /// Of these machines, those that another stands for.
    stand_ins: BTreeMap<usize, Counts>,
    /// Headings of machines whose cells tell none: numbers of lines, what many share.
    left: Vec<String>,
}

impl Unfolded {
    /// The list of several machines a row that a line of headings and the rows below it are, if they
    /// are one.
    pub(super) fn of(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        if !judge.knows_words() || sample.rows.is_empty() {
            return None;
        }
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers).told(told);
        if headers.len() > MOST_COLUMNS * 4 {
            return None;
        }
        let plain = lots::counted(plain, sample, judge);
        let (mut named, mut left) = named(&plain, sample, judge);
        if named.len() > MOST_COLUMNS || are_rows(headers, &named, sample) {
            return None;
        }
        let own = own_machine(&plain, &named, sample, judge);
        let mut units = Vec::new();
        if own.is_some() {
            named.retain(|(at, ..)| Some(*at) != own);
            gather(&plain, &named, &mut units);
            if counts_several(&plain, sample) {
                let apart = lots::units_of_rows(&plain, &mut units, sample);
                left.extend(apart.iter().map(|at| headers[*at].clone()));
            } else {
                units.retain(|unit| is_sure_beside(unit, &plain, own, sample, judge));
            }
        } else {
            gather(&plain, &named, &mut units);
            units.retain(|unit| unit.parts.iter().any(|(_, part)| part.tells()));
        }
        // Of several, the user may leave all but one.
        let is_left = |at: &usize| {
            plain.is_told(*at)
                && plain.roles[*at] == Role::Ignored
                && heading::said(&headers[*at], judge).is_some()
        };
        let fewest = if own.is_some() || (0..headers.len()).any(|at| is_left(&at)) { 1 } else { 2 };
        if units.len() < fewest {
            return None;
        }
        let labels = share_out(&plain, &mut units, own.is_some());
        for unit in &mut units {
            unit.note_names(sample, judge);
        }
        let tells_states = units.iter().any(|unit| unit.tells_states(sample, judge));
        for unit in &mut units {
            unit.is_stated = tells_states;
        }
        left.extend(strangers(&plain, &units, &labels, sample, judge));
        let own = own.is_some();
        let columns = columns(&plain, &units, &labels, (own, tells_states));
        let (headings, own_of_each) = (headers.to_vec(), plain.own_of_each());
        let stand_ins = replaced::stand_ins(&units);
        Some(Self {
            stand_ins,
            width: headers.len(),
            headings,
            own_of_each,
            units,
            own,
            columns,
            left,
            is_grouped: false,
        })
    }

    /// How many machines a row has in columns of their own.
    pub(super) fn width(&self) -> usize {
        self.units.len()
    }

    /// The columns that its rows are made of.
    pub(super) fn reads(&self) -> BTreeSet<usize> {
        let of_units = self.units.iter().flat_map(|unit| unit.parts.iter().map(|(at, _)| *at));
        let of_rows = self.columns.iter().filter_map(|(_, from)| match from {
            From::Own(at, _) => Some(*at),
            From::Row(at) | From::RowOr(at, _) => Some(*at).filter(|_| self.own),
            From::Each(_) | From::Of(..) => None,
        });
        of_units.chain(of_rows).collect()
    }

    /// Asks of columns that it leaves.
    pub(super) fn ask(&mut self, asked: Vec<Found>) {
        self.left.extend(asked.into_iter().map(|one| one.heading));
        self.left.sort();
        self.left.dedup();
    }

    /// What is said of it, and what is asked of columns that it leaves.
    pub(super) fn said(&self) -> Vec<Found> {
        let names: Vec<String> =
            self.units.iter().map(|unit| format!("`{}`", unit.heading.trim())).collect();
        let values = ValuesTell::Unfolded { beside: self.own };
        let read = Found::sure_of(&names.join(", "), Field::EquipmentType, values);
        let asked = |heading: &String| Found::asked_of(heading, Field::Model, ValuesTell::Further);
        let replaced = self.stand_ins.iter().map(|(at, counts)| {
            let heading = &self.units[*at].heading;
            let other = match counts {
                Counts::Without(other) => &self.units[*other].heading,
                Counts::Nowhere => heading,
            };
            asked_of_replaced(heading, other, Field::Model)
        });
        [read].into_iter().chain(replaced).chain(self.left.iter().map(asked)).collect()
    }

    /// How many columns of its own the table that is written has.
    pub(super) fn written(&self) -> usize {
        self.columns.len()
    }

    /// Writes each machine as a row below headings, and gives how many there are, how many lines have
    /// none, and what is said of marks for the cell above.
    ///
    /// `place` gives the file and the line of a row: those of its sheet, where it is of one.
    pub(super) fn turn(
        &self,
        text: impl Read,
        dialect: Dialect,
        place: impl Fn(&ByteRecord, u64) -> (Vec<u8>, Vec<u8>),
        judge: &WordJudge<'_>,
        out: &mut impl Write,
    ) -> csv::Result<(u64, u64, Option<Text>)> {
        let mut reader = even_records(text, dialect);
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
        let headings = self.columns.iter().map(|(heading, _)| heading.as_str());
        writer.write_record(headings.chain(["", "", ""]))?;
        let (mut record, mut rows, mut without) = (ByteRecord::new(), 0, 0);
        let mut dittos = DittoFill::of(&self.own_of_each);
        while reader.read_byte_record(&mut record)? {
            dittos.fill(&mut record);
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| {
                let cell = record.get(at).unwrap_or(b"").trim_ascii();
                String::from_utf8_lossy(cell).into_owned()
            };
            if (0..self.width).all(|at| cell(at).is_empty()) {
                continue;
            }
            let again = |(at, heading): (usize, &String)| key(heading) == key(&cell(at));
            if self.headings.iter().enumerate().all(again) {
                continue;
            }
            let (file, line) = place(&record, line);
            let mut write = |cells: Vec<String>, column: &str| {
                let cells = cells.iter().map(String::as_bytes);
                writer.write_record(cells.chain([&file[..], &line, column.as_bytes()]))
            };
            // What sums up the others is left for the reader of rows, who knows it by its words.
            if sums_up(record.iter().take(self.width)) {
                write(self.row(&cell, None), "")?;
                rows += 1;
                continue;
            }
            let before = rows;
            // A machine of the row's own is told by what is of it alone: a site is of all.
            let is_told = |from: &From| matches!(from, From::Own(at, _) if !cell(*at).is_empty());
            if self.own && self.columns.iter().any(|(_, from)| is_told(from)) {
                write(self.row(&cell, None), "")?;
                rows += 1;
            }
            for (index, unit) in self.units.iter().enumerate() {
                let is_left = self.stand_ins.get(&index).is_some_and(|counts| match counts {
                    Counts::Without(other) => !self.units[*other].machines(&cell, judge).is_empty(),
                    Counts::Nowhere => true,
                });
                if is_left {
                    continue;
                }
                for machine in unit.machines(&cell, judge) {
                    write(self.row(&cell, Some((index, &machine))), unit.heading.trim())?;
                    rows += 1;
                }
            }
            without += u64::from(rows == before);
        }
        writer.flush()?;
        Ok((rows, without, dittos.said()))
    }

    /// The cells of a machine: of one in columns of its own, or of the row's own.
    fn row(
        &self,
        cell: &dyn Fn(usize) -> String,
        machine: Option<(usize, &BTreeMap<Field, String>)>,
    ) -> Vec<String> {
        let said = |field: &Field| machine.and_then(|(_, said)| said.get(field).cloned());
        let cells = self.columns.iter().map(|(_, from)| match from {
            From::Row(at) => cell(*at),
            From::RowOr(at, field) => said(field).unwrap_or_else(|| cell(*at)),
            From::Own(at, _) if machine.is_none() => cell(*at),
            From::Own(_, Some(field)) | From::Each(field) => {
                said(field).unwrap_or_else(String::new)
            }
            From::Of(unit, at) if machine.is_some_and(|(index, _)| index == *unit) => cell(*at),
            From::Own(..) | From::Of(..) => String::new(),
        });
        cells.collect()
    }
}

impl Part {
    /// Whether it tells that a machine is there.
    fn tells(&self) -> bool {
        matches!(
            self,
            Self::Itself
                | Self::Count
                | Self::Of(Field::Model | Field::Serial | Field::EquipmentType | Field::AssetTag)
        )
    }
}

/// Columns of numbers below names that nobody knows, beside others that are all numbers of things: they
/// may be of others.
fn strangers(
    plain: &Layout,
    units: &[RowUnit],
    labels: &[usize],
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> Vec<String> {
    let counts = |unit: &RowUnit| {
        unit.parts.iter().all(|(at, part)| {
            *part == Part::Count
                || *part == Part::Itself
                    && sample.told(*at).iter().all(|cell| super::kinds::count(cell).is_some())
        })
    };
    if !units.iter().all(counts) {
        return Vec::new();
    }
    let is_stranger = |at: &&usize| {
        let (heading, cells) = (plain.headers[**at].trim(), sample.told(**at));
        let few = |cell: &&str| super::kinds::count(cell).is_some_and(|units| units < 100);
        // `Tél` may be of telephones as well as of numbers that reach people.
        let role = match plain.roles[**at] {
            Role::Personal if cells.iter().all(few) => Role::Ignored,
            role => role,
        };
        named_before(units, **at) && is_a_stranger(heading, role, &cells, judge)
    };
    labels.iter().filter(is_stranger).map(|at| plain.headers[*at].clone()).collect()
}

/// Whether a column of a machine stands before this one.
fn named_before(units: &[RowUnit], at: usize) -> bool {
    units.iter().flat_map(|unit| &unit.parts).any(|(own, _)| *own < at)
}

/// Gathers the columns of each machine.
fn gather(plain: &Layout, named: &[(usize, Named, Part)], units: &mut Vec<RowUnit>) {
    for (at, thing, part) in named {
        let heading = plain.headers[*at].clone();
        let same = |unit: &&mut RowUnit| {
            unit.named.is_as(thing) && !unit.parts.iter().any(|(_, own)| own == part)
        };
        match units.iter_mut().find(same) {
            Some(unit) => {
                if *part == Part::Itself {
                    unit.heading = heading;
                }
                unit.parts.push((*at, part.clone()));
            }
            None => {
                units.push(RowUnit {
                    named: thing.clone(),
                    heading,
                    parts: vec![(*at, part.clone())],
                    is_called: false,
                    is_stated: false,
                });
            }
        }
    }
}

/// Gives the columns that name no machine to the one they stand beside, and returns those of the row.
fn share_out(plain: &Layout, units: &mut [RowUnit], has_own: bool) -> Vec<usize> {
    let taken: BTreeSet<usize> =
        units.iter().flat_map(|unit| unit.parts.iter().map(|(at, _)| *at)).collect();
    let (first, last) = (taken.first().copied(), taken.last().copied());
    let mut labels = Vec::new();
    for at in (0..plain.roles.len()).filter(|at| !taken.contains(at)) {
        let part = (!plain.is_told(at)).then(|| beside(plain, at)).flatten();
        let second = matches!(plain.roles[at], Role::Second(_));
        let Some(part) = part.filter(|_| !has_own || second) else {
            labels.push(at);
            continue;
        };
        // One day or one state before or after them all is of them all.
        let of_all = matches!(part, Part::Of(field) if may_be_of_all(field));
        let outside = first.is_none_or(|first| at < first) || last.is_none_or(|last| at > last);
        let alone = !units.iter().any(|unit| unit.parts.iter().any(|(_, own)| *own == part));
        if of_all && outside && alone && !second {
            labels.push(at);
            continue;
        }
        let nearest = units.iter().enumerate().filter_map(|(index, unit)| {
            let before = unit.parts.iter().map(|(own, _)| *own).filter(|own| *own < at).max()?;
            Some((before, index))
        });
        let of_computer = matches!(part, Part::Other(_)) && outside;
        let index = if of_computer { None } else { nearest.max().map(|(_, index)| index) };
        let unit = &mut units[index.unwrap_or(0)];
        if unit.parts.iter().any(|(_, own)| *own == part) {
            labels.push(at);
        } else {
            unit.parts.push((at, part));
        }
    }
    labels
}

/// The columns of the table that is written.
///
/// `own` says that rows have a machine of theirs, `tells_states` that cells of machines say states.
fn columns(
    plain: &Layout,
    units: &[RowUnit],
    labels: &[usize],
    (own, tells_states): (bool, bool),
) -> Vec<(String, From)> {
    let of_states = |at: &usize| plain.roles[*at] == Role::Field(Field::Status);
    let of_rows = labels.iter().any(of_states);
    let mut fields: BTreeSet<Field> = [Field::EquipmentType, Field::Model].into();
    for (_, part) in units.iter().flat_map(|unit| &unit.parts) {
        match part {
            Part::Itself => fields.extend([Field::Name, Field::Serial, Field::Quantity]),
            // A cell of a model says units too: `2 x P2422H`, `oui (2)`.
            Part::Of(Field::Model) | Part::Count => fields.extend([Field::Quantity]),
            Part::Of(field) => fields.extend([*field]),
            Part::Other(_) => {}
        }
    }
    if tells_states && !of_rows {
        fields.insert(Field::Status);
    }
    let heading = |at: usize| plain.headers[at].trim().to_owned();
    let mut columns = Vec::new();
    for at in labels {
        let field = match plain.roles[*at] {
            Role::Field(field) => Some(field),
            _ => None,
        };
        let shared = field.is_some_and(|field| !heading::is_of_a_machine(field))
            || matches!(plain.roles[*at], Role::Personal)
            || field == Some(Field::Status);
        let from = if of_states(at) && tells_states {
            From::RowOr(*at, Field::Status)
        } else if !own || shared {
            From::Row(*at)
        } else {
            From::Own(*at, field.filter(|field| fields.remove(field)))
        };
        if !own && field == Some(Field::Name) {
            continue;
        }
        // Below a heading of its own its numbers would have to prove once more that they count.
        let named = match from {
            From::Own(_, Some(Field::Quantity)) => Field::Quantity.code().to_owned(),
            _ => heading(*at),
        };
        columns.push((named, from));
    }
    let free = !columns.iter().any(|(heading, _)| fold(heading) == "type");
    for field in fields {
        let name = match field {
            // By its code the type would make it an inventory that import wrote.
            Field::EquipmentType if free => "Type",
            Field::Name => "Hostname",
            Field::AssetTag => "Asset tag",
            _ => field.code(),
        };
        columns.push((name.to_owned(), From::Each(field)));
    }
    for (index, unit) in units.iter().enumerate() {
        for (at, part) in &unit.parts {
            if let Part::Other(words) = part {
                let taken = columns.iter().any(|(heading, _)| key(heading) == key(words));
                let words = if taken { heading(*at) } else { words.clone() };
                columns.push((words, From::Of(index, *at)));
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests;
