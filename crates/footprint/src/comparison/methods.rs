//! Methods side by side, and the bridge from the first to each of the others.

use crate::method::{Aspect, Method};
use crate::{Footprint, GapCount};
use ground::fault::Fault;
use ground::quantity::Interval;

/// The footprint of an estate under a method, first criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodTotal {
    /// The method.
    pub method: Method,
    /// All stages but use, in the criterion's unit.
    pub embodied: Interval,
    /// Use.
    pub used: Interval,
    /// The total with its 90 % interval.
    pub total: Interval,
    /// What has no figure but for its use under this method, and why.
    pub lacking: Vec<GapCount>,
}

impl MethodTotal {
    /// All stages but use; none where nothing has them and something lacks them: that is no zero.
    pub fn known_embodied(&self) -> Option<Interval> {
        let unknown = self.embodied.value <= 0.0 && !self.lacking.is_empty();
        (!unknown).then_some(self.embodied)
    }
}

/// One kind of choice changed, and what that changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MethodStep {
    /// What was changed.
    pub aspect: Aspect,
    /// Change of all stages but use, in the criterion's unit.
    pub embodied: f64,
    /// Change of use.
    pub used: f64,
}

impl MethodStep {
    /// Change of the total.
    pub fn total(&self) -> f64 {
        self.embodied + self.used
    }
}

/// The way from the first method to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// The name of the method it leads to.
    pub to: String,
    /// Its steps, in the order of [`Aspect::ALL`]; they sum to the difference of the totals.
    pub steps: Vec<MethodStep>,
}

/// Methods side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The methods, in the order asked for.
    pub totals: Vec<MethodTotal>,
    /// A bridge from the first to each of the others.
    pub bridges: Vec<Bridge>,
}

/// What lacks the stages other than use in a footprint.
fn lacking(footprint: &Footprint) -> Vec<GapCount> {
    let gaps = footprint.coverage.gaps.iter();
    gaps.filter(|count| count.gap.is_embodied() && count.units > 0.0).cloned().collect()
}

/// Compares methods; `assess` gives the footprint of the estate under one.
///
/// # Errors
///
/// Those of `assess`.
pub fn compare_methods(
    methods: &[Method],
    mut assess: impl FnMut(&Method) -> Result<Footprint, Fault>,
) -> Result<Comparison, Fault> {
    let mut comparison = Comparison { totals: Vec::new(), bridges: Vec::new() };
    for method in methods {
        let footprint = assess(method)?;
        comparison.totals.push(MethodTotal {
            method: method.clone(),
            embodied: footprint.totals.embodied(0),
            used: footprint.totals.used(0),
            total: footprint.headline().interval,
            lacking: lacking(&footprint),
        });
    }
    let Some((from, others)) = comparison.totals.split_first() else { return Ok(comparison) };
    for to in others {
        let mut steps = Vec::new();
        let mut here = from.method.clone();
        let (mut embodied, mut used) = (from.embodied.value, from.used.value);
        for aspect in Aspect::ALL {
            let next = here.with(aspect, &to.method);
            if next == here {
                continue;
            }
            // The last step arrives at the other method itself.
            let arrived = Aspect::ALL.iter().all(|aspect| next.with(*aspect, &to.method) == next);
            let (next_embodied, next_used) = if arrived {
                (to.embodied.value, to.used.value)
            } else {
                let footprint = assess(&next)?;
                (footprint.totals.embodied(0).value, footprint.totals.used(0).value)
            };
            steps.push(MethodStep {
                aspect,
                embodied: next_embodied - embodied,
                used: next_used - used,
            });
            (here, embodied, used) = (next, next_embodied, next_used);
        }
        comparison.bridges.push(Bridge { to: to.method.name.clone(), steps });
    }
    Ok(comparison)
}
