//! What speaks against a row without a name being the sum of those beside it, whatever its number: figures
//! of its own that are no sums of theirs, and more rows of its own group beside them.

use super::arithmetic::HeldRows;
use super::sureness::FiguresTell;
use crate::kinds::count;

impl HeldRows<'_> {
    /// Whether each other figure of a row may be that of a sum: the sum of those of the rows that it
    /// would sum up, the sum of them for each of their units, or the same in all of them; where some say
    /// none, of those that do, as a spreadsheet adds them.
    ///
    /// A price of its own is of machines.
    pub(super) fn figures_add_up(&self, row: usize, run: &[usize]) -> FiguresTell {
        let own = (self.figures)(row);
        if own.iter().all(Option::is_none) {
            return FiguresTell::Sums;
        }
        let parts: Vec<(Vec<Option<f64>>, f64)> =
            run.iter().map(|at| ((self.figures)(*at), units(&self.rows[*at].numbers))).collect();
        let tell = |(at, own): (usize, f64)| {
            let told = parts
                .iter()
                .filter_map(|(figures, units)| Some((figures.get(at).copied().flatten()?, *units)));
            let told: Vec<(f64, f64)> = told.collect();
            let is = |figure: f64| (figure - own).abs() < 0.01;
            let sum = told.iter().map(|(figure, _)| figure).sum();
            let weighed = told.iter().map(|(figure, units)| figure * units).sum();
            if told.is_empty() {
                FiguresTell::Open
            } else if is(sum) || is(weighed) || told.iter().all(|(figure, _)| is(*figure)) {
                FiguresTell::Sums
            } else {
                FiguresTell::Own
            }
        };
        let known = own.iter().enumerate().filter_map(|(at, own)| Some((at, (*own)?)));
        known.map(tell).min().unwrap_or(FiguresTell::Sums)
    }

    /// Whether a row says in a column of words the sum of the whole numbers that these say there: a number
    /// that nothing reads (`En panne`, beside the quantity) is no word of its own then.
    pub(super) fn word_adds_up(&self, row: usize, column: usize, run: &[usize]) -> bool {
        let number = |at: usize| match self.word(at, column) {
            "" => Some(0),
            word => count(word),
        };
        let parts: Option<Vec<u32>> = run.iter().map(|at| number(*at)).collect();
        !self.word(row, column).is_empty()
            && parts.is_some_and(|parts| {
                parts.len() > 1
                    && number(row) == Some(parts.into_iter().fold(0, u32::saturating_add))
            })
    }

    /// Whether a row next to those that would be summed up, or to their sum, is of their group too: it
    /// says all that the sum says, and would be left out of it.
    pub(super) fn goes_on(
        &self,
        row: usize,
        run: &[usize],
        is_sum: &dyn Fn(usize) -> bool,
    ) -> bool {
        let (first, last) = (run.iter().min(), run.iter().max());
        let (Some(first), Some(last)) = (first, last) else { return false };
        let before = (*first).min(row).checked_sub(1);
        let behind = Some((*last).max(row) + 1).filter(|at| *at < self.rows.len());
        let own = self.words(row);
        let is_alike = |at: usize| {
            let told = || own.iter().enumerate().filter(|(_, word)| !word.is_empty());
            told().next().is_some() && told().all(|(column, word)| self.word(at, column) == word)
        };
        let is_known = |at: &usize| self.rows[*at].numbers.iter().any(Option::is_some);
        [before, behind]
            .into_iter()
            .flatten()
            .filter(is_known)
            .any(|at| !is_sum(at) && is_alike(at))
    }
}

/// A number of units, as a figure.
fn units(numbers: &[Option<u64>]) -> f64 {
    let number = numbers.first().copied().flatten().and_then(|number| u32::try_from(number).ok());
    number.map_or(0.0, f64::from)
}
