//! Carbon and other impacts, read from the year's footprint.

use super::datum::Datum;
use super::facts::{EstateYear, Unit, WasteLot, told};
use super::lifetime::{of_types, type_group};
use super::reuse::count;
use super::tally::UnitTally;
use super::value::{Figure, Quality, Value};
use factor::{TypeId, TypeKind};
use footprint::impact::Scope;
use footprint::method::EmbodiedRule;
use footprint::{Axis, Footprint};
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use ledger::movement::AcquisitionMode;
use std::collections::{BTreeMap, BTreeSet};

fn footprint<'f>(facts: &'f EstateYear<'_>) -> &'f Footprint {
    &facts.rows.outcome.footprint
}

/// The place of a criterion among those computed.
pub(super) fn criterion(facts: &EstateYear<'_>, code: &str) -> Option<usize> {
    footprint(facts).criteria.iter().position(|criterion| criterion.code == code)
}

/// A value with the coverage of the footprint: units that have a making, of those held.
fn dress(facts: &EstateYear<'_>, value: Value) -> Value {
    let held: Vec<&Unit> = facts.held().collect();
    let known = count(held.iter().copied().filter(|unit| unit.made.is_some())).sum;
    value
        .with(Quality::Estimated)
        .covering(known, count(held.iter().copied()).sum)
        .from_rows(&count(held.into_iter()))
}

/// The annualised footprint with its 90 % interval; `None` where the method does not spread, or
/// climate change was not computed.
fn annualised(facts: &EstateYear<'_>) -> Option<Interval> {
    let spread = facts.gathered.method.embodied == EmbodiedRule::Annualised;
    (spread && criterion(facts, "gwp") == Some(0)).then(|| footprint(facts).uncertainty[0].interval)
}

/// What a figure spread over lifetimes lacks: a method that spreads, else factors.
fn unspread(facts: &EstateYear<'_>) -> Datum {
    match facts.gathered.method.embodied {
        EmbodiedRule::Annualised => Datum::CriterionFactors,
        EmbodiedRule::YearOfPurchase => Datum::SpreadingMethod,
    }
}

/// A footprint was computed.
pub(super) fn it_footprint_assessed(facts: &EstateYear<'_>) -> Value {
    let units = facts.units[..facts.n_inventory].iter();
    let all = UnitTally::of(units.map(|unit| (unit.quantity, unit.row)));
    if all.sum <= 0.0 {
        return Value::missing(Datum::Inventory);
    }
    Value::yes_no(criterion(facts, "gwp").is_some()).from_rows(&all)
}

/// Greenhouse gases, annualised.
pub(super) fn it_ghg_annualised(facts: &EstateYear<'_>) -> Value {
    let Some(total) = annualised(facts) else { return Value::missing(unspread(facts)) };
    let sums = &footprint(facts).totals;
    dress(facts, Value::number(total))
        .term(
            text!("fabrication à fin de vie", "making to end of life"),
            sums.embodied(0).value,
            "kgCO2e",
        )
        .term(text!("utilisation", "use"), sums.used(0).value, "kgCO2e")
        .term(
            text!("dont services achetés", "of which services bought"),
            footprint(facts).perimeters.services.sums.total(0).value,
            "kgCO2e",
        )
        .note(text!("bornes : intervalle à 90 %", "bounds: 90 % interval"))
}

/// The making of units, whole, with how many have a factor; `part` says which part of one counts.
fn making_of(units: &[&Unit], part: impl Fn(&Unit) -> f64) -> (Interval, f64) {
    let (mut sum, mut known) = (Interval::ZERO, 0.0);
    for unit in units {
        if let Some([value, low, high]) = unit.made {
            let one = Interval { value: told(value), low: told(low), high: told(high) };
            sum += one * (unit.quantity * part(unit));
            known += unit.quantity;
        }
    }
    (sum, known)
}

