//! `empreinte indicators`: the catalogue's values for an estate, and what is missing.

use super::args::{DialectArg, EstateArgs, Meant};
use super::plan::{needed, standing};
use super::progress::Progress;
use super::run::{ShownRows, cannot_write, digests, former, story};
use super::scenario::gathered_holding;
use super::years::{self, ChangedYears};
use super::{CommandEnd, CommandFailure, out, outlook, own_lifetimes, terminal};
use clap::{Args, Subcommand, ValueEnum};
use empreinte::change::{Change, YearPair};
use empreinte::fault::{Fault, harmless};
use empreinte::indicator::{
    Catalogue, EstateYear, Family, GatherOptions, Gathered, Series, YearRows, contradictions_told,
    earlier_years, missing_data, survival_by_type,
};
use empreinte::lang::{Lang, Noun};
use empreinte::lifetime::Estimates;
use empreinte::page::FollowedIndicators;
use empreinte::plan::Plan;
use empreinte::report::{
    Planned, explain_definition, explain_indicator, explain_inputs, followed_sheets, groups_csv,
    indicators_csv, indicators_json, indicators_table, is_counted, markdown, missing_all,
    missing_json, missing_table, nothing_counted, run_json, workbook,
};
use empreinte::scenario::Advice;
use empreinte::table::CsvDialect;
use empreinte::text;
use empreinte::walk::Input;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Compute the indicators: lifetime, reuse, purchases, waste, energy, carbon
///
/// Prints by family each indicator of the year with its interval, trend and coverage, and what
/// others found as context. Reads each year's inventory, movements.csv and answers.toml. A missing
/// datum is said, and never taken for zero.
///
/// Examples:
///   empreinte indicators inventories/mairie-exemple --core
///   empreinte indicators inventories/mairie-exemple --family waste --out resultats
///   empreinte indicators missing inventories/mairie-exemple
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
#[command(subcommand_negates_reqs = true)]
pub(super) struct IndicatorsArgs {
    #[command(subcommand)]
    command: Option<IndicatorsCommand>,
    #[command(flatten)]
    estate: EstateArgs,
    /// Only the sixteen indicators of a small organisation
    #[arg(long)]
    core: bool,
    /// Only these families, separated by commas
    #[arg(long, value_name = "FAMILY", value_delimiter = ',', value_parser = FAMILIES)]
    family: Vec<String>,
    /// These years, separated by commas, or all: all that have an inventory
    #[arg(long, value_name = "YEARS", value_delimiter = ',')]
    years: Vec<String>,
    /// Result folder of an earlier run, whose years without inventory here stand beside these
    #[arg(long, value_name = "DIR")]
    earlier: Vec<PathBuf>,
    /// Write indicators.csv, its groups and run.json there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = IndicatorsFormat::Table)]
    format: IndicatorsFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Subcommand)]
enum IndicatorsCommand {
    /// Tell which datum to collect first: the one that opens most indicators
    Missing(MissingArgs),
}

#[derive(Debug, Args)]
struct MissingArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Only the sixteen indicators of a small organisation
    #[arg(long)]
    core: bool,
    /// All of them, with the indicators that each opens
    #[arg(long)]
    all: bool,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = MissingFormat::Table)]
    format: MissingFormat,
}

