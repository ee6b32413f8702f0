//! What agents say of their machines, as rows of the canonical inventory.

use super::{Exported, Sites, equipment_id};
use crate::store::{EnrolledAgent, StoreEntry};
use ground::table::{CsvDialect, CsvOut, made_visible};
use inventory::most_worn;
use record::{AgentId, Class, DriveKind, Inventory, Os, RecordDay};
use std::collections::BTreeMap;

const HEADINGS: [&str; 16] = [
    "equipment_id",
    "equipment_type",
    "manufacturer",
    "model",
    "serial",
    "status",
    "site",
    "cpu_model",
    "cpu_count",
    "ram_gb",
    "ssd_gb",
    "hdd_gb",
    "screen_size_in",
    "os",
    "last_seen",
    "battery_health_pct",
];

/// The rows of every machine and its screens; `seen` has when each was last heard of.
pub(super) fn csv(
    machines: &[StoreEntry],
    (agents, seen): (&[EnrolledAgent], &BTreeMap<AgentId, i32>),
    sites: &Sites,
    told: &mut Exported,
) -> Vec<u8> {
    let site_of: BTreeMap<&AgentId, &str> =
        agents.iter().map(|agent| (&agent.id, sites.shown(&agent.site))).collect();
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &HEADINGS) else {
        return Vec::new();
    };
    for kept in machines {
        let Some(machine) = machine(kept) else { continue };
        let site = site_of.get(&kept.agent).copied().unwrap_or("");
        told.machines += 1;
        let last = seen.get(&kept.agent).copied();
        row(&mut out, &equipment_id(&kept.agent), &machine, (site, last));
        let screens = machine.displays.iter().filter(|display| !display.internal);
        for (at, screen) in screens.enumerate() {
            told.screens += 1;
            let id = format!("{}-screen-{}", equipment_id(&kept.agent), at + 1);
            out.text(&id).text("monitor").text(&shown(&screen.vendor));
            out.text(&shown(screen.name.as_deref().unwrap_or("")))
                .text("")
                .text("in_service")
                .text(site);
            for _ in 0..5 {
                out.text("");
            }
            out.maybe(screen.diagonal_tenths_in.map(|tenths| f64::from(tenths) / 10.0));
            out.text("").text("").text("");
            // Memory takes every row.
            let _ = out.end();
        }
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}

/// A word as it is read in any file: without what cannot be seen, or turns a line round.
pub(super) fn shown(word: &str) -> String {
    String::from_utf8_lossy(&made_visible(word.as_bytes().to_vec())).into_owned()
}

/// What a machine's record says.
pub(super) fn machine(kept: &StoreEntry) -> Option<Inventory> {
    serde_json::from_str(&kept.body).ok()
}

fn row(
    out: &mut CsvOut<Vec<u8>>,
    id: &str,
    machine: &Inventory,
    (site, seen): (&str, Option<i32>),
) {
    let word = |word: &Option<String>| word.iter().map(|word| shown(word)).collect::<String>();
    let product = &machine.product;
    let lenovo = product.vendor.as_deref().is_some_and(|v| v.eq_ignore_ascii_case("lenovo"));
    // Lenovo writes the name where others write the version.
    let model = match &product.version {
        Some(version) if lenovo && version.len() > 3 => shown(version),
        _ => word(&product.name),
    };
    out.text(id).text(type_of(machine.class)).text(&word(&product.vendor)).text(&model);
    out.text(&word(&product.serial)).text("in_service").text(site);
    out.text(&word(&machine.processor.name)).maybe(machine.processor.sockets.map(f64::from));
    let modules: u64 = machine.memory.modules.iter().map(|module| module.size_mib).sum();
    let mib = if modules > 0 { modules } else { machine.memory.total_mib };
    // What a system sees is a little less than what is there.
    out.maybe((mib > 0).then(|| (mib as f64 / 1024.0).ceil()));
    for kind in [DriveKind::Ssd, DriveKind::Hdd] {
        let own = machine.drives.iter().filter(|drive| drive.kind == kind);
        let gigabytes: u64 = own.map(|drive| drive.size_gb).sum();
        out.maybe((gigabytes > 0).then_some(gigabytes as f64));
    }
    let seen =
        seen.and_then(RecordDay::from_number).map_or_else(String::new, |day| day.to_string());
    out.text("").text(&system(&machine.os)).text(&seen);
    out.maybe(most_worn(batteries(machine).map(|(told, _)| told)));
    // Memory takes every row.
    let _ = out.end();
}

/// What each battery held when new and holds now, with its cycles, where it says both.
pub(super) fn batteries(machine: &Inventory) -> impl Iterator<Item = ((f64, f64), Option<u32>)> {
    let told = machine.batteries.iter();
    told.filter_map(|one| Some(((one.design_wh?, one.full_wh?), one.cycles)))
}

/// The system by its name, which holds its version; `Debian GNU/Linux 12` as lists of ends of
/// support have it.
fn system(os: &Os) -> String {
    let own = |word: &Option<String>| word.iter().map(|word| shown(word)).collect::<String>();
    match own(&os.name).replace("GNU/Linux ", "") {
        name if name.is_empty() => {
            format!("{} {}", own(&os.family), own(&os.version)).trim().to_owned()
        }
        name => name,
    }
}

/// The word of a class; what is not known is said by the model, or set aside by the walk.
fn type_of(class: Class) -> &'static str {
    match class {
        Class::Laptop => "laptop",
        Class::Desktop => "desktop",
        Class::AllInOne => "all_in_one",
        Class::ThinClient => "thin_client",
        Class::Server => "server",
        Class::Virtual => "virtual machine",
        Class::Unknown => "computer",
    }
}

/// The code of a class, for summaries.
pub(super) fn class_code(class: Class) -> &'static str {
    match class {
        Class::Virtual => "virtual",
        Class::Unknown => "unknown",
        known => type_of(known),
    }
}
