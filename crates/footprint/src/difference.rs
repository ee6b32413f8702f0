//! How sure differences are: sums of amounts of factors, the shared ones of which cancel.

use super::errors::{Amount, Part};
use super::montecarlo::drawn_together;
use factor::{FactorId, FactorSet};
use ground::quantity::Interval;
use std::collections::BTreeMap;

/// An amount of a factor that a difference rests on; negative where it was there before.
#[derive(Debug, Clone, PartialEq)]
pub struct Stake {
    /// The factor.
    pub factor: FactorId,
    /// How much of it.
    pub quantity: f64,
    /// The factors that the quantity is a product or quotient of, and errs with.
    pub stretched_by: Vec<FactorId>,
}

/// The 90 % interval of each sum of stakes, all drawn together: an error that two stakes share is
/// the same in both, in one sum or in two.
pub fn intervals(set: &FactorSet, sums: &[Vec<Stake>]) -> Vec<Interval> {
    let parts: Vec<Vec<Part>> = sums
        .iter()
        .map(|stakes| stakes.iter().map(|stake| Part::of_stake(set, &stake.amount())).collect())
        .collect();
    drawn_together(&parts)
}

impl Stake {
    /// Stakes on the same factors as one; those that cancel are none.
    pub fn merged(stakes: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut sums: BTreeMap<(FactorId, Vec<FactorId>), f64> = BTreeMap::new();
        for stake in stakes {
            *sums.entry((stake.factor, stake.stretched_by)).or_default() += stake.quantity;
        }
        let one = |((factor, stretched_by), quantity)| Self { factor, quantity, stretched_by };
        sums.into_iter().map(one).filter(|stake| stake.quantity != 0.0).collect()
    }

    fn amount(&self) -> Amount {
        Amount {
            factor: self.factor,
            quantity: self.quantity,
            stretched_by: self.stretched_by.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stake(factor: FactorId, quantity: f64) -> Stake {
        Stake { factor, quantity, stretched_by: Vec::new() }
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
