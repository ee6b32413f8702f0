//! A lever as it is written, such as `laptop.lifetime = +1`: its key, and the value that it takes.

use super::lever::{EarlierUse, KeptFor, LEVERS, LeverDoes, Much, halves};
use super::state::Start;
use equipment::figure;
use factor::TypeId;
use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::text;
use inventory::Field;

/// The most that a lever multiplies by: beyond, it is a slip of the keyboard.
const MOST_TIMES: f64 = 11.0;
/// The same as a share more, percent.
const MOST_MORE: f64 = (MOST_TIMES - 1.0) * 100.0;

/// The most units of a type that a person is given.
const MOST_EACH: f64 = 100.0;

/// The levers there are, as a hint.
pub fn possible() -> Text {
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
pub(super) fn read(said: &str, start: &Start<'_>) -> Result<LeverDoes, Fault> {
    let Some((key, value)) = halves(said) else {
        return Err(Fault::new(text!("`{said}` n'est pas un levier", "`{said}` is no lever"))
            .hint(possible()));
    };
    let wrong = |expected: Text| {
        let Text { fr, en } = expected;
        Fault::new(text!("`{key}` = `{value}` : {fr}", "`{key}` = `{value}`: {en}"))
    };
    match key {
        "electricity" if value == "contract" => return Ok(LeverDoes::Contract),
        "electricity" => {
            let times = change(value).ok_or_else(|| {
                wrong(text!(
                    "une part avec son signe, de -100% à +{MOST_MORE}%, telle que -10%, attendue, ou `contract`",
                    "a share with its sign, -100% to +{MOST_MORE}%, such as -10%, expected, or `contract`"
                ))
            })?;
            return Ok(LeverDoes::Electricity(times));
        }
        "headcount" => {
            let now = start.facts.headcount();
            let absolute = number(value).filter(|_| !value.starts_with(['+', '-']));
            let much = match (absolute, now) {
                (Some(people), Some(now)) => {
                    let times = people / now;
                    (people > 0.0 && times <= MOST_TIMES).then_some(Much::Exactly(people))
                }
                (Some(_), None) => None,
                // Without anybody there is no estate to tell of, nor a figure a person.
                (None, _) => change(value).filter(|times| *times > 0.0).map(Much::Times),
            };
            return much.map(LeverDoes::Headcount).ok_or_else(|| {
                wrong(text!(
                    "une part avec son signe, au-dessus de -100% et jusqu'à +{MOST_MORE}%, telle que -5%, attendue, ou un nombre de personnes si [headcount] dit celui de l'année, au plus {MOST_TIMES} fois celui-ci",
                    "a share with its sign, above -100% and up to +{MOST_MORE}%, such as -5%, expected, or a number of people where [headcount] says that of the year, at most {MOST_TIMES} times it"
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
        return pue(value).map(|pue| LeverDoes::Pue(at, pue)).ok_or_else(|| wrong(pue_expected()));
    }
    let services = &start.services;
    let at = services.iter().position(|service| service.code == subject);
    if let Some(at) = at.filter(|at| lever == "amount" || services[*at].cloud.is_some()) {
        return of_service(at, lever, value, start)?.map_err(wrong);
    }
    if lever == "amount" {
        let known: Vec<&str> = services.iter().map(|one| one.code.as_str()).collect();
        let there = if known.is_empty() {
            text!(
                "aucun service cette année : services.csv les dirait",
                "no service in the year: services.csv would tell them"
            )
        } else {
            text!("services présents : {0}", "services there are: {0}", known.join(", "))
        };
        return Err(Fault::new(text!(
            "pas de service `{subject}` cette année",
            "no service `{subject}` in the year"
        ))
        .hint(near(subject, known.iter().copied(), there)));
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

/// A lever of a service, or of what is rented in a cloud.
fn of_service(
    at: usize,
    lever: &str,
    value: &str,
    start: &Start<'_>,
) -> Result<Result<LeverDoes, Text>, Fault> {
    let service = &start.services[at];
    let absolute = number(value).filter(|_| !value.starts_with(['+', '-']));
    let times = match (lever, service.cloud) {
        ("amount", _) => change(value),
        ("count", Some((_, units))) => {
            absolute.map(|count| count / units).or_else(|| change(value))
        }
        _ => {
            let code = &service.code;
            return Err(Fault::new(text!("levier inconnu `{lever}`", "unknown lever `{lever}`"))
                .hint(text!(
                    "ce qui est loué en nuage a un levier : `{code}.count = -20%`",
                    "what is rented in a cloud has one lever: `{code}.count = -20%`"
                )));
        }
    };
    Ok(times
        .filter(|times| (0.0..=MOST_TIMES).contains(times))
        .map(|times| LeverDoes::Service(at, times))
        .ok_or_else(|| {
            text!(
                "une part avec son signe, de -100% à +{MOST_MORE}%, telle que -20%, attendue",
                "a share with its sign, -100% to +{MOST_MORE}%, such as -20%, expected"
            )
        }))
}

/// A lever of a type; `None` where there is no such lever, else what is expected instead.
fn of_type(
    id: TypeId,
    lever: &str,
    value: &str,
    start: &Start<'_>,
) -> Option<Result<LeverDoes, Text>> {
    Some(match lever {
        "lifetime" => lifetime(id, value, start),
        "refurbished" => refurbished(id, value),
        "per_person" => match (number(value), start.facts.headcount()) {
            (Some(each), Some(_)) if (0.0..=MOST_EACH).contains(&each) => {
                Ok(LeverDoes::PerPerson(id, each))
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
            let much = match absolute {
                // No unit is had by halves.
                Some(count) => (count.fract() == 0.0 && count <= MOST_TIMES * units)
                    .then_some(Much::Exactly(count)),
                None => change(value).map(Much::Times),
            };
            much.map(|much| LeverDoes::Count(id, much)).ok_or_else(|| {
                text!("une part avec son signe, de -100% à +{MOST_MORE}%, telle que -20%, attendue, ou un nombre entier d'unités, au plus {MOST_TIMES} fois ce qu'il y a ({units})", "a share with its sign, -100% to +{MOST_MORE}%, such as -20%, expected, or a whole number of units, at most {MOST_TIMES} times what there is ({units})")
            })
        }
        "replaced_by" => replaced(id, value, start),
        "energy" => change(value).map(|times| LeverDoes::Energy(id, times)).ok_or_else(|| {
            text!(
                "une part avec son signe, de -100% à +{MOST_MORE}%, telle que -30%, attendue",
                "a share with its sign, -100% to +{MOST_MORE}%, such as -30%, expected"
            )
        }),
        "pue" => pue(value).map(|pue| LeverDoes::PueOf(id, pue)).ok_or_else(pue_expected),
        _ => return None,
    })
}

fn pue_expected() -> Text {
    text!("un PUE de 1 à 5 attendu", "a PUE from 1 to 5 expected")
}

/// The years that a lever may make of a lifetime.
const LIFETIMES: std::ops::RangeInclusive<f64> = 0.5..=30.0;

fn lifetime(id: TypeId, value: &str, start: &Start<'_>) -> Result<LeverDoes, Text> {
    let Some(now) = start.facts.reference(id) else {
        return Err(text!(
            "aucune durée de vie n'est connue pour ce type : dites-la dans [lifetimes] de estate.toml",
            "no lifetime is known of this type: tell it in [lifetimes] of estate.toml"
        ));
    };
    let value = signed(value);
    let kept = in_years(&value).and_then(|years| {
        let is_more = value.starts_with(['+', '-']);
        let all = if is_more { now + years } else { years };
        let kept = if is_more { KeptFor::Longer(years) } else { KeptFor::InAll(years) };
        LIFETIMES.contains(&all).then_some(kept)
    });
    kept.map(|kept| LeverDoes::Lifetime(id, kept)).ok_or_else(|| {
        let (low, high) = (LIFETIMES.start(), LIFETIMES.end());
        let said = |lang: Lang| [*low, *high, now].map(|years| plain(lang, years));
        let (fr, en) = (said(Lang::Fr), said(Lang::En));
        Text {
            fr: format!(
                "des années en plus (+1) ou en tout (6) attendues, de {} à {} ans en tout ; la durée de vie actuelle est de {}",
                fr[0], fr[1], fr[2]
            ),
            en: format!(
                "years more (+1) or in all (6) expected, from {} to {} years in all; the lifetime is now {}",
                en[0], en[1], en[2]
            ),
        }
    })
}

fn refurbished(id: TypeId, value: &str) -> Result<LeverDoes, Text> {
    let split = [" of ", " sur ", " de ", " après ", " after "]
        .into_iter()
        .find_map(|word| value.split_once(word));
    let years = |word: &str| {
        let word = word.trim();
        let word = ["ans", "an", "years", "year"]
            .iter()
            .find_map(|unit| word.strip_suffix(unit))
            .unwrap_or(word);
        number(word)
    };
    let (share, upstream) = match split {
        Some((part, before)) => {
            let said = years(before).filter(|years| (0.0..=20.0).contains(years));
            (share(part), said.map(EarlierUse::Said))
        }
        None => (share(value), Some(EarlierUse::Untold)),
    };
    match (share, upstream) {
        (Some(share), Some(before)) => Ok(LeverDoes::Refurbished(id, share, before)),
        _ => Err(text!(
            "une part de 0% à 100% des achats attendue (`20%`, ou `20% sur 3` après 3 ans d'usage par d'autres, 20 au plus)",
            "a share of 0% to 100% of purchases expected (`20%`, or `20% of 3` after 3 years of use by others, 20 at most)"
        )),
    }
}

fn replaced(id: TypeId, value: &str, start: &Start<'_>) -> Result<LeverDoes, Text> {
    // By itself, or by what it is a kind of, nothing is replaced.
    let set = start.facts.set();
    let is_other = |to: TypeId| !set.is_kind_of(to, id) && !set.is_kind_of(id, to);
    let of = value.split_once('%').and_then(|(part, code)| {
        let to = set.type_named(code.trim())?;
        (is_other(to) && start.units(to) > 0.0).then_some((share(&format!("{part}%"))?, to))
    });
    of.map(|(share, to)| LeverDoes::Replaced(id, to, share)).ok_or_else(|| {
        let mut others: Vec<&str> = start
            .worth
            .iter()
            .filter(|worth| is_other(worth.root))
            .map(|worth| set.equipment_type(worth.root).code.as_str())
            .collect();
        others.sort_unstable();
        others.dedup();
        let Some(other) = others.first() else {
            return text!(
                "une part et un autre type présent attendus ; ce parc n'en a pas d'autre",
                "a share and another type that is there expected; this estate has no other"
            );
        };
        let all = |lang| equipment::named_types(set, others.iter().copied(), lang);
        let (fr, en) = (all(Lang::Fr), all(Lang::En));
        text!(
            "une part de 0% à 100% et un autre type présent attendus, par exemple `50% {other}` ; types présents : {fr}",
            "a share of 0% to 100% and another type that is there expected, for example `50% {other}`; types there are: {en}"
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
        let clouds = start.services.iter().filter(|service| service.cloud.is_some());
        there.extend(clouds.map(|service| service.code.as_str()));
        there.sort_unstable();
        there.dedup();
        let all = |lang| equipment::named_types(set, there.iter().copied(), lang);
        let (fr, en) = (all(Lang::Fr), all(Lang::En));
        let all = text!("types et salles présents : {fr}", "types and rooms there are: {en}");
        // A word that an inventory knows means its type: `portable` a laptop.
        let meant = equipment::types_near(set, code).into_iter().find(|near| there.contains(near));
        let hint = match meant {
            Some(meant) => near(meant, std::iter::once(meant), all),
            None => near(code, there.iter().copied(), all),
        };
        Fault::new(text!("pas de `{code}` dans ce parc", "no `{code}` in this estate")).hint(hint)
    })
}

/// A number with a decimal only where it has one.
pub(super) fn plain(lang: Lang, number: f64) -> String {
    lang.number(number, usize::from(number.fract() != 0.0))
}

/// A value with the sign that keyboards have: others paste `−20%`.
fn signed(word: &str) -> String {
    word.trim().replace(['−', '–'], "-")
}

/// Years from a number of them, or of what it says: `+1`, `6 ans`, `72 mois`.
fn in_years(word: &str) -> Option<f64> {
    if !word.contains(char::is_alphabetic) {
        return number(word);
    }
    let (sign, duration) = match word.strip_prefix('-') {
        Some(duration) => (-1.0, duration),
        None => (1.0, word.strip_prefix('+').unwrap_or(word)),
    };
    let months = figure(Field::UpstreamMonths, duration, false).ok()??;
    Some(sign * months / 12.0)
}

fn number(word: &str) -> Option<f64> {
    signed(word).replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A share, 0 to 1, from `20%`.
fn share(word: &str) -> Option<f64> {
    let percent = number(word.trim().strip_suffix('%')?)?;
    (0.0..=100.0).contains(&percent).then_some(percent / 100.0)
}

/// What `-20%` multiplies by; never below zero. Without a sign `80%` may be 80 % more, or 80 % of it.
fn change(word: &str) -> Option<f64> {
    signed(word).starts_with(['-', '+']).then_some(())?;
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
        assert_eq!(change("+80%"), Some(1.8));
        assert_eq!(change("80%"), None);
        assert_eq!(change("−20%"), Some(0.8));
        assert_eq!(in_years("+1 an"), Some(1.0));
        assert_eq!(in_years("72 mois"), Some(6.0));
        assert_eq!(in_years("6 years"), Some(6.0));
        assert_eq!(in_years("-18 mois"), Some(-1.5));
        assert_eq!(in_years("6 jours"), None);
        assert_eq!(pue("0.9"), None);
        assert_eq!(number("1,5"), Some(1.5));
    }
}
