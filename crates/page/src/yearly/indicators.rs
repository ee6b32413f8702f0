//! The indicators of a small organisation, and how long its equipment stays.

use super::page::Page;
use super::plate::{Annex, Plate, legend, plate};
use super::sentence::plain;
use crate::charts::{CURVES, ChartNames, Fill, Survivors, both, survival};
use ground::fault::Fault;
use ground::text;
use indicator::{Definition, Series, SeriesEntry, Survival, unit_label};
use maud::{Markup, html};
use report::indicators::{alike_said, bare, short_bounds, trend_said};

/// What the section is written from.
pub struct FollowedIndicators {
    /// The values, the last year being the report's.
    pub series: Series,
    /// The survival of types that have an estimate, most units first.
    pub survival: Vec<Survival>,
}

/// The section; empty where nothing is known but the footprint.
pub(super) fn section(
    page: Page<'_>,
    followed: &FollowedIndicators,
    annex: &mut Annex,
) -> Result<Markup, Fault> {
    let curves =
        if followed.survival.is_empty() { None } else { Some(lives(page, followed, annex)?) };
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

/// How many years stand side by side.
const YEARS: usize = 3;

fn table(page: Page<'_>, series: &Series) -> Markup {
    let all: Vec<i32> = series.years.iter().map(|basis| basis.year).collect();
    let years = &all[all.len().saturating_sub(YEARS)..];
    html! {
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : indicateurs", "Table: indicators")) {
            table.followed {
                thead {
                    tr {
                        th scope="col" { (page.say("indicateur", "indicator")) }
                        @for year in years { th.n scope="col" { (year) } }
                        th scope="col" { (page.say("tendance", "trend")) }
                        th scope="col" { (page.say("données", "data")) }
                    }
                }
                tbody {
                    @for (definition, entries) in &series.rows {
                        @if let Some(entry) = entries.last() { (line(page, definition, (years, entries), entry)) }
                    }
                }
            }
        }
    }
}

fn line(
    page: Page<'_>,
    definition: &Definition,
    (years, entries): (&[i32], &[SeriesEntry]),
    last: &SeriesEntry,
) -> Markup {
    let benchmark = definition.benchmark.as_ref().map(|(found, _)| page.text(found));
    let unit = unit_label(&definition.unit, page.lang);
    let of = |year: i32| {
        let entry = entries.iter().find(|entry| entry.year == year)?;
        let figure = entry.value.shown().ok()?;
        Some((page.fine(&bare(page.lang, definition, figure)), short_bounds(page.lang, figure)))
    };
    html! {
        tr {
            th scope="row" {
                (page.text(&definition.label))
                @if let Some(part) = &last.value.part { (page.colon()) strong { (page.text(part)) } }
                @if definition.id == "it_ghg_share_by_type" && last.value.part.is_some() {
                    span.beside { (page.say(", dans les équipements seuls", ", of the equipment alone")) }
                }
                @if !matches!(unit, "" | "%" | "yes/no") { span.beside { ", " (page.fine(unit)) } }
                @if let Some(benchmark) = benchmark {
                    p.detail { (page.sentence("ailleurs : {values}", "elsewhere: {values}", &[("values", plain(benchmark))])) }
                }
            }
            @for year in years {
                td.n {
                    @match of(*year) {
                        Some((value, bounds)) => {
                            (value)
                            @if let Some(bounds) = bounds { br; span.beside { (bounds) } }
                        }
                        None => "–",
                    }
                }
            }
            @match &last.value.figure {
                Ok(_) => {
                    td.trend {
                        (trend(page, definition, last))
                        @for said in broken_before(page, years, entries, last) {
                            br; span.beside { (said) }
                        }
                    }
                    td { (data(page, last)) }
                }
                Err(missing) => {
                    td colspan="2" {
                        @if let Some(datum) = missing.data.first() {
                            @let said = match page.story.method_lacks(*datum) {
                                Some(said) => page.marked(&said),
                                None => plain(page.fine(datum.label(page.lang))),
                            };
                            (page.sentence("il manque {datum}", "missing: {datum}", &[("datum", said)]))
                        }
                    }
                }
            }
        }
    }
}

/// What the figure rests on, and how much of what it should.
fn data(page: Page<'_>, last: &SeriesEntry) -> String {
    let quality = last.value.quality.label(page.lang);
    match last.value.coverage.filter(|known| *known < 0.995) {
        Some(known) => page.fine(&format!("{quality}, {}", page.percent(known))),
        None => page.fine(quality),
    }
}

/// The years shown beside the last one that must not be compared with the one before them.
fn broken_before(
    page: Page<'_>,
    years: &[i32],
    entries: &[SeriesEntry],
    last: &SeriesEntry,
) -> Vec<String> {
    let shown =
        entries.iter().filter(|entry| years.contains(&entry.year) && entry.year != last.year);
    shown
        .filter_map(|entry| {
            let ((before, _), broken) = (entry.before?, entry.breaks.first()?);
            let (year, why) = (entry.year, page.text(broken.said()));
            Some(page.text(&text!(
                "{year} non comparable à {before} ({why})",
                "{year} not comparable with {before} ({why})"
            )))
        })
        .collect()
}

fn trend(page: Page<'_>, definition: &Definition, entry: &SeriesEntry) -> String {
    if let Some(broken) = entry.breaks.first() {
        let why = page.text(broken.said());
        let alike = alike_said(page.lang, definition, entry);
        let alike = alike.map_or_else(String::new, |said| {
            format!("{}{}", page.lang.semicolon(), page.fine(&said))
        });
        return format!("{} ({why}){alike}", page.say("non comparable", "not comparable"));
    }
    match entry.trend {
        Some(trend) => page.fine(&trend_said(page.lang, definition, trend)),
        None => "–".to_owned(),
    }
}

/// How long equipment stays, for the types with most units.
fn lives(
    page: Page<'_>,
    followed: &FollowedIndicators,
    annex: &mut Annex,
) -> Result<Markup, Fault> {
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
    let named = ChartNames { id: "chart-survival", title: &sentence };
    let kinds: Vec<(Fill, String)> = CURVES
        .into_iter()
        .zip(shown.iter().zip(1..))
        .map(|(c, (one, number))| (c.into(), format!("{number} – {}", page.text(&one.label))))
        .collect();
    Ok(plate(page, &Plate {
        id: "chart-survival",
        heading: &page.say("Durée de vie dans l'organisation", "Lifetime in the organisation"),
        sentence: &sentence,
        legend: legend(&kinds),
        svg: Some(both(|sheet| survival(sheet, &named, &curves, page.lang))?),
        note: Some(page.say(
            "Estimation de Kaplan-Meier, bande à 95 % ; le tracé s'arrête quand moins de dix équipements sont suivis.",
            "Kaplan-Meier estimate, 95% band; the curve ends where fewer than ten units are watched.",
        )),
        table: estimates(page, followed),
    }, annex))
}

fn estimates(page: Page<'_>, followed: &FollowedIndicators) -> Markup {
    let number = |years: f64| page.lang.number(years * 12.0, 0);
    html! {
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
                                    td.n { (page.sentence("{low} à {high}", "{low} to {high}", &[("low", plain(number(estimate.mean.low))), ("high", plain(number(estimate.mean.high)))])) }
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
