//! Agents' days stored once, and written as the files of an estate.
//!
//! ```text
//! agents ─▶ server ─▶ api ─▶ writer ─▶ store ─▶ export ─▶ inventories/, usage/
//! GLPI agents ─────▶ glpi ──┘  one thread   SQLite, PostgreSQL
//! ```
//!
//! [`server`] bounds what a connection may take; [`api`] answers empreinte's agents and [`glpi`]
//! those of GLPI; names and serial numbers become pseudonyms ([`pseudonym`]) before anything is
//! written; [`writer`] commits what waits together, and only then is anything acknowledged;
//! [`store`] keeps it; [`export`] writes it in the formats of the estate and stops there.
//!
//! **Absent on purpose:** users, processes, host names, addresses of networks, bodies as they came.

pub mod api;
pub mod body;
pub mod book;
pub mod carried;
pub mod cli;
pub mod clock;
pub mod export;
pub mod glpi;
pub mod log;
pub mod measured;
pub mod meter;
pub mod moving;
mod places;
pub mod prometheus;
pub mod pseudonym;
pub mod retention;
pub mod secret;
pub mod server;
pub mod store;
pub mod tls;
pub mod writer;
