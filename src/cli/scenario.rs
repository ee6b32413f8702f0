//! `empreinte scenario`: what would change the years to come.

use super::args::{DEFAULT_METHOD, DialectArg, EstateArgs, Meant};
use super::own_lifetimes::gathering;
use super::progress::Progress;
use super::run::cannot_write;
use super::{CommandEnd, CommandFailure, terminal, years};
use clap::{Arg, Args, Subcommand, ValueEnum};
use empreinte::change::YearPair;
use empreinte::fault::Fault;
use empreinte::impact::AssessedYear;
use empreinte::indicator::{EstateYear, Gathered};
use empreinte::lang::{Lang, Noun, Text};
use empreinte::report::{
    Scened, is_counted, nothing_counted, scenario_csv, scenario_json, scenario_template,
    scenario_text,
};
use empreinte::scenario::{MOST_YEARS, Scenario, YEARS, play, worth_trying};
use empreinte::table::{TextSource, text_of_input, write_whole};
use empreinte::text;
use std::path::{Path, PathBuf};

/// Play levers over the years to come: each alone, all together, and what they do to one another
///
/// Business as usual is the estate itself: machines age and are replaced by its own survival curve,
/// the headcount is the card's. Levers are those of a TOML file after the estate, or of `--set`.
/// `scenario init` writes a file with the levers that this estate has something to gain from.
///
/// Examples:
///   empreinte scenario inventories/mairie-exemple --set laptop.lifetime=+1
///   empreinte scenario init inventories/mairie-exemple --out sobriete.toml
///   empreinte scenario inventories/mairie-exemple inventories/mairie-exemple/scenarios/sobriete.toml
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
#[command(subcommand_negates_reqs = true)]
#[command(mut_args(of_scenarios))]
#[command(mut_arg("paths", |arg| arg.help("Estate folder, then the file of levers")))]
pub(super) struct ScenarioArgs {
    #[command(subcommand)]
    command: Option<ScenarioCommand>,
    #[command(flatten)]
    estate: EstateArgs,
    /// A lever: `laptop.lifetime=+1`, `monitor.per_person=1`, `electricity=-10%`; may be repeated
    #[arg(long, value_name = "LEVER=VALUE")]
    set: Vec<String>,
    /// How many years after the inventory's [default: those of the file, else 5]
    #[arg(long, value_name = "N")]
    years: Option<i32>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = ScenarioFormat::Table)]
    format: ScenarioFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Subcommand)]
enum ScenarioCommand {
    /// Write a commented scenario with the levers that this estate has something to gain from
    Init(ScenarioInitArgs),
}

/// What a scenario is read with, where it is not as an estate.
fn of_scenarios(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "method" => arg.help("Method: rcp-si, the only one that plays scenarios"),
        _ => arg,
    }
}

#[derive(Debug, Args)]
#[command(mut_args(of_scenarios))]
struct ScenarioInitArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// The file to write, which must not be there; else it goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How many years after the inventory's
    #[arg(long, value_name = "N", default_value_t = YEARS)]
    years: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ScenarioFormat {
    /// Tables for people
    Table,
    /// One JSON document
    Json,
    /// One CSV table
    Csv,
}

