//! What an agent promises, tried from outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![expect(clippy::print_stdout, reason = "a campaign says how large it was")]

mod collector;
mod commands;
mod days;
mod fake_disk;
mod kills;
mod lives;
mod network;
mod privacy;
mod scripted;
mod spool;
mod tree;
