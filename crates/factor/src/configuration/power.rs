//! The power that a configuration draws at a load.
//!
//! A processor draws 12, 32, 75 and 102 % of its thermal design power at 0, 10, 50 and 100 % of
//! load (published points of the Boavizta consumption profiles), straight lines between. Where a
//! name says only a line of processors, the line's published curve `a·ln(b·(w+c))+d` stands in,
//! `w` in percent. A memory module draws `(m + g·GB)·(0.7 + 0.3·load)`; drives draw a fixed power;
//! fans, supplies and the rest are a share of processors and memory.

use super::family::{Cpu, MatchedCpu};
use super::part::Part;
use ground::quantity::Interval;

/// What one kind of part draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerPart {
    /// The part; `None` is what is around them: fans, supplies, board.
    pub part: Option<Part>,
    /// Its power, W.
    pub watts: Interval,
}

/// Load and share of thermal design power.
const POINTS: [(f64, f64); 4] = [(0.0, 0.12), (0.1, 0.32), (0.5, 0.75), (1.0, 1.02)];

/// Published curves of lines of processors: words they start with, a, b, c, d.
const CURVES: [(&str, [f64; 4]); 6] = [
    ("xeon platinum", [171.1813, 0.0354, 36.8953, -10.1336]),
    ("xeon gold", [35.5688, 0.2438, 9.6694, -0.6087]),
    ("xeon silver", [20.7794, 0.3043, 8.4241, 0.8613]),
    ("xeon e5", [48.9167, 0.1349, 15.7262, -4.654]),
    ("xeon e3", [342.3624, 0.0347, 36.8952, -16.4022]),
    ("xeon e", [55.6501, 0.0467, 20.4146, 4.243_62]),
];

/// The power of one processor at a load (0 to 1), and whether it is its line's curve.
pub(super) fn of_cpu(cpu: &Cpu, load: Interval, curve_spread: Interval) -> (Interval, bool) {
    if cpu.by == MatchedCpu::Line
        && let Some((_, curve)) = CURVES
            .iter()
            .find(|(line, _)| (*line == cpu.words) || cpu.words.starts_with(&format!("{line} ")))
    {
        let at = |load: f64| on_curve(curve, load);
        return (at_each(load, at).times(curve_spread), true);
    }
    (at_each(load, share_of_tdp).times(cpu.tdp_w), false)
}

/// The power of memory: modules and GB at a load.
pub(super) fn of_ram(
    modules: Interval,
    gb: f64,
    load: Interval,
    per_module: Interval,
    per_gb: Interval,
) -> Interval {
    let full = per_module.times(modules) + per_gb * gb;
    full.times(at_each(load, |load| 0.7 + 0.3 * load))
}

fn at_each(load: Interval, of: impl Fn(f64) -> f64) -> Interval {
    Interval { value: of(load.value), low: of(load.low), high: of(load.high) }
}

/// The share of thermal design power at a load: straight lines between the published points.
fn share_of_tdp(load: f64) -> f64 {
    let load = load.clamp(0.0, 1.0);
    let after = POINTS.iter().position(|(at, _)| load <= *at).unwrap_or(POINTS.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (POINTS[after - 1], POINTS[after]);
    y0 + (y1 - y0) * (load - x0) / (x1 - x0)
}

fn on_curve([a, b, c, d]: &[f64; 4], load: f64) -> f64 {
    (a * (b * (load * 100.0 + c)).ln() + d).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_points_are_met_and_lines_join_them() {
        for (load, share) in POINTS {
            assert!((share_of_tdp(load) - share).abs() < 1e-12);
        }
        // Half way between 10 % and 50 %: (0.32 + 0.75) / 2.
        assert!((share_of_tdp(0.3) - 0.535).abs() < 1e-12);
    }

    #[test]
    fn the_curve_of_xeon_gold_is_the_published_one() {
        // 35.5688 · ln(0.2438 · (50 + 9.6694)) - 0.6087 = 35.5688 · ln 14.54739972 - 0.6087
        // = 35.5688 · 2.677412 - 0.6087 = 94.6237.
        assert!((on_curve(&CURVES[1].1, 0.5) - 94.6237).abs() < 1e-3);
    }
}
