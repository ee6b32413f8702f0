//! A later year held against so much of an earlier one, errors that both share being one.

use super::decompose::Change;
use super::effect::Effect;
use ground::quantity::Interval;

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

impl Against {
    /// With by how much the difference may be less, and more, for what was not read of either year.
    #[must_use]
    pub fn widened(self, less: f64, more: f64) -> Self {
        if less <= 0.0 && more <= 0.0 {
            return self;
        }
        // What the earlier year is put on the terms of is itself not known where rows lack: whether a
        // machine that is not read has left, nobody knows.
        let raw = self.raw;
        let wide = |one: Interval| Interval {
            value: one.value,
            low: one.low.min(raw.low) - less,
            high: one.high.max(raw.high) + more,
        };
        Self {
            raw: wide(self.raw),
            net: wide(self.net),
            without_ageing: wide(self.without_ageing),
            without_grid: wide(self.without_grid),
            acts: wide(self.acts),
            ..self
        }
    }
}

/// By how much the later figure would be another, had what is no act not moved since the earlier
/// year: what to add to the figure, and to its bounds as the draws of the change have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unmoved {
    /// The later figure as it stands, in the draws that the others are of.
    pub as_is: Interval,
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

impl Unmoved {
    /// So many times it: what is added to a low bound stays that, though it be more than what is added to
    /// the high one.
    #[must_use]
    pub fn times(self, by: f64) -> Self {
        let of = |one: Interval| Interval {
            value: one.value * by,
            low: one.low * by,
            high: one.high * by,
        };
        Self {
            as_is: of(self.as_is),
            net: of(self.net),
            without_ageing: of(self.without_ageing),
            without_grid: of(self.without_grid),
            acts: of(self.acts),
            ageing: self.ageing * by,
            grid: self.grid * by,
        }
    }
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
    pub fn against(&self, keep: f64) -> Against {
        let left = 1.0 - keep;
        let sums = self.summed(left, left);
        let held = |at: usize| sums[at];
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
    pub fn unmoved(&self) -> Unmoved {
        let sums = self.summed(1.0, 0.0);
        // Bounds move by what they do in the same draws.
        let moved = |at: usize| Interval {
            value: sums[at].value - sums[0].value,
            low: sums[at].low - sums[0].low,
            high: sums[at].high - sums[0].high,
        };
        Unmoved {
            as_is: sums[0],
            net: moved(1),
            without_ageing: moved(2),
            without_grid: moved(3),
            acts: moved(4),
            ageing: self.worth(Effect::Ageing).value,
            grid: self.worth(Effect::Electricity).value,
        }
    }

    /// So much of the earlier figure with what each sum counts of the effects.
    fn summed(&self, left: f64, otherwise: f64) -> [Interval; 5] {
        self.sums().map(|way| {
            let of = |effect: Effect| way.weight(effect, otherwise);
            let effects = self.effects.iter().map(|line| of(line.effect) * line.value.value);
            let value = effects.fold(left * self.from.total.value, |sum, more| sum + more);
            self.basis.around(value, left, of)
        })
    }
}
