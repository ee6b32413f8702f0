//! Rows whose cells say a state of some of their units: `dont 2 HS`, beside a quantity of 10, or in it
//! (`10 dont 2 HS`); or of all of them (`tous HS`).
//!
//! Those units are given a row of their own, in that state; the others stay as the row says. What is
//! written is a plain table, which is recognised as any other.

use super::super::by_values::{may_remark, state_of_numbers};
use super::super::column_words::{comments, is_a_part};
use super::super::counted_name::{lots_said, share_said};
use super::super::ditto::DittoFill;
use super::super::found::{Found, RowsAsked, ValuesTell, percent_of};
use super::super::headings::key;
use super::super::in_part::{number_in_part, part_within, words_in_part};
use super::super::kinds::{WordJudge, count, count_or_none};
use super::super::named_state::tells_its_coming;
use super::super::sample::{each_first_row, sums_up};
use super::super::sections::lines::even_records;
use super::super::{Field, KnownBy, Layout, Role};
use csv::ByteRecord;
use ground::lang::Text;
use ground::table::{Dialect, fold};
use std::collections::{BTreeSet, HashSet};
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
    /// Those that may say a state of some units, and those of the numbers of units in a state each.
    says: Vec<usize>,
    parts: Vec<(usize, &'static str)>,
    /// That which the heading of the quantity says of some: `Quantité (dont HS)`.
    within: Option<&'static str>,
    /// Of its columns, those in which each machine has its own cell.
    own_of_each: Vec<bool>,
    /// What is said of them.
    pub(in super::super) found: Vec<Found>,
}

