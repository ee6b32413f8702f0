//! Footprint: weights added up by axis, and valued once.
//!
//! It knows sums, axes, coverage and what drives the uncertainty; it knows no row and no file.
//! Partial sums of blocks merge ([`Weights::merge`]); their product with the factors is the
//! [`Footprint`]. Each axis sums to the same total.

mod assess;
mod axis;
mod coverage;
mod drivers;
mod weights;

pub use assess::{CentreBalance, Footprint, Group, Sums};
pub use axis::Axis;
pub use coverage::{AssumptionShare, Coverage, GapCount, Share, Unmatched};
pub use drivers::Driver;
pub use weights::Weights;
