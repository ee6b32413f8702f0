//! `empreinte plan sheets`: the questions of each role, to be filled and read back.

use super::{new_file, there};
use crate::cli::args::DialectArg;
use crate::cli::run::cannot_write;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::{Args, ValueEnum};
use empreinte::lang::{Lang, Noun};
use empreinte::plan::{Plan, SHEET_COLUMNS, sheet, sheet_rows, sheet_words, sheets};
use empreinte::report::{BookSheet, ReportBook, SheetCell, WordChoice, workbook};
use empreinte::table::write_whole;
use empreinte::text;
use std::path::PathBuf;

/// Write the collection sheets: a CSV or a workbook for each role that criteria are asked of
///
/// Each has the questions of its role alone, with what was answered so far; `plan import SHEET
/// --into ESTATE` reads it back.
///
/// Examples:
///   empreinte plan sheets parc --out fiches
///   empreinte plan sheets parc --out fiches --format xlsx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SheetsArgs {
    /// Estate folder, or plan file
    #[arg(value_name = "PATH")]
    place: PathBuf,
    /// The folder to write them in
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How the sheets are written
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value_t = SheetFormat::Csv)]
    sheet_format: SheetFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SheetFormat {
    /// A CSV file each
    Csv,
    /// A workbook each
    Xlsx,
}

/// A cell, by the word that its column has for it where it has words.
fn cell(text: String, words: &[(&str, &str)]) -> SheetCell {
    let word = words.iter().find(|(code, _)| *code == text).map(|(_, word)| *word);
    let text = word.map_or(text, str::to_owned);
    if text.is_empty() { SheetCell::Empty } else { SheetCell::Text(text) }
}

/// The workbook of a role.
fn book(plan: &Plan, role: &str, lang: Lang) -> ReportBook {
    let title =
        text!("Fiche de collecte\u{a0}: {role}", "Collection sheet: {role}").say(lang).to_owned();
    let lists = SHEET_COLUMNS.map(|column| (column, sheet_words(column, lang)));
    let choices = |words: &[(&str, &str)]| -> Vec<String> {
        words.iter().map(|(_, word)| (*word).to_owned()).collect()
    };
    let told = lists.iter().filter(|(_, words)| !words.is_empty());
    let told = told
        .map(|(column, words)| format!("{column}{}{}", lang.colon(), choices(words).join(", ")));
    let told = told.collect::<Vec<_>>().join(lang.semicolon());
    let back = lang.label(
        "`empreinte plan import FICHE --into PARC` la relit.",
        "`empreinte plan import SHEET --into ESTATE` reads it back.",
    );
    let rows = sheet_rows(plan, Some(role));
    ReportBook {
        organisation: plan.identity.organisation.clone(),
        // The day that the file is dated by, whatever the clock.
        year: plan.identity.years.first().copied().or(plan.identity.base_year).unwrap_or(2000),
        sheets: vec![BookSheet {
            name: "Questions".to_owned(),
            note: format!("{title}. {told}. {back}"),
            headings: SHEET_COLUMNS.map(str::to_owned).to_vec(),
            rows: rows
                .into_iter()
                .map(|row| {
                    row.into_iter()
                        .zip(&lists)
                        .map(|(text, (_, words))| cell(text, words))
                        .collect()
                })
                .collect(),
            drawing: None,
            choices: lists
                .iter()
                .enumerate()
                .filter(|(_, (_, words))| !words.is_empty())
                .map(|(column, (_, words))| WordChoice {
                    column,
                    words: choices(words),
                    otherwise: lang
                        .label("Choisissez un mot de la liste.", "Choose a word of the list.")
                        .to_owned(),
                })
                .collect(),
        }],
        title,
    }
}

const ASKED_OF_NOBODY: Noun = Noun::new(
    (
        "critère n'est sur aucune fiche : il ne dit pas à qui le demander (roles)",
        "critères ne sont sur aucune fiche : ils ne disent pas à qui les demander (roles)",
    ),
    (
        "criterion is on no sheet: it does not say who is asked (roles)",
        "criteria are on no sheet: they do not say who is asked (roles)",
    ),
);

pub(super) fn run(args: &SheetsArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let plan = Plan::read(&args.place)?;
    let sheets = sheets(&plan)?;
    // A sheet that somebody may have filled is not written over; where one is there, none is.
    let ending = match args.sheet_format {
        SheetFormat::Csv => "csv",
        SheetFormat::Xlsx => "xlsx",
    };
    let path = |file: &str| args.out.join(format!("{file}.{ending}"));
    for (_, file) in &sheets.of_roles {
        new_file(&path(file), there())?;
    }
    for (role, file) in &sheets.of_roles {
        let path = path(file);
        let data = match args.sheet_format {
            SheetFormat::Csv => sheet(Vec::new(), &plan, Some(role), args.csv_dialect.into())
                .map_err(|error| cannot_write(&error))?,
            SheetFormat::Xlsx => workbook(&book(&plan, role, lang))?,
        };
        write_whole(&path, &data)?;
        terminal::print(format!("{}\n", path.display()).as_bytes())?;
    }
    if sheets.asked_of_nobody > 0 {
        terminal::say(&ASKED_OF_NOBODY.said(lang, sheets.asked_of_nobody as f64));
    }
    Ok(CommandEnd::Whole)
}
