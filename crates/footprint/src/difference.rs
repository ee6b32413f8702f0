//! How sure differences are: sums of amounts of factors, the shared ones of which cancel.

use super::bent::BentTypes;
use super::montecarlo::{DRAWS, Drawn, drawn_errors, held, percentile, places};
use super::part::centre_of;
use super::part::{TotalPart, TypeLines};
use super::spread_over::{ErringLifetime, Steps, at_error};
use super::unknown::SharedUnknown;
use super::unknown::unknown_of;
use factor::{Factor, FactorId, FactorSet, Law, TypeId};
use ground::quantity::Interval;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The part of what a sum adds up within which it is nothing.
const NOTHING: f64 = 1e-12;

/// An amount of a factor that a difference rests on; negative where it was there before.
#[derive(Debug, Clone, PartialEq)]
pub struct Stake {
    /// The factor.
    pub factor: FactorId,
    /// How much of it.
    pub quantity: f64,
    /// The factors that the quantity is a product or quotient of, and errs with.
    pub stretched_by: Vec<FactorId>,
    /// The lifetime that the quantity is spread over, where it is one that errs, and how much there
    /// is of it at each step of its error.
    pub over: Option<(ErringLifetime, Steps)>,
    /// A number of the model it is of, where it is of one alone: what that errs by itself averages
    /// out among many.
    pub model: Option<u32>,
    /// The type of the machines it is of, where what they are made of bends it.
    pub of_type: Option<TypeId>,
}

/// What stakes are one by: factor, what stretches them, lifetime, model, type.
type StakeKind = (FactorId, Vec<FactorId>, Option<ErringLifetime>, Option<u32>, Option<TypeId>);
/// What one of a stake's factor is drawn by.
type OneOf<'a> = (FactorId, &'a Vec<FactorId>, Option<u32>, Option<TypeId>);

/// What stakes stand among: how many lines each type has, and what bends those priced from their parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StakesAmong {
    /// How many lines.
    pub lines: LinesOfTypes,
    /// What bends them.
    pub bent: BentTypes,
}

/// How many lines of equal weight each type is worth: what each model errs by itself averages out over
/// so many. Of a type that is not here it averages out whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinesOfTypes(BTreeMap<TypeId, TypeLines>);

impl LinesOfTypes {
    /// Adds a line of a factor that stands for a type, by what it weighs.
    pub fn add(&mut self, set: &FactorSet, factor: FactorId, weight: f64) {
        if let Some((kin, _)) = set.factor(factor).of_type {
            let lines = self.0.entry(kin).or_default();
            lines.weight += weight;
            lines.squared += weight * weight;
        }
    }

    /// Those of two years together: of each type, those of the year in which it weighs more, since an
    /// error that both years have is one.
    #[must_use]
    pub fn of_both(mut self, other: Self) -> Self {
        for (kin, lines) in other.0 {
            let own = self.0.entry(kin).or_default();
            if lines.weight > own.weight {
                *own = lines;
            }
        }
        self
    }

    /// What the models of a factor's type err by themselves, averaged over its lines.
    pub(super) fn own(&self, factor: &Factor, law: Law) -> Option<(SharedUnknown, f64)> {
        let (kin, _) = factor.of_type?;
        let worth = self.0.get(&kin)?.worth();
        Some((SharedUnknown::Models(kin), law.own / worth.sqrt()))
    }
}

/// So much of one of the parts that sums rest on.
pub(super) struct SumTerm<'a> {
    /// The place of the part among all.
    pub(super) one: usize,
    /// How many times it.
    pub(super) quantity: f64,
    /// The lifetime that the quantity is spread over, and how much there is at each step of its error.
    pub(super) over: Option<(ErringLifetime, &'a Steps)>,
}

impl<'a> SumTerm<'a> {
    /// So much of a part as a stake has of it.
    pub(super) fn of(one: usize, stake: &'a Stake) -> Self {
        let over = stake.over.as_ref().map(|(lifetime, steps)| (*lifetime, steps));
        Self { one, quantity: stake.quantity, over }
    }
}

/// The 90 % interval of each sum of stakes, all drawn together, by the law of a footprint: an error
/// that two stakes share is the same in both, in one sum or in two.
pub fn intervals(set: &FactorSet, sums: &[Vec<Stake>]) -> Vec<Interval> {
    let drawn = DrawnSums::of(set, sums, &StakesAmong::default());
    let each = (0..).zip(sums);
    each.map(|(at, stakes)| around(value_of(set, stakes), drawn.bounds(&[(at, 1.0)]))).collect()
}

/// What a sum of stakes is worth.
pub(super) fn value_of(set: &FactorSet, stakes: &[Stake]) -> f64 {
    stakes.iter().map(|stake| set.factor(stake.factor).amount.value * stake.quantity).sum()
}

