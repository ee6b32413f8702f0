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
        let of_set = attached.lifetime.map(|factor| set.factor(factor).amount.low);
        let own = facts.rows.least_own_lifetimes[usize::from(id.0)];
        let years = of_set.into_iter().chain(own).reduce(f64::min);
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

#[cfg(test)]
mod tests {
    use super::super::super::facts::{GatherOptions, Gathered};
    use super::*;
    use equipment::estate::Estate;
    use factor::{FactorSet, SetPlace};
    use footprint::method::Method;
    use std::path::Path;

    /// What a unit of a type weighs at most, and draws, in 2025, of an estate of one laptop in France
    /// with a room of a PUE of 1.8.
    fn most_of(card: &str, codes: [&str; 2]) -> [TypeYear; 2] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("inventories")).unwrap();
        let head = "[organisation]\nname = \"Essai\"\ncountry = \"FR\"\n";
        let files = [
            ("estate.toml", &*format!("{head}{card}")),
            ("datacentres.csv", "datacentre_id,name,country,pue,year\nD,Salle,FR,1.8,2025\n"),
            (
                "inventories/2025.csv",
                "equipment_id,equipment_type,acquired_on\nL,laptop,2024-01-01\n",
            ),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let round = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/factors-round");
        let estate = Estate::open(&[folder.path().to_owned()]).unwrap();
        let method = Method::named("rcp-si").unwrap();
        let set = FactorSet::stack(&[SetPlace::Folder(round)], false).unwrap();
        let set = method.adapt(set);
        let options = GatherOptions { criteria: vec!["gwp".to_owned()], ..GatherOptions::of(2025) };
        let gathered = Gathered::read(&estate, &set, &method, &options, |_, _| {}).unwrap();
        let facts = EstateYear::of(&gathered, 2025).unwrap();
        let all = of_set(&facts, 0);
        codes.map(|code| {
            let id = set.type_named(code).unwrap();
            let year = all.iter().find(|(of, _)| **of == id).map(|(_, year)| year).unwrap();
            TypeYear { impact: year.impact, kwh: year.kwh }
        })
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }

    /// A server is 1,200 kg at most over four years at least, and draws 1,100 kWh at a PUE of 1.8 and
    /// 0.12 kg; a laptop 240 kg over three years, and 60 kWh.
    #[test]
    fn a_unit_of_any_type_weighs_its_high_bounds_over_its_shortest_life() {
        let [server, laptop] = most_of("", ["server", "laptop"]);
        near(server.kwh, 1_100.0 * 1.8);
        near(server.impact, 1_200.0 / 4.0 + 1_980.0 * 0.12);
        near(laptop.kwh, 60.0);
        near(laptop.impact, 240.0 / 3.0 + 60.0 * 0.12);
    }

    /// Servers are said to stay two years here, less than the set's four at least; laptops eight, of
    /// which the set's three stay the least.
    #[test]
    fn an_own_lifetime_counts_where_it_is_shorter() {
        let own = "[lifetimes]\nserver = 2\nlaptop = 8\n";
        let [server, laptop] = most_of(own, ["server", "laptop"]);
        near(server.impact, 1_200.0 / 2.0 + 1_980.0 * 0.12);
        near(laptop.impact, 240.0 / 3.0 + 60.0 * 0.12);
    }
}
