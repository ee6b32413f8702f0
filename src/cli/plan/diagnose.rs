//! `empreinte plan diagnose`: the grid, what weighs most first.

use super::of_estate;
use super::status::weights;
use crate::cli::args::EstateArgs;
use crate::cli::scenario::gathered;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::{Args, ValueEnum};
use empreinte::lang::Lang;
use empreinte::plan::{Plan, Seals, diagnosis, diagnosis_json, diagnosis_text};

/// Show the self-diagnosis: what applies first, what weighs most, documents, means and results
///
/// Criteria are ranked by the share of the footprint of the types that they name. Answers that
/// nothing proves are marked. There is no score.
///
/// Examples:
///   empreinte plan diagnose parc
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DiagnoseArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = DiagnoseFormat::Table)]
    format: DiagnoseFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiagnoseFormat {
    /// A line a criterion
    Table,
    /// One JSON document
    Json,
}

pub(super) fn run(args: &DiagnoseArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let estate = of_estate(&args.estate);
    let meant = estate.meant(lang)?;
    let plan = Plan::read(&meant.estate.root)?.for_others();
    let gathered = gathered(&meant, lang)?;
    let weights = weights(&gathered, meant.options.year.year)?;
    let all = diagnosis(&plan, &Seals::of(&plan, &meant.estate.root), &weights);
    let said = match args.format {
        DiagnoseFormat::Table => diagnosis_text(&plan, &all, lang),
        DiagnoseFormat::Json => diagnosis_json(&plan, &all),
    };
    terminal::print(said.as_bytes())?;
    Ok(CommandEnd::Whole)
}
