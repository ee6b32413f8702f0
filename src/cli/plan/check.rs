//! `empreinte plan check`: what a plan lacks.

use super::status::gathered_for;
use super::{PlanFormat, on};
use crate::cli::args::{DialectArg, EstateArgs};
use crate::cli::run::{cannot_write, strictly};
use crate::cli::scenario::facts;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::indicator::Catalogue;
use empreinte::lang::Lang;
use empreinte::plan::{
    EstateValues, KnownWords, Plan, Seals, Severity, check, check_csv, check_json, check_text,
    coverage,
};
use empreinte::text;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Tell what the plan lacks: what cannot be measured, what is not proved, what contradicts itself
///
/// Each finding has a code, how grave it is, its line, and what to write. Then documents, means and
/// results of each criterion. Evidence is held to its SHA-256. Needs no inventory; where a commitment
/// is of a part of the estate, or an action has a lever, the estate is asked whether it has it, and
/// where a target is a value, what it starts from.
///
/// Examples:
///   empreinte plan check inventories/mairie-exemple
///   empreinte plan check plan.toml --strict --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PlanCheckArgs {
    /// Estate folder, or plan file
    #[arg(value_name = "PATH")]
    place: PathBuf,
    /// The day that dates are held against [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Exit with 3 where there is an error or a warning
    #[arg(long)]
    strict: bool,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    format: PlanFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

pub(super) fn run(args: &PlanCheckArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let (plan, text) = Plan::read_with_text(&args.place)?;
    let path = Plan::file(&args.place);
    let root = path.parent().filter(|root| !root.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let day = on(args.on.as_ref())?;
    let seals = Seals::of(&plan, root);
    let set = FactorSet::shipped()?;
    // A set of the estate's own may have types of its own.
    let types = Some(&set).filter(|_| !root.join("emission-factors").exists());
    let catalogue = Catalogue::shipped()?;
    let mut known = KnownWords::of_types(types);
    // An estate that cannot be opened has no years: what it lacks is told by its own commands.
    known.years = Estate::open(&[root.to_owned()])
        .map(|estate| estate.years().into_iter().collect())
        .unwrap_or_default();
    if known.asks(&plan, &catalogue)
        && let Err(fault) = ask_the_estate(&mut known, &plan, root, &catalogue, lang)
    {
        // A plan is checked without an inventory too: its filters are then held against none.
        terminal::say(lang.label(
            "les filtres, les leviers et les bases ne sont confrontés à aucun parc :",
            "filters, levers and bases are held against no estate:",
        ));
        terminal::say(&fault.render(lang));
    }
    let found = check(&plan, &text, &seals, &catalogue, &known, Some(day));
    let covered = coverage(&plan, &seals);
    let data = match args.format {
        PlanFormat::Table => check_text(&found, &covered, lang).into_bytes(),
        PlanFormat::Json => check_json(&found, &covered).into_bytes(),
        PlanFormat::Csv => check_csv(Vec::new(), &found, &covered, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
    };
    terminal::print(&data)?;
    let graver = found.iter().any(|one| one.kind.severity() != Severity::Note);
    let why =
        text!("le plan a des erreurs ou des avertissements", "the plan has errors or warnings");
    Ok(strictly(args.strict, graver, &why, lang))
}

/// Asks the estate for the parts that it has in its years, and for what targets start from.
fn ask_the_estate(
    known: &mut KnownWords<'_>,
    plan: &Plan,
    root: &Path,
    catalogue: &Catalogue,
    lang: Lang,
) -> Result<(), Fault> {
    let meant = EstateArgs::of_estate(root.to_owned(), None).meant(lang)?;
    let (gathered, _) = gathered_for(&meant, &Plan::default(), lang)?;
    let values = EstateValues::of(&gathered, catalogue, BTreeMap::new());
    known.ask(plan, &values, catalogue);
    if KnownWords::asks_of_levers(plan) {
        known.weigh(plan, &facts(&gathered, &meant)?);
    }
    Ok(())
}