pub(super) fn run(args: &ScenarioArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    if let Some(ScenarioCommand::Init(args)) = &args.command {
        return init(args, lang);
    }
    let asked = args.years.map(ahead).transpose()?;
    let (estate, file) = split(&args.estate);
    let meant = estate.meant(lang)?;
    annualised(&meant)?;
    let gathered = gathered(&meant, lang)?;
    let facts = facts(&gathered, &meant)?;
    let scenario = match (&file, args.set.is_empty()) {
        (Some(path), true) => {
            let written =
                text_of_input(path).map_err(|error| TextSource::cannot_read(path, &error))?;
            Scenario::parse(path, &written, asked, &facts)?
        }
        // Without a lever the estate goes its own way, and that is told.
        (None, _) => Scenario::of_options(&args.set, asked.unwrap_or(YEARS), &facts)?,
        (Some(path), false) => {
            return Err(Fault::new(text!(
                "un fichier de scénario et `--set` : l'un ou l'autre",
                "a scenario file and `--set`: one or the other"
            ))
            .in_file(path)
            .into());
        }
    };
    let people = people(&meant, scenario.years);
    let outlook = play(&facts, &scenario, &people);
    say_unread(&facts, lang);
    let unit = &facts.rows.outcome.footprint.criteria[0].unit;
    let scened = Scened {
        outlook: &outlook,
        name: &scenario.name,
        organisation: &meant.estate.card.organisation.name,
        unit,
        factors: meant.set.layers.iter().map(|layer| layer.name.clone()).collect(),
        method: &meant.method.name,
    };
    let mut data = Vec::new();
    match args.format {
        ScenarioFormat::Table => data = scenario_text(&scened, lang).into_bytes(),
        ScenarioFormat::Json => data = scenario_json(&scened).into_bytes(),
        ScenarioFormat::Csv => scenario_csv(&mut data, &scened, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
    }
    terminal::print(&data)?;
    Ok(CommandEnd::Whole)
}

fn init(args: &ScenarioInitArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let meant = args.estate.meant(lang)?;
    annualised(&meant)?;
    let gathered = gathered(&meant, lang)?;
    let facts = facts(&gathered, &meant)?;
    let years = ahead(args.years)?;
    let levers = worth_trying(&facts, &people(&meant, years));
    let written = scenario_template(&levers, facts.number(), years, lang);
    let Some(path) = &args.out else {
        terminal::print(written.as_bytes())?;
        return Ok(CommandEnd::Whole);
    };
    if path.exists() {
        return Err(Fault::new(text!("ce fichier est déjà là", "this file is already there"))
            .in_file(path)
            .hint(text!("choisissez un autre nom", "choose another name"))
            .into());
    }
    write_whole(path, written.as_bytes())?;
    terminal::print(format!("{}\n", path.display()).as_bytes())?;
    Ok(CommandEnd::Whole)
}

/// Says the cells that could not be read: a date among them leaves its machine without one.
pub(super) fn say_unread(facts: &EstateYear<'_>, lang: Lang) {
    let unread = facts.rows.outcome.intake.unread_cells;
    if unread > 0 {
        let Text { fr, en } = Noun::CELL_UNREAD.count(unread as f64);
        let said = text!(
            "{fr}, dates comprises : `empreinte assess` nomme chacune",
            "{en}, dates among them: `empreinte assess` names each"
        );
        terminal::say(said.say(lang));
    }
}

/// How many years ahead are asked for.
pub(super) fn ahead(years: i32) -> Result<i32, Fault> {
    if (1..=MOST_YEARS).contains(&years) {
        return Ok(years);
    }
    let expected = text!(
        "`--years {years}` : de 1 à {MOST_YEARS} attendu",
        "`--years {years}`: 1 to {MOST_YEARS} expected"
    );
    let hint = text!("par exemple `--years {YEARS}`", "for example `--years {YEARS}`");
    Err(Fault::new(expected).hint(hint))
}

/// The years to come are computed one way: making spread over the lifetime. Under another method
/// the first year would be of one and the others of another.
fn annualised(meant: &Meant) -> Result<(), Fault> {
    let name = &meant.method.name;
    if name == DEFAULT_METHOD {
        return Ok(());
    }
    Err(Fault::new(text!(
        "un scénario se calcule selon rcp-si, et non selon {name}",
        "a scenario is computed under rcp-si, not under {name}"
    ))
    .hint(text!(
        "laissez `--method` ; les achats de chaque année, comptés en entier, sont dans la colonne des achats (`--format csv`)",
        "leave `--method` out; what is bought each year, counted whole, stands in the column of purchases (`--format csv`)"
    )))
}

/// The estate, and the scenario after it where there is one.
fn split(args: &EstateArgs) -> (EstateArgs, Option<PathBuf>) {
    let is_scenario =
        |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    let mut estate = args.clone();
    let several = estate.paths.len() > 1;
    let file = estate.paths.pop_if(|path| several && is_scenario(path));
    (estate, file)
}

/// Reads the estate up to its year.
pub(super) fn gathered(meant: &Meant, lang: Lang) -> Result<Gathered<'_>, Fault> {
    gathered_holding(meant, Vec::new(), lang)
}

/// The same with what some pairs of its years both hold.
pub(super) fn gathered_holding(
    meant: &Meant,
    held: Vec<YearPair>,
    lang: Lang,
) -> Result<Gathered<'_>, Fault> {
    let mut progress = Progress::new(lang);
    let heard = |done, of| progress.hear(done, of);
    let (gathered, _) = years::walked(meant, &gathering(meant, None), [], held, heard)?;
    years::say_unread_of(&gathered, meant, lang);
    Ok(gathered)
}

/// The facts of the year; a fault where nothing of it could be counted.
pub(super) fn facts<'a>(
    gathered: &'a Gathered<'a>,
    meant: &Meant,
) -> Result<EstateYear<'a>, Fault> {
    let AssessedYear { year, as_of, .. } = meant.options.year;
    if as_of.year() != year {
        return Err(Fault::new(text!(
            "le {as_of} n'est pas de {year}, l'année de l'inventaire : les années à venir n'auraient pas leur nom",
            "{as_of} is not of {year}, the year of the inventory: the years to come would not be called by their names"
        ))
        .hint(text!(
            "donnez un jour de {year} à `--as-of`, ou une autre année à `--year`",
            "give `--as-of` a day of {year}, or `--year` another year"
        )));
    }
    let facts = EstateYear::of(gathered, year).filter(|facts| is_counted(&facts.rows.outcome));
    facts.ok_or_else(|| match gathered.years.get(&year) {
        Some(rows) => nothing_counted(&rows.outcome.intake, &meant.set, &[], meant.estate.way()),
        None => Fault::new(text!("pas d'inventaire de {year}", "no inventory of {year}")),
    })
}

/// The headcount of each year from the inventory's on: as stated, else that of the year before.
pub(super) fn people(meant: &Meant, years: i32) -> Vec<f64> {
    let card = &meant.estate.card;
    let first = meant.options.year.year;
    let now = card.headcount(first);
    let mut last = now.unwrap_or(1.0);
    (0..=years)
        .map(|ahead| {
            // Without that of the first year no later one says how it moves.
            if now.is_some() {
                last = card.headcount(first + ahead).unwrap_or(last);
            }
            last
        })
        .collect()
}
