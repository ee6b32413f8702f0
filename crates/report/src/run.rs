//! `run.json`: what was run, on what, with what, and what came out; for machines and auditors.
//!
//! The file is the types of this module, written by serde; its fields are those of
//! `docs/formats/results.md`.

mod allocation;
mod coverage;
mod electricity;
mod figures;
mod groups;
mod published;
mod services;
mod sure;

use super::Story;
use super::intake_json::{ReadBlock, ReadSource};
use super::measured::{MeasuredJson, measured};
use super::own_lifetimes::{OwnBlock, own_block};
use super::planetary::{BudgetRow, budget_rows};
use super::pretty::pretty;
use super::range::Range;
use crate::sanity::SanityFinding;
use footprint::{Axis, DRAWS, SEED};
use serde::Serialize;

pub use allocation::allocation_lines_json;
pub(super) use figures::{LackRow, lack_rows};
pub use published::{PublishedRun, UsedFile};

/// A run, as its `run.json` tells it. What is not known is null; blocks that the estate or the
/// command has no use for are left out.
#[derive(Debug, Serialize)]
struct Run<'a> {
    #[serde(flatten)]
    read: ReadBlock<'a>,
    method: &'a str,
    scenario: &'static str,
    seed: u64,
    draws: usize,
    lacks: Vec<LackRow>,
    units: Option<f64>,
    idle_units: Option<f64>,
    energy_kwh: Option<Range>,
    perimeters: Option<figures::PerimeterFigures<'a>>,
    headcount: Option<f64>,
    per_person: Option<Range>,
    totals: Vec<figures::TotalRow<'a>>,
    overall: Vec<figures::OverallRow<'a>>,
    interval_90: sure::Headline<'a>,
    other_set: Option<sure::UnderOtherSet<'a>>,
    uncertainty: Vec<sure::CriterionSure<'a>>,
    drivers: Vec<sure::DriverRow<'a>>,
    coverage: coverage::CoverageBlock<'a>,
    datacentres: Vec<groups::RoomRow<'a>>,
    electricity: Vec<electricity::MixRow<'a>>,
    electricity_market: Option<electricity::MarketBlock<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allocation: Option<allocation::AllocationBlock<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    services: Option<services::ServicesBlock<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planetary: Option<Vec<BudgetRow<'a>>>,
    #[serde(flatten)]
    own_lifetimes: Option<OwnBlock<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<MeasuredJson>,
    #[serde(flatten)]
    by: Option<groups::ByAxis<'a>>,
}

/// The run as JSON, in full precision, with the groups of the axes asked for.
pub fn run_json(story: &Story<'_>, command: &[String], axes: &[Axis]) -> String {
    pretty(&run(story, command, axes, &story.findings()))
}

fn run<'a>(
    story: &'a Story<'_>,
    command: &'a [String],
    axes: &[Axis],
    findings: &'a [SanityFinding],
) -> Run<'a> {
    let outcome = story.outcome;
    let read = ReadSource {
        intake: &outcome.intake,
        set: story.set,
        command,
        organisation: story.organisation,
        year: story.year,
        findings,
    };
    let footprint = &outcome.footprint;
    let counted = story.is_counted();
    Run {
        read: read.block(story.inputs(), story.digests),
        method: &story.method.name,
        scenario: "baseline",
        seed: SEED,
        draws: DRAWS,
        lacks: lack_rows(&outcome.lacks(story.set)),
        units: counted.then_some(footprint.units),
        idle_units: counted.then_some(footprint.idle),
        energy_kwh: story.all_electricity().filter(|_| counted).map(Range::from),
        perimeters: counted.then(|| figures::perimeters(story)),
        headcount: story.headcount,
        per_person: story.per_person().filter(|_| counted).map(Range::from),
        totals: figures::totals(story, &footprint.totals),
        overall: figures::overall(story, &footprint.totals),
        interval_90: sure::headline(story),
        other_set: sure::under_other_set(story),
        uncertainty: sure::uncertainty(story),
        drivers: sure::driver_rows(&footprint.headline().drivers),
        coverage: coverage::coverage(story),
        datacentres: groups::rooms(story),
        electricity: electricity::electricity(story),
        electricity_market: electricity::market(story).filter(|_| counted),
        allocation: allocation::allocation(story).filter(|_| counted),
        services: services::services(story),
        planetary: (story.planetary && counted).then(|| budget_rows(story)),
        own_lifetimes: own_block(story),
        measured: measured(story),
        by: groups::by_axis(story, axes),
    }
}
