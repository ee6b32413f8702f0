//! `empreinte movements infer` and `seal`: rows to add, and what shows that none was changed.

use super::{LedgerArgs, give, unwritten};
use crate::cli::args::DialectArg;
use crate::cli::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::fault::Fault;
use empreinte::lang::{Lang, Noun, Text};
use empreinte::movement::{
    LedgerSeal, MovementKind, MovementProposal, infer as proposals, write_proposals,
};
use empreinte::text;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct InferArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    /// Year of the earlier inventory [default: the last but one]
    #[arg(long, value_name = "YEAR")]
    from: Option<i32>,
    /// Year of the later inventory [default: the last]
    #[arg(long, value_name = "YEAR")]
    to: Option<i32>,
    /// Write the rows to this file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Args)]
pub(super) struct SealArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
}

pub(super) fn infer(args: &InferArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let mut opened = args.ledger.open(true)?;
    let years = opened.estate.years();
    let (from, to) = match (args.from, args.to, &years[..]) {
        (Some(from), Some(to), _) => (from, to),
        (from, to, [.., before, last]) => (from.unwrap_or(*before), to.unwrap_or(*last)),
        _ => {
            return Err(Fault::new(text!(
                "il faut deux inventaires pour en déduire des mouvements",
                "two inventories are needed to infer movements from"
            ))
            .in_file(&args.ledger.estate)
            .into());
        }
    };
    if to <= from {
        return Err(Fault::new(text!(
            "`--from {from}` doit être avant `--to {to}`",
            "`--from {from}` must be before `--to {to}`"
        ))
        .into());
    }
    let holdings = opened.holdings(&[from, to])?;
    let [earlier, later] = &holdings[..] else { return Ok(CommandEnd::Whole) };
    if args.out.as_ref().is_some_and(|out| same_file(out, &opened.path)) {
        return Err(Fault::new(text!(
            "ces lignes ne s'écrivent pas à la place du registre",
            "these rows are not written in place of the ledger"
        ))
        .in_file(&opened.path)
        .hint(text!(
            "écrivez-les ailleurs, relisez-les, puis ajoutez à la fin du registre celles que vous gardez",
            "write them elsewhere, read them, then add those you keep at the end of the ledger"
        ))
        .into());
    }
    let rows = proposals(&opened.ledger, &opened.set, earlier, later);
    let bytes = write_proposals(&rows, &opened.ledger, Vec::new(), args.csv_dialect.into(), lang)
        .map_err(|error| unwritten(&error))?;
    give(args.out.as_deref(), &bytes)?;
    terminal::say(&summary(&rows, from, to, lang));
    Ok(CommandEnd::Whole)
}

fn same_file(a: &std::path::Path, b: &std::path::Path) -> bool {
    let whole = |path: &std::path::Path| path.canonicalize().ok();
    whole(a).is_some() && whole(a) == whole(b)
}

fn summary(rows: &[MovementProposal], from: i32, to: i32, lang: Lang) -> String {
    let mut counts: BTreeMap<MovementKind, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.kind).or_insert(0) += 1;
    }
    let counts: Vec<String> =
        counts.iter().map(|(kind, n)| format!("{} {n}", kind.label(lang))).collect();
    let (n, counts) = (rows.len(), counts.join(", "));
    let proposed =
        Noun::new(("ligne proposée", "lignes proposées"), ("row proposed", "rows proposed"));
    let Text { fr, en } = proposed.count(n as f64);
    if n == 0 {
        return text!(
            "rien ne manque au registre entre {from} et {to}",
            "the ledger lacks nothing between {from} and {to}"
        )
        .say(lang)
        .to_owned();
    }
    text!(
        "{fr} entre {from} et {to} ({counts}), marquées `inferred` : relisez-les, complétez-les, puis ajoutez-les à la fin de movements.csv",
        "{en} between {from} and {to} ({counts}), marked `inferred`: read them, complete them, then add them at the end of movements.csv"
    )
    .say(lang)
    .to_owned()
}

pub(super) fn seal(args: &SealArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let opened = args.ledger.open(false)?;
    let path = opened.seals();
    let mut seals = LedgerSeal::read(&path)?;
    if let Some(broken) = LedgerSeal::broken(&seals, &opened.path)? {
        let lines = broken.lines;
        return Err(Fault::new(text!(
            "des lignes déjà scellées ont changé, parmi les {lines} premières",
            "rows sealed before have changed, among the first {lines}"
        ))
        .in_file(&opened.path)
        .hint(text!(
            "retrouvez le fichier scellé ; une correction s'ajoute à la fin, avec `replaces`",
            "find the sealed file again; a correction is added at the end, with `replaces`"
        ))
        .into());
    }
    let seal = LedgerSeal::of(&opened.path)?;
    let sealed = Noun::new(("ligne scellée", "lignes scellées"), ("line sealed", "lines sealed"));
    let (lines, digest) = (sealed.said(lang, seal.lines as f64), seal.sha256.clone());
    if !seals.contains(&seal) {
        seals.push(seal);
        LedgerSeal::write(&path, &seals)?;
    }
    terminal::say(text!("{lines} : {digest}", "{lines}: {digest}").say(lang));
    Ok(CommandEnd::Whole)
}
