//! What the collector tells of itself: one JSON object a line, on the standard error.
//!
//! No address, no agent's name, no body: an operator's log is no register of people.

use crate::clock;
use serde_json::{Value, json};
use std::io::Write;

/// Says that something happened.
pub fn event(level: &str, what: &str, with: &Value) {
    let mut line = json!({"time": clock::stamp(clock::now()), "level": level, "event": what});
    if let (Value::Object(line), Value::Object(with)) = (&mut line, with) {
        line.extend(with.clone());
    }
    let mut out = std::io::stderr().lock();
    // A log that nobody reads is no fault.
    let _ = writeln!(out, "{line}");
}
