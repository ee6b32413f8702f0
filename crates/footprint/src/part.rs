//! The parts of a total, each with the unknowns that its error comes from.

use super::spread_over::own_coverage;
use super::unknown::{SharedUnknown, is_wide, spread};
use crate::impact::Scope;
use factor::{BoundsCoverage, Factor, FactorId, FactorSet, Law, TypeId};
use ground::quantity::Interval;
use std::collections::BTreeMap;

/// A part of a total.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TotalPart {
    /// Its expected value, in the criterion's unit: the value used, but for a factor whose type has
    /// published figures that say another centre.
    pub(super) mean: f64,
    /// Its unknowns, each with the standard deviation of its logarithm.
    pub(super) loads: Vec<(SharedUnknown, f64)>,
    /// An error that adds up instead of multiplying, and its standard deviation: of a factor that
    /// may be zero or less.
    pub(super) added: Option<(SharedUnknown, f64)>,
}

/// A meter's difference, or another line of its own: an amount of one factor.
#[derive(Clone)]
pub(super) struct ErrorAmount {
    /// The line that it is of, by its name in files.
    pub(super) line: String,
    /// The factor for the criterion.
    pub(super) factor: FactorId,
    /// How much of it.
    pub(super) quantity: f64,
    /// The factors that the quantity is a product of, and errs with.
    pub(super) stretched_by: Vec<FactorId>,
    /// The scopes that it is of, with the share of each.
    pub(super) scopes: Vec<(Scope, f64)>,
}

impl ErrorAmount {
    /// An amount known exactly.
    pub(super) fn exact(
        line: String,
        factor: FactorId,
        quantity: f64,
        scopes: Vec<(Scope, f64)>,
    ) -> Self {
        Self { line, factor, quantity, stretched_by: Vec::new(), scopes }
    }
}

/// The lines of a type: what they weigh together, and the squares of what each weighs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct TypeLines {
    pub(super) weight: f64,
    pub(super) squared: f64,
}

impl TypeLines {
    /// How many lines of equal weight they are worth, at least one.
    pub(super) fn worth(&self) -> f64 {
        if self.squared > 0.0 { (self.weight * self.weight / self.squared).max(1.0) } else { 1.0 }
    }
}

impl TotalPart {
    /// An amount of a factor, with its errors.
    pub(super) fn of_amount(set: &FactorSet, one: &ErrorAmount) -> Self {
        Self::of(set, one.factor, one.quantity).stretched(set, &one.stretched_by)
    }

    /// So many times it.
    pub(super) fn times(&self, by: f64) -> Self {
        let added = self.added.map(|(unknown, deviation)| (unknown, deviation * by));
        Self { mean: self.mean * by, loads: self.loads.clone(), added }
    }

    pub(super) fn stretched(mut self, set: &FactorSet, by: &[FactorId]) -> Self {
        for id in by {
            self.stretch(set, Some(SharedUnknown::Factor(*id)), set.factor(*id).amount);
        }
        self
    }

    /// An amount of a factor that stands among published figures: all that is of the type errs
    /// with them, and each line with its own model, which averages out.
    pub(super) fn among_published(
        set: &FactorSet,
        id: FactorId,
        quantity: f64,
        law: Law,
        lines: &BTreeMap<TypeId, TypeLines>,
    ) -> Self {
        let factor = set.factor(id);
        let mean = factor.amount.value * quantity * centre_of(law);
        let mut part = Self { mean, loads: Vec::new(), added: None };
        part.loads.push((SharedUnknown::Method(law.type_id), law.shared));
        match factor.of_type.filter(|_| factor.topic == "equipment") {
            Some((kin, _)) => {
                let worth = lines.get(&kin).map_or(1.0, TypeLines::worth);
                part.loads.push((SharedUnknown::Models(kin), law.own / worth.sqrt()));
            }
            // A model's own figure errs by its own bounds.
            None => part.stretch(set, Some(SharedUnknown::Factor(id)), factor.amount),
        }
        part
    }

    /// An amount of a factor, with the factor's error and no other.
    pub(super) fn of(set: &FactorSet, id: FactorId, quantity: f64) -> Self {
        let Factor { amount, coverage, .. } = set.factor(id);
        let mut part = Self { mean: amount.value * quantity, loads: Vec::new(), added: None };
        if amount.low > 0.0 {
            part.stretch(set, Some(SharedUnknown::Factor(id)), *amount);
        } else if is_wide(*amount) {
            let deviation = (amount.high - amount.low) / coverage.width() * quantity;
            part.added = Some((SharedUnknown::Factor(id), deviation));
        }
        part
    }

    /// Lets an unknown stretch the part as much as the bounds it made say.
    pub(super) fn stretch(
        &mut self,
        set: &FactorSet,
        unknown: Option<SharedUnknown>,
        bounds: Interval,
    ) {
        let Some(unknown) = unknown else { return };
        let coverage = match unknown {
            SharedUnknown::Factor(id) => set.factor(id).coverage,
            SharedUnknown::OwnLifetime(_) => own_coverage(),
            SharedUnknown::Make(_)
            | SharedUnknown::Parts(_)
            | SharedUnknown::Method(_)
            | SharedUnknown::Models(_)
            | SharedUnknown::Model(_) => BoundsCoverage::default(),
        };
        let spread = spread(bounds, coverage);
        if spread > 0.0 {
            self.loads.push((unknown, spread));
        }
    }
}

/// How the expected value stands to the one used, by what is published: the mean of a log-normal lies
/// above its centre, which is that of the figures.
pub(super) fn centre_of(law: Law) -> f64 {
    law.ratio * (law.shared * law.shared / 2.0).exp()
}
