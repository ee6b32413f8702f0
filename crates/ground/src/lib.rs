//! Ground: what every room stands on.
//!
//! The vocabulary (two languages, faults, quantities, life-cycle stages, provenance), and tables:
//! bytes to records and back. It knows nothing of equipment or factors.

pub mod lang;
pub mod fault;
pub mod quantity;
pub mod round;
pub mod stage;
pub mod provenance;
pub mod way;
pub mod word;
pub mod table;
