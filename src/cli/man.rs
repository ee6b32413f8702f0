//! `empreinte man`: manual pages, one a command.

use super::run::cannot_write;
use super::{CommandEnd, CommandFailure, french, terminal};
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::table::{refuse_others, write_whole};
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
    let mut pages = Vec::new();
    page(&command, "empreinte", &mut pages)?;
    let pages = pages.into_iter().map(|(name, bytes)| (args.out.join(name), bytes));
    let pages: Vec<(PathBuf, Vec<u8>)> = pages.collect();
    // All or none: a page of another program, or a link to one, is not replaced.
    for (path, _) in &pages {
        refuse_others(path, is_ours)?;
    }
    for (path, bytes) in &pages {
        write_whole(path, bytes)?;
    }
    terminal::print(format!("{}\n", args.out.join("empreinte.1").display()).as_bytes())?;
    Ok(CommandEnd::Whole)
}

/// Whether a file is a page that this command wrote.
fn is_ours(head: &[u8]) -> bool {
    let mark = b"\n.TH EMPREINTE";
    head.windows(mark.len()).any(|part| part == mark)
}

/// The page of a command, and those of the commands under it, by their file names.
fn page(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    let titled = command.clone().display_name(name.to_owned());
    Man::new(titled)
        .title(name.to_uppercase())
        .render(&mut bytes)
        .map_err(|error| cannot_write(&error))?;
    pages.push((format!("{name}.1"), bytes));
    for under in command.get_subcommands().filter(|under| under.get_name() != "help") {
        page(under, &format!("{name}-{}", under.get_name()), pages)?;
    }
    Ok(())
}

fn refused(error: &std::io::Error, path: &Path) -> Fault {
    cannot_write(error).in_file(path)
}
