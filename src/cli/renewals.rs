//! `empreinte renewals`: what has to be replaced in the years to come.

use super::args::{DialectArg, EstateArgs};
use super::run::cannot_write;
use super::scenario::{ahead, facts, gathered, say_unread};
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, ValueEnum};
use empreinte::indicator::EstateYear;
use empreinte::lang::Lang;
use empreinte::renewal::{Forecast, happened};
use empreinte::report::{Renewing, renewals_csv, renewals_json, renewals_text};

/// Forecast what has to be replaced: units, money, `kg CO2e` and waste by year, type and site
///
/// From how long the estate's own units have stayed (movements, exits, inventories of several
/// years), each number with its 90% interval. Where no exits are known, the type's lifetime stands
/// in, give or take what organisations differ by, and beyond the ages watched how machines wear out
/// is assumed: both are said. Forecasts that earlier years would have made stand beside what happened.
///
/// Examples:
///   empreinte renewals inventories/mairie-exemple
///   empreinte renewals inventories/mairie-exemple --years 3 --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RenewalsArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// How many years after the inventory's
    #[arg(long, value_name = "N", default_value_t = 5)]
    years: i32,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = RenewalsFormat::Table)]
    format: RenewalsFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RenewalsFormat {
    /// Tables for people
    Table,
    /// One JSON document
    Json,
    /// One CSV table
    Csv,
}

pub(super) fn run(args: &RenewalsArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let years = ahead(args.years)?;
    let meant = args.estate.meant(lang)?;
    let gathered = gathered(&meant, lang)?;
    let facts = facts(&gathered, &meant)?;
    let forecast = Forecast::of(&facts, years);
    say_unread(&facts, lang);
    let earlier: Vec<i32> =
        gathered.years.keys().copied().filter(|year| *year < facts.number()).collect();
    let mut held = Vec::new();
    for year in earlier {
        if let Some(before) = EstateYear::of(&gathered, year) {
            held.extend(happened(&before, &facts));
        }
    }
    let renewing = Renewing {
        forecast: &forecast,
        happened: &held,
        organisation: &meant.estate.card.organisation.name,
        unit: &facts.rows.outcome.footprint.criteria[0].unit,
        files: &gathered.files,
    };
    let mut data = Vec::new();
    match args.format {
        RenewalsFormat::Table => data = renewals_text(&renewing, lang).into_bytes(),
        RenewalsFormat::Json => data = renewals_json(&renewing).into_bytes(),
        RenewalsFormat::Csv => renewals_csv(&mut data, &renewing, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
    }
    terminal::print(&data)?;
    Ok(CommandEnd::Whole)
}
