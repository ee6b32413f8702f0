//! What a Linux machine is.

use super::edid;
use super::energy;
use super::tree::Tree;
use crate::platform::{HardwareMarks, clean, mark};
use record::{Class, Display, Drive, DriveKind, Gpu, MemoryRecord, Os, ProcessorRecord, Product};

const DMI: &str = "sys/class/dmi/id";

fn dmi(tree: &Tree, file: &str) -> Option<String> {
    clean(&tree.read(&format!("{DMI}/{file}"))?)
}

/// Maker and product. The serial number is root's to read, or what root left for the agent.
pub(super) fn product(tree: &Tree) -> Product {
    let device_tree = tree.read("proc/device-tree/model").and_then(|text| clean(&text));
    Product {
        vendor: dmi(tree, "sys_vendor"),
        name: dmi(tree, "product_name").or(device_tree),
        family: dmi(tree, "product_family"),
        version: dmi(tree, "product_version"),
        sku: dmi(tree, "product_sku"),
        serial: dmi(tree, "product_serial")
            .or_else(|| clean(&tree.read("run/empreinte-agent/product_serial")?)),
    }
}

/// The hypervisor, where the processor says that there is one.
pub(super) fn hypervisor(tree: &Tree) -> Option<String> {
    let info = tree.or_empty("proc/cpuinfo");
    let flagged = info.lines().any(|line| {
        line.starts_with("flags") && line.split_whitespace().any(|flag| flag == "hypervisor")
    });
    let xen = tree.read("sys/hypervisor/type");
    let arm = tree.has("proc/device-tree/hypervisor");
    let kernel = tree.or_empty("proc/sys/kernel/osrelease");
    let wsl = kernel.to_ascii_lowercase().contains("microsoft");
    if !flagged && xen.is_none() && !arm && !wsl {
        return None;
    }
    let words = [dmi(tree, "sys_vendor"), dmi(tree, "product_name"), xen]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    let known = [
        ("vmware", "vmware"),
        ("virtualbox", "virtualbox"),
        ("innotek", "virtualbox"),
        ("microsoft", "hyper-v"),
        ("amazon", "aws"),
        ("google", "gce"),
        ("nutanix", "ahv"),
        ("xen", "xen"),
        ("qemu", "kvm"),
        ("kvm", "kvm"),
        ("openstack", "kvm"),
        ("proxmox", "kvm"),
    ];
    let named = known.into_iter().find(|(word, _)| words.contains(word)).map(|(_, name)| name);
    Some(named.unwrap_or(if wsl { "wsl" } else { "unknown" }).to_owned())
}

/// The kind of machine by its chassis, else by its battery.
pub(super) fn class(tree: &Tree, is_virtual: bool, has_battery: bool) -> Class {
    if is_virtual {
        return Class::Virtual;
    }
    let thin = ["thin client", "wyse", "igel", "t640", "t540"];
    let name = dmi(tree, "product_name").map_or_else(String::new, |name| name.to_ascii_lowercase());
    if thin.iter().any(|word| name.contains(word)) {
        return Class::ThinClient;
    }
    match tree.number(&format!("{DMI}/chassis_type")) {
        Some(8 | 9 | 10 | 11 | 14 | 30 | 31 | 32) => Class::Laptop,
        Some(3 | 4 | 5 | 6 | 7 | 15 | 16 | 24 | 35 | 36) => Class::Desktop,
        Some(13) => Class::AllInOne,
        Some(17 | 23 | 25 | 28 | 29) => Class::Server,
        _ if has_battery => Class::Laptop,
        _ => Class::Unknown,
    }
}

/// The processor as `/proc/cpuinfo` tells it.
pub(super) fn processor(tree: &Tree) -> ProcessorRecord {
    let info = tree.or_empty("proc/cpuinfo");
    let field = |line: &str, name: &str| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    };
    let first = |name: &str| info.lines().find_map(|line| field(line, name));
    let mut packages = std::collections::BTreeSet::new();
    let mut cores = std::collections::BTreeSet::new();
    let (mut threads, mut package) = (0, String::new());
    for line in info.lines() {
        if field(line, "processor").is_some() {
            threads += 1;
        } else if let Some(id) = field(line, "physical id") {
            packages.insert(id.clone());
            package = id;
        } else if let Some(id) = field(line, "core id") {
            cores.insert((package.clone(), id));
        }
    }
    let count = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
    ProcessorRecord {
        name: first("model name").or_else(|| first("Model")).and_then(|text| clean(&text)),
        vendor: first("vendor_id").and_then(|text| clean(&text)),
        sockets: count(packages.len()),
        cores: count(cores.len()),
        threads,
        tdp_w: energy::published_power(tree, &energy::zones(tree)),
    }
}

