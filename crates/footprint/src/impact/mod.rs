//! Impact: the arithmetic, written once.
//!
//! `one equipment × method → weights` ([`Kernel::weigh`]), and `weights × factors → impacts`
//! ([`Kernel::value`]). Impacts are linear in the factors, so the weights of many lines that
//! share their factors add up first and meet the factors once. This room knows no file, no
//! report and no engine.

mod kernel;
mod presence;
mod scope;
mod weigh;

pub use kernel::{FactorKey, Kernel, StageImpact, Weight};
pub use presence::{End, Presence};
pub use scope::Scope;
pub use weigh::{AssessedYear, Gap, Gaps, Weighed};
