//! The chart by life-cycle stage: shares of one bar.

use super::charts::sorted;
use super::groups::{Line, stages_used};
use super::page::Page;
use super::plate::{Plate, difference_note, legend, nothing, plate};
use crate::charts::{Colour, Named, colour, share};
use footprint::{Axis, Group};
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use maud::{Markup, html};

pub(super) fn figure(page: Page<'_>) -> Result<Markup, Fault> {
    // Services are drawn with the equipment; a negative difference at a meter has no bar.
    let (groups, mut differences) = sorted(page, Axis::Type);
    let stages = stages_used(page);
    let with_differences: Vec<&Group> = groups.iter().chain(&differences).copied().collect();
    let mut all = Line::together(String::new(), &with_differences);
    if stages.iter().all(|stage| 0.0 <= all.stage(*stage).value) {
        differences.clear();
    } else {
        // A bar has no room for a negative part.
        all = Line::together(String::new(), &groups);
    }
    let sum = all.total().value;
    let part = |stage: Stage| if 0.0 < sum { (all.stage(stage).value / sum).max(0.0) } else { 0.0 };
    let parts: Vec<(f64, Colour, String)> = stages
        .iter()
        .map(|stage| (part(*stage), colour(*stage), page.percent(part(*stage))))
        .collect();
    let lead = stages.iter().copied().max_by(|a, b| part(*a).total_cmp(&part(*b)));
    let sentence = match lead {
        Some(lead) if 0.0 < sum => page.text(&text!(
            "La part de chaque étape du cycle de vie : « {0} » vient en tête, avec {1}.",
            "The share of each life-cycle stage: “{0}” comes first, with {1}.",
            lead.label(page.lang),
            page.percent(part(lead))
        )),
        _ => nothing(page),
    };
    let svg = share(&Named { id: "chart-stage", title: &sentence }, &parts)?;
    let kinds: Vec<(Colour, String)> = stages
        .iter()
        .map(|stage| {
            let label = page.fine(stage.label(page.lang));
            (colour(*stage), format!("{label}{}{}", page.colon(), page.percent(part(*stage))))
        })
        .collect();
    Ok(plate(&Plate {
        heading: &page.say("Par étape du cycle de vie", "By life-cycle stage"),
        sentence: &sentence,
        legend: legend(&kinds),
        svg: (0.0 < sum).then_some(svg),
        note: difference_note(page, &differences, true),
        table: stage_table(page, &stages),
    }))
}

fn stage_table(page: Page<'_>, stages: &[Stage]) -> Markup {
    let totals = &page.story.outcome.footprint.totals;
    let all = page.total();
    let scale = page.scale(all.value);
    let row = |label: &str, amount: Interval| {
        html! {
            tr {
                th scope="row" { (label) }
                td.n { (scale.cell(page.lang, amount.value)) }
                td.n { (page.part(amount.value, all.value)) }
            }
        }
    };
    html! {
        details {
            summary { (page.say("Voir les chiffres", "See the figures")) }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : étapes", "Table: stages")) {
                table.stages {
                    caption { (page.say("Étapes du cycle de vie, en ", "Life-cycle stages, in ")) (scale.unit) }
                    thead {
                        tr {
                            th scope="col" { (page.say("étape", "stage")) }
                            th.n scope="col" { (page.say("total", "total")) }
                            th.n scope="col" { (page.say("part", "share")) }
                        }
                    }
                    tbody { @for stage in stages { (row(&page.fine(stage.label(page.lang)), totals.stage(0, *stage))) } }
                    tfoot { (row(&page.say("total", "total"), all)) }
                }
            }
        }
    }
}
