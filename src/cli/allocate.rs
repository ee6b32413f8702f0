//! `empreinte allocate`: servers over virtual machines and applications.

use super::args::{DialectArg, EstateArgs};
use super::run::{Doors, Nothing, cannot_write, counted, digests, ended, story, walk};
use super::{CommandEnd, CommandFailure, out, terminal};
use clap::{Args, ValueEnum};
use empreinte::allocation::AllocationLevel;
use empreinte::fault::harmless;
use empreinte::lang::Lang;
use empreinte::report::{RejectsOut, allocation_csv, allocation_lines_json, allocation_summary};
use empreinte::walk::{NoRecord, Walk};
use std::path::PathBuf;

/// Share the servers' footprint over virtual machines, applications and domains
///
/// Reads virtual-machines.csv and applications.csv of the estate, or G4IT's files given beside the
/// inventory. Applications, machines of no application, capacity that no machine uses, and servers
/// without machine sum to the servers.
///
/// Examples:
///   empreinte allocate inventories/mairie-exemple
///   empreinte allocate inventories/mairie-exemple --by domain,vm
///   empreinte allocate equipements.csv machines.csv applications.csv --year 2025 --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct AllocateArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Show by application, domain, subdomain, entity, environment, cluster, vm or server
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    by: Vec<LevelArg>,
    /// Write allocation.csv, rejects.csv and run.json there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What goes to standard output
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value_t = AllocateShape::Table)]
    shape: AllocateShape,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// End with status 3 when anything is missing from the total
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AllocateShape {
    /// A summary for people
    Table,
    /// The allocation of run.json, with its lines
    Json,
    /// allocation.csv
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LevelArg {
    Application,
    Domain,
    Subdomain,
    Entity,
    Environment,
    Cluster,
    Vm,
    Server,
}

impl From<LevelArg> for AllocationLevel {
    fn from(arg: LevelArg) -> Self {
        match arg {
            LevelArg::Application => Self::Application,
            LevelArg::Domain => Self::Domain,
            LevelArg::Subdomain => Self::Subdomain,
            LevelArg::Entity => Self::Entity,
            LevelArg::Environment => Self::Environment,
            LevelArg::Cluster => Self::Cluster,
            LevelArg::Vm => Self::Machine,
            LevelArg::Server => Self::Server,
        }
    }
}

pub(super) fn run(args: &AllocateArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let meant = args.estate.meant(lang)?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let dialect = args.csv_dialect.into();
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut folder = match &args.out {
        Some(target) => Some(out::folder(target, &meant, &[])?),
        None => None,
    };
    let rejects = match &mut folder {
        Some(folder) => {
            Some(RejectsOut::new(folder.file("rejects.csv")?, dialect, lang, meant.estate.way()))
        }
        None => None,
    };
    let (outcome, doors) = walk(&prepared, || NoRecord, Doors::new(rejects, Nothing, lang))?;
    if let Some(rejects) = doors.rejects {
        rejects.finish().map_err(refused)?;
    }
    let digests = if folder.is_some() { digests(&outcome.intake.inputs)? } else { Vec::new() };
    let story = story(&meant, &outcome, &doors.first, &digests);
    if let Some(mut folder) = folder {
        allocation_csv(folder.file("allocation.csv")?, &story, dialect).map_err(refused)?;
        let run = empreinte::report::run_json(&story, &super::assess::command_line(), &[]);
        folder.put("run.json", run.as_bytes())?;
        folder.finish()?;
    }
    counted(&prepared, &outcome, &doors.first.rejects)?;
    let levels: Vec<AllocationLevel> = args.by.iter().map(|level| (*level).into()).collect();
    let data = match args.shape {
        AllocateShape::Table => {
            harmless(&allocation_summary(&story, &levels, lang)).into_owned().into_bytes()
        }
        AllocateShape::Json => allocation_lines_json(&story, &levels).into_bytes(),
        AllocateShape::Csv => {
            let mut data = Vec::new();
            allocation_csv(&mut data, &story, dialect).map_err(refused)?;
            data
        }
    };
    terminal::print(&data)?;
    Ok(ended(args.strict, &outcome, &meant.set, lang))
}
