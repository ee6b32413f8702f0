//! Figures in the digits that their interval allows, and that they were written with.

use ground::lang::Lang;
use ground::quantity::Interval;
use ground::round::{outward, rounded, said};
use ground::text;

/// What a number is of an interval: its value, told as the nearest, or a bound, told outward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IntervalEnd {
    Value,
    Low,
    High,
}

impl IntervalEnd {
    /// A value and its bounds, each as what it is.
    pub(crate) const ALL: [Self; 3] = [Self::Value, Self::Low, Self::High];
}

impl IntervalEnd {
    /// The number that it is of an interval.
    pub(crate) fn of(self, of: Interval) -> f64 {
        match self {
            Self::Value => of.value,
            Self::Low => of.low,
            Self::High => of.high,
        }
    }
}

/// What is told of an end of an interval, and its step: none where there is no interval, or none that
/// ends.
fn step(of: Interval, more: usize, end: IntervalEnd) -> Option<(f64, f64)> {
    let (value, bounds, step) = rounded(of.value, Some((of.low, of.high)), more);
    let (low, high) = bounds.filter(|(low, high)| low.is_finite() && high.is_finite())?;
    Some((end.of(Interval { value, low, high }), step))
}

/// The finest step that a change is read to, in %: what is finer tells nothing of what was done, but
/// where it parts a change from what is asked.
const READ_TO: f64 = 0.1;

/// What is told of an end of a change in %, and its step: as of an interval, and no finer than a change
/// is read to.
fn step_of_change(of: Interval, more: usize, end: IntervalEnd) -> (f64, f64) {
    let bounds = Some((of.low, of.high)).filter(|(low, high)| low.is_finite() && high.is_finite());
    let (value, told, step) = rounded(of.value, bounds, more);
    let Interval { low, high, .. } = of;
    let least = READ_TO * 10_f64.powi(-i32::try_from(more).unwrap_or(0));
    if step >= least * (1.0 - 1e-9) {
        let (low, high) = told.unwrap_or((value, value));
        return (end.of(Interval { value, low, high }), step);
    }
    let (low, high) = outward((low, high), least);
    let told = match end {
        IntervalEnd::Low if told.is_some() => low,
        IntervalEnd::High if told.is_some() => high,
        _ => (of.value / least).round() * least,
    };
    (told, least)
}

/// The number that is told of an end of a change in %.
pub(crate) fn told_of_change(of: Interval, more: usize, end: IntervalEnd) -> f64 {
    step_of_change(of, more, end).0
}

/// An end of a change in %, in the digits that its interval allows and that a change is read to.
pub(crate) fn change_within(of: Interval, more: usize, end: IntervalEnd, lang: Lang) -> String {
    let (told, step) = step_of_change(of, more, end);
    // A zero has no sign and no decimals.
    said(told + 0.0, if told == 0.0 { 1.0 } else { step }, lang)
}

/// The number that is told of an end of an interval.
pub(crate) fn told(of: Interval, more: usize, end: IntervalEnd) -> f64 {
    step(of, more, end).map_or(end.of(of), |(told, _)| told)
}

/// An end of an interval, in the digits that the interval allows; about three where there is none.
pub(crate) fn within(of: Interval, more: usize, end: IntervalEnd, lang: Lang) -> String {
    match step(of, more, end) {
        Some((told, step)) => said(told, step, lang),
        None => lang.closer(end.of(of), more),
    }
}

/// The most digits of a number that somebody wrote: one that has more was computed.
const WRITTEN: usize = 12;

/// A figure that a person chose: as it was written. One that was computed from such is told as figures
/// are, or shorter.
pub(crate) fn chosen(value: f64, more: usize, lang: Lang) -> String {
    let shortest = value.abs().to_string();
    let digits = shortest.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if digits <= WRITTEN && value.abs() < 1e15 {
        let decimals = shortest.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        return lang.number(value, decimals);
    }
    let (usual, written) = (lang.closer(value, more), super::written(value));
    let written = written.say(lang);
    if written.len() <= usual.len() { written.to_owned() } else { usual }
}

/// A change in %, with its sign.
pub(super) fn percent(value: f64, lang: Lang, said: impl Fn(f64) -> String) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}{}", said(value), lang.percent_sign())
}

/// A change in % with its bounds, in so many digits more than usual.
pub(crate) fn spread(change: Interval, more: usize, lang: Lang) -> String {
    let said = |end: IntervalEnd| {
        let told = told_of_change(change, more, end);
        percent(told, lang, |_| change_within(change, more, end, lang))
    };
    let [value, low, high] = IntervalEnd::ALL.map(said);
    if (low == value && high == value) || !(change.high - change.low).is_finite() {
        return value;
    }
    text!("{value} ({low} à {high})", "{value} ({low} to {high})").say(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(value: f64, width: f64) -> Interval {
        Interval { value, low: value - width / 2.0, high: value + width / 2.0 }
    }

    #[test]
    fn a_figure_has_the_digits_that_its_interval_allows() {
        let said =
            |value: f64, width: f64| within(around(value, width), 0, IntervalEnd::Value, Lang::En);
        assert_eq!(said(98_046.0, 48_349.0), "98,000");
        assert_eq!(said(60.6, 34.9), "61");
        assert_eq!(said(7.78, 2.42), "7.8");
        assert_eq!(said(84.4, 14.0), "84");
        // A narrow one tells as many as it allows, and none what is usual.
        assert_eq!(said(12.300_000_001, 0.01), "12.300");
        assert_eq!(
            (said(12.300_000_001, 0.0), said(2.18, f64::INFINITY)),
            ("12.3".into(), "2.18".into())
        );
        assert_eq!(said(-0.4, 48_349.0), "0");
        // One digit more tells more.
        let of = around(98_046.0, 48_349.0);
        assert_eq!(within(of, 1, IntervalEnd::Value, Lang::Fr), "98\u{202f}000");
        assert_eq!(within(of, 2, IntervalEnd::Value, Lang::Fr), "98\u{202f}050");
    }

    /// A bound is never moved inward: 24,145 (23,488 – 36,795) is no 24,000 (24,000 – 37,000).
    #[test]
    fn bounds_are_told_outward() {
        let said = |low: f64, value: f64, high: f64| {
            IntervalEnd::ALL.map(|end| within(Interval { value, low, high }, 0, end, Lang::En))
        };
        assert_eq!(said(23_488.0, 24_145.0, 36_795.0), ["24,000", "23,000", "37,000"]);
        assert_eq!(said(23_999.0, 24_145.0, 36_001.0), ["24,000", "23,000", "37,000"]);
        assert_eq!(said(24_000.0, 24_145.0, 37_000.0), ["24,000", "24,000", "37,000"]);
        assert_eq!(said(-8_100.0, 0.0, 5_207.0)[1], "-9,000");
    }

    #[test]
    fn a_target_is_said_as_it_was_written() {
        let said = |value: f64| chosen(value, 0, Lang::Fr);
        assert_eq!([said(50.0), said(1.65), said(-3.0), said(12.5)], ["50", "1,65", "-3", "12,5"]);
        assert_eq!([said(-10.0 / 3.0), said(0.1 + 0.2)], ["-3,33", "0,3"]);
        // Neither rounded to what is usual of its size, nor after six decimals.
        assert_eq!(
            [said(56.25), said(123_456.7), said(0.209_523_8), said(1e-7)],
            ["56,25", "123\u{202f}456,7", "0,2095238", "0,0000001"]
        );
    }
}
