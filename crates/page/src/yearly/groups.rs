//! Groups of an axis as lines of a chart and of a table, the smallest ones taken together.

use super::page::{Page, Scale};
use footprint::{Group, Sums};
use ground::quantity::Interval;
use ground::stage::Stage;
use maud::{Markup, html};
use report::stages::{self, Column};

/// How many groups a table shows; the others are a line together.
const SHOWN: usize = 200;

/// One or several groups as one line, first criterion.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) units: f64,
    kwh: f64,
    stages: [Interval; Stage::ALL.len()],
}

impl Line {
    pub(super) fn of(page: Page<'_>, group: &Group) -> Self {
        let label = page.text(&group.label);
        Self { label, units: group.units, kwh: group.kwh.value, stages: each(&group.sums) }
    }

    /// The whole footprint.
    pub(super) fn all(page: Page<'_>) -> Self {
        let footprint = &page.story.outcome.footprint;
        let (units, kwh) = (footprint.units, footprint.kwh.value);
        Self { label: page.say("total", "total"), units, kwh, stages: each(&footprint.totals) }
    }

    /// Several groups together.
    pub(super) fn together(label: String, groups: &[&Group]) -> Self {
        let mut line =
            Self { label, units: 0.0, kwh: 0.0, stages: [Interval::ZERO; Stage::ALL.len()] };
        for group in groups {
            line.units += group.units;
            line.kwh += group.kwh.value;
            for (mine, theirs) in line.stages.iter_mut().zip(each(&group.sums)) {
                *mine += theirs;
            }
        }
        line
    }

    pub(super) fn stage(&self, stage: Stage) -> Interval {
        self.stages[stage.index()]
    }

    /// What stands in a column.
    pub(super) fn column(&self, column: Column) -> f64 {
        match column {
            Column::Embodied => self.embodied(),
            Column::Stage { stage, .. } => self.stage(stage).value,
        }
    }

    pub(super) fn total(&self) -> Interval {
        self.stages.iter().copied().sum()
    }

    /// All stages but use.
    pub(super) fn embodied(&self) -> f64 {
        self.total().value - self.stage(Stage::Use).value
    }
}

/// The stages that have a figure anywhere, in the order of charts: what sources give together
/// beside the making, whose colour it has.
pub(super) fn drawn_stages(page: Page<'_>) -> Vec<Stage> {
    let totals = &page.story.outcome.footprint.totals;
    [Stage::Manufacturing, Stage::Embodied, Stage::Distribution, Stage::EndOfLife, Stage::Use]
        .into_iter()
        .filter(|stage| *stage == Stage::Use || totals.stage(0, *stage).value != 0.0)
        .collect()
}

/// The columns of tables.
pub(super) fn columns(page: Page<'_>) -> Vec<Column> {
    stages::columns(&page.story.outcome.footprint.totals)
}

/// What a table must say where sources give stages together; nothing elsewhere.
pub(super) fn together_note(page: Page<'_>) -> Option<String> {
    let totals = &page.story.outcome.footprint.totals;
    let sum = page.mass(totals.stage(0, Stage::Embodied).value);
    stages::together(totals, &sum).map(|said| page.text(&said))
}

/// The largest groups, the others as one line.
pub(super) fn largest(page: Page<'_>, groups: &[&Group], shown: usize) -> Vec<Line> {
    // One group left over is shown itself: it takes no more room than "others".
    let shown = if groups.len() == shown + 1 { groups.len() } else { shown.min(groups.len()) };
    let (first, rest) = groups.split_at(shown);
    let mut lines: Vec<Line> = first.iter().map(|group| Line::of(page, group)).collect();
    if !rest.is_empty() {
        let label = format!("{} ({})", page.say("autres", "others"), page.whole(rest.len() as u64));
        lines.push(Line::together(label, rest));
    }
    lines
}

/// The table of an axis, folded away below its chart; what is of none of its values comes last.
pub(super) fn table(page: Page<'_>, heading: &str, groups: &[&Group], apart: &[&Group]) -> Markup {
    let total = page.total();
    let scale = page.scale(total.value);
    let columns = columns(page);
    let lines = largest(page, groups, SHOWN);
    let apart: Vec<Line> = apart.iter().map(|group| Line::of(page, group)).collect();
    let all = Line::all(page);
    html! {
            div.wide tabindex="0" role="region" aria-label={ (page.say("Tableau : ", "Table: ")) (heading) } {
                table.figures {
                    caption { (heading) ", " (page.say("en ", "in ")) (scale.unit) }
                    thead {
                        tr {
                            th scope="col" { (heading) }
                            th.n scope="col" { (page.say("équipements", "units")) }
                            th.n.as-is scope="col" { "kWh" }
                            @for column in &columns { th.n scope="col" { (page.fine(&column.label(page.lang))) } }
                            th.n scope="col" { (page.say("total", "total")) }
                        }
                    }
                    tbody {
                        @for line in &lines { (row(page, line, &scale, &columns)) }
                        @if !apart.is_empty() {
                            tr { th scope="rowgroup" colspan=(columns.len() + 4) {
                                (page.say("sans ", "of no ")) (heading)
                            } }
                        }
                        @for line in &apart { (row(page, line, &scale, &columns)) }
                    }
                    tfoot { (row(page, &all, &scale, &columns)) }
                }
            }
            p.note { (page.say(
                "« – » : rien à compter, ou pas de chiffre.",
                "“–”: nothing to count, or no figure.",
            )) @if let Some(together) = together_note(page) { " " (together) } }
    }
}

fn row(page: Page<'_>, line: &Line, scale: &Scale, columns: &[Column]) -> Markup {
    let total = line.total();
    html! {
        tr {
            th scope="row" { (line.label) }
            td.n { @if line.units == 0.0 { "–" } @else { (page.lang.number(line.units, 0)) } }
            td.n { @if line.kwh == 0.0 { "–" } @else { (page.lang.number(line.kwh, 0)) } }
            @for column in columns { td.n { (scale.cell(page.lang, line.column(*column))) } }
            td.n { strong { (scale.cell(page.lang, total.value)) } }
        }
    }
}

fn each(sums: &Sums) -> [Interval; Stage::ALL.len()] {
    Stage::ALL.map(|stage| sums.stage(0, stage))
}
