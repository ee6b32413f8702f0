//! Machines made up from the kernel's documented files.

use super::Linux;
use crate::platform::{Access, Counter, Load, Platform, Power};
use record::{Class, DriveKind};
use std::path::Path;
use tempfile::TempDir;

/// A machine of so many files.
fn machine(files: &[(&str, &str)]) -> (TempDir, Linux) {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(root.path(), path, text.as_bytes());
    }
    let linux = Linux::new(root.path(), None);
    (root, linux)
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    use std::os::unix::fs::PermissionsExt;
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
}

const CPU: &str = "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz\nphysical id\t: 0\ncore id\t: 0\nflags\t: fpu sse2\n\nprocessor\t: 1\nphysical id\t: 0\ncore id\t: 0\n\nprocessor\t: 2\nphysical id\t: 0\ncore id\t: 1\n\nprocessor\t: 3\nphysical id\t: 0\ncore id\t: 1\n";

fn laptop() -> Vec<(&'static str, &'static str)> {
    vec![
        ("proc/cpuinfo", CPU),
        ("proc/meminfo", "MemTotal:       16177000 kB\nMemFree: 1 kB\n"),
        ("proc/stat", "cpu  100 20 30 800 40 5 5 7 0 0\ncpu0 1 2 3\n"),
        ("proc/uptime", "1000.50 800.10\n"),
        ("sys/class/dmi/id/chassis_type", "10\n"),
        ("sys/class/dmi/id/sys_vendor", "EXEMPLE\n"),
        ("sys/class/dmi/id/product_name", "Portable 14 G2\n"),
        ("sys/class/dmi/id/product_serial", "Default string\n"),
        ("sys/class/powercap/intel-rapl:0/name", "package-0\n"),
        ("sys/class/powercap/intel-rapl:0/energy_uj", "5000000\n"),
        ("sys/class/powercap/intel-rapl:0/max_energy_range_uj", "262143328850\n"),
        ("sys/class/powercap/intel-rapl:0/constraint_0_name", "long_term\n"),
        ("sys/class/powercap/intel-rapl:0/constraint_0_max_power_uw", "15000000\n"),
        ("sys/class/powercap/intel-rapl:0:0/name", "core\n"),
        ("sys/class/powercap/intel-rapl:0:0/energy_uj", "1000000\n"),
        ("sys/class/powercap/intel-rapl:0:1/name", "dram\n"),
        ("sys/class/powercap/intel-rapl:0:1/energy_uj", "700000\n"),
        ("sys/class/powercap/intel-rapl:1/name", "psys\n"),
        ("sys/class/powercap/intel-rapl:1/energy_uj", "9000000\n"),
        ("sys/class/powercap/intel-rapl-mmio:0/name", "package-0\n"),
        ("sys/class/powercap/intel-rapl-mmio:0/energy_uj", "5000000\n"),
        ("sys/class/power_supply/BAT0/type", "Battery\n"),
        ("sys/class/power_supply/BAT0/status", "Discharging\n"),
        ("sys/class/power_supply/BAT0/charge_now", "3000000\n"),
        ("sys/class/power_supply/BAT0/charge_full", "3500000\n"),
        ("sys/class/power_supply/BAT0/charge_full_design", "5000000\n"),
        ("sys/class/power_supply/BAT0/voltage_min_design", "11400000\n"),
        ("sys/class/power_supply/BAT0/cycle_count", "0\n"),
        ("sys/class/power_supply/hidpp_battery_0/type", "Battery\n"),
        ("sys/class/power_supply/hidpp_battery_0/scope", "Device\n"),
        ("sys/class/power_supply/hidpp_battery_0/status", "Discharging\n"),
        ("sys/block/nvme0n1/size", "1000215216\n"),
        ("sys/block/nvme0n1/queue/rotational", "0\n"),
        ("sys/block/nvme0n1/device/model", "EXEMPLE SSD 512\n"),
        ("sys/block/loop0/size", "8\n"),
        ("sys/class/net/wlan0/address", "02:00:00:00:00:01\n"),
        ("sys/class/net/wlan0/device/vendor", "0x8086\n"),
        ("sys/class/net/docker0/address", "02:42:00:00:00:01\n"),
        (
            "etc/os-release",
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n",
        ),
    ]
}

#[test]
fn a_bare_virtual_machine_starts_and_says_what_it_is() {
    let (_root, mut linux) = machine(&[
        ("proc/cpuinfo", "processor : 0\nmodel name : AMD EPYC\nflags : fpu hypervisor\n"),
        ("proc/stat", "cpu  1 0 1 10 0 0 0 5\n"),
        ("sys/block/vda/size", "20971520\n"),
        ("sys/block/vda/queue/rotational", "1\n"),
        ("tmp/sysinfo/model", "Written by anyone\n"),
    ]);
    let machine = linux.machine();
    assert_eq!(machine.class, Class::Virtual);
    assert_eq!(machine.hypervisor.as_deref(), Some("unknown"));
    assert_eq!(machine.product.name, None);
    assert_eq!(machine.drives[0].kind, DriveKind::Virtual);
    assert_eq!(machine.sources.rapl, Access::Absent);
    assert_eq!(machine.sources.battery, Access::Absent);
    assert_eq!(linux.sample(true).load, Some(Load::Ticks { busy: 2, idle: 10, stolen: 5 }));
}

#[test]
fn a_machine_of_no_file_at_all_starts_too() {
    let (_root, mut linux) = machine(&[]);
    let machine = linux.machine();
    assert_eq!(machine.class, Class::Unknown);
    assert_eq!(machine.processor.threads, 0);
    let sample = linux.sample(true);
    assert_eq!(sample.load, None);
    assert_eq!(sample.power, Power::Mains);
    assert_eq!(linux.clocks().asleep_ms, 0);
}

