//! Energy as Linux tells it: RAPL zones, power meters, batteries.

use super::tree::{Silence, Tree};
use crate::platform::{Access, Counter, Power};
use record::Battery;

const POWERCAP: &str = "sys/class/powercap";
const SUPPLIES: &str = "sys/class/power_supply";
const HWMON: &str = "sys/class/hwmon";

/// What a RAPL zone counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RaplZone {
    Package,
    Dram,
    Psys,
}

/// Zones by kind, with their folder. Cores and graphics are within the package and not added.
pub(super) fn zones(tree: &Tree) -> Vec<(RaplZone, String)> {
    let mut found: Vec<(RaplZone, String)> = Vec::new();
    for name in tree.names(POWERCAP) {
        // The same zones once more, by memory-mapped registers.
        if !name.starts_with("intel-rapl:") {
            continue;
        }
        let path = format!("{POWERCAP}/{name}");
        let Some(label) = tree.read(&format!("{path}/name")) else { continue };
        let zone = match label.as_str() {
            "psys" => RaplZone::Psys,
            "dram" => RaplZone::Dram,
            label if label.starts_with("package") => RaplZone::Package,
            _ => continue,
        };
        found.push((zone, path));
    }
    found
}

/// A zone's counter.
pub(super) fn counter(tree: &Tree, path: &str) -> Result<Counter, Silence> {
    let text = tree.text(&format!("{path}/energy_uj"))?;
    let microjoules = text.trim().parse().map_err(|_| Silence::Absent)?;
    let range = tree.number(&format!("{path}/max_energy_range_uj")).unwrap_or(0);
    Ok(Counter { microjoules, range })
}

/// Whether the zones of a kind can be read.
pub(super) fn access(tree: &Tree, zones: &[(RaplZone, String)], kind: RaplZone) -> Access {
    let mut of_kind = zones.iter().filter(|(zone, _)| *zone == kind).peekable();
    if of_kind.peek().is_none() {
        return Access::Absent;
    }
    let read = |(_, path): &(RaplZone, String)| counter(tree, path).is_ok();
    if of_kind.all(read) { Access::Read } else { Access::Forbidden }
}

/// The published power that the firmware tells of the first package, W.
pub(super) fn published_power(tree: &Tree, zones: &[(RaplZone, String)]) -> Option<u32> {
    let (_, path) = zones.iter().find(|(zone, _)| *zone == RaplZone::Package)?;
    let label = tree.read(&format!("{path}/constraint_0_name"))?;
    let microwatts = tree.number(&format!("{path}/constraint_0_max_power_uw"))?;
    let watts = u32::try_from(microwatts / 1_000_000).ok()?;
    (label == "long_term" && (1..=1000).contains(&watts)).then_some(watts)
}

/// The file that a power meter of the whole machine gives its watts in.
pub(super) fn meter(tree: &Tree) -> Option<String> {
    tree.names(HWMON).into_iter().find_map(|name| {
        let path = format!("{HWMON}/{name}");
        // ACPI's meter, and OPAL's of the whole system; a GPU's or a drive's is a part.
        if tree.read(&format!("{path}/name"))? != "power_meter" {
            return None;
        }
        ["power1_average", "power1_input"]
            .map(|file| format!("{path}/{file}"))
            .into_iter()
            .find(|file| tree.number(file).is_some())
    })
}

/// Watts of a meter.
pub(super) fn meter_watts(tree: &Tree, file: &str) -> Option<f64> {
    let watts = tree.number(file)? as f64 / 1e6;
    (watts > 0.0 && watts < 100_000.0).then_some(watts)
}

/// The folders of the machine's own batteries: not those of a mouse or headset.
pub(super) fn batteries(tree: &Tree) -> Vec<String> {
    let own = |path: &String| {
        tree.read(&format!("{path}/type")).as_deref() == Some("Battery")
            && tree.read(&format!("{path}/scope")).as_deref() != Some("Device")
            && tree.read(&format!("{path}/present")).as_deref() != Some("0")
    };
    tree.names(SUPPLIES).into_iter().map(|name| format!("{SUPPLIES}/{name}")).filter(own).collect()
}

/// Where the power comes from: a battery that gives, or no mains where one could be.
pub(super) fn power(tree: &Tree, batteries: &[String]) -> Power {
    let gives =
        |path: &String| tree.read(&format!("{path}/status")).as_deref() == Some("Discharging");
    if batteries.iter().any(gives) { Power::Battery } else { Power::Mains }
}

/// Watt-hours of a battery by energy, or by charge and voltage.
fn watt_hours(tree: &Tree, path: &str, what: &str) -> Option<f64> {
    if let Some(energy) = tree.number(&format!("{path}/energy_{what}")) {
        return Some(energy as f64 / 1e6);
    }
    let charge = tree.number(&format!("{path}/charge_{what}"))? as f64 / 1e6;
    // The design voltage: the present one falls as the battery empties.
    let voltage = tree
        .number(&format!("{path}/voltage_min_design"))
        .or_else(|| tree.number(&format!("{path}/voltage_now")))? as f64
        / 1e6;
    Some(charge * voltage)
}

/// What the batteries hold together now; none where one of them does not say.
pub(super) fn held(tree: &Tree, batteries: &[String]) -> Option<f64> {
    if batteries.is_empty() {
        return None;
    }
    batteries.iter().map(|path| watt_hours(tree, path, "now")).sum()
}

/// A battery's age.
pub(super) fn battery(tree: &Tree, path: &str) -> Battery {
    let sound = |wh: f64| (wh > 0.0 && wh < 10_000.0).then_some(crate::spool::round(wh, 1));
    let cycles = tree.number(&format!("{path}/cycle_count"));
    Battery {
        design_wh: watt_hours(tree, path, "full_design").and_then(sound),
        full_wh: watt_hours(tree, path, "full").and_then(sound),
        // 0 is how firmware says that it does not count.
        cycles: cycles.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0),
    }
}
