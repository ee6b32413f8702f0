//! A plain sentence for each effect that matters; the first two tell what is counted otherwise, and
//! what the equipment itself did.

use super::{figure, step};
use change::{Apart, ApartKind, Change, Effect, Share};
use ground::lang::{Lang, Text};
use ground::text;
use std::collections::BTreeMap;

/// The share of the earlier total from which an effect is told.
const MATTERS: f64 = 0.005;
/// How many names a sentence holds.
const NAMES: usize = 3;

/// The first two sentences: what is counted that was not, or no longer is, and what the equipment
/// itself did, ageing named.
pub fn change_answer(change: &Change, lang: Lang) -> [String; 2] {
    let unit = &change.criterion.1;
    let (from, to) = (change.from.year, change.to.year);
    let before = change.published.as_ref().map_or(change.from.total.value, |one| one.total);
    let totals = format!(
        "{from} → {to}{}{} → {}, {}",
        lang.colon(),
        figure(lang, unit, before, false),
        figure(lang, unit, change.to.total.value, false),
        figure(lang, unit, change.difference.value, true),
    );
    let counted: Vec<String> = [Effect::FactorSet, Effect::Perimeter, Effect::Quality]
        .into_iter()
        .filter_map(|effect| {
            let value = change.worth(effect).value;
            let said = match effect {
                Effect::Perimeter => return perimeter(change, lang),
                _ if value == 0.0 => return None,
                Effect::FactorSet => text!(
                    "d'autres facteurs ou une autre méthode depuis la publication",
                    "other factors or another method since it was published"
                ),
                _ => text!("mêmes machines, mieux connues", "same machines, better known"),
            };
            Some(format!("{} ({})", said.say(lang), step(lang, unit, value)))
        })
        .collect();
    let first = if counted.is_empty() {
        let same = text!(
            "même périmètre, mêmes facteurs, même méthode",
            "same perimeter, factors and method"
        );
        format!("{totals} ({}).", same.say(lang))
    } else {
        format!("{totals}. {}.", sentence_case(&counted.join(lang.semicolon())))
    };
    let ageing = change.worth(Effect::Ageing).value;
    let own = change.of_equipment();
    let own_said = figure(lang, unit, own, true);
    let ageing_said = step(lang, unit, ageing);
    let second = if ageing == 0.0 {
        text!(
            "Les équipements eux-mêmes, à périmètre égal : {own_said}, sans effet de vieillissement.",
            "The equipment itself, within the same perimeter: {own_said}, none of it by ageing."
        )
    } else if ageing < 0.0 {
        text!(
            "Les équipements eux-mêmes, à périmètre égal : {own_said}, dont vieillissement {ageing_said} (des machines gardées au-delà de leur durée de vie : ce qui baisse quand personne n'achète rien).",
            "The equipment itself, within the same perimeter: {own_said}, of which ageing {ageing_said} (machines kept beyond their lifetime: what falls when nobody buys anything)."
        )
    } else {
        text!(
            "Les équipements eux-mêmes, à périmètre égal : {own_said}, dont vieillissement {ageing_said} (moins de machines gardées au-delà de leur durée de vie).",
            "The equipment itself, within the same perimeter: {own_said}, of which ageing {ageing_said} (fewer machines kept beyond their lifetime)."
        )
    };
    [first, second.say(lang).to_owned()]
}

/// What only one of the years counts, named.
fn perimeter(change: &Change, lang: Lang) -> Option<String> {
    let to = change.to.year;
    let forward = change.from.year <= to;
    let came: Vec<&Apart> = change.apart.iter().filter(|one| one.is_later == forward).collect();
    let went: Vec<&Apart> = change.apart.iter().filter(|one| one.is_later != forward).collect();
    let names = |list: &[&Apart]| named(list, &change.criterion.1, lang);
    let mut said = Vec::new();
    if !came.is_empty() {
        let list = names(&came);
        let (is, plural) = (came.len() == 1, came.len() > 1);
        said.push(match (lang, is, plural && forward) {
            (Lang::Fr, true, _) if forward => {
                format!("{list} compté pour la première fois en {to}")
            }
            (Lang::Fr, _, true) => format!("{list} comptés pour la première fois en {to}"),
            (Lang::Fr, ..) => format!("comptés en {to} seulement : {list}"),
            (Lang::En, ..) if forward => format!("{list} first counted in {to}"),
            (Lang::En, ..) => format!("counted in {to} only: {list}"),
        });
    }
    if !went.is_empty() {
        let list = names(&went);
        said.push(match lang {
            Lang::Fr => format!("plus comptés en {to} : {list}"),
            Lang::En => format!("no longer counted in {to}: {list}"),
        });
    }
    (!said.is_empty()).then(|| said.join(lang.semicolon()))
}

/// `papier (+5,68 t) et réseau fixe (+0,65 t)`.
fn named(list: &[&Apart], unit: &str, lang: Lang) -> String {
    let one = |apart: &&Apart| {
        let label = apart.label.say(lang);
        let what = match apart.kind {
            ApartKind::Service | ApartKind::Meter => within(label),
            ApartKind::Type => format!("{} {}", lang.number(apart.units, 0), within(label)),
            kind => format!("{} {label}", kind.label(lang)),
        };
        format!("{what} ({})", step(lang, unit, apart.value))
    };
    let mut said: Vec<String> = list.iter().take(NAMES).map(one).collect();
    if list.len() > NAMES {
        let rest: f64 = list[NAMES..].iter().map(|apart| apart.value).sum();
        let count = list.len() - NAMES;
        let others =
            if count == 1 { lang.pick("autre", "other") } else { lang.pick("autres", "others") };
        said.push(format!("{count} {others} ({})", step(lang, unit, rest)));
    }
    joined(&said, lang)
}

