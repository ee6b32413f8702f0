//! Two factor sets side by side, by type.

use crate::{Axis, Footprint, Group};
use factor::{FactorSet, TypeId};
use ground::lang::Text;
use ground::quantity::Interval;

/// A type under both sets, first criterion, in its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDifference {
    /// The type, or the line of a datacentre's meter.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// Units.
    pub units: f64,
    /// All stages but use, under the first and the second set.
    pub embodied: (f64, f64),
    /// Use, under the first and the second set.
    pub used: (f64, f64),
    /// Whether anything of it has a factor, under the first and the second set: a zero is no figure
    /// where nothing has.
    pub valued: (bool, bool),
}

impl TypeDifference {
    /// What the second set says more, or less.
    pub fn change(&self) -> f64 {
        self.embodied.1 - self.embodied.0 + self.used.1 - self.used.0
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

/// What a type weighs, first criterion; `None` where nothing of it has a factor, which is no zero.
pub fn figure_of(footprint: &Footprint, set: &FactorSet, of: &Group) -> Option<Interval> {
    let is_of = |id: TypeId| set.equipment_type(id).code == of.code;
    let unmatched = || footprint.coverage.unmatched.iter().any(|one| is_of(one.type_id));
    let total = of.sums.overall(0)?;
    (total != Interval::ZERO || !unmatched()).then_some(total)
}

/// Compares the footprints of an estate under two sets, each with its set.
pub fn compare_sets(
    first: (&Footprint, &FactorSet),
    second: (&Footprint, &FactorSet),
) -> SetComparison {
    let names = (first.1.name.clone(), second.1.name.clone());
    let mut types: Vec<TypeDifference> = Vec::new();
    for (at, (footprint, set)) in [first, second].into_iter().enumerate() {
        for group in footprint.axis(Axis::Type) {
            let place = types.iter().position(|one| one.code == group.code).unwrap_or_else(|| {
                types.push(TypeDifference {
                    code: group.code.clone(),
                    label: group.label.clone(),
                    units: group.units,
                    embodied: (0.0, 0.0),
                    used: (0.0, 0.0),
                    valued: (false, false),
                });
                types.len() - 1
            });
            let one = &mut types[place];
            let (made, used) = (group.sums.embodied(0).value, group.sums.used(0).value);
            let valued = figure_of(footprint, set, group).is_some();
            if at == 0 {
                (one.embodied.0, one.used.0, one.valued.0) = (made, used, valued);
            } else {
                (one.embodied.1, one.used.1, one.valued.1) = (made, used, valued);
            }
        }
    }
    types.sort_by(|a, b| {
        b.change().abs().total_cmp(&a.change().abs()).then_with(|| a.code.cmp(&b.code))
    });
    let totals = (first.0.headline().interval, second.0.headline().interval);
    SetComparison { names, totals, types }
}
