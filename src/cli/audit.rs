//! `empreinte audit`: a pack that an auditor replays, its check, and a sample to look at on site.

mod apart;
mod held;
mod make;
mod replay;
mod sample;
mod stage;
mod verify;

use super::args::EstateArgs;
use super::{CommandEnd, CommandFailure};
use clap::{Args, Subcommand};
use empreinte::lang::Lang;
use std::path::PathBuf;

/// Pack a year for an auditor: canonical files, factors, results, traces, checksums
///
/// The pack is one ZIP. It holds the estate in canonical form (inventories of the year and before,
/// usage, movements, services, rooms, plan) without names, serial numbers or addresses; the factor
/// sets used, whole; the results and the trace of every figure; the digests of the original files
/// and of the proofs; the questions of ADEME's annex C with what the data say, unanswered. The
/// same files make the same pack, to the byte. `verify` computes it again, without network;
/// `sample` draws rows to look at on site, and says what the errors found do to the total.
///
/// Examples:
///   empreinte audit inventories/mairie-exemple --year 2025 --out audit-2025.zip
///   empreinte audit verify audit-2025.zip --originals inventories/mairie-exemple
///   empreinte audit sample audit-2025.zip --n 60 --seed 7 --out feuille.csv
///   empreinte audit sample audit-2025.zip --read feuille.csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
#[command(subcommand_negates_reqs = true)]
pub(super) struct AuditArgs {
    #[command(subcommand)]
    command: Option<AuditCommand>,
    #[command(flatten)]
    estate: EstateArgs,
    /// The pack to write
    #[arg(long, value_name = "FILE", required = true)]
    out: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    Verify(verify::VerifyArgs),
    Sample(Box<sample::SampleArgs>),
}

pub(super) fn run(args: &AuditArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    match &args.command {
        Some(AuditCommand::Verify(args)) => verify::run(args, lang),
        Some(AuditCommand::Sample(args)) => sample::run(args, lang),
        None => make::run(&args.estate, args.out.as_deref(), lang),
    }
}
