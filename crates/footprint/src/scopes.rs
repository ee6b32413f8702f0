//! The footprint by scope: each impact in its category of the GHG Protocol and of the BEGES.

use super::sums::{Lacking, Sums};
use super::valued::Valued;
use crate::impact::{Kernel, Scope};
use equipment::Tenure;
use factor::ZoneId;
use ground::quantity::Interval;
use ground::stage::Stage;
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

/// The scopes that electricity operated in a zone is of, with the share of each.
pub(super) fn scopes_of_electricity(
    kernel: &Kernel<'_>,
    zone: ZoneId,
    criterion: usize,
) -> Vec<(Scope, f64)> {
    // Upstream and losses apart from what is burnt, where the source has them apart.
    let [burnt, upstream, losses] = kernel.electricity_shares(zone, criterion);
    vec![(Scope::Electricity, burnt), (Scope::Energy, upstream + losses)]
}

/// How much of a stage of a cell is of a scope, 0 to 1, for a criterion.
pub(super) fn share_of_scope(
    kernel: &Kernel<'_>,
    (valued, stage): (&Valued, Stage),
    (of, criterion): (Scope, usize),
) -> f64 {
    let factors = valued.kind.factors;
    let scope = Scope::of(stage, valued.kind.tenure, kernel.is_service(factors.choice));
    let shares = match scope {
        Scope::Electricity => scopes_of_electricity(kernel, factors.zone, criterion),
        other => vec![(other, 1.0)],
    };
    shares.into_iter().filter(|(scope, _)| *scope == of).map(|(_, share)| share).sum()
}

fn split(
    kernel: &Kernel<'_>,
    sums: &Sums,
    zone: ZoneId,
    scope_of: impl Fn(Stage) -> Scope,
) -> BTreeMap<Scope, Sums> {
    let mut out: BTreeMap<Scope, Sums> = BTreeMap::new();
    let n = sums.criteria();
    for criterion in 0..n {
        for stage in Stage::ALL {
            let amount = sums.stage(criterion, stage);
            if amount.value == 0.0 && amount.high == 0.0 && amount.low == 0.0 {
                continue;
            }
            let scope = scope_of(stage);
            let shares = if scope == Scope::Electricity {
                scopes_of_electricity(kernel, zone, criterion)
            } else {
                vec![(scope, 1.0)]
            };
            for (scope, share) in shares {
                if share > 0.0 {
                    let of = out.entry(scope).or_insert_with(|| Sums::zero(n));
                    of.add(criterion, stage, amount.times(Interval::exact(share)));
                }
            }
        }
    }
    for criterion in 0..n {
        lack(&mut out, sums, criterion, &scope_of);
    }
    out
}

/// Says of each scope which units it lacks: what lacks for making lacks for the end of life too,
/// where that is a scope of its own.
fn lack(
    out: &mut BTreeMap<Scope, Sums>,
    sums: &Sums,
    criterion: usize,
    scope_of: impl Fn(Stage) -> Scope,
) {
    let all = sums.lacks(criterion);
    let making = scope_of(Stage::Manufacturing);
    for stage in Stage::ALL {
        let scope = scope_of(stage);
        let (made, drawn) = match stage {
            Stage::Use => (0.0, all.drawn),
            Stage::Manufacturing => (all.made, 0.0),
            Stage::EndOfLife if scope != making => (all.made, 0.0),
            _ => (0.0, 0.0),
        };
        let units = made + drawn;
        let of = Lacking { made, drawn, units, ..Lacking::default() }
            .untold(stage, all.untold[stage.index()]);
        if of == Lacking::default() {
            continue;
        }
        // What no figure stands for has its scope none the less.
        let opens = match stage {
            Stage::Use | Stage::Embodied => true,
            Stage::Manufacturing => all.untold[Stage::Embodied.index()] > 0.0,
            _ => false,
        };
        if opens {
            out.entry(scope).or_insert_with(|| Sums::zero(sums.criteria())).lack(criterion, of);
        } else if let Some(known) = out.get_mut(&scope) {
            known.lack(criterion, of);
        }
    }
}
