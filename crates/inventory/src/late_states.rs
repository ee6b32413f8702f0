//! States that only rows below the first ones say, in a column that is no column of states: a remark far down.

use super::by_values::{is_of_holders, is_of_uses, may_remark};
use super::column_words::comments;
use super::found::{Found, ValuesTell, percent_of};
use super::kinds::WordJudge;
use super::placeholder::is_placeholder;
use super::sample::{ROWS, each_first_row};
use super::{Field, Layout, Role};
use ground::table::Dialect;
use std::collections::HashSet;

/// The longest cell that is looked at, in bytes.
const LONGEST: usize = 120;

impl Layout {
    /// Asks of such columns, of the rows that say no state; `text` begins at a line, and whether it is cut
    /// nowhere stands beside.
    pub(super) fn note_late_states(
        &mut self,
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        // Nearly every short table ends here.
        if memchr::memchr_iter(b'\n', text.0).nth(ROWS).is_none() {
            return;
        }
        let columns: Vec<(usize, Option<Field>)> = (0..self.own_columns())
            .filter(|at| !self.is_told(*at))
            .filter(|at| !self.found.iter().any(|own| own.is_said_of(&self.headers[*at])))
            .filter(|at| self.may_say_late(*at, judge))
            .map(|at| (at, self.place_in(at)))
            .collect();
        if columns.is_empty() {
            return;
        }
        let status = self.read_of(Field::Status);
        let (mut rows, mut met) = (0_usize, vec![0_usize; columns.len()]);
        let mut silent: HashSet<String> = HashSet::new();
        each_first_row(text, dialect, |row| {
            rows += 1;
            let cell = |at: usize| row.get(at).unwrap_or(b"").trim_ascii();
            if rows <= ROWS || !is_placeholder(status.map_or(&b""[..], cell)) {
                return;
            }
            for ((at, _), met) in columns.iter().zip(&mut met) {
                let Ok(said) = std::str::from_utf8(cell(*at)) else { continue };
                if said.is_empty() || said.len() > LONGEST || silent.contains(said) {
                    continue;
                }
                let is_out = |state| !["in_service", "ordered"].contains(&state);
                if judge.state(said).is_some_and(is_out) && !judge.is_condition(said) {
                    *met += 1;
                } else {
                    silent.insert(said.to_owned());
                }
            }
        });
        for ((at, read), met) in columns.into_iter().zip(met).filter(|(_, met)| *met > 0) {
            let commented = comments(&self.headers[at]);
            let values = if commented { ValuesTell::States } else { ValuesTell::StatesAmong(read) };
            let found = Found::asked_of(&self.headers[at], Field::Status, values);
            self.asks(vec![Found { percent: percent_of(met, rows), ..found }]);
        }
    }

    /// Whether a column may say a state far down.
    fn may_say_late(&self, at: usize, judge: &WordJudge<'_>) -> bool {
        let heading = self.headers[at].trim();
        let is_where = is_of_holders(heading) || is_of_uses(heading);
        match self.roles[at] {
            Role::Field(_) => self.place_in(at).is_some(),
            Role::Ignored => may_remark(heading, judge) || comments(heading) || is_where,
            Role::Personal => comments(heading) || is_where,
            _ => false,
        }
    }

    /// The place that a column is read as.
    fn place_in(&self, at: usize) -> Option<Field> {
        match self.roles[at] {
            Role::Field(field @ (Field::Site | Field::Entity)) => Some(field),
            _ => None,
        }
    }
}
