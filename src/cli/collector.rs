//! `empreinte serve` and `empreinte collector`: the collector's own commands, from the collector.
//!
//! Within the program where it was built with the feature `collector`; else those of the program
//! `empreinte-collector`, beside this one or on the path.

use super::{CommandEnd, CommandFailure};
use clap::Args;
use empreinte::lang::Lang;
use std::ffi::OsString;

/// Take agents' days until it is stopped: the collector's `serve`
///
/// The same as `empreinte-collector serve`, with its options. Its own program is run, from beside
/// this one or from the path; a program built with `--features collector` has it within.
///
/// Examples:
///   empreinte serve --state ./collecte
///   empreinte serve --help
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, disable_help_flag = true, disable_version_flag = true)]
pub(super) struct ServeArgs {
    /// The collector's options
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "OPTION")]
    options: Vec<OsString>,
}

/// Run any command of the collector: tokens, export, backup, meters
///
/// The same as `empreinte-collector`, with its commands and options. Its own program is run, from
/// beside this one or from the path; a program built with `--features collector` has it within.
///
/// Examples:
///   empreinte collector token new --site Lyon
///   empreinte collector export --estate parc --year 2026
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, disable_help_flag = true, disable_version_flag = true)]
pub(super) struct CollectorArgs {
    /// A command of the collector, with its options
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "WORD")]
    words: Vec<OsString>,
}

pub(super) fn serve(args: ServeArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    start(std::iter::once("serve".into()).chain(args.options).collect(), lang)
}

pub(super) fn run(args: CollectorArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    start(args.words, lang)
}

/// Hands the words to the collector, with the language that is spoken here.
fn start(mut words: Vec<OsString>, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let says = |word: &OsString| word == "--lang" || word.to_string_lossy().starts_with("--lang=");
    if !words.iter().any(says) {
        words.splice(0..0, ["--lang".into(), lang.code().into()]);
    }
    collect(words)
}

#[cfg(all(unix, feature = "collector"))]
#[expect(clippy::unnecessary_wraps, reason = "the program beside this one may not start")]
fn collect(words: Vec<OsString>) -> Result<CommandEnd, CommandFailure> {
    Ok(CommandEnd::Collector(::collector::cli::run("empreinte collector", words)))
}

#[cfg(not(all(unix, feature = "collector")))]
fn collect(words: Vec<OsString>) -> Result<CommandEnd, CommandFailure> {
    beside::start(words)
}

/// The program of its own.
#[cfg(not(all(unix, feature = "collector")))]
mod beside {
    use super::{CommandEnd, CommandFailure};
    use empreinte::fault::Fault;
    use empreinte::text;
    use std::ffi::OsString;
    use std::io;
    use std::path::PathBuf;
    use std::process::Command;

    /// Runs it in place of this one.
    pub(super) fn start(words: Vec<OsString>) -> Result<CommandEnd, CommandFailure> {
        let Some(program) = program() else { return Err(missing().into()) };
        ended(Command::new(&program).args(words)).map_err(|error| {
            Fault::new(text!(
                "le programme du collecteur ne démarre pas",
                "the collector's program does not start"
            ))
            .in_file(&program)
            .because(error)
            .into()
        })
    }

    #[cfg(unix)]
    fn ended(command: &mut Command) -> io::Result<CommandEnd> {
        use std::os::unix::process::CommandExt as _;
        // Comes back only where it could not be run.
        Err(command.exec())
    }

    #[cfg(not(unix))]
    fn ended(command: &mut Command) -> io::Result<CommandEnd> {
        let code = command.status()?.code().and_then(|code| u8::try_from(code).ok());
        Ok(CommandEnd::Collector(code.unwrap_or(1).into()))
    }

    /// Beside this program, else on the path.
    fn program() -> Option<PathBuf> {
        let name = format!("empreinte-collector{}", std::env::consts::EXE_SUFFIX);
        let here = std::env::current_exe().ok().map(|own| own.with_file_name(&name));
        let path = std::env::var_os("PATH");
        let on_path = path.iter().flat_map(std::env::split_paths).map(|folder| folder.join(&name));
        here.into_iter().chain(on_path).find(|file| file.is_file())
    }

    fn missing() -> Fault {
        Fault::new(text!(
            "le collecteur n'est pas dans ce programme, et `empreinte-collector` n'est ni à côté de lui ni dans le PATH",
            "the collector is not in this program, and `empreinte-collector` is neither beside it nor on the PATH"
        ))
        .hint(text!(
            "installez-le (paquet Debian, ou `cargo install --path crates/collector` depuis les sources), ou construisez empreinte avec `--features collector`\u{a0}; voir docs/exploitation.md",
            "install it (Debian package, or `cargo install --path crates/collector` from the sources), or build empreinte with `--features collector`; see docs/exploitation.md"
        ))
    }
}
