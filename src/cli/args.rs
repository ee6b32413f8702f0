//! Arguments that several commands share.

use clap::Args;
use empreinte::estate::Estate;
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::impact::Year;
use empreinte::lang::Lang;
use empreinte::method::Method;
use empreinte::table::{CsvDialect, Encoding, parse_day};
use empreinte::text;
use empreinte::walk::WalkOptions;
use std::path::PathBuf;

/// What to assess, and how.
#[derive(Debug, Args)]
pub(super) struct EstateArgs {
    /// Estate folder, or inventory files
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Year to assess [default: the latest inventory's]
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// Date at which ages are taken [default: the last day of the year]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Method: rcp-si, ghg-protocol, numecoeval, ecodiag-flow or ecodiag-stock
    #[arg(long, value_name = "NAME", default_value = "rcp-si")]
    pub(super) method: String,
    /// Folder of a factor set [default: the set shipped in the program, core-2026.11]
    #[arg(long, value_name = "DIR")]
    factors: Vec<PathBuf>,
    /// Take a factor set that has no manifest
    #[arg(long)]
    pub(super) unsigned_factors: bool,
    /// Criteria to compute, separated by commas [default: all of the set]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    criteria: Vec<String>,
    /// Encoding of the inventories, where it is not recognised
    #[arg(long, value_name = "NAME", value_parser = ["utf-8", "windows-1252", "macintosh", "utf-16le", "utf-16be"])]
    encoding: Option<String>,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
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
    /// The factors named, before any method adapts them.
    pub(super) fn factors(&self) -> Result<FactorSet, Fault> {
        factor_set(&self.factors, self.unsigned_factors)
    }

    /// Opens what the arguments name.
    pub(super) fn meant(&self, lang: Lang) -> Result<Meant, Fault> {
        let estate = Estate::open(&self.paths)?;
        let method = Method::named(&self.method)?;
        let set = method.adapt(factor_set(&self.factors, self.unsigned_factors)?);
        let year = match self.year {
            Some(year) if !(1990..=2100).contains(&year) => {
                return Err(Fault::new(text!(
                    "année impossible : {year}",
                    "impossible year: {year}"
                )));
            }
            Some(year) => year,
            None => estate.years().into_iter().max().unwrap_or_else(|| this_year(lang)),
        };
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
        let threads = self.threads.unwrap_or_else(|| {
            std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
        });
        Ok(Meant {
            estate,
            set,
            method,
            options: WalkOptions {
                year: Year::new(year, as_of),
                criteria: self.criteria.clone(),
                encoding: self.encoding.as_deref().and_then(Encoding::named),
                threads,
            },
        })
    }
}

/// The set of the folders given, or the one shipped.
pub(super) fn factor_set(folders: &[PathBuf], unsigned: bool) -> Result<FactorSet, Fault> {
    match folders {
        [] => FactorSet::shipped(),
        [one] => FactorSet::open(one, unsigned),
        [_, second, ..] => Err(Fault::new(text!(
            "un seul jeu de facteurs par résultat",
            "one factor set a result"
        ))
        .in_file(second)
        .hint(text!(
            "lancez une fois par jeu, et comparez les deux résultats",
            "run once for each set, and compare the two results"
        ))),
    }
}

/// The year of the clock, for a lone file whose name tells none; said, since it is an assumption.
fn this_year(lang: Lang) -> i32 {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let year = i32::from(now.year());
    super::terminal::say(&match lang {
        Lang::Fr => format!("année non précisée : {year} (choisissez avec `--year`)"),
        Lang::En => format!("no year given: {year} (choose with `--year`)"),
    });
    year
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
