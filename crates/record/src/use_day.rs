//! `use-day/1`: a machine's day, summed on the machine.

use crate::refusal::must;
use crate::{Counters, EnergyEstimate, Fit, RecordDay, Refusal};
use serde::{Deserialize, Serialize};

/// Bins of the load histogram, each centred on a tenth, but the first (2.5 %) and the last (97.5 %).
pub const LOAD_BINS: usize = 11;

/// The longest that a day can be, in seconds: 25 hours where the clocks go back.
const LONGEST_DAY_S: u64 = 25 * 3600;
/// Flags at most, and characters of each.
const FLAGS: usize = 16;
const FLAG_CHARS: usize = 32;

/// The bin of a load between 0 and 1.
pub fn load_bin(load: f64) -> usize {
    let tenths = (load.clamp(0.0, 1.0) * 10.0).round();
    // Clamped, so that every value has its bin.
    (0..LOAD_BINS).rev().find(|bin| *bin as f64 <= tenths).unwrap_or(0)
}

/// The middle of a bin's loads, between 0 and 1: the outer bins are half as wide.
pub fn load_centre(bin: usize) -> f64 {
    match bin {
        0 => 0.025,
        10.. => 0.975,
        inner => inner as f64 / 10.0,
    }
}

/// A day of a machine, or several days folded into one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UseDay {
    /// `use-day/1`.
    pub schema: String,
    /// The record's number, given once by the agent.
    pub seq: u64,
    /// The local day; of folded days, the first.
    pub day: RecordDay,
    /// How many days the record sums; 1 unless days were folded to keep the spool small.
    #[serde(default = "one")]
    pub days: u32,
    /// Minutes that local time was ahead of UTC when the day closed.
    pub tz_min: i16,
    /// Seconds the machine was awake while the agent ran.
    pub awake_s: u64,
    /// Seconds it slept in that time.
    pub sleep_s: u64,
    /// Seconds awake that samples covered.
    pub covered_s: u64,
    /// Covered seconds on mains.
    pub ac_s: u64,
    /// Covered seconds on battery.
    pub batt_s: u64,
    /// Starts of the system seen.
    pub boots: u32,
    /// Whether it is a virtual machine.
    #[serde(rename = "virtual")]
    pub is_virtual: bool,
    /// Seconds in each bin of load; steal time is no load.
    pub load_s: [u64; LOAD_BINS],
    /// The part of `load_s` that was on battery.
    pub load_batt_s: Option<[u64; LOAD_BINS]>,
    /// Mean load, 0 to 1; absent where no load could be read.
    pub load_mean: Option<f64>,
    /// Seconds of processor time that the host took away, mean over processors.
    pub steal_s: u64,
    /// Raw counters.
    pub cnt: Counters,
    /// The machine's own line of watts over load, where it has one.
    pub fit: Option<Fit>,
    /// The energy.
    pub est: EnergyEstimate,
    /// What a reader should know of the day; unknown words are kept.
    pub flags: Vec<String>,
    /// 32 hexadecimal digits over all the rest.
    #[serde(default)]
    pub digest: String,
}

fn one() -> u32 {
    1
}

impl UseDay {
    /// The schema's name.
    pub const SCHEMA: &'static str = "use-day/1";