pub(super) fn memory(tree: &Tree) -> MemoryRecord {
    let info = tree.or_empty("proc/meminfo");
    let kib = info.lines().find_map(|line| {
        line.strip_prefix("MemTotal:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
    });
    // Modules are told by SMBIOS to root alone.
    MemoryRecord { total_mib: kib.map_or(0, |kib| kib / 1024), modules: Vec::new() }
}

/// Physical drives: not partitions, nor what is made of them. A hypervisor's drive is virtual,
/// whatever it says of its platters.
pub(super) fn drives(tree: &Tree, is_virtual: bool) -> Vec<Drive> {
    let mut drives = Vec::new();
    for name in tree.names("sys/block") {
        let path = format!("sys/block/{name}");
        let made_up = ["loop", "ram", "zram", "dm-", "md", "sr", "fd", "nbd", "mtd"];
        if made_up.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let Some(sectors) = tree.number(&format!("{path}/size")).filter(|n| *n > 0) else {
            continue;
        };
        if tree.number(&format!("{path}/removable")) == Some(1) {
            continue;
        }
        let emulated = is_virtual || name.starts_with("vd") || name.starts_with("xvd");
        let kind = match tree.number(&format!("{path}/queue/rotational")) {
            _ if emulated => DriveKind::Virtual,
            Some(0) => DriveKind::Ssd,
            Some(1) => DriveKind::Hdd,
            _ => DriveKind::Unknown,
        };
        let model = tree.read(&format!("{path}/device/model")).and_then(|text| clean(&text));
        drives.push(Drive { kind, model, size_gb: (sectors * 512 + 500_000_000) / 1_000_000_000 });
        if drives.len() == 32 {
            break;
        }
    }
    drives
}

pub(super) fn displays(tree: &Tree) -> Vec<Display> {
    let connected = tree.names("sys/class/drm").into_iter().filter(|name| name.contains('-'));
    connected
        .filter_map(|name| {
            let bytes = tree.bytes(&format!("sys/class/drm/{name}/edid")).ok()?;
            let internal = ["-eDP-", "-LVDS-", "-DSI-"].iter().any(|kind| name.contains(kind));
            edid::display(&bytes, internal)
        })
        .take(16)
        .collect()
}

/// By what the bus says of them; nothing wakes a sleeping one.
pub(super) fn gpus(tree: &Tree) -> Vec<Gpu> {
    let cards = tree.names("sys/class/drm").into_iter().filter(|name| {
        name.strip_prefix("card").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
    });
    cards
        .filter_map(|name| {
            let id = |file: &str| {
                let text = tree.read(&format!("sys/class/drm/{name}/device/{file}"))?;
                clean(text.trim_start_matches("0x"))
            };
            Some(Gpu { vendor: id("vendor")?, model: id("device")? })
        })
        .take(16)
        .collect()
}

pub(super) fn os(tree: &Tree) -> Os {
    let own = tree.read("etc/os-release");
    let release = own.unwrap_or_else(|| tree.or_empty("usr/lib/os-release"));
    let field = |name: &str| {
        let value = release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        clean(value?.trim_matches(['"', '\'']))
    };
    Os {
        family: field("ID"),
        name: field("PRETTY_NAME"),
        version: field("VERSION_ID"),
        kernel: tree.read("proc/sys/kernel/osrelease").and_then(|text| clean(&text)),
        arch: Some(std::env::consts::ARCH.to_owned()),
    }
}

/// What tells this machine from a copy of its disk.
pub(super) fn marks(tree: &Tree) -> HardwareMarks {
    let physical = |name: &String| tree.has(&format!("sys/class/net/{name}/device"));
    let address = |name: String| {
        let text = tree.read(&format!("sys/class/net/{name}/address"))?;
        let real = text.bytes().any(|b| b.is_ascii_hexdigit() && b != b'0');
        real.then(|| mark("adapter", &text))
    };
    HardwareMarks {
        board: dmi(tree, "product_uuid").map(|text| mark("board", &text)),
        adapters: tree
            .names("sys/class/net")
            .into_iter()
            .filter(physical)
            .filter_map(address)
            .take(16)
            .collect(),
    }
}
