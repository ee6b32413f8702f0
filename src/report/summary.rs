//! The terminal summary: what a manager needs, and what is not in the figure.

mod market;
mod missed;
mod sureness;

use super::{Story, findings, planetary};
use crate::footprint::{Axis, Group, Unmatched};
use crate::lang::Lang;
use crate::provenance::Assumption;
use crate::stage::Stage;
use market::market;
use missed::missed;
use std::fmt::Write;
use sureness::sureness;

/// How many rows set aside are shown.
const SHOWN_REJECTS: usize = 3;
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
    missing(out, story, lang)?;
    looks_missing(out, story, lang)?;
    let types = story.outcome.footprint.axis(Axis::Type);
    if axes.is_empty() {
        groups(out, story, Axis::Type, types, SHOWN, lang)?;
    }
    for axis in axes {
        groups(out, story, *axis, story.outcome.footprint.axis(*axis), SHOWN_ASKED, lang)?;
    }
    centres(out, story, lang)?;
    market(out, story, lang)?;
    missed(out, story, lang)?;
    super::services::services(out, story, lang)?;
    super::allocation::in_brief(out, story, lang)?;
    planetary::section(out, story, lang)?;
    assumptions(out, story, lang)?;
    rows(out, story, lang)
}

/// The total by stage.
pub fn by_stage(story: &Story<'_>, lang: Lang) -> String {
    let totals = &story.outcome.footprint.totals;
    let all = totals.total(0).value;
    let mut out = format!("\n{}\n", lang.pick("Par étape du cycle de vie", "By life-cycle stage"));
    for stage in Stage::ALL {
        let value = totals.stage(0, stage).value;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "  {:<52} {:>16} {:>7}",
            stage.label(lang),
            story.mass(lang, value),
            lang.percent(if all == 0.0 { 0.0 } else { value / all }),
        );
    }
    out
}

fn headline(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let footprint = &story.outcome.footprint;
    let name = match story.organisation {
        "" => lang.pick("Parc informatique", "IT estate"),
        name => name,
    };
    writeln!(out, "{name} · {} · {}", story.year.year, story.method.label(lang))?;
    let all = footprint.headline().interval;
    write!(out, "\n{} ", lang.pick("Empreinte de l'année :", "Footprint of the year:"))?;
    match footprint.totals.overall(0) {
        Some(total) => writeln!(
            out,
            "{}  ({} {} – {})",
            story.mass(lang, total.value),
            lang.pick("intervalle à 90 % :", "90% interval:"),
            story.mass(lang, all.low),
            story.mass(lang, all.high),
        )?,
        None => writeln!(out, "{}", no_figure(story, 0, lang))?,
    }
    match (story.per_person(), story.headcount) {
        (Some(each), Some(people)) => writeln!(
            out,
            "  {:<34} {}  ({})",
            lang.pick("par personne", "per person"),
            story.mass(lang, each.value),
            plural(lang, people, ("personne", "personnes"), ("person", "people")),
        )?,
        (None, Some(_)) => {}
        _ => writeln!(
            out,
            "  {:<34} {}",
            lang.pick("par personne", "per person"),
            lang.pick(
                "inconnu : donnez l'effectif dans estate.toml, [headcount]",
                "unknown: give the headcount in estate.toml, [headcount]",
            ),
        )?,
    }
    let share = story.embodied_share();
    let (made, used) = (footprint.totals.embodied(0).value, footprint.totals.used(0).value);
    writeln!(
        out,
        "  {:<34} {}  ({})",
        lang.pick("fabrication à fin de vie", "manufacturing to end of life"),
        story.mass(lang, made),
        lang.percent(share),
    )?;
    writeln!(
        out,
        "  {:<34} {}  ({}, {} kWh)",
        lang.pick("utilisation", "use"),
        story.mass(lang, used),
        lang.percent(if made + used == 0.0 { 0.0 } else { 1.0 - share }),
        lang.number(footprint.kwh.value, 0),
    )?;
    for (at, criterion) in footprint.criteria.iter().enumerate().skip(1) {
        let label = lang.pick(&criterion.label_fr, &criterion.label_en);
        let Some(total) = footprint.totals.overall(at) else {
            writeln!(out, "  {label:<34} {}", no_figure(story, at, lang))?;
            continue;
        };
        let total = format!("{:.4e}", total.value);
        let partial = match footprint.totals.lacking(at) {
            0.0 => String::new(),
            units => format!(
                "  ({} {} {})",
                lang.pick("partiel :", "partial:"),
                plural(lang, units, ("équipement", "équipements"), ("unit", "units")),
                lang.pick("sans facteur", "without factor"),
            ),
        };
        let total = lang.pick(&total.replace('.', ","), &total).to_owned();
        writeln!(out, "  {label:<34} {total} {}{partial}", criterion.unit)?;
    }
    Ok(())
}

