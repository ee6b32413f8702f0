//! Sums that are each drawn as if it were all there is: those alike once, by errors drawn once.

use super::difference::{DrawnSums, Stake, StakesAmong, around, value_of};
use super::montecarlo::{DRAWS, drawn_by, drawn_errors};
use super::part::TotalPart;
use super::spread_over::ErringLifetime;
use factor::{FactorId, FactorSet, TypeId};
use ground::quantity::Interval;
use std::collections::BTreeMap;

/// The errors of so many unknowns are kept, 80 kB for each; those of more are drawn again.
const MOST_KEPT: usize = 64;

/// What a stake of a sum is told from others by: numbers by their bits, and models by their order in
/// the sum, since which they are moves nothing.
type StakeKey = (
    FactorId,
    u64,
    Vec<FactorId>,
    Option<(ErringLifetime, Vec<u64>)>,
    Option<usize>,
    Option<TypeId>,
);

/// Draws sums one by one, each alone: neither their order nor what else is drawn moves their bounds.
#[derive(Debug)]
pub struct DrawnAlone<'a> {
    set: &'a FactorSet,
    errors: KeptErrors,
    totals: BTreeMap<Vec<StakeKey>, Interval>,
    differences: BTreeMap<Vec<StakeKey>, Interval>,
}

impl<'a> DrawnAlone<'a> {
    /// One that nothing was drawn by.
    pub fn new(set: &'a FactorSet) -> Self {
        Self {
            set,
            errors: KeptErrors::default(),
            totals: BTreeMap::new(),
            differences: BTreeMap::new(),
        }
    }

    /// The 90 % interval of a sum that is a footprint of its own.
    pub fn total(&mut self, stakes: &[Stake]) -> Interval {
        if stakes.iter().any(|stake| stake.over.is_some()) {
            return self.difference(stakes);
        }
        let Self { set, errors, totals, .. } = self;
        *totals.entry(key(stakes)).or_insert_with(|| {
            let among = StakesAmong::default();
            let part =
                |stake: &Stake| TotalPart::of_stake(set, stake, &among).times(stake.quantity);
            let parts: Vec<TotalPart> = stakes.iter().map(part).collect();
            let (Interval { low, high, .. }, _) =
                drawn_by(move |count| errors.of(count), &parts, None, 0.0);
            around(value_of(set, stakes), (low, high))
        })
    }

    /// The 90 % interval of a sum whose parts may cancel.
    pub fn difference(&mut self, stakes: &[Stake]) -> Interval {
        let Self { set, errors, differences, .. } = self;
        *differences.entry(key(stakes)).or_insert_with(|| {
            let (sums, among) = ([stakes.to_vec()], StakesAmong::default());
            let drawn = DrawnSums::by(set, &sums, &among, move |count| errors.of(count));
            around(value_of(set, stakes), drawn.bounds(&[(0, 1.0)]))
        })
    }
}

fn key(stakes: &[Stake]) -> Vec<StakeKey> {
    let mut models: Vec<u32> = stakes.iter().filter_map(|stake| stake.model).collect();
    models.sort_unstable();
    models.dedup();
    let one = |stake: &Stake| {
        let over = stake.over.as_ref();
        let over = over.map(|(of, steps)| (*of, steps.iter().map(|at| at.to_bits()).collect()));
        let model = stake.model.and_then(|model| models.binary_search(&model).ok());
        let by = stake.stretched_by.clone();
        (stake.factor, stake.quantity.to_bits(), by, over, model, stake.of_type)
    };
    stakes.iter().map(one).collect()
}

/// The errors of all draws, by how many unknowns there are.
#[derive(Debug, Default)]
struct KeptErrors(BTreeMap<usize, Vec<f64>>);

impl KeptErrors {
    /// Those of so many unknowns, a draw at a time.
    fn of(&mut self, unknowns: usize) -> impl FnMut(&mut [f64]) {
        let kept = (1..=MOST_KEPT).contains(&unknowns).then(|| {
            let all = self.0.entry(unknowns).or_insert_with(|| {
                let mut all = vec![0.0; unknowns * DRAWS];
                drawn_errors()(&mut all);
                all
            });
            all.chunks_exact(unknowns)
        });
        let mut kept = kept.into_iter().flatten();
        let mut drawn = drawn_errors();
        move |one| match kept.next() {
            Some(all) => one.copy_from_slice(all),
            None => drawn(one),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::difference::intervals;

    #[test]
    fn sums_drawn_before_move_none_and_models_are_told_by_no_number() {
        let set = FactorSet::shipped().unwrap();
        let wide = |id: &FactorId| {
            let amount = set.factor(*id).amount;
            0.0 < amount.low && amount.low < amount.high
        };
        let count = u32::try_from(set.factors().len()).unwrap();
        let ids: Vec<FactorId> = (0..count).map(FactorId).filter(wide).take(3).collect();
        let of = |at: usize, model: u32| Stake {
            model: Some(model),
            ..Stake::of(ids[at], 10.0, vec![ids[2]])
        };
        let less = |at: usize, model: u32| of(at, model).times(-0.5);
        let sums = [vec![of(0, 3)], vec![of(0, 4)], vec![of(1, 4), less(0, 9)], vec![]];
        let mut drawn = DrawnAlone::new(&set);
        for sum in &sums {
            assert_eq!(drawn.difference(sum), intervals(&set, std::slice::from_ref(sum))[0]);
            assert_eq!(drawn.total(sum), DrawnAlone::new(&set).total(sum));
        }
        assert_eq!(drawn.total(&sums[0]), drawn.total(&sums[1]));
        assert_ne!(drawn.total(&sums[0]), drawn.total(&[of(0, 3).times(2.0)]));
    }
}
