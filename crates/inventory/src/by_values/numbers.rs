//! Columns of numbers of units and of days: a number says nothing of itself, and the heading must
//! speak for it.

use super::super::found::{NumbersAsked, RowsAsked};
use super::remarks::state_of_numbers;
use super::states::is_backup;
use super::{Search, UnreadColumn, ValuesTell};
use crate::column_words::{
    CountsUnits, LEFT, counts, days, is_a_part, is_dated, is_of_ages, said_of_units,
};
use crate::contest::{CAME, READ, ReadingStanding};
use crate::dated_heading::is_year;
use crate::dated_heading::without_year;
use crate::in_part::{part_within, without_part};
use crate::kinds::{count, is_day, is_number, is_numbered_day, tells_a_day, tells_units};
use crate::loans::says_back;
use crate::price_heading::is_of_money_alone;
use crate::price_meant::{PriceMeant, may_be_taken_off};
use crate::sum_words::is_total_word;
use crate::totals::is_of_a_plan;
use crate::{Field, Layout};
use ground::table::fold;
use std::collections::{BTreeSet, HashSet};

/// The most units of a row where its heading says no more than that it is an amount.
const FEW: u32 = 19_999;
/// From this share of its cells on, what could be numbers of units by values alone is looked at.
const ALL_BUT_FEW: f64 = 0.8;
/// From this share of its cells on, it is asked, where nothing else counts the rows.
const MOST: f64 = 0.6;
/// From this share of its cells on, a column of days is one whatever its heading.
pub(super) const NEARLY_ALL: f64 = 0.9;

/// The share of cells that are so.
fn share(cells: &[&str], is: impl Fn(&str) -> bool) -> f64 {
    cells.iter().filter(|cell| is(cell)).count() as f64 / cells.len().max(1) as f64
}

