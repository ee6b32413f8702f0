//! How sure the total is, and which factors would make it surer.

use super::page::Page;
use super::sentence::{plain, strong};
use crate::charts::{Bar, ChartNames, ChartSheet, bars, both, fill};
use factor::{FactorSet, Spread};
use footprint::{DRAWS, Driver, Uncertainty};
use ground::fault::Fault;
use ground::lang::{Noun, Text};
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use maud::{Markup, PreEscaped, html};
use report::errors::{datum_text, driver_text, edges};

/// How many factors are shown.
const SHOWN: usize = 5;

/// What a datum leaves of the width of an interval, where knowing it does little.
const LITTLE: f64 = 0.9;

pub(super) fn section(page: Page<'_>) -> Result<Markup, Fault> {
    let footprint = &page.story.outcome.footprint;
    // Of what is not known, or is nothing, there is no doubt to be told.
    if footprint.totals.overall(0).is_none_or(|total| total == Interval::ZERO) {
        return Ok(html! {});
    }
    let headline = footprint.headline();
    let edges = edges(page.story);
    let sure = headline.interval;
    let first: Vec<_> = headline.drivers.iter().take(SHOWN).collect();
    let out_of_reach = first.iter().filter(|driver| !is_in_reach(page.story.set, driver));
    let beyond: f64 = out_of_reach.map(|driver| driver.variance_share).sum();
    let drivers = if first.is_empty() {
        html! {}
    } else {
        drivers(page, &first, beyond)?
    };
    Ok(html! {
        section #uncertainty {
            h2 { (page.say("Ce que vaut ce total", "How sure this total is")) }
            p {
                @let figures = [("total", strong(page.mass(sure.value))), ("bounds", strong(between(page, sure)))];
                @if headline.is_stretched() {
                    (page.sentence(
                        "Le total est de {total} ; il y a au moins neuf chances sur dix qu'il soit entre {bounds}.",
                        "The total is {total}; there are at least nine chances in ten that it lies between {bounds}.",
                        &figures,
                    ))
                } @else {
                    (page.sentence(
                        "Le total est de {total} ; il y a neuf chances sur dix qu'il soit entre {bounds}.",
                        "The total is {total}; there are nine chances in ten that it lies between {bounds}.",
                        &figures,
                    ))
                }
                @if let Some(said) = report::errors::stretched(page.story) { " " (page.text(&said)) }
            }
            @if let Some((other, total)) = page.story.other_set.as_ref().and_then(|other| other.known()) {
                p {
                    @let beside = page.story.beside_other();
                    (page.sentence(
                        "Sous l'autre jeu que porte le programme, {other}, il serait de {total}{beside}.",
                        "Under the other set that the program carries, {other}, it would be {total}{beside}.",
                        &[
                            ("other", plain(other)),
                            ("total", strong(page.mass(total))),
                            ("beside", html! { @if let Some(said) = beside { " (" (page.text(&said)) ")" } }),
                        ],
                    ))
                }
            }
            @if let Some(effect) = report::measured::effect(page.story, page.lang) {
                p { (page.sentence("Électricité mesurée : {effect}.", "Measured electricity: {effect}.", &[("effect", plain(page.text(&effect)))])) }
            }
            @if !edges.is_empty() {
                p { (page.say(
                    "Ces valeurs officielles sont au bord de ce qui est publié ; l'intervalle en tient compte, le total non :",
                    "These official figures stand at the edge of what is published; the interval counts with it, the total does not:",
                )) }
                ul {
                    @for edge in &edges {
                        li { (page.sentence("{edge} ({share} de la fabrication)", "{edge} ({share} of the making)", &[
                            ("edge", plain(page.text(&edge.text).replace("kgCO2e", "kg\u{a0}CO₂e"))),
                            ("share", plain(page.percent(edge.share))),
                        ])) }
                    }
                }
            }
            p.detail {
                (page.text(&text!(
                    "L'intervalle vient de {0} tirages de chaque facteur inconnu, l'écart entre sources publiées étant commun à tout un type, et celui entre modèles propre à chaque ligne.",
                    "The interval comes from {0} draws of each unknown factor, the gap between published sources being shared by a whole type, that between models being each line's own.",
                    page.lang.number(DRAWS as f64, 0)
                )))
            }
            (wanted(page, headline))
            @if headline.wanted.is_none() && 0.005 < beyond {
                p { (page.say(
                    "Aucune donnée que vous pourriez recueillir ne le resserrerait de façon sensible.",
                    "No datum that you could collect would narrow it by much.",
                )) }
            }
            (drivers)
        }
    })
}

