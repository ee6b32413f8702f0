//! What is said once of forecasts and scenarios alike: what stands in for a price, and what a year is.

use crate::price::Prices;
use factor::{FactorSet, TypeId};
use ground::lang::{Lang, Text};
use ground::table::Day;
use ground::text;
use indicator::EstateYear;
use std::collections::BTreeSet;
use walk::TotalLack;

/// What the year's files have and no figure of it counts, of those that matter here.
pub(crate) fn left_out(facts: &EstateYear<'_>, matters: fn(&TotalLack) -> bool) -> Vec<Text> {
    let lacks = facts.rows.outcome.lacks(facts.set());
    lacks.iter().filter(|lack| matters(lack)).map(TotalLack::text).collect()
}

/// Types of which the price of the other way is counted: what comes new, and what comes refurbished.
#[derive(Debug, Default)]
pub(crate) struct StandIns([BTreeSet<TypeId>; 2]);

impl StandIns {
    /// Notes a type that comes new, or refurbished.
    pub(crate) fn note(&mut self, prices: &Prices, id: TypeId, refurbished: bool) {
        if prices.stands_in(id, refurbished) {
            self.0[usize::from(refurbished)].insert(id);
        }
    }

    /// What is said of them.
    pub(crate) fn said(&self, set: &FactorSet) -> Vec<Text> {
        let [new, used] = &self.0;
        let mut said = Vec::new();
        if !used.is_empty() {
            let Text { fr, en } = named(set, used);
            said.push(text!(
                "prix du reconditionné inconnu, compté au prix du neuf : {fr}",
                "price of refurbished ones unknown, that of new ones is counted: {en}"
            ));
        }
        if !new.is_empty() {
            let Text { fr, en } = named(set, new);
            said.push(text!(
                "prix du neuf inconnu, compté au prix du reconditionné : {fr}",
                "price of new ones unknown, that of refurbished ones is counted: {en}"
            ));
        }
        said
    }
}

/// The names of types.
pub(crate) fn named(set: &FactorSet, types: &BTreeSet<TypeId>) -> Text {
    let said = |lang: Lang| lang.list(types.iter().map(|id| set.equipment_type(*id).label(lang)));
    Text { fr: said(Lang::Fr), en: said(Lang::En) }
}

/// What the years to come are, where they begin on another day than the first of a year.
pub(crate) fn other_years(facts: &EstateYear<'_>) -> Option<Text> {
    let (number, as_of) = (facts.number(), facts.year.as_of);
    if Day(as_of.0 + 1) == Day::first_of(number + 1) {
        return None;
    }
    let next = number + 1;
    Some(text!(
        "les années sont de douze mois à compter du {as_of} : {next} est la première, et non l'année civile",
        "years are of twelve months from {as_of} on: {next} is the first, and not the calendar year"
    ))
}
