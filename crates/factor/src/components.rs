//! The topics of the configuration model: components, processors, cloud instances and regions.

use super::cells::{amount, bounded, whole};
use super::graphics_cards::{CARD_COLUMNS, GraphicsCard};
use super::load::Loader;
use super::processor_names::{NAME_COLUMNS, NamedProcessor};
use super::{FactorId, FactorSet};
use ground::fault::Fault;
use ground::quantity::Interval;
use ground::table::{SmallTable, TableRow};
use ground::text;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The parts of a machine that have an impact each, and what their factors are per.
pub const PARTS: [(&str, &str); 14] = [
    ("cpu", "unit"),
    ("cpu_die", "cm2"),
    ("ram", "unit"),
    ("ram_die", "cm2"),
    ("ssd", "unit"),
    ("ssd_die", "cm2"),
    ("hdd", "unit"),
    ("mainboard", "unit"),
    ("psu", "kg"),
    ("assembly", "unit"),
    ("case_rack", "unit"),
    ("case_blade", "unit"),
    ("case_desktop", "unit"),
    ("gpu_card", "unit"),
];

/// The parameters of the model, and their units.
pub const PARAMETERS: [(&str, &str); 16] = [
    ("ram_density", "GB/cm2"),
    ("ssd_density", "GB/cm2"),
    ("ram_module_gb", "GB"),
    ("ssd_drive_gb", "GB"),
    ("hdd_drive_gb", "GB"),
    ("psu_count", "unit"),
    ("psu_mass", "kg"),
    ("psu_mass_desktop", "kg"),
    ("power_ram_module", "W"),
    ("power_ram_gb", "W/GB"),
    ("power_ssd", "W"),
    ("power_hdd", "W"),
    ("power_other", "ratio"),
    ("power_curve", "ratio"),
    ("load", "ratio"),
    ("host_lifetime", "year"),
];

/// The processors of a family that have so many cores.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyProcessors {
    /// The family, such as `skylake-sp`; `any` is all of them.
    pub family: String,
    /// The fewest cores of the row.
    pub cores_from: u32,
    /// The most cores of the row.
    pub cores_to: u32,
    /// All dies of one processor, mm².
    pub die_mm2: Interval,
    /// Thermal design power of one processor, W.
    pub tdp_w: Interval,
    /// How many published values the row rests on.
    pub n: u32,
    /// What the bounds rest on.
    pub basis: String,
    /// Its source.
    pub source_id: String,
}

/// A size of virtual machine that a cloud provider rents, and the host it is taken from.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudInstance {
    /// The provider's code: `aws`, `azure`, `gcp`, `ovhcloud`, `scaleway`.
    pub provider: String,
    /// The size's name, as the provider writes it.
    pub name: String,
    /// Virtual processors.
    pub vcpu: u32,
    /// Memory, GB.
    pub memory_gb: f64,
    /// Disk on the host itself, GB.
    pub local_ssd_gb: f64,
    /// Graphics cards.
    pub gpu_count: u32,
    /// The host's family of processors.
    pub host_family: String,
    /// Virtual processors of the host, an assumption with its bounds.
    pub host_vcpu: Interval,
    /// Processors of the host.
    pub host_sockets: u32,
    /// Virtual processors of one core.
    pub threads_per_core: u32,
    /// Its source.
    pub source_id: String,
}

/// A cloud provider's region.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudRegion {
    /// The provider's code.
    pub provider: String,
    /// The region's name, as the provider writes it.
    pub name: String,
    /// The zone of its electricity, a code of `zones.csv`.
    pub zone: String,
    /// The provider's power usage effectiveness; `None` where it publishes none.
    pub pue: Option<Interval>,
    /// What the PUE's bounds rest on.
    pub basis: String,
    /// Its source.
    pub source_id: String,
}

