//! What a sample came to, for people.

use super::found::SampleFound;
use empreinte::audit::{CarriedTotal, Exact, NEEDED, SampleEstimate};
use empreinte::lang::{Lang, Noun};
use empreinte::text;
use std::fmt::Write as _;

/// How many wrong rows are told one by one.
const TOLD: usize = 100;

const CHECKED: Noun = Noun::new(("vérifiée", "vérifiées"), ("checked", "checked"));
const WRONG: Noun = Noun::new(("fausse", "fausses"), ("wrong", "wrong"));

/// The name of a stratum.
pub(super) fn stratum(code: &str, lang: Lang) -> String {
    match code {
        "sure" => lang.label("d'office", "for sure").to_owned(),
        "no_figure" => lang.label("sans chiffre", "without figure").to_owned(),
        code => text!("strate {code}", "stratum {code}").say(lang).to_owned(),
    }
}

/// A rate with its bounds.
fn rate(exact: Option<Exact>, lang: Lang) -> String {
    exact.map_or_else(
        || lang.label("inconnu", "unknown").to_owned(),
        |exact| {
            let percent = |share: f64| lang.percent(share);
            format!("{} ({} – {})", percent(exact.share), percent(exact.low), percent(exact.high))
        },
    )
}

/// An amount: with decimals where it is small.
fn amount(value: f64, unit: &str, lang: Lang) -> String {
    let digits = if value.abs() < 10.0 { 2 } else { 0 };
    format!("{}\u{a0}{unit}", lang.number(value, digits))
}

/// Why a total has no interval, and what to do.
fn without_interval(seen: u64, lang: Lang) -> String {
    const MET: Noun = Noun::new(
        ("ligne fausse vue", "lignes fausses vues"),
        ("wrong row seen", "wrong rows seen"),
    );
    let met = MET.said(lang, seen as f64);
    text!(
        "{met} hors des strates vues en entier, et il en faut {NEEDED} pour savoir jusqu'où vont les erreurs ; lisez ce que des erreurs non vues peuvent porter, ou tirez plus de lignes (`--n`)",
        "{met} outside strata looked at whole, and {NEEDED} are needed to know how far errors go; read what errors not seen may carry, or draw more rows (`--n`)"
    ).say(lang).to_owned()
}

/// The estimate for people.
#[expect(clippy::too_many_lines, reason = "one sentence after another, in both languages")]
pub(super) fn said(
    estimate: &SampleEstimate,
    found: &SampleFound,
    unit: &str,
    lang: Lang,
) -> String {
    let mut out = String::new();
    let colon = lang.colon();
    // Writing to a string cannot fail.
    let mut line = |name: &str, said: &str| {
        let _ = writeln!(out, "{name}{colon}{said}");
    };
    let SampleEstimate { drawn, checked, wrong, .. } = estimate;
    line(
        lang.label("lignes tirées, vérifiées, fausses", "rows drawn, checked, wrong"),
        &format!("{drawn}, {checked}, {wrong}"),
    );
    line(
        lang.label(
            "taux d'erreur de l'échantillon, intervalle exact à 90\u{a0}%",
            "error rate of the sample, exact 90% interval",
        ),
        &rate(estimate.in_sample, lang),
    );
    line(
        lang.label(
            "taux d'erreur de toutes les lignes, à 90\u{a0}% au moins",
            "error rate of all rows, at 90% at least",
        ),
        &rate(estimate.of_rows, lang),
    );
    for one in &estimate.strata {
        let said = format!(
            "{}, {}{}{}, {}, {}",
            Noun::ROW.said(lang, one.rows as f64),
            amount(one.value, unit, lang),
            lang.semicolon(),
            CHECKED.said(lang, one.checked as f64),
            WRONG.said(lang, one.wrong as f64),
            rate(one.rate, lang)
        );
        line(&format!("  {}", stratum(&one.code, lang)), &said);
    }
    line(
        lang.label("total des équipements, calculé", "total of equipment, as computed"),
        &amount(estimate.total, unit, lang),
    );
    let about = |value: Option<CarriedTotal>| match value {
        None => lang
            .label(
                "inconnu : d'une strate trop peu de lignes ont été vérifiées et chiffrées",
                "unknown: of a stratum too few rows were checked and valued",
            )
            .to_owned(),
        Some(CarriedTotal { value, bounds: Some((low, high)) }) => {
            let each = [value, low, high].map(|value| amount(value, unit, lang));
            format!("{} ({} – {})", each[0], each[1], each[2])
        }
        Some(CarriedTotal { value, bounds: None }) => {
            text!("{} (sans intervalle)", "{} (no interval)", amount(value, unit, lang))
                .say(lang)
                .to_owned()
        }
    };
    line(
        lang.label(
            "total avec les erreurs trouvées, par différence",
            "total with the errors found, by difference",
        ),
        &about(estimate.difference),
    );
    if estimate.floored {
        line(
            &format!("  {}", lang.label("ce total", "this total")),
            lang.label(
                "le tirage donnait moins que zéro, qu'aucun total ne peut être : dit 0 ; le ratio tient mieux",
                "the draw gave less than nothing, which no total can be: told as 0; the ratio holds better",
            ),
        );
    }
    line(lang.label("le même, par ratio", "the same, by ratio"), &about(estimate.ratio));
    if estimate.difference.is_some_and(|total| total.bounds.is_none()) {
        line(
            &format!("  {}", lang.label("sans intervalle", "no interval")),
            &without_interval(estimate.spread_by, lang),
        );
    }
    if let Some(unseen) = estimate.unseen {
        line(
            lang.label(
                "ce que des erreurs non vues peuvent encore porter, au plus",
                "what errors not seen may still carry, at most",
            ),
            &amount(unseen, unit, lang),
        );
    }
    if estimate.unvalued > 0 {
        line(
            lang.label(
                "lignes fausses qui n'ont pas de chiffre, hors des totaux",
                "wrong rows that have no figure, not in the totals",
            ),
            &estimate.unvalued.to_string(),
        );
    }
    if checked < drawn {
        line(
            lang.label("lignes non vérifiées", "rows not checked"),
            text!(
                "{} : si elles manquent parce qu'elles sont introuvables, écrivez `non`, sans quoi le taux est trop bas",
                "{}: if they are missing because they were not found, write `no`, or the rate is too low",
                drawn - checked
            ).say(lang),
        );
    }
    for (id, what, before, after) in found.wrong.iter().take(TOLD) {
        let side = |value: Option<f64>| {
            let none = || lang.label("sans chiffre", "no figure").to_owned();
            value.map_or_else(none, |value| amount(value, unit, lang))
        };
        line(
            &format!("  {id}"),
            &format!("{}{}{} → {}", what.say(lang), lang.semicolon(), side(*before), side(*after)),
        );
    }
    out
}
