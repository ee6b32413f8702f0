//! Batteries that hold much less than when they were new.

use super::again_enrolled::Followed;
use super::{Sites, equipment_id, inventory_rows};
use crate::store::{Store, StoreFault};
use inventory::battery_health_pct;
use record::AgentId;
use std::collections::HashMap;

/// A worn battery.
#[derive(Clone, Debug, PartialEq)]
pub struct Worn {
    /// Its machine's identifier in an estate's files.
    pub equipment_id: String,
    /// The machine's model.
    pub model: String,
    /// The machine's site.
    pub site: String,
    /// What it holds when full, % of what it held when new.
    pub health: f64,
    /// Charge cycles, where it counts them.
    pub cycles: Option<u32>,
    /// The day the machine said so.
    pub day: i32,
}

/// The batteries below so many hundredths of what they held when new, the most worn first, and how many
/// machines have a battery that says what it holds.
///
/// # Errors
/// The store's word.
pub fn worn(store: &mut dyn Store, below: f64) -> Result<(Vec<Worn>, usize), StoreFault> {
    let agents = store.agents()?;
    let sites = Sites::of(&agents, &store.papers()?);
    let open: HashMap<&AgentId, &str> = agents
        .iter()
        .filter(|agent| !agent.closed)
        .map(|agent| (&agent.id, sites.shown(&agent.site)))
        .collect();
    let machines = store.machines()?;
    let followed = Followed::of(store, &machines)?;
    let (mut worn, mut known) = (Vec::new(), 0);
    for kept in machines.into_iter().filter(|kept| !followed.is_gone(&kept.agent)) {
        let Some(site) = open.get(&kept.agent) else { continue };
        let Some(machine) = inventory_rows::machine(&kept) else { continue };
        let said = inventory_rows::batteries(&machine).filter_map(|((design, full), cycles)| {
            Some((battery_health_pct(design, full)?, cycles))
        });
        // Of two batteries the worse is the one to change.
        let Some((health, cycles)) = said.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        known += 1;
        if health < below {
            worn.push(Worn {
                equipment_id: equipment_id(&kept.agent),
                model: machine
                    .product
                    .name
                    .iter()
                    .map(|name| inventory_rows::shown(name))
                    .collect(),
                site: (*site).to_owned(),
                health,
                cycles,
                day: kept.day,
            });
        }
    }
    worn.sort_by(|a, b| a.health.total_cmp(&b.health).then(a.equipment_id.cmp(&b.equipment_id)));
    Ok((worn, known))
}
