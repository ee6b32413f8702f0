//! How much of the equipment's electricity was measured, and how well.

use equipment::Measure;
use footprint::impact::Weighed;

/// Electricity of the equipment, PUE included, kWh: what rests on a measure, and on a good one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MeasuredKwh {
    /// Of all rows kept.
    pub all: f64,
    /// Of rows that usage records measure, their measure extended to the days in service.
    pub measured: f64,
    /// Of it, by records of grade A or B.
    pub well: f64,
    /// Rows that usage records measure.
    pub rows: u64,
}

impl MeasuredKwh {
    /// Adds a line; `is_row` where it is its row, or the first part of it.
    pub(super) fn note(&mut self, weighed: &Weighed, measure: Option<Measure>, is_row: bool) {
        let kwh = weighed.weight.kwh.0.value;
        self.all += kwh;
        let Some(measure) = measure.filter(|measure| measure.days > 0) else { return };
        self.rows += u64::from(is_row);
        self.measured += kwh;
        if measure.kwh.0 > 0.0 {
            self.well += kwh * measure.well.0 / measure.kwh.0;
        }
    }

    /// Adds the rows that follow.
    pub(super) fn merge(&mut self, next: Self) {
        self.all += next.all;
        self.measured += next.measured;
        self.well += next.well;
        self.rows += next.rows;
    }

    /// The measured part of the electricity, and its part by grade B or better, 0 to 1; none where
    /// nothing is measured.
    pub fn shares(&self) -> Option<(f64, f64)> {
        (self.rows > 0 && self.all > 0.0).then(|| (self.measured / self.all, self.well / self.all))
    }
}
