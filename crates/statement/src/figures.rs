//! Figures in a sentence, held against those of the run.

use super::facts::{Dimension, Facts};
use regex::bytes::Regex;

/// A figure in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stated {
    /// As it is written.
    pub(super) text: String,
    /// What it may be, where its separator may be read in two ways; in the unit of its dimension.
    readings: Vec<(f64, f64)>,
    pub(super) of: Dimension,
}

/// A figure with a unit that a footprint is told in.
pub(super) const FIGURE: &str = r"(?:^|[^\w.,])(\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?) ?(tco2e?q?|kgco2e?q?|t|tonnes?|tons?|kg|kilos?|g|gwh|mwh|kwh|%|pour cent|per cent|percent)(?:[^\w]|$)";

/// The figures of a plain sentence.
pub(super) fn stated(plain: &str, figure: &Regex) -> Vec<Stated> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = figure.captures_at(plain.as_bytes(), from) {
        let (Some(number), Some(unit)) = (found.get(1), found.get(2)) else { break };
        // What parts two figures may belong to both.
        from = unit.end();
        let (number, unit) = (&plain[number.range()], &plain[unit.range()]);
        let (scale, of) = match unit {
            "%" | "pour cent" | "per cent" | "percent" => (1.0, Dimension::Percent),
            "kwh" => (1.0, Dimension::Energy),
            "mwh" => (1e3, Dimension::Energy),
            "gwh" => (1e6, Dimension::Energy),
            "g" => (1e-3, Dimension::Carbon),
            "kg" | "kilo" | "kilos" => (1.0, Dimension::Carbon),
            unit if unit.starts_with("kg") => (1.0, Dimension::Carbon),
            _ => (1e3, Dimension::Carbon),
        };
        let readings = readings(number);
        let readings = readings.into_iter().map(|(value, step)| (value * scale, step * scale));
        out.push(Stated { text: format!("{number} {unit}"), readings: readings.collect(), of });
    }
    out
}

/// What a number may be, each with the step of its last digit.
fn readings(number: &str) -> Vec<(f64, f64)> {
    let parts: Vec<&str> = number.split([' ', '.', ',']).collect();
    let whole = || (parts.concat().parse::<f64>().ok(), step_of_whole(&parts.concat()));
    let mut out = Vec::new();
    match parts.as_slice() {
        [_] => out.push(whole()),
        [head, tail] if !number.contains(' ') => {
            out.push((format!("{head}.{tail}").parse().ok(), 1.0 / power_of_ten(tail.len())));
            if tail.len() == 3 {
                out.push(whole());
            }
        }
        [head @ .., tail] if number.contains([',', '.']) && tail.len() != 3 => {
            let text = format!("{}.{tail}", head.concat());
            out.push((text.parse().ok(), 1.0 / power_of_ten(tail.len())));
        }
        _ => out.push(whole()),
    }
    out.into_iter().filter_map(|(value, step)| Some((value?, step))).collect()
}

/// The step of the last digit that is no zero at the end: of 23,000 a thousand.
fn step_of_whole(digits: &str) -> f64 {
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    power_of_ten(zeros.min(digits.len().saturating_sub(1)))
}

fn power_of_ten(zeros: usize) -> f64 {
    (0..zeros).fold(1.0, |power, _| power * 10.0)
}

impl Stated {
    /// Whether it is a figure of the run, rounded: its value, or one of its bounds where `bound`.
    pub(super) fn is_of(&self, facts: &Facts, bound: bool) -> bool {
        facts.all().any(|known| {
            let same_kind = known.of == self.of
                || (known.of == Dimension::Mass && self.of == Dimension::Carbon);
            let mut values = vec![known.value];
            if bound && let Some((low, high)) = known.bounds {
                values.extend([low, high]);
            }
            same_kind && values.iter().any(|value| self.is(*value, bound))
        })
    }

    /// Whether it is a value, rounded to its own digits; bounds are rounded outward, so by a whole step.
    pub(super) fn is(&self, value: f64, bound: bool) -> bool {
        self.readings.iter().any(|(own, step)| {
            let room = if bound { *step } else { step / 2.0 };
            (own - value).abs() <= room * 1.000_001
                && (own - value).abs() <= value.abs() * 0.25 + 1e-9
        })
    }

    /// Whether it is a share of this size, whatever its sign.
    pub(super) fn is_percent(&self, percent: f64) -> bool {
        self.of == Dimension::Percent && self.is(percent.abs(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Regex {
        super::super::rules::made(FIGURE).unwrap()
    }

    #[test]
    fn numbers_are_read_as_both_languages_write_them() {
        let of = |text: &str| {
            stated(text, &figure()).into_iter().map(|s| s.readings).collect::<Vec<_>>()
        };
        assert_eq!(of("23 t"), [[(23_000.0, 1_000.0)]]);
        assert_eq!(of("22,8 t de co2"), [[(22_800.0, 100.0)]]);
        assert_eq!(of("22 827 kg"), [[(22_827.0, 1.0)]]);
        assert_eq!(of("22,827 kg"), [vec![(22.827, 0.001), (22_827.0, 1.0)]]);
        assert_eq!(of("1 234 567,5 kwh"), [[(1_234_567.5, 0.1)]]);
        assert_eq!(of("entre 19 et 28 t"), [[(28_000.0, 1_000.0)]]);
        assert!(of("2025, 3 ans, article 6").is_empty());
    }
}
