//! Indicators by family, for the terminal.

use super::words::{alike_said, colon, interval_said, said, trend_said};
use ground::lang::Lang;
use indicator::{Definition, Entry, Family, Quality, Series};
use std::fmt::{Result, Write};

/// How many parts of a value are shown.
const SHOWN: usize = 4;

/// The indicators of a series by family, in the user's language: value, interval, trend,
/// coverage, quality, and what others found as context.
pub fn indicators_table(series: &Series, organisation: &str, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = table(&mut out, series, organisation, lang);
    out
}

fn table(out: &mut String, series: &Series, organisation: &str, lang: Lang) -> Result {
    let years: Vec<String> = series.years.iter().map(|basis| basis.year.to_string()).collect();
    let name = if organisation.is_empty() { String::new() } else { format!(" – {organisation}") };
    writeln!(out, "{} {}{name}", lang.pick("Indicateurs", "Indicators"), years.join(", "))?;
    if let Some(basis) = series.years.last() {
        let (set, method) = (&basis.factor_set, &basis.method);
        match lang {
            Lang::Fr => writeln!(out, "Facteurs {set}, méthode {method}")?,
            Lang::En => writeln!(out, "Factors {set}, method {method}")?,
        }
    }
    for family in Family::ALL {
        let of_family: Vec<_> =
            series.rows.iter().filter(|(definition, _)| definition.family == *family).collect();
        if of_family.is_empty() {
            continue;
        }
        writeln!(out, "\n{}", family.label(lang))?;
        let has_figure = |entries: &[Entry]| entries.iter().any(|entry| entry.value.figure.is_ok());
        for (definition, entries) in of_family.iter().filter(|(_, entries)| has_figure(entries)) {
            indicator(out, definition, entries, lang)?;
        }
        let without: Vec<&str> = of_family
            .iter()
            .filter(|(_, entries)| !has_figure(entries))
            .map(|(definition, _)| definition.id.as_str())
            .collect();
        if !without.is_empty() {
            writeln!(
                out,
                "  {} ({}){}{}",
                lang.pick("données manquantes", "data missing"),
                without.len(),
                colon(lang),
                without.join(", ")
            )?;
        }
    }
    writeln!(
        out,
        "\n{}",
        lang.pick(
            "`empreinte explain INDICATEUR PARC` montre la formule, les nombres et les lignes ; `empreinte indicators missing PARC` dit quelle donnée recueillir d'abord.",
            "`empreinte explain INDICATOR ESTATE` shows the formula, the numbers and the rows; `empreinte indicators missing ESTATE` tells which datum to collect first.",
        )
    )
}

fn indicator(out: &mut String, definition: &Definition, entries: &[Entry], lang: Lang) -> Result {
    writeln!(out, "  {} [{}]", definition.label.say(lang), definition.id)?;
    let many = entries.len() > 1;
    for entry in entries {
        write!(out, "    ")?;
        if many {
            write!(out, "{}{}", entry.year, colon(lang))?;
        }
        value(out, definition, entry, lang)?;
    }
    if let Some(last) = entries.last() {
        let shown: Vec<String> = last
            .value
            .groups
            .iter()
            .filter(|group| !["site", "manufacturer", "acquisition_mode"].contains(&group.axis))
            .filter_map(|group| {
                let figure = group.figure.as_ref().ok()?;
                Some(format!("{} {}", group.label.say(lang), said(lang, definition, *figure)))
            })
            .take(SHOWN)
            .collect();
        if !shown.is_empty() {
            writeln!(out, "    {}", shown.join(" · "))?;
        }
    }
    if let Some((benchmark, _)) = &definition.benchmark {
        let word = lang.pick("ailleurs", "elsewhere");
        writeln!(out, "    {word}{}{}", colon(lang), benchmark.say(lang))?;
    }
    Ok(())
}

fn value(out: &mut String, definition: &Definition, entry: &Entry, lang: Lang) -> Result {
    let figure = match &entry.value.figure {
        Ok(figure) => *figure,
        Err(missing) => {
            let datum = missing.data.first().map_or("", |datum| datum.label(lang));
            return writeln!(out, "– ({} {datum})", lang.pick("il manque", "missing:"));
        }
    };
    write!(out, "{}", said(lang, definition, figure))?;
    if let Some(bounds) = interval_said(lang, figure) {
        write!(out, " ({bounds})")?;
    }
    if let Some(trend) = entry.trend {
        write!(out, "   {}", trend_said(lang, definition, trend))?;
        if let Some((year, before)) = entry.before {
            write!(out, " ({year}{}{})", colon(lang), said(lang, definition, before))?;
        }
    }
    if let Some(coverage) = entry.value.coverage {
        write!(out, "   {} {}", lang.pick("couverture", "coverage"), lang.percent(coverage))?;
    }
    if entry.value.quality != Quality::Recorded {
        write!(out, "   {}", entry.value.quality.label(lang))?;
    }
    writeln!(out)?;
    for broken in &entry.breaks {
        let word =
            lang.pick("non comparable à l'année d'avant", "not comparable with the year before");
        writeln!(out, "      {word}{}{}", colon(lang), broken.said().say(lang))?;
    }
    if let Some(alike) = alike_said(lang, definition, entry) {
        writeln!(out, "      {alike}")?;
    }
    Ok(())
}
