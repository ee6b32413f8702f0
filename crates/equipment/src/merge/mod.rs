//! Merge: one equipment from the rows that several files have of it.
//!
//! It knows what ties a row to another (identifier, serial number, UUID, maker and asset tag), which
//! source is believed for which field (`rules.csv`, by the kind each source is of), and what to say where two
//! sources differ. It knows no factor's value and no footprint, and it reads no file. It keeps keys
//! of all rows, and the cells of tied rows in a file without name, never in memory.

mod groups;
mod merged;
mod rules;
mod spill;
mod ties;

pub use groups::{MergeGroups, MergeStep};
pub use merged::{Conflict, Merged, MergedRow, merge};
pub use rules::Rules;
pub use spill::{CanonicalCells, Spill};
pub use ties::{Ties, class_of};