/// What a row says of some of its units.
struct PartedRow<'a> {
    /// The column of words that says it, and what it says besides.
    at: Option<usize>,
    others: &'a str,
    /// Those in a state, and those that stay.
    lots: Vec<(u32, &'a str)>,
    left: u32,
    /// Whether it says besides where those that stay are.
    is_placed: bool,
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
        // What the quantity says itself goes before.
        let in_it = (units < own && !layout.is_told(units)).then_some(units);
        let beside = (0..own).filter(|at| *at != units && may_say(layout, *at, judge));
        let says: Vec<usize> = in_it.into_iter().chain(beside).collect();
        let parts = part_columns(layout, (units, own), text, dialect, judge);
        if says.is_empty() && parts.is_empty() {
            return None;
        }
        let mut table = Self {
            headings: layout.headers[..own].to_vec(),
            units,
            status: layout.column(Field::Status),
            says,
            parts,
            within: part_within(&layout.headers[units])
                .and_then(|(_, said)| state_of_numbers(said, judge)),
            own_of_each: layout.own_of_each(),
            found: Vec::new(),
        };
        let (mut rows, mut met) = (0_usize, vec![0_usize; own]);
        let mut silent: HashSet<String> = HashSet::new();
        let mut is_silent = |said: &str| {
            said.is_empty()
                || silent.contains(said)
                || !says_states(said, judge) && silent.insert(said.to_owned())
        };
        each_first_row(text, dialect, |row| {
            rows += 1;
            let cell = |at: usize| {
                let cell = row.get(at).unwrap_or(b"").trim_ascii();
                std::str::from_utf8(cell).unwrap_or("")
            };
            // Nearly no cell says one.
            let is_open = table.within.is_some() && cell(units).contains('(');
            if !is_open && table.says.iter().all(|at| is_silent(cell(*at))) {
                return;
            }
            if let Some(at) = table.parted(&cell, judge).and_then(|parted| parted.at) {
                met[at] += 1;
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
        let read = |(at, _): &(usize, &str)| {
            Found::of_rows_asked(&layout.headers[*at], Field::Status, RowsAsked::PartsRead)
        };
        table.found.extend(table.parts.iter().map(read));
        (!table.found.is_empty()).then_some(table)
    }

    /// What a row says of some of its units.
    fn parted<'a>(
        &self,
        cell: &dyn Fn(usize) -> &'a str,
        judge: &WordJudge<'_>,
    ) -> Option<PartedRow<'a>> {
        let by_words = self.says.iter().find_map(|at| self.parted_by_words(*at, cell, judge));
        let Some(mut parted) = by_words else { return self.parted_by_numbers(cell) };
        // What the numbers say besides, of other states.
        let said: Vec<_> = parted.lots.iter().filter_map(|(_, said)| judge.state(said)).collect();
        let besides = self.numbered(cell).filter(|(_, state)| !said.contains(state));
        let besides: Vec<(u32, &str)> = besides.collect();
        if let Some(left) = left_of(parted.left, &besides) {
            parted.left = left;
            parted.lots.extend(besides);
        }
        Some(parted)
    }

    /// What the words of a cell say of some of its row's units.
    fn parted_by_words<'a>(
        &self,
        at: usize,
        cell: &dyn Fn(usize) -> &'a str,
        judge: &WordJudge<'_>,
    ) -> Option<PartedRow<'a>> {
        let said = cell(at);
        if at == self.units {
            let in_brackets = || {
                let (all, part) = number_in_part(said)?;
                Some((all - part, vec![(part, self.within?)]))
            };
            let (left, lots) = parted_quantity(said, judge).or_else(in_brackets)?;
            return Some(PartedRow { at: Some(at), others: "", lots, left, is_placed: false });
        }
        let units = || count(cell(self.units)).filter(|units| *units > 0);
        let share = || Some(("", share_of(said, units()?, judge)?));
        let parted = states_of(said, judge);
        if let Some((others, lots, all)) = placed_lots(said, judge).filter(|_| parted.is_none())
            && Some(all) == units()
        {
            let left = left_of(all, &lots)?;
            return Some(PartedRow { at: Some(at), others, lots, left, is_placed: true });
        }
        let is_share = parted.is_none();
        let (others, lots) = parted.or_else(share)?;
        let left = left_of(units()?, &lots)?;
        // Of all units it is the state of the row, which a column of states says by itself.
        let is_of_row = is_share && left == 0 && Some(at) == self.status;
        let is_placed = false;
        (!is_of_row).then_some(PartedRow { at: Some(at), others, lots, left, is_placed })
    }

    /// What the numbers below headings of a state say of some of a row's units.
    fn parted_by_numbers<'a>(&self, cell: &dyn Fn(usize) -> &'a str) -> Option<PartedRow<'a>> {
        let units = count(cell(self.units)).filter(|units| *units > 0)?;
        let lots: Vec<(u32, &str)> = self.numbered(cell).collect();
        let left = if lots.is_empty() { None } else { left_of(units, &lots) }?;
        Some(PartedRow { at: None, others: "", lots, left, is_placed: false })
    }

    /// The numbers of a row's units in a state each.
    fn numbered<'a>(
        &self,
        cell: &dyn Fn(usize) -> &'a str,
    ) -> impl Iterator<Item = (u32, &'static str)> {
        let lots = self.parts.iter().filter_map(|(at, state)| Some((count(cell(*at))?, *state)));
        lots.filter(|(units, _)| *units > 0)
    }

    /// Whether a column of numbers stands for that of the states, which has none of its own then.
    fn is_numbered_state(&self, at: usize) -> bool {
        Some(at) == self.status && self.parts.iter().any(|(part, _)| *part == at)
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
                let is_none = |at| self.is_numbered_state(at) && count(text(at)) == Some(0);
                let cell = |at: usize| if is_none(at) { &b""[..] } else { bytes(at) };
                write((0..own).map(cell).collect())?;
                continue;
            };
            let left = parted.left.to_string();
            let mut is_first = true;
            if parted.left > 0 {
                let cell = |at: usize| match at {
                    at if at == self.units => left.as_bytes(),
                    at if Some(at) == parted.at => parted.others.as_bytes(),
                    at if self.is_numbered_state(at) => b"",
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
                    at if Some(at) == parted.at && parted.is_placed => b"",
                    at if Some(at) == parted.at => parted.others.as_bytes(),
                    at if !is_first && self.own_of_each[at] => b"",
                    at => bytes(at),
                };
                // Those in service say no more than a row that says nothing, where none but these says any.
                let is_out = judge.state(state) != Some("in_service");
                let said = added.map(|_| if is_out { state.as_bytes() } else { b"" });
                write((0..own).map(cell).chain(said).collect())?;
                is_first = false;
            }
        }
        writer.flush()?;
        Ok((rows, dittos.said()))
    }
}

