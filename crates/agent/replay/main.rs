//! A day replayed, for counting what it costs: 8,640 samples of a laptop's files, a checkpoint
//! every five minutes, its record closed and its body made. `replay FOLDER`, an empty one.
//!
//! The files are written here from the kernel's documented formats; only time is a script's.

use empreinte_agent::agent::{Agent, Pace, Settings, Wall};
use empreinte_agent::delivery::gzip;
use empreinte_agent::platform::linux::Linux;
use empreinte_agent::platform::{Clocks, CounterSample, Machine, Platform};
use empreinte_agent::spool::disk::DiskFolder;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The real platform, on a script's time.
struct Replayed {
    linux: Linux,
    at_ms: u64,
}

impl Platform for Replayed {
    fn machine(&mut self) -> Machine {
        self.linux.machine()
    }

    fn sample(&mut self, with_battery: bool) -> CounterSample {
        self.linux.sample(with_battery)
    }

    fn clocks(&mut self) -> Clocks {
        // Asked too, so that its cost counts.
        let real = self.linux.clocks();
        Clocks { awake_ms: self.at_ms, asleep_ms: 0, boot: real.boot }
    }
}

const FILES: [(&str, &str); 20] = [
    (
        "proc/cpuinfo",
        "processor : 0\nmodel name : Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz\nflags : fpu\n",
    ),
    ("proc/meminfo", "MemTotal: 16177000 kB\n"),
    ("proc/uptime", "1000.50 800.10\n"),
    ("proc/sys/kernel/random/boot_id", "11111111-2222-3333-4444-555555555555\n"),
    ("sys/class/dmi/id/chassis_type", "10\n"),
    ("sys/class/dmi/id/product_name", "Portable 14\n"),
    ("sys/class/powercap/intel-rapl:0/name", "package-0\n"),
    ("sys/class/powercap/intel-rapl:0/max_energy_range_uj", "262143328850\n"),
    ("sys/class/powercap/intel-rapl:0:1/name", "dram\n"),
    ("sys/class/powercap/intel-rapl:0:1/max_energy_range_uj", "65532610987\n"),
    ("sys/class/powercap/intel-rapl:1/name", "psys\n"),
    ("sys/class/powercap/intel-rapl:1/max_energy_range_uj", "262143328850\n"),
    ("sys/class/power_supply/BAT0/type", "Battery\n"),
    ("sys/class/power_supply/BAT0/status", "Discharging\n"),
    ("sys/class/power_supply/BAT0/energy_full", "50000000\n"),
    ("sys/class/power_supply/BAT0/energy_full_design", "57000000\n"),
    ("sys/class/net/wlan0/address", "02:00:00:00:00:01\n"),
    ("sys/class/net/wlan0/device/vendor", "0x8086\n"),
    ("sys/block/nvme0n1/size", "1000215216\n"),
    ("etc/os-release", "ID=debian\nVERSION_ID=12\n"),
];

fn write(root: &Path, path: &str, text: &str) -> std::io::Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn counters(root: &Path, second: u64) -> std::io::Result<()> {
    let busy = second * 30;
    let cpu = format!("cpu  {busy} 0 {busy} {} 0 0 0 0 0 0\n", second * 740);
    // As long as on a machine of eight threads.
    let threads = "cpu0 1 2 3 4 5 6 7 0 0 0\n".repeat(8);
    write(root, "proc/stat", &format!("{cpu}{threads}intr 1 2 3\nbtime 1\n"))?;
    for (zone, watts) in [("intel-rapl:0", 5), ("intel-rapl:0:1", 1), ("intel-rapl:1", 9)] {
        let path = format!("sys/class/powercap/{zone}/energy_uj");
        write(root, &path, &format!("{}\n", second * watts * 1_000_000))?;
    }
    let held = 50_000_000_u64.saturating_sub(second * 500);
    write(root, "sys/class/power_supply/BAT0/energy_now", &format!("{held}\n"))
}

fn main() -> Result<(), Box<dyn Error>> {
    let place = PathBuf::from(std::env::args().nth(1).ok_or("replay FOLDER")?);
    let root = place.join("root");
    for (path, text) in FILES {
        write(&root, path, text)?;
    }
    counters(&root, 0)?;
    let soon = Pace { start_ms: 0, spread_ms: 0, ..Pace::default() };
    let settings = Settings { pace: soon, ..Settings::default() };
    let platform = Replayed { linux: Linux::new(&root, None), at_ms: 0 };
    let mut agent = Agent::open(platform, DiskFolder::open(&place.join("state"))?, settings);
    let midnight = 20_780_i64 * 86_400_000;
    for tick in 0..=8_640_u64 {
        // Counters move by the minute: writing them is the replay's own cost, and kept small.
        if tick % 6 == 0 {
            counters(&root, tick * 10)?;
        }
        let at_ms = tick * 10_000;
        agent.platform_mut().at_ms = at_ms;
        agent.tick(Wall { unix_ms: midnight + i64::try_from(at_ms)?, offset_min: 0 });
    }
    let wall = Wall { unix_ms: midnight + 86_400_000, offset_min: 0 };
    let parcel = agent.parcel(wall).ok_or("no record of the day")?;
    let zipped = gzip(parcel.body.as_bytes())?;
    agent.keep_sent(&zipped);
    agent.carried(&parcel, wall);
    // Two: the inventory and the day.
    assert_eq!(parcel.seqs.len(), 2, "{}", parcel.body);
    Ok(())
}
