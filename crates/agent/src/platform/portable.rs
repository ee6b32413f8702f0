//! Every system but Linux, by sysinfo and starship-battery: load, battery, product, drives.
//!
//! Compiled and linked for Windows; never run there. It opens no sensor that keeps a graphics
//! processor awake, and asks for no right that a service account lacks.

use super::{
    Access, Clocks, CounterSample, HardwareMarks, Load, Machine, Platform, Power, Sources, clean,
    mark,
};
use record::{Battery, Class, Drive, DriveKind, MemoryRecord, Os, ProcessorRecord, Product};
use starship_battery::units::energy::watt_hour;
use starship_battery::{Manager, State};
use std::time::Instant;
use sysinfo::{DiskKind, Disks, System};

/// A gap between two looks at the clock that the agent's own pace does not explain: sleep. The
/// clock of these systems goes on in it.
const GAP_MS: u64 = 90_000;

/// A machine as sysinfo knows it.
pub struct Portable {
    system: Option<System>,
    manager: Option<Manager>,
    last: Instant,
    awake_ms: u64,
    asleep_ms: u64,
    /// sysinfo's first load is the mean since start: it is no load of now.
    warm: bool,
}

impl std::fmt::Debug for Portable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Portable").field("warm", &self.warm).finish_non_exhaustive()
    }
}

impl Default for Portable {
    fn default() -> Self {
        Self::new()
    }
}

impl Portable {
    /// This machine.
    pub fn new() -> Self {
        Self {
            system: System::new().ok(),
            manager: Manager::new().ok(),
            last: Instant::now(),
            awake_ms: 0,
            asleep_ms: 0,
            warm: false,
        }
    }

    fn batteries(&self) -> Vec<starship_battery::Battery> {
        let found = self.manager.as_ref().and_then(|manager| manager.batteries().ok());
        found.into_iter().flatten().filter_map(Result::ok).collect()
    }

    fn product() -> Product {
        let text = |found: Result<String, sysinfo::Error>| clean(&found.ok()?);
        Product {
            vendor: text(sysinfo::Product::vendor_name()),
            name: text(sysinfo::Product::name()),
            family: text(sysinfo::Product::family()),
            version: text(sysinfo::Product::version()),
            sku: text(sysinfo::Product::stock_keeping_unit()),
            serial: text(sysinfo::Product::serial_number()),
        }
    }

    fn processor(&mut self) -> ProcessorRecord {
        let Some(system) = &mut self.system else { return ProcessorRecord::default() };
        system.refresh_cpu_all();
        let first = system.cpus().first();
        let cores = System::physical_core_count().ok();
        ProcessorRecord {
            name: first.and_then(|cpu| clean(cpu.brand())),
            vendor: first.and_then(|cpu| clean(cpu.vendor_id())),
            sockets: None,
            cores: cores.and_then(|n| u32::try_from(n).ok()),
            threads: u32::try_from(system.cpus().len()).unwrap_or(0),
            tdp_w: None,
        }
    }
}

/// A hypervisor by the names that virtual machines bear.
fn hypervisor(product: &Product) -> Option<String> {
    let words = [&product.vendor, &product.name]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    [
        ("vmware", "vmware"),
        ("virtualbox", "virtualbox"),
        ("virtual machine", "hyper-v"),
        ("qemu", "kvm"),
        ("kvm", "kvm"),
        ("xen", "xen"),
        ("parallels", "parallels"),
        ("amazon ec2", "aws"),
        ("google compute", "gce"),
    ]
    .into_iter()
    .find(|(word, _)| words.contains(word))
    .map(|(_, name)| name.to_owned())
}

fn drives(is_virtual: bool) -> Vec<Drive> {
    let Ok(disks) = Disks::new_with_refreshed_list() else { return Vec::new() };
    // Volumes, not drives: their model is not told.
    disks
        .iter()
        .filter(|disk| !disk.is_removable() && disk.total_space() > 0)
        .map(|disk| Drive {
            kind: match disk.kind() {
                _ if is_virtual => DriveKind::Virtual,
                DiskKind::SSD => DriveKind::Ssd,
                DiskKind::HDD => DriveKind::Hdd,
                DiskKind::Unknown(_) => DriveKind::Unknown,
            },
            model: None,
            size_gb: (disk.total_space() + 500_000_000) / 1_000_000_000,
        })
        .take(32)
        .collect()
}

