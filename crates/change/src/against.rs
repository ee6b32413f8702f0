//! A later year held against so much of an earlier one, errors that both share being one.

use super::decompose::Change;
use super::effect::Effect;
use super::stakes::around;
use factor::FactorSet;
use footprint::{LinesOfTypes, Stake, intervals_among};
use ground::quantity::Interval;

/// What the figures of two years rest on, kept to hold one against the other again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Basis {
    /// What the earlier year rests on.
    pub(crate) before: Vec<Stake>,
    /// What each effect rests on.
    pub(crate) effects: Vec<(Effect, Vec<Stake>)>,
    /// How many lines each type is worth.
    pub(crate) lines: LinesOfTypes,
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
    /// The same without what the year's electricity factor (kg per kWh) moved.
    pub without_grid: Interval,
    /// What acts made of it: without the year's electricity factor, and without what ageing took off.
    pub acts: Interval,
    /// The earlier figure so restated.
    pub restated: f64,
    /// What ageing is worth.
    pub ageing: f64,
    /// What the year's electricity factor is worth.
    pub grid: f64,
}

/// By how much the later figure would be another, had what is no act not moved since the earlier
/// year: what to add to the figure and to its bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unmoved {
    /// Perimeter, factor set and quality of data as they were.
    pub net: Interval,
    /// The same without what ageing alone took off.
    pub without_ageing: Interval,
    /// The same without what the year's electricity factor moved.
    pub without_grid: Interval,
    /// What acts made of it, from the earlier figure on.
    pub acts: Interval,
    /// What ageing is worth.
    pub ageing: f64,
    /// What the year's electricity factor is worth.
    pub grid: f64,
}

/// Which effects a sum leaves out.
#[derive(Debug, Clone, Copy)]
struct EffectsLeftOut {
    otherwise: bool,
    ageing: bool,
    grid: bool,
}

impl EffectsLeftOut {
    /// How a sum counts an effect: what is counted otherwise for so much of it.
    fn weight(self, effect: Effect, otherwise: f64) -> f64 {
        match effect {
            Effect::Ageing if self.ageing => 0.0,
            Effect::Electricity if self.grid => 0.0,
            one if self.otherwise && one.is_counted_otherwise() => otherwise,
            _ => 1.0,
        }
    }
}

impl Change {
    /// The five sums that a year is held in: raw, net, without ageing, without the grid, and what
    /// acts made. Ageing that adds comes of buying: it is left in the last.
    fn sums(&self) -> [EffectsLeftOut; 5] {
        let of = |ageing, grid| EffectsLeftOut { otherwise: true, ageing, grid };
        let took_off = self.worth(Effect::Ageing).value < 0.0;
        let raw = EffectsLeftOut { otherwise: false, ageing: false, grid: false };
        [raw, of(false, false), of(true, false), of(false, true), of(took_off, true)]
    }

    /// Holds the later year against `keep` times the earlier one: 0.85 of it where it is to fall
    /// by 15 %.
    pub fn against(&self, keep: f64, set: &FactorSet) -> Against {
        let left = 1.0 - keep;
        let (values, stakes) = self.summed(left, left);
        let drawn = intervals_among(set, &stakes, &self.basis.lines);
        let held = |at: usize| around(values[at], drawn[at]);
        Against {
            raw: held(0),
            net: held(1),
            without_ageing: held(2),
            without_grid: held(3),
            acts: held(4),
            restated: self.from.total.value + self.counted_otherwise(),
            ageing: self.worth(Effect::Ageing).value,
            grid: self.worth(Effect::Electricity).value,
        }
    }

    /// What the later figure is without what is no act since the earlier year.
    pub fn unmoved(&self, set: &FactorSet) -> Unmoved {
        let (values, stakes) = self.summed(1.0, 0.0);
        let drawn = intervals_among(set, &stakes, &self.basis.lines);
        // Bounds move by what they do in draws of the same law.
        let moved = |at: usize| Interval {
            value: values[at] - values[0],
            low: drawn[at].low - drawn[0].low,
            high: drawn[at].high - drawn[0].high,
        };
        Unmoved {
            net: moved(1),
            without_ageing: moved(2),
            without_grid: moved(3),
            acts: moved(4),
            ageing: self.worth(Effect::Ageing).value,
            grid: self.worth(Effect::Electricity).value,
        }
    }

    /// So much of the earlier figure with what each sum counts of the effects: their values, and what
    /// they rest on.
    fn summed(&self, left: f64, otherwise: f64) -> ([f64; 5], [Vec<Stake>; 5]) {
        let ways = self.sums();
        let before = self.from.total.value;
        let mut values = ways.map(|_| left * before);
        let mut sums: [Vec<Stake>; 5] = ways.map(|_| scaled(&self.basis.before, left));
        for line in &self.effects {
            let stakes = self.basis.effects.iter().find(|(effect, _)| *effect == line.effect);
            for (at, way) in ways.into_iter().enumerate() {
                let weight = way.weight(line.effect, otherwise);
                values[at] += weight * line.value.value;
                if let Some((_, stakes)) = stakes {
                    sums[at].extend(scaled(stakes, weight));
                }
            }
        }
        (values, sums.map(Stake::merged))
    }
}

fn scaled(stakes: &[Stake], by: f64) -> Vec<Stake> {
    stakes.iter().map(|stake| stake.times(by)).collect()
}
