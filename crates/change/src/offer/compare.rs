//! Quotations per year of service, with what is assumed of each.

use super::quoted::{Quoted, Tax};
use super::service::ServiceLife;
use crate::price::USED_BEFORE;
use equipment::{AcquisitionMode, without_coming};
use factor::{FactorSet, TypeId};
use footprint::{DrawnAlone, ErringLifetime, Stake};
use ground::lang::{Lang, Text};
use ground::provenance::{MatchedBy, Origin};
use ground::quantity::Interval;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

/// A quotation per year of service.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The quotation.
    pub quoted: Quoted,
    /// The years it is expected to serve; `None` where nothing tells.
    pub years: Option<f64>,
    /// Euros a year of service; `None` where there is no price, or no years.
    pub eur_a_year: Option<f64>,
    /// Making a year of service, in the criterion's unit.
    pub making: Option<Interval>,
    /// Use a year.
    pub using: Option<Interval>,
    /// Both; `None` where one is not known.
    pub total: Option<Interval>,
    /// Against the lightest of its type: the difference, errors that both share cancelling.
    pub more_than_best: Option<Interval>,
    /// What is assumed of it.
    pub assumed: Vec<Text>,
}

/// Puts quotations side by side, those of a type together, what weighs least first.
pub fn compare(set: &FactorSet, quoted: Vec<Quoted>, service: &ServiceLife) -> Vec<Compared> {
    let models = models(&quoted);
    let mut drawn = DrawnAlone::new(set);
    let mut all: Vec<(Compared, Vec<Stake>)> = quoted
        .into_iter()
        .zip(models)
        .map(|(quoted, model)| one(&mut drawn, set, (quoted, model), service))
        .collect();
    say_taxes(&mut all);
    let weight = |compared: &Compared| compared.total.map_or(f64::INFINITY, |total| total.value);
    all.sort_by(|(a, _), (b, _)| {
        a.quoted
            .type_code
            .cmp(&b.quoted.type_code)
            .then(weight(a).total_cmp(&weight(b)))
            .then(a.quoted.id.cmp(&b.quoted.id))
    });
    against_the_lightest(&mut drawn, &mut all);
    all.into_iter().map(|(compared, _)| compared).collect()
}

/// Says of each quotation, sorted as they are, how much more it weighs than the lightest of its type.
fn against_the_lightest(drawn: &mut DrawnAlone<'_>, all: &mut [(Compared, Vec<Stake>)]) {
    for same in all.chunk_by_mut(|(a, _), (b, _)| a.quoted.type_code == b.quoted.type_code) {
        // What weighs least comes first; where it has no total, none has.
        let best: Vec<Stake> = match same.first() {
            Some((best, stakes)) if best.total.is_some() => {
                stakes.iter().map(|stake| stake.times(-1.0)).collect()
            }
            _ => continue,
        };
        for (compared, stakes) in same.iter_mut().filter(|(one, _)| one.total.is_some()) {
            let more = Stake::merged(stakes.iter().chain(&best).cloned());
            let Interval { value, low, high } = drawn.difference(&more);
            // Nothing has no sign.
            let more = Interval { value: value + 0.0, low: low + 0.0, high: high + 0.0 };
            compared.more_than_best = Some(more);
        }
    }
}

/// A number of the model of each quotation: those that name one model are of one, and one that names
/// none is of its own.
fn models(quoted: &[Quoted]) -> Vec<u32> {
    let mut known: BTreeMap<(TypeId, String), u32> = BTreeMap::new();
    (0..)
        .zip(quoted)
        .map(|(number, one)| match without_coming(&one.model) {
            unnamed if unnamed.is_empty() => number,
            model => *known.entry((one.type_id, model)).or_insert(number),
        })
        .collect()
}

/// The years of use by others before, with what is assumed of them.
fn used_before(quoted: &Quoted, assumed: &mut Vec<Text>) -> f64 {
    if quoted.is_contradicted {
        assumed.push(text!(
            "une cellule le dit neuf, une autre d'occasion : compté neuf",
            "a cell says that it is new, another that it was used: counted as new"
        ));
    }
    let refurbished = matches!(quoted.mode, Some(AcquisitionMode::Refurbished));
    match (refurbished, quoted.upstream_years) {
        (true, Some(years)) => years,
        (true, None) => {
            assumed.push(text!(
                "{USED_BEFORE} ans d'usage par d'autres avant",
                "{USED_BEFORE} years of use by others before"
            ));
            USED_BEFORE
        }
        (false, _) => 0.0,
    }
}

