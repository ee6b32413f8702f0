//! Rows that are no equipment: they sum up others, or stand above them as a title.

mod against;
mod arithmetic;
mod bills;
mod independent;
mod noted;
mod plans;
mod repeated;
pub(super) mod summed;
mod sureness;
mod titles;
mod type_titles;
mod worded;

pub(super) use arithmetic::{
    HeldRows, MOST_ROWS, RowFigures, is_kept_apart, sums_in_order, sums_of_rows, words_of,
};
pub(super) use independent::{ColumnGroups, common};
pub(super) use repeated::{RepeatedColumns, sums_repeated};
pub(super) use summed::SummedRows;
pub(super) use sureness::SumCertainty;
pub(super) use type_titles::{TypeTitles, names_things};

use super::placeholder::is_placeholder;
use super::sections::stacked::are_headings;
use super::sum_words::{TotalSaid, may_sum, says_a_number, total_word};
use super::{Field, FieldKind, Role, Row};
use ground::table::Reject;
pub use plans::{is_doubt_of_rows, plans_within};
pub(super) use plans::{is_of_a_plan, plans_a_year};
use titles::{names_several, title};

/// What a row is by its words, before any of them is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStanding {
    /// Nothing says that it is no equipment.
    Equipment,
    /// It may be equipment, or a total, or a title: whoever made the list knows.
    Doubtful,
    /// It sums up other rows, or is a title above some: it says so, and nothing of it names a machine.
    Passed,
    /// It holds nothing that can be seen: no row, whatever its file is of.
    Blank,
}

/// What a row is that is no equipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// It sums up others.
    Total,
    /// It is the headings once more.
    Headings,
    /// It is a title above others.
    Title,
}

