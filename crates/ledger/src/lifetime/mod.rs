//! Lifetime: how long equipment stays, estimated from what left and from what is still there.
//!
//! It knows survival mathematics: ages with delayed entry and censoring, the Kaplan-Meier curve,
//! its median and restricted mean, and the naive means that people compute instead. It knows no
//! file, no factor and no indicator. What leaves is a [`Lifetime`]: an estimate with its interval,
//! or why there is none. Nothing of it is extrapolated beyond the oldest age seen; what is believed
//! beyond is a [`LawBelief`], a law that says how far it may be otherwise.

mod curve;
mod estimate;
mod groups;
mod law;
mod naive;
#[cfg(test)]
mod tests;

pub use curve::{Curve, CurveStep, Median, Observation, Z_95};
pub use estimate::{
    Insufficient, LONGEST_HORIZON, Lifetime, LifetimeEstimate, MIN_AT_RISK, MIN_EXITS, MIN_UNITS,
};
pub use groups::{Estimates, LifetimeAxis, by_axis, estimates};
pub use law::{LawBelief, Weibull, Within};
pub use naive::{ExitsRecorded, Naive, Purge, Stay};
