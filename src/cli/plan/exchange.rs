//! `empreinte plan export`, `import` and `renew`: the plan going out and coming in.

use super::status::{gathered_for, standing, weights};
use super::{new_file, of_estate, on, say_confidential, there};
use crate::cli::args::{DialectArg, EstateArgs};
use crate::cli::run::cannot_write;
use crate::cli::{CommandEnd, CommandFailure, out, terminal};
use clap::{Args, ValueEnum};
use empreinte::fault::Fault;
use empreinte::indicator::Catalogue;
use empreinte::lang::{Lang, Noun};
use empreinte::plan::{
    PLAN_MARKDOWN_MARK, PLAN_PAGE_MARK, Plan, Seals, diagnosis, document_csv, document_json, html,
    is_document_json, is_plan_csv, markdown, plan_csv, plan_document, plan_json, read_plan_csv,
    read_plan_json, read_sheet, reen_document, renew, rewritten, to_toml,
};
use empreinte::table::{TextSource, open_input, text_of_input, write_whole};
use empreinte::text;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Write the plan for a committee: a first page, a page a commitment, diagnosis, actions, dashboard
///
/// HTML and Markdown are read by people, in French or English; CSV and JSON hold every key and are
/// read back by `plan import`. Empty parts are left out and listed. `--report reen` writes the three
/// parts of the report that the REEN decree asks for.
///
/// Examples:
///   empreinte plan export inventories/mairie-exemple --out plan.html
///   empreinte plan export inventories/mairie-exemple --report reen --format md
///   empreinte plan export inventories/mairie-exemple --format json > plan.json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PlanExportArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// Which document
    #[arg(long, value_enum, default_value_t = Report::Plan)]
    report: Report,
    /// How it is written
    #[arg(long, value_enum, default_value_t = WrittenPlan::Html)]
    format: WrittenPlan,
    /// The day that next dates are counted from [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// The file to write; else it goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Report {
    /// The whole plan
    Plan,
    /// The three parts of the REEN report
    Reen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WrittenPlan {
    /// One page, for screen and print
    Html,
    /// Markdown
    Md,
    /// Every key, a row each
    Csv,
    /// Every key
    Json,
}