/// Bounds with the value printed within.
pub(super) fn around(value: f64, (low, high): (f64, f64)) -> Interval {
    Interval { value, low: low.min(value), high: high.max(value) }
}

/// Sums of stakes drawn once, all together: what is made of them needs no other draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DrawnSums {
    /// Each sum at each of the draws, as many as a footprint takes.
    totals: Vec<Vec<f64>>,
    /// What each adds up, whatever its sign.
    sizes: Vec<f64>,
}

impl DrawnSums {
    /// Draws sums, each stake among all of its type.
    pub fn of(set: &FactorSet, sums: &[Vec<Stake>], among: &StakesAmong) -> Self {
        Self::by(set, sums, among, |_| drawn_errors())
    }

    /// The same, by the errors of so many unknowns.
    pub(super) fn by<E: FnMut(&mut [f64])>(
        set: &FactorSet,
        sums: &[Vec<Stake>],
        among: &StakesAmong,
        errors: impl FnOnce(usize) -> E,
    ) -> Self {
        // One of a factor is worth the same in each sum: it is drawn once for all.
        let mut kinds: BTreeMap<OneOf<'_>, usize> = BTreeMap::new();
        let mut ones: Vec<TotalPart> = Vec::new();
        let mut terms: Vec<Vec<SumTerm<'_>>> = Vec::with_capacity(sums.len());
        for stakes in sums {
            let mut of_sum = Vec::with_capacity(stakes.len());
            for stake in stakes {
                let kind = (stake.factor, &stake.stretched_by, stake.model, stake.of_type);
                let one = *kinds.entry(kind).or_insert(ones.len());
                if one == ones.len() {
                    ones.push(TotalPart::of_stake(set, stake, among));
                }
                of_sum.push(SumTerm::of(one, stake));
            }
            terms.push(of_sum);
        }
        Self::of_parts_by(&ones, &terms, errors)
    }

    /// Draws sums of so many times some parts.
    pub(super) fn of_parts(ones: &[TotalPart], sums: &[Vec<SumTerm<'_>>]) -> Self {
        Self::of_parts_by(ones, sums, |_| drawn_errors())
    }

    fn of_parts_by<E: FnMut(&mut [f64])>(
        ones: &[TotalPart],
        sums: &[Vec<SumTerm<'_>>],
        errors: impl FnOnce(usize) -> E,
    ) -> Self {
        let lifetimes = sums.iter().flatten().filter_map(|term| term.over);
        let lifetimes = lifetimes.map(|(lifetime, _)| lifetime.unknown());
        let held = ones.iter().flat_map(held).map(|(unknown, _)| *unknown);
        let place = places(held.chain(lifetimes));
        let parts: Vec<Drawn> = ones.iter().map(|one| Drawn::new(one, &place)).collect();
        let over =
            |term: &SumTerm<'_>| term.over.map_or(0, |(lifetime, _)| place[&lifetime.unknown()]);
        let overs: Vec<Vec<usize>> =
            sums.iter().map(|sum| sum.iter().map(over).collect()).collect();
        let mut errors = errors(place.len());
        let mut z = vec![0.0; place.len()];
        let mut worth = vec![0.0; ones.len()];
        let draws = if place.is_empty() { 1 } else { DRAWS };
        let mut totals: Vec<Vec<f64>> = sums.iter().map(|_| Vec::with_capacity(draws)).collect();
        for _ in 0..draws {
            errors(&mut z);
            worth.iter_mut().zip(&parts).for_each(|(worth, part)| *worth = part.at(&z));
            for ((terms, overs), totals) in sums.iter().zip(&overs).zip(&mut totals) {
                let each = terms.iter().zip(overs).map(|(term, at)| {
                    let steps = term.over.map(|(_, steps)| at_error(steps, z[*at]));
                    worth[term.one] * steps.unwrap_or(term.quantity)
                });
                totals.push(each.sum());
            }
        }
        let size = |terms: &Vec<SumTerm<'_>>| {
            terms.iter().map(|term| (ones[term.one].mean * term.quantity).abs()).sum()
        };
        Self { totals, sizes: sums.iter().map(size).collect() }
    }

    /// The 5th and the 95th percentile of so many times some of the sums, by their places.
    pub fn bounds(&self, times: &[(usize, f64)]) -> (f64, f64) {
        let draws = self.totals.first().map_or(0, Vec::len);
        if draws == 0 {
            return (0.0, 0.0);
        }
        let mut all = vec![0.0; draws];
        for (at, by) in times {
            for (sum, total) in all.iter_mut().zip(&self.totals[*at]) {
                *sum += by * total;
            }
        }
        let size: f64 = times.iter().map(|(at, by)| by.abs() * self.sizes[*at]).sum();
        // What is left of draws that cancel has no sign.
        let mut bound = |share: f64| match percentile(&mut all, share) {
            left if left.abs() <= NOTHING * size => 0.0,
            bound => bound,
        };
        (bound(0.05), bound(0.95))
    }
}

impl Stake {
    /// So much of a factor, stretched by others, spread over no lifetime that errs.
    pub fn of(factor: FactorId, quantity: f64, stretched_by: Vec<FactorId>) -> Self {
        Self { factor, quantity, stretched_by, over: None, model: None, of_type: None }
    }