/// Greenhouse gases, whole in the year of purchase.
pub(super) fn it_ghg_purchase_year(facts: &EstateYear<'_>) -> Value {
    if criterion(facts, "gwp") != Some(0) {
        return Value::missing(Datum::CriterionFactors);
    }
    let dated = count(facts.held().filter(|unit| unit.acquired.is_some())).sum;
    if dated <= 0.0 {
        return Value::missing(Datum::Purchases);
    }
    let units: Vec<&Unit> = facts.came().collect();
    let (making, _) = making_of(&units, |unit| unit.share);
    let ended = |unit: &Unit| unit.end_of_life.map_or(0.0, told) * unit.quantity;
    let end = units.iter().fold(0.0, |sum, unit| sum + ended(unit) * unit.share);
    let lines = &footprint(facts).perimeters;
    let (used, services) = (lines.supplied(0), lines.services.sums.total(0));
    Value::summed(making + Interval::exact(end) + used + services)
        .with(Quality::Estimated)
        .covering(dated, count(facts.held()).sum)
        .lacking(Datum::StartDates, count(facts.held()).sum - dated)
        .term(
            text!(
                "fabrication et transport des achats de l'année, pour la part de l'organisation",
                "making and transport of the year's purchases, for the organisation's share"
            ),
            making.value,
            "kgCO2e",
        )
        .term(text!("fin de vie de ces achats", "end of life of these purchases"), end, "kgCO2e")
        .term(
            text!(
                "électricité des équipements et des salles",
                "electricity of equipment and rooms"
            ),
            used.value,
            "kgCO2e",
        )
        .term(text!("services achetés", "services bought"), services.value, "kgCO2e")
        .from_rows(&count(units.into_iter()))
}

fn per_person(
    facts: &EstateYear<'_>,
    total: Option<Interval>,
    by: f64,
    unit: &'static str,
) -> Value {
    let Some(people) = facts.headcount() else { return Value::missing(Datum::Headcount) };
    let Some(total) = total else { return Value::missing(Datum::CriterionFactors) };
    dress(facts, Value::number(total * (by / people)))
        .term(text!("total de l'année", "total of the year"), total.value, unit)
        .term(text!("effectif", "headcount"), people, "")
}

/// Greenhouse gases per person.
pub(super) fn it_ghg_per_user(facts: &EstateYear<'_>) -> Value {
    let total = annualised(facts);
    if total.is_none() && facts.headcount().is_some() {
        return Value::missing(unspread(facts));
    }
    per_person(facts, total, 1.0, "kgCO2e")
}

/// Share of making.
pub(super) fn it_ghg_manufacturing_share(facts: &EstateYear<'_>) -> Value {
    if annualised(facts).is_none() {
        return Value::missing(unspread(facts));
    }
    let sums = &footprint(facts).perimeters.equipment.sums;
    let making: f64 = [Stage::Manufacturing, Stage::Distribution, Stage::Embodied]
        .into_iter()
        .map(|stage| sums.stage(0, stage).value)
        .sum();
    let value = Value::share(
        (text!("fabrication et transport", "making and transport"), making),
        (text!("total des équipements", "total of the equipment"), sums.total(0).value),
        "kgCO2e",
        Datum::EmbodiedFactors,
    );
    dress(facts, value)
}

/// Share of each type.
pub(super) fn it_ghg_share_by_type(facts: &EstateYear<'_>) -> Value {
    let total = footprint(facts).perimeters.equipment.sums.total(0);
    if annualised(facts).is_none() || total.value <= 0.0 {
        return Value::missing(unspread(facts));
    }
    let mut by_root: BTreeMap<TypeId, f64> = BTreeMap::new();
    let mut families: BTreeSet<TypeId> = BTreeSet::new();
    for group in footprint(facts).axis(Axis::Type) {
        // Services and meters are of no type.
        let Some(id) = facts.set().type_named(&group.code) else { continue };
        if facts.is_kind(id, &[TypeKind::Cloud]) {
            continue;
        }
        let root = facts.root_of(id);
        *by_root.entry(root).or_default() += group.sums.total(0).value;
        families.extend((root != id).then_some(root));
    }
    let mut shares: Vec<(TypeId, f64)> = by_root.into_iter().collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let Some((first, most)) = shares.first().copied() else {
        return Value::missing(Datum::Inventory);
    };
    let kind = facts.set().equipment_type(first);
    let (fr, en) = (&kind.label.fr, &kind.label.en);
    let part = if families.contains(&first) {
        text!("{fr}, toutes formes", "{en}, all forms")
    } else {
        text!("{fr}", "{en}")
    };
    let groups = shares.iter().map(|(id, kg)| {
        let share = Interval::exact(100.0 * kg / total.value);
        type_group(facts, *id, Ok(Figure::Number(share)))
    });
    dress(facts, Value::exact(100.0 * most / total.value)).split(groups.collect()).speaking_of(part)
}

