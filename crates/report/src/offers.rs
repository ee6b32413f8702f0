//! Quotations side by side: a table for people, CSV and JSON.

use super::grid::Grid;
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
    let head = text!("Offre ({unit} par an de service)", "Offer ({unit} a year of service)");
    let mut grid = Grid::new([
        head.say(lang),
        lang.label("prix €", "price €"),
        lang.label("indice", "index"),
        lang.label("garantie", "warranty"),
        lang.label("années", "years"),
        lang.label("€/an", "€/year"),
        lang.label("total/an", "total/year"),
    ]);
    let mut kind = "";
    for one in offers {
        let quoted = &one.quoted;
        if quoted.type_code != kind {
            kind = &quoted.type_code;
            grid.group(quoted.type_label.say(lang));
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
        let cells = vec![
            quoted.price.map_or_else(dash, |price| priced(price, quoted.tax, lang)),
            index,
            warranty,
            one.years.map_or_else(dash, |years| lang.number(years, 1)),
            one.eur_a_year.map_or_else(dash, |eur| lang.number(eur, 0)),
            one.total.map_or_else(dash, |total| lang.short(total.value)),
        ];
        grid.row(name(one), cells);
        let between = one.total.map(|total| {
            let (low, high) = (lang.short(total.low), lang.short(total.high));
            text!("à 90 % : {low} à {high}", "at 90%: {low} to {high}").say(lang).to_owned()
        });
        let is_told = !in_doubt.contains(quoted.type_code.as_str());
        let is_alone =
            offers.iter().filter(|of| of.quoted.type_code == quoted.type_code).count() < 2;
        let verdict = one.more_than_best.map(|more| {
            if is_alone {
                lang.label("seule de son type", "the only one of its type").to_owned()
            } else {
                verdict(more, is_told, lang)
            }
        });
        let said: Vec<String> = between.into_iter().chain(verdict).collect();
        if !said.is_empty() {
            grid.below(said.join(lang.semicolon()));
        }
        let assumed = assumed(one, lang);
        if !assumed.is_empty() {
            grid.below(text!("supposé : {assumed}", "assumed: {assumed}").say(lang));
        }
    }
    out.push_str(&grid.said());
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
    let [value, low, high] = [more.value, more.low, more.high].map(|bound| lang.short(bound));
    let said = match (are_told, is_open(more)) {
        (true, _) => text!(
            "+{value} ({low} – {high}) de plus que la plus légère",
            "+{value} ({low} – {high}) more than the lightest"
        ),
        (false, false) => text!(
            "+{value} ({low} – {high}) de plus que la référence",
            "+{value} ({low} – {high}) more than the reference"
        ),
        (false, true) => text!(
            "+{value} ({low} – {high}) de plus que la référence, non distinguable",
            "+{value} ({low} – {high}) more than the reference, not distinguishable"
        ),
    };
    said.say(lang).to_owned()
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
