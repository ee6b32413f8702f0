//! `usage import meter`: meters as their tools export them.

use super::command::Words;
use super::{Context, Done, of_file, table, usage};
use crate::meter::{self, Clock, Kind, Metered, Names, Options, Side, Unit};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command, value_parser};
use ground::lang::{Noun, Text};
use ground::table::{CsvDialect, CsvOut, DateOrder, SmallTable, write_whole};
use ground::text;
use record::Day;
use std::path::{Path, PathBuf};

/// Rows set aside that are said one by one; a file has them all.
const SAID: usize = 10;

pub(super) fn meter(words: Words) -> Command {
    let choice = |arg: clap::Arg, values: &[&'static str]| {
        arg.value_parser(PossibleValuesParser::new(values.to_vec()))
    };
    words
        .sub(
            "meter",
            "De compteurs, en CSV : Enedis, BMC, PDU, vSphere…",
            "From meters, as CSV: Enedis, BMC, PDU, vSphere…",
        )
        .arg(
            words
                .place("files", "Fichiers", "Files")
                .num_args(1..)
                .value_parser(value_parser!(PathBuf)),
        )
        .args([words.estate().required(false), words.year()])
        .arg(
            choice(
                words.value(
                    "for",
                    "WHAT",
                    "Ce qui est mesuré : equipment écrit « usage » ; vm et datacentre affichent un tableau",
                    "What is measured: equipment writes `usage`; vm and datacentre print a table",
                ),
                &["equipment", "vm", "datacentre"],
            )
            .default_value("equipment"),
        )
        .arg(words.value(
            "device",
            "ID",
            "Ce que mesure le seul compteur des fichiers",
            "What the only meter of the files measures",
        ))
        .arg(
            words
                .path(
                    "map",
                    "FILE",
                    "CSV des compteurs (meter, equipment_id) ; plusieurs pour une machine s’ajoutent",
                    "CSV of meters (meter, equipment_id); several of one machine add up",
                )
                .conflicts_with("device"),
        )
        .arg(
            words
                .value(
                    "zone",
                    "PLACE",
                    "Horloge des jours, et des heures sans décalage",
                    "Clock of days, and of times without an offset",
                )
                .default_value("Europe/Paris"),
        )
        .arg(choice(
            words.value(
                "date-order",
                "ORDER",
                "Ordre des dates qui ont deux lectures",
                "Order of dates that have two readings",
            ),
            &["dmy", "mdy"],
        ))
        .arg(choice(
            words.value("unit", "UNIT", "Unité que le fichier ne dit pas", "Unit that the file does not say"),
            &["W", "kW", "MW", "Wh", "kWh", "MWh", "J", "kJ"],
        ))
        .arg(choice(
            words.value(
                "as",
                "KIND",
                "Ce qu’est une énergie : index, ou celle de chaque pas",
                "What an energy is: an index, or that of each step",
            ),
            &["index", "increments"],
        ))
        .arg(choice(
            words.value(
                "stamp",
                "SIDE",
                "Si l’heure d’une valeur est le début ou la fin de son pas",
                "Whether the time of a value is the start or the end of its step",
            ),
            &["start", "end"],
        ))
        .arg(words.path(
            "aside",
            "FILE",
            "Écrit les lignes écartées dans ce CSV",
            "Writes the rows set aside into this CSV",
        ))
}

pub(super) fn run(context: &Context, own: &ArgMatches) -> Done {
    let word = |name: &str| own.get_one::<String>(name).map(String::as_str);
    let zone = word("zone").unwrap_or("Europe/Paris");
    let options = Options {
        clock: Clock::of(zone).ok_or_else(|| {
            text!(
                "« {zone} » n’est pas un lieu ; attendu un nom comme Europe/Paris ou UTC",
                "`{zone}` is no place; expected a name such as Europe/Paris or UTC"
            )
        })?,
        order: word("date-order").map(|order| match order {
            "mdy" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        }),
        unit: word("unit").and_then(Unit::named),
        kind: word("as").map(|kind| match kind {
            "index" => Kind::Index,
            _ => Kind::Increment,
        }),
        side: word("stamp").map(|side| match side {
            "start" => Side::Start,
            _ => Side::End,
        }),
    };
    let (year, first, last) = usage::days_of(own)?;
    if word("for") == Some("equipment") && !own.contains_id("estate") {
        return Err(text!(
            "donnez le dossier du parc : --estate DIR",
            "give the folder of the estate: --estate DIR"
        ));
    }
    let names = names(context, own)?;
    let paths = own.get_many::<PathBuf>("files").into_iter().flatten();
    let paths: Vec<&Path> = paths.map(PathBuf::as_path).collect();
    let metered = meter::read(&paths, &options, &names, (first, last));
    let metered = metered.map_err(|fault| of_file(context, &fault))?;
    said(context, &metered, zone);
    if let Some(path) = own.get_one::<PathBuf>("aside") {
        write_whole(path, &aside(context, &metered)).map_err(|fault| of_file(context, &fault))?;
    }
    if metered.machines.is_empty() {
        return Err(text!(
            "aucun jour de {year} n’est mesuré dans ces fichiers",
            "no day of {year} is measured in these files"
        ));
    }
    match word("for") {
        Some("vm") => {
            a_year(&metered, "vm_id", "annual_energy_kwh", first);
            Ok(())
        }
        Some("datacentre") => {
            a_year(&metered, "datacentre_id", "measured_kwh", first);
            Ok(())
        }
        _ => usage::write(context, own, (year, "meters"), &metered.machines),
    }
}

