//! A plain sentence for each effect that matters; the first two tell what is counted otherwise, and
//! what the equipment itself did.

use super::counts::{NAMES, mix, volume, within};
use super::left_out::{left_out, unnamed};
use super::{figure, step};
use change::{Apart, ApartKind, Change, Effect, EffectShare, PublishedBefore};
use ground::lang::{Lang, Noun, Text};
use ground::text;
use indicator::no_trend_of_a_handful;
use std::collections::BTreeMap;

/// The share of the earlier total from which an effect is told.
const MATTERS: f64 = 0.005;

/// The first sentences: what is counted that was not, or no longer is; what the equipment itself did,
/// ageing named; and what the totals leave out.
pub fn change_answer(change: &Change, lang: Lang) -> Vec<String> {
    let unit = &change.criterion.1;
    let (from, to) = (change.from.year, change.to.year);
    let totals = format!(
        "{from} → {to}{}{} → {}, {}",
        lang.colon(),
        figure(lang, unit, change.before(), false),
        figure(lang, unit, change.to.total.value, false),
        figure(lang, unit, change.difference.value, true),
    );
    let other_version = change.published.as_ref().is_some_and(|one| one.is_other_version);
    let other_factors = change.published.as_ref().is_some_and(|one| one.is_other);
    let corrected = change.published.as_ref().is_some_and(|one| !one.changed_files.is_empty());
    let counted: Vec<String> = [Effect::FactorSet, Effect::Perimeter, Effect::Quality]
        .into_iter()
        .filter_map(|effect| {
            let value = change.worth(effect).value;
            let said = match effect {
                Effect::Perimeter => return perimeter(change, lang),
                Effect::FactorSet if corrected && other_factors => text!(
                    "l'inventaire n'est plus celui du chiffre publié, et d'autres facteurs ou une autre méthode",
                    "the inventory is no longer that of the figure published, and other factors or another method"
                ),
                Effect::FactorSet if corrected => text!(
                    "l'inventaire n'est plus celui du chiffre publié",
                    "the inventory is no longer that of the figure published"
                ),
                Effect::FactorSet if other_factors => text!(
                    "d'autres facteurs ou une autre méthode que lors de la publication",
                    "other factors or another method than when it was published"
                ),
                _ if value == 0.0 => return None,
                Effect::FactorSet if other_version => text!(
                    "une autre version d'empreinte que lors de la publication",
                    "another version of empreinte than when it was published"
                ),
                Effect::FactorSet => text!(
                    "le chiffre publié, refait, n'est plus le même",
                    "the figure published, made again, is not the same"
                ),
                _ => text!("mêmes machines, autrement connues", "same machines, otherwise known"),
            };
            Some(format!("{} ({})", said.say(lang), step(lang, unit, value)))
        })
        .collect();
    let first = if !counted.is_empty() {
        format!("{totals}. {}.", sentence_case(&counted.join(lang.semicolon())))
    } else if change.from.left_out == change.to.left_out {
        let same = text!(
            "même périmètre, mêmes facteurs, même méthode",
            "same perimeter, factors and method"
        );
        format!("{totals} ({}).", same.say(lang))
    } else {
        let same = text!("mêmes facteurs, même méthode", "same factors and method");
        format!("{totals} ({}).", same.say(lang))
    };
    let ageing = change.worth(Effect::Ageing).value;
    let own = change.of_equipment();
    let own_said = figure(lang, unit, own, true);
    let ageing_said = step(lang, unit, ageing);
    let of_ageing = if ageing == 0.0 {
        text!("sans effet de vieillissement", "none of it by ageing")
    } else if ageing < 0.0 {
        text!(
            "dont vieillissement {ageing_said} (des machines gardées au-delà de leur durée de vie : ce qui baisse quand personne n'achète rien)",
            "of which ageing {ageing_said} (machines kept beyond their lifetime: what falls when nobody buys anything)"
        )
    } else {
        let Text { fr, en } = less_aged(change);
        text!("dont vieillissement {ageing_said} ({fr})", "of which ageing {ageing_said} ({en})")
    };
    let Text { fr, en } = of_ageing;
    let second = text!(
        "Les équipements eux-mêmes, à périmètre et qualité des données constants : {own_said}, {fr}.",
        "The equipment itself, at constant perimeter and quality of data: {own_said}, {en}."
    );
    let mut answer = vec![first, second.say(lang).to_owned()];
    if change.is_of_a_handful {
        answer.push(format!("{}.", sentence_case(no_trend_of_a_handful().say(lang))));
    }
    answer.extend(left_out(change, lang));
    answer.extend(unnamed(change, lang));
    answer
}

