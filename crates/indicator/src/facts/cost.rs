//! What one unit of a factor key costs to make, to run and to end.

use super::digits::single;
use footprint::impact::{FactorKey, Kernel, Weight};
use ground::provenance::MatchedBy;
use ground::quantity::{Interval, Kwh};
use ground::stage::Stage;

/// What a unit of a choice in a zone costs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cost {
    /// All its stages but use.
    pub(super) each: f64,
    /// A kilowatt-hour.
    pub(super) hour: f64,
    /// Its making with transport.
    pub(super) making: Option<[f32; 3]>,
    pub(super) end_of_life: Option<f32>,
    /// How the factor of its making was met.
    pub(super) matched: Option<MatchedBy>,
    pub(super) per_kwh: Option<f32>,
}

/// The first criterion's impacts of making one unit, and of a kilowatt-hour.
pub(super) fn cost(kernel: &Kernel<'_>, key: FactorKey) -> Cost {
    let hour = Weight { units: 1.0, embodied: Interval::ZERO, kwh: Kwh(1.0).exactly() };
    let mut used: Option<f64> = None;
    // A zone without electricity factor leaves it unknown.
    let weighed = kernel.value_each(key, &hour, |impact| {
        if impact.criterion == 0 && impact.stage == Stage::Use {
            used = Some(used.unwrap_or(0.0) + impact.amount.value);
        }
    });
    let used = used.filter(|_| weighed.is_ok());
    let (per_kwh, hour) = (used.map(single), used.unwrap_or(0.0));
    let one = Weight { units: 1.0, embodied: Interval::exact(1.0), kwh: Kwh(Interval::ZERO) };
    let (mut making, mut end): (Option<Interval>, Option<Interval>) = (None, None);
    let valued = kernel.value_each(key, &one, |impact| {
        if impact.criterion != 0 || impact.stage == Stage::Use {
            return;
        }
        let part = if impact.stage == Stage::EndOfLife { &mut end } else { &mut making };
        *part = Some(part.unwrap_or(Interval::ZERO) + impact.amount);
    });
    if valued.is_err() {
        return Cost { hour, per_kwh, ..Cost::default() };
    }
    Cost {
        each: [making, end].into_iter().flatten().fold(0.0, |sum, part| sum + part.value),
        hour,
        making: making.map(|i| [single(i.value), single(i.low), single(i.high)]),
        end_of_life: end.map(|i| single(i.value)),
        matched: kernel.choice(key.choice).matched_by,
        per_kwh,
    }
}
