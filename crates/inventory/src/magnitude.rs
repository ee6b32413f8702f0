//! Memory whose numbers say their unit by nothing but their magnitude.

use super::by_values::percent;
use super::found::{Found, ValuesTell};
use super::headings::Hint;
use super::sample::RowSample;
use super::size::by_magnitude;
use super::{Field, Layout};
use ground::table::parse_number;

impl Layout {
    /// Notes the unit that the numbers of memory are read in, where nothing but their magnitude says it.
    pub(super) fn note_memory(&mut self, sample: &RowSample) {
        let Some(at) = self.hint(Hint::Memory).filter(|at| !self.is_told(*at)) else { return };
        if self.column(Field::RamGb).is_none_or(|own| own < self.roles.len()) {
            return;
        }
        let cells = sample.told(at);
        let numbers: Vec<f64> =
            cells.iter().filter_map(|cell| parse_number(cell, false).ok()).collect();
        let unit_of = |number: &f64| by_magnitude(*number).1;
        let Some(unit) = numbers.iter().map(unit_of).find(|unit| *unit != "Go") else { return };
        let share = numbers.iter().filter(|number| unit_of(number) == unit).count() as f64
            / cells.len() as f64;
        let found = Found::sure_of(&self.headers[at], Field::RamGb, ValuesTell::InUnit(unit));
        self.found.push(Found { percent: percent(share), ..found });
    }
}