/// What stands where a criterion has no figure at all: a zero would be false.
fn no_figure(story: &Story<'_>, criterion: usize, lang: Lang) -> String {
    let units = story.outcome.footprint.totals.lacking(criterion);
    format!(
        "{} ({} {})",
        lang.pick(
            "pas de chiffre : aucun facteur pour ce parc",
            "no figure: no factor for this estate"
        ),
        plural(lang, units, ("équipement", "équipements"), ("unit", "units")),
        lang.pick("sans facteur", "without factor"),
    )
}

/// What is not in the total, said before anything else.
fn missing(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let coverage = &story.outcome.footprint.coverage;
    if story.outcome.counts.rows_read == 0 {
        writeln!(
            out,
            "\n{}",
            lang.pick("L'inventaire n'a aucune ligne.", "The inventory has no row.")
        )?;
    }
    let (counts, colon) = (story.outcome.counts, lang.pick(" :", ":"));
    let services = story.outcome.services.as_ref();
    let unpriced = services.map_or(&[][..], |services| &services.unpriced);
    let lacking = story.outcome.footprint.totals.lacking(0);
    let whole = coverage.gaps.is_empty() && unpriced.is_empty() && lacking == 0.0;
    let read = counts.rejected == 0 && story.outcome.beside_rejected() == 0;
    if whole && read && story.outcome.unchecked == 0 {
        return Ok(());
    }
    writeln!(out, "\n{}", lang.pick("N'est pas dans ce total :", "Not in this total:"))?;
    if counts.rejected > 0 {
        writeln!(
            out,
            "  - {}",
            plural_u64(
                lang,
                counts.rejected,
                ("ligne écartée", "lignes écartées"),
                ("row set aside", "rows set aside")
            ),
        )?;
    }
    rejects(out, story, lang)?;
    if lacking > 0.0 {
        let criterion = &story.outcome.footprint.criteria[0];
        writeln!(
            out,
            "  - {}{colon} {} ({})",
            plural(lang, lacking, ("équipement", "équipements"), ("unit", "units")),
            lang.pick("aucun facteur pour ce critère", "no factor for this criterion"),
            lang.pick(&criterion.label_fr, &criterion.label_en),
        )?;
    }
    for gap in &coverage.gaps {
        writeln!(
            out,
            "  - {}{colon} {}",
            plural(lang, gap.units, ("équipement", "équipements"), ("unit", "units")),
            gap.gap.label(lang),
        )?;
    }
    for unmatched in &coverage.unmatched {
        let kind = story.set.equipment_type(unmatched.type_id);
        writeln!(out, "      {}{colon} {}", kind.label(lang), lang.number(unmatched.units, 0))?;
    }
    for missing in unpriced {
        writeln!(
            out,
            "  - {}{colon} {} {}, {}",
            missing.label.say(lang),
            lang.number(missing.amount, 0),
            super::services::unit(&missing.unit, missing.amount, lang),
            lang.pick("aucun facteur", "no factor"),
        )?;
    }
    if story.outcome.unchecked > 0 {
        writeln!(
            out,
            "  - {}{colon} {}",
            lang.pick(
                "doublons non cherchés (fichier trop grand)",
                "duplicates not looked for (file too large)"
            ),
            plural_u64(lang, story.outcome.unchecked, ("ligne", "lignes"), ("row", "rows")),
        )?;
    }
    Ok(())
}

