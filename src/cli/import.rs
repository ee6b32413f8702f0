//! `empreinte import`: any inventory that is read, as a canonical one.

use super::args::{DialectArg, EstateArgs};
use super::assess::command_line;
use super::run::{Doors, cannot_write, digests, story, walk};
use super::{Done, Failure, terminal};
use clap::Args;
use empreinte::lang::Lang;
use empreinte::report::{ConflictsOut, InventoryRows, RejectsOut, inventory_heading, run_json};
use empreinte::table::{CsvDialect, Folder};
use empreinte::walk::Walk;
use std::path::PathBuf;

/// Turn an inventory into a canonical one, without assessing it
///
/// Writes inventory.csv (canonical columns, personal data left out), rejects.csv (rows set aside,
/// with file, line, column, value, reason and hint), conflicts.csv (what several files say
/// differently of one equipment) and run.json (counts and digests).
///
/// Rows of several files are one equipment when their serial number, UUID, or maker and asset tag
/// are the same.
///
/// Example:
///   empreinte import glpi.csv --out parc-2025
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Write the results there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// End with status 3 when rows were set aside
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &ImportArgs, lang: Lang) -> Result<Done, Failure> {
    let dialect: CsvDialect = args.csv_dialect.into();
    let meant = args.estate.meant(lang)?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut folder = Folder::start(&args.out)?;
    let rejects = RejectsOut::new(folder.file("rejects.csv")?, dialect, lang).map_err(refused)?;
    let conflicts = ConflictsOut::new(folder.file("conflicts.csv")?, dialect).map_err(refused)?;
    let mut inventory = folder.file("inventory.csv")?;
    inventory_heading(&mut inventory, dialect).map_err(refused)?;
    let recorder = || InventoryRows::new(prepared.names(), &prepared.datacentres, dialect);
    let doors = Doors::new(Some(rejects), inventory, lang).with_conflicts(conflicts);
    let (outcome, mut doors) = walk(&prepared, recorder, doors)?;
    std::io::Write::flush(&mut doors.batches).map_err(refused)?;
    doors.end_tables()?;
    let digests = digests(&outcome)?;
    let story = story(&meant, &outcome, &doors.first, &digests);
    folder.put("run.json", run_json(&story, &command_line(), &[]).as_bytes())?;
    folder.finish()?;
    let counts = outcome.counts;
    let target = args.out.display();
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
