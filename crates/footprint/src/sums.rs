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

/// Units that a criterion leaves out, or tells less of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Lacking {
    /// Without any factor of making to end of life.
    pub(super) made: f64,
    /// Whose electricity has no factor.
    pub(super) drawn: f64,
    /// Without one or the other.
    pub(super) units: f64,
    /// Of those, the ones that have a factor for another criterion.
    pub(super) here: f64,
    /// Whose figure of a stage is not known, for want of a factor or of a datum of their own, or
    /// is told by the source together with other stages.
    pub(super) untold: [f64; Stage::ALL.len()],
}

impl Lacking {
    /// That a stage is not told of some units.
    pub(super) fn untold(mut self, stage: Stage, units: f64) -> Self {
        self.untold[stage.index()] += units;
        self
    }

    /// Whether what makes the whole of a footprint lacks: a stage that the source tells with others
    /// lacks nothing.
    fn is_partial(&self) -> bool {
        let whole = |stage: Stage| self.untold[stage.index()] > 0.0;
        self.units > 0.0 || whole(Stage::Embodied) || whole(Stage::Use)
    }
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

    /// The impact of a stage, or `None` where something has one and no figure tells it: missing is
    /// never zero. What every file and page reads, that none writes a zero for what is not known.
    pub fn figure(&self, criterion: usize, stage: Stage) -> Option<Interval> {
        let untold = self.0[criterion].lacking.untold[stage.index()];
        let amount = self.stage(criterion, stage);
        (untold == 0.0 || amount != Interval::ZERO).then_some(amount)
    }

    /// The impact of all stages.
    pub fn total(&self, criterion: usize) -> Interval {
        self.0[criterion].stages.iter().copied().sum()
    }

    /// The impact of all stages; `None` where something has one and nothing has a figure.
    pub fn overall(&self, criterion: usize) -> Option<Interval> {
        let total = self.total(criterion);
        let partial = self.0[criterion].lacking.is_partial();
        (!partial || total != Interval::ZERO).then_some(total)
    }

    /// Units that weigh in the year and have no factor for this criterion, of making or of their
    /// electricity: where there are some, the sum is partial.
    pub fn lacking(&self, criterion: usize) -> f64 {
        self.0[criterion].lacking.units
    }

    /// Of those, the units that have a factor for another criterion.
    pub fn lacking_here(&self, criterion: usize) -> f64 {
        self.0[criterion].lacking.here
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
        lacking.made += more.made;
        lacking.drawn += more.drawn;
        lacking.units += more.units;
        lacking.here += more.here;
        for (mine, more) in lacking.untold.iter_mut().zip(more.untold) {
            *mine += more;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(amounts: &[(Stage, f64)], lacking: Lacking) -> Sums {
        let mut sums = Sums::zero(1);
        for (stage, amount) in amounts {
            sums.add(0, *stage, Interval::exact(*amount));
        }
        sums.lack(0, lacking);
        sums
    }

    #[test]
    fn nothing_known_is_none_and_nothing_to_count_is_zero() {
        let unknown = Stage::ALL.into_iter().fold(Lacking::default(), |lacking, stage| {
            if stage == Stage::Use { lacking } else { lacking.untold(stage, 2.0) }
        });
        let made = sums(&[], unknown);
        assert_eq!(made.figure(0, Stage::Manufacturing), None);
        assert_eq!(made.figure(0, Stage::Use), Some(Interval::ZERO), "it draws nothing");
        assert_eq!(made.overall(0), None, "its making is not known");
        assert_eq!(sums(&[], Lacking::default()).overall(0), Some(Interval::ZERO), "gone before");
        // Beside what is known, the sum is partial, and stands.
        let mut both = sums(&[(Stage::Manufacturing, 3.0), (Stage::Use, 1.0)], Lacking::default());
        both.merge(&made);
        assert_eq!(both.figure(0, Stage::Manufacturing), Some(Interval::exact(3.0)));
        assert_eq!(both.figure(0, Stage::Distribution), None);
        assert_eq!(both.overall(0), Some(Interval::exact(4.0)));
    }

    #[test]
    fn a_stage_told_with_others_lacks_nothing_of_the_whole() {
        let together = Lacking::default().untold(Stage::Manufacturing, 1.0);
        let sums = sums(&[(Stage::Embodied, 5.0)], together);
        assert_eq!(sums.figure(0, Stage::Manufacturing), None, "not told apart");
        assert_eq!(sums.figure(0, Stage::Embodied), Some(Interval::exact(5.0)));
        assert_eq!(sums.overall(0), Some(Interval::exact(5.0)));
        assert!(!sums.0[0].lacking.is_partial() && sums.lacking(0) == 0.0);
    }
}