/// What the inventory should have and has not.
fn looks_missing(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let found = findings(story);
    if found.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}",
        lang.pick("Semble manquer à l'inventaire :", "Seems missing from the inventory:")
    )?;
    for one in found {
        writeln!(out, "  - {}", one.text.say(lang))?;
    }
    Ok(())
}

/// The first rows set aside, with what to do; all are in `rejects.csv`.
fn rejects(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let shown = story.first_rejects.iter().take(SHOWN_REJECTS);
    for reject in shown {
        let (reason, hint) = (reject.why.reason(), reject.why.hint());
        writeln!(
            out,
            "      {} {} {}, `{}` = `{}`{} {}\n        → {}",
            reject.file,
            lang.pick("ligne", "line"),
            reject.line,
            crate::fault::clip(&reject.column),
            crate::fault::clip(&reject.value),
            lang.pick(" :", ":"),
            reason.say(lang),
            hint.say(lang),
        )?;
    }
    let (outcome, counts) = (story.outcome, story.outcome.counts);
    let all = counts.rejected + outcome.usage_rejected + outcome.beside_rejected();
    let rest = all.saturating_sub(SHOWN_REJECTS as u64);
    if rest > 0 {
        writeln!(
            out,
            "      {} {rest} {}",
            lang.pick("et", "and"),
            lang.pick(
                "de plus ; `--out DOSSIER` les écrit toutes dans rejects.csv",
                "more; `--out DIR` writes them all to rejects.csv",
            ),
        )?;
    }
    Ok(())
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
    let all = story.outcome.footprint.totals.total(0).value;
    let unmatched = &story.outcome.footprint.coverage.unmatched;
    writeln!(
        out,
        "\n{:<38} {:>9} {:>16} {:>7} {:>14}",
        lang.pick("Par ", "By ").to_owned() + axis.label(lang),
        lang.pick("unités", "units"),
        lang.pick("empreinte", "footprint"),
        lang.pick("part", "share"),
        lang.pick("dont utilisation", "of which use"),
    )?;
    for group in groups.iter().take(shown) {
        let total = group.sums.total(0).value;
        let is_unmatched =
            |one: &&Unmatched| story.set.equipment_type(one.type_id).code == group.code;
        if axis == Axis::Type && total == 0.0 && unmatched.iter().any(|one| is_unmatched(&one)) {
            let label = cut(group.label.say(lang), 36);
            writeln!(out, "  {label:<36} {:>9} {:>16}", lang.number(group.units, 0), "–")?;
            continue;
        }
        writeln!(
            out,
            "  {:<36} {:>9} {:>16} {:>7} {:>14}",
            cut(group.label.say(lang), 36),
            lang.number(group.units, 0),
            story.mass(lang, total),
            lang.percent(if all == 0.0 { 0.0 } else { total / all }),
            lang.percent(if total == 0.0 { 0.0 } else { group.sums.used(0).value / total }),
        )?;
    }
    if groups.len() > shown {
        let rest: f64 = groups[shown..].iter().map(|group| group.sums.total(0).value).sum();
        let name = format!("{} {}", groups.len() - shown, lang.pick("autres", "others"));
        writeln!(out, "  {name:<36} {:>9} {:>16}", "", story.mass(lang, rest))?;
    }
    Ok(())
}

