//! The footprint by axis, and by room with a meter.

use super::figures::{OverallRow, TotalRow, overall, totals};
use crate::Story;
use footprint::Axis;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many groups of an axis are written, largest first; `footprint.csv` has them all.
const GROUPS: usize = 10_000;

/// The groups of each axis asked for, and how many were left out.
#[derive(Debug, Serialize)]
pub(super) struct ByAxis<'a> {
    by: BTreeMap<&'static str, Vec<GroupRow<'a>>>,
    by_left_out: BTreeMap<&'static str, usize>,
}

/// A group of an axis.
#[derive(Debug, Serialize)]
pub(super) struct GroupRow<'a> {
    key: &'a str,
    label_fr: &'a str,
    label_en: &'a str,
    rows: u64,
    units: f64,
    idle_units: f64,
    energy_kwh: Option<f64>,
    totals: Vec<TotalRow<'a>>,
}

/// A room with a meter: what it measured against what its equipment draws.
#[derive(Debug, Serialize)]
pub(super) struct RoomRow<'a> {
    datacentre_id: &'a str,
    measured_kwh: f64,
    equipment_kwh: f64,
    difference_kwh: f64,
    difference: Vec<OverallRow<'a>>,
}

/// The groups of the axes asked for; none where none was.
pub(super) fn by_axis<'a>(story: &'a Story<'_>, axes: &[Axis]) -> Option<ByAxis<'a>> {
    let footprint = &story.outcome.footprint;
    let left_out = axes.iter().map(|axis| (axis.code(), footprint.axis(*axis).len()));
    let left_out = left_out.filter(|(_, groups)| *groups > GROUPS);
    (!axes.is_empty()).then(|| ByAxis {
        by: axes.iter().map(|axis| (axis.code(), groups(story, *axis))).collect(),
        by_left_out: left_out.map(|(axis, groups)| (axis, groups - GROUPS)).collect(),
    })
}

fn groups<'a>(story: &'a Story<'_>, axis: Axis) -> Vec<GroupRow<'a>> {
    let groups = story.outcome.footprint.axis(axis).iter().take(GROUPS);
    let rows = groups.map(|group| GroupRow {
        key: &group.code,
        label_fr: &group.label.fr,
        label_en: &group.label.en,
        rows: group.rows,
        units: group.units,
        idle_units: group.idle,
        energy_kwh: story.electricity(group).map(|kwh| kwh.value),
        totals: totals(story, &group.sums),
    });
    rows.collect()
}

/// The rooms with a meter.
pub(super) fn rooms<'a>(story: &'a Story<'_>) -> Vec<RoomRow<'a>> {
    let centres = story.outcome.footprint.centres.iter();
    let rows = centres.map(|centre| RoomRow {
        datacentre_id: &centre.id,
        measured_kwh: centre.measured_kwh,
        equipment_kwh: centre.equipment_kwh,
        difference_kwh: centre.difference_kwh(),
        difference: overall(story, &centre.sums),
    });
    rows.collect()
}
