//! A rented instance: a share of a host, for so many hours.
//!
//! The processors, board, supplies and case of the host are shared by virtual processors; memory
//! and disks are the instance's own. The host's size is an assumption with wide bounds, written in
//! the set beside each instance.

use super::estimate::{MachineEstimate, estimate_at, parameter};
use super::machine::{Configuration, Form, MachineClass, range};
use super::miss::Miss;
use super::part::Part;
use super::power::{self, PowerPart};
use crate::hardware::CpuName;
use crate::{CloudInstance, CloudRegion, FactorId, FactorSet, ZoneId};
use ground::quantity::{HOURS_OF_LEAP_YEAR, HOURS_OF_YEAR, Interval, Kwh, Watts};
use ground::text;

/// Words for a provider, and its code.
const PROVIDERS: [(&str, &str); 14] = [
    ("aws", "aws"),
    ("amazon", "aws"),
    ("amazonwebservices", "aws"),
    ("ec2", "aws"),
    ("azure", "azure"),
    ("microsoft", "azure"),
    ("microsoftazure", "azure"),
    ("gcp", "gcp"),
    ("google", "gcp"),
    ("googlecloud", "gcp"),
    ("googlecloudplatform", "gcp"),
    ("ovh", "ovhcloud"),
    ("ovhcloud", "ovhcloud"),
    ("scaleway", "scaleway"),
];

/// Where an instance runs.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudPlace<'a> {
    /// The region.
    pub region: &'a CloudRegion,
    /// The zone of its electricity.
    pub zone: ZoneId,
    /// Its power usage effectiveness.
    pub pue: Interval,
    /// Whether the PUE is the default of the zone, the provider publishing none.
    pub pue_is_default: bool,
}

/// What renting an instance weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Rental<'a> {
    /// The instance.
    pub instance: &'a CloudInstance,
    /// Where it runs.
    pub place: CloudPlace<'a>,
    /// Its share of a host, whole life: terms and power.
    pub share: MachineEstimate,
    /// The factor of the host's lifetime.
    pub lifetime: FactorId,
    /// Part of the host's life that is rented: hours over lifetime.
    pub life_share: Interval,
    /// The terms of the hours rented, a host's life amortised.
    pub rented: MachineEstimate,
    /// Electricity of an hour at the machine, kWh, PUE left out; `None` where it is not known.
    pub kwh_per_hour: Option<Interval>,
    /// Electricity of the hours rented at the meter, kWh, PUE included.
    pub kwh: Option<Kwh<Interval>>,
}

/// A provider's code.
///
/// # Errors
///
/// The provider is not known.
pub fn provider(word: &str) -> Result<&'static str, Miss> {
    let folded = squeezed(word);
    PROVIDERS.iter().find(|(name, _)| *name == folded).map(|(_, code)| *code).ok_or_else(|| {
        Miss::new(text!(
            "fournisseur de nuage inconnu « {word} »",
            "unknown cloud provider “{word}”"
        ))
        .near(&folded, PROVIDERS.iter().map(|(_, code)| *code))
    })
}

/// An instance by its provider and name.
///
/// # Errors
///
/// The provider or the instance is not known; the nearest names are given.
pub fn instance<'a>(
    set: &'a FactorSet,
    provider_word: &str,
    name: &str,
) -> Result<&'a CloudInstance, Miss> {
    let code = provider(provider_word)?;
    let wanted = instance_key(name);
    let known = || set.cloud_instances().iter().filter(|row| row.provider == code);
    known().find(|row| instance_key(&row.name) == wanted).ok_or_else(|| {
        Miss::new(text!(
            "instance `{name}` inconnue chez {code}",
            "unknown instance `{name}` of {code}"
        ))
        .near(&wanted, known().map(|row| row.name.as_str()))
    })
}

