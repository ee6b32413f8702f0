//! `empreinte explain`: figures as formulas, of one equipment, an indicator or a sum.

use super::args::EstateArgs;
use super::run::{Doors, Take, counted, digests, former, story, walk_with};
use super::{CommandEnd, CommandFailure, terminal};
use clap::Args;
use empreinte::equipment::nearest;
use empreinte::fault::Fault;
use empreinte::indicator::Catalogue;
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::report::{
    Corners, ExplainSubject, Explained, SearchedNames, explain, explain_alone, explain_inputs,
    explain_sum, indicator_asked, indicators_list, unknown,
};
use empreinte::table::{Reject, fold};
use empreinte::text;
use empreinte::walk::{Line, Recorder, Walk};
use std::sync::PoisonError;

/// Explain a figure: what was read, the formula with its numbers, the source
///
/// Of an equipment by its identifier, of an indicator, of the total, or of a sum: a type, a service,
/// a datacentre, a site, an entity, a country. The files it rests on stand below, with digests.
/// An indicator, a type or a service is explained without an estate too; `explain indicator` lists
/// the indicators.
///
/// Examples:
///   empreinte explain 1119 inventories/mairie-exemple
///   empreinte explain total inventories/mairie-exemple
///   empreinte explain paper inventories/mairie-exemple
///   empreinte explain "datacentre DC-HDV" inventories/mairie-exemple
///   empreinte explain weee_weight inventories/mairie-exemple
///   empreinte explain laptop
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "the examples are typed as they stand")]
#[command(verbatim_doc_comment, mut_arg("paths", |paths| paths.required(false)))]
pub(super) struct ExplainArgs {
    /// The identifier of an equipment, as the inventory writes it, or of an indicator; `total`, or the
    /// name of a type, a service, a datacentre, a site
    #[arg(value_name = "WHAT")]
    id: String,
    #[command(flatten)]
    estate: EstateArgs,
    /// Take the organisation's own lifetimes, estimated from its inventories and movements, before
    /// declared and default ones
    #[arg(long)]
    own_lifetimes: bool,
}

/// How many near identifiers a block keeps.
const NEAR: usize = 64;

/// Explains the rows with one identifier, and adds the others up.
struct Explainer<'a> {
    id: &'a str,
    method: &'a Method,
    lang: Lang,
}

/// What was found of what is asked for.
#[derive(Default)]
struct ExplainedFound {
    rows: Vec<Result<String, Fault>>,
    corners: Corners,
    /// Identifiers that are written nearly alike.
    near: Vec<String>,
}

impl ExplainedFound {
    fn merge(&mut self, mut later: Self) {
        self.rows.append(&mut later.rows);
        self.corners.merge(later.corners);
        self.near.append(&mut later.near);
    }
}

impl Recorder for Explainer<'_> {
    type Batch = ExplainedFound;
    fn record(&mut self, line: &Line<'_>, batch: &mut Self::Batch) {
        batch.corners.note(line);
        let id = line.told.id();
        if id == self.id {
            batch.rows.push(explain(line, self.method, self.lang));
        } else if batch.near.len() < NEAR {
            batch.near.extend(nearest(self.id, std::iter::once(&*id)));
        }
    }
}

impl Take<ExplainedFound> for ExplainedFound {
    fn take(&mut self, batch: Self) -> Result<(), Fault> {
        self.merge(batch);
        Ok(())
    }
}

pub(super) fn run(args: &ExplainArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    if let Some(explained) =
        super::indicators::explained(indicator_asked(&args.id), &args.estate, lang)?
    {
        terminal::show(&explained)?;
        return Ok(CommandEnd::Whole);
    }
    let catalogue = Catalogue::shipped()?;
    if ["indicator", "indicators", "indicateur", "indicateurs"].contains(&&*fold(&args.id)) {
        terminal::print(indicators_list(&catalogue, lang).as_bytes())?;
        return Ok(CommandEnd::Whole);
    }
    let said = if args.estate.paths.is_empty() {
        alone(args, &catalogue, lang)?
    } else {
        of_estate(args, &catalogue, lang)?
    };
    terminal::show(&said)?;
    Ok(CommandEnd::Whole)
}

