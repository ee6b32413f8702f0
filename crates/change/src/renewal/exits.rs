//! Exits that are expected of units in a year, and how far they may be others.

use super::stay::{TypeStay, Z90};
use super::worth::ReplacedWorth;
use ground::quantity::Interval;
use std::collections::BTreeMap;

/// Exits expected of a group: the units that pass each step of its curve.
#[derive(Debug, Clone, Default)]
pub(super) struct ExpectedExits {
    pub(super) mean: f64,
    /// The units that may leave, each once in the year at most.
    pub(super) units: f64,
    /// What chance adds.
    pub(super) chance: f64,
    /// By step: how many more leave in the year where all leave at it rather than none; its share;
    /// units that share was seen on.
    pub(super) passed: BTreeMap<u64, (f64, f64, f64)>,
    /// What not knowing the age of some adds: a standard deviation, all erring alike.
    pub(super) ageless: f64,
    /// What not knowing the law adds that is believed: units more for a standard deviation of it, in
    /// each of two directions (of its scale, of its shape), all units of the type erring alike.
    pub(super) turned: [f64; 2],
    pub(super) worth: ReplacedWorth,
}

impl ExpectedExits {
    pub(super) fn add(&mut self, other: &Self) {
        self.ageless += other.ageless;
        self.turn(1.0, other.turned);
        self.mean += other.mean;
        self.units += other.units;
        self.chance += other.chance;
        for (step, (units, hazard, at_risk)) in &other.passed {
            self.passed.entry(*step).or_insert((0.0, *hazard, *at_risk)).0 += units;
        }
        self.worth.add(&other.worth);
    }

    /// Units that pass a stretch of ages; those that leave in it.
    pub(super) fn take(&mut self, units: f64, stay: &TypeStay, (from, to): (f64, f64)) -> f64 {
        let steps = stay.steps(from, to);
        let left = units * steps.iter().map(|step| 1.0 - step.hazard).product::<f64>();
        for step in steps {
            let passed =
                self.passed.entry(step.age.to_bits()).or_insert((0.0, step.hazard, step.at_risk));
            // Who does not leave here may leave later in the stretch: leaving here counts for those
            // alone who would have come through. A step at which all leave is known.
            passed.0 += if step.hazard < 1.0 { left / (1.0 - step.hazard) } else { 0.0 };
        }
        self.mean += units - left;
        units - left
    }

    /// What chance adds: each of so many units leaves once in the year at most, or not at all.
    pub(super) fn note_chance(&mut self, units: f64, gone: f64) {
        self.units += units;
        if units > 0.0 {
            self.chance += gone * (1.0 - gone / units).max(0.0);
        }
    }

    /// Adds what so many units more leave where the law that is believed is another.
    pub(super) fn turn(&mut self, units: f64, more: [f64; 2]) {
        for (sum, more) in self.turned.iter_mut().zip(more) {
            *sum += units * more;
        }
    }

    /// What not knowing the curve, or the law beyond it, adds.
    pub(super) fn unknown(&self) -> f64 {
        let of = |(units, hazard, at_risk): &(f64, f64, f64)| {
            units * units * hazard * (1.0 - hazard) / at_risk
        };
        let law: f64 = self.turned.iter().map(|more| more * more).sum();
        self.passed.values().map(of).sum::<f64>() + law
    }

    pub(super) fn interval(&self) -> Interval {
        between(self.mean, self.chance + self.unknown() + self.ageless.powi(2), self.units)
    }
}

/// A number of units is whole: the interval goes to the units whose half lies within.
pub(super) fn between(mean: f64, variance: f64, most: f64) -> Interval {
    let spread = Z90 * variance.sqrt();
    Interval {
        value: mean,
        low: (mean - spread - 0.5).ceil().max(0.0).min(mean),
        high: (mean + spread + 0.5).floor().min(most).max(mean),
    }
}
