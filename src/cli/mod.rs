//! The command line: it alone prints, reads the environment and the clock, and exits.
//!
//! One file a command. Data goes to standard output, talk to standard error.

mod allocate;
mod args;
mod assess;
mod audit;
mod card;
mod change;
mod collector;
mod compare;
mod completions;
mod configuration;
mod disclosure;
mod explain;
mod export;
mod factors;
mod factors_diff;
mod factors_import;
mod factors_match;
mod french;
mod help;
mod import;
mod man;
mod measures;
mod indicators;
mod init;
#[cfg(unix)]
mod interrupt;
mod movements;
mod other_set;
mod out;
mod offers;
mod outlook;
mod own_lifetimes;
mod paper;
mod plan;
mod progress;
mod renewals;
mod report;
mod run;
mod scenario;
mod statement;
mod terminal;
mod years;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use empreinte::fault::{Fault, FaultKind};
use empreinte::lang::Lang;
use std::process::ExitCode;

/// Done.
const DONE: u8 = 0;
/// A bug.
const BUG: u8 = 1;
/// A fault of what the user gave.
const USER: u8 = 2;
/// Done with gaps, under `--strict`.
const GAPS: u8 = 3;
/// The machine lacks something: room on a disk, memory.
const MACHINE: u8 = 4;

/// Know, prove and shrink the environmental footprint of an IT estate
///
/// Give it the inventory you have (a GLPI export, a G4IT or NumEcoEval file, a canonical CSV, or an
/// estate folder) and get the year's footprint, manufacturing against use, with every figure
/// explained.
#[derive(Debug, Parser)]
#[command(name = "empreinte", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of the output: fr or en; else `EMPREINTE_LANG`, else the system's
    #[arg(long, global = true, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Assess(assess::AssessArgs),
    Report(report::ReportArgs),
    Explain(explain::ExplainArgs),
    Allocate(allocate::AllocateArgs),
    Indicators(Box<indicators::IndicatorsArgs>),
    Import(import::ImportArgs),
    Init(init::InitArgs),
    Change(Box<change::ChangeArgs>),
    Scenario(Box<scenario::ScenarioArgs>),
    Renewals(Box<renewals::RenewalsArgs>),
    Offers(Box<offers::OffersArgs>),
    Plan(plan::PlanArgs),
    CompareMethods(compare::CompareArgs),
    Movements(movements::MovementsArgs),
    Export(export::ExportArgs),
    Audit(Box<audit::AuditArgs>),
    Statement(Box<statement::StatementArgs>),
    Factors(factors::FactorsArgs),
    Serve(collector::ServeArgs),
    Collector(collector::CollectorArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// How a command ended, when it did.
enum CommandEnd {
    Whole,
    WithGaps,
    /// As the collector's own command ended.
    #[cfg(any(not(unix), feature = "collector"))]
    Collector(ExitCode),
}

pub(crate) fn main() -> ExitCode {
    let lang = terminal::language(terminal::lang_argument());
    // What parses needs no words for people: they are laid out where help or an error is told.
    let in_words = || {
        let matches = french::command::<Cli>(lang).try_get_matches()?;
        <Cli as clap::FromArgMatches>::from_arg_matches(&matches)
    };
    let told = |error: clap::Error| match error.kind() {
        ErrorKind::DisplayVersion => Err(error),
        _ => in_words(),
    };
    let cli = match Cli::try_parse().or_else(told) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and end well; the rest is the user's fault.
            let french = (lang == Lang::Fr && error.use_stderr())
                .then(|| clap_fr::refusal(&error))
                .flatten();
            match french {
                Some(message) => terminal::complain(message.trim_end()),
                None => {
                    let _ = error.print();
                }
            }
            return ExitCode::from(if error.use_stderr() { USER } else { DONE });
        }
    };
    // What follows the collector's name is the collector's to read, its language too.
    let lang = terminal::language(cli.lang.clone().or_else(terminal::lang_argument));
    // What the collector has begun it ends itself.
    #[cfg(unix)]
    if !matches!(cli.command, Command::Serve(_) | Command::Collector(_)) {
        interrupt::watch();
    }
    let outcome = std::panic::catch_unwind(|| run(cli.command, lang));
    match outcome {
        Ok(Ok(CommandEnd::Whole)) => ExitCode::from(DONE),
        Ok(Ok(CommandEnd::WithGaps)) => ExitCode::from(GAPS),
        #[cfg(any(not(unix), feature = "collector"))]
        Ok(Ok(CommandEnd::Collector(code))) => code,
        Ok(Err(failure)) => match failure {
            CommandFailure::BrokenPipe => ExitCode::from(DONE),
            CommandFailure::Fault(fault) => {
                terminal::complain(&fault.render(lang));
                ExitCode::from(match fault.kind() {
                    FaultKind::Input => USER,
                    FaultKind::Machine(_) => MACHINE,
                })
            }
        },
        Err(_) => {
            terminal::complain(lang.label(
                "erreur : c'est un défaut d'empreinte, pas de vos fichiers\n\nconseil : signalez-le avec la commande et le message ci-dessus",
                "error: this is a bug of empreinte, not of your files\n\nhint: report it with the command and the message above",
            ));
            ExitCode::from(BUG)
        }
    }
}

fn run(command: Command, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    match command {
        Command::Assess(args) => assess::run(&args, lang),
        Command::Report(args) => report::run(&args, lang),
        Command::Explain(args) => explain::run(&args, lang),
        Command::Allocate(args) => allocate::run(&args, lang),
        Command::Indicators(args) => indicators::run(&args, lang),
        Command::Import(args) => import::run(&args, lang),
        Command::Init(args) => init::run(&args, lang),
        Command::Change(args) => change::run(&args, lang),
        Command::Scenario(args) => scenario::run(&args, lang),
        Command::Renewals(args) => renewals::run(&args, lang),
        Command::Offers(args) => offers::run(&args, lang),
        Command::Plan(args) => plan::run(&args, lang),
        Command::CompareMethods(args) => compare::run(&args, lang),
        Command::Movements(args) => movements::run(&args, lang),
        Command::Export(args) => export::run(&args, lang),
        Command::Audit(args) => audit::run(&args, lang),
        Command::Statement(args) => statement::run(&args, lang),
        Command::Factors(args) => factors::run(&args, lang),
        Command::Serve(args) => collector::serve(args, lang),
        Command::Collector(args) => collector::run(args, lang),
        Command::Completions(args) => completions::run::<Cli>(&args),
        Command::Man(args) => man::run::<Cli>(&args, lang),
    }
}

/// Why a command did not end well.
enum CommandFailure {
    Fault(Box<Fault>),
    BrokenPipe,
}

impl From<Fault> for CommandFailure {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}
