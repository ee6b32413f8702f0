//! Rows whose cells say a state of some of their units: `dont 2 HS`, beside a quantity of 10.
//!
//! Those units are given a row of their own, in that state; the others stay as the row says. What is
//! written is a plain table, which is recognised as any other.

use super::super::column_words::comments;
use super::super::counted_name::lots_said;
use super::super::ditto::DittoFill;
use super::super::found::{Found, ValuesTell, percent_of};
use super::super::headings::key;
use super::super::kinds::{WordJudge, count};
use super::super::named_state::tells_its_coming;
use super::super::sample::{each_first_row, sums_up};
use super::super::sections::lines::even_records;
use super::super::{Field, KnownBy, Layout, Role};
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::{Dialect, fold};
use std::io::{Read, Write};

/// The longest cell that is looked at, in bytes.
const LONGEST: usize = 120;

/// A table with such rows.
#[derive(Debug, Clone)]
pub(in super::super) struct StatedUnits {
    headings: Vec<String>,
    /// The columns of the quantity, and of the state where there is one.
    units: usize,
    status: Option<usize>,
    /// Those that may say a state of some units.
    says: Vec<usize>,
    /// Of its columns, those in which each machine has its own cell.
    own_of_each: Vec<bool>,
    /// What is said of them.
    pub(in super::super) found: Vec<Found>,
}

/// What a row says of some of its units.
struct PartedRow<'a> {
    /// The column that says it, and what it says besides.
    at: usize,
    others: &'a str,
    /// Those in a state, and those that stay.
    lots: Vec<(u32, &'a str)>,
    left: u32,
}

impl StatedUnits {
    /// The table of such rows that a layout and the `text` below its headings are, if they are one; whether
    /// the text is cut nowhere stands beside. Its own columns are the first `width`.
    pub(in super::super) fn of(
        layout: &Layout,
        text: (&[u8], bool),
        (dialect, width): (Dialect, Option<usize>),
        judge: &WordJudge<'_>,
    ) -> Option<Self> {
        let is_plain = layout.traits.known_by == KnownBy::Words && judge.knows_words();
        let is_worked_out = |field: Field| layout.rule_of(field).is_some();
        if !is_plain || is_worked_out(Field::Status) || is_worked_out(Field::Quantity) {
            return None;
        }
        let units = layout.column(Field::Quantity)?;
        let own = width.unwrap_or(layout.roles.len()).min(layout.roles.len());
        let says: Vec<usize> = (0..own).filter(|at| *at != units && may_say(layout, *at)).collect();
        if says.is_empty() {
            return None;
        }
        let mut table = Self {
            headings: layout.headers[..own].to_vec(),
            units,
            status: layout.column(Field::Status),
            says,
            own_of_each: layout.own_of_each(),
            found: Vec::new(),
        };
        let (mut rows, mut met) = (0_usize, vec![0_usize; own]);
        each_first_row(text, dialect, |row| {
            rows += 1;
            let cell = |at: usize| {
                let cell = row.get(at).unwrap_or(b"").trim_ascii();
                std::str::from_utf8(cell).unwrap_or("")
            };
            if let Some(parted) = table.parted(&cell, judge) {
                met[parted.at] += 1;
            }
        });
        let found = |at: &usize| {
            let read = match layout.roles[*at] {
                Role::Field(field) => Some(field),
                _ => None,
            };
            let values = ValuesTell::OfSomeUnits(read);
            let found = Found::sure_of(&layout.headers[*at], Field::Status, values);
            Found { percent: percent_of(met[*at], rows), ..found }
        };
        table.found = (0..own).filter(|at| met[*at] > 0).map(|at| found(&at)).collect();
        (!table.found.is_empty()).then_some(table)
    }

