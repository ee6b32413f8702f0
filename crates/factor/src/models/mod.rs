//! Models: which product sheet stands for an equipment, by its maker and model.
//!
//! It knows product names: makers and their spellings, noise, generations, sizes, the machine
//! types of Lenovo and the identifiers of Apple. It knows models and families of a factor set's
//! `models.csv`, and says which one a name means, how surely, or that it means none. It never
//! guesses: what is under [`CLAIM`] is no match, and a match agrees with the type that the row has.
//!
//! Start at [`crate::FactorSet::models`] and [`ModelIndex::find`].

mod entry;
mod index;
mod load;
mod maker;
mod mend;
mod name;
mod names;
mod pattern;
mod shapes;
mod words;

pub use entry::{EntryPart, FoundEntry, ModelEntry, ModelLevel, ModelMatch, Near};
pub use index::{CLAIM, ModelIndex};

pub(super) use load::COLUMNS;