const FAMILIES: [&str; 10] = [
    "lifetime",
    "reuse",
    "purchasing",
    "waste",
    "density",
    "energy",
    "carbon",
    "datacentre",
    "usage",
    "governance",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum IndicatorsFormat {
    /// A summary for people
    Table,
    /// One object an indicator and year
    Json,
    /// indicators.csv
    Csv,
    /// A workbook: years in columns, what lacks, definitions
    Xlsx,
    /// The same sheets as Markdown, for a wiki
    Md,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MissingFormat {
    /// A summary for people
    Table,
    /// One object a datum
    Json,
}

pub(super) fn run(args: &IndicatorsArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    if let Some(IndicatorsCommand::Missing(args)) = &args.command {
        return missing(args, lang);
    }
    let meant = args.estate.meant(lang)?;
    let catalogue = Catalogue::shipped()?;
    let families: Vec<Family> = Family::ALL
        .iter()
        .filter(|family| args.family.iter().any(|asked| asked == family.code()))
        .copied()
        .collect();
    let wanted = catalogue.wanted(&families, args.core);
    // One year is shown against the one before it.
    let held = if args.years.is_empty() {
        years::last_pair(&meant).into_iter().collect()
    } else {
        years::consecutive(&meant)
    };
    let gathered = gather(&meant, held, lang)?;
    say_contradictions(&gathered, meant.options.year.year, lang);
    let (mut shown, computed) = years(&args.years, &gathered, meant.options.year.year)?;
    let mut earlier = Vec::new();
    for folder in &args.earlier {
        earlier.extend(earlier_years(folder)?);
    }
    shown.extend(earlier.iter().map(|one| one.basis.year));
    let mut series = Series::of(&gathered, &computed, &catalogue.beside(&wanted), &earlier);
    series.only(&wanted);
    series.keep(&shown);
    let mut data = Vec::new();
    match args.format {
        IndicatorsFormat::Table => {
            let organisation = &meant.estate.card.organisation.name;
            let said = indicators_table(&series, organisation, lang);
            data = harmless(&said).into_owned().into_bytes();
        }
        IndicatorsFormat::Json => data = indicators_json(&series).into_bytes(),
        IndicatorsFormat::Xlsx | IndicatorsFormat::Md => {
            let book = followed_sheets(&series, &meant.estate.card.organisation.name, lang);
            data = if args.format == IndicatorsFormat::Md {
                markdown(&book, lang).into_bytes()
            } else {
                terminal::to_a_file(workbook(&book)?)?
            };
        }
        IndicatorsFormat::Csv => {
            data = indicators_csv(data, &series, args.csv_dialect.into())
                .map_err(|error| cannot_write(&error))?;
        }
    }
    if let Some(folder) = &args.out {
        write(folder, &meant, &gathered, &series, args.csv_dialect.into(), lang)?;
    }
    terminal::print(&data)?;
    if let (Some(folder), IndicatorsFormat::Table) = (&args.out, args.format) {
        let folder = folder.display();
        terminal::say(text!("Résultats dans {folder}", "Results in {folder}").say(lang));
    }
    Ok(CommandEnd::Whole)
}

fn missing(args: &MissingArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let meant = args.estate.meant(lang)?;
    let catalogue = Catalogue::shipped()?;
    let gathered = gather(&meant, Vec::new(), lang)?;
    let year = meant.options.year.year;
    let all: Vec<i32> = gathered.years.keys().copied().collect();
    let series = Series::of(&gathered, &all, &catalogue.wanted(&[], args.core), &[]);
    let openings = missing_data(&series, &catalogue);
    let said = match args.format {
        MissingFormat::Table if args.all => missing_all(&openings, year, lang),
        MissingFormat::Table => missing_table(&openings, year, lang),
        MissingFormat::Json => missing_json(&openings, year),
    };
    terminal::print(said.as_bytes())?;
    Ok(CommandEnd::Whole)
}

/// Reads the estate, with what pairs of its years both hold, and says what was set aside on the
/// way.
pub(super) fn gather(
    meant: &Meant,
    held: Vec<YearPair>,
    lang: Lang,
) -> Result<Gathered<'_>, Fault> {
    let gathered = gathered_holding(meant, held, lang)?;
    // Of a year of which nothing could be counted there is no indicator either.
    if let Some(rows) = gathered.years.get(&meant.options.year.year)
        && !is_counted(&rows.outcome)
    {
        return Err(nothing_counted(&rows.outcome.intake, &meant.set, &[], meant.estate.way()));
    }
    say_what_was_set_aside(&gathered, lang);
    Ok(gathered)
}

/// The rows of the year assessed.
pub(super) fn year_rows<'a>(
    gathered: &'a Gathered<'_>,
    meant: &Meant,
) -> Result<&'a YearRows, Fault> {
    let year = meant.options.year.year;
    let none = || Fault::new(text!("pas d'inventaire de {year}", "no inventory of {year}"));
    gathered.years.get(&year).ok_or_else(none)
}

/// All indicators of all years.
pub(super) fn whole_series(gathered: &Gathered<'_>) -> Result<Series, Fault> {
    let catalogue = Catalogue::shipped()?;
    let years: Vec<i32> = gathered.years.keys().copied().collect();
    Ok(Series::of(gathered, &years, &catalogue.wanted(&[], false), &[]))
}

/// Says what the ledger and the inventories tell in two ways: figures have both in their bounds.
fn say_contradictions(gathered: &Gathered<'_>, year: i32, lang: Lang) {
    let all = gathered.contradictions(year);
    for (at, one) in contradictions_told(&all, lang).into_iter().enumerate() {
        terminal::say(&format!("{}{one}", if at == 0 { "" } else { "  – " }));
    }
}