/// The impact of a scope, where something is of it, with its 90 % interval where it was drawn.
fn of_scope(facts: &EstateYear<'_>, scope: Scope) -> Option<Value> {
    let groups = footprint(facts).axis(Axis::Scope);
    let group = groups.iter().find(|group| group.code == scope.code())?;
    let drawn = group.interval().map(Value::number);
    Some(drawn.unwrap_or_else(|| Value::summed(group.sums.total(0))))
}

/// Electricity whose upstream and losses the set keeps apart, kWh: of equipment and of rooms.
fn kwh_in_parts(facts: &EstateYear<'_>) -> f64 {
    let (set, year) = (facts.set(), facts.number());
    let known = |code: &str| set.electricity_parts(code, year).is_some();
    let by_country = footprint(facts).axis(Axis::Country).iter();
    let equipment: f64 =
        by_country.filter(|group| known(&group.code)).map(|group| group.kwh.value).sum();
    let centres = footprint(facts).centres.iter();
    let rooms: f64 = centres
        .filter(|centre| known(&set.zones[usize::from(centre.zone.0)].code))
        .map(footprint::CentreBalance::difference_kwh)
        .sum();
    equipment + rooms
}

/// Electricity of equipment and of rooms, kWh.
fn supplied_kwh(facts: &EstateYear<'_>) -> f64 {
    footprint(facts).perimeters.supplied_kwh().value
}

/// Scope 3.1: cloud instances that the inventory lists; other services are declared.
pub(super) fn it_scope3_1_services(facts: &EstateYear<'_>) -> Value {
    match of_scope(facts, Scope::Services) {
        Some(services) => services.with(Quality::Estimated).note(text!(
            "instances de cloud de l'inventaire, réseau et stockage de services.csv ; logiciels et prestations se déclarent, papier et toner sont des biens",
            "cloud instances of the inventory, network and storage of services.csv; software and services are declared, paper and toner are goods"
        )),
        None => Value::missing(Datum::Answer),
    }
}

/// Scope 2, location-based.
pub(super) fn it_scope2_location(facts: &EstateYear<'_>) -> Value {
    if criterion(facts, "gwp") != Some(0) {
        return Value::missing(Datum::CriterionFactors);
    }
    let (apart, kwh) = (kwh_in_parts(facts), supplied_kwh(facts));
    let scope_2 = of_scope(facts, Scope::Electricity).unwrap_or(Value::exact(0.0));
    let value = dress(facts, scope_2)
        .term(text!("électricité de l'année", "electricity of the year"), kwh, "kWh")
        .term(
            text!("dont l'amont et les pertes sont à part", "whose upstream and losses are apart"),
            apart,
            "kWh",
        );
    if apart < kwh * (1.0 - 1e-9) {
        return value.note(text!(
            "où le jeu de facteurs ne sépare pas l'amont et les pertes, ils sont compris ici",
            "where the factor set does not keep upstream and losses apart, they are included here"
        ));
    }
    value
}

/// Scope 2, market-based: by the contracts of the estate's card.
pub(super) fn it_scope2_market(facts: &EstateYear<'_>) -> Value {
    let Some(market) = &facts.rows.outcome.market else { return Value::missing(Datum::Contracts) };
    Value::summed(market.scope_2)
        .with(Quality::Estimated)
        .covering(market.kwh - market.uncovered_kwh, market.kwh)
        .term(text!("électricité de l'année", "electricity of the year"), market.kwh, "kWh")
        .term(text!("sans contrat", "without contract"), market.uncovered_kwh, "kWh")
        .note(text!(
            "même électricité qu'it_scope2_location, jamais additionnée à elle : ce qu'aucun contrat ne couvre compte comme là, faute de mix résiduel",
            "the same electricity as it_scope2_location, never added to it: what no contract covers counts as there, for want of a residual mix"
        ))
}

