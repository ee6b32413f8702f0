//! A later year held against so much of an earlier one, errors that both share being one.

use super::decompose::Change;
use super::effect::Effect;
use super::stakes::around;
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

impl Change {
    /// Holds the later year against `keep` times the earlier one: 0.85 of it where it is to fall
    /// by 15 %.
    pub fn against(&self, keep: f64, set: &FactorSet) -> Against {
        let left = 1.0 - keep;
        // By effect, what it counts for in each of the three sums.
        let weights = |effect: Effect| {
            let net = if effect.is_counted_otherwise() { left } else { 1.0 };
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
        let held = |at: usize| around(values[at], drawn[at]);
        Against {
            raw: held(0),
            net: held(1),
            without_ageing: held(2),
            restated: before + self.counted_otherwise(),
            ageing: self.worth(Effect::Ageing).value,
        }
    }
}

fn scaled(stakes: &[Stake], by: f64) -> Vec<Stake> {
    stakes.iter().map(|stake| stake.times(by)).collect()
}
