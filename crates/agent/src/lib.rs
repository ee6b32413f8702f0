//! A machine's own energy, summed on the machine a day at a time, and no day of it lost.
//!
//! ```text
//! platform ─▶ interval ─▶ day ─▶ energy ─▶ record ─▶ spool ─▶ delivery
//!  samples     what was    sums   watt-    closed,    until    HTTPS, or files
//!              between     kept   hours    numbered   acked    to carry
//! ```
//!
//! [`platform`] asks the machine; [`interval`] tells what happened between two samples; [`day`]
//! sums it; [`energy`] turns sums into watt-hours with a grade and bounds; [`agent`] drives them and
//! closes days; [`spool`] keeps records until the collector's own word settles them; [`delivery`]
//! carries them. Nothing here reads the wall's clock or prints: `cli` does both.
//!
//! **Absent on purpose:** users, processes, host and network names, anything within a day, any
//! command taken from outside, any port that is listened on.

pub mod agent;
pub mod cli;
pub mod config;
pub mod day;
pub mod delivery;
pub mod energy;
pub mod identity;
pub mod interval;
pub mod lang;
pub mod platform;
pub mod spool;
