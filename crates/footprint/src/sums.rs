//! Impacts added up by criterion and stage, and the units that they leave out.

use ground::quantity::Interval;
use ground::stage::Stage;

/// Impacts by criterion and stage, and what they lack.
#[derive(Debug, Clone, PartialEq)]
pub struct Sums(Vec<OfCriterion>);

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct OfCriterion {
    stages: [Interval; Stage::ALL.len()],
    lacking: Lacking,
}

/// Units without a factor for a criterion, though they have one for another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Lacking {
    /// Without any factor of making to end of life.
    pub(super) embodied: f64,
    /// Whose electricity has no factor.
    pub(super) used: f64,
    /// Without one or the other.
    pub(super) units: f64,
}

impl Sums {
    /// Nothing, for `criteria` criteria.
    pub fn zero(criteria: usize) -> Self {
        Self(vec![OfCriterion::default(); criteria])
    }

    /// The impact of a stage.
    pub fn stage(&self, criterion: usize, stage: Stage) -> Interval {
        self.0[criterion].stages[stage.index()]
    }

    /// The impact of a stage; `None` where factors lack and nothing has a figure: missing is never
    /// zero.
    pub fn figure(&self, criterion: usize, stage: Stage) -> Option<Interval> {
        let lacking = self.0[criterion].lacking;
        let lacks = if stage == Stage::Use { lacking.used } else { lacking.embodied };
        let amount = self.stage(criterion, stage);
        (lacks == 0.0 || amount != Interval::ZERO).then_some(amount)
    }

    /// The impact of all stages.
    pub fn total(&self, criterion: usize) -> Interval {
        self.0[criterion].stages.iter().copied().sum()
    }

    /// The impact of all stages; `None` where factors lack and nothing has a figure.
    pub fn overall(&self, criterion: usize) -> Option<Interval> {
        let total = self.total(criterion);
        (self.lacking(criterion) == 0.0 || total != Interval::ZERO).then_some(total)
    }

    /// Units that have a factor for another criterion and none for this one: where there are some,
    /// the sum is partial.
    pub fn lacking(&self, criterion: usize) -> f64 {
        self.0[criterion].lacking.units
    }

    /// The impact of use.
    pub fn used(&self, criterion: usize) -> Interval {
        self.stage(criterion, Stage::Use)
    }

    /// The impact of all stages but use.
    pub fn embodied(&self, criterion: usize) -> Interval {
        Stage::ALL
            .into_iter()
            .filter(|stage| *stage != Stage::Use)
            .map(|stage| self.stage(criterion, stage))
            .sum()
    }

    /// How many criteria there are.
    pub fn criteria(&self) -> usize {
        self.0.len()
    }

    /// Adds an impact.
    pub fn add(&mut self, criterion: usize, stage: Stage, amount: Interval) {
        self.0[criterion].stages[stage.index()] += amount;
    }

    pub(super) fn lack(&mut self, criterion: usize, more: Lacking) {
        let lacking = &mut self.0[criterion].lacking;
        lacking.embodied += more.embodied;
        lacking.used += more.used;
        lacking.units += more.units;
    }

    pub(super) fn lacks(&self, criterion: usize) -> Lacking {
        self.0[criterion].lacking
    }

    /// Adds the impacts of others, and what they lack.
    pub fn merge(&mut self, other: &Self) {
        for (criterion, theirs) in other.0.iter().enumerate() {
            for (mine, theirs) in self.0[criterion].stages.iter_mut().zip(&theirs.stages) {
                *mine += *theirs;
            }
            self.lack(criterion, theirs.lacking);
        }
    }
}
