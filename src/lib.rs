//! `empreinte`: know, prove and shrink the environmental footprint of an IT estate.
//!
//! A row of an inventory walks one way through the rooms and is never sent back; what cannot go on
//! stays at its door as data. Each line below is a crate in `crates/`, with the rooms it holds; this
//! is their one façade. `docs/ARCHITECTURE.md` is the map, in the order of the walk.
//!
//! Start at [`assess`]: it opens nothing but what the estate names, and prints nothing.

mod assess;

pub use assess::{AssessOptions, Assessment, assess};

pub use audit;
pub use change::{self, offer, renewal, scenario};
pub use disclosure;
pub use equipment::{self, estate, merge};
pub use factor::{self, configuration};
pub use footprint::{self, allocation, comparison, impact, matching, method, service};
pub use ground::{fault, lang, provenance, quantity, round, stage, table, text, way, word};
pub use indicator;
pub use inventory;
pub use ledger::{lifetime, movement};
pub use page;
pub use plan;
pub use report;
pub use statement;
pub use walk;
