//! Indicators by family, for the terminal: names on the left, years in columns.

use super::words::{alike_said, arrow, bare, better_said, colon, short_bounds};
use ground::lang::{COLUMNS, Lang, wrap};
use ground::text;
use indicator::{Definition, Family, Quality, Series, SeriesEntry, unit_label};
use std::fmt::{Result, Write};

/// The narrowest room for names.
const NAMES: usize = 30;
/// How many parts of a value are shown where they are more than twice as many.
const SHOWN: usize = 4;

/// The indicators of a series by family, in the user's language: each with its unit, the value of
/// each year with its interval and its arrow, and what others found as context.
pub fn indicators_table(series: &Series, organisation: &str, lang: Lang) -> String {
    let table = SeriesTable::of(series, lang);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = table.write(&mut out, series, organisation);
    out
}

/// How the columns of a series are set.
struct SeriesTable {
    lang: Lang,
    /// The years that have room, the last one among them.
    years: Vec<i32>,
    /// The width of each.
    column: usize,
    /// How many earlier years have none.
    left_out: usize,
}

impl SeriesTable {
    fn of(series: &Series, lang: Lang) -> Self {
        let all: Vec<i32> = series.years.iter().map(|basis| basis.year).collect();
        let entries = series
            .rows
            .iter()
            .flat_map(|(definition, entries)| entries.iter().map(move |entry| (definition, entry)));
        let widest = entries
            .flat_map(|(definition, entry)| {
                [value(definition, entry, lang), bounds(entry, lang)].map(|cell| length(&cell))
            })
            .max();
        let column = widest.unwrap_or(0).max(6) + 2;
        let room = ((COLUMNS - NAMES) / column).max(1);
        let left_out = all.len().saturating_sub(room);
        Self { lang, years: all[left_out..].to_vec(), column, left_out }
    }

    /// The room for names.
    fn names(&self) -> usize {
        COLUMNS.saturating_sub(self.column * self.years.len()).max(NAMES)
    }

    fn write(&self, out: &mut String, series: &Series, organisation: &str) -> Result {
        let lang = self.lang;
        let years: Vec<String> = self.years.iter().map(i32::to_string).collect();
        let name =
            if organisation.is_empty() { String::new() } else { format!(" – {organisation}") };
        writeln!(
            out,
            "{}",
            text!("Indicateurs {}{name}", "Indicators {}{name}", years.join(", ")).say(lang)
        )?;
        if let Some(basis) = series.years.last() {
            let (set, method) = (&basis.factor_set, &basis.method);
            writeln!(
                out,
                "{}",
                text!("Facteurs {set}, méthode {method}", "Factors {set}, method {method}")
                    .say(lang)
            )?;
        }
        if self.left_out > 0 {
            let left = self.left_out;
            writeln!(out, "{}", text!(
                "Années antérieures sans place ici : {left} (`--years` les choisit, `--format md` les donne toutes)",
                "Earlier years without room here: {left} (`--years` chooses them, `--format md` gives all)"
            ).say(lang))?;
        }
        for family in Family::ALL {
            self.family(out, series, *family)?;
        }
        writeln!(
            out,
            "\n{}",
            lang.label(
                "`empreinte explain INDICATEUR PARC` : la formule, les nombres, les lignes.\n`empreinte indicators missing PARC` : quelle donnée recueillir d'abord.",
                "`empreinte explain INDICATOR ESTATE`: the formula, the numbers, the rows.\n`empreinte indicators missing ESTATE`: which datum to collect first.",
            )
        )
    }

    fn family(&self, out: &mut String, series: &Series, family: Family) -> Result {
        let of_family = || series.rows.iter().filter(|(one, _)| one.family == family);
        let is_known =
            |entries: &[SeriesEntry]| entries.iter().any(|entry| entry.value.figure.is_ok());
        if of_family().next().is_none() {
            return Ok(());
        }
        let years = self.years.iter().map(i32::to_string).collect::<Vec<_>>();
        writeln!(out)?;
        self.line(out, family.label(self.lang), &years)?;
        for (definition, entries) in of_family().filter(|(_, entries)| is_known(entries)) {
            self.indicator(out, definition, entries)?;
        }
        let without: Vec<&str> = of_family()
            .filter(|(_, entries)| !is_known(entries))
            .map(|(definition, _)| definition.id.as_str())
            .collect();
        if without.is_empty() {
            return Ok(());
        }
        let word = self.lang.label("données manquantes", "data missing");
        let said = format!("{word} ({}){}{}", without.len(), colon(self.lang), without.join(", "));
        below(out, &said, 2)
    }

    /// A name, then a cell a year.
    fn line(&self, out: &mut String, name: &str, cells: &[String]) -> Result {
        let mut said = format!("{name}{}", " ".repeat(self.names().saturating_sub(length(name))));
        for cell in cells {
            let before = self.column.saturating_sub(length(cell));
            let _ = write!(said, "{}{cell}", " ".repeat(before));
        }
        writeln!(out, "{}", said.trim_end())
    }

