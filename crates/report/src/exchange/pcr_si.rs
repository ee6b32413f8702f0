//! A request of the PCR for information systems: what is held, as JSON.

use super::LeftOut;
use crate::impacts::{KnownNames, WalkNames};
use equipment::State;
use equipment::estate::Datacentre;
use ground::provenance::Origin;
use inventory::Field;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use walk::{Line, Recorder};

/// What stands before the items of a request.
pub(super) fn head(organisation: &str, year: i32) -> Vec<u8> {
    let head = json!({
        "organization": organisation,
        "dataset": year.to_string(),
        "electricity": [],
    });
    let mut bytes = head.to_string().trim_end_matches('}').as_bytes().to_vec();
    bytes.extend(b",\"inventory\":[");
    bytes
}

/// Writes items of a request, each after a comma.
///
/// # Source
///
/// `request.json` of Boavizta's `PCR-SI_dataformat`, the exchange format of the working group on the
/// product category rules for information systems.
pub struct PcrSiItems<'a> {
    names: &'a WalkNames,
    datacentres: &'a [Datacentre],
    left_out: &'a LeftOut,
    sites: KnownNames<String>,
    entities: KnownNames<String>,
}

impl<'a> PcrSiItems<'a> {
    /// A recorder of one thread.
    pub fn new(names: &'a WalkNames, datacentres: &'a [Datacentre], left_out: &'a LeftOut) -> Self {
        let (sites, entities) = (KnownNames::new(), KnownNames::new());
        Self { names, datacentres, left_out, sites, entities }
    }

    fn item(&mut self, line: &Line<'_>) -> Option<Value> {
        let (told, equipment, set) = (&line.told, line.equipment, line.kernel.set);
        if equipment.state == State::Exited {
            self.left_out.gone.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let name = format!("{} {}", told.maker(), told.shown(Field::Model));
        let site = self.sites.get(&self.names.sites, equipment.site, str::to_owned);
        let entity = self.entities.get(&self.names.entities, equipment.entity, str::to_owned);
        let centre = equipment.datacentre.and_then(|at| self.datacentres.get(usize::from(at)));
        let centre = centre.map_or_else(String::new, |centre| centre.id.clone());
        let tags: Vec<String> =
            [site, entity, centre].into_iter().filter(|tag| !tag.is_empty()).collect();
        // How far the figures are the equipment's own, and not its type's.
        let own = |origin: Origin| matches!(origin, Origin::Measured | Origin::Declared);
        let energy = line.weighed.energy;
        let lifetime = line.weighed.lifetime;
        let quality = match (energy.map(|(_, o)| own(o)), lifetime.map(|(_, o)| own(o))) {
            (Some(true), Some(true)) => "high",
            (Some(true), _) | (_, Some(true)) => "medium",
            _ => "low",
        };
        Some(json!({
            "id": told.id(),
            "equipment_type": set.equipment_type(equipment.type_id).code,
            "equipment_name": name.trim(),
            "quantity": equipment.quantity,
            "unit": "piece",
            "lifetime": lifetime.map(|(years, _)| years.0.value),
            "quality": quality,
            "yearly_electricity_consumption": energy.map(|(kwh, _)| kwh.0.value),
            "mix_of_use": set.zones[usize::from(equipment.zone.0)].label.en,
            "tags": tags,
        }))
    }
}

impl Recorder for PcrSiItems<'_> {
    type Batch = Vec<u8>;
    fn record(&mut self, line: &Line<'_>, batch: &mut Vec<u8>) {
        if let Some(item) = self.item(line) {
            batch.extend(b",\n");
            batch.extend(item.to_string().as_bytes());
        }
    }
}
