//! `empreinte movements check`.

use super::{LedgerArgs, MovementsShape, OpenedLedger, counted, date, last_day, unwritten};
use crate::cli::args::DialectArg;
use crate::cli::run::strictly;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::fault::{Fault, clip};
use empreinte::lang::{Lang, Noun};
use empreinte::movement::{CheckOptions, FindingKind, LedgerFinding, LedgerSeal, check};
use empreinte::table::{CsvOut, Day};
use empreinte::text;
use serde_json::json;
use std::fmt::Write;

/// How many findings of a kind are shown.
const SHOWN: usize = 5;

#[derive(Debug, Args)]
pub(super) struct MovementsCheckArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    /// Only what happened in this year [default: all years]
    #[arg(long = "year", value_name = "YEAR")]
    only_year: Option<i32>,
    /// Date after which nothing can have happened [default: the last day of the last inventory's
    /// year]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// What goes to standard output
    #[arg(long = "format", value_enum, default_value_t = MovementsShape::Table)]
    shape: MovementsShape,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
    /// End with status 3 when anything is found
    #[arg(long)]
    strict: bool,
}

/// What was checked, and when.
struct CheckedLedger {
    opened: OpenedLedger,
    years: Vec<i32>,
    as_of: Day,
    findings: Vec<LedgerFinding>,
}

pub(super) fn run(args: &MovementsCheckArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let checked = checked(args)?;
    match args.shape {
        MovementsShape::Table => terminal::show(&table(&checked, lang))?,
        MovementsShape::Json => terminal::print(json(&checked, lang).as_bytes())?,
        MovementsShape::Csv => {
            let bytes = csv(&checked, args, lang).map_err(|error| unwritten(&error))?;
            checked.opened.say_rejects(lang);
            terminal::print(&bytes)?;
        }
    }
    let found = !checked.findings.is_empty() || !checked.opened.rejects.is_empty();
    let why = text!(
        "le registre des mouvements appelle des corrections",
        "the ledger of movements asks for corrections"
    );
    Ok(strictly(args.strict, found, &why, lang))
}

fn checked(args: &MovementsCheckArgs) -> Result<CheckedLedger, Fault> {
    let mut opened = args.ledger.open(false)?;
    let years = opened.estate.years();
    let holdings = opened.holdings(&years)?;
    opened.ledger.name_by_inventory(&holdings);
    let last = years.last().copied().max(args.only_year);
    let as_of = match (date("--as-of", args.as_of.as_ref())?, last) {
        (Some(day), _) => day,
        (None, Some(year)) => last_day(year),
        (None, None) => Day(i32::MAX),
    };
    let options = CheckOptions { year: args.only_year, as_of };
    let words = opened.vocabulary()?;
    let mut findings = check(&opened.ledger, &holdings, (&words, &opened.set), options);
    // What is found of them is said by their findings; what all figures set aside is told as such.
    opened.rejects.extend(opened.ledger.set_aside_beyond(&holdings));
    let seals = LedgerSeal::read(&opened.seals())?;
    if let Some(seal) = LedgerSeal::broken(&seals, &opened.path)? {
        let lines = seal.lines;
        findings.push(LedgerFinding {
            kind: FindingKind::SealBroken,
            line: None,
            subject: None,
            date: None,
            detail: text!(
                "parmi les {lines} premières lignes de movements.csv",
                "among the first {lines} lines of movements.csv"
            ),
        });
        findings.sort_by_key(|finding| finding.kind);
    }
    Ok(CheckedLedger { opened, years, as_of, findings })
}

impl CheckedLedger {
    /// Findings by kind, in the order of the kinds.
    fn by_kind(&self) -> impl Iterator<Item = (FindingKind, Vec<&LedgerFinding>)> {
        FindingKind::ALL.iter().filter_map(|kind| {
            let of: Vec<&LedgerFinding> =
                self.findings.iter().filter(|finding| finding.kind == *kind).collect();
            (!of.is_empty()).then_some((*kind, of))
        })
    }
}

fn table(checked: &CheckedLedger, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_table(&mut out, checked, lang);
    out
}

