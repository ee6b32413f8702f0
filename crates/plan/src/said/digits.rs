//! Figures in the digits that their interval allows, and that they were written with.

use ground::lang::Lang;
use ground::quantity::Interval;

/// The step that a figure is rounded to: of an interval two digits are told, and so many more.
/// Nothing where there is no interval, or none that ends.
fn step(width: f64, more: usize) -> Option<f64> {
    let more = i32::try_from(more).unwrap_or(0);
    (width > 0.0 && width.is_finite())
        .then(|| 10_f64.powf(width.log10().floor()) / 10_f64.powi(1 + more))
}

/// What a number is of an interval: its value, told as the nearest, or a bound, told outward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Value,
    Low,
    High,
}

impl End {
    /// A value and its bounds, each as what it is.
    pub(crate) const ALL: [Self; 3] = [Self::Value, Self::Low, Self::High];
}

/// The value that is told of one whose interval is so wide.
pub(crate) fn told(value: f64, width: f64, more: usize, end: End) -> f64 {
    step(width, more).map_or(value, |step| {
        let steps = value / step;
        // A bound that stands on a step stays there.
        let steps = match end {
            End::Value => steps.round(),
            End::Low => (steps + 1e-6).floor(),
            End::High => (steps - 1e-6).ceil(),
        };
        steps * step
    })
}

/// A figure whose interval is so wide: about three digits, and no more than the interval allows.
pub(crate) fn within(value: f64, width: f64, more: usize, end: End, lang: Lang) -> String {
    let usual = lang.closer(value, more);
    let Some(step) = step(width, more) else { return usual };
    let decimals = (0..9).find(|at| 10_f64.powi(-at) <= step * 1.5).unwrap_or(9);
    let allowed =
        lang.number(told(value, width, more, end), usize::try_from(decimals).unwrap_or(0));
    if allowed.len() <= usual.len() { allowed } else { usual }
}

/// A figure that a person chose: as it was written, where that is shorter.
pub(crate) fn chosen(value: f64, more: usize, lang: Lang) -> String {
    let (usual, written) = (lang.closer(value, more), super::written(value));
    let written = written.say(lang);
    if written.len() <= usual.len() { written.to_owned() } else { usual }
}

/// How wide an interval is.
pub(crate) fn width(of: Interval) -> f64 {
    of.high - of.low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_the_digits_that_its_interval_allows() {
        let said = |value: f64, width: f64| within(value, width, 0, End::Value, Lang::En);
        assert_eq!(said(98_046.0, 48_349.0), "98,000");
        assert_eq!(said(60.6, 34.9), "61");
        assert_eq!(said(7.78, 2.42), "7.8");
        assert_eq!(said(84.4, 14.0), "84");
        // A narrow one asks for no more than is usual, and none for what is usual.
        assert_eq!(said(12.300_000_001, 0.01), "12.3");
        assert_eq!(
            (said(12.300_000_001, 0.0), said(2.18, f64::INFINITY)),
            ("12.3".into(), "2.18".into())
        );
        assert_eq!(said(-0.4, 48_349.0), "0");
        // One digit more tells more.
        assert_eq!(within(98_046.0, 48_349.0, 1, End::Value, Lang::Fr), "98\u{202f}000");
        assert_eq!(within(98_046.0, 48_349.0, 2, End::Value, Lang::Fr), "98\u{202f}050");
    }

    /// A bound is never moved inward: 24,145 (23,488 – 36,795) is no 24,000 (24,000 – 37,000).
    #[test]
    fn bounds_are_told_outward() {
        let said = |value: f64, end| within(value, 13_307.0, 0, end, Lang::En);
        assert_eq!(said(24_145.0, End::Value), "24,000");
        assert_eq!([said(23_488.0, End::Low), said(36_795.0, End::High)], ["23,000", "37,000"]);
        assert_eq!([said(23_999.0, End::Low), said(36_001.0, End::High)], ["23,000", "37,000"]);
        assert_eq!([said(24_000.0, End::Low), said(37_000.0, End::High)], ["24,000", "37,000"]);
        assert_eq!(said(-8_100.0, End::Low), "-9,000");
    }

    #[test]
    fn a_target_is_said_as_it_was_written() {
        let said = |value: f64| chosen(value, 0, Lang::Fr);
        assert_eq!([said(50.0), said(1.65), said(-3.0), said(12.5)], ["50", "1,65", "-3", "12,5"]);
        assert_eq!([said(-10.0 / 3.0), said(0.1 + 0.2)], ["-3,33", "0,3"]);
    }
}
