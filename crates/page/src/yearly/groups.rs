//! Groups of an axis as lines of a chart and of a table, the smallest ones taken together.

use super::page::{Page, Scale};
use super::sentence::plain;
use footprint::{Axis, Group, Sums};
use ground::quantity::Interval;
use ground::stage::Stage;
use maud::{Markup, html};
use report::stages::{self, StageColumn};
use report::{NOTHING, UNKNOWN};

/// How many groups a table shows; the others are a line together.
const SHOWN: usize = 200;

/// One or several groups as one line, first criterion.
pub(super) struct GroupLine {
    pub(super) label: String,
    pub(super) units: f64,
    /// Its electricity; none where it is not known, or not counted.
    kwh: Option<f64>,
    sums: Sums,
    /// Its 90 % interval, where it has one.
    pub(super) interval: Option<Interval>,
}

impl GroupLine {
    pub(super) fn of(page: Page<'_>, group: &Group) -> Self {
        let label = page.text(&group.label);
        let kwh = page.story.electricity(group).map(|kwh| kwh.value);
        let (sums, interval) = (group.sums.clone(), group.interval());
        Self { label, units: group.counted(), kwh, sums, interval }
    }

    /// The whole footprint.
    pub(super) fn all(page: Page<'_>) -> Self {
        let footprint = &page.story.outcome.footprint;
        let kwh = page.story.all_electricity().map(|kwh| kwh.value);
        let (label, sums) = (page.say("total", "total"), footprint.totals.clone());
        let interval = footprint.totals.overall(0).map(|_| footprint.headline().interval);
        Self { label, units: footprint.counted(), kwh, sums, interval }
    }

    /// Several groups together.
    pub(super) fn together(page: Page<'_>, label: String, groups: &[&Group]) -> Self {
        let sums = Sums::zero(page.story.outcome.footprint.criteria.len());
        let mut line = Self { label, units: 0.0, kwh: None, sums, interval: None };
        let mut untold = false;
        for group in groups {
            line.units += group.counted();
            match page.story.electricity(group) {
                Some(kwh) => line.kwh = Some(line.kwh.unwrap_or(0.0) + kwh.value),
                None => untold = true,
            }
            line.sums.merge(&group.sums);
        }
        // A zero beside what is not known is not known.
        line.kwh = line.kwh.filter(|kwh| !untold || *kwh != 0.0);
        line
    }

    pub(super) fn stage(&self, stage: Stage) -> Interval {
        self.sums.stage(0, stage)
    }

    /// What stands in a column, where it is known.
    fn column(&self, column: StageColumn) -> Option<f64> {
        column.known(&self.sums, 0).map(|known| known.value)
    }

    pub(super) fn total(&self) -> Interval {
        self.sums.total(0)
    }

    /// Whether nothing is known of it, which is more than nothing.
    pub(super) fn is_unknown(&self) -> bool {
        self.sums.overall(0).is_none() && self.total() == Interval::ZERO
    }

    /// Whether a part of it is known, and a part is not.
    pub(super) fn is_partial(&self) -> bool {
        self.sums.overall(0).is_none() && !self.is_unknown()
    }

    /// Its total as a chart writes it: at least so much where a part is not known.
    pub(super) fn value(&self, page: Page<'_>, scale: &Scale) -> String {
        let value = scale.number(page.lang, self.total().value);
        if self.is_unknown() {
            UNKNOWN.to_owned()
        } else if self.is_partial() {
            format!("≥\u{a0}{value}")
        } else {
            value
        }
    }

    /// All stages but use.
    pub(super) fn embodied(&self) -> f64 {
        self.sums.embodied(0).value
    }
}

/// The stages that have a figure anywhere, in the order of charts: what sources give together
/// beside the making, whose colour it has.
pub(super) fn drawn_stages(page: Page<'_>) -> Vec<Stage> {
    let totals = &page.story.outcome.footprint.totals;
    [Stage::Manufacturing, Stage::Embodied, Stage::Distribution, Stage::EndOfLife, Stage::Use]
        .into_iter()
        .filter(|stage| match stage {
            Stage::Use => page.story.counts_use(),
            stage => totals.stage(0, *stage).value != 0.0,
        })
        .collect()
}

/// The columns of tables.
pub(super) fn columns(page: Page<'_>) -> Vec<StageColumn> {
    page.story.columns()
}

/// What a table must say where sources give stages together; nothing elsewhere.
pub(super) fn together_note(page: Page<'_>) -> Option<String> {
    let totals = &page.story.outcome.footprint.totals;
    let sum = page.mass(totals.stage(0, Stage::Embodied).value);
    stages::together(totals, &sum).map(|said| page.text(&said))
}

