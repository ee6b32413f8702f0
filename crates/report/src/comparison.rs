//! Methods and factor sets side by side, as text, JSON and CSV.

use footprint::GapCount;
use footprint::comparison::{
    Comparison, MethodTotal, SetComparison, TypeDifference, WeighsUnderSet,
};
use ground::lang::{Lang, Noun, Text, wrap};
use ground::quantity::Interval;
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use serde_json::{Value, json};
use std::fmt::Write;

/// How many types are shown.
const SHOWN: usize = 15;

/// The columns of the comparison as CSV.
pub(crate) const COMPARISON: [&str; 9] =
    ["table", "from", "to", "key", "embodied", "use", "total", "low", "high"];

/// What is compared, and for whom it is written.
pub struct ComparedMethods<'a> {
    /// Methods side by side.
    pub methods: &'a Comparison,
    /// Two factor sets side by side, where a second was given.
    pub sets: Option<&'a SetComparison>,
    /// The criterion's unit.
    pub unit: &'a str,
    /// The year.
    pub year: i32,
}

/// The comparison for people.
pub fn comparison_text(compared: &ComparedMethods<'_>, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = totals(&mut out, compared, lang);
    let _ = bridges(&mut out, compared, lang);
    let _ = sets(&mut out, compared, lang);
    out
}

