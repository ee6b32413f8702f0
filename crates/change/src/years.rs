//! The changes between years of an estate, from the one walk that its indicators are gathered by.

use super::decompose::Change;
use super::seen::{Collected, SeenBatch, SeenRecorder};
use super::year::YearSeen;
use factor::FactorSet;
use ground::fault::Fault;
use indicator::{Beside, Walked};
use std::collections::{BTreeMap, BTreeSet};

/// Two years, the one compared from first.
pub type Pair = (i32, i32);

/// Writes down the years of some pairs while they are gathered, and tells what changed in each.
pub struct Changes<'a> {
    set: &'a FactorSet,
    pairs: BTreeSet<Pair>,
    seen: BTreeMap<i32, Collected>,
    told: BTreeMap<Pair, Result<Change, Fault>>,
}

impl<'a> Changes<'a> {
    /// Those of some pairs of years, by the set that the years are gathered with.
    pub fn wanted(set: &'a FactorSet, pairs: impl IntoIterator<Item = Pair>) -> Self {
        let pairs = pairs.into_iter().collect();
        Self { set, pairs, seen: BTreeMap::new(), told: BTreeMap::new() }
    }

    /// What changed in each pair; none of a pair of which a year has no footprint.
    pub fn told(self) -> BTreeMap<Pair, Result<Change, Fault>> {
        self.told
    }
}

impl Beside for Changes<'_> {
    type Recorder = SeenRecorder;

    fn wants(&self, year: i32) -> bool {
        self.pairs.iter().any(|(from, to)| [*from, *to].contains(&year))
    }

    fn batch(&mut self, year: i32, batch: SeenBatch) {
        if self.wants(year) {
            self.seen.entry(year).or_default().add(batch);
        }
    }

    fn walked(&mut self, years: &BTreeMap<i32, Walked<'_>>) {
        while let Some((from, to)) = self.pairs.pop_first() {
            let mut year = |year: i32| {
                let Walked { walk, kernel, outcome } = years.get(&year)?;
                // The last pair that needs a year's rows takes them.
                let rows = if self.pairs.iter().any(|pair| [pair.0, pair.1].contains(&year)) {
                    self.seen.get(&year).cloned()
                } else {
                    self.seen.remove(&year)
                };
                Some(YearSeen::of(walk, kernel, rows.unwrap_or_else(Collected::default), outcome))
            };
            if let Some((earlier, later)) = year(from).zip(year(to)) {
                let change = Change::between(earlier, later, self.set, None);
                self.told.insert((from, to), change);
            }
        }
    }
}
