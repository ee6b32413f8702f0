//! A line weighed under another factor set than the walk's own.

use equipment::{Equipment, Measure, ToldRow};
use footprint::Weights;
use footprint::impact::Kernel;
use footprint::matching::Matcher;

/// A thread's memory of what rows meet under another set.
pub(super) struct UnderAnother<'a> {
    matcher: Matcher<'a>,
    kernel: &'a Kernel<'a>,
}

impl<'a> UnderAnother<'a> {
    pub(super) fn new(kernel: &'a Kernel<'a>) -> Self {
        Self { matcher: Matcher::new(kernel.set, &kernel.choices), kernel }
    }

    /// Adds what a line, or a part of it, weighs under the set.
    pub(super) fn add(
        &mut self,
        (told, equipment): (ToldRow<'_>, &Equipment),
        part: u32,
        measure: Option<Measure>,
        weights: &mut Weights,
    ) {
        let choice = self.matcher.choose(told, equipment);
        let weighed = self.kernel.weigh(equipment, choice, measure);
        weights.add(equipment, &weighed, part == 0);
    }
}