/// What a set holds of the four topics; empty when it has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Components {
    /// By part, then by criterion's code.
    parts: BTreeMap<String, BTreeMap<String, FactorId>>,
    parameters: BTreeMap<String, FactorId>,
    processors: Vec<FamilyProcessors>,
    /// By the words of the name, as [`crate::configuration::CpuName`] reads it.
    pub(super) named: HashMap<String, NamedProcessor>,
    pub(super) cards: Vec<GraphicsCard>,
    instances: Vec<CloudInstance>,
    regions: Vec<CloudRegion>,
}

impl FactorSet {
    /// The factor of a part for a criterion, a place in [`FactorSet::criteria`].
    pub fn component_factor(&self, part: &str, criterion: usize) -> Option<FactorId> {
        let code = &self.criteria.get(criterion)?.code;
        self.components.parts.get(part)?.get(code).copied()
    }

    /// A parameter of the configuration model.
    pub fn component_parameter(&self, name: &str) -> Option<FactorId> {
        self.components.parameters.get(name).copied()
    }

    /// Whether the set can price a configuration.
    pub fn has_components(&self) -> bool {
        !self.components.parts.is_empty() && !self.components.processors.is_empty()
    }

    /// The processors of a family, by cores; those of all families under `any`.
    pub fn processors<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a FamilyProcessors> {
        self.components.processors.iter().filter(move |row| row.family == family)
    }

    /// The place of a family among the processors, which tells it from others.
    pub fn processor_place(&self, family: &str) -> Option<u32> {
        let at = self.components.processors.iter().position(|row| row.family == family)?;
        u32::try_from(at).ok()
    }

    /// The family of the processors at a place.
    pub fn processor_family(&self, place: u32) -> &str {
        self.components.processors.get(place as usize).map_or("", |row| &row.family)
    }

    /// A processor by the words of its name.
    pub fn processor_named(&self, words: &str) -> Option<&NamedProcessor> {
        self.components.named.get(words)
    }

    /// The cloud instances, in file order.
    pub fn cloud_instances(&self) -> &[CloudInstance] {
        &self.components.instances
    }

    /// Whether rows are read under another set as under this one: both have the same types, zones and
    /// cloud instances in the same places.
    pub fn reads_as(&self, other: &Self) -> bool {
        self.types == other.types
            && self.zones == other.zones
            && self.cloud_instances() == other.cloud_instances()
            && self.cloud_regions() == other.cloud_regions()
    }

    /// The cloud regions, in file order.
    pub fn cloud_regions(&self) -> &[CloudRegion] {
        &self.components.regions
    }
}

impl Loader {
    /// Reads the topics of the model; each is optional. Rows take the place of those of the layers below
    /// that are about the same: a part, a family, an instance, a region.
    pub(super) fn component_topics(
        &mut self,
        table: impl Fn(&str, &[&str]) -> Result<Option<SmallTable>, Fault>,
    ) -> Result<(), Fault> {
        if let Some(table) = table("components.csv", &COMPONENT_COLUMNS)? {
            self.components(&table)?;
        }
        if let Some(table) = table("processors.csv", &PROCESSOR_COLUMNS)? {
            self.processors(&table)?;
        }
        if let Some(table) = table("processor-names.csv", &NAME_COLUMNS)? {
            self.processor_names(&table)?;
        }
        if let Some(table) = table("graphics-cards.csv", &CARD_COLUMNS)? {
            self.graphics_cards(&table)?;
        }
        if let Some(table) = table("cloud-instances.csv", &INSTANCE_COLUMNS)? {
            self.cloud_instances(&table)?;
        }
        if let Some(table) = table("cloud-regions.csv", &REGION_COLUMNS)? {
            self.cloud_regions(&table)?;
        }
        Ok(())
    }