/// How many of a row's units no lot is of.
fn left_of(units: u32, lots: &[(u32, &str)]) -> Option<u32> {
    units.checked_sub(lots.iter().map(|(units, _)| units).sum::<u32>())
}

/// Whether a column may say a state of some of the units of its rows: of states, comments, places, uses, or
/// one that nobody knows.
fn may_say(layout: &Layout, at: usize, judge: &WordJudge<'_>) -> bool {
    let heading = layout.headers[at].trim();
    let is_of = |field: Field| matches!(field, Field::Status | Field::Site | Field::Entity);
    !layout.is_told(at)
        && match layout.roles[at] {
            Role::Field(field) | Role::Second(field) if is_of(field) => true,
            Role::Ignored if may_remark(heading, judge) => true,
            Role::Field(Field::UserKey) | Role::Ignored | Role::Personal => {
                comments(heading) || says_where(heading)
            }
            _ => false,
        }
}

/// The columns whose numbers are of units of their rows in the state that the heading says: `dont HS`, or one
/// that the user says to be of states. None where a row has more of them than units.
fn part_columns(
    layout: &Layout,
    (units, own): (usize, usize),
    text: (&[u8], bool),
    dialect: Dialect,
    judge: &WordJudge<'_>,
) -> Vec<(usize, &'static str)> {
    let state = |at: usize| {
        let heading = layout.headers[at].trim();
        let role = layout.roles[at];
        let is_told = layout.is_told(at)
            && matches!(role, Role::Field(Field::Status) | Role::Second(Field::Status));
        let may_be = !layout.is_told(at)
            && !matches!(layout.roles[at], Role::Field(field) if field != Field::Status);
        let state = (is_told || may_be).then(|| state_of_numbers(heading, judge))?;
        Some((at, state?, is_told || is_a_part(heading)))
    };
    let all: Vec<(usize, &'static str, bool)> =
        (0..own).filter(|at| *at != units).filter_map(state).collect();
    // Of several states beside what counts them all each is a part; of one nobody knows.
    let states: BTreeSet<&str> = all.iter().map(|(_, state, _)| *state).collect();
    let are_sure = states.len() > 1;
    let parts = all.into_iter().filter(|(_, _, is_sure)| are_sure || *is_sure);
    let parts: Vec<(usize, &'static str)> = parts.map(|(at, state, _)| (at, state)).collect();
    if parts.is_empty() {
        return parts;
    }
    let mut are_parts = true;
    each_first_row(text, dialect, |row| {
        let cell =
            |at: usize| std::str::from_utf8(row.get(at).unwrap_or(b"").trim_ascii()).unwrap_or("?");
        let number = |at: usize| count_or_none(cell(at));
        if sums_up(row.iter().take(own)) || parts.iter().all(|(at, _)| number(*at) == Some(0)) {
            return;
        }
        let said = parts.iter().map(|(at, _)| number(*at)).sum::<Option<u32>>();
        are_parts &= said.is_some_and(|said| number(units).is_some_and(|units| said <= units));
    });
    if are_parts { parts } else { Vec::new() }
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
    let state = |said: &str| judge.state(said).filter(|_| says_one(said, judge));
    let behind =
        words_in_part(cell).filter(|lots| lots.iter().all(|(_, said)| state(said).is_some()));
    let (others, lots) = if let Some(lots) = behind {
        ("", lots)
    } else {
        let (others, lots) = lots_said(cell)?;
        (others, lots.into_iter().map(|(units, said)| (u32::from(units), said)).collect())
    };
    let states: Option<Vec<&str>> = lots.iter().map(|(_, said)| state(said)).collect();
    states?.iter().any(|state| *state != "in_service").then_some((others, lots))
}

/// The units in places, those in states, and how many there are together.
pub(in super::super) type PlacedLots<'a> = (&'a str, Vec<(u32, &'a str)>, u32);

/// The units that a cell says to be in a state, beside others in places (`8 mairie / 2 stock`), where these
/// are, and how many there are together.
pub(in super::super) fn placed_lots<'a>(
    cell: &'a str,
    judge: &WordJudge<'_>,
) -> Option<PlacedLots<'a>> {
    if cell.len() > LONGEST || !cell.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = cell.split(['/', ',', '+', ';']).map(str::trim).collect();
    let said = |part: &&'a str| {
        let (units, said) = part.split_once(' ')?;
        Some((count(units)?, said.trim()))
    };
    let told: Vec<(u32, &str)> = parts.iter().map(said).collect::<Option<_>>()?;
    let is_out = |(_, said): &(u32, &str)| {
        judge.state(said).is_some_and(|state| state != "in_service") && says_one(said, judge)
    };
    let (lots, places): (Vec<_>, Vec<_>) = told.iter().copied().partition(is_out);
    let names_one = |(_, said): &(u32, &str)| {
        said.starts_with(char::is_alphabetic) && judge.state(said).is_none()
    };
    if told.len() < 2 || lots.is_empty() || places.is_empty() || !places.iter().all(names_one) {
        return None;
    }
    let others = if let [(_, place)] = places[..] { place } else { cell };
    Some((others, lots, told.iter().map(|(units, _)| units).sum()))
}

