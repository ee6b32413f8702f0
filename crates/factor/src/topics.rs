//! Reads the topics of a factor set: which type, zone or datacentre each factor is the default of.

use super::catalogue::yes_or_no;
use super::load::Loader;
use super::{FactorId, FactorSet, Grid, StageFactor, TypeId};
use ground::fault::Fault;
use ground::stage::Stage;
use ground::table::{SmallTable, TableRow};
use ground::text;

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
            self.set.factors[factor.0 as usize].of_type = Some((type_id, criterion));
            if !superseded {
                self.embodied(&row, type_id, StageFactor { stage, criterion, factor })?;
            }
        }
        Ok(())
    }

    /// Makes a factor the default of its type, stage and criterion. A factor of its own identifier
    /// takes away all the stages below, since sets cut the life cycle differently.
    fn embodied(
        &mut self,
        row: &TableRow<'_>,
        type_id: TypeId,
        new: StageFactor,
    ) -> Result<(), Fault> {
        let at = usize::from(type_id.0);
        let there = self.set.embodied[at]
            .iter()
            .find(|f| f.stage == new.stage && f.criterion == new.criterion)
            .map(|f| f.factor);
        if there == Some(new.factor) {
            return Ok(());
        }
        let layer = Some(self.layer);
        let (below, mine): (Vec<StageFactor>, Vec<StageFactor>) = self.set.embodied[at]
            .iter()
            .partition(|f| f.criterion == new.criterion && self.set.factor(f.factor).layer < layer);
        let below: Vec<FactorId> = below.into_iter().map(|f| f.factor).collect();
        let twice = text!(
            "deux facteurs pour le même type, la même étape et le même critère",
            "two factors for the same type, stage and criterion"
        );
        let there = there.filter(|there| !below.contains(there));
        self.settle(row, there, new.factor, ("stage", twice))?;
        let whole = |f: &StageFactor| f.stage == Stage::Embodied;
        if mine.iter().any(|f| f.criterion == new.criterion && whole(f) != whole(&new)) {
            return Err(row.fault(
                "stage",
                text!(
                    "`embodied` à côté d'autres étapes du même type : la fabrication compterait deux fois",
                    "`embodied` beside other stages of the same type: manufacturing would count twice"
                ),
            ));
        }
        if !below.is_empty() || self.cleared.contains(&(type_id, new.criterion)) {
            self.replaced(&below, new.factor);
            self.cleared.insert((type_id, new.criterion));
        }
        self.set.embodied[at] = mine;
        self.set.embodied[at].push(new);
        Ok(())
    }

    pub(super) fn electricity(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let (zone, year, criterion) = self.zone_year(&row)?;
            let unit = format!("{}/kWh", self.set.criteria[criterion].unit);
            let factor = self.factor(&row, "electricity", format!("{zone} {year}"), Some(&unit))?;
            let read = &mut self.set.factors[factor.0 as usize];
            read.geography.clone_from(&zone);
            read.grid = Some(Grid {
                mix: row.get("basis").to_owned(),
                includes_upstream: yes_or_no(&row, "includes_upstream")?,
                includes_losses: yes_or_no(&row, "includes_losses")?,
            });
            let n = self.set.criteria.len();
            let years = self.set.electricity.entry(zone.clone()).or_default();
            let place = &mut years.entry(year).or_insert_with(|| vec![None; n])[criterion];
            let there = place.replace(factor);
            let twice = text!(
                "deux facteurs pour la même zone, la même année et le même critère",
                "two factors for the same zone, year and criterion"
            );
            self.settle(&row, there, factor, ("zone", twice))?;
            self.forget_parts(&zone, year, criterion);
        }
        Ok(())
    }

    pub(super) fn lifetimes(&mut self, table: &SmallTable) -> Result<(), Fault> {
        self.by_type(table, ("lifetimes", "year", true), |set| &mut set.lifetimes)
    }

    pub(super) fn energy(&mut self, table: &SmallTable) -> Result<(), Fault> {
        self.by_type(table, ("energy", "kWh/year", false), |set| &mut set.energy)
    }

    pub(super) fn weights(&mut self, table: &SmallTable) -> Result<(), Fault> {
        self.by_type(table, ("weights", "kg", true), |set| &mut set.weights)
    }

    /// Reads a topic with one factor a type: its name, its unit, and whether it must be more than
    /// zero.
    fn by_type(
        &mut self,
        table: &SmallTable,
        (topic, unit, positive): (&'static str, &str, bool),
        places: impl Fn(&mut FactorSet) -> &mut Vec<Option<FactorId>>,
    ) -> Result<(), Fault> {
        for row in table.rows() {
            let type_id = self.type_of(&row, "equipment_type")?;
            let subject = row.get("equipment_type").to_owned();
            let factor = self.factor(&row, topic, subject, Some(unit))?;
            if positive && self.set.factor(factor).amount.low <= 0.0 {
                return Err(row.fault(
                    "low",
                    text!("valeur plus grande que 0 attendue", "value greater than 0 expected"),
                ));
            }
            let there = places(&mut self.set)[usize::from(type_id.0)].replace(factor);
            let twice = text!("deux valeurs pour le même type", "two values for the same type");
            self.settle(&row, there, factor, ("equipment_type", twice))?;
        }
        Ok(())
    }

    pub(super) fn datacentres(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let [key, metric, geography] =
                ["key", "metric", "geography"].map(|column| row.get(column).to_owned());
            let factor = self.factor(&row, "datacentres", key.clone(), None)?;
            let there = self.set.datacentres.insert((key, metric, geography), factor);
            let twice = text!(
                "deux valeurs pour la même clé, la même mesure et le même lieu",
                "two values for the same key, metric and geography"
            );
            self.settle(&row, there, factor, ("key", twice))?;
        }
        Ok(())
    }
}