/// What only one of the years counts, named.
fn perimeter(change: &Change, lang: Lang) -> Option<String> {
    let (from, to) = (change.from.year, change.to.year);
    let forward = from <= to;
    let unit = &change.criterion.1;
    let mut said = Vec::new();
    for came in [true, false] {
        let (here, there) = if came { (to, from) } else { (from, to) };
        let of = |kind: Option<ApartKind>| -> Vec<&Apart> {
            let list = change.apart.iter();
            let list = list.filter(|one| (one.is_later == forward) == came);
            let own = |one: &&Apart| [ApartKind::Aside, ApartKind::Unlisted].contains(&one.kind);
            match kind {
                Some(kind) => list.filter(|one| one.kind == kind).collect(),
                None => list.filter(|one| !own(one)).collect(),
            }
        };
        said.extend(unlisted(&of(Some(ApartKind::Unlisted)), (here, there), unit, lang));
        for one in of(Some(ApartKind::Aside)) {
            let units = Noun::UNIT.said(lang, one.units);
            let many = if one.units < 2.0 { "" } else { "s" };
            let value = step(lang, unit, one.value);
            said.push(
                text!(
                    "{units} compté{many} en {here} et mis à l'écart en {there} ({value})",
                    "{units} counted in {here} and set aside in {there} ({value})"
                )
                .say(lang)
                .to_owned(),
            );
        }
        let list = of(None);
        if list.is_empty() {
            continue;
        }
        let names = named(&list, unit, lang);
        let many = list.len() > 1;
        let first = came && forward && change.since_the_first;
        let sentence = match (came, many) {
            (true, true) if first => text!(
                "{names} entrent dans le compte pour la première fois en {to}",
                "{names} first counted in {to}"
            ),
            (true, false) if first => text!(
                "{names} entre dans le compte pour la première fois en {to}",
                "{names} first counted in {to}"
            ),
            (true, true) => text!(
                "{names} sont dans le compte de {to}, pas dans celui de {from}",
                "{names} counted in {to}, not in {from}"
            ),
            (true, false) => text!(
                "{names} est dans le compte de {to}, pas dans celui de {from}",
                "{names} counted in {to}, not in {from}"
            ),
            (false, true) => text!(
                "{names} ne sont pas dans le compte de {to}, mais dans celui de {from}",
                "{names} not counted in {to}, but in {from}"
            ),
            (false, false) => text!(
                "{names} n'est pas dans le compte de {to}, mais dans celui de {from}",
                "{names} not counted in {to}, but in {from}"
            ),
        };
        said.push(sentence.say(lang).to_owned());
    }
    (!said.is_empty()).then(|| said.join(lang.semicolon()))
}

/// Machines that a year lists no more, of which nothing tells that they left, with what tells it.
fn unlisted(list: &[&Apart], (here, there): (i32, i32), unit: &str, lang: Lang) -> Option<String> {
    let units: f64 = list.iter().map(|one| one.units).sum();
    let names = named(list, unit, lang);
    let all = Noun::UNIT.said(lang, units);
    let said = if list.is_empty() {
        return None;
    } else if units < 2.0 {
        text!(
            "{all} listé en {here} ne l'est plus en {there}, et rien ne dit sa sortie : {names} ; `empreinte movements infer` propose la ligne du registre, où dire ce qu'il est devenu",
            "{all} listed in {here} is not in {there}, and nothing tells its exit: {names}; `empreinte movements infer` proposes the row of the ledger, to say there what became of it"
        )
    } else {
        text!(
            "{all} listés en {here} ne le sont plus en {there}, et rien ne dit leur sortie : {names} ; `empreinte movements infer` propose les lignes du registre, où dire ce qu'ils sont devenus",
            "{all} listed in {here} are not in {there}, and nothing tells their exit: {names}; `empreinte movements infer` proposes the rows of the ledger, to say there what became of them"
        )
    };
    Some(said.say(lang).to_owned())
}

/// `papier (+5,68 t) et réseau fixe (+0,65 t)`.
fn named(list: &[&Apart], unit: &str, lang: Lang) -> String {
    let one = |apart: &&Apart| {
        let label = apart.label.say(lang);
        let value = step(lang, unit, apart.value);
        let units = Noun::UNIT.said(lang, apart.units);
        match apart.kind {
            ApartKind::Service | ApartKind::Meter => format!("{} ({value})", within(label)),
            ApartKind::Type | ApartKind::Unlisted => {
                format!("{} ({units}, {value})", within(label))
            }
            kind => format!("{} {label} ({units}, {value})", kind.label(lang)),
        }
    };
    let mut said: Vec<String> = list.iter().take(NAMES).map(one).collect();
    if list.len() > NAMES {
        let rest: f64 = list[NAMES..].iter().map(|apart| apart.value).sum();
        let count = list.len() - NAMES;
        let others =
            if count == 1 { lang.label("autre", "other") } else { lang.label("autres", "others") };
        said.push(format!("{count} {others} ({})", step(lang, unit, rest)));
    }
    joined(&said, lang)
}

fn joined(said: &[String], lang: Lang) -> String {
    match said {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            text!("{} et {last}", "{} and {last}", first.join(", ")).say(lang).to_owned()
        }
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
                let said = lang.label("le sens n'est pas sûr", "which way is not certain");
                lang.semicolon().to_owned() + said
            } else {
                String::new()
            };
            let why = match line.effect {
                Effect::Volume => volume(change, lang),
                Effect::Mix => mix(change, lang),
                effect => {
                    let why = meaning(change, effect);
                    format!("{}{}", why.say(lang), most(change, effect, lang))
                }
            };
            let label = sentence_case(line.effect.label(lang));
            let figure = figure(lang, unit, value.value, true);
            format!("{label}{}{figure}, {why}{unsure}.", lang.colon())
        })
        .collect()
}