#[test]
fn a_laptop_tells_its_parts_and_its_counters() {
    let (root, mut linux) = machine(&laptop());
    let edid = super::edid::tests::invented();
    write(root.path(), "sys/class/drm/card0-DP-1/edid", &edid);
    write(root.path(), "sys/class/drm/card0-eDP-1/edid", &edid);
    write(root.path(), "sys/class/drm/card0-HDMI-A-1/edid", b"");
    write(root.path(), "sys/class/drm/card0/device/vendor", b"0x8086\n");
    write(root.path(), "sys/class/drm/card0/device/device", b"0x5917\n");
    let machine = linux.machine();
    assert_eq!(machine.class, Class::Laptop);
    assert_eq!(machine.hypervisor, None);
    assert_eq!(machine.product.vendor.as_deref(), Some("EXEMPLE"));
    assert_eq!(machine.product.serial, None, "a placeholder");
    let processor = &machine.processor;
    assert_eq!((processor.sockets, processor.cores, processor.threads), (Some(1), Some(2), 4));
    assert_eq!(processor.tdp_w, Some(15));
    assert_eq!(machine.memory.total_mib, 15_797);
    assert_eq!(machine.drives.len(), 1);
    assert_eq!((machine.drives[0].kind, machine.drives[0].size_gb), (DriveKind::Ssd, 512));
    let inside: Vec<bool> = machine.displays.iter().map(|display| display.internal).collect();
    assert_eq!(inside, [false, true]);
    assert_eq!(machine.gpus[0].model, "5917");
    // 5 Ah × 11.4 V = 57 Wh when new, 3.5 Ah × 11.4 V = 39.9 Wh now; the mouse's is not its own.
    assert_eq!(machine.batteries.len(), 1);
    assert_eq!(machine.batteries[0].design_wh, Some(57.0));
    assert_eq!(machine.batteries[0].full_wh, Some(39.9));
    assert_eq!(machine.batteries[0].cycles, None, "0 is how firmware says that it does not count");
    assert_eq!(machine.os.family.as_deref(), Some("debian"));
    assert_eq!(machine.marks.adapters.len(), 1, "a bridge is no hardware");

    let sample = linux.sample(true);
    assert_eq!(sample.power, Power::Battery);
    // Once, though a second interface shows the same package; and no core on top.
    assert_eq!(sample.packages, [Counter { microjoules: 5_000_000, range: 262_143_328_850 }]);
    assert_eq!(sample.dram.len(), 1);
    assert_eq!(sample.psys.unwrap().microjoules, 9_000_000);
    assert!((sample.battery_wh.unwrap() - 34.2).abs() < 1e-9);
    assert_eq!(linux.sample(false).battery_wh, None);
}

#[test]
fn counters_that_are_roots_are_said_to_be_forbidden() {
    use std::os::unix::fs::PermissionsExt;
    let (root, _) = machine(&laptop());
    // World-writable here, in place of unreadable: tests may run as root, who reads all.
    let path = root.path().join("sys/class/powercap/intel-rapl:0/energy_uj");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666)).unwrap();
    let mut linux = Linux::new(root.path(), None);
    assert_eq!(linux.machine().sources.rapl, Access::Forbidden);
    assert_eq!(linux.sample(true).packages, []);
    // Who reads no energy still knows the published power.
    assert_eq!(linux.machine().processor.tdp_w, Some(15));
}

#[test]
fn a_meter_is_the_power_meter_and_no_part() {
    let (root, _) = machine(&[
        ("sys/class/hwmon/hwmon0/name", "amdgpu\n"),
        ("sys/class/hwmon/hwmon0/power1_average", "30000000\n"),
        ("sys/class/hwmon/hwmon1/name", "power_meter\n"),
        ("sys/class/hwmon/hwmon1/power1_average", "212000000\n"),
    ]);
    let mut linux = Linux::new(root.path(), None);
    assert_eq!(linux.sample(false).meter_w, Some(212.0));
    assert_eq!(linux.machine().sources.meter, Access::Read);
}

#[test]
fn a_meter_file_is_believed_while_it_is_fresh_and_nobody_elses() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("watts");
    write(root.path(), "watts", b"87.5\n");
    let mut linux = Linux::new(root.path(), Some(path.clone()));
    assert_eq!(linux.sample(false).meter_w, Some(87.5));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(linux.sample(false).meter_w, None);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(301);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    assert_eq!(linux.sample(false).meter_w, None);
}

#[test]
fn hypervisors_are_named_by_what_they_say() {
    for (vendor, name, said) in [
        ("VMware, Inc.", "VMware Virtual Platform", "vmware"),
        ("QEMU", "Standard PC (Q35 + ICH9, 2009)", "kvm"),
        ("Microsoft Corporation", "Virtual Machine", "hyper-v"),
        ("innotek GmbH", "VirtualBox", "virtualbox"),
        ("Amazon EC2", "t3.micro", "aws"),
    ] {
        let (_root, mut linux) = machine(&[
            ("proc/cpuinfo", "processor : 0\nflags : hypervisor\n"),
            ("sys/class/dmi/id/sys_vendor", vendor),
            ("sys/class/dmi/id/product_name", name),
            ("sys/class/dmi/id/chassis_type", "1\n"),
        ]);
        assert_eq!(linux.machine().hypervisor.as_deref(), Some(said));
    }
}
