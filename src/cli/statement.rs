//! `empreinte statement`: sentences for the public that the data hold, and a text held against them.

mod of_year;
mod weighed;

use super::args::EstateArgs;
use super::indicators::{whole_series, year_rows};
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, Subcommand, ValueEnum};
use empreinte::fault::Fault;
use empreinte::indicator::{Catalogue, contradictions_told};
use empreinte::lang::{Lang, Noun, Text};
use empreinte::plan::Plan;
use empreinte::statement::{Declared, Facts, Linted, SentenceVerdict, allowed, lint, rules};
use empreinte::table::{TextSource, open_input};
use empreinte::text;
use of_year::{StatedYears, dimension, subject};
use serde_json::json;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest text that is linted.
const MOST_BYTES: u64 = 4 << 20;

/// Write the sentences for the public that the data hold, or lint a text of yours
///
/// Each sentence has its perimeter, year, method and factor set, and figures rounded to what their
/// interval allows. What may not be written stands below, with the rule. `lint` reads a text
/// sentence by sentence, in French or English: shown by the data, not about the footprint, or
/// refused, with article, date, reason and what to write instead. It helps to write honestly; it
/// is no legal advice.
///
/// Examples:
///   empreinte statement inventories/mairie-exemple --year 2025
///   empreinte statement lint page.md --estate inventories/mairie-exemple
///   echo "Notre informatique est verte." | empreinte statement lint -
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
#[command(subcommand_negates_reqs = true)]
pub(super) struct StatementArgs {
    #[command(subcommand)]
    command: Option<StatementCommand>,
    #[command(flatten)]
    estate: EstateArgs,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = StatementFormat::Table)]
    format: StatementFormat,
}

#[derive(Debug, Subcommand)]
enum StatementCommand {
    /// Lint a text sentence by sentence: shown, not about the footprint, or refused with the rule
    ///
    /// With `--estate`, figures are held against the run's. Ends with status 3 where a sentence is
    /// refused.
    Lint(LintArgs),
}

#[derive(Debug, Args)]
struct LintArgs {
    /// The text, or `-` for standard input
    #[arg(value_name = "FILE")]
    text: PathBuf,
    /// The estate whose figures the text gives
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    /// Year of those figures [default: the latest inventory's]
    #[arg(long, value_name = "YEAR", requires = "estate")]
    year: Option<i32>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = StatementFormat::Table)]
    format: StatementFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatementFormat {
    /// For people
    Table,
    /// For machines
    Json,
}

pub(super) fn run(args: &StatementArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    match &args.command {
        Some(StatementCommand::Lint(args)) => linted(args, lang),
        None => written(&args.estate, args.format, lang),
    }
}

/// Writes the sentences that an estate's data hold, and the rules that refuse others.
fn written(
    estate: &EstateArgs,
    format: StatementFormat,
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    let facts = facts(estate, lang)?;
    let sentences = allowed(&facts);
    let rules = rules()?;
    if format == StatementFormat::Json {
        let said: Vec<_> = sentences
            .iter()
            .map(|one| {
                json!({
                    "fr": one.sentence.fr, "en": one.sentence.en, "rests_on": one.rests_on,
                })
            })
            .collect();
        let unread: Vec<_> =
            facts.unread.iter().map(|one| json!({ "fr": one.fr, "en": one.en })).collect();
        let two_ways = |one: &Text| json!({ "fr": one.fr, "en": one.en });
        let contradicted: Vec<_> = facts.contradicted.iter().map(two_ways).collect();
        let rows = facts.rows_unread.as_ref().map(|one| json!({ "fr": one.fr, "en": one.en }));
        return print(&json!({
            "year": facts.year, "sentences": said, "columns_unread": unread, "rows_unread": rows,
            "contradicted": contradicted,
        }));
    }
    let mut out = String::new();
    if !facts.unread.is_empty() {
        out.push_str(lang.label(
            "À trancher avant de publier : non lu, et ces chiffres pourraient changer :\n",
            "To settle before you publish: not read, and these figures could change:\n",
        ));
        facts.unread.iter().for_each(|one| out.extend(["- ", one.say(lang), "\n"]));
        out.push('\n');
    }
    for one in &sentences {
        out.extend([one.sentence.say(lang), "\n    [", one.rests_on.as_ref(), "]\n"]);
    }
    out.push_str(lang.label("\nCe qui ne s'écrit pas :\n", "\nWhat is not to be written:\n"));
    for rule in rules.iter().filter(|rule| rule.code != "figure") {
        let (law, article, since) = (&rule.law, &rule.article, &rule.since);
        let reason = rule.reason.say(lang);
        let said = text!(
            "- {reason}\n    {law}, {article}, depuis le {since}\n",
            "- {reason}\n    {law}, {article}, since {since}\n"
        );
        out.push_str(said.say(lang));
    }
    for (at, one) in contradictions_told(&facts.contradicted, lang).iter().enumerate() {
        if at == 0 {
            out.push_str(
                lang.label(
                    "\nÀ trancher avant de publier :\n",
                    "\nTo settle before you publish:\n",
                ),
            );
        }
        out.extend(["- ", one, "\n"]);
    }
    terminal::print(out.as_bytes())?;
    Ok(CommandEnd::Whole)
}

fn print(value: &serde_json::Value) -> Result<CommandEnd, CommandFailure> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_else(|_| "{}".to_owned());
    text.push('\n');
    terminal::print(text.as_bytes())?;
    Ok(CommandEnd::Whole)
}

const SENTENCE: Noun = Noun::new(("phrase", "phrases"), ("sentence", "sentences"));
const REFUSED: Noun = Noun::new(("refusée", "refusées"), ("refused", "refused"));

