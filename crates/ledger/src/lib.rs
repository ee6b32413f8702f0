//! Ledger: what came, moved and left, and how long it stayed.

pub mod lifetime;
pub mod movement;
