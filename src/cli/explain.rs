//! `empreinte explain`: one equipment's figures as formulas.

use super::args::EstateArgs;
use super::run::{Doors, Take, walk};
use super::{Done, Failure, terminal};
use clap::Args;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::report::explain;
use empreinte::table::Reject;
use empreinte::text;
use empreinte::walk::{Line, Recorder, Walk};

/// Explain one equipment or one indicator: what was read, the formula with its numbers, the source
///
/// An indicator of the catalogue is explained without an estate too: its definition, formula and
/// sources. With an estate, the value with its numbers and the rows it rests on.
///
/// Examples:
///   empreinte explain 1119 inventories/mairie-exemple
///   empreinte explain weee_weight inventories/mairie-exemple
///   empreinte explain lifetime_rmst
///   empreinte explain LUM-001 inventories/pme-exemple --lang en
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "the examples are typed as they stand")]
#[command(verbatim_doc_comment, mut_arg("paths", |paths| paths.required(false)))]
pub(super) struct ExplainArgs {
    /// The equipment's identifier, as `impacts.parquet` and the inventory write it, or an indicator's
    #[arg(value_name = "EQUIPMENT_OR_INDICATOR")]
    id: String,
    #[command(flatten)]
    estate: EstateArgs,
    /// Take the organisation's own lifetimes, estimated from its inventories and movements, before
    /// declared and default ones
    #[arg(long)]
    own_lifetimes: bool,
}

/// Explains the rows with one identifier.
struct Explainer<'a> {
    id: &'a str,
    method: &'a Method,
    lang: Lang,
}

impl Recorder for Explainer<'_> {
    type Batch = Vec<Result<String, Fault>>;
    fn record(&mut self, line: &Line<'_>, batch: &mut Self::Batch) {
        if line.told.id() == self.id {
            batch.push(explain(line, self.method, self.lang));
        }
    }
}

/// Gathers explanations.
struct Found(Vec<String>);

impl Take<Vec<Result<String, Fault>>> for Found {
    fn take(&mut self, batch: Vec<Result<String, Fault>>) -> Result<(), Fault> {
        for explained in batch {
            self.0.push(explained?);
        }
        Ok(())
    }
}

pub(super) fn run(args: &ExplainArgs, lang: Lang) -> Result<Done, Failure> {
    if let Some(explained) = super::indicators::explained(&args.id, &args.estate, lang)? {
        terminal::print(explained.as_bytes())?;
        return Ok(Done::Whole);
    }
    if args.estate.paths.is_empty() {
        return Err(no_estate(&args.id)?.into());
    }
    let meant = args.estate.meant(lang)?;
    let estimates = super::own_lifetimes::asked(&meant, args.own_lifetimes)?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
        .with_lifetimes(estimates.as_ref());
    let recorder = || Explainer { id: &args.id, method: &meant.method, lang };
    let (_, doors) = walk(&prepared, recorder, Doors::new(None, Found(Vec::new()), lang))?;
    if doors.batches.0.is_empty() {
        return Err(not_found(&args.id, &doors.first.rejects).into());
    }
    terminal::print(doors.batches.0.join("\n").as_bytes())?;
    Ok(Done::Whole)
}

/// The fault of an identifier that is no indicator's, given without an estate.
fn no_estate(id: &str) -> Result<Fault, Fault> {
    let catalogue = empreinte::indicator::Catalogue::shipped()?;
    let near = catalogue.nearest(id).join(", ");
    let fault = Fault::new(text!(
        "`{id}` n'est pas un indicateur, et aucun parc n'est donné",
        "`{id}` is no indicator, and no estate is given"
    ))
    .hint(text!("empreinte explain {id} PARC", "empreinte explain {id} ESTATE"));
    Ok(if near.is_empty() {
        fault
    } else {
        fault.hint(text!("indicateurs voisins : {near}", "near indicators: {near}"))
    })
}

fn not_found(id: &str, rejects: &[Reject]) -> Fault {
    let fault = Fault::new(text!(
        "aucun équipement gardé n'a l'identifiant `{id}`",
        "no equipment kept has the identifier `{id}`"
    ));
    let set_aside = rejects
        .iter()
        .find(|reject| reject.row.split([';', ',']).any(|cell| cell.trim_matches('"') == id));
    match set_aside {
        Some(reject) => {
            let (fr, en) = (reject.why.reason().fr, reject.why.reason().en);
            let (file, line, column) = (&reject.file, reject.line, &reject.column);
            fault.hint(empreinte::lang::Text {
                fr: format!(
                    "sa ligne a été écartée : {file}, ligne {line}, colonne `{column}` : {fr}"
                ),
                en: format!("its row was set aside: {file}, line {line}, column `{column}`: {en}"),
            })
        }
        None => fault.hint(text!(
            "`empreinte assess … --out DIR --format csv` écrit les identifiants dans impacts.csv",
            "`empreinte assess … --out DIR --format csv` writes the identifiers to impacts.csv"
        )),
    }
}