fn say_what_was_set_aside(gathered: &Gathered<'_>, lang: Lang) {
    for (year, fault) in &gathered.skipped {
        terminal::say(
            text!(
                "inventaire {year} laissé de côté : {}",
                "inventory {year} left out: {}",
                fault.render(lang)
            )
            .say(lang),
        );
    }
    for (year, rows) in &gathered.dated {
        terminal::say(
            text!(
                "inventaire {year} lu pour ses dates seules, sans empreinte : {}",
                "inventory {year} read for its dates alone, without footprint: {}",
                rows.because.render(lang)
            )
            .say(lang),
        );
    }
    let rejects = gathered.ledger_rejects.len();
    if rejects > 0 {
        let rejects = Noun::ROW_ASIDE.said(lang, rejects as f64);
        terminal::say(&format!("movements.csv{}{rejects}", lang.colon()));
    }
    for answer in &gathered.answers.all {
        if let Some(said) = answer.said() {
            let (id, year, line) = (&answer.id, answer.year, answer.line);
            let place = text!(
                "answers.toml, ligne {line}, {id} {year} : ",
                "answers.toml, line {line}, {id} {year}: "
            );
            terminal::say(&format!("{}{}", place.say(lang), said.say(lang)));
        }
    }
}

/// The years to show, and those to compute: a year is held against those before it.
fn years(
    asked: &[String],
    gathered: &Gathered<'_>,
    year: i32,
) -> Result<(Vec<i32>, Vec<i32>), Fault> {
    let all: Vec<i32> = gathered.years.keys().copied().collect();
    if asked.is_empty() {
        return Ok((vec![year], all));
    }
    if asked.iter().any(|one| one == "all") {
        return Ok((all.clone(), all));
    }
    let mut shown = Vec::new();
    for one in asked {
        let there = one.parse().ok().filter(|year| all.contains(year));
        shown.push(there.ok_or_else(|| {
            let there: Vec<String> = all.iter().map(i32::to_string).collect();
            Fault::new(text!(
                "pas d'inventaire de `{one}` jusqu'à {year}",
                "no inventory of `{one}` up to {year}"
            ))
            .hint(text!(
                "années présentes : {}",
                "years there are: {}",
                there.join(", ")
            ))
        })?);
    }
    let last = shown.iter().copied().max().unwrap_or(year);
    Ok((shown, all.into_iter().filter(|year| *year <= last).collect()))
}

fn write(
    target: &Path,
    meant: &Meant,
    gathered: &Gathered<'_>,
    series: &Series,
    dialect: CsvDialect,
    lang: Lang,
) -> Result<(), Fault> {
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut folder = out::folder(target, meant, &[])?;
    let finish = |mut file: std::io::BufWriter<std::fs::File>| std::io::Write::flush(&mut file);
    let file = indicators_csv(folder.file("indicators.csv")?, series, dialect).map_err(refused)?;
    finish(file).map_err(refused)?;
    let file =
        groups_csv(folder.file("indicator_groups.csv")?, series, dialect, lang).map_err(refused)?;
    finish(file).map_err(refused)?;
    if let Some(rows) = gathered.years.get(&meant.options.year.year) {
        let read_too = former(meant, &rows.outcome.intake)?;
        let digests = digests(rows.outcome.intake.inputs.iter().chain(&read_too))?;
        let shown = ShownRows::default();
        let mut story = story(meant, &rows.outcome, &shown, &digests);
        story.read_too = &read_too;
        folder.put("run.json", run_json(&story, &super::assess::command_line(), &[]).as_bytes())?;
    }
    folder.finish()
}

/// A year with what its report shows beside it.
pub(super) struct FollowedYear {
    /// Its indicators, and those of the years before.
    pub(super) followed: FollowedIndicators,
    /// The organisation's own lifetimes.
    pub(super) own: Estimates,
    /// Its rows.
    pub(super) rows: YearRows,
    /// What changed since the year before, where that has an inventory.
    pub(super) change: Option<Change>,
    /// What could be done.
    pub(super) advice: Vec<Advice>,
    /// Where its plan stands, where it has one, or why it cannot be told.
    pub(super) plan: Option<Result<Planned, Fault>>,
}

