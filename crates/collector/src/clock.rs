//! The collector's clock, in seconds since 1970, and as it is written.
//!
//! The command line alone reads the wall's clock: it says here how, before anything asks.

use jiff::Timestamp;
use std::sync::OnceLock;

static WALL: OnceLock<fn() -> i64> = OnceLock::new();

/// Says how the wall's clock is read; the first word counts.
pub fn set(wall: fn() -> i64) {
    let _ = WALL.set(wall);
}

/// Now; the epoch where nobody said how the clock is read.
pub fn now() -> i64 {
    WALL.get().map_or(0, |wall| wall())
}

/// A moment as records and answers write it.
pub fn stamp(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// Reads a moment, in milliseconds.
pub fn millis(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// The day of a moment, in days since 1970, UTC.
pub fn day_of(seconds: i64) -> i32 {
    i32::try_from(seconds.div_euclid(86_400)).unwrap_or(0)
}
