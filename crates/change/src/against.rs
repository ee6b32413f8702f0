//! A later year held against so much of an earlier one, errors that both share being one.

use super::decompose::Change;
use super::effect::Effect;
use factor::FactorSet;
use footprint::{Stake, intervals};
use ground::quantity::Interval;

/// What the figures of two years rest on, kept to hold one against the other again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Basis {
    /// What the earlier year rests on.
    pub(crate) before: Vec<Stake>,
    /// What each effect rests on.
    pub(crate) effects: Vec<(Effect, Vec<Stake>)>,
}

/// The later year less `keep` times the earlier one, in the criterion's unit: below zero, it
/// fell by more than asked. Each with its 90 % interval, all drawn together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Against {
    /// As the two figures stand.
    pub raw: Interval,
    /// The earlier year first put on the later one's perimeter, factors and quality of data.
    pub net: Interval,
    /// The same without what ageing alone took off.
    pub without_ageing: Interval,
    /// The earlier figure so restated.
    pub restated: f64,
    /// What ageing is worth.
    pub ageing: f64,
}

/// What changes how a year is counted, and nothing of the estate.
const COUNTED_OTHERWISE: [Effect; 3] = [Effect::FactorSet, Effect::Perimeter, Effect::Quality];

impl Change {
    /// Holds the later year against `keep` times the earlier one: 0.85 of it where it is to fall
    /// by 15 %.
    pub fn against(&self, keep: f64, set: &FactorSet) -> Against {
        let left = 1.0 - keep;
        // By effect, what it counts for in each of the three sums.
        let weights = |effect: Effect| {
            let counted = COUNTED_OTHERWISE.contains(&effect);
            let net = if counted { left } else { 1.0 };
            [1.0, net, if effect == Effect::Ageing { 0.0 } else { net }]
        };
        let before = self.from.total.value;
        let mut values = [left * before; 3];
        let mut sums: [Vec<Stake>; 3] = [0, 1, 2].map(|_| scaled(&self.basis.before, left));
        for line in &self.effects {
            let stakes = self.basis.effects.iter().find(|(effect, _)| *effect == line.effect);
            for (at, weight) in weights(line.effect).into_iter().enumerate() {
                values[at] += weight * line.value.value;
                if let Some((_, stakes)) = stakes {
                    sums[at].extend(scaled(stakes, weight));
                }
            }
        }
        let drawn = intervals(set, &sums.map(Stake::merged));
        let around = |at: usize| {
            let (value, one) = (values[at], drawn[at]);
            Interval {
                value,
                low: (value + one.low - one.value).min(value),
                high: (value + one.high - one.value).max(value),
            }
        };
        let counted: f64 = COUNTED_OTHERWISE.iter().map(|one| self.worth(*one).value).sum();
        Against {
            raw: around(0),
            net: around(1),
            without_ageing: around(2),
            restated: before + counted,
            ageing: self.worth(Effect::Ageing).value,
        }
    }
}

fn scaled(stakes: &[Stake], by: f64) -> Vec<Stake> {
    let one = |stake: &Stake| Stake { quantity: by * stake.quantity, ..stake.clone() };
    stakes.iter().map(one).collect()
}
