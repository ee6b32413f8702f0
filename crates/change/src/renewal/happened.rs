//! Forecasts of earlier years held against what happened.
//!
//! Both sides are of the same units: those of the earlier inventory that a forecast tells of and
//! that something names. A year counts only where nothing of them can have gone unrecorded in it.

use super::forecast::{leaving, told_of};
use super::stay::stays;
use crate::price::is_followed;
use equipment::State;
use ground::quantity::Interval;
use ground::table::Day;
use indicator::{EstateYear, Unit};
use std::collections::BTreeMap;

/// A forecast held against what happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Happened {
    /// The year it was made at the end of.
    pub from: i32,
    /// The year it was made for.
    pub year: i32,
    /// Units it told of, of those compared.
    pub forecast: Interval,
    /// Units of that inventory that are compared: what names them, their date and how long such
    /// units stay are known.
    pub compared: f64,
    /// All units of that inventory that are to be replaced some day.
    pub of: f64,
    /// Units compared whose leaving or end of use in the year is recorded; `None` where exits were
    /// not recorded then, which is no count.
    pub happened: Option<f64>,
    /// Units compared that are there no more without a record, and may have gone in the year.
    pub vanished: f64,
    /// Whether the later inventory sees the whole year.
    pub is_over: bool,
}

impl Happened {
    /// Whether the interval holds what happened, whichever of the units that vanished left in the year;
    /// `None` where that is not known, or would hang on them.
    pub fn holds(&self) -> Option<bool> {
        let least = self.happened.filter(|_| self.is_over)?;
        let has = |units: f64| self.forecast.low <= units && units <= self.forecast.high;
        match self.missed_by() {
            Some(_) => Some(false),
            None => (has(least) && has(least + self.vanished)).then_some(true),
        }
    }

    /// How many units what happened lies beyond the nearer bound, at the least; `None` where it does not,
    /// or nobody knows.
    pub fn missed_by(&self) -> Option<f64> {
        let least = self.happened.filter(|_| self.is_over)?;
        let most = least + self.vanished;
        Some((self.forecast.low - most).max(least - self.forecast.high))
            .filter(|units| *units > 0.0)
    }
}

/// What a forecast made at the end of `before` told of the years up to those of `later`, and what
/// happened to the units it was made of.
pub fn happened(before: &EstateYear<'_>, later: &EstateYear<'_>) -> Vec<Happened> {
    let years = later.number() - before.number();
    let stays = stays(before);
    let named = || told_of(before, &stays).filter(|unit| unit.named);
    let mut compared: BTreeMap<u64, f64> = BTreeMap::new();
    for unit in named() {
        *compared.entry(unit.id).or_default() += unit.quantity;
    }
    let sum = |units: &mut dyn Iterator<Item = f64>| units.fold(0.0, |sum, one| sum + one);
    let all = sum(&mut before.held().filter(|unit| is_followed(unit)).map(|unit| unit.quantity));
    let forecast = leaving(before, &stays, named(), years);
    let (recorded, vanished) = gone(before, later, &compared);
    let first_record = later.gathered.answers.records_since;
    let first_exit = later.units.iter().filter_map(ended).min();
    let records = |year: i32| match (first_record, first_exit) {
        (Some(since), _) => since <= Day::first_of(year),
        (None, first) => first.is_some_and(|day| day.year() <= year),
    };
    let of = |sums: &BTreeMap<i32, f64>, year: i32| sums.get(&year).copied().unwrap_or(0.0);
    forecast
        .into_iter()
        .map(|(year, forecast)| Happened {
            from: before.number(),
            year,
            forecast,
            compared: sum(&mut compared.values().copied()),
            of: all,
            happened: records(year).then(|| of(&recorded, year)),
            vanished: of(&vanished, year),
            is_over: later.year.as_of.0 + 1 >= Day::first_of(year + 1).0,
        })
        .collect()
}

/// The day it was taken out of use, else left.
fn ended(unit: &Unit) -> Option<Day> {
    unit.decommissioned.or(unit.exited)
}

/// Units by the year that a record says they ended in, and those that ended without one, by each
/// year they may have done so in: from the last inventory that has them to the one that has not.
fn gone(
    before: &EstateYear<'_>,
    later: &EstateYear<'_>,
    compared: &BTreeMap<u64, f64>,
) -> (BTreeMap<i32, f64>, BTreeMap<i32, f64>) {
    let since = before.year.as_of;
    let (mut recorded, mut by_year) = (BTreeMap::new(), BTreeMap::new());
    let mut records: BTreeMap<u64, f64> = BTreeMap::new();
    // Units of a line that a movement had leave stand beside it, under its key and without its name.
    let of = later.units.iter().filter(|unit| compared.contains_key(&unit.id));
    for (unit, day) in of.filter_map(|unit| Some((unit, ended(unit)?))) {
        if day > since {
            *recorded.entry(day.year()).or_default() += unit.quantity;
            *records.entry(unit.id).or_default() += unit.quantity;
        }
    }
    let inventories = inventories(before, later);
    for (id, units) in compared {
        let mut here = *units;
        let held: Vec<f64> = inventories
            .iter()
            .map(|(_, there)| there.get(id).copied().unwrap_or(0.0).min(*units))
            .collect();
        let last = held.last().copied().unwrap_or(0.0);
        let unrecorded = units - last - records.get(id).copied().unwrap_or(0.0);
        if unrecorded <= 1e-9 {
            continue;
        }
        let mut from = before.number();
        for (at, (year, _)) in inventories.iter().enumerate() {
            // What a later inventory has again was not gone.
            let there = held[at..].iter().copied().fold(0.0, f64::max);
            if there < here {
                for may in from + 1..=*year {
                    *by_year.entry(may).or_default() += unrecorded.min(here - there);
                }
            }
            (from, here) = (*year, there.min(here));
        }
    }
    (recorded, by_year)
}

/// The inventories after `before` up to `later`, with the units of each that are not to leave yet.
fn inventories(before: &EstateYear<'_>, later: &EstateYear<'_>) -> Vec<(i32, BTreeMap<u64, f64>)> {
    let counted = |units: &mut dyn Iterator<Item = &Unit>| {
        let mut sums: BTreeMap<u64, f64> = BTreeMap::new();
        for unit in units.filter(|unit| unit.named) {
            *sums.entry(unit.id).or_default() += unit.quantity;
        }
        sums
    };
    let gathered = later.gathered;
    let earlier = gathered.earlier(later.number());
    let between = earlier.into_iter().filter(|(year, _)| *year > before.number());
    let mut all: Vec<(i32, BTreeMap<u64, f64>)> = between
        .filter_map(|(year, units)| {
            let cut_off = gathered.cut_off(year)?;
            let there = |unit: &&Unit| {
                let state = unit.presence().state_on(cut_off);
                matches!(state, State::InService | State::InRepair | State::InStock)
            };
            Some((year, counted(&mut units.iter().filter(there))))
        })
        .collect();
    all.sort_by_key(|(year, _)| *year);
    all.push((later.number(), counted(&mut later.held().filter(|unit| is_followed(unit)))));
    all
}
