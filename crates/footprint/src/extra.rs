//! Lines that are no equipment: services, ready-made as weights on factors.

use super::sums::{Lacking, Sums};
use crate::impact::{Kernel, Scope};
use factor::{FactorId, ZoneId};
use ground::lang::Text;
use ground::quantity::Interval;
use ground::stage::Stage;

/// A line of its own on every axis but that of the scopes.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// Its name in files, such as `service:paper`.
    pub code: String,
    /// Its name for people.
    pub label: Text,
    /// Its category: another's electricity is part of what is bought.
    pub scope: Scope,
    /// Its electricity of the year, kWh.
    pub kwh: Interval,
    /// The zones whose electricity it meets.
    pub zones: Vec<ZoneId>,
    /// Its weights on factors.
    pub parts: Vec<FactorWeight>,
}

/// A weight on a factor: their product is an impact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorWeight {
    /// The stage.
    pub stage: Stage,
    /// The criterion's place in [`Kernel::criteria`].
    pub criterion: usize,
    /// The factor; its bounds are not negative.
    pub factor: FactorId,
    /// The weight, in what the factor is per.
    pub weight: Interval,
    /// The factors that the weight is a product or quotient of, and errs with.
    pub stretched_by: Vec<FactorId>,
}

impl Extra {
    /// Its electricity; `None` where its factor holds it untold, as that of a network, or no factor
    /// tells what it is. What is bought and used up draws nothing.
    pub fn kwh_known(&self) -> Option<Interval> {
        let uses = self.parts.iter().any(|part| part.stage == Stage::Use);
        let told = !uses && (self.scope == Scope::Goods || !self.parts.is_empty());
        (told || self.kwh != Interval::ZERO).then_some(self.kwh)
    }

    /// Its impacts; a criterion that it has no factor for lacks one unit, and a stage that its
    /// factors do not tell apart is not told. What is bought and used up draws nothing.
    pub fn sums(&self, kernel: &Kernel<'_>) -> Sums {
        let mut sums = Sums::zero(kernel.criteria.len());
        for part in &self.parts {
            let amount = kernel.set.factor(part.factor).amount.times(part.weight);
            sums.add(part.criterion, part.stage, amount);
        }
        for criterion in 0..kernel.criteria.len() {
            let has = |stage: Stage| {
                self.parts.iter().any(|part| part.criterion == criterion && part.stage == stage)
            };
            let made = Stage::ALL.into_iter().any(|stage| stage != Stage::Use && has(stage));
            let mut lacking = Lacking::default();
            for stage in Stage::ALL {
                let told = match stage {
                    Stage::Use => has(stage) || made && self.scope == Scope::Goods,
                    Stage::Embodied => made,
                    _ => has(stage),
                };
                if !told {
                    lacking = lacking.untold(stage, 1.0);
                }
            }
            if !made && !has(Stage::Use) {
                lacking = Lacking { made: 1.0, drawn: 1.0, units: 1.0, here: 1.0, ..lacking };
            }
            sums.lack(criterion, lacking);
        }
        sums
    }
}
