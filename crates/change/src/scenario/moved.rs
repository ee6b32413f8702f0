//! What of the year's footprint a scenario moves, piece by piece: it errs as the footprint does.

use super::state::Start;
use super::year::ScenarioYear;
use factor::{FactorId, TypeId};
use footprint::{FootprintPiece, PiecesMoved, Stake};
use ground::stage::Stage;
use std::collections::BTreeMap;

/// What the difference of a year against another rests on.
pub(super) fn moved(start: &Start<'_>, year: &ScenarioYear, before: &ScenarioYear) -> PiecesMoved {
    let footprint = &start.facts.rows.outcome.footprint;
    let mut moved = PiecesMoved::default();
    let mut pieces: BTreeMap<FootprintPiece, f64> = year.pieces.clone();
    for (piece, value) in &before.pieces {
        *pieces.entry(*piece).or_default() -= value;
    }
    for (piece, more) in pieces.into_iter().filter(|(_, more)| *more != 0.0) {
        match footprint.pieces.value(piece).filter(|value| *value != 0.0) {
            Some(value) => moved.times.push((piece, more / value)),
            // The year has none of it: by the factors of the type.
            None => moved.stakes.extend(of_type(start, piece, more)),
        }
    }
    let meters = footprint.centres.iter().zip(year.by_meter.iter().zip(&before.by_meter));
    let meters = meters.map(|(centre, (now, then))| (centre.at, now - then));
    for (at, more) in meters.filter(|(_, more)| *more != 0.0) {
        moved.times.push((FootprintPiece::Meter(at), more));
    }
    for (at, service) in start.services.iter().enumerate() {
        let Some((id, _)) = service.cloud else { continue };
        let more = year.by_service[at].0 - before.by_service[at].0;
        if more != 0.0 {
            let both = [FootprintPiece::Making(id), FootprintPiece::Use(id, None)];
            moved.times.extend(both.map(|piece| (piece, more)));
        }
    }
    moved.stakes.extend(services(start, year, before));
    moved.stakes = Stake::merged(std::mem::take(&mut moved.stakes));
    moved
}

/// The sum of what several years move.
pub(super) fn all_together(years: &[PiecesMoved]) -> PiecesMoved {
    let mut times: BTreeMap<FootprintPiece, f64> = BTreeMap::new();
    for (piece, more) in years.iter().flat_map(|year| &year.times) {
        *times.entry(*piece).or_default() += more;
    }
    let stakes = years.iter().flat_map(|year| year.stakes.iter().cloned());
    PiecesMoved { times: times.into_iter().collect(), stakes: Stake::merged(stakes) }
}

/// So much of a type, by the factors that it has in the set, in proportion.
fn of_type(start: &Start<'_>, piece: FootprintPiece, more: f64) -> Vec<Stake> {
    let set = start.facts.set();
    let footprint = &start.facts.rows.outcome.footprint;
    let place = set.criteria.iter().position(|known| known.code == footprint.criteria[0].code);
    let stake = |factor: FactorId, quantity: f64, by: Option<FactorId>| {
        Stake::of(factor, quantity, by.into_iter().collect())
    };
    let amount = |factor: FactorId| set.factor(factor).amount.value;
    let attached = |id: TypeId| set.attach(id);
    match piece {
        FootprintPiece::Making(id) => {
            let attached = attached(id);
            let of_it = attached
                .stages
                .iter()
                .filter(|term| Some(term.criterion) == place && term.stage != Stage::Use)
                .map(|term| term.factor);
            let terms: Vec<FactorId> = of_it.collect();
            let all: f64 = terms.iter().map(|id| amount(*id)).sum();
            let terms = terms.into_iter().filter(|_| all > 0.0);
            terms.map(|factor| stake(factor, more / all, attached.lifetime)).collect()
        }
        FootprintPiece::Use(id, _) => {
            let first = footprint.electricity.first();
            let factor = first.and_then(|(_, mix)| mix.factors.get(place?).copied().flatten());
            let factor = factor.filter(|factor| amount(*factor) > 0.0);
            let one = factor.map(|one| stake(one, more / amount(one), attached(id).energy));
            one.into_iter().collect()
        }
        FootprintPiece::Meter(_) => Vec::new(),
    }
}

/// What services bought more or less rest on.
fn services(start: &Start<'_>, year: &ScenarioYear, before: &ScenarioYear) -> Vec<Stake> {
    let mut stakes = Vec::new();
    let extras = start.facts.rows.outcome.services.iter().flat_map(|lines| &lines.extras);
    for extra in extras {
        let at = start.services.iter().position(|service| {
            extra.code.strip_prefix("service:").is_some_and(|code| code == service.code)
        });
        let Some(at) = at else { continue };
        let (now, then) = (year.by_service[at], before.by_service[at]);
        for part in extra.parts.iter().filter(|part| part.criterion == 0) {
            let more = if part.stage == Stage::Use { now.1 - then.1 } else { now.0 - then.0 };
            if more != 0.0 {
                let quantity = part.weight.value * more;
                stakes.push(Stake::of(part.factor, quantity, part.stretched_by.clone()));
            }
        }
    }
    stakes
}
