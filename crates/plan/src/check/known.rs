//! What is known of the estate that a plan is of: what its filters may name.

use super::axes::axes;
use crate::model::Plan;
use crate::values::HeldAgainst;
use change::scenario::{Scenario, YEARS};
use factor::FactorSet;
use ground::fault::Fault;
use indicator::{Catalogue, EstateYear};
use std::collections::{BTreeMap, BTreeSet};

/// What a plan's words are held against.
#[derive(Default)]
pub struct KnownWords<'a> {
    /// The types of equipment there are; nothing where they are not to be looked at.
    pub types: Option<&'a FactorSet>,
    /// The parts that the estate has of the axis that each commitment is filtered by, in any year;
    /// nothing where the estate was not looked at.
    pub parts: BTreeMap<usize, BTreeSet<String>>,
    /// The years that the estate has an inventory of; none where it was not looked at.
    pub years: BTreeSet<i32>,
    /// What `scenario` says against the levers of an action, by its place.
    pub levers: BTreeMap<usize, Fault>,
}

impl<'a> KnownWords<'a> {
    /// Types alone.
    pub fn of_types(types: Option<&'a FactorSet>) -> Self {
        Self { types, ..Self::default() }
    }

    /// Learns the parts that an estate has.
    pub fn ask(&mut self, plan: &Plan, held: &dyn HeldAgainst, catalogue: &Catalogue) {
        for (at, one) in plan.commitments.iter().enumerate() {
            let Some(definition) = catalogue.named(&one.indicator) else { continue };
            let split = axes(&definition.id);
            for axis in one.filter.keys().filter(|axis| split.contains(&axis.as_str())) {
                let parts =
                    held.years().into_iter().flat_map(|year| held.parts(definition, axis, year));
                self.parts.entry(at).or_default().extend(parts);
            }
        }
    }

    /// Weighs the levers of what is still to be done, as `scenario` reads them in a year; what was
    /// done may have been done to what is no more there.
    pub fn weigh(&mut self, plan: &Plan, facts: &EstateYear<'_>) {
        for (at, one) in plan.actions.iter().enumerate().filter(|(_, one)| one.is_open()) {
            let levers: Vec<String> = one.levers().map(str::to_owned).collect();
            if let Err(fault) = Scenario::of_options(&levers, YEARS, facts) {
                self.levers.insert(at, fault);
            }
        }
    }

    /// Whether a plan has anything that an estate is asked about: a filter, a lever to be pulled.
    pub fn asks(plan: &Plan) -> bool {
        plan.commitments.iter().any(|one| !one.filter.is_empty()) || Self::asks_of_levers(plan)
    }

    /// Whether a plan has a lever that is still to be pulled.
    pub fn asks_of_levers(plan: &Plan) -> bool {
        plan.actions.iter().any(|one| one.is_open() && one.levers().next().is_some())
    }
}
