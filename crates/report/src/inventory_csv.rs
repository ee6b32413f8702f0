//! `inventory.csv`: the rows kept, in the canonical columns, personal data left out.

use super::InventoryBatch;
use super::impacts::{KnownNames, WalkNames};
use equipment::estate::Datacentre;
use equipment::{Measures, Ownership, Users};
use ground::provenance::Assumption;
use ground::table::{CsvDialect, CsvOut, CsvRows, text_cell};
use inventory::Field;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;
use walk::{Line, Recorder};

/// Writes canonical rows.
pub struct InventoryRows<'a> {
    dialect: CsvDialect,
    names: &'a WalkNames,
    datacentres: &'a [Datacentre],
    sites: KnownNames<Arc<str>>,
    entities: KnownNames<Arc<str>>,
    cells: KnownCells,
    users: Users<'a>,
}

/// How many texts of a field are remembered: makers and models are few, what only one row says is not
/// worth it.
const KEPT: usize = 1 << 12;

/// What was written of the texts of each field: looked at once each for what is to be masked.
struct KnownCells(Vec<HashMap<Box<[u8]>, Box<str>, foldhash::fast::RandomState>>);

impl KnownCells {
    fn new() -> Self {
        Self(vec![HashMap::default(); Field::ALL.len()])
    }

    /// Writes the text of a field, `word` in the file, which `shown` makes of it.
    fn write<'o>(
        &mut self,
        (field, word): (Field, &[u8]),
        out: &'o mut CsvOut<Vec<u8>>,
        shown: impl FnOnce() -> String,
    ) -> &'o mut CsvOut<Vec<u8>> {
        if word.is_empty() {
            return out.empty();
        }
        let known = &mut self.0[field as usize];
        if let Some(cell) = known.get(word) {
            return out.code(cell);
        }
        let shown = shown();
        let cell = text_cell(&shown);
        if known.len() < KEPT {
            known.insert(word.into(), (&*cell).into());
        }
        out.code(&cell)
    }
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
            cells: KnownCells::new(),
            users,
        }
    }

    fn write(&mut self, line: &Line<'_>, id: &str, batch: &mut CsvRows) -> io::Result<()> {
        let (told, equipment, set) = (&line.told, line.equipment, line.kernel.set);
        let place = |name: &str| -> Arc<str> { text_cell(name).into() };
        let site = self.sites.get(&self.names.sites, equipment.site, place);
        let entity = self.entities.get(&self.names.entities, equipment.entity, place);
        let day =
            |day: Option<ground::table::Day>| day.map_or_else(String::new, |day| day.to_string());
        let out = batch.out(self.dialect);
        for field in Field::canonical() {
            match field {
                // Masked already.
                Field::EquipmentId => out.unmasked(id),
                Field::EquipmentType => {
                    let written = told.type_to_write(set, line.words, equipment.type_id);
                    out.unmasked(&set.equipment_type(written).code)
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
                Field::Site => out.code(&site),
                Field::Country if equipment.assumed.contains(Assumption::OwnCountry) => out.empty(),
                Field::Country => out.unmasked(&set.zones[usize::from(equipment.zone.0)].code),
                Field::Entity => out.code(&entity),
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
                Field::Manufacturer => {
                    self.cells.write((*field, told.maker_word()), out, || told.maker())
                }
                Field::Model => {
                    let named = (told.named_in(), told.naming_word());
                    self.cells.write(named, out, || told.model(line.words))
                }
                _ => self.cells.write((*field, told.word(*field)), out, || told.shown(*field)),
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
