//! Tables of several parts: sections below titles that say a state, tables side by side, and tables
//! one below another.
//!
//! Such a table is written anew, a row after another in the columns of the first part, and read as
//! any other. A row keeps the file and the line it stands on, and says the title it stands below.

mod beside;
mod days;
mod families;
pub(crate) mod lines;
mod recap;
pub(crate) mod stacked;
mod stated;
mod telephony;
pub(crate) mod title;

use super::dated_heading::When;
use super::ditto::{DittoFill, is_written_ditto};
use super::found::Found;
use super::headings::key;
use super::{Field, Kinds, KnownBy, Layout};
use crate::sum_words::is_summary;
use csv::ByteRecord;
pub(super) use days::DaysOfRows;
use days::{OnThatDay, OneDay};
use families::{FamiliesOnce, FamilyFill};
use ground::fault::clip;
use ground::lang::Text;
use ground::table::{Dialect, first_lines, masked};
use ground::text;
use lines::{even_records, lone, own_part};
use recap::Recap;
use stacked::{CommonColumns, are_headings, cells as cells_of, field, is_line_of_headings};
use std::io::{Read, Write};
use telephony::TelephonyTitles;
use title::{Above, Title, TitlesMet, stays_within, title, tops};

/// The fewest headings of a table that stands beside another.
const FEWEST: usize = 2;
/// The cells after those of the table: the file, the line, the section.
const PLACES: usize = 3;

/// How a table of several parts is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sections {
    /// The headings of the table that it becomes.
    headers: Vec<String>,
    /// What they are compared by.
    keys: Vec<String>,
    /// For each table, the column of the file where each of those headings stands.
    tables: Vec<Vec<Option<usize>>>,
    /// Of those headings, the one of the numbers of units.
    quantity: Option<usize>,
    /// How many columns of the file are its own, where rows say their place after them.
    own_width: usize,
    /// Of the file's columns, those in which each machine has its own cell.
    own_of_each: Vec<bool>,
    /// Of its own headings, that of the types.
    kind: Option<usize>,
    /// The titles of telephony between its rows.
    telephony: TelephonyTitles,
    /// The column of families that are written once.
    families: Option<FamiliesOnce>,
    /// The day whose rows count.
    day: Option<OneDay>,
    /// What stands above the headings of each of the tables side by side.
    tops: Vec<Option<String>>,
    /// Of these tables, the times of those in whose place another counts.
    other_times: Vec<Option<When>>,
    /// The column of states, where a table below has states for headings.
    status: Option<usize>,
    /// The columns that all these tables have, where they stand in each row.
    shared: Vec<usize>,
}

/// The text below the headings of a table.
#[derive(Clone, Copy)]
pub(super) struct TextBelow<'a> {
    /// What is known of it.
    pub(super) rest: &'a [u8],
    /// Whether that is all of it.
    pub(super) whole: bool,
    pub(super) dialect: Dialect,
    /// Its own columns, where rows say their place after them.
    pub(super) width: Option<usize>,
    /// Whether its headings stand twice.
    pub(super) again: bool,
    /// The lines above it, its headings the last of them.
    pub(super) above: &'a [u8],
}

/// What was met in writing a table anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct MetInSections {
    pub(super) rows: u64,
    /// The titles between its rows.
    pub(super) titles: TitlesMet,
    /// Rows of headings below the first.
    repeated: u64,
    /// Tables that stand side by side.
    tables: usize,
    /// Rows of a summary, which say what those above sum up to.
    summed: u64,
    /// The lines of other headings, each of which begins a table of its own.
    stacked: Vec<String>,
    /// What is said of marks for the cell above.
    dittos: Option<Text>,
    /// What is said of families that are written once.
    families: Option<Text>,
    /// What is said of titles of telephony, and of the days of rows.
    pub(super) found: Vec<Found>,
    /// Rows of other days than the one that counts.
    other_days: u64,
    /// The lines of headings that nobody knows, whose rows are set aside.
    unknown: Vec<String>,
    /// Tables beside one of another time, which counts in their place.
    other_times: Vec<(String, When)>,
}

