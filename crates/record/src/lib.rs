//! What the agent says of a machine, and what its collector answers.
//!
//! The agent sums a machine's day on the machine ([`UseDay`]) and says what the machine is
//! ([`Inventory`]). Both are a [`Record`]: closed once, numbered, with a digest, and never changed
//! after. Agent and collector share this crate and nothing else of the product.
//!
//! - [`Record::parse`] is the one door: it checks the digest and every rule, or says which field
//!   stands against which ([`Refusal`]).
//! - The key of a record is [`Record::key`]: agent, day, number. Two records of one key with one
//!   digest are one record sent twice; with two digests, a cloned disk.
//! - [`wire`] holds the bodies of the collector's API and of the files that are carried by hand.
//!
//! - [`energy`] is how a day's energy is estimated: by the agent as the day closes, and again by the
//!   collector where figures have changed.
//!
//! A reader ignores fields that it does not know and keeps flags that it does not know. What
//! breaks that is `use-day/2`.

mod counters;
mod day;
mod digest;
pub mod energy;
mod estimate;
mod identity;
mod inventory;
mod record;
mod refusal;
mod use_day;
pub mod wire;

pub use counters::{Counters, Fit};
pub use day::RecordDay;
pub use digest::{canonical, digest_of};
pub use estimate::{EnergyEstimate, EnergyMethod, Grade};
pub use identity::{AgentId, IdFault, hex};
pub use inventory::{
    Battery, Class, Display, Drive, DriveKind, Gpu, Inventory, MemoryRecord, Module, Os,
    ProcessorRecord, Product,
};
pub use record::{Record, RecordKey};
pub use refusal::{Code, Refusal};
pub use use_day::{LOAD_BINS, UseDay, load_bin, load_centre};

/// The JSON Schema of `use-day/1`, as published.
pub const USE_DAY_SCHEMA: &str = include_str!("../schemas/use-day-1.schema.json");

/// The JSON Schema of `inv/1`, as published.
pub const INVENTORY_SCHEMA: &str = include_str!("../schemas/inv-1.schema.json");

/// The longest record, in bytes of JSON.
pub const MAX_RECORD_BYTES: usize = 16 * 1024;
