//! From two samples to what happened between them.

use crate::platform::{Clocks, Counter, CounterSample, Load, Power};

/// The longest time between samples that still says something; beyond it a counter may have gone
/// round unseen, and the machine may have stood still as a whole.
const LONGEST_MS: u64 = 300_000;
/// Less sleep than this is a clock's rounding.
const SHORTEST_SLEEP_MS: u64 = 1_000;

/// What happened between two samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SampleInterval {
    /// Milliseconds awake.
    pub awake_ms: u64,
    /// Milliseconds asleep.
    pub asleep_ms: u64,
    /// What was measured; absent over sleep, a stop, or the first sample.
    pub covered: Option<MeasuredInterval>,
}

/// What was measured over an interval. What the machine does not tell is absent.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredInterval {
    /// Where the power came from, at both ends.
    pub power: Power,
    /// Mean load, 0 to 1.
    pub load: Option<f64>,
    /// Share of time that the host took, 0 to 1.
    pub stolen: f64,
    /// Processor packages, joules.
    pub pkg_j: Option<f64>,
    /// Memory, joules.
    pub dram_j: Option<f64>,
    /// The platform, joules.
    pub psys_j: Option<f64>,
    /// A meter, joules.
    pub meter_j: Option<f64>,
    /// What the batteries hold at the end, Wh, where it was asked.
    pub battery_wh: Option<f64>,
}

/// Follows a machine from sample to sample.
#[derive(Debug, Default)]
pub struct Follower {
    last: Option<(CounterSample, Clocks)>,
}

impl Follower {
    /// What happened since the sample before. The first says nothing.
    pub fn next(&mut self, sample: CounterSample, mut clocks: Clocks) -> SampleInterval {
        let Some((before, then)) = self.last.take() else {
            self.last = Some((sample, clocks));
            return SampleInterval::default();
        };
        if then.boot != clocks.boot {
            self.last = Some((sample, clocks));
            return SampleInterval::default();
        }
        let awake_ms = clocks.awake_ms.saturating_sub(then.awake_ms);
        let mut asleep_ms = clocks.asleep_ms.saturating_sub(then.asleep_ms);
        if asleep_ms < SHORTEST_SLEEP_MS {
            // Kept for later: many short ones would else be lost.
            clocks.asleep_ms = then.asleep_ms;
            asleep_ms = 0;
        }
        let whole = asleep_ms == 0 && awake_ms > 0 && awake_ms <= LONGEST_MS;
        let covered = whole.then(|| covered(&before, &sample, awake_ms));
        self.last = Some((sample, clocks));
        SampleInterval { awake_ms, asleep_ms, covered }
    }
}

fn covered(before: &CounterSample, now: &CounterSample, ms: u64) -> MeasuredInterval {
    let (load, stolen) = match (before.load, now.load) {
        (
            Some(Load::Ticks { busy: b0, idle: i0, stolen: s0 }),
            Some(Load::Ticks { busy: b1, idle: i1, stolen: s1 }),
        ) => {
            // The kernel's idle time may go back by a tick.
            let (busy, idle, stolen) =
                (b1.saturating_sub(b0), i1.saturating_sub(i0), s1.saturating_sub(s0));
            let all = (busy + idle + stolen) as f64;
            if all > 0.0 {
                // Of the time that the machine had: what the host took is no one's.
                let own = (busy + idle).max(1) as f64;
                (Some(busy as f64 / own), stolen as f64 / all)
            } else {
                (None, 0.0)
            }
        }
        (_, Some(Load::Mean(mean))) => (Some(mean.clamp(0.0, 1.0)), 0.0),
        _ => (None, 0.0),
    };
    let sum = |before: &[Counter], now: &[Counter]| {
        let same = !now.is_empty() && before.len() == now.len();
        same.then(|| now.iter().zip(before).map(|(now, then)| now.joules_since(*then)).sum())
    };
    let seconds = ms as f64 / 1000.0;
    // A counter that was set back looks as if it had gone round: no machine draws that much.
    let sound = |joules: &f64| *joules / seconds < 20_000.0;
    let power = if before.power == Power::Battery && now.power == Power::Battery {
        Power::Battery
    } else {
        Power::Mains
    };
    MeasuredInterval {
        power,
        load,
        stolen,
        pkg_j: sum(&before.packages, &now.packages).filter(sound),
        dram_j: sum(&before.dram, &now.dram).filter(sound),
        psys_j: match (before.psys, now.psys) {
            (Some(then), Some(now)) => Some(now.joules_since(then)).filter(sound),
            _ => None,
        },
        meter_j: match (before.meter_w, now.meter_w) {
            (Some(then), Some(now)) => Some(f64::midpoint(then, now) * seconds),
            _ => None,
        },
        battery_wh: now.battery_wh,
    }
}