/// Whether a cell says a state of some units, or of all of them, whatever their number.
fn says_states(cell: &str, judge: &WordJudge<'_>) -> bool {
    states_of(cell, judge).is_some()
        || placed_lots(cell, judge).is_some()
        || cell.len() <= LONGEST && share_said(cell).is_some()
}

/// The units of a quantity that says their states, and how many it says none of: `10 dont 2 HS`,
/// `8 en service, 2 en stock`.
fn parted_quantity<'a>(cell: &'a str, judge: &WordJudge<'_>) -> Option<(u32, Vec<(u32, &'a str)>)> {
    let (all, lots) = states_of(cell, judge)?;
    let said: u32 = lots.iter().map(|(units, _)| units).sum();
    let left = if all.is_empty() { 0 } else { count(all)?.checked_sub(said)? };
    Some((left, lots))
}

/// The units of a row that a cell says a state of, as so many of all of them as it says: `tous HS`,
/// `HS sauf 2`.
fn share_of<'a>(cell: &'a str, units: u32, judge: &WordJudge<'_>) -> Option<Vec<(u32, &'a str)>> {
    if cell.len() > LONGEST {
        return None;
    }
    let (units, said) = share_said(cell)?.lot(units)?;
    let state = judge.state(said).filter(|_| says_one(said, judge))?;
    (state != "in_service").then(|| vec![(units, said)])
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
        let parted = |cell| parted_quantity(cell, &judge);
        assert_eq!(parted("10 dont 2 HS"), Some((8, vec![(2, "HS")])));
        assert_eq!(parted("10 (2 HS)"), Some((8, vec![(2, "HS")])));
        assert_eq!(parted("8 en service, 2 HS"), Some((0, vec![(8, "en service"), (2, "HS")])));
        for cell in ["10", "8 mairie / 2 en stock", "2 dont 3 HS", "8 + 2 HS", "8 en service"] {
            assert_eq!(parted(cell), None, "{cell}");
        }
        let share = |cell| share_of(cell, 10, &judge);
        assert_eq!(share("tous HS"), Some(vec![(10, "HS")]));
        assert_eq!(share("HS (sauf 2)"), Some(vec![(8, "HS")]));
        for cell in ["tous en service", "HS", "la moitié HS", "tous prêts", "aucun HS", "tous zork"]
        {
            assert_eq!(share(cell), None, "{cell}");
        }
        for cell in
            ["8 en service", "2 HS, 1 zork", "2 prêts", "2 reçus", "3 commandés", "2 HS 3 en stock"]
        {
            assert_eq!(of(cell), None, "{cell}");
        }
    }
}
