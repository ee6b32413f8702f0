//! Horizontal stacked bars, one a line.

use super::canvas::{GREY, INK, Named, Ticks, WIDTH, axis, block, cut, line, pixel, svg, write};
use super::{Bar, Colour};
use ground::fault::Fault;
use ground::lang::Lang;
use plotters::style::text_anchor::{HPos, VPos};

/// Room for labels on the left, and for values on the right.
const LEFT: i32 = 258;
const RIGHT: i32 = 76;
/// Room for the axis below.
const BELOW: i32 = 44;
const LINE: i32 = 30;
const THICK: i32 = 20;
/// The longest label that fits, in characters.
const LONGEST: usize = 36;

/// Draws bars, largest on top, on an axis in `unit`.
pub(crate) fn bars(
    named: &Named<'_>,
    bars: &[Bar],
    colours: &[Colour],
    unit: &str,
    lang: Lang,
) -> Result<String, Fault> {
    let lines = i32::try_from(bars.len()).unwrap_or(i32::MAX / LINE / 2);
    let bottom = 6 + lines * LINE;
    let ticks = Ticks::up_to(bars.iter().map(Bar::length).fold(0.0, f64::max));
    let across = |value: f64| LEFT + pixel(value / ticks.end() * f64::from(WIDTH - LEFT - RIGHT));
    svg(named, bottom + BELOW, |paper| {
        let middle = i32::midpoint(LEFT, WIDTH - RIGHT);
        axis(
            paper,
            ticks.each(lang).map(|(at, number)| (across(at), number)),
            bottom,
            (middle, unit),
        )?;
        for (at, bar) in (0..).zip(bars) {
            let top = 6 + at * LINE + (LINE - THICK) / 2;
            let middle = (LEFT - 10, top + THICK / 2);
            write(
                paper,
                &cut(&bar.label, LONGEST),
                middle,
                (13, INK),
                (HPos::Right, VPos::Center),
            )?;
            let mut reached = 0.0;
            for (part, colour) in bar.parts.iter().zip(colours) {
                let (from, to) = (across(reached), across(reached + part));
                reached += part;
                if from < to {
                    block(paper, [(from, top), (to, top + THICK)], *colour)?;
                    // A hair of white between parts tells them apart without their colours.
                    line(paper, (to, top), (to, top + THICK), (255, 255, 255))?;
                }
            }
            let end = (across(bar.length()) + 7, top + THICK / 2);
            write(paper, &bar.value, end, (12, INK), (HPos::Left, VPos::Center))?;
        }
        line(paper, (LEFT, 0), (LEFT, bottom), GREY)
    })
}
