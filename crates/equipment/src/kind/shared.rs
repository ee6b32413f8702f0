//! Words and models built once for sets of the same types.

use super::KindWeigher;
use factor::{EquipmentType, FactorSet};
use ground::fault::Fault;
use std::sync::{Arc, Mutex, PoisonError};

impl KindWeigher {
    /// The shipped words and models, for a factor set: built once for sets of the same types, as
    /// the years of an estate and the sets that it is held against mostly are.
    pub(crate) fn of(set: &FactorSet) -> Result<Arc<Self>, Fault> {
        static LAST: Mutex<Option<(Vec<EquipmentType>, Arc<KindWeigher>)>> = Mutex::new(None);
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, kinds)) = last.as_ref().filter(|(types, _)| *types == set.types) {
            return Ok(Arc::clone(kinds));
        }
        let kinds = Arc::new(Self::new(set)?);
        *last = Some((set.types.clone(), Arc::clone(&kinds)));
        Ok(kinds)
    }
}
