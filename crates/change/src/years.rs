//! The changes between years of an estate, from the one walk that its indicators are gathered by.

use super::decompose::Change;
use super::seen::{Collected, SeenBatch, SeenRecorder};
use super::year::YearSeen;
use factor::FactorSet;
use ground::fault::Fault;
use indicator::{BothHold, Walked, YearRecorder};
use std::collections::{BTreeMap, BTreeSet};

/// Two years, the one compared from first.
pub type YearPair = (i32, i32);

/// Writes down the years of some pairs while they are gathered, and tells what changed in each.
pub struct Changes<'a> {
    set: &'a FactorSet,
    pairs: BTreeSet<YearPair>,
    /// Pairs of which only what both hold is asked.
    held: BTreeSet<YearPair>,
    both: BTreeMap<YearPair, BothHold>,
    seen: BTreeMap<i32, Collected>,
    told: BTreeMap<YearPair, Result<Change, Fault>>,
}

impl<'a> Changes<'a> {
    fn asked(&self) -> impl Iterator<Item = YearPair> {
        self.pairs.iter().chain(&self.held).copied()
    }

    /// Those of some pairs of years, by the set that the years are gathered with.
    pub fn wanted(set: &'a FactorSet, pairs: impl IntoIterator<Item = YearPair>) -> Self {
        let pairs = pairs.into_iter().collect();
        let (seen, told, both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { set, pairs, held: BTreeSet::new(), both, seen, told }
    }

    /// With what some more pairs both hold, which takes no draw.
    #[must_use]
    pub fn holding(mut self, pairs: impl IntoIterator<Item = YearPair>) -> Self {
        self.held.extend(pairs.into_iter().filter(|pair| !self.pairs.contains(pair)));
        self
    }

    /// What each pair both hold, those of the changes included; takes it.
    pub fn both(&mut self) -> BTreeMap<YearPair, BothHold> {
        std::mem::take(&mut self.both)
    }

    /// What changed in each pair; none of a pair of which a year has no footprint.
    pub fn told(self) -> BTreeMap<YearPair, Result<Change, Fault>> {
        self.told
    }
}

impl YearRecorder for Changes<'_> {
    type Recorder = SeenRecorder;

    fn wants(&self, year: i32) -> bool {
        self.asked().any(|(from, to)| [from, to].contains(&year))
    }

    fn batch(&mut self, year: i32, batch: SeenBatch) {
        if self.wants(year) {
            self.seen.entry(year).or_default().add(batch);
        }
    }

    fn walked(&mut self, years: &BTreeMap<i32, Walked<'_>>) {
        let (pairs, held) = (std::mem::take(&mut self.pairs), std::mem::take(&mut self.held));
        let all: Vec<(YearPair, bool)> = pairs
            .into_iter()
            .map(|pair| (pair, true))
            .chain(held.into_iter().map(|pair| (pair, false)))
            .collect();
        for (at, ((from, to), whole)) in all.iter().enumerate() {
            let later = &all[at + 1..];
            let mut year = |year: i32| {
                let Walked { walk, kernel, outcome } = years.get(&year)?;
                // The last pair that needs a year's rows takes them.
                let rows = if later.iter().any(|(pair, _)| [pair.0, pair.1].contains(&year)) {
                    self.seen.get(&year).cloned()
                } else {
                    self.seen.remove(&year)
                };
                Some(YearSeen::of(walk, kernel, rows.unwrap_or_else(Collected::default), outcome))
            };
            let Some((earlier, later)) = year(*from).zip(year(*to)) else { continue };
            if *whole {
                let change = Change::between(earlier, later, self.set, None);
                if let Ok(change) = &change {
                    self.both.insert((*from, *to), change.both.clone());
                }
                self.told.insert((*from, *to), change);
            } else if let Ok(both) = Change::held_by_both(earlier, later, self.set) {
                self.both.insert((*from, *to), both);
            }
        }
    }
}
