//! `empreinte report`: the page to open and to pass on.

use super::args::{DEFAULT_METHOD, EstateArgs, Meant};
use super::paper::{self, PaperFormat};
use super::run::{
    Doors, Nothing, ShownRows, counted, digests, ended, former, say_what_was_read, story, walk,
};
use super::{
    CommandEnd, CommandFailure, measures, other_set, out, outlook, own_lifetimes, terminal,
};
use clap::Args;
use empreinte::equipment::Vocabulary;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::movement::{Ledger, Register};
use empreinte::page::html_with;
use empreinte::report::{columns, markdown, workbook, year_sheets};
use empreinte::table::told_path;
use empreinte::text;
use empreinte::walk::{Input, NoRecord, Outcome, Walk};
use empreinte::word::of_shell;
use std::path::{Path, PathBuf};

/// Write the year's report: a web page with charts, figures, assumptions and sources
///
/// The page is one file that opens in any browser, without network. It is written in French or
/// English (`--lang`). With `--format pdf` the same is a PDF, which carries its figures as files.
///
/// Examples:
///   empreinte report inventories/mairie-exemple
///   empreinte report glpi.csv --year 2025 --out rapport.html
///   empreinte report inventories/mairie-exemple --format pdf
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// What to write; else what the name given to `--out` says, else a page
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<PaperFormat>,
    /// The file to write [default: rapport-NAME-YEAR.FORMAT here]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Show what share of the planetary budget of its people the footprint is
    #[arg(long)]
    planetary: bool,
    /// Take the organisation's own lifetimes, estimated from its inventories and movements, before
    /// declared and default ones
    #[arg(long)]
    own_lifetimes: bool,
    /// End with status 3 when anything is missing from the total
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &ReportArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let format = PaperFormat::asked(args.format, args.out.as_deref())?;
    let meant = args.estate.meant(lang)?;
    let estimates = own_lifetimes::asked(&meant, args.own_lifetimes)?;
    let another = other_set::asked(&args.estate, &meant)?;
    let mut prepared =
        Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?
            .with_intervals(empreinte::footprint::SureOf::Types)
            .with_lifetimes(estimates.as_ref());
    if let Some(another) = &another {
        another.join(&mut prepared);
    }
    // The year is walked once: for its indicators, where there are some to show, or for itself.
    let year = super::indicators::followed(&meant, estimates.clone(), lang)?;
    let (followed, found, around, plan, mut outcome, first) = if let Some(year) = year {
        let rows = year.rows;
        say_what_was_read(&rows.outcome.intake, lang);
        let first = ShownRows {
            rejects: rows.first_rejects,
            unread: rows.first_unread,
            ..ShownRows::default()
        };
        let around = Some((year.change, year.advice));
        (Some(year.followed), Some(year.own), around, year.plan, rows.outcome, first)
    } else {
        let doors = Doors::new(None, Nothing, lang);
        let (outcome, doors) = walk(&prepared, || NoRecord, doors)?;
        (None, None, None, None, outcome, doors.first)
    };
    counted(&prepared, &outcome, &first.rejects)?;
    let register = register(&meant, &mut outcome)?;
    let several = followed.is_some() || args.own_lifetimes;
    let mut read_too = if several { former(&meant, &outcome.intake)? } else { Vec::new() };
    read_too.extend(meant.estate.plan_file().map(|path| Input::own(path, "plan")));
    let digests = digests(outcome.intake.inputs.iter().chain(&read_too))?;
    let mut story = story(&meant, &outcome, &first, &digests);
    story.read_too = &read_too;
    story.register = register.as_ref();
    if args.planetary {
        story = story.with_planetary()?;
    }
    let found =
        found.filter(|found| meant.method.takes_own_lifetimes() && !found.by_type().is_empty());
    let own = match estimates.clone().or(found) {
        Some(shown) => Some(own_lifetimes::beside(&meant, shown, args.own_lifetimes, lang)?),
        None => None,
    };
    story.own_lifetimes = own.as_ref();
    story.other_set = another
        .as_ref()
        .map(|another| another.told(&outcome, &meant, estimates.as_ref(), lang))
        .transpose()?;
    story.without_measures = measures::without(&meant, estimates.as_ref(), lang)?;
    let (change, advice) = match around {
        Some(around) => around,
        None => outlook::around(&meant, estimates.clone(), lang)?,
    };
    story.change = change.as_ref();
    story.advice = &advice;
    story.plan = plan.as_ref().map(Result::as_ref);
    let again = again(args, &meant, lang);
    story.command = &again;
    let out = args.out.clone().unwrap_or_else(|| {
        default_name(&args.estate.paths[0], meant.options.year.year, format.ending(), lang)
    });
    match format {
        PaperFormat::Html => {
            out::page(&out, &meant, html_with(&story, followed.as_ref(), lang)?.as_bytes())?;
        }
        PaperFormat::Xlsx => out::workbook(&out, &meant, &workbook(&year_sheets(&story, lang))?)?,
        PaperFormat::Md => {
            let page = markdown(&year_sheets(&story, lang), lang);
            out::file(&out, &meant.estate.inputs(), page.as_bytes())?;
        }
        PaperFormat::Pdf => paper::write(&out, &meant, &story, followed.as_ref(), lang)?,
    }
    let all = outcome.footprint.totals.overall(0).map_or_else(
        || lang.label("empreinte inconnue", "unknown footprint").to_owned(),
        |total| story.mass(lang, total.value),
    );
    terminal::print(format!("{}\n", out.display()).as_bytes())?;
    let year = story.year.year;
    let opened = match format {
        PaperFormat::Html => text!(
            "{all} en {year} ; ouvrez le rapport ci-dessus dans un navigateur",
            "{all} in {year}; open the report above in a browser"
        ),
        PaperFormat::Pdf => text!(
            "{all} en {year} ; ses chiffres sont joints au PDF",
            "{all} in {year}; its figures are attached to the PDF"
        ),
        PaperFormat::Xlsx | PaperFormat::Md => text!("{all} en {year}", "{all} in {year}"),
    };
    terminal::say(opened.say(lang));
    for said in columns::unread(&story).iter().chain(&columns::assumed(&story)) {
        terminal::say(said.say(lang));
    }
    Ok(ended(args.strict, &outcome, &meant.set, lang))
}

