//! Plan: what an organisation commits itself to, whether it can be measured, and where it stands.
//!
//! [`Plan`] is `plan.toml` as it is written; [`check`] says what it lacks, [`Status`] holds its
//! commitments against the values of [`indicator`] and the shared draws of [`change`]. It reads the
//! plan and the evidence that it names, computes no indicator of its own, and prints nothing.

mod blank;
mod calendar;
mod check;
mod collect;
mod collected;
mod coverage;
mod diagnosis;
mod document;
mod due;
mod duties;
mod evidence;
mod exchange;
mod finding;
mod impossible;
mod judge;
mod model;
mod moved;
mod people;
mod read;
mod referential;
mod renew;
mod rewrite;
mod said;
mod shape;
mod standing;
mod status;
mod target;
mod values;
mod words;

pub use blank::{Blank, blank};
pub use calendar::{CALENDAR_MARK, due, ics};
pub use check::{KnownWords, check, with_people};
pub use collect::{RoleSheets, SHEET_COLUMNS, sheet, sheet_rows, sheet_words, sheets};
pub use collected::{CollectedAnswers, read_sheet};
pub use coverage::{CoveredCriterion, coverage};
pub use diagnosis::{Diagnosed, diagnosis, diagnosis_json, diagnosis_text};
pub use document::{
    DOCUMENT_COLUMNS, DocumentBlock, DocumentPart, PLAN_MARKDOWN_MARK, PLAN_PAGE_MARK,
    PlanDocument, document_csv, document_json, html, is_document_json, markdown, plan_document,
    reen_document,
};
pub use due::{Due, DueKind};
pub use duties::{Applying, Duty, LegalForm, Undecided, applying};
pub use evidence::Seals;
pub use exchange::{
    PLAN_COLUMNS, is_plan_csv, plan_csv, plan_json, read_plan_csv, read_plan_json, to_toml,
};
pub use finding::{Finding, FindingKind, Severity};
pub use model::{
    Action, AuditObservation, Baseline, Commitment, EntityShare, Meeting, Milestone, Plan,
    PlanCriterion, PlanEvidence, PlanIdentity, Territory, Theme, Validation, Yearly,
};
pub use referential::{GRID_COLUMNS, RefCriterion, Referential};
pub use renew::renew;
pub use rewrite::rewritten;
pub use said::{
    CHECK_COLUMNS, STATUS_COLUMNS, check_csv, check_json, check_text, due_json, due_text,
    status_csv, status_json, status_text,
};
pub use standing::{
    Became, CommitmentTally, CommitmentVerdict, Handed, MeasuredIndicator, Net, Standing, Status,
};
pub use values::{EstateValues, HeldAgainst};
pub use words::{
    Answer, Date, Engagement, EvidenceKind, Gravity, Horizon, Pillar, PlanState, Progress, Role,
    TargetKind,
};
