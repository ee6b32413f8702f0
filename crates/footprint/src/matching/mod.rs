//! Matching: which factors a piece of equipment meets, and how it met them.
//!
//! A [`Choice`] is made once for all equipment that shares it, and is only read afterwards. Each
//! type of the set has one; a model, a family or a configuration met on the way gets one of its
//! own. The room knows types, models and configurations; it knows no row, no year and no method.

mod choice;
mod matcher;

pub use choice::{Choice, ChoiceId, Choices, Energy, FactorTerm, Ranks};
pub use matcher::{Matcher, machine_of};
