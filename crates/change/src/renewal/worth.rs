//! What units that are replaced cost, weigh to make, and weigh as waste.

use crate::price::{Prices, is_refurbished, own_part, upstream};
use ground::quantity::Interval;
use indicator::{EstateYear, Unit};

/// What units that are replaced cost, weigh to make, and weigh as waste, each by its like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ReplacedWorth {
    /// Units that it is known of, and what they come to.
    pub(super) priced: (f64, f64),
    pub(super) of_users: f64,
    pub(super) made: (f64, [f64; 3]),
    pub(super) waste: (f64, [f64; 3]),
}

/// The same of one unit.
pub(super) struct ReplacedUnit {
    pub(super) is_of_users: bool,
    pub(super) price: Option<f64>,
    pub(super) made: Option<[f64; 3]>,
    pub(super) waste: Option<[f64; 3]>,
}

impl ReplacedUnit {
    pub(super) fn of(facts: &EstateYear<'_>, unit: &Unit, prices: &Prices) -> Self {
        let own = own_part(facts.reference(unit.type_id), upstream(facts, unit));
        Self {
            is_of_users: !unit.is_of_the_organisation(),
            price: prices.get(unit.type_id, is_refurbished(unit)),
            made: unit.made.map(|made| made.map(|one| f64::from(one) * own)),
            waste: facts.weight(unit).map(|(kg, _)| [kg.value, kg.low, kg.high]),
        }
    }
}

impl ReplacedWorth {
    pub(super) fn note(&mut self, units: f64, one: &ReplacedUnit) {
        if one.is_of_users {
            self.of_users += units;
        } else if let Some(price) = one.price {
            self.priced = (self.priced.0 + units, self.priced.1 + units * price);
        }
        let take = |sum: &mut (f64, [f64; 3]), one: Option<[f64; 3]>| {
            let Some(one) = one else { return };
            sum.0 += units;
            for (sum, one) in sum.1.iter_mut().zip(one) {
                *sum += one * units;
            }
        };
        take(&mut self.made, one.made);
        take(&mut self.waste, one.waste);
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.priced = (self.priced.0 + other.priced.0, self.priced.1 + other.priced.1);
        self.of_users += other.of_users;
        for (sum, one) in [(&mut self.made, &other.made), (&mut self.waste, &other.waste)] {
            sum.0 += one.0;
            for (sum, one) in sum.1.iter_mut().zip(one.1) {
                *sum += one;
            }
        }
    }

    /// A sum spread as the units that it is of.
    pub(super) fn spread(
        units: Interval,
        (known, [value, low, high]): (f64, [f64; 3]),
    ) -> Option<Interval> {
        let each = |sum: f64| sum / units.value;
        let one = Interval { value: each(value), low: each(low), high: each(high) };
        (known > 0.0 && units.value > 0.0).then(|| units.times(one))
    }
}