impl Row<'_> {
    /// What it is, where [`RowStanding::Passed`].
    #[cold]
    pub fn passed(&self) -> Passed {
        let Some((at, first)) = self.first_cell() else { return Passed::Total };
        if self.summed().is_some() {
            return Passed::Total;
        }
        let counted = self.file.layout.roles.get(at) == Some(&Role::Field(Field::Quantity));
        if self.repeats_headings(at, first) {
            Passed::Headings
        } else if self.is_alone(at)
            && !counted
            && total_word(first).is_none()
            && !says_a_number(first)
        {
            Passed::Title
        } else {
            Passed::Total
        }
    }

    /// Its own first cell that holds something, and where that stands.
    fn first_cell(&self) -> Option<(usize, &[u8])> {
        let own = self.file.layout.own_columns();
        let mut all = self.record.iter().take(own).enumerate();
        all.find(|(_, cell)| !is_blank(cell)).map(|(at, cell)| (at, cell.trim_ascii()))
    }

    /// Whether it is the headings once more, as they stand in a list that was put together.
    #[inline]
    fn repeats_headings(&self, at: usize, first: &[u8]) -> bool {
        let headers = &self.file.layout.headers;
        let same = |at: usize, cell: &[u8]| {
            headers.get(at).is_some_and(|own| own.trim().as_bytes().eq_ignore_ascii_case(cell))
        };
        if !same(at, first) {
            return false;
        }
        let own = self.record.iter().take(self.file.layout.own_columns()).enumerate().skip(at + 1);
        let mut others =
            own.map(|(at, cell)| (at, cell.trim_ascii())).filter(|(_, cell)| !cell.is_empty());
        let mut again = others.by_ref().take(2);
        again.next().is_some_and(|(at, cell)| same(at, cell))
            && again.next().is_none_or(|(at, cell)| same(at, cell))
    }

    /// Whether it is a line of other headings: what stands below is another table.
    pub fn begins_another_table(&self) -> bool {
        are_headings(self.record.iter().take(self.file.layout.own_columns()))
    }

    /// Sets a row aside that nobody knows and that has one cell: a title, or a legend.
    pub fn perhaps_title(&self) -> Option<Box<Reject>> {
        let (at, _) = self.first_cell()?;
        (self.file.layout.known().0 > 1 && self.is_alone(at)).then(|| self.doubted())
    }

    /// Whether it holds nothing after that cell.
    fn is_alone(&self, at: usize) -> bool {
        let own = self.file.layout.own_columns();
        (at + 1..own).all(|at| self.record.get(at).is_none_or(is_blank))
    }

    /// Whether what stands from there on are numbers, none of which tells a machine.
    fn has_figures_alone(&self, from: usize) -> bool {
        let own = self.record.iter().enumerate().take(self.file.layout.own_columns()).skip(from);
        let figure = |(at, cell): (usize, &[u8])| {
            let role = self.file.layout.roles.get(at);
            let counted = matches!(role, Some(Role::Ignored))
                || matches!(role, Some(Role::Field(field)) if matches!(field.kind(), FieldKind::Number(_)));
            let number = cell.iter().all(|byte| {
                byte.is_ascii_digit() || b" .,\xC2\xA0\xE2\x80\xAF\x82\xAC".contains(byte)
            });
            cell.trim_ascii().is_empty() || (counted && number)
        };
        own.into_iter().all(figure)
    }

    /// What it is by its words.
    #[inline]
    pub fn standing(&self) -> RowStanding {
        let Some((at, first)) = self.first_cell() else {
            return RowStanding::Blank;
        };
        if self.repeats_headings(at, first) {
            return RowStanding::Passed;
        }
        if let Some(summed) = self.summed() {
            return summed;
        }
        let kind = self.bytes(Field::EquipmentType);
        let alone = self.is_alone(at);
        // A firm that most rows are of.
        let is_name = || self.file.layout.summed.as_deref().is_some_and(|all| all.holds_names(at));
        if (may_sum(first) || may_sum(kind)) && !is_name() {
            let said = self.sums_up(at, first, kind);
            if said != RowStanding::Equipment {
                return said;
            }
        }
        match self.of_the_sum(first, kind) {
            RowStanding::Equipment => {}
            said => return said,
        }
        if self.plans(at, first, kind) {
            return RowStanding::Doubtful;
        }
        let counts = self.file.layout.roles.get(at) == Some(&Role::Field(Field::Quantity));
        match alone {
            true => self.bare(at, first),
            false if self.may_count_others(kind) => RowStanding::Doubtful,
            false if counts && self.has_figures_alone(at) => RowStanding::Passed,
            false if self.is_called_a_total() => RowStanding::Passed,
            false => RowStanding::Equipment,
        }
    }

    /// As [`Row::standing`], where the first letter leaves it open.
    fn sums_up(&self, at: usize, first: &[u8], kind: &[u8]) -> RowStanding {
        // A list may name its total where days stand: `Total 2023`.
        let day = self.bytes(Field::AcquiredOn);
        let dated = !day.is_empty() && total_word(day).is_none();
        if dated || self.is_one_machine() {
            return RowStanding::Equipment;
        }
        let model = self.bytes(Field::Model);
        // A list may name its total where models stand.
        if !model.is_empty() && total_word(model).is_none() {
            return RowStanding::Equipment;
        }
        if total_word(kind).is_some() {
            return RowStanding::Passed;
        }
        let Some(said) = total_word(first) else { return RowStanding::Equipment };
        if kind.is_empty() || is_placeholder(kind) {
            return RowStanding::Passed;
        }
        // A place, a machine, a firm may be called so; its row says a type.
        let role = self.file.layout.roles.get(at);
        let stands =
            |fields: &[Field]| matches!(role, Some(Role::Field(field)) if fields.contains(field));
        match said {
            TotalSaid::Name if stands(&[Field::Site, Field::Entity, Field::Country]) => {
                RowStanding::Equipment
            }
            // Of a column that is not read, the department is as likely as the sum.
            TotalSaid::Name
                if first.eq_ignore_ascii_case(b"somme") && role == Some(&Role::Ignored) =>
            {
                RowStanding::Doubtful
            }
            TotalSaid::Total | TotalSaid::Name => RowStanding::Passed,
            // `SOMME-PC04`: one machine by its name.
            TotalSaid::Longer if stands(&[Field::Name, Field::EquipmentId]) && self.is_of_one() => {
                RowStanding::Equipment
            }
            TotalSaid::Longer => RowStanding::Doubtful,
        }
    }

    /// Whether its model, its place or its service is a word that nothing but a total is called by (`PC
    /// fixe;Sous-total`), and it tells no machine.
    fn is_called_a_total(&self) -> bool {
        // A site may be an ensemble, and a department `S.T.`; a model has numbers.
        let is_called = |cell: &[u8]| {
            !cell.iter().any(u8::is_ascii_digit)
                && cell.iter().filter(|byte| byte.is_ascii_alphabetic()).count() > 2
                && matches!(total_word(cell), Some(TotalSaid::Total))
                && !cell.to_ascii_lowercase().starts_with(b"ensemble")
        };
        let called = |field| is_called(self.bytes(field));
        let names_none = || self.bytes(Field::Model).iter().all(u8::is_ascii_digit);
        self.is_of_one()
            && (called(Field::Model)
                || names_none() && (called(Field::Site) || called(Field::Entity)))
            && !self.is_one_machine()
    }

    /// Whether it tells of no more than one unit.
    pub(super) fn is_of_one(&self) -> bool {
        let quantity = self.bytes(Field::Quantity);
        quantity.is_empty() || quantity == b"1"
    }

    /// What the only cell of a row is: a number of units, or a title where models stand.
    fn bare(&self, at: usize, cell: &[u8]) -> RowStanding {
        let layout = &self.file.layout;
        match layout.roles.get(at) {
            Some(Role::Field(Field::Quantity)) => RowStanding::Passed,
            // A list of models alone has no titles to be told from them.
            Some(Role::Field(Field::Model)) if layout.known().0 > 1 => {
                layout.alone_among_models(cell)
            }
            // A legend explains its words: `Nb = nombre`.
            Some(Role::Field(Field::EquipmentType))
                if layout.known().0 > 1 && cell.contains(&b'=') && !cell.starts_with(b"=") =>
            {
                RowStanding::Doubtful
            }
            // « Nombre de PC : 12 » counts the rows above, as their own column of numbers does.
            Some(Role::Field(Field::EquipmentType))
                if layout.read_of(Field::Quantity).is_some() && says_a_number(cell) =>
            {
                RowStanding::Passed
            }
            // A type in the plural that says nothing else stands above its machines.
            Some(Role::Field(Field::EquipmentType)) if layout.known().0 > 1 => match title(cell) {
                RowStanding::Equipment if names_several(cell) => RowStanding::Doubtful,
                RowStanding::Equipment => layout.alone_among_types(cell),
                said => said,
            },
            _ => RowStanding::Equipment,
        }
    }
}

/// Whether a cell holds nothing that can be seen.
#[inline]
fn is_blank(cell: &[u8]) -> bool {
    cell.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests;
