//! Agents of one machine: one that is installed anew enrols under another name, and its machine is
//! still one.

use super::inventory_rows;
use super::stretch::SILENCE;
use crate::pseudonym::normalised;
use crate::store::{Store, StoreEntry, StoreFault};
use record::{AgentId, Class};
use std::collections::{BTreeMap, BTreeSet};

/// The agents whose machine another follows now, each with that other.
#[derive(Debug, Default)]
pub(super) struct Followed(BTreeMap<AgentId, AgentId>);

/// A machine's serial number and its model. Its maker is written in several ways, and one that has
/// both of another is that other.
type SerialAndModel = (String, String);

impl Followed {
    /// Two agents are of one machine where its serial number and model are the same, and the records
    /// of the one end where those of the other begin: two machines under one serial number speak at
    /// once.
    ///
    /// # Errors
    /// The store's word.
    pub(super) fn of(store: &mut dyn Store, machines: &[StoreEntry]) -> Result<Self, StoreFault> {
        let mut alike: BTreeMap<SerialAndModel, Vec<&StoreEntry>> = BTreeMap::new();
        for kept in machines {
            let Some((serial, model)) = serial_and_model(kept) else { continue };
            alike.entry((serial, normalised(&model))).or_default().push(kept);
        }
        alike.retain(|_, own| own.len() > 1);
        let mut followed = BTreeMap::new();
        if alike.is_empty() {
            return Ok(Self(followed));
        }
        let mut days: BTreeMap<&AgentId, BTreeSet<i32>> =
            alike.values().flatten().map(|kept| (&kept.agent, BTreeSet::new())).collect();
        for month in store.months()? {
            store.month(month, &mut |kept| {
                if let Some(own) = days.get_mut(&kept.agent)
                    && !(kept.figures.is_some() && kept.is_ahead())
                {
                    own.extend([kept.day, kept.last_day()]);
                }
            })?;
        }
        for own in alike.into_values() {
            let spoke =
                |kept: &StoreEntry| spoke(&days[&kept.agent]).unwrap_or((kept.day, kept.day));
            let mut own: Vec<_> = own.into_iter().map(|kept| (spoke(kept), &kept.agent)).collect();
            own.sort_unstable();
            for pair in own.windows(2) {
                let [(before, earlier), (after, later)] = pair else { continue };
                // Of two that spoke on one day alone nothing tells which is gone.
                if before < after && before.1 <= after.0 {
                    followed.insert((*earlier).clone(), (*later).clone());
                }
            }
        }
        Ok(Self(followed))
    }

    /// The agent that follows the machine of this one now: itself, in nearly every case.
    pub(super) fn now<'a>(&'a self, agent: &'a AgentId) -> &'a AgentId {
        let mut now = agent;
        // Each enrolled after the one before: there is an end.
        while let Some(next) = self.next(now) {
            now = next;
        }
        now
    }

    /// The agent that followed the machine after this one.
    pub(super) fn next(&self, agent: &AgentId) -> Option<&AgentId> {
        self.0.get(agent)
    }

    /// The agents whose machine another follows.
    pub(super) fn gone(&self) -> impl Iterator<Item = &AgentId> {
        self.0.keys()
    }

    /// Whether another follows its machine.
    pub(super) fn is_gone(&self, agent: &AgentId) -> bool {
        self.0.contains_key(agent)
    }
}

/// A machine's serial number and its model; a virtual one has its host's.
fn serial_and_model(kept: &StoreEntry) -> Option<(String, String)> {
    let machine = inventory_rows::machine(kept).filter(|own| own.class != Class::Virtual)?;
    Some((machine.product.serial?, machine.product.name.into_iter().collect()))
}

/// The first and the last of an agent's days. One alone, further from all others than a machine is
/// silent, is of a clock that was wrong.
fn spoke(days: &BTreeSet<i32>) -> Option<(i32, i32)> {
    let days: Vec<i32> = days.iter().copied().collect();
    let mut known = days.as_slice();
    if let [before @ .., one, stray] = known
        && !before.is_empty()
        && stray - one > SILENCE
    {
        known = &known[..known.len() - 1];
    }
    if let [stray, one, after @ ..] = known
        && !after.is_empty()
        && one - stray > SILENCE
    {
        known = &known[1..];
    }
    known.first().copied().zip(known.last().copied())
}

/// How many machines bear a serial number that another bears: two systems in turn, or two machines.
pub(super) fn of_one_serial(machines: &[StoreEntry]) -> usize {
    let mut serials: BTreeMap<String, usize> = BTreeMap::new();
    for (serial, _) in machines.iter().filter_map(serial_and_model) {
        *serials.entry(serial).or_default() += 1;
    }
    serials.into_values().filter(|count| *count > 1).sum()
}

#[cfg(test)]
mod tests {
    use super::spoke;

    #[test]
    fn a_day_far_from_all_others_is_of_a_clock_that_was_wrong() {
        let of = |days: &[i32]| spoke(&days.iter().copied().collect());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[5, 6, 300]), Some((5, 6)));
        assert_eq!(of(&[5, 100, 101, 102]), Some((100, 102)));
        assert_eq!(of(&[-99, 5, 6, 300]), Some((5, 6)));
        // 45 days of silence are days off; of two days neither is the wrong one; two are no mistake.
        assert_eq!(of(&[5, 6, 51]), Some((5, 51)));
        assert_eq!(of(&[5, 300]), Some((5, 300)));
        assert_eq!(of(&[5, 6, 300, 301]), Some((5, 301)));
    }
}