impl MetInSections {
    /// What is said of it.
    pub(super) fn notes(&self) -> Vec<Text> {
        let (tables, repeated, summed) = (self.tables, self.repeated, self.summed);
        let mut notes: Vec<Text> = self.dittos.iter().chain(&self.families).cloned().collect();
        let other_days = self.other_days;
        if other_days > 0 {
            notes.push(text!(
                "lignes d'autres dates, qui ne comptent pas : {other_days}",
                "rows of other days, which do not count: {other_days}"
            ));
        }
        for (title, when) in &self.other_times {
            let (title, Text { fr, en }) = (masked(title), when.said());
            let title = clip(&title);
            notes.push(text!(
                "tableau « {title} » non lu : un autre à côté dit le même ({fr}), qui seul compte ; si les deux comptent, mettez-les l'un sous l'autre, sans ces titres",
                "table \"{title}\" not read: another beside it says the same ({en}), which alone counts; if both count, put them one below the other, without these titles"
            ));
        }
        if !self.stacked.is_empty() {
            let lines = self.stacked.join(", ");
            notes.push(text!(
                "tableaux l'un sous l'autre, chacun lu sous ses propres titres de colonnes (lignes {lines})",
                "tables one below another, each read under its own headings (lines {lines})"
            ));
        }
        if !self.unknown.is_empty() {
            let lines = self.unknown.join(", ");
            notes.push(text!(
                "d'autres titres de colonnes, qui ne sont pas connus (lignes {lines}) : les nombres d'en dessous sont écartés ; mettez ce tableau dans un fichier à part",
                "other headings, which are not known (lines {lines}): the numbers below them are set aside; put that table in a file of its own"
            ));
        }
        if tables > 1 {
            notes.push(text!(
                "{tables} tableaux côte à côte, lus comme un seul inventaire",
                "{tables} tables side by side, read as one inventory"
            ));
        }
        if repeated > 0 {
            notes.push(text!(
                "lignes de titres de colonnes répétées, passées : {repeated}",
                "rows of headings repeated, passed over: {repeated}"
            ));
        }
        if summed > 0 {
            notes.push(text!(
                "lignes d'un récapitulatif, qui répètent les sommes de celles d'au-dessus, passées : {summed}",
                "rows of a summary, which repeat the sums of those above, passed over: {summed}"
            ));
        }
        notes
    }
}

impl MetInSections {
    /// Counts the rows of a summary, or writes what is none.
    fn keep(
        &mut self,
        rest: Result<u64, Vec<ByteRecord>>,
        writer: &mut csv::Writer<&mut impl Write>,
    ) -> csv::Result<()> {
        match rest {
            Ok(summed) => self.summed += summed,
            Err(rows) => {
                for row in rows {
                    self.rows += 1;
                    writer.write_byte_record(&row)?;
                }
            }
        }
        Ok(())
    }
}

/// What rows take from those above them, and which of them are left.
struct RowFills<'s> {
    dittos: DittoFill,
    families: FamilyFill<'s>,
    days: Option<OnThatDay<'s>>,
}

impl<'s> RowFills<'s> {
    fn of(sections: &'s Sections) -> Self {
        Self {
            dittos: DittoFill::of(&sections.own_of_each),
            families: FamilyFill::of(sections.families.as_ref()),
            days: sections.day.as_ref().map(OneDay::rows),
        }
    }

    /// Puts into a row what stands above for it; whether it is read.
    fn fill(&mut self, record: &mut ByteRecord) -> bool {
        self.dittos.fill(record);
        self.families.fill(record);
        !self.days.as_mut().is_some_and(|days| days.leaves(record))
    }

    /// Says what was done.
    fn say(self, met: &mut MetInSections) {
        (met.dittos, met.families) = (self.dittos.said(), self.families.said());
        if let Some(days) = self.days {
            met.other_days = days.left;
            met.found.extend(days.found());
        }
    }
}

