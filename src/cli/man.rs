//! `empreinte man`: manual pages, one a command.

use super::run::cannot_write;
use super::{CommandEnd, CommandFailure, french, terminal};
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use std::path::{Path, PathBuf};

/// Write the manual pages, one a command
///
/// Example:
///   empreinte man --out ~/.local/share/man/man1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ManArgs {
    /// Write the pages there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run<C: CommandFactory>(
    args: &ManArgs,
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    std::fs::create_dir_all(&args.out).map_err(|error| refused(&error, &args.out))?;
    let mut command = french::command::<C>(lang);
    command.build();
    page(&command, "empreinte", &args.out)?;
    terminal::print(format!("{}\n", args.out.join("empreinte.1").display()).as_bytes())?;
    Ok(CommandEnd::Whole)
}

/// The page of a command, and those of the commands under it.
fn page(command: &Command, name: &str, folder: &Path) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    let titled = command.clone().display_name(name.to_owned());
    Man::new(titled)
        .title(name.to_uppercase())
        .render(&mut bytes)
        .map_err(|error| cannot_write(&error))?;
    let path = folder.join(format!("{name}.1"));
    std::fs::write(&path, bytes).map_err(|error| refused(&error, &path))?;
    for under in command.get_subcommands().filter(|under| under.get_name() != "help") {
        page(under, &format!("{name}-{}", under.get_name()), folder)?;
    }
    Ok(())
}

fn refused(error: &std::io::Error, path: &Path) -> Fault {
    cannot_write(error).in_file(path)
}
