//! The walk: every row of the year's inventories through the rooms, once, in blocks.
//!
//! It opens what the walk needs ([`Walk::prepare`]), sends blocks of rows to as many threads as
//! asked, and puts their results together in the order of the file: the figures and the bytes are
//! the same on one thread and on many. It computes nothing itself.

mod asked;
mod assumed;
mod beside;
mod block;
mod corrections;
mod desks;
mod disappeared;
mod gathered;
mod given;
mod lacks;
mod measured;
mod merging;
mod met;
mod moved;
mod namesakes;
mod open;
mod otherwise;
mod outcome;
mod parallel;
mod placing;
mod proven;
mod quotes;
mod recorder;
mod row_units;
mod run;
mod since;
mod sink;
mod sums;
mod unmet;
mod tally;
mod under_another;
mod under_too;
mod value;

pub use beside::Input;
pub use disappeared::{Disappeared, list_of};
pub use lacks::TotalLack;
pub use measured::MeasuredKwh;
pub use otherwise::RowLeaving;
pub use outcome::{Counts, Intake, Outcome};
pub use proven::LedgerDays;
pub use recorder::{Line, NoRecord, Recorder};
pub use run::{Walk, WalkOptions};
pub use since::{IdentifierSet, SinceInventory};
pub use sink::Sink;
pub use tally::{FirstPlaces, WalkTally};
