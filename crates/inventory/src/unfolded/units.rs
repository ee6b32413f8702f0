//! The machines that a row has in the columns of one.

use super::super::Field;
use super::super::kinds::{WordJudge, WordKind, count, is_day, is_maker};
use super::super::placeholder::{is_serial, is_sheet_error};
use super::super::sample::RowSample;
use super::cell::{self, Says, is_none, is_plain, says, several};
use super::heading::{Named, Part, may_be_of_all, units_of_a_yes};
use std::collections::{BTreeMap, BTreeSet};

/// A machine that each row has in columns of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowUnit {
    pub(super) named: Named,
    /// The heading that names it, as the file writes it.
    pub(super) heading: String,
    pub(super) parts: Vec<(usize, Part)>,
    /// Whether the cells below its name are what its machines are called.
    pub(super) is_called: bool,
    /// Whether a state that a cell says of it can be written.
    pub(super) is_stated: bool,
}

impl RowUnit {
    /// The machines that a row has of it: what is said of each.
    pub(super) fn machines(
        &self,
        cell: &dyn Fn(usize) -> String,
        judge: &WordJudge<'_>,
    ) -> Vec<BTreeMap<Field, String>> {
        let (mut said, mut bare, mut units) = (BTreeMap::new(), None, None);
        let mut there = false;
        for (at, part) in &self.parts {
            let cell = cell(*at);
            match part {
                Part::Itself => match self.says(&cell, judge) {
                    Says::None => {}
                    Says::Units(number) if number == "1" => {
                        units = Some(units_of_a_yes(&self.heading).to_string());
                    }
                    Says::Units(number) | Says::Unclear(number) => units = Some(number),
                    Says::Words(words) => bare = Some(words),
                    Says::State(state) => {
                        said.entry(Field::Status).or_insert(state);
                        there = true;
                    }
                },
                Part::Of(Field::Model) => match self.says(&cell, judge) {
                    Says::None => {}
                    Says::Unclear(words) => units = Some(words),
                    Says::State(state) => {
                        said.entry(Field::Status).or_insert(state);
                        there = true;
                    }
                    // `oui (2)` names no model.
                    Says::Units(number)
                        if count(&cell).is_none() && !is_sheet_error(cell.as_bytes()) =>
                    {
                        there = true;
                        if number != "1" {
                            units.get_or_insert(number);
                        }
                    }
                    Says::Units(_) | Says::Words(_) => {
                        there = true;
                        said.insert(Field::Model, cell);
                    }
                },
                Part::Count => match says(&cell) {
                    Says::None => {}
                    Says::Units(number) => units = Some(number),
                    Says::Words(_) | Says::State(_) | Says::Unclear(_) => units = Some(cell),
                },
                Part::Of(field) if !is_none(&cell) && !cell.is_empty() => {
                    // A maker alone says of which none is there.
                    there |= !may_be_of_all(*field) && *field != Field::Manufacturer;
                    said.insert(*field, cell);
                }
                Part::Of(_) | Part::Other(_) => {}
            }
        }
        if !there && bare.is_none() && units.is_none() {
            return Vec::new();
        }
        let names =
            said.remove(&Field::Model).or_else(|| bare.take_if(|bare| !self.is_name(bare, judge)));
        let names =
            names.map_or_else(|| vec![(None, String::new())], |names| several(&names, judge));
        let one = names.len() == 1;
        let machine = |(count, name): (Option<String>, String)| {
            let mut machine = said.clone();
            if !one {
                machine.retain(|field, _| may_be_of_all(*field));
            }
            self.describe(&mut machine, name, judge);
            if let Some(bare) = &bare
                && one
            {
                Self::call(&mut machine, bare);
            }
            let units = count.or_else(|| units.clone().filter(|_| one));
            machine.insert(Field::Quantity, units.unwrap_or_else(|| "1".to_owned()));
            machine
        };
        names.into_iter().map(machine).collect()
    }

