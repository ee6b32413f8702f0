//! What an agent promises, tried from outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod days;
mod fake_disk;
mod spool;
