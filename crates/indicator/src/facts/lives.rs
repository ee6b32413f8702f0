//! The stays of units, from which lifetimes are estimated.

use super::super::tally::UnitTally;
use super::gather::{GatherOptions, Gathered};
use super::lifetimes::Lives;
use super::unit::Unit;
use super::year::EstateYear;
use equipment::State;
use equipment::estate::Estate;
use factor::{FactorSet, TypeId};
use footprint::impact::AssessedYear;
use footprint::method::Method;
use ground::fault::Fault;
use ground::table::Day;
use ledger::lifetime::{
    Estimates, ExitsRecorded, Lifetime, LifetimeAxis, Stay, by_axis, estimates,
};

/// Which clock a stay is counted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StayClock {
    /// From the first use here to the decision to use it no more, or to the exit.
    InUse,
    /// From the purchase to the exit, storage included.
    Held,
}

/// What tells the groups of an axis apart, where a line has no mode.
const NO_MODE: u32 = u32::MAX;

impl EstateYear<'_> {
    /// The lifetimes on a clock.
    pub fn lives(&self, clock: StayClock) -> &Lives {
        self.lives[clock as usize].get_or_init(|| {
            let stays: Vec<(&Unit, Stay)> = self.stays(clock).collect();
            let key = |unit: &Unit, axis: LifetimeAxis| match axis {
                LifetimeAxis::Type => u32::from(self.root(unit).0),
                LifetimeAxis::Site => unit.site,
                LifetimeAxis::Manufacturer => unit.maker,
                LifetimeAxis::AcquisitionMode => unit.mode.map_or(NO_MODE, |mode| mode as u32),
            };
            let of_axis = |axis: LifetimeAxis| {
                by_axis(stays.iter().map(|(unit, stay)| (key(unit, axis), *stay)), self.records)
            };
            let together: Vec<Stay> = stays.iter().map(|(_, stay)| *stay).collect();
            let exits = stays.iter().filter(|(_, stay)| stay.ended.is_some());
            Lives {
                together: Lifetime::of(&together, self.records),
                by_axis: LifetimeAxis::ALL.into_iter().map(|axis| (axis, of_axis(axis))).collect(),
                exits: UnitTally::of(exits.map(|(unit, _)| (unit.quantity, unit.row))),
            }
        })
    }

    /// The stays of all lines whose dates are known, with their line.
    pub fn stays(&self, clock: StayClock) -> impl Iterator<Item = (&Unit, Stay)> {
        self.units.iter().filter_map(move |unit| Some((unit, self.stay(unit, clock)?)))
    }

    /// Lines that left, or went out of use, on a day that nothing tells, and all that did: what
    /// an estimate cannot see, of what it should.
    pub fn unseen_exits(&self, clock: StayClock) -> (f64, f64) {
        let (mut unseen, mut all) = (0.0, 0.0);
        for unit in &self.units {
            let ended = match clock {
                StayClock::InUse => unit.decommissioned.or(unit.exited),
                StayClock::Held => unit.exited,
            };
            let gone = match clock {
                StayClock::InUse => !matches!(
                    unit.state,
                    State::InService | State::InStock | State::InRepair | State::Ordered
                ),
                StayClock::Held => unit.state == State::Exited,
            };
            if ended.is_some() || gone || self.has_vanished(unit) {
                all += unit.quantity;
                unseen += if ended.is_none() { unit.quantity } else { 0.0 };
            }
        }
        (unseen, all)
    }

    fn stay(&self, unit: &Unit, clock: StayClock) -> Option<Stay> {
        let (started, ended, gone) = match clock {
            StayClock::InUse => (
                unit.started.or(unit.acquired)?,
                unit.decommissioned.or(unit.exited),
                matches!(unit.state, State::Exited | State::Decommissioned),
            ),
            StayClock::Held => (unit.acquired?, unit.exited, unit.state == State::Exited),
        };
        if unit.state == State::Ordered || (gone && ended.is_none()) {
            return None;
        }
        let vanished = self.has_vanished(unit) && ended.is_none();
        let lost_sight = if vanished { Some(self.last_seen(unit)) } else { None };
        Some(Stay { started, ended, lost_sight, units: unit.quantity })
    }

    /// The cut-off date of the last inventory that has a unit.
    fn last_seen(&self, unit: &Unit) -> Day {
        let year = unit.seen.unwrap_or(self.number());
        self.gathered.cut_off(year).unwrap_or_else(|| AssessedYear::new(year, None).as_of)
    }

    /// The organisation's own lifetimes by type, for the footprint to take.
    pub fn lifetimes(&self) -> Estimates {
        let stays = self.stays(StayClock::InUse).map(|(unit, stay)| (unit.type_id, stay));
        estimates(self.set(), stays, self.records)
    }

    /// The type of a line's root, for grouping.
    pub fn root(&self, unit: &Unit) -> TypeId {
        self.root_of(unit.type_id)
    }
}

/// The organisation's own lifetimes by type in a year, from its inventories and ledger: what a
/// footprint may take between a measure and a declared lifetime, with the origin `estimated`.
///
/// Types with too few units or exits, or whose exits seem deleted, have none.
///
/// # Errors
///
/// As [`Gathered::read`].
pub fn lifetime_estimates(
    estate: &Estate,
    set: &FactorSet,
    method: &Method,
    options: &GatherOptions,
) -> Result<Estimates, Fault> {
    let gathered = Gathered::read(estate, set, method, options, |_, _| {})?;
    let facts = EstateYear::of(&gathered, options.year);
    Ok(facts.map_or_else(|| estimates_of_nothing(set), |facts| facts.lifetimes()))
}

fn estimates_of_nothing(set: &FactorSet) -> Estimates {
    let never = ExitsRecorded { since: Day(0), until: Day(0) };
    estimates(set, std::iter::empty(), never)
}