fn linted(args: &LintArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let text = read(&args.text)?;
    let facts = match &args.estate {
        None => None,
        Some(path) => {
            let of = EstateArgs::of_estate(path.clone(), args.year);
            Some(facts(&of, lang)?)
        }
    };
    let found = lint(&text, facts.as_ref())?;
    let refused = found.iter().filter(|one| one.verdict == SentenceVerdict::Refused).count();
    if args.format == StatementFormat::Json {
        print(&found.iter().map(as_json).collect())?;
    } else {
        let mut out = String::new();
        for one in &found {
            out.push_str(&said(one, lang));
        }
        terminal::print(out.as_bytes())?;
        let all = SENTENCE.said(lang, found.len() as f64);
        let refused = REFUSED.said(lang, refused as f64);
        terminal::say(&format!("{all}, {refused}"));
    }
    Ok(if refused > 0 { CommandEnd::WithGaps } else { CommandEnd::Whole })
}

/// The text to lint: a file, or standard input.
fn read(path: &Path) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        open_input(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| TextSource::cannot_read(path, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Fault::new(text!("ce texte est trop long", "this text is too long"))
            .in_file(path)
            .hint(text!("4 Mio au plus", "4 MiB at most")));
    }
    String::from_utf8(bytes).map_err(|error| {
        Fault::new(text!("ce texte n'est pas en UTF-8", "this text is not UTF-8"))
            .in_file(path)
            .because(error)
            .hint(text!(
                "donnez du texte ou du Markdown, pas un document de bureautique",
                "give text or Markdown, no office document"
            ))
    })
}

fn as_json(one: &Linted) -> serde_json::Value {
    json!({
        "line": one.line,
        "sentence": one.sentence,
        "verdict": one.verdict.code(),
        "rules": one.rules.iter().map(|rule| json!({
            "code": rule.code, "law": rule.law, "article": rule.article, "since": rule.since,
            "reason_fr": rule.reason.fr, "reason_en": rule.reason.en,
            "instead_fr": rule.instead.fr, "instead_en": rule.instead.en,
        })).collect::<Vec<_>>(),
        "notes": one.notes.iter().map(|note| json!({ "fr": note.fr, "en": note.en })).collect::<Vec<_>>(),
    })
}

/// A sentence with its verdict, for people.
fn said(one: &Linted, lang: Lang) -> String {
    let colon = lang.colon();
    let shown: String = one.sentence.chars().filter(|c| !c.is_control()).collect();
    let mut out = format!("{}{colon}{}\n    {shown}\n", one.line, one.verdict.label().say(lang));
    for rule in &one.rules {
        let (law, article, since) = (&rule.law, &rule.article, &rule.since);
        let (reason, instead) = (rule.reason.say(lang), rule.instead.say(lang));
        let said = text!(
            "    {reason}\n    {law}, {article}, depuis le {since}\n    → {instead}\n",
            "    {reason}\n    {law}, {article}, since {since}\n    → {instead}\n"
        );
        out.push_str(said.say(lang));
    }
    for note in &one.notes {
        out.extend(["    - ", note.say(lang), "\n"]);
    }
    out
}

/// What the run of an estate's year holds.
pub(super) fn facts(args: &EstateArgs, lang: Lang) -> Result<Facts, CommandFailure> {
    let meant = args.meant(lang)?;
    let gathered = super::indicators::gather(&meant, super::years::consecutive(&meant), lang)?;
    let year = year_rows(&gathered, &meant)?.year.year;
    let series = whole_series(&gathered)?;
    let root = &meant.estate.root;
    let plan = root.join("plan.toml").is_file().then(|| Plan::read(root)).transpose()?;
    let plan = plan.map(|plan| plan.for_others());
    let walked: Vec<i32> = gathered.years.keys().copied().collect();
    let declared = plan.as_ref().map_or(Ok(Vec::new()), |plan| declared(plan, &walked))?;
    let years = StatedYears::of(&gathered, &series, &meant);
    let earlier = gathered.years.values().filter(|rows| rows.year.year != year);
    Ok(Facts {
        declared,
        plan: plan.as_ref().is_some_and(announces),
        contradicted: gathered.contradictions(year),
        former: earlier.map(|rows| years.held(rows)).collect(),
        ..years.held(year_rows(&gathered, &meant)?)
    })
}

/// Whether a plan says by when something is to be reached: one that does not announces nothing.
fn announces(plan: &Plan) -> bool {
    plan.commitments.iter().any(|one| one.dropped.is_empty() && !one.targets.is_empty())
}

/// The bases that a plan declares of years without inventory; that of a part of the estate is none
/// of what a sentence is about.
fn declared(plan: &Plan, walked: &[i32]) -> Result<Vec<Declared>, Fault> {
    let catalogue = Catalogue::shipped()?;
    let mut all: Vec<Declared> = Vec::new();
    let whole =
        plan.commitments.iter().filter(|one| one.filter.is_empty() && one.dropped.is_empty());
    for one in whole {
        let (Some(base), Some(definition)) = (&one.baseline, catalogue.named(&one.indicator))
        else {
            continue;
        };
        let is_known = all.iter().any(|known| known.id == definition.id && known.year == base.year);
        let Some(of) = dimension(&definition.unit) else { continue };
        if walked.contains(&base.year) || is_known {
            continue;
        }
        all.push(Declared {
            id: definition.id.clone(),
            label: definition.label.clone(),
            of,
            subject: subject(&definition.id),
            year: base.year,
            value: base.value,
            source: base.source.clone(),
        });
    }
    Ok(all)
}
