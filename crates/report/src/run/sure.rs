//! How sure the totals are: intervals, what carries the variance, what would narrow it.

use super::figures::KnownFigure;
use crate::Story;
use crate::range::Range;
use footprint::Driver;
use serde::Serialize;

/// How many drivers of the error are written for each criterion.
const DRIVERS: usize = 5;

/// The 90 % interval of the first criterion's total; nulls where nothing has a figure.
#[derive(Debug, Serialize)]
pub(super) struct Headline<'a> {
    criterion: &'a str,
    #[serde(flatten)]
    amount: KnownFigure,
}

/// The total under the other set that the program carries.
#[derive(Debug, Serialize)]
pub(super) struct UnderOtherSet<'a> {
    name: &'a str,
    value: Option<f64>,
    units_without_factor: f64,
}

/// How sure a criterion's total is.
#[derive(Debug, Serialize)]
pub(super) struct CriterionSure<'a> {
    criterion: &'a str,
    interval_90: Option<Range>,
    law: Option<Range>,
    closed_form: Option<Range>,
    drivers: Vec<DriverRow<'a>>,
    wanted: Option<WantedRow<'a>>,
}

/// What carries the variance, and its share, 0 to 1.
#[derive(Debug, Serialize)]
pub(super) struct DriverRow<'a> {
    factor_id: &'a str,
    variance_share: f64,
}

/// The missing datum that would narrow the interval most.
#[derive(Debug, Serialize)]
struct WantedRow<'a> {
    datum: &'static str,
    subject: &'a str,
    interval_90: Range,
}

/// The first criterion's total and interval.
pub(super) fn headline<'a>(story: &'a Story<'_>) -> Headline<'a> {
    let footprint = &story.outcome.footprint;
    let total = footprint.totals.overall(0).filter(|_| story.is_counted());
    Headline {
        criterion: &footprint.criteria[0].code,
        amount: total.map(|_| footprint.headline().interval).into(),
    }
}

/// The other set's total, where one was asked for.
pub(super) fn under_other_set<'a>(story: &'a Story<'_>) -> Option<UnderOtherSet<'a>> {
    story.other_set.as_ref().map(|other| UnderOtherSet {
        name: &other.name,
        value: other.total,
        units_without_factor: other.lacking,
    })
}

/// How sure each criterion's total is.
pub(super) fn uncertainty<'a>(story: &'a Story<'_>) -> Vec<CriterionSure<'a>> {
    let footprint = &story.outcome.footprint;
    let each = footprint.criteria.iter().zip(&footprint.uncertainty).enumerate();
    let rows = each.map(|(at, (criterion, sure))| {
        let known = story.is_counted() && footprint.totals.overall(at).is_some();
        let range = |of| known.then(|| Range::from(of));
        CriterionSure {
            criterion: &criterion.code,
            interval_90: range(sure.interval),
            law: range(sure.law),
            closed_form: range(sure.closed_form),
            drivers: driver_rows(&sure.drivers[..sure.drivers.len().min(DRIVERS)]),
            wanted: sure.wanted.map(|wanted| WantedRow {
                datum: wanted.datum.code(),
                subject: wanted.datum.subject(story.set),
                interval_90: wanted.interval.into(),
            }),
        }
    });
    rows.collect()
}

/// The drivers, those of most variance first.
pub(super) fn driver_rows(drivers: &[Driver]) -> Vec<DriverRow<'_>> {
    let rows = drivers
        .iter()
        .map(|driver| DriverRow { factor_id: &driver.id, variance_share: driver.variance_share });
    rows.collect()
}
