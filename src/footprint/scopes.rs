//! The footprint by scope: each impact in its category of the GHG Protocol and of the BEGES.

use super::assess::{Sums, Valued};
use crate::equipment::Tenure;
use crate::factor::ZoneId;
use crate::impact::{Kernel, Scope};
use crate::stage::Stage;
use std::collections::BTreeMap;

/// The impacts of a cell by scope.
pub(super) fn scopes_of(kernel: &Kernel<'_>, valued: &Valued) -> BTreeMap<Scope, Sums> {
    let factors = valued.kind.factors;
    let is_service = kernel.is_service(factors.choice);
    split(kernel, &valued.sums, factors.zone, |stage| {
        Scope::of(stage, valued.kind.tenure, is_service)
    })
}

/// The impacts of a datacentre's meter difference by scope: electricity that is operated.
pub(super) fn scopes_of_meter(
    kernel: &Kernel<'_>,
    sums: &Sums,
    zone: ZoneId,
) -> BTreeMap<Scope, Sums> {
    split(kernel, sums, zone, |stage| Scope::of(stage, Tenure::Owned, false))
}

fn split(
    kernel: &Kernel<'_>,
    sums: &Sums,
    zone: ZoneId,
    scope_of: impl Fn(Stage) -> Scope,
) -> BTreeMap<Scope, Sums> {
    let mut out: BTreeMap<Scope, Sums> = BTreeMap::new();
    for criterion in 0..sums.criteria() {
        for stage in Stage::ALL {
            let amount = sums.stage(criterion, stage);
            if amount.value == 0.0 && amount.high == 0.0 && amount.low == 0.0 {
                continue;
            }
            let scope = scope_of(stage);
            // Upstream and losses apart from what is burnt, where the source has them apart.
            let [burnt, upstream, losses] = if scope == Scope::Electricity {
                kernel.electricity_shares(zone, criterion)
            } else {
                [1.0, 0.0, 0.0]
            };
            for (scope, share) in [(scope, burnt), (Scope::Energy, upstream + losses)] {
                if share > 0.0 {
                    out.entry(scope).or_insert_with(|| Sums::zero(sums.criteria())).add(
                        criterion,
                        stage,
                        amount * share,
                    );
                }
            }
        }
    }
    out
}
