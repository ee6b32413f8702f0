//! The collector's clock, in seconds since 1970, and as it is written.

use jiff::Timestamp;

/// Now.
pub fn now() -> i64 {
    Timestamp::now().as_second()
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
