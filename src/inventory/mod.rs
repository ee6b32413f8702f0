//! Inventory: from a file that some tool exported to rows with known columns.
//!
//! The first room of the walk. It knows the headings that tools write, and recognises a source by
//! them, never by its file name; it knows nothing of emission factors, types or states. What
//! leaves are [`Row`]s, each with its line. Columns of people are never read; the serial number only
//! tells two rows apart, and leaves no trace.

mod field;
mod file;
mod layout;

pub use field::Field;
pub use file::{InventoryFile, InventoryShape, Row};
pub(crate) use file::{open_quote, records, too_long};
pub use layout::{Layout, SourceFormat};
