//! Renewal: what has to be replaced in the years to come, from how long units have stayed.
//!
//! It knows the facts of a year and the estate's own curves; it knows no file.

mod forecast;
mod stay;

pub use forecast::{Forecast, Happened, Renewed, happened};
pub use stay::{Known, Stay, stays};
