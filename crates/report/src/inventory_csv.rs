//! `inventory.csv`: the rows kept, in the canonical columns, personal data left out.

use super::InventoryBatch;
use super::impacts::{KnownNames, WalkNames};
use equipment::estate::Datacentre;
use equipment::{Measures, Ownership, Users};
use ground::provenance::Assumption;
use ground::table::{CsvDialect, CsvOut, CsvRows};
use inventory::Field;
use std::io::{self, Write};
use walk::{Line, Recorder};

/// Writes canonical rows.
pub struct InventoryRows<'a> {
    dialect: CsvDialect,
    names: &'a WalkNames,
    datacentres: &'a [Datacentre],
    sites: KnownNames<String>,
    entities: KnownNames<String>,
    users: Users<'a>,
}

/// The heading of a canonical inventory.
///
/// # Errors
///
/// The writer fails.
pub fn inventory_heading(mut writer: impl Write, dialect: CsvDialect) -> io::Result<()> {
    let headers: Vec<&str> = Field::canonical().iter().map(|field| field.code()).collect();
    CsvOut::new(&mut writer, dialect, &headers)?.finish()?.flush()
}

impl<'a> InventoryRows<'a> {
    /// A recorder of one thread.
    pub fn new(
        names: &'a WalkNames,
        datacentres: &'a [Datacentre],
        dialect: CsvDialect,
        users: Users<'a>,
    ) -> Self {
        Self {
            dialect,
            names,
            datacentres,
            sites: KnownNames::new(),
            entities: KnownNames::new(),
            users,
        }
    }

    fn write(&mut self, line: &Line<'_>, id: &str, batch: &mut CsvRows) -> io::Result<()> {
        let (told, equipment, set) = (&line.told, line.equipment, line.kernel.set);
        let site = self.sites.get(&self.names.sites, equipment.site, str::to_owned);
        let entity = self.entities.get(&self.names.entities, equipment.entity, str::to_owned);
        let day =
            |day: Option<ground::table::Day>| day.map_or_else(String::new, |day| day.to_string());
        let out = batch.out(self.dialect);
        for field in Field::canonical() {
            match field {
                Field::EquipmentId => out.text(id),
                Field::EquipmentType => {
                    let written = told.type_to_write(set, line.words, equipment.type_id);
                    out.text(&set.equipment_type(written).code)
                }
                // The serial number stays at the door; of its user, a pseudonym leaves it at most.
                Field::Serial => out.empty(),
                Field::UserKey => out.text(&told.user_word(&mut self.users)),
                Field::Quantity => out.number(equipment.quantity),
                Field::Status => out.code(equipment.state.code()),
                // What stood in for another date stands in again when this is read.
                Field::AcquiredOn => {
                    let own = equipment.acquired.filter(|(_, from)| *from != Field::InServiceOn);
                    out.code(&day(own.map(|(day, _)| day)))
                }
                Field::InServiceOn => {
                    let acquired =
                        equipment.acquired.map(|(day, from)| (day, from == Field::InServiceOn));
                    let own = equipment.started.filter(|(day, _)| acquired != Some((*day, false)));
                    out.code(&day(own.map(|(day, _)| day)))
                }
                Field::DecommissionedOn => out.code(&day(equipment.decommissioned)),
                Field::ExitedOn => out.code(&day(equipment.exited)),
                Field::UpstreamMonths => out.maybe(equipment.upstream_months),
                Field::AcquisitionMode => out.code(equipment.mode.map_or("", |mode| mode.code())),
                Field::ExitRoute => out.code(equipment.route.map_or("", |route| route.code())),
                Field::Shared => out.code(match equipment.shared {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "",
                }),
                Field::Hours => out.maybe(equipment.rented.and_then(|rented| rented.hours)),
                Field::Ownership => out.code(match equipment.ownership {
                    Ownership::Professional => "professional",
                    Ownership::Cope => "cope",
                    Ownership::Byod => "byod",
                }),
                Field::Site => out.text(&site),
                Field::Country if equipment.assumed.contains(Assumption::OwnCountry) => out.empty(),
                Field::Country => out.text(&set.zones[usize::from(equipment.zone.0)].code),
                Field::Entity => out.text(&entity),
                Field::AnnualEnergyKwh => out.maybe(equipment.declared_kwh.map(|kwh| kwh.0)),
                Field::DatacentreId => {
                    let listed =
                        equipment.datacentre.and_then(|at| self.datacentres.get(usize::from(at)));
                    match listed {
                        Some(centre) => out.text(&centre.id),
                        // Without a list of datacentres, any may be one.
                        None if equipment.datacentre.is_some() => {
                            out.text(&told.shown(Field::DatacentreId))
                        }
                        None => out.empty(),
                    }
                }
                field if Measures::has(*field) => {
                    let figure = equipment.measures.get(*field);
                    let counted = told.canonical_figure(*field, figure);
                    if counted.contains(['x', '+']) {
                        out.text(&counted)
                    } else {
                        out.maybe(figure)
                    }
                }
                Field::Assumed => out.code(&equipment.assumed.codes()),
                Field::Manufacturer => out.text(&told.maker()),
                Field::Model => out.text(&told.model(line.words)),
                _ => out.text(&told.shown(*field)),
            };
        }
        out.end()
    }
}

impl Recorder for InventoryRows<'_> {
    type Batch = InventoryBatch;
    fn record(&mut self, line: &Line<'_>, batch: &mut InventoryBatch) {
        // Lines that stand in no file are assumed again when this is read.
        if line.equipment.assumed.contains(Assumption::AssumedMonitors) {
            return;
        }
        let id = line.told.id();
        batch.begin(&id, line.told.file());
        // Writing to memory cannot fail.
        let _ = self.write(line, &id, &mut batch.text);
    }
}