/// What a type, a service or the total is, without an estate.
fn alone(args: &ExplainArgs, catalogue: &Catalogue, lang: Lang) -> Result<String, Fault> {
    let set = args.estate.factors_alone()?;
    if let Some(subject) = ExplainSubject::alone(&args.id, &set) {
        return Ok(explain_alone(&set, &subject, lang));
    }
    let indicators = ids(catalogue);
    let known = SearchedNames {
        set: &set,
        story: None,
        centres: &[],
        indicators: &indicators,
        identifiers: &[],
    };
    Err(unknown(&args.id, &known, lang))
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.all().iter().map(|definition| definition.id.as_str()).collect()
}

/// An equipment or a sum of an estate.
fn of_estate(args: &ExplainArgs, catalogue: &Catalogue, lang: Lang) -> Result<String, Fault> {
    let meant = args.estate.meant(lang)?;
    let estimates = super::own_lifetimes::asked(&meant, args.own_lifetimes)?;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
        .with_lifetimes(estimates.as_ref());
    let kernel = prepared.kernel()?;
    let recorder = || Explainer { id: &args.id, method: &meant.method, lang };
    let doors = Doors::new(None, ExplainedFound::default(), lang);
    let (outcome, doors) = walk_with(&prepared, &kernel, recorder, doors)?;
    let (found, first) = (doors.batches, doors.first);
    let read_too = if args.own_lifetimes { former(&meant, &outcome.intake)? } else { Vec::new() };
    let digests = digests(outcome.intake.inputs.iter().chain(&read_too))?;
    let mut story = story(&meant, &outcome, &first, &digests);
    story.read_too = &read_too;
    if !found.rows.is_empty() {
        let rows = found.rows.into_iter().collect::<Result<Vec<String>, Fault>>()?;
        let files = story.inputs().map(|input| input.path.as_path());
        let files = files.zip(digests.iter().map(String::as_str));
        return Ok(rows.join("\n") + &explain_inputs(files, lang));
    }
    let Some(subject) =
        ExplainSubject::named(&args.id, &story, &prepared.words, &prepared.datacentres)
    else {
        let known = SearchedNames {
            set: &meant.set,
            story: Some(&story),
            centres: &prepared.datacentres,
            indicators: &ids(catalogue),
            identifiers: &found.near,
        };
        return Err(
            set_aside(&args.id, &first.rejects).unwrap_or_else(|| unknown(&args.id, &known, lang))
        );
    };
    counted(&prepared, &outcome, &first.rejects)?;
    let names = prepared.names();
    let sites = names.sites.lock().unwrap_or_else(PoisonError::into_inner);
    let entities = names.entities.lock().unwrap_or_else(PoisonError::into_inner);
    let all = Explained {
        story: &story,
        kernel: &kernel,
        corners: &found.corners,
        names: (&sites, &entities),
        centres: &prepared.datacentres,
    };
    explain_sum(&all, &subject, lang)
}

/// The fault of an identifier whose row was set aside.
fn set_aside(id: &str, rejects: &[Reject]) -> Option<Fault> {
    let reject = rejects
        .iter()
        .find(|reject| reject.row.split([';', ',']).any(|cell| cell.trim_matches('"') == id))?;
    let (fr, en) = (reject.why.reason().fr, reject.why.reason().en);
    let (file, line, column) = (&reject.file, reject.line, &reject.column);
    let fault = Fault::new(text!(
        "aucun équipement gardé n'a l'identifiant `{id}`",
        "no equipment kept has the identifier `{id}`"
    ));
    Some(fault.hint(empreinte::lang::Text {
        fr: format!("sa ligne a été écartée : {file}, ligne {line}, colonne `{column}` : {fr}"),
        en: format!("its row was set aside: {file}, line {line}, column `{column}`: {en}"),
    }))
}
