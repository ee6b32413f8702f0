//! The sentences that a run holds.

use super::facts::{Declared, Dimension, Facts, Known, LEVEL, StatedChange, Subject};
use super::rounding::{rounded_in, scaled};
use ground::lang::{Lang, Noun, Text};
use ground::round::said;
use ground::text;

/// A sentence that the data hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The sentence.
    pub sentence: Text,
    /// Where its figure stands.
    pub rests_on: String,
}

/// A figure with its interval, rounded to what the interval allows, in a language.
pub(super) fn figure(known: &Known, lang: Lang) -> String {
    let (scale, unit) = scaled(known);
    let (value, bounds, step) = rounded_in(known, scale);
    let number = said(value, step, lang);
    let space = match known.of {
        Dimension::Ratio | Dimension::Units => "",
        Dimension::Percent => lang.label("\u{a0}", ""),
        _ => "\u{a0}",
    };
    match bounds.filter(|(low, high)| high > low) {
        // Nothing bounds it above: what is known is the least.
        Some((low, high)) if !high.is_finite() => {
            let low = said(low, step, lang);
            text!("au moins {low}{space}{unit}", "at least {low}{space}{unit}").say(lang).to_owned()
        }
        Some((low, high)) => {
            let (low, high) = (said(low, step, lang), said(high, step, lang));
            text!(
                "{number}{space}{unit} (entre {low} et {high}{space}{unit})",
                "{number}{space}{unit} (between {low} and {high}{space}{unit})"
            )
            .say(lang)
            .to_owned()
        }
        None => format!("{number}{space}{unit}"),
    }
}

/// The sentences for the public that the data hold, the perimeter and the method first said.
pub fn allowed(facts: &Facts) -> Vec<Allowed> {
    let mut out = Vec::new();
    let year = facts.year;
    let devices = Noun::new(
        ("équipement compté sur l'année", "équipements comptés sur l'année"),
        ("device counted over the year", "devices counted over the year"),
    );
    let devices = devices.count(facts.units.round());
    let mut add = |sentence: Text, rests_on: &str| {
        out.push(Allowed { sentence, rests_on: rests_on.to_owned() });
    };
    if let Some(total) = facts.total.as_ref().filter(|total| total.told) {
        let with = if facts.services {
            text!(" et les services achetés", " and the services bought")
        } else {
            text!("", "")
        };
        add(
            Text {
                fr: format!(
                    "En {year}, l'empreinte carbone de notre parc informatique ({}{}) est estimée à {}.",
                    devices.fr,
                    with.fr,
                    figure(total, Lang::Fr)
                ),
                en: format!(
                    "In {year}, the carbon footprint of our IT estate ({}{}) is estimated at {}.",
                    devices.en,
                    with.en,
                    figure(total, Lang::En)
                ),
            },
            &total.id,
        );
    }
    add(
        Text {
            fr: format!(
                "Ce calcul suit la méthode {} avec le jeu de facteurs {}, pour l'année {year} ; l'intervalle de l'empreinte est à {LEVEL}\u{a0}%, les autres sont des bornes, selon les facteurs et ce qui n'est pas connu.",
                facts.method, facts.factors
            ),
            en: format!(
                "This computation follows method {} with factor set {}, for the year {year}; the interval of the footprint is at {LEVEL}%, the others are bounds, by the factors and by what is not known.",
                facts.method, facts.factors
            ),
        },
        "run.json: method, factor_sets",
    );
    for known in facts.figures.iter().filter(|known| known.told) {
        add(
            Text {
                fr: format!(
                    "En {year}, pour notre parc informatique, {} : {}.",
                    lower(&known.label.fr),
                    figure(known, Lang::Fr)
                ),
                en: format!(
                    "In {year}, for our IT estate, {}: {}.",
                    lower(&known.label.en),
                    figure(known, Lang::En)
                ),
            },
            &known.id,
        );
    }
    of_changes(facts, &mut add);
    let is_open = facts.all().any(|known| known.told && known.open);
    if let Some(Text { fr, en }) = facts.rows_unread.as_ref().filter(|_| is_open) {
        add(
            text!(
                "Les bornes comprennent ce que pourrait changer ce qui n'a pas été lu : {fr}.",
                "The bounds include what could be changed by what was not read: {en}."
            ),
            "run.json: lacks",
        );
    }
    if facts.partial {
        add(
            text!(
                "Ce total est partiel : une partie du parc n'a pas de chiffre, et n'y est pas.",
                "This total is partial: part of the estate has no figure, and is not in it."
            ),
            "run.json: lacks",
        );
    }
    out.extend(facts.declared.iter().filter_map(Declared::allowed));
    out
}

/// What is said of the footprint against earlier years.
fn of_changes(facts: &Facts, add: &mut impl FnMut(Text, &str)) {
    let year = facts.year;
    let of_footprint = |change: &&StatedChange| {
        change.subject == Subject::Estate && change.of == Dimension::Carbon
    };
    for change in facts.changes.iter().filter(of_footprint) {
        let before = change.year;
        if !change.comparable {
            add(
                text!(
                    "Les chiffres de {before} et de {year} ne se comparent pas directement : le périmètre ou les facteurs ont changé.",
                    "The figures of {before} and {year} do not compare directly: the perimeter or the factors changed."
                ),
                "indicators.csv: changed",
            );
        } else if let Some(unread) = &change.unread {
            let Text { fr, en } = unread;
            add(
                text!(
                    "Entre {before} et {year}, aucune évolution ne peut être affirmée : {fr}, et cela pourrait l'effacer.",
                    "Between {before} and {year}, no change can be stated: {en}, and that could undo it."
                ),
                "indicators.csv: trend",
            );
        } else if !change.distinguishable {
            add(
                text!(
                    "Entre {before} et {year}, aucune différence ne se distingue de l'incertitude.",
                    "Between {before} and {year}, no difference stands out of the uncertainty."
                ),
                "indicators.csv: trend",
            );
        }
    }
}

/// A label within a sentence: its first letter small, unless its first word is an acronym.
fn lower(label: &str) -> String {
    let word = label.split(' ').next().unwrap_or("");
    let acronym = word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let mut chars = label.chars();
    match chars.next().filter(|_| !acronym) {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => label.to_owned(),
    }
}
