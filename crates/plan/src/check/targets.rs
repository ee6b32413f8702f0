//! Targets: values and dates that can be, the part they are of, and the way they go.

use super::PlanCheck;
use super::axes::{axes, listed};
use super::{listed_of, near_of, nearest_of};
use crate::finding::FindingKind as Kind;
use crate::model::Commitment;
use crate::said::written;
use crate::target::{KeepingWay, day_of, year_of};
use crate::words::TargetKind;
use ground::lang::{Lang, Text};
use ground::text;
use indicator::{AXES, Definition};
use std::collections::BTreeSet;

/// The most that anything is: beyond, it is a slip of the keyboard.
pub(super) const MOST: f64 = 1e15;

impl PlanCheck<'_> {
    /// What a commitment's targets say: what of it is an error leaves it without verdict.
    pub(super) fn targets(&mut self, at: usize, one: &Commitment) {
        self.values(at, one);
        self.filter(at, one);
        self.directions(at, one);
        self.over_time(at, one);
    }

    /// Values that are none or cannot be, dates that are none.
    fn values(&mut self, at: usize, one: &Commitment) {
        let place = ("commitment", at);
        let definition = self.catalogue.named(&one.indicator);
        let kind = one.kind(definition);
        if let Some(why) = kind.zip(definition).and_then(|(kind, of)| mismatch(kind, of)) {
            let write = text!(
                "target = un mot qui va à l'indicateur (docs/formats/plan.md, « Targets »)",
                "target = a word that suits the indicator (docs/formats/plan.md, \"Targets\")"
            );
            self.find(Kind::ImpossibleValue, place, &one.id, why, write);
        }
        let mut days = BTreeSet::new();
        for (date, value) in &one.targets {
            if day_of(date).is_some_and(|day| !days.insert(day)) {
                self.find(
                    Kind::ImpossibleDate,
                    place,
                    &one.id,
                    text!(
                        "deux cibles pour un même jour : {date}",
                        "two targets for one day: {date}"
                    ),
                    text!(
                        "une seule cible ; une année seule est son 31 décembre",
                        "one target; a year alone is its 31 December"
                    ),
                );
            }
            if year_of(date).is_none() || day_of(date).is_none() {
                self.find(
                    Kind::ImpossibleDate,
                    place,
                    &one.id,
                    text!(
                        "`{date}` n'est pas une date de cible",
                        "`{date}` is no date of a target"
                    ),
                    text!(
                        "une année (\"2027\") ou un jour (\"2027-06-30\"), de 1990 à 2100",
                        "a year (\"2027\") or a day (\"2027-06-30\"), from 1990 to 2100"
                    ),
                );
            }
            let nothing = || definition.filter(|of| of.is_yes_no()).and_then(|_| no_yes(*value));
            if let Some(why) = impossible(kind, definition, *value).or_else(nothing) {
                self.find(
                    Kind::ImpossibleValue,
                    place,
                    &one.id,
                    why,
                    text!(
                        "une valeur dans l'unité de l'indicateur (`empreinte explain`)",
                        "a value in the indicator's unit (`empreinte explain`)"
                    ),
                );
            }
        }
        self.declared(at, one, kind);
        // A floor holds from its date, whatever the year it is compared from.
        let is_a_line = kind.is_some_and(|kind| !one.in_steps(kind));
        let first = one.dated().first().map(|(year, _)| *year).filter(|_| is_a_line);
        if let Some((base, first)) = one.starts_from(self.plan).zip(first)
            && first <= base
        {
            self.find(
                Kind::DatesReversed,
                place,
                &one.id,
                text!(
                    "une cible de {first} ne vient pas après sa base de {base}",
                    "a target of {first} does not come after its base of {base}"
                ),
                text!("une base antérieure à toute cible", "a base before every target"),
            );
        }
    }

    /// Targets beyond the years of the plan, and those that ask for less and less.
    fn over_time(&mut self, at: usize, one: &Commitment) {
        let place = ("commitment", at);
        let definition = self.catalogue.named(&one.indicator);
        let Some(kind) = one.kind(definition) else { return };
        let dated = one.dated();
        let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else { return };
        let years = self.plan.identity.years.clone();
        // What holds from its date may hold from before the plan.
        let is_outside = |from: i32, to: i32| last > &to || (last < &from && !one.in_steps(kind));
        // The dates of a duty are the law's, and not the plan's to choose.
        if let [from, to] = years[..]
            && from <= to
            && one.law.is_empty()
            && is_outside(from, to)
        {
            let targets = if first == last { first.to_string() } else { format!("{first}-{last}") };
            self.find(
                Kind::OutsidePlan,
                place,
                &one.id,
                text!(
                    "cibles de {targets}, hors des années du plan ({from}-{to})",
                    "targets of {targets}, outside the years of the plan ({from}-{to})"
                ),
                text!(
                    "une cible entre {from} et {to}, fût-ce une étape",
                    "a target between {from} and {to}, if only a step"
                ),
            );
        }
        let Some(way) = definition.and_then(|definition| one.way(kind, definition)) else { return };
        let recedes = dated.windows(2).find(|pair| match way {
            KeepingWay::Down => pair[1].1 > pair[0].1,
            KeepingWay::Up => pair[1].1 < pair[0].1,
        });
        if let Some([(before, more), (after, less)]) = recedes {
            let (more, less) = (written(*more), written(*less));
            self.find(
                Kind::Recedes,
                place,
                &one.id,
                Text {
                    fr: format!(
                        "la cible recule : {} en {before}, {} en {after}",
                        more.fr, less.fr
                    ),
                    en: format!(
                        "the target recedes: {} in {before}, {} in {after}",
                        more.en, less.en
                    ),
                },
                text!(
                    "des cibles qui demandent chacune au moins autant que la précédente",
                    "targets that each ask for at least as much as the one before"
                ),
            );
        }
    }

    /// A filter names one axis that indicators are split by, and one part of it.
    fn filter(&mut self, at: usize, one: &Commitment) {
        let known = one.filter.keys().all(|axis| AXES.contains(&axis.as_str()));
        if one.filter.len() > 1 || !known {
            let axes = AXES.join(", ");
            let said: Vec<&str> = one.filter.keys().map(String::as_str).collect();
            let said = said.join(", ");
            self.find(
                Kind::UnknownReference,
                ("commitment", at),
                &one.id,
                text!(
                    "filter : un seul axe connu attendu, et non {said}",
                    "filter: one known axis expected, not {said}"
                ),
                text!(
                    "filter = {{ type = \"laptop\" }} ; axes : {axes}",
                    "filter = {{ type = \"laptop\" }}; axes: {axes}"
                ),
            );
            return;
        }
        for (axis, code) in &one.filter {
            let errors = self.found.len();
            if axis == "type" {
                self.types(("commitment", at), &one.id, "filter", &[code.as_str()]);
            } else if let Some(known) = listed(axis, self.known.types)
                && !known.contains(code)
            {
                self.unknown_part(at, one, axis, code, &known);
            }
            // What is no word of the axis at all is told once.
            if let Some(parts) = self.known.parts.get(&at)
                && self.found.len() == errors
                && !parts.contains(code)
            {
                self.not_of_the_estate(at, one, axis, code, parts);
            }
            self.split(at, one, axis);
        }
    }

    fn unknown_part(
        &mut self,
        at: usize,
        one: &Commitment,
        axis: &str,
        code: &str,
        known: &BTreeSet<String>,
    ) {
        let near = nearest_of(code, known);
        self.find(
            Kind::UnknownReference,
            ("commitment", at),
            &one.id,
            text!("filter : {axis} n'a pas `{code}`", "filter: {axis} has no `{code}`"),
            text!("filter : l'un de {near}", "filter: one of {near}"),
        );
    }

    /// A part that the estate has in no year.
    fn not_of_the_estate(
        &mut self,
        at: usize,
        one: &Commitment,
        axis: &str,
        code: &str,
        parts: &BTreeSet<String>,
    ) {
        let (near, listed) = (near_of(code, parts), listed_of(parts));
        let write = match (parts.is_empty(), near.is_empty()) {
            (true, _) => text!(
                "le parc ne dit aucune part de cet axe pour cet indicateur",
                "the estate tells no part of that axis for this indicator"
            ),
            (false, true) => text!("filter : l'un de {listed}", "filter: one of {listed}"),
            (false, false) => text!(
                "filter : {near} ? le parc a {listed}",
                "filter: {near}? the estate has {listed}"
            ),
        };
        self.find(
            Kind::UnknownPart,
            ("commitment", at),
            &one.id,
            text!(
                "filter : le parc n'a, en aucune année, {axis} `{code}`",
                "filter: the estate has {axis} `{code}` in no year"
            ),
            write,
        );
    }

    /// A filter's axis is one that the indicator is split by.
    fn split(&mut self, at: usize, one: &Commitment, axis: &str) {
        let Some(known) = self.catalogue.named(&one.indicator).map(|of| axes(&of.id)) else {
            return;
        };
        if known.contains(&axis) {
            return;
        }
        let (id, known) = (&one.indicator, known.join(", "));
        self.find(
            Kind::UnknownReference,
            ("commitment", at),
            &one.id,
            text!(
                "filter : `{id}` ne se découpe pas par {axis}",
                "filter: `{id}` is not split by {axis}"
            ),
            if known.is_empty() {
                text!("sans filter : `{id}` n'a pas de parts", "no filter: `{id}` has no parts")
            } else {
                text!("filter : l'un de {known}", "filter: one of {known}")
            },
        );
    }

    /// Targets against the indicator's direction, and those that the start already has.
    fn directions(&mut self, at: usize, one: &Commitment) {
        let Some(definition) = self.catalogue.named(&one.indicator) else { return };
        let Some(kind) = one.kind(Some(definition)) else { return };
        let place = ("commitment", at);
        let better = one.way(TargetKind::Value, definition);
        let Some(better) = better else { return };
        let way = one.way(kind, definition);
        let last = one.dated().last().map(|(_, value)| *value);
        // What the estate's own year tells makes a declared start again.
        let measured = self.known.bases.get(&at).copied();
        let declared = one.baseline.as_ref().map(|declared| declared.value);
        let start = measured.map(|(_, value)| value).or(declared);
        let below = |start: f64| one.backward(better, start);
        let backward = match (kind, start) {
            (TargetKind::Value, Some(start)) => below(start).is_some(),
            (TargetKind::Change, _) => below(0.0).is_some(),
            (TargetKind::Floor | TargetKind::Ceiling, _) => way.is_some_and(|way| way != better),
            _ => false,
        };
        if let (TargetKind::Value, Some((year, start))) = (kind, measured)
            && let Some(asked) = below(start)
        {
            return self.worse_than_measured(at, one, (year, start), asked);
        }
        if backward {
            let says = definition.direction;
            self.find(
                Kind::AgainstDirection,
                place,
                &one.id,
                Text {
                    fr: format!(
                        "la cible va contre l'indicateur : {}",
                        says.label(Lang::Fr)
                    ),
                    en: format!(
                        "the target goes against the indicator: {}",
                        says.label(Lang::En)
                    ),
                },
                text!(
                    "une cible de l'autre côté : baisse en négatif, `floor` au moins, `ceiling` au plus",
                    "a target on the other side: a fall is negative, `floor` is at least, `ceiling` at most"
                ),
            );
        } else if let (TargetKind::Floor | TargetKind::Ceiling, Some((start, last))) =
            (kind, start.zip(last))
        {
            let reached = match better {
                KeepingWay::Down => start <= last,
                KeepingWay::Up => start >= last,
            };
            if reached {
                // What was computed is told as figures are.
                let start = match measured {
                    Some((_, start)) => Text::of(|lang| lang.short(start)),
                    None => written(start),
                };
                let last = written(last);
                self.find(
                    Kind::AlreadyReached,
                    place,
                    &one.id,
                    Text {
                        fr: format!("la base ({}) tient déjà la cible ({})", start.fr, last.fr),
                        en: format!(
                            "the base ({}) already keeps the target ({})",
                            start.en, last.en
                        ),
                    },
                    match better {
                        KeepingWay::Down => text!(
                            "une cible plus basse, ou dites qu'il s'agit de ne pas remonter",
                            "a lower target, or say that the aim is not to rise again"
                        ),
                        KeepingWay::Up => text!(
                            "une cible plus haute, ou dites qu'il s'agit de ne pas reculer",
                            "a higher target, or say that the aim is not to fall back"
                        ),
                    },
                );
            }
        }
    }

    /// A value to reach that is worse than what the estate's own year tells: any year would keep it.
    fn worse_than_measured(
        &mut self,
        at: usize,
        one: &Commitment,
        (year, start): (i32, f64),
        asked: f64,
    ) {
        let asked = written(asked);
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| lang.short(start));
        self.find(
            Kind::AgainstDirection,
            ("commitment", at),
            &one.id,
            Text {
                fr: format!(
                    "la cible ({}) est moins bonne que la base mesurée de {year} ({fr})",
                    asked.fr
                ),
                en: format!(
                    "the target ({}) is worse than the measured base of {year} ({en})",
                    asked.en
                ),
            },
            text!(
                "une cible meilleure que la base ; `floor` ou `ceiling` pour ne pas reculer",
                "a target better than the base; `floor` or `ceiling` not to fall back"
            ),
        );
    }
}

