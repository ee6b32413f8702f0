//! What the same year comes to when it is walked another way.

use ground::quantity::Interval;
use ledger::lifetime::Estimates;

/// The footprint of the same year without its usage records: first criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithoutMeasures {
    /// The total.
    pub total: f64,
    /// Its 90 % interval.
    pub interval: Interval,
}

/// The organisation's own lifetimes beside the footprint, and its total the other way.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnLifetimes {
    /// The estimates, by type.
    pub estimates: Estimates,
    /// Whether the footprint takes them.
    pub taken: bool,
    /// The total of the first criterion without them where it takes them, with them where not.
    pub other: Option<Interval>,
}
