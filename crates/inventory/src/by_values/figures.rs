//! Columns of figures that no heading tells, and storage of no kind: they are asked, but where the
//! values settle it. What no field can use, a power, is said.

use super::{LIKE, SURE, Search, UnreadColumn};
use crate::column_words::{against, says_its_kind};
use crate::contest::READ;
use crate::found::ValuesTell;
use crate::headings::Hint;
use crate::kinds::is_number;
use crate::propose::{fit, is_of_people};
use crate::sample::RowSample;
use crate::size::drives;
use crate::{Field, Layout, Role};
use ground::table::{fold, parse_number};

impl Search<'_> {
    /// Columns of figures by headings that are like known ones, and storage that does not say its
    /// kind: they are asked.
    pub(super) fn figures(&mut self, layout: &Layout, sample: &RowSample) {
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
        self.powers();
        let of_figures = |column: &UnreadColumn<'_>| {
            column.said.is_none()
                && is_half_numbers(&column.cells)
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
            let Some(index) = figures.iter().copied().find(|index| like(&index)) else { continue };
            let cells = &self.unread[index].cells;
            let share = cells.iter().filter(|cell| is_diagonal(cell)).count() as f64
                / cells.len().max(1) as f64;
            if field == Field::ScreenSizeIn && share >= SURE {
                // Taken without leaving the list, of which the places are known here.
                self.taken.push((self.unread[index].at, Role::Field(field)));
                self.note(self.unread[index].heading, field, true, ValuesTell::Diagonals, share);
            } else {
                let of_a_kind = says_its_kind(self.unread[index].heading);
                let drives = matches!(field, Field::SsdGb | Field::HddGb) && !of_a_kind;
                let values = if drives { ValuesTell::Drives } else { ValuesTell::Figures };
                self.ask(index, field, values, 1.0);
            }
        }
        self.kindless_drives(layout, sample);
    }

    /// Storage that does not say its kind.
    fn kindless_drives(&mut self, layout: &Layout, sample: &RowSample) {
        let Some(at) = layout.hint(Hint::Storage).filter(|at| !layout.is_told(*at)) else { return };
        let cells = sample.told(at);
        let sized = |cell: &&&str| cell.contains(|c: char| c.is_ascii_digit());
        let kindless = |cell: &&&str| {
            sized(cell) && drives(cell, true).is_empty() && drives(cell, false).is_empty()
        };
        let share = cells.iter().filter(kindless).count() as f64 / cells.len().max(1) as f64;
        if share >= READ {
            let heading = layout.headers[at].trim();
            self.note(heading, Field::SsdGb, false, ValuesTell::Drives, share);
        }
    }

    /// Columns of powers: hours are wanting to make an electricity of them.
    fn powers(&mut self) {
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            let watts = column.cells.iter().filter(|cell| is_in_watts(cell)).count();
            // `kW.h` is no kilowatt.
            let says = against(Field::AnnualEnergyKwh, column.heading)
                && !is_in_watt_hours(column.heading)
                && is_half_numbers(&column.cells);
            if column.said.is_none() && (says || watts * 2 > column.cells.len()) {
                self.ask(index, Field::AnnualEnergyKwh, ValuesTell::Powers, 1.0);
            }
        }
    }
}

/// Whether a heading says a unit of watt-hours: `Conso (kWh)`, `kW.h`.
fn is_in_watt_hours(heading: &str) -> bool {
    let heading = format!(" {} ", fold(heading));
    [" wh ", " kwh ", " mwh ", " w h ", " kw h ", " mw h "]
        .iter()
        .any(|unit| heading.contains(unit))
}

/// Whether half of the cells or more are numbers.
fn is_half_numbers(cells: &[&str]) -> bool {
    cells.iter().filter(|cell| is_number(cell)).count() * 2 >= cells.len()
}

/// Whether a cell is a number of watts: `65 W`, `0.3W`.
fn is_in_watts(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches(char::is_alphabetic);
    let unit = &cell.trim()[digits.len()..];
    ["w", "kw", "mw", "watt", "watts"].contains(&unit.to_lowercase().as_str())
        && parse_number(digits.trim(), false).is_ok()
}

/// Whether a cell may be the diagonal of a screen, in inches: from that of a watch to that of a wall.
fn is_diagonal(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches(|c: char| c.is_alphabetic() || "\"'”″’ ".contains(c));
    let unit = cell.trim()[digits.len()..].trim().to_lowercase();
    let said = parse_number(digits, false).is_ok_and(|number| (1.0..=110.0).contains(&number));
    said && !["cm", "mm"].contains(&unit.as_str())
}