    fn indicator(
        &self,
        out: &mut String,
        definition: &Definition,
        entries: &[SeriesEntry],
    ) -> Result {
        let lang = self.lang;
        let cells = |cell: &dyn Fn(&SeriesEntry) -> String| -> Vec<String> {
            let of = |year: &i32| entries.iter().find(|entry| entry.year == *year);
            self.years.iter().map(|year| of(year).map_or_else(String::new, cell)).collect()
        };
        let values = cells(&|entry| value(definition, entry, lang));
        let bounds = cells(&|entry| bounds(entry, lang));
        let mut names = wrap(definition.label.say(lang), self.names() - 4);
        let last = entries.last();
        let unit = unit_label(&definition.unit, lang);
        let marks = last.map_or_else(String::new, |last| marks(unit, last, lang));
        if !marks.is_empty() {
            names
                .extend(wrap(&marks, self.names() - 6).into_iter().map(|line| format!("  {line}")));
        }
        if bounds.iter().any(|cell| !cell.is_empty()) && names.len() < 2 {
            names.push(String::new());
        }
        for (at, name) in names.iter().enumerate() {
            let cells = match at {
                0 => values.as_slice(),
                1 => bounds.as_slice(),
                _ => &[],
            };
            self.line(out, &format!("  {name}"), cells)?;
        }
        let Some(last) = last else { return Ok(()) };
        for entry in entries.iter().filter(|entry| self.years.contains(&entry.year)) {
            breaks(out, entry, lang)?;
        }
        against(out, definition, last, lang)?;
        parts(out, definition, last, lang)?;
        if let Some((benchmark, _)) = &definition.benchmark {
            let word = lang.label("ailleurs", "elsewhere");
            below(out, &format!("{word}{}{}", colon(lang), benchmark.say(lang)), 4)?;
        }
        Ok(())
    }
}

/// How many columns a text takes.
fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text under an indicator, over as many lines as it takes.
fn below(out: &mut String, said: &str, indent: usize) -> Result {
    let before = " ".repeat(indent);
    wrap(said, COLUMNS - indent).iter().try_for_each(|line| writeln!(out, "{before}{line}"))
}

/// The figure of a year with its arrow.
fn value(definition: &Definition, entry: &SeriesEntry, lang: Lang) -> String {
    let Ok(figure) = &entry.value.figure else { return "–".to_owned() };
    let arrow = entry.trend.map_or(String::new(), |trend| format!(" {}", arrow(trend)));
    format!("{}{arrow}", bare(lang, definition, *figure))
}

/// The bounds of a year.
fn bounds(entry: &SeriesEntry, lang: Lang) -> String {
    let Ok(figure) = entry.value.shown() else { return String::new() };
    let Some(said) = short_bounds(lang, figure) else { return String::new() };
    said
}

/// What a value is measured in, what part it speaks of, and what a reader must know of its data.
fn marks(unit: &str, last: &SeriesEntry, lang: Lang) -> String {
    let value = &last.value;
    let mut marks = Vec::new();
    if !matches!(unit, "" | "%" | "yes/no") {
        marks.push(unit.to_owned());
    }
    if value.figure.is_ok() {
        marks.extend(value.part.as_ref().map(|part| part.say(lang).to_owned()));
        if value.quality != Quality::Recorded {
            marks.push(value.quality.label(lang).to_owned());
        }
        if let Some(known) = value.coverage.filter(|known| *known < 0.995) {
            let word = lang.label("couverture", "coverage");
            marks.push(format!("{word} {}", lang.percent(known)));
        }
    }
    if let Err(missing) = &value.figure {
        let data: Vec<&str> = missing.data.iter().map(|datum| datum.label(lang)).collect();
        let word = lang.label("il manque", "missing");
        marks.push(format!("{} {}{}{}", last.year, word, colon(lang), data.join(", ")));
    }
    marks.join(", ")
}

/// Why a year must not be compared with the one before it.
fn breaks(out: &mut String, entry: &SeriesEntry, lang: Lang) -> Result {
    let Some((before, _)) = entry.before else { return Ok(()) };
    for broken in &entry.breaks {
        let (year, why) = (entry.year, broken.said().say(lang));
        let said = text!(
            "{year} non comparable à {before} : {why}",
            "{year} not comparable with {before}: {why}"
        )
        .say(lang)
        .to_owned();
        below(out, &said, 4)?;
    }
    Ok(())
}

/// How the last year stands against the one before it.
fn against(out: &mut String, definition: &Definition, last: &SeriesEntry, lang: Lang) -> Result {
    if let Some((trend, (year, _))) = last.trend.zip(last.before)
        && let Some(better) = better_said(lang, definition, trend)
    {
        let said = text!("{} {better} qu'en {year}", "{} {better} than in {year}", arrow(trend))
            .say(lang)
            .to_owned();
        below(out, &said, 4)?;
    }
    match alike_said(lang, definition, last) {
        Some(alike) => below(out, &alike, 4),
        None => Ok(()),
    }
}

/// The parts of the last year's value, each saying of what it speaks: all, or the first of many and
/// how many more there are.
fn parts(out: &mut String, definition: &Definition, last: &SeriesEntry, lang: Lang) -> Result {
    let groups = last.value.groups.iter();
    let mut shown: Vec<String> = groups
        .filter(|group| !["site", "manufacturer", "acquisition_mode"].contains(&group.axis))
        .filter_map(|group| {
            let figure = group.figure.as_ref().ok()?;
            Some(format!("{} {}", group.label.say(lang), bare(lang, definition, *figure)))
        })
        .collect();
    if shown.is_empty() {
        return Ok(());
    }
    if shown.len() > 2 * SHOWN {
        let more = shown.len() - SHOWN;
        shown.truncate(SHOWN);
        let name = &definition.id;
        shown.push(
            text!("et {more} autres : `explain {name}`", "and {more} more: `explain {name}`")
                .say(lang)
                .to_owned(),
        );
    }
    let word = lang.label("dont", "of which");
    below(out, &format!("{word}{}{}", colon(lang), shown.join(" · ")), 4)
}
