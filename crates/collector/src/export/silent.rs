//! Machines that were not heard of for some time.

use super::equipment_id;
use crate::store::{Store, StoreFault};
use record::{AgentId, Day};
use std::collections::BTreeMap;

/// A machine not heard of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// Its identifier in an estate's files.
    pub equipment_id: String,
    /// Its site.
    pub site: String,
    /// The last day that its records tell of; none where it never sent one.
    pub last_day: Option<String>,
    /// Days since it was last heard of, or enrolled.
    pub days: i64,
}

/// The machines not heard of for at least so many days, the longest silent first.
///
/// # Errors
/// The store's word.
pub fn silent(store: &mut dyn Store, days: i64, now: i64) -> Result<Vec<Silent>, StoreFault> {
    let mut heard: BTreeMap<AgentId, (i64, i32)> = BTreeMap::new();
    let mut hear = |agent: AgentId, received: i64, day: i32| {
        let known = heard.entry(agent).or_insert((received, day));
        *known = (known.0.max(received), known.1.max(day));
    };
    for machine in store.machines()? {
        hear(machine.agent, machine.received, machine.day);
    }
    for known in store.heard()? {
        hear(known.agent, known.received, known.last_day);
    }
    let mut silent = Vec::new();
    for agent in store.agents()?.into_iter().filter(|agent| !agent.closed) {
        let last = heard.get(&agent.id);
        let since = last.map_or(agent.enrolled, |(received, _)| *received);
        let quiet = (now - since).div_euclid(86_400);
        if quiet >= days {
            silent.push(Silent {
                equipment_id: equipment_id(&agent.id),
                site: agent.site,
                last_day: last.and_then(|(_, day)| Day::from_number(*day)).map(|d| d.to_string()),
                days: quiet,
            });
        }
    }
    silent.sort_by(|a, b| (b.days, &a.equipment_id).cmp(&(a.days, &b.equipment_id)));
    Ok(silent)
}
