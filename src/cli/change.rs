//! `empreinte change`: why a year's figure is not another's.

mod published;

use self::published::{Publication, published};
use super::args::{DialectArg, EstateArgs, Meant};
use super::run::{Doors, Take, cannot_write, counted, walk_with};
use super::{CommandEnd, CommandFailure, terminal};
use clap::{Args, ValueEnum};
use empreinte::change::{Change, Collected, SeenBatch, SeenRecorder, YearSeen};
use empreinte::estate::Estate;
use empreinte::fault::Fault;
use empreinte::impact::Kernel;
use empreinte::lang::Lang;
use empreinte::page::change_svg;
use empreinte::report::{Changed, change_csv, change_json, change_text};
use empreinte::text;
use empreinte::walk::{Outcome, Walk};
use std::path::{Path, PathBuf};

/// Tell why a year's footprint is not another year's, effect by effect, nothing left over
///
/// First what is counted otherwise (factor set, perimeter, data quality), then what the equipment
/// did: volume, mix, models, ageing, lifetime, energy per unit, PUE, electricity. Each effect has
/// its 90% interval, and the machines that stayed, left and arrived stand beside. Without years,
/// the last two. Two estates (or two folders that `import --out` wrote) can be given instead of one.
///
/// Examples:
///   empreinte change inventories/mairie-exemple 2023 2024
///   empreinte change inventories/mairie-exemple 2024 2025 --format svg > pourquoi.svg
///   empreinte change parc --before-factors core-2026.11
///   empreinte change parc --before-run resultats-2024/run.json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
#[command(mut_arg("paths", |arg| arg
    .help("Estate folder, or two, then the two years [default: the last two]")
    .value_name("ESTATE|YEAR")))]
pub(super) struct ChangeArgs {
    #[command(flatten)]
    estate: EstateArgs,
    /// The factor set that the earlier figure was published with: its change is told apart
    #[arg(long, value_name = "DIR")]
    before_factors: Vec<PathBuf>,
    /// The method that the earlier figure was published with: its change is told apart
    #[arg(long, value_name = "NAME")]
    before_method: Option<String>,
    /// The `run.json` of the earlier figure as it was published, or its folder: the change of its
    /// factors, its method and the program since is told apart
    #[arg(long, value_name = "FILE", conflicts_with_all = ["before_factors", "before_method"])]
    before_run: Option<PathBuf>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = ChangeFormat::Table)]
    format: ChangeFormat,
    /// How CSV results are written
    #[arg(long, value_enum, default_value_t = DialectArg::Standard)]
    csv_dialect: DialectArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChangeFormat {
    /// Sentences and tables for people
    Table,
    /// One JSON document
    Json,
    /// One CSV table
    Csv,
    /// A waterfall chart
    Svg,
}

/// Keeps all rows of a year.
struct KeepsYearRows(Collected);

impl Take<SeenBatch> for KeepsYearRows {
    fn take(&mut self, batch: SeenBatch) -> Result<(), Fault> {
        self.0.add(batch);
        Ok(())
    }
}

pub(super) fn run(args: &ChangeArgs, lang: Lang) -> Result<CommandEnd, CommandFailure> {
    let [from, to] = years(&args.estate, lang)?;
    let published = published(args, &from, &to, lang)?;
    let change = between(&from, &to, published, lang)?;
    let headcount = |meant: &Meant| meant.estate.card.headcount(meant.options.year.year);
    let changed = Changed {
        change: &change,
        organisation: &to.estate.card.organisation.name,
        headcount: (headcount(&from), headcount(&to)),
        factors: to.set.layers.iter().map(|layer| layer.name.clone()).collect(),
        method: &to.method,
    };
    let mut data = Vec::new();
    match args.format {
        ChangeFormat::Table => data = change_text(&changed, lang).into_bytes(),
        ChangeFormat::Json => data = change_json(&changed).into_bytes(),
        ChangeFormat::Csv => change_csv(&mut data, &changed, args.csv_dialect.into())
            .map_err(|error| cannot_write(&error))?,
        ChangeFormat::Svg => data = change_svg(&change, lang)?.into_bytes(),
    }
    terminal::print(&data)?;
    Ok(CommandEnd::Whole)
}

