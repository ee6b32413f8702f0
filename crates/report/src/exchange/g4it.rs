//! Physical equipment and datacentres as G4IT and `NumEcoEval` read them.

use super::heading;
use crate::impacts::{KnownNames, WalkNames};
use equipment::estate::Datacentre;
use ground::table::{CsvDialect, CsvOut};
use inventory::Field;
use std::io;
use walk::{Line, Recorder};

/// The columns of physical equipment.
pub(super) const PHYSICAL: [&str; 16] = [
    "nomEquipementPhysique",
    "modele",
    "quantite",
    "nomCourtDatacenter",
    "dateAchat",
    "dateRetrait",
    "type",
    "statut",
    "paysDUtilisation",
    "consoElecAnnuelle",
    "utilisateur",
    "nomSourceDonnee",
    "nomEntite",
    "nbCoeur",
    "fabricant",
    "typeDeProcesseur",
];

/// The columns of datacentres.
const DATACENTRES: [&str; 5] =
    ["nomCourtDatacenter", "nomLongDatacenter", "pue", "localisation", "nomEntite"];

/// Writes rows of physical equipment.
pub struct G4itRows<'a> {
    names: &'a WalkNames,
    datacentres: &'a [Datacentre],
    entities: KnownNames<String>,
}

impl<'a> G4itRows<'a> {
    /// A recorder of one thread.
    pub fn new(names: &'a WalkNames, datacentres: &'a [Datacentre]) -> Self {
        Self { names, datacentres, entities: KnownNames::new() }
    }

    fn write(&mut self, line: &Line<'_>, batch: &mut Vec<u8>) -> io::Result<()> {
        let (told, equipment, set) = (&line.told, line.equipment, line.kernel.set);
        let entity = self.entities.get(&self.names.entities, equipment.entity, str::to_owned);
        let day =
            |day: Option<ground::table::Day>| day.map_or_else(String::new, |day| day.to_string());
        let centre = equipment.datacentre.and_then(|at| self.datacentres.get(usize::from(at)));
        let mut out = CsvOut::rows(batch, CsvDialect::Semicolon);
        out.text(&told.id()).text(&told.shown(Field::Model)).number(equipment.quantity);
        out.text(centre.map_or("", |centre| centre.id.as_str()));
        out.text(&day(equipment.acquired.map(|(day, _)| day)));
        out.text(&day(equipment.decommissioned.or(equipment.exited)));
        out.text(&set.equipment_type(equipment.type_id).code).text(equipment.state.code());
        // G4IT knows countries by their names.
        out.text(&set.zones[usize::from(equipment.zone.0)].label.fr);
        out.maybe(equipment.declared_kwh.map(|kwh| kwh.0).filter(|kwh| *kwh > 0.0));
        out.text("").text("").text(&entity);
        out.maybe(equipment.measures.get(Field::CpuCores));
        out.text(&told.maker()).text(&told.shown(Field::CpuModel));
        out.end()?;
        out.finish().map(|_| ())
    }
}

impl Recorder for G4itRows<'_> {
    type Batch = Vec<u8>;
    fn record(&mut self, line: &Line<'_>, batch: &mut Vec<u8>) {
        // Writing to memory cannot fail.
        let _ = self.write(line, batch);
    }
}

/// The datacentres of the year, as G4IT reads them: `country` gives a country its name.
///
/// # Errors
///
/// The writer fails.
pub fn g4it_datacentres(
    datacentres: &[Datacentre],
    country: impl Fn(&str) -> String,
) -> io::Result<Vec<u8>> {
    let mut bytes = heading(&DATACENTRES)?;
    for centre in datacentres {
        let mut out = CsvOut::rows(&mut bytes, CsvDialect::Semicolon);
        out.text(&centre.id).text(&centre.id).maybe(centre.pue);
        out.text(&country(&centre.country)).text("").end()?;
        out.finish()?;
    }
    Ok(bytes)
}
