//! `empreinte compare-methods`: which assumption moves the result.

use super::args::{DialectArg, EstateArgs, Meant, factor_set};
use super::run::{Doors, Nothing, cannot_write, counted, walk, walk_again};
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, ValueEnum};
use empreinte::comparison::{compare_methods, compare_sets};
use empreinte::factor::FactorSet;
use empreinte::fault::{Fault, harmless};
use empreinte::footprint::Footprint;
use empreinte::lang::{Lang, Text};
use empreinte::method::{EmbodiedRule, Method};
use empreinte::report::{
    ComparedMethods, comparison_csv, comparison_json, comparison_text, has_figure,
};
use empreinte::text;
use empreinte::walk::{NoRecord, Walk};
use std::path::PathBuf;

/// Compare methods on one estate, and the bridge between them
///
/// Prints the footprint under each method, and the way from the first (`--method`) to each of the
/// others: perimeter, lifetime, amortisation, electricity, one kind of choice at a time, so that
/// the steps sum to the difference. With `--with-factors`, the same estate under a second factor
/// set, by type.
///
/// Examples:
///   empreinte compare-methods inventories/mairie-exemple
///   empreinte compare-methods parc.csv --year 2025 --methods rcp-si,ghg-protocol --format csv
///   empreinte compare-methods parc.csv --year 2025 --with-factors emission-factors/pcf-2026.12
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Methods to compare `--method` with, separated by commas [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    methods: Vec<String>,
    /// A second factor set: what it changes by type
    #[arg(long, value_name = "DIR")]
    with_factors: Vec<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    format: CompareFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// Tables for people
    Table,
    /// One JSON document
    Json,
    /// One CSV table
    Csv,
}

pub(super) fn run(args: &CompareArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let meant = args.estate.meant(lang)?;
    let set = args.estate.factors(&meant.estate)?;
    let methods = methods(&meant.method, &args.methods)?;
    let mut without: Vec<Method> = Vec::new();
    let mut walked = false;
    let mut comparison = compare_methods(&methods, |method| {
        let again = std::mem::replace(&mut walked, true);
        let (footprint, has_figure) = footprint(&meant, set.clone(), (method, again), lang)?;
        if !has_figure && methods.contains(method) {
            without.push(method.clone());
        }
        Ok(footprint)
    })?;
    if !without.is_empty() {
        // A method that counts nothing is no figure to compare with: it is left, and said.
        for method in &without {
            terminal::say(counts_nothing(method, meant.options.year.year).say(lang));
        }
        comparison.totals.retain(|one| !without.contains(&one.method));
        comparison.bridges.retain(|one| !without.iter().any(|method| method.name == one.to));
    }
    let sets = if args.with_factors.is_empty() {
        None
    } else {
        let own = meant.estate.own_factors();
        let other = factor_set(&args.with_factors, own.as_deref(), args.estate.unsigned_factors)?;
        let (first, _) = footprint(&meant, set.clone(), (&meant.method, true), lang)?;
        // Another set has other types: what it reads, and leaves without a figure, is its own.
        let (second, _) = footprint(&meant, other.clone(), (&meant.method, false), lang)?;
        Some(compare_sets((&first, &set), (&second, &other)))
    };
    let criterion = meant.options.criteria.first().map_or("gwp", String::as_str);
    let unit = set.criteria.iter().find(|c| c.code == criterion).map_or("", |c| c.unit.as_str());
    let compared = ComparedMethods {
        methods: &comparison,
        sets: sets.as_ref(),
        unit,
        year: meant.options.year.year,
    };
    let mut data = Vec::new();
    match args.format {
        CompareFormat::Table => {
            data = harmless(&comparison_text(&compared, lang)).into_owned().into_bytes();
        }
        CompareFormat::Json => data = comparison_json(&compared).into_bytes(),
        CompareFormat::Csv => comparison_csv(&mut data, &compared, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
    }
    terminal::print(&data)?;
    Ok(CommandEnd::Whole)
}

/// The first method, then those asked for, or all.
fn methods(first: &Method, names: &[String]) -> Result<Vec<Method>, Fault> {
    let others = if names.is_empty() {
        Method::all()
    } else {
        names.iter().map(|name| Method::named(name)).collect::<Result<_, _>>()?
    };
    let mut methods = vec![first.clone()];
    for other in others {
        if !methods.contains(&other) {
            methods.push(other);
        }
    }
    Ok(methods)
}

/// What is said of a method under which nothing has a figure, where the first has one.
fn counts_nothing(method: &Method, year: i32) -> Text {
    let name = &method.name;
    if method.embodied != EmbodiedRule::YearOfPurchase {
        return text!(
            "`{name}` n'est pas comparée : rien n'a de chiffre selon elle ; `empreinte assess --method {name}` dit ce qui manque",
            "`{name}` is not compared: nothing has a figure under it; `empreinte assess --method {name}` tells what lacks"
        );
    }
    text!(
        "`{name}` n'est pas comparée : elle compte ce qui est acheté dans l'année, et aucune ligne n'a de date d'achat en {year} ; ajoutez ces dates (`acquired_on`)",
        "`{name}` is not compared: it counts what is bought in the year, and no row has a day of purchase in {year}; add these days (`acquired_on`)"
    )
}

/// The footprint under a method, and whether anything has a figure: of the one that the others are
/// compared with, something must. What was read is said once, and not `again`.
fn footprint(
    meant: &Meant,
    set: FactorSet,
    (method, again): (&Method, bool),
    lang: Lang,
) -> Result<(Footprint, bool), Fault> {
    let set = method.adapt(set);
    let prepared = Walk::prepare(&meant.estate, &set, method, meant.options.clone())?;
    let doors = Doors::new(None, Nothing, lang);
    let outcome = if again {
        walk_again(&prepared, || NoRecord, doors)?
    } else {
        let (outcome, doors) = walk(&prepared, || NoRecord, doors)?;
        counted(&prepared, &outcome, &doors.first.rejects)?;
        outcome
    };
    let has_figure = has_figure(&outcome);
    Ok((outcome.footprint, has_figure))
}
