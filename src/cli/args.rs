//! Arguments that several commands share.

use super::card::CardArgs;
use super::help::{METHOD, READING};
use clap::Args;
use empreinte::estate::Estate;
use empreinte::factor::{DEFAULT_SET, FactorSet, SetPlace};
use empreinte::fault::Fault;
use empreinte::impact::AssessedYear;
use empreinte::inventory::{SourceFormat, ToldColumn};
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::table::{CsvDialect, DateOrder, Day, Encoding, parse_day};
use empreinte::text;
use empreinte::walk::WalkOptions;
use std::path::{Path, PathBuf};

/// The method where none is asked for.
pub(super) const DEFAULT_METHOD: &str = "rcp-si";

/// The most threads that may be asked for.
const MOST_THREADS: usize = 256;

/// What to assess, and how.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct EstateArgs {
    /// Estate folder, or inventory files
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Year to assess [default: the latest inventory's]
    #[arg(long, help_heading = METHOD, value_name = "YEAR")]
    year: Option<i32>,
    /// Date at which ages are taken [default: the last day of the year]
    #[arg(long, help_heading = METHOD, value_name = "DATE")]
    as_of: Option<String>,
    /// Method: rcp-si, ghg-protocol, numecoeval, ecodiag-flow or ecodiag-stock
    #[arg(long, help_heading = METHOD, value_name = "NAME", default_value = DEFAULT_METHOD)]
    pub(super) method: String,
    /// Folder of a factor set, or name of one in the program [default: core-2026.12]; repeated,
    /// each lies over the one before
    #[arg(long, help_heading = METHOD, value_name = "DIR")]
    pub(super) factors: Vec<PathBuf>,
    /// Take a factor set that has no manifest
    #[arg(long, help_heading = METHOD)]
    pub(super) unsigned_factors: bool,
    /// Criteria to compute, separated by commas [default: those the set computes unasked]
    #[arg(long, help_heading = METHOD, value_name = "CODES", value_delimiter = ',')]
    criteria: Vec<String>,
    /// Encoding of the inventories, where it is not recognised
    #[arg(long, help_heading = READING, value_name = "NAME", value_parser = ["utf-8", "windows-1252", "macintosh", "utf-16le", "utf-16be", "utf-32le", "utf-32be"])]
    encoding: Option<String>,
    /// What comes first in dates such as 04/01/2023, where no date of the file tells: dmy or mdy
    #[arg(long, help_heading = READING, value_name = "ORDER", value_parser = ["dmy", "mdy"])]
    date_order: Option<String>,
    /// Read every table as this source, whatever its headings: glpi, snipe-it, spreadsheet…
    /// (`empreinte import --explain` names them)
    #[arg(long, help_heading = READING, value_name = "NAME", value_parser = source_named)]
    source: Option<SourceFormat>,
    /// What a column is, by its heading: `"Stock=quantity"`, or `"Stock=unread"`; may be repeated
    #[arg(long, help_heading = READING, value_name = "HEADING=COLUMN")]
    column: Vec<String>,
    #[command(flatten)]
    pub(super) card: CardArgs,
    /// Threads [default: as many as the machine has]
    #[arg(long, help_heading = READING, value_name = "N")]
    threads: Option<usize>,
}

/// What the arguments mean.
pub(super) struct Meant {
    pub(super) estate: Estate,
    pub(super) set: FactorSet,
    pub(super) method: Method,
    pub(super) options: WalkOptions,
}

impl EstateArgs {
    /// The factors named, with the estate's own on top, before any method adapts them.
    pub(super) fn factors(&self, estate: &Estate) -> Result<FactorSet, Fault> {
        factor_set(&self.factors, estate.own_factors().as_deref(), self.unsigned_factors)
    }

    /// The factors named, without any estate.
    pub(super) fn factors_alone(&self) -> Result<FactorSet, Fault> {
        factor_set(&self.factors, None, self.unsigned_factors)
    }

    /// Other sets in the place of those named, the estate's own on top.
    pub(super) fn factors_of(
        &self,
        places: &[PathBuf],
        estate: &Estate,
    ) -> Result<FactorSet, Fault> {
        factor_set(places, estate.own_factors().as_deref(), self.unsigned_factors)
    }

    /// An estate and a year with these factor sets, all else by default.
    pub(super) fn of(path: PathBuf, year: Option<i32>, factors: &Path, unsigned: bool) -> Self {
        Self {
            paths: vec![path],
            year,
            method: DEFAULT_METHOD.to_owned(),
            factors: vec![factors.to_owned()],
            unsigned_factors: unsigned,
            ..Self::default()
        }
    }

