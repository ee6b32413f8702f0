//! Facts: what one pass over inventories and ledger leaves of a year, for indicators to read.
//!
//! [`Gathered`] walks each year's inventory once and reads the ledger once; [`EstateYear`] is the
//! state of one year with what came and left in it. Rows are compact and hold no text.

mod aside;
mod beside;
mod beyond;
mod contradicted;
mod cost;
mod digits;
mod dispute;
mod disputed;
mod gather;
mod ledger;
mod renamed;
mod lifetimes;
mod lives;
mod spent;
mod state_by;
mod unit;
mod vanished;
mod waste;
mod year;

pub use aside::UnitsAside;
pub(crate) use aside::{OpenUnits, TypeYear, TypeYears};
pub use beside::{Unaccompanied, Walked, YearRecorder};
pub use contradicted::contradictions_told;
pub(super) use digits::told;
pub use gather::{DatedRows, GatherOptions, Gathered, YearRows};
pub use ledger::LEDGER_FILE;
pub use lifetimes::Lives;
pub use lives::{StayClock, lifetime_estimates};
pub(crate) use state_by::StateBy;
pub use unit::{Unit, UnitBatch, UnitRecorder, unit_key};
pub use waste::WasteLot;
pub use year::EstateYear;