impl Platform for Portable {
    fn machine(&mut self) -> Machine {
        let product = Self::product();
        let hypervisor = hypervisor(&product);
        let is_virtual = hypervisor.is_some();
        let found = self.batteries();
        let watt_hours = |energy: starship_battery::units::Energy| {
            let wh = f64::from(energy.get::<watt_hour>());
            (wh > 0.0 && wh < 10_000.0).then(|| crate::spool::round(wh, 1))
        };
        let batteries: Vec<Battery> = found
            .iter()
            .map(|battery| Battery {
                design_wh: watt_hours(battery.energy_full_design()),
                full_wh: watt_hours(battery.energy_full()),
                cycles: battery.cycle_count().filter(|n| *n > 0),
            })
            .collect();
        let class = match (is_virtual, batteries.is_empty()) {
            (true, _) => Class::Virtual,
            (false, false) => Class::Laptop,
            (false, true) => Class::Unknown,
        };
        let processor = self.processor();
        let total = self.system.as_mut().map_or(0, |system| {
            system.refresh_memory();
            system.total_memory()
        });
        let text = |found: Result<String, sysinfo::Error>| clean(&found.ok()?);
        let board = sysinfo::Product::uuid().ok().and_then(|text| clean(&text));
        Machine {
            class,
            hypervisor,
            product,
            processor,
            memory: MemoryRecord { total_mib: total / (1024 * 1024), modules: Vec::new() },
            drives: drives(is_virtual),
            displays: Vec::new(),
            gpus: Vec::new(),
            os: Os {
                family: clean(&System::distribution_id()),
                name: text(System::long_os_version()),
                version: text(System::os_version()),
                kernel: text(System::kernel_version()),
                arch: clean(&System::cpu_arch()),
            },
            sources: Sources {
                meter: Access::Absent,
                psys: Access::Absent,
                rapl: Access::Absent,
                battery: if batteries.is_empty() { Access::Absent } else { Access::Read },
                load: if self.system.is_some() { Access::Read } else { Access::Absent },
            },
            batteries,
            marks: HardwareMarks {
                board: board.map(|text| mark("board", &text)),
                adapters: Vec::new(),
            },
        }
    }

    fn sample(&mut self, with_battery: bool) -> CounterSample {
        let warm = std::mem::replace(&mut self.warm, true);
        let load = self.system.as_mut().map(|system| {
            system.refresh_cpu_usage();
            f64::from(system.global_cpu_usage()) / 100.0
        });
        let mut sample = CounterSample {
            load: load.filter(|_| warm).map(Load::Mean),
            ..CounterSample::default()
        };
        let found = self.batteries();
        if found.iter().any(|battery| battery.state() == State::Discharging) {
            sample.power = Power::Battery;
        }
        if with_battery && !found.is_empty() {
            let held = found.iter().map(|battery| f64::from(battery.energy().get::<watt_hour>()));
            sample.battery_wh = Some(held.sum());
        }
        sample
    }

    fn clocks(&mut self) -> Clocks {
        let now = Instant::now();
        let gone = u64::try_from((now - self.last).as_millis()).unwrap_or(u64::MAX);
        self.last = now;
        if gone > GAP_MS {
            self.asleep_ms += gone;
        } else {
            self.awake_ms += gone;
        }
        let boot = System::boot_time().map_or_else(|_| String::new(), |at| at.to_string());
        Clocks { awake_ms: self.awake_ms, asleep_ms: self.asleep_ms, boot: mark("boot", &boot) }
    }
}

#[cfg(test)]
mod tests {
    use super::Portable;
    use crate::platform::{Load, Platform};

    #[test]
    fn this_machine_tells_its_memory_and_a_load_between_nothing_and_all() {
        let mut here = Portable::new();
        assert!(here.machine().memory.total_mib > 64);
        assert_eq!(here.sample(true).load, None, "the first is the mean since start");
        std::thread::sleep(std::time::Duration::from_millis(300));
        let Some(Load::Mean(load)) = here.sample(false).load else { panic!("no load") };
        assert!((0.0..=1.0).contains(&load), "{load}");
        let (first, second) = (here.clocks(), here.clocks());
        assert!(second.awake_ms >= first.awake_ms && first.boot == second.boot);
    }
}
