//! Upright stacked bars, one a year.

use super::canvas::{GREY, GRID, INK, Named, Ticks, WIDTH, block, cut, line, pixel, svg, write};
use super::{Bar, Colour};
use ground::fault::Fault;
use ground::lang::Lang;
use plotters::style::text_anchor::{HPos, VPos};

const LEFT: i32 = 58;
const RIGHT: i32 = 10;
const TOP: i32 = 38;
const BOTTOM: i32 = 300;
const HEIGHT: i32 = 330;
/// The widest place of a column.
const WIDEST: f64 = 76.0;

/// Draws columns from left to right, on an axis in `unit`.
pub(crate) fn columns(
    named: &Named<'_>,
    bars: &[Bar],
    colours: &[Colour],
    unit: &str,
    lang: Lang,
) -> Result<String, Fault> {
    let ticks = Ticks::up_to(bars.iter().map(Bar::length).fold(0.0, f64::max));
    let up = |value: f64| BOTTOM - pixel(value / ticks.end() * f64::from(BOTTOM - TOP));
    let places: f64 = bars.iter().map(places).sum();
    let place = (f64::from(WIDTH - LEFT - RIGHT) / places.max(1.0)).min(WIDEST);
    svg(named, HEIGHT, |paper| {
        for (value, number) in ticks.each(lang) {
            let y = up(value);
            line(paper, (LEFT, y), (WIDTH - RIGHT, y), GRID)?;
            write(paper, &number, (LEFT - 8, y), (12, GREY), (HPos::Right, VPos::Center))?;
        }
        write(paper, unit, (2, 2), (12, GREY), (HPos::Left, VPos::Top))?;
        let mut reached = f64::from(LEFT);
        for bar in bars {
            let middle = reached + place * self::places(bar) / 2.0;
            reached += place * self::places(bar);
            let half = place * 0.36;
            let (left, right, middle) = (pixel(middle - half), pixel(middle + half), pixel(middle));
            let mut risen = 0.0;
            for (part, colour) in bar.parts.iter().zip(colours) {
                let (from, to) = (up(risen), up(risen + part));
                risen += part;
                if to < from {
                    block(paper, [(left, to), (right, from)], *colour)?;
                    line(paper, (left, to), (right, to), (255, 255, 255))?;
                }
            }
            if bar.length() > 0.0 {
                let above = (middle, up(bar.length()) - 4);
                write(paper, &bar.value, above, (11, INK), (HPos::Center, VPos::Bottom))?;
            }
            let below = (middle, BOTTOM + 8);
            write(paper, &cut(&bar.label, 16), below, (12, INK), (HPos::Center, VPos::Top))?;
        }
        line(paper, (LEFT, BOTTOM), (WIDTH - RIGHT, BOTTOM), GREY)
    })
}

fn places(bar: &Bar) -> f64 {
    if bar.wide { 2.0 } else { 1.0 }
}
