//! Words and models built once for sets of the same types.

use super::KindWeigher;
use crate::last_built::LastBuilt;
use factor::{EquipmentType, FactorSet};
use ground::fault::Fault;
use std::sync::Arc;

impl KindWeigher {
    /// The shipped words and models, for a factor set.
    pub(crate) fn of(set: &FactorSet) -> Result<Arc<Self>, Fault> {
        static LAST: LastBuilt<EquipmentType, KindWeigher> = LastBuilt::new();
        LAST.of(&set.types, || Self::new(set))
    }
}
