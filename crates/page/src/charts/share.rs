//! One bar cut into shares of a whole.

use super::canvas::{ChartNames, ChartSheet, block, hatch, line, pixel, svg, write};
use super::{Colour, Fill};
use ground::fault::Fault;
use plotters::style::text_anchor::{HPos, VPos};

const HEIGHT: i32 = 56;
/// The narrowest part that its share is written in, pixels.
const NARROWEST: i32 = 52;
/// How bright a colour may be for white text on it, of 255.
const DARK: f64 = 110.0;

/// Draws the shares (0 to 1) of a whole, each with its text where there is room.
pub(crate) fn share(
    sheet: ChartSheet,
    named: &ChartNames<'_>,
    parts: &[(f64, Fill, String)],
) -> Result<String, Fault> {
    let across = |share: f64| pixel(share * f64::from(sheet.width()));
    svg(sheet, named, HEIGHT, |paper| {
        let mut reached = 0.0;
        for (part, fill, text) in parts {
            let (from, to) = (across(reached), across(reached + part));
            reached += part;
            if to <= from {
                continue;
            }
            let corners = [(from, 2), (to, HEIGHT - 2)];
            block(paper, corners, fill.colour)?;
            if fill.hatched {
                hatch(paper, corners)?;
            }
            line(paper, (to, 2), (to, HEIGHT - 2), (255, 255, 255))?;
            if NARROWEST <= to - from {
                let (x, y) = (i32::midpoint(from, to), HEIGHT / 2);
                if fill.hatched {
                    // No text is read on a hatch.
                    block(paper, [(x - 24, y - 11), (x + 24, y + 11)], fill.colour)?;
                }
                let ink = ink_on(fill.colour);
                write(paper, text, (x, y), (16, ink), (HPos::Center, VPos::Center))?;
            }
        }
        Ok(())
    })
}

/// Black or white, whichever is read better on a colour.
fn ink_on((red, green, blue): Colour) -> Colour {
    let bright = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
    if bright < DARK { (255, 255, 255) } else { (0, 0, 0) }
}