/// Scope 3.2: what was bought and not leased, nor is the employees' own.
pub(super) fn it_scope3_2_capital(facts: &EstateYear<'_>) -> Value {
    // A lease that only the ledger tells is one.
    let leased = |unit: &Unit| {
        matches!(unit.mode, Some(AcquisitionMode::Leased | AcquisitionMode::FunctionalLease))
    };
    let capital = |unit: &&Unit| {
        let scope = Scope::of(Stage::Manufacturing, unit.tenure, false);
        scope == Scope::Capital && !leased(unit)
    };
    if count(facts.held().filter(|unit| unit.acquired.is_some())).sum <= 0.0 {
        return Value::missing(Datum::Purchases);
    }
    let units: Vec<&Unit> = facts.bought().filter(capital).collect();
    let (making, known) = making_of(&units, |unit| unit.share);
    let all = count(units.iter().copied());
    if all.sum > 0.0 && known <= 0.0 {
        return Value::missing(Datum::EmbodiedFactors);
    }
    Value::summed(making)
        .with(Quality::Estimated)
        .covering(known, all.sum)
        .term(text!("équipements achetés et non loués", "units bought and not leased"), all.sum, "")
        .from_rows(&all)
}

/// Scope 3.3: upstream and losses, where the set keeps them apart.
pub(super) fn it_scope3_3_energy(facts: &EstateYear<'_>) -> Value {
    if criterion(facts, "gwp") != Some(0) {
        return Value::missing(Datum::CriterionFactors);
    }
    let (apart, kwh) = (kwh_in_parts(facts), supplied_kwh(facts));
    let Some(upstream) = of_scope(facts, Scope::Energy).filter(|_| apart > 0.0) else {
        return Value::missing(Datum::UpstreamFactors);
    };
    upstream.with(Quality::Estimated).covering(apart, kwh).term(
        text!("électricité dont les parts sont connues", "electricity whose parts are known"),
        apart,
        "kWh",
    )
}

/// Scope 3.5: treatment of what was handed over as waste, without credit.
pub(super) fn it_scope3_5_waste(facts: &EstateYear<'_>) -> Value {
    if facts.lots.is_empty() {
        return Value::missing(Datum::Handovers);
    }
    let set = facts.set();
    let gwp = set.criteria.iter().position(|criterion| criterion.code == "gwp");
    let end_of = |id: TypeId| {
        let attached = set.attach(id);
        let stage = attached
            .stages
            .iter()
            .find(|s| s.stage == Stage::EndOfLife && Some(s.criterion) == gwp)?;
        Some(set.factor(stage.factor).amount)
    };
    // Of a lot told in part, the rest is of an unknown type.
    let all: f64 = facts.lots.iter().map(|lot| lot.units.max(lot.typed())).sum();
    let (mut sum, mut known) = (Interval::ZERO, 0.0);
    for (id, units) in facts.lots.iter().flat_map(|lot| &lot.types) {
        if let Some(factor) = end_of(*id) {
            known += units;
            // A negative factor is a credit for avoided production, which is not taken.
            sum += Interval {
                value: factor.value.max(0.0),
                low: factor.low.max(0.0),
                high: factor.high.max(0.0),
            } * *units;
        }
    }
    if known <= 0.0 {
        let any = |has: fn(&WasteLot) -> bool| facts.lots.iter().any(has);
        let lacks = if any(|lot| lot.typed() > 0.0) {
            Datum::EndOfLifeFactors
        } else if any(|lot| !lot.types.is_empty()) {
            Datum::LotUnits
        } else {
            Datum::LotTypes
        };
        return Value::missing(lacks);
    }
    Value::summed(sum).with(Quality::Estimated).covering(known, all).term(
        text!(
            "équipements remis dont le type a un facteur",
            "units handed over whose type has a factor"
        ),
        known,
        "",
    )
}

