//! Which of several columns of prices is what is paid.

use super::{LIKE, Search, UnreadColumn, ValuesTell};
use crate::amount::{TAX_RATES, amount, euros_in};
use crate::kinds::is_number;
use crate::price_heading::{has_tax, is_of_a_discount, is_of_a_price, may_be_of_a_price};
use crate::price_meant::PriceMeant;
use crate::propose::fit;
use crate::sample::RowSample;
use crate::{Field, Layout, Role};
use ground::table::{fold, parse_number};
use std::collections::BTreeSet;

/// The most that is taken off a price: what is less than a third of it is the price of something else.
const LEAST: f64 = 1.0 / 3.0;

fn is_filled(cell: &[u8]) -> bool {
    !cell.trim_ascii().is_empty()
}

/// The amount of a column in a row.
fn euros(row: &csv::ByteRecord, at: usize) -> Option<f64> {
    euros_in(std::str::from_utf8(row.get(at)?).ok()?)
}

/// Whether a column says what is taken off prices, and of some row that something is.
fn takes_off(column: &UnreadColumn<'_>) -> bool {
    let is_some = |cell: &&str| cell.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    is_of_a_discount(column.heading)
        && column.cells.iter().all(|cell| is_number(cell.trim_start_matches(['-', '–', '−'])))
        && column.cells.iter().any(is_some)
}

/// Whether a heading says the total of a line.
fn says_total(heading: &str) -> bool {
    fold(heading).split(' ').any(|word| word == "total")
}

/// The cells without the formulas that a workbook keeps no value of.
fn valued<'a>(cells: &[&'a str]) -> Vec<&'a str> {
    cells.iter().copied().filter(|cell| !cell.starts_with('=')).collect()
}

