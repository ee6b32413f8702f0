//! A sample stratified by footprint, the sheet it is checked on, and what was found.

mod draw;
mod estimate;
mod exact;
mod sheet;
mod spread;

pub use draw::{Draw, Item, Stratum, draw};
pub use estimate::{Carried, Estimate, NEEDED, Seen, StratumRate, estimate};
pub use exact::{Exact, exact_interval};
pub use sheet::{Checked, SHEET_COLUMNS, Sheet, read_sheet, sheet_csv};