/// The datum that would narrow the interval most, and how far.
fn wanted(page: Page<'_>, headline: &Uncertainty) -> Markup {
    let sure = headline.interval;
    html! {
        @if let Some(wanted) = headline.wanted {
            p {
                @let narrowed = between(page, Interval { value: sure.value, ..wanted.interval });
                @let said = [("datum", strong(page.text(&datum_text(page.story.set, wanted.datum)))), ("bounds", plain(narrowed))];
                @let left = (wanted.interval.high - wanted.interval.low) / (sure.high - sure.low);
                @if left > LITTLE {
                    (page.sentence(
                        "De ce que vous pourriez recueillir, la donnée qui le resserrerait le plus : {datum} ; connue exactement, l'intervalle serait au mieux entre {bounds} : c'est peu.",
                        "Of what you could collect, the datum that would narrow it most: {datum}; known exactly, the interval would at best lie between {bounds}: that is little.",
                        &said,
                    ))
                } @else {
                    (page.sentence(
                        "De ce que vous pourriez recueillir, la donnée qui le resserrerait le plus : {datum} ; connue exactement, l'intervalle serait au mieux entre {bounds}.",
                        "Of what you could collect, the datum that would narrow it most: {datum}; known exactly, the interval would at best lie between {bounds}.",
                        &said,
                    ))
                }
            }
        }
    }
}

/// What errs most: how much of the variance it carries, and where it is from.
fn drivers(page: Page<'_>, first: &[&Driver], beyond: f64) -> Result<Markup, Fault> {
    let carried: f64 = first.iter().map(|driver| driver.variance_share).sum();
    let chart = both(|sheet| shares(page, sheet, first))?;
    Ok(html! {
        h3 { (page.say("Les facteurs qui pèsent le plus dans l'incertitude", "The factors that weigh most in the uncertainty")) }
        p {
            @if first.len() == 1 {
                (page.say("Un seul facteur porte toute la variance du total.", "A single factor carries all the variance of the total."))
            } @else {
                (page.text(&text!(
                    "Ensemble, ils portent {0} de la variance du total.",
                    "Together they carry {0} of the total's variance.",
                    page.percent(carried)
                )))
            }
            " "
            (page.text(&within_reach(page, beyond, carried)))
        }
        figure { (PreEscaped(chart)) }
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : facteurs", "Table: factors")) {
            table {
                thead {
                    tr {
                        th scope="col" { (page.say("facteur", "factor")) }
                        th.n scope="col" { (page.say("valeur", "value")) }
                        th.n scope="col" { (page.say("bornes", "bounds")) }
                        th scope="col" { (page.say("unité", "unit")) }
                        th.n scope="col" { (page.say("part de la variance", "share of variance")) }
                        th scope="col" { (page.say("source", "source")) }
                    }
                }
                tbody {
                    @for driver in first {
                        tr {
                            th scope="row" { (page.text(&driver_text(page.story.set, driver))) @if driver.factor.is_some() { br; code { (driver.id) } } }
                            @if let Some(factor) = driver.factor.map(|id| page.story.set.factor(id)) {
                                td.n { (factor_number(page, factor.amount.value)) }
                                td.n { (factor_number(page, factor.amount.low)) " – " (factor_number(page, factor.amount.high)) }
                                td { (unit(page, &factor.unit)) }
                            } @else if let Some(spread) = published(page, driver) {
                                td.n { (page.text(&Noun::new(("source", "sources"), ("source", "sources")).count(spread.published.len() as f64))) }
                                td.n { (factor_number(page, spread.low)) " – " (factor_number(page, spread.high)) }
                                td { (unit(page, &format!("{}/unit", page.story.outcome.footprint.criteria[0].unit))) }
                            } @else {
                                td colspan="3" { (page.say("hypothèse, et non facteur d'une source", "an assumption, and no factor of a source")) }
                            }
                            td.n { (page.percent(driver.variance_share)) }
                            td { @if let Some(factor) = driver.factor.map(|id| page.story.set.factor(id)) { (source(page, &factor.source_id)) } @else if published(page, driver).is_some() { (page.say("plusieurs", "several")) } }
                        }
                    }
                }
            }
        }
    })
}

