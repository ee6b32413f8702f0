//! `run.json`: what was run, on what, with what, and what came out; for machines and auditors.

use super::Story;
use super::intake_json::{counts, found, inputs, layers, out_of_scope};
use super::planetary::{Against, against};
use factor::Mix;
use footprint::{Axis, DRAWS, Group, Perimeter, SEED, Share, Sums, Uncertainty};
use ground::quantity::Interval;
use ground::stage::Stage;
use serde_json::{Value, json};
use walk::Lack;

/// How many groups of an axis are written, largest first; `footprint.csv` has them all.
const GROUPS: usize = 10_000;
/// How many reasons why parts were not priced are written, those of most units first.
const MISSED: usize = 1000;
/// How many drivers of the error are written for each criterion.
const DRIVERS: usize = 5;

/// The run as JSON, in full precision, with the groups of the axes asked for.
pub fn run_json(story: &Story<'_>, command: &[String], axes: &[Axis]) -> String {
    pretty(&run_value(story, command, axes))
}

pub(super) fn pretty(run: &Value) -> String {
    let mut text = serde_json::to_string_pretty(run).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}

fn run_value(story: &Story<'_>, command: &[String], axes: &[Axis]) -> Value {
    let outcome = story.outcome;
    let footprint = &outcome.footprint;
    let counted = story.is_counted();
    let mut run = json!({
        "tool": { "name": "empreinte", "version": env!("CARGO_PKG_VERSION") },
        "command": command,
        "organisation": story.organisation,
        "year": story.year.year,
        "as_of": story.year.as_of.to_string(),
        "method": story.method.name,
        "scenario": "baseline",
        "seed": SEED,
        "draws": DRAWS,
        "factor_sets": layers(story.set),
        "inputs": inputs(story.inputs(), story.digests),
        "counts": counts(&outcome.intake),
        "out_of_scope": out_of_scope(&outcome.intake, story.set),
        "usage_rejected": outcome.intake.usage_rejected,
        "duplicates_unchecked": outcome.intake.unchecked,
        "conflicts": outcome.intake.conflicts,
        "unread_cells": outcome.intake.unread_cells,
        "assumed_rows": outcome.intake.assumed_rows,
        "findings": found(&story.findings()),
        "lacks": lacks(&outcome.lacks(story.set)),
        "units": counted.then_some(footprint.units),
        "idle_units": counted.then_some(footprint.idle),
        "energy_kwh": story.all_electricity().filter(|_| counted).map(interval),
        "perimeters": counted.then(|| perimeters(story)),
        "headcount": story.headcount,
        "per_person": story.per_person().filter(|_| counted).map(interval),
        "totals": totals(story, &footprint.totals),
        "overall": overall(story, &footprint.totals),
        "interval_90": headline(story),
        "other_set": story.other_set.as_ref().map(|other| json!({
            "name": other.name, "value": other.total, "units_without_factor": other.lacking,
        })),
        "uncertainty": footprint.criteria.iter().zip(&footprint.uncertainty)
            .enumerate()
            .map(|(at, (criterion, sure))| {
                let known = counted && footprint.totals.overall(at).is_some();
                uncertainty(story, &criterion.code, sure, known)
            })
            .collect::<Vec<_>>(),
    });
    run["drivers"] = footprint
        .headline()
        .drivers
        .iter()
        .map(|driver| json!({ "factor_id": driver.id, "variance_share": driver.variance_share }))
        .collect();
    run["coverage"] = coverage(story);
    let missed = footprint.coverage.missed.len();
    if missed > MISSED {
        run["coverage"]["missed_left_out"] = (missed - MISSED).into();
    }
    run["datacentres"] = footprint
        .centres
        .iter()
        .map(|centre| {
            json!({
                "datacentre_id": centre.id,
                "measured_kwh": centre.measured_kwh,
                "equipment_kwh": centre.equipment_kwh,
                "difference_kwh": centre.difference_kwh(),
                "difference": overall(story, &centre.sums),
            })
        })
        .collect();
    run["electricity"] = electricity(story);
    run["electricity_market"] = if counted { market(story) } else { Value::Null };
    if story.outcome.allocation.is_some() && counted {
        run["allocation"] = super::allocation::allocation_json(story);
    }
    if story.outcome.services.is_some() {
        run["services"] = super::services::services_json(story);
    }
    if story.planetary && counted {
        run["planetary"] = against(story).iter().map(planetary).collect();
    }
    super::own_lifetimes::into_run(story, &mut run);
    super::measured::into_run(story, &mut run);
    if !axes.is_empty() {
        run["by"] = axes
            .iter()
            .map(|axis| (axis.code().to_owned(), groups(story, footprint.axis(*axis))))
            .collect::<serde_json::Map<String, Value>>()
            .into();
        let left_out = axes.iter().map(|axis| (axis, footprint.axis(*axis).len()));
        let left_out: serde_json::Map<String, Value> = left_out
            .filter(|(_, groups)| *groups > GROUPS)
            .map(|(axis, groups)| (axis.code().to_owned(), (groups - GROUPS).into()))
            .collect();
        run["by_left_out"] = left_out.into();
    }
    run
}

