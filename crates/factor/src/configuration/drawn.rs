//! What several machines err with in common, and how an unknown of one is taken.

use super::part::Assumed;
use crate::FactorId;
use ground::quantity::Interval;

/// What several machines rest on, and err with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shared {
    /// A parameter of the set: a density, a usual size, a load.
    Parameter(FactorId),
    /// What stands in where the words say nothing.
    Assumed(Assumed),
    /// The dies of a family of processors, by its place in the set.
    Die(u32),
    /// The thermal power of a family of processors.
    Power(u32),
    /// How many drives a case of storage holds.
    Cases,
}

/// How the unknowns of a machine are taken.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Taken {
    /// With their bounds, each noted.
    #[default]
    Bounds,
    /// Each at its value.
    Values,
    /// Each at its value, but one that is low or high.
    Bent(Shared, bool),
}

/// How the unknowns of a machine are taken, and those that were met.
#[derive(Debug, Clone, Default)]
pub(super) struct DrawnAt {
    taken: Taken,
    pub(super) met: Vec<Shared>,
}

impl DrawnAt {
    /// In this way, none met yet.
    pub(super) fn taken(taken: Taken) -> Self {
        Self { taken, met: Vec::new() }
    }

    /// An unknown, as it is to be taken.
    pub(super) fn pick(&mut self, shared: Shared, bounds: Interval) -> Interval {
        match self.taken {
            Taken::Bounds => {
                if bounds.low < bounds.high && !self.met.contains(&shared) {
                    self.met.push(shared);
                }
                bounds
            }
            Taken::Bent(one, high) if one == shared => {
                Interval::exact(if high { bounds.high } else { bounds.low })
            }
            Taken::Values | Taken::Bent(..) => Interval::exact(bounds.value),
        }
    }
}
