//! What errs, and what would make it err less, in words.

use super::Story;
use factor::configuration::{Assumed, Part};
use factor::{Factor, FactorSet, TypeId, Zone};
use footprint::service::service_label;
use footprint::{Axis, Driver, WantedDatum};
use ground::lang::{Lang, Text};
use ground::stage::Stage;
use ground::text;
use std::collections::BTreeMap;

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
        // The type first: a chart has room for the start of a name.
        "published" => with(
            &of,
            &text!(
                "écart entre les sources publiées de la fabrication",
                "how far the published sources of making stand apart"
            ),
        ),
        "models" => with(&of, &text!("écart entre ses modèles", "how far its models stand apart")),
        "assumed" => driver
            .id
            .split_once('.')
            .and_then(|(_, code)| Assumed::named(code))
            .map_or_else(|| text!("disques par boîtier", "drives of a case"), Assumed::text),
        "die" => with(&text!("puces des processeurs", "dies of processors"), &of),
        "power" => with(&text!("puissance des processeurs", "power of processors"), &of),
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
    if let Some(name) = subject.strip_prefix("gpu card ") {
        return Some(text!("carte graphique {name}", "graphics card {name}"));
    }
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
pub fn datum_text(set: &FactorSet, datum: WantedDatum) -> Text {
    match datum {
        WantedDatum::Model(id) => with(
            &text!("chiffre du fabricant, par modèle", "maker's figure, by model"),
            &label_of(set, id),
        ),
        WantedDatum::Lifetime(id) => with(
            &text!("durée de vie constatée chez vous", "lifetime found in your organisation"),
            &label_of(set, id),
        ),
        WantedDatum::Energy(id) => {
            with(&text!("consommation mesurée", "energy, measured"), &label_of(set, id))
        }
        WantedDatum::Pue(_) => text!("PUE de vos centres de données", "PUE of your datacentres"),
    }
}

/// That the total stands outside the 90 % interval of its own law, and what was done of it; none
/// where it stands inside.
pub fn stretched(story: &Story<'_>) -> Option<Text> {
    let sure = story.outcome.footprint.headline();
    if !sure.is_stretched() {
        return None;
    }
    let below = sure.interval.low < sure.law.low;
    let bound = if below { sure.law.low } else { sure.law.high };
    let [fr, en] = [Lang::Fr, Lang::En].map(|lang| story.mass(lang, bound));
    Some(if below {
        text!(
            "Le total est plus bas que la loi de son erreur, qui est centrée sur ce que les sources publient : 5 % des cas seulement y sont sous {fr} ; l'intervalle va jusqu'au total.",
            "The total is lower than the law of its error, which is centred on what the sources publish: only 5% of its cases lie below {en}; the interval reaches down to the total."
        )
    } else {
        text!(
            "Le total est plus haut que la loi de son erreur, qui est centrée sur ce que les sources publient : 5 % des cas seulement y sont au-dessus de {fr} ; l'intervalle va jusqu'au total.",
            "The total is higher than the law of its error, which is centred on what the sources publish: only 5% of its cases lie above {en}; the interval reaches up to the total."
        )
    })
}

/// A type whose official figure is the lowest or the highest published, and what it weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Its share of the embodied impact, 0 to 1.
    pub share: f64,
    /// What there is to know, for people.
    pub text: Text,
    /// The type.
    pub kind: Text,
    /// The figure used, and the lowest and the highest published, in the criterion's unit.
    pub figures: [f64; 3],
    /// Whether it is the lowest; else the highest.
    pub lowest: bool,
}

/// How much of the embodied impact a type must weigh for its edge to be said.
const WEIGHS: f64 = 0.05;

/// The types that weigh and whose figure stands at an edge of what is published, heaviest first.
pub fn edges(story: &Story<'_>) -> Vec<Edge> {
    let footprint = &story.outcome.footprint;
    let set = story.set;
    let place = set.criteria.iter().position(|one| one.code == footprint.criteria[0].code);
    let all = footprint.totals.embodied(0).value;
    let mut by_type: BTreeMap<TypeId, f64> = BTreeMap::new();
    for group in footprint.axis(Axis::Type) {
        let meets = set.type_named(&group.code).and_then(|id| set.attach(id).embodied_of);
        if let Some(kin) = meets {
            *by_type.entry(kin).or_default() += group.sums.embodied(0).value;
        }
    }
    let mut found: Vec<Edge> = by_type
        .into_iter()
        .filter(|(_, value)| all > 0.0 && value / all >= WEIGHS)
        .filter_map(|(id, value)| {
            let text = edge_text(set, id, place?)?;
            let standing = set.at_the_edge(id, place?)?;
            let (low, high) = standing.spread.ends()?;
            Some(Edge {
                share: value / all,
                text,
                kind: label_of(set, id),
                figures: [standing.value, low, high],
                lowest: standing.lowest,
            })
        })
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found
}

/// A published figure, with two decimals where it is small.
pub(super) fn number(lang: Lang, value: f64) -> String {
    let decimals = if value < 100.0 { 2 } else { 0 };
    let text = lang.number(value, decimals);
    let cut = text.trim_end_matches('0').trim_end_matches([',', '.']);
    if text.contains([',', '.']) && decimals > 0 { cut.to_owned() } else { text }
}

/// `écran : 69,84 kgCO2e, la plus basse des 5 valeurs publiées (69,84 à 431)`; none where the
/// figure of a type stands at no edge.
pub fn edge_text(set: &FactorSet, id: TypeId, criterion: usize) -> Option<Text> {
    let standing = set.at_the_edge(id, criterion)?;
    let (low, high) = standing.spread.ends()?;
    let n = standing.spread.published.len();
    let unit = &set.criteria[criterion].unit;
    let label = label_of(set, id);
    let told = |lang| [standing.value, low, high].map(|value| number(lang, value));
    let ([value_fr, low_fr, high_fr], [value, low, high]) = (told(Lang::Fr), told(Lang::En));
    let Text { fr, en } = label;
    Some(if standing.lowest {
        text!(
            "{fr}\u{a0}: {value_fr} {unit}, la plus basse des {n} valeurs publiées ({low_fr} à {high_fr})",
            "{en}: {value} {unit}, the lowest of the {n} figures published ({low} to {high})"
        )
    } else {
        text!(
            "{fr}\u{a0}: {value_fr} {unit}, la plus haute des {n} valeurs publiées ({low_fr} à {high_fr})",
            "{en}: {value} {unit}, the highest of the {n} figures published ({low} to {high})"
        )
    })
}

fn label_of(set: &FactorSet, id: factor::TypeId) -> Text {
    let kind = set.equipment_type(id);
    kind.label.clone()
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
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../emission-factors/core-2026.12");
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
        assert_eq!(
            said("component.gpu_card.t4.gwp").0,
            "composant\u{a0}: carte graphique NVIDIA T4"
        );
        let parts = set
            .factors()
            .iter()
            .filter(|factor| factor.topic == "components" && factor.unit.starts_with("kgCO2e"));
        for part in parts {
            assert!(part_text(&part.subject).is_some(), "{}", part.subject);
        }
    }
}
