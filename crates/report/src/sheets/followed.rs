//! Indicators as a committee reads them: years in columns, with names, units and arrows.

use super::headings;
use super::{BookSheet, Drawing, ReportBook, SheetCell};
use crate::indicators::{alike_said, numbers, trend_said, unit_label};
use ground::lang::Lang;
use ground::text;
use indicator::{Definition, Figure, Quality, Series, SeriesEntry};

/// Indicators as sheets: the values, what lacks, and what each is.
pub fn followed_sheets(series: &Series, organisation: &str, lang: Lang) -> ReportBook {
    let year = series.last_year().unwrap_or(2000);
    let title = match organisation {
        "" => text!("Indicateurs {year}", "Indicators {year}").say(lang).to_owned(),
        name => {
            text!("{name} – indicateurs {year}", "{name} – indicators {year}").say(lang).to_owned()
        }
    };
    let sheets = vec![values(series, lang), missing(series, lang), definitions(series, lang)];
    ReportBook { title, organisation: organisation.to_owned(), year, sheets }
}

fn is_known(entries: &[SeriesEntry]) -> bool {
    entries.iter().any(|entry| entry.value.figure.is_ok())
}

fn values(series: &Series, lang: Lang) -> BookSheet {
    let years: Vec<i32> = series.years.iter().map(|basis| basis.year).collect();
    let first = [("indicateur", "indicator"), ("famille", "family"), ("unité", "unit")];
    let last = [
        ("bas", "low"),
        ("haut", "high"),
        ("évolution", "trend"),
        ("couverture", "coverage"),
        ("qualité", "quality"),
        ("à comparer", "to compare"),
        ("code", "code"),
    ];
    let mut names = headings(lang, &first);
    names.extend(years.iter().map(i32::to_string));
    names.extend(headings(lang, &last));
    let known = series.rows.iter().filter(|(_, entries)| is_known(entries));
    let rows = known.map(|(definition, entries)| row(&years, definition, entries, lang)).collect();
    BookSheet {
        name: lang.label("Indicateurs", "Indicators").to_owned(),
        note: lang
            .label(
                "Une ligne par indicateur, une colonne par année ; bas et haut sont ceux de la dernière.",
                "A row an indicator, a column a year; low and high are those of the last.",
            )
            .to_owned(),
        headings: names,
        drawing: drawing(series, &years, lang),
        rows,
        ..BookSheet::default()
    }
}

fn row(
    years: &[i32],
    definition: &Definition,
    entries: &[SeriesEntry],
    lang: Lang,
) -> Vec<SheetCell> {
    let part = entries.last().and_then(|last| last.value.part.as_ref());
    let part = part.map_or_else(String::new, |part| format!("{}{}", lang.colon(), part.say(lang)));
    let name = format!("{}{part}", definition.label.say(lang));
    let mut cells = vec![
        SheetCell::Text(name),
        SheetCell::text(definition.family.label(lang)),
        SheetCell::text(unit_label(&definition.unit, lang)),
    ];
    let of = |year: &i32| entries.iter().find(|entry| entry.year == *year);
    cells.extend(
        years.iter().map(|year| of(year).map_or(SheetCell::Empty, |entry| value(entry, lang))),
    );
    let last = entries.last();
    let [_, low, high] = last.map_or([None; 3], |entry| numbers(&entry.value.figure));
    cells.extend([SheetCell::maybe(low), SheetCell::maybe(high)]);
    let trend = last.and_then(|entry| Some(trend_said(lang, definition, entry.trend?)));
    let broken = last.and_then(|entry| {
        let first = entry.breaks.first()?;
        let alike = alike_said(lang, definition, entry);
        Some(alike.unwrap_or_else(|| first.said().say(lang).to_owned()))
    });
    cells.push(trend.or(broken).map_or(SheetCell::Empty, SheetCell::Text));
    let coverage = last.and_then(|entry| entry.value.coverage);
    cells.push(coverage.map_or(SheetCell::Empty, SheetCell::Share));
    let quality = last.filter(|entry| entry.value.figure.is_ok()).map(|entry| entry.value.quality);
    cells.push(
        quality.map_or(SheetCell::Empty, |quality: Quality| SheetCell::text(quality.label(lang))),
    );
    let elsewhere = definition.benchmark.as_ref().map(|(said, _)| said.say(lang));
    cells.push(elsewhere.map_or(SheetCell::Empty, SheetCell::text));
    cells.push(SheetCell::text(&definition.id));
    cells
}

