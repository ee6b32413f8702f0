//! What has to be replaced in the years to come: tables for people, CSV and JSON.

mod past;

use self::past::{held, missed};
use super::grid::Grid;
use change::renewal::{CurveOrigin, Forecast, Happened, Renewed};
use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use indicator::WornBatteries;
use inventory::WORN_BELOW_PCT;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The columns of renewals as CSV.
pub const RENEWAL_COLUMNS: [&str; 20] = [
    "year",
    "equipment_type",
    "site",
    "units",
    "units_low",
    "units_high",
    "eur",
    "eur_low",
    "eur_high",
    "made_kg",
    "made_kg_low",
    "made_kg_high",
    "waste_kg",
    "waste_kg_low",
    "waste_kg_high",
    "curve",
    "units_without_price",
    "units_without_factor",
    "units_without_weight",
    "units_of_users",
];

/// A forecast, and what it was made with.
pub struct Renewing<'a> {
    /// The forecast.
    pub forecast: &'a Forecast,
    /// Forecasts of earlier years, held against what happened.
    pub happened: &'a [Happened],
    /// The organisation's name; empty when not known.
    pub organisation: &'a str,
    /// The criterion's unit.
    pub unit: &'a str,
    /// Inventory files, by the number that rows name them by.
    pub files: &'a [String],
}

impl Renewing<'_> {
    /// The first rows of worn batteries, by file.
    fn worn_rows(&self) -> BTreeMap<&str, Vec<u32>> {
        let mut rows: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for row in &self.forecast.batteries.worn.rows {
            let file = self.files.get(usize::from(row.file)).map_or("", String::as_str);
            rows.entry(file).or_default().push(row.line);
        }
        for lines in rows.values_mut() {
            lines.sort_unstable();
        }
        rows
    }
}

/// Renewals for people.
pub fn renewals_text(renewing: &Renewing<'_>, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, renewing, lang);
    out
}

/// What a forecast counts.
const REPLACED: Noun = Noun::new(("unité", "unités"), ("unit", "units"));

fn write(out: &mut String, renewing: &Renewing<'_>, lang: Lang) -> std::fmt::Result {
    let forecast = renewing.forecast;
    let all = || forecast.lines.iter().filter(|line| line.type_code.is_empty());
    if let Some(next) = all().next() {
        let year = next.year;
        // Of a handful, the table below tells a decimal; so does this line.
        let value = next.units.value;
        let units = if value < 10.0 { (value * 10.0).round() / 10.0 } else { value.round() };
        let Text { fr, en } = REPLACED.count(units);
        let (low, high) = (lang.number(next.units.low, 0), lang.number(next.units.high, 0));
        let eur = money(next, lang);
        let said = text!(
            "{year} : {fr} à remplacer ({low} à {high}, intervalle à 90 %){eur}.",
            "{year}: {en} to replace ({low} to {high}, 90% interval){eur}."
        );
        writeln!(out, "{}", said.say(lang))?;
        if next.unmade > 0.0 {
            let units = lang.number(next.unmade, 1);
            let said = text!(
                "non compté : la fabrication de ce qui remplace {units} de ces unités, sans facteur.",
                "not counted: the making of what replaces {units} of these units, without a factor."
            );
            writeln!(out, "{}", said.say(lang))?;
        }
        if next.of_users > 0.0 {
            let units = lang.number(next.of_users, 1);
            let said = text!(
                "dont {units} aux personnes qui s'en servent, qui les rachètent : sans euro ici.",
                "of which {units} are their users' own, who buy them again: no euro here."
            );
            writeln!(out, "{}", said.say(lang))?;
        }
        if let Some(said) = missed(renewing.happened, lang) {
            writeln!(out, "{said}")?;
        }
        for said in &forecast.left_out {
            let (fr, en) = (&said.fr, &said.en);
            writeln!(out, "{}", text!("non compté : {fr}", "not counted: {en}").say(lang))?;
        }
        for said in &forecast.assumed {
            writeln!(out, "{}", text!("supposé : {}.", "assumed: {}.", said.say(lang)).say(lang))?;
        }
        writeln!(out)?;
    }
    let unit = renewing.unit.replace("CO2e", " CO₂e");
    let mut grid = Grid::new([
        lang.label("Année, type", "Year, type"),
        lang.label("unités (90 %)", "units (90%)"),
        "€",
        &unit,
        lang.label("kg de DEEE", "kg of WEEE"),
        lang.label("courbe", "curve"),
    ]);
    for line in forecast.lines.iter().filter(|line| line.site.is_none() && line.units.high > 0.0) {
        if line.type_code.is_empty() {
            grid.group(line.year.to_string());
        }
        grid.row(line.type_label.say(lang), row(line, lang));
    }
    out.push_str(&grid.said());
    writeln!(out)?;
    notes(out, renewing, lang)
}

