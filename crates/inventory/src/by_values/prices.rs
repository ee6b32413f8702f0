//! Which of several columns of prices is what is paid.

use super::{LIKE, Search, Values};
use crate::price_heading::{PriceMeant, has_tax};
use crate::propose::fit;
use crate::sample::Sample;
use crate::{Field, Layout, Role};
use std::collections::BTreeSet;

fn is_filled(cell: &[u8]) -> bool {
    !cell.trim_ascii().is_empty()
}

impl Search<'_> {
    /// The column of what is paid for a unit: the one whose heading says it best, whatever its place.
    ///
    /// Of two that both say that they are paid, one may be the other with its tax; else it is asked,
    /// and none is read.
    pub(super) fn prices(&mut self, layout: &Layout, sample: &Sample) {
        let field = Field::PriceEur;
        let known = layout.column(field);
        // A column of another table of the file stands in no row of this one, and is no choice.
        let beside = |at: usize| {
            known.is_none_or(|known| {
                sample.told(known).is_empty()
                    || sample.rows.iter().any(|row| {
                        [known, at].into_iter().all(|at| row.get(at).is_some_and(is_filled))
                    })
            })
        };
        let likely = self.unread.iter().filter(|column| {
            column.said.is_none()
                && beside(column.at)
                && !self.may_count(column.heading)
                && !self.taken.iter().any(|(at, _)| *at == column.at)
                && fit(field, column.heading, &column.cells, self.judge) >= LIKE
        });
        let mut columns: Vec<usize> = likely.map(|column| column.at).chain(known).collect();
        columns.sort_unstable();
        let said = |at: usize| PriceMeant::said_by(&layout.headers[at], &layout.headers);
        let Some(best) = columns.iter().map(|at| said(*at)).max() else { return };
        columns.retain(|at| said(*at) == best);
        let tax = |at: &usize| has_tax(&layout.headers[*at]);
        if best <= PriceMeant::Asked && known.is_some_and(|known| columns.contains(&known)) {
            return;
        }
        let taxes: BTreeSet<_> = columns.iter().map(tax).collect();
        if best > PriceMeant::Asked && taxes.len() < columns.len() {
            return self.ask_which(&columns, layout);
        }
        // Without its tax first: so are prices between organisations.
        let chosen = columns.iter().copied().min_by_key(|at| tax(at) != Some(false));
        let Some(chosen) = chosen else { return };
        if known != Some(chosen) {
            self.unread.retain(|column| column.at != chosen);
            self.taken.push((chosen, Role::Field(field)));
        }
    }

    /// Whether a heading says an amount and nothing besides, of money or of units: `Amount`, which is
    /// asked.
    fn may_count(&self, heading: &str) -> bool {
        let is_asked = self.found.iter().any(|one| !one.sure && one.heading == heading);
        is_asked
            && PriceMeant::said_by(heading, &[]) == PriceMeant::OfARow
            && !heading.trim().contains(char::is_whitespace)
    }

    /// Asks which of several columns is the price, and reads none.
    fn ask_which(&mut self, columns: &[usize], layout: &Layout) {
        let field = Field::PriceEur;
        self.taken.extend(layout.column(field).map(|at| (at, Role::Ignored)));
        for at in columns {
            let heading = layout.headers[*at].trim().to_owned();
            self.note(heading, field, false, Values::Prices, 1.0);
        }
    }
}
