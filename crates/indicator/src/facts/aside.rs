//! Units that were not read, and what their row tells of them.

use equipment::State;
use factor::TypeId;
use ground::table::Day;

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