/// What may make machines less old beside their lifetime: the year before, or a lot that is not the
/// same.
fn less_aged(change: &Change) -> Text {
    if change.from.year > change.to.year {
        text!(
            "les mêmes machines, moins au-delà de leur durée de vie",
            "the same machines, less beyond their lifetime"
        )
    } else {
        text!(
            "des lots moins au-delà de leur durée de vie : renouvelés en partie, ou datés autrement",
            "lots less beyond their lifetime: renewed in part, or dated otherwise"
        )
    }
}

/// What an effect says, of a fall or of a rise.
fn meaning(change: &Change, effect: Effect) -> Text {
    let fell = change.worth(effect).value < 0.0;
    let made_again = |one: &PublishedBefore| !one.changed_files.is_empty() && !one.is_other;
    match (effect, fell) {
        (Effect::FactorSet, _) if change.published.as_ref().is_some_and(made_again) => text!(
            "l'ancien chiffre refait de l'inventaire d'aujourd'hui, qui n'est plus celui de la publication",
            "the earlier figure made again from today's inventory, which is no longer that of its publication"
        ),
        (Effect::FactorSet, _) => text!(
            "l'ancien chiffre refait avec les facteurs, la méthode et le programme d'aujourd'hui",
            "the earlier figure made again with today's factors, method and program"
        ),
        (Effect::Perimeter, _) => {
            text!("ce qu'une seule des deux années compte", "what only one of the two years counts")
        }
        (Effect::Quality, _) => {
            text!("les mêmes machines, autrement connues", "the same machines, otherwise known")
        }
        (Effect::Volume, _) => text!("le nombre d'équipements", "the number of units"),
        (Effect::Mix, _) => text!("une autre répartition", "another mix"),
        (Effect::Model, true) => {
            text!(
                "en moyenne, ceux qui restent ou arrivent pèsent moins à fabriquer",
                "on the mean, those that stay or arrive weigh less to make"
            )
        }
        (Effect::Model, false) => {
            text!(
                "en moyenne, ceux qui restent ou arrivent pèsent plus à fabriquer",
                "on the mean, those that stay or arrive weigh more to make"
            )
        }
        (Effect::Ageing, true) => text!(
            "des machines gardées au-delà de leur durée de vie, sans rien acheter",
            "machines kept beyond their lifetime, nothing being bought"
        ),
        (Effect::Ageing, false) => less_aged(change),
        (Effect::Lifetime, true) => {
            text!(
                "en moyenne, la fabrication répartie sur plus d'années",
                "on the mean, making spread over more years"
            )
        }
        (Effect::Lifetime, false) => {
            text!(
                "en moyenne, la fabrication répartie sur moins d'années",
                "on the mean, making spread over fewer years"
            )
        }
        (Effect::Energy, true) => text!(
            "en moyenne, ceux qui restent ou arrivent consomment moins",
            "on the mean, those that stay or arrive draw less"
        ),
        (Effect::Energy, false) => text!(
            "en moyenne, ceux qui restent ou arrivent consomment plus",
            "on the mean, those that stay or arrive draw more"
        ),
        (Effect::Pue, true) => {
            text!("des salles qui ajoutent moins à leurs équipements", "rooms that add less")
        }
        (Effect::Pue, false) => {
            text!("des salles qui ajoutent plus à leurs équipements", "rooms that add more")
        }
        (Effect::Electricity, true) => {
            text!(
                "un kWh qui pèse moins là où il est consommé",
                "a kilowatt-hour that weighs less where it is drawn"
            )
        }
        (Effect::Electricity, false) => {
            text!(
                "un kWh qui pèse plus là où il est consommé",
                "a kilowatt-hour that weighs more where it is drawn"
            )
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
    let mut types: BTreeMap<&str, (f64, &EffectShare)> = BTreeMap::new();
    for share in change.shares.iter().filter(|share| share.effect == effect) {
        types.entry(&share.type_code).or_insert((0.0, share)).0 += share.value;
    }
    types.remove("");
    let all: f64 = types.values().map(|(value, _)| value).sum();
    let mut types: Vec<(f64, &EffectShare)> = types.into_values().collect();
    types.sort_by(|(a, one), (b, other)| {
        b.abs().total_cmp(&a.abs()).then(one.type_code.cmp(&other.type_code))
    });
    let said: Vec<String> = types
        .iter()
        .filter(|(value, _)| value.abs() >= 0.1 * all.abs())
        // What is said of the effect is to hold of each type named.
        .filter(|(value, _)| effect.is_counted_otherwise() || (*value < 0.0) == (all < 0.0))
        .take(NAMES)
        .map(|(value, share)| {
            let label = within(share.type_label.say(lang));
            format!("{label} {}", step(lang, &change.criterion.1, *value))
        })
        .collect();
    if said.is_empty() {
        return String::new();
    }
    text!(" (surtout\u{a0}: {})", " (most: {})", said.join(", ")).say(lang).to_owned()
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
