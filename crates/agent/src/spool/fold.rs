//! Days summed into longer records, where the spool has no more room for each.

use record::{Counters, RecordDay, UseDay};
use std::collections::BTreeMap;

/// How long a folded record may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FoldLevel {
    Month,
    Year,
    All,
}

impl FoldLevel {
    pub(super) const ALL: [Self; 3] = [Self::Month, Self::Year, Self::All];

    fn period(self, day: RecordDay) -> (i16, i8) {
        match self {
            Self::Month => (day.date().year(), day.date().month()),
            Self::Year => (day.date().year(), 0),
            Self::All => (0, 0),
        }
    }
}

/// Sums days by period, method and grade; numbers and digests are to be given anew.
pub(super) fn fold(days: Vec<UseDay>, level: FoldLevel) -> Vec<UseDay> {
    let mut sums: BTreeMap<_, UseDay> = BTreeMap::new();
    for day in days {
        let key =
            (level.period(day.day), day.est.grade, day.est.method.code().to_owned(), day.est.mv);
        match sums.entry(key) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(day);
            }
            std::collections::btree_map::Entry::Occupied(mut sum) => add(sum.get_mut(), day),
        }
    }
    sums.into_values().collect()
}

fn add(sum: &mut UseDay, day: UseDay) {
    let seconds = |bins: &[u64]| bins.iter().sum::<u64>() as f64;
    let (a, b) = (seconds(&sum.load_s), seconds(&day.load_s));
    sum.load_mean = match (sum.load_mean, day.load_mean) {
        (Some(x), Some(y)) if a + b > 0.0 => Some(round((x * a + y * b) / (a + b), 6)),
        (x, y) => x.or(y),
    };
    sum.day = sum.day.min(day.day);
    sum.days += day.days;
    sum.awake_s += day.awake_s;
    sum.sleep_s += day.sleep_s;
    sum.covered_s += day.covered_s;
    sum.ac_s += day.ac_s;
    sum.batt_s += day.batt_s;
    sum.boots += day.boots;
    sum.steal_s += day.steal_s;
    for (bin, more) in sum.load_s.iter_mut().zip(day.load_s) {
        *bin += more;
    }
    sum.load_batt_s = match (sum.load_batt_s.take(), day.load_batt_s) {
        (Some(mut bins), Some(more)) => {
            for (bin, more) in bins.iter_mut().zip(more) {
                *bin += more;
            }
            Some(bins)
        }
        (bins, more) => bins.or(more),
    };
    sum.cnt = counters(&sum.cnt, &day.cnt);
    sum.fit = day.fit.or(sum.fit.take());
    sum.est.wh = round(sum.est.wh + day.est.wh, 3);
    sum.est.lo = round(sum.est.lo + day.est.lo, 3);
    sum.est.hi = round(sum.est.hi + day.est.hi, 3);
    for flag in day.flags.into_iter().chain(["folded".to_owned()]) {
        if !sum.flags.contains(&flag) && sum.flags.len() < 16 {
            sum.flags.push(flag);
        }
    }
}

fn counters(a: &Counters, b: &Counters) -> Counters {
    let value = |x: Option<f64>, y: Option<f64>| match (x, y) {
        (Some(x), Some(y)) => Some(round(x + y, 3)),
        (x, y) => x.or(y),
    };
    let seconds = |x: Option<u64>, y: Option<u64>| match (x, y) {
        (Some(x), Some(y)) => Some(x + y),
        (x, y) => x.or(y),
    };
    Counters {
        pkg_j: value(a.pkg_j, b.pkg_j),
        dram_j: value(a.dram_j, b.dram_j),
        pkg_obs_s: seconds(a.pkg_obs_s, b.pkg_obs_s),
        psys_j: value(a.psys_j, b.psys_j),
        psys_obs_s: seconds(a.psys_obs_s, b.psys_obs_s),
        meter_wh: value(a.meter_wh, b.meter_wh),
        meter_obs_s: seconds(a.meter_obs_s, b.meter_obs_s),
        batt_dis_wh: value(a.batt_dis_wh, b.batt_dis_wh),
        batt_obs_s: seconds(a.batt_obs_s, b.batt_obs_s),
    }
}

/// Rounds to some decimals.
pub(crate) fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}
