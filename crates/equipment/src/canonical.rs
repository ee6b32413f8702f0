//! The cells of a row in canonical form, whatever wrote them: so can those of two files be compared.

use super::cells::{first_of, number_of};
use super::headed::{duration_of, price_of};
use super::{Equipment, Measures, Normaliser, ToldRow, identity, maker_name};
use ground::provenance::{Assumption, AssumptionSet};
use ground::table::{is_broken, masked_in};
use inventory::is_placeholder;
use inventory::{Field, Row};

/// What the words of a row may say besides the thing, by name.
pub(crate) const BY_WORDS: [Assumption; 4] = [
    Assumption::StateOfName,
    Assumption::UnitsInWords,
    Assumption::MoreInRow,
    Assumption::TypeInferred,
];

impl Normaliser<'_> {
    /// The cell of a field of a row that became `equipment`, or that has no type: codes for types,
    /// states and countries, `YYYY-MM-DD` for days, numbers with a point, one name a maker. Empty
    /// where the row says nothing.
    pub fn canonical_cell(
        &mut self,
        row: &Row<'_>,
        equipment: Option<&Equipment>,
        field: Field,
    ) -> String {
        // Told by whoever keeps users apart, never as it stands.
        if field == Field::UserKey {
            return String::new();
        }
        if field == Field::EquipmentId {
            return identity(row).into_owned();
        }
        let system = (field == Field::Os).then(|| row.os());
        let raw = system.as_deref().unwrap_or_else(|| row.bytes(field));
        let assumed = equipment.map_or(AssumptionSet::NONE, |equipment| equipment.assumed);
        // What the words of the row say stands, whatever cannot be read: the merged row has them no
        // more, and says by these codes what it rests on.
        match (field, equipment) {
            (Field::Quantity, Some(one)) if assumed.contains(Assumption::UnitsInWords) => {
                return one.quantity.to_string();
            }
            (Field::Status, Some(one))
                if assumed.contains(Assumption::StateOfName)
                    && !assumed.contains(Assumption::InService) =>
            {
                return one.state.code().to_owned();
            }
            (Field::Assumed, _) => {
                let written = AssumptionSet::named_in(&String::from_utf8_lossy(raw));
                let by_words = AssumptionSet::from_iter(BY_WORDS);
                return written.union(assumed.both(by_words)).codes();
            }
            _ => {}
        }
        if self.unread_fields().any(|unread| unread == field) {
            return String::new();
        }
        // A word taken in its usual sense stays a word, so that the assumption is said.
        if field == Field::EquipmentType
            && let Some(equipment) = equipment
            && !self.teller.is_usual_sense(row, equipment.type_id, equipment.assumed)
        {
            let told = ToldRow::of(row);
            let written = told.type_to_write(self.set, self.words, equipment.type_id);
            return self.set.equipment_type(written).code.clone();
        }
        if field == Field::Quantity && row.file.layout.column(field).is_none() {
            return "1".to_owned();
        }
        let says_nothing = !raw.is_empty() && is_placeholder(raw);
        if is_broken(raw) || says_nothing && field != Field::Quantity {
            return String::new();
        }
        // A maker and a model may stand in one cell, or in the words of the type.
        match field {
            Field::Manufacturer => {
                let told = ToldRow::of(row).shown(field);
                return maker_name(first_of(&told)).to_owned();
            }
            Field::Model => return ToldRow::of(row).model(self.words),
            _ if raw.is_empty() => return String::new(),
            Field::Os => {
                return masked_in(field.holds(), String::from_utf8_lossy(raw).trim()).into_owned();
            }
            _ => {}
        }
        let text = row.text(field);
        match (field, equipment) {
            (Field::Status, Some(equipment)) => equipment.state.code().to_owned(),
            (Field::AnnualEnergyKwh, Some(equipment)) => {
                equipment.declared_kwh.map_or_else(String::new, |kwh| kwh.0.to_string())
            }
            (Field::Quantity, Some(equipment)) => equipment.quantity.to_string(),
            (Field::Country, _) => match self.words.country_of(first_of(&text)) {
                Some(zone) => self.set.zones[usize::from(zone.0)].code.clone(),
                None => text,
            },
            (Field::AcquisitionMode, Some(Equipment { mode: Some(mode), .. })) => {
                mode.code().to_owned()
            }
            (Field::ExitRoute, Some(Equipment { route: Some(route), .. })) => {
                route.code().to_owned()
            }
            (Field::Shared, Some(Equipment { shared: Some(shared), .. })) => {
                if *shared { "yes" } else { "no" }.to_owned()
            }
            (Field::Entity, _) if row.file.layout.traits.levels => {
                first_of(&text).rsplit(" > ").next().unwrap_or("").trim().to_owned()
            }
            (field, _) if is_day(field) => self
                .day_of(row, field, &mut AssumptionSet::default())
                .ok()
                .flatten()
                .map_or_else(String::new, |day| day.to_string()),
            // In the field's own unit, whatever that of the cell or of its heading.
            (field, Some(equipment)) if Measures::has(field) => {
                ToldRow::of(row).canonical_figure(field, equipment.measures.get(field))
            }
            (Field::UpstreamMonths, Some(equipment)) => {
                equipment.upstream_months.map_or_else(String::new, |months| months.to_string())
            }
            (field, _) if Measures::has(field) || field == Field::UpstreamMonths => {
                let read = match field {
                    Field::PriceEur => price_of(row, 1.0),
                    Field::WarrantyMonths | Field::UpstreamMonths => duration_of(row, field),
                    _ => number_of(row, field),
                };
                ToldRow::of(row).canonical_figure(field, read.unwrap_or(None))
            }
            _ => text,
        }
    }
}

fn is_day(field: Field) -> bool {
    matches!(
        field,
        Field::AcquiredOn
            | Field::InServiceOn
            | Field::DecommissionedOn
            | Field::ExitedOn
            | Field::DeliveredOn
            | Field::OrderedOn
            | Field::RecordedOn
    )
}
