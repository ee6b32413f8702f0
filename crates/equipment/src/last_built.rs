//! What is built of a part of a factor set, once for sets that have the same.

use ground::fault::Fault;
use std::sync::{Arc, Mutex, PoisonError};

/// What was built last, and of what: the years of an estate, and the sets that it is held against, mostly
/// have the same.
pub(crate) struct LastBuilt<K, V>(Mutex<Option<(Vec<K>, Arc<V>)>>);

impl<K: Clone + PartialEq, V> LastBuilt<K, V> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// What is built of a part of a set.
    pub(crate) fn of(
        &self,
        part: &[K],
        build: impl FnOnce() -> Result<V, Fault>,
    ) -> Result<Arc<V>, Fault> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = last.as_ref().filter(|(own, _)| *own == part) {
            return Ok(Arc::clone(known));
        }
        let new = Arc::new(build()?);
        *last = Some((part.to_vec(), Arc::clone(&new)));
        Ok(new)
    }
}
