//! What errs, and what would make it err less, in words.

use factor::configuration::Part;
use factor::{Factor, FactorSet, Zone};
use footprint::service::service_label;
use footprint::{Datum, Driver};
use ground::lang::{Lang, Text};
use ground::stage::Stage;
use ground::text;

/// What drives an error, for people.
pub fn driver_text(set: &FactorSet, driver: &Driver) -> Text {
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
pub fn factor_text(set: &FactorSet, factor: &Factor) -> Text {
    let (subject, rest) = factor.subject.split_once(' ').unwrap_or((&factor.subject, ""));
    let of = if factor.topic == "services" {
        let service = service_label(set, subject);
        let zone = set.zones.iter().find(|zone| zone.code == rest).map(Zone::text);
        match zone {
            Some(zone) => Text {
                fr: format!("{}, {}", service.fr, zone.fr),
                en: format!("{}, {}", service.en, zone.en),
            },
            None => service,
        }
    } else if let Some(part) = part_text(&factor.subject).filter(|_| factor.topic == "components") {
        part
    } else if let Some(kind) = set.type_named(&factor.subject) {
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
        "components" => text!("composant", "component"),
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

/// A part of a machine as `components.csv` names it, for people.
fn part_text(subject: &str) -> Option<Text> {
    let whole = |part: Part| Text {
        fr: part.label(Lang::Fr).to_owned(),
        en: part.label(Lang::En).to_owned(),
    };
    Some(match subject {
        "cpu" => whole(Part::Cpu),
        "cpu die" => text!("puces des processeurs", "processors' dies"),
        "ram" => whole(Part::Ram),
        "ram die" => text!("puces de la mémoire", "memory's dies"),
        "ssd" => whole(Part::Ssd),
        "ssd die" => text!("puces des disques SSD", "SSD drives' dies"),
        "hdd" => whole(Part::Hdd),
        "gpu card" => whole(Part::Gpu),
        "mainboard" => whole(Part::Mainboard),
        "psu" => whole(Part::PowerSupply),
        "case rack" | "case blade" | "case desktop" => whole(Part::Case),
        "assembly" => whole(Part::Assembly),
        "host lifetime" => text!("durée de vie d'un hôte de nuage", "lifetime of a cloud host"),
        _ => return None,
    })
}

/// A datum to collect, for people.
pub fn datum_text(set: &FactorSet, datum: Datum) -> Text {
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

fn label_of(set: &FactorSet, id: factor::TypeId) -> Text {
    let kind = set.equipment_type(id);
    Text { fr: kind.label_fr.clone(), en: kind.label_en.clone() }
}

fn with(what: &Text, of: &Text) -> Text {
    Text { fr: format!("{}\u{a0}: {}", what.fr, of.fr), en: format!("{}: {}", what.en, of.en) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_factor_that_can_drive_an_error_has_words_in_french() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../emission-factors/core-2026.11");
        let set = FactorSet::open(&folder, false).expect("the shipped set is whole");
        let said = |id: &str| {
            let factor = set.named(id).expect("a factor of the shipped set");
            let text = factor_text(&set, factor);
            (text.fr, text.en)
        };
        let paper = said("service.paper.FRA.manufacturing.gwp");
        assert_eq!(paper.0, "fabrication\u{a0}: papier A4, France");
        assert_eq!(paper.1, "manufacturing: A4 paper, France");
        assert_eq!(said("component.ram_die.gwp").0, "composant\u{a0}: puces de la mémoire");
        let parts = set
            .factors()
            .iter()
            .filter(|factor| factor.topic == "components" && factor.unit.starts_with("kgCO2e"));
        for part in parts {
            assert!(part_text(&part.subject).is_some(), "{}", part.subject);
        }
    }
}