    /// What a row says of some of its units.
    fn parted<'a>(
        &self,
        cell: &dyn Fn(usize) -> &'a str,
        judge: &WordJudge<'_>,
    ) -> Option<PartedRow<'a>> {
        let units = || count(cell(self.units)).filter(|units| *units > 0);
        self.says.iter().find_map(|at| {
            let (others, lots) = states_of(cell(*at), judge)?;
            let said: u32 = lots.iter().map(|(units, _)| units).sum();
            let left = units()?.checked_sub(said)?;
            Some(PartedRow { at: *at, others, lots, left })
        })
    }

    /// How many columns of its own the table that is written has.
    pub(in super::super) fn written(&self) -> usize {
        self.headings.len() + usize::from(self.status.is_none())
    }

    /// Writes the rows below headings, those that say a state of some of their units parted, and gives how
    /// many there are and what is said of marks for the cell above.
    ///
    /// `place` gives the file and the line of a row: those of its sheet, where it is of one.
    pub(in super::super) fn turn(
        &self,
        text: impl Read,
        dialect: Dialect,
        place: impl Fn(&ByteRecord, u64) -> (Vec<u8>, Vec<u8>),
        judge: &WordJudge<'_>,
        out: &mut impl Write,
    ) -> csv::Result<(u64, Option<Text>)> {
        let mut reader = even_records(text, dialect);
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
        let own = self.headings.len();
        let added = self.status.is_none().then_some(Field::Status.code());
        let headings = self.headings.iter().map(String::as_str).chain(added);
        writer.write_record(headings.chain(["", ""]))?;
        let (mut record, mut rows) = (ByteRecord::new(), 0);
        let mut dittos = DittoFill::of(&self.own_of_each);
        while reader.read_byte_record(&mut record)? {
            dittos.fill(&mut record);
            let bytes = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
            let again = |(at, heading): (usize, &String)| {
                key(heading) == key(&String::from_utf8_lossy(bytes(at)))
            };
            let is_empty = (0..own).all(|at| bytes(at).is_empty());
            if is_empty || self.headings.iter().enumerate().all(again) {
                continue;
            }
            let (file, line) = place(&record, record.position().map_or(0, csv::Position::line));
            let mut write = |cells: Vec<&[u8]>| {
                let state = added.map(|_| &b""[..]).filter(|_| cells.len() == own);
                rows += 1;
                writer.write_record(cells.into_iter().chain(state).chain([&file[..], &line]))
            };
            let text = |at: usize| std::str::from_utf8(bytes(at)).unwrap_or("");
            let parted =
                if sums_up(record.iter().take(own)) { None } else { self.parted(&text, judge) };
            let Some(parted) = parted else {
                write((0..own).map(bytes).collect())?;
                continue;
            };
            let left = parted.left.to_string();
            let mut is_first = true;
            if parted.left > 0 {
                let cell = |at: usize| match at {
                    at if at == self.units => left.as_bytes(),
                    at if at == parted.at => parted.others.as_bytes(),
                    at => bytes(at),
                };
                write((0..own).map(cell).collect())?;
                is_first = false;
            }
            for (units, state) in &parted.lots {
                let units = units.to_string();
                // What tells one machine from others is of the first row alone.
                let cell = |at: usize| match at {
                    at if at == self.units => units.as_bytes(),
                    at if Some(at) == self.status => state.as_bytes(),
                    at if at == parted.at => parted.others.as_bytes(),
                    at if !is_first && self.own_of_each[at] => b"",
                    at => bytes(at),
                };
                let said = added.map(|_| state.as_bytes());
                write((0..own).map(cell).chain(said).collect())?;
                is_first = false;
            }
        }
        writer.flush()?;
        Ok((rows, dittos.said()))
    }
}

/// Whether a column may say a state of some of the units of its rows: of states, comments, places, uses.
fn may_say(layout: &Layout, at: usize) -> bool {
    let heading = layout.headers[at].trim();
    let is_of = |field: Field| matches!(field, Field::Status | Field::Site | Field::Entity);
    !layout.is_told(at)
        && match layout.roles[at] {
            Role::Field(field) | Role::Second(field) if is_of(field) => true,
            Role::Field(Field::UserKey) | Role::Ignored | Role::Personal => {
                comments(heading) || says_where(heading)
            }
            _ => false,
        }
}

/// Whether a heading is of where machines are, with whom or for what.
fn says_where(heading: &str) -> bool {
    super::super::by_values::is_of_holders(heading) || super::super::by_values::is_of_uses(heading)
}

/// The states that a cell says of some units, and what it says besides; none where one is not known, is
/// that of all of them, or may be how they came.
fn states_of<'a>(cell: &'a str, judge: &WordJudge<'_>) -> Option<(&'a str, Vec<(u32, &'a str)>)> {
    if cell.len() > LONGEST || !cell.contains(' ') {
        return None;
    }
    let (others, lots) = lots_said(cell)?;
    let mut is_apart = false;
    let mut states = Vec::new();
    for (units, said) in lots {
        let state = judge.state(said).filter(|_| says_one(said, judge))?;
        if state != "in_service" {
            is_apart = true;
        }
        states.push((u32::from(units), said));
    }
    is_apart.then_some((others, states))
}

/// Whether words say one state, that machines are in, and not how they came.
fn says_one(said: &str, judge: &WordJudge<'_>) -> bool {
    // Loans, and machines that are ready.
    const EITHER: [&str; 2] = ["pret", "prets"];
    let folded = fold(said);
    !said.bytes().any(|byte| byte.is_ascii_digit())
        && !EITHER.contains(&folded.as_str())
        && !judge.is_condition(said)
        && !folded.split(' ').any(tells_its_coming)
        && judge.state(said) != Some("ordered")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct SomeStates;

    impl crate::Kinds for SomeStates {
        fn is_type(&self, _: &str) -> bool {
            false
        }
        fn state(&self, word: &str) -> Option<&'static str> {
            Some(match fold(word).as_str() {
                "hs" => "decommissioned",
                "en stock" | "prets" | "recus" => "in_stock",
                "en service" => "in_service",
                "commandes" => "ordered",
                _ => return None,
            })
        }
    }

    #[test]
    fn states_of_some_units_are_told_where_each_is_known() {
        let judge = WordJudge::new(Some(&SomeStates));
        let of = |cell| states_of(cell, &judge);
        assert_eq!(of("dont 2 HS"), Some(("", vec![(2, "HS")])));
        assert_eq!(of("8 en service, 2 HS"), Some(("", vec![(8, "en service"), (2, "HS")])));
        assert_eq!(of("Salle 3 (2 en stock)"), Some(("Salle 3", vec![(2, "en stock")])));
        for cell in
            ["8 en service", "2 HS, 1 zork", "2 prêts", "2 reçus", "3 commandés", "2 HS 3 en stock"]
        {
            assert_eq!(of(cell), None, "{cell}");
        }
    }
}