impl Search<'_> {
    /// The column of numbers of units: its heading must say so.
    ///
    /// Where it says no more than that, half of the cells are enough: what cannot be read of the
    /// others costs their rows, as below any heading of quantities.
    pub(super) fn units(&mut self, serials: &[&str], types: &[&str]) {
        if self.has(Field::Quantity) {
            return;
        }
        let one_each = self.is_one_each(serials);
        let (mut head, mut asked, mut further) = (None, Vec::new(), Vec::new());
        let (mut elsewhere, mut flowing) = (Vec::new(), false);
        for (index, column) in self.unread.iter().enumerate() {
            // `Total (dont stock)` over `8 (1)`: the whole stands before the brackets.
            let whole = part_within(column.heading).map(|(before, _)| before);
            let heading = whole.unwrap_or(column.heading);
            let cells = column.cells.iter().map(|cell| without_part(cell, column.heading));
            let cells: Vec<&str> = cells.collect();
            let numbers: Vec<u32> = cells.iter().filter_map(|cell| count(cell)).collect();
            let share = share(&cells, tells_units);
            let in_use = self.counts_in_use(heading, &numbers);
            if share == 0.0 || is_of_money_alone(heading) {
                continue;
            }
            let several =
                numbers.iter().any(|number| *number > 1) || numbers.len() < column.cells.len();
            let few = numbers.iter().all(|number| *number <= FEW);
            let half = column.cells.len() * 2 >= self.rows;
            // What came or went, or is of a year, is asked where its numbers are neither days nor years.
            let of_a_year = is_of_a_year(heading);
            let flows = of_a_year || is_of_days(heading) && !in_use;
            let units = of_a_year || counts(heading) != CountsUnits::No;
            let may = half && share >= MOST && several && !one_each && may_count(&numbers);
            if flows && !(may && units) {
                continue;
            }
            flowing |= flows;
            // Nor are those that are needed, or planned.
            let of_a_state = self.is_of_a_state(heading) || is_of_a_plan(heading);
            let says = match counts(heading) {
                // Beside what some of them are, the total is the whole: `Total;dont HS`.
                _ if is_total_word(heading.as_bytes()) && (whole.is_some() || self.has_parts()) => {
                    CountsUnits::Yes
                }
                _ if flows => CountsUnits::Silent,
                // Units ordered, broken or gone are others than those of the row.
                CountsUnits::Yes | CountsUnits::Head if of_a_state => {
                    elsewhere.extend(half.then_some((index, share)));
                    CountsUnits::No
                }
                // Screens counted beside computers are no number of computers.
                CountsUnits::Thing(thing) if of_the_thing(types, &thing) => CountsUnits::Yes,
                CountsUnits::Thing(_) => {
                    further.extend((several || numbers.contains(&1)).then_some((index, share)));
                    CountsUnits::No
                }
                CountsUnits::Head if !few => CountsUnits::Silent,
                CountsUnits::Silent | CountsUnits::No if in_use && few => CountsUnits::Head,
                // Nor are `Écrans`, or `Disque`, alone.
                CountsUnits::Silent if self.is_another_thing(heading, types) => {
                    let whole = numbers.len() == column.cells.len() && few;
                    further.extend((whole && several).then_some((index, share)));
                    CountsUnits::No
                }
                says => says,
            };
            if says == CountsUnits::Yes && half && share >= READ && !(one_each && several) {
                return self.take(index, Field::Quantity, ValuesTell::Counts, share);
            }
            let nearly = half && share >= ALL_BUT_FEW;
            if says == CountsUnits::Head && nearly && !(one_each && several) {
                head = head.or(Some((index, share)));
            }
            let may = may && says != CountsUnits::No;
            if may && of_a_state {
                elsewhere.push((index, share));
            } else if may || says == CountsUnits::Yes || says == CountsUnits::Head {
                asked.push((index, share));
            }
        }
        for (index, share) in further {
            self.ask(index, Field::Quantity, ValuesTell::Further, share);
        }
        for (index, share) in elsewhere {
            self.ask(index, Field::Quantity, ValuesTell::InAnotherState, share);
        }
        if let Some((index, share)) = head {
            return self.take(index, Field::Quantity, ValuesTell::Counts, share);
        }
        // Numbers of years, or of what came in them, are of no places.
        let values = if asked.len() > 1 && !flowing {
            ValuesTell::Numbers(NumbersAsked::CountsOrPlaces)
        } else {
            ValuesTell::Counts
        };
        for (index, share) in asked {
            self.ask(index, Field::Quantity, values, share);
        }
    }

    /// Whether columns say of how many units what they are: `dont HS`, or `En stock` and `HS`.
    fn has_parts(&self) -> bool {
        let counted =
            |column: &&UnreadColumn<'_>| column.cells.iter().all(|cell| count(cell).is_some());
        let counted = self.unread.iter().filter(counted).map(|column| column.heading);
        let states: BTreeSet<&str> =
            counted.clone().filter_map(|heading| state_of_numbers(heading, self.judge)).collect();
        states.len() > 1 || counted.clone().any(is_a_part)
    }

    /// Whether the numbers below a word for what is in service are of units: it may be said of days as
    /// well (`En service`), and of answers.
    fn counts_in_use(&self, heading: &str, numbers: &[u32]) -> bool {
        self.judge.state(heading) == Some("in_service")
            && numbers.iter().any(|number| *number > 1)
            && may_count(numbers)
    }

    /// Whether a heading is the word for a thing that the rows are not.
    fn is_another_thing(&self, heading: &str, types: &[&str]) -> bool {
        let thing = fold(heading);
        let first = thing.split(' ').next().unwrap_or("");
        let stem = first.trim_end_matches('s');
        self.judge.knows_words()
            && !types.is_empty()
            && self.judge.is_counted(&thing)
            && !self.judge.leaves_open(&thing)
            && !types.iter().any(|cell| fold(cell).split(' ').any(|word| word.starts_with(stem)))
    }

    /// Whether a heading of numbers says of them a state that is not that of what is used or held.
    fn is_of_a_state(&self, heading: &str) -> bool {
        let words = said_of_units(heading);
        let told = |words: &str| self.judge.state(words).or_else(|| self.judge.state_ahead(words));
        let said = told(&words.join(" ")).or_else(|| words.iter().find_map(|word| told(word)));
        said.is_some_and(|state| !["in_service", "in_stock"].contains(&state))
    }

    /// Whether a heading is a state other than in service, or what is to come, whole: `HS`, `Réformés`,
    /// `À acheter`.
    fn is_of_some(&self, heading: &str) -> bool {
        let state = self.judge.state(heading).or_else(|| self.judge.state_ahead(heading));
        state.is_some_and(|state| state != "in_service")
            || state_of_numbers(heading, self.judge).is_some()
            || is_backup(heading)
            || self.is_of_a_state(heading)
            || is_of_a_plan(heading)
    }

    /// Whether ones and zeros below a heading of what is kept for others count some of the several units
    /// of their rows.
    fn is_held(&self, heading: &str, own: &[&str]) -> bool {
        let several = || own.iter().any(|cell| count(cell).is_some_and(|units| units > 1));
        (self.judge.state(heading) == Some("in_stock") || is_backup(heading)) && several()
    }

    /// Whether the rows have serial numbers of their own.
    fn is_one_each(&self, serials: &[&str]) -> bool {
        let distinct: HashSet<&&str> = serials.iter().collect();
        distinct.len() * 2 > self.rows
    }

    /// A second column of numbers of units, beside one that is read: `Qté livrée` beside `Qté`; or of
    /// whole numbers that may be of other units, `En réserve`, of which the heading says nothing.
    ///
    /// What repeats the numbers that are read, `Total`, and those of years, says nothing besides.
    pub(super) fn other_units(
        &mut self,
        serials: &[&str],
        (own, types): (&[&str], &[&str]),
        layout: &Layout,
    ) {
        let one_each = self.is_one_each(serials);
        // Beside the price of one, an amount or a total is money.
        let asks = |heading: &str| PriceMeant::said_by(heading, &[]);
        let is_priced = layout.column(Field::PriceEur).is_some()
            || self.unread.iter().any(|column| asks(column.heading) >= PriceMeant::Asked);
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            let share = share(&column.cells, tells_units);
            let is_money = asks(column.heading) == PriceMeant::OfARow
                || is_total_word(column.heading.as_bytes())
                || may_be_taken_off(column.heading, "2");
            if is_priced && is_money {
                continue;
            }
            let asked = self.found.iter().any(|one| one.heading == column.heading);
            // Of what is broken, gone or to come people leave an empty cell where there is none.
            let of_some = is_a_part(column.heading) || self.is_of_some(column.heading);
            let few = column.cells.len() * 2 < self.rows && !of_some;
            if asked || few || column.cells.is_empty() || share < ALL_BUT_FEW {
                continue;
            }
            let numbers: Vec<u32> = column.cells.iter().filter_map(|cell| count(cell)).collect();
            if column.cells == own || is_year(column.heading) || is_of_money_alone(column.heading) {
                continue;
            }
            let dated = is_of_days(column.heading);
            let in_use = self.counts_in_use(column.heading, &numbers);
            let may = (!dated || in_use)
                && !one_each
                && may_count(&numbers)
                && numbers.iter().any(|n| *n > 1);
            let values = match counts(column.heading) {
                _ if is_a_part(column.heading) => ValuesTell::Part,
                CountsUnits::Yes | CountsUnits::Head if !self.is_of_a_state(column.heading) => {
                    ValuesTell::Counts
                }
                CountsUnits::Silent if is_total_word(column.heading.as_bytes()) => {
                    ValuesTell::Counts
                }
                CountsUnits::Yes | CountsUnits::Head => ValuesTell::InAnotherState,
                CountsUnits::Silent if may && of_some => ValuesTell::InAnotherState,
                CountsUnits::Silent if may => ValuesTell::Further,
                // `Vidéoprojecteur` over 1 and 2, whatever the numbers are.
                CountsUnits::Silent
                    if !one_each
                        && self.is_another_thing(column.heading, types)
                        && numbers.len() == column.cells.len() =>
                {
                    ValuesTell::Further
                }
                // Answers are of one machine a row, and years are days that machines left.
                _ if of_some
                    && (numbers.iter().any(|number| *number > 1)
                        || self.is_held(column.heading, own))
                    && numbers.iter().all(|number| *number < 1900) =>
                {
                    ValuesTell::InAnotherState
                }
                _ => continue,
            };
            if values == ValuesTell::InAnotherState
                && state_of_numbers(column.heading, self.judge).is_some()
            {
                let values = ValuesTell::Rows(RowsAsked::PartsOrBesides);
                self.ask(index, Field::Status, values, share);
                continue;
            }
            self.ask(index, Field::Quantity, values, share);
        }
    }

    /// Columns of ages, where no day of coming is read: an age is no day, and is said.
    pub(super) fn ages(&mut self) {
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            if is_of_ages(column.heading) && share(&column.cells, is_number) >= READ {
                self.ask(index, Field::AcquiredOn, ValuesTell::Ages, 1.0);
            }
        }
    }

    /// The columns of the days that machines came, or left.
    ///
    /// A heading that says such a day needs half of the cells to be one, in whatever form; below
    /// it, a column with any is asked. Under another heading nearly all must be, and it is asked.
    pub(super) fn days(&mut self, standing: &ReadingStanding) {
        let plain = standing.layout.traits.known_by == crate::KnownBy::Words;
        let mut came = standing.reads_days();
        let mut asked = Vec::new();
        let mut index = 0;
        while index < self.unread.len() {
            let column = &self.unread[index];
            let told = share(&column.cells, tells_a_day);
            let years = share(&column.cells, is_year);
            let values = if years >= NEARLY_ALL { ValuesTell::Years } else { ValuesTell::Days };
            match days(column.heading) {
                Ok(Some(field)) if told > 0.0 => {
                    let had = standing.layout.column(field).is_some() || self.has(field);
                    // A tool's own headings are known: of its days of coming, one is enough.
                    let wanted = !had && (plain || !came || LEFT.contains(&field));
                    if wanted && told >= READ {
                        came |= CAME.contains(&field);
                        self.take(index, field, values, told);
                        continue;
                    }
                    if wanted {
                        asked.push((index, field, values, told));
                    }
                }
                // What was given back left, if to whom it was hired from; it did not come on that day.
                Ok(None) if says_back(column.heading) => {
                    let had = standing.layout.column(Field::ExitedOn).is_some();
                    if plain && !had && !self.has(Field::ExitedOn) && told >= NEARLY_ALL {
                        asked.push((index, Field::ExitedOn, values, told));
                    }
                }
                Ok(None) if !came => {
                    let dated = is_dated(column.heading);
                    let is = |cell: &str| {
                        is_day(cell) || is_year(cell) || (dated && is_numbered_day(cell))
                    };
                    let told = share(&column.cells, is);
                    if told >= NEARLY_ALL {
                        asked.push((index, Field::AcquiredOn, values, told));
                    }
                }
                _ => {}
            }
            index += 1;
        }
        if !came && plain {
            self.ages();
        }
        for (index, field, values, told) in asked {
            // What a column taken after it settles is not asked.
            if !(came && field == Field::AcquiredOn) {
                self.ask(index, field, values, told);
            }
        }
    }
}

