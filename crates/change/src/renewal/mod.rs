//! Renewal: what has to be replaced in the years to come, from how long units have stayed.
//!
//! It knows the facts of a year and the estate's own curves; it knows no file.

mod ends;
mod exits;
mod forecast;
mod happened;
mod stay;
mod worth;

pub use forecast::{Forecast, Renewed};
pub use happened::{Happened, happened};
pub use stay::{CurveOrigin, TypeStay, stays};
