//! Rows whose number, name or type is a range of several: their machines are counted, or asked. So are
//! those whose place or comment says how many there are.

use super::column_words::{calls_ahead, comments, is_of_names};
use super::counted_name::{CountedWhere, counted_name};
use super::crossed::place_words::names_a_place;
use super::derive::{DeriveRule, DerivedField, RangeColumn};
use super::found::{Found, ValuesTell, percent_of};
use super::kinds::WordJudge;
use super::placeholder::is_placeholder;
use super::range::{Range, dashed_range, machines, range_of_things};
use super::sample::each_first_row;
use super::{Field, Layout, Role};
use ground::table::{Dialect, fold};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The longest comment that may say units, in bytes.
const LONGEST_UNITS: usize = 16;
/// The rows of a column under a heading that nobody knows that are looked at.
const UNKNOWN_ROWS: usize = 1000;
/// The longest place.
const LONGEST_WORDS: usize = 64;

impl Layout {
    /// Asks of rows without a quantity whose place or comment says how many there are: `Salle 1 (x15)`,
    /// `15 ex.`.
    pub(super) fn note_counted_places(&mut self, text: (&[u8], bool), dialect: Dialect) {
        let own = self.own_columns();
        let field = |at: usize| match self.roles[at] {
            Role::Field(field @ (Field::Site | Field::Entity)) => Some(field),
            Role::Ignored | Role::Personal if comments(&self.headers[at]) => Some(Field::Quantity),
            _ => None,
        };
        let columns = (0..own).filter(|at| !self.is_told(*at));
        let mut asked: Vec<(usize, Field, usize)> =
            columns.filter_map(|at| Some((at, field(at)?, 0))).collect();
        let units = self.column(Field::Quantity);
        let mut rows = 0_usize;
        if asked.is_empty() || self.rule_of(Field::Quantity).is_some() {
            return;
        }
        each_first_row(text, dialect, |row| {
            rows += 1;
            if !is_placeholder(units.and_then(|at| row.get(at)).unwrap_or(b"").trim_ascii()) {
                return;
            }
            for (at, field, met) in &mut asked {
                let cell = row.get(*at).and_then(|cell| std::str::from_utf8(cell).ok());
                let counts = |cell: &str| says_units(cell, *field == Field::Quantity);
                *met += usize::from(cell.is_some_and(counts));
            }
        });
        for (at, field, met) in asked.into_iter().filter(|(_, _, met)| *met > 0) {
            let percent = percent_of(met, rows);
            let found = Found::asked_of(&self.headers[at], field, ValuesTell::UnitsSaid);
            self.asks(vec![Found { percent, ..found }]);
        }
    }

