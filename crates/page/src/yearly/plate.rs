//! What every chart of the page shares: bars, legend, notes, and the frame around it.

use super::groups::{Line, stages_used};
use super::page::{Page, Scale};
use crate::charts::{Bar, Colour, colour, css};
use footprint::Group;
use ground::stage::Stage;
use ground::text;
use maud::{Markup, PreEscaped, html};

/// A line as a bar: each stage, or embodied and use.
pub(super) fn bar(page: Page<'_>, line: &Line, scale: &Scale, each_stage: bool) -> Bar {
    let positive = |value: f64| scale.of_value(value).max(0.0);
    let parts = if each_stage {
        stages_used(page).iter().map(|stage| positive(line.stage(*stage).value)).collect()
    } else {
        vec![positive(line.embodied()), positive(line.stage(Stage::Use).value)]
    };
    let value = scale.number(page.lang, line.total().value);
    Bar { label: line.label.clone(), wide: false, parts, value }
}

/// Colours, alone and with their names.
pub(super) type Kinds = (Vec<Colour>, Vec<(Colour, String)>);

pub(super) fn by_each_stage(page: Page<'_>) -> Kinds {
    let kinds: Vec<(Colour, String)> = stages_used(page)
        .into_iter()
        .map(|stage| (colour(stage), page.fine(stage.label(page.lang))))
        .collect();
    (kinds.iter().map(|(colour, _)| *colour).collect(), kinds)
}

pub(super) fn in_two(page: Page<'_>) -> Kinds {
    let kinds = vec![
        (
            colour(Stage::Manufacturing),
            page.say(
                "fabrication, distribution et fin de vie",
                "manufacturing, distribution and end of life",
            ),
        ),
        (colour(Stage::Use), page.say("utilisation", "use")),
    ];
    (kinds.iter().map(|(colour, _)| *colour).collect(), kinds)
}

pub(super) fn nothing(page: Page<'_>) -> String {
    page.say(
        "Rien à représenter : aucun équipement n'a de chiffre.",
        "Nothing to show: no equipment has a figure.",
    )
}

pub(super) fn legend(kinds: &[(Colour, String)]) -> Markup {
    html! {
        ul.legend {
            @for (colour, label) in kinds {
                li { span.swatch style={ "background:" (css(*colour)) } {} (label) }
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
            "Comme plus haut, {0} ne sont pas dans ce graphique : ce ne sont pas des équipements.",
            "As above, {0} are not in this chart: they are no equipment.",
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

/// A chart with all that stands around it.
pub(super) struct Plate<'a> {
    pub(super) heading: &'a str,
    pub(super) sentence: &'a str,
    pub(super) legend: Markup,
    pub(super) svg: Option<String>,
    pub(super) note: Option<String>,
    pub(super) table: Markup,
}

pub(super) fn plate(plate: &Plate<'_>) -> Markup {
    html! {
        figure {
            h3 { (plate.heading) }
            figcaption { (plate.sentence) }
            @if let Some(svg) = &plate.svg {
                (plate.legend)
                // The drawing escapes its own texts.
                (PreEscaped(svg))
                @if let Some(note) = &plate.note { p.note { (note) } }
            }
            (plate.table)
        }
    }
}
