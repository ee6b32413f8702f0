//! Footprint: weights added up by axis, and valued once.
//!
//! It knows sums, axes, coverage and how sure a total is; it knows no row and no file.
//! Partial sums of blocks merge ([`Weights::merge`]); their product with the factors is the
//! [`Footprint`]. Each axis sums to the same total.

pub mod matching;
pub mod method;
pub mod impact;

mod alone;
mod assess;
mod axis;
mod bent;
mod by_type;
mod coverage;
mod difference;
mod errors;
mod extra;
mod group;
mod included;
mod market;
mod montecarlo;
mod part;
mod perimeter;
mod rests;
mod scopes;
mod spread_over;
mod sums;
mod sure;
mod uncertainty;
mod unknown;
mod valued;
mod weights;

pub mod comparison;
pub mod service;
pub mod allocation;

pub use alone::DrawnAlone;
pub use assess::Footprint;
pub use axis::Axis;
pub use bent::BentTypes;
pub use coverage::{AssumptionShare, Coverage, GapCount, Missed, Share, Supposed, Unmatched};
pub use difference::{DrawnSums, LinesOfTypes, Stake, StakesAmong, intervals};
pub use extra::{Extra, FactorWeight};
pub use group::Group;
pub use market::{ContractCover, Market};
pub use montecarlo::{DRAWS, SEED};
pub use perimeter::{Perimeter, Perimeters};
pub use rests::{FootprintPiece, FootprintPieces, PiecesMoved};
pub use spread_over::{ErringLifetime, LifetimeError, STEPS, Steps};
pub use sums::Sums;
pub use sure::SureOf;
pub use uncertainty::{Driver, Uncertainty, Wanted, WantedDatum};
pub use valued::CentreBalance;
pub use weights::Weights;
