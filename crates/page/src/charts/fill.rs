//! Colours of stages, and the hatch of what sources give together.

use ground::stage::Stage;

/// A colour: red, green, blue.
pub(crate) type Colour = (u8, u8, u8);

/// How a part is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fill {
    /// Its colour.
    pub(crate) colour: Colour,
    /// Whether it is hatched: several stages that a source gives together are no stage of their
    /// own, and have no colour of their own.
    pub(crate) hatched: bool,
}

impl From<Colour> for Fill {
    fn from(colour: Colour) -> Self {
        Self { colour, hatched: false }
    }
}

/// The stages' fills: they differ in lightness too, so that they are told apart in grey.
pub(crate) fn fill(stage: Stage) -> Fill {
    match stage {
        Stage::Manufacturing => (0x12, 0x43, 0x6d).into(),
        Stage::Embodied => Fill { hatched: true, ..fill(Stage::Manufacturing) },
        Stage::Distribution => (0x0f, 0x7a, 0x72).into(),
        Stage::EndOfLife => (0x92, 0x70, 0xcb).into(),
        Stage::Use => (0xdd, 0x78, 0x1c).into(),
    }
}

/// A fill as the background of CSS.
pub(crate) fn css(fill: Fill) -> String {
    let (red, green, blue) = fill.colour;
    let plain = format!("#{red:02x}{green:02x}{blue:02x}");
    if fill.hatched {
        format!("repeating-linear-gradient(110deg,{plain} 0 4px,#fff 4px 6px)")
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{GREY, INK};
    use super::super::{CURVES, waterfall};
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(one: Colour, other: Colour) -> f64 {
        let light = |(red, green, blue): Colour| {
            let linear = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        };
        let (a, b) = (light(one), light(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const WHITE: Colour = (255, 255, 255);

    #[test]
    fn every_colour_stands_out_from_the_sheet() {
        let stages = Stage::ALL.map(|stage| fill(stage).colour);
        for colour in stages.into_iter().chain(CURVES).chain(waterfall::COLOURS) {
            assert!(contrast(colour, WHITE) >= 3.0, "{colour:?}: {}", contrast(colour, WHITE));
        }
        for ink in [INK, GREY] {
            assert!(contrast(ink, WHITE) >= 4.5, "{ink:?}");
        }
    }

    #[test]
    fn what_sources_give_together_has_no_colour_of_its_own() {
        let (together, making) = (fill(Stage::Embodied), fill(Stage::Manufacturing));
        assert_eq!(together.colour, making.colour);
        assert!(together.hatched && !making.hatched);
        assert!(css(together).contains(&css(making)) && css(together).contains("gradient"));
    }

    #[test]
    fn stages_differ_in_lightness() {
        let own = [Stage::Manufacturing, Stage::Distribution, Stage::EndOfLife, Stage::Use];
        let mut lights = own.map(|stage| contrast(fill(stage).colour, (0, 0, 0)));
        lights.sort_by(f64::total_cmp);
        for pair in lights.windows(2) {
            assert!(pair[1] / pair[0] > 1.15, "{lights:?}");
        }
    }
}
