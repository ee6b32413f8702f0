//! Targets: what is asked for by when, which way is better, and the line that leads there.

use super::model::Commitment;
use super::words::TargetKind;
use ground::table::{Day, parse_iso_day};
use indicator::{Definition, Direction};

/// The years that a plan may speak of.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Which way keeps a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepingWay {
    /// At most the target.
    Down,
    /// At least the target.
    Up,
}

/// The line from where a commitment starts to each of its targets. A year stands for its end: the
/// middle of 2027 is 2026.5.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trajectory {
    points: Vec<(f64, f64)>,
    steps: bool,
}

impl Trajectory {
    /// The line through points; in steps, each holds from its day on.
    pub(crate) fn new(mut points: Vec<(f64, f64)>, steps: bool) -> Self {
        points.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        points.dedup_by(|later, earlier| {
            let same = later.0.to_bits() == earlier.0.to_bits();
            if same {
                earlier.1 = later.1;
            }
            same
        });
        Self { points, steps }
    }

    /// What it asks by year: at its points; at the end of each year where one falls within a year.
    pub(crate) fn course(&self) -> Vec<(i32, f64)> {
        let (Some((first, _)), Some((last, _))) = (self.points.first(), self.points.last()) else {
            return Vec::new();
        };
        let is_point =
            |year: i32| self.points.iter().any(|(at, _)| whole(*at) == year && at.fract() == 0.0);
        let by_year = self.points.iter().all(|(at, _)| at.fract() == 0.0);
        let years = whole(*first)..=whole(*last);
        let shown = years.filter(|year| !by_year || is_point(*year));
        shown.filter_map(|year| Some((year, self.at(year)?))).collect()
    }

    /// What is asked of a year, at its end; nothing before the line begins.
    pub(crate) fn at(&self, year: i32) -> Option<f64> {
        let end = f64::from(year);
        let after = self.points.iter().position(|(at, _)| *at > end);
        let (last, value) = match after {
            Some(0) => return None,
            Some(at) => self.points[at - 1],
            None => *self.points.last()?,
        };
        match after.map(|at| self.points[at]) {
            // A line from a start that nobody knows the end of is as open.
            Some((next, goal)) if !self.steps && value.is_finite() => {
                Some(value + (goal - value) * ((end - last) / (next - last)))
            }
            _ => Some(value),
        }
    }
}

/// The year whose end comes with a day, or after it.
#[expect(clippy::cast_possible_truncation, reason = "a year between 1990 and 2100")]
fn whole(at: f64) -> i32 {
    at.ceil() as i32
}

/// Where a day stands among the ends of years.
fn place(day: Day) -> f64 {
    let year = day.year();
    let ends = [year - 1, year].map(|year| Day::new(year, 12, 31));
    let [Some(before), Some(end)] = ends else { return f64::from(year) };
    f64::from(year) - f64::from(end.0 - day.0) / f64::from(end.0 - before.0)
}

/// The year of a target's date: `2027`, or a day of it.
pub(crate) fn year_of(date: &str) -> Option<i32> {
    let date = date.trim();
    let year = match date.len() {
        4 => date.parse().ok(),
        _ => parse_iso_day(date.as_bytes()).map(Day::year),
    };
    year.filter(|year| YEARS.contains(year))
}

/// The day a target is due: that one, or the last of its year.
pub(crate) fn day_of(date: &str) -> Option<Day> {
    match date.trim().len() {
        4 => Day::new(year_of(date)?, 12, 31),
        _ => parse_iso_day(date.trim().as_bytes()),
    }
}

impl Commitment {
    /// Whether it declares where it starts from, and says no source.
    pub(crate) fn is_unsourced(&self) -> bool {
        self.baseline.as_ref().is_some_and(|declared| declared.source.trim().is_empty())
    }

    /// Its targets by year, those that have a date and a value.
    pub fn dated(&self) -> Vec<(i32, f64)> {
        let dated = self.targets.iter().filter_map(|(date, value)| Some((year_of(date)?, *value)));
        let mut dated: Vec<(i32, f64)> = dated.filter(|(_, value)| value.is_finite()).collect();
        dated.sort_by_key(|(year, _)| *year);
        dated
    }

    /// The first of its targets that is worse than where it starts: any year would keep it.
    pub(crate) fn backward(&self, way: KeepingWay, start: f64) -> Option<f64> {
        let nothing = 1e-9 * start.abs().max(1.0);
        let is_worse = |asked: &f64| match way {
            KeepingWay::Down => *asked > start + nothing,
            KeepingWay::Up => *asked < start - nothing,
        };
        self.dated().into_iter().map(|(_, asked)| asked).find(is_worse)
    }

