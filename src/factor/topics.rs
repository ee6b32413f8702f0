//! Reads the topics of a factor set, row by row: what does not hold does not load.

use super::load::Loader;
use super::{Factor, FactorId, FactorSet, StageFactor, TypeId};
use crate::fault::Fault;
use crate::quantity::Interval;
use crate::stage::Stage;
use crate::table::{SmallTable, TableRow, parse_number};
use crate::text;

/// The closed list of units.
pub const UNITS: [&str; 35] = [
    "kgCO2e/unit",
    "kgCO2e/kWh",
    "year",
    "kWh/year",
    "kg",
    "ratio",
    "L/kWh IT",
    "L/kWh",
    "kgCO2e/m2",
    "gCO2e/GB",
    "Wh/TBh",
    "kgCO2e/TB",
    "kWh/GBh",
    "kgCO2e/kg",
    "kgCO2e/ream",
    "kgCO2e/sheet",
    "kgCO2e/kEUR",
    "kgSbe/unit",
    "kgSbe/kWh",
    "MJ/unit",
    "MJ/kWh",
    "molH+e/unit",
    "molH+e/kWh",
    "disease incidence/unit",
    "disease incidence/kWh",
    "kBqU235e/unit",
    "kBqU235e/kWh",
    "m3/unit",
    "m3/kWh",
    "molNe/unit",
    "molNe/kWh",
    "kgPe/unit",
    "kgPe/kWh",
    "kgNe/unit",
    "kgNe/kWh",
];

