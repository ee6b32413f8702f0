//! What the figures rest on, what was assumed, and what is missing.

use crate::Story;
use footprint::Share;
use serde::Serialize;

/// How many reasons why parts were not priced are written, those of most units first.
const MISSED: usize = 1000;

/// What the figures rest on.
#[derive(Debug, Serialize)]
pub(super) struct CoverageBlock<'a> {
    matched_by: Vec<ShareRow>,
    lifetime_origin: Vec<ShareRow>,
    energy_origin: Vec<ShareRow>,
    assumptions: Vec<AssumptionRow>,
    gaps: Vec<GapRow>,
    without_factor: Vec<WithoutFactor<'a>>,
    missed: Vec<MissedRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missed_left_out: Option<usize>,
    unmatched: Vec<UnmatchedRow<'a>>,
}

/// The share of an impact that rests on one origin, 0 to 1.
#[derive(Debug, Serialize)]
struct ShareRow {
    code: &'static str,
    rows: u64,
    share: f64,
}

/// An assumption, and the impact that rests on it.
#[derive(Debug, Serialize)]
struct AssumptionRow {
    code: &'static str,
    rows: u64,
    impact: f64,
}

/// A datum that rows lack.
#[derive(Debug, Serialize)]
struct GapRow {
    code: &'static str,
    rows: u64,
    units: f64,
}

/// Units of which a criterion has no factor.
#[derive(Debug, Serialize)]
struct WithoutFactor<'a> {
    criterion: &'a str,
    units: f64,
}

/// Equipment that its parts could not price, and why.
#[derive(Debug, Serialize)]
struct MissedRow<'a> {
    equipment_type: &'a str,
    reason_fr: &'a str,
    reason_en: &'a str,
    nearest: Vec<String>,
    rows: u64,
    units: f64,
}

/// Equipment without embodied factor.
#[derive(Debug, Serialize)]
struct UnmatchedRow<'a> {
    equipment_type: &'a str,
    rows: u64,
    units: f64,
}

/// What the figures of the run rest on.
pub(super) fn coverage<'a>(story: &'a Story<'_>) -> CoverageBlock<'a> {
    let (footprint, set) = (&story.outcome.footprint, story.set);
    let coverage = &footprint.coverage;
    let assumptions = coverage.assumptions.iter().map(|one| AssumptionRow {
        code: one.assumption.code(),
        rows: one.rows,
        impact: one.impact,
    });
    let gaps = coverage.gaps.iter().map(|one| GapRow {
        code: one.gap.code(),
        rows: one.rows,
        units: one.units,
    });
    let without = footprint.criteria.iter().zip(&coverage.partial);
    let missed = coverage.missed.iter().take(MISSED).map(|one| MissedRow {
        equipment_type: &set.equipment_type(one.type_id).code,
        reason_fr: &one.miss.what.fr,
        reason_en: &one.miss.what.en,
        nearest: one.miss.nearest(),
        rows: one.rows,
        units: one.units,
    });
    let left_out = coverage.missed.len().saturating_sub(MISSED);
    let unmatched = coverage.unmatched.iter().map(|one| UnmatchedRow {
        equipment_type: &set.equipment_type(one.type_id).code,
        rows: one.rows,
        units: one.units,
    });
    CoverageBlock {
        matched_by: shares(&coverage.matched_by),
        lifetime_origin: shares(&coverage.lifetime_origin),
        energy_origin: shares(&coverage.energy_origin),
        assumptions: assumptions.collect(),
        gaps: gaps.collect(),
        without_factor: without
            .map(|(criterion, units)| WithoutFactor { criterion: &criterion.code, units: *units })
            .collect(),
        missed: missed.collect(),
        missed_left_out: (left_out > 0).then_some(left_out),
        unmatched: unmatched.collect(),
    }
}

fn shares(shares: &[Share]) -> Vec<ShareRow> {
    let rows = shares.iter();
    rows.map(|one| ShareRow { code: one.code, rows: one.rows, share: one.share }).collect()
}
