//! Scenario: what would change the figure of the years to come, lever by lever.
//!
//! It knows the facts of a year, how long its units stay, and levers; it knows no file.

mod advice;
mod gap;
mod lever;
mod moved;
mod parse;
mod project;
mod read;
mod result;
mod state;
mod worth;

pub use advice::{Advice, advice, worth_trying};
pub use lever::{EarlierUse, KeptFor, Lever, LeverDoes, Much};
pub use parse::{LEVERS, MOST_YEARS, Scenario, YEARS, is_lever};
pub use project::ScenarioYear;
pub use read::possible;
pub use result::{Outlook, Played, play};
