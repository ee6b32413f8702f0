//! Audit: a pack that an auditor replays, and a sample that tells how many rows are wrong.
//!
//! It knows archives, checksums, differences of files and probabilities; it walks no inventory and
//! computes no footprint. A pack is a folder sealed as one ZIP ([`seal`]), opened with distrust
//! ([`unseal`]) and held against a replay ([`compare`]). A [`Draw`] is stratified by footprint; what
//! was checked comes back as a [`CheckedRow`] sheet, and [`estimate`] says what it does to the total.

mod annex;
mod clean;
mod compare;
mod eocd;
mod evidence;
mod open;
mod originals;
mod pack;
mod readme;
mod sample;
mod sums;
mod table;
mod told;

pub use annex::{ANNEX_COLUMNS, annex_csv};
pub use clean::{Cleaned, cleaned, cleaned_ledger};
pub use compare::{Difference, compare};
pub use evidence::{EVIDENCE_COLUMNS, evidence_csv, unsound};
pub use open::unseal;
pub use originals::{LISTED, OriginalsTold, RUN, run_told};
pub use pack::{Described, FORMAT, MARK, files_below, is_pack, is_sound, seal};
pub use readme::readme;
pub use sample::{
    CarriedTotal, CheckedRow, Draw, DrawnItem, Exact, NEEDED, SHEET_COLUMNS, SampleEstimate,
    SampleSheet, SeenRow, Stratum, StratumRate, draw, estimate, exact_interval, read_sheet,
    sheet_csv,
};
pub use sums::{BrokenSums, CHECKSUMS, check};
pub use told::ToldPoints;