impl Sections {
    /// How a table is made of parts; nothing where it is one and its rows say all by themselves.
    pub(super) fn of(
        layout: &Layout,
        text: TextBelow<'_>,
        (day, year): (Option<OneDay>, Option<u16>),
        kinds: Option<&dyn Kinds>,
    ) -> Option<Self> {
        let kinds = kinds?;
        if layout.traits.known_by != KnownBy::Words {
            return None;
        }
        let TextBelow { rest, whole, dialect, width, again, above } = text;
        let all = layout.roles.len();
        let headers = &layout.headers[..width.unwrap_or(all).min(all)];
        let mut parted = Self::side_by_side(headers);
        parted.own_width = width.unwrap_or(usize::MAX);
        parted.own_of_each = layout.own_of_each();
        let place = |field: Field| {
            let own = layout.read_of(field).and_then(|at| headers.get(at))?;
            parted.keys.iter().position(|known| *known == key(own))
        };
        (parted.quantity, parted.kind) = (place(Field::Quantity), place(Field::EquipmentType));
        let says = |cell: &str| is_summary(cell) || title(cell, kinds) == Some(Title::State);
        let types = layout.read_of(Field::EquipmentType).filter(|at| *at < headers.len());
        let (mut titled, mut stacked, mut repeats) = (false, again, false);
        let delimiter = dialect.delimiter;
        for line in first_lines(rest, delimiter) {
            let Some(own) = own_part(line, delimiter, width.is_some()) else { continue };
            repeats |= own.split(|byte| *byte == delimiter).any(is_written_ditto);
            let alone = lone(own, delimiter).and_then(|cell| std::str::from_utf8(cell).ok());
            if let Some(alone) = alone {
                titled |= says(alone);
                parted.telephony.meet_title(alone, kinds, || stays_within(alone, kinds));
            } else if let Some(at) = types {
                parted.telephony.meet_type(|| cells_of(own, delimiter).nth(at), kinds);
            }
            // Tables side by side have the same headings; only one may have others below it.
            if parted.tables.len() == 1 && is_line_of_headings(own, delimiter) {
                let cells: Vec<&[u8]> = cells_of(own, delimiter).collect();
                stacked |= !parted.repeats(&cells);
                parted.add(&cells);
            } else if parted.begins_another(own, delimiter, kinds) {
                stacked = true;
                parted.add_states();
            }
        }
        if !whole {
            parted.telephony.go_on_below(memchr::memchr_iter(b'\n', rest).count() as u64);
        }
        if parted.tables.len() > 1 && parted.shared.is_empty() {
            parted.tops = tops(above, delimiter, &parted.tables);
            parted.leave_other_times(year);
        }
        if parted.tables.len() == 1 && !stacked {
            parted.families = FamiliesOnce::of(layout, (rest, whole), dialect, kinds);
            parted.day = day;
        }
        let fills = parted.families.is_some() || !parted.telephony.is_empty();
        let is_parted = parted.tables.len() > 1 || titled || stacked || repeats;
        (is_parted || fills || parted.day.is_some()).then_some(parted)
    }

    /// The columns of all tables.
    fn columns(&self) -> CommonColumns {
        let fields = self.headers.iter().map(|heading| field(heading)).collect();
        CommonColumns { headers: self.headers.clone(), keys: self.keys.clone(), fields }
    }

    /// Adds the headings of a table that stands below.
    fn add(&mut self, line: &[&[u8]]) {
        let mut columns = self.columns();
        columns.add(line);
        for table in &mut self.tables {
            table.resize(columns.headers.len(), None);
        }
        (self.headers, self.keys) = (columns.headers, columns.keys);
    }

    /// What is asked of the days of its rows, where none of them is chosen: it is not written anew.
    pub(super) fn asks_of_days(&self) -> Option<Found> {
        self.day.as_ref().map(OneDay::left)
    }

    /// Whether something is said of the days of its rows, of which one was chosen.
    pub(super) fn is_of_its_days(&self, found: &Found) -> bool {
        self.day.as_ref().is_some_and(|day| day.is_of(found))
    }

    /// How many columns the table that it becomes has, before those of the file, the line and the
    /// section of a row.
    pub(super) fn width(&self) -> usize {
        self.headers.len()
    }

