//! Service: what the estate buys besides equipment, namely network, hosted storage and printing.
//!
//! It knows the file of service lines, the words for services and their units; it knows no
//! equipment. What leaves are lines of their own for the footprint ([`Services::priced`]), never
//! mixed with equipment, and what no factor is known for.

mod priced;
mod read;
mod words;

pub use priced::{PricedService, ServiceLines, Unpriced, is_network};
pub use read::{COLUMNS, Services};
pub use words::{service_label, service_named, unit_noun};