/// The total of a criterion, with its 90 % interval.
fn total_of(facts: &EstateYear<'_>, code: &str) -> Option<Interval> {
    criterion(facts, code).map(|at| footprint(facts).uncertainty[at].interval)
}

fn other(facts: &EstateYear<'_>, code: &str) -> Value {
    match total_of(facts, code) {
        Some(total) => dress(facts, Value::number(total)),
        None => Value::missing(Datum::CriterionFactors),
    }
}

/// Mineral and metal depletion.
pub(super) fn it_adpe(facts: &EstateYear<'_>) -> Value {
    other(facts, "adpe")
}

/// The same per person, in grams.
pub(super) fn it_adpe_per_user(facts: &EstateYear<'_>) -> Value {
    per_person(facts, total_of(facts, "adpe"), 1000.0, "kg Sb eq")
}

/// Acidification.
pub(super) fn it_acidification(facts: &EstateYear<'_>) -> Value {
    other(facts, "ap")
}

/// Fine particles.
pub(super) fn it_particulate(facts: &EstateYear<'_>) -> Value {
    other(facts, "pm")
}

/// Ionising radiation.
pub(super) fn it_ionising(facts: &EstateYear<'_>) -> Value {
    other(facts, "ir")
}

/// Fossil resources per person, in gigajoules.
pub(super) fn it_primary_energy_per_user(facts: &EstateYear<'_>) -> Value {
    per_person(facts, total_of(facts, "adpf"), 0.001, "MJ")
}

/// Relative half-width of the interval.
pub(super) fn it_ghg_interval(facts: &EstateYear<'_>) -> Value {
    let Some(total) = annualised(facts).filter(|total| total.value > 0.0) else {
        return Value::missing(unspread(facts));
    };
    let width = 100.0 * (total.high - total.low) / (2.0 * total.value);
    dress(facts, Value::exact(width))
        .term(text!("borne basse à 90 %", "low bound at 90 %"), total.low, "kgCO2e")
        .term(text!("borne haute à 90 %", "high bound at 90 %"), total.high, "kgCO2e")
        .term(text!("valeur", "value"), total.value, "kgCO2e")
}

/// Change by factors alone: another set is needed.
pub(super) fn it_ghg_change_factors(_: &EstateYear<'_>) -> Value {
    Value::missing(Datum::OtherFactors)
}

/// Making of one unit bought, its transport included.
pub(super) fn it_mfg_ghg_per_unit_bought(facts: &EstateYear<'_>) -> Value {
    let units: Vec<&Unit> = facts.bought().collect();
    let (making, known) = making_of(&units, |_| 1.0);
    let all = count(units.iter().copied());
    if all.sum <= 0.0 {
        return Value::missing(Datum::Purchases);
    }
    if known <= 0.0 {
        return Value::missing(Datum::EmbodiedFactors);
    }
    let groups = of_types(facts, &units, |own| {
        let made: Vec<(f64, f64)> = own
            .iter()
            .filter_map(|unit| Some((told(unit.made?[0]) * unit.quantity, unit.quantity)))
            .collect();
        let n: f64 = made.iter().map(|(_, n)| n).sum();
        (n > 0.0).then(|| made.iter().map(|(kg, _)| kg).sum::<f64>() / n)
    });
    Value::summed(making * (1.0 / known))
        .with(Quality::Estimated)
        .covering(known, all.sum)
        .term(
            text!(
                "fabrication et transport des achats de l'année",
                "making and transport of the year's purchases"
            ),
            making.value,
            "kgCO2e",
        )
        .term(
            text!("équipements achetés qui ont un facteur", "units bought that have a factor"),
            known,
            "",
        )
        .from_rows(&all)
        .split(groups)
}

/// Avoided impacts: the actions and their baseline are needed.
pub(super) fn avoided(_: &EstateYear<'_>) -> Value {
    Value::missing(Datum::Actions)
}