pub(super) fn run_export(args: &PlanExportArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let estate = of_estate(&args.estate);
    let meant = estate.meant(lang)?;
    let root = meant.estate.root.clone();
    let plan = Plan::read(&root)?;
    let is_whole = args.report == Report::Plan;
    let data = match args.format {
        WrittenPlan::Json if is_whole => plan_json(&plan)?.into_bytes(),
        WrittenPlan::Csv if is_whole => plan_csv(Vec::new(), &plan, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
        format => {
            let plan = plan.for_others();
            let (gathered, changed) = gathered_for(&meant, &plan, lang)?;
            let catalogue = Catalogue::shipped()?;
            let status = standing(&meant, (&gathered, changed), &catalogue, &plan)?;
            let document = match args.report {
                Report::Reen => reen_document(&plan, &status, lang),
                Report::Plan => {
                    let weights = weights(&gathered, meant.options.year.year)?;
                    let diagnosed = diagnosis(&plan, &Seals::of(&plan, &root), &weights);
                    let day = on(args.on.as_ref())?;
                    plan_document(&plan, &status, &diagnosed, (&catalogue, day), lang)
                }
            };
            match format {
                WrittenPlan::Md => markdown(&document, lang).into_bytes(),
                WrittenPlan::Html => html(&document, lang).into_bytes(),
                WrittenPlan::Json => document_json(&document).into_bytes(),
                WrittenPlan::Csv => document_csv(Vec::new(), &document, args.csv_dialect.into())
                    .map_err(|error| cannot_write(&error))?,
            }
        }
    };
    if is_whole && matches!(args.format, WrittenPlan::Json | WrittenPlan::Csv) {
        say_confidential(&plan, lang);
    }
    let Some(path) = &args.out else {
        terminal::print(&data)?;
        return Ok(CommandEnd::Whole);
    };
    let mut inputs = meant.estate.inputs();
    inputs.push(Plan::file(&root));
    let first = |text: &[u8]| text.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
    let is_marked =
        |head: &[u8], mark: &str| head.windows(mark.len()).any(|part| part == mark.as_bytes());
    out::over_ours(path, &inputs, &data, |head| match args.format {
        WrittenPlan::Html => is_marked(head, PLAN_PAGE_MARK),
        // Anybody's notes may begin with the plan's title, and the title may change.
        WrittenPlan::Md => is_marked(head, PLAN_MARKDOWN_MARK),
        WrittenPlan::Csv => first(head) == first(&data),
        // Of JSON the first line is a brace: the whole must be a plan.
        WrittenPlan::Json => {
            let there = text_of_input(path).ok();
            there.is_some_and(|text| {
                if is_whole {
                    read_plan_json(path, &text).is_ok_and(|one| one != Plan::default())
                } else {
                    is_document_json(&text)
                }
            })
        }
    })?;
    terminal::print(format!("{}\n", path.display()).as_bytes())?;
    Ok(CommandEnd::Whole)
}

/// Read a plan back from JSON or CSV, or answers from a collection sheet, and give it as plan.toml
///
/// A file of `plan export` is a whole plan; a sheet of `plan sheets` is read into the plan given with
/// `--into`. With it the text of that plan stays as it is, remarks included, but for what changed.
/// Nothing is overwritten: the plan goes to standard output, or to a new file.
///
/// Examples:
///   empreinte plan import plan.json --out plan.toml
///   empreinte plan import achats.xlsx --into parc --out plan-complete.toml
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PlanImportArgs {
    /// The file: .json, .csv, .xlsx or .ods
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The plan that answers or changes go into: estate folder, or plan file
    #[arg(long, value_name = "PATH")]
    into: Option<PathBuf>,
    /// The file to write, which must not be there; else it goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const ANSWER_READ: Noun =
    Noun::new(("réponse lue", "réponses lues"), ("answer read", "answers read"));

const CRITERION_CHANGED: Noun = Noun::new(
    ("critère qui change", "critères qui changent"),
    ("criterion that changes", "criteria that change"),
);

const PROOF_CAME: Noun = Noun::new(
    ("preuve de plus", "preuves de plus"),
    ("more piece of evidence", "more pieces of evidence"),
);

const CELL_ASIDE: Noun = Noun::new(
    (
        "cellule mise de côté, le reste est lu ; code de sortie 3",
        "cellules mises de côté, le reste est lu ; code de sortie 3",
    ),
    (
        "cell set aside, the rest is read; exit status 3",
        "cells set aside, the rest is read; exit status 3",
    ),
);

pub(super) fn run_import(args: &PlanImportArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let mut aside = 0;
    let written = match &args.into {
        Some(place) => {
            let (plan, text) = Plan::read_with_text(place)?;
            let next = if is_plan(&args.file)? {
                whole_plan(&args.file)?
            } else {
                let mut next = plan.clone();
                let read = read_sheet(&mut next, &args.file)?;
                let counts = [
                    (ANSWER_READ, read.answered),
                    (CRITERION_CHANGED, read.changed),
                    (PROOF_CAME, read.proofs),
                ];
                let said = counts.map(|(of, count)| of.said(lang, count as f64));
                terminal::say(&said.join(", "));
                for cell in &read.aside {
                    terminal::say(&cell.render(lang));
                }
                aside = read.aside.len();
                next
            };
            rewritten(&Plan::file(place), &text, &plan, &next)?
        }
        None => to_toml(&whole_plan(&args.file)?)?,
    };
    match &args.out {
        Some(path) => {
            new_file(path, there())?;
            write_whole(path, written.as_bytes())?;
            terminal::print(format!("{}\n", path.display()).as_bytes())?;
        }
        None => terminal::print(written.as_bytes())?,
    }
    if aside == 0 {
        return Ok(CommandEnd::Whole);
    }
    terminal::say(&CELL_ASIDE.said(lang, aside as f64));
    Ok(CommandEnd::WithGaps)
}

fn is_json(file: &Path) -> bool {
    file.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

/// Whether a file is a whole plan, and no collection sheet.
fn is_plan(file: &Path) -> Result<bool, Fault> {
    Ok(is_json(file) || (!is_workbook(file)? && is_plan_csv(file)?))
}

/// Whether a file is a workbook, by its first bytes.
fn is_workbook(file: &Path) -> Result<bool, Fault> {
    let mut start = [0; 4];
    let cannot = |error| TextSource::cannot_read(file, &error);
    let read = open_input(file).map_err(cannot)?.read(&mut start).map_err(cannot)?;
    Ok(start[..read] == *b"PK\x03\x04")
}

fn whole_plan(file: &Path) -> Result<Plan, Fault> {
    if !is_json(file) {
        return read_plan_csv(file);
    }
    let text = text_of_input(file).map_err(|error| TextSource::cannot_read(file, &error))?;
    read_plan_json(file, &text)
}

/// Close the plan with its balance, and write the next one with what is carried over
///
/// The balance is printed, as Markdown. A commitment goes on where it is not kept, or where the law
/// asks for it; one that is dropped needs its reason.
///
/// Examples:
///   empreinte plan renew inventories/mairie-exemple --out plan-2028.toml --drop "E4=salle fermée"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RenewArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// The next plan's file, which must not be there
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// A commitment that does not go on, and why; may be repeated
    #[arg(long, value_name = "ID=REASON")]
    drop: Vec<String>,
}

pub(super) fn run_renew(args: &RenewArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    new_file(&args.out, there())?;
    let estate = of_estate(&args.estate);
    let meant = estate.meant(lang)?;
    let (plan, text) = Plan::read_with_text(&meant.estate.root)?;
    let mut dropped = BTreeMap::new();
    for one in &args.drop {
        let (id, reason) =
            one.split_once('=').map_or((one.as_str(), ""), |(id, why)| (id.trim(), why.trim()));
        if plan.commitment(id).is_none() {
            return Err(Fault::new(text!("aucun engagement `{id}`", "no commitment `{id}`")).into());
        }
        if reason.is_empty() {
            return Err(Fault::new(text!(
                "`--drop {id}` : il faut la raison",
                "`--drop {id}`: the reason is needed"
            ))
            .hint(text!("`--drop \"{id}=…\"`", "`--drop \"{id}=…\"`"))
            .into());
        }
        if dropped.insert(id.to_owned(), reason.to_owned()).is_some() {
            return Err(Fault::new(text!(
                "`--drop {id}` est donné deux fois",
                "`--drop {id}` is given twice"
            ))
            .hint(text!("une seule raison par engagement", "one reason a commitment"))
            .into());
        }
        if let Some(law) = plan.commitment(id).map(|one| &one.law).filter(|law| !law.is_empty()) {
            terminal::say(
                text!(
                    "{id} est une obligation ({law}) : abandonnée dans le plan, elle reste due",
                    "{id} is a duty ({law}): dropped from the plan, it is still owed"
                )
                .say(lang),
            );
        }
    }
    let (gathered, changed) = gathered_for(&meant, &plan, lang)?;
    let catalogue = Catalogue::shipped()?;
    let status = standing(&meant, (&gathered, changed), &catalogue, &plan)?;
    let (balance, next) = renew(&plan, &status, &dropped, lang);
    let next = rewritten(&Plan::file(&meant.estate.root), &text, &plan, &next)?;
    write_whole(&args.out, next.as_bytes())?;
    terminal::print(markdown(&balance, lang).as_bytes())?;
    terminal::say(text!("plan suivant\u{a0}: {}", "next plan: {}", args.out.display()).say(lang));
    Ok(CommandEnd::Whole)
}