const UNPRICED: Noun = Noun::new(
    ("unité dont le prix est inconnu", "unités dont le prix est inconnu"),
    ("unit whose price is unknown", "units whose price is unknown"),
);
/// What units cost, and of how many no price is known.
fn money(next: &Renewed, lang: Lang) -> String {
    let Text { fr, en } = UNPRICED.count(next.unpriced);
    let eur = next.eur.map(|eur| lang.number(eur.value, 0));
    let said = match eur {
        Some(eur) if next.unpriced > 0.0 => {
            text!(", {eur} € sans compter {fr}", ", {eur} € without {en}")
        }
        Some(eur) => text!(", {eur} €", ", {eur} €"),
        None => text!(", à des prix inconnus", ", at unknown prices"),
    };
    said.say(lang).to_owned()
}

fn row(line: &Renewed, lang: Lang) -> Vec<String> {
    let number = |of: Option<Interval>, missing: f64| match of {
        None => "–".to_owned(),
        Some(of) if missing > 0.0 => format!("≥ {}", lang.number(of.value, 0)),
        Some(of) => lang.number(of.value, 0),
    };
    let units = lang.number(line.units.value, 1);
    let (low, high) = (lang.number(line.units.low, 0), lang.number(line.units.high, 0));
    vec![
        format!("{units} ({low} – {high})"),
        number(line.eur, line.unpriced),
        number(line.made, line.unmade),
        number(line.waste, line.unweighed),
        known(line.known, lang).to_owned(),
    ]
}

fn known(known: CurveOrigin, lang: Lang) -> &'static str {
    match known {
        CurveOrigin::Type => lang.label("du type", "the type's"),
        CurveOrigin::Estate => lang.label("du parc", "the estate's"),
        CurveOrigin::Assumed => lang.label("supposée", "assumed"),
    }
}

