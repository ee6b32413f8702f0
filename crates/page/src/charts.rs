//! Charts: bars drawn as SVG by plotters, from figures that are already there.
//!
//! It knows pixels, scales and colours; it knows no footprint and no language but that of its
//! numbers. What leaves is an SVG element with its name for screen readers. No system font is
//! asked for: the page says which one the browser takes.

mod bars;
mod canvas;
mod columns;
mod share;
mod survival;
mod waterfall;

pub(super) use bars::bars;
pub(super) use canvas::Named;
pub(super) use columns::columns;
pub(super) use share::share;
pub(super) use survival::{CURVES, Survivors, survival};
pub(super) use waterfall::{Step, waterfall};

use ground::stage::Stage;

/// A colour: red, green, blue.
pub(super) type Colour = (u8, u8, u8);

/// A bar, its parts in the order of their colours.
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
}

impl Bar {
    fn length(&self) -> f64 {
        self.parts.iter().sum()
    }
}

/// The stages' colours: they differ in lightness too, so that they are told apart in grey.
pub(super) fn colour(stage: Stage) -> Colour {
    match stage {
        Stage::Manufacturing => (0x12, 0x43, 0x6d),
        Stage::Distribution => (0x28, 0xa1, 0x97),
        Stage::Embodied => (0x80, 0x16, 0x50),
        Stage::Use => (0xf4, 0x8c, 0x36),
        Stage::EndOfLife => (0xa2, 0x85, 0xd1),
    }
}

/// A colour as CSS writes it.
pub(super) fn css((red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
