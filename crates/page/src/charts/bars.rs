//! Horizontal stacked bars, one a line.

use super::canvas::{ChartNames, ChartSheet, Ticks, line, svg};
use super::fill::PALE;
use super::lying::{Lying, ground};
use super::{Bar, Fill};
use ground::fault::Fault;
use ground::lang::Lang;

/// Room for values on the right.
const RIGHT: i32 = 76;

/// Draws bars, largest on top, on an axis in `unit`.
pub(crate) fn bars(
    sheet: ChartSheet,
    named: &ChartNames<'_>,
    bars: &[Bar],
    fills: &[Fill],
    (unit, lang): (&str, Lang),
) -> Result<String, Fault> {
    let lying = Lying::on(sheet, RIGHT);
    let (bottom, height) = lying.heights(bars.len());
    let ticks = Ticks::up_to(bars.iter().map(Bar::reach).fold(0.0, f64::max));
    let across = |value: f64| lying.across(value / ticks.end());
    svg(sheet, named, height, |paper| {
        lying.axis(paper, &ticks, across, bottom, (unit, lang))?;
        for (at, bar) in (0..).zip(bars) {
            lying.name(paper, at, &bar.label)?;
            let mut reached = 0.0;
            for (part, fill) in bar.parts.iter().zip(fills) {
                let (from, to) = (across(reached), across(reached + part));
                reached += part;
                if from < to {
                    lying.part(paper, at, (from, to), *fill)?;
                    // A hair of white between parts tells them apart without their colours.
                    let (top, low) = lying.bar(at);
                    line(paper, (to, top), (to, low), PALE)?;
                }
            }
            if let Some([low, high]) = bar.interval {
                lying.interval(paper, at, (across(low), across(high)))?;
            }
            lying.value(paper, at, across(bar.reach()), &bar.value)?;
        }
        ground(paper, across(0.0), bottom)
    })
}
