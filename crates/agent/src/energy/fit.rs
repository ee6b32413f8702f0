//! The machine's own line of watts over load, learnt on battery and used on mains.
//!
//! Each stretch of five minutes or more on battery gives a mean load and a mean power. Their sums
//! are enough for a line by least squares, so that nothing else of a stretch is kept.

use super::WALL_PER_INSIDE;
use crate::interval::MeasuredInterval;
use crate::platform::Power;
use crate::spool::round;
use record::{Fit, LOAD_BINS, load_bin};
use serde::{Deserialize, Serialize};

/// A stretch's shortest length: batteries tell their energy in coarse steps.
const STRETCH_MS: u64 = 300_000;
/// What a line needs: an hour, over three days, at four levels of load.
const ENOUGH_S: f64 = 3600.0;
const ENOUGH_DAYS: u32 = 3;
const ENOUGH_BINS: usize = 4;
/// Weight is let go beyond this, so that a machine that ages is followed.
const MOST_S: f64 = 400_000.0;

/// Sums of the stretches seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fitting {
    /// Seconds, and seconds × load, load², watts, load × watts, watts²; load in percent.
    sums: [f64; 6],
    /// Seconds of stretches by the bin of their mean load.
    bins: [f64; LOAD_BINS],
    stretches: u64,
    days: u32,
    last_day: Option<i32>,
}

impl Fitting {
    /// Adds a stretch: its seconds, mean load (0 to 1) and battery watts, on a day.
    pub fn add(&mut self, seconds: f64, load: f64, watts: f64, day: Option<i32>) {
        if !(seconds > 0.0 && (0.1..2_000.0).contains(&watts) && (0.0..=1.0).contains(&load)) {
            return;
        }
        if self.sums[0] > MOST_S {
            for sum in self.sums.iter_mut().chain(&mut self.bins) {
                *sum /= 2.0;
            }
            self.stretches /= 2;
        }
        let x = load * 100.0;
        let products = [1.0, x, x * x, watts, x * watts, watts * watts];
        for (sum, product) in self.sums.iter_mut().zip(products) {
            *sum += seconds * product;
        }
        self.bins[load_bin(load)] += seconds;
        self.stretches += 1;
        if day.is_some() && day != self.last_day {
            self.days = self.days.saturating_add(1);
            self.last_day = day;
        }
    }

    /// What it lacks for a line: seconds, days, levels of load.
    pub fn lacks(&self) -> Option<(f64, u32, usize)> {
        let filled = self.bins.iter().filter(|seconds| **seconds >= 60.0).count();
        let lacks = (
            (ENOUGH_S - self.sums[0]).max(0.0),
            ENOUGH_DAYS.saturating_sub(self.days),
            ENOUGH_BINS.saturating_sub(filled),
        );
        (lacks.0 > 0.0 || lacks.1 > 0 || lacks.2 > 0).then_some(lacks)
    }

    /// The line at the wall on mains, once there is enough to draw it.
    pub fn line(&self) -> Option<Fit> {
        if self.lacks().is_some() {
            return None;
        }
        let [w, wx, wxx, wy, wxy, wyy] = self.sums;
        let spread = wxx - wx * wx / w;
        if spread <= 0.0 {
            return None;
        }
        let slope = (wxy - wx * wy / w) / spread;
        let start = (wy - slope * wx) / w;
        let total = wyy - wy * wy / w;
        let r2 = if total > 0.0 { (slope * slope * spread / total).clamp(0.0, 1.0) } else { 0.0 };
        // A line that falls, or starts below nothing, is no machine's.
        (slope >= 0.0 && start > 0.0).then(|| Fit {
            p0: round(start * WALL_PER_INSIDE, 3),
            p1: round(slope * WALL_PER_INSIDE, 5),
            r2: round(r2, 3),
            n: self.stretches,
        })
    }
}

/// Follows the battery over stretches of discharge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DischargeStretch {
    /// What it held at the start, Wh; none until it was first asked.
    start_wh: Option<f64>,
    /// Milliseconds and load × milliseconds since it was asked at the start.
    ms: u64,
    load: f64,
    loaded: u64,
}

/// What a finished reading of the battery gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discharge {
    /// Watt-hours given.
    pub wh: f64,
    /// Over so many milliseconds.
    pub ms: u64,
    /// Mean load over them, where it is known.
    pub load: Option<f64>,
}

impl DischargeStretch {
    /// Follows an interval; gives a stretch once it is long enough and the battery has moved.
    pub fn follow(
        &mut self,
        awake_ms: u64,
        covered: Option<&MeasuredInterval>,
    ) -> Option<Discharge> {
        let Some(covered) = covered.filter(|covered| covered.power == Power::Battery) else {
            *self = Self::default();
            return None;
        };
        if self.start_wh.is_some() {
            self.ms += awake_ms;
            if let Some(load) = covered.load {
                self.load += load * awake_ms as f64;
                self.loaded += awake_ms;
            }
        }
        let now = covered.battery_wh?;
        let Some(start) = self.start_wh else {
            self.start_wh = Some(now);
            return None;
        };
        if now > start {
            // Charged, or put right: what was given is not known.
            *self = Self { start_wh: Some(now), ..Self::default() };
            return None;
        }
        if self.ms < STRETCH_MS || now >= start {
            return None;
        }
        let load = (self.loaded > 0).then(|| self.load / self.loaded as f64);
        let discharge = Discharge { wh: start - now, ms: self.ms, load };
        *self = Self { start_wh: Some(now), ..Self::default() };
        Some(discharge)
    }
}
