//! What errs, and what would make it err less, in words.

use crate::factor::{Factor, FactorSet};
use crate::footprint::{Datum, Driver};
use crate::lang::{Lang, Text};
use crate::stage::Stage;
use crate::text;

/// What drives an error, for people.
pub(crate) fn driver_text(set: &FactorSet, driver: &Driver) -> Text {
    if let Some(id) = driver.factor {
        return factor_text(set, set.factor(id));
    }
    let (kind, of) = driver.id.split_once('.').unwrap_or(("", &driver.id));
    let of = set
        .type_named(of)
        .map_or_else(|| Text { fr: of.to_owned(), en: of.to_owned() }, |id| label_of(set, id));
    match kind {
        "own_lifetime" => with(&text!("durée de vie propre", "own lifetime"), &of),
        _ => with(&text!("composants et puissance", "components and power"), &of),
    }
}

/// What a factor is, for people.
pub(crate) fn factor_text(set: &FactorSet, factor: &Factor) -> Text {
    let (subject, rest) = factor.subject.split_once(' ').unwrap_or((&factor.subject, ""));
    let of = if let Some(kind) = set.type_named(&factor.subject) {
        label_of(set, kind)
    } else if let Some(zone) = set.zones.iter().find(|zone| zone.code == subject) {
        let zone = zone.text();
        Text {
            fr: format!("{} {rest}", zone.fr).trim_end().to_owned(),
            en: format!("{} {rest}", zone.en).trim_end().to_owned(),
        }
    } else {
        Text { fr: factor.subject.clone(), en: factor.subject.clone() }
    };
    let what = match factor.topic {
        "lifetimes" => text!("durée de vie", "lifetime"),
        "energy" => text!("consommation annuelle", "yearly energy"),
        "electricity" => text!("électricité", "electricity"),
        "datacentres" => text!("PUE", "PUE"),
        _ => factor.id.split('.').find_map(Stage::named).map_or_else(
            || text!("facteur", "factor"),
            |stage| Text {
                fr: stage.label(Lang::Fr).to_owned(),
                en: stage.label(Lang::En).to_owned(),
            },
        ),
    };
    if of.fr.is_empty() { what } else { with(&what, &of) }
}

/// A datum to collect, for people.
pub(crate) fn datum_text(set: &FactorSet, datum: Datum) -> Text {
    match datum {
        Datum::Model(id) => with(
            &text!(
                "modèles, avec le chiffre de leur fabricant",
                "models, with their maker's figure"
            ),
            &label_of(set, id),
        ),
        Datum::Lifetime(id) => with(
            &text!("durée de vie constatée chez vous", "lifetime found in your organisation"),
            &label_of(set, id),
        ),
        Datum::Energy(id) => {
            with(&text!("consommation mesurée", "energy, measured"), &label_of(set, id))
        }
        Datum::Pue(_) => text!("PUE de vos centres de données", "PUE of your datacentres"),
    }
}

fn label_of(set: &FactorSet, id: crate::factor::TypeId) -> Text {
    let kind = set.equipment_type(id);
    Text { fr: kind.label_fr.clone(), en: kind.label_en.clone() }
}

fn with(what: &Text, of: &Text) -> Text {
    Text { fr: format!("{}\u{a0}: {}", what.fr, of.fr), en: format!("{}: {}", what.en, of.en) }
}
