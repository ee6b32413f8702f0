//! Declared starts: whether each can be, what proves it, and what it does to the verdict.

use super::PlanCheck;
use super::targets::impossible;
use crate::finding::FindingKind as Kind;
use crate::impossible::beyond;
use crate::model::Commitment;
use crate::said::written;
use crate::words::TargetKind;
use ground::lang::Text;
use ground::quantity::Interval;
use ground::text;
use indicator::{Definition, Figure};

impl PlanCheck<'_> {
    /// A declared start: a value that can be, and what it does to the verdict.
    pub(super) fn declared(&mut self, at: usize, one: &Commitment, kind: Option<TargetKind>) {
        let place = ("commitment", at);
        let definition = self.catalogue.named(&one.indicator);
        if let Some(declared) = &one.baseline {
            if let Some(why) = impossible(Some(TargetKind::Value), definition, declared.value) {
                let write = text!("baseline = {{ value = … }}", "baseline = {{ value = … }}");
                self.find(Kind::ImpossibleValue, place, &one.id, why, write);
            }
            let is_change = kind == Some(TargetKind::Change);
            let starts =
                |of: &Definition| beyond(one, of, Figure::Number(Interval::exact(declared.value)));
            let reached = if is_change && declared.value == 0.0 {
                Some(text!(
                    "aucun pourcentage ne se calcule sur une base nulle",
                    "no percentage can be computed from a base of zero"
                ))
            } else {
                definition.filter(|_| is_change).and_then(starts)
            };
            if let Some(why) = reached {
                let write = text!(
                    "une cible que l'indicateur peut atteindre (`empreinte explain`)",
                    "a target that the indicator can reach (`empreinte explain`)"
                );
                self.find(Kind::ImpossibleValue, place, &one.id, why, write);
            }
            let (value, year) = (written(declared.value), declared.year);
            if let Some(other) = one.base_year.filter(|other| *other != year) {
                self.find(
                    Kind::TwoBases,
                    place,
                    &one.id,
                    text!(
                        "base_year = {other}, et baseline est de {year} : d'où part l'engagement ?",
                        "base_year = {other}, and baseline is of {year}: where does it start from?"
                    ),
                    text!(
                        "une seule année : sans base_year, ou sans baseline",
                        "one year: no base_year, or no baseline"
                    ),
                );
            }
            if self.known.years.contains(&year) {
                self.made_again(place, one, year);
                return;
            }
            if one.is_unsourced() {
                self.find(
                    Kind::BaselineWithoutSource,
                    place,
                    &one.id,
                    Text {
                        fr: format!(
                            "base déclarée ({} en {year}) sans source : rien ne la prouve",
                            value.fr
                        ),
                        en: format!(
                            "declared baseline ({} in {year}) without source: nothing proves it",
                            value.en
                        ),
                    },
                    text!(
                        "baseline = {{ …, source = \"l'étude, sa date\" }}",
                        "baseline = {{ …, source = \"the study, its date\" }}"
                    ),
                );
            }
            let [source, source_en] = match declared.source.trim() {
                "" => ["aucune", "none"],
                told => [told; 2],
            };
            let Text { fr, en } = match kind {
                None | Some(TargetKind::Change | TargetKind::Trend) if one.is_unsourced() => {
                    text!("aucune tendance n'en est dite", "no trend is told from it")
                }
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
                    en: format!("declared baseline ({} in {year}; source: {source_en}): another method made it, {en}",
 value.en),
                },
                text!(
                    "l'inventaire de {year} dans inventories/ la referait par la même méthode",
                    "the inventory of {year} in inventories/ would make it again by the same method"
                ),
            );
        }
    }

    /// A declared start of a year that the estate has an inventory of.
    fn made_again(&mut self, place: (&str, usize), one: &Commitment, year: i32) {
        self.find(
            Kind::DeclaredBaseline,
            place,
            &one.id,
            text!(
                "base déclarée, et l'inventaire de {year} est là : c'est de lui que part l'engagement, s'il a l'indicateur",
                "declared baseline, and the inventory of {year} is there: the commitment starts from it, if it has the indicator"
            ),
            text!(
                "base_year = {year} à la place de baseline, si cette année le dit (`plan status`)",
                "base_year = {year} in the place of baseline, if that year tells it (`plan status`)"
            ),
        );
    }
}
