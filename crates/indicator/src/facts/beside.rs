//! What else is written down of the years while they are walked: a year is read once, whoever wants
//! to know of it.

use footprint::impact::Kernel;
use std::collections::BTreeMap;
use walk::{NoRecord, Outcome, Recorder, Walk};

/// Writes down something of its own of the years that are gathered.
pub trait YearRecorder {
    /// What it writes a year down with.
    type Recorder: Recorder + Default;
    /// Whether it wants a year.
    fn wants(&self, year: i32) -> bool;
    /// Hears of the blocks of a year, in their order: of those that it wants, what was written down.
    fn batch(&mut self, year: i32, batch: <Self::Recorder as Recorder>::Batch);
    /// Hears of all that were walked to their end.
    fn walked(&mut self, years: &BTreeMap<i32, Walked<'_>>);
}

/// A year that was walked to its end.
pub struct Walked<'w> {
    /// How.
    pub walk: &'w Walk<'w>,
    /// What its rows were weighed by.
    pub kernel: &'w Kernel<'w>,
    /// What it came to.
    pub outcome: &'w Outcome,
}

/// Nothing else.
pub struct Unaccompanied;

impl YearRecorder for Unaccompanied {
    type Recorder = NoRecord;

    fn wants(&self, _: i32) -> bool {
        false
    }

    fn batch(&mut self, _: i32, (): ()) {}

    fn walked(&mut self, _: &BTreeMap<i32, Walked<'_>>) {}
}
