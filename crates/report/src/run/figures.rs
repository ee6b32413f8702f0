//! Figures as JSON has them: a value with its bounds, a total a stage, a total a criterion.

use crate::Story;
use footprint::{Perimeter, Sums};
use ground::quantity::Interval;
use ground::stage::Stage;
use serde::Serialize;
use walk::TotalLack;

/// A value and its bounds, each null where it is not known.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct KnownFigure {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl From<Option<Interval>> for KnownFigure {
    fn from(one: Option<Interval>) -> Self {
        Self {
            value: one.map(|one| one.value),
            low: one.map(|one| one.low),
            high: one.map(|one| one.high),
        }
    }
}

/// A stage's total of a criterion.
#[derive(Debug, Serialize)]
pub(super) struct TotalRow<'a> {
    criterion: &'a str,
    unit: &'a str,
    stage: &'static str,
    #[serde(flatten)]
    amount: KnownFigure,
}

/// A criterion's total over the stages, and what it lacks.
#[derive(Debug, Serialize)]
pub(super) struct OverallRow<'a> {
    criterion: &'a str,
    unit: &'a str,
    #[serde(flatten)]
    amount: KnownFigure,
    partial: bool,
    units_without_factor: f64,
}

/// Equipment, services bought and meters, which sum to the total.
#[derive(Debug, Serialize)]
pub(super) struct PerimeterFigures<'a> {
    equipment: PerimeterBlock<'a>,
    services: PerimeterBlock<'a>,
    meters: PerimeterBlock<'a>,
}

/// The lines of one perimeter.
#[derive(Debug, Serialize)]
struct PerimeterBlock<'a> {
    energy_kwh: Option<f64>,
    overall: Vec<OverallRow<'a>>,
}

/// Something that a total does not include.
#[derive(Debug, Serialize)]
pub(crate) struct LackRow {
    code: &'static str,
    rows: Option<u64>,
    units: Option<f64>,
    text_fr: String,
    text_en: String,
}

/// The totals of sums, a row a criterion and stage.
pub(super) fn totals<'a>(story: &'a Story<'_>, sums: &Sums) -> Vec<TotalRow<'a>> {
    let counted = story.is_counted();
    let criteria = story.outcome.footprint.criteria.iter().enumerate();
    let rows = criteria.flat_map(|(at, criterion)| {
        Stage::ALL.into_iter().map(move |stage| TotalRow {
            criterion: &criterion.code,
            unit: &criterion.unit,
            stage: stage.code(),
            amount: story.figure(sums, at, stage).filter(|_| counted).into(),
        })
    });
    rows.collect()
}

/// The totals of sums over the stages, a row a criterion.
pub(super) fn overall<'a>(story: &'a Story<'_>, sums: &Sums) -> Vec<OverallRow<'a>> {
    let counted = story.is_counted();
    let criteria = story.outcome.footprint.criteria.iter().enumerate();
    let rows = criteria.map(|(at, criterion)| OverallRow {
        criterion: &criterion.code,
        unit: &criterion.unit,
        // Of a difference at a meter, all that is high is what is low of its room.
        amount: sums.overall(at).map(Interval::ordered).filter(|_| counted).into(),
        partial: !counted || sums.lacking(at) > 0.0,
        units_without_factor: sums.lacking(at),
    });
    rows.collect()
}

/// The three perimeters of the footprint.
pub(super) fn perimeters<'a>(story: &'a Story<'_>) -> PerimeterFigures<'a> {
    let of = |lines: &Perimeter| PerimeterBlock {
        energy_kwh: lines.electricity().filter(|_| story.counts_use()).map(|kwh| kwh.value),
        overall: overall(story, &lines.sums),
    };
    let lines = &story.outcome.footprint.perimeters;
    PerimeterFigures {
        equipment: of(&lines.equipment),
        services: of(&lines.services),
        meters: of(&lines.meters),
    }
}

/// What a total does not include, in both languages.
pub(crate) fn lack_rows(lacks: &[TotalLack]) -> Vec<LackRow> {
    let rows = lacks.iter().map(|lack| {
        let text = lack.text();
        LackRow {
            code: lack.code,
            rows: lack.rows,
            units: lack.units,
            text_fr: text.fr,
            text_en: text.en,
        }
    });
    rows.collect()
}
