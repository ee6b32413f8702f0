//! Where a type meets its factors: its own, else those of the type it is a kind of.

use super::{FactorId, FactorSet, TypeId};
use ground::provenance::MatchedBy;
use ground::stage::Stage;

/// A factor of one stage and criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageFactor {
    /// The stage.
    pub stage: Stage,
    /// The criterion's place in [`FactorSet::criteria`].
    pub criterion: usize,
    /// The factor.
    pub factor: FactorId,
}

/// What a type was attached to, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The type whose embodied factors are used; `None` when unmatched.
    pub embodied_of: Option<TypeId>,
    /// How it matched; `None` when unmatched.
    pub matched_by: Option<MatchedBy>,
    /// The embodied factors.
    pub stages: Vec<StageFactor>,
    /// The default lifetime, in years.
    pub lifetime: Option<FactorId>,
    /// The default energy, in kWh a year and unit.
    pub energy: Option<FactorId>,
}

impl FactorSet {
    /// Attaches a type to its factors, once for all its equipment.
    pub fn attach(&self, type_id: TypeId) -> Attached {
        let stages = |kin: &TypeId| &self.embodied[usize::from(kin.0)];
        let measured = |kin: &TypeId| stages(kin).iter().any(|one| !self.factor(one.factor).proxy);
        // A mass proxy stands in only where neither the type nor what it is a kind of has better.
        let embodied_of = self
            .kin(type_id)
            .find(measured)
            .or_else(|| self.kin(type_id).find(|kin| !stages(kin).is_empty()));
        Attached {
            embodied_of,
            matched_by: embodied_of
                .map(|kin| if kin == type_id { MatchedBy::Type } else { MatchedBy::ParentType }),
            stages: embodied_of
                .map_or_else(Vec::new, |kin| self.embodied[usize::from(kin.0)].clone()),
            lifetime: self.kin(type_id).find_map(|kin| self.lifetimes[usize::from(kin.0)]),
            energy: self.kin(type_id).find_map(|kin| self.energy[usize::from(kin.0)]),
        }
    }

    /// A type, its parent, its parent's parent…; loading has refused cycles.
    pub fn kin(&self, type_id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::successors(Some(type_id), |kin| self.equipment_type(*kin).parent)
    }

    /// The type that a type is a kind of, in the end; itself where it is a kind of none.
    pub fn root(&self, type_id: TypeId) -> TypeId {
        self.kin(type_id).last().unwrap_or(type_id)
    }

    /// Whether a type is another, or a kind of it.
    pub fn is_kind_of(&self, type_id: TypeId, of: TypeId) -> bool {
        self.kin(type_id).any(|kin| kin == of)
    }
}
