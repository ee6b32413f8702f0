//! `empreinte explain`: one equipment's figures as formulas.

use super::args::EstateArgs;
use super::run::{Doors, Take, walk};
use super::{Done, Failure, terminal};
use clap::Args;
use empreinte::equipment::identity;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::report::explain;
use empreinte::table::Reject;
use empreinte::text;
use empreinte::walk::{Line, Recorder, Walk};

/// Explain one equipment: what was read, each figure's formula with its numbers, factor and source
///
/// Examples:
///   empreinte explain 1119 inventories/mairie-exemple
///   empreinte explain LUM-001 inventories/pme-exemple --lang en
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ExplainArgs {
    /// The equipment's identifier, as `impacts.parquet` and the inventory write it
    #[arg(value_name = "EQUIPMENT_ID")]
    id: String,
    #[command(flatten)]
    estate: EstateArgs,
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
        if identity(line.row) == self.id {
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
    let meant = args.estate.meant(lang)?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let recorder = || Explainer { id: &args.id, method: &meant.method, lang };
    let (_, doors) = walk(&prepared, recorder, Doors::new(None, Found(Vec::new()), lang))?;
    if doors.batches.0.is_empty() {
        return Err(not_found(&args.id, &doors.first).into());
    }
    terminal::print(doors.batches.0.join("\n").as_bytes())?;
    Ok(Done::Whole)
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
