//! Commitments: whether each can be measured, and holds together.

use super::{Check, ids};
use crate::finding::FindingKind as Kind;
use crate::model::{Commitment, Plan};
use crate::said::written;
use crate::target::{Way, day_of, year_of};
use crate::words::{Role, TargetKind};
use ground::lang::Text;
use ground::text;
use indicator::{AXES, Catalogue, Definition};
use std::collections::BTreeMap;

/// What keeps a commitment from being measured.
pub(super) fn lacks(plan: &Plan, one: &Commitment, catalogue: &Catalogue) -> Vec<Kind> {
    let definition = catalogue.named(&one.indicator);
    let kind = one.kind(definition);
    if kind == Some(TargetKind::Rule) {
        return vec![Kind::RuleOnly];
    }
    let mut lacks = Vec::new();
    if one.indicator.is_empty() {
        lacks.push(Kind::NoIndicator);
    } else if definition.is_none() {
        lacks.push(Kind::UnknownIndicator);
    }
    let needs_base = matches!(kind, None | Some(TargetKind::Change | TargetKind::Trend));
    // What nothing measures starts from nowhere.
    let nowhere = one.starts_from(plan).is_none()
        || (one.baseline.is_none() && lacks.contains(&Kind::NoIndicator));
    if needs_base && nowhere {
        lacks.push(Kind::NoBaseline);
    }
    if kind == Some(TargetKind::Trend) {
        lacks.push(Kind::DirectionOnly);
    } else if one.targets.is_empty() {
        lacks.push(Kind::NoTarget);
        lacks.push(Kind::NoDate);
    } else if one.dated().is_empty() {
        lacks.push(Kind::NoDate);
    }
    lacks
}