/// A region by its provider and name; an availability zone stands for its region.
///
/// # Errors
///
/// The provider or the region is not known, or neither it nor its zone has a PUE.
pub fn region<'a>(
    set: &'a FactorSet,
    provider_word: &str,
    name: &str,
) -> Result<CloudPlace<'a>, Miss> {
    let code = provider(provider_word)?;
    let wanted = region_key(code, name);
    let known = || set.cloud_regions().iter().filter(|row| row.provider == code);
    let exact = known().find(|row| row.name.to_lowercase() == wanted);
    let region = exact.or_else(|| {
        known().find(|row| availability_zone(code, &wanted) == Some(row.name.as_str()))
    });
    let Some(region) = region else {
        return Err(Miss::new(text!(
            "région `{name}` inconnue chez {code}",
            "unknown region `{name}` of {code}"
        ))
        .near(&wanted, known().map(|row| row.name.as_str())));
    };
    let zone = set
        .zones
        .iter()
        .position(|zone| zone.code == region.zone)
        .and_then(|at| u16::try_from(at).ok());
    let Some(zone) = zone.map(ZoneId) else {
        return Err(Miss::new(text!(
            "zone `{0}` inconnue du jeu",
            "zone `{0}` unknown to the set",
            region.zone
        )));
    };
    let default = || set.default_pue(zone).map(|id| set.factor(id).amount);
    match region.pue.or_else(default) {
        Some(pue) => Ok(CloudPlace { region, zone, pue, pue_is_default: region.pue.is_none() }),
        None => Err(Miss::new(text!(
            "pas de PUE pour la région `{name}`",
            "no PUE for region `{name}`"
        ))),
    }
}

/// An instance's share of its host, whole life, and its power.
///
/// # Errors
///
/// The set lacks a component or parameter, or the load is not within 0 to 1.
pub fn share(
    set: &FactorSet,
    instance: &CloudInstance,
    load: Option<f64>,
) -> Result<MachineEstimate, Miss> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a host's, read as a small positive number"
    )]
    let host_vcpu = instance.host_vcpu.value as u32;
    let cores = host_vcpu / (instance.host_sockets * instance.threads_per_core);
    let part = f64::from(instance.vcpu) / instance.host_vcpu.value;
    // A host with the instance's own memory and disks; the rest is divided below.
    let host = Configuration {
        kind: MachineClass::Server,
        form: Form::Rack,
        cpu: CpuName::default(),
        cpu_count: Some(instance.host_sockets),
        cores: Some(cores.max(1)),
        ram_gb: Some(instance.memory_gb),
        ssd_gb: Some(instance.local_ssd_gb),
        ssd_count: (instance.local_ssd_gb <= 0.0).then_some(0),
        gpu_count: Some(instance.gpu_count),
        ..Configuration::default()
    };
    let mut estimate = estimate_at(set, &with_family(host, instance), load)?;
    let of_host = shared_by(instance);
    // Modules and drives are shared too: an instance has so many GB of them, and no whole one.
    let module = Interval::exact(instance.memory_gb).over(parameter(set, "ram_module_gb")?);
    let drive = Interval::exact(instance.local_ssd_gb).over(parameter(set, "ssd_drive_gb")?);
    for term in &mut estimate.terms {
        let name = set.factor(term.factor).subject.as_str();
        term.quantity = match term.part {
            // Larger hosts have larger dies: the area of a virtual processor stays.
            Part::Cpu if name == "cpu die" => term.quantity * part,
            Part::Ram if name == "ram" => module,
            Part::Ssd if name == "ssd" => drive,
            Part::Ram | Part::Ssd | Part::Hdd | Part::Gpu => term.quantity,
            _ => term.quantity.times(of_host),
        };
    }
    let around = parameter(set, "power_other")?;
    let at = load.map_or_else(|| parameter(set, "load"), |load| Ok(Interval::exact(load)))?;
    let ram = power::of_ram(
        module,
        instance.memory_gb,
        at,
        parameter(set, "power_ram_module")?,
        parameter(set, "power_ram_gb")?,
    );
    let ssd = parameter(set, "power_ssd")?.times(drive);
    estimate.energy = share_of_power(&estimate.energy, part, around, ram, ssd);
    estimate.watts =
        estimate.watts.map(|_| Watts(estimate.energy.iter().map(|part| part.watts).sum()));
    estimate.energy_kwh = estimate.watts.map(Watts::a_year);
    Ok(estimate)
}

