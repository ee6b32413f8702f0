//! Another account of some units than the one that wins.

use super::unit::Unit;
use equipment::AcquisitionMode;
use factor::TypeId;
use ground::table::Day;
use ledger::movement::{are_days_apart, may_come_back};
use walk::RowLeaving;

/// Another account of some units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dispute {
    /// The place of their line.
    pub(super) at: u32,
    /// How many.
    pub(super) units: f64,
    /// What is told.
    pub(super) other: OtherAccount,
}

/// What another account has of units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum OtherAccount {
    /// They left so, or did not.
    Left(RowLeaving),
    /// They were bought on that day.
    Bought(Day),
    /// They came that way.
    Came(AcquisitionMode),
    /// They are of that type.
    Type(TypeId),
    /// They never came: no inventory has them.
    Never,
    /// They are so many, as the inventory beside tells of the same line.
    Count(f64),
    /// They are the unit at that place, whose identifier is typed otherwise.
    Is(u32),
}

/// How a unit of an earlier inventory left by its row, where the ledger has it leave later.
pub(super) fn left_before(unit: &Unit, told: Day) -> Option<RowLeaving> {
    let own = unit.exited.filter(|own| are_days_apart(*own, told))?;
    // What was lost may have been found.
    let is_final = unit.route.is_none_or(|route| !may_come_back(route));
    is_final.then_some(RowLeaving {
        state: unit.state,
        decommissioned: unit.decommissioned,
        exited: Some(own),
        route: unit.route,
    })
}