    /// A row is an impact of a part when it names a criterion, else a parameter of the model.
    fn components(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let part = row.get("part").to_owned();
            let code = row.get("criterion");
            let known = if code.is_empty() {
                PARAMETERS.iter().find(|(name, _)| *name == part)
            } else {
                PARTS.iter().find(|(name, _)| *name == part)
            };
            let Some((_, unit)) = known else {
                let names = if code.is_empty() { PARAMETERS.as_slice() } else { PARTS.as_slice() };
                let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
                return Err(row
                    .fault("part", text!("composant inconnu", "unknown component"))
                    .hint(text!("connus : {}", "known: {}", names.join(", "))));
            };
            // A criterion that the set does not compute stays readable in it.
            let criterion = self.set.criteria.iter().position(|c| c.code == code);
            let unit = match (code.is_empty(), criterion) {
                (true, _) => Some((*unit).to_owned()),
                (false, Some(at)) => Some(format!("{}/{unit}", self.set.criteria[at].unit)),
                (false, None) => None,
            };
            let subject = part.replace('_', " ");
            let factor = self.factor(&row, "components", subject, unit.as_deref())?;
            let components = &mut self.set.components;
            let there = if code.is_empty() {
                components.parameters.insert(part, factor)
            } else {
                components.parts.entry(part).or_default().insert(code.to_owned(), factor)
            };
            let twice = text!(
                "deux valeurs pour le même composant et le même critère",
                "two values for the same component and criterion"
            );
            self.settle(&row, there, factor, ("part", twice))?;
        }
        Ok(())
    }

    fn processors(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let families: HashSet<&str> = table.rows().map(|row| row.get("family")).collect();
        self.set.components.processors.retain(|p| !families.contains(p.family.as_str()));
        for row in table.rows() {
            let processor = FamilyProcessors {
                family: row.get("family").to_owned(),
                cores_from: whole(&row, "cores_from")?,
                cores_to: whole(&row, "cores_to")?,
                die_mm2: bounded(&row, ["die_mm2", "die_low_mm2", "die_high_mm2"])?,
                tdp_w: bounded(&row, ["tdp_w", "tdp_low_w", "tdp_high_w"])?,
                n: whole(&row, "n")?,
                basis: row.get("uncertainty_basis").to_owned(),
                source_id: self.source_of(&row)?,
            };
            if processor.family.is_empty() || processor.cores_from > processor.cores_to {
                return Err(row.fault(
                    "cores_from",
                    text!(
                        "famille et nombres de cœurs croissants attendus",
                        "family and growing numbers of cores expected"
                    ),
                ));
            }
            let before =
                self.set.components.processors.iter().rfind(|p| p.family == processor.family);
            if before.is_some_and(|before| shrinks(before, &processor)) {
                return Err(row.fault(
                    "die_mm2",
                    text!(
                        "dans une famille, cœurs, surface et puissance ne peuvent que croître",
                        "within a family, cores, die area and power can only grow"
                    ),
                ));
            }
            self.set.components.processors.push(processor);
        }
        Ok(())
    }

    fn cloud_instances(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let again: HashSet<(&str, &str)> =
            table.rows().map(|row| (row.get("provider"), row.get("instance"))).collect();
        let below = &mut self.set.components.instances;
        below.retain(|row| !again.contains(&(row.provider.as_str(), row.name.as_str())));
        for row in table.rows() {
            let instance = CloudInstance {
                provider: row.get("provider").to_owned(),
                name: row.get("instance").to_owned(),
                vcpu: whole(&row, "vcpu")?,
                memory_gb: amount(&row, "memory_gb")?,
                local_ssd_gb: amount(&row, "local_ssd_gb")?,
                gpu_count: whole(&row, "gpu_count")?,
                host_family: row.get("host_family").to_owned(),
                host_vcpu: bounded(&row, ["host_vcpu", "host_vcpu_low", "host_vcpu_high"])?,
                host_sockets: whole(&row, "host_sockets")?,
                threads_per_core: whole(&row, "threads_per_core")?,
                source_id: self.source_of(&row)?,
            };
            let known = &mut self.set.components;
            let twice = known
                .instances
                .iter()
                .any(|i| i.provider == instance.provider && i.name == instance.name);
            if twice || instance.name.is_empty() {
                return Err(row.fault(
                    "instance",
                    text!("instance vide ou répétée", "instance empty or repeated"),
                ));
            }
            let whole_host = instance.vcpu > 0
                && f64::from(instance.vcpu) <= instance.host_vcpu.low
                && instance.host_sockets > 0
                && instance.threads_per_core > 0;
            if !whole_host {
                return Err(row.fault(
                    "host_vcpu",
                    text!(
                        "un hôte ne peut être plus petit que son instance",
                        "a host cannot be smaller than its instance"
                    ),
                ));
            }
            if !known.processors.iter().any(|p| p.family == instance.host_family) {
                return Err(row.fault(
                    "host_family",
                    text!(
                        "famille absente de processors.csv",
                        "family missing from processors.csv"
                    ),
                ));
            }
            known.instances.push(instance);
        }
        Ok(())
    }

    fn cloud_regions(&mut self, table: &SmallTable) -> Result<(), Fault> {
        let again: HashSet<(&str, &str)> =
            table.rows().map(|row| (row.get("provider"), row.get("region"))).collect();
        let below = &mut self.set.components.regions;
        below.retain(|row| !again.contains(&(row.provider.as_str(), row.name.as_str())));
        for row in table.rows() {
            let zone = row.get("zone").to_owned();
            if !self.set.zones.iter().any(|known| known.code == zone) {
                return Err(row.fault(
                    "zone",
                    text!("zone absente de zones.csv", "zone missing from zones.csv"),
                ));
            }
            let pue = match row.get("pue") {
                "" => None,
                _ => Some(bounded(&row, ["pue", "pue_low", "pue_high"])?),
            };
            if pue.is_some_and(|pue| pue.low < 1.0) {
                return Err(
                    row.fault("pue_low", text!("un PUE vaut au moins 1", "a PUE is at least 1"))
                );
            }
            let region = CloudRegion {
                provider: row.get("provider").to_owned(),
                name: row.get("region").to_owned(),
                zone,
                pue,
                basis: row.get("uncertainty_basis").to_owned(),
                source_id: self.source_of(&row)?,
            };
            let regions = &mut self.set.components.regions;
            if regions.iter().any(|r| r.provider == region.provider && r.name == region.name) {
                return Err(row.fault("region", text!("région répétée", "region repeated")));
            }
            regions.push(region);
        }
        Ok(())
    }

    pub(super) fn source_of(&self, row: &TableRow<'_>) -> Result<String, Fault> {
        let source = row.get("source_id").to_owned();
        if self.set.source(&source).is_some() {
            return Ok(source);
        }
        Err(row.fault("source_id", text!("ligne sans source connue", "row without a known source")))
    }
}

