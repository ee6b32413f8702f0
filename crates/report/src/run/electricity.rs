//! The electricity taken for each zone, and use by contract beside use by place.

use crate::Story;
use crate::range::Range;
use factor::Mix;
use serde::Serialize;

/// The electricity taken for a zone.
#[derive(Debug, Serialize)]
pub(super) struct MixRow<'a> {
    zone: &'a str,
    taken_zone: &'a str,
    taken_year: i32,
    fallback: bool,
    parts: Option<MixParts>,
    factor_ids: Vec<&'a str>,
}

/// The shares of generation, upstream and losses, 0 to 1, of the first criterion.
#[derive(Debug, Serialize)]
struct MixParts {
    year: i32,
    generation: f64,
    upstream: f64,
    losses: f64,
}

/// Use by contract, beside use by place, kgCO2e.
#[derive(Debug, Serialize)]
pub(super) struct MarketBlock<'a> {
    unit: &'static str,
    location_based: Range,
    market_based: Range,
    scope_2_market_based: Range,
    energy_kwh: f64,
    uncovered_kwh: f64,
    uncovered_share: f64,
    contracts: Vec<ContractRow<'a>>,
}

/// A contract, and what of the year's electricity it covers.
#[derive(Debug, Serialize)]
struct ContractRow<'a> {
    name: &'a str,
    kind: &'static str,
    accepted_by_ademe: bool,
    source: &'a str,
    covered_kwh: f64,
    beyond_kwh: f64,
    market_based: Range,
    location_based: f64,
}

/// The electricity taken for each zone of the estate.
pub(super) fn electricity<'a>(story: &'a Story<'_>) -> Vec<MixRow<'a>> {
    let zones = story.outcome.footprint.electricity.iter();
    let rows = zones.map(|(zone, mix)| {
        let factors = mix.factors.iter().flatten();
        MixRow {
            zone: &story.set.zones[usize::from(zone.0)].code,
            taken_zone: &mix.zone,
            taken_year: mix.year,
            fallback: mix.fallback.is_some(),
            parts: parts(story, mix),
            factor_ids: factors.map(|id| story.set.factor(*id).id.as_str()).collect(),
        }
    });
    rows.collect()
}

/// The parts of a mix; none where the set does not have them apart.
fn parts(story: &Story<'_>, mix: &Mix) -> Option<MixParts> {
    let code = &story.outcome.footprint.criteria[0].code;
    let parts = story.set.electricity_parts(&mix.zone, mix.year)?;
    let place = story.set.criteria.iter().position(|criterion| criterion.code == *code)?;
    let part = parts.parts.iter().find(|part| part.criterion == place)?;
    let [generation, upstream, losses] = part.shares(story.set)?;
    Some(MixParts { year: parts.year, generation, upstream, losses })
}

/// Use by contract; none where there is no contract.
pub(super) fn market<'a>(story: &'a Story<'_>) -> Option<MarketBlock<'a>> {
    let market = story.market()?;
    let contracts = market.contracts.iter().map(|one| ContractRow {
        name: &one.name,
        kind: one.kind.code(),
        accepted_by_ademe: one.kind.is_accepted_by_ademe(),
        source: &one.source,
        covered_kwh: one.kwh,
        beyond_kwh: one.beyond_kwh,
        market_based: one.amount.into(),
        location_based: one.by_place,
    });
    Some(MarketBlock {
        unit: "kgCO2e",
        location_based: market.by_place.into(),
        market_based: market.by_contract.into(),
        scope_2_market_based: market.scope_2.into(),
        energy_kwh: market.kwh,
        uncovered_kwh: market.uncovered_kwh,
        uncovered_share: market.uncovered_share(),
        contracts: contracts.collect(),
    })
}
