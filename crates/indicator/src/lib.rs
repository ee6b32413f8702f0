//! Indicator: what is followed from year to year, computed from facts or declared with proof.
//!
//! The catalogue is data ([`Catalogue`]); facts are gathered in one pass ([`Gathered`],
//! [`EstateYear`]); each computable indicator is one function named by its identifier. It knows
//! inventories by what the walk recorded, the ledger and the answers; it knows no report. What
//! leaves is a [`Value`], or which datum would open it: missing is never zero.

mod answers;
mod aside;
mod basis;
mod batteries;
mod both;
mod carbon;
mod catalogue;
mod counted;
mod datacentre;
mod datum;
mod density;
mod disputed;
mod earlier;
mod energy;
mod facts;
mod governance;
mod lifetime;
mod lines;
mod purchasing;
mod reformed;
mod registry;
mod reuse;
mod reused_weight;
mod series;
mod survival;
mod tally;
mod trend;
mod unit_label;
mod value;
mod waste;

pub use answers::{Answer, Answers, Proof};
pub use aside::{rows_unread, sums_are_open, with_aside};
pub use basis::{Break, YearBasis};
pub use batteries::{WornBatteries, worn_batteries};
pub use both::{BothHold, HeldByOneYear};
pub use catalogue::{
    COLUMNS, Catalogue, Definition, Direction, Family, Headcount, MeasuresMove, MovedBy, WHOLES,
};
pub use datum::Datum;
pub use density::{CountedBefore, counted_as_before};
pub use earlier::{EarlierYear, earlier_years};
pub use facts::{
    DatedRows, EstateYear, GatherOptions, Gathered, LEDGER_FILE, Lives, StayClock, Unaccompanied,
    Unit, UnitBatch, UnitRecorder, UnitsAside, Walked, WasteLot, YearRecorder, YearRows,
    contradictions_told, lifetime_estimates, unit_key,
};
pub use lines::{LinePart, Lines, Measured, Weighs, is_mostly_equipment};
pub use registry::{Compute, compute, computed, function};
pub use series::{Openings, Series, SeriesEntry, missing_data};
pub use survival::{Survival, survival_by_type};
pub use tally::{RowRef, UnitTally};
pub use trend::{Trend, is_handful, no_trend_of_a_handful};
pub use unit_label::{unit_label, unit_label_behind};
pub use value::{AXES, Figure, FormulaTerm, GroupValue, Lacking, Missing, Quality, Value};