fn totals(out: &mut String, compared: &ComparedMethods<'_>, lang: Lang) -> std::fmt::Result {
    writeln!(
        out,
        "{}",
        text!(
            "{:<14} {:>13} {:>13} {:>13}   intervalle à 90 %  ({})",
            "{:<14} {:>13} {:>13} {:>13}   90% interval  ({})",
            text!("Année {}", "Year {}", compared.year).say(lang),
            lang.label("hors usage", "embodied"),
            lang.label("utilisation", "use"),
            lang.label("total", "total"),
            unit(compared.unit)
        )
        .say(lang)
    )?;
    for one in &compared.methods.totals {
        writeln!(
            out,
            "{:<14} {:>13} {:>13} {:>13}   {} – {}",
            one.method.name,
            one.known_embodied().map_or_else(|| "–".to_owned(), |one| lang.number(one.value, 0)),
            lang.number(one.used.value, 0),
            lang.number(one.total.value, 0),
            lang.number(one.total.low, 0),
            lang.number(one.total.high, 0),
        )?;
    }
    writeln!(out)?;
    for one in &compared.methods.totals {
        writeln!(out, "{:<14} {}", one.method.name, one.method.label().say(lang))?;
    }
    let lacks = compared.methods.totals.iter().any(|one| !one.lacking.is_empty());
    if lacks {
        writeln!(out)?;
    }
    for one in &compared.methods.totals {
        for lacking in &one.lacking {
            let (name, Text { fr, en }) = (&one.method.name, lacking.gap.label());
            let units = Noun::UNIT.said(lang, lacking.units);
            let said = text!(
                "{name} : total sans la fabrication de {units} : {fr}",
                "{name}: total without the manufacturing of {units}: {en}"
            );
            for line in wrap(said.say(lang), 80) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

fn bridges(out: &mut String, compared: &ComparedMethods<'_>, lang: Lang) -> std::fmt::Result {
    let Some(from) = compared.methods.totals.first() else { return Ok(()) };
    for (bridge, to) in compared.methods.bridges.iter().zip(&compared.methods.totals[1..]) {
        writeln!(
            out,
            "{}",
            text!(
                "\nDe {} à {} ({})",
                "\nFrom {} to {} ({})",
                from.method.name,
                bridge.to,
                unit(compared.unit)
            )
            .say(lang)
        )?;
        line(out, &from.method.name, from.total.value, lang)?;
        for step in &bridge.steps {
            let total = signed(lang, step.total());
            writeln!(out, "  {:<52} {total:>13}", step.aspect.label(lang))?;
        }
        line(out, &bridge.to, to.total.value, lang)?;
    }
    if !compared.methods.bridges.is_empty() {
        writeln!(
            out,
            "\n{}",
            lang.label(
                "Chaque étape change une seule sorte de choix, dans cet ordre ; leur somme fait l'écart, sans reste.",
                "Each step changes one kind of choice, in this order; they sum to the difference, nothing left.",
            )
        )?;
    }
    Ok(())
}

fn line(out: &mut String, name: &str, value: f64, lang: Lang) -> std::fmt::Result {
    writeln!(out, "  {name:<52} {:>13}", lang.number(value, 0))
}

fn sets(out: &mut String, compared: &ComparedMethods<'_>, lang: Lang) -> std::fmt::Result {
    let Some(sets) = compared.sets else { return Ok(()) };
    writeln!(
        out,
        "\n{:<38} {:>9} {:>16} {:>16} {:>13}  ({})",
        lang.label("Par type, selon le jeu de facteurs", "By type, by factor set"),
        lang.label("unités", "units"),
        cut(&sets.names.0, 16),
        cut(&sets.names.1, 16),
        lang.label("écart", "change"),
        unit(compared.unit),
    )?;
    let said = |weighs: &WeighsUnderSet| {
        weighs.total.map_or_else(|| "–".to_owned(), |total| lang.number(total, 0))
    };
    for one in sets.types.iter().take(SHOWN) {
        writeln!(
            out,
            "  {:<36} {:>9} {:>16} {:>16} {:>13}",
            cut(one.label.say(lang), 36),
            lang.number(one.units, 0),
            said(&one.weighs[0]),
            said(&one.weighs[1]),
            signed(lang, one.change()),
        )?;
    }
    if sets.types.len() > SHOWN {
        let rest: f64 = sets.types[SHOWN..].iter().map(TypeDifference::change).sum();
        let name = Noun::OTHER.said(lang, (sets.types.len() - SHOWN) as f64);
        writeln!(out, "  {name:<36} {:>9} {:>16} {:>16} {:>13}", "", "", "", signed(lang, rest))?;
    }
    writeln!(
        out,
        "  {:<36} {:>9} {:>16} {:>16} {:>13}",
        "total",
        "",
        lang.number(sets.totals.0.value, 0),
        lang.number(sets.totals.1.value, 0),
        signed(lang, sets.totals.1.value - sets.totals.0.value),
    )
}

fn signed(lang: Lang, value: f64) -> String {
    let number = lang.number(value, 0);
    if value > 0.0 && number != "0" { format!("+{number}") } else { number }
}

fn cut(text: &str, width: usize) -> String {
    text.chars().take(width).collect()
}

fn unit(unit: &str) -> String {
    unit.replace("CO2e", " CO₂e")
}

/// What has no figure but for its use under a method.
fn lacking(one: &MethodTotal) -> Vec<Value> {
    let said = |count: &GapCount| json!({ "gap": count.gap.code(), "rows": count.rows, "units": count.units });
    one.lacking.iter().map(said).collect()
}

/// The comparison for machines.
pub fn comparison_json(compared: &ComparedMethods<'_>) -> String {
    let interval = |one: Interval| json!({ "value": one.value, "low": one.low, "high": one.high });
    let methods: Vec<Value> = compared
        .methods
        .totals
        .iter()
        .map(|one| {
            json!({
                "method": one.method.name,
                "embodied": one.known_embodied().map(interval),
                "lacking": lacking(one),
                "use": interval(one.used),
                "interval_90": interval(one.total),
            })
        })
        .collect();
    let bridges: Vec<Value> = compared
        .methods
        .bridges
        .iter()
        .map(|bridge| {
            let steps: Vec<Value> = bridge
                .steps
                .iter()
                .map(|step| {
                    json!({
                        "aspect": step.aspect.code(),
                        "embodied": step.embodied,
                        "use": step.used,
                        "total": step.total(),
                    })
                })
                .collect();
            json!({ "from": from(compared), "to": bridge.to, "steps": steps })
        })
        .collect();
    let sets = compared.sets.map(|sets| {
        let types: Vec<Value> = sets
            .types
            .iter()
            .map(|one| {
                json!({
                    "key": one.code,
                    "units": one.units,
                    "embodied": one.weighs.map(|weighs| weighs.embodied),
                    "use": one.weighs.map(|weighs| weighs.used),
                    "change": one.change(),
                })
            })
            .collect();
        json!({
            "names": [sets.names.0, sets.names.1],
            "interval_90": [interval(sets.totals.0), interval(sets.totals.1)],
            "types": types,
        })
    });
    let all = json!({
        "year": compared.year,
        "unit": compared.unit,
        "methods": methods,
        "bridges": bridges,
        "factor_sets": sets,
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}

fn from(compared: &ComparedMethods<'_>) -> String {
    compared.methods.totals.first().map_or_else(String::new, |one| one.method.name.clone())
}

/// The comparison as one CSV table: `table` says which of the three a row is of.
///
/// # Errors
///
/// The writer fails.
pub fn comparison_csv<W: std::io::Write>(
    writer: W,
    compared: &ComparedMethods<'_>,
    dialect: CsvDialect,
) -> std::io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &COMPARISON)?;
    for one in &compared.methods.totals {
        out.text("method");
        out.text(&one.method.name);
        out.text("");
        out.text("");
        out.maybe(one.known_embodied().map(|one| one.value));
        for value in [one.used.value, one.total.value] {
            out.number(value);
        }
        out.number(one.total.low);
        out.number(one.total.high);
        out.end()?;
    }
    for bridge in &compared.methods.bridges {
        for step in &bridge.steps {
            for word in ["bridge", &from(compared), &bridge.to, step.aspect.code()] {
                out.text(word);
            }
            for value in [step.embodied, step.used, step.total()] {
                out.number(value);
            }
            out.text("");
            out.text("");
            out.end()?;
        }
    }
    if let Some(sets) = compared.sets {
        for one in &sets.types {
            for word in ["factor_set", &sets.names.0, &sets.names.1, &one.code] {
                out.text(word);
            }
            let [first, second] = one.weighs;
            // Of what a set does not know there is no difference.
            let less = |of: fn(WeighsUnderSet) -> Option<f64>| Some(of(second)? - of(first)?);
            for value in [less(|one| one.embodied), less(|one| one.used), Some(one.change())] {
                out.maybe(value);
            }
            out.text("");
            out.text("");
            out.end()?;
        }
    }
    std::io::Write::flush(&mut out.finish()?)
}
