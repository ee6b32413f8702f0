//! Electricity in parts: generation, upstream and losses, for the scopes of the GHG Protocol.

use super::load::Loader;
use super::{FactorId, FactorSet, ZoneId};
use ground::fault::Fault;
use ground::table::SmallTable;
use ground::text;

/// How far parts may be from the factor they are parts of: sources round both.
const ROUNDING: f64 = 0.01;

/// The parts of an electricity factor of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFactors {
    /// The criterion's place in [`FactorSet::criteria`].
    pub criterion: usize,
    /// Burning fuel at the power plants: scope 2.
    pub generation: Option<FactorId>,
    /// Fuel supply, building the plants: scope 3, category 3.
    pub upstream: Option<FactorId>,
    /// Losses of transmission and distribution: scope 3, category 3.
    pub losses: Option<FactorId>,
}

/// The electricity of a zone in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectricityParts {
    /// The year the parts are of.
    pub year: i32,
    /// Whether they are of an earlier year than the one asked for; shares then stand in.
    pub stands_in: bool,
    /// One entry a criterion that the set has in parts.
    pub parts: Vec<PartFactors>,
}

impl PartFactors {
    /// The parts' factors: generation, upstream, losses.
    pub fn factors(&self) -> [Option<FactorId>; 3] {
        [self.generation, self.upstream, self.losses]
    }

    /// The share of generation, upstream and losses in their sum, 0 to 1; a part that the set
    /// does not have is 0. `None` where they sum to nothing.
    pub fn shares(&self, set: &FactorSet) -> Option<[f64; 3]> {
        let values = self.factors().map(|id| id.map_or(0.0, |id| set.factor(id).amount.value));
        let sum: f64 = values.iter().sum();
        (sum > 0.0).then(|| values.map(|value| value / sum))
    }

    fn place(&mut self, part: &str) -> Option<&mut Option<FactorId>> {
        match part {
            "generation" => Some(&mut self.generation),
            "upstream" => Some(&mut self.upstream),
            "losses" => Some(&mut self.losses),
            _ => None,
        }
    }
}

impl FactorSet {
    /// The parts of a zone's electricity in a year, or its latest earlier parts, at most five years
    /// back, said by [`ElectricityParts::stands_in`]; `None` where the set has none.
    ///
    /// Zones do not stand in for one another here: ask for the zone and year that
    /// [`FactorSet::electricity`] found.
    pub fn electricity_parts(&self, zone_code: &str, year: i32) -> Option<ElectricityParts> {
        if self.one_electricity.is_some() {
            return None;
        }
        let (found, parts) = self.parts.get(zone_code)?.range(..=year).next_back()?;
        let recent = year - found <= super::electricity::STALE_AFTER && !parts.is_empty();
        recent.then(|| ElectricityParts {
            year: *found,
            stands_in: *found != year,
            parts: parts.clone(),
        })
    }

    /// As [`FactorSet::electricity_parts`], of a zone by its place.
    pub fn electricity_parts_of(&self, zone: ZoneId, year: i32) -> Option<ElectricityParts> {
        self.electricity_parts(&self.zones[usize::from(zone.0)].code, year)
    }
}

impl Loader {
    pub(super) fn electricity_parts(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let mut read = Vec::new();
        for row in table.rows() {
            let (zone, year, criterion) = self.zone_year(&row)?;
            let unit = format!("{}/kWh", self.set.criteria[criterion].unit);
            let part = row.get("part").to_owned();
            let subject = format!("{zone} {year} {part}");
            let factor = self.factor(&row, "electricity-parts", subject, Some(&unit))?;
            self.set.factors[factor.0 as usize].geography.clone_from(&zone);
            let all = self.set.parts.entry(zone.clone()).or_default().entry(year).or_default();
            if !all.iter().any(|one| one.criterion == criterion) {
                all.push(PartFactors { criterion, generation: None, upstream: None, losses: None });
            }
            let one = all.iter_mut().find(|one| one.criterion == criterion);
            let place = one.and_then(|one| one.place(&part)).ok_or_else(|| {
                row.fault(
                    "part",
                    text!(
                        "part inconnue (generation, upstream ou losses)",
                        "unknown part (generation, upstream or losses)"
                    ),
                )
            })?;
            let there = place.replace(factor);
            let twice = text!(
                "deux fois la même part pour la même zone, la même année et le même critère",
                "the same part twice for the same zone, year and criterion"
            );
            self.settle(&row, there, factor, ("part", twice))?;
            read.push((row, zone, year, criterion));
        }
        // Parts that do not sum to their factor would give scopes that do not sum to the total.
        for (row, zone, year, criterion) in read {
            let whole = self
                .set
                .electricity
                .get(&zone)
                .and_then(|years| years.get(&year)?[criterion])
                .map(|id| self.set.factor(id).amount.value);
            let parts = &self.set.parts[&zone][&year];
            let of = parts.iter().find(|one| one.criterion == criterion);
            let sum: f64 = of
                .into_iter()
                .flat_map(PartFactors::factors)
                .flatten()
                .map(|id| self.set.factor(id).amount.value)
                .sum();
            if whole.is_none_or(|whole| (sum - whole).abs() > ROUNDING * whole) {
                return Err(row.fault(
                    "value",
                    text!(
                        "les parts font {sum}, leur facteur {0} : 1 % d'écart au plus",
                        "the parts sum to {sum}, their factor is {0}: 1 % apart at most",
                        whole.map_or_else(|| "?".to_owned(), |whole| whole.to_string())
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Drops the parts below of a factor that this layer replaces: they are no parts of it.
    pub(super) fn forget_parts(&mut self, zone: &str, year: i32, criterion: usize) {
        let Some(years) = self.set.parts.get_mut(zone) else { return };
        let Some(parts) = years.get_mut(&year) else { return };
        parts.retain(|one| one.criterion != criterion);
        if parts.is_empty() {
            years.remove(&year);
        }
    }
}
