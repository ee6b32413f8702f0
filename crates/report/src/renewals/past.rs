//! Forecasts of earlier years, and what happened.

use change::renewal::Happened;
use ground::lang::{Lang, Noun, Text};
use ground::text;

const VANISHED: Noun = Noun::new(
    (
        "unité qui n'est plus là, partie cette année-là peut-être",
        "unités qui ne sont plus là, parties cette année-là peut-être",
    ),
    (
        "unit that is there no more, and may have left in that year",
        "units that are there no more, and may have left in that year",
    ),
);

/// What forecasts of earlier years are worth, where one that could be judged did not hold: it stands
/// beside the answer, and the years below.
pub(super) fn missed(happened: &[Happened], lang: Lang) -> Option<String> {
    let missed = || happened.iter().filter_map(|one| Some((one, one.missed_by()?)));
    let (worst, _) = missed().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let judged = happened.iter().filter(|one| one.holds().is_some()).count();
    let Text { fr, en } = FORECAST.count(judged as f64);
    let left = missed().count();
    let (from, year) = (worst.from, worst.year);
    let (low, high) = (lang.number(worst.forecast.low, 0), lang.number(worst.forecast.high, 0));
    let then = lang.number(worst.happened?, 0);
    let said = text!(
        "À prendre avec prudence : sur {fr} et qu'on peut juger, {left} hors de l'intervalle (fin {from} pour {year} : {low} à {high}, sorties enregistrées : {then}).",
        "To be taken with care: of {en} and that can be judged, {left} outside the interval (end of {from} for {year}: {low} to {high}, recorded as gone: {then})."
    );
    Some(said.say(lang).to_owned())
}

/// What was forecast of a year that is over.
const FORECAST: Noun = Noun::new(
    (
        "prévision passée que cet outil aurait faite",
        "prévisions passées que cet outil aurait faites",
    ),
    (
        "past forecast that this tool would have made",
        "past forecasts that this tool would have made",
    ),
);

/// A forecast of an earlier year, and what happened.
pub(super) fn held(one: &Happened, lang: Lang) -> String {
    let (from, year) = (one.from, one.year);
    let (low, high) = (lang.number(one.forecast.low, 0), lang.number(one.forecast.high, 0));
    let Text { fr: gone_fr, en: gone_en } = VANISHED.count(one.vanished.round());
    // Only what something names can be found again.
    let [compared, all] = [one.compared, one.of].map(|units| lang.number(units, 0));
    let told = if one.compared < one.of {
        text!(
            "Prévu fin {from} pour {year} (identifiant, date et durée connus : {compared} sur {all}) : {low} à {high} ; ",
            "Forecast at the end of {from} for {year} (identifier, date and stay known: {compared} of {all}): {low} to {high}; "
        )
    } else {
        text!(
            "Prévu fin {from} pour {year} : {low} à {high} ; ",
            "Forecast at the end of {from} for {year}: {low} to {high}; "
        )
    };
    let then = match (one.happened, one.holds()) {
        _ if !one.is_over => text!(
            "arrivé : inconnu, l'inventaire étant d'avant la fin de l'année.",
            "happened: unknown, the inventory being of before the end of the year."
        ),
        (None, _) if one.vanished == 0.0 => text!(
            "arrivé : inconnu, les sorties n'étant pas enregistrées.",
            "happened: unknown, exits not being recorded."
        ),
        (None, _) => text!(
            "arrivé : inconnu, les sorties n'étant pas enregistrées ({gone_fr} ; `empreinte movements infer` dit lesquelles).",
            "happened: unknown, exits not being recorded ({gone_en}; `empreinte movements infer` tells which)."
        ),
        (Some(happened), Some(holds)) if one.vanished == 0.0 => {
            let happened = lang.number(happened, 0);
            if holds {
                text!(
                    "arrivé : {happened} (l'intervalle tenait).",
                    "happened: {happened} (the interval held)."
                )
            } else {
                text!(
                    "arrivé : {happened} (hors de l'intervalle).",
                    "happened: {happened} (outside the interval)."
                )
            }
        }
        (Some(happened), Some(true)) => {
            let happened = lang.number(happened, 0);
            text!(
                "sorties enregistrées : {happened}, et {gone_fr} sans sortie enregistrée (`empreinte movements infer` dit lesquelles) ; l'intervalle tenait de toute façon.",
                "recorded as gone: {happened}, and {gone_en} without a record (`empreinte movements infer` tells which); the interval held either way."
            )
        }
        (Some(happened), Some(false)) => {
            let happened = lang.number(happened, 0);
            text!(
                "sorties enregistrées : {happened}, et {gone_fr} sans sortie enregistrée (`empreinte movements infer` dit lesquelles) ; hors de l'intervalle de toute façon.",
                "recorded as gone: {happened}, and {gone_en} without a record (`empreinte movements infer` tells which); outside the interval either way."
            )
        }
        (Some(happened), None) => {
            let happened = lang.number(happened, 0);
            text!(
                "sorties enregistrées : {happened}, et {gone_fr} sans sortie enregistrée (`empreinte movements infer` dit lesquelles).",
                "recorded as gone: {happened}, and {gone_en} without a record (`empreinte movements infer` tells which)."
            )
        }
    };
    format!("{}{}", told.say(lang), then.say(lang))
}
