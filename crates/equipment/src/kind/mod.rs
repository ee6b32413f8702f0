//! What a thing is, by all that speaks for it: the type word, the model, the maker, the system.
//!
//! Words are data (`vocabulary.csv`), and so are families of products (`models.csv`). A phrase is
//! read by its head (`phrase.rs`), the evidence is weighed by stated rules (`weigh.rs`), and what
//! was assumed or settled is said. A verdict is made once for each distinct meeting of cells.

mod along;
mod beside;
mod company;
mod counted;
mod cut_words;
mod doubt;
mod evidence;
mod family;
mod heard;
mod lexicon;
mod meetings;
mod model;
mod numbered;
mod of_part;
mod open_state;
mod outside;
mod phrase;
mod plural;
mod ruled;
mod serial;
mod shared;
mod standing;
mod system;
mod telephony;
mod teller;
mod there;
mod trade;
mod weigh;
mod words;
mod world;

#[cfg(test)]
mod tests;

pub use evidence::{
    Clues, Evidence, EvidenceSource, KindAnswer, KindVerdict, Strength, WeighedKind,
};
pub use outside::{Outside, Thing};
pub use weigh::KindWeigher;

pub(crate) use beside::{IsThere, SaidBeside, UnitsBy, may_be_several, says_units};
pub(crate) use of_part::but_for_parts;
pub(crate) use open_state::OpenState;
pub(crate) use standing::SomeUnits;
pub(crate) use teller::{Teller, evidence};