    /// Counts the machines of rows whose number or name is a range, and asks of what may be one; `text`
    /// begins at a line, and whether it is cut nowhere stands beside.
    pub(super) fn note_ranges(
        &mut self,
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        if self.rule_of(Field::Quantity).is_some() {
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
                let heading = &self.headers[at];
                let is_named = of_each[at] || is_of_names(heading) || is_a_number(heading);
                let may_name = self.roles[at] == Role::Ignored && !comments(heading);
                (is_named || calls_machines(heading) || may_name).then_some(Field::Name)
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
        // Below a heading that nobody knows, what names machines may be something else.
        let is_sure = |at: usize| {
            let heading = &self.headers[at];
            !matches!(self.roles[at], Role::Ignored | Role::Personal)
                || of_each[at]
                || is_of_names(heading)
                || is_a_number(heading)
                || calls_machines(heading)
        };
        let sure: Vec<bool> = names.iter().map(|(at, _)| is_sure(*at)).collect();
        let units = self.column(Field::Quantity);
        // A word for a thing is judged here, where words are: `PC 1 à 10`.
        let mut things = BTreeSet::new();
        let (mut rows, mut met) = (0_usize, vec![[0_usize; 2]; names.len()]);
        let dashed = dashed_in(&names, text, dialect);
        each_first_row(text, dialect, |row| {
            rows += 1;
            let counted = units.and_then(|at| row.get(at)).unwrap_or(b"");
            if !is_placeholder(counted.trim_ascii()) {
                return;
            }
            let columns = names.iter().zip(&dashed).zip(&sure);
            for ((((at, field), dashed), sure), met) in columns.zip(&mut met) {
                // What may be anything is asked by the first rows.
                if !sure && rows > UNKNOWN_ROWS {
                    continue;
                }
                let cell = row.get(*at).and_then(|cell| std::str::from_utf8(cell).ok());
                let found = match field {
                    Field::EquipmentType => {
                        cell.and_then(|cell| of_things(cell, judge, &mut things))
                    }
                    _ => cell.and_then(|cell| machines(cell, *dashed, names_a_place)),
                };
                match found {
                    Some(Range::Of(_)) if *sure => met[0] += 1,
                    Some(Range::Of(_)) => met[1] += 1,
                    Some(Range::Perhaps) if *sure && !is_of_codes(&self.headers[*at]) => {
                        met[1] += 1;
                    }
                    _ => {}
                }
            }
        });
        for (((at, field), dashed), [sure, perhaps]) in names.into_iter().zip(dashed).zip(met) {
            let found = Found::asked_of(&self.headers[at], field, ValuesTell::Ranges);
            if sure > 0 && self.rule_of(Field::Quantity).is_none() {
                let things =
                    (field == Field::EquipmentType).then(|| Arc::new(std::mem::take(&mut things)));
                let rule = DeriveRule::Range(RangeColumn { at, things, units, dashed });
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

/// Whether a heading is a word for machines or for what calls them, alone: `Poste`, `Machine`, `Réf`, `Code`.
fn calls_machines(heading: &str) -> bool {
    const CALLS: &str = "poste postes machine machines ref refs reference references code codes nom noms pc pcs \
        ordinateur ordinateurs appareil appareils equipement equipements materiel hostname host hosts \
        device devices computer computers asset assets tag tags etiquette etiquettes identifiant \
        identifiants matricule matricules id ids name names numeros nos station stations";
    let folded = fold(heading);
    CALLS.split_whitespace().any(|word| word == folded)
}

/// Whether a heading is of codes, which may have any marks in them: `Réf` over `REF-12/45`.
fn is_of_codes(heading: &str) -> bool {
    const CODES: [&str; 6] = ["ref", "refs", "reference", "references", "code", "codes"];
    CODES.contains(&fold(heading).as_str())
}

/// Whether a cell says how many there are, beside a place or alone.
fn says_units(cell: &str, alone: bool) -> bool {
    let cell = cell.trim();
    let is_number = cell.bytes().any(|byte| byte.is_ascii_digit());
    // A place has a mark beside its number: `x15`, `15 × …`.
    let may_say = alone || cell.contains(['x', 'X', '×', '*']);
    if !is_number || !may_say || cell.len() > LONGEST_WORDS {
        return false;
    }
    let several =
        |text: &str| counted_name(text, CountedWhere::InAList).0.is_some_and(|own| own > 1);
    // Behind the name of anything.
    if alone {
        cell.len() <= LONGEST_UNITS && several(&["P1 ", cell].concat())
    } else {
        several(cell)
    }
}

/// Whether a heading is a word for numbers alone: `Numéro`, `N°`.
fn is_a_number(heading: &str) -> bool {
    calls_ahead(heading) && !fold(heading).contains(' ')
}

/// In which columns a name, a dash and a number may be a range: not in serial numbers, nor where two begin
/// with one name, as numbers of one year do.
fn dashed_in(names: &[(usize, Field)], text: (&[u8], bool), dialect: Dialect) -> Vec<bool> {
    let no_serial = |(_, field): &(usize, Field)| *field != Field::Serial;
    let mut dashed: Vec<bool> = names.iter().map(no_serial).collect();
    let mut from = BTreeSet::new();
    each_first_row(text, dialect, |row| {
        for ((at, _), dashed) in names.iter().zip(&mut dashed).filter(|(_, dashed)| **dashed) {
            let cell = row.get(*at).and_then(|cell| std::str::from_utf8(cell).ok());
            if let Some((name, _)) = cell.and_then(|cell| dashed_range(cell.trim())) {
                *dashed = from.insert((*at, fold(name)));
            }
        }
    });
    dashed
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

#[cfg(test)]
mod tests {
    use super::says_units;

    #[test]
    fn a_place_or_a_comment_may_say_how_many_there_are() {
        for cell in ["Salle 1 (x15)", "Salle 1 x15", "Salle 1 x 15", "15 x Salle 1", "Hall ×3"] {
            assert!(says_units(cell, false), "{cell}");
        }
        for cell in ["Salle 12", "Salle 12x", "Salle X1", "Bâtiment X 3", "3e étage", "Cantal (15)"]
        {
            assert!(!says_units(cell, false), "{cell}");
        }
        for cell in ["x15", "15 ex.", "(x3)", "12 unités", "qté 3"] {
            assert!(says_units(cell, true), "{cell}");
        }
        for cell in ["16 Go", "2 HS", "3 ans", "Win10 x64", "2021", "x1"] {
            assert!(!says_units(cell, true), "{cell}");
        }
    }
}
