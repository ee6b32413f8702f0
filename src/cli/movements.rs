//! `empreinte movements`: the ledger of what came, moved and left.

mod check;
mod life;
mod papers;
mod rows;

use super::args::factor_set;
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, Subcommand, ValueEnum};
use empreinte::equipment::Vocabulary;
use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::movement::{Holdings, Ledger};
use empreinte::table::{Day, Reject, parse_day};
use empreinte::text;
use std::path::{Path, PathBuf};

/// Check, complete and read the ledger of movements, and write the waste register
///
/// The ledger is `movements.csv` of the estate folder: purchases, assignments, repairs, gifts,
/// sales, waste (DEEE) handed over and treated. It is only ever added to.
///
/// Examples:
///   empreinte movements check inventories/mairie-exemple
///   empreinte movements infer inventories/mairie-exemple --from 2024 --to 2025
///   empreinte movements register inventories/mairie-exemple --year 2025 --csv-dialect fr --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct MovementsArgs {
    #[command(subcommand)]
    command: MovementsCommand,
}

#[derive(Debug, Subcommand)]
enum MovementsCommand {
    /// Hold the ledger against itself and against the inventories
    Check(check::MovementsCheckArgs),
    /// Propose the rows that the ledger lacks between two inventories
    Infer(rows::InferArgs),
    /// List the movements
    List(life::MovementsListArgs),
    /// Show the life of a unit: its movements, and its state in each inventory
    Show(life::MovementsShowArgs),
    /// Put the waste handovers beside a Trackdéchets register
    Reconcile(papers::ReconcileArgs),
    /// Write the outgoing waste register of a year
    Register(papers::RegisterArgs),
    /// Seal the ledger as it is, so that a later change of its rows is seen
    Seal(rows::SealArgs),
}

/// The estate, and the factor set that knows its types.
#[derive(Debug, Args)]
struct LedgerArgs {
    /// Estate folder
    #[arg(value_name = "ESTATE")]
    estate: PathBuf,
    /// Folder of a factor set, or name of one in the program [default: core-2026.12]; repeated,
    /// each lies over the one before
    #[arg(long, value_name = "DIR")]
    factors: Vec<PathBuf>,
    /// Take a factor set that has no manifest
    #[arg(long)]
    unsigned_factors: bool,
}

/// What goes to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MovementsShape {
    Table,
    Json,
    Csv,
}

pub(super) fn run(args: &MovementsArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    match &args.command {
        MovementsCommand::Check(args) => check::run(args, lang),
        MovementsCommand::Infer(args) => rows::infer(args, lang),
        MovementsCommand::List(args) => life::list(args, lang),
        MovementsCommand::Show(args) => life::show(args, lang),
        MovementsCommand::Reconcile(args) => papers::reconciliation(args, lang),
        MovementsCommand::Register(args) => papers::register(args, lang),
        MovementsCommand::Seal(args) => rows::seal(args, lang),
    }
}

/// A ledger and what it is about.
struct OpenedLedger {
    estate: Estate,
    set: FactorSet,
    ledger: Ledger,
    rejects: Vec<Reject>,
    path: PathBuf,
}

impl LedgerArgs {
    /// Opens the estate and its ledger; without one, an empty ledger where `may_lack` allows it.
    fn open(&self, may_lack: bool) -> Result<OpenedLedger, Fault> {
        let estate = Estate::open(std::slice::from_ref(&self.estate))?;
        let set =
            factor_set(&self.factors, estate.own_factors().as_deref(), self.unsigned_factors)?;
        let path = self.estate.join("movements.csv");
        let (ledger, rejects) = match estate.movements_file() {
            Some(path) => Ledger::read(&path)?,
            None if may_lack => (Ledger::default(), Vec::new()),
            None => {
                return Err(Fault::new(text!(
                    "pas de registre de mouvements dans ce parc",
                    "no ledger of movements in this estate"
                ))
                .in_file(&path)
                .hint(text!(
                    "commencez par `empreinte movements infer` : il propose les lignes d'après deux inventaires",
                    "begin with `empreinte movements infer`: it proposes rows from two inventories"
                )));
            }
        };
        Ok(OpenedLedger { estate, set, ledger, rejects, path })
    }
}

impl OpenedLedger {
    /// The words of the estate's card and of the set.
    fn vocabulary(&self) -> Result<Vocabulary, Fault> {
        let card = &self.estate.card;
        Vocabulary::new(&self.set, &card.types, &card.states, &self.estate.card_file())
    }

    /// Sets aside the exits that take more than stands, as all figures do.
    fn set_aside_beyond(&mut self) -> Result<(), Fault> {
        let words = self.vocabulary()?;
        self.rejects.extend(self.ledger.set_aside_of_estate(&self.estate, &self.set, &words));
        Ok(())
    }

    /// What the inventories of some years hold.
    fn holdings(&mut self, years: &[i32]) -> Result<Vec<Holdings>, Fault> {
        let words = self.vocabulary()?;
        self.ledger.holdings(&self.estate, &self.set, &words, years)
    }

    fn seals(&self) -> PathBuf {
        self.path.with_extension("seal")
    }

    /// Says on standard error what was set aside.
    fn say_rejects(&self, lang: Lang) {
        let n = self.rejects.len();
        if n > 0 {
            let Text { fr, en } = Noun::ROW_ASIDE.count(n as f64);
            let said = text!(
                "movements.csv : {fr} ; `empreinte movements check` montre pourquoi",
                "movements.csv: {en}; `empreinte movements check` shows why"
            );
            terminal::say(said.say(lang));
        }
    }
}

/// A heading with its count.
fn counted(label: &str, n: usize, lang: Lang) -> String {
    format!("{label}{} {}", lang.end_colon(), lang.number(n as f64, 0))
}

/// The last day of a year.
fn last_day(year: i32) -> Day {
    Day(Day::first_of(year + 1).0 - 1)
}

fn date(option: &str, said: Option<&String>) -> Result<Option<Day>, Fault> {
    let Some(said) = said else { return Ok(None) };
    let day = parse_day(said).ok_or_else(|| {
        Fault::new(text!("`{option} {said}` n'est pas une date", "`{option} {said}` is not a date"))
            .hint(text!("écrivez AAAA-MM-JJ", "write YYYY-MM-DD"))
    })?;
    Ok(Some(day))
}

/// Writes to a file where one is given, else to standard output.
fn give(out: Option<&Path>, data: &[u8]) -> Result<(), CommandFailure> {
    match out {
        Some(path) => Ok(super::out::file(path, &[], data)?),
        None => terminal::print(data),
    }
}

/// The fault of writing into memory, which does not fail.
fn unwritten(error: &std::io::Error) -> Fault {
    super::run::cannot_write(error)
}
