//! The report as one HTML page that stands alone: style and charts inside, no script, no request.
//!
//! It knows the order of the sections and how the page is built; each section is written by a
//! file of its own. What leaves is the page, the same bytes for the same story.

mod allocation;
mod answer;
mod assumptions;
mod budget;
mod by_stage;
mod by_year;
mod change;
mod charts;
mod electricity;
mod figures;
mod gaps;
mod groups;
mod indicators;
mod key_figures;
mod own_lifetimes;
mod page;
mod plan;
mod plate;
mod rows;
mod sentence;
mod services;
mod sources;
#[cfg(test)]
mod tests;
mod trajectories;
mod uncertainty;
mod waste;

use crate::charts::dark_rules;
use ground::fault::Fault;
use ground::lang::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use page::Page;
use plate::Annex;
use report::Story;

pub use change::change_svg;
pub use indicators::FollowedIndicators;

const STYLE: &str = include_str!("style.css");

/// Writes the report of a year in the user's language.
///
/// # Errors
///
/// A chart cannot be drawn.
pub fn html(story: &Story<'_>, lang: Lang) -> Result<String, Fault> {
    html_with(story, None, lang)
}

/// Writes the report of a year with the indicators followed.
///
/// # Errors
///
/// A chart cannot be drawn.
pub fn html_with(
    story: &Story<'_>,
    followed: Option<&FollowedIndicators>,
    lang: Lang,
) -> Result<String, Fault> {
    let page = Page::new(story, lang);
    let mut annex = Annex::new();
    let charts = charts::section(page, &mut annex)?;
    let change = change::section(page)?;
    let indicators = if let Some(followed) = followed {
        indicators::section(page, followed, &mut annex)?
    } else {
        html! {}
    };
    let waste = waste::section(page, &mut annex);
    let trajectories = trajectories::section(page)?;
    let uncertainty = uncertainty::section(page)?;
    let body = html! {
        a.skip href="#report" { (page.say("Aller au contenu", "Skip to content")) }
        (header(page))
        main #report {
            div.first-page {
                (answer::sentence(page))
                (key_figures::cards(page))
                (answer::section(page))
                (plan::section(page))
            }
            (contents(page, followed.is_some()))
            (gaps::limits(page))
            (change)
            (trajectories)
            (charts)
            (services::section(page))
            (uncertainty)
            (figures::criteria(page))
            (budget::section(page))
            (indicators)
            (own_lifetimes::section(page))
            (waste)
            (electricity::section(page))
            (figures::centres(page))
            (allocation::section(page))
            (assumptions::section(page))
            (rows::section(page))
            (sources::section(page))
            (plate::annex(page, &annex))
        }
        (footer(page))
    };
    let whole = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content={ "empreinte " (env!("CARGO_PKG_VERSION")) };
                meta name="color-scheme" content="light dark";
                title { (name(page)) " – " (subject(page)) }
                style { (PreEscaped(STYLE)) (PreEscaped(dark_rules())) }
            }
            body { (body) }
        }
    };
    Ok(whole.into_string())
}

fn name(page: Page<'_>) -> String {
    match page.story.organisation {
        "" => page.say("Parc informatique", "IT estate"),
        name => name.to_owned(),
    }
}

fn subject(page: Page<'_>) -> String {
    let year = page.story.year.year;
    page.text(&ground::text!(
        "empreinte environnementale du parc informatique, {year}",
        "environmental footprint of the IT estate, {year}"
    ))
}

fn header(page: Page<'_>) -> Markup {
    let story = page.story;
    html! {
        header.top {
            h1 { (name(page)) }
            p.subject { (capital(&subject(page))) }
            dl.made-with {
                div { dt { (page.say("Méthode", "Method")) } dd { (page.fine(story.method.label().say(page.lang))) } }
                div { dt { (page.say("Facteurs", "Factors")) } dd { (story.set.name) } }
                div { dt { (page.say("Date d'arrêté", "Cut-off date")) } dd { (page.day(story.year.as_of)) } }
            }
        }
    }
}

/// Sections in the order of the page: what a manager asks first, what an auditor asks last; those left out when there is nothing to say being absent.
fn contents(page: Page<'_>, indicators: bool) -> Markup {
    let footprint = &page.story.outcome.footprint;
    let sections = [
        (page.story.change.is_some(), "change", page.say("D'une année à l'autre", "Year on year")),
        (
            trajectories::are_drawn(page),
            "trajectories",
            page.say("Trajectoires du plan", "The plan's trajectories"),
        ),
        (true, "breakdown", page.say("Répartition", "Breakdown")),
        (page.story.outcome.services.is_some(), "services", page.say("Services", "Services")),
        (
            footprint.totals.overall(0).is_some(),
            "uncertainty",
            page.say("Incertitude", "Uncertainty"),
        ),
        (1 < footprint.criteria.len(), "criteria", page.say("Critères", "Criteria")),
        (page.story.planetary, "planetary", page.say("Budget planétaire", "Planetary budget")),
        (indicators, "indicators", page.say("Indicateurs suivis", "Indicators followed")),
        (
            page.story.own_lifetimes.is_some(),
            "own-lifetimes",
            page.say("Durées de vie propres", "Own lifetimes"),
        ),
        (
            page.story.register.is_some_and(|register| !register.lines.is_empty()),
            "waste",
            page.say("Déchets (DEEE)", "Waste (WEEE)"),
        ),
        (true, "electricity", page.say("Électricité", "Electricity")),
        (
            !footprint.centres.is_empty(),
            "datacentres",
            page.say("Centres de données", "Datacentres"),
        ),
        (
            page.story.outcome.allocation.is_some(),
            "allocation",
            page.say("Serveurs et applications", "Servers and applications"),
        ),
        (true, "assumptions", page.say("Hypothèses et couverture", "Assumptions and coverage")),
        (true, "rows", page.say("Lignes lues", "Rows read")),
        (true, "sources", page.say("Sources", "Sources")),
        (true, "annex", page.say("Annexe", "Annex")),
    ];
    html! {
        nav.contents aria-label=(page.say("Sommaire", "Contents")) {
            ol {
                @for (_, id, title) in sections.iter().filter(|(there, ..)| *there) {
                    li { a href={ "#" (id) } { (title) } }
                }
            }
        }
    }
}

fn footer(page: Page<'_>) -> Markup {
    html! {
        footer {
            p {
                "empreinte " (env!("CARGO_PKG_VERSION")) " · "
                (page.say(
                    "Mêmes fichiers, mêmes facteurs, même version : même rapport, à l'octet près.",
                    "Same files, same factors, same version: the same report, byte for byte.",
                ))
            }
        }
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
