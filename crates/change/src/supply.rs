//! The electricity of two years by what makes it err, in kWh: what no kilogram has to be known for.

use super::perimeter::ApartKind;
use super::seen::WeighedRow;
use super::work::Work;
use factor::{FactorId, FactorSet};
use footprint::Stake;
use ground::provenance::Origin;
use ground::quantity::Interval;
use std::collections::{BTreeMap, BTreeSet};
use walk::Outcome;

/// How far two sums of one year's electricity may stand apart, of all of it.
const SAME: f64 = 1e-6;

/// What kilowatt-hours err by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Errs {
    /// The default that their energy is, and the one that their PUE is.
    by: [Option<FactorId>; 2],
    /// An estimate that no factor says, of machines made alike: its bounds, parts of its value, as bits.
    alike: Option<(u32, u64, u64)>,
}

/// kWh of the earlier year, what is counted otherwise in it, and of the later one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Supply(BTreeMap<Errs, [f64; 3]>);

const BEFORE: usize = 0;
const OTHERWISE: usize = 1;
const AFTER: usize = 2;

impl Supply {
    /// The electricity of both years; none where it is not what their totals say.
    pub(crate) fn of(
        work: &Work<'_>,
        outcomes: [&Outcome; 2],
        reasons: &[Vec<Option<(ApartKind, u32)>>; 2],
        known: &[Option<WeighedRow>],
    ) -> Option<Self> {
        let meters = outcomes.map(|outcome| {
            let balances = outcome.footprint.centres.iter();
            balances.map(|one| (one.id.as_str(), one.measured_kwh)).collect::<BTreeMap<_, _>>()
        });
        let in_both: BTreeSet<&str> =
            meters[0].keys().filter(|id| meters[1].contains_key(*id)).copied().collect();
        let mut all = Self::default();
        let mut sums = [0.0; 2];
        let mut drawn: [BTreeMap<&str, f64>; 2] = Default::default();
        for at in [0, 1] {
            let year = &work.both.years[at];
            let (side, sign) = if at == 0 { (BEFORE, -1.0) } else { (AFTER, 1.0) };
            for (place, row) in year.rows.iter().enumerate().filter(|(_, row)| !row.told.is_rented)
            {
                let room = row.centre.and_then(|centre| year.centres.get(usize::from(centre)));
                let metered = room.and_then(|room| meters[at].get_key_value(room.id.as_str()));
                let Some((room, _)) = metered else {
                    all.add(work.errs(at, row), side, row.kwh);
                    sums[at] += row.kwh;
                    if reasons[at][place].is_some() {
                        all.add(work.errs(at, row), OTHERWISE, sign * row.kwh);
                    }
                    if at == 0
                        && let Some(known) = &known[place]
                    {
                        all.add(work.errs(0, row), OTHERWISE, -row.kwh);
                        all.add(work.errs(0, known), OTHERWISE, known.kwh);
                    }
                    continue;
                };
                *drawn[at].entry(room).or_default() += row.kwh;
            }
            // What a meter says is what its room drew, however its machines are known; what it says
            // besides them is counted in its year alone, where the other has none.
            for (room, kwh) in &meters[at] {
                all.add(Errs::default(), side, *kwh);
                sums[at] += kwh;
                if !in_both.contains(room) {
                    let besides = kwh - drawn[at].get(room).copied().unwrap_or(0.0);
                    all.add(Errs::default(), OTHERWISE, sign * besides);
                }
            }
            let told = outcomes[at].footprint.perimeters.supplied_kwh().value;
            if (sums[at] - told).abs() > SAME * told.abs().max(1.0) {
                return None;
            }
        }
        Some(all)
    }

    fn add(&mut self, errs: Errs, at: usize, kwh: f64) {
        if kwh != 0.0 {
            self.0.entry(errs).or_default()[at] += kwh;
        }
    }

    /// A sum of so much of the earlier year, of what is counted otherwise in it, and of the later one.
    pub(crate) fn sum(&self, set: &FactorSet, of: [f64; 3]) -> SupplySum {
        let mut sum = SupplySum::default();
        for (errs, kwh) in &self.0 {
            let kwh: f64 = kwh.iter().zip(of).map(|(kwh, of)| kwh * of).sum();
            sum.value += kwh;
            if let Some((_, low, high)) = errs.alike {
                let [low, high] = [low, high].map(|bits| kwh * (f64::from_bits(bits) - 1.0));
                sum.below += low.min(high);
                sum.above += low.max(high);
            }
            let mut by = errs.by.iter().copied().flatten();
            if let Some(factor) = by.next() {
                let quantity = kwh / set.factor(factor).amount.value;
                sum.stakes.push(Stake::of(factor, quantity, by.collect()));
                sum.drawn += kwh;
            }
        }
        sum.stakes = Stake::merged(sum.stakes);
        sum
    }
}

/// A sum of kWh: its value, what is drawn of it, and how far estimates that no factor says may move it.
#[derive(Debug, Default)]
pub(crate) struct SupplySum {
    pub(crate) value: f64,
    drawn: f64,
    pub(crate) stakes: Vec<Stake>,
    below: f64,
    above: f64,
}

impl SupplySum {
    /// With what was drawn of it.
    pub(crate) fn within(&self, drawn: Interval) -> Interval {
        let low = self.value - self.drawn + drawn.low + self.below;
        let high = self.value - self.drawn + drawn.high + self.above;
        Interval { value: self.value, low: low.min(self.value), high: high.max(self.value) }
    }
}

impl Work<'_> {
    fn errs(&self, at: usize, row: &WeighedRow) -> Errs {
        let kernel = self.both.years[at].kernel;
        let is_told = |origin| matches!(origin, Origin::Measured | Origin::Declared);
        let guessed = row.told.energy.is_some_and(|(_, origin)| !is_told(origin));
        let alike = (guessed && row.energy_factor.is_none()).then(|| {
            let kwh =
                kernel.choice(row.told.choice).energy.map_or(Interval::exact(1.0), |of| of.kwh.0);
            let part = |bound: f64| (bound / kwh.value).to_bits();
            (row.made, part(kwh.low), part(kwh.high))
        });
        let is_possible = |id: &FactorId| self.set.factor(*id).amount.value > 0.0;
        Errs { by: [row.energy_factor, row.pue_factor].map(|id| id.filter(is_possible)), alike }
    }
}