fn one(
    drawn: &mut DrawnAlone<'_>,
    set: &FactorSet,
    (mut quoted, model): (Quoted, u32),
    service: &ServiceLife,
) -> (Compared, Vec<Stake>) {
    let mut assumed = std::mem::take(&mut quoted.remarks);
    let (years, error) = service.expected(set, &quoted, &mut assumed);
    let upstream = used_before(&quoted, &mut assumed);
    if let Some(years) = years.filter(|_| upstream > 0.0) {
        let all = years + upstream;
        let (fr, en) = (Lang::Fr.number(all, 1), Lang::En.number(all, 1));
        assumed.push(text!(
            "reconditionné, il sert encore autant qu'un neuf : {fr} ans en tout",
            "refurbished, it serves as long again as a new one: {en} years in all"
        ));
    }
    let spread = |years: f64| {
        // Of a new one, all of it errs with the type's lifetime, as in an inventory.
        let default = error.and_then(|error| match error.of {
            ErringLifetime::Default(id) if upstream == 0.0 => Some(id),
            _ => None,
        });
        let at = error.filter(|_| default.is_none());
        let at = at.map(|error| (error.of, error.steps().map(|times| times * years + upstream)));
        quoted.made.iter().map(move |(factor, quantity)| Stake {
            model: Some(model),
            over: at.map(|(of, years)| (of, years.map(|years| quantity / years))),
            ..Stake::of(*factor, quantity / (years + upstream), default.into_iter().collect())
        })
    };
    let making: Vec<Stake> = years.into_iter().flat_map(spread).collect();
    if quoted.made.is_empty() {
        assumed.push(text!("fabrication inconnue", "making unknown"));
    }
    if let Some(said) = quoted.matched.and_then(|by| met(by, &quoted.matched_name)) {
        assumed.push(said);
    }
    if let Some(Text { fr, en }) = &quoted.miss {
        assumed.push(text!(
            "ses composants ne se chiffrent pas : {fr}",
            "its parts cannot be priced: {en}"
        ));
    }
    let mut using = Vec::new();
    if quoted.energy.is_some() && quoted.electricity.is_none() {
        assumed.push(text!(
            "aucun facteur d'électricité de sa zone : utilisation inconnue",
            "no electricity factor of its zone: use unknown"
        ));
    } else if let (Some((kwh, origin, default)), Some(factor)) = (quoted.energy, quoted.electricity)
    {
        if origin == Origin::Type {
            assumed.push(text!("consommation du type", "electricity of the type"));
        }
        if let Some((asked, of)) = quoted.electricity_years.filter(|(asked, of)| asked != of) {
            assumed.push(text!(
                "électricité de {asked} au poids de celle de {of}",
                "electricity of {asked} weighed as that of {of}"
            ));
        }
        using.push(Stake::of(factor, kwh, default.into_iter().collect()));
    } else {
        assumed.push(text!("consommation inconnue", "electricity unknown"));
    }
    let both: Vec<Stake> = making.iter().chain(&using).cloned().collect();
    let mut known = |stakes: &[Stake]| (!stakes.is_empty()).then(|| drawn.total(stakes));
    let (making_a_year, using_a_year) = (known(&making), known(&using));
    // A part alone is no total: it would look lighter than a whole.
    let total = making_a_year.zip(using_a_year).zip(known(&both));
    let total = total.map(|((making, using), total)| no_less_than_its_parts(total, making, using));
    let is_leased = quoted.is_rent
        || matches!(quoted.mode, Some(AcquisitionMode::Leased | AcquisitionMode::FunctionalLease));
    assumed.extend(set_aside(&mut quoted, is_leased));
    if let Some(price) = quoted.price {
        let (price, said) = quoted.sold.price_of_one(price);
        quoted.price = price;
        quoted.tax = quoted.tax.filter(|_| price.is_some());
        assumed.extend(said);
    }
    let eur_a_year = quoted.price.zip(years).map(|(price, years)| price / years);
    let compared = Compared {
        quoted,
        years,
        eur_a_year,
        making: making_a_year,
        using: using_a_year,
        total,
        more_than_best: None,
        assumed,
    };
    (compared, both)
}

