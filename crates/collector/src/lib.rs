//! Agents' days stored once, and written as the files of an estate.
//!
//! ```text
//! agents ─▶ server ─▶ api ─▶ writer ─▶ store ─▶ export ─▶ inventories/, usage/
//! GLPI agents ─────▶ glpi ──┘  one thread   SQLite, PostgreSQL
//! ```
//!
//! [`store`] keeps it, durable before anything is acknowledged; [`pseudonym`] makes names and serial
//! numbers pseudonyms before anything is written.
//!
//! **Absent on purpose:** users, processes, host names, addresses of networks, bodies as they came.

pub mod clock;
pub mod pseudonym;
pub mod secret;
pub mod store;
