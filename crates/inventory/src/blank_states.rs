//! Rows without a state below one that is not in service: a state may be written once, and hold for the
//! rows below it.
//!
//! In a column of nothing but exceptions (`HS` on one row) a row without a state is in service. Where
//! other rows say that they are in service, or each state stands once above rows without one, nobody
//! knows: it is asked.

use super::found::{Found, ValuesTell, percent_of};
use super::kinds::WordJudge;
use super::sample::{each_first_row, sums_up};
use super::{Field, Layout};
use ground::table::{Dialect, fold};
use std::collections::BTreeMap;

/// What the states of a column are, row after row.
#[derive(Debug, Default)]
struct StatesMet {
    rows: usize,
    /// The state of the last row that says one, and whether it is out of service.
    last: Option<(String, bool)>,
    /// On how many runs of rows each state stands, and whether it was left blank below one.
    runs: BTreeMap<String, (usize, bool)>,
    /// Rows without a state below one that is out of service.
    below: usize,
    /// Whether a row says that it is in service.
    is_in_service: bool,
    /// Whether the first row says none.
    begins_blank: bool,
    /// Whether the row before says none.
    is_blank: bool,
}

impl StatesMet {
    fn meet(&mut self, cell: &str, judge: &WordJudge<'_>) {
        self.rows += 1;
        if cell.is_empty() {
            self.begins_blank |= self.rows == 1;
            self.is_blank = true;
            if let Some((word, is_out)) = &self.last {
                self.below += usize::from(*is_out);
                if let Some((_, left_blank)) = self.runs.get_mut(word) {
                    *left_blank = true;
                }
            }
            return;
        }
        let state = judge.state(cell).filter(|_| !judge.is_condition(cell));
        self.is_in_service |= state == Some("in_service");
        let word = fold(cell);
        let goes_on = self.last.as_ref().is_some_and(|(last, _)| *last == word);
        if !goes_on || self.is_blank {
            self.runs.entry(word.clone()).or_default().0 += 1;
        }
        self.is_blank = false;
        self.last = Some((word, state.is_some_and(|state| state != "in_service")));
    }

    /// The share of the rows that may be in the state above them, in percent.
    fn asked(&self) -> Option<u8> {
        let once = !self.begins_blank
            && self.runs.len() > 1
            && self.runs.values().all(|(runs, left_blank)| *runs == 1 && *left_blank);
        let asks = self.below > 0 && (self.is_in_service || once);
        asks.then(|| percent_of(self.below, self.rows))
    }
}

impl Layout {
    /// Asks of a column of states whose rows without one stand below rows that are out of service; `text`
    /// begins at a line, and whether it is cut nowhere stands beside.
    pub(super) fn note_blank_states(
        &mut self,
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        let own = self.own_columns();
        let Some(at) = self.column(Field::Status).filter(|at| *at < own && !self.is_told(*at))
        else {
            return;
        };
        let mut met = StatesMet::default();
        each_first_row(text, dialect, |row| {
            let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
            // A title, or a row of totals, has no state.
            let filled = (0..own).filter(|at| !cell(*at).is_empty()).count();
            if filled > 1 && !sums_up((0..own).map(cell)) {
                met.meet(&String::from_utf8_lossy(cell(at)), judge);
            }
        });
        if let Some(percent) = met.asked() {
            let found =
                Found::asked_of(&self.headers[at], Field::Status, ValuesTell::BlankBelowStates);
            self.asks(vec![Found { percent, ..found }]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct BlankWords;

    impl crate::Kinds for BlankWords {
        fn is_type(&self, _: &str) -> bool {
            false
        }
        fn state(&self, word: &str) -> Option<&'static str> {
            match word {
                "En service" => Some("in_service"),
                "HS" | "Panne" => Some("decommissioned"),
                "En stock" => Some("in_stock"),
                _ => None,
            }
        }
    }

    fn asked(cells: &[&str]) -> Option<u8> {
        let judge = WordJudge::new(Some(&BlankWords));
        let mut met = StatesMet::default();
        for cell in cells {
            met.meet(cell, &judge);
        }
        met.asked()
    }

    #[test]
    fn what_stands_blank_below_a_state_is_asked_where_it_may_hold() {
        assert_eq!(asked(&["HS", "", "", "En stock", ""]), Some(60));
        assert_eq!(asked(&["En service", "HS", "", "En stock", ""]), Some(40));
        assert_eq!(asked(&["En service", "", "HS", ""]), Some(25));
        // Exceptions alone: the others are in service.
        assert_eq!(asked(&["", "HS", "", "", ""]), None);
        assert_eq!(asked(&["HS", "", "", "", ""]), None);
        assert_eq!(asked(&["HS", "", "HS", "", "En stock", ""]), None);
        assert_eq!(asked(&["", "HS", "", "En stock", ""]), None);
        // None stands below what is out of service.
        assert_eq!(asked(&["En service", "", "", "HS", "HS"]), None);
        assert_eq!(asked(&["En service", "HS", "En stock"]), None);
    }
}