    /// An estate and a year, all else by default.
    pub(super) fn of_estate(path: PathBuf, year: Option<i32>) -> Self {
        Self { paths: vec![path], year, method: DEFAULT_METHOD.to_owned(), ..Self::default() }
    }

    /// The same of other places, in a year.
    pub(super) fn in_year(&self, paths: Vec<PathBuf>, year: i32) -> Self {
        let as_of = self.as_of.clone().filter(|_| self.year == Some(year));
        Self { paths, year: Some(year), as_of, ..self.clone() }
    }

    /// The same in the year that another is compared with: what is said of the year assessed alone
    /// is not said of it.
    pub(super) fn beside(&self, paths: Vec<PathBuf>, year: i32) -> Self {
        let mut beside = self.in_year(paths, year);
        beside.card.forget_the_year();
        beside
    }

    /// The same with the day at which ages are taken, where it is of the year.
    pub(super) fn dated_as(mut self, args: &Self, year: i32) -> Self {
        let of_year = |date: &&String| parse_day(date).is_none_or(|day| day.year() == year);
        self.as_of = args.as_of.as_ref().filter(of_year).cloned();
        self
    }

    /// The year that is named.
    pub(super) fn year(&self) -> Option<i32> {
        self.year
    }

    /// Refuses a day at which ages are taken that is of neither year.
    pub(super) fn has_day_in(&self, years: [i32; 2]) -> Result<(), Fault> {
        let Some((date, day)) = self.as_of.as_ref().and_then(|d| Some((d, parse_day(d)?))) else {
            return Ok(());
        };
        if years.contains(&day.year()) {
            return Ok(());
        }
        let [from, to] = years;
        Err(Fault::new(text!(
            "`--as-of {date}` n'est ni de {from} ni de {to}",
            "`--as-of {date}` is neither of {from} nor of {to}"
        ))
        .hint(text!(
            "la date où les âges sont pris est de l'une des deux années",
            "the day at which ages are taken is of one of the two years"
        )))
    }

    /// The same of other places, in their last year.
    pub(super) fn elsewhere(&self, paths: Vec<PathBuf>) -> Self {
        Self { paths, year: None, as_of: None, ..self.clone() }
    }

    /// Opens what the arguments name.
    pub(super) fn meant(&self, lang: Lang) -> Result<Meant, Fault> {
        let mut estate = self.estate()?;
        let method = Method::named(&self.method)?;
        let set = method.adapt(self.factors(&estate)?);
        let year = match self.year {
            Some(year) if !(1990..=2100).contains(&year) => {
                return Err(Fault::new(text!(
                    "année impossible : {year}",
                    "impossible year: {year}"
                )));
            }
            Some(year) => year,
            None => match estate.years().into_iter().max() {
                Some(year) => year,
                None => this_year(lang)?,
            },
        };
        self.card.over(&mut estate, year)?;
        let as_of = match &self.as_of {
            None => None,
            Some(date) => Some(parse_day(date).ok_or_else(|| {
                Fault::new(text!(
                    "`--as-of {date}` n'est pas une date",
                    "`--as-of {date}` is not a date"
                ))
                .hint(text!("écrivez AAAA-MM-JJ", "write YYYY-MM-DD"))
            })?),
        };
        if let Some(day) = as_of.filter(|day| day.year() > year) {
            return Err(Fault::new(text!(
                "`--as-of {day}` : après l'année comptée, {year}",
                "`--as-of {day}`: after the year that is counted, {year}"
            ))
            .hint(text!(
                "donnez un jour de {year} au plus tard, ou l'année avec `--year`",
                "give a day of {year} at the latest, or the year with `--year`"
            )));
        }
        let threads = self.threads.unwrap_or_else(|| {
            std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
        });
        // More than any machine has: a number typed is no number of threads to start.
        if threads > MOST_THREADS {
            return Err(Fault::new(text!(
                "`--threads {threads}` : au plus {MOST_THREADS}",
                "`--threads {threads}`: at most {MOST_THREADS}"
            )));
        }
        Ok(Meant {
            estate,
            set,
            method,
            options: WalkOptions {
                year: AssessedYear::new(year, as_of),
                criteria: self.criteria.clone(),
                encoding: self.encoding.as_deref().and_then(Encoding::named),
                date_order: self.date_order.as_deref().map(|order| match order {
                    "mdy" => DateOrder::MonthFirst,
                    _ => DateOrder::DayFirst,
                }),
                user_key: None,
                threads,
            },
        })
    }
}

impl EstateArgs {
    /// The estate that the arguments name, with what they say of its tables.
    pub(super) fn estate(&self) -> Result<Estate, Fault> {
        let mut estate = Estate::open(&self.paths)?;
        estate.source = self.source;
        for said in &self.column {
            estate.columns.push(ToldColumn::parse(said)?);
        }
        Ok(estate)
    }

