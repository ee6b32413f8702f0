//! Columns of words of one kind, whatever their headings: how machines came, who made them.

use super::{SURE, Search, UnreadColumn, ValuesTell};
use crate::Field;
use crate::kinds::{WordKind, is_maker};
use ground::table::fold;

impl Search<'_> {
    /// The column that says how machines came, by nothing but words of that: `Mode`.
    pub(super) fn ways_of_coming(&mut self) {
        let says = |column: &UnreadColumn<'_>| {
            column.said.is_none()
                && column.cells.iter().all(|cell| self.judge.is(WordKind::WayOfComing, cell))
        };
        if let Some(index) = self.unread.iter().position(says) {
            self.take(index, Field::AcquisitionMode, ValuesTell::WaysOfComing, 1.0);
        }
    }

    /// The column of how long others used machines before: `Mois d'usage antérieur`.
    pub(super) fn used_before(&mut self) {
        const USES: [&str; 6] = ["usage", "utilisation", "use", "service", "vie", "life"];
        const BEFORE: [&str; 14] = [
            "anterieur",
            "anterieure",
            "anterieurs",
            "anterieures",
            "precedent",
            "precedente",
            "prealable",
            "amont",
            "previous",
            "prior",
            "before",
            "upstream",
            "avant",
            "passe",
        ];
        let says = |column: &UnreadColumn<'_>| {
            let heading = fold(column.heading);
            let has = |words: &[&str]| heading.split(' ').any(|word| words.contains(&word));
            let told =
                column.cells.iter().filter(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
            column.said.is_none()
                && has(&USES)
                && has(&BEFORE)
                && told.count() == column.cells.len()
        };
        if let Some(index) = self.unread.iter().position(says) {
            self.take(index, Field::UpstreamMonths, ValuesTell::Figures, 1.0);
        }
    }

    /// The column that names makers.
    pub(super) fn makers(&mut self) {
        let share = |column: &UnreadColumn<'_>| {
            column.cells.iter().filter(|cell| is_maker(cell)).count() as f64
                / column.cells.len() as f64
        };
        let found = self.unread.iter().map(share).enumerate().find(|(_, share)| *share >= SURE);
        if let Some((index, share)) = found {
            self.take(index, Field::Manufacturer, ValuesTell::Makers, share);
        }
    }
}
