//! The same machine under another identifier, by its serial number: as `change` pairs them.

use super::unit::Unit;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroU64;

type FastNames = foldhash::fast::FixedState;

/// Earlier names of machines, each with the latest.
pub(super) type EarlierNames = HashMap<u64, u64, FastNames>;

/// Puts the machines of several years, the latest first, under the name that each has last.
///
/// A serial number that two rows of one year share tells nothing; nor does one where the earlier year
/// has the later name too, or a later one the earlier name: that is another machine's.
pub(super) fn under_last_name(years: Vec<&mut Vec<Unit>>) -> EarlierNames {
    let mut earlier = EarlierNames::with_hasher(FastNames::with_seed(7));
    if years.len() < 2 {
        return earlier;
    }
    let mut last_names: HashMap<NonZeroU64, Option<u64>, FastNames> =
        HashMap::with_hasher(FastNames::with_seed(8));
    let mut later_names: HashSet<u64, FastNames> = HashSet::with_hasher(FastNames::with_seed(9));
    for units in years {
        let mut names: HashSet<u64, FastNames> = HashSet::with_hasher(FastNames::with_seed(9));
        let mut of_serial: HashMap<NonZeroU64, Option<u64>, FastNames> =
            HashMap::with_hasher(FastNames::with_seed(8));
        for unit in units.iter().filter(|unit| unit.named) {
            names.insert(unit.id);
            if let Some(serial) = unit.serial {
                of_serial.entry(serial).and_modify(|id| *id = None).or_insert(Some(unit.id));
            }
        }
        let last_name = |unit: &Unit| {
            let told = unit.serial.filter(|serial| of_serial.get(serial) == Some(&Some(unit.id)));
            let last = match unit.serial {
                Some(_) => last_names.get(&told?).copied().flatten()?,
                // Its name is that of a machine that took another since.
                None => *earlier.get(&unit.id)?,
            };
            let is_free = !names.contains(&last) && !later_names.contains(&unit.id);
            (last != unit.id && is_free).then_some((unit.id, last))
        };
        let renamed: EarlierNames = units.iter().filter_map(last_name).collect();
        for unit in units.iter_mut() {
            unit.id = *renamed.get(&unit.id).unwrap_or(&unit.id);
        }
        for (serial, id) in of_serial {
            let name = id.map(|id| *renamed.get(&id).unwrap_or(&id));
            last_names.entry(serial).or_insert(name);
        }
        later_names.extend(names.into_iter().filter(|name| !renamed.contains_key(name)));
        earlier.extend(renamed);
    }
    earlier
}