impl Check<'_> {
    pub(super) fn commitments(&mut self) {
        let plan = self.plan;
        let themes = ids(&plan.themes, |one| &one.id);
        for (at, one) in plan.commitments.iter().enumerate() {
            let place = ("commitment", at);
            if !one.dropped.is_empty() {
                continue;
            }
            for kind in lacks(plan, one, self.catalogue) {
                let (said, write) = self.lacking(kind, one);
                self.find(kind, place, &one.id, said, write);
            }
            let theme = std::slice::from_ref(&one.theme);
            self.references(place, &one.id, "theme", theme, &themes);
            self.values(at, one);
            self.filter(at, one);
            self.directions(at, one);
            if one.owner.trim().is_empty() {
                self.owner(place, &one.id);
            }
            if one.role == Some(Role::Means) {
                self.find(
                    Kind::MeansOnly,
                    place,
                    &one.id,
                    text!(
                        "l'indicateur dit des moyens, et aucun résultat",
                        "the indicator tells of means, and of no result"
                    ),
                    text!(
                        "un indicateur de résultat, dans cet engagement ou dans un autre",
                        "an indicator of result, in this commitment or in another"
                    ),
                );
            }
            if plan.serving(&one.id).next().is_none() {
                let id = &one.id;
                self.find(
                    Kind::NoAction,
                    place,
                    id,
                    text!("aucune action ne le sert", "no action serves it"),
                    text!(
                        "[[action]] avec commitments = [\"{id}\"]",
                        "[[action]] with commitments = [\"{id}\"]"
                    ),
                );
            }
        }
        self.shares();
    }

    pub(super) fn owner(&mut self, place: (&str, usize), id: &str) {
        self.find(
            Kind::NoOwner,
            place,
            id,
            text!("personne n'en répond", "nobody answers for it"),
            text!("owner = une fonction, pas un nom", "owner = a role, not a name"),
        );
    }

    fn lacking(&self, kind: Kind, one: &Commitment) -> (Text, Text) {
        let id = &one.indicator;
        match kind {
            Kind::NoIndicator => (
                text!("non mesurable : aucun indicateur", "not measurable: no indicator"),
                text!(
                    "indicator = un identifiant de `empreinte explain indicateur`",
                    "indicator = an identifier of `empreinte explain indicator`"
                ),
            ),
            Kind::UnknownIndicator => {
                let near = self.catalogue.nearest(id).join(", ");
                let near = if near.is_empty() { "–".to_owned() } else { near };
                (
                    text!("indicateur inconnu : `{id}`", "unknown indicator: `{id}`"),
                    text!("indicator = un voisin : {near}", "indicator = one near it: {near}"),
                )
            }
            Kind::NoBaseline => (
                text!("non mesurable : aucune base", "not measurable: no baseline"),
                text!(
                    "base_year = une année inventoriée, ou baseline = {{ value = …, year = …, source = \"…\" }}",
                    "base_year = a year with an inventory, or baseline = {{ value = …, year = …, source = \"…\" }}"
                ),
            ),
            Kind::NoTarget => (
                text!("non mesurable : aucune cible", "not measurable: no target"),
                text!(
                    "target = \"change\", \"value\", \"floor\", \"ceiling\" ou \"yes\", et targets = {{ \"2027\" = … }}",
                    "target = \"change\", \"value\", \"floor\", \"ceiling\" or \"yes\", and targets = {{ \"2027\" = … }}"
                ),
            ),
            Kind::NoDate => (
                text!("non mesurable : aucune date", "not measurable: no date"),
                text!(
                    "targets = {{ \"2027\" = … }} : une année ou un jour à gauche",
                    "targets = {{ \"2027\" = … }}: a year or a day on the left"
                ),
            ),
            Kind::DirectionOnly => (
                text!("une direction sans cible", "a direction without a target"),
                text!(
                    "une valeur et une date ; sinon seule la tendance est dite",
                    "a value and a date; else only the trend is told"
                ),
            ),
            _ => (
                text!(
                    "une règle de conduite : aucun indicateur ne la suit",
                    "a rule of conduct: no indicator follows it"
                ),
                text!(
                    "ajoutez une preuve ([[evidence]]) de son application",
                    "add evidence ([[evidence]]) that it is applied"
                ),
            ),
        }
    }

    /// Values that are none or cannot be, dates that are none.
    fn values(&mut self, at: usize, one: &Commitment) {
        let place = ("commitment", at);
        let definition = self.catalogue.named(&one.indicator);
        let kind = one.kind(definition);
        for (date, value) in &one.targets {
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
            if let Some(why) = impossible(kind, definition, *value) {
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
        if let Some(declared) = &one.baseline {
            if let Some(why) = impossible(Some(TargetKind::Value), definition, declared.value) {
                let write = text!("baseline = {{ value = … }}", "baseline = {{ value = … }}");
                self.find(Kind::ImpossibleValue, place, &one.id, why, write);
            }
            let (value, year) = (written(declared.value), declared.year);
            let source = if declared.source.is_empty() { "–" } else { &declared.source };
            let Text { fr, en } = match kind {
                None | Some(TargetKind::Change | TargetKind::Trend) => {
                    text!("seule la tendance est dite", "only the trend is told")
                }
                Some(TargetKind::Value) => {
                    text!("aucune trajectoire n'en part", "no line starts from it")
                }
                Some(_) => text!("le verdict n'en dépend pas", "the verdict does not rest on it"),
            };
            self.find(
                Kind::DeclaredBaseline,
                place,
                &one.id,
                Text {
                    fr: format!("base déclarée ({} en {year} ; source : {source}) : une autre méthode l'a faite, {fr}",
 value.fr),
                    en: format!("declared baseline ({} in {year}; source: {source}): another method made it, {en}",
 value.en),
                },
                text!(
                    "l'inventaire de {year} dans inventories/ la referait par la même méthode",
                    "the inventory of {year} in inventories/ would make it again by the same method"
                ),
            );
        }
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
        }
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
        let start = one.baseline.as_ref().map(|declared| declared.value);
        let backward = match (kind, start.zip(last)) {
            (TargetKind::Value, Some((start, last))) => match better {
                Way::Down => last > start,
                Way::Up => last < start,
            },
            (TargetKind::Change | TargetKind::Floor | TargetKind::Ceiling, _) => {
                way.is_some_and(|way| way != better)
            }
            _ => false,
        };
        if backward {
            let says = definition.direction;
            self.find(
                Kind::AgainstDirection,
                place,
                &one.id,
                Text {
                    fr: format!(
                        "la cible va contre l'indicateur : {}",
                        says.label(ground::lang::Lang::Fr)
                    ),
                    en: format!(
                        "the target goes against the indicator: {}",
                        says.label(ground::lang::Lang::En)
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
                Way::Down => start <= last,
                Way::Up => start >= last,
            };
            if reached {
                let (start, last) = (written(start), written(last));
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
                    text!(
                        "une cible plus haute, ou dites qu'il s'agit de ne pas reculer",
                        "a higher target, or say that the aim is not to fall back"
                    ),
                );
            }
        }
    }

    /// Parts of entities against the whole.
    fn shares(&mut self) {
        let plan = self.plan;
        let commitments = ids(&plan.commitments, |one| &one.id);
        let mut sums: BTreeMap<(&str, i32), (f64, Option<f64>, usize)> = BTreeMap::new();
        for (at, one) in plan.shares.iter().enumerate() {
            let place = ("share", at);
            let named = std::slice::from_ref(&one.commitment);
            self.references(place, &one.entity, "commitment", named, &commitments);
            if !one.value.is_finite() || one.of.is_some_and(|of| !of.is_finite()) {
                let value = one.value;
                self.find(
                    Kind::ImpossibleValue,
                    place,
                    &one.entity,
                    text!("{value} n'est pas une part", "{value} is no part"),
                    text!("value = un nombre", "value = a number"),
                );
                continue;
            }
            let sum = sums.entry((&one.commitment, one.year)).or_insert((0.0, None, at));
            sum.0 += one.value;
            sum.1 = sum.1.or(one.of);
        }
        let wrong: Vec<(String, i32, f64, f64, usize)> = sums
            .into_iter()
            .filter_map(|((id, year), (sum, of, at))| {
                let target = plan.commitment(id).and_then(|one| {
                    one.dated().into_iter().find(|(due, _)| *due == year).map(|(_, value)| value)
                });
                let whole = of.or(target)?;
                let differs = (sum - whole).abs() > 1e-6 * whole.abs().max(1.0);
                differs.then(|| (id.to_owned(), year, sum, whole, at))
            })
            .collect();
        for (id, year, sum, whole, at) in wrong {
            let [sum, rest, whole] = [sum, whole - sum, whole].map(written);
            self.find(
                Kind::SharesDoNotAdd,
                ("share", at),
                &id,
                Text {
                    fr: format!("{year} : les parts font {}, et non {}", sum.fr, whole.fr),
                    en: format!("{year}: the parts make {}, not {}", sum.en, whole.en),
                },
                Text {
                    fr: format!(
                        "il reste {} à répartir ; `of` dit le total quand la cible n'en est pas un",
                        rest.fr
                    ),
                    en: format!(
                        "{} is left to share out; `of` says the total where the target is none",
                        rest.en
                    ),
                },
            );
        }
    }
}

/// Why a value cannot be that of a target.
fn impossible(kind: Option<TargetKind>, of: Option<&Definition>, value: f64) -> Option<Text> {
    if !value.is_finite() {
        return Some(text!("{value} n'est pas un nombre", "{value} is no number"));
    }
    let Text { fr, en } = written(value);
    if kind == Some(TargetKind::Change) {
        return (value < -100.0).then(|| Text {
            fr: format!("{fr} % : on ne baisse pas de plus de 100 %"),
            en: format!("{en} %: nothing falls by more than 100 %"),
        });
    }
    let unit = of.map_or("", |one| one.unit.as_str());
    match unit {
        "yes/no" if value.abs() > 0.0 && (value - 1.0).abs() > 0.0 => Some(Text {
            fr: format!("{fr} : 1 pour oui, 0 pour non"),
            en: format!("{en}: 1 is yes, 0 is no"),
        }),
        _ if of.is_some() && value < 0.0 => Some(Text {
            fr: format!("{fr} : une valeur négative"),
            en: format!("{en}: a negative value"),
        }),
        _ => None,
    }
}
