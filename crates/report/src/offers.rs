//! Quotations side by side: a table for people, CSV and JSON.

use change::offer::{Compared, Quoted, Tax};
use ground::lang::Lang;
use ground::quantity::Interval;
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The columns of offers as CSV.
pub const OFFER_COLUMNS: [&str; 23] = [
    "offer",
    "equipment_type",
    "model",
    "acquisition_mode",
    "price_eur",
    "repair_index",
    "repair_class",
    "warranty_months",
    "years",
    "eur_per_year",
    "making",
    "making_low",
    "making_high",
    "use",
    "total",
    "total_low",
    "total_high",
    "more_than_best",
    "more_low",
    "more_high",
    "price_tax",
    "file",
    "assumed",
];

/// Offers for people.
pub fn offers_text(offers: &[Compared], unit: &str, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, offers, unit, lang);
    out
}

fn write(out: &mut String, offers: &[Compared], unit: &str, lang: Lang) -> std::fmt::Result {
    let unit = unit.replace("CO2e", " CO₂e");
    let files: BTreeSet<&str> = offers.iter().map(|one| one.quoted.file.as_str()).collect();
    let name = |one: &Compared| {
        let Quoted { id, model, file, .. } = &one.quoted;
        let named = format!("{id} {model}").trim().to_owned();
        if files.len() > 1 { format!("{named} ({file})") } else { named }
    };
    // The lightest is one that the others of its type, all weighed, are told from.
    let is_in_doubt = |one: &&Compared| one.more_than_best.is_none_or(is_open);
    let in_doubt: BTreeSet<&str> =
        offers.iter().filter(is_in_doubt).map(|one| one.quoted.type_code.as_str()).collect();
    // A name is never cut: two models may differ in its last letter alone.
    let width = offers.iter().map(|one| name(one).chars().count()).fold(26, usize::max);
    writeln!(out, "{}", text!(
        "{:<width$}   {:>9} {:>7} {:>9} {:>9} {:>10} {:>20}  écart à la plus légère  ({unit} par an de service)",
        "{:<width$}   {:>9} {:>7} {:>9} {:>9} {:>10} {:>20}  more than the lightest  ({unit} a year of service)",
        lang.label("Offre", "Offer"),
        lang.label("prix €", "price €"),
        lang.label("indice", "index"),
        lang.label("garantie", "warranty"),
        lang.label("années", "years"),
        lang.label("€/an", "€/year"),
        lang.label("total par an (90 %)", "total a year (90%)")
    ).say(lang))?;
    let mut kind = "";
    for one in offers {
        let quoted = &one.quoted;
        if quoted.type_code != kind {
            kind = &quoted.type_code;
            writeln!(out, "{}", quoted.type_label.say(lang))?;
        }
        let dash = || "–".to_owned();
        let index = match (quoted.repair_index, quoted.repair_class) {
            (_, Some(class)) => class.to_string(),
            (Some(index), None) => format!("{}/10", lang.number(index, 1)),
            (None, None) => dash(),
        };
        let warranty = quoted.warranty_months.map_or_else(dash, |months| {
            text!("{} mois", "{} months", lang.number(months, 0)).say(lang).to_owned()
        });
        let name = name(one);
        let total = one.total.map_or_else(dash, |total| {
            format!(
                "{} ({} – {})",
                lang.short(total.value),
                lang.short(total.low),
                lang.short(total.high)
            )
        });
        writeln!(
            out,
            "  {name:<width$} {:>9} {index:>7} {warranty:>9} {:>9} {:>10} {total:>20}  {}",
            quoted.price.map_or_else(dash, |price| priced(price, quoted.tax, lang)),
            one.years.map_or_else(dash, |years| lang.number(years, 1)),
            one.eur_a_year.map_or_else(dash, |eur| lang.number(eur, 0)),
            one.more_than_best.map_or_else(dash, |more| {
                verdict(more, !in_doubt.contains(quoted.type_code.as_str()), lang)
            }),
        )?;
        let supposed = lang.label("supposé :", "assumed:");
        writeln!(out, "    {supposed} {}", assumed(one, lang))?;
    }
    let said = text!(
        "Indice de réparabilité sur 10 (France) ou classe A à E (Europe, téléphones et tablettes) : deux échelles, qui ne se convertissent pas.",
        "Repair index of 10 (France) or class A to E (Europe, phones and tablets): two scales, which do not convert."
    );
    writeln!(out, "\n{}", said.say(lang))
}

