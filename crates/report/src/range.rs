//! A value and its bounds, as JSON has them.

use ground::quantity::Interval;
use serde::Serialize;

/// A value and its bounds, in the unit of its field.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Range {
    value: f64,
    low: f64,
    high: f64,
}

impl From<Interval> for Range {
    fn from(one: Interval) -> Self {
        Self { value: one.value, low: one.low, high: one.high }
    }
}