/// The largest groups, the others as one line.
pub(super) fn largest(page: Page<'_>, groups: &[&Group], shown: usize) -> Vec<GroupLine> {
    // One group left over is shown itself: it takes no more room than "others".
    let shown = if groups.len() == shown + 1 { groups.len() } else { shown.min(groups.len()) };
    let (first, rest) = groups.split_at(shown);
    let mut lines: Vec<GroupLine> = first.iter().map(|group| GroupLine::of(page, group)).collect();
    if !rest.is_empty() {
        let label = format!("{} ({})", page.say("autres", "others"), page.whole(rest.len() as u64));
        lines.push(GroupLine::together(page, label, rest));
    }
    lines
}

/// The table of an axis, folded away below its chart; what is of none of its values comes last.
pub(super) fn table(page: Page<'_>, heading: &str, groups: &[&Group], apart: &[&Group]) -> Markup {
    let total = page.total();
    let scale = page.scale(total.value);
    let columns = columns(page);
    let lines = largest(page, groups, SHOWN);
    let apart: Vec<GroupLine> = apart.iter().map(|group| GroupLine::of(page, group)).collect();
    let all = GroupLine::all(page);
    let sure = lines.iter().any(|line| line.interval.is_some());
    html! {
            div.wide tabindex="0" role="region" aria-label=(page.sentence("Tableau : {of}", "Table: {of}", &[("of", plain(heading))])) {
                table.figures {
                    caption { (page.sentence("{of}, en {unit}", "{of}, in {unit}", &[("of", plain(heading)), ("unit", plain(&scale.unit))])) }
                    thead {
                        tr {
                            th scope="col" { (heading) }
                            th.n scope="col" { (page.say("équipements", "units")) }
                            th.n.as-is scope="col" { "kWh" }
                            @for column in &columns { th.n scope="col" { (page.fine(&column.label(page.lang))) } }
                            th.n scope="col" { (page.say("total", "total")) }
                            @if sure { th.n scope="col" { (page.say("à 90 %", "90%")) } }
                        }
                    }
                    tbody {
                        @for line in &lines { (row(page, line, &scale, (&columns, sure))) }
                        @if !apart.is_empty() {
                            tr { th scope="rowgroup" colspan=(columns.len() + 4 + usize::from(sure)) {
                                (page.sentence("sans {of}", "of no {of}", &[("of", plain(heading))]))
                            } }
                        }
                        @for line in &apart { (row(page, line, &scale, (&columns, sure))) }
                    }
                    tfoot { (row(page, &all, &scale, (&columns, sure))) }
                }
            }
            p.note { (page.say(
                "« – » : rien à compter ; « ? » : inconnu, ou non dit à part par la source.",
                "“–”: nothing to count; “?”: not known, or not told apart by the source.",
            )) @if sure { " " (page.say(
                "L'intervalle à 90 % est celui de la ligne prise seule : ils ne s'ajoutent pas.",
                "The 90% interval is that of the line alone: they do not add up.",
            )) } @if let Some(together) = together_note(page) { " " (together) } }
    }
}

fn row(
    page: Page<'_>,
    line: &GroupLine,
    scale: &Scale,
    (columns, sure): (&[StageColumn], bool),
) -> Markup {
    html! {
        tr {
            th scope="row" { (line.label) }
            td.n { @if line.units == 0.0 { (NOTHING) } @else { (page.lang.number(line.units, 0)) } }
            td.n { (drawn(page, line.kwh)) }
            @for column in columns { td.n { (scale.known(page.lang, line.column(*column))) } }
            td.n { strong { (scale.known(page.lang, line.sums.overall(0).map(|total| total.value))) } }
            @if sure { td.n { (ends(page, line, scale)) } }
        }
    }
}

/// The ends of an interval in a table: of what is not known, or is nothing, none is told either.
fn ends(page: Page<'_>, line: &GroupLine, scale: &Scale) -> String {
    match (line.sums.overall(0), line.interval) {
        (None, _) => UNKNOWN.to_owned(),
        (Some(total), _) if total == Interval::ZERO => NOTHING.to_owned(),
        (Some(_), None) => String::new(),
        (Some(_), Some(Interval { low, high, .. })) => {
            format!("{} – {}", scale.number(page.lang, low), scale.number(page.lang, high))
        }
    }
}

/// An electricity in a table.
fn drawn(page: Page<'_>, kwh: Option<f64>) -> String {
    match kwh {
        None if page.story.counts_use() => UNKNOWN.to_owned(),
        None | Some(0.0) => NOTHING.to_owned(),
        Some(kwh) => page.lang.number(kwh, 0),
    }
}

/// Groups with something to draw, and those that are no equipment: they are of no site or year, but
/// a service stands among the types, where the largest is looked for.
pub(super) fn sorted(page: Page<'_>, axis: Axis) -> (Vec<&Group>, Vec<&Group>) {
    let drawn = |group: &&Group| !group.stands_apart() || axis == Axis::Type && group.is_service();
    page.story.outcome.footprint.axis(axis).iter().partition(drawn)
}

/// What shares are of: the total; or what is drawn, where negative differences take over.
pub(super) fn whole(page: Page<'_>, drawn: f64) -> f64 {
    let total = page.total().value;
    if drawn / 2.0 < total { total } else { drawn }
}
