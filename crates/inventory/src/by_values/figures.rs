//! Columns of figures that no heading tells, and storage of no kind: they are asked.

use super::{LIKE, Search, Unread};
use crate::contest::READ;
use crate::found::Values;
use crate::headings::Hint;
use crate::kinds::is_number;
use crate::propose::{fit, is_of_people};
use crate::sample::Sample;
use crate::size::drives;
use crate::{Field, Layout};

impl Search<'_> {
    /// Columns of figures by headings that are like known ones, and storage that does not say its
    /// kind: they are asked.
    pub(super) fn figures(&mut self, layout: &Layout, sample: &Sample) {
        const FIELDS: [Field; 8] = [
            Field::AnnualEnergyKwh,
            Field::WeightKg,
            Field::RamGb,
            Field::SsdGb,
            Field::HddGb,
            Field::ScreenSizeIn,
            Field::CpuCores,
            Field::CpuCount,
        ];
        let of_figures = |column: &Unread<'_>| {
            let numbers = || column.cells.iter().filter(|cell| is_number(cell)).count();
            column.said.is_none()
                && numbers() * 2 >= column.cells.len()
                && !is_of_people(column.heading, &column.cells)
        };
        let columns = self.unread.iter().enumerate();
        let figures: Vec<usize> =
            columns.filter(|(_, column)| of_figures(column)).map(|(index, _)| index).collect();
        for field in FIELDS {
            if layout.column(field).is_some() || self.has(field) {
                continue;
            }
            let like = |index: &&usize| {
                let column = &self.unread[**index];
                !self.found.iter().any(|one| one.heading == column.heading)
                    && fit(field, column.heading, &column.cells, self.judge) >= LIKE
            };
            if let Some(index) = figures.iter().find(like) {
                self.ask(*index, field, Values::Figures, 1.0);
            }
        }
        let Some(at) = layout.hint(Hint::Storage).filter(|at| !layout.is_told(*at)) else { return };
        let cells = sample.told(at);
        let sized = |cell: &&&str| cell.contains(|c: char| c.is_ascii_digit());
        let kindless = |cell: &&&str| {
            sized(cell) && drives(cell, true).is_empty() && drives(cell, false).is_empty()
        };
        let share = cells.iter().filter(kindless).count() as f64 / cells.len().max(1) as f64;
        if share >= READ {
            let heading = layout.headers[at].trim().to_owned();
            self.note(heading, Field::SsdGb, false, Values::Figures, share);
        }
    }
}
