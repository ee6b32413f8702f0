//! Whole numbers below headings of places, people or anything else, in a list that has no quantity: they may
//! be how many there are. `Type;Bureau;Stock`, `Type;Sous garantie;Hors garantie`.

use super::numbers::may_count;
use super::remarks::state_of_numbers;
use super::{Search, ValuesTell, is_of_holders, percent};
use crate::column_words::{days, is_a_part, is_dated, is_of_ages};
use crate::crossed::{heads_where, is_headcount, is_of_a_measure, is_of_a_size};
use crate::found::{Found, NumbersAsked};
use crate::kinds::{WordKind, count, count_or_none};
use crate::price_heading::is_of_a_price;
use crate::sample::RowSample;
use crate::sum_words::is_total_word;
use crate::{Field, KnownBy, Layout, Role};
use ground::table::fold;
use std::collections::BTreeSet;

/// The most units of a row that such a number says.
const FEW: u32 = 9_999;
/// The largest number of telephones beside a row that is none of a line.
const FEW_BESIDE: u32 = 20;

/// Whether two headings say of a thing that it is and that it is not: `Sous garantie`, `Hors garantie`.
fn are_opposite(one: &str, other: &str) -> bool {
    const SIDES: &str = "sous hors avec sans dans non en with without under out in of not";
    let parted = |heading: &str| {
        let folded = fold(heading);
        let is_side = |word: &&str| SIDES.split(' ').any(|own| own == *word);
        let (sides, rest): (Vec<&str>, Vec<&str>) = folded.split(' ').partition(is_side);
        (sides.join(" "), rest.join(" "))
    };
    let ((one, thing), (other, same)) = (parted(one), parted(other));
    thing == same && one != other && !thing.is_empty()
}

/// Whether a cell names a telephone by its maker or its family.
fn is_a_telephone(cell: &str) -> bool {
    const NAMED: &str = "iphone samsung galaxy huawei nokia xiaomi redmi oppo pixel honor motorola crosscall \
        wiko fairphone alcatel yealink";
    let folded = fold(cell);
    let first = folded.split(' ').next().unwrap_or("");
    NAMED.split_whitespace().any(|name| name == first)
}

/// Whether a heading is of telephones, or of the numbers of them.
fn names_telephones(heading: &str) -> bool {
    const NAMES: &str = "tel tels telephone telephones phone phones mobile mobiles portable portables gsm \
        smartphone smartphones handy telefon telefono cell cellphone";
    let folded = fold(heading);
    NAMES.split_whitespace().any(|name| name == folded)
}