#[cfg(test)]
mod tests {
    use super::Follower;
    use crate::platform::{Clocks, Counter, CounterSample, Load, Power};

    fn clocks(awake_s: u64, asleep_s: u64) -> Clocks {
        Clocks { awake_ms: awake_s * 1000, asleep_ms: asleep_s * 1000, boot: "b".to_owned() }
    }

    fn sample(busy: u64, idle: u64, stolen: u64, joules: u64) -> CounterSample {
        CounterSample {
            load: Some(Load::Ticks { busy, idle, stolen }),
            packages: vec![Counter { microjoules: joules * 1_000_000, range: 262_143_328_850 }],
            ..CounterSample::default()
        }
    }

    #[test]
    fn the_first_sample_says_nothing() {
        let mut follower = Follower::default();
        let first = follower.next(sample(900, 100, 0, 5), clocks(50, 0));
        assert_eq!((first.awake_ms, first.covered), (0, None));
    }

    #[test]
    fn time_taken_by_the_host_is_no_load() {
        let mut follower = Follower::default();
        follower.next(sample(0, 0, 0, 0), clocks(0, 0));
        let next = follower.next(sample(100, 300, 600, 50), clocks(10, 0));
        let covered = next.covered.unwrap();
        assert!((covered.load.unwrap() - 0.25).abs() < 1e-12);
        assert!((covered.stolen - 0.6).abs() < 1e-12);
        assert_eq!(covered.pkg_j, Some(50.0));
    }

    #[test]
    fn sleep_is_no_consumption_and_is_counted() {
        let mut follower = Follower::default();
        follower.next(sample(0, 0, 0, 0), clocks(0, 0));
        let over_night = follower.next(sample(10, 20, 0, 9_000), clocks(6, 28_800));
        assert_eq!((over_night.awake_ms, over_night.asleep_ms), (6_000, 28_800_000));
        assert_eq!(over_night.covered, None);
        // The sample after the sleep is the first of what follows.
        let after = follower.next(sample(20, 30, 0, 9_100), clocks(16, 28_800));
        assert_eq!(after.covered.unwrap().pkg_j, Some(100.0));
    }

    #[test]
    fn a_long_stop_or_a_new_start_covers_nothing() {
        let mut follower = Follower::default();
        follower.next(sample(0, 0, 0, 0), clocks(0, 0));
        assert_eq!(follower.next(sample(1, 1, 0, 1), clocks(301, 0)).covered, None);
        let mut other = clocks(1, 0);
        other.boot = "c".to_owned();
        let started = follower.next(sample(1, 1, 0, 1), other);
        assert_eq!((started.awake_ms, started.covered), (0, None));
    }

    #[test]
    fn an_interval_is_on_battery_only_if_both_ends_are() {
        let on = |power| CounterSample { power, ..sample(1, 1, 0, 1) };
        let mut follower = Follower::default();
        follower.next(on(Power::Mains), clocks(0, 0));
        let first = follower.next(on(Power::Battery), clocks(10, 0));
        assert_eq!(first.covered.unwrap().power, Power::Mains);
        let second = follower.next(on(Power::Battery), clocks(20, 0));
        assert_eq!(second.covered.unwrap().power, Power::Battery);
    }
}
