//! Where the values of commitments come from: the indicators of the estate's years, and the change
//! between two of them.

use super::model::{Commitment, Plan};
use super::words::TargetKind;
use change::{Against, Change};
use factor::FactorSet;
use footprint::Datum;
use ground::lang::Text;
use ground::text;
use indicator::{
    Break, Catalogue, Definition, EstateYear, Gathered, Quality, Series, Value, compute,
};
use std::collections::BTreeMap;

/// The indicators whose change is held by the draws of their factors.
const BY_FACTORS: [&str; 2] = ["it_ghg_annualised", "it_ghg_per_user"];

/// What a commitment is held against.
pub trait Held {
    /// The years there are.
    fn years(&self) -> Vec<i32>;
    /// The value of a commitment's indicator in a year, of the part that it is about.
    fn value(&self, one: &Commitment, definition: &Definition, year: i32) -> Option<Value>;
    /// The value of another indicator, of the whole estate.
    fn other(&self, id: &str, year: i32) -> Option<Value>;
    /// Why two years must not be compared as they stand.
    fn breaks(&self, definition: &Definition, from: i32, to: i32) -> Vec<Text>;
    /// The later year less `keep` times the earlier, by the draws of shared factors, in the unit of
    /// the indicator; nothing where the indicator is none of factors.
    fn against(&self, one: &Commitment, from: i32, to: i32, keep: f64) -> Option<Against>;
    /// The datum that would narrow a year's footprint most.
    fn wanted(&self, year: i32) -> Option<Text>;
}

/// The values of an estate.
pub struct Values<'a> {
    catalogue: &'a Catalogue,
    set: &'a FactorSet,
    gathered: &'a Gathered<'a>,
    facts: BTreeMap<i32, EstateYear<'a>>,
    changes: BTreeMap<(i32, i32), Change>,
}

impl<'a> Values<'a> {
    /// The values of what was gathered, with the changes that commitments on the footprint need.
    pub fn of(
        gathered: &'a Gathered<'a>,
        catalogue: &'a Catalogue,
        changes: BTreeMap<(i32, i32), Change>,
    ) -> Self {
        let years = gathered.years.keys();
        let facts = years.filter_map(|year| Some((*year, EstateYear::of(gathered, *year)?)));
        Self { catalogue, set: gathered.set, gathered, facts: facts.collect(), changes }
    }

    /// The years whose change a plan needs to be held against a year.
    pub fn needed(plan: &Plan, years: &[i32], year: i32) -> Vec<(i32, i32)> {
        let mut pairs: Vec<(i32, i32)> = plan
            .commitments
            .iter()
            .filter(|one| is_by_factors(one))
            .filter_map(|one| one.starts_from(plan))
            .filter(|from| *from < year && years.contains(from) && years.contains(&year))
            .map(|from| (from, year))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The facts of a year.
    pub fn facts(&self, year: i32) -> Option<&EstateYear<'a>> {
        self.facts.get(&year)
    }
}

fn is_by_factors(one: &Commitment) -> bool {
    BY_FACTORS.contains(&one.indicator.as_str())
        && one.filter.is_empty()
        && one.target == Some(TargetKind::Change)
}

impl Held for Values<'_> {
    fn years(&self) -> Vec<i32> {
        self.facts.keys().copied().collect()
    }

    fn value(&self, one: &Commitment, definition: &Definition, year: i32) -> Option<Value> {
        let whole = compute(self.facts.get(&year)?, definition);
        let Some((axis, code)) = one.filter.iter().next() else { return Some(whole) };
        let group = whole.groups.iter().find(|group| group.axis == axis && group.code == *code)?;
        let figure = group.figure.clone();
        let whole_quality = whole.quality;
        Some(Value {
            figure,
            quality: whole_quality,
            coverage: whole.coverage,
            ..Value::exact(0.0)
        })
    }

    fn other(&self, id: &str, year: i32) -> Option<Value> {
        Some(compute(self.facts.get(&year)?, self.catalogue.named(id)?))
    }

    fn breaks(&self, definition: &Definition, from: i32, to: i32) -> Vec<Text> {
        let series = Series::of(self.gathered, &[from, to], &[definition], &[]);
        let last = series.rows.first().and_then(|(_, entries)| entries.last());
        let breaks = last.map_or(&[][..], |entry| entry.breaks.as_slice());
        // What counts one year otherwise; a handful is a matter of chance, which bounds say.
        let counted = breaks.iter().filter(|one| !matches!(one, Break::Handful(_)));
        counted.map(|one| one.said().clone()).collect()
    }

    fn against(&self, one: &Commitment, from: i32, to: i32, keep: f64) -> Option<Against> {
        if !is_by_factors(one) {
            return None;
        }
        let change = self.changes.get(&(from, to)).filter(|change| change.criterion.0 == "gwp")?;
        if one.indicator == "it_ghg_annualised" {
            return Some(change.against(keep, self.set));
        }
        let people = |year: i32| self.facts.get(&year)?.headcount();
        let (before, now) = people(from).zip(people(to))?;
        let against = change.against(keep * now / before, self.set);
        let each = 1.0 / now;
        Some(Against {
            raw: against.raw * each,
            net: against.net * each,
            without_ageing: against.without_ageing * each,
            restated: against.restated / before,
            ageing: against.ageing * each,
        })
    }

    fn wanted(&self, year: i32) -> Option<Text> {
        let facts = self.facts.get(&year)?;
        let wanted = facts.rows.outcome.footprint.headline().wanted.as_ref()?;
        let of = match wanted.datum {
            Datum::Model(id) | Datum::Lifetime(id) | Datum::Energy(id) => {
                let kind = self.set.equipment_type(id);
                Text { fr: kind.label_fr.clone(), en: kind.label_en.clone() }
            }
            Datum::Pue(_) => text!("salles", "rooms"),
        };
        let (fr, en) = match wanted.datum {
            Datum::Model(_) => ("les modèles", "the models"),
            Datum::Lifetime(_) => ("la durée de vie", "the lifetime"),
            Datum::Energy(_) => ("l'électricité mesurée", "the measured electricity"),
            Datum::Pue(_) => ("le PUE", "the PUE"),
        };
        Some(Text { fr: format!("{fr} ({})", of.fr), en: format!("{en} ({})", of.en) })
    }
}

/// What a value of this quality rests on, where it is no proof.
pub(crate) fn is_unproven(value: &Value) -> bool {
    value.quality == Quality::Unproven
}
