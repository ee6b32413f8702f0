//! `impacts.csv`: impacts by equipment as text, written by the threads that made them.

use super::impacts::{BASELINE, IMPACTS, KnownNames, SCOPES, WalkNames, impact_rows, scope_place};
use ground::table::{CsvDialect, CsvOut, CsvRows, masked};
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

    fn write(&mut self, line: &Line<'_>, batch: &mut CsvRows) -> io::Result<()> {
        let (told, equipment, weighed, kernel) =
            (&line.told, line.equipment, line.weighed, line.kernel);
        let set = kernel.set;
        let shown = |name: &str| masked(name).into_owned();
        let site = self.sites.get(&self.names.sites, equipment.site, shown);
        let entity = self.entities.get(&self.names.entities, equipment.entity, shown);
        let matched = kernel.choice(weighed.choice).matched_by.map_or("", |m| m.code());
        let figure = |value: f64| self.dialect.figure(value);
        let lifetime = weighed.lifetime.map(|(years, origin)| (figure(years.0.value), origin));
        let energy = weighed.energy.map(|(kwh, origin)| (figure(kwh.0.value), origin));
        let out = batch.out(self.dialect);
        // What all its impacts say of it is written once, and stands before each.
        out.number(f64::from(kernel.year.year)).code(BASELINE).text(&told.id());
        out.unmasked(&set.equipment_type(equipment.type_id).code);
        out.text(&told.shown(Field::Manufacturer)).text(&told.shown(Field::Model));
        out.code(equipment.state.code()).unmasked(&site).unmasked(&entity);
        out.unmasked(&set.zones[usize::from(equipment.zone.0)].code).number(equipment.quantity);
        let shared = out.width();
        let mut result = Ok(());
        impact_rows(line, |impact| {
            let criterion = &set.criteria[kernel.criteria[impact.criterion]];
            out.code(impact.stage.code()).unmasked(&criterion.code);
            let amount = impact.amount.map(|(amount, _)| amount);
            out.maybe(amount.map(|a| a.value)).maybe(amount.map(|a| a.low));
            out.maybe(amount.map(|a| a.high)).unmasked(&criterion.unit);
            out.unmasked(impact.amount.map_or("", |(_, factor)| &set.factor(factor).id));
            out.code(matched);
            for known in [&lifetime, &energy] {
                let (figure, origin) =
                    known.as_ref().map_or(("", ""), |(figure, of)| (figure.as_str(), of.code()));
                out.code(figure).code(origin);
            }
            out.code(impact.error.map_or("", |gap| gap.code()));
            out.code(SCOPES[scope_place(line, impact.stage, impact.criterion)]);
            if let Err(error) = out.end_but(shared) {
                result = Err(error);
            }
        });
        out.restart();
        result
    }
}

impl Recorder for CsvImpacts<'_> {
    type Batch = CsvRows;
    fn record(&mut self, line: &Line<'_>, batch: &mut CsvRows) {
        // Writing to memory cannot fail.
        let _ = self.write(line, batch);
    }
}
