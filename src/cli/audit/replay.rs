//! The results of an estate, as a pack holds them: computed from its own files, wherever it stands.

use super::super::args::Meant;
use super::super::plan::{needed, standing};
use super::super::run::{Doors, cannot_write, counted, digests, former, story};
use super::super::{own_lifetimes, years};
use super::make::put;
use empreinte::audit::{Described, RUN, ToldPoints, annex_csv, is_sound, readme, run_told};
use empreinte::estate::Estate;
use empreinte::factor::{FactorSet, SetPlace};
use empreinte::fault::Fault;
use empreinte::footprint::Axis;
use empreinte::impact::AssessedYear;
use empreinte::indicator::{Catalogue, Series};
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::plan::{Plan, status_csv};
use empreinte::report::{
    CsvImpacts, RejectsOut, UnreadOut, allocation_csv, explain_indicator, footprint_csv,
    groups_csv, indicators_csv, run_json, services_csv, unmatched_csv,
};
use empreinte::table::{CsvDialect, parse_day, unwritable};
use empreinte::text;
use empreinte::walk::{Input, Walk, WalkOptions};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Where commitments stand, among the results.
pub(super) const VERDICTS: &str = "plan-status.csv";

/// The command in `run.json` of a replay.
const COMMAND: [&str; 3] = ["empreinte", "audit", "verify"];

/// What a pack says its estate, factors and method are.
pub(super) fn meant(pack: &Path, described: &Described, threads: usize) -> Result<Meant, Fault> {
    let unsound = |what: &str| {
        Fault::new(text!("pack.json : {what} impossible", "pack.json: impossible {what}"))
    };
    let mut places = Vec::new();
    for name in &described.factors {
        if !is_sound(name) || name.contains('/') {
            return Err(unsound("factors"));
        }
        places.push(SetPlace::Folder(pack.join("factors").join(name)));
    }
    if places.is_empty() {
        return Err(unsound("factors"));
    }
    let estate = Estate::open(&[pack.join("estate")])?;
    places.extend(estate.own_factors().map(SetPlace::Folder));
    let method = Method::named(&described.method)?;
    let set = method.adapt(FactorSet::stack(&places, described.unsigned_factors)?);
    if !(1990..=2100).contains(&described.year) {
        return Err(unsound("year"));
    }
    let as_of = parse_day(&described.as_of).ok_or_else(|| unsound("as_of"))?;
    let options = WalkOptions {
        year: AssessedYear::new(described.year, Some(as_of)),
        criteria: described.criteria.clone(),
        encoding: None,
        date_order: None,
        user_key: None,
        threads,
    };
    Ok(Meant { estate, set, method, options })
}

/// Computes what a pack holds besides its files, below another folder or the same.
pub(super) fn replay(
    pack: &Path,
    described: &Described,
    threads: usize,
    into: &Path,
) -> Result<(), Fault> {
    let meant = meant(pack, described, threads)?;
    let lang = if described.lang == "en" { Lang::En } else { Lang::Fr };
    let command: Vec<String> = COMMAND.iter().map(|word| (*word).to_owned()).collect();
    results(&meant, pack, into, &command, lang)?;
    let run = run_told(into, "results/run.json")?;
    // What was set aside was set aside of the originals: of the canonical form nothing is.
    let originals = run_told(pack, RUN)?;
    let told = ToldPoints::read(pack, into)?;
    put(into, "annex-c.csv", &annex_csv(&run, &originals, &told)?)?;
    put(into, "LISEZMOI.md", readme(described, Lang::Fr).as_bytes())?;
    put(into, "README.md", readme(described, Lang::En).as_bytes())
}

