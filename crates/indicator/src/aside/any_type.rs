//! What a unit could weigh in a year, of any type that the factor set has: a row that tells no type may
//! be a server in an estate of laptops.

use super::super::facts::{EstateYear, TypeYear, TypeYears};
use factor::{FactorId, TypeId, TypeKind};
use footprint::method::EmbodiedRule;

/// Standard deviations from the centre to a bound that leaves 5 % outside.
const Z90: f64 = 1.644_853_626_951_472_2;

/// The high bound of a factor: the highest of its own, and of the law by which it errs.
fn high_of(facts: &EstateYear<'_>, id: FactorId) -> f64 {
    let set = facts.set();
    let amount = set.factor(id).amount;
    let by_law =
        |law: factor::Law| amount.value * law.ratio * (Z90 * law.shared.hypot(law.own)).exp();
    set.law(id).map_or(amount.high, |law| by_law(law).max(amount.high))
}

/// What a kilowatt-hour of the year weighs at most, of a criterion of the footprint.
pub(super) fn grid_of(facts: &EstateYear<'_>, criterion: usize) -> f64 {
    let (set, footprint) = (facts.set(), &facts.rows.outcome.footprint);
    let place = place_of(facts, criterion);
    let of_mix = |mix: &factor::Mix| mix.factors.get(place?).copied().flatten();
    let known = |id: &FactorId| (id.0 as usize) < set.factors().len();
    let grids = footprint.electricity.iter().filter_map(|(_, mix)| of_mix(mix)).filter(known);
    grids.map(|id| set.factor(id).amount.high).fold(0.0, f64::max)
}

/// The place of a criterion of the footprint among those of the set.
fn place_of(facts: &EstateYear<'_>, criterion: usize) -> Option<usize> {
    let code = facts.rows.outcome.footprint.criteria.get(criterion)?.code.as_str();
    facts.set().criteria.iter().position(|known| known.code == code)
}

/// Each type of equipment of the set, by the factors that it has there, for a criterion of the footprint.
pub(super) fn years_of_types<'f>(
    facts: &'f EstateYear<'_>,
    criterion: usize,
) -> Option<&'f TypeYears> {
    let all = || (0..facts.rows.outcome.footprint.criteria.len()).map(|at| of_set(facts, at));
    facts.of_types.get_or_init(|| all().collect()).get(criterion)
}

fn of_set(facts: &EstateYear<'_>, criterion: usize) -> TypeYears {
    let (set, footprint) = (facts.set(), &facts.rows.outcome.footprint);
    let place = place_of(facts, criterion);
    let grid = grid_of(facts, criterion);
    let mixes = footprint.electricity.iter();
    let defaults = mixes.filter_map(|(zone, _)| set.default_pue(*zone));
    let defaults = defaults.map(|id| set.factor(id).amount.high);
    let pue = facts.rows.centres.iter().filter_map(|centre| centre.pue).chain(defaults);
    let pue = pue.fold(1.0, f64::max);
    let is_spread = facts.gathered.method.embodied == EmbodiedRule::Annualised;
    let year_of = |id: TypeId| {
        let attached = set.attach(id);
        let of_making = attached.stages.iter().filter(|term| {
            Some(term.criterion) == place && term.stage != ground::stage::Stage::Use
        });
        let made: f64 = of_making.map(|term| high_of(facts, term.factor)).sum();
        let years = attached.lifetime.map(|factor| set.factor(factor).amount.low);
        let years = years.filter(|years| is_spread && *years > 0.0).unwrap_or(1.0);
        let in_rooms = facts.is_kind(id, &[TypeKind::Datacentre, TypeKind::Network]);
        let kwh = attached.energy.map_or(0.0, |factor| set.factor(factor).amount.high);
        let kwh = kwh * if in_rooms { pue } else { 1.0 };
        TypeYear { impact: made.max(0.0) / years + kwh * grid, kwh }
    };
    let ids = (0..set.types.len()).filter_map(|at| u16::try_from(at).ok()).map(TypeId);
    let is_equipment = |id: &TypeId| !facts.is_kind(*id, &[TypeKind::Cloud, TypeKind::OutOfScope]);
    ids.filter(is_equipment).map(|id| (id, year_of(id))).collect()
}
