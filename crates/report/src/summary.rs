//! The terminal summary: what a manager needs, and what is not in the figure.

mod market;
mod met;
mod missed;
mod missing;
mod sureness;

use super::cut::cut;
use super::stages::together;
use super::story::OtherSet;
use super::{NOTHING, Story, UNKNOWN, planetary};
use footprint::{Axis, Group, Perimeter, Supposed};
use ground::lang::{Lang, Noun};
use ground::provenance::Assumption;
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;
use ground::way::Way;
use market::market;
use met::met;
use missed::missed;
use missing::{looks_missing, missing, unread};
use std::fmt::Write;
use sureness::sureness;
use walk::Counts;

/// How many groups of an axis are shown.
const SHOWN: usize = 5;
/// How many groups of an axis the user asked for are shown.
const SHOWN_ASKED: usize = 20;

/// The summary of a year in the user's language, `axes` being those asked for with `--by`.
pub fn summary(story: &Story<'_>, axes: &[Axis], lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut out, story, axes, lang);
    out
}

fn write_summary(
    out: &mut String,
    story: &Story<'_>,
    axes: &[Axis],
    lang: Lang,
) -> std::fmt::Result {
    headline(out, story, lang)?;
    super::columns::section(out, story, lang)?;
    missing(out, story, lang)?;
    unread(out, story, lang)?;
    looks_missing(out, story, lang)?;
    let types = story.outcome.footprint.axis(Axis::Type);
    if axes.is_empty() {
        groups(out, story, Axis::Type, types, SHOWN, lang)?;
    }
    by_axes(out, story, axes, lang)?;
    centres(out, story, lang)?;
    super::measured::section(out, story, lang)?;
    market(out, story, lang)?;
    missed(out, story, lang)?;
    super::services::services(out, story, lang)?;
    super::allocation::in_brief(out, story, lang)?;
    planetary::section(out, story, lang)?;
    super::own_lifetimes::section(out, story, lang)?;
    assumptions(out, story, lang)?;
    rows(out, story, lang)
}

/// The groups of each axis that was asked for.
pub(super) fn by_axes(
    out: &mut String,
    story: &Story<'_>,
    axes: &[Axis],
    lang: Lang,
) -> std::fmt::Result {
    for axis in axes {
        groups(out, story, *axis, story.outcome.footprint.axis(*axis), SHOWN_ASKED, lang)?;
    }
    Ok(())
}

/// The total by stage.
pub fn by_stage(story: &Story<'_>, lang: Lang) -> String {
    let totals = &story.outcome.footprint.totals;
    let all = totals.total(0).value;
    let mut out = format!("\n{}\n", lang.label("Par étape du cycle de vie", "By life-cycle stage"));
    for column in story.columns() {
        // What nothing has a figure for is unknown, and no zero.
        let known = column.known(totals, 0).map(|known| known.value);
        let part = known.filter(|_| all != 0.0).map(|value| lang.percent(value / all));
        let said = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "  {:<52} {:>16} {:>7}",
            column.label(lang),
            said(known.map(|value| story.mass(lang, value))),
            said(part),
        );
    }
    let sum = story.mass(lang, totals.stage(0, Stage::Embodied).value);
    if let Some(said) = together(totals, &sum) {
        let _ = writeln!(out, "  {}", said.say(lang));
    }
    out
}

