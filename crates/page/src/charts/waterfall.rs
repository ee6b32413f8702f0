//! A waterfall: from one total to another, a floating bar for each step.

use super::Colour;
use super::canvas::{ChartNames, ChartSheet, Ticks, line, svg};
use super::fill::GREY;
use super::lying::{Lying, ground};
use ground::fault::Fault;
use ground::lang::Lang;

/// Room for values on the right.
const RIGHT: i32 = 96;

/// Colours: of a total, a rise and a fall; they differ in lightness too.
pub(crate) const COLOURS: [Colour; 3] =
    [(0x12, 0x43, 0x6d), (0xdd, 0x78, 0x1c), (0x0f, 0x7a, 0x72)];

/// A bar of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WaterfallStep {
    /// What it stands for.
    pub(crate) label: String,
    /// Where it starts and ends; a total starts at zero.
    pub(crate) span: (f64, f64),
    /// Whether it is a total.
    pub(crate) is_total: bool,
    /// The interval of where it ends, where it has one.
    pub(crate) interval: Option<(f64, f64)>,
    /// Its value, as written beside it.
    pub(crate) value: String,
}

/// Draws steps from top to bottom, on an axis in `unit`.
pub(crate) fn waterfall(
    sheet: ChartSheet,
    named: &ChartNames<'_>,
    steps: &[WaterfallStep],
    (unit, lang): (&str, Lang),
) -> Result<String, Fault> {
    let lying = Lying::on(sheet, RIGHT);
    let (bottom, height) = lying.heights(steps.len());
    let ends = || {
        let bounds = steps.iter().filter_map(|step| step.interval).flat_map(<[f64; 2]>::from);
        steps.iter().flat_map(|step| [step.span.0, step.span.1]).chain(bounds)
    };
    let ticks = Ticks::up_to(ends().fold(0.0, f64::max));
    // Where every step lies far from zero, zero stays: a cut axis would make steps look larger.
    let least = ends().fold(0.0, f64::min);
    let whole = ticks.end() - least;
    let across = |value: f64| lying.across((value - least) / whole);
    let [total, rise, fall] = COLOURS;
    svg(sheet, named, height, |paper| {
        lying.axis(paper, &ticks, across, bottom, (unit, lang))?;
        let mut reached: Option<f64> = None;
        for (at, step) in (0..).zip(steps) {
            lying.name(paper, at, &step.label)?;
            let (from, to) = step.span;
            let (left, right) = (across(from.min(to)), across(from.max(to)));
            let colour = match (step.is_total, from <= to) {
                (true, _) => total,
                (false, true) => rise,
                (false, false) => fall,
            };
            let (top, _) = lying.bar(at);
            if let Some(reached) = reached {
                let (_, low) = lying.bar(at - 1);
                line(paper, (across(reached), low), (across(reached), top), GREY)?;
            }
            lying.part(paper, at, (left, right.max(left + 1)), colour.into())?;
            let bounds = step.interval.map(|(low, high)| (across(low), across(high)));
            if let Some(bounds) = bounds {
                lying.interval(paper, at, bounds)?;
            }
            lying.value(
                paper,
                at,
                right.max(bounds.map_or(right, |(_, high)| high)),
                &step.value,
            )?;
            reached = Some(to);
        }
        ground(paper, across(0.0), bottom)
    })
}