fn notes(out: &mut String, renewing: &Renewing<'_>, lang: Lang) -> std::fmt::Result {
    let forecast = renewing.forecast;
    if forecast.with_warranty > 0.0 {
        let said: Vec<String> = forecast
            .out_of_warranty
            .iter()
            .map(|(year, units)| format!("{year}{}{}", lang.colon(), lang.number(*units, 0)))
            .collect();
        let (said, of) = (said.join(", "), REPLACED.count(forecast.with_warranty.round()));
        let Text { fr, en } = of;
        let said = text!(
            "Hors garantie en fin d'année, sur {fr} de garantie connue : {said}.",
            "Out of warranty at the end of the year, of {en} whose warranty is known: {said}."
        );
        writeln!(out, "{}", said.say(lang))?;
    } else {
        let said = text!(
            "Garanties inconnues : la colonne `warranty_months` dirait ce qui en sort.",
            "Warranties unknown: the column `warranty_months` would tell what leaves it."
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    for (support, units) in &forecast.out_of_support {
        let (name, ends) = (support.name, support.ends);
        let Text { fr, en } = REPLACED.count(units.round());
        let source = support.source;
        let said = if support.ends.year() <= forecast.from {
            text!(
                "Plus de support de {name} depuis le {ends} : {fr} ({source}).",
                "No support of {name} since {ends}: {en} ({source})."
            )
        } else {
            text!(
                "Fin du support de {name} le {ends} : {fr} ({source}).",
                "End of support of {name} on {ends}: {en} ({source})."
            )
        };
        writeln!(out, "{}", said.say(lang))?;
    }
    if forecast.with_system == 0.0 {
        let said = text!(
            "Systèmes inconnus : l'inventaire n'en nomme aucun dont la fin de support soit connue.",
            "Systems unknown: the inventory names none whose end of support is known."
        );
        writeln!(out, "{}", said.say(lang))?;
    } else {
        let Text { fr, en } = REPLACED.count(forecast.with_system.round());
        let said = text!(
            "La fin de support du système est connue de {fr} ; des autres systèmes, rien n'est dit.",
            "The end of support of the system is known of {en}; of other systems nothing is said."
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    batteries(out, renewing, lang)?;
    if forecast.undated > 0.0 {
        let undated = Noun::new(
            (
                "unité sans date est supposée à la moitié de sa durée de vie",
                "unités sans date sont supposées à la moitié de leur durée de vie",
            ),
            (
                "unit without a date is taken to be half way through its lifetime",
                "units without a date are taken to be half way through their lifetime",
            ),
        );
        let Text { fr, en } = undated.count(forecast.undated.round());
        let said = text!(
            "{fr} : la colonne `acquired_on` dirait l'âge.",
            "{en}: the column `acquired_on` would tell the age."
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    for (Text { fr: kind, en: type_name }, units) in &forecast.without_life {
        let Text { fr, en } = REPLACED.count(units.round());
        let said = text!(
            "{kind} : {fr} dans aucune année, ni sorties ni durée de vie n'étant connues ([lifetimes] de estate.toml la dirait).",
            "{type_name}: {en} in no year, neither exits nor a lifetime being known ([lifetimes] of estate.toml would tell it)."
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    for one in renewing.happened {
        writeln!(out, "{}", held(one, lang))?;
    }
    Ok(())
}

/// Machines that another battery would keep: those that the indicator `battery_worn_share` counts.
fn batteries(out: &mut String, renewing: &Renewing<'_>, lang: Lang) -> std::fmt::Result {
    let WornBatteries { worn, known, all } = &renewing.forecast.batteries;
    if *all <= 0.0 {
        return Ok(());
    }
    if *known <= 0.0 {
        let said = text!(
            "Batteries inconnues : la colonne `battery_health_pct`, que les agents remplissent, dirait lesquelles sont usées.",
            "Batteries unknown: the column `battery_health_pct`, which agents fill, would tell which are worn."
        );
        return writeln!(out, "{}", said.say(lang));
    }
    let limit = lang.number(WORN_BELOW_PCT, 0);
    let Text { fr, en } = REPLACED.count(worn.sum.round());
    let portable = Noun::new(
        ("appareil mobile qui la dit", "portables, tablettes et smartphones qui la disent"),
        ("mobile device that says it", "laptops, tablets and smartphones that say it"),
    );
    let Text { fr: of_fr, en: of_en } = portable.count(known.round());
    let said = text!(
        "Batteries sous {limit} % de leur capacité d'origine : {fr}, sur {of_fr}.",
        "Batteries below {limit}% of what they held when new: {en}, of {of_en}."
    );
    writeln!(out, "{}", said.say(lang))?;
    for (file, lines) in renewing.worn_rows() {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let word = match lines.len() {
            1 => lang.label("ligne", "line"),
            _ => lang.label("lignes", "lines"),
        };
        let lines = lines.join(", ");
        writeln!(out, "  {file}, {word} {lines}")?;
    }
    let more = worn.n_rows.saturating_sub(worn.rows.len() as u64);
    if more > 0 {
        let said = text!(
            "  et {more} autres : `empreinte-collector batteries` les nomme",
            "  and {more} more: `empreinte-collector batteries` names them"
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    Ok(())
}

/// The site of units that have none, in the CSV table: no inventory has a site of that name.
const NO_SITE: &str = "(none)";

/// Renewals as CSV: `equipment_type` is empty for all types, `site` for all sites.
///
/// # Errors
///
/// The writer fails.
pub fn renewals_csv<W: std::io::Write>(
    writer: W,
    renewing: &Renewing<'_>,
    dialect: CsvDialect,
) -> std::io::Result<()> {
    let mut out = CsvOut::new(writer, dialect, &RENEWAL_COLUMNS)?;
    for line in &renewing.forecast.lines {
        out.text(&line.year.to_string());
        out.text(&line.type_code);
        // Units without site are not all units.
        out.text(
            line.site.as_deref().map_or("", |site| if site.is_empty() { NO_SITE } else { site }),
        );
        for of in [Some(line.units), line.eur, line.made, line.waste] {
            for number in [of.map(|of| of.value), of.map(|of| of.low), of.map(|of| of.high)] {
                match number {
                    Some(number) => out.number(number),
                    None => out.text(""),
                };
            }
        }
        out.text(line.known.code());
        out.number(line.unpriced);
        out.number(line.unmade);
        out.number(line.unweighed);
        out.number(line.of_users);
        out.end()?;
    }
    std::io::Write::flush(&mut out.finish()?)
}

/// Renewals as one JSON document.
pub fn renewals_json(renewing: &Renewing<'_>) -> String {
    let forecast = renewing.forecast;
    let interval = |one: Option<Interval>| {
        one.map(|one| json!({ "value": one.value, "low": one.low, "high": one.high }))
    };
    let lines: Vec<Value> = forecast
        .lines
        .iter()
        .map(|line| {
            json!({
                "year": line.year,
                "equipment_type": line.type_code,
                "site": line.site,
                "units": interval(Some(line.units)),
                "eur": interval(line.eur),
                "made": interval(line.made),
                "waste_kg": interval(line.waste),
                "curve": line.known.code(),
                "units_without_price": line.unpriced,
                "units_without_factor": line.unmade,
                "units_without_weight": line.unweighed,
                "units_of_users": line.of_users,
            })
        })
        .collect();
    let stays: Vec<Value> = forecast
        .stays
        .iter()
        .map(|(code, _, years, known, exits)| {
            json!({ "equipment_type": code, "mean_years": years, "curve": known.code(), "exits": exits })
        })
        .collect();
    let happened: Vec<Value> = renewing
        .happened
        .iter()
        .map(|one| {
            json!({ "made_in": one.from, "year": one.year, "forecast": interval(Some(one.forecast)), "compared_units": one.compared, "of_units": one.of, "happened": one.happened, "vanished": one.vanished, "year_is_over": one.is_over, "holds": one.holds() })
        })
        .collect();
    let warranty: Vec<Value> = forecast
        .out_of_warranty
        .iter()
        .map(|(year, units)| json!({ "year": year, "units": units }))
        .collect();
    let all = json!({
        "organisation": renewing.organisation,
        "from": forecast.from,
        "unit": renewing.unit,
        "left_out": forecast.left_out.iter().map(|said| json!({ "fr": said.fr, "en": said.en })).collect::<Vec<_>>(),
        "assumed": forecast.assumed.iter().map(|said| json!({ "fr": said.fr, "en": said.en })).collect::<Vec<_>>(),
        "renewals": lines,
        "stays": stays,
        "undated_units": forecast.undated,
        "units_without_lifetime": forecast.without_life.iter().fold(0.0, |sum, (_, units)| sum + units),
        "units_with_warranty": forecast.with_warranty,
        "out_of_warranty": warranty,
        "out_of_support": forecast.out_of_support.iter().map(|(support, units)| {
            json!({ "system": support.name, "ends": support.ends.to_string(), "units": units, "source": support.source })
        }).collect::<Vec<_>>(),
        "units_with_system": forecast.with_system,
        "worn_batteries": {
            "below_pct": WORN_BELOW_PCT,
            "units": forecast.batteries.worn.sum,
            "of_known": forecast.batteries.known,
            "of_all": forecast.batteries.all,
            "rows": renewing.worn_rows().iter().flat_map(|(file, lines)| {
                lines.iter().map(move |line| json!({ "file": file, "line": line }))
            }).collect::<Vec<_>>(),
        },
        "happened": happened,
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}
