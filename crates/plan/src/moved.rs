//! Indicators that age or the grid moves, and whose change is not shared out: what can be said of
//! them is whether either moved at all. And what two years count otherwise.

use change::{Change, Effect};
use ground::lang::{Lang, Text};
use ground::text;
use indicator::{MovedBy, unit_label};

/// That age or the grid moved the years of an indicator, by how much of it nobody knows; nothing
/// where neither did.
pub(crate) fn moved(by: MovedBy, change: &Change) -> Option<Text> {
    let ageing = by.age && change.worth(Effect::Ageing).value < 0.0;
    let grid = by.grid && change.worth(Effect::Electricity).value < 0.0;
    let what = match (ageing, grid) {
        (true, true) => text!(
            "le vieillissement et l'électricité de l'année",
            "ageing and the year's electricity"
        ),
        (true, false) => text!("le vieillissement", "ageing"),
        (false, true) => text!("l'électricité de l'année", "the year's electricity"),
        (false, false) => return None,
    };
    let Text { fr, en } = what;
    Some(text!(
        "{fr} : une part de la baisse que rien ne calcule pour cet indicateur : rien ne dit qu'elle vienne d'un acte",
        "{en} made a part of it that nothing computes for this indicator: nothing tells that the fall comes of an act"
    ))
}

/// How many things that one year alone has are named.
const NAMED: usize = 6;

/// What two years count otherwise: what one of them alone has, the factor set or method, and machines
/// otherwise known.
pub(crate) fn changed(change: &Change) -> Vec<Text> {
    let unit = change.criterion.1.as_str();
    let worth = |value: f64, lang: Lang| {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{} {}", lang.short(value), unit_label(unit, lang))
    };
    let mut all = Vec::new();
    let named: Vec<_> = change.apart.iter().filter(|one| one.value != 0.0).collect();
    if !named.is_empty() {
        let list = |lang: Lang| {
            let more = (named.len() > NAMED).then(|| "…".to_owned());
            let one = |one: &&change::Apart| {
                format!("{} ({})", one.label.say(lang), worth(one.value, lang))
            };
            named.iter().take(NAMED).map(one).chain(more).collect::<Vec<_>>().join(", ")
        };
        all.push(Text {
            fr: format!("périmètre, ce qu'une seule des deux années compte : {}", list(Lang::Fr)),
            en: format!("perimeter, what one of the two years alone counts: {}", list(Lang::En)),
        });
    }
    for (effect, fr, en) in [
        (Effect::FactorSet, "jeu de facteurs ou méthode", "factor set or method"),
        (
            Effect::Quality,
            "mêmes machines, autrement connues",
            "the same machines, otherwise known",
        ),
    ] {
        let value = change.worth(effect).value;
        if value != 0.0 {
            let [french, english] = [Lang::Fr, Lang::En].map(|lang| worth(value, lang));
            all.push(Text { fr: format!("{fr} : {french}"), en: format!("{en}: {english}") });
        }
    }
    all
}