impl Loader {
    pub(super) fn equipment(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            // A row that a later one supersedes stays readable in the set and is not used.
            let superseded = !row.get("superseded_by").is_empty();
            let stage =
                Stage::named(row.get("stage")).filter(|stage| *stage != Stage::Use).ok_or_else(
                    || {
                        row.fault("stage", text!(
                    "étape inconnue (manufacturing, distribution, end_of_life ou embodied)",
                    "unknown stage (manufacturing, distribution, end_of_life or embodied)"
                ))
                    },
                )?;
            let criterion = self.criterion_of(&row)?;
            let unit = format!("{}/unit", self.set.criteria[criterion].unit);
            let type_id = self.type_of(&row, "equipment_type")?;
            let subject = row.get("equipment_type").to_owned();
            let factor = self.factor(&row, "equipment", subject, Some(&unit))?;
            if superseded {
                continue;
            }
            let factors = &mut self.set.embodied[usize::from(type_id.0)];
            if factors.iter().any(|f| f.stage == stage && f.criterion == criterion) {
                return Err(row.fault(
                    "stage",
                    text!(
                        "deux facteurs pour le même type, la même étape et le même critère",
                        "two factors for the same type, stage and criterion"
                    ),
                ));
            }
            factors.push(StageFactor { stage, criterion, factor });
        }
        Ok(())
    }

    pub(super) fn electricity(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let year: i32 = row
                .get("year")
                .parse()
                .map_err(|_| row.fault("year", text!("année attendue", "year expected")))?;
            let criterion = self.criterion_of(&row)?;
            let unit = format!("{}/kWh", self.set.criteria[criterion].unit);
            let zone = row.get("zone").to_owned();
            if !self.set.zones.iter().any(|z| z.code == zone) {
                return Err(row.fault(
                    "zone",
                    text!("zone absente de zones.csv", "zone missing from zones.csv"),
                ));
            }
            let factor = self.factor(&row, "electricity", format!("{zone} {year}"), Some(&unit))?;
            self.set.factors[factor.0 as usize].geography.clone_from(&zone);
            let n = self.set.criteria.len();
            let by_criterion = self
                .set
                .electricity
                .entry(zone)
                .or_default()
                .entry(year)
                .or_insert_with(|| vec![None; n]);
            if by_criterion[criterion].replace(factor).is_some() {
                return Err(row.fault(
                    "zone",
                    text!(
                        "deux facteurs pour la même zone, la même année et le même critère",
                        "two factors for the same zone, year and criterion"
                    ),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn lifetimes(&mut self, table: &SmallTable) -> Result<(), Fault> {
        self.by_type(table, "lifetimes", "year", |set, type_id, factor| {
            set.lifetimes[usize::from(type_id.0)] = Some(factor);
            set.factor(factor).amount.low > 0.0
        })
    }

    pub(super) fn energy(&mut self, table: &SmallTable) -> Result<(), Fault> {
        self.by_type(table, "energy", "kWh/year", |set, type_id, factor| {
            set.energy[usize::from(type_id.0)] = Some(factor);
            true
        })
    }

    pub(super) fn weights(&mut self, table: &SmallTable) -> Result<(), Fault> {
        self.by_type(table, "weights", "kg", |set, _, factor| set.factor(factor).amount.low > 0.0)
    }

    /// Reads a topic with one factor a type; `put` says whether its value can be.
    fn by_type(
        &mut self,
        table: &SmallTable,
        topic: &'static str,
        unit: &str,
        put: impl Fn(&mut FactorSet, TypeId, FactorId) -> bool,
    ) -> Result<(), Fault> {
        for row in table.rows() {
            let type_id = self.type_of(&row, "equipment_type")?;
            let subject = row.get("equipment_type").to_owned();
            let factor = self.factor(&row, topic, subject, Some(unit))?;
            if !put(&mut self.set, type_id, factor) {
                return Err(row.fault(
                    "low",
                    text!("valeur plus grande que 0 attendue", "value greater than 0 expected"),
                ));
            }
        }
        Ok(())
    }

    pub(super) fn datacentres(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let key = row.get("key").to_owned();
            let factor = self.factor(&row, "datacentres", key.clone(), None)?;
            if row.get("metric") == "pue" {
                self.set.pue.insert(key, factor);
            }
        }
        Ok(())
    }

    fn factor(
        &mut self,
        row: &TableRow<'_>,
        topic: &'static str,
        subject: String,
        unit_expected: Option<&str>,
    ) -> Result<FactorId, Fault> {
        let number = |column: &str, if_empty: Option<f64>| -> Result<f64, Fault> {
            let cell = row.get(column);
            if let (true, Some(value)) = (cell.is_empty(), if_empty) {
                return Ok(value);
            }
            parse_number(cell, false)
                .map_err(|_| row.fault(column, text!("nombre attendu", "number expected")))
        };
        let value = number("value", None)?;
        let amount = Interval {
            value,
            low: number("low", Some(value))?,
            high: number("high", Some(value))?,
        };
        if !amount.is_ordered() {
            return Err(row.fault(
                "low",
                text!(
                    "bornes en désordre : low ≤ value ≤ high attendu",
                    "bounds out of order: low ≤ value ≤ high expected"
                ),
            ));
        }
        if amount.low < 0.0 && topic != "equipment" {
            return Err(row.fault("low", text!("valeur négative", "negative value")));
        }
        let unit = row.get("unit").to_owned();
        if unit_expected.is_some_and(|expected| expected != unit) {
            let expected = unit_expected.unwrap_or("");
            return Err(row.fault(
                "unit",
                text!("unité `{expected}` attendue", "unit `{expected}` expected"),
            ));
        }
        if !UNITS.contains(&unit.as_str()) {
            return Err(row
                .fault("unit", text!("unité hors de la liste", "unit outside the list"))
                .hint(text!("unités : {}", "units: {}", UNITS.join(", "))));
        }
        let source_id = row.get("source_id").to_owned();
        if !self.known_sources.contains(&source_id) {
            return Err(row
                .fault(
                    "source_id",
                    text!("facteur sans source connue", "factor without a known source"),
                )
                .hint(text!("ajoutez la source à sources.csv", "add the source to sources.csv")));
        }
        let id = row.get("factor_id").to_owned();
        if id.is_empty() || !self.ids.insert(id.clone()) {
            return Err(row.fault(
                "factor_id",
                text!(
                    "identifiant de facteur vide ou répété",
                    "factor identifier empty or repeated"
                ),
            ));
        }
        let place = u32::try_from(self.set.factors.len())
            .map_err(|_| row.fault("factor_id", text!("trop de facteurs", "too many factors")))?;
        self.set.factors.push(Factor {
            id,
            subject,
            amount,
            unit,
            basis: row.get("uncertainty_basis").to_owned(),
            geography: row.get("geography").to_owned(),
            year: row.get("year").to_owned(),
            source_id,
            topic,
        });
        Ok(FactorId(place))
    }
}