    /// Writes the table anew; `text` starts below its headings.
    ///
    /// # Errors
    ///
    /// The text cannot be read, or what is written cannot be kept.
    pub(super) fn turn(
        &self,
        text: impl Read,
        dialect: Dialect,
        place: impl Fn(&ByteRecord, u64) -> (Vec<u8>, Vec<u8>),
        kinds: Option<&dyn Kinds>,
        out: &mut impl Write,
    ) -> csv::Result<MetInSections> {
        let mut reader = even_records(text, dialect);
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
        writer.write_record(self.headers.iter().map(String::as_str).chain(["", "", ""]))?;
        let mut met = MetInSections { tables: self.tables.len(), ..MetInSections::default() };
        let mut record = ByteRecord::new();
        // Of each table, the titles that its rows stand below.
        let mut above = self.below_tops(&mut met.titles, kinds);
        let mut recap = Recap::default();
        let mut tables = self.tables.clone();
        let (mut fills, mut other) = (RowFills::of(self), None);
        while reader.read_byte_record(&mut record)? {
            if !fills.fill(&mut record) {
                continue;
            }
            let at_line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
            let (file, line) = place(&record, at_line);
            if let ([table], Some(places)) = (&tables[..], self.headings_in(&record)) {
                if *table == places {
                    met.repeated += 1;
                } else {
                    met.stacked.push(String::from_utf8_lossy(&line).into_owned());
                }
                // Headings below a title of its own begin another section.
                if *table != places || above[0].is_title_last {
                    above = vec![Above::default()];
                }
                (tables, other) = (vec![places], None);
                continue;
            }
            let (row, into) = ((&record, &file[..], &line[..]), (&mut met, &mut writer));
            if self.meet_other(row, kinds, &mut other, into)? {
                above = vec![Above::default()];
                continue;
            }
            for (at, table) in tables.iter().enumerate() {
                if self.leaves((at, &tables), &cell) {
                    continue;
                }
                let above = &mut above[if self.shared.is_empty() { at } else { 0 }];
                let cells: Vec<&[u8]> = table.iter().map(|at| at.map_or(&b""[..], cell)).collect();
                let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
                if filled == 0 {
                    continue;
                }
                if self.repeats(&cells) {
                    met.repeated += 1;
                    // Headings below a title of its own begin another section.
                    if above.is_title_last {
                        *above = Above::default();
                    }
                    continue;
                }
                let first = table.iter().flatten().min().map_or(&b""[..], |at| cell(*at));
                let pending = filled == 1 && !first.is_empty();
                above.is_title_last = pending;
                let said = String::from_utf8_lossy(first);
                if pending {
                    let rest = recap.end(PLACES);
                    met.keep(rest, &mut writer)?;
                }
                if pending && is_summary(&said) {
                    let title = cells.iter().copied().chain([&file[..], &line[..], b""]);
                    recap.begin(title.collect());
                    continue;
                }
                if let Some(kinds) = kinds.filter(|_| pending)
                    && above.meet_telephony((&said, at_line), &self.telephony, kinds)
                {
                    continue;
                }
                let says = kinds.filter(|_| pending).and_then(|kinds| title(&said, kinds));
                if let Some(says) = says {
                    above.begin((says == Title::State).then(|| met.titles.state(&said)));
                    continue;
                }
                match kinds.filter(|_| pending) {
                    Some(kinds) => above.meet(&said, kinds),
                    None => above.stand_below(&mut met.titles),
                }
                let mut cells = cells;
                if let (Some(title), Some(at), Some(kinds)) = (&above.telephony, self.kind, kinds)
                    && let Some(telephone) = met.titles.telephones.of(title, cells[at], kinds)
                {
                    cells[at] = telephone.as_bytes();
                }
                let below = above.state.as_ref().map_or(file.as_slice(), |title| title.as_bytes());
                let row = cells.iter().copied().chain([&file[..], &line[..], below]);
                if recap.is_open() {
                    recap.hold(row.collect());
                    continue;
                }
                recap.add(&cells, self.quantity);
                met.rows += 1;
                writer.write_record(row)?;
            }
        }
        met.keep(recap.end(PLACES), &mut writer)?;
        writer.flush()?;
        self.say_what_was_met(&mut met);
        fills.say(&mut met);
        Ok(met)
    }

    /// What the rows of each table stand below, before any title between them.
    fn below_tops(&self, titles: &mut TitlesMet, kinds: Option<&dyn Kinds>) -> Vec<Above> {
        let tops = |at: usize| self.tops.get(at).and_then(Option::as_deref);
        let below = |at: usize| match (tops(at), kinds) {
            (Some(top), Some(kinds)) => Above::top(top, titles, kinds),
            _ => Above::default(),
        };
        (0..self.tables.len()).map(below).collect()
    }

    /// Where the columns stand of the table that a line of headings begins.
    fn headings_in(&self, record: &ByteRecord) -> Option<Vec<Option<usize>>> {
        let own = || record.iter().take(self.own_width).map(<[u8]>::trim_ascii);
        are_headings(own()).then(|| self.columns().places(&own().collect::<Vec<&[u8]>>()))
    }

    /// Whether cells are the headings once more.
    fn repeats(&self, cells: &[&[u8]]) -> bool {
        let is = |(cell, own): (&&[u8], &String)| {
            cell.is_empty() || std::str::from_utf8(cell).is_ok_and(|cell| key(cell) == *own)
        };
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        filled >= FEWEST && cells.iter().zip(&self.keys).all(is)
    }
}

#[cfg(test)]
mod tests;
