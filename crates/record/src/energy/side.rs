//! What a part of a day, on mains or on battery, is estimated from.

use crate::{LOAD_BINS, UseDay, load_centre};
use serde::{Deserialize, Serialize};

/// Sums over the part of a day on mains, or on battery.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SupplySide {
    /// Milliseconds covered.
    pub ms: u64,
    /// Milliseconds in each bin of load.
    pub load_ms: [u64; LOAD_BINS],
    /// Load × milliseconds.
    pub load_sum: f64,
    /// Processor packages, joules, and the milliseconds that they cover.
    pub pkg: (f64, u64),
    /// Memory, joules.
    pub dram: (f64, u64),
    /// The platform, joules.
    pub psys: (f64, u64),
    /// A meter, joules.
    pub meter: (f64, u64),
    /// What the battery gave, watt-hours.
    pub battery: (f64, u64),
}

impl SupplySide {
    /// Milliseconds whose load is known.
    pub fn loaded_ms(&self) -> u64 {
        self.load_ms.iter().sum()
    }

    /// Mean load, 0 to 1.
    pub fn mean_load(&self) -> Option<f64> {
        let ms = self.loaded_ms();
        (ms > 0).then(|| (self.load_sum / ms as f64).clamp(0.0, 1.0))
    }

    /// Mean of a function of load over the histogram.
    pub fn mean_of(&self, curve: impl Fn(f64) -> f64) -> Option<f64> {
        let ms = self.loaded_ms();
        if ms == 0 {
            return None;
        }
        let sum = self.load_ms.iter().enumerate();
        Some(sum.map(|(bin, ms)| curve(load_centre(bin)) * *ms as f64).sum::<f64>() / ms as f64)
    }
}

/// The two sides of a day, mains and battery, as a record keeps them: counters of the whole day are
/// shared between them by their time.
pub fn sides_of(day: &UseDay) -> [SupplySide; 2] {
    let on_battery = day.load_batt_s.unwrap_or([0; LOAD_BINS]);
    let covered_s = day.ac_s + day.batt_s;
    let side = |seconds: u64, load_s: [u64; LOAD_BINS]| {
        let share = if covered_s > 0 { seconds as f64 / covered_s as f64 } else { 0.0 };
        let part = |joules: Option<f64>, over: Option<u64>| match (joules, over) {
            (Some(joules), Some(over)) if covered_s > 0 => {
                (joules * share, over * 1000 * seconds / covered_s)
            }
            _ => (0.0, 0),
        };
        let cnt = &day.cnt;
        let loads = load_s.iter().enumerate();
        SupplySide {
            ms: seconds * 1000,
            load_ms: load_s.map(|s| s * 1000),
            load_sum: loads.map(|(bin, s)| load_centre(bin) * *s as f64 * 1000.0).sum(),
            pkg: part(cnt.pkg_j, cnt.pkg_obs_s),
            dram: part(cnt.dram_j, cnt.pkg_obs_s),
            psys: part(cnt.psys_j, cnt.psys_obs_s),
            meter: part(cnt.meter_wh.map(|wh| wh * 3600.0), cnt.meter_obs_s),
            battery: (0.0, 0),
        }
    };
    let mains_load: [u64; LOAD_BINS] =
        std::array::from_fn(|bin| day.load_s[bin].saturating_sub(on_battery[bin]));
    let mut battery = side(day.batt_s, on_battery);
    if let (Some(wh), Some(over)) = (day.cnt.batt_dis_wh, day.cnt.batt_obs_s) {
        battery.battery = (wh, over * 1000);
    }
    [side(day.ac_s, mains_load), battery]
}
