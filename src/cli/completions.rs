//! `empreinte completions`: completions for the user's shell.

use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print completions for a shell
///
/// Example, for bash:
///   empreinte completions bash > ~/.local/share/bash-completion/completions/empreinte
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run<C: CommandFactory>(args: &CompletionsArgs) -> Result<CommandEnd, CommandFailure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut C::command(), "empreinte", &mut out);
    terminal::print(&out)?;
    Ok(CommandEnd::Whole)
}
