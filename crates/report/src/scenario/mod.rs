//! A scenario played: tables for people, CSV and JSON.

mod csv;
mod init;
mod json;
mod text;
mod unsure;

pub use csv::{SCENARIO_COLUMNS, scenario_csv};
pub use init::scenario_template;
pub use json::scenario_json;
pub use text::scenario_text;

use change::scenario::Outlook;

/// A scenario, and what it was played with.
pub struct Scened<'a> {
    /// What it came to.
    pub outlook: &'a Outlook,
    /// Its name; empty where it has none.
    pub name: &'a str,
    /// The organisation's name; empty when not known.
    pub organisation: &'a str,
    /// The criterion's unit.
    pub unit: &'a str,
    /// The factor sets, lowest first.
    pub factors: Vec<String>,
    /// The method's name.
    pub method: &'a str,
}