/// Why a target of a kind is none of an indicator.
fn mismatch(kind: TargetKind, of: &Definition) -> Option<Text> {
    let id = &of.id;
    match (kind, of.is_yes_no()) {
        (TargetKind::Yes, false) => Some(text!(
            "`{id}` se mesure : il n'est ni oui ni non",
            "`{id}` is measured: it is no yes or no"
        )),
        (TargetKind::Change | TargetKind::Ceiling | TargetKind::Trend, true) => Some(text!(
            "`{id}` est un oui ou un non : il n'a ni évolution ni plafond",
            "`{id}` is a yes or no: it has no change and no ceiling"
        )),
        _ => None,
    }
}

/// Why a target of a yes or no asks for nothing.
fn no_yes(value: f64) -> Option<Text> {
    (value.abs() <= 0.0).then(|| text!("0 : un non n'engage à rien", "0: a no commits to nothing"))
}

/// Why a value cannot be that of a target.
pub(super) fn impossible(
    kind: Option<TargetKind>,
    of: Option<&Definition>,
    value: f64,
) -> Option<Text> {
    if !value.is_finite() {
        return Some(text!("{value} n'est pas un nombre", "{value} is no number"));
    }
    let Text { fr, en } = written(value);
    if value.abs() > MOST {
        return Some(Text {
            fr: format!("{fr} : hors de toute mesure"),
            en: format!("{en}: beyond all measure"),
        });
    }
    if kind == Some(TargetKind::Change) {
        return (value < -100.0).then(|| Text {
            fr: format!("{fr} % : on ne baisse pas de plus de 100 %"),
            en: format!("{en} %: nothing falls by more than 100 %"),
        });
    }
    let of = of?;
    let why = of.impossible(value)?;
    let unit = if of.unit == "%" && value > 0.0 { " %" } else { "" };
    Some(Text { fr: format!("{fr}{unit} : {}", why.fr), en: format!("{en}{unit}: {}", why.en) })
}
