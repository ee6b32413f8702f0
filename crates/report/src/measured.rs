//! What was measured of the electricity, how well, and what that did to the footprint.

use super::Story;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::text;
use serde::Serialize;
use std::fmt::Write;

/// The shares of the equipment's electricity, meters of rooms left out, in words; none where no
/// equipment is measured.
pub fn shares(story: &Story<'_>, lang: Lang) -> Option<String> {
    let (measured, well) = story.outcome.intake.measured.shares()?;
    let (measured, well) = (lang.percent(measured), lang.percent(well));
    let said = text!(
        "{measured} des kWh des équipements ; de qualité B ou mieux : {well}",
        "{measured} of the equipment's kWh; by grade B or better: {well}"
    );
    Some(said.say(lang).to_owned())
}

/// The same in the room that a line of the terminal has.
pub(super) fn briefly(story: &Story<'_>, lang: Lang) -> Option<String> {
    let (measured, well) = story.outcome.intake.measured.shares()?;
    let (measured, well) = (lang.percent(measured), lang.percent(well));
    let said = text!(
        "{measured} des kWh des équipements ; B ou mieux : {well}",
        "{measured} of the equipment's kWh; B or better: {well}"
    );
    Some(said.say(lang).to_owned())
}

/// The total without measures and its interval, in words.
fn without(story: &Story<'_>, lang: Lang) -> Option<String> {
    let without = story.without_measures?;
    let own = without.interval;
    let [total, low, high] = story.range(lang, Interval { value: without.total, ..own });
    Some(ranged(lang, &[total, low, high]))
}

/// A figure and its interval in words.
fn ranged(lang: Lang, [figure, low, high]: &[String; 3]) -> String {
    text!("{figure} (à 90 % : {low} – {high})", "{figure} (90%: {low} – {high})")
        .say(lang)
        .to_owned()
}

/// The section of the summary; nothing where nothing is measured.
pub(super) fn section(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let Some(shares) = shares(story, lang) else { return Ok(()) };
    let title = lang.label("Électricité mesurée :", "Measured electricity:");
    writeln!(out, "\n{title} {shares}")?;
    if let Some(said) = effect(story, lang) {
        writeln!(out, "  {}", said.say(lang))?;
    }
    Ok(())
}

/// What the measures did to the total and to its interval; nothing where nothing is measured.
pub fn effect(story: &Story<'_>, lang: Lang) -> Option<Text> {
    story.outcome.intake.measured.shares()?;
    let without = without(story, lang)?;
    let footprint = &story.outcome.footprint;
    let total = footprint.totals.overall(0)?;
    let own = footprint.headline().interval;
    let [total, low, high] = story.range(lang, Interval { value: total.value, ..own });
    let with = ranged(lang, &[total, low, high]);
    if with == without {
        return Some(text!(
            "sans ces mesures, l'empreinte et son intervalle seraient, aux chiffres montrés, les mêmes : {with}",
            "without these measures, the footprint and its interval would be, to the digits shown, the same: {with}"
        ));
    }
    Some(text!(
        "sans ces mesures, l'empreinte serait de {without} ; avec elles : {with}",
        "without these measures, the footprint would be {without}; with them: {with}"
    ))
}

/// What was measured, in `run.json`.
#[derive(Debug, Serialize)]
pub(super) struct MeasuredJson {
    rows: u64,
    kwh: f64,
    share: f64,
    share_b_or_better: f64,
    without: Option<TotalWithout>,
}

/// The total and its interval without the measures.
#[derive(Debug, Serialize)]
struct TotalWithout {
    total: f64,
    low: f64,
    high: f64,
}

/// What was measured, where something is.
pub(super) fn measured(story: &Story<'_>) -> Option<MeasuredJson> {
    let kwh = story.outcome.intake.measured;
    let (share, share_b_or_better) = kwh.shares()?;
    let without = story.without_measures.map(|without| {
        let Interval { low, high, .. } = without.interval;
        TotalWithout { total: without.total, low, high }
    });
    Some(MeasuredJson { rows: kwh.rows, kwh: kwh.measured, share, share_b_or_better, without })
}
