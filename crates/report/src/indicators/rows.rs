//! `indicators.csv`, its groups, and the same as JSON: for machines, in full precision.

use ground::lang::Lang;
use ground::table::{CsvDialect, CsvOut};
use indicator::{Break, Definition, Figure, Missing, Series, SeriesEntry};
use serde_json::{Value as Json, json};
use std::io::{self, Write};

/// The columns of `indicators.csv`, and the names of a JSON row; the first nine are a contract.
pub const INDICATOR_COLUMNS: [&str; 15] = [
    "id",
    "value",
    "low",
    "high",
    "unit",
    "year",
    "coverage",
    "quality",
    "missing",
    "family",
    "trend",
    "changed",
    "better",
    "alike_before",
    "alike",
];

/// The columns of `indicator_groups.csv`.
pub const GROUP_COLUMNS: [&str; 10] =
    ["id", "year", "axis", "group", "label", "value", "low", "high", "unit", "missing"];

/// Value, low and high of a figure; a median not reached has its low bound alone.
pub(crate) fn numbers(figure: &Result<Figure, Missing>) -> [Option<f64>; 3] {
    match figure {
        Ok(Figure::Number(i)) => [
            Some(i.value),
            Some(i.low).filter(|n| n.is_finite()),
            Some(i.high).filter(|n| n.is_finite()),
        ],
        Ok(Figure::YesNo(yes)) => [Some(f64::from(u8::from(*yes))); 3],
        Ok(Figure::MoreThan(least)) => [None, Some(*least), None],
        Ok(Figure::AtMost(most)) => [None, None, Some(*most).filter(|n| n.is_finite())],
        Err(_) => [None; 3],
    }
}

/// The data that are missing, joined by `|`; `not_reached` for a median beyond what was seen.
fn missing(figure: &Result<Figure, Missing>) -> String {
    match figure {
        Ok(Figure::MoreThan(_)) => "not_reached".to_owned(),
        Ok(Figure::AtMost(_)) => "at_most".to_owned(),
        Ok(_) => String::new(),
        Err(missing) => missing.data.iter().map(|datum| datum.code()).collect::<Vec<_>>().join("|"),
    }
}

fn quality(entry: &SeriesEntry) -> &'static str {
    if entry.value.figure.is_ok() { entry.value.quality.code() } else { "" }
}

/// Whether it went the better way, where one way is.
fn better(definition: &Definition, entry: &SeriesEntry) -> Option<bool> {
    entry.trend.and_then(|trend| trend.is_better(definition))
}

fn changed(entry: &SeriesEntry) -> String {
    entry.breaks.iter().map(Break::code).collect::<Vec<_>>().join("|")
}

/// Writes the values of a series, a row an indicator and year.
///
/// # Errors
///
/// The writer fails.
pub fn indicators_csv<W: Write>(writer: W, series: &Series, dialect: CsvDialect) -> io::Result<W> {
    let mut out = CsvOut::new(writer, dialect, &INDICATOR_COLUMNS)?;
    for (definition, entry) in flat(series) {
        let [value, low, high] = numbers(&entry.value.figure);
        out.text(&definition.id).maybe(value).maybe(low).maybe(high).text(&definition.unit);
        out.text(&entry.year.to_string()).maybe(entry.value.coverage).text(quality(entry));
        out.text(&missing(&entry.value.figure)).text(definition.family.code());
        out.text(entry.trend.map_or("", |trend| trend.code())).text(&changed(entry));
        let better = better(definition, entry);
        out.text(better.map_or("", |better| if better { "yes" } else { "no" }));
        let (before, now) = entry.alike.unzip();
        out.maybe(before).maybe(now);
        out.end()?;
    }
    out.finish()
}

/// Writes the parts of the values of a series.
///
/// # Errors
///
/// The writer fails.
pub fn groups_csv<W: Write>(
    writer: W,
    series: &Series,
    dialect: CsvDialect,
    lang: Lang,
) -> io::Result<W> {
    let mut out = CsvOut::new(writer, dialect, &GROUP_COLUMNS)?;
    for (definition, entry) in flat(series) {
        for group in &entry.value.groups {
            let [value, low, high] = numbers(&group.figure);
            out.text(&definition.id).text(&entry.year.to_string()).text(group.axis);
            out.text(&group.code).text(group.label.say(lang));
            out.maybe(value).maybe(low).maybe(high).text(&definition.unit);
            out.text(&missing(&group.figure)).end()?;
        }
    }
    out.finish()
}

/// The values of a series as a JSON array, a row a line.
pub fn indicators_json(series: &Series) -> String {
    let rows: Vec<String> = flat(series)
        .map(|(definition, entry)| {
            let [value, low, high] = numbers(&entry.value.figure);
            let or_null = |text: &str| if text.is_empty() { Json::Null } else { json!(text) };
            let row = json!({
                "id": definition.id,
                "value": value,
                "low": low,
                "high": high,
                "unit": definition.unit,
                "year": entry.year,
                "coverage": entry.value.coverage,
                "quality": or_null(quality(entry)),
                "missing": or_null(&missing(&entry.value.figure)),
                "family": definition.family.code(),
                "trend": or_null(entry.trend.map_or("", |trend| trend.code())),
                "changed": or_null(&changed(entry)),
                "better": better(definition, entry),
                "alike_before": entry.alike.map(|(before, _)| before),
                "alike": entry.alike.map(|(_, now)| now),
            });
            row.to_string()
        })
        .collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

/// Every indicator and year, in the order of the catalogue.
fn flat(series: &Series) -> impl Iterator<Item = (&Definition, &SeriesEntry)> {
    series
        .rows
        .iter()
        .flat_map(|(definition, entries)| entries.iter().map(move |entry| (definition, entry)))
}
