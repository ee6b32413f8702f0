//! Figures in a sentence, held against those of the run.

use super::facts::{Dimension, Known};
use ground::lang::Lang;
use ground::round::rounded;
use regex::bytes::Regex;
use std::ops::Range;

/// A figure in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stated {
    /// As it is written.
    pub(super) text: String,
    /// What it may be, where its separator may be read in two ways; in the unit of its dimension.
    readings: Vec<(f64, f64)>,
    pub(super) of: Dimension,
    /// -1 or 1 where it is written with a sign.
    pub(super) sign: i8,
    /// Where it stands.
    pub(super) at: Range<usize>,
}

/// The units that a footprint is told in.
pub(super) const UNIT: &str = r"[kmg]?tco2e?q?|kgco2e?q?|[km]?t|mt|gt|tonnes?|tons?|kg|kilos?|g|gwh|mwh|kwh|wh|%|pour cent|per cent|percent";

/// A figure with its unit, and its sign where it has one.
pub(super) const FIGURE: &str =
    r"(?:^|[^\w.,])(\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?) ?(UNIT)(?:[^\w]|$)";

/// The figures of a plain sentence.
pub(super) fn stated(plain: &str, figure: &Regex) -> Vec<Stated> {
    let mut out = Vec::new();
    let mut from = 0;
    let lang = language(plain);
    while let Some(found) = figure.captures_at(plain.as_bytes(), from) {
        let (Some(number), Some(unit)) = (found.get(1), found.get(2)) else { break };
        // What parts two figures may belong to both.
        from = unit.end();
        let at = number.start()..unit.end();
        let before = plain[..at.start].trim_end_matches(' ');
        let mut one = read(&plain[number.range()], &plain[unit.range()], lang);
        one.sign = match before.chars().next_back() {
            // What parts two figures is no sign.
            Some('-') if !before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()) => -1,
            Some('+') => 1,
            _ => 0,
        };
        one.at = at;
        out.push(one);
    }
    out
}

/// The language of a plain sentence, by its small words; `None` where they do not tell. A French comma
/// parts no thousands; an English one nothing else, and a point none.
pub(super) fn language(plain: &str) -> Option<Lang> {
    const FR: [&str; 16] = [
        "le", "la", "les", "de", "du", "des", "notre", "nos", "est", "par", "et", "en", "pour",
        "au", "une", "un",
    ];
    const EN: [&str; 16] = [
        "the", "of", "our", "in", "is", "was", "were", "and", "per", "for", "each", "with", "has",
        "from", "by", "used",
    ];
    let of = |words: &[&str]| {
        plain
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| words.contains(word))
            .count()
    };
    match of(&FR).cmp(&of(&EN)) {
        std::cmp::Ordering::Less => Some(Lang::En),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Lang::Fr),
    }
}

/// A number with its unit.
pub(super) fn read(number: &str, unit: &str, lang: Option<Lang>) -> Stated {
    let (scale, of) = match unit {
        "%" | "pour cent" | "per cent" | "percent" => (1.0, Dimension::Percent),
        "" => (1.0, Dimension::Ratio),
        "wh" => (1e-3, Dimension::Energy),
        "kwh" => (1.0, Dimension::Energy),
        "mwh" => (1e3, Dimension::Energy),
        "gwh" => (1e6, Dimension::Energy),
        "g" => (1e-3, Dimension::Carbon),
        "kg" | "kilo" | "kilos" => (1.0, Dimension::Carbon),
        unit if unit.starts_with("kg") => (1.0, Dimension::Carbon),
        unit if unit.starts_with("kt") => (1e6, Dimension::Carbon),
        unit if unit.starts_with("mt") => (1e9, Dimension::Carbon),
        unit if unit.starts_with("gt") => (1e12, Dimension::Carbon),
        _ => (1e3, Dimension::Carbon),
    };
    // The zeros of a share are digits of it: 100 % is all, 50 % is no 52 %.
    let most = if of == Dimension::Percent { 1.0 } else { f64::INFINITY };
    let readings = readings(number, lang).into_iter();
    let readings = readings.map(|(value, step)| (value * scale, step.min(most) * scale)).collect();
    let text = format!("{number} {unit}").trim_end().to_owned();
    Stated { text, readings, of, sign: 0, at: 0..0 }
}

