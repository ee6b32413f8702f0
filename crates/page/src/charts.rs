//! Charts: bars drawn as SVG by plotters, from figures that are already there.
//!
//! It knows pixels, scales and colours; it knows no footprint and no language but that of its
//! numbers. What leaves is an SVG element with its name for screen readers, on a wide sheet or on
//! one of the width of a phone. No system font is asked for: the page says which one the browser
//! takes.

mod bars;
mod canvas;
mod columns;
mod fill;
mod lying;
mod share;
mod survival;
mod trajectory;
mod waterfall;

pub(super) use bars::bars;
pub(super) use canvas::{ChartNames, ChartSheet, both};
pub(super) use columns::columns;
pub(super) use fill::{Colour, Fill, css, dark_rules, fill};
pub(super) use share::share;
pub(super) use survival::{CURVES, Survivors, survival};
pub(super) use trajectory::{Course, trajectory};
pub(super) use waterfall::{COLOURS as STEPS, WaterfallStep, waterfall};

/// A bar, its parts in the order of their fills.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    /// What it stands for.
    pub(super) label: String,
    /// Whether its place is twice as wide, its label being long.
    pub(super) wide: bool,
    /// Its parts, none negative.
    pub(super) parts: Vec<f64>,
    /// Its value, as written beside it.
    pub(super) value: String,
    /// The ends of its interval, where it has one: a thin line over it.
    pub(super) interval: Option<[f64; 2]>,
}

impl Bar {
    fn length(&self) -> f64 {
        self.parts.iter().sum()
    }

    /// How far what is drawn of it reaches.
    fn reach(&self) -> f64 {
        self.interval.map_or(self.length(), |[_, high]| self.length().max(high))
    }
}
