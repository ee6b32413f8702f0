//! `services.csv` of a factor set: what bought services emit, by unit of service.

use super::load::{Loader, SetFiles};
use super::{FactorId, FactorSet, TypeId};
use ground::fault::Fault;
use ground::stage::Stage;
use ground::text;

/// The columns of the topic that must be there.
const REQUIRED: [&str; 10] = [
    "factor_id",
    "service",
    "metric",
    "stage",
    "zone",
    "value",
    "unit",
    "low",
    "high",
    "source_id",
];

/// What a factor of a service gives, by unit of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// An impact; the criterion's place in the set.
    Impact(usize),
    /// Electricity.
    Energy,
}

/// A factor of a service in a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceFactor {
    /// The service, such as `network_fixed`.
    pub service: String,
    /// What it gives.
    pub metric: Metric,
    /// The stage it counts in.
    pub stage: Stage,
    /// The zone where it holds, a `zone` of the set.
    pub zone: String,
    /// The type whose lifetime it is spread over: it is then of a thing, not of a year.
    pub spread_over: Option<TypeId>,
    /// The factor.
    pub factor: FactorId,
}

impl Loader {
    /// Those of `services.csv`, where the set has one.
    pub(super) fn services(&mut self, files: &SetFiles) -> Result<(), Fault> {
        let Some(table) = files.table("services.csv", &REQUIRED)? else { return Ok(()) };
        for row in table.rows() {
            let metric = match row.get("metric") {
                "energy" => Metric::Energy,
                code => {
                    let at = self.set.criteria.iter().position(|c| c.code == code);
                    Metric::Impact(at.ok_or_else(|| {
                        row.fault(
                            "metric",
                            text!(
                                "`energy` ou un critère de criteria.csv attendu",
                                "`energy` or a criterion of criteria.csv expected"
                            ),
                        )
                    })?)
                }
            };
            let stage = Stage::named(row.get("stage"))
                .ok_or_else(|| row.fault("stage", text!("étape inconnue", "unknown stage")))?;
            let (service, zone) = (row.get("service").to_owned(), row.get("zone").to_owned());
            if service.is_empty() {
                return Err(row.fault("service", text!("service absent", "service missing")));
            }
            if !self.set.zones.iter().any(|known| known.code == zone) {
                return Err(row.fault(
                    "zone",
                    text!("zone absente de zones.csv", "zone missing from zones.csv"),
                ));
            }
            let spread_over = match row.get("spread_over") {
                "" => None,
                _ => Some(self.type_of(&row, "spread_over")?),
            };
            let twin = |known: &ServiceFactor| {
                (&known.service, known.metric, known.stage, &known.zone)
                    == (&service, metric, stage, &zone)
            };
            let at = self.set.services.iter().position(twin);
            let there = at.map(|at| self.set.services[at].factor);
            let factor = self.factor(&row, "services", format!("{service} {zone}"), None)?;
            let unit = &self.set.factor(factor).unit;
            let wanted = self.set.unit_of(metric);
            if unit.split_once('/').and_then(|(over, per)| scale(over, per, wanted)).is_none() {
                return Err(row.fault(
                    "unit",
                    text!(
                        "unité d'un service attendue : une masse ou une énergie par Go, To, Toh, ramette, feuille, kg ou cartouche",
                        "unit of a service expected: a mass or an energy per GB, TB, TBh, ream, sheet, kg or cartridge"
                    ),
                ));
            }
            self.set.factors[factor.0 as usize].geography.clone_from(&zone);
            let new = ServiceFactor { service, metric, stage, zone, spread_over, factor };
            match at {
                Some(at) => self.set.services[at] = new,
                None => self.set.services.push(new),
            }
            let twice = text!(
                "deux facteurs pour le même service, la même étape et la même zone",
                "two factors for the same service, stage and zone"
            );
            self.settle(&row, there, factor, ("service", twice))?;
        }
        Ok(())
    }
}

/// What one unit over the stroke is in `wanted`, the criterion's unit or kWh.
fn scale(over: &str, per: &str, wanted: &str) -> Option<f64> {
    if !PER.contains(&per) {
        None
    } else if over == wanted {
        Some(1.0)
    } else {
        (wanted.strip_prefix('k') == Some(over)).then_some(0.001)
    }
}

/// What services are counted in.
const PER: [&str; 7] = ["GB", "TB", "TBh", "ream", "sheet", "kg", "cartridge"];

impl ServiceFactor {
    /// What the factor is per, such as `GB`, and what one unit of its value is in kWh or in the
    /// criterion's own unit.
    pub fn per<'a>(&self, set: &'a FactorSet) -> (&'a str, f64) {
        let unit = set.factor(self.factor).unit.split_once('/').unwrap_or(("", ""));
        (unit.1, scale(unit.0, unit.1, set.unit_of(self.metric)).unwrap_or(1.0))
    }
}

impl FactorSet {
    fn unit_of(&self, metric: Metric) -> &str {
        match metric {
            Metric::Energy => "kWh",
            Metric::Impact(at) => &self.criteria[at].unit,
        }
    }

    /// The factors of services, in file order.
    pub fn services(&self) -> &[ServiceFactor] {
        &self.services
    }

    /// The factors of a service in a zone: the zone's own, else the European Union's in Europe,
    /// else the world's; each with the zone taken. A metric and stage that a narrower zone has is
    /// not taken from a wider one.
    pub fn service_in(&self, service: &str, zone: super::ZoneId) -> Vec<&ServiceFactor> {
        let zone = &self.zones[usize::from(zone.0)];
        let european = (zone.continent == "EU").then_some("EU27");
        let mut found: Vec<&ServiceFactor> = Vec::new();
        for code in [Some(zone.code.as_str()), european, Some("WORLD")].into_iter().flatten() {
            for one in self.services.iter().filter(|one| one.service == service && one.zone == code)
            {
                if !found.iter().any(|f| f.metric == one.metric && f.stage == one.stage) {
                    found.push(one);
                }
            }
        }
        found
    }
}
