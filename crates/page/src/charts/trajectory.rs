//! A trajectory: the line that a commitment asks for, and what was reached beside it.

use super::canvas::{ChartNames, ChartSheet, Ticks, line, pixel, svg, whisker, wide, write};
use super::fill::{GREY, GRID, INK};
use super::survival::CURVES;
use ground::fault::Fault;
use ground::lang::Lang;
use ground::quantity::Interval;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const RIGHT: i32 = 14;
const TOP: i32 = 30;
const BOTTOM: i32 = 176;
const HEIGHT: i32 = 200;
/// Half the width of a point reached.
const POINT: i32 = 4;

/// What is asked, and what was reached.
pub(crate) struct Course<'a> {
    /// The line asked for, by year.
    pub(crate) asked: &'a [(i32, f64)],
    /// Whether each point of it holds until the next.
    pub(crate) in_steps: bool,
    /// What was reached, by year.
    pub(crate) reached: &'a [(i32, Interval)],
    /// The last of it, as it is written.
    pub(crate) last: &'a str,
}

impl Course<'_> {
    /// The corners of the line asked for, up to a last year.
    fn corners(&self, last: i32) -> Vec<(i32, f64)> {
        let mut corners: Vec<(i32, f64)> = Vec::new();
        for (year, value) in self.asked {
            if self.in_steps
                && let Some((_, held)) = corners.last()
            {
                corners.push((*year, *held));
            }
            corners.push((*year, *value));
        }
        // What is asked at last holds on.
        corners.extend(self.asked.last().map(|(_, value)| (last, *value)));
        corners
    }
}

/// Draws a course on axes of years and of the indicator's unit, from zero.
pub(crate) fn trajectory(
    named: &ChartNames<'_>,
    course: &Course<'_>,
    (unit, lang): (&str, Lang),
) -> Result<String, Fault> {
    let sheet = ChartSheet::Small;
    let years = || {
        let asked = course.asked.iter().map(|(year, _)| *year);
        asked.chain(course.reached.iter().map(|(year, _)| *year))
    };
    let (first, last) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
    let tops = course.reached.iter().map(|(_, reached)| reached.high);
    let highest = course.asked.iter().map(|(_, value)| *value).chain(tops).fold(0.0, f64::max);
    let ticks = Ticks::up_to(highest);
    let longest = ticks.each(lang).map(|(_, number)| wide(&number, 12)).max().unwrap_or(0);
    let (left, right) = (longest + 14, sheet.width() - RIGHT);
    let span = f64::from((last - first).max(1));
    let across =
        |year: i32| left + 8 + pixel(f64::from(year - first) / span * f64::from(right - left - 16));
    let up = |value: f64| BOTTOM - pixel(value.max(0.0) / ticks.end() * f64::from(BOTTOM - TOP));
    let (asked, held) = (CURVES[1], CURVES[0]);
    svg(sheet, named, HEIGHT, |paper| {
        for (value, number) in ticks.each(lang) {
            line(paper, (left, up(value)), (right, up(value)), GRID)?;
            write(paper, &number, (left - 6, up(value)), (12, GREY), (HPos::Right, VPos::Center))?;
        }
        write(paper, unit, (2, 2), (12, GREY), (HPos::Left, VPos::Top))?;
        let every = usize::try_from((last - first) / 6 + 1).unwrap_or(1);
        for year in (first..=last).step_by(every) {
            let at = (across(year), BOTTOM + 7);
            write(paper, &year.to_string(), at, (12, GREY), (HPos::Center, VPos::Top))?;
        }
        line(paper, (left, BOTTOM), (right, BOTTOM), GREY)?;
        let corners = course.corners(last);
        let path: Vec<_> =
            corners.iter().map(|(year, value)| (across(*year), up(*value))).collect();
        let ink = RGBColor(asked.0, asked.1, asked.2);
        paper.draw(&PathElement::new(path, ink.stroke_width(2)))?;
        for (year, value) in course.asked {
            paper.draw(&Circle::new((across(*year), up(*value)), POINT, ink.filled()))?;
        }
        for (year, reached) in course.reached {
            let (x, y) = (across(*year), up(reached.value));
            if reached.low < reached.high {
                whisker(paper, (x, up(reached.low)), (x, up(reached.high)))?;
            }
            super::canvas::block(paper, [(x - POINT, y - POINT), (x + POINT, y + POINT)], held)?;
        }
        if let Some((year, reached)) = course.reached.last() {
            let (x, y) = (across(*year), up(reached.value));
            // On the side where there is room.
            let (at, side) = if right - 60 < x {
                ((x - POINT - 4, y - 9), HPos::Right)
            } else {
                ((x + POINT + 4, y - 9), HPos::Left)
            };
            write(paper, course.last, at, (12, INK), (side, VPos::Center))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corners(asked: &[(i32, f64)], in_steps: bool) -> Vec<(i32, f64)> {
        Course { asked, in_steps, reached: &[], last: "" }.corners(2028)
    }

    #[test]
    fn a_line_leads_from_point_to_point_and_steps_hold() {
        let asked = [(2025, 20.0), (2027, 25.0)];
        assert_eq!(corners(&asked, false), [(2025, 20.0), (2027, 25.0), (2028, 25.0)]);
        let steps = [(2025, 20.0), (2027, 20.0), (2027, 25.0), (2028, 25.0)];
        assert_eq!(corners(&asked, true), steps);
        assert_eq!(corners(&[], true), []);
    }
}
