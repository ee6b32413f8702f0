//! Movement: the ledger of what came, moved and left, `movements.csv`.
//!
//! It knows the kinds of movements, their columns in both languages, the documents that waste law
//! asks for, and what the yearly inventories hold; it knows no factor's value. What leaves is a [`Ledger`]:
//! compact rows in the order of the file, corrected ones left out; a row that cannot be used stays
//! behind as a reject. Users are kept as numbers that tell them apart, never as words.

mod apart;
mod beyond;
mod check;
mod closed;
mod column;
mod entry;
mod fate;
mod finding;
mod holding;
mod infer;
mod ledger;
mod lots;
mod operation;
mod read;
mod reconcile;
mod register;
mod seal;
mod steps;
mod trackdechets;
mod waste_code;
mod words;

pub use apart::{
    are_days_apart, are_modes_apart, are_routes_apart, is_bought_apart, is_no_weight_of,
    weighs_as_much,
};
pub use beyond::BeyondExits;
pub use check::{CheckOptions, check, most_there};
pub use closed::{
    AcquisitionMode, BeneficiaryStatus, Channel, DecommissionReason, Evidence, ExitRoute,
    MovementKind, TreatmentMode, WeightBasis,
};
pub use column::Column;
pub use entry::{
    Assignment, Decommission, Details, Exit, Handover, Movement, Purchase, ServiceEntry, Treatment,
    UserNumber,
};
pub use fate::{
    BoughtTogether, DayStretch, Fate, MovedTogether, SaidOnDay, UsedAgain, days_within,
    may_come_back,
};
pub use finding::{FindingKind, LedgerFinding};
pub use holding::{Held, Holdings};
pub use infer::{MovementProposal, infer, write_proposals};
pub use ledger::{Ledger, MovementAside};
pub use lots::{Treated, WeeeLot};
pub use operation::Operation;
pub use reconcile::{Match, MetBy, Reconciliation, reconcile, write_treatments};
pub use register::{Register, RegisterField, RegisterLine};
pub use seal::LedgerSeal;
pub use steps::{LifeStep, LifeSteps};
pub use trackdechets::{Slip, read_trackdechets};
pub use waste_code::WasteCode;
pub use words::{LedgerWord, LedgerWords};

#[cfg(test)]
mod tests;
