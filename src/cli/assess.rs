//! `empreinte assess`: the year's footprint.

use super::args::{DialectArg, EstateArgs, Meant};
use super::other_set::AnotherSet;
use super::run::{
    Doors, Nothing, ShownRows, Tables, cannot_write, counted, digests, ended, former, story, walk,
};
use super::{
    CommandEnd, CommandFailure, measures, other_set, out, outlook, own_lifetimes, terminal,
};
use clap::{Args, ValueEnum};
use empreinte::fault::{Fault, harmless};
use empreinte::footprint::Axis;
use empreinte::lang::Lang;
use empreinte::report::{
    CsvImpacts, OtherSet, OwnLifetimes, Story, WithoutMeasures, allocation_csv, brief,
    footprint_csv, markdown, run_json, services_csv, summary, unmatched_csv, workbook, year_sheets,
};
use empreinte::table::{CsvDialect, Folder, told_path};
use empreinte::text;
use empreinte::walk::{NoRecord, Outcome, Walk};
use std::path::{Path, PathBuf};

/// Assess the footprint of a year: total, per person, manufacturing against use
///
/// Reads every row of the year's inventory, sets aside those that cannot be used with the reason,
/// and prints a summary of one screen; `--detail` says all. With `--out`, writes the result folder: footprint.csv, impacts by
/// equipment, rejects.csv, unread-cells.csv, out-of-scope.csv, conflicts.csv, unmatched.csv and run.json;
/// allocation.csv and services.csv where the estate has virtual machines or services.
///
/// Examples:
///   empreinte assess glpi.csv --year 2025
///   empreinte assess inventories/mairie-exemple --by site --out resultats
///   empreinte assess parc.csv --format json | jq .totals
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line")]
pub(super) struct AssessArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Show the footprint by type, site, entity, country, stage, status, year of purchase, or scope of
    /// the GHG Protocol
    #[arg(long, value_name = "AXIS", value_delimiter = ',')]
    by: Vec<AxisArg>,
    /// Write the result folder there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What goes to standard output; with --out, csv also writes impacts.csv instead of Parquet
    #[arg(long, value_enum, default_value_t = AssessFormat::Table)]
    format: AssessFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// Show what share of the planetary budget of its people the footprint is
    #[arg(long)]
    planetary: bool,
    /// Take the organisation's own lifetimes, estimated from its inventories and movements, before
    /// declared and default ones
    #[arg(long)]
    own_lifetimes: bool,
    /// Say all: every gap, assumption, service, server and driver of the uncertainty
    #[arg(long)]
    detail: bool,
    /// End with status 3 when anything is missing from the total
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AssessFormat {
    /// A summary for people
    Table,
    /// run.json
    Json,
    /// footprint.csv
    Csv,
    /// A workbook: summary, types, sites, what lacks, definitions; with charts
    Xlsx,
    /// The same sheets as Markdown, for a wiki
    Md,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum AxisArg {
    Type,
    Site,
    Entity,
    Country,
    Stage,
    Status,
    Year,
    Scope,
}

impl AxisArg {
    /// The stage is in every figure already.
    fn axis(self) -> Option<Axis> {
        Some(match self {
            Self::Type => Axis::Type,
            Self::Site => Axis::Site,
            Self::Entity => Axis::Entity,
            Self::Country => Axis::Country,
            Self::Status => Axis::Status,
            Self::Year => Axis::Year,
            Self::Scope => Axis::Scope,
            Self::Stage => return None,
        })
    }
}

pub(super) fn run(args: &AssessArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let meant = args.estate.meant(lang)?;
    let estimates = own_lifetimes::asked(&meant, args.own_lifetimes)?;
    let another = other_set::asked(&args.estate, &meant)?;
    let mut prepared =
        Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
            .with_lifetimes(estimates.as_ref());
    if let Some(another) = &another {
        another.join(&mut prepared);
    }
    let other = |outcome: &Outcome| -> Result<Option<OtherSet>, Fault> {
        let told = |another: &AnotherSet| another.told(outcome, &meant, estimates.as_ref(), lang);
        another.as_ref().map(told).transpose()
    };
    let own = match estimates.clone() {
        Some(estimates) => Some(own_lifetimes::beside(&meant, estimates, true, lang)?),
        None => None,
    };
    // The screen tells what is measured; what that did takes another walk, for who asks more.
    let asks_more =
        args.detail || args.out.is_some() || !matches!(args.format, AssessFormat::Table);
    let without =
        if asks_more { measures::without(&meant, estimates.as_ref(), lang)? } else { None };
    let axes: Vec<Axis> = args.by.iter().filter_map(|axis| axis.axis()).collect();
    let (outcome, first, other) = match &args.out {
        None => {
            let (outcome, doors) = walk(&prepared, || NoRecord, Doors::new(None, Nothing, lang))?;
            let other = other(&outcome)?;
            (outcome, doors.first, other)
        }
        Some(folder) => {
            let beside = (own.as_ref(), &other as &OtherTold<'_>, without);
            into_folder(args, &meant, (&prepared, beside), folder, lang)?
        }
    };
    let wants_digests =
        matches!(args.format, AssessFormat::Json | AssessFormat::Xlsx | AssessFormat::Md);
    let read_too = if own.is_some() { former(&meant, &outcome.intake)? } else { Vec::new() };
    let files = outcome.intake.inputs.iter().chain(&read_too);
    let digests = if wants_digests { digests(files)? } else { Vec::new() };
    let mut story = story(&meant, &outcome, &first, &digests);
    story.read_too = &read_too;
    story.own_lifetimes = own.as_ref();
    story.other_set = other;
    story.without_measures = without;
    if args.planetary {
        story = story.with_planetary()?;
    }
    let counted = counted(&prepared, &outcome, &first.rejects);
    let is_told =
        matches!(args.format, AssessFormat::Table | AssessFormat::Xlsx | AssessFormat::Md);
    let is_brief = is_told && !args.detail && counted.is_ok();
    let (change, advice) = if is_brief {
        outlook::around(&meant, estimates.clone(), lang)?
    } else {
        (None, Vec::new())
    };
    (story.change, story.advice) = (change.as_ref(), &advice);
    // For machines, the same shape without a figure; for people, why, and nothing else.
    if counted.is_ok() || matches!(args.format, AssessFormat::Json | AssessFormat::Csv) {
        show(args, &story, &axes, lang)?;
    }
    counted?;
    Ok(ended(args.strict, &outcome, &meant.set, lang))
}

fn show(
    args: &AssessArgs,
    story: &Story<'_>,
    axes: &[Axis],
    lang: Lang,
) -> Result<(), CommandFailure> {
    let mut data = Vec::new();
    match args.format {
        AssessFormat::Table => {
            if args.detail {
                data = harmless(&summary(story, axes, lang)).into_owned().into_bytes();
            } else {
                terminal::print_page(&brief(story, axes, terminal::paint(), lang))?;
            }
            if args.by.iter().any(|axis| matches!(axis, AxisArg::Stage)) {
                let by_stage = empreinte::report::by_stage(story, lang);
                data.extend(harmless(&by_stage).as_bytes());
            }
        }
        AssessFormat::Json => data = run_json(story, &command_line(), axes).into_bytes(),
        AssessFormat::Xlsx => data = terminal::to_a_file(workbook(&year_sheets(story, lang))?)?,
        AssessFormat::Md => data = markdown(&year_sheets(story, lang), lang).into_bytes(),
        AssessFormat::Csv => {
            footprint_csv(&mut data, story, all_if_none(axes), args.csv_dialect.into(), lang)
                .map_err(|error| cannot_write(&error))?;
        }
    }
    terminal::print(&data)?;
    if let (Some(folder), AssessFormat::Table) = (&args.out, args.format) {
        terminal::say(text!("Résultats dans {}", "Results in {}", folder.display()).say(lang));
    }
    Ok(())
}

fn all_if_none(axes: &[Axis]) -> &[Axis] {
    if axes.is_empty() { &Axis::ALL } else { axes }
}

/// The year otherwise: its own lifetimes, another set, no measures.
type YearOtherwise<'a> = (Option<&'a OwnLifetimes>, &'a OtherTold<'a>, Option<WithoutMeasures>);

/// What the other set tells of a walk.
type OtherTold<'a> = dyn Fn(&Outcome) -> Result<Option<OtherSet>, Fault> + 'a;

fn into_folder(
    args: &AssessArgs,
    meant: &Meant,
    (prepared, (own, other, without)): (&Walk<'_>, YearOtherwise<'_>),
    target: &Path,
    lang: Lang,
) -> Result<(Outcome, ShownRows, Option<OtherSet>), Fault> {
    let dialect: CsvDialect = args.csv_dialect.into();
    let mut folder = out::folder(target, meant, &[])?;
    let refused = |error: std::io::Error| cannot_write(&error);
    let tables = Tables::start(&mut folder, dialect, lang, meant.estate.way())?;
    let (outcome, first) = if args.format == AssessFormat::Csv || !cfg!(feature = "parquet") {
        let mut file = folder.file("impacts.csv")?;
        CsvImpacts::heading(&mut file, dialect).map_err(refused)?;
        let doors = Doors::with_tables(tables, file, lang);
        let (outcome, mut doors) =
            walk(prepared, || CsvImpacts::new(prepared.names(), dialect), doors)?;
        std::io::Write::flush(&mut doors.batches).map_err(refused)?;
        doors.end_tables()?;
        (outcome, doors.first)
    } else {
        with_parquet(meant, prepared, &mut folder, target, tables, lang)?
    };
    let read_too = if own.is_some() { former(meant, &outcome.intake)? } else { Vec::new() };
    let digests = digests(outcome.intake.inputs.iter().chain(&read_too))?;
    let mut story = story(meant, &outcome, &first, &digests);
    story.read_too = &read_too;
    story.own_lifetimes = own;
    let other = other(&outcome)?;
    story.other_set.clone_from(&other);
    story.without_measures = without;
    if args.planetary {
        story = story.with_planetary()?;
    }
    footprint_csv(folder.file("footprint.csv")?, &story, &Axis::ALL, dialect, lang)
        .map_err(refused)?;
    unmatched_csv(folder.file("unmatched.csv")?, &story, dialect, lang).map_err(refused)?;
    if outcome.allocation.is_some() {
        allocation_csv(folder.file("allocation.csv")?, &story, dialect).map_err(refused)?;
    }
    if outcome.services.is_some() {
        services_csv(folder.file("services.csv")?, &story, dialect, lang).map_err(refused)?;
    }
    folder.put("run.json", run_json(&story, &command_line(), &[]).as_bytes())?;
    folder.finish()?;
    Ok((outcome, first, other))
}

#[cfg(feature = "parquet")]
impl super::run::Take<empreinte::report::ImpactColumns>
    for empreinte::report::ParquetOut<std::io::BufWriter<std::fs::File>>
{
    fn take(&mut self, batch: empreinte::report::ImpactColumns) -> Result<(), Fault> {
        self.put(batch)
    }
}

type AssessWalked = (Outcome, ShownRows);

#[cfg(feature = "parquet")]
fn with_parquet(
    meant: &Meant,
    prepared: &Walk<'_>,
    folder: &mut Folder,
    target: &Path,
    tables: Tables,
    lang: Lang,
) -> Result<AssessWalked, Fault> {
    use empreinte::report::{ImpactTable, ParquetImpacts, ParquetOut};

    let table = ImpactTable::new(&target.join("impacts.parquet"), meant.options.year.year)?;
    let out = ParquetOut::new(folder.file("impacts.parquet")?, &table)?;
    let doors = Doors::with_tables(tables, out, lang);
    let recorder = || ParquetImpacts::new(prepared.names(), &table);
    let (outcome, mut doors) = walk(prepared, recorder, doors)?;
    doors.end_tables()?;
    doors.batches.finish()?;
    Ok((outcome, doors.first))
}

#[cfg(not(feature = "parquet"))]
fn with_parquet(
    _: &Meant,
    _: &Walk<'_>,
    _: &mut Folder,
    _: &Path,
    _: Tables,
    _: Lang,
) -> Result<AssessWalked, Fault> {
    unreachable!("without the feature `parquet`, impacts are written as CSV")
}

/// The command as it was typed, for `run.json`.
pub(super) fn command_line() -> Vec<String> {
    let typed = std::env::args_os().skip(1).map(|arg| {
        let word = arg.to_string_lossy().into_owned();
        match word.split_once('=').filter(|(option, _)| option.starts_with("--")) {
            Some((option, value)) => format!("{option}={}", told_path(Path::new(value))),
            None => told_path(Path::new(&word)),
        }
    });
    std::iter::once("empreinte".to_owned()).chain(typed).collect()
}
