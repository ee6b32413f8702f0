//! What a change is worth by effect, type, site and stage, and the factors that each part rests on.

use super::effect::Effect;
use factor::{FactorId, FactorSet, TypeId};
use footprint::{BentTypes, ErringLifetime, Stake, Steps};
use ground::quantity::Interval;
use ground::stage::Stage;
use std::collections::BTreeMap;

/// The part of a figure within which another is the same one.
pub(crate) const SAME: f64 = 1e-9;

/// Where a part of a change falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StakePlace {
    pub(crate) effect: Effect,
    /// The type; none for a service or a meter.
    pub(crate) type_id: Option<TypeId>,
    /// The place of its site's name.
    pub(crate) site: u32,
    pub(crate) stage: Stage,
}

/// What a part rests on: its factor, what stretches how much of it, and the lifetime that it is
/// spread over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StakeRest {
    pub(crate) factor: FactorId,
    pub(crate) by: [Option<FactorId>; 2],
    pub(crate) over: Option<ErringLifetime>,
}

impl StakeRest {
    pub(crate) fn stretched_by(&self) -> Vec<FactorId> {
        self.by.iter().copied().flatten().collect()
    }

    pub(crate) fn on(factor: FactorId, by: [Option<FactorId>; 2]) -> Self {
        Self { factor, by, over: None }
    }

    pub(crate) fn over(factor: FactorId, lifetime: Option<ErringLifetime>) -> Self {
        Self { factor, by: [None, None], over: lifetime }
    }
}

/// What a part is worth, in the criterion's unit: as its factors stand, and at each step of the
/// error of the lifetime that it is spread over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PartWorth {
    pub(crate) value: f64,
    pub(crate) by_step: Option<Steps>,
}

impl From<f64> for PartWorth {
    fn from(value: f64) -> Self {
        Self { value, by_step: None }
    }
}

impl PartWorth {
    pub(crate) fn times(self, by: f64) -> Self {
        let by_step = self.by_step.map(|steps| steps.map(|at| by * at));
        Self { value: by * self.value, by_step }
    }

    fn add(&mut self, more: &Self) {
        self.value += more.value;
        match (&mut self.by_step, &more.by_step) {
            (Some(all), Some(more)) => {
                all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
            }
            (all, more) => *all = all.or(*more),
        }
    }

    fn is_any(&self) -> bool {
        let steps = self.by_step.iter().flatten();
        steps.chain([&self.value]).any(|value| *value != 0.0)
    }
}

/// A value with the bounds that were drawn around its like.
pub(crate) fn around(value: f64, drawn: Interval) -> Interval {
    let by = value - drawn.value;
    // Two sums of the same parts in two orders are one value.
    let by = if by.abs() <= SAME * value.abs() { 0.0 } else { by };
    Interval { value, low: (drawn.low + by).min(value), high: (drawn.high + by).max(value) }
}

/// The parts of a change, added up.
#[derive(Debug, Default)]
pub(crate) struct ChangeParts {
    pub(crate) places: BTreeMap<StakePlace, f64>,
    /// By what they rest on, and the type that they are of.
    stakes: BTreeMap<(Effect, StakeRest, Option<TypeId>), PartWorth>,
    /// Stakes of lines of their own, whose weights several factors stretch.
    pub(crate) others: Vec<(Effect, Stake)>,
}

impl ChangeParts {
    /// Adds a part, in the criterion's unit.
    pub(crate) fn add(&mut self, place: StakePlace, rest: StakeRest, worth: impl Into<PartWorth>) {
        let worth = worth.into();
        if worth.is_any() {
            self.add_exact(place, worth.value);
            let key = (place.effect, rest, place.type_id);
            self.stakes.entry(key).or_insert(PartWorth::from(0.0)).add(&worth);
        }
    }

    /// Adds a part known without error.
    pub(crate) fn add_exact(&mut self, place: StakePlace, value: f64) {
        if value != 0.0 {
            *self.places.entry(place).or_default() += value;
        }
    }

    /// The value of an effect.
    pub(crate) fn value(&self, effect: Effect) -> f64 {
        let of = self.places.iter().filter(|(place, _)| place.effect == effect);
        of.map(|(_, value)| value).fold(0.0, |sum, value| sum + value)
    }

    /// The stakes of an effect, or of all where none is named; those of a type apart where what its
    /// machines are made of bends them.
    pub(crate) fn stakes(
        &self,
        set: &FactorSet,
        bent: &BentTypes,
        effect: Option<Effect>,
    ) -> Vec<Stake> {
        let mut sums: BTreeMap<(&StakeRest, Option<TypeId>), PartWorth> = BTreeMap::new();
        for ((of, rest, type_id), worth) in &self.stakes {
            if effect.is_none_or(|effect| effect == *of) {
                let type_id =
                    type_id.filter(|id| bent.bends(rest.factor, &rest.stretched_by(), *id));
                sums.entry((rest, type_id)).or_insert(PartWorth::from(0.0)).add(worth);
            }
        }
        let mut stakes: Vec<Stake> = sums
            .into_iter()
            .filter(|((rest, _), _)| set.factor(rest.factor).amount.value != 0.0)
            .map(|((rest, of_type), worth)| {
                let of_it = worth.times(1.0 / set.factor(rest.factor).amount.value);
                Stake {
                    over: rest.over.zip(of_it.by_step),
                    of_type,
                    ..Stake::of(rest.factor, of_it.value, rest.stretched_by())
                }
            })
            .collect();
        let others = self.others.iter().filter(|(of, _)| effect.is_none_or(|one| one == *of));
        stakes.extend(others.map(|(_, stake)| stake.clone()));
        stakes
    }
}
