//! Agents of one machine: one that is installed anew enrols under another name, and its machine is
//! still one.

use super::inventory_rows;
use crate::store::{Entry, Heard, Paper};
use inventory::AgentDocument;
use record::{AgentId, Class};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The agents whose machine another follows now, each with that other.
#[derive(Debug, Default)]
pub(super) struct Followed(BTreeMap<AgentId, AgentId>);

/// A machine's serial number, maker and model.
type KnownBy = [Option<String>; 3];

impl Followed {
    /// Two agents are of one machine where its serial number, maker and model are the same, and the
    /// records of the one end where those of the other begin: two machines under one serial number
    /// speak at once.
    pub(super) fn of(machines: &[Entry], heard: &[Heard]) -> Self {
        let spoke: HashMap<&AgentId, (i32, i32)> =
            heard.iter().map(|known| (&known.agent, (known.first_day, known.last_day))).collect();
        let mut by_serial: BTreeMap<KnownBy, Vec<(i32, i32, &AgentId)>> = BTreeMap::new();
        for kept in machines {
            let Some(machine) = inventory_rows::machine(kept) else { continue };
            let (first, last) = spoke.get(&kept.agent).copied().unwrap_or((kept.day, kept.day));
            let product = machine.product;
            if machine.class != Class::Virtual && product.serial.is_some() {
                let known_by = [product.serial, product.vendor, product.name];
                by_serial.entry(known_by).or_default().push((first, last, &kept.agent));
            }
        }
        let mut followed = BTreeMap::new();
        for mut own in by_serial.into_values() {
            own.sort_unstable();
            for pair in own.windows(2) {
                let [(first, last, earlier), (since, _, later)] = pair else { continue };
                if first < since && last <= since {
                    followed.insert((*earlier).clone(), (*later).clone());
                }
            }
        }
        Self(followed)
    }

    /// The agent that follows the machine of this one now: itself, in nearly every case.
    pub(super) fn now<'a>(&'a self, agent: &'a AgentId) -> &'a AgentId {
        let mut now = agent;
        // Each enrolled after the one before: there is an end.
        while let Some(next) = self.0.get(now) {
            now = next;
        }
        now
    }

    /// Whether another follows its machine.
    pub(super) fn is_gone(&self, agent: &AgentId) -> bool {
        self.0.contains_key(agent)
    }
}

/// Documents, of those of one machine the last: where its mainboard was changed, or its agent says
/// something else of itself, the earlier one is silent where the later begins.
pub(super) fn of_one_machine_each(papers: Vec<Paper>) -> Vec<Paper> {
    let mut by_serial: BTreeMap<KnownBy, Vec<(i64, i64, usize)>> = BTreeMap::new();
    for (at, paper) in papers.iter().enumerate() {
        let read = AgentDocument::parse(paper.body.as_bytes()).ok().and_then(|mut all| all.pop());
        let (Some(document), Some(first)) = (read, paper.first) else { continue };
        let word = |section, name| Some(document.word(section, name).to_owned());
        let serial = [("bios", "ssn"), ("network_device", "serial")]
            .into_iter()
            .find_map(|(section, name)| word(section, name).filter(|serial| !serial.is_empty()));
        if serial.is_some() {
            let known_by = [serial, word("bios", "smanufacturer"), word("bios", "smodel")];
            by_serial.entry(known_by).or_default().push((first, paper.received, at));
        }
    }
    let mut gone = BTreeSet::new();
    for mut own in by_serial.into_values() {
        own.sort_unstable();
        for pair in own.windows(2) {
            let [(_, last, earlier), (since, ..)] = pair else { continue };
            if last <= since {
                gone.insert(*earlier);
            }
        }
    }
    let kept = papers.into_iter().enumerate().filter(|(at, _)| !gone.contains(at));
    kept.map(|(_, paper)| paper).collect()
}