fn joined(said: &[String], lang: Lang) -> String {
    match said {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("et", "and")),
    }
}

/// A sentence for each effect that matters, in the order in which they are taken off.
pub fn change_sentences(change: &Change, lang: Lang) -> Vec<String> {
    let unit = &change.criterion.1;
    let least = MATTERS * change.from.total.value.abs().max(change.to.total.value.abs());
    change
        .effects
        .iter()
        .filter(|line| line.value.value != 0.0 && line.value.value.abs() >= least)
        .map(|line| {
            let value = line.value;
            let unsure = line.has_interval && value.low < 0.0 && 0.0 < value.high;
            let unsure = if unsure {
                lang.pick(" ; le sens n'est pas sûr", "; which way is not certain")
            } else {
                ""
            };
            let why = meaning(line.effect, value.value < 0.0);
            let most = most(change, line.effect, lang);
            let label = sentence_case(line.effect.label(lang));
            let figure = figure(lang, unit, value.value, true);
            format!("{label}{}{figure}, {}{most}{unsure}.", lang.colon(), why.say(lang))
        })
        .collect()
}

/// What an effect says, of a fall or of a rise.
fn meaning(effect: Effect, fell: bool) -> Text {
    match (effect, fell) {
        (Effect::FactorSet, _) => text!(
            "l'ancien chiffre refait avec les facteurs et la méthode d'aujourd'hui",
            "the earlier figure made again with today's factors and method"
        ),
        (Effect::Perimeter, _) => {
            text!("ce qu'une seule des deux années compte", "what only one of the two years counts")
        }
        (Effect::Quality, _) => text!(
            "les mêmes machines, mieux ou autrement connues",
            "the same machines, better or otherwise known"
        ),
        (Effect::Volume, true) => text!("moins d'équipements", "fewer units"),
        (Effect::Volume, false) => text!("plus d'équipements", "more units"),
        (Effect::Mix, true) => text!("davantage de types légers", "more of the light types"),
        (Effect::Mix, false) => text!("davantage de types lourds", "more of the heavy types"),
        (Effect::Model, true) => {
            text!("des modèles plus légers à fabriquer", "models that weigh less to make")
        }
        (Effect::Model, false) => {
            text!("des modèles plus lourds à fabriquer", "models that weigh more to make")
        }
        (Effect::Ageing, true) => text!(
            "des machines gardées au-delà de leur durée de vie, sans rien acheter",
            "machines kept beyond their lifetime, nothing being bought"
        ),
        (Effect::Ageing, false) => text!(
            "moins de machines gardées au-delà de leur durée de vie",
            "fewer machines kept beyond their lifetime"
        ),
        (Effect::Lifetime, true) => {
            text!("la fabrication répartie sur plus d'années", "making spread over more years")
        }
        (Effect::Lifetime, false) => {
            text!("la fabrication répartie sur moins d'années", "making spread over fewer years")
        }
        (Effect::Energy, true) => text!("des unités qui consomment moins", "units that draw less"),
        (Effect::Energy, false) => text!("des unités qui consomment plus", "units that draw more"),
        (Effect::Pue, true) => text!("des salles plus sobres", "rooms that add less"),
        (Effect::Pue, false) => text!("des salles moins sobres", "rooms that add more"),
        (Effect::Electricity, true) => {
            text!("un kWh qui pèse moins", "a kilowatt-hour that weighs less")
        }
        (Effect::Electricity, false) => {
            text!("un kWh qui pèse plus", "a kilowatt-hour that weighs more")
        }
        (Effect::Services, true) => text!("moins de services achetés", "less bought"),
        (Effect::Services, false) => text!("plus de services achetés", "more bought"),
        (Effect::Meters, _) => text!(
            "ce que les compteurs des salles disent de plus que leurs équipements",
            "what the meters of rooms say more than their equipment"
        ),
    }
}

/// The types that carry most of an effect: ` (surtout : …)`.
fn most(change: &Change, effect: Effect, lang: Lang) -> String {
    if effect == Effect::Perimeter {
        return perimeter(change, lang)
            .map_or_else(String::new, |said| format!("{}{said}", lang.colon()));
    }
    let mut types: BTreeMap<&str, (f64, &Share)> = BTreeMap::new();
    for share in change.shares.iter().filter(|share| share.effect == effect) {
        types.entry(&share.type_code).or_insert((0.0, share)).0 += share.value;
    }
    types.remove("");
    let all: f64 = types.values().map(|(value, _)| value).sum();
    let mut types: Vec<(f64, &Share)> = types.into_values().collect();
    types.sort_by(|(a, one), (b, other)| {
        b.abs().total_cmp(&a.abs()).then(one.type_code.cmp(&other.type_code))
    });
    let said: Vec<String> = types
        .iter()
        .filter(|(value, _)| value.abs() >= 0.1 * all.abs())
        .take(NAMES)
        .map(|(value, share)| {
            let label = within(share.type_label.say(lang));
            format!("{label} {}", step(lang, &change.criterion.1, *value))
        })
        .collect();
    if said.is_empty() {
        return String::new();
    }
    format!(" ({}{})", lang.pick("surtout\u{a0}: ", "most: "), said.join(", "))
}

/// A label within a sentence: `Papier A4` is `papier A4`, `A4 paper` stays.
fn within(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + letters.as_str()
        }
        _ => label.to_owned(),
    }
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
