//! `empreinte`: know, prove and shrink the environmental footprint of an IT estate.
//!
//! A row of an inventory walks one way through the rooms below, in this order, and is never sent
//! back; what cannot go on stays at its door as data. `docs/ARCHITECTURE.md` is the map.

pub mod lang;
pub mod fault;
pub mod quantity;
pub mod stage;
pub mod provenance;
pub mod table;
pub mod factor;
pub mod configuration;
pub mod lifetime;
pub mod inventory;
pub mod estate;
pub mod equipment;
pub mod merge;
pub mod matching;
pub mod movement;
pub mod method;
pub mod impact;
pub mod footprint;
pub mod comparison;
pub mod service;
pub mod allocation;
pub mod walk;
pub mod indicator;
pub mod report;