/// What each carries of the variance, as bars of hundredths.
fn shares(page: Page<'_>, sheet: ChartSheet, first: &[&Driver]) -> Result<String, Fault> {
    let bar = |driver: &&Driver| Bar {
        label: page.text(&driver_text(page.story.set, driver)),
        wide: false,
        parts: vec![100.0 * driver.variance_share],
        value: page.percent(driver.variance_share),
        interval: None,
    };
    let drawn: Vec<Bar> = first.iter().map(bar).collect();
    let title = page.say("Ce que chacun porte de la variance", "What each carries of the variance");
    let named = ChartNames { id: "variance-chart", title: &title };
    let unit = page.say("% de la variance du total", "% of the total's variance");
    bars(sheet, &named, &drawn, &[fill(Stage::Manufacturing)], (&unit, page.lang))
}

/// What is published of the type whose sources stand apart, where a driver is that.
fn published<'a>(page: Page<'a>, driver: &Driver) -> Option<&'a Spread> {
    let set = page.story.set;
    let kind = set.type_named(driver.id.strip_prefix("published.")?)?;
    let code = &page.story.outcome.footprint.criteria[0].code;
    set.spread(kind, set.criteria.iter().position(|criterion| criterion.code == *code)?)
}

/// Whether a datum of the organisation would narrow an error: none tells how far published sources
/// stand apart, nor what a kilowatt-hour weighs.
fn is_in_reach(set: &FactorSet, driver: &Driver) -> bool {
    match driver.factor {
        Some(id) => {
            matches!(set.factor(id).topic, "equipment" | "lifetimes" | "energy" | "datacentres")
        }
        None => driver.id.starts_with("models."),
    }
}

/// What an organisation can do about the errors shown.
fn within_reach(page: Page<'_>, beyond: f64, carried: f64) -> Text {
    let share = page.percent(beyond);
    if beyond <= 0.005 {
        return text!(
            "Une mesure ou une donnée du fabricant à leur place la réduirait le plus.",
            "A measure or a maker's figure in their place would narrow it most."
        );
    }
    if carried - beyond <= 0.005 {
        return text!(
            "Aucune donnée de l'organisation ne réduit cette part : elle tient à ce que les sources publient.",
            "No datum of the organisation narrows that share: it rests on what sources publish."
        );
    }
    text!(
        "{share} tiennent à ce que les sources publient, ou à des hypothèses sur les composants, que nulle donnée de l'organisation ne réduit ; une mesure ou une donnée du fabricant réduirait le reste.",
        "{share} rest on what sources publish, or on assumptions about parts, which no datum of the organisation narrows; a measure or a maker's figure would narrow the rest."
    )
}

/// `43,2 et 67,5 t CO₂e`.
/// Two bounds, in the unit in which the total beside them is told.
fn between(page: Page<'_>, figure: Interval) -> String {
    page.pair(figure, page.lang.label("et", "and"))
}

/// A factor's value as its source writes it: no digit is lost.
pub(super) fn factor_number(page: Page<'_>, value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    let decimals = format!("{rounded}").split_once('.').map_or(0, |(_, fraction)| fraction.len());
    page.lang.number(rounded, decimals.min(6))
}

/// A factor's unit, for people.
pub(super) fn unit(page: Page<'_>, unit: &str) -> String {
    page.text(&factor::unit_text(unit)).replace(' ', "\u{a0}")
}

/// A source by its publisher, leading to its line in the list of sources.
pub(super) fn source(page: Page<'_>, id: &str) -> Markup {
    let source = page.story.set.source(id);
    let publisher = source.map_or_else(|| id.to_owned(), |one| page.text(&one.told().publisher));
    html! { a href={ "#source-" (id) } { (publisher) } }
}
