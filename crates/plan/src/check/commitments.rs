//! Commitments: whether each can be measured, and holds together.

use super::{PlanCheck, ids};
use crate::duties::sets_no_threshold;
use crate::finding::FindingKind as Kind;
use crate::model::{Commitment, Plan};
use crate::words::{Role, TargetKind};
use ground::lang::Text;
use ground::text;
use indicator::Catalogue;

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
    } else if one.targets.is_empty() && sets_no_threshold(one) {
        lacks.push(Kind::NoThreshold);
    } else if one.targets.is_empty() {
        lacks.push(Kind::NoTarget);
        lacks.push(Kind::NoDate);
    } else if one.dated().is_empty() {
        lacks.push(Kind::NoDate);
    }
    lacks
}

impl PlanCheck<'_> {
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
            self.base_held(place, one);
            let theme = std::slice::from_ref(&one.theme);
            self.references(place, &one.id, "theme", theme, &themes);
            self.targets(at, one);
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

    /// A change to a year of which there is no inventory starts from nowhere.
    fn base_held(&mut self, place: (&str, usize), one: &Commitment) {
        let kind = one.kind(self.catalogue.named(&one.indicator));
        let needs_base = matches!(kind, Some(TargetKind::Change | TargetKind::Trend));
        let years = &self.known.years;
        let Some(year) = one.starts_from(self.plan).filter(|_| one.baseline.is_none()) else {
            return;
        };
        // An estate that was not looked at may have any year.
        if !needs_base || years.is_empty() || years.contains(&year) {
            return;
        }
        let held: Vec<String> = years.iter().map(i32::to_string).collect();
        let held = held.join(", ");
        self.find(
            Kind::NoBaseline,
            place,
            &one.id,
            text!(
                "non mesurable : aucun inventaire de {year}, l'année de la base (années présentes : {held})",
                "not measurable: no inventory of {year}, the year of the base (years there are: {held})"
            ),
            text!(
                "l'inventaire de {year} dans inventories/, base_year = une des années présentes, ou baseline = {{ value = …, year = {year}, source = \"…\" }}",
                "the inventory of {year} in inventories/, base_year = one of the years there are, or baseline = {{ value = …, year = {year}, source = \"…\" }}"
            ),
        );
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
            Kind::NoThreshold => (
                text!(
                    "non mesurable : le texte ne fixe aucun seuil, et le plan non plus",
                    "not measurable: the text sets no threshold, nor does the plan"
                ),
                text!(
                    "targets = {{ \"2027\" = … }} : le vôtre, dans l'unité de l'indicateur, et sa date",
                    "targets = {{ \"2027\" = … }}: your own, in the indicator's unit, and its date"
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
}
