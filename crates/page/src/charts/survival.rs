//! Survival curves: steps down from 100 %, each with the band of its interval.

use super::Colour;
use super::canvas::{ChartNames, ChartPaper, ChartSheet, DrawResult, line, pixel, svg, write};
use super::fill::{GREY, GRID, INK};
use ground::fault::Fault;
use ground::lang::Lang;
use ledger::lifetime::Curve;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const LEFT: i32 = 58;
const RIGHT: i32 = 10;
const TOP: i32 = 30;
const BOTTOM: i32 = 300;
const HEIGHT: i32 = 345;

/// The colours of the curves, in their order; they differ in lightness too.
pub(crate) const CURVES: [Colour; 3] = [(0x12, 0x43, 0x6d), (0xdd, 0x78, 0x1c), (0x0f, 0x7a, 0x72)];

/// A curve to draw, as far as it is known.
pub(crate) struct Survivors<'a> {
    /// The curve.
    pub(crate) curve: &'a Curve,
    /// The age up to which it is drawn, years.
    pub(crate) until: f64,
}

/// Draws curves in the order of [`CURVES`], each with its number at its end, on axes of years and
/// shares.
pub(crate) fn survival(
    sheet: ChartSheet,
    named: &ChartNames<'_>,
    curves: &[Survivors<'_>],
    lang: Lang,
) -> Result<String, Fault> {
    let oldest = curves.iter().map(|one| one.until).fold(1.0, f64::max).ceil();
    let end = sheet.width() - RIGHT;
    let across = |age: f64| LEFT + pixel(age / oldest * f64::from(end - LEFT));
    let up = |share: f64| BOTTOM - pixel(share * f64::from(BOTTOM - TOP));
    svg(sheet, named, HEIGHT, |paper| {
        for quarter in 0..=4 {
            let share = f64::from(quarter) / 4.0;
            line(paper, (LEFT, up(share)), (end, up(share)), GRID)?;
            let at = (LEFT - 8, up(share));
            write(paper, &lang.percent(share), at, (12, GREY), (HPos::Right, VPos::Center))?;
        }
        let crowded = oldest > if sheet == ChartSheet::Wide { 12.0 } else { 8.0 };
        let step = if crowded { 2 } else { 1 };
        for year in (0..=pixel(oldest)).step_by(step) {
            let x = across(f64::from(year));
            line(paper, (x, BOTTOM), (x, BOTTOM + 5), GREY)?;
            let number = lang.number(f64::from(year), 0);
            write(paper, &number, (x, BOTTOM + 8), (12, GREY), (HPos::Center, VPos::Top))?;
        }
        let (still, age) = (
            lang.label("encore en usage", "still in use"),
            lang.label("années depuis la mise en service", "years since first use"),
        );
        write(paper, still, (2, 2), (12, GREY), (HPos::Left, VPos::Top))?;
        let middle = i32::midpoint(LEFT, end);
        write(paper, age, (middle, HEIGHT - 18), (12, GREY), (HPos::Center, VPos::Top))?;
        for (one, colour) in curves.iter().zip(CURVES) {
            band(paper, one, colour, &across, &up)?;
        }
        let mut numbered: Vec<(i32, i32)> = Vec::new();
        for (one, (colour, number)) in curves.iter().zip(CURVES.into_iter().zip(1_u8..)) {
            let (x, y) = steps(paper, one, colour, &across, &up)?;
            // Beside the end of the curve, and on no other number.
            let mut at = (x.min(end - 12) + 3, y - 14);
            while numbered.iter().any(|(x, y)| (x - at.0).abs() < 10 && (y - at.1).abs() < 14) {
                at.1 -= 14;
            }
            numbered.push(at);
            write(paper, &number.to_string(), at, (13, INK), (HPos::Left, VPos::Top))?;
        }
        line(paper, (LEFT, BOTTOM), (end, BOTTOM), GREY)
    })
}

/// The corners of a step function of the curve, from age 0 to where it ends.
fn corners(
    one: &Survivors<'_>,
    share: impl Fn(&ledger::lifetime::CurveStep) -> f64,
    across: &impl Fn(f64) -> i32,
    up: &impl Fn(f64) -> i32,
) -> Vec<(i32, i32)> {
    let mut corners = vec![(across(0.0), up(1.0))];
    let mut level = 1.0;
    for step in one.curve.steps.iter().take_while(|step| step.age <= one.until) {
        corners.push((across(step.age), up(level)));
        level = share(step);
        corners.push((across(step.age), up(level)));
    }
    corners.push((across(one.until), up(level)));
    corners
}

fn band(
    paper: &ChartPaper<'_>,
    one: &Survivors<'_>,
    (red, green, blue): Colour,
    across: &impl Fn(f64) -> i32,
    up: &impl Fn(f64) -> i32,
) -> DrawResult {
    let mut around = corners(one, |step| step.high, across, up);
    let mut below = corners(one, |step| step.low, across, up);
    below.reverse();
    around.append(&mut below);
    let fill = RGBColor(red, green, blue).mix(0.15).filled();
    paper.draw(&Polygon::new(around, fill))
}

/// Draws a curve; where it ends.
fn steps(
    paper: &ChartPaper<'_>,
    one: &Survivors<'_>,
    (red, green, blue): Colour,
    across: &impl Fn(f64) -> i32,
    up: &impl Fn(f64) -> i32,
) -> Result<(i32, i32), DrawingAreaErrorKind<std::io::Error>> {
    let path = corners(one, |step| step.survival, across, up);
    let last = path.last().copied().unwrap_or((across(0.0), up(1.0)));
    paper.draw(&PathElement::new(path, RGBColor(red, green, blue).stroke_width(2)))?;
    Ok(last)
}
