//! Report: what the walk recorded, said to people and machines.
//!
//! It writes text, JSON, CSV, Parquet and HTML from a [`Story`]; it recomputes nothing, reads no
//! inventory, and prints nothing itself: what it makes is given back as bytes or written to files.

pub mod allocation;
mod brief;
mod change;
pub mod columns;
mod comparison;
mod cut;
pub mod errors;
mod exchange;
mod explain;
mod grid;
mod impacts;
mod impacts_csv;
#[cfg(feature = "parquet")]
mod impacts_parquet;
pub mod indicators;
mod intake_json;
mod inventory_csv;
mod inventory_out;
#[cfg(feature = "parquet")]
mod inventory_parquet;
mod known_texts;
pub mod own_lifetimes;
pub mod planetary;
pub mod services;
pub mod measured;
pub mod stages;
mod nothing;
#[cfg(feature = "parquet")]
mod parquet_file;
mod pretty;
mod range;
mod offers;
mod rejects;
mod renewals;
mod run;
mod sanity;
mod scenario;
mod sheets;
mod story;
mod summary;
mod tables;
mod walked_again;

/// What stands for a figure that is not known, wherever people read: not for a zero.
pub const UNKNOWN: &str = "?";
/// What stands where there is nothing to count.
pub const NOTHING: &str = "–";

pub use allocation::{allocation_csv, allocation_summary};
pub use brief::{Paint, brief};
pub use change::{
    CHANGE_COLUMNS, Changed, change_answer, change_csv, change_json, change_sentences, change_text,
};
pub use comparison::{ComparedMethods, comparison_csv, comparison_json, comparison_text};
pub use exchange::{EcoDiagRows, Exchange, G4itRows, LeftOut, PcrSiItems, g4it_datacentres};
pub use explain::{
    Corners, ExplainSubject, Explained, SearchedNames, explain, explain_alone, explain_inputs,
    explain_sum, indicator_asked, unknown,
};
pub use impacts_csv::CsvImpacts;
#[cfg(feature = "parquet")]
pub use impacts_parquet::{ImpactColumns, ImpactTable, ParquetImpacts, ParquetOut};
pub use indicators::{
    GROUP_COLUMNS, INDICATOR_COLUMNS, explain_definition, explain_indicator, groups_csv,
    indicators_csv, indicators_json, indicators_list, indicators_table, missing_all, missing_json,
    missing_table,
};
pub use intake_json::{ImportTold, import_json};
pub use inventory_csv::{InventoryRows, inventory_heading};
pub use inventory_out::{InventoryBatch, InventoryOut};
#[cfg(feature = "parquet")]
pub use inventory_parquet::inventory_parquet;
pub use nothing::{has_figure, is_counted, nothing_counted, nothing_priced};
pub use offers::{OFFER_COLUMNS, offers_csv, offers_json, offers_text};
pub use rejects::RejectsOut;
pub use renewals::{RENEWAL_COLUMNS, Renewing, renewals_csv, renewals_json, renewals_text};
pub use run::{PublishedRun, UsedFile, allocation_lines_json, run_json};
pub use sanity::{SanityFinding, findings};
pub use scenario::{
    SCENARIO_COLUMNS, Scened, scenario_csv, scenario_json, scenario_template, scenario_text,
};
pub use services::services_csv;
pub use sheets::{
    BookSheet, Drawing, ReportBook, SheetCell, WordChoice, followed_sheets, markdown, workbook,
    year_sheets,
};
pub use story::{OtherSet, Planned, Story};
pub use summary::{by_stage, rows_said, summary, use_unsaid};
pub use tables::{
    ConflictsOut, OutOfScopeOut, UnreadOut, disappeared_csv, footprint_csv, unmatched_csv,
};
pub use walked_again::{OwnLifetimes, WithoutMeasures};
