//! `empreinte import`: any inventory that is read, as a canonical one.

mod explain;
mod propose;

use super::args::{DialectArg, EstateArgs};
use super::assess::command_line;
use super::run::{Doors, cannot_write, digests, story, walk};
use super::{Done, Failure, terminal};
use clap::{Args, ValueEnum};
use empreinte::inventory::Mapping;
use empreinte::lang::Lang;
use empreinte::report::{InventoryRows, RejectsOut, import_json, inventory_heading};
use empreinte::table::{CsvDialect, Folder};
use empreinte::walk::Walk;
use std::path::PathBuf;

/// Turn an inventory into a canonical one, without assessing it
///
/// Reads the exports of GLPI, Snipe-IT, Intune, OCS, ServiceNow, Lansweeper, Fleet, Ralph, Jamf,
/// EcoDiag, G4IT and NumEcoEval, agents' JSON and XML documents (one or a folder), XLSX and ODS
/// sheets, and plain tables; each is told by its headings or its content.
///
/// Writes inventory.csv (canonical columns, personal data left out), rejects.csv (rows set aside,
/// with file, line, column, value, reason and hint) and run.json (counts and digests).
///
/// Examples:
///   empreinte import glpi.csv --out parc-2025
///   empreinte import --explain parc.xlsx
///   empreinte import --propose-map liste.csv --out correspondance.toml
///   empreinte import --map correspondance.toml liste.csv --out parc-2025
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Write the results there; with `--propose-map`, the mapping
    #[arg(long, value_name = "DIR", required_unless_present_any = ["explain", "propose_map"])]
    out: Option<PathBuf>,
    /// Only say what each file is, and what becomes of each of its columns
    #[arg(long)]
    explain: bool,
    /// Propose a mapping of columns for a table of no known source
    #[arg(long, conflicts_with_all = ["explain", "map"])]
    propose_map: bool,
    /// Read the files by this mapping of columns
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Form of what `--explain` says
    #[arg(long = "format", value_enum, default_value_t = ExplainFormat::Table, requires = "explain")]
    explain_format: ExplainFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// End with status 3 when rows were set aside
    #[arg(long)]
    strict: bool,
}

/// How `--explain` says what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// For people
    #[default]
    Table,
    /// For machines
    Json,
}

pub(super) fn run(args: &ImportArgs, lang: Lang) -> Result<Done, Failure> {
    if args.propose_map {
        return propose::run(&args.estate, args.out.as_deref(), lang);
    }
    if args.explain {
        let mapping = args.map.as_deref().map(Mapping::open).transpose()?;
        return explain::run(
            &args.estate,
            mapping.as_ref(),
            args.explain_format == ExplainFormat::Json,
            lang,
        );
    }
    let Some(out) = &args.out else { return Ok(Done::Whole) };
    let dialect: CsvDialect = args.csv_dialect.into();
    let mut meant = args.estate.meant(lang)?;
    meant.estate.mapping = args.map.as_deref().map(Mapping::open).transpose()?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
        .without_values();
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut folder = Folder::start(out)?;
    let rejects = RejectsOut::new(folder.file("rejects.csv")?, dialect, lang).map_err(refused)?;
    let mut inventory = folder.file("inventory.csv")?;
    inventory_heading(&mut inventory, dialect).map_err(refused)?;
    let recorder = || InventoryRows::new(prepared.names(), &prepared.datacentres, dialect);
    let doors = Doors::new(Some(rejects), inventory, lang);
    let (outcome, mut doors) = walk(&prepared, recorder, doors)?;
    std::io::Write::flush(&mut doors.batches).map_err(refused)?;
    if let Some(rejects) = doors.rejects {
        rejects.finish().map_err(refused)?;
    }
    let digests = digests(&outcome)?;
    let story = story(&meant, &outcome, &doors.first, &digests);
    folder.put("run.json", import_json(&story, &command_line()).as_bytes())?;
    folder.finish()?;
    let counts = outcome.counts;
    let target = out.display();
    terminal::say(&match lang {
        Lang::Fr => format!(
            "{} lignes lues = {} gardées + {} écartées + {} hors périmètre + {} fusionnées ; résultats dans {target}",
            counts.rows_read, counts.kept, counts.rejected, counts.out_of_scope, counts.merged,
        ),
        Lang::En => format!(
            "{} rows read = {} kept + {} set aside + {} out of scope + {} merged; results in {target}",
            counts.rows_read, counts.kept, counts.rejected, counts.out_of_scope, counts.merged,
        ),
    });
    Ok(if args.strict && counts.rejected > 0 { Done::WithGaps } else { Done::Whole })
}
