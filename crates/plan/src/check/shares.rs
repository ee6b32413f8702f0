//! What entities take of a target, against the whole.

use super::targets::MOST;
use super::{PlanCheck, ids};
use crate::finding::FindingKind as Kind;
use crate::model::EntityShare;
use crate::said::written;
use crate::target::YEARS;
use crate::words::TargetKind;
use ground::lang::Text;
use ground::text;
use std::collections::{BTreeMap, BTreeSet};

impl PlanCheck<'_> {
    /// Parts of entities against the whole.
    pub(super) fn shares(&mut self) {
        let plan = self.plan;
        let commitments = ids(&plan.commitments, |one| &one.id);
        let mut met = BTreeSet::new();
        let mut groups: BTreeMap<(&str, i32), Vec<usize>> = BTreeMap::new();
        for (at, one) in plan.shares.iter().enumerate() {
            let named = std::slice::from_ref(&one.commitment);
            self.references(("share", at), &one.entity, "commitment", named, &commitments);
            if let Some(why) = no_part(one) {
                let write = text!("value = un nombre", "value = a number");
                self.find(Kind::ImpossibleValue, ("share", at), &one.entity, why, write);
                continue;
            }
            if !met.insert((&one.commitment, one.year, one.entity.trim())) {
                let (entity, year) = (&one.entity, one.year);
                self.find(
                    Kind::DuplicateId,
                    ("share", at),
                    entity,
                    text!(
                        "{year} : l'entité a déjà une part de cette cible",
                        "{year}: the entity has a part of this target already"
                    ),
                    text!("une seule part par entité et par année", "one part an entity and year"),
                );
            }
            // A year that cannot be is told by itself.
            if !YEARS.contains(&one.year) {
                continue;
            }
            groups.entry((&one.commitment, one.year)).or_default().push(at);
        }
        for ((id, year), parts) in groups {
            self.group(id, year, &parts);
        }
    }

    /// The parts of one target.
    fn group(&mut self, id: &str, year: i32, parts: &[usize]) {
        let plan = self.plan;
        let place = ("share", parts[0]);
        let Some(commitment) = plan.commitment(id) else { return };
        let target = commitment.dated().into_iter().rev().find(|(due, _)| *due == year);
        let Some((_, target)) = target else {
            self.find(
                Kind::UnknownReference,
                place,
                id,
                text!("{year} : l'engagement n'y a pas de cible", "{year}: no target of that year"),
                text!("year = l'année d'une cible de {id}", "year = the year of a target of {id}"),
            );
            return;
        };
        let of = |at: &usize| plan.shares[*at].of;
        let whole = parts.iter().find_map(of);
        if let Some(first) = whole
            && let Some(other) = parts.iter().filter_map(of).find(|one| (one - first).abs() > 0.0)
        {
            let (first, other) = (written(first), written(other));
            self.find(
                Kind::SharesDoNotAdd,
                place,
                id,
                Text {
                    fr: format!("{year} : deux totaux (`of`), {} et {}", first.fr, other.fr),
                    en: format!("{year}: two totals (`of`), {} and {}", first.en, other.en),
                },
                text!("un seul `of` pour toutes les parts", "one `of` for all parts"),
            );
            return;
        }
        if self.other_unit((id, year), parts, whole.is_some()) {
            return;
        }
        let whole = whole.unwrap_or(target);
        for at in parts {
            let one = &plan.shares[*at];
            if one.value * whole < 0.0 || one.value.abs() > whole.abs() * (1.0 + 1e-9) {
                let (value, all) = (written(one.value), written(whole));
                self.find(
                    Kind::ImpossibleValue,
                    ("share", *at),
                    &one.entity,
                    Text {
                        fr: format!("{} n'est pas une part de {}", value.fr, all.fr),
                        en: format!("{} is no part of {}", value.en, all.en),
                    },
                    text!(
                        "une part du même signe que le total, et non plus grande",
                        "a part of the sign of the whole, and no larger"
                    ),
                );
            }
        }
        let sum: f64 = parts.iter().map(|at| plan.shares[*at].value).sum();
        if (sum - whole).abs() <= 1e-6 * whole.abs().max(1.0) {
            return;
        }
        // What is left has the sign of the whole; else there is too much.
        let is_left = (whole - sum) * whole > 0.0;
        let rest = if is_left { whole - sum } else { (whole - sum).abs() };
        let [said, rest, whole] = [sum, rest, whole].map(written);
        let of = text!(
            "`of` dit le total quand la cible n'en est pas un",
            "`of` says the total where the target is none"
        );
        self.find(
            Kind::SharesDoNotAdd,
            place,
            id,
            Text {
                fr: format!("{year} : les parts font {}, et non {}", said.fr, whole.fr),
                en: format!("{year}: the parts make {}, not {}", said.en, whole.en),
            },
            if is_left {
                Text {
                    fr: format!("il reste {} à répartir ; {}", rest.fr, of.fr),
                    en: format!("{} is left to share out; {}", rest.en, of.en),
                }
            } else {
                Text {
                    fr: format!("{} de trop ; {}", rest.fr, of.fr),
                    en: format!("{} too much; {}", rest.en, of.en),
                }
            },
        );
    }
}

impl PlanCheck<'_> {
    /// Whether parts are said to be of another unit than the target's; of a total of its own, than
    /// that of the part before.
    fn other_unit(&mut self, (id, year): (&str, i32), parts: &[usize], own_total: bool) -> bool {
        let plan = self.plan;
        let unit = |at: &usize| Some(&plan.shares[*at].unit).filter(|unit| !unit.trim().is_empty());
        let of_target = || {
            let one = plan.commitment(id)?;
            let definition = self.catalogue.named(&one.indicator);
            match one.kind(definition)? {
                TargetKind::Change => Some("%".to_owned()),
                _ => definition.map(|of| of.unit.clone()),
            }
        };
        let first = || parts.iter().find_map(unit).cloned();
        let Some(wanted) = (if own_total { first() } else { of_target() }) else { return false };
        // The year of the target says that it is of a year.
        let bare = |unit: &str| {
            let unit = unit.split_whitespace().collect::<String>().to_lowercase();
            unit.trim_end_matches("/yr").trim_end_matches("/an").to_owned()
        };
        let same = |one: &str| bare(one) == bare(&wanted);
        let Some(at) = parts.iter().find(|at| unit(at).is_some_and(|one| !same(one))) else {
            return false;
        };
        let said = plan.shares[*at].unit.trim();
        let write = if own_total {
            text!("une seule unité pour toutes les parts", "one unit for all parts")
        } else {
            text!(
                "des parts en {wanted}, ou `of` : le total dans l'unité des parts",
                "parts in {wanted}, or `of`: the total in the unit of the parts"
            )
        };
        self.find(
            Kind::OtherUnit,
            ("share", *at),
            &plan.shares[*at].entity,
            text!(
                "{year} : la part est en {said}, et ce dont elle est une part en {wanted}",
                "{year}: the part is in {said}, and what it is a part of in {wanted}"
            ),
            write,
        );
        true
    }
}

/// Why what is written is no part.
fn no_part(one: &EntityShare) -> Option<Text> {
    let bad = [Some(one.value), one.of]
        .into_iter()
        .flatten()
        .find(|value| !value.is_finite() || value.abs() > MOST)?;
    let Text { fr, en } = written(bad);
    Some(Text { fr: format!("{fr} n'est pas une part"), en: format!("{en} is no part") })
}
