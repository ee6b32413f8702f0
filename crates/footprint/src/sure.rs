//! Of what it can be asked how sure it is, and what is kept to tell it.

use super::montecarlo::{drawn, fewer};
use super::part::TotalPart;
use ground::quantity::Interval;
use std::sync::OnceLock;

/// Of what it can be asked how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SureOf {
    /// Nothing: who asks wants the total alone, without interval and groups.
    Nothing,
    /// The total alone.
    #[default]
    Total,
    /// Each scope too.
    Scopes,
    /// Each scope, type and service too.
    Types,
}

/// What a footprint errs by, ready to be drawn when it is asked how sure it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Errors {
    parts: Vec<TotalPart>,
    /// The standard deviation of what small parts err by, each on its own.
    own: f64,
    drawn: OnceLock<Interval>,
}

impl Errors {
    /// The 90 % interval around a total, drawn once.
    pub(super) fn interval(&self, total: f64) -> Interval {
        *self.drawn.get_or_init(|| {
            let (law, _) = drawn(&self.parts, None, self.own);
            Interval { value: total, low: law.low.min(total), high: law.high.max(total) }
        })
    }
}

impl Errors {
    pub(super) fn of(all: &[TotalPart]) -> Self {
        let (parts, own) = fewer(all);
        Self { parts, own, drawn: OnceLock::new() }
    }
}