    /// The same with paths that hold wherever the program stands.
    pub(super) fn absolute(&self) -> Result<Self, Fault> {
        let whole = |path: &PathBuf| {
            path.canonicalize()
                .map_err(|error| empreinte::table::TextSource::cannot_read(path, &error))
        };
        let paths = self.paths.iter().map(whole).collect::<Result<_, _>>()?;
        Ok(Self { paths, ..self.clone() })
    }

    /// What was said besides the paths, the factors and the threads, as it would be typed again.
    pub(super) fn said(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut say = |option: &str, value: Option<String>| {
            words.extend(value.map(|value| format!("--{option}={value}")));
        };
        say("year", self.year.map(|year| year.to_string()));
        say("as-of", self.as_of.clone());
        say("method", Some(self.method.clone()));
        say("criteria", (!self.criteria.is_empty()).then(|| self.criteria.join(",")));
        say("encoding", self.encoding.clone());
        say("date-order", self.date_order.clone());
        say("source", self.source.map(|source| source.code().to_owned()));
        for column in &self.column {
            say("column", Some(column.clone()));
        }
        self.card.say(&mut say);
        words.extend(self.unsigned_factors.then(|| "--unsigned-factors".to_owned()));
        words
    }

    /// The arguments of words typed before, of other paths and factors.
    pub(super) fn of_words(
        words: &[String],
        paths: Vec<PathBuf>,
        factors: Vec<PathBuf>,
        threads: Option<usize>,
    ) -> Result<Self, Fault> {
        let command = Self::augment_args(clap::Command::new("empreinte").no_binary_name(true));
        let place = paths.iter().map(|path| path.as_os_str().to_owned());
        let typed = words.iter().map(std::ffi::OsString::from).chain(place);
        let matches = command.try_get_matches_from(typed);
        let args = matches.and_then(|m| <Self as clap::FromArgMatches>::from_arg_matches(&m));
        let args = args.map_err(|_| {
            Fault::new(text!(
                "options impossibles dans pack.json",
                "impossible options in pack.json"
            ))
        })?;
        Ok(Self { paths, factors, threads, ..args })
    }

    /// Whether the arguments say which source the tables are of.
    pub(super) fn says_a_source(&self) -> bool {
        self.source.is_some()
    }

    /// The encoding that the arguments name.
    pub(super) fn encoding(&self) -> Option<Encoding> {
        self.encoding.as_deref().and_then(Encoding::named)
    }
}

/// The source of tables of that name.
fn source_named(name: &str) -> Result<SourceFormat, String> {
    let tables = || SourceFormat::ALL.iter().filter(|source| source.is_table());
    tables().copied().find(|source| source.code() == name).ok_or_else(|| {
        let codes: Vec<&str> = tables().map(|source| source.code()).collect();
        codes.join(", ")
    })
}

/// The sets given, or the one shipped, laid over one another; the estate's own on top.
pub(super) fn factor_set(
    given: &[PathBuf],
    own: Option<&Path>,
    unsigned: bool,
) -> Result<FactorSet, Fault> {
    let mut places =
        given.iter().map(|word| SetPlace::named(word)).collect::<Result<Vec<_>, _>>()?;
    if places.is_empty() {
        places.push(SetPlace::named(Path::new(DEFAULT_SET))?);
    }
    places.extend(own.map(|folder| SetPlace::Folder(folder.to_owned())));
    FactorSet::stack(&places, unsigned)
}

/// The year of the clock, for a lone file whose name tells none; said, since it is an assumption.
fn this_year(lang: Lang) -> Result<i32, Fault> {
    let year = today()?.year();
    super::terminal::say(
        text!(
            "année non précisée : {year} (choisissez avec `--year`)",
            "no year given: {year} (choose with `--year`)"
        )
        .say(lang),
    );
    Ok(year)
}

/// The day of the clock, in universal time.
pub(super) fn today() -> Result<Day, Fault> {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = |value: i8| u8::try_from(value).ok();
    day(now.month())
        .zip(day(now.day()))
        .and_then(|(month, day)| Day::new(i32::from(now.year()), month, day))
        .ok_or_else(|| Fault::new(text!("date du jour inconnue", "today's date is unknown")))
}

/// How CSV results are written.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(super) enum DialectArg {
    /// Commas and decimal points
    #[default]
    Standard,
    /// Semicolons, decimal commas and a byte-order mark, for a French Excel
    Fr,
}

impl From<DialectArg> for CsvDialect {
    fn from(arg: DialectArg) -> Self {
        match arg {
            DialectArg::Standard => Self::Standard,
            DialectArg::Fr => Self::French,
        }
    }
}
