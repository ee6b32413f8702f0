//! The lifetimes of a year.

use super::super::tally::UnitTally;
use ledger::lifetime::{Lifetime, LifetimeAxis};
use std::collections::BTreeMap;

/// The lifetimes of a year on one clock, estimated once.
#[derive(Debug)]
pub struct Lives {
    /// Of all lines together.
    pub together: Lifetime,
    /// By axis, then by what the axis tells apart: the number of a type, site, maker or mode.
    pub by_axis: Vec<(LifetimeAxis, BTreeMap<u32, Lifetime>)>,
    /// The exits they rest on.
    pub exits: UnitTally,
}
