//! Inventory documents of agents: one machine a document, alone or in a folder.
//!
//! It knows the GLPI agent's JSON and the older XML of `FusionInventory` and OCS agents. It keeps of a
//! document only what the footprint needs ([`tree::MachineDocument`]), one document at a time; what people
//! do on their machines is never kept. What leaves are rows of a table, like any other.

mod edid;
mod fields;
mod folder;
mod json;
mod kept;
mod list_table;
mod listed;
mod machine;
mod network;
mod rows;
mod tree;
mod xml;

pub use folder::documents_in;
pub(super) use folder::{list_of, read, starts};
pub use kept::AgentDocument;
pub(super) use list_table::WrittenList;
