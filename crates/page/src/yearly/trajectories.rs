//! The plan's commitments over the years: what each asks for, and what was reached.

use super::page::Page;
use super::plate::legend;
use crate::charts::{CURVES, ChartNames, Course, Fill, trajectory};
use ground::fault::Fault;
use ground::quantity::Interval;
use indicator::Figure;
use maud::{Markup, PreEscaped, html};
use plan::Standing;

/// The commitments that have a line to draw and a value beside it.
fn drawn(page: Page<'_>) -> Vec<&Standing> {
    let Some(Ok(planned)) = page.story.plan else { return Vec::new() };
    let has_line = |one: &&Standing| {
        let line = one.course.iter().all(|(_, value)| value.is_finite() && 0.0 <= *value);
        !one.course.is_empty() && line && !reached(one).is_empty()
    };
    planned.status.standings.iter().filter(has_line).collect()
}

/// What was reached, by year; of a bound alone nothing is drawn.
fn reached(one: &Standing) -> Vec<(i32, Interval)> {
    let start = one.base.filter(|_| !one.base_is_declared);
    let mut points: Vec<(i32, Interval)> = Vec::new();
    for (year, figure) in start.into_iter().chain(one.last) {
        if let Figure::Number(interval) = figure
            && interval.value.is_finite()
            && 0.0 <= interval.value
            && points.iter().all(|(known, _)| *known != year)
        {
            points.push((year, interval));
        }
    }
    points
}

/// Whether there is a section.
pub(super) fn are_drawn(page: Page<'_>) -> bool {
    !drawn(page).is_empty()
}

/// A small chart a commitment, and their figures in a table.
pub(super) fn section(page: Page<'_>) -> Result<Markup, Fault> {
    let all = drawn(page);
    if all.is_empty() {
        return Ok(html! {});
    }
    let charts = all.iter().map(|one| chart(page, one)).collect::<Result<Vec<_>, Fault>>()?;
    let kinds = [
        (CURVES[1], page.say("ce qui est demandé", "what is asked")),
        (
            CURVES[0],
            page.say("ce qui est atteint, et son intervalle", "what is reached, and its interval"),
        ),
    ];
    let kinds = kinds.map(|(colour, name)| (Fill::from(colour), name));
    Ok(html! {
        section #trajectories {
            h2 { (page.say("Les trajectoires du plan", "The plan's trajectories")) }
            figure {
                (legend(&kinds))
                ul.small-charts {
                    @for (one, chart) in all.iter().zip(charts) {
                        li {
                            p { strong { (one.id) } " " (page.fine(&one.label)) }
                            (PreEscaped(chart))
                        }
                    }
                }
            }
            div.wide tabindex="0" role="region" aria-label=(page.say("Tableau : trajectoires", "Table: trajectories")) { table {
                caption { (page.say("Ce qui est demandé et ce qui est atteint", "What is asked and what is reached")) }
                thead { tr {
                    th scope="col" { (page.say("Engagement", "Commitment")) }
                    th.n scope="col" { (page.say("Année", "Year")) }
                    th.n scope="col" { (page.say("Demandé", "Asked")) }
                    th.n scope="col" { (page.say("Atteint", "Reached")) }
                    th.n scope="col" { (page.say("de", "from")) }
                    th.n scope="col" { (page.say("à", "to")) }
                    th scope="col" { (page.say("Unité", "Unit")) }
                } }
                tbody { @for one in &all { (rows(page, one)) } }
            } }
        }
    })
}

/// A row a year of which something is asked or known.
fn rows(page: Page<'_>, one: &Standing) -> Markup {
    let reached = reached(one);
    let mut years: Vec<i32> = one.course.iter().map(|(year, _)| *year).collect();
    years.extend(reached.iter().map(|(year, _)| *year));
    years.sort_unstable();
    years.dedup();
    let nothing = || "–".to_owned();
    let asked_of = |year: i32| {
        let point = one.course.iter().find(|(at, _)| *at == year).map(|(_, value)| *value);
        point.or_else(|| one.asked_value.filter(|_| one.last.is_some_and(|(last, _)| last == year)))
    };
    html! {
        @for year in years {
            @let held = reached.iter().find(|(at, _)| *at == year).map(|(_, held)| *held);
            @let told = held.map(|held| one.told(held, page.lang));
            @let asked = asked_of(year).map(|asked| one.told_of_target(asked, page.lang));
            tr {
                th scope="row" { (one.id) }
                td.n { (year) }
                td.n { (asked.unwrap_or_else(nothing)) }
                @for number in told.unwrap_or_else(|| std::array::from_fn(|_| nothing())) {
                    td.n { (number) }
                }
                td { (page.fine(unit(page, one))) }
            }
        }
    }
}

fn unit<'a>(page: Page<'_>, one: &'a Standing) -> &'a str {
    indicator::unit_label(&one.unit, page.lang)
}

fn chart(page: Page<'_>, one: &Standing) -> Result<String, Fault> {
    let id = format!("trajectory-{}", one.at);
    let named = ChartNames { id: &id, title: &format!("{} {}", one.id, one.label) };
    let reached = reached(one);
    let last = reached.last().map(|(_, last)| one.told(*last, page.lang));
    let last = last.map_or_else(String::new, |[value, _, _]| value);
    let (asked, in_steps) = (one.course.as_slice(), one.in_steps);
    let course = Course { asked, in_steps, reached: &reached, last: &last };
    trajectory(&named, &course, (unit(page, one), page.lang))
}