fn centres(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    for centre in &story.outcome.footprint.centres {
        writeln!(
            out,
            "\n{} {}{} {} kWh {}, {} kWh {} → {} {} kWh ({})",
            lang.pick("Centre de données", "Datacentre"),
            centre.id,
            lang.pick(" :", ":"),
            lang.number(centre.measured_kwh, 0),
            lang.pick("au compteur", "at the meter"),
            lang.number(centre.equipment_kwh, 0),
            lang.pick("pour ses équipements", "for its equipment"),
            lang.pick("écart", "difference"),
            lang.number(centre.difference_kwh(), 0),
            story.mass(lang, centre.sums.total(0).value),
        )?;
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
        lang.pick(
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
            plural_u64(lang, one.rows, ("ligne", "lignes"), ("row", "rows")),
        )?;
        if one.assumption == Assumption::ElectricityFallback {
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

fn rows(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let counts = story.outcome.counts;
    let part = |count, fr, en| plural_u64(lang, count, fr, (en, en));
    writeln!(
        out,
        "\n{} = {} + {} + {} + {}",
        plural_u64(lang, counts.rows_read, ("ligne lue", "lignes lues"), ("row read", "rows read")),
        part(counts.kept, ("gardée", "gardées"), "kept"),
        part(counts.rejected, ("écartée", "écartées"), "set aside"),
        part(counts.out_of_scope, ("hors périmètre", "hors périmètre"), "out of scope"),
        part(counts.merged, ("fusionnée", "fusionnées"), "merged"),
    )?;
    for (kind, rows) in &story.outcome.out_of_scope {
        let label = story.set.equipment_type(*kind).label(lang);
        writeln!(out, "  {} {label} ({rows})", lang.pick("hors périmètre :", "out of scope:"))?;
    }
    if story.outcome.usage_rejected > 0 {
        writeln!(
            out,
            "  {}",
            plural_u64(
                lang,
                story.outcome.usage_rejected,
                ("relevé de consommation écarté", "relevés de consommation écartés"),
                ("usage record set aside", "usage records set aside"),
            ),
        )?;
    }
    if let Some(allocation) = &story.outcome.allocation {
        super::allocation::rows(out, allocation, lang)?;
    }
    if let Some(services) = &story.outcome.services {
        super::services::rows(out, services, lang)?;
    }
    writeln!(
        out,
        "{} {} · {} {}",
        lang.pick("Facteurs :", "Factors:"),
        story.set.name,
        lang.pick("méthode :", "method:"),
        story.method.name,
    )?;
    layers(out, story, lang)?;
    Ok(())
}

/// The sets laid over the first, and which have no manifest.
fn layers(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    for (at, layer) in story.set.layers.iter().enumerate() {
        if at > 0 {
            writeln!(
                out,
                "  {} {}{} {}, {}",
                lang.pick("par-dessus,", "on top,"),
                layer.name,
                lang.pick(" :", ":"),
                plural_u64(
                    lang,
                    layer.rows_replaced as u64,
                    ("facteur remplacé", "facteurs remplacés"),
                    ("factor replaced", "factors replaced"),
                ),
                plural_u64(
                    lang,
                    layer.rows_added as u64,
                    ("ajouté", "ajoutés"),
                    ("added", "added"),
                ),
            )?;
        }
        if !layer.signed {
            writeln!(
                out,
                "  ({}{} {})",
                lang.pick("jeu de facteurs sans manifeste", "factor set without manifest"),
                lang.pick(" :", ":"),
                layer.name,
            )?;
        }
    }
    Ok(())
}

/// A count with its noun, singular or plural: French says «0 ligne», English "0 rows".
pub(super) fn plural(lang: Lang, count: f64, fr: (&str, &str), en: (&str, &str)) -> String {
    let number = lang.number(count, usize::from(count.fract() != 0.0));
    let noun = match lang {
        Lang::Fr if count.abs() < 2.0 => fr.0,
        Lang::Fr => fr.1,
        Lang::En if (count - 1.0).abs() < f64::EPSILON => en.0,
        Lang::En => en.1,
    };
    format!("{number} {noun}")
}

pub(super) fn plural_u64(lang: Lang, count: u64, fr: (&str, &str), en: (&str, &str)) -> String {
    plural(lang, count as f64, fr, en)
}

pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}
