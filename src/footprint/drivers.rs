//! What drives the uncertainty: the share of the total's variance that each factor carries.

use super::assess::Valued;
use crate::factor::FactorId;
use crate::fault::Fault;
use crate::impact::Kernel;
use crate::provenance::{Assumption, Origin};
use crate::quantity::Interval;
use crate::stage::Stage;
use std::collections::BTreeMap;

/// Standard deviations from the centre to a bound that leaves 5 % outside.
const Z90: f64 = 1.644_853_626_951_472_2;

/// A factor, and its share of the variance of the first criterion's total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driver {
    /// The factor.
    pub factor: FactorId,
    /// Its share of the variance, 0 to 1.
    pub variance_share: f64,
}

/// What a datacentre's meter says more (or less) than its equipment, at its electricity.
pub(super) struct MeterDifference {
    /// The electricity's factor for the first criterion.
    pub(super) factor: FactorId,
    /// The difference, kWh.
    pub(super) kwh: f64,
}

/// The factors that carry the variance, most first, and the 90 % interval of the total.
///
/// First order: the footprint is linear in each factor, all equipment that shares a factor shares
/// its error, and different factors err apart. A factor's standard deviation is its half-width
/// over 1.645; the total is taken as log-normal around its value.
pub(super) fn drivers(
    kernel: &Kernel<'_>,
    cells: &[Valued],
    meters: &[MeterDifference],
) -> Result<(Vec<Driver>, Interval), Fault> {
    let mut deviations: BTreeMap<FactorId, f64> = BTreeMap::new();
    let mut total = 0.0;
    let set = kernel.set;
    for Valued { kind, cell, .. } in cells {
        let weight = &cell.weight;
        let attached = kernel.choice(kind.factors.choice);
        for impact in kernel.value(kind.factors, weight)? {
            if impact.criterion != 0 {
                continue;
            }
            total += impact.amount.value;
            let factor = set.factor(impact.factor).amount;
            let (mine, theirs, by) = if impact.stage == Stage::Use {
                (
                    weight.kwh,
                    (kind.energy == Some(Origin::Type))
                        .then_some(attached.energy.and_then(|e| e.factor)),
                    factor,
                )
            } else {
                // A lifetime of the organisation's own has no width, and adds nothing.
                (weight.embodied, kind.lifetime.map(|_| attached.lifetime), factor)
            };
            *deviations.entry(impact.factor).or_default() += mine.value * half_width(by);
            let default_pue = kind.assumed & Assumption::DefaultPue.bit() != 0;
            let theirs = match theirs {
                // Energy that is known, at a PUE that is not.
                None if impact.stage == Stage::Use && default_pue => {
                    Some(set.default_pue(kind.factors.zone))
                }
                other => other,
            };
            if let Some(Some(other)) = theirs {
                *deviations.entry(other).or_default() += by.value.abs() * half_width(mine);
            }
        }
    }
    let mut all_at_once: Interval = cells.iter().map(|valued| valued.sums.total(0)).sum();
    for meter in meters {
        // The meter is exact, its electricity's factor is not, and it is the equipment's too.
        let factor = set.factor(meter.factor).amount;
        total += meter.kwh * factor.value;
        all_at_once += factor * meter.kwh;
        *deviations.entry(meter.factor).or_default() += meter.kwh * half_width(factor);
    }
    let variance: f64 = deviations.values().map(|d| d * d).sum();
    let mut drivers: Vec<Driver> = deviations
        .into_iter()
        .filter(|(_, deviation)| *deviation != 0.0)
        .map(|(factor, deviation)| Driver {
            factor,
            variance_share: deviation * deviation / variance,
        })
        .collect();
    drivers.sort_by(|a, b| {
        b.variance_share.total_cmp(&a.variance_share).then(a.factor.cmp(&b.factor))
    });
    let interval = if total > 0.0 {
        let spread = (1.0 + variance / (total * total)).ln().sqrt();
        let by = (Z90 * spread).exp();
        // Bounds that all hold at once hold here too.
        Interval {
            value: total,
            low: (total / by).max(all_at_once.low),
            high: (total * by).min(all_at_once.high),
        }
    } else {
        Interval::exact(total)
    };
    Ok((drivers, interval))
}

fn half_width(interval: Interval) -> f64 {
    (interval.high - interval.low) / (2.0 * Z90)
}
