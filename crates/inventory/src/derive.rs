//! Cells worked out of others: gigabytes of megabytes, and what a source says in its own way.

use super::answered_state::AnswerColumns;
use super::answered_warranty::in_the_price;
use super::by_values::{SaysNothing, Sorts, Telephones};
use super::crossed::place_words::names_a_place;
use super::headings::{Hint, knows};
use super::named_state::NamedStates;
use super::placeholder::is_placeholder;
use super::range::{Range, machines, range_of_things};
use super::size::{BYTE, GB, MB, drives, gigabytes};
use super::source::{Cells, OwnField};
use super::{Field, KnownBy, Layout, Role};
use ground::table::{RecordCells, fold};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A field worked out of other columns.
#[derive(Debug, Clone)]
pub(super) struct DerivedField {
    /// The field.
    pub(super) field: Field,
    /// The column that says most of it, for messages.
    pub(super) from: Option<usize>,
    /// How.
    pub(super) rule: DeriveRule,
}

/// How a cell is worked out.
#[derive(Debug, Clone)]
pub(super) enum DeriveRule {
    /// By the source's own way of saying it.
    Own(fn(&Cells<'_>) -> String),
    /// A size in gigabytes, of a cell whose unit is this many gigabytes where it says none.
    Size(Option<f64>),
    /// The flash drives of a cell, or the discs.
    Drives { flash: bool },
    /// What another column says.
    Copy,
    /// The same for all rows.
    Constant(String),
    /// The first column of the field that says something in the row: tools write the class beside
    /// a type that may be empty.
    First,
    /// The type of the row, with the sort that a column beside it says.
    Sort(Arc<Sorts>),
    /// The type of the row, a telephone where a column beside it says telephony.
    Telephone(Arc<Telephones>),
    /// The units that the row says, else those of the range that its number or name is.
    Range(RangeColumn),
    /// What the row says, but for words that say nothing of what its column holds.
    Without(Arc<SaysNothing>),
    /// The state that the row says, else that which the name of its sheet or file does.
    StateOfName(Arc<NamedStates>),
    /// The state that the row says, and that which columns of yes and no do.
    StateOfAnswers(Arc<AnswerColumns>),
    /// This, where a column of yes and no says yes.
    WhereYes {
        /// The column.
        at: usize,
        /// What a yes is.
        yes: String,
    },
    /// What was assumed of the row, its state by a name besides.
    AssumedOfName(Arc<NamedStates>),
}

/// The column whose ranges say how many machines a row has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RangeColumn {
    pub(super) at: usize,
    /// The words for things whose ranges count, of a column of types.
    pub(super) things: Option<Arc<BTreeSet<String>>>,
    /// The column of quantities, where one is read.
    pub(super) units: Option<usize>,
    /// Whether a name, a dash and a number are a range: `LAP011-015`.
    pub(super) dashed: bool,
}

impl RangeColumn {
    /// How many units a row says; nothing where it says none.
    fn cell(&self, cells: &Cells<'_>) -> String {
        let own = self.units.map_or_else(String::new, |at| cells.at(Some(at)));
        if !is_placeholder(own.as_bytes()) {
            return own;
        }
        let cell = cells.at(Some(self.at));
        let found = match &self.things {
            None => machines(&cell, self.dashed, names_a_place),
            Some(things) => range_of_things(&cell)
                .filter(|(_, name)| things.contains(&fold(name)))
                .map(|(found, _)| found),
        };
        match found {
            Some(Range::Of(units)) => units.to_string(),
            _ => own,
        }
    }
}

/// What must be worked out of the columns of a file.
pub(super) fn rules(layout: &Layout) -> Vec<DerivedField> {
    let mut rules = Vec::new();
    let sizes = [
        (Hint::MemoryGb, Some(GB)),
        (Hint::MemoryMb, Some(MB)),
        (Hint::MemoryKb, Some(MB / 1024.0)),
        (Hint::MemoryBytes, Some(BYTE)),
        (Hint::Memory, None),
    ];
    if layout.column(Field::RamGb).is_none()
        && let Some((at, unit)) = sizes.iter().find_map(|(h, unit)| Some((layout.hint(*h)?, *unit)))
    {
        rules.push(DerivedField {
            field: Field::RamGb,
            from: Some(at),
            rule: DeriveRule::Size(unit),
        });
    }
    if let Some(at) = layout.hint(Hint::Storage)
        && (layout.traits.known_by == KnownBy::Words || !knows(layout.format, &layout.headers[at]))
    {
        for (field, flash) in [(Field::SsdGb, true), (Field::HddGb, false)] {
            if layout.column(field).is_none() {
                rules.push(DerivedField {
                    field,
                    from: Some(at),
                    rule: DeriveRule::Drives { flash },
                });
            }
        }
    }
    for OwnField { field, from, cell } in (layout.format.source().own)(layout) {
        rules.push(DerivedField { field, from, rule: DeriveRule::Own(cell) });
    }
    let kind = Field::EquipmentType;
    if let Some(from) = layout.column(kind)
        && layout.roles.contains(&Role::Second(kind))
        && rules.iter().all(|rule| rule.field != kind)
    {
        rules.push(DerivedField { field: kind, from: Some(from), rule: DeriveRule::First });
    }
    rules
}

impl DerivedField {
    /// The cell of a row.
    pub(super) fn work_out(&self, layout: &Layout, record: &RecordCells<'_>) -> String {
        let cells = Cells { layout, record };
        match &self.rule {
            DeriveRule::Constant(value) => value.clone(),
            DeriveRule::Size(unit) => {
                // What is no plain size is for the reader of figures.
                let (cell, size) = (cells.at(self.from), gigabytes(&cells.at(self.from), *unit));
                if size.is_empty() { cell } else { size }
            }
            DeriveRule::Drives { flash } => drives(&cells.at(self.from), *flash),
            DeriveRule::Copy => cells.at(self.from),
            DeriveRule::First => cells.field(self.field),
            DeriveRule::Sort(sorts) => sorts.cell(&cells),
            DeriveRule::Telephone(telephones) => telephones.cell(&cells),
            DeriveRule::Range(ranges) => ranges.cell(&cells),
            DeriveRule::Without(without) => without.cell(layout, record),
            DeriveRule::WhereYes { at, yes } => match in_the_price(&cells.at(Some(*at))) {
                Some(true) => yes.clone(),
                _ => String::new(),
            },
            DeriveRule::StateOfAnswers(answers) => answers.state(layout, record),
            DeriveRule::StateOfName(names) => names.state(layout, record),
            DeriveRule::AssumedOfName(names) => names.assumed(layout, record),
            DeriveRule::Own(cell) => cell(&cells),
        }
    }
}
