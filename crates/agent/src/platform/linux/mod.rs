//! Linux, by the files of its kernel.
//!
//! Read here and not by sysinfo, for three reasons: sysinfo counts time stolen by the host as load,
//! takes a product's name from a file that anyone may write, and cannot be shown another root.

mod edid;
mod energy;
mod machine;
mod tree;

pub use tree::read_own_file;

use super::{Access, Clocks, CounterSample, Load, Machine, Platform, Sources};
use energy::RaplZone;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};
use tree::Tree;

/// A Linux machine.
#[derive(Debug)]
pub struct Linux {
    tree: Tree,
    zones: Vec<(RaplZone, String)>,
    meter: Option<String>,
    /// A file in which something of root's keeps the watts of the whole machine.
    meter_file: Option<PathBuf>,
    batteries: Vec<String>,
    started: Instant,
    started_up_ms: u64,
}

/// How old a meter's file may be.
const METER_AGE_S: u64 = 300;

impl Linux {
    /// The machine whose files are below a root: `/`, or what stands in for it.
    pub fn new(root: &Path, meter_file: Option<PathBuf>) -> Self {
        let tree = Tree::new(root);
        let mut linux = Self {
            zones: Vec::new(),
            meter: None,
            meter_file,
            batteries: Vec::new(),
            started: Instant::now(),
            started_up_ms: uptime_ms(&tree).unwrap_or(0),
            tree,
        };
        linux.look();
        linux
    }

    /// Finds the sources: a module may have been loaded, a battery put in.
    fn look(&mut self) {
        self.zones = energy::zones(&self.tree);
        self.meter = energy::meter(&self.tree);
        self.batteries = energy::batteries(&self.tree);
    }

    fn meter_watts(&self) -> Option<f64> {
        if let Some(path) = &self.meter_file {
            let fresh = std::fs::metadata(path)
                .and_then(|data| data.modified())
                .ok()
                .and_then(|at: SystemTime| at.elapsed().ok())
                .is_some_and(|age| age.as_secs() <= METER_AGE_S);
            let text = fresh.then(|| read_own_file(path, 64).ok())??;
            let watts: f64 = String::from_utf8_lossy(&text).trim().parse().ok()?;
            return (watts > 0.0 && watts < 100_000.0).then_some(watts);
        }
        energy::meter_watts(&self.tree, self.meter.as_ref()?)
    }

    fn load(&self) -> Option<Load> {
        let stat = self.tree.read("proc/stat")?;
        let line = stat.lines().find_map(|line| line.strip_prefix("cpu "))?;
        let ticks: Vec<u64> = line.split_whitespace().map_while(|n| n.parse().ok()).collect();
        // user nice system idle iowait irq softirq steal; guest time is within user's.
        let &[user, nice, system, idle, iowait, irq, softirq, ref rest @ ..] = ticks.as_slice()
        else {
            return None;
        };
        Some(Load::Ticks {
            busy: user + nice + system + irq + softirq,
            idle: idle + iowait,
            stolen: rest.first().copied().unwrap_or(0),
        })
    }

    fn sources(&self) -> Sources {
        let rapl = energy::access(&self.tree, &self.zones, RaplZone::Package);
        let held = energy::held(&self.tree, &self.batteries).is_some();
        let there = |there: bool, read: bool| match (there, read) {
            (_, true) => Access::Read,
            (true, false) => Access::Forbidden,
            (false, false) => Access::Absent,
        };
        Sources {
            meter: there(self.meter_file.is_some(), self.meter_watts().is_some()),
            psys: energy::access(&self.tree, &self.zones, RaplZone::Psys),
            rapl,
            battery: there(!self.batteries.is_empty(), held),
            load: there(false, self.load().is_some()),
        }
    }
}

/// Milliseconds since the system's start, sleep included.
fn uptime_ms(tree: &Tree) -> Option<u64> {
    let text = tree.read("proc/uptime")?;
    let (whole, hundredths) = text.split_whitespace().next()?.split_once('.')?;
    let hundredths: u64 = hundredths.get(..2)?.parse().ok()?;
    Some(whole.parse::<u64>().ok()? * 1000 + hundredths * 10)
}

impl Platform for Linux {
    fn machine(&mut self) -> Machine {
        self.look();
        let tree = &self.tree;
        let hypervisor = machine::hypervisor(tree);
        let is_virtual = hypervisor.is_some();
        Machine {
            class: machine::class(tree, is_virtual, !self.batteries.is_empty()),
            hypervisor,
            product: machine::product(tree),
            processor: machine::processor(tree),
            memory: machine::memory(tree),
            drives: machine::drives(tree, is_virtual),
            displays: machine::displays(tree),
            gpus: machine::gpus(tree),
            batteries: self.batteries.iter().map(|path| energy::battery(tree, path)).collect(),
            os: machine::os(tree),
            sources: self.sources(),
            marks: machine::marks(tree),
        }
    }

    fn sample(&mut self, with_battery: bool) -> CounterSample {
        let of = |kind: RaplZone| {
            let paths = self.zones.iter().filter(move |(zone, _)| *zone == kind);
            paths.map(|(_, path)| energy::counter(&self.tree, path).ok())
        };
        // A sum that lacks a package is no sum.
        let all = |kind: RaplZone| of(kind).collect::<Option<Vec<_>>>().unwrap_or_else(Vec::new);
        CounterSample {
            load: self.load(),
            power: energy::power(&self.tree, &self.batteries),
            packages: all(RaplZone::Package),
            dram: all(RaplZone::Dram),
            psys: of(RaplZone::Psys).next().flatten(),
            meter_w: self.meter_watts(),
            battery_wh: with_battery.then(|| energy::held(&self.tree, &self.batteries)).flatten(),
        }
    }

    fn clocks(&mut self) -> Clocks {
        // On Linux this clock stands still in sleep; uptime does not.
        let awake = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let up = uptime_ms(&self.tree).map(|now| now.saturating_sub(self.started_up_ms));
        let asleep = up.map_or(0, |up| up.saturating_sub(awake));
        Clocks {
            awake_ms: awake,
            // Uptime is told in hundredths: less than a second is no sleep.
            asleep_ms: if asleep < 1000 { 0 } else { asleep },
            boot: self
                .tree
                .read("proc/sys/kernel/random/boot_id")
                .map_or_else(String::new, |id| super::mark("boot", &id)),
        }
    }
}

#[cfg(test)]
mod tests;
