//! Offer: quotations side by side, in euros and kilograms per year of service.
//!
//! It knows rows of quotations as the walk weighed them, and how long the estate's units stay; it
//! knows no file.

mod compare;
mod other_tables;
mod quoted;
mod service;
mod sold;
mod table_begun;
mod title_line;
mod titled;
mod unread;

pub use compare::{Compared, compare};
pub use quoted::{ClassCell, Quoted, QuotedBatch, QuotedRecorder, Tax};
pub use service::ServiceLife;
pub use sold::Sold;
pub use table_begun::{TableBegun, is_elsewhere};
pub use title_line::TitleLine;
pub use unread::{ObjectionsToCell, is_heeded};
