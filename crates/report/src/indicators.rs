//! Indicators as text, CSV and JSON: what they are, what they rest on, and what is missing.

mod explain;
mod gaps;
mod rows;
mod table;
mod words;

pub use explain::{explain_definition, explain_indicator, indicators_list};
pub use gaps::{missing_all, missing_json, missing_table};
pub(crate) use indicator::unit_label;
pub(crate) use rows::numbers;
pub use rows::{GROUP_COLUMNS, INDICATOR_COLUMNS, groups_csv, indicators_csv, indicators_json};
pub use table::indicators_table;
pub use words::{alike_said, bare, interval_said, said, short_bounds, trend_said};
