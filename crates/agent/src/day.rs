//! The open day: what a checkpoint keeps, and a record is closed from.

use crate::interval::{MeasuredInterval, SampleInterval};
use crate::platform::Power;
use crate::spool::round;
use record::energy::SupplySide;
use record::{Counters, LOAD_BINS, load_bin};
use serde::{Deserialize, Serialize};

/// Adds what an interval covers to a side.
fn add(side: &mut SupplySide, ms: u64, covered: &MeasuredInterval) {
    side.ms += ms;
    if let Some(load) = covered.load {
        side.load_ms[load_bin(load)] += ms;
        side.load_sum += load * ms as f64;
    }
    for (sum, joules) in [
        (&mut side.pkg, covered.pkg_j),
        (&mut side.dram, covered.dram_j),
        (&mut side.psys, covered.psys_j),
        (&mut side.meter, covered.meter_j),
    ] {
        if let Some(joules) = joules {
            sum.0 += joules;
            sum.1 += ms;
        }
    }
}

/// A day that is not over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenDay {
    /// The number that its record will bear.
    pub seq: u64,
    /// Days since 1970 of the local day; none while the clock is not set.
    pub number: Option<i32>,
    /// Milliseconds awake.
    pub awake_ms: u64,
    /// Milliseconds asleep.
    pub asleep_ms: u64,
    /// Share of time taken by the host × milliseconds.
    pub stolen_ms: f64,
    /// Starts of the system.
    pub boots: u32,
    /// On mains.
    pub mains: SupplySide,
    /// On battery.
    pub battery: SupplySide,
    /// What a reader should know.
    pub flags: Vec<String>,
}

impl OpenDay {
    /// A day with the number of its record.
    pub fn new(seq: u64, number: Option<i32>) -> Self {
        Self { seq, number, ..Self::default() }
    }

    /// Adds an interval. `battery_wh` is what the battery gave over the milliseconds named.
    pub fn add(&mut self, interval: &SampleInterval, battery: Option<(f64, u64)>) {
        self.awake_ms += interval.awake_ms;
        self.asleep_ms += interval.asleep_ms;
        if let Some(covered) = &interval.covered {
            self.stolen_ms += covered.stolen * interval.awake_ms as f64;
            let side = match covered.power {
                Power::Mains => &mut self.mains,
                Power::Battery => &mut self.battery,
            };
            add(side, interval.awake_ms, covered);
        }
        if let Some((wh, ms)) = battery {
            self.battery.battery.0 += wh;
            self.battery.battery.1 += ms;
        }
    }

    /// Notes something, once.
    pub fn flag(&mut self, word: &str) {
        if !self.flags.iter().any(|known| known == word) {
            self.flags.push(word.to_owned());
        }
    }

    /// Milliseconds covered.
    pub fn covered_ms(&self) -> u64 {
        self.mains.ms + self.battery.ms
    }

    /// Seconds in each bin of load, in all and on battery.
    pub fn load_s(&self) -> ([u64; LOAD_BINS], [u64; LOAD_BINS]) {
        let mut all = [0; LOAD_BINS];
        let mut on_battery = [0; LOAD_BINS];
        for bin in 0..LOAD_BINS {
            on_battery[bin] = self.battery.load_ms[bin] / 1000;
            all[bin] = self.mains.load_ms[bin] / 1000 + on_battery[bin];
        }
        (all, on_battery)
    }

    /// Mean load over both sides.
    pub fn mean_load(&self) -> Option<f64> {
        let ms = self.mains.loaded_ms() + self.battery.loaded_ms();
        let sum = self.mains.load_sum + self.battery.load_sum;
        (ms > 0).then(|| round((sum / ms as f64).clamp(0.0, 1.0), 4))
    }

    /// The raw counters of both sides.
    pub fn counters(&self) -> Counters {
        let of = |pick: fn(&SupplySide) -> (f64, u64)| {
            let (a, b) = (pick(&self.mains), pick(&self.battery));
            (a.1 + b.1 > 0).then_some((a.0 + b.0, a.1 + b.1))
        };
        let value = |pair: Option<(f64, u64)>| pair.map(|(sum, _)| round(sum, 3));
        let seconds = |pair: Option<(f64, u64)>| pair.map(|(_, ms)| ms / 1000);
        let (pkg, dram) = (of(|side| side.pkg), of(|side| side.dram));
        let (psys, meter, battery) =
            (of(|side| side.psys), of(|side| side.meter), of(|side| side.battery));
        Counters {
            pkg_j: value(pkg),
            dram_j: value(dram).filter(|_| pkg.is_some()),
            pkg_obs_s: seconds(pkg),
            psys_j: value(psys),
            psys_obs_s: seconds(psys),
            meter_wh: meter.map(|(joules, _)| round(joules / 3600.0, 3)),
            meter_obs_s: seconds(meter),
            batt_dis_wh: value(battery),
            batt_obs_s: seconds(battery).map(|s| s.min(self.battery.ms / 1000)),
        }
    }
}
