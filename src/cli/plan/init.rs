//! `empreinte plan init`: a plan to fill, with what the law asks for.

use super::new_file;
use crate::cli::args::EstateArgs;
use crate::cli::scenario::{facts, gathered, people};
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::fault::Fault;
use empreinte::indicator::{Catalogue, EstateYear};
use empreinte::lang::{Lang, Text};
use empreinte::plan::{Blank, LegalForm, Referential, applying, blank};
use empreinte::quantity::Interval;
use empreinte::scenario::{Scenario, play, worth_trying};
use empreinte::table::write_whole;
use empreinte::text;
use std::path::PathBuf;

/// How many levers are offered.
const LEVERS: usize = 5;

/// Write a commented plan: statutory duties, a grid, and what levers would do
///
/// The duties that apply to the legal form and the population stand as measurable commitments; the
/// levers that the estate gains most from, as proposed actions with their effect over three years.
/// Grids: state-guide, reen-2022-1084, circular-6425, or a CSV file of your own. Writes plan.toml in
/// the estate, and overwrites nothing.
///
/// Examples:
///   empreinte plan init parc --legal-form commune --population 62000 --referential reen-2022-1084
///   empreinte plan init parc --legal-form company --out plan-2026.toml
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PlanInitArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Legal form: state, commune, epci, department, region, `public_establishment`, association, company
    #[arg(long, value_name = "FORM")]
    legal_form: Option<String>,
    /// Inhabitants
    #[arg(long, value_name = "N", value_parser = inhabitants)]
    population: Option<u64>,
    /// Grid of criteria: state-guide, reen-2022-1084, circular-6425, label-structure, or a CSV file
    #[arg(long, value_name = "NAME")]
    referential: Option<String>,
    /// The file to write, which must not be there [default: plan.toml of the estate]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &PlanInitArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let form = args.legal_form.as_deref().map(LegalForm::of).transpose()?;
    let referential = args.referential.as_deref().map(Referential::named).transpose()?;
    let meant = args.estate.meant(lang)?;
    let path = args.out.clone().unwrap_or_else(|| meant.estate.root.join("plan.toml"));
    let what = text!(
        "un plan est déjà là : il n'est pas remplacé",
        "a plan is already there: it is not replaced"
    );
    new_file(&path, what)?;
    let duties = applying(form, args.population)?;
    let gathered = gathered(&meant, lang)?;
    let facts = facts(&gathered, &meant)?;
    let levers = levers(&facts, &people(&meant, Blank::YEARS))?;
    let criterion = &facts.rows.outcome.footprint.criteria[0];
    let written = blank(
        &Blank {
            organisation: &meant.estate.card.organisation.name,
            base_year: meant.options.year.year,
            form,
            population: args.population,
            duties: &duties,
            referential: referential.as_ref(),
            levers: &levers,
            unit: &criterion.unit,
            is_carbon: criterion.code == "gwp",
        },
        lang,
    );
    write_whole(&path, written.as_bytes())?;
    for one in &duties.undecided {
        terminal::say(one.said().say(lang));
    }
    if let Some(limits) = referential.as_ref().and_then(|grid| grid.limits.as_ref()) {
        terminal::say(limits.say(lang));
    }
    let catalogue = Catalogue::shipped()?;
    for one in referential.iter().flat_map(|grid| grid.unsure(&catalogue, &meant.set)) {
        terminal::say(one.say(lang));
    }
    terminal::print(format!("{}\n", path.display()).as_bytes())?;
    Ok(CommandEnd::Whole)
}

/// A number of people, its thousands apart or not.
fn inhabitants(word: &str) -> Result<u64, String> {
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '\u{202f}' | '_' | '\'');
    let digits: String = word.chars().filter(|c| !is_apart(*c)).collect();
    digits.parse().map_err(|_| "62000, 62 000".to_owned())
}

/// The levers that the estate gains most from, with what each does over the plan.
fn levers(facts: &EstateYear<'_>, people: &[f64]) -> Result<Vec<(String, Text, Interval)>, Fault> {
    let mut tried = worth_trying(facts, people);
    tried.truncate(LEVERS);
    if tried.is_empty() {
        return Ok(Vec::new());
    }
    let written: Vec<String> = tried.iter().map(|one| one.lever.clone()).collect();
    let scenario = Scenario::of_options(&written, Blank::YEARS, facts)?;
    let told = play(facts, &scenario, people).alone.into_iter().map(|one| {
        let lever = one.said.join(" ; ");
        let known = tried.iter().find(|known| known.lever == lever);
        let plain = || Text { fr: lever.clone(), en: lever.clone() };
        let label = known.map_or_else(plain, |known| known.said.clone());
        (lever, label, one.cumulated)
    });
    Ok(told.collect())
}
