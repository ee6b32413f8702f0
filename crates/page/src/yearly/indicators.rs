//! The indicators of a small organisation, and how long its equipment stays.

use super::page::Page;
use super::plate::{Plate, legend, plate};
use crate::charts::{CURVES, Colour, Named, Survivors, survival};
use ground::fault::Fault;
use ground::text;
use indicator::{Definition, Entry, Series, Survival};
use maud::{Markup, html};
use report::indicators::{alike_said, interval_said, said, trend_said};

/// What the section is written from.
pub struct Followed {
    /// The values, the last year being the report's.
    pub series: Series,
    /// The survival of types that have an estimate, most units first.
    pub survival: Vec<Survival>,
}

/// The section; empty where nothing is known but the footprint.
pub(super) fn section(page: Page<'_>, followed: &Followed) -> Result<Markup, Fault> {
    let curves = if followed.survival.is_empty() { None } else { Some(lives(page, followed)?) };
    Ok(html! {
        section #indicators {
            h2 { (page.say("Indicateurs suivis", "Indicators followed")) }
            p { (page.say(
                "Le noyau de seize indicateurs d'une petite organisation. Ce que d'autres ont trouvé n'est qu'un contexte : périmètres et méthodes diffèrent.",
                "The core of sixteen indicators of a small organisation. What others found is context only: perimeters and methods differ.",
            )) }
            (table(page, &followed.series))
            @if let Some(curves) = curves { (curves) }
        }
    })
}

fn table(page: Page<'_>, series: &Series) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : indicateurs", "Table: indicators")) {
            table {
                thead {
                    tr {
                        th scope="col" { (page.say("indicateur", "indicator")) }
                        th.n scope="col" { (page.say("valeur", "value")) }
                        th.n scope="col" { (page.say("intervalle", "interval")) }
                        th scope="col" { (page.say("tendance", "trend")) }
                        th.n scope="col" { (page.say("couverture", "coverage")) }
                        th scope="col" { (page.say("ailleurs", "elsewhere")) }
                    }
                }
                tbody {
                    @for (definition, entries) in &series.rows {
                        @if let Some(entry) = entries.last() { (line(page, definition, entry)) }
                    }
                }
            }
        }
    }
}

fn line(page: Page<'_>, definition: &Definition, entry: &Entry) -> Markup {
    let benchmark = definition.benchmark.as_ref().map(|(found, _)| page.text(found));
    html! {
        tr {
            th scope="row" { (page.text(&definition.label)) }
            @match &entry.value.figure {
                Ok(figure) => {
                    td.n { (page.fine(&said(page.lang, definition, *figure))) }
                    td.n { (interval_said(page.lang, *figure).unwrap_or_else(|| "–".to_owned())) }
                    td { (trend(page, definition, entry)) }
                    td.n { (entry.value.coverage.map_or_else(|| "–".to_owned(), |share| page.percent(share))) }
                }
                Err(missing) => {
                    td colspan="4" {
                        (page.say("il manque ", "missing: "))
                        (missing.data.first().map_or_else(String::new, |datum| page.fine(datum.label(page.lang))))
                    }
                }
            }
            td { (benchmark.unwrap_or_else(|| "–".to_owned())) }
        }
    }
}

fn trend(page: Page<'_>, definition: &Definition, entry: &Entry) -> String {
    if let Some(broken) = entry.breaks.first() {
        let why = page.text(broken.said());
        let alike = alike_said(page.lang, definition, entry);
        let alike = alike.map_or_else(String::new, |said| format!(" ; {}", page.fine(&said)));
        return format!("{} ({why}){alike}", page.say("non comparable", "not comparable"));
    }
    match (entry.trend, entry.before) {
        (Some(trend), Some((year, before))) => {
            format!(
                "{} ({year}{}{})",
                page.fine(&trend_said(page.lang, definition, trend)),
                page.colon(),
                said(page.lang, definition, before)
            )
        }
        _ => "–".to_owned(),
    }
}

/// How long equipment stays, for the types with most units.
fn lives(page: Page<'_>, followed: &Followed) -> Result<Markup, Fault> {
    let shown: Vec<&Survival> = followed.survival.iter().take(CURVES.len()).collect();
    let curves: Vec<Survivors<'_>> = shown
        .iter()
        .map(|one| {
            let lifetime = &one.lifetime;
            // Beyond the horizon too few are at risk for the curve to say something.
            let until = lifetime.curve.last_age_with(ledger::lifetime::MIN_AT_RISK);
            Survivors { curve: &lifetime.curve, until: until.unwrap_or(lifetime.curve.oldest) }
        })
        .collect();
    let first = shown[0];
    let months =
        first.lifetime.estimate.as_ref().map_or(0.0, |estimate| estimate.mean.value * 12.0);
    let sentence = page.text(&text!(
        "La part des équipements encore en usage selon leur âge : « {0} » reste {1} mois en moyenne, ceux encore là étant comptés comme tels.",
        "The share of units still in use by age: “{0}” stays {1} months on average, those still there counted as such.",
        first.label.say(page.lang),
        page.lang.number(months, 0)
    ));
    let named = Named { id: "chart-survival", title: &sentence };
    let kinds: Vec<(Colour, String)> =
        CURVES.into_iter().zip(&shown).map(|(c, one)| (c, page.text(&one.label))).collect();
    Ok(plate(&Plate {
        heading: &page.say("Durée de vie dans l'organisation", "Lifetime in the organisation"),
        sentence: &sentence,
        legend: legend(&kinds),
        svg: Some(survival(&named, &curves, page.lang)?),
        note: Some(page.say(
            "Estimation de Kaplan-Meier, bande à 95 % ; le tracé s'arrête quand moins de dix équipements sont suivis.",
            "Kaplan-Meier estimate, 95% band; the curve ends where fewer than ten units are watched.",
        )),
        table: estimates(page, followed),
    }))
}

fn estimates(page: Page<'_>, followed: &Followed) -> Markup {
    let number = |years: f64| page.lang.number(years * 12.0, 0);
    html! {
        details {
            summary { (page.say("Voir les chiffres", "See the figures")) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : durées de vie", "Table: lifetimes")) {
                table {
                    thead {
                        tr {
                            th scope="col" { "type" }
                            th.n scope="col" { (page.say("suivis", "watched")) }
                            th.n scope="col" { (page.say("sorties", "exits")) }
                            th.n scope="col" { (page.say("moyenne (mois)", "mean (months)")) }
                            th.n scope="col" { (page.say("intervalle à 95 %", "95% interval")) }
                            th.n scope="col" { (page.say("horizon (mois)", "horizon (months)")) }
                            th.n scope="col" { (page.say("âge moyen à la sortie, biaisé", "mean age at exit, biased")) }
                        }
                    }
                    tbody {
                        @for one in &followed.survival {
                            @if let Ok(estimate) = &one.lifetime.estimate {
                                tr {
                                    th scope="row" { (page.text(&one.label)) }
                                    td.n { (page.lang.number(one.lifetime.units, 0)) }
                                    td.n { (page.lang.number(one.lifetime.exits, 0)) }
                                    td.n { (number(estimate.mean.value)) }
                                    td.n { (number(estimate.mean.low)) (page.say(" à ", " to ")) (number(estimate.mean.high)) }
                                    td.n { (number(estimate.horizon)) }
                                    td.n { (one.lifetime.naive.age_at_exit.map_or_else(|| "–".to_owned(), number)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
