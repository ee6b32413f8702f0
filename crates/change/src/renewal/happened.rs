//! Forecasts of earlier years held against what happened.

use super::forecast::Forecast;
use crate::price::is_followed;
use ground::quantity::Interval;
use indicator::{EstateYear, Unit};
use std::collections::BTreeSet;

/// A forecast held against what happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Happened {
    /// The year it was made at the end of.
    pub from: i32,
    /// The year it was made for.
    pub year: i32,
    /// Units it told of.
    pub forecast: Interval,
    /// Units of that inventory whose leaving or end of use in the year is recorded; `None` where
    /// none is of any year, which is no count.
    pub happened: Option<f64>,
    /// Units of that inventory that are no longer in the one of the year, without a record.
    pub vanished: f64,
}

impl Happened {
    /// Whether the interval holds what happened; `None` where that is not known.
    pub fn holds(&self) -> Option<bool> {
        let happened = self.happened.filter(|_| self.vanished == 0.0)?;
        Some(self.forecast.low <= happened && happened <= self.forecast.high)
    }
}

/// What a forecast made at the end of `before` told of the years up to those of `later`, and what
/// happened to the units it was made of.
pub fn happened(before: &EstateYear<'_>, later: &EstateYear<'_>) -> Vec<Happened> {
    let years = later.number() - before.number();
    let forecast = Forecast::of(before, years);
    let dated = |unit: &&Unit| unit.named && is_followed(unit);
    let ids: BTreeSet<u64> = before
        .held()
        .filter(dated)
        .filter(|unit| unit.started.or(unit.acquired).is_some())
        .map(|unit| unit.id)
        .collect();
    let ended = |unit: &Unit| unit.decommissioned.or(unit.exited);
    let recorded = later.gathered.answers.records_since.is_some()
        || later.units.iter().any(|unit| ended(unit).is_some());
    // The inventory after the last that has a unit, by which it is gone.
    let gone_by = |unit: &Unit| {
        let seen = unit.seen?;
        later.gathered.years.keys().copied().find(|year| *year > seen)
    };
    let sum = |of: &dyn Fn(&Unit) -> bool| {
        let units = later.units.iter().filter(|unit| ids.contains(&unit.id) && of(unit));
        units.map(|unit| unit.quantity).fold(0.0, |sum, one| sum + one)
    };
    (1..=years)
        .filter_map(|ahead| {
            let year = before.number() + ahead;
            let told = forecast
                .lines
                .iter()
                .find(|line| line.year == year && line.type_code.is_empty())?;
            let happened = sum(&|unit| ended(unit).is_some_and(|day| day.year() == year));
            let vanished = sum(&|unit| {
                later.has_vanished(unit) && ended(unit).is_none() && gone_by(unit) == Some(year)
            });
            Some(Happened {
                from: before.number(),
                year,
                forecast: told.units,
                happened: recorded.then_some(happened),
                vanished,
            })
        })
        .collect()
}
