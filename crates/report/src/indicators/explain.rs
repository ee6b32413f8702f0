//! One indicator explained: definition, formula with its numbers, source, and the rows.

use super::words::{alike_said, colon, interval_said, number_said, said, trend_said};
use ground::lang::Lang;
use ground::text;
use indicator::unit_label;
use indicator::{Catalogue, Definition, Family, Gathered, LEDGER_FILE, SeriesEntry};
use std::fmt::{Result, Write};

/// How many parts are shown.
const SHOWN: usize = 40;

/// What an indicator is, in the user's language.
pub fn explain_definition(definition: &Definition, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = head(&mut out, definition, lang);
    out
}

/// What an indicator is, and its value in a year with the numbers and rows it rests on.
pub fn explain_indicator(
    definition: &Definition,
    entries: &[SeriesEntry],
    gathered: &Gathered<'_>,
    lang: Lang,
) -> String {
    let mut out = explain_definition(definition, lang);
    if let Some(last) = entries.last() {
        let _ = value(&mut out, definition, entries, last, gathered, lang);
    }
    out
}

/// The indicators there are, by family: what each is called, by its identifier.
pub fn indicators_list(catalogue: &Catalogue, lang: Lang) -> String {
    let mut out = String::new();
    for family in Family::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", family.label(lang));
        for definition in catalogue.all().iter().filter(|one| one.family == *family) {
            let _ = writeln!(out, "  {:<34} {}", definition.id, definition.label.say(lang));
        }
    }
    out.push_str(lang.label(
        "\n`empreinte explain IDENTIFIANT [PARC]` dit ce qu'est l'un d'eux, et sa valeur avec ses nombres.\n",
        "\n`empreinte explain IDENTIFIER [ESTATE]` says what one of them is, and its value with its numbers.\n",
    ));
    out
}

fn line(out: &mut String, name: &str, said: &str) -> Result {
    if said.is_empty() { Ok(()) } else { writeln!(out, "  {name:<14}{said}") }
}

fn head(out: &mut String, definition: &Definition, lang: Lang) -> Result {
    writeln!(out, "{} [{}]", definition.label.say(lang), definition.id)?;
    writeln!(out, "  {}", definition.definition.say(lang))?;
    writeln!(out)?;
    line(out, lang.label("formule", "formula"), definition.formula.say(lang))?;
    line(out, lang.label("unité", "unit"), unit_label(&definition.unit, lang))?;
    line(out, lang.label("famille", "family"), definition.family.label(lang))?;
    line(out, lang.label("sens", "direction"), definition.direction.label(lang))?;
    line(out, lang.label("vient de", "comes from"), &definition.comes_from(lang))?;
    line(out, "guide", &definition.guide.replace('|', ", "))?;
    line(out, lang.label("références", "references"), definition.references.say(lang))?;
    if let Some((benchmark, source)) = &definition.benchmark {
        line(out, lang.label("ailleurs", "elsewhere"), benchmark.say(lang))?;
        line(out, "", source.say(lang))?;
    }
    Ok(())
}

fn value(
    out: &mut String,
    definition: &Definition,
    entries: &[SeriesEntry],
    last: &SeriesEntry,
    gathered: &Gathered<'_>,
    lang: Lang,
) -> Result {
    writeln!(out, "\n{}", last.year)?;
    let value = &last.value;
    match value.shown() {
        Ok(figure) => {
            let bounds =
                interval_said(lang, figure).map_or_else(String::new, |b| format!(" ({b})"));
            line(
                out,
                lang.label("valeur", "value"),
                &format!("{}{bounds}{}", said(lang, definition, figure), part_of(value, lang)),
            )?;
            line(out, lang.label("qualité", "quality"), value.quality.label(lang))?;
        }
        Err(missing) => {
            for datum in &missing.data {
                let (label, place) = (datum.label(lang), datum.place());
                let place = place.say(lang);
                line(out, lang.label("il manque", "missing"), &format!("{label} ({place})"))?;
            }
            if let Some(because) = &missing.because {
                line(out, "", because.say(lang))?;
            }
        }
    }
    if let Some(coverage) = value.coverage {
        line(out, lang.label("couverture", "coverage"), &lang.percent(coverage))?;
    }
    for term in &value.terms {
        let unit = unit_label(term.unit, lang);
        let number = number_said(lang, term.value);
        let said = format!("    {} = {number} {unit}", term.name.say(lang));
        writeln!(out, "{}", said.trim_end())?;
    }
    for note in &value.notes {
        writeln!(out, "{}", text!("  à savoir : {}", "  note: {}", note.say(lang)).say(lang))?;
    }
    groups(out, definition, last, lang)?;
    series(out, definition, entries, lang)?;
    rows(out, last, gathered, lang)
}

