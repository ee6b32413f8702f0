//! `usage import meter`: meters as their tools export them.

use super::command_words::CommandWords;
use super::metered::{aside, said};
use super::{CollectorEnd, Context, of_file, table, usage};
use crate::measured::MOST_WH;
use crate::meter::{
    self, Clock, MeterNames, MeterUnit, MeterValueKind, Metered, Options, TimeSide,
};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command, value_parser};
use ground::lang::Text;
use ground::table::{DateOrder, SmallTable, write_whole};
use ground::text;
use record::RecordDay;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(super) fn meter(words: CommandWords) -> Command {
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
                "Ce qu’est une énergie, si le fichier ne le dit pas : index, ou celle de chaque pas",
                "What an energy is where the file does not say: an index, or that of each step",
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

pub(super) fn run(context: &Context, own: &ArgMatches) -> CollectorEnd {
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
        unit: word("unit").and_then(MeterUnit::named),
        kind: word("as").map(|kind| match kind {
            "index" => MeterValueKind::Index,
            _ => MeterValueKind::Increment,
        }),
        side: word("stamp").map(|side| match side {
            "start" => TimeSide::Start,
            _ => TimeSide::End,
        }),
        most: (word("for") != Some("datacentre")).then_some(MOST_WH),
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
fn names(context: &Context, own: &ArgMatches) -> Result<MeterNames, Text> {
    if let Some(id) = own.get_one::<String>("device") {
        return Ok(MeterNames::One(id.clone()));
    }
    let Some(path) = own.get_one::<PathBuf>("map") else { return Ok(MeterNames::Own) };
    let list = SmallTable::open(path, &["meter", "equipment_id"]);
    let list = list.map_err(|fault| of_file(context, &fault))?;
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for row in list.rows() {
        let (meter, id) = (row.get("meter"), row.get("equipment_id"));
        if id.is_empty() {
            continue;
        }
        let before = known.insert(meter.to_owned(), id.to_owned());
        if let Some(other) = before.filter(|other| other != id) {
            let fault = row
                .fault(
                    "meter",
                    text!(
                        "ce compteur est déjà celui de « {other} »",
                        "this meter is already that of `{other}`"
                    ),
                )
                .hint(text!(
                    "gardez une des deux lignes : l’énergie d’un compteur est celle d’une machine",
                    "keep one of the two rows: the energy of a meter is that of one machine"
                ));
            return Err(of_file(context, &fault));
        }
    }
    Ok(MeterNames::Listed(known))
}

/// A year's energy of each meter: the mean of the days that are known, over the year.
fn a_year(metered: &Metered, id: &str, column: &str, first: i32) {
    let year = RecordDay::from_number(first).map_or(2026, |day| i32::from(day.date().year()));
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
