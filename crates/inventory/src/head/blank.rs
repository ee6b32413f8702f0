//! Columns without a heading: what a first line leaves blank above types (`;;2024;2025`), and a last column
//! whose cells say states.

use super::super::counted_name::{share_said, some_said};
use super::super::dated_heading::When;
use super::super::first_record::First;
use super::super::kinds::{WordJudge, WordKind, is_maker, tells_units};
use super::super::sample::RowSample;
use super::super::sections::lines::even_records;
use super::super::sections::stacked::field;
use csv::ByteRecord;
use ground::table::Dialect;

/// The longest cell that is looked at for a state, in bytes.
const LONGEST: usize = 120;

/// Names the columns of a first line that have no heading, where their cells say what they are.
pub(super) fn name(
    first: &mut First,
    (text, whole): (&[u8], bool),
    dialect: Dialect,
    width: Option<usize>,
    judge: &WordJudge<'_>,
) {
    let own = width.unwrap_or(usize::MAX).min(first.cells.len());
    let is_blank = |cell: &String| cell.trim().is_empty();
    let filled = first.cells[..own].iter().filter(|cell| !is_blank(cell)).count();
    let leading = first.cells[..own].iter().take_while(|cell| is_blank(cell)).count();
    // Nearly every line of headings ends here.
    if filled < 2 || !judge.knows_words() {
        return;
    }
    let rows = &text[first.bytes..];
    if leading > 0 {
        name_leading(first, (leading, own), (rows, whole), dialect, judge);
    }
    let last = first.cells[..own].iter().rposition(|cell| !is_blank(cell)).map_or(own, |at| at + 1);
    if width.is_none() {
        // Where no line has more cells than the headings, there is none.
        let rows = if last < own { rows } else { first_lines_of(rows) };
        name_last(first, last, rows, dialect, judge);
    }
}

/// The first lines of a text.
fn first_lines_of(text: &[u8]) -> &[u8] {
    const LINES: usize = 20;
    let end = memchr::memchr_iter(b'\n', text).nth(LINES - 1);
    &text[..end.map_or(text.len(), |end| end + 1)]
}

/// Names the first columns, where one of them is of types and all others are of numbers below headings.
fn name_leading(
    first: &mut First,
    (leading, own): (usize, usize),
    (rows, whole): (&[u8], bool),
    dialect: Dialect,
    judge: &WordJudge<'_>,
) {
    let headings = &first.cells[leading..own];
    let end = headings.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    let are_years = || {
        headings[..end].iter().all(|own| When::read(own).is_some_and(|own| own.year().is_some()))
    };
    // One blank heading above types is a corner, which names none.
    if headings[..end].iter().any(|cell| cell.trim().is_empty()) || leading < 2 && !are_years() {
        return;
    }
    let sample = RowSample::of(rows, dialect, whole);
    let mostly = |at: usize, is: &dyn Fn(&str) -> bool| {
        let cells = sample.told(at);
        !cells.is_empty() && cells.iter().filter(|cell| is(cell)).count() * 10 >= cells.len() * 6
    };
    let word = |at: usize, word: WordKind| mostly(at, &|cell| judge.is(word, cell));
    let are_numbers = |at: usize| mostly(at, &|cell| tells_units(cell));
    let types = (0..leading).find(|at| word(*at, WordKind::Type));
    if types.is_none() || !(leading..leading + end).all(are_numbers) {
        return;
    }
    for at in 0..leading {
        let heading = match at {
            at if Some(at) == types => "Type",
            at if mostly(at, &is_maker) => "Marque",
            at if word(at, WordKind::Model) => "Modèle",
            _ => continue,
        };
        if !first.cells.iter().any(|cell| cell == heading) {
            heading.clone_into(&mut first.cells[at]);
        }
    }
}

/// Names the first column behind the headings that holds something, where one of its cells says a state.
fn name_last(first: &mut First, last: usize, rows: &[u8], dialect: Dialect, judge: &WordJudge<'_>) {
    let mut reader = even_records(rows, dialect);
    let (mut record, mut met) = (ByteRecord::new(), None);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let text = |at: usize| {
            let cell = record.get(at).unwrap_or(b"").trim_ascii();
            std::str::from_utf8(cell).unwrap_or("")
        };
        let mut filled = (last..record.len()).filter(|at| !record[*at].trim_ascii().is_empty());
        // Nearly no row has any.
        let Some(at) = filled.next() else { continue };
        // More of them are of another table.
        if filled.next().is_some() || met.is_some_and(|met| met != at) {
            return;
        }
        // Headings begin another table.
        if (0..=at).any(|at| field(text(at)).is_some()) {
            return;
        }
        met = Some(at);
        // Nor is a line of words that name no machine a row.
        let is_row = |cell: &str| {
            cell.bytes().any(|byte| byte.is_ascii_digit()) || judge.is(WordKind::Type, cell)
        };
        if (0..at).any(|at| is_row(text(at))) && says_a_state(text(at), judge) {
            let heading = format!("Colonne {}", at + 1);
            first.cells.resize(first.cells.len().max(at + 1), String::new());
            first.cells[at] = heading;
            return;
        }
    }
}

/// Whether a cell says a state, of all units of its row or of some.
fn says_a_state(cell: &str, judge: &WordJudge<'_>) -> bool {
    let is_state = |said: &str| judge.state(said).is_some_and(|state| state != "in_service");
    cell.len() <= LONGEST
        && cell.chars().any(char::is_alphabetic)
        && (is_state(cell)
            || some_said(cell).is_some_and(|some| is_state(some.said))
            || share_said(cell).is_some_and(|share| is_state(share.said())))
}