/// What a number may be, each with the step of its last digit.
fn readings(number: &str, lang: Option<Lang>) -> Vec<(f64, f64)> {
    let parts: Vec<&str> = number.split([' ', '.', ',']).collect();
    let whole = || (parts.concat().parse::<f64>().ok(), step_of_whole(&parts.concat()));
    let mut out = Vec::new();
    match parts.as_slice() {
        [_] => out.push(whole()),
        [head, tail] if !number.contains(' ') => {
            let comma = number.contains(',');
            let parts_thousands = tail.len() == 3 && head.len() <= 3;
            let (fr, en) = (lang == Some(Lang::Fr), lang == Some(Lang::En));
            if !(en && comma && parts_thousands) {
                out.push((format!("{head}.{tail}").parse().ok(), 1.0 / power_of_ten(tail.len())));
            }
            if parts_thousands && !(fr && comma || en && !comma) {
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
    /// Whether it is a figure's value: to the half of its last digit, and never further off than a
    /// twentieth; or as the run itself rounds it.
    pub(super) fn is(&self, known: &Known) -> bool {
        let (rounded, _, _) = rounded(known.value, known.bounds, 0);
        self.is_value(known.value)
            || self.readings.iter().any(|(own, _)| (own - rounded).abs() <= rounded.abs() * 1e-9)
            || self.is_told(known)
    }

    /// Whether it is how the run tells the figure, in the unit that it takes.
    fn is_told(&self, known: &Known) -> bool {
        let (scale, _) = super::rounding::scaled(known);
        let (value, _, _) = super::rounding::rounded_in(known, scale);
        self.readings.iter().any(|(own, _)| (own * scale - value).abs() <= value.abs() * 1e-9)
    }

    /// Whether its separator is read in two ways: of thousands, or of decimals.
    pub(super) fn is_twofold(&self) -> bool {
        self.readings.len() > 1
    }

    /// Whether it is this value, rounded.
    pub(super) fn is_value(&self, value: f64) -> bool {
        self.readings.iter().any(|(own, step)| {
            (own - value).abs() <= step / 2.0 * 1.000_001
                && (own - value).abs() <= value.abs() * 0.05 + 1e-9
        })
    }

    /// Whether it holds whatever a share or a weight is within its bounds: to its digits, or within a
    /// twentieth (five points of a share); none and all, which leave nothing out, to their digits alone.
    pub(super) fn is_sure(&self, known: &Known) -> bool {
        let Some((low, high)) = known.bounds else { return true };
        let share = known.of == Dimension::Percent;
        let near = if share { 5.0 } else { known.value.abs() * 0.05 };
        let is_all = known.value == 0.0 || share && known.value >= 100.0;
        let is_near = |bound: f64| (bound - known.value).abs() <= near;
        self.is_value(low) && self.is_value(high) || !is_all && is_near(low) && is_near(high)
    }

    /// Whether it is a bound, rounded outward by less than a step (`outward` is -1 or 1).
    fn is_bound(&self, bound: f64, outward: f64, step: f64) -> bool {
        self.readings.iter().any(|(own, _)| {
            let out = (own - bound) * outward;
            (-step / 2.0..=step * 1.000_001).contains(&out) && out.abs() <= bound.abs() * 0.5 + step
        })
    }

    /// Whether two figures are a figure's bounds.
    pub(super) fn are_bounds(low: &Self, high: &Self, known: &Known) -> bool {
        let step = |one: &Self| one.readings.iter().map(|(_, step)| *step).fold(0.0, f64::max);
        let step = step(low).max(step(high));
        known.bounds.is_some_and(|(least, most)| {
            low.is_bound(least, -1.0, step) && high.is_bound(most, 1.0, step)
        })
    }

    /// Whether it is a share of this size, whatever its sign.
    pub(super) fn is_percent(&self, percent: f64) -> bool {
        self.of == Dimension::Percent && self.is_value(percent.abs())
    }

    /// Its smallest and largest reading.
    pub(super) fn span(&self) -> (f64, f64) {
        let values = || self.readings.iter().map(|(value, _)| *value);
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Regex {
        super::super::rules::made(&FIGURE.replace("UNIT", UNIT)).unwrap()
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
        // A sentence writes its numbers as its language does.
        assert_eq!(of("our estate emitted 22,827 kg"), [[(22_827.0, 1.0)]]);
        assert_eq!(of("notre parc pese 22,827 kg"), [[(22.827, 0.001)]]);
        assert_eq!(of("our estate emitted 22.827 t"), [[(22_827.0, 1.0)]]);
    }
}