/// Prices the renting of an instance for so many hours of a year.
///
/// # Errors
///
/// The provider, instance or region is not known; the hours are not within 0 to 8,784.
pub fn rent<'a>(
    set: &'a FactorSet,
    provider_word: &str,
    instance_name: &str,
    region_name: &str,
    hours: f64,
) -> Result<Rental<'a>, Miss> {
    range(
        || text!("heures dans l'année", "hours in the year"),
        Some(hours),
        0.0,
        HOURS_OF_LEAP_YEAR,
    )?;
    let instance = instance(set, provider_word, instance_name)?;
    let place = region(set, provider_word, region_name)?;
    let share = share(set, instance, None)?;
    let years = parameter(set, "host_lifetime")?;
    let lifetime = set.component_parameter("host_lifetime").ok_or_else(|| {
        Miss::new(text!("durée de vie de l'hôte absente", "lifetime of the host missing"))
    })?;
    let life_share = Interval::exact(hours).over(years * HOURS_OF_YEAR);
    let rented = share.clone().scaled(life_share);
    let kwh_per_hour = share.watts.map(|watts| watts.0 * 0.001);
    let kwh = kwh_per_hour.map(|each| Kwh((each * hours).times(place.pue)));
    Ok(Rental { instance, place, share, lifetime, life_share, rented, kwh_per_hour, kwh })
}

/// The host with its family of processors, by name.
fn with_family(mut host: Configuration, instance: &CloudInstance) -> Configuration {
    host.cpu = CpuName { words: format!("family:{}", instance.host_family), ..CpuName::default() };
    host
}

/// The instance's share of board, supplies, case and assembly.
fn shared_by(instance: &CloudInstance) -> Interval {
    Interval::exact(f64::from(instance.vcpu)).over(instance.host_vcpu)
}

/// The power of the share: processors by virtual processors, memory and disks its own.
fn share_of_power(
    host: &[PowerPart],
    part: f64,
    around: Interval,
    ram: Interval,
    ssd: Interval,
) -> Vec<PowerPart> {
    let mut parts: Vec<PowerPart> = Vec::new();
    let mut core = Interval::ZERO;
    for one in host {
        let watts = match one.part {
            Some(Part::Cpu) => one.watts * part,
            Some(Part::Ram) => ram,
            Some(Part::Ssd) => ssd,
            Some(_) => one.watts,
            None => core.times(around),
        };
        if matches!(one.part, Some(Part::Cpu | Part::Ram)) {
            core += watts;
        }
        parts.push(PowerPart { part: one.part, watts });
    }
    parts
}

/// Lower case, letters and digits alone.
fn squeezed(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An instance's name for comparison: case left out, and Azure's `Standard_`.
fn instance_key(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_prefix("standard_").or(lower.strip_prefix("basic_")).unwrap_or(&lower);
    bare.replace([' ', '_'], "-")
}

/// A region's name for comparison; Azure shows its regions with spaces (`France Central`).
fn region_key(code: &str, name: &str) -> String {
    let lower = name.trim().to_lowercase();
    if code == "azure" { squeezed(&lower) } else { lower.replace(['_', ' '], "-") }
}

/// The region of an availability zone: `eu-west-3a`, `europe-west1-b`.
fn availability_zone<'a>(code: &str, name: &'a str) -> Option<&'a str> {
    let bare = name.strip_suffix(|c: char| c.is_ascii_lowercase())?;
    match code {
        "aws" => Some(bare).filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit())),
        "gcp" => bare.strip_suffix('-'),
        _ => None,
    }
}
