//! A scenario as it is written: TOML, and levers such as `laptop.lifetime = +1`.

use super::lever::{LEVERS, Lever, LeverDoes, Thing, halves};
use super::read::{possible, read};
use super::state::Start;
use ground::fault::Fault;
use ground::table::read_toml;
use ground::text;
use indicator::EstateYear;
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// A scenario with every key, for what is written otherwise.
const EXAMPLE: &str = include_str!("example.toml");

/// How many years are told of where nothing says it.
pub const YEARS: i32 = 5;

/// The most years that are told of.
pub const MOST_YEARS: i32 = 30;

/// What is to be played.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// How many years after the inventory's.
    pub years: i32,
    /// Its levers.
    pub levers: Vec<Lever>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeverAsWritten {
    #[serde(default)]
    name: String,
    #[serde(default = "usual")]
    years: Spanned<i32>,
    #[serde(default)]
    lever: Vec<WrittenLever>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLever {
    set: Spanned<String>,
    from: Option<Spanned<i32>>,
    cost_eur: Option<Spanned<f64>>,
}

fn usual() -> Spanned<i32> {
    Spanned::new(0..0, YEARS)
}

/// Whether a word has the shape of a lever: a name there is, and a value. Whether an estate has the
/// thing, and may set it to that, is for [`Scenario::of_options`] to say.
pub fn is_lever(said: &str) -> bool {
    let Some((key, value)) = halves(said) else { return false };
    let alike = |known: &str| match (known.rsplit_once('.'), key.rsplit_once('.')) {
        (Some((_, known)), Some((subject, name))) => !subject.is_empty() && known == name,
        (None, None) => known == key,
        _ => false,
    };
    !value.is_empty() && LEVERS.iter().any(|(known, _)| alike(known))
}

/// Where a lever is written.
enum Where<'a> {
    Option,
    Years,
    Line(&'a Path, u64),
}

impl Scenario {
    /// A scenario of levers given one by one.
    ///
    /// # Errors
    ///
    /// A lever does not exist, or cannot be set to that.
    pub fn of_options(said: &[String], years: i32, facts: &EstateYear<'_>) -> Result<Self, Fault> {
        let start = Start::of(facts);
        let from = facts.number() + 1;
        let levers = said.iter().map(|said| {
            let what = read(said, &start).map_err(|fault| at(&Where::Option, said, fault))?;
            Ok(Lever { said: tidy(said), what, from, cost_eur: None })
        });
        let levers = levers.collect::<Result<Vec<_>, Fault>>()?;
        if let Some((_, fault)) = clash(&levers, &start) {
            return Err(at(&Where::Option, "", fault));
        }
        check_years(years).map_err(|fault| at(&Where::Years, &years.to_string(), fault))?;
        Ok(Self { name: String::new(), years, levers })
    }

    /// A scenario as a file has it, over the years that are asked for, else those of the file.
    ///
    /// # Errors
    ///
    /// The file is no TOML, has an unknown key, or a lever that does not exist or cannot be set
    /// to that.
    pub fn parse(
        path: &Path,
        text: &str,
        asked: Option<i32>,
        facts: &EstateYear<'_>,
    ) -> Result<Self, Fault> {
        let what = text!("le scénario est illisible", "the scenario cannot be read");
        let written: LeverAsWritten = read_toml(path, text, what, EXAMPLE).map_err(|fault| {
            fault.hint(text!(
                "clés : name, years, [[lever]] avec set, from, cost_eur ; `empreinte scenario init` en écrit un",
                "keys: name, years, [[lever]] with set, from, cost_eur; `empreinte scenario init` writes one"
            ))
        })?;
        let line = |start: usize| {
            let before = text.get(..start).unwrap_or("");
            1 + before.bytes().filter(|byte| *byte == b'\n').count() as u64
        };
        let start = Start::of(facts);
        let first = facts.number() + 1;
        let years = asked.unwrap_or(*written.years.get_ref());
        let place = match asked {
            Some(_) => Where::Years,
            None => Where::Line(path, line(written.years.span().start)),
        };
        check_years(years).map_err(|fault| at(&place, &years.to_string(), fault))?;
        let levers = written.lever.iter().map(|lever| {
            let said = lever.set.get_ref();
            let place = Where::Line(path, line(lever.set.span().start));
            let what = read(said, &start).map_err(|fault| at(&place, said, fault))?;
            let from = lever.from.as_ref().map_or(first, |from| *from.get_ref());
            if from < first || from > first + years - 1 {
                let last = first + years - 1;
                let fault = Fault::new(text!(
                    "`from = {from}` : une année de {first} à {last} attendue",
                    "`from = {from}`: a year from {first} to {last} expected"
                ));
                let written = lever.from.as_ref().map_or(0, |from| from.span().start);
                let place = Where::Line(path, line(written));
                return Err(at(&place, &from.to_string(), fault));
            }
            let cost_eur = lever.cost_eur.as_ref().map(|cost| *cost.get_ref());
            if let Some(cost) = cost_eur.filter(|cost| !cost.is_finite() || *cost < 0.0) {
                let written = lever.cost_eur.as_ref().map_or(0, |cost| cost.span().start);
                let fault = Fault::new(text!(
                    "`cost_eur = {cost}` : des euros attendus, 0 ou plus",
                    "`cost_eur = {cost}`: euros expected, 0 or more"
                ));
                return Err(at(&Where::Line(path, line(written)), &cost.to_string(), fault));
            }
            Ok(Lever { said: tidy(said), what, from, cost_eur })
        });
        let levers = levers.collect::<Result<Vec<_>, Fault>>()?;
        if let Some((second, fault)) = clash(&levers, &start) {
            let set = &written.lever[second].set;
            let place = Where::Line(path, line(set.span().start));
            return Err(at(&place, set.get_ref(), fault));
        }
        if levers.is_empty() {
            return Err(Fault::new(text!("aucun levier", "no lever"))
                .in_file(path)
                .hint(possible()));
        }
        Ok(Self { name: written.name, years, levers })
    }
}

/// Two levers on one thing of which no rule says which holds: both begin in one year; or one says
/// how many of a type there are in all, the other how many of a kind of it. With the place of the
/// second.
///
/// A contract beside another lever of electricity is of another figure.
fn clash(levers: &[Lever], start: &Start<'_>) -> Option<(usize, Fault)> {
    let pairs = levers
        .iter()
        .enumerate()
        .flat_map(|(at, second)| levers[..at].iter().map(move |first| (first, (at, second))));
    for (one, (at, other)) in pairs {
        let (a, b) = (one.what.on(), other.what.on());
        if a == b && one.from == other.from && one.what != LeverDoes::Contract {
            return Some((at, twice(one, other)));
        }
        let set = start.facts.set();
        if let ((Thing::Number, Some(id)), (Thing::Number, Some(of))) = (a, b)
            && id != of
            && ((set.is_kind_of(id, of) && other.what.is_exact_number())
                || (set.is_kind_of(of, id) && one.what.is_exact_number()))
        {
            return Some((at, within(one, other)));
        }
    }
    None
}

fn twice(one: &Lever, other: &Lever) -> Fault {
    let (from, said, again) = (one.from, &one.said, &other.said);
    Fault::new(text!(
        "`{said}` et `{again}` : ce levier est donné deux fois à partir de {from}",
        "`{said}` and `{again}`: this lever is given twice from {from}"
    ))
    .hint(text!(
        "n'en gardez qu'un, ou donnez-leur des années différentes (`from`) : le plus tardif prend alors la place de l'autre",
        "keep one, or give them different years (`from`): the later then takes the place of the other"
    ))
}

fn within(one: &Lever, other: &Lever) -> Fault {
    let (said, again) = (&one.said, &other.said);
    Fault::new(text!(
        "`{said}` et `{again}` : l'un dit le nombre d'un type, l'autre celui d'une de ses sortes",
        "`{said}` and `{again}`: one tells the number of a type, the other that of a kind of it"
    ))
    .hint(text!(
        "donnez le nombre de chaque sorte, ou une part (-20%) pour le type entier",
        "tell the number of each kind, or a share (-20%) for the type as a whole"
    ))
}

fn check_years(years: i32) -> Result<(), Fault> {
    if (1..=MOST_YEARS).contains(&years) {
        return Ok(());
    }
    Err(Fault::new(text!(
        "years = {years} : de 1 à {MOST_YEARS} attendu",
        "years = {years}: 1 to {MOST_YEARS} expected"
    )))
}

/// Says where a lever was written.
fn at(place: &Where<'_>, value: &str, fault: Fault) -> Fault {
    match place {
        Where::Option => fault.in_file(Path::new("--set")),
        Where::Years => fault.in_file(Path::new("--years")),
        Where::Line(path, line) => fault.at(path, *line, "", value),
    }
}

fn tidy(said: &str) -> String {
    halves(said).map_or_else(|| said.trim().to_owned(), |(key, value)| format!("{key} = {value}"))
}