/// The part that a value speaks of.
fn part_of(value: &indicator::Value, lang: Lang) -> String {
    let part = value.part.as_ref();
    part.map_or_else(String::new, |part| format!(", {}", part.say(lang)))
}

fn groups(out: &mut String, definition: &Definition, last: &SeriesEntry, lang: Lang) -> Result {
    let mut axis = "";
    for group in last.value.groups.iter().take(SHOWN) {
        if group.axis != axis {
            axis = group.axis;
            writeln!(
                out,
                "{}",
                text!("\n  par {}", "\n  by {}", axis_label(axis, lang)).say(lang)
            )?;
        }
        let told = match &group.figure {
            Ok(figure) => {
                let bounds =
                    interval_said(lang, *figure).map_or_else(String::new, |b| format!(" ({b})"));
                format!("{}{bounds}", said(lang, definition, *figure))
            }
            Err(missing) => match &missing.because {
                Some(because) => because.say(lang).to_owned(),
                None => "–".to_owned(),
            },
        };
        writeln!(out, "    {}{}{told}", group.label.say(lang), colon(lang))?;
    }
    Ok(())
}

fn axis_label(axis: &str, lang: Lang) -> &str {
    match axis {
        "manufacturer" => lang.label("fabricant", "manufacturer"),
        "acquisition_mode" => lang.label("mode d'acquisition", "acquisition mode"),
        "weee_category" => lang.label("catégorie de DEEE", "WEEE category"),
        "datacentre" => lang.label("centre de données", "datacentre"),
        "quality" => lang.label("qualité", "quality"),
        "field" => lang.label("champ", "field"),
        other => other,
    }
}

fn series(
    out: &mut String,
    definition: &Definition,
    entries: &[SeriesEntry],
    lang: Lang,
) -> Result {
    if entries.len() < 2 {
        return Ok(());
    }
    writeln!(out, "\n  {}", lang.label("années", "years"))?;
    for entry in entries {
        let told = match &entry.value.figure {
            Ok(figure) => said(lang, definition, *figure),
            Err(_) => "–".to_owned(),
        };
        let trend =
            entry.trend.map_or_else(String::new, |trend| trend_said(lang, definition, trend));
        let said = format!("    {}{}{told}  {trend}", entry.year, colon(lang));
        writeln!(out, "{}", said.trim_end())?;
        for broken in &entry.breaks {
            writeln!(out, "      {}", broken.said().say(lang))?;
        }
        if let Some(alike) = alike_said(lang, definition, entry) {
            writeln!(out, "      {alike}")?;
        }
    }
    Ok(())
}

fn rows(out: &mut String, last: &SeriesEntry, gathered: &Gathered<'_>, lang: Lang) -> Result {
    let value = &last.value;
    if value.rows.is_empty() {
        return Ok(());
    }
    let (shown, n) = (value.rows.len(), value.n_rows);
    writeln!(
        out,
        "{}",
        text!("\n  lignes ({shown} montrées sur {n})", "\n  rows ({shown} of {n} shown)").say(lang)
    )?;
    let word = lang.label("ligne", "line");
    for row in &value.rows {
        let file = if row.file == LEDGER_FILE {
            "movements.csv"
        } else {
            gathered.files.get(usize::from(row.file)).map_or("", String::as_str)
        };
        writeln!(out, "    {file}, {word} {}", row.line)?;
    }
    Ok(())
}