    /// So many times it.
    #[must_use]
    pub fn times(&self, by: f64) -> Self {
        let over = self.over.map(|(lifetime, steps)| (lifetime, steps.map(|at| by * at)));
        Self { quantity: by * self.quantity, over, ..self.clone() }
    }

    /// Stakes on the same factors as one; those that cancel are none.
    pub fn merged(stakes: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut sums: BTreeMap<StakeKind, Self> = BTreeMap::new();
        for stake in stakes {
            let over = stake.over.map(|(lifetime, _)| lifetime);
            let by = stake.stretched_by.clone();
            match sums.entry((stake.factor, by, over, stake.model, stake.of_type)) {
                Entry::Vacant(place) => {
                    place.insert(stake);
                }
                Entry::Occupied(mut place) => {
                    let sum = place.get_mut();
                    sum.quantity += stake.quantity;
                    if let (Some((_, all)), Some((_, more))) = (&mut sum.over, &stake.over) {
                        all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
                    }
                }
            }
        }
        sums.into_values().filter(Self::is_any).collect()
    }

    /// Whether there is anything of it, at some step of the error of its lifetime.
    fn is_any(&self) -> bool {
        let steps = self.over.iter().flat_map(|(_, steps)| steps);
        steps.chain([&self.quantity]).any(|quantity| *quantity != 0.0)
    }
}

impl TotalPart {
    /// One of a factor that a sum of stakes rests on, and what stretches it: with the error that all
    /// of its type share, and what each model errs by itself: averaged over so many lines, or whole
    /// where the stake is of one model alone. Machines of a type that are priced from their parts
    /// bend it as they do on the mean.
    pub(super) fn of_stake(set: &FactorSet, stake: &Stake, among: &StakesAmong) -> Self {
        let Stake { factor: id, ref stretched_by, model, of_type, .. } = *stake;
        let factor = set.factor(id);
        let part = match set.law(id) {
            Some(law) => {
                let mean = factor.amount.value * centre_of(law);
                let mut part = Self { mean, loads: Vec::new(), added: None };
                part.loads.push((SharedUnknown::Method(law.type_id), law.shared));
                match (factor.topic == "equipment", model) {
                    // A model's own figure errs by its own bounds.
                    (false, _) => {
                        part.stretch(set, Some(SharedUnknown::Factor(id)), factor.amount);
                    }
                    (true, Some(model)) => part.loads.push((SharedUnknown::Model(model), law.own)),
                    (true, None) => part.loads.extend(among.lines.own(factor, law)),
                }
                part
            }
            None => Self::of(set, id, 1.0),
        };
        let mut part = part.stretched(set, stretched_by);
        if let Some(of_type) = of_type {
            let kind = (id, stretched_by.clone(), of_type);
            let loads = among.bent.loads(&kind);
            part.loads.extend(loads.map(|(shared, load)| (unknown_of(shared), load)));
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stake(factor: FactorId, quantity: f64) -> Stake {
        Stake::of(factor, quantity, Vec::new())
    }

    #[test]
    fn what_two_years_share_cancels() {
        let set = FactorSet::shipped().unwrap();
        let wide = |id: &u32| {
            let amount = set.factor(FactorId(*id)).amount;
            0.0 < amount.low && amount.low < amount.high
        };
        let count = u32::try_from(set.factors().len()).unwrap();
        let ids: Vec<u32> = (0..count).filter(wide).take(2).collect();
        let (a, b) = (FactorId(ids[0]), FactorId(ids[1]));
        let sums = [
            vec![stake(a, 10.0), stake(a, -10.0)],
            vec![stake(a, 10.0)],
            vec![stake(a, 10.0), stake(b, -10.0)],
            vec![],
        ];
        let drawn = intervals(&set, &sums);
        assert!(drawn[0].low.abs() < 1e-9 && drawn[0].high.abs() < 1e-9, "{:?}", drawn[0]);
        assert!(drawn[1].low < drawn[1].value && drawn[1].value < drawn[1].high);
        assert!(drawn[2].low < drawn[2].high);
        assert_eq!(drawn[3], Interval::ZERO);
        // Drawn again, drawn the same.
        assert_eq!(drawn, intervals(&set, &sums));
    }
}
