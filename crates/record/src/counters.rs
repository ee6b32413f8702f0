//! What the machine's own counters said over a record, raw, so that an estimate can be made anew.

use serde::{Deserialize, Serialize};

/// Counters over a record. A source that the machine lacks is absent, and never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counters {
    /// Processor packages, joules.
    pub pkg_j: Option<f64>,
    /// Memory, joules.
    pub dram_j: Option<f64>,
    /// Seconds that the processor counters covered.
    pub pkg_obs_s: Option<u64>,
    /// The platform, joules.
    pub psys_j: Option<f64>,
    /// Seconds that the platform counter covered.
    pub psys_obs_s: Option<u64>,
    /// A meter of the whole machine, watt-hours.
    pub meter_wh: Option<f64>,
    /// Seconds that the meter covered.
    pub meter_obs_s: Option<u64>,
    /// What the battery gave, watt-hours on its side of the adapter.
    pub batt_dis_wh: Option<f64>,
    /// Seconds over which the battery was seen to give it.
    pub batt_obs_s: Option<u64>,
}

/// The machine's own line on mains: watts at the wall = `p0` + `p1` × load in percent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// Watts at no load.
    pub p0: f64,
    /// Watts for each percent of load.
    pub p1: f64,
    /// Share of the variance that the line explains, 0 to 1.
    pub r2: f64,
    /// Stretches on battery that it rests on.
    pub n: u64,
}
