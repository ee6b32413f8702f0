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
mod year;

pub use advice::{Advice, advice, worth_trying};
pub use lever::LEVERS;
pub use lever::{EarlierUse, KeptFor, Lever, LeverDoes, Much};
pub use parse::{MOST_YEARS, Scenario, YEARS, is_lever};
pub use read::possible;
pub use result::{Outlook, Played, play};
pub use year::ScenarioYear;