/// Which machine each meter feeds.
fn names(context: &Context, own: &ArgMatches) -> Result<Names, Text> {
    if let Some(id) = own.get_one::<String>("device") {
        return Ok(Names::One(id.clone()));
    }
    let Some(path) = own.get_one::<PathBuf>("map") else { return Ok(Names::Own) };
    let list = SmallTable::open(path, &["meter", "equipment_id"]);
    let list = list.map_err(|fault| of_file(context, &fault))?;
    let pairs = list.rows().map(|row| (row.get("meter").into(), row.get("equipment_id").into()));
    Ok(Names::Listed(pairs.filter(|(_, id): &(String, String)| !id.is_empty()).collect()))
}

/// A year's energy of each meter: the mean of the days that are known, over the year.
fn a_year(metered: &Metered, id: &str, column: &str, first: i32) {
    let year = Day::from_number(first).map_or(2026, |day| i32::from(day.date().year()));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let whole = if leap { 366.0 } else { 365.0 };
    let headings = [id, "year", column, "days_measured"];
    table(&headings, &metered.machines, |out, (name, (_, days))| {
        let known = days.len() as f64;
        let kwh = days.values().sum::<f64>() / known * whole / 1000.0;
        out.text(name)
            .number(f64::from(year))
            .number((kwh * 1000.0).round() / 1000.0)
            .number(known);
    });
}

const ROWS_AGAIN: Noun = Noun::new(
    ("ligne dite deux fois", "lignes dites deux fois"),
    ("row said twice", "rows said twice"),
);
const ROWS_OTHER: Noun = Noun::new(
    (
        "ligne d’une autre grandeur, ou que dit déjà un meilleur compteur",
        "lignes d’autres grandeurs, ou que dit déjà un meilleur compteur",
    ),
    (
        "row of another quantity, or that a better meter says already",
        "rows of other quantities, or that a better meter says already",
    ),
);
const RESETS: Noun = Noun::new(
    (
        "index reparti de zéro : ce qui précède le relevé n’est pas connu",
        "index repartis de zéro : ce qui précède ces relevés n’est pas connu",
    ),
    (
        "index that started again: what lies before the reading is not known",
        "indexes that started again: what lies before those readings is not known",
    ),
);
const PARTIAL: Noun = Noun::new(
    (
        "jour mesuré à moins de neuf dixièmes, laissé inconnu",
        "jours mesurés à moins de neuf dixièmes, laissés inconnus",
    ),
    (
        "day measured for less than nine tenths, left unknown",
        "days measured for less than nine tenths, left unknown",
    ),
);
const STRANGERS: Noun = Noun::new(
    (
        "compteur absent de la liste, laissé de côté",
        "compteurs absents de la liste, laissés de côté",
    ),
    ("meter that the list does not have, left out", "meters that the list does not have, left out"),
);

/// What was made of the files, beside the figures.
fn said(context: &Context, metered: &Metered, zone: &str) {
    for reject in metered.aside.iter().take(SAID) {
        let shown = reject.say(context.lang);
        context.say(&text!("{shown}", "{shown}"));
    }
    if let Some(first) = metered.aside.first() {
        let hint = first.why.hint();
        let (fr, en) = (hint.fr, hint.en);
        context.say(&text!("conseil : {fr}", "hint: {en}"));
    }
    let partial = metered.partial.values().map(std::collections::BTreeMap::len).sum();
    for (count, noun) in [
        (metered.aside.len(), Noun::ROW_ASIDE),
        (metered.again, ROWS_AGAIN),
        (metered.other, ROWS_OTHER),
        (metered.resets, RESETS),
        (partial, PARTIAL),
        (metered.strangers.len(), STRANGERS),
    ] {
        if count > 0 {
            let shown = noun.said(context.lang, count as f64);
            context.say(&text!("{shown}", "{shown}"));
        }
    }
    if !metered.left.is_empty() {
        let columns = metered.left.join(", ");
        context.say(&text!(
            "colonnes qui disent la même énergie qu’une autre, non comptées : {columns}",
            "columns that say the same energy as another, not counted: {columns}"
        ));
    }
    if metered.filled_s > 0 {
        let hours = context.lang.number(metered.filled_s as f64 / 3600.0, 1);
        context.say(&text!(
            "{hours} heures sans mesure, prises à la moyenne de leur jour",
            "{hours} hours without a measure, taken at the mean of their day"
        ));
    }
    match metered.side {
        Some(Side::End) => context.say(&text!(
            "l’heure d’une valeur est prise pour la fin de son pas (--stamp)",
            "the time of a value is taken as the end of its step (--stamp)"
        )),
        Some(Side::Start) => context.say(&text!(
            "l’heure d’une valeur est prise pour le début de son pas (--stamp)",
            "the time of a value is taken as the start of its step (--stamp)"
        )),
        None => {}
    }
    if metered.local {
        context.say(&text!(
            "les heures sans décalage sont lues à l’heure de {zone} (--zone)",
            "times without an offset are read by the clock of {zone} (--zone)"
        ));
    }
}

/// All rows set aside.
fn aside(context: &Context, metered: &Metered) -> Vec<u8> {
    let headings = ["file", "line", "column", "value", "reason", "hint"];
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &headings) else {
        return Vec::new();
    };
    for reject in &metered.aside {
        out.text(&reject.file).number(reject.line as f64).text(&reject.column).text(&reject.value);
        out.text(reject.why.reason().say(context.lang));
        out.text(reject.why.hint().say(context.lang));
        // Memory takes every row.
        let _ = out.end();
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}
