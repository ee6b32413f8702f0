//! Upright stacked bars, one a year.

use super::canvas::{
    ChartNames, ChartPaper, ChartSheet, DrawResult, Ticks, block, cut, line, pixel, svg, turned,
    wide, write,
};
use super::fill::{GREY, GRID, INK};
use super::{Bar, Fill};
use ground::fault::Fault;
use ground::lang::Lang;
use plotters::style::text_anchor::{HPos, VPos};

const LEFT: i32 = 58;
const RIGHT: i32 = 10;
const TOP: i32 = 38;
const BOTTOM: i32 = 300;
/// The widest place of a column.
const WIDEST: f64 = 76.0;
/// The narrowest place that its value is written above.
const ROOM: f64 = 36.0;

/// Draws columns from left to right, on an axis in `unit`.
pub(crate) fn columns(
    sheet: ChartSheet,
    named: &ChartNames<'_>,
    bars: &[Bar],
    fills: &[Fill],
    (unit, lang): (&str, Lang),
) -> Result<String, Fault> {
    let ticks = Ticks::up_to(bars.iter().map(Bar::length).fold(0.0, f64::max));
    let up = |value: f64| BOTTOM - pixel(value / ticks.end() * f64::from(BOTTOM - TOP));
    // The longest number of the axis stands on the sheet.
    let longest = ticks.each(lang).map(|(_, number)| wide(&number, 12)).max().unwrap_or(0);
    let least = if sheet == ChartSheet::Wide { LEFT } else { 44 };
    let (left, right) = (least.max(longest + 10), sheet.width() - RIGHT);
    // A narrow sheet turns its labels: a wide place gains nothing there.
    let of = |bar: &Bar| if sheet == ChartSheet::Wide { places(bar) } else { 1.0 };
    let sum: f64 = bars.iter().map(of).sum();
    let place = (f64::from(right - left) / sum.max(1.0)).min(WIDEST);
    let height = BOTTOM + if sheet == ChartSheet::Wide { 30 } else { 84 };
    svg(sheet, named, height, |paper| {
        for (value, number) in ticks.each(lang) {
            let y = up(value);
            line(paper, (left, y), (right, y), GRID)?;
            write(paper, &number, (left - 8, y), (12, GREY), (HPos::Right, VPos::Center))?;
        }
        write(paper, unit, (2, 2), (12, GREY), (HPos::Left, VPos::Top))?;
        let mut reached = f64::from(left);
        for bar in bars {
            let middle = reached + place * of(bar) / 2.0;
            reached += place * of(bar);
            let half = place * 0.36;
            let (from, to, middle) = (pixel(middle - half), pixel(middle + half), pixel(middle));
            let mut risen = 0.0;
            for (part, fill) in bar.parts.iter().zip(fills) {
                let (low, top) = (up(risen), up(risen + part));
                risen += part;
                if top < low {
                    block(paper, [(from, top), (to, low)], fill.colour)?;
                    line(paper, (from, top), (to, top), (255, 255, 255))?;
                }
            }
            if bar.length() > 0.0 && ROOM <= place {
                let above = (middle, up(bar.length()) - 4);
                write(paper, &bar.value, above, (11, INK), (HPos::Center, VPos::Bottom))?;
            }
            label(sheet, paper, &bar.label, middle)?;
        }
        line(paper, (left, BOTTOM), (right, BOTTOM), GREY)
    })
}

/// What a column stands for, below it.
fn label(sheet: ChartSheet, paper: &ChartPaper<'_>, label: &str, middle: i32) -> DrawResult {
    let label = cut(label, 110, 12);
    match sheet {
        ChartSheet::Wide => {
            write(paper, &label, (middle, BOTTOM + 8), (12, INK), (HPos::Center, VPos::Top))
        }
        ChartSheet::Narrow | ChartSheet::Small => {
            turned(paper, &label, (middle, BOTTOM + 8), (12, INK))
        }
    }
}

fn places(bar: &Bar) -> f64 {
    if bar.wide { 2.0 } else { 1.0 }
}