fn value(entry: &SeriesEntry, lang: Lang) -> SheetCell {
    match &entry.value.figure {
        Ok(Figure::Number(figure)) => SheetCell::maybe(Some(figure.value)),
        Ok(Figure::YesNo(yes)) => {
            SheetCell::text(if *yes { lang.label("oui", "yes") } else { lang.label("non", "no") })
        }
        Ok(Figure::MoreThan(least)) => SheetCell::Text(format!("> {}", lang.short(*least))),
        Ok(Figure::AtMost(most)) => SheetCell::Text(format!("≤ {}", lang.short(*most))),
        Err(_) => SheetCell::Empty,
    }
}

/// The first indicator of carbon by year, where there are several years.
fn drawing(series: &Series, years: &[i32], lang: Lang) -> Option<Drawing> {
    if years.len() < 2 {
        return None;
    }
    let known: Vec<_> = series.rows.iter().filter(|(_, entries)| is_known(entries)).collect();
    let unit = &known.first()?.0.unit;
    let rows = known.iter().take_while(|(definition, _)| definition.unit == *unit).count();
    let unit = unit_label(unit, lang).to_owned();
    let said = lang.label("Les premiers indicateurs par année", "The first indicators by year");
    Some(Drawing {
        title: format!("{said} ({unit})"),
        names: 0,
        figures: (3..3 + years.len()).collect(),
        unit,
        rows,
        stacked: false,
    })
}

fn missing(series: &Series, lang: Lang) -> BookSheet {
    let mut rows = Vec::new();
    for (definition, entries) in series.rows.iter().filter(|(_, entries)| !is_known(entries)) {
        let Some(Err(missing)) = entries.last().map(|entry| &entry.value.figure) else { continue };
        let data: Vec<&str> = missing.data.iter().map(|datum| datum.label(lang)).collect();
        let place =
            missing.data.first().map_or(String::new(), |datum| datum.place().say(lang).to_owned());
        rows.push(vec![
            SheetCell::text(definition.label.say(lang)),
            SheetCell::Text(data.join(", ")),
            SheetCell::Text(place),
            SheetCell::text(&definition.id),
        ]);
    }
    BookSheet {
        name: lang.label("À recueillir", "To collect").to_owned(),
        note: lang
            .label(
                "Les indicateurs sans valeur, et la donnée qui les ouvre.",
                "Indicators without a value, and the datum that opens each.",
            )
            .to_owned(),
        headings: headings(
            lang,
            &[("indicateur", "indicator"), ("donnée", "datum"), ("où", "where"), ("code", "code")],
        ),
        rows,
        ..BookSheet::default()
    }
}

fn definitions(series: &Series, lang: Lang) -> BookSheet {
    let rows = series.rows.iter().map(|(definition, _)| {
        vec![
            SheetCell::text(definition.label.say(lang)),
            SheetCell::text(definition.definition.say(lang)),
            SheetCell::text(definition.formula.say(lang)),
            SheetCell::text(definition.direction.label(lang)),
            SheetCell::text(&definition.id),
        ]
    });
    BookSheet {
        name: lang.label("Définitions", "Definitions").to_owned(),
        note: lang.label("Ce que mesure chaque indicateur.", "What each measures.").to_owned(),
        headings: headings(
            lang,
            &[
                ("indicateur", "indicator"),
                ("définition", "definition"),
                ("formule", "formula"),
                ("sens", "direction"),
                ("code", "code"),
            ],
        ),
        rows: rows.collect(),
        ..BookSheet::default()
    }
}
