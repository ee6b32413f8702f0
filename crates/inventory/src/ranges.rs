//! Rows whose number, name or type is a range of several: their machines are counted, or asked.

use super::column_words::is_of_names;
use super::crossed::place_words::names_a_place;
use super::derive::{DeriveRule, DerivedField, RangeColumn};
use super::found::{Found, ValuesTell, percent_of};
use super::kinds::WordJudge;
use super::placeholder::is_placeholder;
use super::range::{Range, range, range_of_things};
use super::sample::each_first_row;
use super::{Field, KnownBy, Layout, Role};
use ground::table::{Dialect, fold};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Layout {
    /// Counts the machines of rows whose number or name is a range, and asks of what may be one; `text`
    /// begins at a line, and whether it is cut nowhere stands beside.
    pub(super) fn note_ranges(
        &mut self,
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        let plain = self.traits.known_by == KnownBy::Words && judge.knows_words();
        if !plain || self.rule_of(Field::Quantity).is_some() {
            return;
        }
        let own = self.own_columns();
        let of_each = self.own_of_each();
        let field = |at: usize| match self.roles[at] {
            Role::Field(field @ (Field::AssetTag | Field::EquipmentId | Field::Serial)) => {
                Some(field)
            }
            Role::Field(field @ (Field::Name | Field::EquipmentType)) => Some(field),
            Role::Ignored | Role::Personal => {
                (of_each[at] || is_of_names(&self.headers[at])).then_some(Field::Name)
            }
            _ => None,
        };
        let names: Vec<(usize, Field)> = (0..own.min(of_each.len()))
            .filter(|at| !self.is_told(*at))
            .filter_map(|at| Some((at, field(at)?)))
            .collect();
        if names.is_empty() {
            return;
        }
        let units = self.column(Field::Quantity);
        // A word for a thing is judged here, where words are: `PC 1 à 10`.
        let mut things = BTreeSet::new();
        let (mut rows, mut met) = (0_usize, vec![[0_usize; 2]; names.len()]);
        each_first_row(text, dialect, |row| {
            rows += 1;
            let counted = units.and_then(|at| row.get(at)).unwrap_or(b"");
            if !is_placeholder(counted.trim_ascii()) {
                return;
            }
            for ((at, field), met) in names.iter().zip(&mut met) {
                let cell = row.get(*at).and_then(|cell| std::str::from_utf8(cell).ok());
                let found = match field {
                    Field::EquipmentType => {
                        cell.and_then(|cell| of_things(cell, judge, &mut things))
                    }
                    _ => cell.and_then(|cell| range(cell, names_a_place)),
                };
                match found {
                    Some(Range::Of(_)) => met[0] += 1,
                    Some(Range::Perhaps) => met[1] += 1,
                    None => {}
                }
            }
        });
        for ((at, field), [sure, perhaps]) in names.into_iter().zip(met) {
            let found = Found::asked_of(&self.headers[at], field, ValuesTell::Ranges);
            if sure > 0 && self.rule_of(Field::Quantity).is_none() {
                let things =
                    (field == Field::EquipmentType).then(|| Arc::new(std::mem::take(&mut things)));
                let rule = DeriveRule::Range(RangeColumn { at, things, units });
                self.derive(DerivedField { field: Field::Quantity, from: Some(at), rule });
                let percent = percent_of(sure, rows);
                self.asks(vec![Found { sure: true, percent, ..found.clone() }]);
            }
            if perhaps > 0 {
                self.asks(vec![Found { percent: percent_of(perhaps, rows), ..found }]);
            }
        }
    }
}

/// The range of things that a cell of types names, where a number may not be their size; the words for
/// them are noted.
fn of_things(cell: &str, judge: &WordJudge<'_>, things: &mut BTreeSet<String>) -> Option<Range> {
    /// Diagonals of screens, inches.
    const DIAGONALS: std::ops::RangeInclusive<u32> = 15..=65;
    let (found, name) = range_of_things(cell)?;
    if !judge.is_counted(name) {
        return None;
    }
    if found == Range::Perhaps {
        let mut numbers =
            cell.split(|c: char| !c.is_ascii_digit()).filter_map(|own| own.parse().ok());
        return Some(found).filter(|_| !numbers.all(|number| DIAGONALS.contains(&number)));
    }
    things.insert(fold(name));
    Some(found)
}
