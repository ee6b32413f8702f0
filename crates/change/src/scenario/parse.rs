//! A scenario as it is written: TOML, and levers such as `laptop.lifetime = +1`.

use super::lever::{Lever, What};
use super::state::Start;
use factor::TypeId;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::text;
use indicator::EstateYear;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use toml::Spanned;

/// The levers there are: their name, what they are set to.
pub const LEVERS: [(&str, &str); 11] = [
    ("TYPE.lifetime", "+1, -1, 6"),
    ("TYPE.refurbished", "20%, 20% of 3"),
    ("TYPE.per_person", "1"),
    ("TYPE.count", "-20%, 40"),
    ("TYPE.replaced_by", "50% laptop"),
    ("TYPE.energy", "-30%"),
    ("TYPE.pue", "1.3"),
    ("DATACENTRE.pue", "1.3"),
    ("electricity", "-10% | contract"),
    ("headcount", "-5%, 430"),
    ("SERVICE.amount", "-20%"),
];

/// How many years are told of where nothing says it.
pub const YEARS: i32 = 5;

/// The most years that are told of.
pub const MOST_YEARS: i32 = 30;

/// The most that a lever multiplies by: beyond, it is a slip of the keyboard.
const MOST_TIMES: f64 = 11.0;

/// The most units of a type that a person is given.
const MOST_EACH: f64 = 100.0;

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
struct Written {
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
    cost_eur: Option<f64>,
}

