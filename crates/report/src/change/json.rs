//! The change for machines.

use super::Changed;
use change::{Amount, Change, MachineFlow};
use ground::quantity::Interval;
use serde_json::{Value, json};

/// The change as one JSON document.
pub fn change_json(changed: &Changed<'_>) -> String {
    let change = changed.change;
    let interval = |one: Interval| json!({ "value": one.value, "low": one.low, "high": one.high });
    let flow = |flow: MachineFlow| json!({ "units": flow.units, "before": flow.before, "after": flow.after, "change": flow.change() });
    let effects: Vec<Value> = change
        .effects
        .iter()
        .map(|line| {
            let (low, high) = if line.has_interval {
                (Some(line.value.low), Some(line.value.high))
            } else {
                (None, None)
            };
            json!({ "effect": line.effect.code(), "value": line.value.value, "low": low, "high": high })
        })
        .collect();
    let apart: Vec<Value> = change
        .apart
        .iter()
        .map(|one| {
            let in_year = if one.is_later == (change.from.year <= change.to.year) {
                change.to.year
            } else {
                change.from.year
            };
            json!({ "kind": one.kind.code(), "code": one.code, "year": in_year, "units": one.units, "value": one.value })
        })
        .collect();
    let shares: Vec<Value> = change
        .shares
        .iter()
        .map(|share| {
            json!({
                "effect": share.effect.code(),
                "equipment_type": share.type_code,
                "site": share.site,
                "stage": share.stage.code(),
                "value": share.value,
            })
        })
        .collect();
    let flows: serde_json::Map<String, Value> =
        change.flows.each().into_iter().map(|(name, of)| (name.to_owned(), flow(of))).collect();
    let checks: Vec<Value> = change
        .checks
        .iter()
        .map(|check| json!({ "effect": check.effect.code(), "shapley": check.shapley, "lmdi": check.lmdi }))
        .collect();
    let published = change.published.as_ref().map(|one| {
        json!({ "total": one.total, "factor_sets": one.factors, "method": one.method, "version": one.version, "changed_files": one.changed_files })
    });
    // What the difference is taken from; made again with today's factors it stands beside.
    let compared = match &change.published {
        Some(one) => json!({ "value": one.total, "low": null, "high": null }),
        None => interval(change.from.total),
    };
    let rerun = change.published.as_ref().map(|_| interval(change.from.total));
    let all = json!({
        "organisation": changed.organisation,
        "criterion": change.criterion.0,
        "unit": change.criterion.1,
        "method": changed.method.name,
        "factor_sets": changed.factors,
        "from": {
            "year": change.from.year,
            "as_of": change.from.as_of.to_string(),
            "total": compared,
            "headcount": changed.headcount.0,
            "published": published,
            "made_again": rerun,
            "left_out": crate::run::lack_rows(&change.from.left_out),
            "unread_cells": change.from.unread_cells,
        },
        "to": {
            "year": change.to.year,
            "as_of": change.to.as_of.to_string(),
            "total": interval(change.to.total),
            "headcount": changed.headcount.1,
            "left_out": crate::run::lack_rows(&change.to.left_out),
            "unread_cells": change.to.unread_cells,
        },
        "difference": interval(change.difference),
        "effects": effects,
        "of_equipment": change.of_equipment(),
        "common": common(change),
        "apart": apart,
        "flows": flows,
        "shares": shares,
        "checks": checks,
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}

/// What both perimeters have of each type.
fn common(change: &Change) -> Vec<Value> {
    let amount = |of: &Amount| json!({ "units": of.units, "value": of.value });
    let types = change.common.iter();
    types
        .map(|one| {
            json!({
                "equipment_type": one.code,
                "units": one.units,
                "making": amount(&one.making),
                "use": amount(&one.using),
            })
        })
        .collect()
}
