//! Plan: what an organisation commits itself to, whether it can be measured, and where it stands.
//!
//! [`Plan`] is `plan.toml` as it is written; [`check`] says what it lacks, [`Status`] holds its
//! commitments against the values of [`indicator`] and the shared draws of [`change`]. It reads the
//! plan and the evidence that it names, computes no indicator of its own, and prints nothing.

mod check;
mod coverage;
mod evidence;
mod finding;
mod judge;
mod model;
mod read;
mod said;
mod standing;
mod status;
mod target;
mod values;

pub use check::check;
pub use coverage::{Covered, coverage};
pub use evidence::{Seal, seal};
pub use finding::{Finding, FindingKind, Severity};
pub use judge::{Call, against_value};
pub use model::{
    Action, Answer, Baseline, Commitment, Criterion, Date, Engagement, EntityShare, Evidence,
    EvidenceKind, Gravity, Horizon, Identity, Meeting, Milestone, Observation, Pillar, Plan,
    PlanState, Progress, Role, TargetKind, Territory, Theme, Validation, Yearly,
};
pub use said::{
    CHECK_COLUMNS, STATUS_COLUMNS, check_csv, check_json, check_text,
    status_csv, status_json, status_text,
};
pub use standing::{Net, Standing, Status, Tally, Verdict};
pub use target::{Trajectory, Way};
pub use values::{Held, Values};
