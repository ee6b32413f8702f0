//! What bends differences of machines that are priced from their parts: what those of a type rest on.

use factor::configuration::Shared;
use factor::{FactorId, TypeId};
use std::collections::BTreeMap;

/// What parts of a difference bend as one: the machines of a type, over a factor, with what else
/// stretches how much of it.
type BentKind = (FactorId, Vec<FactorId>, TypeId);

/// How much the unknowns that machines of each type share bend what they weigh, over each factor: on
/// the mean of both years, by what each machine weighs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BentTypes(BTreeMap<BentKind, BentMean>);

#[derive(Debug, Clone, PartialEq, Default)]
struct BentMean {
    weight: f64,
    loads: BTreeMap<Shared, f64>,
}

impl BentTypes {
    /// Adds machines that weigh so much, and what bends each; nothing of those that nothing does.
    pub fn add(&mut self, kind: BentKind, weight: f64, bends: &[(Shared, f64)]) {
        let at = self.0.entry(kind).or_default();
        at.weight += weight;
        for (shared, load) in bends {
            *at.loads.entry(*shared).or_default() += load * weight;
        }
    }

    /// Leaves out what nothing bends, whose errors are those of its factors.
    #[must_use]
    pub fn bent(mut self) -> Self {
        self.0.retain(|_, mean| mean.weight > 0.0 && !mean.loads.is_empty());
        self
    }

    /// Whether anything bends a part of a type.
    pub fn bends(&self, factor: FactorId, by: &[FactorId], type_id: TypeId) -> bool {
        !self.0.is_empty() && self.0.contains_key(&(factor, by.to_vec(), type_id))
    }

    /// What bends it, each with how much.
    pub(super) fn loads(&self, kind: &BentKind) -> impl Iterator<Item = (Shared, f64)> {
        self.0
            .get(kind)
            .into_iter()
            .flat_map(|mean| mean.loads.iter().map(|(shared, load)| (*shared, load / mean.weight)))
    }
}
