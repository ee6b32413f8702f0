//! What errs, the same way everywhere at once, and how much bounds say that it does.

use crate::matching::ChoiceId;
use factor::configuration::Shared;
use factor::{BoundsCoverage, FactorId, TypeId};
use ground::quantity::Interval;

/// Standard deviations from the centre to a bound that leaves 5 % outside.
pub(super) const Z90: f64 = 1.644_853_626_951_472_2;

/// What errs, the same way everywhere at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum SharedUnknown {
    /// A factor of the set: of making, electricity, lifetime, energy or PUE.
    Factor(FactorId),
    /// The organisation's own lifetime of a type.
    OwnLifetime(TypeId),
    /// How much of its host a rented instance holds, or how much it draws.
    Make(Make),
    /// What several machines priced from their parts rest on.
    Parts(Shared),
    /// How the true mean of a type stands to what its source says: shared by every unit.
    Method(TypeId),
    /// How the models of a type stand to its mean.
    Models(TypeId),
    /// How one model, of such a number, stands to the mean of its type.
    Model(u32),
}

/// A configuration: by its place among all choices first, so that unknowns are in an order that no
/// thread's speed changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Make {
    pub(super) rank: u32,
    pub(super) choice: ChoiceId,
}

/// The standard deviation of the logarithm of a positive quantity, from its bounds and the share of
/// cases between them.
pub(super) fn spread(bounds: Interval, coverage: BoundsCoverage) -> f64 {
    if bounds.low > 0.0 && is_wide(bounds) {
        (bounds.high / bounds.low).ln() / coverage.width()
    } else {
        0.0
    }
}

pub(super) fn is_wide(interval: Interval) -> bool {
    interval.high > interval.low
}

/// A parameter of the set is a factor as any other.
pub(super) fn unknown_of(shared: Shared) -> SharedUnknown {
    match shared {
        Shared::Parameter(id) => SharedUnknown::Factor(id),
        other => SharedUnknown::Parts(other),
    }
}
