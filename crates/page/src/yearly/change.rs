//! Why the figure is not the earlier year's: two sentences, a waterfall, a table.

use super::page::{Page, Scale};
use super::plate::legend;
use super::sentence::plain;
use crate::charts::{ChartNames, ChartSheet, Fill, STEPS, WaterfallStep, both, waterfall};
use change::{Change, MachineFlow};
use ground::fault::Fault;
use ground::lang::Lang;
use ground::text;
use maud::{Markup, PreEscaped, html};
use report::{change_answer, change_sentences};

/// The section; nothing where no earlier year was compared.
pub(super) fn section(page: Page<'_>) -> Result<Markup, Fault> {
    let Some(change) = page.story.change else { return Ok(html! {}) };
    let (from, to) = (change.from.year, change.to.year);
    let scale = Scale::of(&change.criterion.1, largest(change));
    let drawn = both(|sheet| drawn(sheet, change, page.lang))?;
    let answer = change_answer(change, page.lang);
    let sentences = change_sentences(change, page.lang);
    Ok(html! {
        section #change {
            h2 { (page.text(&text!("De {from} à {to} : pourquoi", "From {from} to {to}: why"))) }
            @for sentence in &answer { p { (page.fine(sentence)) } }
            figure {
                (legend(&steps_legend(page)))
                (PreEscaped(drawn))
                @if change.effects.iter().any(|line| line.has_interval) {
                    figcaption.note { (page.say(
                        "Les traits fins sont les intervalles à 90 % de chaque effet ; une erreur commune aux deux années s'y annule.",
                        "Thin lines are each effect's 90% interval; an error that both years share cancels in it.",
                    )) }
                }
            }
            @if !sentences.is_empty() {
                ul { @for sentence in &sentences { li { (page.fine(sentence)) } } }
            }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : effets", "Table: effects")) { table {
                caption { (page.sentence("Effets, avec leur intervalle à 90 % ({unit})", "Effects, with their 90% intervals ({unit})", &[("unit", plain(&scale.unit))])) }
                thead { tr {
                    th scope="col" { (page.say("Effet", "Effect")) }
                    th.n scope="col" { (page.say("Écart", "Change")) }
                    th.n scope="col" { (page.say("de", "from")) }
                    th.n scope="col" { (page.say("à", "to")) }
                } }
                tbody {
                    @for line in change.effects.iter().filter(|line| line.value.value != 0.0) {
                        tr {
                            th scope="row" { (page.fine(line.effect.label(page.lang))) }
                            td.n { (scale.number(page.lang, line.value.value)) }
                            @if line.has_interval {
                                td.n { (scale.number(page.lang, line.value.low)) }
                                td.n { (scale.number(page.lang, line.value.high)) }
                            } @else { td.n { "–" } td.n { "–" } }
                        }
                    }
                }
            } }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : machines", "Table: machines")) { table {
                caption { (page.sentence("Les machines ({unit})", "The machines ({unit})", &[("unit", plain(&scale.unit))])) }
                thead { tr {
                    th scope="col" { (page.say("Flux", "Flow")) }
                    th.n scope="col" { (page.say("Unités", "Units")) }
                    th.n scope="col" { (from) }
                    th.n scope="col" { (to) }
                } }
                tbody {
                    @for (name, (_, flow)) in FLOWS.iter().zip(change.flows.each()) {
                        @if flow != MachineFlow::default() {
                            tr {
                                th scope="row" { (page.say(name.0, name.1)) }
                                // Services and meters are no machines.
                                td.n {
                                    @if flow.units > 0.0 { (page.lang.number(flow.units, 0)) }
                                    @else { "–" }
                                }
                                td.n { (scale.cell(page.lang, flow.before)) }
                                td.n { (scale.cell(page.lang, flow.after)) }
                            }
                        }
                    }
                }
            } }
        }
    })
}

const FLOWS: [(&str, &str); 7] = [
    ("restées", "stayed"),
    ("parties", "left"),
    ("arrivées", "arrived"),
    ("sans identifiant", "without identifier"),
    ("écartées l'autre année", "set aside in the other year"),
    ("absentes, sortie non dite", "missing, no exit told"),
    ("services, compteurs, jeu de facteurs", "services, meters, factor set"),
];

/// What the colours of the waterfall stand for.
fn steps_legend(page: Page<'_>) -> Vec<(Fill, String)> {
    let said = [
        page.say("total", "total"),
        page.say("ce qui monte", "what rises"),
        page.say("ce qui baisse", "what falls"),
    ];
    STEPS.into_iter().map(Fill::from).zip(said).collect()
}

fn largest(change: &Change) -> f64 {
    change.from.total.value.abs().max(change.to.total.value.abs())
}

/// The waterfall of a change as an SVG of its own.
///
/// # Errors
///
/// It cannot be drawn.
pub fn change_svg(change: &Change, lang: Lang) -> Result<String, Fault> {
    drawn(ChartSheet::Wide, change, lang)
}

fn drawn(sheet: ChartSheet, change: &Change, lang: Lang) -> Result<String, Fault> {
    let scale = Scale::of(&change.criterion.1, largest(change));
    let said = |value: f64| scale.number(lang, value);
    let start = change.before();
    let bounds = |low: f64, high: f64| Some((scale.of_value(low), scale.of_value(high)));
    let total = |year: i32, value: f64| WaterfallStep {
        label: year.to_string(),
        span: (0.0, scale.of_value(value)),
        is_total: true,
        interval: None,
        value: said(value),
    };
    let mut steps = vec![total(change.from.year, start)];
    let mut reached = start;
    for line in change.effects.iter().filter(|line| line.value.value != 0.0) {
        let next = reached + line.value.value;
        let sign = if line.value.value > 0.0 { "+" } else { "" };
        steps.push(WaterfallStep {
            label: line.effect.label(lang).to_owned(),
            span: (scale.of_value(reached), scale.of_value(next)),
            is_total: false,
            interval: bounds(reached + line.value.low, reached + line.value.high)
                .filter(|_| line.has_interval),
            value: format!("{sign}{}", said(line.value.value)),
        });
        reached = next;
    }
    steps.push(total(change.to.year, change.to.total.value));
    let (from, to) = (change.from.year, change.to.year);
    let title = text!("De {from} à {to}, effet par effet", "From {from} to {to}, effect by effect");
    let named = ChartNames { id: "change-chart", title: title.say(lang) };
    waterfall(sheet, &named, &steps, (&scale.unit, lang))
}
