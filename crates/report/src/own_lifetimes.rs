//! The organisation's own lifetimes, and what they change in the footprint.

use super::Story;
use super::range::Range;
use super::walked_again::OwnLifetimes;
use ground::lang::{Lang, Text};
use ground::text;
use ledger::lifetime::LifetimeEstimate;
use serde::Serialize;
use std::fmt::Write;

/// The section of the summary; nothing unless they were estimated.
pub fn section(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let Some(own) = story.own_lifetimes else { return Ok(()) };
    writeln!(
        out,
        "\n{}",
        lang.label("Durées de vie propres (estimées) :", "Own lifetimes (estimated):")
    )?;
    for (label, line) in lines(story, own, lang) {
        writeln!(out, "  {label:<34} {line}")?;
    }
    for said in effect(story, own, lang) {
        writeln!(out, "  {}", said.say(lang))?;
    }
    Ok(())
}

/// Each type with an estimate, and the estimate in words.
pub fn lines(story: &Story<'_>, own: &OwnLifetimes, lang: Lang) -> Vec<(String, String)> {
    let named = |(code, estimate): (&String, &LifetimeEstimate)| {
        let kind = story.set.type_named(code)?;
        let label = story.set.equipment_type(kind).label(lang);
        Some((label.to_owned(), said(estimate, lang)))
    };
    own.estimates.by_type().iter().filter_map(named).collect()
}

fn said(estimate: &LifetimeEstimate, lang: Lang) -> String {
    let LifetimeEstimate { mean, horizon, units, exits, .. } = estimate;
    let [value, low, high, horizon] =
        [mean.value, mean.low, mean.high, *horizon].map(|years| lang.number(years, 1));
    let [units, exits] = [*units, *exits].map(|count| lang.number(count, 0));
    text!(
        "{value} ans ({low} – {high} à 95 % ; {units} suivis, {exits} sortis ; moyenne jusqu'à {horizon} ans)",
        "{value} years ({low} – {high} at 95%; {units} watched, {exits} exited; mean up to {horizon} years)"
    )
    .say(lang)
    .to_owned()
}

/// What they change, which types keep a default, and what the reader should know.
pub fn effect(story: &Story<'_>, own: &OwnLifetimes, lang: Lang) -> Vec<Text> {
    let mut out = Vec::new();
    if own.estimates.by_type().is_empty() {
        out.push(text!(
            "données insuffisantes : aucun type n'a 20 équipements suivis, 10 sorties et la moitié partie ; les durées déclarées ou par défaut restent",
            "insufficient data: no type has 20 units watched, 10 exits and half gone; declared or default lifetimes stay"
        ));
        return out;
    }
    let footprint = &story.outcome.footprint;
    if let (Some(total), Some(other)) = (footprint.totals.overall(0), own.other) {
        let (with, without) = if own.taken { (total, other) } else { (other, total) };
        let change = if without.value == 0.0 { 0.0 } else { with.value / without.value - 1.0 };
        let sign = if change < 0.0 { "-" } else { "+" };
        let (with, without) = (story.mass(lang, with.value), story.mass(lang, without.value));
        let change = format!("{sign}{}", lang.percent(change.abs()));
        out.push(text!(
            "avec elles : {with} ; sans : {without} ({change})",
            "with them: {with}; without: {without} ({change})"
        ));
    }
    out.push(if own.taken {
        text!(
            "le total les prend, avant les durées déclarées et par défaut (--own-lifetimes)",
            "the total takes them, before declared and default lifetimes (--own-lifetimes)"
        )
    } else {
        text!(
            "le total ne les prend pas ; `--own-lifetimes` les lui fait prendre",
            "the total does not take them; `--own-lifetimes` makes it"
        )
    });
    out.push(text!(
        "ce qui reste après l'horizon de la moyenne n'y compte que jusqu'à lui : la vraie durée peut être plus longue, l'empreinte plus petite",
        "what stays beyond the horizon of the mean counts up to it only: the true lifetime may be longer, the footprint smaller"
    ));
    let default: Vec<Text> = footprint
        .axis(footprint::Axis::Type)
        .iter()
        .filter(|group| {
            let kind = story.set.type_named(&group.code);
            kind.is_some_and(|kind| own.estimates.of(story.set, kind).is_none())
        })
        .map(|group| group.label.clone())
        .collect();
    if !default.is_empty() {
        let join = |lang: Lang| lang.list(default.iter().map(|label| label.say(lang)));
        let (fr, en) = (join(Lang::Fr), join(Lang::En));
        out.push(Text {
            fr: format!("gardent une durée déclarée ou par défaut, faute de données : {fr}"),
            en: format!("keep a declared or default lifetime, for want of data: {en}"),
        });
    }
    out
}

/// Them in `run.json`.
#[derive(Debug, Serialize)]
pub(super) struct OwnBlock<'a> {
    lifetimes_estimated: Vec<EstimateRow<'a>>,
    without_own_lifetimes: Option<Range>,
}

/// How long equipment of a type lasts, years.
#[derive(Debug, Serialize)]
struct EstimateRow<'a> {
    #[serde(rename = "type")]
    type_code: &'a str,
    years: f64,
    low: f64,
    high: f64,
    horizon_years: f64,
    units: f64,
    exits: f64,
}

/// Them for `run.json`, where the footprint takes them.
pub(super) fn own_block<'a>(story: &Story<'a>) -> Option<OwnBlock<'a>> {
    let own = story.own_lifetimes.filter(|own| own.taken)?;
    let rows = own.estimates.by_type().iter().map(|(code, estimate)| EstimateRow {
        type_code: code,
        years: estimate.mean.value,
        low: estimate.mean.low,
        high: estimate.mean.high,
        horizon_years: estimate.horizon,
        units: estimate.units,
        exits: estimate.exits,
    });
    Some(OwnBlock {
        lifetimes_estimated: rows.collect(),
        without_own_lifetimes: own.other.map(Range::from),
    })
}