    /// What a cell says of it.
    fn says(&self, cell: &str, judge: &WordJudge<'_>) -> Says {
        match cell::read(cell, self.named.thing.as_deref(), self.is_called, judge) {
            Says::State(state) if !self.is_stated => Says::Unclear(state),
            said => said,
        }
    }

    /// Notes whether most of its cells are plain words that nobody knows: names of machines.
    pub(super) fn note_names(&mut self, sample: &RowSample, judge: &WordJudge<'_>) {
        for (at, part) in &self.parts {
            if *part == Part::Itself {
                let cells = sample.told(*at);
                let words = cells.iter().filter(|cell| matches!(says(cell), Says::Words(_)));
                let names = words.filter(|cell| {
                    is_plain(cell) && matches!(self.says(cell, judge), Says::Unclear(_))
                });
                let distinct: BTreeSet<&&str> = names.collect();
                self.is_called |= distinct.len() * 2 > cells.len();
            }
        }
    }

    /// Whether a cell of the first rows says a state of it.
    pub(super) fn tells_states(&self, sample: &RowSample, judge: &WordJudge<'_>) -> bool {
        let named = self
            .parts
            .iter()
            .filter(|(_, part)| matches!(part, Part::Itself | Part::Of(Field::Model)));
        let mut cells = named.flat_map(|(at, _)| sample.told(*at));
        let read = |cell| cell::read(cell, self.named.thing.as_deref(), self.is_called, judge);
        cells.any(|cell| matches!(read(cell), Says::State(_)))
    }

    /// Whether words below the thing call it, and do not say what it is: `PC-MAIRIE-01`, `5CG1234ABC`.
    fn is_name(&self, words: &str, judge: &WordJudge<'_>) -> bool {
        let digits = words.bytes().filter(u8::is_ascii_digit).count();
        let made = words.split(' ').any(is_maker);
        self.named.thing.is_some()
            && !made
            && !judge.is(WordKind::Type, words)
            && !judge.is(WordKind::Model, words)
            && !words.contains(' ')
            && digits >= 2
            && words.len() >= 5
    }

    /// Says what a machine is called.
    fn call(machine: &mut BTreeMap<Field, String>, words: &str) {
        let serial =
            is_serial(words.as_bytes()) && words.len() >= 7 && !words.contains(['-', '_', '.']);
        let field = if serial { Field::Serial } else { Field::Name };
        machine.entry(field).or_insert_with(|| words.to_owned());
    }

    /// Says its type and its model.
    fn describe(&self, machine: &mut BTreeMap<Field, String>, name: String, judge: &WordJudge<'_>) {
        let own = machine.remove(&Field::EquipmentType);
        let thing = self.named.thing.as_deref();
        let sort = |word: &str| match thing {
            Some(thing) => judge.sort_said(thing, word).or_else(|| {
                let is_one = judge.is(WordKind::Type, word) && judge.leaves_open(thing);
                is_one.then(|| word.to_owned())
            }),
            None => Some(word.to_owned()),
        };
        let of_name = if is_bare(&name) { None } else { sort(&name) };
        let is_sort = of_name.is_some() && !name.bytes().any(|byte| byte.is_ascii_digit());
        let told = own.as_deref().and_then(sort).or(of_name);
        let type_word = told.or_else(|| thing.map(str::to_owned)).unwrap_or_else(|| name.clone());
        machine.insert(Field::EquipmentType, type_word);
        let is_type = is_sort && (thing.is_some() || judge.is(WordKind::Type, &name));
        if !name.is_empty() && !is_type {
            machine.insert(Field::Model, name);
        }
    }
}

/// Whether a text may be a day or a number alone: no name of a machine.
fn is_bare(text: &str) -> bool {
    is_day(text) || text.chars().all(|c| c.is_ascii_digit() || " .,\"".contains(c))
}
