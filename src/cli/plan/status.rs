//! `empreinte plan status`: where commitments stand.

use super::{PlanFormat, of_estate};
use crate::cli::args::{DialectArg, EstateArgs, Meant};
use crate::cli::own_lifetimes::gathering;
use crate::cli::progress::Progress;
use crate::cli::run::{cannot_write, strictly};
use crate::cli::years::{self, ChangedYears};
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::change::YearPair;
use empreinte::fault::Fault;
use empreinte::indicator::{Catalogue, EstateYear, Figure, Gathered, compute};
use empreinte::lang::{Lang, Text};
use empreinte::plan::{Became, EstateValues, Plan, Status, status_csv, status_json, status_text};
use std::collections::BTreeMap;

/// Tell where each commitment stands: base, last value, trajectory, and a verdict at 95 %
///
/// Ahead or late where 95 % of what may be lies on one side, else not distinguishable, with what
/// would settle it. A relative target on the footprint has two verdicts: as the figures stand, and
/// net of perimeter, factor set and quality of data, with the part of ageing named.
///
/// Examples:
///   empreinte plan status inventories/mairie-exemple
///   empreinte plan status inventories/mairie-exemple --year 2025 --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Exit with 3 where a commitment is late or cannot be told
    #[arg(long)]
    strict: bool,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    format: PlanFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

pub(super) fn run(args: &StatusArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let estate = of_estate(&args.estate);
    let meant = estate.meant(lang)?;
    let plan = Plan::read(&meant.estate.root)?.for_others();
    let (gathered, changed) = gathered_for(&meant, &plan, lang)?;
    let catalogue = Catalogue::shipped()?;
    let status = standing(&meant, (&gathered, changed), &catalogue, &plan)?;
    let data = match args.format {
        PlanFormat::Table => status_text(&plan, &status, lang).into_bytes(),
        PlanFormat::Json => status_json(&plan, &status).into_bytes(),
        PlanFormat::Csv => status_csv(Vec::new(), &plan, &status, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
    };
    terminal::print(&data)?;
    let untold = [Became::Late, Became::Undecided, Became::Trend, Became::NotMeasurable];
    let all_kept = untold.into_iter().all(|became| status.that(became).next().is_none());
    let [fr, en] = [Lang::Fr, Lang::En].map(|lang| status.counted(lang));
    let why = Text { fr, en };
    Ok(strictly(args.strict, !all_kept, &why, lang))
}

/// The estate gathered, with the changes that its plan is held against.
pub(super) fn gathered_for<'a>(
    meant: &'a Meant,
    plan: &Plan,
    lang: Lang,
) -> Result<(Gathered<'a>, ChangedYears), Fault> {
    let mut progress = Progress::new(lang);
    let pairs = needed(meant, plan, &Catalogue::shipped()?);
    let heard = |done, of| progress.hear(done, of);
    let (gathered, changed) =
        years::walked(meant, &gathering(meant, None), pairs, Vec::new(), heard)?;
    years::say_unread_of(&gathered, meant, lang);
    Ok((gathered, changed))
}

/// The changes that a plan is held against in the year that is meant.
pub(in crate::cli) fn needed(meant: &Meant, plan: &Plan, catalogue: &Catalogue) -> Vec<YearPair> {
    EstateValues::needed(plan, catalogue, &meant.estate.years(), meant.options.year.year)
}

/// Where the plan's commitments stand in the year that is meant, with the changes it needs.
pub(in crate::cli) fn standing(
    meant: &Meant,
    (gathered, changed): (&Gathered<'_>, ChangedYears),
    catalogue: &Catalogue,
    plan: &Plan,
) -> Result<Status, Fault> {
    let changed = changed.into_iter().map(|(pair, change)| Ok((pair, change?)));
    let values = EstateValues::of(gathered, catalogue, changed.collect::<Result<_, Fault>>()?);
    let mut status = Status::of(plan, &values, catalogue, meant.options.year.year);
    status.contradicted = gathered.contradictions(meant.options.year.year);
    Ok(status)
}

/// The share of the footprint of each type, 0 to 1.
pub(super) fn weights(gathered: &Gathered<'_>, year: i32) -> Result<BTreeMap<String, f64>, Fault> {
    let catalogue = Catalogue::shipped()?;
    let facts = EstateYear::of(gathered, year);
    let shares = facts.zip(catalogue.named("it_ghg_share_by_type"));
    let groups = shares.map_or_else(Vec::new, |(facts, of)| compute(&facts, of).groups);
    let told = groups.into_iter().filter_map(|group| match group.figure {
        Ok(Figure::Number(share)) => Some((group.code, share.value / 100.0)),
        _ => None,
    });
    Ok(told.collect())
}
