//! JSON as this program writes it to be read.

use serde::Serialize;

/// What is written, its keys in the order of the alphabet, two blanks a level.
pub(super) fn pretty<T: Serialize>(told: &T) -> String {
    let told = serde_json::to_value(told).and_then(|value| serde_json::to_string_pretty(&value));
    let mut text = told.unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}
