//! The sums of a cross table: what says its others once more counts nothing.

use super::super::kinds::count;
use super::super::placeholder::is_placeholder;
use super::super::sample::Sample;

/// Whether the cells of a column are the sums of the others of their rows.
pub(super) fn sums_its_row(sample: &Sample, column: usize) -> bool {
    sample.rows.iter().all(|row| {
        let others = row.iter().enumerate().filter(|(at, _)| *at != column);
        let sum: u64 = others.filter_map(|(_, cell)| units(cell.trim_ascii())).sum();
        units(row.get(column).unwrap_or(b"").trim_ascii()) == Some(sum)
    })
}

/// The sums of the rows of a cross table above one, by column.
pub(super) struct Sums {
    of_all: Vec<u64>,
    /// Of those since the last total.
    pub(super) of_part: Vec<u64>,
}

impl Sums {
    pub(super) fn nothing(columns: usize) -> Self {
        Self { of_all: vec![0; columns], of_part: vec![0; columns] }
    }

    pub(super) fn add(&mut self, numbers: &[&[u8]]) {
        for (at, number) in numbers.iter().enumerate() {
            let number = units(number).unwrap_or(0);
            self.of_all[at] += number;
            self.of_part[at] += number;
        }
    }

    /// Whether the numbers of a row are these, and not all nothing.
    pub(super) fn are(&self, numbers: &[&[u8]]) -> bool {
        let told: Option<Vec<u64>> = numbers.iter().map(|number| units(number)).collect();
        told.is_some_and(|told| {
            told.iter().any(|number| *number > 0) && (told == self.of_all || told == self.of_part)
        })
    }
}

/// The units that a cell of a cross table says: none where it is empty; nothing known where it is
/// no number.
fn units(cell: &[u8]) -> Option<u64> {
    if is_placeholder(cell) {
        return Some(0);
    }
    count(std::str::from_utf8(cell).ok()?).map(u64::from)
}
