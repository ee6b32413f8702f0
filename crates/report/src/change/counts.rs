//! How many units, and of which types: sentences that hold for every type they name.

use change::{Amount, Change, CommonOfType, Effect};
use ground::lang::{Lang, Noun, Text};
use ground::text;

/// What the number of units did: more or fewer of them, or the same ones there for more or less of
/// the year.
pub(super) fn volume(change: &Change, lang: Lang) -> String {
    let fell = change.worth(Effect::Volume).value < 0.0;
    let sum = |of: fn(&CommonOfType) -> [f64; 2]| {
        change.common.iter().map(of).fold([0.0; 2], |sum, one| [sum[0] + one[0], sum[1] + one[1]])
    };
    let units = sum(|one| one.units);
    let moved = |units: [f64; 2]| units[1] - units[0];
    let (made, used) = (sum(|one| one.making.units), sum(|one| one.using.units));
    // What left in the year weighs in it: the estate is smaller at its end, and may weigh more.
    let is_so = |units: [f64; 2]| moved(units) == 0.0 || (moved(units) < 0.0) == fell;
    if moved(units) != 0.0 && is_so(units) && is_so(made) && is_so(used) {
        let all = counts(units, lang, |n, said| {
            let Text { fr, en } = Noun::UNIT.named(n);
            text!("{said} {fr}", "{said} {en}").say(lang).to_owned()
        });
        let mut types: Vec<&CommonOfType> = change
            .common
            .iter()
            .filter(|one| moved(one.units) != 0.0 && (moved(one.units) < 0.0) == fell)
            .collect();
        let weight = |one: &CommonOfType| {
            let a_unit = one.making.of_a_unit() + one.using.of_a_unit();
            (moved(one.units) * a_unit).abs()
        };
        types.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.code.cmp(&b.code)));
        let named: Vec<String> = types
            .into_iter()
            .take(NAMES)
            .map(|one| {
                let label = within(one.label.say(lang));
                format!("{label} {}", counts(one.units, lang, |_, said| said.to_owned()))
            })
            .collect();
        let more = if fell {
            lang.label("moins d'équipements", "fewer units")
        } else {
            lang.label("plus d'équipements", "more units")
        };
        let named = if named.is_empty() {
            String::new()
        } else {
            text!(" ; surtout\u{a0}: {}", "; most: {}", named.join(", ")).say(lang).to_owned()
        };
        return format!("{more} ({all}{named})");
    }
    let each = |units: [f64; 2]| counts(units, lang, |_, said| said.to_owned());
    let (made, used) = (each(made), each(used));
    let said = text!(
        "la part de l'année où les équipements sont là, et en service, et ce que l'organisation en compte (en équipements d'une année entière : amortis {made} ; en service {used})",
        "the part of the year that units are there, and in use, and what the organisation counts of them (in units of a whole year: amortised {made}; in use {used})"
    );
    said.say(lang).to_owned()
}