/// Whether a heading is of a year, and says nothing that counts no units besides: `Année 2024`, `Qté N-1`.
fn is_of_a_year(heading: &str) -> bool {
    counts(heading) == CountsUnits::No
        && without_year(heading)
            .is_some_and(|rest| rest.is_empty() || counts(&rest) != CountsUnits::No)
}

/// Whether a heading says days.
fn is_of_days(heading: &str) -> bool {
    matches!(days(heading), Ok(Some(_))) || is_dated(heading)
}

/// Whether nearly all types of the rows name a thing.
fn of_the_thing(types: &[&str], thing: &str) -> bool {
    let names = |cell: &str| fold(cell).split(' ').any(|word| word.starts_with(thing));
    !types.is_empty() && share(types, names) >= 0.8
}

/// Whether numbers may be of units: no years, no days as sheets number them, no numbering, no codes,
/// be it the same on each row.
pub(super) fn may_count(numbers: &[u32]) -> bool {
    let years = numbers.iter().all(|number| (1990..=2040).contains(number));
    let days = numbers.iter().all(|number| (20_000..=60_000).contains(number));
    let numbering = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let distinct: HashSet<&u32> = numbers.iter().collect();
    let one_or_all = numbers.len() >= 5 && distinct.len() == numbers.len()
        || numbers.len() > 1 && distinct.len() == 1;
    let codes = one_or_all && numbers.iter().all(|number| *number >= 100);
    let large = numbers.iter().any(|number| *number > 100_000);
    // Two or three numbers may follow one another by chance.
    let numbering = numbering && (numbers.len() > 3 || numbers.len() > 1 && numbers[0] == 1);
    !(years || days || codes || large || numbering)
}
