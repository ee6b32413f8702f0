//! A year of a scenario: what is bought, what it weighs and costs.

use footprint::FootprintPiece;
use std::collections::BTreeMap;

/// A year of a scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScenarioYear {
    /// The year.
    pub year: i32,
    /// Making to end of life, spread over lifetimes, in the criterion's unit.
    pub making: f64,
    /// Making to end of life of what is bought in the year, whole.
    pub bought_making: f64,
    /// Use.
    pub using: f64,
    /// Electricity, kWh.
    pub kwh: f64,
    /// What of it no factor weighs, kWh.
    pub unweighed_kwh: f64,
    /// Units bought.
    pub bought: f64,
    /// What they cost, EUR, of those whose price is known.
    pub eur: f64,
    /// Units bought of which no factor tells the making.
    pub unmade: f64,
    /// Units bought of which no price is known.
    pub unpriced: f64,
    /// Making and use of each type, use by room.
    pub(super) pieces: BTreeMap<FootprintPiece, f64>,
    /// What the difference at each room's meter is multiplied by.
    pub(super) by_meter: Vec<f64>,
    /// What each service is multiplied by: but its electricity, and its electricity.
    pub(super) by_service: Vec<(f64, f64)>,
}

impl ScenarioYear {
    /// Its total, making spread over lifetimes.
    pub fn total(&self) -> f64 {
        self.making + self.using
    }

    /// Use; `None` where no factor weighs any of its electricity.
    pub fn use_known(&self) -> Option<f64> {
        (self.unweighed_kwh <= 0.0 || self.unweighed_kwh < self.kwh * (1.0 - 1e-9))
            .then_some(self.using)
    }

    /// Its total; `None` where its use is not known: making alone is no total.
    pub fn total_known(&self) -> Option<f64> {
        self.use_known().map(|using| self.making + using)
    }

    /// Making of what is bought, whole; `None` where none of it is known.
    pub fn purchase_making(&self) -> Option<f64> {
        (self.bought <= 0.0 || self.unmade < self.bought).then_some(self.bought_making)
    }

    /// What is bought costs, EUR; `None` where no price is known of any.
    pub fn money(&self) -> Option<f64> {
        (self.bought <= 0.0 || self.unpriced < self.bought).then_some(self.eur)
    }

    /// Counts units that are bought, of which so much of the making is the buyer's.
    pub(super) fn buy(&mut self, units: f64, made: Option<f64>, own: f64, price: Price) {
        self.bought += units;
        match made {
            Some(made) => self.bought_making += units * made * own,
            None => self.unmade += units,
        }
        match price {
            Price::Of(Some(price)) => self.eur += units * price,
            Price::Of(None) => self.unpriced += units,
            Price::TheirOwn => {}
        }
    }
}

/// What a unit costs the organisation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Price {
    /// Its price, EUR, where it is known.
    Of(Option<f64>),
    /// Nothing: employees buy it, and it stays theirs.
    TheirOwn,
}
