//! `impacts.csv`: impacts by equipment as text, written by the threads that made them.

use super::impacts::{BASELINE, IMPACTS, KnownNames, SCOPES, WalkNames, impact_rows, scope_place};
use ground::table::{CsvDialect, CsvOut};
use inventory::Field;
use std::io::{self, Write};
use walk::{Line, Recorder};

/// Writes the rows of `impacts.csv`.
pub struct CsvImpacts<'a> {
    dialect: CsvDialect,
    names: &'a WalkNames,
    sites: KnownNames<String>,
    entities: KnownNames<String>,
}

impl<'a> CsvImpacts<'a> {
    /// A recorder of one thread.
    pub fn new(names: &'a WalkNames, dialect: CsvDialect) -> Self {
        Self { dialect, names, sites: KnownNames::new(), entities: KnownNames::new() }
    }

    /// The heading of the table.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn heading(mut writer: impl Write, dialect: CsvDialect) -> io::Result<()> {
        CsvOut::new(&mut writer, dialect, &IMPACTS)?.finish()?.flush()
    }

    fn write(&mut self, line: &Line<'_>, batch: &mut Vec<u8>) -> io::Result<()> {
        let (told, equipment, weighed, kernel) =
            (&line.told, line.equipment, line.weighed, line.kernel);
        let set = kernel.set;
        let id = told.id();
        let (maker, model) = (told.shown(Field::Manufacturer), told.shown(Field::Model));
        let site = self.sites.get(&self.names.sites, equipment.site, str::to_owned);
        let entity = self.entities.get(&self.names.entities, equipment.entity, str::to_owned);
        let kind = &set.equipment_type(equipment.type_id).code;
        let country = &set.zones[usize::from(equipment.zone.0)].code;
        let matched = kernel.choice(line.weighed.choice).matched_by.map_or("", |m| m.code());
        let mut out = CsvOut::rows(batch, self.dialect);
        let mut result = Ok(());
        impact_rows(line, |impact| {
            let criterion = &set.criteria[kernel.criteria[impact.criterion]];
            out.number(f64::from(kernel.year.year))
                .text(BASELINE)
                .text(&id)
                .text(kind)
                .text(&maker);
            out.text(&model).text(equipment.state.code()).text(&site).text(&entity).text(country);
            out.number(equipment.quantity).text(impact.stage.code()).text(&criterion.code);
            let amount = impact.amount.map(|(amount, _)| amount);
            out.maybe(amount.map(|a| a.value)).maybe(amount.map(|a| a.low));
            out.maybe(amount.map(|a| a.high)).text(&criterion.unit);
            out.text(impact.amount.map_or("", |(_, factor)| &set.factor(factor).id)).text(matched);
            out.maybe(weighed.lifetime.map(|(years, _)| years.0.value));
            out.text(weighed.lifetime.map_or("", |(_, origin)| origin.code()));
            out.maybe(weighed.energy.map(|(kwh, _)| kwh.0.value));
            out.text(weighed.energy.map_or("", |(_, origin)| origin.code()));
            out.text(impact.error.map_or("", |gap| gap.code()));
            out.text(SCOPES[scope_place(line, impact.stage, impact.criterion)]);
            if let Err(error) = out.end() {
                result = Err(error);
            }
        });
        out.finish()?;
        result
    }
}

impl Recorder for CsvImpacts<'_> {
    type Batch = Vec<u8>;
    fn record(&mut self, line: &Line<'_>, batch: &mut Vec<u8>) {
        // Writing to memory cannot fail.
        let _ = self.write(line, batch);
    }
}
