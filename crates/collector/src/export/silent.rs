//! Machines that were not heard of for some time.

use super::again_enrolled::Followed;
use super::equipment_id;
use super::papers::of_one_machine_each;
use crate::store::{Store, StoreFault};
use record::{AgentId, RecordDay};
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
    let (machines, agents, all) = (store.machines()?, store.agents()?, store.heard()?);
    let followed = Followed::of(store, &machines)?;
    for machine in machines {
        hear(machine.agent, machine.received, machine.day);
    }
    for known in all {
        hear(known.agent, known.received, known.last_day);
    }
    let mut silent = Vec::new();
    for agent in agents {
        // A machine that enrolled again speaks by its other name.
        if agent.closed || followed.is_gone(&agent.id) {
            continue;
        }
        let last = heard.get(&agent.id);
        let since = last.map_or(agent.enrolled, |(received, _)| *received);
        let quiet = (now - since).div_euclid(86_400);
        if quiet >= days {
            silent.push(Silent {
                equipment_id: equipment_id(&agent.id),
                site: agent.site,
                last_day: last
                    .and_then(|(_, day)| RecordDay::from_number(*day))
                    .map(|d| d.to_string()),
                days: quiet,
            });
        }
    }
    for paper in of_one_machine_each(store.papers()?) {
        let quiet = (now - paper.received).div_euclid(86_400);
        if quiet >= days {
            let day = RecordDay::from_number(crate::clock::day_of(paper.received));
            silent.push(Silent {
                equipment_id: paper.key,
                site: paper.site,
                last_day: day.map(|day| day.to_string()),
                days: quiet,
            });
        }
    }
    silent.sort_by(|a, b| (b.days, &a.equipment_id).cmp(&(a.days, &b.equipment_id)));
    Ok(silent)
}
