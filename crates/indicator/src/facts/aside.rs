//! Units that were not read, and what their row tells of them.

use equipment::{State, ToldRow, Vocabulary};
use factor::TypeId;
use ground::table::Day;
use std::collections::BTreeMap;

/// The units of a row that was set aside: what they may be of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitsAside {
    /// Their type, where the row tells it: else they may be of any.
    pub type_id: Option<TypeId>,
    /// How many; not known where the row's quantity cannot be read.
    pub units: Option<f64>,
    /// How many rows they stand in: one, where a recorder heard of it.
    pub rows: u64,
    /// The day they came, where the row tells it.
    pub came: Option<Day>,
    /// Their state, likewise.
    pub state: Option<State>,
    /// The place of their file among the facts' files, where it is known.
    pub file: Option<u16>,
}

impl UnitsAside {
    /// Those of a row, as it tells them; `file` is the place of its file.
    pub(super) fn told(told: ToldRow<'_>, words: &Vocabulary, file: u16) -> Self {
        Self {
            type_id: told.type_told(words),
            units: told.units_told(),
            rows: 1,
            came: told.came_told(),
            state: told.state_told(words),
            file: Some(file),
        }
    }
}

/// Units of a year that a cell leaves open, by their places.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct OpenUnits {
    /// Those that nothing dates, and that may have come in it.
    pub(crate) may_have_come: Vec<u32>,
    /// Those that are gone on a day that nothing tells.
    pub(crate) may_have_left: Vec<u32>,
    /// Those that are out of use or gone since a day that nothing tells: they may have run in it.
    pub(crate) may_have_run: Vec<u32>,
    /// Those in service of which no state can be read.
    pub(crate) of_no_state: Vec<u32>,
}

/// A unit of a type for a whole year, at its high bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TypeYear {
    /// What it weighs of a criterion, making and use.
    pub(crate) impact: f64,
    /// Its electricity, kWh.
    pub(crate) kwh: f64,
}

/// Each type of equipment of the factor set.
pub(crate) type TypeYears = BTreeMap<TypeId, TypeYear>;
