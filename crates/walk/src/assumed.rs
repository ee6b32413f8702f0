//! Lines that the organisation assumes: screens of desks that its inventories do not list.

use super::block::{BlockReport, Desk, Recorder};
use super::desks::Desks;
use super::merging::ALONE;
use super::run::Walk;
use equipment::State;
use equipment::merge::CanonicalCells;
use ground::provenance::Assumption;
use inventory::{Field, InventoryShape, Layout, Row};
use std::sync::PoisonError;

impl Walk<'_> {
    /// The lines of monitors that are missing from the desks: so many a desktop computer, those
    /// listed taken off, a line a site, entity and zone.
    pub(super) fn assumed_monitors<R: Recorder>(
        &self,
        desks: &Desks,
        each: f64,
        desk: &mut Desk<'_, R>,
    ) -> BlockReport<R::Batch> {
        let mut missing: Vec<(String, String, &str, f64)> = desks
            .iter()
            .map(|((site, entity, zone), (desktops, monitors))| {
                let name = |names: &std::sync::Mutex<equipment::Names>, number| {
                    names.lock().unwrap_or_else(PoisonError::into_inner).name(number).to_owned()
                };
                let zone = self.set.zones[usize::from(*zone)].code.as_str();
                let names = self.names();
                let lacking = desktops * each - monitors;
                (name(&names.sites, *site), name(&names.entities, *entity), zone, lacking)
            })
            .filter(|(.., lacking)| *lacking > 0.0)
            .collect();
        // Numbers of sites are given out as threads meet them; names are not.
        missing.sort_by(|a, b| (&a.0, &a.1, a.2).cmp(&(&b.0, &b.1, b.2)));
        let mut report = desk.report(0, 0);
        let shape = InventoryShape {
            name: "estate.toml".into(),
            layout: Layout::whole(false),
            delimiter: b',',
            comma: true,
            orders: [None; Field::ALL.len()],
        };
        for (number, (site, entity, zone, lacking)) in (1..).zip(&missing) {
            let cells = CanonicalCells::of(|field| match field {
                Field::EquipmentId => format!("assumed-monitors-{number}"),
                Field::EquipmentType => "monitor".to_owned(),
                Field::Quantity => lacking.to_string(),
                Field::Status => State::InService.code().to_owned(),
                Field::Site => site.clone(),
                Field::Entity => entity.clone(),
                Field::Country => (*zone).to_owned(),
                _ => String::new(),
            });
            let record = cells.record();
            let row = Row { file: &shape, line: number, record: &record };
            if let Ok(mut equipment) = desk.normaliser.normalise(&row) {
                equipment.assumed.insert(Assumption::AssumedMonitors);
                desk.keep(&row, &equipment, ALONE, &mut report);
            }
        }
        desk.recorder.end(&mut report.batch);
        report
    }
}
