//! What the collector promises, tried from outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod admitted;
mod again;
mod api;
mod backups;
mod both;
mod collector;
mod commands;
mod days;
mod estate;
mod folded;
mod glpi;
mod hostile;
mod kills;
mod lists;
mod meters;
mod meters_times;
mod meters_values;
mod one_machine;
mod put_back;
mod rekeyed;
mod relayed;
#[path = "../../../agent/tests/it/scripted.rs"]
mod scripted;
mod small_disk;
mod stores;
mod tls;
mod years;