fn usual() -> Spanned<i32> {
    Spanned::new(0..0, YEARS)
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
        if let Some(lever) = said_twice(&levers) {
            return Err(at(&Where::Option, &lever.said, twice(lever)));
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
        let written: Written = toml::from_str(text).map_err(|error| {
            let what = text!("le scénario est illisible", "the scenario cannot be read");
            Fault::of_toml(what, path, text, &error).hint(text!(
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
                return Err(at(&place, said, fault));
            }
            let cost_eur = lever.cost_eur;
            if let Some(cost) = cost_eur.filter(|cost| !cost.is_finite() || *cost < 0.0) {
                let fault = Fault::new(text!(
                    "`cost_eur = {cost}` : des euros attendus, 0 ou plus",
                    "`cost_eur = {cost}`: euros expected, 0 or more"
                ));
                return Err(at(&place, said, fault));
            }
            Ok(Lever { said: tidy(said), what, from, cost_eur })
        });
        let levers = levers.collect::<Result<Vec<_>, Fault>>()?;
        if let Some(lever) = said_twice(&levers) {
            return Err(twice(lever).in_file(path));
        }
        if levers.is_empty() {
            return Err(Fault::new(text!("aucun levier", "no lever"))
                .in_file(path)
                .hint(possible()));
        }
        Ok(Self { name: written.name, years, levers })
    }
}

/// Two levers of one name that begin in the same year: one would hide the other.
///
/// A contract beside another lever of electricity is of another figure.
fn said_twice(levers: &[Lever]) -> Option<&Lever> {
    let mut seen = BTreeSet::new();
    levers.iter().filter(|lever| lever.what != What::Contract).find(|lever| {
        let key = lever.said.split('=').next().map(str::trim);
        !seen.insert((key, lever.from))
    })
}

fn twice(lever: &Lever) -> Fault {
    let (said, from) = (&lever.said, lever.from);
    Fault::new(text!(
        "`{said}` : ce levier est donné deux fois à partir de {from}",
        "`{said}`: this lever is given twice from {from}"
    ))
    .hint(text!(
        "n'en gardez qu'un, ou donnez-leur des années différentes (`from`)",
        "keep one, or give them different years (`from`)"
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
fn at(place: &Where<'_>, said: &str, fault: Fault) -> Fault {
    match place {
        Where::Option => fault.at(Path::new("--set"), 1, "set", said),
        Where::Years => fault.at(Path::new("--years"), 1, "years", said),
        Where::Line(path, line) => fault.at(path, *line, "set", said),
    }
}

fn tidy(said: &str) -> String {
    said.split_once('=').map_or_else(
        || said.trim().to_owned(),
        |(key, value)| format!("{} = {}", key.trim(), value.trim()),
    )
}

fn possible() -> Text {
    let all: Vec<String> = LEVERS.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let said = |lang: Lang| all.join(lang.semicolon());
    let (fr, en) = (said(Lang::Fr), said(Lang::En));
    text!("leviers possibles : {fr}", "possible levers: {en}")
}

/// The word of a list that was meant, where one is near, before what there is.
fn near<'a>(word: &str, among: impl Iterator<Item = &'a str>, there: Text) -> Text {
    match equipment::nearest(word, among).first() {
        Some(near) => {
            let Text { fr, en } = there;
            text!("vouliez-vous dire `{near}` ? {fr}", "did you mean `{near}`? {en}")
        }
        None => there,
    }
}

/// Reads a lever such as `laptop.lifetime = +1`.
fn read(said: &str, start: &Start<'_>) -> Result<What, Fault> {
    let Some((key, value)) = said.split_once('=') else {
        return Err(Fault::new(text!("`{said}` n'est pas un levier", "`{said}` is no lever"))
            .hint(possible()));
    };
    let (key, value) = (key.trim(), value.trim());
    let wrong = |expected: Text| {
        let Text { fr, en } = expected;
        Fault::new(text!("`{key}` = `{value}` : {fr}", "`{key}` = `{value}`: {en}"))
    };
    match key {
        "electricity" if value == "contract" => return Ok(What::Contract),
        "electricity" => {
            let times = change(value).ok_or_else(|| {
                wrong(text!(
                    "une part telle que -10% attendue, ou `contract`",
                    "a share such as -10% expected, or `contract`"
                ))
            })?;
            return Ok(What::Electricity(times));
        }
        "headcount" => {
            let now = start.facts.headcount();
            let absolute = number(value).filter(|_| !value.starts_with(['+', '-']));
            let times = match (absolute, now) {
                (Some(people), Some(now)) if people > 0.0 => Some(people / now),
                (Some(_), _) => None,
                (None, _) => change(value),
            };
            return times.filter(|times| *times <= MOST_TIMES).map(What::Headcount).ok_or_else(|| {
                wrong(text!(
                    "une part telle que -5% attendue, ou un nombre de personnes si [headcount] dit celui de l'année, au plus {MOST_TIMES} fois celui-ci",
                    "a share such as -5% expected, or a number of people where [headcount] says that of the year, at most {MOST_TIMES} times it"
                ))
            });
        }
        _ => {}
    }
    let Some((subject, lever)) = key.rsplit_once('.') else {
        let alone = LEVERS.iter().map(|(name, _)| *name).filter(|name| !name.contains('.'));
        return Err(Fault::new(text!("levier inconnu `{key}`", "unknown lever `{key}`"))
            .hint(near(key, alone, possible())));
    };
    if lever == "pue"
        && let Some(at) = start.facts.rows.centres.iter().position(|centre| centre.id == subject)
    {
        return pue(value).map(|pue| What::Pue(at, pue)).ok_or_else(|| wrong(pue_expected()));
    }
    if lever == "amount" {
        let at = start.services.iter().position(|service| service.code == subject);
        let Some(at) = at else {
            let known: Vec<&str> = start.services.iter().map(|one| one.code.as_str()).collect();
            return Err(Fault::new(text!(
                "pas de service `{subject}` cette année",
                "no service `{subject}` in the year"
            ))
            .hint(near(
                subject,
                known.iter().copied(),
                text!("services présents : {0}", "services there are: {0}", known.join(", ")),
            )));
        };
        return change(value).map(|times| What::Service(at, times)).ok_or_else(|| {
            wrong(text!("une part telle que -20% attendue", "a share such as -20% expected"))
        });
    }
    let id = type_of(subject, start)?;
    if let Some(read) = of_type(id, lever, value, start) {
        return read.map_err(wrong);
    }
    let of_types = LEVERS.iter().filter_map(|(name, _)| name.strip_prefix("TYPE."));
    Err(Fault::new(text!("levier inconnu `{lever}`", "unknown lever `{lever}`")).hint(near(
        lever,
        of_types,
        possible(),
    )))
}

/// A lever of a type; `None` where there is no such lever, else what is expected instead.
fn of_type(id: TypeId, lever: &str, value: &str, start: &Start<'_>) -> Option<Result<What, Text>> {
    Some(match lever {
        "lifetime" => lifetime(id, value, start),
        "refurbished" => refurbished(id, value),
        "per_person" => match (number(value), start.facts.headcount()) {
            (Some(each), Some(_)) if (0.0..=MOST_EACH).contains(&each) => {
                Ok(What::PerPerson(id, each))
            }
            (Some(each), None) if (0.0..=MOST_EACH).contains(&each) => Err(text!(
                "[headcount] de estate.toml doit dire les personnes de {0}",
                "[headcount] of estate.toml must tell the people of {0}",
                start.facts.number()
            )),
            _ => Err(text!(
                "un nombre d'unités par personne attendu, de 0 à {MOST_EACH}",
                "units a person expected, 0 to {MOST_EACH}"
            )),
        },
        "count" => {
            let units = start.units(id);
            let absolute = number(value).filter(|_| !value.starts_with(['+', '-']));
            let times = absolute.map(|count| count / units).or_else(|| change(value));
            let times = times.filter(|times| (0.0..=MOST_TIMES).contains(times));
            times.map(|times| What::Count(id, times)).ok_or_else(|| {
                text!("une part telle que -20% attendue, ou un nombre d'unités, au plus {MOST_TIMES} fois ce qu'il y a ({units})", "a share such as -20% expected, or a number of units, at most {MOST_TIMES} times what there is ({units})")
            })
        }
        "replaced_by" => replaced(id, value, start),
        "energy" => change(value).map(|times| What::Energy(id, times)).ok_or_else(|| {
            text!("une part telle que -30% attendue", "a share such as -30% expected")
        }),
        "pue" => pue(value).map(|pue| What::PueOf(id, pue)).ok_or_else(pue_expected),
        _ => return None,
    })
}

fn pue_expected() -> Text {
    text!("un PUE de 1 à 5 attendu", "a PUE from 1 to 5 expected")
}

fn lifetime(id: TypeId, value: &str, start: &Start<'_>) -> Result<What, Text> {
    let now = start.facts.reference(id).unwrap_or(5.0);
    let by =
        number(value).map(|years| if value.starts_with(['+', '-']) { years } else { years - now });
    by.filter(|by| (0.5..=30.0).contains(&(now + by))).map(|by| What::Lifetime(id, by)).ok_or_else(
        || {
            text!(
                "des années en plus (+1) ou en tout (6) attendues ; la durée de vie actuelle est de {now}",
                "years more (+1) or in all (6) expected; the lifetime is now {now}"
            )
        },
    )
}

fn refurbished(id: TypeId, value: &str) -> Result<What, Text> {
    let (share, upstream) = match value.split_once(" of ") {
        Some((part, years)) => (share(part), number(years)),
        None => (share(value), Some(3.0)),
    };
    match (share, upstream.filter(|years| (0.0..=20.0).contains(years))) {
        (Some(share), Some(years)) => Ok(What::Refurbished(id, share, years)),
        _ => Err(text!(
            "une part de 0% à 100% des achats attendue (`20%`, ou `20% of 3` après 3 ans d'usage par d'autres)",
            "a share of 0% to 100% of purchases expected (`20%`, or `20% of 3` after 3 years of use by others)"
        )),
    }
}

fn replaced(id: TypeId, value: &str, start: &Start<'_>) -> Result<What, Text> {
    let of = value.split_once(' ').and_then(|(part, code)| {
        let to = start.facts.set().type_named(code.trim())?;
        // By itself, or by what it is a kind of, nothing is replaced.
        let set = start.facts.set();
        let kin = |id| std::iter::successors(Some(id), |id| set.equipment_type(*id).parent);
        let other = !kin(to).any(|one| one == id) && !kin(id).any(|one| one == to);
        (other && start.units(to) > 0.0).then_some((share(part)?, to))
    });
    of.map(|(share, to)| What::Replaced(id, to, share)).ok_or_else(|| {
        text!(
            "une part et un autre type présent attendus, par exemple `50% laptop`",
            "a share and another type that is there expected, for example `50% laptop`"
        )
    })
}

fn type_of(code: &str, start: &Start<'_>) -> Result<TypeId, Fault> {
    let set = start.facts.set();
    let known = set.type_named(code).filter(|id| start.units(*id) > 0.0);
    known.ok_or_else(|| {
        let mut there: Vec<&str> =
            start.worth.iter().map(|one| set.equipment_type(one.root).code.as_str()).collect();
        there.extend(start.facts.rows.centres.iter().map(|centre| centre.id.as_str()));
        there.sort_unstable();
        there.dedup();
        let all = there.join(", ");
        let all = text!("types et salles présents : {all}", "types and rooms there are: {all}");
        Fault::new(text!("pas de `{code}` dans ce parc", "no `{code}` in this estate")).hint(near(
            code,
            there.into_iter(),
            all,
        ))
    })
}

fn number(word: &str) -> Option<f64> {
    word.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A share, 0 to 1, from `20%`.
fn share(word: &str) -> Option<f64> {
    let percent = number(word.trim().strip_suffix('%')?)?;
    (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

/// What `-20%` multiplies by; never below zero.
fn change(word: &str) -> Option<f64> {
    let percent = number(word.trim().strip_suffix('%')?)?;
    let times = 1.0 + percent / 100.0;
    (0.0..=MOST_TIMES).contains(&times).then_some(times)
}

fn pue(word: &str) -> Option<f64> {
    number(word).filter(|pue| (1.0..=5.0).contains(pue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_within_their_bounds() {
        assert_eq!(share("20%"), Some(0.2));
        assert_eq!(share("-5%"), None);
        assert_eq!(share("120%"), None);
        assert_eq!(change("-20%"), Some(0.8));
        assert_eq!(change("-120%"), None);
        assert_eq!(pue("0.9"), None);
        assert_eq!(number("1,5"), Some(1.5));
    }
}
