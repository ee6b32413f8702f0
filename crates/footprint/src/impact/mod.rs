//! Impact: the arithmetic, written once.
//!
//! `one equipment × method → weights` ([`Kernel::weigh`]), and `weights × factors → impacts`
//! ([`Kernel::value`]). Impacts are linear in the factors, so the weights of many lines that
//! share their factors add up first and meet the factors once. This room knows no file, no
//! report and no engine.

mod assessed_year;
mod kernel;
mod presence;
mod scope;
mod weigh;
mod weighed;

pub use assessed_year::AssessedYear;
pub use kernel::{FactorKey, Kernel, StageImpact};
pub use presence::{End, Presence};
pub use scope::Scope;
pub use weighed::{Gap, Gaps, Weighed, Weight};
