//! The section of the charts: by stage, type, year of purchase and site.

use super::groups::{GroupLine, largest, sorted, table, whole};
use super::page::Page;
use super::plate::{
    Annex, Plate, bar, by_each_stage, difference_note, in_two, legend, nothing, plate,
};
use super::{by_stage, by_year};
use crate::charts::{Bar, ChartNames, bars, both};
use footprint::{Axis, Group};
use ground::fault::Fault;
use ground::text;
use maud::{Markup, html};

/// How many groups a chart shows; the others are a bar together.
const SHOWN: usize = 12;

pub(super) fn section(page: Page<'_>, annex: &mut Annex) -> Result<Markup, Fault> {
    Ok(html! {
        section #breakdown {
            h2 { (page.say("D'où vient l'empreinte", "Where the footprint comes from")) }
            (by_stage::figure(page, annex)?)
            (by_group(page, Axis::Type, annex)?)
            (by_year::figure(page, annex)?)
            (by_group(page, Axis::Site, annex)?)
        }
    })
}

fn by_group(page: Page<'_>, axis: Axis, annex: &mut Annex) -> Result<Markup, Fault> {
    let (listed, apart) = sorted(page, axis);
    let by_type = axis == Axis::Type;
    // What a meter says besides stands among the types, where the largest is looked for; less than
    // nothing has no bar.
    let has_bar = |group: &&Group| by_type && group.sums.total(0).value > 0.0;
    let (metered, differences): (Vec<&Group>, Vec<&Group>) =
        apart.iter().copied().partition(has_bar);
    let mut groups = [listed.clone(), metered.clone()].concat();
    let of = |group: &Group| group.sums.total(0).value;
    groups.sort_by(|a, b| of(b).total_cmp(&of(a)).then(a.code.cmp(&b.code)));
    let lines: Vec<GroupLine> = largest(page, &groups, SHOWN);
    let scale = page.scale(lines.iter().map(|line| line.total().value).fold(0.0, f64::max));
    let (kinds, kinds_legend) = if by_type { by_each_stage(page) } else { in_two(page) };
    let known = lines.iter().any(|line| line.total().value > 0.0);
    // What nothing is known of has its line, without a bar: it is no nothing.
    let is_drawn = |line: &&GroupLine| line.total().value > 0.0 || known && line.is_unknown();
    let shown: Vec<&GroupLine> = lines.iter().filter(is_drawn).collect();
    let drawn: Vec<Bar> = shown.iter().map(|line| bar(page, line, &scale, by_type)).collect();
    let (id, heading) = if by_type {
        (
            "chart-type",
            match (groups.iter().any(|group| group.is_service()), metered.is_empty()) {
                (true, _) => {
                    page.say("Par type d'équipement et service", "By equipment type and service")
                }
                (false, true) => page.say("Par type d'équipement", "By equipment type"),
                (false, false) => page.say(
                    "Par type d'équipement, et écart aux compteurs",
                    "By equipment type, and difference at the meters",
                ),
            },
        )
    } else {
        ("chart-site", page.say("Par site", "By site"))
    };
    let sum: f64 = lines.iter().map(|line| line.total().value).sum();
    let lead = lines
        .first()
        .filter(|_| 0.0 < sum)
        .map(|line| (&line.label, line.total().value / whole(page, sum)));
    let sentence = match (lead, by_type) {
        (None, _) => nothing(page),
        (Some((name, part)), true) => page.text(&text!(
            "L'empreinte de l'année, étape par étape : « {name} » vient en tête, avec {0} du total.",
            "The year's footprint, stage by stage: “{name}” comes first, with {0} of the total.",
            page.percent(part)
        )),
        (Some((name, part)), false) => page.text(&text!(
            "L'empreinte des équipements par site, fabrication et utilisation à part : « {name} » vient en tête, avec {0} du total de l'année.",
            "The footprint of the equipment by site, embodied and use apart: “{name}” comes first, with {0} of the year's total.",
            page.percent(part)
        )),
    };
    let (named, of) = (ChartNames { id, title: &sentence }, (scale.unit.as_str(), page.lang));
    let svg = both(|sheet| bars(sheet, &named, &drawn, &kinds, of))?;
    Ok(plate(
        page,
        &Plate {
            id,
            heading: &heading,
            sentence: &sentence,
            legend: legend(&kinds_legend),
            svg: (!drawn.is_empty()).then_some(svg),
            note: [
                interval_note(page, &shown),
                unknown_note(page, &shown),
                partial_note(page, &shown),
                difference_note(page, &differences, by_type),
            ]
            .into_iter()
            .flatten()
            .reduce(|first, next| format!("{first} {next}")),
            table: table(page, if by_type { "type" } else { "site" }, &listed, &apart),
        },
        annex,
    ))
}

/// What the mark of a line is of which nothing is known, where there is one.
fn unknown_note(page: Page<'_>, shown: &[&GroupLine]) -> Option<String> {
    shown.iter().any(|line| line.is_unknown()).then(|| {
        page.say(
            "« ? » : rien de connu, donc rien dans le total.",
            "“?”: nothing known, and nothing in the total.",
        )
    })
}

/// What the mark of a line is of which a part is not known, where there is one.
fn partial_note(page: Page<'_>, shown: &[&GroupLine]) -> Option<String> {
    shown
        .iter()
        .any(|line| line.is_partial())
        .then(|| page.say("« ≥ » : en partie connu.", "“≥”: known in part."))
}

/// What the thin lines over the bars are, where there are some.
fn interval_note(page: Page<'_>, shown: &[&GroupLine]) -> Option<String> {
    let some = shown.iter().any(|line| line.interval.is_some());
    let all = shown.iter().all(|line| line.interval.is_some() || line.is_unknown());
    some.then(|| {
        if all {
            return page.say(
                "Les traits fins sont les intervalles à 90 %, chaque ligne prise seule.",
                "The thin lines are the 90% intervals, each line alone.",
            );
        }
        page.say(
            "Les traits fins sont les intervalles à 90 %, chaque ligne prise seule ; ce qui est réuni en une ligne n'en a pas, ni l'écart à un compteur.",
            "The thin lines are the 90% intervals, each line alone; what is taken together in one line has none, nor has a difference at a meter.",
        )
    })
}
