//! Two factor sets side by side, by type.

use crate::{Axis, Footprint, Sums};
use factor::FactorSet;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::stage::Stage;

/// A type under both sets, first criterion, in its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDifference {
    /// The type, or the line of a datacentre's meter.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// Units.
    pub units: f64,
    /// What it weighs under the first and the second set.
    pub weighs: [WeighsUnderSet; 2],
}

/// What a type weighs under a set; `None` where no factor tells, which is no zero.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeighsUnderSet {
    /// All stages.
    pub total: Option<f64>,
    /// All stages but use.
    pub embodied: Option<f64>,
    /// Use.
    pub used: Option<f64>,
}

impl WeighsUnderSet {
    fn of(sums: &Sums) -> Self {
        let stages = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Use);
        let made: Vec<Interval> = stages.filter_map(|stage| sums.figure(0, stage)).collect();
        Self {
            total: sums.overall(0).map(|total| total.value),
            embodied: (!made.is_empty()).then(|| made.iter().map(|one| one.value).sum()),
            used: sums.figure(0, Stage::Use).map(|used| used.value),
        }
    }
}

impl TypeDifference {
    /// What the second set's total has of it more, or less: what a set does not know, its total
    /// leaves out.
    pub fn change(&self) -> f64 {
        let [first, second] = self.weighs.map(|weighs| weighs.total.unwrap_or(0.0));
        second - first
    }
}

/// Two factor sets side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct SetComparison {
    /// Names of the sets.
    pub names: (String, String),
    /// Totals with their 90 % intervals.
    pub totals: (Interval, Interval),
    /// Types, the largest change first; they sum to the totals.
    pub types: Vec<TypeDifference>,
}

/// Compares the footprints of an estate under two sets, each with its set.
pub fn compare_sets(
    first: (&Footprint, &FactorSet),
    second: (&Footprint, &FactorSet),
) -> SetComparison {
    let names = (first.1.name.clone(), second.1.name.clone());
    let mut types: Vec<TypeDifference> = Vec::new();
    for (at, footprint) in [first.0, second.0].into_iter().enumerate() {
        for group in footprint.axis(Axis::Type) {
            let place = types.iter().position(|one| one.code == group.code).unwrap_or_else(|| {
                types.push(TypeDifference {
                    code: group.code.clone(),
                    label: group.label.clone(),
                    units: group.units,
                    weighs: [WeighsUnderSet::default(); 2],
                });
                types.len() - 1
            });
            types[place].weighs[at] = WeighsUnderSet::of(&group.sums);
        }
    }
    types.sort_by(|a, b| {
        b.change().abs().total_cmp(&a.change().abs()).then_with(|| a.code.cmp(&b.code))
    });
    let totals = (first.0.headline().interval, second.0.headline().interval);
    SetComparison { names, totals, types }
}
