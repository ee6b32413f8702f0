//! What to collect next, by how many indicators it opens.

use super::words::colon;
use ground::lang::{Lang, Noun, Text, wrap};
use ground::text;
use indicator::{Datum, Openings};
use serde_json::json;
use std::fmt::Write;

/// An indicator that a datum opens.
const INDICATOR: Noun = Noun::new(("indicateur", "indicateurs"), ("indicator", "indicators"));
/// How many data are told.
const FIRST: usize = 10;
/// The room for what a datum is, and for where it is found.
const ROOMS: (usize, usize) = (34, 34);

/// The first missing data for people, a line each: how many indicators it opens, what it is, and
/// where it is found.
pub fn missing_table(openings: &[Openings], year: i32, lang: Lang) -> String {
    let all = openings.len();
    let mut out = heading(openings, year, lang);
    // Writing to a string cannot fail.
    for opening in openings.iter().take(FIRST) {
        let n = opening.indicators.len();
        let what = wrap(opening.datum.label(lang), ROOMS.0);
        let place = wrap(opening.datum.place().say(lang), ROOMS.1);
        for at in 0..what.len().max(place.len()) {
            let number = if at == 0 { n.to_string() } else { String::new() };
            let [what, place] =
                [&what, &place].map(|lines| lines.get(at).map_or("", String::as_str));
            let said = format!("  {number:>3}  {what:<34}  {place}");
            let _ = writeln!(out, "{}", said.trim_end());
        }
    }
    if all > 0 {
        let said = match all.saturating_sub(FIRST) {
            0 => text!(
                "Devant : combien d'indicateurs la donnée ouvre, au plus. Lesquels : `--all`.",
                "In front: how many indicators the datum opens, at most. Which ones: `--all`."
            ),
            more => text!(
                "Devant : combien d'indicateurs la donnée ouvre, au plus. {more} de plus, et lesquels :\n`--all`.",
                "In front: how many indicators the datum opens, at most. {more} more, and which ones:\n`--all`."
            ),
        };
        let _ = writeln!(out, "\n{}", said.say(lang));
    }
    out
}

fn heading(openings: &[Openings], year: i32, lang: Lang) -> String {
    let mut out =
        text!("Données à recueillir d'abord, {year}\n", "Data to collect first, {year}\n")
            .say(lang)
            .to_owned();
    if openings.is_empty() {
        out.push_str(lang.label("Il ne manque rien.\n", "Nothing is missing.\n"));
    }
    out
}

/// All missing data for people, with the indicators that each opens.
pub fn missing_all(openings: &[Openings], year: i32, lang: Lang) -> String {
    let mut out = heading(openings, year, lang);
    if openings.is_empty() {
        return out;
    }
    for opening in openings {
        let n = opening.indicators.len();
        let Text { fr, en } = INDICATOR.count(n as f64);
        let opens = match opening.core {
            0 => text!("{fr}", "{en}"),
            core => text!("{fr}, {core} du noyau de 16", "{en}, {core} of the core 16"),
        };
        let label = opening.datum.label(lang);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n  {label}{}{}", colon(lang), opens.say(lang));
        let _ = writeln!(
            out,
            "{}",
            text!("    où : {}", "    where: {}", opening.datum.place().say(lang)).say(lang)
        );
        let mut named: Vec<&str> = opening.indicators.iter().map(String::as_str).collect();
        named.sort_unstable();
        for line in wrap(&named.join(", "), 76) {
            let _ = writeln!(out, "    {line}");
        }
        if opening.datum == Datum::Answer {
            let _ = writeln!(
                out,
                "    {}",
                lang.label("une réponse ouvre un indicateur", "one answer opens one indicator")
            );
        }
    }
    let _ = writeln!(
        out,
        "\n{}",
        lang.label(
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
