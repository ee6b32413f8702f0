//! What a change is worth by effect, type, site and stage, and the factors that each part rests on.

use super::effect::Effect;
use factor::{FactorId, FactorSet, TypeId};
use footprint::Stake;
use ground::quantity::Interval;
use ground::stage::Stage;
use std::collections::BTreeMap;

/// Where a part of a change falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) effect: Effect,
    /// The type; none for a service or a meter.
    pub(crate) type_id: Option<TypeId>,
    /// The place of its site's name.
    pub(crate) site: u32,
    pub(crate) stage: Stage,
}

/// What a part rests on: its factor, and what stretches how much of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rest {
    pub(crate) factor: FactorId,
    pub(crate) by: [Option<FactorId>; 2],
}

impl Rest {
    pub(crate) fn on(factor: FactorId, by: [Option<FactorId>; 2]) -> Self {
        Self { factor, by }
    }
}

/// A value with the bounds that were drawn around its like.
pub(crate) fn around(value: f64, drawn: Interval) -> Interval {
    Interval {
        value,
        low: (value + drawn.low - drawn.value).min(value),
        high: (value + drawn.high - drawn.value).max(value),
    }
}

/// The parts of a change, added up.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) places: BTreeMap<Place, f64>,
    stakes: BTreeMap<(Effect, Rest), f64>,
    /// Stakes of lines of their own, whose weights several factors stretch.
    pub(crate) others: Vec<(Effect, Stake)>,
}

impl Parts {
    /// Adds a part, in the criterion's unit.
    pub(crate) fn add(&mut self, place: Place, rest: Rest, value: f64) {
        if value != 0.0 {
            *self.places.entry(place).or_default() += value;
            *self.stakes.entry((place.effect, rest)).or_default() += value;
        }
    }

    /// Adds a part known without error.
    pub(crate) fn add_exact(&mut self, place: Place, value: f64) {
        if value != 0.0 {
            *self.places.entry(place).or_default() += value;
        }
    }

    /// The value of an effect.
    pub(crate) fn value(&self, effect: Effect) -> f64 {
        let of = self.places.iter().filter(|(place, _)| place.effect == effect);
        of.map(|(_, value)| value).fold(0.0, |sum, value| sum + value)
    }

    /// The stakes of an effect, or of all where none is named.
    pub(crate) fn stakes(&self, set: &FactorSet, effect: Option<Effect>) -> Vec<Stake> {
        let mut sums: BTreeMap<&Rest, f64> = BTreeMap::new();
        for ((of, rest), value) in &self.stakes {
            if effect.is_none_or(|effect| effect == *of) {
                *sums.entry(rest).or_default() += value;
            }
        }
        let mut stakes: Vec<Stake> = sums
            .into_iter()
            .filter(|(rest, _)| set.factor(rest.factor).amount.value != 0.0)
            .map(|(rest, value)| Stake {
                factor: rest.factor,
                quantity: value / set.factor(rest.factor).amount.value,
                stretched_by: rest.by.iter().copied().flatten().collect(),
            })
            .collect();
        let others = self.others.iter().filter(|(of, _)| effect.is_none_or(|one| one == *of));
        stakes.extend(others.map(|(_, stake)| stake.clone()));
        stakes
    }
}