/// The change between two years; the factors and the method of the second for both.
fn between(
    from: &Meant,
    to: &Meant,
    published: Option<Publication>,
    lang: Lang,
) -> Result<Change, Fault> {
    let (first, second) = (
        Walk::prepare(&from.estate, &to.set, &to.method, from.options.clone())?,
        Walk::prepare(&to.estate, &to.set, &to.method, to.options.clone())?,
    );
    let kernels = (first.kernel()?, second.kernel()?);
    let (old_rows, old) = seen(&first, &kernels.0, lang)?;
    let (new_rows, new) = seen(&second, &kernels.1, lang)?;
    let published = published.map(|one| one.held_to(&old.intake.inputs)).transpose()?;
    let old = YearSeen::of(&first, &kernels.0, old_rows, &old);
    let new = YearSeen::of(&second, &kernels.1, new_rows, &new);
    Change::between(old, new, &to.set, published)
}

/// The rows of a year, and what they came to.
fn seen(walked: &Walk<'_>, kernel: &Kernel<'_>, lang: Lang) -> Result<(Collected, Outcome), Fault> {
    let doors = Doors::new(None, KeepsYearRows(Collected::default()), lang);
    let (outcome, doors) = walk_with(walked, kernel, || SeenRecorder, doors)?;
    counted(walked, &outcome, &doors.first.rejects)?;
    Ok((doors.batches.0, outcome))
}

/// The two years with their options: what is said of one year alone is of the one compared, but for
/// a date, which is of its own year.
fn years(args: &EstateArgs, lang: Lang) -> Result<[Meant; 2], Fault> {
    let [(from, from_year), (to, to_year)] = places(args)?;
    args.has_day_in([from_year, to_year])?;
    Ok([
        args.beside(from, from_year).dated_as(args, from_year).meant(lang)?,
        args.in_year(to, to_year).dated_as(args, to_year).meant(lang)?,
    ])
}

/// The places of the two years: those named after the estate, else its last two.
fn places(args: &EstateArgs) -> Result<[(Vec<PathBuf>, i32); 2], Fault> {
    let year_of = |word: &PathBuf| -> Option<i32> {
        let word = word.to_str()?;
        (word.len() == 4 && !word.contains('/')).then(|| word.parse().ok()).flatten()
    };
    let count = args.paths.iter().rev().take_while(|word| year_of(word).is_some()).count();
    let (paths, words) = args.paths.split_at(args.paths.len() - count);
    let mut named: Vec<i32> = words.iter().filter_map(year_of).collect();
    if let Some(year) = args.year() {
        if !named.is_empty() && named.last() != Some(&year) {
            return Err(another_year(year, &named));
        }
        if named.is_empty() {
            named.push(year);
        }
    }
    let paths: Vec<PathBuf> = paths.to_vec();
    if paths.is_empty() {
        let said =
            words.iter().map(|word| word.display().to_string()).collect::<Vec<_>>().join(" ");
        return Err(Fault::new(text!(
            "`{said}` : il manque le parc, avant les années",
            "`{said}`: the estate is missing, before the years"
        ))
        .hint(text!(
            "par exemple `empreinte change parc 2024 2025`",
            "for example `empreinte change estate 2024 2025`"
        )));
    }
    if let Some(word) = paths[1..].iter().find(|word| !word.exists()) {
        return Err(no_year(word));
    }
    if named.len() > 2 || named.len() == 1 && paths.len() > 1 {
        return Err(two_years(&named));
    }
    if paths.len() == 2 {
        let places = [vec![paths[0].clone()], vec![paths[1].clone()]];
        let of = |at: usize| -> Result<(Vec<PathBuf>, i32), Fault> {
            let place = places[at].clone();
            let year = match named.get(at) {
                Some(year) => *year,
                None => last_year(&Estate::open(&place)?)?,
            };
            Ok((place, year))
        };
        return Ok([of(0)?, of(1)?]);
    }
    if paths.len() > 2 {
        let said = paths[1..].iter().map(|word| word.display().to_string());
        let said = said.collect::<Vec<_>>().join(" ");
        return Err(Fault::new(text!(
            "`{said}` : ni un second parc, ni deux années",
            "`{said}`: neither a second estate nor two years"
        ))
        .hint(text!(
            "`empreinte change PARC 2024 2025`, ou `empreinte change A B 2024 2025`",
            "`empreinte change ESTATE 2024 2025`, or `empreinte change A B 2024 2025`"
        )));
    }
    let estate = Estate::open(&paths)?;
    let known = estate.years();
    // A lone file is one inventory, whatever year it is taken for.
    if known.len() < 2 && !(known.len() == 1 && named == [known[0], known[0]]) {
        return Err(one_inventory(&estate, &known));
    }
    let [from, to] = match named[..] {
        [from, to] => [from, to],
        [to] if !known.contains(&to) => return Err(no_inventory(&estate, to, &known)),
        [to] => {
            let before = known.iter().filter(|year| **year < to).max();
            [*before.ok_or_else(|| none_before(&estate, to, &known))?, to]
        }
        _ => [known[known.len() - 2], known[known.len() - 1]],
    };
    for year in [from, to] {
        if !known.contains(&year) {
            return Err(no_inventory(&estate, year, &known));
        }
    }
    Ok([(paths.clone(), from), (paths, to)])
}