    /// Its targets by the day that each is due, among the ends of years.
    pub(crate) fn placed(&self) -> Vec<(f64, f64)> {
        let placed = self.targets.iter().filter_map(|(date, value)| {
            year_of(date)?;
            Some((place(day_of(date)?), *value))
        });
        placed.filter(|(_, value)| value.is_finite()).collect()
    }

    /// What its target says; a yes or no needs no word for it.
    pub fn kind(&self, definition: Option<&Definition>) -> Option<TargetKind> {
        self.target.or_else(|| {
            if !self.rule.is_empty() && self.indicator.is_empty() {
                return Some(TargetKind::Rule);
            }
            let definition = definition?;
            if definition.is_yes_no() {
                return Some(TargetKind::Yes);
            }
            (!self.targets.is_empty()).then_some(TargetKind::Value)
        })
    }

    /// Whether each target holds from its date: floors and ceilings do, unless it is said.
    pub fn in_steps(&self, kind: TargetKind) -> bool {
        let held = matches!(kind, TargetKind::Floor | TargetKind::Ceiling | TargetKind::Yes);
        self.steps.unwrap_or(held)
    }

    /// Which way keeps it.
    pub fn way(&self, kind: TargetKind, definition: &Definition) -> Option<KeepingWay> {
        let better = match definition.direction {
            Direction::Lower => Some(KeepingWay::Down),
            Direction::Higher | Direction::Yes => Some(KeepingWay::Up),
            Direction::Context => None,
        };
        match kind {
            TargetKind::Floor | TargetKind::Yes => Some(KeepingWay::Up),
            TargetKind::Ceiling => Some(KeepingWay::Down),
            TargetKind::Change => {
                let last = self.dated().last().map_or(0.0, |(_, value)| *value);
                if last < 0.0 {
                    Some(KeepingWay::Down)
                } else if last > 0.0 {
                    Some(KeepingWay::Up)
                } else {
                    better
                }
            }
            TargetKind::Value | TargetKind::Trend => better,
            TargetKind::Rule => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_the_start_to_each_target_and_holds_after_the_last() {
        let line = Trajectory::new(vec![(2027.0, -15.0), (2024.0, 0.0), (2025.0, -5.0)], false);
        assert_eq!(line.at(2023), None);
        assert_eq!(line.at(2025), Some(-5.0));
        assert_eq!(line.at(2026), Some(-10.0));
        assert_eq!(line.at(2040), Some(-15.0));
        assert_eq!(line.course(), [(2024, 0.0), (2025, -5.0), (2027, -15.0)]);
    }

    #[test]
    fn steps_hold_from_their_date_and_ask_for_nothing_before() {
        let steps = Trajectory::new(vec![(2025.0, 20.0), (2027.0, 25.0)], true);
        assert_eq!(steps.at(2024), None);
        assert_eq!(steps.at(2026), Some(20.0));
        assert_eq!(steps.at(2027), Some(25.0));
    }

    fn placed(targets: &str) -> Vec<(f64, f64)> {
        let text = format!("[[commitment]]\nid = \"E\"\nlabel = \"x\"\ntargets = {targets}\n");
        let plan = super::super::model::Plan::parse(std::path::Path::new("p"), &text).unwrap();
        plan.commitments[0].placed()
    }

    #[test]
    fn of_two_dates_in_a_year_the_later_one_counts() {
        let line = Trajectory::new(placed("{ \"2027-03-31\" = 1, \"2027-12-31\" = 2 }"), true);
        assert_eq!((line.at(2026), line.at(2027)), (None, Some(2.0)));
    }

    /// By the end of June 2027 three years and 181 days of 365 have gone by since the end of 2023.
    #[test]
    fn a_line_goes_by_the_day_of_its_target() {
        let to = |targets: &str| {
            let mut points = placed(targets);
            points.push((2023.0, 0.0));
            Trajectory::new(points, false)
        };
        let line = to("{ \"2027-06-30\" = -15 }");
        let asked = line.at(2026).unwrap();
        assert!((asked + 15.0 * 3.0 / (3.0 + 181.0 / 365.0)).abs() < 1e-9, "{asked}");
        assert_eq!((line.at(2027), line.course().len()), (Some(-15.0), 5));
        // The last day of a year is its end, and so is the year alone.
        assert_eq!(to("{ \"2027-12-31\" = -15 }"), to("{ 2027 = -15 }"));
        assert_eq!(to("{ 2027 = -15 }").at(2026), Some(-11.25));
    }

    #[test]
    fn a_target_is_of_a_year_or_of_a_day_of_it() {
        assert_eq!(year_of("2027"), Some(2027));
        assert_eq!(year_of("2027-06-30"), Some(2027));
        for nothing in ["27", "soon", "2027-02-31", "9999", ""] {
            assert_eq!(year_of(nothing), None, "{nothing}");
        }
    }
}
