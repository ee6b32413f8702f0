//! Governance: what the inventory says of its own quality.

use super::datum::Datum;
use super::facts::{EstateYear, Unit};
use super::reuse::count;
use super::value::{Figure, Group, Value};
use ground::lang::Text;
use ground::provenance::Assumption;
use ground::quantity::Interval;
use ground::text;

/// How good the data of a line are.
fn grade(unit: &Unit) -> usize {
    let has = |assumptions: &[Assumption]| {
        assumptions.iter().any(|assumption| unit.assumed & assumption.bit() != 0)
    };
    if has(&[Assumption::AllYear, Assumption::UsualType]) || unit.acquired.is_none() {
        return 2;
    }
    usize::from(has(&[
        Assumption::DateStandsIn,
        Assumption::InService,
        Assumption::OneUnit,
        Assumption::ExitedBefore,
        Assumption::DecommissionedBefore,
    ]))
}

/// High, medium and low quality of the lines.
pub(super) fn data_quality_split(facts: &EstateYear<'_>) -> Value {
    let units = &facts.units[..facts.n_inventory];
    let all = count(units.iter());
    if all.sum <= 0.0 {
        return Value::missing(Datum::Inventory);
    }
    let mut counts = [0.0; 3];
    for unit in units {
        counts[grade(unit)] += unit.quantity;
    }
    let names = [
        ("high", text!("haute : date, type et état donnés", "high: date, type and state given")),
        (
            "medium",
            text!(
                "moyenne : une autre date, un état ou une quantité supposés",
                "medium: another date, a state or a quantity assumed"
            ),
        ),
        (
            "low",
            text!("basse : date inconnue ou type supposé", "low: date unknown or type assumed"),
        ),
    ];
    let groups = names.into_iter().zip(counts).map(|((code, label), n): ((_, Text), f64)| Group {
        axis: "quality",
        code: String::from(code),
        label,
        figure: Ok(Figure::Number(Interval::exact(100.0 * n / all.sum))),
    });
    let high = count(units.iter().filter(|unit| grade(unit) == 0));
    Value::share(
        (text!("équipements de qualité haute", "units of high quality"), counts[0]),
        (text!("équipements", "units"), all.sum),
        "",
        Datum::Inventory,
    )
    .covering(all.sum, all.sum)
    .from_rows(&high)
    .split(groups.collect())
}

/// A field: its code, its name, and whether a unit has it.
type Filled<'c> = (&'static str, Text, Box<dyn Fn(&Unit) -> bool + 'c>);

/// Mean share of the fields that are filled.
pub(super) fn inventory_completeness(facts: &EstateYear<'_>) -> Value {
    let units = &facts.units[..facts.n_inventory];
    let all = count(units.iter());
    if all.sum <= 0.0 {
        return Value::missing(Datum::Inventory);
    }
    let site_known = |unit: &Unit| !facts.gathered.sites.name(unit.site).is_empty();
    let maker_known = |unit: &Unit| !facts.gathered.makers.name(unit.maker).is_empty();
    let in_service = Assumption::InService.bit();
    let stands_in = Assumption::DateStandsIn.bit();
    let fields: [Filled<'_>; 8] = [
        (
            "acquired_on",
            text!("date d'achat", "date of purchase"),
            Box::new(move |u| u.acquired.is_some() && u.assumed & stands_in == 0),
        ),
        ("status", text!("état", "status"), Box::new(move |u| u.assumed & in_service == 0)),
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
        let share = 100.0 * count(units.iter().filter(|unit| filled(unit))).sum / all.sum;
        sum += share;
        let figure = Ok(Figure::Number(Interval::exact(share)));
        groups.push(Group { axis: "field", code: code.to_owned(), label, figure });
    }
    Value::exact(sum / n_fields)
        .covering(all.sum, all.sum)
        .term(text!("champs", "fields"), n_fields, "")
        .term(text!("équipements", "units"), all.sum, "")
        .from_rows(&all)
        .split(groups)
}