fn headline(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let footprint = &story.outcome.footprint;
    let name = match story.organisation {
        "" => lang.label("Parc informatique", "IT estate"),
        name => name,
    };
    writeln!(out, "{name} · {} · {}", story.year.year, story.method.label().say(lang))?;
    let all = footprint.headline().interval;
    write!(out, "\n{} ", lang.label("Empreinte de l'année :", "Footprint of the year:"))?;
    match footprint.totals.overall(0) {
        Some(total) => {
            let [total, low, high] = story.range(lang, Interval { value: total.value, ..all });
            let of = lang.label("intervalle à 90 % :", "90% interval:");
            let total = or_partial(story, total, lang);
            writeln!(out, "{total}  ({of} {low} – {high})")?;
        }
        None => writeln!(out, "{}", no_figure(story, 0, lang))?,
    }
    if let Some((other, total)) = story.other_set.as_ref().and_then(OtherSet::known) {
        let label = text!("sous le jeu {other}", "under set {other}").say(lang).to_owned();
        writeln!(out, "  {label:<34} {}", story.mass(lang, total))?;
        if let Some(said) = story.beside_other() {
            writeln!(out, "    ({})", said.say(lang))?;
        }
    }
    match (story.per_person(), story.headcount) {
        (Some(each), Some(people)) => writeln!(
            out,
            "  {:<34} {}  ({})",
            lang.label("par personne", "per person"),
            story.mass(lang, each.value),
            Noun::PERSON.said(lang, people),
        )?,
        (None, Some(_)) => {}
        _ => writeln!(
            out,
            "  {:<34} {}",
            lang.label("par personne", "per person"),
            match story.way {
                Way::Card => lang.label(
                    "inconnu : donnez l'effectif dans estate.toml, [headcount]",
                    "unknown: give the headcount in estate.toml, [headcount]",
                ),
                Way::Option => lang.label(
                    "inconnu : donnez l'effectif avec `--headcount`",
                    "unknown: give the headcount with `--headcount`",
                ),
            },
        )?,
    }
    perimeters(out, story, lang)?;
    let share = story.embodied_share();
    let (made, used) = (footprint.totals.embodied(0).value, footprint.totals.used(0).value);
    let label = lang.label("fabrication à fin de vie", "manufacturing to end of life");
    if making_unsaid(story) {
        writeln!(out, "  {label:<34} {}", lang.label("inconnue", "unknown"))?;
    } else {
        writeln!(out, "  {label:<34} {}  ({})", story.mass(lang, made), lang.percent(share))?;
    }
    let label = lang.label("utilisation", "use");
    match story.figure(&footprint.totals, 0, Stage::Use) {
        Some(_) => writeln!(
            out,
            "  {label:<34} {}  ({}, {} kWh)",
            story.mass(lang, used),
            lang.percent(if made + used == 0.0 { 0.0 } else { 1.0 - share }),
            story.supplied().map_or(UNKNOWN.to_owned(), |kwh| lang.number(kwh.value, 0)),
        )?,
        None => writeln!(out, "  {label:<34} {}", use_unsaid(story, lang))?,
    }
    for (at, criterion) in footprint.criteria.iter().enumerate().skip(1) {
        let label = criterion.label(lang);
        let Some(total) = footprint.totals.overall(at) else {
            writeln!(out, "  {label:<34} {}", no_figure(story, at, lang))?;
            continue;
        };
        let total = format!("{:.4e}", total.value);
        let partial = match footprint.totals.lacking(at) {
            0.0 => String::new(),
            units => text!(
                "  (partiel : {} sans facteur)",
                "  (partial: {} without factor)",
                Noun::UNIT.said(lang, units)
            )
            .say(lang)
            .to_owned(),
        };
        let total = lang.decimal(&total);
        writeln!(out, "  {label:<34} {total} {}{partial}", criterion.unit)?;
    }
    Ok(())
}

/// Equipment, services bought and meters, where there is more than equipment.
fn perimeters(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let lines = &story.outcome.footprint.perimeters;
    let all = story.outcome.footprint.totals.total(0).value;
    let of = |lines: &Perimeter| lines.sums.total(0).value;
    let parts = [
        (lang.label("équipements", "equipment"), of(&lines.equipment)),
        (lang.label("services achetés", "services bought"), of(&lines.services)),
        (lang.label("écart aux compteurs", "difference at the meters"), of(&lines.meters)),
    ];
    if parts[1..].iter().all(|(_, value)| *value == 0.0) {
        return Ok(());
    }
    for (label, value) in parts.into_iter().filter(|(_, value)| *value != 0.0) {
        let share = lang.percent(if all == 0.0 { 0.0 } else { value / all });
        writeln!(out, "  {label:<34} {}  ({share})", story.mass(lang, value))?;
    }
    Ok(())
}

/// Whether nothing that was made has a factor for the first criterion: no zero stands for it.
pub(super) fn making_unsaid(story: &Story<'_>) -> bool {
    let totals = &story.outcome.footprint.totals;
    totals.embodied(0).value == 0.0 && totals.lacking_here(0) > 0.0
}

