//! How a figure of the run is rounded: its scale, its unit, and what its bounds allow.

use super::facts::{Dimension, Known};
use ground::round::rounded;

/// The scale and the unit that a figure is told in.
pub(super) fn scaled(known: &Known) -> (f64, &'static str) {
    match known.of {
        Dimension::Carbon if known.value.abs() >= 1_000.0 => (1e-3, "t CO\u{2082}e"),
        Dimension::Carbon => (1.0, "kg CO\u{2082}e"),
        Dimension::Energy if known.value.abs() >= 10_000.0 => (1e-3, "MWh"),
        Dimension::Energy => (1.0, "kWh"),
        Dimension::Mass => (1.0, "kg"),
        Dimension::Percent => (1.0, "%"),
        Dimension::Ratio | Dimension::Units => (1.0, ""),
    }
}

/// A figure and its bounds in a scale, rounded to what these allow, with the step; a share to the unit at
/// least: of 100 % between 2 and 100 %, the 2 is what is known.
pub(super) fn rounded_in(known: &Known, scale: f64) -> (f64, Option<(f64, f64)>, f64) {
    let bounds = known.bounds.map(|(low, high)| (low * scale, high * scale));
    let told = rounded(known.value * scale, bounds, 0);
    let is_coarse = known.of == Dimension::Percent && told.2 > 1.0;
    if is_coarse { rounded(known.value * scale, bounds, 1) } else { told }
}
