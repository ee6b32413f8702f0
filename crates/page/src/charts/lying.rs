//! Charts that lie: a line a name, its bar beside it, or below it on a narrow sheet.

use super::canvas::{
    ChartPaper, ChartSheet, DrawResult, Ticks, block, cut, hatch, line, pixel, whisker, wide, write,
};
use super::fill::{Fill, GREY, INK};
use ground::lang::Lang;
use plotters::style::text_anchor::{HPos, VPos};

/// Where lines and bars stand on a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lying {
    width: i32,
    /// Room on the left, for names where they stand there, and for values on the right.
    pub(super) left: i32,
    right: i32,
    /// The height of a line, and of its bar.
    line: i32,
    thick: i32,
    is_narrow: bool,
}

/// Room for the axis below.
const BELOW: i32 = 44;

impl Lying {
    pub(super) fn on(sheet: ChartSheet, right: i32) -> Self {
        let width = sheet.width();
        match sheet {
            ChartSheet::Wide => {
                Self { width, left: 258, right, line: 30, thick: 20, is_narrow: false }
            }
            ChartSheet::Narrow | ChartSheet::Small => {
                Self { width, left: 4, right, line: 44, thick: 16, is_narrow: true }
            }
        }
    }

    /// The bottom of so many lines, and the height of the chart with its axis.
    pub(super) fn heights(self, lines: usize) -> (i32, i32) {
        let lines = i32::try_from(lines).unwrap_or(i32::MAX / self.line / 2);
        let bottom = 6 + lines * self.line;
        (bottom, bottom + BELOW)
    }

    /// The pixel of a part of the axis, 0 to 1.
    pub(super) fn across(self, part: f64) -> i32 {
        self.left + pixel(part * f64::from(self.width - self.left - self.right))
    }

    /// The top of the bar of a line, counted from 0, and its bottom.
    pub(super) fn bar(self, at: i32) -> (i32, i32) {
        let free = self.line - self.thick;
        let top = 6 + at * self.line + if self.is_narrow { free - 4 } else { free / 2 };
        (top, top + self.thick)
    }

    /// The axis with its numbers and its unit.
    pub(super) fn axis(
        self,
        paper: &ChartPaper<'_>,
        ticks: &Ticks,
        place: impl Fn(f64) -> i32,
        bottom: i32,
        (unit, lang): (&str, Lang),
    ) -> DrawResult {
        let middle = i32::midpoint(self.left, self.width - self.right);
        let each = ticks.each(lang).map(|(at, number)| (place(at), number));
        super::canvas::axis(paper, each, bottom, (middle, unit))
    }

    /// The name of a line.
    pub(super) fn name(self, paper: &ChartPaper<'_>, at: i32, name: &str) -> DrawResult {
        let room = if self.is_narrow { self.width - self.left } else { self.left - 10 };
        // A long name is smaller before it is cut.
        let size = if wide(name, 13) <= room { 13 } else { 11 };
        let name = cut(name, room, size);
        let (top, low) = self.bar(at);
        if self.is_narrow {
            let above = (self.left, top - 5);
            return write(paper, &name, above, (size, INK), (HPos::Left, VPos::Bottom));
        }
        let beside = (self.left - 10, i32::midpoint(top, low));
        write(paper, &name, beside, (size, INK), (HPos::Right, VPos::Center))
    }

    /// The value of a line, after the end of its bar.
    pub(super) fn value(
        self,
        paper: &ChartPaper<'_>,
        at: i32,
        end: i32,
        value: &str,
    ) -> DrawResult {
        let (top, low) = self.bar(at);
        let after = (end + 7, i32::midpoint(top, low));
        write(paper, value, after, (12, INK), (HPos::Left, VPos::Center))
    }

    /// The interval of a line, over its bar.
    pub(super) fn interval(
        self,
        paper: &ChartPaper<'_>,
        at: i32,
        (from, to): (i32, i32),
    ) -> DrawResult {
        let (top, low) = self.bar(at);
        let middle = i32::midpoint(top, low);
        whisker(paper, (from, middle), (to, middle))
    }

    /// A part of the bar of a line.
    pub(super) fn part(
        self,
        paper: &ChartPaper<'_>,
        at: i32,
        (from, to): (i32, i32),
        fill: Fill,
    ) -> DrawResult {
        let (top, low) = self.bar(at);
        block(paper, [(from, top), (to, low)], fill.colour)?;
        if fill.hatched {
            hatch(paper, [(from, top), (to, low)])?;
        }
        Ok(())
    }
}

/// The line that bars start from.
pub(super) fn ground(paper: &ChartPaper<'_>, x: i32, bottom: i32) -> DrawResult {
    line(paper, (x, 0), (x, bottom), GREY)
}
