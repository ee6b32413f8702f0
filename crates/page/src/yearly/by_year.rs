//! The chart by year of purchase: how old what weighs is.

use super::groups::{GroupLine, sorted, table, whole};
use super::page::Page;
use super::plate::{Annex, Plate, bar, difference_note, in_two, legend, nothing, plate};
use crate::charts::{Bar, ChartNames, both, columns};
use footprint::{Axis, Group};
use ground::fault::Fault;
use ground::lang::Text;
use ground::text;
use maud::Markup;

/// How many years of purchase a chart shows; the earlier ones are a bar together.
const YEARS: i32 = 16;
/// An equipment bought that many years before is called old.
const OLD: i32 = 5;

/// What share of the year's total is old, and what share may be.
fn old_said(page: Page<'_>, from: i32, old: f64, undated: f64) -> Text {
    let old = page.percent(old);
    if undated <= 0.0 {
        return text!(
            "L'empreinte des équipements selon l'année d'achat : ceux achetés avant {from} font {old} du total de l'année.",
            "The footprint of the equipment by year of purchase: what was bought before {from} makes {old} of the year's total."
        );
    }
    let undated = page.percent(undated);
    text!(
        "L'empreinte des équipements selon l'année d'achat : ceux que l'on sait achetés avant {from} font {old} du total de l'année ; ceux dont la date d'achat n'est pas connue en font {undated}.",
        "The footprint of the equipment by year of purchase: what is known to be bought before {from} makes {old} of the year's total; what has no known date of purchase makes {undated}."
    )
}

pub(super) fn figure(page: Page<'_>, annex: &mut Annex) -> Result<Markup, Fault> {
    let (mut groups, differences) = sorted(page, Axis::Year);
    let year_of = |group: &Group| group.code.parse::<i32>().ok();
    // In the order of the years; those of unknown age last. What left long ago weighs nothing.
    groups.sort_by_key(|group| year_of(group).unwrap_or(i32::MAX));
    let all = groups.clone();
    groups.retain(|group| group.sums.total(0).value != 0.0);
    let last = groups.iter().filter_map(|group| year_of(group)).max();
    let first_shown = last.map_or(i32::MIN, |last| last - YEARS + 1);
    let (early, rest): (Vec<&Group>, Vec<&Group>) =
        groups.iter().partition(|group| year_of(group).is_some_and(|year| year < first_shown));
    let mut lines: Vec<(GroupLine, bool)> = Vec::new();
    if !early.is_empty() {
        let label = page.text(&text!("avant {first_shown}", "before {first_shown}"));
        lines.push((GroupLine::together(page, label, &early), true));
    }
    let start = rest.iter().filter_map(|group| year_of(group)).min().filter(|_| early.is_empty());
    if let Some(last) = last {
        // A year without purchases keeps its place.
        for year in start.unwrap_or(first_shown)..=last {
            let of: Vec<&Group> =
                rest.iter().copied().filter(|g| year_of(g) == Some(year)).collect();
            lines.push((GroupLine::together(page, year.to_string(), &of), false));
        }
    }
    let undated: Vec<&Group> = rest.iter().copied().filter(|g| year_of(g).is_none()).collect();
    if !undated.is_empty() {
        lines.push((GroupLine::together(page, page.say("sans date", "no date"), &undated), true));
    }
    let only: Vec<&GroupLine> = lines.iter().map(|(line, _)| line).collect();
    let largest = only.iter().map(|line| line.total().value).fold(0.0, f64::max);
    let sum: f64 = only.iter().map(|line| line.total().value).sum();
    let scale = page.scale(largest);
    let (kinds, kinds_legend) = in_two(page);
    let drawn: Vec<Bar> = lines
        .iter()
        .map(|(line, wide)| Bar { wide: *wide, ..bar(page, line, &scale, false) })
        .collect();
    let from = page.story.year.year - OLD;
    let old: f64 = groups
        .iter()
        .filter(|group| year_of(group).is_some_and(|year| year < from))
        .map(|group| group.sums.total(0).value)
        .sum();
    let undated: f64 = undated.iter().map(|group| group.sums.total(0).value).sum();
    let sentence = if sum <= 0.0 {
        nothing(page)
    } else if sum <= undated {
        page.say(
            "L'empreinte des équipements selon l'année d'achat : aucune n'est connue.",
            "The footprint of the equipment by year of purchase: none is known.",
        )
    } else {
        page.text(&old_said(page, from, old / whole(page, sum), undated / whole(page, sum)))
    };
    let named = ChartNames { id: "chart-year", title: &sentence };
    let of = (scale.unit.as_str(), page.lang);
    let svg = both(|sheet| columns(sheet, &named, &drawn, &kinds, of))?;
    Ok(plate(
        page,
        &Plate {
            id: "chart-year",
            heading: &page.say("Par année d'achat", "By year of purchase"),
            sentence: &sentence,
            legend: legend(&kinds_legend),
            svg: (0.0 < largest).then_some(svg),
            note: difference_note(page, &differences, false),
            table: table(
                page,
                page.lang.label("année d’achat", "year of purchase"),
                &all,
                &differences,
            ),
        },
        annex,
    ))
}
