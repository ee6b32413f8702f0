//! A sample stratified by footprint, the sheet it is checked on, and what was found.

mod draw;
mod estimate;
mod exact;
mod sheet;
mod spread;

pub use draw::{Draw, DrawnItem, Stratum, draw};
pub use estimate::{CarriedTotal, NEEDED, SampleEstimate, SeenRow, StratumRate, estimate};
pub use exact::{Exact, exact_interval};
pub use sheet::{CheckedRow, SHEET_COLUMNS, SampleSheet, read_sheet, sheet_csv};
