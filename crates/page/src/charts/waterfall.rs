//! A waterfall: from one total to another, a floating bar for each step.

use super::Colour;
use super::canvas::{GREY, INK, Named, Ticks, WIDTH, axis, block, cut, line, pixel, svg, write};
use ground::fault::Fault;
use ground::lang::Lang;
use plotters::style::text_anchor::{HPos, VPos};

const LEFT: i32 = 258;
const RIGHT: i32 = 96;
const BELOW: i32 = 44;
const LINE: i32 = 30;
const THICK: i32 = 20;
const LONGEST: usize = 36;

/// Colours: of a total, a rise and a fall; they differ in lightness too.
const TOTAL: Colour = (0x12, 0x43, 0x6d);
const RISE: Colour = (0xf4, 0x8c, 0x36);
const FALL: Colour = (0x28, 0xa1, 0x97);

/// A bar of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    /// What it stands for.
    pub(crate) label: String,
    /// Where it starts and ends; a total starts at zero.
    pub(crate) span: (f64, f64),
    /// Whether it is a total.
    pub(crate) is_total: bool,
    /// Its value, as written beside it.
    pub(crate) value: String,
}

/// Draws steps from top to bottom, on an axis in `unit`.
pub(crate) fn waterfall(
    named: &Named<'_>,
    steps: &[Step],
    unit: &str,
    lang: Lang,
) -> Result<String, Fault> {
    let lines = i32::try_from(steps.len()).unwrap_or(i32::MAX / LINE / 2);
    let bottom = 6 + lines * LINE;
    let ends = || steps.iter().flat_map(|step| [step.span.0, step.span.1]);
    let ticks = Ticks::up_to(ends().fold(0.0, f64::max));
    // Where every step lies far from zero, zero stays: a cut axis would make steps look larger.
    let least = ends().fold(0.0, f64::min);
    let whole = ticks.end() - least;
    let across =
        |value: f64| LEFT + pixel((value - least) / whole * f64::from(WIDTH - LEFT - RIGHT));
    svg(named, bottom + BELOW, |paper| {
        let middle = i32::midpoint(LEFT, WIDTH - RIGHT);
        axis(
            paper,
            ticks.each(lang).map(|(at, number)| (across(at), number)),
            bottom,
            (middle, unit),
        )?;
        let mut reached: Option<f64> = None;
        for (at, step) in (0..).zip(steps) {
            let top = 6 + at * LINE + (LINE - THICK) / 2;
            let label = (LEFT - 10, top + THICK / 2);
            let name = cut(&step.label, LONGEST);
            write(paper, &name, label, (13, INK), (HPos::Right, VPos::Center))?;
            let (from, to) = step.span;
            let (left, right) = (across(from.min(to)), across(from.max(to)));
            let colour = match (step.is_total, from <= to) {
                (true, _) => TOTAL,
                (false, true) => RISE,
                (false, false) => FALL,
            };
            if let Some(reached) = reached {
                let x = across(reached);
                line(paper, (x, top - (LINE - THICK)), (x, top), GREY)?;
            }
            block(paper, [(left, top), (right.max(left + 1), top + THICK)], colour)?;
            let end = (right + 7, top + THICK / 2);
            write(paper, &step.value, end, (12, INK), (HPos::Left, VPos::Center))?;
            reached = Some(to);
        }
        line(paper, (across(0.0), 0), (across(0.0), bottom), GREY)
    })
}
