//! Columns of types that get no more of them than what is read.

use super::percent;
use crate::Layout;
use crate::contest::ReadingStanding;
use crate::found::{Found, ValuesTell};
use crate::kinds::WordJudge;
use crate::sample::RowSample;

impl Layout {
    /// Offers no column of types that gets no more of them than what is read.
    pub(super) fn tell_fewer_types(&mut self, sample: &RowSample, judge: &WordJudge<'_>) {
        let asks = |one: &Found| !one.sure && one.values == ValuesTell::Types;
        if !self.found.iter().any(asks) {
            return;
        }
        let typed = percent(ReadingStanding::of(self.clone(), false, sample, judge).typed);
        for one in self.found.iter_mut().filter(|one| asks(one) && one.percent <= typed) {
            one.values = ValuesTell::FewerTypes;
        }
    }
}