/// The electricity taken for each zone.
fn electricity(story: &Story<'_>) -> Value {
    story
        .outcome
        .footprint
        .electricity
        .iter()
        .map(|(zone, mix)| {
            json!({
                "zone": story.set.zones[usize::from(zone.0)].code,
                "taken_zone": mix.zone,
                "taken_year": mix.year,
                "fallback": mix.fallback.is_some(),
                "parts": electricity_parts(story, mix),
                "factor_ids": mix.factors.iter().flatten()
                    .map(|id| story.set.factor(*id).id.clone()).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// The year and shares of generation, upstream and losses of the first criterion; null where the
/// set does not have them apart.
fn electricity_parts(story: &Story<'_>, mix: &Mix) -> Value {
    let code = &story.outcome.footprint.criteria[0].code;
    let shares = || {
        let parts = story.set.electricity_parts(&mix.zone, mix.year)?;
        let place = story.set.criteria.iter().position(|criterion| criterion.code == *code)?;
        let part = parts.parts.iter().find(|part| part.criterion == place)?;
        let [generation, upstream, losses] = part.shares(story.set)?;
        Some(json!({
            "year": parts.year,
            "generation": generation,
            "upstream": upstream,
            "losses": losses,
        }))
    };
    shares().unwrap_or(Value::Null)
}

/// A criterion against the yearly planetary budget of one person; nulls where there is none.
fn planetary(one: &Against<'_>) -> Value {
    json!({
        "criterion": one.criterion.code,
        "unit": one.criterion.unit,
        "budget_per_person": one.budget.map(|budget| budget.value),
        "source_id": one.budget.map(|budget| &budget.source_id),
        "people_equivalent": one.people.map(interval),
        "share_of_headcount": one.share.map(interval),
        "partial": one.lacking > 0.0,
    })
}

/// Use by contract, beside use by place; null where there is no contract.
/// Equipment, services bought and meters, which sum to the total.
fn perimeters(story: &Story<'_>) -> Value {
    let of = |lines: &Perimeter| {
        let kwh = lines.electricity().filter(|_| story.counts_use()).map(|kwh| kwh.value);
        json!({ "energy_kwh": kwh, "overall": overall(story, &lines.sums) })
    };
    let lines = &story.outcome.footprint.perimeters;
    json!({
        "equipment": of(&lines.equipment),
        "services": of(&lines.services),
        "meters": of(&lines.meters),
    })
}

fn market(story: &Story<'_>) -> Value {
    story.market().map_or(Value::Null, |market| {
        json!({
            "unit": "kgCO2e",
            "location_based": interval(market.by_place),
            "market_based": interval(market.by_contract),
            "scope_2_market_based": interval(market.scope_2),
            "energy_kwh": market.kwh,
            "uncovered_kwh": market.uncovered_kwh,
            "uncovered_share": market.uncovered_share(),
            "contracts": market.contracts.iter().map(|one| json!({
                "name": one.name,
                "kind": one.kind.code(),
                "accepted_by_ademe": one.kind.is_accepted_by_ademe(),
                "source": one.source,
                "covered_kwh": one.kwh,
                "beyond_kwh": one.beyond_kwh,
                "market_based": interval(one.amount),
                "location_based": one.by_place,
            })).collect::<Vec<_>>(),
        })
    })
}

/// The 90 % interval of the first criterion's total; nulls where nothing has a figure.
fn headline(story: &Story<'_>) -> Value {
    let footprint = &story.outcome.footprint;
    let total = footprint.totals.overall(0).filter(|_| story.is_counted());
    let known = total.map(|_| footprint.headline().interval);
    json!({
        "criterion": footprint.criteria[0].code,
        "value": known.map(|sure| sure.value),
        "low": known.map(|sure| sure.low),
        "high": known.map(|sure| sure.high),
    })
}

fn uncertainty(story: &Story<'_>, criterion: &str, sure: &Uncertainty, known: bool) -> Value {
    json!({
        "criterion": criterion,
        "interval_90": known.then(|| interval(sure.interval)),
        "law": known.then(|| interval(sure.law)),
        "closed_form": known.then(|| interval(sure.closed_form)),
        "drivers": sure.drivers.iter().take(DRIVERS).map(|driver| json!({
            "factor_id": driver.id,
            "variance_share": driver.variance_share,
        })).collect::<Vec<_>>(),
        "wanted": sure.wanted.map(|wanted| json!({
            "datum": wanted.datum.code(),
            "subject": wanted.datum.subject(story.set),
            "interval_90": interval(wanted.interval),
        })),
    })
}

pub(super) fn interval(interval: Interval) -> Value {
    json!({ "value": interval.value, "low": interval.low, "high": interval.high })
}

pub(super) fn totals(story: &Story<'_>, sums: &Sums) -> Vec<Value> {
    let (mut out, counted) = (Vec::new(), story.is_counted());
    for (at, criterion) in story.outcome.footprint.criteria.iter().enumerate() {
        for stage in Stage::ALL {
            let amount = story.figure(sums, at, stage).filter(|_| counted);
            out.push(json!({
                "criterion": criterion.code,
                "unit": criterion.unit,
                "stage": stage.code(),
                "value": amount.map(|a| a.value),
                "low": amount.map(|a| a.low),
                "high": amount.map(|a| a.high),
            }));
        }
    }
    out
}

pub(super) fn overall(story: &Story<'_>, sums: &Sums) -> Vec<Value> {
    let (criteria, counted) =
        (story.outcome.footprint.criteria.iter().enumerate(), story.is_counted());
    criteria
        .map(|(at, criterion)| {
            // Of a difference at a meter, all that is high is what is low of its room.
            let amount = sums.overall(at).map(Interval::ordered).filter(|_| counted);
            json!({
                "criterion": criterion.code,
                "unit": criterion.unit,
                "value": amount.map(|a| a.value),
                "low": amount.map(|a| a.low),
                "high": amount.map(|a| a.high),
                "partial": !counted || sums.lacking(at) > 0.0,
                "units_without_factor": sums.lacking(at),
            })
        })
        .collect()
}

/// What a total does not include.
pub(crate) fn lacks(lacks: &[Lack]) -> Value {
    let told = lacks.iter().map(|lack| {
        json!({
            "code": lack.code,
            "rows": lack.rows,
            "units": lack.units,
            "text_fr": lack.text().fr,
            "text_en": lack.text().en,
        })
    });
    told.collect()
}

fn groups(story: &Story<'_>, groups: &[Group]) -> Value {
    groups
        .iter()
        .take(GROUPS)
        .map(|group| {
            json!({
                "key": group.code,
                "label_fr": group.label.fr,
                "label_en": group.label.en,
                "rows": group.rows,
                "units": group.units,
                "idle_units": group.idle,
                "energy_kwh": story.electricity(group).map(|kwh| kwh.value),
                "totals": totals(story, &group.sums),
            })
        })
        .collect()
}

fn coverage(story: &Story<'_>) -> Value {
    let coverage = &story.outcome.footprint.coverage;
    let shares = |shares: &[Share]| -> Value {
        shares
            .iter()
            .map(|share| json!({ "code": share.code, "rows": share.rows, "share": share.share }))
            .collect()
    };
    json!({
        "matched_by": shares(&coverage.matched_by),
        "lifetime_origin": shares(&coverage.lifetime_origin),
        "energy_origin": shares(&coverage.energy_origin),
        "assumptions": coverage.assumptions.iter().map(|one| json!({
            "code": one.assumption.code(), "rows": one.rows, "impact": one.impact,
        })).collect::<Vec<_>>(),
        "gaps": coverage.gaps.iter().map(|gap| json!({
            "code": gap.gap.code(), "rows": gap.rows, "units": gap.units,
        })).collect::<Vec<_>>(),
        "without_factor": story.outcome.footprint.criteria.iter().zip(&coverage.partial)
            .map(|(criterion, units)| json!({ "criterion": criterion.code, "units": units }))
            .collect::<Vec<_>>(),
        "missed": coverage.missed.iter().take(MISSED).map(|one| json!({
            "equipment_type": story.set.equipment_type(one.type_id).code,
            "reason_fr": one.miss.what.fr,
            "reason_en": one.miss.what.en,
            "nearest": one.miss.nearest(),
            "rows": one.rows,
            "units": one.units,
        })).collect::<Vec<_>>(),
        "unmatched": coverage.unmatched.iter().map(|one| json!({
            "equipment_type": story.set.equipment_type(one.type_id).code,
            "rows": one.rows, "units": one.units,
        })).collect::<Vec<_>>(),
    })
}