/// The core indicators and the lifetimes, for the report of an estate with more than an
/// inventory: a ledger, answers, a plan, a headcount, or several years.
///
/// With the organisation's own lifetimes, and what the walk of the year came to; the footprints
/// take the lifetimes that are given.
pub(super) fn followed(
    meant: &Meant,
    lifetimes: Option<Estimates>,
    lang: Lang,
) -> Result<Option<FollowedYear>, Fault> {
    let estate = &meant.estate;
    let year = meant.options.year.year;
    let more = estate.movements_file().is_some()
        || estate.answers_file().is_some()
        || estate.plan_file().is_some()
        || estate.card.headcount(year).is_some()
        || estate.years().len() > 1;
    if !more {
        return Ok(None);
    }
    let catalogue = Catalogue::shipped()?;
    let plan = estate.plan_file().map(|path| Plan::read(&path).map(|plan| plan.for_others()));
    let last = years::last_pair(meant);
    let held = plan.iter().flatten().flat_map(|plan| needed(meant, plan, &catalogue));
    let pairs: Vec<YearPair> = last.into_iter().chain(held).collect();
    let options = GatherOptions { by_type: true, ..own_lifetimes::gathering(meant, lifetimes) };
    // The report says itself what was set aside.
    let mut progress = Progress::new(lang);
    let heard = |done, of| progress.hear(done, of);
    let (mut gathered, changed) =
        years::walked(meant, &options, pairs, years::consecutive(meant), heard)?;
    let change = last.and_then(|pair| changed.get(&pair)?.as_ref().ok().cloned());
    let all: Vec<i32> = gathered.years.keys().copied().collect();
    let series = Series::of(&gathered, &all, &catalogue.wanted(&[], true), &[]);
    let (survival, own) = match EstateYear::of(&gathered, year) {
        Some(facts) => (survival_by_type(&facts), facts.lifetimes()),
        None => (Vec::new(), Estimates::default()),
    };
    let advice = outlook::advice_of(&gathered, meant)?;
    let plan = plan.and_then(|plan| planned(meant, plan, (&gathered, changed), &catalogue, lang));
    // The year asked for is there, or reading failed.
    let rows = gathered.years.remove(&year);
    let followed = FollowedIndicators { series, survival };
    Ok(rows.map(|rows| FollowedYear { followed, own, rows, change, advice, plan }))
}

/// Where the estate's plan stands, as `plan status` tells it. What is wrong with it is said, and is no
/// matter of the year's figures.
fn planned(
    meant: &Meant,
    plan: Result<Plan, Fault>,
    (gathered, changed): (&Gathered<'_>, ChangedYears),
    catalogue: &Catalogue,
    lang: Lang,
) -> Option<Result<Planned, Fault>> {
    let counted = gathered.years.get(&meant.options.year.year);
    if !counted.is_some_and(|rows| is_counted(&rows.outcome)) {
        return None;
    }
    let told = plan.and_then(|plan| {
        let held: BTreeSet<YearPair> = needed(meant, &plan, catalogue).into_iter().collect();
        let changed = changed.into_iter().filter(|(pair, _)| held.contains(pair)).collect();
        let status = standing(meant, (gathered, changed), catalogue, &plan)?;
        Ok(Planned::at(&plan, catalogue, status, meant.options.year.as_of))
    });
    if let Err(fault) = &told {
        let fault = fault.render(lang);
        let said = text!("le plan n'est pas dit\n{fault}", "the plan is not told\n{fault}");
        terminal::say(said.say(lang));
    }
    Some(told)
}

/// The explanation of an indicator, with its value where an estate is given; `None` where the
/// identifier is of no indicator.
pub(super) fn explained(
    id: &str,
    estate: &EstateArgs,
    lang: Lang,
) -> Result<Option<String>, CommandFailure> {
    let catalogue = Catalogue::shipped()?;
    let Some(definition) = catalogue.named(id) else { return Ok(None) };
    if estate.paths.is_empty() {
        return Ok(Some(explain_definition(definition, lang)));
    }
    let meant = estate.meant(lang)?;
    let gathered = gather(&meant, years::consecutive(&meant), lang)?;
    let all: Vec<i32> = gathered.years.keys().copied().collect();
    let mut series = Series::of(&gathered, &all, &catalogue.beside(&[definition]), &[]);
    series.only(&[definition]);
    let entries = series.rows.first().map_or(&[][..], |(_, entries)| entries.as_slice());
    let mut said = explain_indicator(definition, entries, &gathered, lang);
    if let Some(rows) = gathered.years.get(&meant.options.year.year) {
        let read_too = former(&meant, &rows.outcome.intake)?;
        let files: Vec<&Input> = rows.outcome.intake.inputs.iter().chain(&read_too).collect();
        let digests = digests(files.iter().copied())?;
        let paths = files.iter().map(|input| input.path.as_path());
        said.push_str(&explain_inputs(paths.zip(digests.iter().map(String::as_str)), lang));
    }
    Ok(Some(said))
}