impl Search<'_> {
    /// The column of what is paid for a unit: the one whose heading says it best, whatever its place.
    ///
    /// Of two that both say that they are paid, one may be the other with its tax; else it is asked,
    /// and none is read. So it is where another column of prices is somewhat less, and where a column
    /// beside says what is taken off.
    pub(super) fn prices(&mut self, layout: &Layout, sample: &RowSample) {
        let field = Field::PriceEur;
        let of_lines = self.of_lines(layout, sample);
        let known = layout.column(field).filter(|at| !of_lines.contains(at));
        if known.is_none() {
            self.taken.extend(layout.column(field).map(|at| (at, Role::Ignored)));
        }
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
                && !of_lines.contains(&column.at)
                && !self.may_count(column.heading)
                && !self.taken.iter().any(|(at, _)| *at == column.at)
                && fit(field, column.heading, &valued(&column.cells), self.judge) >= LIKE
        });
        let mut columns: Vec<usize> = likely.map(|column| column.at).chain(known).collect();
        columns.sort_unstable();
        let said = |at: usize| PriceMeant::said_by(&layout.headers[at], &layout.headers);
        let Some(best) = columns.iter().map(|at| said(*at)).max() else {
            return self.ask_whether();
        };
        columns.retain(|at| said(*at) == best);
        let tax = |at: &usize| has_tax(&layout.headers[*at]);
        let is_known = best <= PriceMeant::Asked && known.is_some_and(|at| columns.contains(&at));
        let taxes: BTreeSet<_> = columns.iter().map(tax).collect();
        if best > PriceMeant::Asked && taxes.len() < columns.len() {
            return self.ask_which(&columns, layout, ValuesTell::Prices);
        }
        // Without its tax first: so are prices between organisations.
        let first = columns.iter().copied().min_by_key(|at| tax(at) != Some(false));
        let Some(chosen) = known.filter(|_| is_known).or(first) else { return };
        let mut others = self.less_than(chosen, layout, sample);
        others.retain(|at| *at != chosen && (said(*at) == PriceMeant::Listed || said(*at) == best));
        if !others.is_empty() {
            others.push(chosen);
            return self.ask_which(&others, layout, ValuesTell::Prices);
        }
        let is_paid = [PriceMeant::Paid, PriceMeant::OfARowPaid].contains(&best);
        if !is_paid && self.unread.iter().any(takes_off) {
            return self.ask_which(&[chosen], layout, ValuesTell::BeforeDiscount);
        }
        if known != Some(chosen) {
            self.unread.retain(|column| column.at != chosen);
            self.taken.push((chosen, Role::Field(field)));
        }
    }

    /// The columns of prices that are those of the whole line: in every row, the units times what
    /// another column says of one.
    fn of_lines(&mut self, layout: &Layout, sample: &RowSample) -> Vec<usize> {
        let is_units = |(_, role): &&(usize, Role)| *role == Role::Field(Field::Quantity);
        let found = self.taken.iter().find(is_units).map(|(at, _)| *at);
        let Some(units) = layout.column(Field::Quantity).or(found) else { return Vec::new() };
        let unread = self.unread.iter().filter(|column| may_be_of_a_price(column.heading));
        let prices: Vec<usize> =
            unread.map(|column| column.at).chain(layout.column(Field::PriceEur)).collect();
        let is_of_line = |whole: usize, one: usize| {
            let told = |row: &csv::ByteRecord| {
                let units = parse_number(std::str::from_utf8(row.get(units)?).ok()?, false).ok()?;
                Some((units, euros(row, one)? * units, euros(row, whole)?))
            };
            let rows: Vec<(f64, f64, f64)> = sample.rows.iter().filter_map(told).collect();
            let is_times = |rate: &f64| {
                rows.iter().all(|(units, sum, whole)| {
                    (whole - sum * rate).abs() <= (0.006 * units).max(0.001 * sum.abs())
                })
            };
            rows.iter().any(|(units, ..)| *units >= 2.0) && TAX_RATES.iter().any(is_times)
        };
        let whole = |at: &usize| prices.iter().any(|one| one != at && is_of_line(*at, *one));
        let mut whole: Vec<usize> = prices.iter().copied().filter(whole).collect();
        // What is the line's total for several units is no price of one: `Prix HT` = `Total HT`.
        let totals: Vec<usize> = self
            .unread
            .iter()
            .filter(|column| says_total(column.heading))
            .map(|column| column.at)
            .collect();
        let is_the_total = |at: usize, total: usize| {
            let told = |row: &csv::ByteRecord| {
                let units = parse_number(std::str::from_utf8(row.get(units)?).ok()?, false).ok()?;
                Some((units, euros(row, at)?, euros(row, total)?))
            };
            let rows: Vec<(f64, f64, f64)> = sample.rows.iter().filter_map(told).collect();
            let is_same = |rate: &f64| {
                rows.iter()
                    .all(|(_, own, whole)| (whole - own * rate).abs() <= 0.006 + 0.001 * own.abs())
            };
            rows.iter().any(|(units, ..)| *units >= 2.0) && TAX_RATES.iter().any(is_same)
        };
        let is_line = |at: &usize| {
            !whole.contains(at)
                && !says_total(&layout.headers[*at])
                && totals.iter().any(|total| is_the_total(*at, *total))
        };
        let lines: Vec<usize> = prices.iter().copied().filter(is_line).collect();
        for at in &lines {
            let heading = layout.headers[*at].trim();
            self.note(heading, Field::PriceEur, false, ValuesTell::OfTheLine, 1.0);
        }
        whole.extend(lines);
        whole
    }

    /// The columns that may be what is paid in place of this one, whatever their headings call it: of
    /// prices with the same tax, in no row more, and in some less, by what a discount takes.
    fn less_than(&self, chosen: usize, layout: &Layout, sample: &RowSample) -> Vec<usize> {
        let tax = |at: usize| has_tax(&layout.headers[at]);
        let is_less = |at: usize| {
            let both = |row: &csv::ByteRecord| Some((euros(row, chosen)?, euros(row, at)?));
            let both: Vec<(f64, f64)> = sample.rows.iter().filter_map(both).collect();
            both.iter().all(|(own, other)| other <= own && *other >= own * LEAST)
                && both.iter().any(|(own, other)| other < own)
        };
        let of_another_tax = |at: usize| tax(at).zip(tax(chosen)).is_some_and(|(a, b)| a != b);
        let columns = self.unread.iter().filter(|column| {
            column.said.is_none()
                && may_be_of_a_price(column.heading)
                && !of_another_tax(column.at)
                && is_less(column.at)
        });
        columns.map(|column| column.at).collect()
    }

    /// Asks of columns of amounts whether they are the price of one unit, where none is read.
    fn ask_whether(&mut self) {
        let is_amount = |cell: &&str| is_number(cell) || amount(cell).is_some();
        let asked = |column: &&UnreadColumn<'_>| {
            column.said.is_none()
                && !self.is_asked(column.heading)
                && (is_of_a_price(column.heading)
                    || may_be_of_a_price(column.heading) && has_tax(column.heading).is_some())
                && column.cells.iter().all(&is_amount)
        };
        let headings: Vec<&str> =
            self.unread.iter().filter(asked).map(|column| column.heading).collect();
        for heading in headings {
            self.note(heading, Field::PriceEur, false, ValuesTell::APrice, 1.0);
        }
    }

    /// Whether a heading says an amount and nothing besides, of money or of units: `Amount`, which is
    /// asked.
    fn may_count(&self, heading: &str) -> bool {
        self.is_asked(heading)
            && PriceMeant::said_by(heading, &[]) == PriceMeant::OfARow
            && !heading.trim().contains(char::is_whitespace)
    }

    /// Whether what a heading says is asked already.
    fn is_asked(&self, heading: &str) -> bool {
        self.found.iter().any(|one| !one.sure && one.heading == heading)
    }

    /// Asks which of these columns is the price, and reads none.
    fn ask_which(&mut self, columns: &[usize], layout: &Layout, why: ValuesTell) {
        let field = Field::PriceEur;
        self.taken.extend(layout.column(field).map(|at| (at, Role::Ignored)));
        for at in columns {
            let heading = layout.headers[*at].trim();
            self.note(heading, field, false, why, 1.0);
        }
    }
}
