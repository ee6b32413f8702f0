//! A store copied into another, whole, and compared after.

use crate::store::{Store, StoreFault, StoreMark, Write};
use record::hex;
use sha2::{Digest, Sha256};

/// Records written as one.
const GROUP: usize = 1_000;

/// What was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedStore {
    /// Records of days and inventories.
    pub records: u64,
    /// The digest over all that either store holds.
    pub digest: String,
}

/// Why nothing was moved, or not all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveFault {
    /// The word of the store that is moved.
    Store(StoreFault),
    /// The word of the one that it is moved into.
    Into(StoreFault),
    /// The other store holds something.
    NotEmpty,
    /// What the other store holds is not what this one does.
    Differs,
}

impl From<StoreFault> for MoveFault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault)
    }
}

/// Copies all of a store into an empty one, by whose name it is closed once they are held against each
/// other.
///
/// # Errors
/// A store's word, or a store that is not empty.
pub fn migrate(
    from: &mut dyn Store,
    to: &mut dyn Store,
    named: &str,
) -> Result<MovedStore, MoveFault> {
    let empty = to.agents()?.is_empty() && to.tokens()?.is_empty() && to.months()?.is_empty();
    let empty = empty && to.sums()?.is_empty();
    if !empty || !to.papers()?.is_empty() || !to.notes()?.is_empty() {
        return Err(MoveFault::NotEmpty);
    }
    // One that is cut is no store.
    let mut put = |writes: &[Write]| to.commit(writes).map(drop).map_err(MoveFault::Into);
    put(&[Write::Mark(StoreMark::Copying)])?;
    let mut records = 0;
    for month in from.months()? {
        let mut group = Vec::new();
        let mut failed = None;
        from.month(month, &mut |kept| {
            records += 1;
            group.push(kept);
            if group.len() == GROUP && failed.is_none() {
                failed = put(&[Write::Records(std::mem::take(&mut group))]).err();
            }
        })?;
        if let Some(fault) = failed {
            return Err(fault);
        }
        put(&[Write::Records(group)])?;
    }
    let mut writes: Vec<Write> = from.machines()?.into_iter().map(Write::Machine).collect();
    writes.extend(from.tokens()?.into_iter().map(Write::Token));
    writes.extend(from.agents()?.into_iter().map(Write::Agent));
    writes.extend(from.papers()?.into_iter().map(Write::Paper));
    writes.extend(from.last_days()?.into_iter().map(Write::LastDay));
    writes.extend(from.erased()?.into_iter().map(Write::Erased));
    writes.extend(from.gone()?.into_iter().map(Write::Gone));
    writes.extend(from.key()?.map(Write::Key));
    writes.extend(from.notes()?.into_iter().map(Write::Note));
    writes.push(Write::Adopt(from.name(), from.sums()?));
    for group in writes.chunks(GROUP) {
        put(group)?;
    }
    let (one, two) = (digest(from)?, digest(to)?);
    if one != two {
        return Err(MoveFault::Differs);
    }
    to.commit(&[Write::Mark(StoreMark::Whole)]).map_err(MoveFault::Into)?;
    from.commit(&[Write::Mark(StoreMark::Moved(named.to_owned()))])?;
    Ok(MovedStore { records, digest: two })
}

/// A digest over all that a store holds, in an order of its own.
///
/// # Errors
/// The store's word.
pub fn digest(store: &mut dyn Store) -> Result<String, StoreFault> {
    let mut sum = Sha256::new();
    let mut add = |what: &dyn std::fmt::Debug| sum.update(format!("{what:?}\n").as_bytes());
    add(&store.name());
    add(&store.key()?);
    store.agents()?.iter().for_each(|agent| add(agent));
    store.tokens()?.iter().for_each(|token| add(token));
    store.machines()?.iter().for_each(|machine| add(machine));
    store.papers()?.iter().for_each(|paper| add(paper));
    store.last_days()?.iter().for_each(|last| add(last));
    store.erased()?.iter().for_each(|name| add(name));
    store.gone()?.iter().for_each(|month| add(month));
    store.sums()?.iter().for_each(|line| add(line));
    store.notes()?.iter().for_each(|note| add(note));
    for month in store.months()? {
        store.month(month, &mut |kept| add(&kept))?;
    }
    Ok(hex(&sum.finalize()))
}
