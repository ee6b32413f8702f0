//! Governance: what the inventory says of its own quality.

use super::carbon::criterion;
use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::reuse::count;
use super::value::{Figure, GroupValue, Quality, Value};
use ground::lang::Text;
use ground::provenance::{Assumption, MatchedBy, Origin};
use ground::quantity::Interval;
use ground::text;

/// How good what a part of a line's figure rests on is, best first: places in the groups.
const HIGH: usize = 0;
const MEDIUM: usize = 1;
const LOW: usize = 2;

/// How good the data of a line's making and of its electricity are.
fn grades(unit: &Unit) -> (usize, usize) {
    let has = |assumptions: &[Assumption]| {
        assumptions.iter().any(|assumption| unit.assumed.contains(*assumption))
    };
    // Of a type that was supposed, no figure is better than the guess.
    if has(&[Assumption::UsualType]) {
        return (LOW, LOW);
    }
    let dated = unit.acquired.is_some() && !has(&[Assumption::AllYear]);
    let stands_in = has(&[
        Assumption::DateStandsIn,
        Assumption::InService,
        Assumption::OneUnit,
        Assumption::UnitsInWords,
        Assumption::MoreInRow,
        Assumption::ExitedBefore,
        Assumption::DecommissionedBefore,
    ]);
    let making = match unit.matched {
        Some(MatchedBy::Model | MatchedBy::Family | MatchedBy::Configuration)
            if dated && !stands_in =>
        {
            HIGH
        }
        Some(MatchedBy::ParentType) | None => LOW,
        Some(_) if dated => MEDIUM,
        Some(_) => LOW,
    };
    let using = match unit.energy {
        Some(Origin::Measured | Origin::Declared) => HIGH,
        _ if unit.matched == Some(MatchedBy::ParentType) => LOW,
        _ if dated => MEDIUM,
        _ => LOW,
    };
    (making, using)
}

/// High, medium and low quality of what the equipment's figure rests on, by weight.
pub(super) fn data_quality_split(facts: &EstateYear<'_>) -> Value {
    let units = &facts.units[..facts.n_inventory];
    if units.is_empty() {
        return Value::missing(Datum::Inventory);
    }
    if criterion(facts, "gwp") != Some(0) {
        return Value::missing(Datum::CriterionFactors);
    }
    let mut weights = [0.0; 3];
    for unit in units {
        let (making, using) = grades(unit);
        // What has no factor weighs nothing that is known: the coverage says how much that is.
        if let Some([made, ..]) = unit.made {
            let ended = unit.end_of_life.map_or(0.0, f64::from);
            weights[making] += f64::from(unit.amortised) * (f64::from(made) + ended).max(0.0);
        }
        if let Some(each) = unit.per_kwh {
            weights[using] += f64::from(each).max(0.0) * unit.kwh;
        }
    }
    let known = count(units.iter().filter(|unit| unit.made.is_some())).sum;
    let all: f64 = weights.iter().sum();
    if all <= 0.0 {
        return Value::missing(Datum::EmbodiedFactors);
    }
    let names = [
        (
            "high",
            text!(
                "haute : chiffre du modèle ou de la configuration et date donnée ; électricité mesurée ou déclarée",
                "high: figure of the model or configuration and date given; electricity measured or declared"
            ),
        ),
        (
            "medium",
            text!(
                "moyenne : chiffre du type, ou une autre date, un état, une quantité supposés",
                "medium: figure of the type, or another date, a state, a quantity assumed"
            ),
        ),
        (
            "low",
            text!(
                "basse : date inconnue, type supposé ou voisin",
                "low: date unknown, type assumed or a near one"
            ),
        ),
    ];
    let groups =
        names.into_iter().zip(weights).map(|((code, label), kg): ((_, Text), f64)| GroupValue {
            axis: "quality",
            code: String::from(code),
            label,
            figure: Ok(Figure::Number(Interval::exact(100.0 * kg / all))),
            lacking: None,
        });
    let lines = count(units.iter());
    Value::share(
        (
            text!(
                "ce qui repose sur des données de qualité haute",
                "what rests on data of high quality"
            ),
            weights[HIGH],
        ),
        (text!("équipements", "equipment"), all),
        "kgCO2e",
        Datum::Inventory,
    )
    .with(Quality::Estimated)
    .covering(known, lines.sum)
    .from_rows(&lines)
    .speaking_of(text!("haute", "high"))
    .split(groups.collect())
}

/// A field: its code, its name, and whether a unit has it.
type Filled<'c> = (&'static str, Text, Box<dyn Fn(&Unit) -> bool + 'c>);

/// Mean share of the fields that are filled.
pub(super) fn inventory_completeness(facts: &EstateYear<'_>) -> Value {
    // What the card assumes is no line of the inventory.
    let listed = |unit: &&Unit| !unit.assumed.contains(Assumption::AssumedMonitors);
    let units = || facts.units[..facts.n_inventory].iter().filter(listed);
    let all = count(units());
    if all.sum <= 0.0 {
        return Value::missing(Datum::Inventory);
    }
    let site_known = |unit: &Unit| !facts.gathered.sites.name(unit.site).is_empty();
    let maker_known = |unit: &Unit| !facts.gathered.makers.name(unit.maker).is_empty();
    let fields: [Filled<'_>; 8] = [
        (
            "acquired_on",
            text!("date d'achat", "date of purchase"),
            Box::new(move |u| {
                u.acquired.is_some() && !u.assumed.contains(Assumption::DateStandsIn)
            }),
        ),
        (
            "status",
            text!("état", "status"),
            Box::new(move |u| !u.assumed.contains(Assumption::InService)),
        ),
        ("site", text!("site", "site"), Box::new(site_known)),
        ("manufacturer", text!("fabricant", "manufacturer"), Box::new(maker_known)),
        (
            "acquisition_mode",
            text!("mode d'acquisition", "acquisition mode"),
            Box::new(|u| u.mode.is_some()),
        ),
        (
            "user_key",
            text!("utilisateur (pseudonyme)", "user (pseudonym)"),
            Box::new(|u| u.user.is_some()),
        ),
        ("price_eur", text!("prix", "price"), Box::new(|u| u.price_eur.is_some())),
        (
            "warranty_months",
            text!("garantie", "warranty"),
            Box::new(|u| u.warranty_months.is_some()),
        ),
    ];
    let n_fields = fields.len() as f64;
    let mut sum = 0.0;
    let mut groups = Vec::new();
    for (code, label, filled) in fields {
        let share = 100.0 * count(units().filter(|unit| filled(unit))).sum / all.sum;
        sum += share;
        let figure = Ok(Figure::Number(Interval::exact(share)));
        groups.push(GroupValue {
            axis: "field",
            code: code.to_owned(),
            label,
            figure,
            lacking: None,
        });
    }
    Value::exact(sum / n_fields)
        .covering(all.sum, all.sum)
        .term(text!("champs", "fields"), n_fields, "")
        .term(text!("équipements", "units"), all.sum, "")
        .from_rows(&all)
        .split(groups)
}
