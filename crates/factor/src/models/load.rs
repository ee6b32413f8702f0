//! Reads `models.csv`: one row a quantity of a model or family, checked like any factor.

use super::entry::{ModelEntry, ModelLevel};
use super::pattern::FamilyPattern;
use crate::load::Loader;
use crate::{FactorId, StageFactor};
use ground::fault::Fault;
use ground::stage::Stage;
use ground::table::{SmallTable, TableRow};
use ground::text;
use std::collections::HashMap;

/// The columns that `models.csv` must have.
pub(crate) const COLUMNS: [&str; 15] = [
    "factor_id",
    "model_id",
    "level",
    "manufacturer",
    "name",
    "also",
    "pattern",
    "equipment_type",
    "quantity",
    "criterion",
    "value",
    "unit",
    "low",
    "high",
    "source_id",
];

impl Loader {
    /// Reads the models and families of a set.
    pub(crate) fn models(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut entries: Vec<ModelEntry> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for row in table.rows() {
            let id = row.get("model_id");
            let known = places.get(id).copied();
            let place = if let Some(place) = known {
                place
            } else {
                entries.push(self.entry(&row)?);
                places.insert(id.to_owned(), entries.len() - 1);
                entries.len() - 1
            };
            same_entry(&entries[place], &row)?;
            self.quantity(&mut entries[place], &row)?;
        }
        let (index, types) = (&mut self.set.models, &self.set.types);
        index.take(entries, types);
        Ok(())
    }

    fn entry(&self, row: &TableRow<'_>) -> Result<ModelEntry, Fault> {
        for column in ["model_id", "manufacturer", "name"] {
            if row.get(column).is_empty() {
                return Err(row.fault(
                    column,
                    text!(
                        "un modèle sans `{column}` n'est pas accepté",
                        "a model without `{column}` is not accepted"
                    ),
                ));
            }
        }
        let level = match row.get("level") {
            "model" => ModelLevel::Model,
            "family" => ModelLevel::Family,
            _ => {
                return Err(row.fault(
                    "level",
                    text!("niveau inconnu (model ou family)", "unknown level (model or family)"),
                ));
            }
        };
        let patterns: Vec<FamilyPattern> =
            row.get("pattern").split('|').filter_map(FamilyPattern::read).collect();
        if (level == ModelLevel::Family) == patterns.is_empty() {
            return Err(row.fault(
                "pattern",
                text!(
                    "une famille a un motif, un modèle n'en a pas",
                    "a family has a pattern, a model has none"
                ),
            ));
        }
        let also = row.get("also").split('|').map(str::trim).filter(|name| !name.is_empty());
        Ok(ModelEntry {
            id: row.get("model_id").to_owned(),
            level,
            manufacturer: row.get("manufacturer").to_owned(),
            name: row.get("name").to_owned(),
            also: also.map(str::to_owned).collect(),
            equipment_type: self.type_of(row, "equipment_type")?,
            n: row.get("n").parse().unwrap_or(1),
            year: row.get("year").to_owned(),
            sheet: row.get("sheet").to_owned(),
            stages: Vec::new(),
            energy: None,
            lifetime: None,
            weight: None,
            typical_power: None,
            idle_power: None,
            layer: self.layer,
            patterns,
        })
    }

    fn quantity(&mut self, entry: &mut ModelEntry, row: &TableRow<'_>) -> Result<(), Fault> {
        let subject = format!("{} {}", entry.manufacturer, entry.name);
        let twice = || {
            row.fault(
                "quantity",
                text!(
                    "grandeur donnée deux fois pour ce modèle",
                    "quantity given twice for this model"
                ),
            )
        };
        let put = |slot: &mut Option<FactorId>, factor: FactorId| match slot.replace(factor) {
            Some(_) => Err(twice()),
            None => Ok(()),
        };
        match row.get("quantity") {
            "energy" => {
                let factor = self.factor(row, "models", subject, Some("kWh/year"))?;
                put(&mut entry.energy, factor)
            }
            "weight" => {
                let factor = self.positive(row, subject, "kg")?;
                put(&mut entry.weight, factor)
            }
            "typical_power" => {
                let factor = self.factor(row, "models", subject, Some("W"))?;
                put(&mut entry.typical_power, factor)
            }
            "idle_power" => {
                let factor = self.factor(row, "models", subject, Some("W"))?;
                put(&mut entry.idle_power, factor)
            }
            "lifetime" => {
                let factor = self.positive(row, subject, "year")?;
                put(&mut entry.lifetime, factor)
            }
            other => {
                let stage = Stage::named(other).filter(|stage| *stage != Stage::Use);
                let stage = stage.ok_or_else(|| {
                    row.fault("quantity", text!(
                        "grandeur inconnue (manufacturing, distribution, end_of_life, embodied, energy, lifetime, weight, typical_power ou idle_power)",
                        "unknown quantity (manufacturing, distribution, end_of_life, embodied, energy, lifetime, weight, typical_power or idle_power)"
                    ))
                })?;
                let criterion = self.criterion_of(row)?;
                let unit = format!("{}/unit", self.set.criteria[criterion].unit);
                let factor = self.factor(row, "models", subject, Some(&unit))?;
                let of_type = Some((entry.equipment_type, criterion));
                self.set.factors[factor.0 as usize].of_type = of_type;
                // Either a source splits the stages or it does not: both would count twice.
                let whole = |stage: Stage| stage == Stage::Embodied;
                let clash = |known: &StageFactor| {
                    known.criterion == criterion
                        && (known.stage == stage || whole(known.stage) || whole(stage))
                };
                if entry.stages.iter().any(clash) {
                    return Err(twice());
                }
                entry.stages.push(StageFactor { stage, criterion, factor });
                Ok(())
            }
        }
    }

    fn positive(
        &mut self,
        row: &TableRow<'_>,
        subject: String,
        unit: &str,
    ) -> Result<FactorId, Fault> {
        let factor = self.factor(row, "models", subject, Some(unit))?;
        if self.set.factor(factor).amount.low > 0.0 {
            return Ok(factor);
        }
        Err(row.fault(
            "low",
            text!("valeur plus grande que 0 attendue", "value greater than 0 expected"),
        ))
    }
}

/// Holds the rows of one model against each other: they differ in their quantity alone.
fn same_entry(entry: &ModelEntry, row: &TableRow<'_>) -> Result<(), Fault> {
    let same =
        [("manufacturer", &entry.manufacturer), ("name", &entry.name), ("sheet", &entry.sheet)];
    match same.iter().find(|(column, known)| row.get(column) != known.as_str()) {
        None => Ok(()),
        Some((column, known)) => Err(row.fault(
            column,
            text!(
                "`{known}` attendu, comme aux autres lignes de ce modèle",
                "`{known}` expected, as in the other rows of this model"
            ),
        )),
    }
}
