//! What is spread over a lifetime, by how far the lifetime errs.
//!
//! Making is spread over the longer of lifetime and age: a machine older than the lifetime told may
//! be younger than the true one. How much counts is no power of the lifetime then, and is told step
//! by step of its error, between which it runs in a straight line.

use super::unknown::{SharedUnknown, spread};
use crate::impact::Kernel;
use crate::matching::Choice;
use factor::{BoundsCoverage, FactorId, FactorSet, TypeId};

/// How many steps.
pub const STEPS: usize = 33;
/// How far they reach on each side, standard deviations.
const REACH: f64 = 4.0;

/// Something at each step of the error of a lifetime, from where it is longest.
pub type Steps = [f64; STEPS];

/// A lifetime that errs: all that is spread over it errs with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErringLifetime {
    /// A lifetime of the set.
    Default(FactorId),
    /// The organisation's own of a type.
    Own(TypeId),
}

impl ErringLifetime {
    /// That of what is made by a choice of factors; none where nothing is spread over a lifetime.
    pub(super) fn of(kernel: &Kernel<'_>, choice: &Choice) -> Option<Self> {
        match kernel.own_lifetime(choice.type_id) {
            Some(_) => Some(Self::Own(choice.type_id)),
            None => choice.lifetime.map(Self::Default),
        }
    }

    pub(super) fn unknown(self) -> SharedUnknown {
        match self {
            Self::Default(id) => SharedUnknown::Factor(id),
            Self::Own(id) => SharedUnknown::OwnLifetime(id),
        }
    }
}

/// How far a lifetime errs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifetimeError {
    /// Which it is.
    pub of: ErringLifetime,
    /// The standard deviation of its logarithm.
    pub spread: f64,
}

impl LifetimeError {
    /// That of what is made by a choice of factors; none where nothing is spread over a lifetime.
    pub fn of(kernel: &Kernel<'_>, choice: &Choice) -> Option<Self> {
        let of = ErringLifetime::of(kernel, choice)?;
        Some(match of {
            ErringLifetime::Default(id) => Self::of_default(kernel.set, id),
            ErringLifetime::Own(id) => {
                let (years, _) = kernel.own_lifetime(id)?;
                Self { of, spread: spread(years.0, own_coverage()) }
            }
        })
    }

    /// That of a lifetime of the set.
    pub fn of_default(set: &FactorSet, id: FactorId) -> Self {
        let factor = set.factor(id);
        let spread = spread(factor.amount, factor.coverage);
        Self { of: ErringLifetime::Default(id), spread }
    }

    /// How many times its value the lifetime is at each step, such that what is spread over it is on
    /// the mean what the value makes of it.
    pub fn steps(&self) -> Steps {
        let spread = self.spread;
        std::array::from_fn(|step| (spread * spread / 2.0 - spread * error_at(step)).exp())
    }
}

/// A declared lifetime has no bounds; those of an estimated one hold 95 % of cases.
pub(super) fn own_coverage() -> BoundsCoverage {
    BoundsCoverage::of(0.95).expect("0.95 is in the list")
}

/// The error at a step, in standard deviations; above zero, the lifetime is shorter.
fn error_at(step: usize) -> f64 {
    step as f64 / (STEPS - 1) as f64 * (REACH + REACH) - REACH
}

/// What there is at an error, between the steps around it.
pub(super) fn at_error(steps: &Steps, error: f64) -> f64 {
    let place = (error.clamp(-REACH, REACH) + REACH) / (REACH + REACH) * (STEPS - 1) as f64;
    let (below, part) = (place.floor(), place.fract());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the steps")]
    let at = below as usize;
    let next = steps[(at + 1).min(STEPS - 1)];
    steps[at] + (next - steps[at]) * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_steps_it_runs_straight() {
        let steps: Steps = std::array::from_fn(|step| step as f64);
        // Steps are a quarter of a deviation apart, from -4 to 4.
        for (error, expected) in [(-9.0, 0.0), (-4.0, 0.0), (0.0, 16.0), (0.125, 16.5), (4.5, 32.0)]
        {
            assert!((at_error(&steps, error) - expected).abs() < 1e-12, "{error}");
        }
    }

    #[test]
    fn one_over_a_lifetime_that_errs_is_on_the_mean_one_over_its_value() {
        let set = FactorSet::shipped().unwrap();
        let wide = |id: &FactorId| {
            let factor = set.factor(*id);
            factor.topic == "lifetimes" && factor.amount.low < factor.amount.high
        };
        let count = u32::try_from(set.factors().len()).unwrap();
        let lifetime = (0..count).map(FactorId).find(wide).unwrap();
        let times = LifetimeError::of_default(&set, lifetime).steps();
        // The mean over a normal law, by steps of a quarter of a deviation.
        let mean: f64 = (0..STEPS)
            .map(|step| (-error_at(step).powi(2) / 2.0).exp() * 0.25 / times[step])
            .sum::<f64>()
            / std::f64::consts::TAU.sqrt();
        assert!((mean - 1.0).abs() < 1e-3, "{mean}");
        assert!(times[0] > 1.0 && times[STEPS - 1] < 1.0);
    }
}
