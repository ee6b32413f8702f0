//! One bar cut into shares of a whole.

use super::Colour;
use super::canvas::{Named, WIDTH, block, line, pixel, svg, write};
use ground::fault::Fault;
use plotters::style::text_anchor::{HPos, VPos};

const HEIGHT: i32 = 56;
/// The narrowest part that its share is written in, pixels.
const NARROWEST: i32 = 52;
/// How bright a colour may be for white text on it, of 255.
const DARK: f64 = 110.0;

/// Draws the shares (0 to 1) of a whole, each with its text where there is room.
pub(crate) fn share(named: &Named<'_>, parts: &[(f64, Colour, String)]) -> Result<String, Fault> {
    svg(named, HEIGHT, |paper| {
        let mut reached = 0.0;
        for (part, colour, text) in parts {
            let (from, to) = (across(reached), across(reached + part));
            reached += part;
            if to <= from {
                continue;
            }
            block(paper, [(from, 2), (to, HEIGHT - 2)], *colour)?;
            line(paper, (to, 2), (to, HEIGHT - 2), (255, 255, 255))?;
            if NARROWEST <= to - from {
                let middle = (i32::midpoint(from, to), HEIGHT / 2);
                write(paper, text, middle, (16, ink_on(*colour)), (HPos::Center, VPos::Center))?;
            }
        }
        Ok(())
    })
}

fn across(share: f64) -> i32 {
    pixel(share * f64::from(WIDTH))
}

/// Black or white, whichever is read better on a colour.
fn ink_on((red, green, blue): Colour) -> Colour {
    let bright = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
    if bright < DARK { (255, 255, 255) } else { (0, 0, 0) }
}
