//! Estate: the folder of plain files an organisation keeps, or the lone file it starts with.
//!
//! It knows where things are (`estate.toml`, `inventories/`, `datacentres.csv`, `usage/`, the files
//! of virtual machines, applications and services) and what the organisation says of itself; it
//! reads no inventory row and knows no factor's value.

mod card;
mod contract;
mod counted;
mod datacentre;
mod draft;
mod folder;
mod imported;
mod listed;
mod names;
mod there;
mod virtual_files;

pub use card::LocationPlace;
pub use card::{Assumptions, Card};
pub use contract::{Contract, ContractKind};
pub use counted::Imported;
pub use datacentre::Datacentre;
pub use draft::{Draft, UnknownWord};
pub use folder::Estate;
pub use virtual_files::FileKind;