/// Takes away the price that is a rent or in another currency, and the warranty that another column
/// denies; why.
fn set_aside(quoted: &mut Quoted, is_leased: bool) -> Vec<Text> {
    let mut why = Vec::new();
    let shown = |said: &Option<String>| match said {
        Some(said) => format!(" ({said})"),
        None => String::new(),
    };
    let said = shown(&quoted.against.rent);
    if is_leased && quoted.price.take().is_some() {
        quoted.tax = None;
        why.push(text!(
            "en location{said} : le prix dit n'est pas celui d'un achat, et n'est pas compté",
            "on lease{said}: the price said is not that of a purchase, and is not counted"
        ));
    }
    let said = shown(&quoted.against.currency);
    if !said.is_empty() && quoted.price.take().is_some() {
        quoted.tax = None;
        why.push(text!(
            "autre monnaie que l'euro{said} : le prix dit n'est pas compté",
            "another currency than the euro{said}: the price said is not counted"
        ));
    }
    // What nothing is paid for is no price to compare: given, or left to be filled in.
    if quoted.price.is_some_and(|price| price == 0.0) {
        quoted.price = None;
        quoted.tax = None;
        why.push(text!("prix de 0 € : il n'est pas compté", "price of €0: it is not counted"));
    }
    let said = shown(&quoted.against.discount);
    if !said.is_empty() && quoted.price.take().is_some() {
        quoted.tax = None;
        why.push(text!(
            "prix peut-être avant remise{said} : il n'est pas compté ; s'il est net, que sa colonne le dise (`Prix net HT`)",
            "price perhaps before a discount{said}: it is not counted; if it is net, let its heading say so (`Net price`)"
        ));
    }
    let said = shown(&quoted.against.warranty);
    if !said.is_empty() && quoted.warranty_months.take().is_some() {
        why.push(text!(
            "garantie peut-être non comprise{said} : elle n'est pas comptée",
            "warranty perhaps not included{said}: it is not counted"
        ));
    }
    why
}

/// Says of each price whether the tax is in it, where the prices of its type are not all alike.
fn say_taxes(all: &mut [(Compared, Vec<Stake>)]) {
    let priced = all.iter().filter(|(one, _)| one.quoted.price.is_some());
    let taxes: BTreeSet<(String, Option<Tax>)> =
        priced.map(|(one, _)| (one.quoted.type_code.clone(), one.quoted.tax)).collect();
    for (one, _) in all.iter_mut().filter(|(one, _)| one.quoted.price.is_some()) {
        if taxes.iter().filter(|(code, _)| *code == one.quoted.type_code).count() < 2 {
            continue;
        }
        let Text { fr, en } = match one.quoted.tax {
            Some(Tax::Excluded) => text!("prix hors taxes", "price without tax"),
            Some(Tax::Included) => text!("prix taxes comprises", "price with tax"),
            None => text!("prix avec ou sans taxes, non dit", "price with or without tax, unsaid"),
        };
        one.assumed.push(text!(
            "{fr}, d'autres offres non : leurs euros ne se comparent pas",
            "{en}, unlike other offers: their euros do not compare"
        ));
    }
}

/// A total whose bounds are no lower than those of its parts, none of which is below zero: each is
/// drawn by itself, and by a thousandth they may say otherwise.
fn no_less_than_its_parts(total: Interval, making: Interval, using: Interval) -> Interval {
    Interval {
        low: total.low.max(making.low).max(using.low).min(total.value),
        high: total.high.max(making.high).max(using.high),
        ..total
    }
}

/// How the making of a quotation was met, where not by its model.
fn met(by: MatchedBy, name: &str) -> Option<Text> {
    Some(match by {
        MatchedBy::Model => return None,
        MatchedBy::Family => {
            text!("fabrication d'après la famille {name}", "making by the family {name}")
        }
        MatchedBy::Configuration => text!(
            "fabrication d'après la configuration : {name}",
            "making by the configuration: {name}"
        ),
        MatchedBy::Type => text!("fabrication d'après le type", "making by the type"),
        MatchedBy::ParentType => {
            text!("fabrication d'après le type parent", "making by the parent type")
        }
    })
}
