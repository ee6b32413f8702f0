//! What is known of the estate that a plan is of: what its filters may name.

use super::axes::axes;
use crate::model::Plan;
use crate::values::Held;
use factor::FactorSet;
use indicator::Catalogue;
use std::collections::{BTreeMap, BTreeSet};

/// What a plan's words are held against.
#[derive(Default)]
pub struct Known<'a> {
    /// The types of equipment there are; nothing where they are not to be looked at.
    pub types: Option<&'a FactorSet>,
    /// The parts that the estate has of the axis that each commitment is filtered by, in any year;
    /// nothing where the estate was not looked at.
    pub parts: BTreeMap<usize, BTreeSet<String>>,
}

impl<'a> Known<'a> {
    /// Types alone.
    pub fn of_types(types: Option<&'a FactorSet>) -> Self {
        Self { types, parts: BTreeMap::new() }
    }

    /// Learns the parts that an estate has.
    pub fn ask(&mut self, plan: &Plan, held: &dyn Held, catalogue: &Catalogue) {
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

    /// Whether a plan filters by anything that an estate tells.
    pub fn asks(plan: &Plan) -> bool {
        plan.commitments.iter().any(|one| !one.filter.is_empty())
    }
}
