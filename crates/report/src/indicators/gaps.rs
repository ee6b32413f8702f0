//! What to collect next, by how many indicators it opens.

use super::words::colon;
use ground::lang::Lang;
use indicator::{Datum, Openings};
use serde_json::json;
use std::fmt::Write;

/// How many indicators are named beside a datum.
const SHOWN: usize = 6;

/// The missing data for people, what opens most indicators first.
pub fn missing_table(openings: &[Openings], year: i32, lang: Lang) -> String {
    let mut out = match lang {
        Lang::Fr => format!("Données à recueillir d'abord, {year}\n"),
        Lang::En => format!("Data to collect first, {year}\n"),
    };
    if openings.is_empty() {
        out.push_str(lang.pick("Il ne manque rien.\n", "Nothing is missing.\n"));
        return out;
    }
    for opening in openings {
        let n = opening.indicators.len();
        let core = if opening.core > 0 {
            let word = lang.pick("du noyau de 16", "of the core 16");
            format!(", {} {word}", opening.core)
        } else {
            String::new()
        };
        let word = match (lang, n) {
            (Lang::Fr, 1) => "indicateur",
            (Lang::Fr, _) => "indicateurs",
            (Lang::En, 1) => "indicator",
            (Lang::En, _) => "indicators",
        };
        let label = opening.datum.label(lang);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n  {label}{}{n} {word}{core}", colon(lang));
        let _ = writeln!(
            out,
            "    {} {}",
            lang.pick("où :", "where:"),
            opening.datum.place().say(lang)
        );
        let mut named: Vec<&str> =
            opening.indicators.iter().map(String::as_str).take(SHOWN).collect();
        if n > SHOWN {
            named.push("…");
        }
        let _ = writeln!(out, "    {}", named.join(", "));
        if opening.datum == Datum::Answer {
            let _ = writeln!(
                out,
                "    {}",
                lang.pick("une réponse ouvre un indicateur", "one answer opens one indicator")
            );
        }
    }
    let _ = writeln!(
        out,
        "\n{}",
        lang.pick(
            "Un indicateur peut demander plusieurs données : chaque donnée en ouvre au plus autant.",
            "An indicator may need several data: each datum opens that many at most.",
        )
    );
    out
}

/// The missing data as JSON.
pub fn missing_json(openings: &[Openings], year: i32) -> String {
    let rows: Vec<String> = openings
        .iter()
        .map(|opening| {
            json!({
                "datum": opening.datum.code(),
                "year": year,
                "opens": opening.indicators.len(),
                "core": opening.core,
                "indicators": opening.indicators,
            })
            .to_string()
        })
        .collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}
