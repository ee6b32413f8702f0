//! Two factor sets side by side, by type.

use crate::{Axis, Footprint};
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

/// Compares the footprints of an estate under two sets.
pub fn compare_sets(
    names: (String, String),
    first: &Footprint,
    second: &Footprint,
) -> SetComparison {
    let mut types: Vec<TypeDifference> = Vec::new();
    for (at, footprint) in [first, second].into_iter().enumerate() {
        for group in footprint.axis(Axis::Type) {
            let place = types.iter().position(|one| one.code == group.code).unwrap_or_else(|| {
                types.push(TypeDifference {
                    code: group.code.clone(),
                    label: group.label.clone(),
                    units: group.units,
                    embodied: (0.0, 0.0),
                    used: (0.0, 0.0),
                });
                types.len() - 1
            });
            let one = &mut types[place];
            let (made, used) = (group.sums.embodied(0).value, group.sums.used(0).value);
            if at == 0 {
                (one.embodied.0, one.used.0) = (made, used);
            } else {
                (one.embodied.1, one.used.1) = (made, used);
            }
        }
    }
    types.sort_by(|a, b| {
        b.change().abs().total_cmp(&a.change().abs()).then_with(|| a.code.cmp(&b.code))
    });
    SetComparison { names, totals: (first.headline().interval, second.headline().interval), types }
}
