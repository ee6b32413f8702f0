//! `empreinte plan due` and `empreinte plan calendar`: dates to keep.

use super::on;
use crate::cli::{CommandEnd, CommandFailure, out, terminal};
use clap::{Args, ValueEnum};
use empreinte::fault::Fault;
use empreinte::indicator::Catalogue;
use empreinte::lang::Lang;
use empreinte::plan::{CALENDAR_MARK, Plan, due, due_json, due_text, ics};
use empreinte::text;
use std::path::PathBuf;

/// Tell what is due, what is overdue included: for a mail job
///
/// Milestones, targets, starts and ends of actions that are not done. Ends with 3 where something is
/// due, with 0 where nothing is.
///
/// Examples:
///   empreinte plan due inventories/mairie-exemple --within 60d
///   empreinte plan due parc --within 8w || empreinte plan due parc --within 8w | mail -s Plan nr@example.org
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DueArgs {
    /// Estate folder, or plan file
    #[arg(value_name = "PATH")]
    place: PathBuf,
    /// How far ahead: days (60d), weeks (8w) or months of 30 days (2m)
    #[arg(long, value_name = "TIME", default_value = "60d")]
    within: String,
    /// The day it is counted from [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = DueFormat::Table)]
    format: DueFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DueFormat {
    /// A line a date
    Table,
    /// One JSON document
    Json,
}

/// Write the plan's dates as a calendar (.ics), for any calendar program
///
/// All that is not done. The same plan gives the same file, and a date that moves moves in the
/// calendar: names stay.
///
/// Examples:
///   empreinte plan calendar inventories/mairie-exemple --out plan.ics
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CalendarArgs {
    /// Estate folder, or plan file
    #[arg(value_name = "PATH")]
    place: PathBuf,
    /// The file to write; else it goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run_due(args: &DueArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let plan = Plan::read(&args.place)?;
    let day = on(args.on.as_ref())?;
    // No status stands beside: a target gone by is told as long after its day as before.
    let within = days(&args.within)?;
    let all = due(&plan, &Catalogue::shipped()?, day, within, Some(within));
    let said = match args.format {
        DueFormat::Table => due_text(&all, day, lang),
        DueFormat::Json => due_json(&all, day),
    };
    terminal::print(said.as_bytes())?;
    Ok(if all.is_empty() { CommandEnd::Whole } else { CommandEnd::WithGaps })
}

pub(super) fn run_calendar(args: &CalendarArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let written = ics(&Plan::read(&args.place)?, &Catalogue::shipped()?, lang);
    match &args.out {
        Some(path) => {
            // Any calendar begins alike: ours says who made it.
            let mark = CALENDAR_MARK.as_bytes();
            out::over_ours(path, &[Plan::file(&args.place)], written.as_bytes(), |head| {
                head.windows(mark.len()).any(|part| part == mark)
            })?;
            terminal::print(format!("{}\n", path.display()).as_bytes())?;
        }
        None => terminal::print(written.as_bytes())?,
    }
    Ok(CommandEnd::Whole)
}

/// Days of a word such as `60d`, `8w` or `2m`.
fn days(word: &str) -> Result<i32, Fault> {
    let word = word.trim();
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, unit) = word.split_at(end);
    let each = match unit {
        "" | "d" | "j" => Some(1),
        "w" | "s" => Some(7),
        "m" => Some(30),
        _ => None,
    };
    let days = number.parse::<i32>().ok().zip(each).and_then(|(n, each)| n.checked_mul(each));
    days.filter(|days| *days <= 36_600).ok_or_else(|| {
        Fault::new(text!("`--within {word}` n'est pas une durée", "`--within {word}` is no time"))
            .hint(text!("par exemple 60d, 8w ou 2m", "for example 60d, 8w or 2m"))
    })
}