/// The command that makes the report again, whatever the file is called and however many threads.
fn again(args: &ReportArgs, meant: &Meant, lang: Lang) -> String {
    let mut words = vec!["empreinte".to_owned(), "report".to_owned()];
    words.extend(args.estate.paths.iter().map(|path| told_path(path)));
    for set in &args.estate.factors {
        words.extend(["--factors".to_owned(), told_path(set)]);
    }
    let said = args.estate.said();
    if !said.iter().any(|word| word.starts_with("--year=")) {
        words.push(format!("--year={}", meant.options.year.year));
    }
    // The default method goes without saying.
    let usual = format!("--method={DEFAULT_METHOD}");
    words.extend(said.into_iter().filter(|word| *word != usual));
    for (asked, option) in
        [(args.planetary, "--planetary"), (args.own_lifetimes, "--own-lifetimes")]
    {
        words.extend(asked.then(|| option.to_owned()));
    }
    words.push(format!("--lang={}", lang.code()));
    words.iter().map(|word| of_shell(word)).collect::<Vec<_>>().join(" ")
}

/// The waste register of the year, where the estate has a ledger, which becomes an input.
fn register(meant: &Meant, outcome: &mut Outcome) -> Result<Option<Register>, Fault> {
    let Some(path) = meant.estate.movements_file() else { return Ok(None) };
    let (estate, card) = (&meant.estate, &meant.estate.card);
    let words = Vocabulary::new(&meant.set, &card.types, &card.states, &estate.card_file())?;
    let (ledger, rejects) = Ledger::of_estate(&path, estate, &meant.set, &words)?;
    // The walk read it; what is not read of it is said beside it.
    for input in outcome.intake.inputs.iter_mut().filter(|input| input.path == path) {
        input.ignored.clone_from(&ledger.ignored);
    }
    let organisation = &meant.estate.card.organisation.name;
    let mut register = Register::of(&ledger, meant.options.year.year, organisation);
    register.set_aside = rejects.len() as u64;
    Ok(Some(register))
}

fn default_name(path: &Path, year: i32, ending: &str, lang: Lang) -> PathBuf {
    let name = path
        .canonicalize()
        .ok()
        .as_deref()
        .unwrap_or(path)
        .file_stem()
        .map_or_else(|| "parc".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let year = if name.contains(&year.to_string()) { String::new() } else { format!("-{year}") };
    PathBuf::from(
        text!("rapport-{name}{year}.{ending}", "report-{name}{year}.{ending}").say(lang).to_owned(),
    )
}
