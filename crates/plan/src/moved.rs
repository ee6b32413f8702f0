//! Indicators that age or the grid moves, and whose change is not shared out: what can be said of
//! them is whether either moved at all. And what two years count otherwise.

use change::{Apart, ApartKind, Change, Effect};
use ground::lang::{Lang, Noun, Text};
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
    let named = change.apart.iter().filter(|one| one.value != 0.0);
    let (missing, named): (Vec<&Apart>, Vec<&Apart>) =
        named.partition(|one| one.kind == ApartKind::Unlisted);
    let list = |named: &[&Apart]| {
        Text::of(|lang| {
            let more = (named.len() > NAMED).then(|| "…".to_owned());
            let one =
                |one: &&Apart| format!("{} ({})", one.label.say(lang), worth(one.value, lang));
            named.iter().take(NAMED).map(one).chain(more).collect::<Vec<_>>().join(", ")
        })
    };
    if !named.is_empty() {
        let Text { fr, en } = list(&named);
        all.push(text!(
            "périmètre, ce qu'une seule des deux années compte : {fr}",
            "perimeter, what one of the two years alone counts: {en}"
        ));
    }
    if !missing.is_empty() {
        let units: f64 = missing.iter().map(|one| one.units).sum();
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| Noun::UNIT.said(lang, units));
        let Text { fr: list_fr, en: list_en } = list(&missing);
        all.push(text!(
            "périmètre, {fr} de moins dans la liste, sans sortie dite : {list_fr} ; `empreinte movements infer` propose les lignes du registre, où dire ce qui en est advenu",
            "perimeter, {en} fewer in the list, of which no exit is told: {list_en}; `empreinte movements infer` proposes the rows of the ledger, to say there what became of them"
        ));
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