/// Columns of `components.csv`.
const COMPONENT_COLUMNS: [&str; 9] = [
    "factor_id",
    "part",
    "criterion",
    "value",
    "unit",
    "low",
    "high",
    "uncertainty_basis",
    "source_id",
];
/// Columns of `processors.csv`.
const PROCESSOR_COLUMNS: [&str; 12] = [
    "family",
    "cores_from",
    "cores_to",
    "die_mm2",
    "die_low_mm2",
    "die_high_mm2",
    "tdp_w",
    "tdp_low_w",
    "tdp_high_w",
    "n",
    "uncertainty_basis",
    "source_id",
];
/// Columns of `cloud-instances.csv`.
const INSTANCE_COLUMNS: [&str; 13] = [
    "provider",
    "instance",
    "vcpu",
    "memory_gb",
    "local_ssd_gb",
    "gpu_count",
    "host_family",
    "host_vcpu",
    "host_vcpu_low",
    "host_vcpu_high",
    "host_sockets",
    "threads_per_core",
    "source_id",
];
/// Columns of `cloud-regions.csv`.
const REGION_COLUMNS: [&str; 8] =
    ["provider", "region", "zone", "pue", "pue_low", "pue_high", "uncertainty_basis", "source_id"];

/// Whether a row has fewer cores, less area or less power than the one before it in its family.
fn shrinks(before: &FamilyProcessors, after: &FamilyProcessors) -> bool {
    let less = |a: Interval, b: Interval| b.value < a.value || b.low < a.low || b.high < a.high;
    after.cores_from <= before.cores_to
        || less(before.die_mm2, after.die_mm2)
        || less(before.tdp_w, after.tdp_w)
}
