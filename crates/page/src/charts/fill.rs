//! Colours of stages, and the hatch of what sources give together.

use ground::stage::Stage;
use std::fmt::Write as _;

/// A colour: red, green, blue.
pub(crate) type Colour = (u8, u8, u8);

/// Colour of texts.
pub(super) const INK: Colour = (0x1f, 0x29, 0x33);
/// Colour of the axis and its numbers.
pub(super) const GREY: Colour = (0x52, 0x5f, 0x6b);
/// Colour of what stands between, or under, things that touch.
pub(super) const PALE: Colour = (255, 255, 255);
/// Colour of the grid.
pub(super) const GRID: Colour = (0xdd, 0xe3, 0xe8);

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
    background(fill, SHEET.0)
}

fn background(fill: Fill, sheet: Colour) -> String {
    let (plain, sheet) = (hex(fill.colour), hex(sheet));
    if fill.hatched {
        format!("repeating-linear-gradient(110deg,{plain} 0 4px,{sheet} 4px 6px)")
    } else {
        plain
    }
}

fn hex((red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The sheet by day, and in the dark: the dark page's own paper.
const SHEET: (Colour, Colour) = ((0xff, 0xff, 0xff), (0x12, 0x18, 0x1e));

/// What charts are drawn with by day, and what the page turns each into in the dark.
const IN_THE_DARK: [(Colour, Colour); 8] = [
    SHEET,
    (INK, (0xe6, 0xeb, 0xf0)),
    (GREY, (0xb6, 0xc1, 0xcb)),
    (GRID, (0x3b, 0x47, 0x52)),
    ((0x12, 0x43, 0x6d), (0x5b, 0x95, 0xcc)),
    ((0x0f, 0x7a, 0x72), (0x3f, 0xb0, 0xa5)),
    ((0x92, 0x70, 0xcb), (0xd6, 0xca, 0xf5)),
    ((0xdd, 0x78, 0x1c), (0xf0, 0xa9, 0x5c)),
];

/// The rules of style that turn charts and their keys over in the dark.
pub(crate) fn dark_rules() -> String {
    let mut rules = "@media screen and (prefers-color-scheme: dark) {\n".to_owned();
    for (day, dark) in IN_THE_DARK {
        let (day, dark) = (hex(day), hex(dark));
        let drawn = day.to_uppercase();
        let _ = writeln!(
            rules,
            "  figure svg [fill=\"{drawn}\"] {{ fill: {dark}; }} figure svg [stroke=\"{drawn}\"] {{ stroke: {dark}; }}"
        );
    }
    let stages = Stage::ALL.map(fill);
    for key in stages {
        let Some((_, dark)) = IN_THE_DARK.iter().find(|(day, _)| *day == key.colour) else {
            continue;
        };
        let (day, dark) = (css(key), background(Fill { colour: *dark, ..key }, SHEET.1));
        let _ = writeln!(
            rules,
            "  .swatch[style=\"background:{day}\"] {{ background: {dark} !important; }}"
        );
    }
    rules + "}\n"
}

#[cfg(test)]
mod tests {
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

    /// What a colour is in the dark.
    fn in_the_dark(colour: Colour) -> Colour {
        let known = IN_THE_DARK.iter().find(|(day, _)| *day == colour);
        known.unwrap_or_else(|| panic!("{colour:?} has none for the dark")).1
    }

    #[test]
    fn every_colour_stands_out_from_the_sheet() {
        let (white, black) = SHEET;
        let stages = Stage::ALL.map(|stage| fill(stage).colour);
        for colour in stages.into_iter().chain(CURVES).chain(waterfall::COLOURS) {
            for (colour, sheet) in [(colour, white), (in_the_dark(colour), black)] {
                assert!(contrast(colour, sheet) >= 3.0, "{colour:?}: {}", contrast(colour, sheet));
            }
        }
        for ink in [INK, GREY] {
            assert!(contrast(ink, white) >= 4.5, "{ink:?}");
            assert!(contrast(in_the_dark(ink), black) >= 4.5, "{ink:?}");
        }
    }

    #[test]
    fn charts_lie_on_the_paper_of_the_dark_page() {
        let style = include_str!("../style.css");
        let (_, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
        assert!(dark.contains(&format!("--paper: {};", hex(SHEET.1))));
        assert!(
            dark_rules().contains(&format!("[fill=\"#FFFFFF\"] {{ fill: {}; }}", hex(SHEET.1)))
        );
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
        let by_day = own.map(|stage| fill(stage).colour);
        for colours in [by_day, by_day.map(in_the_dark)] {
            let mut lights = colours.map(|colour| contrast(colour, (0, 0, 0)));
            lights.sort_by(f64::total_cmp);
            for pair in lights.windows(2) {
                assert!(pair[1] / pair[0] > 1.15, "{lights:?}");
            }
        }
    }
}
