//! Statement: sentences for the public that the data hold, and why others are refused.
//!
//! It knows sentences, figures with their bounds and dated rules of law; it computes no figure and
//! reads no estate. [`allowed`] writes what [`Facts`] hold; [`lint`] reads a text sentence by sentence.
//! It is a help to write honestly, not legal advice.

mod about;
mod account;
mod account_words;
mod allowed;
mod amounts;
mod apart;
mod beside;
mod changed;
mod compared;
mod counted;
mod declared;
mod difference;
mod direction;
mod disowned;
mod facts;
mod figures;
mod flow;
mod hold;
mod holding;
mod lint;
mod loose;
mod one_figure;
mod open;
mod placed;
mod plain;
mod rounding;
mod rules;
mod scope;
mod sorts;
mod span;
mod told;
mod ways;
mod whole;
mod why;
mod worded;

pub use allowed::{Allowed, allowed};
pub use facts::{Declared, Dimension, Facts, Flow, Known, PartOfTotal, StatedChange, Subject};
pub use lint::{Linted, SentenceVerdict, lint};
pub use rules::{StatementRule, rules};
