//! What stands on desks: desktop computers, and the screens that are listed.

use equipment::{Equipment, State};
use factor::{FactorSet, TypeId};
use std::collections::BTreeMap;

/// Desktop computers and monitors in service, by the numbers of their site and entity and by zone.
pub(super) type Desks = BTreeMap<(u32, u32, u16), (f64, f64)>;

/// Which types stand on a desk.
pub(super) struct OnDesks {
    desktops: Vec<bool>,
    monitors: Vec<bool>,
}

impl OnDesks {
    pub(super) fn of(set: &FactorSet) -> Self {
        let roots = || {
            let root = |id| set.equipment_type(set.root(id)).code.as_str();
            (0..).map(TypeId).zip(&set.types).map(move |(id, kind)| (root(id), kind))
        };
        Self {
            // The screen of an all-in-one is built in.
            desktops: roots()
                .map(|(root, kind)| root == "desktop" && kind.code != "all_in_one")
                .collect(),
            monitors: roots().map(|(root, _)| root == "monitor").collect(),
        }
    }

    /// Counts an equipment.
    pub(super) fn note(&self, equipment: &Equipment, desks: &mut Desks) {
        let at = usize::from(equipment.type_id.0);
        let (desktop, monitor) = (self.desktops[at], self.monitors[at]);
        if (desktop || monitor) && equipment.state == State::InService {
            let place = (equipment.site, equipment.entity, equipment.zone.0);
            let (desktops, monitors) = desks.entry(place).or_insert((0.0, 0.0));
            *if desktop { desktops } else { monitors } += equipment.quantity;
        }
    }
}
