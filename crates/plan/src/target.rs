//! Targets: what is asked for by when, which way is better, and the line that leads there.

use super::check::YEARS;
use super::model::Commitment;
use super::words::TargetKind;
use ground::table::{Day, parse_iso_day};
use indicator::{Definition, Direction};

/// Which way keeps a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// At most the target.
    Down,
    /// At least the target.
    Up,
}

/// The line from where a commitment starts to each of its targets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trajectory {
    points: Vec<(i32, f64)>,
    steps: bool,
}

impl Trajectory {
    /// The line through points; in steps, each holds from its year on.
    pub(crate) fn new(mut points: Vec<(i32, f64)>, steps: bool) -> Self {
        points.sort_by_key(|(year, _)| *year);
        // Of two dates in a year the later one asks for what the year must show.
        points.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 = later.1;
            }
            same
        });
        Self { points, steps }
    }

    /// Its points, in order.
    pub(crate) fn into_points(self) -> Vec<(i32, f64)> {
        self.points
    }

    /// What is asked of a year; nothing before the line begins.
    pub(crate) fn at(&self, year: i32) -> Option<f64> {
        let after = self.points.iter().position(|(at, _)| *at > year);
        let (last, value) = match after {
            Some(0) => return None,
            Some(at) => self.points[at - 1],
            None => *self.points.last()?,
        };
        match after.map(|at| self.points[at]) {
            Some((next, goal)) if !self.steps => {
                let part = f64::from(year - last) / f64::from(next - last);
                Some(value + (goal - value) * part)
            }
            _ => Some(value),
        }
    }
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
    /// Its targets by year, those that have a date and a value.
    pub fn dated(&self) -> Vec<(i32, f64)> {
        let dated = self.targets.iter().filter_map(|(date, value)| Some((year_of(date)?, *value)));
        let mut dated: Vec<(i32, f64)> = dated.filter(|(_, value)| value.is_finite()).collect();
        dated.sort_by_key(|(year, _)| *year);
        dated
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
    pub fn way(&self, kind: TargetKind, definition: &Definition) -> Option<Way> {
        let better = match definition.direction {
            Direction::Lower => Some(Way::Down),
            Direction::Higher | Direction::Yes => Some(Way::Up),
            Direction::Context => None,
        };
        match kind {
            TargetKind::Floor | TargetKind::Yes => Some(Way::Up),
            TargetKind::Ceiling => Some(Way::Down),
            TargetKind::Change => {
                let last = self.dated().last().map_or(0.0, |(_, value)| *value);
                if last < 0.0 {
                    Some(Way::Down)
                } else if last > 0.0 {
                    Some(Way::Up)
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
        let line = Trajectory::new(vec![(2027, -15.0), (2024, 0.0), (2025, -5.0)], false);
        assert_eq!(line.at(2023), None);
        assert_eq!(line.at(2025), Some(-5.0));
        assert_eq!(line.at(2026), Some(-10.0));
        assert_eq!(line.at(2040), Some(-15.0));
    }

    #[test]
    fn steps_hold_from_their_date_and_ask_for_nothing_before() {
        let steps = Trajectory::new(vec![(2025, 20.0), (2027, 25.0)], true);
        assert_eq!(steps.at(2024), None);
        assert_eq!(steps.at(2026), Some(20.0));
        assert_eq!(steps.at(2027), Some(25.0));
    }

    #[test]
    fn of_two_dates_in_a_year_the_later_one_counts() {
        let text = "[[commitment]]\nid = \"E\"\nlabel = \"x\"\ntargets = { \"2027-03-31\" = 1, \"2027-12-31\" = 2 }\n";
        let plan = super::super::model::Plan::parse(std::path::Path::new("p"), text).unwrap();
        let line = Trajectory::new(plan.commitments[0].dated(), true);
        assert_eq!(line.at(2027), Some(2.0));
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
