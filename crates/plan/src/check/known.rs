//! What is known of the estate that a plan is of: what its filters may name.

use super::axes::axes;
use crate::model::{Commitment, Plan};
use crate::standing::middle;
use crate::values::{HeldAgainst, is_unproven};
use crate::words::TargetKind;
use change::scenario::{Scenario, YEARS};
use factor::FactorSet;
use ground::fault::Fault;
use indicator::{Catalogue, Definition, EstateYear};
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
    /// What each commitment starts from by the estate's own year, and that year, where its target is a
    /// value; nothing where the estate was not looked at.
    pub bases: BTreeMap<usize, (i32, f64)>,
    /// What `scenario` says against the levers of an action, by its place.
    pub levers: BTreeMap<usize, Fault>,
}

impl<'a> KnownWords<'a> {
    /// Types alone.
    pub fn of_types(types: Option<&'a FactorSet>) -> Self {
        Self { types, ..Self::default() }
    }

    /// Learns the parts that an estate has, and what targets that are values start from.
    pub fn ask(&mut self, plan: &Plan, held: &dyn HeldAgainst, catalogue: &Catalogue) {
        for (at, one) in plan.commitments.iter().enumerate() {
            let Some(definition) = catalogue.named(&one.indicator) else { continue };
            let split = axes(&definition.id);
            for axis in one.filter.keys().filter(|axis| split.contains(&axis.as_str())) {
                let parts =
                    held.years().into_iter().flat_map(|year| held.parts(definition, axis, year));
                self.parts.entry(at).or_default().extend(parts);
            }
            let base = based(one, plan, definition)
                .and_then(|year| Some((year, held.value(one, definition, year)?)))
                // What is declared with its source is not displaced by what nothing proves.
                .filter(|(_, value)| one.baseline.is_none() || !is_unproven(value))
                .and_then(|(year, value)| Some((year, middle(value.figure.ok()?)?)));
            self.bases.extend(base.map(|base| (at, base)));
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

    /// Whether a plan has anything that an estate is asked about: a filter, a lever to be pulled, a
    /// target that is a value and starts from a year that the estate has.
    pub fn asks(&self, plan: &Plan, catalogue: &Catalogue) -> bool {
        let starts = |one: &Commitment| {
            let year = catalogue.named(&one.indicator).and_then(|of| based(one, plan, of));
            year.is_some_and(|year| self.years.contains(&year))
        };
        plan.commitments.iter().any(|one| !one.filter.is_empty() || starts(one))
            || Self::asks_of_levers(plan)
    }

    /// Whether a plan has a lever that is still to be pulled.
    pub fn asks_of_levers(plan: &Plan) -> bool {
        plan.actions.iter().any(|one| one.is_open() && one.levers().next().is_some())
    }
}

/// The year that a target which is a value starts from.
fn based(one: &Commitment, plan: &Plan, of: &Definition) -> Option<i32> {
    let kind = one.kind(Some(of))?;
    let is_value = matches!(kind, TargetKind::Value | TargetKind::Floor | TargetKind::Ceiling);
    one.starts_from(plan).filter(|_| is_value && one.dropped.is_empty())
}