    /// Whether every figure agrees with the others.
    ///
    /// # Errors
    /// The first field that does not, and what was expected of it.
    pub fn check(&self) -> Result<(), Refusal> {
        must(self.schema == Self::SCHEMA, "schema", "expected use-day/1")?;
        must(self.seq >= 1 && self.seq < 1 << 53, "seq", "expected 1 to 2^53")?;
        must((1..=40_000).contains(&self.days), "days", "expected 1 to 40000")?;
        must((-960..=960).contains(&self.tz_min), "tz_min", "expected -960 to 960 minutes")?;
        self.check_seconds()?;
        self.check_load()?;
        self.check_counters()?;
        self.check_fit()?;
        self.check_estimate()?;
        must(self.flags.len() <= FLAGS, "flags", "expected at most 16 flags")?;
        let word = |flag: &String| {
            (1..=FLAG_CHARS).contains(&flag.len())
                && flag.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        must(self.flags.iter().all(word), "flags", "expected words of a-z, 0-9 and _")
    }

    fn check_seconds(&self) -> Result<(), Refusal> {
        let longest = LONGEST_DAY_S * u64::from(self.days);
        must(self.awake_s <= longest, "awake_s", "longer than its days")?;
        must(self.sleep_s <= longest, "sleep_s", "longer than its days")?;
        must(
            self.awake_s + self.sleep_s <= longest,
            "sleep_s",
            "with awake_s, longer than its days",
        )?;
        must(self.covered_s <= self.awake_s, "covered_s", "longer than awake_s")?;
        must(
            self.ac_s.checked_add(self.batt_s).is_some_and(|sum| sum <= self.covered_s),
            "batt_s",
            "with ac_s, longer than covered_s",
        )?;
        must(self.steal_s <= self.covered_s, "steal_s", "longer than covered_s")
    }

    fn check_load(&self) -> Result<(), Refusal> {
        let sum =
            |bins: &[u64; LOAD_BINS]| bins.iter().try_fold(0_u64, |sum, bin| sum.checked_add(*bin));
        let all = sum(&self.load_s);
        must(all.is_some_and(|s| s <= self.covered_s), "load_s", "longer than covered_s")?;
        if let Some(on_battery) = &self.load_batt_s {
            let within = on_battery.iter().zip(&self.load_s).all(|(part, whole)| part <= whole);
            must(within, "load_batt_s", "longer than load_s")?;
        }
        match self.load_mean {
            None => must(all == Some(0), "load_mean", "absent beside a histogram"),
            Some(mean) => must((0.0..=1.0).contains(&mean), "load_mean", "expected 0 to 1"),
        }
    }

    fn check_counters(&self) -> Result<(), Refusal> {
        let cnt = &self.cnt;
        for (field, value, seconds) in [
            ("cnt.pkg_j", cnt.pkg_j, cnt.pkg_obs_s),
            ("cnt.dram_j", cnt.dram_j, cnt.pkg_obs_s),
            ("cnt.psys_j", cnt.psys_j, cnt.psys_obs_s),
            ("cnt.meter_wh", cnt.meter_wh, cnt.meter_obs_s),
            ("cnt.batt_dis_wh", cnt.batt_dis_wh, cnt.batt_obs_s),
        ] {
            let Some(value) = value else { continue };
            must(value.is_finite() && value >= 0.0, field, "expected a number of 0 or more")?;
            must(seconds.is_some(), field, "its seconds are absent")?;
        }
        for (field, seconds) in [
            ("cnt.pkg_obs_s", cnt.pkg_obs_s),
            ("cnt.psys_obs_s", cnt.psys_obs_s),
            ("cnt.meter_obs_s", cnt.meter_obs_s),
            ("cnt.batt_obs_s", cnt.batt_obs_s),
        ] {
            must(seconds.is_none_or(|s| s <= self.covered_s), field, "longer than covered_s")?;
        }
        Ok(())
    }

    fn check_fit(&self) -> Result<(), Refusal> {
        let Some(fit) = &self.fit else { return Ok(()) };
        let watts = |w: f64| (0.0..=10_000.0).contains(&w);
        must(watts(fit.p0), "fit.p0", "expected 0 to 10000 W")?;
        must(watts(fit.p1), "fit.p1", "expected 0 to 10000 W")?;
        must((0.0..=1.0).contains(&fit.r2), "fit.r2", "expected 0 to 1")?;
        must(fit.n >= 2, "fit.n", "expected 2 or more")
    }

    fn check_estimate(&self) -> Result<(), Refusal> {
        let est = &self.est;
        let most = 1e6 * f64::from(self.days);
        must((0.0..=most).contains(&est.wh), "est.wh", "expected 0 to 1000000 Wh a day")?;
        must((0.0..=est.wh).contains(&est.lo), "est.lo", "expected 0 to est.wh")?;
        must(est.hi >= est.wh && est.hi <= 10.0 * most, "est.hi", "expected est.wh or more")?;
        must(est.mv >= 1, "est.mv", "expected 1 or more")?;
        let code = est.method.code();
        must((1..=32).contains(&code.len()), "est.method", "expected 1 to 32 characters")?;
        let grade = est.method.grade();
        must(grade.is_none_or(|g| g == est.grade), "est.grade", "not that of est.method")?;
        must(self.is_virtual == (est.grade == crate::Grade::V), "virtual", "is for grade V alone")
    }
}

#[cfg(test)]
mod tests {
    use super::{load_bin, load_centre};

    #[test]
    fn every_load_falls_in_the_bin_of_its_nearest_tenth() {
        for (load, bin) in
            [(-1.0, 0), (0.0, 0), (0.049, 0), (0.051, 1), (0.5, 5), (0.94, 9), (1.0, 10), (7.0, 10)]
        {
            assert_eq!(load_bin(load), bin, "{load}");
        }
        assert_eq!(load_bin(f64::NAN), 0);
        for bin in 0..11 {
            assert_eq!(load_bin(load_centre(bin)), bin);
        }
    }
}