/// Why use has no figure: the method leaves it out, or it is not known.
pub fn use_unsaid(story: &Story<'_>, lang: Lang) -> &'static str {
    if story.counts_use() {
        lang.label("inconnue", "unknown")
    } else {
        lang.label("non comptée par cette méthode", "not counted by this method")
    }
}

/// Whether the first criterion's total is a part of it: units have a factor for others alone.
pub(super) fn is_partial(story: &Story<'_>) -> bool {
    story.outcome.footprint.totals.lacking_here(0) > 0.0
}

/// The first criterion's total as it is written, with a word where it is a part of it.
pub(super) fn or_partial(story: &Story<'_>, total: String, lang: Lang) -> String {
    if is_partial(story) {
        text!("{total} (partiel)", "{total} (partial)").say(lang).to_owned()
    } else {
        total
    }
}

/// What stands where a criterion has no figure at all: a zero would be false.
pub(super) fn no_figure(story: &Story<'_>, criterion: usize, lang: Lang) -> String {
    let units = story.outcome.footprint.totals.lacking(criterion);
    if units == 0.0 {
        return lang.label("pas de chiffre", "no figure").to_owned();
    }
    text!(
        "pas de chiffre : aucun facteur pour ce parc ({} sans facteur)",
        "no figure: no factor for this estate ({} without factor)",
        Noun::UNIT.said(lang, units)
    )
    .say(lang)
    .to_owned()
}

fn groups(
    out: &mut String,
    story: &Story<'_>,
    axis: Axis,
    groups: &[Group],
    shown: usize,
    lang: Lang,
) -> std::fmt::Result {
    if groups.is_empty() {
        return Ok(());
    }
    let with_services = axis == Axis::Type && groups.iter().any(Group::is_service);
    let by = if with_services {
        lang.label("type d'équipement et service", "equipment type and service")
    } else {
        axis.label(lang)
    };
    writeln!(
        out,
        "\n{:<38} {:>9} {:>16} {:>7} {:>14}",
        text!("Par {by}", "By {by}").say(lang),
        lang.label("unités", "units"),
        lang.label("empreinte", "footprint"),
        lang.label("part", "share"),
        lang.label("dont utilisation", "of which use"),
    )?;
    // What is no equipment is of no site, state or year: its lines stand apart, and all are shown.
    let together = matches!(axis, Axis::Type | Axis::Scope);
    let (own, apart): (Vec<&Group>, Vec<&Group>) =
        groups.iter().partition(|group| together || !group.stands_apart());
    let (first, others) = own.split_at(own.len().min(shown));
    for group in first {
        line(out, story, group, lang)?;
    }
    rest(out, story, others, lang)?;
    if !apart.is_empty() {
        let by = axis.label(lang);
        writeln!(out, "{}", text!("Sans {by}", "Of no {by}").say(lang))?;
    }
    for group in apart {
        line(out, story, group, lang)?;
    }
    Ok(())
}

/// The line of a group.
fn line(out: &mut String, story: &Story<'_>, group: &Group, lang: Lang) -> std::fmt::Result {
    let all = story.outcome.footprint.totals.total(0).value;
    let total = group.sums.overall(0).map(|total| total.value);
    let part = |part: Option<f64>, whole: f64| match part {
        Some(part) => lang.percent(if whole == 0.0 { 0.0 } else { part / whole }),
        None => UNKNOWN.to_owned(),
    };
    let used = story.figure(&group.sums, 0, Stage::Use).map(|used| used.value);
    let used = match total {
        _ if !story.counts_use() => NOTHING.to_owned(),
        Some(total) => part(used, total),
        None => UNKNOWN.to_owned(),
    };
    writeln!(
        out,
        "  {:<36} {:>9} {:>16} {:>7} {used:>14}",
        cut(group.label.say(lang), 36),
        if group.stands_apart() { NOTHING.to_owned() } else { lang.number(group.counted(), 0) },
        total.map_or(UNKNOWN.to_owned(), |total| story.mass(lang, total)),
        part(total, all),
    )
}

/// The groups that are not shown, together.
fn rest(out: &mut String, story: &Story<'_>, groups: &[&Group], lang: Lang) -> std::fmt::Result {
    if groups.is_empty() {
        return Ok(());
    }
    let sum: f64 = groups.iter().map(|group| group.sums.total(0).value).sum();
    let name = Noun::OTHER.said(lang, groups.len() as f64);
    let known = groups.iter().any(|group| group.sums.overall(0).is_some());
    let sum = if known { story.mass(lang, sum) } else { UNKNOWN.to_owned() };
    writeln!(out, "  {name:<36} {:>9} {sum:>16}", "")
}

fn centres(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    for centre in &story.outcome.footprint.centres {
        writeln!(out, "{}", text!(
            "\nCentre de données {} : {} kWh au compteur, {} kWh pour ses équipements → écart {} kWh ({})",
            "\nDatacentre {}: {} kWh at the meter, {} kWh for its equipment → difference {} kWh ({})",
            centre.id,
            lang.number(centre.measured_kwh, 0),
            lang.number(centre.equipment_kwh, 0),
            lang.number(centre.difference_kwh(), 0),
            match centre.sums.overall(0) {
                Some(total) => story.mass(lang, total.value),
                None => UNKNOWN.to_owned(),
            }
        ).say(lang))?;
    }
    Ok(())
}

fn assumptions(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let footprint = &story.outcome.footprint;
    let mut listed: Vec<_> = footprint.coverage.assumptions.iter().collect();
    if listed.is_empty() {
        return Ok(());
    }
    listed.sort_by(|a, b| {
        b.impact.abs().total_cmp(&a.impact.abs()).then(a.assumption.cmp(&b.assumption))
    });
    let all = footprint.totals.total(0).value;
    writeln!(
        out,
        "\n{}",
        lang.label(
            "Hypothèses, et la part du total qui en dépend :",
            "Assumptions, and the share of the total that rests on each:"
        )
    )?;
    for one in listed {
        let share = if all == 0.0 { 0.0 } else { one.impact / all };
        writeln!(
            out,
            "  {:>6}  {} ({})",
            lang.percent(share),
            one.assumption.label(lang),
            Noun::ROW.said(lang, one.rows as f64),
        )?;
        if one.assumption == Supposed::Line(Assumption::ElectricityFallback) {
            for (zone, mix) in
                footprint.electricity.iter().filter(|(_, mix)| mix.fallback.is_some())
            {
                let asked = &story.set.zones[usize::from(zone.0)].code;
                writeln!(out, "          {asked} {} → {} {}", story.year.year, mix.zone, mix.year)?;
            }
        }
    }
    sureness(out, story, lang)
}

/// Where the rows went, on one line: those read, and what became of them.
pub fn rows_said(counts: Counts, lang: Lang) -> String {
    let part = |count, said: Noun| said.said(lang, count as f64);
    format!(
        "{} = {} + {} + {} + {}",
        Noun::new(("ligne lue", "lignes lues"), ("row read", "rows read"))
            .said(lang, counts.rows_read as f64),
        part(counts.kept, Noun::KEPT),
        part(counts.rejected, Noun::ASIDE),
        part(counts.out_of_scope, Noun::OUT_OF_SCOPE),
        part(counts.merged, Noun::MERGED),
    )
}

fn rows(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let counts = story.outcome.intake.counts;
    writeln!(out, "\n{}", rows_said(counts, lang))?;
    for (kind, rows) in &story.outcome.intake.out_of_scope {
        let label = kind.label(story.set, lang);
        let said = text!("  hors périmètre : {label} ({rows})", "  out of scope: {label} ({rows})");
        writeln!(out, "{}", said.say(lang))?;
    }
    if story.outcome.intake.usage_rejected > 0 {
        writeln!(
            out,
            "  {}",
            Noun::new(
                ("relevé de consommation écarté", "relevés de consommation écartés"),
                ("usage record set aside", "usage records set aside")
            )
            .said(lang, story.outcome.intake.usage_rejected as f64),
        )?;
    }
    if let Some(allocation) = &story.outcome.allocation {
        super::allocation::rows(out, allocation, lang)?;
    }
    if let Some(services) = &story.outcome.services {
        super::services::rows(out, services, lang)?;
    }
    let (set, method) = (&story.set.name, &story.method.name);
    let said = text!("Facteurs : {set} · méthode : {method}", "Factors: {set} · method: {method}");
    writeln!(out, "{}", said.say(lang))?;
    layers(out, story, lang)?;
    met(out, story, lang)
}

/// The sets laid over the first, and which have no manifest.
fn layers(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    for (at, layer) in story.set.layers.iter().enumerate() {
        if at > 0 {
            writeln!(
                out,
                "{}",
                text!(
                    "  par-dessus, {} : {}, {}",
                    "  on top, {}: {}, {}",
                    layer.name,
                    Noun::new(
                        ("facteur remplacé", "facteurs remplacés"),
                        ("factor replaced", "factors replaced")
                    )
                    .said(lang, (layer.rows_replaced as u64) as f64),
                    Noun::new(("ajouté", "ajoutés"), ("added", "added"))
                        .said(lang, (layer.rows_added as u64) as f64)
                )
                .say(lang)
            )?;
        }
        if !layer.signed {
            writeln!(
                out,
                "{}",
                text!(
                    "  (jeu de facteurs sans manifeste : {})",
                    "  (factor set without manifest: {})",
                    layer.name
                )
                .say(lang)
            )?;
        }
    }
    Ok(())
}
