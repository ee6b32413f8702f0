//! The chart by life-cycle stage: shares of one bar.

use super::groups::{GroupLine, columns, drawn_stages, sorted, together_note};
use super::page::Page;
use super::plate::{Annex, Plate, difference_note, legend, nothing, plate, stage_name};
use super::sentence::plain;
use crate::charts::{ChartNames, Fill, both, fill, share};
use footprint::{Axis, Group};
use ground::fault::Fault;
use ground::stage::Stage;
use ground::text;
use maud::{Markup, html};

pub(super) fn figure(page: Page<'_>, annex: &mut Annex) -> Result<Markup, Fault> {
    // Services are drawn with the equipment; a negative difference at a meter has no bar.
    let (groups, mut differences) = sorted(page, Axis::Type);
    let stages = drawn_stages(page);
    let with_differences: Vec<&Group> = groups.iter().chain(&differences).copied().collect();
    let mut all = GroupLine::together(page, String::new(), &with_differences);
    if stages.iter().all(|stage| 0.0 <= all.stage(*stage).value) {
        differences.clear();
    } else {
        // A bar has no room for a negative part.
        all = GroupLine::together(page, String::new(), &groups);
    }
    let sum = all.total().value;
    let part = |stage: Stage| if 0.0 < sum { (all.stage(stage).value / sum).max(0.0) } else { 0.0 };
    let parts: Vec<(f64, Fill, String)> = stages
        .iter()
        .map(|stage| (part(*stage), fill(*stage), page.percent(part(*stage))))
        .collect();
    let lead = stages.iter().copied().max_by(|a, b| part(*a).total_cmp(&part(*b)));
    let sentence = match lead {
        Some(lead) if 0.0 < sum => page.text(&text!(
            "La part de chaque étape du cycle de vie : « {0} » vient en tête, avec {1}.",
            "The share of each life-cycle stage: “{0}” comes first, with {1}.",
            stage_name(page, lead),
            page.percent(part(lead))
        )),
        _ => nothing(page),
    };
    let named = ChartNames { id: "chart-stage", title: &sentence };
    let svg = both(|sheet| share(sheet, &named, &parts))?;
    let kinds: Vec<(Fill, String)> = stages
        .iter()
        .map(|stage| {
            let label = stage_name(page, *stage);
            (fill(*stage), format!("{label}{}{}", page.colon(), page.percent(part(*stage))))
        })
        .collect();
    Ok(plate(
        page,
        &Plate {
            id: "chart-stage",
            heading: &page.say("Par étape du cycle de vie", "By life-cycle stage"),
            sentence: &sentence,
            legend: legend(&kinds),
            svg: (0.0 < sum).then_some(svg),
            note: difference_note(page, &differences, true),
            table: stage_table(page),
        },
        annex,
    ))
}

fn stage_table(page: Page<'_>) -> Markup {
    let totals = &page.story.outcome.footprint.totals;
    let total = totals.total(0).value;
    let scale = page.scale(total);
    let row = |label: &str, amount: Option<f64>| {
        html! {
            tr {
                th scope="row" { (label) }
                td.n { (scale.known(page.lang, amount)) }
                td.n { (page.known_part(amount, Some(total))) }
            }
        }
    };
    html! {
        div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : étapes", "Table: stages")) {
            table.stages {
                caption { (page.sentence("Étapes du cycle de vie, en {unit}", "Life-cycle stages, in {unit}", &[("unit", plain(&scale.unit))])) }
                thead {
                    tr {
                        th scope="col" { (page.say("étape", "stage")) }
                        th.n scope="col" { (page.say("total", "total")) }
                        th.n scope="col" { (page.say("part", "share")) }
                    }
                }
                tbody {
                    @for column in columns(page) {
                        (row(&page.fine(&column.label(page.lang)), column.known(totals, 0).map(|known| known.value)))
                    }
                }
                tfoot { (row(&page.say("total", "total"), totals.overall(0).map(|all| all.value))) }
            }
        }
        @if let Some(together) = together_note(page) { p.note { (together) } }
    }
}
