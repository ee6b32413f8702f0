//! What every chart of the page shares: bars, legend, notes, and the frame around it.

use super::groups::{GroupLine, drawn_stages};
use super::page::{Page, Scale};
use crate::charts::{Bar, Fill, css, fill};
use footprint::Group;
use ground::stage::Stage;
use ground::text;
use maud::{Markup, PreEscaped, html};

/// A line as a bar: each stage, or embodied and use.
pub(super) fn bar(page: Page<'_>, line: &GroupLine, scale: &Scale, each_stage: bool) -> Bar {
    let positive = |value: f64| scale.of_value(value).max(0.0);
    let parts = if each_stage {
        drawn_stages(page).iter().map(|stage| positive(line.stage(*stage).value)).collect()
    } else {
        let mut parts = vec![positive(line.embodied())];
        if page.story.counts_use() {
            parts.push(positive(line.stage(Stage::Use).value));
        }
        parts
    };
    let value = line.value(page, scale);
    let interval = line.interval.map(|sure| [positive(sure.low), positive(sure.high)]);
    Bar { label: line.label.clone(), wide: false, parts, value, interval }
}

/// Fills, alone and with their names.
pub(super) type PlateFills = (Vec<Fill>, Vec<(Fill, String)>);

pub(super) fn by_each_stage(page: Page<'_>) -> PlateFills {
    let kinds: Vec<(Fill, String)> = drawn_stages(page)
        .into_iter()
        .map(|stage| (fill(stage), stage_name(page, stage)))
        .collect();
    (kinds.iter().map(|(fill, _)| *fill).collect(), kinds)
}

/// A stage as legends and sentences call it: what a source gives together is no stage.
pub(super) fn stage_name(page: Page<'_>, stage: Stage) -> String {
    match stage {
        Stage::Embodied => page.say(
            "de la fabrication à la fin de vie, données ensemble par la source",
            "from manufacturing to end of life, given together by the source",
        ),
        stage => page.fine(stage.label(page.lang)),
    }
}

pub(super) fn in_two(page: Page<'_>) -> PlateFills {
    let mut kinds = vec![
        (
            fill(Stage::Manufacturing),
            page.say(
                "fabrication, distribution et fin de vie",
                "manufacturing, distribution and end of life",
            ),
        ),
        (fill(Stage::Use), page.say("utilisation", "use")),
    ];
    kinds.truncate(if page.story.counts_use() { 2 } else { 1 });
    (kinds.iter().map(|(fill, _)| *fill).collect(), kinds)
}

pub(super) fn nothing(page: Page<'_>) -> String {
    page.say(
        "Rien à représenter : aucun équipement n'a de chiffre.",
        "Nothing to show: no equipment has a figure.",
    )
}

pub(super) fn legend(kinds: &[(Fill, String)]) -> Markup {
    html! {
        ul.legend {
            @for (fill, label) in kinds {
                li { span.swatch style={ "background:" (css(*fill)) } {} (label) }
            }
        }
    }
}

/// What stands in the total and not in the chart: each by its name, or their sum where another
/// chart has named them.
pub(super) fn difference_note(
    page: Page<'_>,
    differences: &[&Group],
    whole: bool,
) -> Option<String> {
    if differences.is_empty() {
        return None;
    }
    if !whole {
        let sum: f64 = differences.iter().map(|group| group.sums.total(0).value).sum();
        return Some(page.text(&text!(
            "{0} ne sont pas dans ce graphique : ce ne sont pas des équipements.",
            "{0} are not in this chart: they are no equipment.",
            page.mass(sum)
        )));
    }
    let said: Vec<String> = differences
        .iter()
        .map(|group| {
            let mass = page.mass(group.sums.total(0).value);
            let kwh = match group.kwh.value {
                0.0 => String::new(),
                kwh => format!(" ({})", page.kwh(kwh)),
            };
            format!("{}{}{mass}{kwh}", page.text(&group.label), page.colon())
        })
        .collect();
    Some(page.text(&text!(
        "Dans le total et le tableau, mais pas dans ce graphique – {0}.",
        "In the total and the table, but not in this chart – {0}.",
        said.join(page.lang.semicolon())
    )))
}

/// The figures of charts, each under its name: what the annex holds.
pub(super) type Annex = Vec<Markup>;

/// A chart with all that stands around it; its figures stand in the annex.
pub(super) struct Plate<'a> {
    pub(super) id: &'a str,
    pub(super) heading: &'a str,
    pub(super) sentence: &'a str,
    pub(super) legend: Markup,
    pub(super) svg: Option<String>,
    pub(super) note: Option<String>,
    pub(super) table: Markup,
}

pub(super) fn plate(page: Page<'_>, plate: &Plate<'_>, annex: &mut Annex) -> Markup {
    let figures = format!("figures-{}", plate.id);
    annex.push(html! {
        section id=(figures) {
            h3 { (plate.heading) }
            (plate.table)
            @if plate.svg.is_some() {
                p.note.back { a href={ "#" (plate.id) } { (page.say("Retour au graphique", "Back to the chart")) } }
            }
        }
    });
    html! {
        figure id=(plate.id) {
            h3 { (plate.heading) }
            figcaption { (plate.sentence) }
            @if let Some(svg) = &plate.svg {
                (plate.legend)
                // The drawing escapes its own texts.
                (PreEscaped(svg))
                @if let Some(note) = &plate.note { p.note { (note) } }
            }
            p.note.see { a href={ "#" (figures) } { (page.say("Les chiffres, en annexe", "The figures, in the annex")) } }
        }
    }
}

/// The annex: the figures of every chart.
pub(super) fn annex(page: Page<'_>, annex: &[Markup]) -> Markup {
    html! {
        @if !annex.is_empty() {
            section #annex {
                h2 { (page.say("Annexe : les chiffres derrière le rapport", "Annex: the figures behind the report")) }
                @for figures in annex { (figures) }
            }
        }
    }
}
