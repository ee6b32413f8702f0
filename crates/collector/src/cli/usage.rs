//! `usage import`: energy that others measured.

use super::stores::this_month;
use super::{CollectorEnd, Context, meters, of_file, unusable};
use crate::clock;
use crate::measured::{self, FileBefore, MachineDays};
use crate::prometheus::{self, PromFault};
use crate::store::Month;
use clap::ArgMatches;
use ground::lang::{Noun, Text};
use ground::table::write_whole;
use ground::text;
use std::path::PathBuf;

/// Machines, counted.
const MACHINES: Noun = Noun::new(("machine", "machines"), ("machine", "machines"));
const KEPT: Noun = Noun::new(
    ("ligne d’autres machines, gardée", "lignes d’autres machines, gardées"),
    ("row of other machines, kept", "rows of other machines, kept"),
);
const REPLACED: Noun = Noun::new(
    ("ligne de ces machines, remplacée", "lignes de ces machines, remplacées"),
    ("row of these machines, replaced", "rows of these machines, replaced"),
);

const UNNAMED: Noun = Noun::new(
    (
        "série nommée par une adresse ou d’après une personne, laissée de côté (--label la nomme \
         autrement)",
        "séries nommées par une adresse ou d’après une personne, laissées de côté (--label les nomme \
         autrement)",
    ),
    (
        "series named by an address or after somebody, left out (--label names it otherwise)",
        "series named by an address or after somebody, left out (--label names them otherwise)",
    ),
);
const TWICE: Noun = Noun::new(
    (
        "journée que deux séries d’une machine disent autrement, laissée inconnue",
        "journées que deux séries d’une machine disent autrement, laissées inconnues",
    ),
    (
        "day of which two series of a machine say something else, left unknown",
        "days of which two series of a machine say something else, left unknown",
    ),
);
pub(super) const BEYOND: Noun = Noun::new(
    (
        "journée de plus de 1 000 kWh, laissée inconnue : son compteur a sauté",
        "journées de plus de 1 000 kWh, laissées inconnues : leur compteur a sauté",
    ),
    (
        "day of more than 1,000 kWh, left unknown: its counter jumped",
        "days of more than 1,000 kWh, left unknown: their counter jumped",
    ),
);
const PROCESSORS: Noun = Noun::new(
    (
        "machine dont seul le processeur, avec sa mémoire au plus, est mesuré (qualité C) : le reste d’elle n’est pas dans ces \
         kWh",
        "machines dont seul le processeur, avec sa mémoire au plus, est mesuré (qualité C) : le reste d’elles n’est pas dans ces \
         kWh",
    ),
    (
        "machine of which the processor alone, with its memory at most, is measured (grade C): the rest of it is not in these \
         kWh",
        "machines of which the processor alone, with its memory at most, is measured (grade C): the rest of them is not in these \
         kWh",
    ),
);

pub(super) fn run(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let Some(("import", own)) = own.subcommand() else { return Ok(()) };
    match own.subcommand() {
        Some(("prometheus", own)) => of_prometheus(context, own),
        Some(("meter", own)) => meters::run(context, own),
        _ => Ok(()),
    }
}

/// The year that is asked for, with its first day and the last that has ended.
pub(super) fn days_of(own: &ArgMatches) -> Result<(i16, i32, i32), Text> {
    let year = own.get_one::<i16>("year").copied().unwrap_or_else(|| this_month().year);
    let first = Month { year, month: 1 }.first_day();
    let yesterday = clock::day_of(clock::now()) - 1;
    let last = (Month { year: year + 1, month: 1 }.first_day() - 1).min(yesterday);
    if last < first {
        return Err(text!(
            "aucun jour de {year} n’est encore fini",
            "no day of {year} has ended yet"
        ));
    }
    Ok((year, first, last))
}

/// Writes the machines' days into `usage/` of the estate that is named, beside those of other
/// machines that were imported before.
pub(super) fn write(
    context: &Context,
    own: &ArgMatches,
    (year, source): (i16, &str),
    machines: &MachineDays,
) -> CollectorEnd {
    let Some(estate) = own.get_one::<PathBuf>("estate") else { return Ok(()) };
    let folder = estate.join("usage");
    std::fs::create_dir_all(&folder)
        .map_err(|error| unusable(&folder.display().to_string(), error.kind()))?;
    let path = folder.join(format!("{year}-{source}.csv"));
    let standing = FileBefore::read(&path, machines).map_err(|fault| of_file(context, &fault))?;
    let bytes = measured::csv(machines, source, &standing);
    write_whole(&path, &bytes).map_err(|fault| of_file(context, &fault))?;
    let kwh = machines.values().flat_map(|(_, days)| days.values()).sum::<f64>() / 1000.0;
    let (shown, kwh) = (path.display(), context.lang.number(kwh, 1));
    let count = MACHINES.said(context.lang, machines.len() as f64);
    context.say(&text!("{shown} : {count}, {kwh} kWh", "{shown}: {count}, {kwh} kWh"));
    for (rows, noun) in [(standing.kept(), KEPT), (standing.replaced, REPLACED)] {
        if rows > 0 {
            let rows = noun.said(context.lang, rows as f64);
            context.say(&text!("{shown} : {rows}", "{shown}: {rows}"));
        }
    }
    Ok(())
}

fn of_prometheus(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let word = |name: &str| own.get_one::<String>(name).cloned().unwrap_or_else(String::new);
    let label = own.get_one::<String>("label").cloned().unwrap_or_else(|| "instance".to_owned());
    let is_label = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if label.is_empty() || !label.chars().all(is_label) {
        return Err(text!("« {label} » n’est pas une étiquette", "`{label}` is no label"));
    }
    let (year, first, last) = days_of(own)?;
    let url = word("url");
    let read = prometheus::ask(&url, &label, first, last);
    let url = prometheus::shown(&url);
    let read = read.map_err(|fault| match fault {
        PromFault::Network(why) => {
            text!("{url} ne répond pas : {why}", "{url} does not answer: {why}")
        }
        PromFault::Address => text!(
            "{url} nomme les machines par une adresse ou d’après des personnes, ce qui n’est pas gardé : \
             donnez par --label une étiquette qui les nomme autrement",
            "{url} names the machines by an address or after people, which is not kept: give by \
             --label a label that names them otherwise"
        ),
        PromFault::Answer(why) => text!(
            "{url} ne répond pas comme Prometheus : {why}",
            "{url} does not answer as Prometheus: {why}"
        ),
    })?;
    if !read.machines.is_empty() {
        write(context, own, (year, "prometheus"), &read.machines)?;
    }
    for (count, noun) in [
        (read.unnamed, UNNAMED),
        (read.twice, TWICE),
        (read.beyond, BEYOND),
        (read.of_processors(), PROCESSORS),
    ] {
        if count > 0 {
            context.say(&noun.count(count as f64));
        }
    }
    if !read.machines.is_empty() {
        return Ok(());
    }
    Err(if read.twice + read.beyond > 0 {
        text!(
            "les séries d’énergie de {url} ne laissent aucun jour connu de {year}",
            "the series of energy of {url} leave no day of {year} known"
        )
    } else {
        text!(
            "aucune série d’énergie connue dans {url} pour {year}",
            "no series of energy that is known in {url} for {year}"
        )
    })
}
