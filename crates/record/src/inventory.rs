//! `inv/1`: what the machine is.

use crate::refusal::must;
use crate::{EnergyMethod, RecordDay, Refusal};
use serde::{Deserialize, Serialize};

/// What kind of machine it is, by its chassis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A portable computer.
    Laptop,
    /// A desktop computer, small or large.
    Desktop,
    /// A computer within its screen.
    AllInOne,
    /// A thin client.
    ThinClient,
    /// A server.
    Server,
    /// A virtual machine.
    Virtual,
    /// The machine does not say.
    Unknown,
}

/// Who made the machine, and under which name. Placeholders of makers are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The maker.
    pub vendor: Option<String>,
    /// The product.
    pub name: Option<String>,
    /// The family.
    pub family: Option<String>,
    /// The version, where Lenovo writes the name.
    pub version: Option<String>,
    /// The maker's order number.
    pub sku: Option<String>,
    /// The serial number; the collector hashes it before anything is written.
    pub serial: Option<String>,
}

/// The processor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessorRecord {
    /// Its name, as the system says it.
    pub name: Option<String>,
    /// Its maker.
    pub vendor: Option<String>,
    /// Packages.
    pub sockets: Option<u32>,
    /// Cores.
    pub cores: Option<u32>,
    /// Threads.
    pub threads: u32,
    /// Its published power, W, where the agent knows it.
    pub tdp_w: Option<u32>,
}

/// One memory module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Its size.
    pub size_mib: u64,
}

/// The memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryRecord {
    /// What the system has.
    pub total_mib: u64,
    /// Modules, where the system tells them; else empty.
    pub modules: Vec<Module>,
}

/// How a drive keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriveKind {
    /// Flash, on any bus.
    Ssd,
    /// Turning disks.
    Hdd,
    /// A drive that a hypervisor shows.
    Virtual,
    /// The system does not say.
    Unknown,
}

/// A drive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drive {
    /// Its kind.
    pub kind: DriveKind,
    /// Its model.
    pub model: Option<String>,
    /// Its size, decimal.
    pub size_gb: u64,
}

/// A display, by its EDID. Its serial number is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// Three letters of its maker.
    pub vendor: String,
    /// The maker's product code.
    pub product: u16,
    /// Its name.
    pub name: Option<String>,
    /// Tenths of inches of its diagonal.
    pub diagonal_tenths_in: Option<u32>,
    /// The year it was made, or of its model.
    pub year: Option<u16>,
    /// Whether it is the machine's own panel.
    pub internal: bool,
}

/// A graphics processor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gpu {
    /// Its maker, as PCI number or word.
    pub vendor: String,
    /// Its model, as PCI number or word.
    pub model: String,
}

/// A battery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Battery {
    /// What it held when new, Wh.
    pub design_wh: Option<f64>,
    /// What it holds when full now, Wh.
    pub full_wh: Option<f64>,
    /// Charge cycles; absent where the battery does not count them.
    pub cycles: Option<u32>,
}

/// The operating system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Os {
    /// Such as `debian`, `windows`.
    pub family: Option<String>,
    /// Its full name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// The kernel's version.
    pub kernel: Option<String>,
    /// The architecture.
    pub arch: Option<String>,
}

/// What a machine is, at its start, on change, and every month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inventory {
    /// `inv/1`.
    pub schema: String,
    /// The record's number, from the same count as the days'.
    pub seq: u64,
    /// The local day it was taken.
    pub day: RecordDay,
    /// The agent's version.
    pub agent_version: String,
    /// What kind of machine it is.
    pub class: Class,
    /// The hypervisor, where there is one.
    pub hypervisor: Option<String>,
    /// Who made it.
    pub product: Product,
    /// Its processor.
    pub processor: ProcessorRecord,
    /// Its memory.
    pub memory: MemoryRecord,
    /// Its drives.
    pub drives: Vec<Drive>,
    /// Its displays.
    pub displays: Vec<Display>,
    /// Its graphics processors.
    pub gpus: Vec<Gpu>,
    /// Its batteries.
    pub batteries: Vec<Battery>,
    /// Its system.
    pub os: Os,
    /// How its energy can be known now, best first.
    pub methods: Vec<EnergyMethod>,
    /// 32 hexadecimal digits over all the rest.
    #[serde(default)]
    pub digest: String,
}

impl Inventory {
    /// The schema's name.
    pub const SCHEMA: &'static str = "inv/1";

    /// Whether every field is within its rules.
    ///
    /// # Errors
    /// The first field that is not, and what was expected of it.
    pub fn check(&self) -> Result<(), Refusal> {
        must(self.schema == Self::SCHEMA, "schema", "expected inv/1")?;
        must(self.seq >= 1 && self.seq < 1 << 53, "seq", "expected 1 to 2^53")?;
        for (field, count) in [
            ("memory.modules", self.memory.modules.len()),
            ("drives", self.drives.len()),
            ("displays", self.displays.len()),
            ("gpus", self.gpus.len()),
            ("batteries", self.batteries.len()),
            ("methods", self.methods.len()),
        ] {
            must(count <= 64, field, "expected at most 64")?;
        }
        for battery in &self.batteries {
            for value in [battery.design_wh, battery.full_wh].into_iter().flatten() {
                must((0.0..=10_000.0).contains(&value), "batteries", "expected 0 to 10000 Wh")?;
            }
        }
        for (field, text) in self.texts() {
            must(text.len() <= 256, field, "expected at most 256 bytes")?;
            must(!text.chars().any(char::is_control), field, "expected no control character")?;
        }
        Ok(())
    }

    /// Every text that comes from the machine.
    fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let (product, processor, os) = (&self.product, &self.processor, &self.os);
        let single = [
            ("product.vendor", &product.vendor),
            ("product.name", &product.name),
            ("product.family", &product.family),
            ("product.version", &product.version),
            ("product.sku", &product.sku),
            ("product.serial", &product.serial),
            ("processor.name", &processor.name),
            ("processor.vendor", &processor.vendor),
            ("os.family", &os.family),
            ("os.name", &os.name),
            ("os.version", &os.version),
            ("os.kernel", &os.kernel),
            ("os.arch", &os.arch),
            ("hypervisor", &self.hypervisor),
        ];
        let drives = self.drives.iter().map(|drive| ("drives", &drive.model));
        let displays = self.displays.iter().map(|display| ("displays", &display.name));
        let optional = single.into_iter().chain(drives).chain(displays);
        let gpus = self.gpus.iter().flat_map(|gpu| [&gpu.vendor, &gpu.model]).map(|t| ("gpus", t));
        let vendors = self.displays.iter().map(|display| ("displays", &display.vendor));
        optional
            .filter_map(|(field, text)| Some((field, text.as_deref()?)))
            .chain(gpus.chain(vendors).map(|(field, text)| (field, text.as_str())))
            .chain(std::iter::once(("agent_version", self.agent_version.as_str())))
            .chain(self.methods.iter().map(|method| ("methods", method.code())))
    }
}