fn write_table(out: &mut String, checked: &CheckedLedger, lang: Lang) -> std::fmt::Result {
    let ledger = &checked.opened.ledger;
    let kept =
        Noun::new(("mouvement gardé", "mouvements gardés"), ("movement kept", "movements kept"));
    let replaced = Noun::new(("remplacée", "remplacées"), ("replaced", "replaced"));
    let years: Vec<String> = checked.years.iter().map(i32::to_string).collect();
    let kept = kept.said(lang, ledger.movements.len() as f64);
    let aside = Noun::ROW_ASIDE.said(lang, checked.opened.rejects.len() as f64);
    let replaced = replaced.said(lang, ledger.replaced as f64);
    let (years, as_of) = (years.join(", "), checked.as_of);
    writeln!(
        out,
        "{}",
        text!(
            "{kept}, {aside}, {replaced} · inventaires : {years} · date de référence : {as_of}",
            "{kept}, {aside}, {replaced} · inventories: {years} · as of {as_of}"
        )
        .say(lang)
    )?;
    if !checked.opened.rejects.is_empty() {
        let label = lang.label("lignes écartées", "rows set aside");
        writeln!(out, "\n{}", counted(label, checked.opened.rejects.len(), lang))?;
        for reject in checked.opened.rejects.iter().take(SHOWN) {
            writeln!(out, "  {}", reject.say(lang))?;
            writeln!(out, "    → {}", reject.why.hint().say(lang))?;
        }
        more(out, checked.opened.rejects.len(), lang)?;
    }
    if checked.findings.is_empty() {
        return writeln!(out, "\n{}", lang.label("aucune anomalie", "nothing found"));
    }
    for (kind, findings) in checked.by_kind() {
        writeln!(out, "\n{}", counted(kind.label(lang), findings.len(), lang))?;
        for finding in findings.iter().take(SHOWN) {
            let line = finding.line.map_or_else(String::new, |line| {
                text!("ligne {line} ", "line {line} ").say(lang).to_owned()
            });
            let date = finding.date.map_or_else(String::new, |date| format!("{date} "));
            let subject = clip(finding.subject(ledger));
            let colon = lang.end_colon();
            writeln!(out, "  {line}{date}{subject}{colon} {}", finding.detail.say(lang))?;
        }
        more(out, findings.len(), lang)?;
        writeln!(out, "  → {}", kind.advice().say(lang))?;
    }
    Ok(())
}

fn more(out: &mut String, found: usize, lang: Lang) -> std::fmt::Result {
    if found <= SHOWN {
        return Ok(());
    }
    let more = found - SHOWN;
    let told = text!(
        "… et {more} autres (`--format csv` les montre toutes)",
        "… and {more} more (`--format csv` shows them all)"
    );
    writeln!(out, "  {}", told.say(lang))
}

fn json(checked: &CheckedLedger, lang: Lang) -> String {
    let ledger = &checked.opened.ledger;
    let counts: serde_json::Map<String, serde_json::Value> = checked
        .by_kind()
        .map(|(kind, findings)| (kind.code().to_owned(), findings.len().into()))
        .collect();
    let report = json!({
        "rows_read": ledger.rows_read,
        "kept": ledger.movements.len(),
        "rejected": checked.opened.rejects.len(),
        "replaced": ledger.replaced,
        "ignored_columns": ledger.ignored,
        "inventories": checked.years,
        "as_of": checked.as_of.to_string(),
        "counts": counts,
        "findings": checked.findings.iter().map(|finding| json!({
            "kind": finding.kind.code(),
            "line": finding.line,
            "subject": finding.subject.map(|_| finding.subject(ledger)),
            "date": finding.date.map(|date| date.to_string()),
            "detail": finding.detail.say(lang),
            "advice": finding.kind.advice().say(lang),
        })).collect::<Vec<_>>(),
        "rejects": checked.opened.rejects.iter().map(|reject| json!({
            "line": reject.line,
            "column": reject.column,
            "value": reject.value,
            "reason": reject.why.reason().say(lang),
            "hint": reject.why.hint().say(lang),
        })).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

fn csv(checked: &CheckedLedger, args: &MovementsCheckArgs, lang: Lang) -> std::io::Result<Vec<u8>> {
    let headers = ["kind", "line", "subject", "date", "detail", "advice"];
    let mut out = CsvOut::new(Vec::new(), args.csv_dialect.into(), &headers)?;
    for finding in &checked.findings {
        out.text(finding.kind.code())
            .maybe(finding.line.map(f64::from))
            .text(finding.subject(&checked.opened.ledger))
            .text(&finding.date.map_or_else(String::new, |date| date.to_string()))
            .text(finding.detail.say(lang))
            .text(finding.kind.advice().say(lang))
            .end()?;
    }
    out.finish()
}
