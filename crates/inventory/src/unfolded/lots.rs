//! What stands beside rows that count several machines each: numbers are of the row as a whole, a
//! room or a lot, or of each of its machines.

use super::super::column_words::{CountsUnits, counts};
use super::super::crossed::is_headcount;
use super::super::kinds::{WordJudge, count};
use super::super::sample::RowSample;
use super::super::shape::is_plural;
use super::super::{Field, Layout, Role};
use super::cell::is_shared;
use super::heading::{Named, Part, said};
use super::units::RowUnit;

/// From so many on, a number that is no less than that of the row's own machines is of the row: each of
/// them has not as many screens as there are machines.
const MANY: u32 = 3;

/// The columns of a table, of which one under a heading that nobody listed may count its rows' own
/// machines: `Nb postes`.
pub(super) fn counted(plain: Layout, sample: &RowSample, judge: &WordJudge<'_>) -> Layout {
    if plain.column(Field::Quantity).is_some() {
        return plain;
    }
    let is_units = |at: &usize| {
        let (heading, cells) = (plain.headers[*at].trim(), sample.told(*at));
        let numbers = cells.iter().filter(|cell| count(cell).is_some()).count();
        plain.roles[*at] == Role::Ignored
            && matches!(counts(heading), CountsUnits::Yes | CountsUnits::Head)
            && !is_headcount(heading)
            // `Nb PC` counts the machines of that name.
            && said(heading, judge).is_none()
            && !plain.is_told(*at)
            && numbers > 0
            && numbers * 2 >= cells.len()
    };
    let Some(at) = (0..plain.roles.len()).find(is_units) else { return plain };
    let mut roles = plain.roles.clone();
    roles[at] = Role::Field(Field::Quantity);
    plain.with(roles)
}

/// Keeps the machines of columns that count them for the row as a whole, and gives the columns of the
/// others: nothing says how many those are.
///
/// One column that counts a row's own tells of all: `12` screens beside 12 computers are of the room, and
/// so is its one printer. What many share is of the row by itself.
pub(super) fn units_of_rows(
    plain: &Layout,
    units: &mut Vec<RowUnit>,
    sample: &RowSample,
) -> Vec<usize> {
    let own = plain.column(Field::Quantity);
    let number = |row: &csv::ByteRecord, at: usize| {
        row.get(at).and_then(|cell| count(std::str::from_utf8(cell.trim_ascii()).ok()?))
    };
    let is_of_rows = |unit: &RowUnit| {
        let Some((at, own)) = counting(unit, sample).zip(own) else { return false };
        let pairs = sample.rows.iter().filter_map(|row| number(row, own).zip(number(row, at)));
        let pairs: Vec<(u32, u32)> = pairs.filter(|(own, other)| *own > 1 && *other > 0).collect();
        let no_less = pairs.iter().filter(|(own, other)| other >= own).count();
        let many = pairs.iter().any(|(own, other)| other >= own && *other >= MANY);
        let shared = unit.named.thing.as_deref().is_some_and(is_shared);
        !pairs.is_empty() && (many && no_less * 2 >= pairs.len() || shared)
    };
    let proven = units.iter().any(is_of_rows);
    let (kept, left): (Vec<RowUnit>, Vec<RowUnit>) = std::mem::take(units)
        .into_iter()
        .partition(|unit| proven && counting(unit, sample).is_some());
    *units = kept;
    // Nothing is a diagonal then.
    for unit in units.iter_mut() {
        if let Some(counted) = counting(unit, sample) {
            let of_units = unit.parts.iter_mut().filter(|(at, _)| *at == counted);
            of_units.for_each(|(_, part)| *part = Part::Count);
        }
    }
    left.iter().flat_map(|unit| unit.parts.iter().map(|(at, _)| *at)).collect()
}

/// Whether a machine is one of those that each computer has: a screen, and no printer of the room.
pub(super) fn is_of_each(named: &Named) -> bool {
    const EACH: [&str; 10] = [
        "ecran",
        "moniteur",
        "monitor",
        "screen",
        "bildschirm",
        "pantalla",
        "schermo",
        "casque",
        "headset",
        "dock",
    ];
    let thing = named.thing.as_deref().unwrap_or("");
    thing.split(' ').any(|word| EACH.iter().any(|own| word.starts_with(own)))
}

/// Whether numbers below the name of several things are of units, and no diagonals: another column
/// counts the machines of its rows, or several columns of things are of numbers.
pub(super) fn are_of_rooms(plain: &Layout, sample: &RowSample, judge: &WordJudge<'_>) -> bool {
    let several = |at: usize| {
        let cells = sample.told(at);
        let numbers = cells.iter().filter_map(|cell| count(cell));
        numbers.clone().count() * 2 >= cells.len() && numbers.clone().any(|units| units > 1)
    };
    let counted = |at: usize| {
        let heading = &plain.headers[at];
        let is_units = plain.roles[at] == Role::Field(Field::Quantity) && !is_headcount(heading);
        is_units || matches!(said(heading, judge), Some((_, Part::Count)))
    };
    let things = |at: &usize| {
        let heading = &plain.headers[*at];
        is_plural(heading, judge) && matches!(said(heading, judge), Some((_, Part::Itself)))
    };
    let columns = || (0..plain.roles.len()).filter(|at| several(*at));
    columns().any(counted) || columns().filter(things).count() > 1
}

/// The column that counts a machine, where all of its cells are numbers.
fn counting(unit: &RowUnit, sample: &RowSample) -> Option<usize> {
    unit.parts.iter().find_map(|(at, part)| match part {
        Part::Count => Some(*at),
        Part::Itself => {
            let cells = sample.told(*at);
            (!cells.is_empty() && cells.iter().all(|cell| count(cell).is_some())).then_some(*at)
        }
        _ => None,
    })
}
