//! The services bought, as the run tells them.

use super::figures::{OverallRow, overall};
use crate::Story;
use footprint::Axis;
use footprint::service::PricedService;
use serde::Serialize;

/// The services of the year.
#[derive(Debug, Serialize)]
pub(super) struct ServicesBlock<'a> {
    rows_read: u64,
    kept: usize,
    other_years: u64,
    rejected: u64,
    lines: Vec<ServiceRow<'a>>,
    without_factor: Vec<UnpricedJson<'a>>,
}

/// A service, its lines summed.
#[derive(Debug, Serialize)]
struct ServiceRow<'a> {
    service: Option<&'a str>,
    label_fr: &'a str,
    label_en: &'a str,
    amount: f64,
    counted_in: Option<&'a str>,
    rows: usize,
    energy_kwh: Option<f64>,
    overall: Option<Vec<OverallRow<'a>>>,
}

/// A service that no factor prices.
#[derive(Debug, Serialize)]
struct UnpricedJson<'a> {
    service: &'a str,
    amount: f64,
    counted_in: &'a str,
    rows: u64,
}

/// The services; none where the estate lists none.
pub(super) fn services<'a>(story: &'a Story<'_>) -> Option<ServicesBlock<'a>> {
    let services = story.outcome.services.as_ref()?;
    let groups = story.outcome.footprint.axis(Axis::Type);
    let lines = services.extras.iter().map(|extra| {
        let service = extra.code.strip_prefix("service:");
        let of = |line: &&PricedService| service == Some(line.service.as_str());
        let lines = services.lines.iter().filter(of);
        let group = groups.iter().find(|group| group.code == extra.code);
        ServiceRow {
            service,
            label_fr: &extra.label.fr,
            label_en: &extra.label.en,
            amount: lines.clone().map(|line| line.amount).sum(),
            counted_in: lines.clone().next().map(|line| line.unit.as_str()),
            rows: lines.count(),
            energy_kwh: extra.kwh_known().map(|kwh| kwh.value),
            overall: group.map(|group| overall(story, &group.sums)),
        }
    });
    let without = services.unpriced.iter().map(|missing| UnpricedJson {
        service: &missing.service,
        amount: missing.amount,
        counted_in: &missing.unit,
        rows: missing.rows,
    });
    Some(ServicesBlock {
        rows_read: services.rows_read,
        kept: services.lines.len(),
        other_years: services.other_years,
        rejected: services.rejected,
        lines: lines.collect(),
        without_factor: without.collect(),
    })
}