/// Computes the results of an estate into `results/` of a folder, paths told from `root`.
pub(super) fn results(
    meant: &Meant,
    root: &Path,
    into: &Path,
    command: &[String],
    lang: Lang,
) -> Result<(), Fault> {
    let refused = |error: std::io::Error| cannot_write(&error);
    let dialect = CsvDialect::Standard;
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let folder = into.join("results");
    std::fs::create_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
    let create = |name: &str| {
        let path = folder.join(name);
        File::create(&path).map(BufWriter::new).map_err(|error| unwritable(&path, &error))
    };
    let way = meant.estate.way();
    let rejects = RejectsOut::new(create("rejects.csv")?, dialect, lang, way);
    let unread =
        UnreadOut::new(create("unread-cells.csv")?, dialect, lang, way).map_err(refused)?;
    let mut impacts = create("impacts.csv")?;
    CsvImpacts::heading(&mut impacts, dialect).map_err(refused)?;
    let mut doors = Doors::new(Some(rejects), impacts, lang).with_unread(unread);
    let kernel = prepared.kernel()?;
    let outcome =
        prepared.run(&kernel, || CsvImpacts::new(prepared.names(), dialect), &mut doors)?;
    doors.batches.flush().map_err(refused)?;
    doors.end_tables()?;
    counted(&prepared, &outcome, &doors.first.rejects)?;
    let read_too = former(meant, &outcome.intake)?;
    let digests = digests(outcome.intake.inputs.iter().chain(&read_too))?;
    let mut outcome = outcome;
    let below = |input: &mut Input| {
        if let Ok(own) = input.path.strip_prefix(root) {
            input.path = own.to_owned();
        }
    };
    outcome.intake.inputs.iter_mut().for_each(below);
    let mut read_too = read_too;
    read_too.iter_mut().for_each(below);
    let mut story = story(meant, &outcome, &doors.first, &digests);
    story.read_too = &read_too;
    let run = told_from(root, run_json(&story, command, &[]).as_bytes());
    put(&folder, "run.json", &run)?;
    let flush = |mut file: BufWriter<File>| file.flush().map_err(refused);
    footprint_csv(create("footprint.csv")?, &story, &Axis::ALL, dialect, lang).map_err(refused)?;
    unmatched_csv(create("unmatched.csv")?, &story, dialect, lang).map_err(refused)?;
    if outcome.allocation.is_some() {
        allocation_csv(create("allocation.csv")?, &story, dialect).map_err(refused)?;
    }
    if outcome.services.is_some() {
        services_csv(create("services.csv")?, &story, dialect, lang).map_err(refused)?;
    }
    let options = own_lifetimes::gathering(meant, None);
    let held = years::consecutive(meant);
    let catalogue = Catalogue::shipped()?;
    // What cannot be read of a plan is said where the pack is made, and is no matter of figures.
    let plan = meant.estate.plan_file().and_then(|path| Plan::read(&path).ok());
    let plan = plan.map(|plan| plan.for_others());
    let pairs = plan.iter().flat_map(|plan| needed(meant, plan, &catalogue));
    let (gathered, changed) = years::walked(meant, &options, pairs, held, |_, _| {})?;
    if let Some(plan) = &plan {
        let status = standing(meant, (&gathered, changed), &catalogue, plan)?;
        flush(status_csv(create(VERDICTS)?, plan, &status, dialect).map_err(refused)?)?;
    }
    let years: Vec<i32> = gathered.years.keys().copied().collect();
    let mut series = Series::of(&gathered, &years, &catalogue.wanted(&[], false), &[]);
    let mut traces = create("trace-indicators.txt")?;
    for (definition, entries) in &series.rows {
        let trace = explain_indicator(definition, entries, &gathered, lang);
        traces
            .write_all(trace.as_bytes())
            .and_then(|()| traces.write_all(b"\n"))
            .map_err(refused)?;
    }
    flush(traces)?;
    series.keep(&[meant.options.year.year]);
    flush(indicators_csv(create("indicators.csv")?, &series, dialect).map_err(refused)?)?;
    flush(groups_csv(create("indicator_groups.csv")?, &series, dialect, lang).map_err(refused)?)?;
    let told =
        ["rejects.csv", "unread-cells.csv", "trace-indicators.txt", "indicators.csv", VERDICTS];
    for name in told.into_iter().filter(|name| *name != VERDICTS || plan.is_some()) {
        let path = folder.join(name);
        let bytes = std::fs::read(&path)
            .map_err(|error| empreinte::table::TextSource::cannot_read(&path, &error))?;
        put(&folder, name, &told_from(root, &bytes))?;
    }
    Ok(())
}

/// A text whose paths are told from a folder, so that it is the same wherever that folder stands.
fn told_from(root: &Path, bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let own = root.display().to_string();
    if own.len() < 2 {
        return bytes.to_vec();
    }
    let part = std::path::MAIN_SEPARATOR;
    let text = text.replace(&format!("{own}{part}"), "");
    // In JSON a Windows separator is written twice.
    let escaped = format!("{own}{part}").replace('\\', "\\\\");
    text.replace(&escaped, "").replace(&own, ".").into_bytes()
}