/// What the mix did: heavier or lighter types, each with its part of all; or the same types, at
/// other sites.
pub(super) fn mix(change: &Change, lang: Lang) -> String {
    let value = change.worth(Effect::Mix).value;
    let using = change.shares.iter().filter(|share| share.effect == Effect::Mix);
    let using: f64 = using
        .filter(|share| share.stage == ground::stage::Stage::Use)
        .map(|share| share.value)
        .sum();
    let is_use = using.abs() > (value - using).abs();
    let amount = |one: &CommonOfType| if is_use { one.using } else { one.making };
    let all = change
        .common
        .iter()
        .map(amount)
        .fold([0.0; 2], |sum, one: Amount| [sum[0] + one.units[0], sum[1] + one.units[1]]);
    if all.iter().any(|units| *units <= 0.0) {
        return other(lang);
    }
    // How a type's part of all moved, and what a unit of it weighs against the mean.
    let mean = {
        let (units, value) = change.common.iter().map(amount).fold((0.0, 0.0), |sum, one| {
            (sum.0 + one.units[0] + one.units[1], sum.1 + one.value[0] + one.value[1])
        });
        value / units
    };
    let mut types: Vec<(f64, f64, &CommonOfType)> = change
        .common
        .iter()
        .map(|one| {
            let units = amount(one).units;
            let part = units[1] / all[1] - units[0] / all[0];
            (part, part * (amount(one).of_a_unit() - mean), one)
        })
        .filter(|(part, _, _)| part.abs() > 5e-4)
        .collect();
    let of_types: f64 = types.iter().map(|(_, weighs, _)| weighs).sum();
    if types.is_empty() {
        return same_types(is_use, value < 0.0).say(lang).to_owned();
    }
    if (of_types < 0.0) != (value < 0.0) {
        return other(lang);
    }
    types.retain(|(_, weighs, _)| (*weighs < 0.0) == (value < 0.0));
    types.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.2.code.cmp(&b.2.code)));
    let named: Vec<String> = types
        .into_iter()
        .take(NAMES)
        .map(|(_, _, one)| {
            let units = amount(one).units;
            let of = |at: usize| (number(units[at], lang), number(all[at], lang));
            let (Text { fr, en }, [old, new]) = (one.label.clone(), [of(0), of(1)]);
            let (fr, en) = (within(&fr), within(&en));
            let ((a, of_a), (b, of_b)) = (old, new);
            let said = text!(
                "{fr} {a} sur {of_a}, puis {b} sur {of_b}",
                "{en} {a} of {of_a}, then {b} of {of_b}"
            );
            said.say(lang).to_owned()
        })
        .collect();
    let said = match (value < 0.0, is_use) {
        // A unit weighs by its age too: one of a heavy type weighs little a year where it is old.
        (true, false) => text!(
            "des types qui pèsent moins par an, à l'âge qu'ils ont",
            "types that weigh less a year, at the age they have"
        ),
        (false, false) => text!(
            "des types qui pèsent plus par an, à l'âge qu'ils ont",
            "types that weigh more a year, at the age they have"
        ),
        (true, true) => text!("des types plus légers en service", "lighter types in use"),
        (false, true) => text!("des types plus lourds en service", "heavier types in use"),
    };
    format!("{} ({})", said.say(lang), named.join(lang.semicolon()))
}

/// What the mix did where each type has its part of before: other machines of it.
fn same_types(is_use: bool, fell: bool) -> Text {
    match (is_use, fell) {
        (true, _) => text!(
            "les mêmes types dans les mêmes proportions, en d'autres salles, sites ou pays",
            "the same types in the same proportions, in other rooms, sites or countries"
        ),
        (false, true) => text!(
            "les mêmes types dans les mêmes proportions, par des machines plus âgées ou plus légères que celles parties",
            "the same types in the same proportions, by machines older or lighter than those that left"
        ),
        (false, false) => text!(
            "les mêmes types dans les mêmes proportions, par des machines plus jeunes ou plus lourdes que celles parties",
            "the same types in the same proportions, by machines younger or heavier than those that left"
        ),
    }
}

fn other(lang: Lang) -> String {
    let said = text!(
        "une autre répartition des équipements entre types et sites",
        "units otherwise spread over types and sites"
    );
    said.say(lang).to_owned()
}

/// `10 puis 8`; two numbers that are not the same are not told alike.
fn counts(units: [f64; 2], lang: Lang, of: impl Fn(f64, &str) -> String) -> String {
    let then = lang.label("puis", "then");
    let mut said = units.map(|units| number(units, lang));
    if said[0] == said[1] && (units[0] - units[1]).abs() > 0.05 {
        said = units.map(|units| lang.number(units, 1));
    }
    format!("{} {then} {}", said[0], of(units[1], &said[1]))
}

fn number(units: f64, lang: Lang) -> String {
    lang.number(units, usize::from(units < 20.0 && (units - units.round()).abs() > 0.05))
}

/// How many names a sentence holds.
pub(super) const NAMES: usize = 3;

/// A label within a sentence: `Papier A4` is `papier A4`, `A4 paper` stays.
pub(super) fn within(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + letters.as_str()
        }
        _ => label.to_owned(),
    }
}