fn no_year(word: &Path) -> Fault {
    let said = word.display();
    Fault::new(text!(
        "`{said}` : ni une année de quatre chiffres, ni un second parc qui existe",
        "`{said}`: neither a year of four digits nor a second estate that exists"
    ))
    .hint(text!(
        "`empreinte change PARC 2024 2025`, ou `empreinte change A B 2024 2025`",
        "`empreinte change ESTATE 2024 2025`, or `empreinte change A B 2024 2025`"
    ))
}

fn another_year(year: i32, named: &[i32]) -> Fault {
    let said: Vec<String> = named.iter().map(i32::to_string).collect();
    Fault::new(text!(
        "`--year {year}` et {0} : deux façons de dire les années, qui ne s'accordent pas",
        "`--year {year}` and {0}: two ways of saying the years, which do not agree",
        said.join(" ")
    ))
    .hint(text!(
        "donnez les années après le parc, sans `--year` : `empreinte change PARC 2024 2025`",
        "give the years after the estate, without `--year`: `empreinte change ESTATE 2024 2025`"
    ))
}

fn last_year(estate: &Estate) -> Result<i32, Fault> {
    estate.years().into_iter().max().ok_or_else(|| {
        Fault::new(text!(
            "le nom de cet inventaire ne dit pas son année",
            "this inventory's name does not tell its year"
        ))
        .in_file(&estate.root)
        .hint(text!(
            "donnez les deux années après les deux parcs : `empreinte change A B 2024 2025`",
            "give the two years after the two estates: `empreinte change A B 2024 2025`"
        ))
    })
}

fn two_years(named: &[i32]) -> Fault {
    let said: Vec<String> = named.iter().map(i32::to_string).collect();
    Fault::new(text!(
        "deux années attendues, d'un parc ou de deux ; années données : {0}",
        "two years expected, of one estate or of two; years given: {0}",
        said.join(", ")
    ))
    .hint(text!(
        "`empreinte change PARC 2024 2025`, ou `empreinte change A B 2024 2025`",
        "`empreinte change ESTATE 2024 2025`, or `empreinte change A B 2024 2025`"
    ))
}

fn no_inventory(estate: &Estate, year: i32, known: &[i32]) -> Fault {
    let years: Vec<String> = known.iter().map(i32::to_string).collect();
    Fault::new(text!("pas d'inventaire de {year}", "no inventory of {year}"))
        .in_file(&estate.root)
        .hint(text!("années présentes : {}", "years there are: {}", years.join(", ")))
}

fn none_before(estate: &Estate, year: i32, known: &[i32]) -> Fault {
    let years: Vec<String> = known.iter().map(i32::to_string).collect();
    Fault::new(text!(
        "aucun inventaire avant {year} : rien à quoi le comparer",
        "no inventory before {year}: nothing to compare it with"
    ))
    .in_file(&estate.root)
    .hint(text!("années présentes : {}", "years there are: {}", years.join(", ")))
}

fn one_inventory(estate: &Estate, known: &[i32]) -> Fault {
    let known: Vec<String> = known.iter().map(i32::to_string).collect();
    let there = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
    Fault::new(text!(
        "un seul inventaire ici (année : {there}) ; il en faut deux pour dire ce qui a changé",
        "a single inventory here (year: {there}); it takes two to tell what changed"
    ))
    .in_file(&estate.root)
    .hint(text!(
        "posez ceux des deux années dans un dossier (`inventories/2024.csv`, `inventories/2025.csv`), ou donnez deux parcs : `empreinte change A B 2024 2025`",
        "put those of both years in a folder (`inventories/2024.csv`, `inventories/2025.csv`), or give two estates: `empreinte change A B 2024 2025`"
    ))
}
