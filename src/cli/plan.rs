//! `empreinte plan`: commitments that are measured.

mod check;
mod dates;
mod diagnose;
mod exchange;
mod init;
mod sheets;
mod status;

pub(super) use status::{needed, standing};

use super::args::{EstateArgs, today};
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, Subcommand, ValueEnum};
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::plan::{Plan, with_people};
use empreinte::table::{Day, parse_day};
use empreinte::text;
use std::path::Path;

/// Follow the responsible-digital plan: is it measurable, where does it stand, what is due
///
/// The plan is plan.toml in the estate's folder: commitments with their indicator, base, target and
/// dates, actions with their means, evidence, meetings. Every key is in docs/formats/plan.md.
///
/// Examples:
///   empreinte plan check inventories/mairie-exemple
///   empreinte plan status inventories/mairie-exemple
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PlanArgs {
    #[command(subcommand)]
    command: PlanCommand,
}

#[derive(Debug, Subcommand)]
enum PlanCommand {
    Init(Box<init::PlanInitArgs>),
    Check(check::PlanCheckArgs),
    Status(Box<status::StatusArgs>),
    Diagnose(Box<diagnose::DiagnoseArgs>),
    Due(dates::DueArgs),
    Calendar(dates::CalendarArgs),
    Export(Box<exchange::PlanExportArgs>),
    Import(exchange::PlanImportArgs),
    Sheets(sheets::SheetsArgs),
    Renew(Box<exchange::RenewArgs>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PlanFormat {
    /// Sentences for people
    Table,
    /// One JSON document
    Json,
    /// One CSV table
    Csv,
}

pub(super) fn run(args: &PlanArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    match &args.command {
        PlanCommand::Check(args) => check::run(args, lang),
        PlanCommand::Status(args) => status::run(args, lang),
        PlanCommand::Init(args) => init::run(args, lang),
        PlanCommand::Diagnose(args) => diagnose::run(args, lang),
        PlanCommand::Due(args) => dates::run_due(args, lang),
        PlanCommand::Calendar(args) => dates::run_calendar(args, lang),
        PlanCommand::Export(args) => exchange::run_export(args, lang),
        PlanCommand::Import(args) => exchange::run_import(args, lang),
        PlanCommand::Sheets(args) => sheets::run(args, lang),
        PlanCommand::Renew(args) => exchange::run_renew(args, lang),
    }
}

/// The arguments of an estate, of which the plan itself may have been named.
fn of_estate(args: &EstateArgs) -> EstateArgs {
    let mut args = args.clone();
    if let [path] = &args.paths[..]
        && path.is_file()
        && path.file_name().is_some_and(|name| name == "plan.toml")
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        args.paths = vec![folder.unwrap_or(Path::new(".")).to_owned()];
    }
    args
}

/// The day given, else the clock's.
fn on(given: Option<&String>) -> Result<Day, Fault> {
    if let Some(date) = given {
        return parse_day(date).ok_or_else(|| {
            Fault::new(text!("`--on {date}` n'est pas une date", "`--on {date}` is not a date"))
                .hint(text!("écrivez AAAA-MM-JJ", "write YYYY-MM-DD"))
        });
    }
    today()
}

/// A fault where the file is already there: nothing of the user's is written over.
fn new_file(path: &Path, what: Text) -> Result<(), Fault> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    Err(Fault::new(what)
        .in_file(path)
        .hint(text!("choisissez un autre nom avec `--out`", "choose another name with `--out`")))
}

const CONFIDENTIAL: Noun = Noun::new(
    (
        "pièce confidentielle y est nommée, avec son fichier : ne le publiez pas tel quel",
        "pièces confidentielles y sont nommées, avec leurs fichiers : ne le publiez pas tel quel",
    ),
    (
        "confidential piece is named in it, with its file: do not publish it as it is",
        "confidential pieces are named in it, with their files: do not publish it as it is",
    ),
);

const PEOPLE: Noun = Noun::new(
    (
        "entrée y garde un nom, une adresse ou un numéro de personne : `plan check` la nomme",
        "entrées y gardent un nom, une adresse ou un numéro de personne : `plan check` les nomme",
    ),
    (
        "entry keeps a name, address or number of a person in it: `plan check` names it",
        "entries keep a name, address or number of a person in it: `plan check` names them",
    ),
);

/// Says how many pieces of evidence that stay in the house are named in what goes out.
pub(in crate::cli) fn say_confidential(plan: &Plan, lang: Lang) {
    let kept = plan.evidence.iter().filter(|one| one.confidential == Some(true)).count();
    if kept > 0 {
        terminal::say(&CONFIDENTIAL.said(lang, kept as f64));
    }
    let people = with_people(plan);
    if people > 0 {
        terminal::say(&PEOPLE.said(lang, people as f64));
    }
}

/// That a file is already there.
fn there() -> Text {
    text!("ce fichier est déjà là", "this file is already there")
}