/// What is assumed of an offer, one after another.
fn assumed(one: &Compared, lang: Lang) -> String {
    let assumed: Vec<&str> = one.assumed.iter().map(|said| said.say(lang)).collect();
    assumed.join(lang.semicolon())
}

/// A price, with whether the tax is in it where that is said.
fn priced(price: f64, tax: Option<Tax>, lang: Lang) -> String {
    let price = lang.number(price, 0);
    match tax {
        Some(Tax::Excluded) => text!("{price} HT", "{price} excl.").say(lang).to_owned(),
        Some(Tax::Included) => text!("{price} TTC", "{price} incl.").say(lang).to_owned(),
        None => price,
    }
}

/// Whether a difference to the lightest may be one either way.
fn is_open(more: Interval) -> bool {
    more.low <= 0.0 && more.high > 0.0
}

/// What is said of a difference to the lightest, from which the others `are_told` or not.
fn verdict(more: Interval, are_told: bool, lang: Lang) -> String {
    if [more.low, more.value, more.high].into_iter().all(|bound| bound.abs() < 1e-9) {
        return if are_told {
            lang.label("la plus légère", "the lightest").to_owned()
        } else {
            lang.label("référence", "reference").to_owned()
        };
    }
    let said = format!(
        "+{} ({} – {})",
        lang.short(more.value),
        lang.short(more.low),
        lang.short(more.high)
    );
    if is_open(more) {
        text!("{said}, non distinguable", "{said}, not distinguishable").say(lang).to_owned()
    } else {
        said
    }
}

/// Offers as CSV.
///
/// # Errors
///
/// The writer fails.
pub fn offers_csv<W: std::io::Write>(
    writer: W,
    offers: &[Compared],
    dialect: CsvDialect,
    lang: Lang,
) -> std::io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &OFFER_COLUMNS)?;
    for one in offers {
        let quoted = &one.quoted;
        let mode = quoted.mode.map_or("", equipment::AcquisitionMode::code);
        for word in [&*quoted.id, &quoted.type_code, &quoted.model, mode] {
            out.text(word);
        }
        for number in [quoted.price, quoted.repair_index] {
            match number {
                Some(number) => out.number(number),
                None => out.text(""),
            };
        }
        out.text(&quoted.repair_class.map_or_else(String::new, |class| class.to_string()));
        let bounds = |of: Option<Interval>| {
            [of.map(|of| of.value), of.map(|of| of.low), of.map(|of| of.high)]
        };
        let mut numbers = vec![quoted.warranty_months, one.years, one.eur_a_year];
        numbers.extend(bounds(one.making));
        numbers.push(one.using.map(|using| using.value));
        numbers.extend(bounds(one.total));
        numbers.extend(bounds(one.more_than_best));
        for number in numbers {
            match number {
                Some(number) => out.number(number),
                None => out.text(""),
            };
        }
        out.text(quoted.tax.map_or("", Tax::code)).text(&quoted.file).text(&assumed(one, lang));
        out.end()?;
    }
    std::io::Write::flush(&mut out.finish()?)
}

/// Offers as one JSON document.
pub fn offers_json(offers: &[Compared], unit: &str) -> String {
    let interval = |one: Option<Interval>| {
        one.map(|one| json!({ "value": one.value, "low": one.low, "high": one.high }))
    };
    let all: Vec<Value> = offers
        .iter()
        .map(|one| {
            let quoted = &one.quoted;
            let assumed: Vec<Value> =
                one.assumed.iter().map(|said| json!({ "fr": said.fr, "en": said.en })).collect();
            json!({
                "offer": quoted.id,
                "equipment_type": quoted.type_code,
                "model": quoted.model,
                "acquisition_mode": quoted.mode.map(equipment::AcquisitionMode::code),
                "file": quoted.file,
                "price_eur": quoted.price,
                "price_tax": quoted.tax.map(Tax::code),
                "repair_index": quoted.repair_index,
                "repair_class": quoted.repair_class.map(|class| class.to_string()),
                "warranty_months": quoted.warranty_months,
                "matched_by": quoted.matched.map(ground::provenance::MatchedBy::code),
                "years": one.years,
                "eur_per_year": one.eur_a_year,
                "making": interval(one.making),
                "use": interval(one.using),
                "total": interval(one.total),
                "more_than_best": interval(one.more_than_best),
                "assumed": assumed,
            })
        })
        .collect();
    let all = json!({ "unit": unit, "offers": all });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}
