//! Whole numbers below a bare word for a number (`N`, `N°`, `#`), in a list without a quantity: the ranks of its
//! rows, the numbers of machines, or how many there are; and codes of states.

use super::Search;
use crate::column_words::{against, is_of_names};
use crate::found::{Found, RowsAsked};
use crate::kinds::{are_called_in_order, count};
use crate::sample::RowSample;
use crate::{Field, KnownBy, Layout, Role};
use ground::table::fold;
use std::collections::{BTreeSet, HashSet};

/// The largest number of units that such a number may be.
const FEW: u32 = 9_999;

/// Whether a heading is a word for a number, and no more.
fn is_bare(heading: &str) -> bool {
    const BARE: [&str; 8] = ["n", "no", "nr", "nro", "num", "numero", "number", "nummer"];
    let heading = heading.trim();
    heading == "#" || BARE.contains(&fold(heading.trim_end_matches(['.', '°', 'º', ' '])).as_str())
}

impl Search<'_> {
    /// Leaves the ranks of rows, and asks of numbers that may be of units: those that repeat.
    pub(super) fn numbered(&mut self, layout: &Layout, sample: &RowSample) {
        self.counted_where(layout, sample);
        let is_plain = layout.traits.known_by == KnownBy::Words;
        if !is_plain || self.has(Field::Quantity) {
            return;
        }
        let at = (0..layout.roles.len()).find(|at| {
            let role = layout.roles[*at];
            let is_free = matches!(
                role,
                Role::Field(Field::EquipmentId | Field::AssetTag) | Role::Ignored | Role::Blank
            );
            is_free && is_bare(&layout.headers[*at]) && !layout.is_told(*at)
        });
        let Some(at) = at else { return };
        let heading = layout.headers[at].trim();
        let cells = sample.told(at);
        let is_unit =
            |cell: &&str| !cell.starts_with('0') && count(cell).is_some_and(|number| number <= FEW);
        if cells.len() * 2 < self.rows || cells.is_empty() || !cells.iter().all(is_unit) {
            return;
        }
        let is_read = matches!(layout.roles[at], Role::Field(_));
        if cells[0] == "1" && are_called_in_order(&cells) {
            if is_read {
                self.taken.push((at, Role::Ignored));
            }
            self.settle(heading, RowsAsked::Ranks);
            return;
        }
        let is_each = |other: usize| {
            let told = sample.told(other);
            let distinct: HashSet<&&str> = told.iter().collect();
            other != at && layout.is_of_each(other) && distinct.len() * 2 > self.rows
        };
        // Each another, they call machines.
        let distinct: HashSet<&&str> = cells.iter().collect();
        let may_count = distinct.len() < cells.len();
        if may_count && !(0..layout.roles.len()).any(is_each) {
            if is_read {
                self.taken.push((at, Role::Ignored));
            }
            self.settle(heading, RowsAsked::NumberOrQuantity);
        }
    }

    /// Asks of codes among which some are words of states: `ES`, `HS`, `ST`.
    pub(super) fn codes(&mut self) {
        const MEANT: [(&str, &str); 6] = [
            ("es", "in_service"),
            ("st", "in_stock"),
            ("sk", "in_stock"),
            ("ep", "in_repair"),
            ("rb", "decommissioned"),
            ("rf", "decommissioned"),
        ];
        let is_code = |cell: &&str| {
            (1..=3).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        let mut found = Vec::new();
        for column in &self.unread {
            let codes: BTreeSet<&str> = column.cells.iter().copied().collect();
            let is_asked = self.found.iter().any(|one| one.heading == column.heading);
            let is_other = against(Field::Status, column.heading) || is_of_names(column.heading);
            if is_asked || is_other || !(2..=6).contains(&codes.len()) || !codes.iter().all(is_code)
            {
                continue;
            }
            let (known, unknown): (Vec<&str>, Vec<&str>) =
                codes.into_iter().partition(|code| self.judge.state(code).is_some());
            let is_out = |code: &&str| self.judge.state(code) != Some("in_service");
            if !known.iter().any(is_out) || unknown.is_empty() {
                continue;
            }
            let meant = |code: &&str| {
                let state = MEANT.iter().find(|(own, _)| own.eq_ignore_ascii_case(code))?.1;
                Some(((*code).to_owned(), state))
            };
            let named = unknown.iter().filter_map(meant).collect();
            let asked = RowsAsked::StateCodes;
            let own = Found::of_rows_asked(column.heading, Field::Status, asked);
            found.push(Found { named, ..own });
        }
        self.found.extend(found);
    }

    /// Says of a column what it is, and nothing else.
    fn settle(&mut self, heading: &str, asked: RowsAsked) {
        self.found.retain(|one| one.heading != heading);
        self.found.push(Found::of_rows_asked(heading, Field::Quantity, asked));
    }
}

#[cfg(test)]
mod tests {
    use super::is_bare;

    #[test]
    fn a_bare_word_for_a_number_calls_nothing() {
        for heading in ["N", "N°", "n°", "No", "No.", "Nº", "#", "Numéro", "Num.", "Nr."] {
            assert!(is_bare(heading), "{heading}");
        }
        for heading in ["N° inventaire", "Nom", "N° de bien", "Nombre", "Note", "", "Numéro PC"]
        {
            assert!(!is_bare(heading), "{heading}");
        }
    }
}
