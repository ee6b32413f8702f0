//! `empreinte factors`: the factors, their sources, and whether a set holds.

use super::args::factor_set;
use super::{Done, Failure, terminal};
use clap::{Args, Subcommand};
use empreinte::equipment::nearest;
use empreinte::factor::{Factor, FactorSet};
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::text;
use std::fmt::Write;
use std::path::PathBuf;

/// List, show and check emission factors
///
/// Examples:
///   empreinte factors list laptop
///   empreinte factors show equipment.laptop.manufacturing.gwp
///   empreinte factors check emission-factors/core-2026.11
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct FactorsArgs {
    #[command(subcommand)]
    command: FactorsCommand,
}

#[derive(Debug, Subcommand)]
enum FactorsCommand {
    /// List factors: identifier, value, bounds, unit, source
    List(ListArgs),
    /// Show a factor with its source, licence and bounds
    Show(ShowArgs),
    /// Check a factor set: manifest, sources, units, bounds
    Check(CheckArgs),
}

#[derive(Debug, Args)]
struct ListArgs {
    /// Only factors whose identifier or subject holds this word
    #[arg(value_name = "WORD")]
    word: Option<String>,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Args)]
struct ShowArgs {
    /// The factor's identifier
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    set: SetArgs,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The set's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Take a factor set that has no manifest
    #[arg(long)]
    unsigned_factors: bool,
}

#[derive(Debug, Args)]
struct SetArgs {
    /// Folder of a factor set [default: the set shipped in the program]
    #[arg(long, value_name = "DIR")]
    factors: Vec<PathBuf>,
    /// Take a factor set that has no manifest
    #[arg(long)]
    unsigned_factors: bool,
}

pub(super) fn run(args: &FactorsArgs, lang: Lang) -> Result<Done, Failure> {
    let text = match &args.command {
        FactorsCommand::List(args) => {
            let set = factor_set(&args.set.factors, args.set.unsigned_factors)?;
            list(&set, args.word.as_deref().unwrap_or(""))
        }
        FactorsCommand::Show(args) => {
            let set = factor_set(&args.set.factors, args.set.unsigned_factors)?;
            show(&set, &args.id, lang)?
        }
        FactorsCommand::Check(args) => {
            check(&FactorSet::open(&args.folder, args.unsigned_factors)?, lang)
        }
    };
    terminal::print(text.as_bytes())?;
    Ok(Done::Whole)
}

fn list(set: &FactorSet, word: &str) -> String {
    let word = word.to_lowercase();
    let mut out = String::new();
    for factor in set.factors() {
        if factor.id.to_lowercase().contains(&word) || factor.subject.to_lowercase().contains(&word)
        {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{:<52} {:>12} [{} – {}] {:<14} {}",
                factor.id,
                factor.amount.value,
                factor.amount.low,
                factor.amount.high,
                factor.unit,
                factor.source_id,
            );
        }
    }
    out
}

fn show(set: &FactorSet, id: &str, lang: Lang) -> Result<String, Fault> {
    let factor = set.named(id).ok_or_else(|| {
        let near = nearest(id, set.factors().iter().map(|factor| factor.id.as_str()));
        Fault::new(text!(
            "aucun facteur `{id}` dans le jeu `{0}`",
            "no factor `{id}` in set `{0}`",
            set.name
        ))
        .hint(text!("les plus proches : {}", "the nearest: {}", near.join(", ")))
    })?;
    Ok(card(set, factor, lang))
}

fn card(set: &FactorSet, factor: &Factor, lang: Lang) -> String {
    let mut out = format!("{}\n", factor.id);
    let mut line = |fr: &str, en: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {:<14} {value}", lang.pick(fr, en));
        }
    };
    let amount = factor.amount;
    line("valeur", "value", &format!("{} {}", amount.value, factor.unit));
    line("bornes", "bounds", &format!("{} – {}", amount.low, amount.high));
    line("d'après", "resting on", &factor.basis);
    line("objet", "subject", &factor.subject);
    line("lieu", "geography", &factor.geography);
    line("année", "year", &factor.year);
    if let Some(source) = set.source(&factor.source_id) {
        line(
            "source",
            "source",
            &format!("{}, {} ({})", source.publisher, source.title, source.year),
        );
        line("adresse", "address", &source.url);
        line("licence", "licence", &source.licence);
    }
    line("jeu", "set", &format!("{} ({})", set.name, factor.topic));
    out
}

fn check(set: &FactorSet, lang: Lang) -> String {
    let manifest = if set.hash.is_empty() {
        lang.pick("sans manifeste", "without manifest").to_owned()
    } else {
        format!("SHA-256 {}", set.hash)
    };
    format!(
        "{} : {} {}, {} {}, {} {} ; {manifest}\n",
        set.name,
        set.factors().len(),
        lang.pick("facteurs", "factors"),
        set.types.len(),
        lang.pick("types", "types"),
        set.sources.len(),
        lang.pick("sources", "sources"),
    )
}