impl Search<'_> {
    /// Asks of such numbers where others are asked, or where each row is of a type of its own and little else.
    pub(super) fn counted_where(&mut self, layout: &Layout, sample: &RowSample) {
        let is_plain = layout.traits.known_by == KnownBy::Words;
        if !is_plain || self.has(Field::Quantity) {
            return;
        }
        let asks_units = |one: &Found| !one.sure && one.field == Field::Quantity;
        let is_asked = self.found.iter().any(asks_units);
        let may = |at: &usize| self.may_count_units(*at, layout, sample);
        let columns: Vec<usize> = (0..layout.roles.len()).filter(may).collect();
        // Nearly every table ends here.
        if columns.is_empty() {
            return self.tell_states_among_counts();
        }
        let names_where = |at: &usize| {
            let (heading, role) = (layout.headers[*at].trim(), layout.roles[*at]);
            role == Role::Personal || is_of_holders(heading) || heads_where(heading, role)
        };
        let types =
            layout.read_of(Field::EquipmentType).map_or_else(Vec::new, |at| sample.told(at));
        let distinct: BTreeSet<&&str> = types.iter().collect();
        let filled = (0..layout.roles.len()).filter(|at| !sample.told(*at).is_empty()).count();
        let is_summary = types.len() > 1
            && distinct.len() == types.len()
            && !layout.fields().any(Field::is_of_one_machine)
            && (columns.len() > 1 || filled == 2);
        // `Sous garantie` and `Hors garantie` are of all.
        let heading = |at: &usize| layout.headers[*at].trim();
        let are_two =
            |at: &usize| columns.iter().any(|other| are_opposite(heading(at), heading(other)));
        let may_be =
            |at: &usize| names_where(at) && (is_summary || is_asked) || is_summary && are_two(at);
        let asked: Vec<usize> = columns.iter().copied().filter(may_be).collect();
        // What may be of a place is so of all.
        if !asked.is_empty() {
            for one in self.found.iter_mut().filter(|one| one.values == ValuesTell::Counts) {
                one.values = ValuesTell::Numbers(NumbersAsked::CountsOrPlaces);
            }
        }
        for at in asked {
            let cells = sample.told(at);
            let told = cells.len() as f64 / self.rows.max(1) as f64;
            let values = ValuesTell::Numbers(NumbersAsked::CountsOrPlaces);
            let found = Found::asked_of(&layout.headers[at], Field::Quantity, values);
            self.found.push(Found { percent: percent(told), ..found });
        }
        self.tell_states_among_counts();
    }

    /// Tells numbers that may be those of a state from others.
    fn tell_states_among_counts(&mut self) {
        for one in &mut self.found {
            if one.values == ValuesTell::Numbers(NumbersAsked::CountsOrPlaces)
                && state_of_numbers(&one.heading, self.judge).is_some()
            {
                one.values = ValuesTell::Numbers(NumbersAsked::CountsOrState);
            }
        }
    }

    /// Whether a column that nothing reads as units has whole numbers that may be.
    fn may_count_units(&self, at: usize, layout: &Layout, sample: &RowSample) -> bool {
        let heading = layout.headers[at].trim();
        let is_free = match layout.roles[at] {
            Role::Ignored | Role::Personal => true,
            Role::Hint(_) => heads_where(heading, layout.roles[at]),
            Role::Field(field) => matches!(field, Field::Site | Field::Entity | Field::UserKey),
            _ => false,
        };
        // Nearly no column is of numbers.
        let mut filled = sample.rows.iter().filter_map(|row| row.get(at));
        let first = filled.find(|cell| !cell.trim_ascii().is_empty());
        if !is_free || !first.is_some_and(|cell| cell.trim_ascii()[0].is_ascii_digit()) {
            return false;
        }
        let cells = sample.told(at);
        let is_other = is_of_a_measure(heading)
            || is_of_a_size(heading)
            || is_of_a_price(heading)
            || is_of_ages(heading)
            || is_a_part(heading)
            || is_total_word(heading.as_bytes())
            || is_dated(heading)
            || is_headcount(heading)
            || layout.roles[at] == Role::Ignored && matches!(days(heading), Ok(Some(_)));
        if is_other || layout.is_told(at) || cells.len() * 2 < self.rows {
            return false;
        }
        let is_said = self.found.iter().any(|one| one.is_said_of(heading))
            || self.taken.iter().any(|(taken, _)| *taken == at);
        let is_small = |cell: &&str| {
            !cell.starts_with('0') && count_or_none(cell).is_some_and(|number| number <= FEW)
                || *cell == "0"
        };
        if is_said || cells.is_empty() || !cells.iter().all(is_small) {
            return false;
        }
        let numbers: Vec<u32> = cells.iter().filter_map(|cell| count(cell)).collect();
        numbers.iter().any(|number| *number > 1) && may_count(&numbers)
    }

    /// Asks of telephones beside the rows, below a heading that may be of numbers that reach people: their
    /// models, or how many there are.
    pub(super) fn telephones_beside(&mut self, layout: &Layout, sample: &RowSample) {
        let mut found = Vec::new();
        for (at, role) in layout.roles.iter().enumerate() {
            let heading = layout.headers[at].trim();
            let is_said = self.found.iter().any(|one| one.is_said_of(heading));
            let may_be =
                matches!(role, Role::Personal | Role::Ignored) && names_telephones(heading);
            if !may_be || is_said || layout.is_told(at) {
                continue;
            }
            let cells = sample.told(at);
            let share = |is: &dyn Fn(&str) -> bool| {
                cells.iter().filter(|cell| is(cell)).count() as f64 / cells.len().max(1) as f64
            };
            let is_model =
                |cell: &str| self.judge.is(WordKind::Model, cell) || is_a_telephone(cell);
            let few = |cell: &str| count(cell).is_some_and(|units| units <= FEW_BESIDE);
            let several = || {
                let distinct: BTreeSet<&&str> = cells.iter().collect();
                distinct.len() < cells.len() || cells.len() < 4
            };
            let share_of = share(&is_model);
            let counts = share(&few) >= 1.0 && several();
            if !cells.is_empty() && (share_of >= super::MAY_BE || counts) {
                let asked = Found::asked_of(heading, Field::Model, ValuesTell::Further);
                found.push(Found { percent: percent(share_of.max(share(&few))), ..asked });
            }
        }
        self.found.extend(found);
    }
}
