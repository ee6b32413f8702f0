//! What two years rest on, drawn once for all that is asked of them.

use super::effect::Effect;
use factor::FactorSet;
use footprint::{DrawnSums, Stake, StakesAmong};
use ground::quantity::Interval;

/// What the figures of two years rest on, drawn once to hold one against the other again: the earlier
/// year, then each effect, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Basis(DrawnSums);

impl Basis {
    /// That of what the earlier year rests on, and of what each effect does.
    pub(crate) fn of(
        set: &FactorSet,
        before: Vec<Stake>,
        effects: [Vec<Stake>; Effect::ALL.len()],
        among: &StakesAmong,
    ) -> Self {
        let sums: Vec<Vec<Stake>> = std::iter::once(before).chain(effects).collect();
        Self(DrawnSums::of(set, &sums, among))
    }

    /// The bounds of so many times the earlier year, and so much of each effect, around a value.
    pub(crate) fn around(&self, value: f64, before: f64, of: impl Fn(Effect) -> f64) -> Interval {
        let effects = (1..).zip(Effect::ALL).map(|(at, effect)| (at, of(effect)));
        let times = std::iter::once((0, before)).chain(effects);
        let times: Vec<(usize, f64)> = times.filter(|(_, times)| *times != 0.0).collect();
        let (low, high) = self.0.bounds(&times);
        Interval { value, low: low.min(value), high: high.max(value) }
    }
}
