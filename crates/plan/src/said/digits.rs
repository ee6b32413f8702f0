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

/// The value that is told of one whose interval is so wide.
pub(crate) fn told(value: f64, width: f64, more: usize) -> f64 {
    step(width, more).map_or(value, |step| (value / step).round() * step)
}

/// A figure whose interval is so wide: about three digits, and no more than the interval allows.
pub(crate) fn within(value: f64, width: f64, more: usize, lang: Lang) -> String {
    let usual = lang.closer(value, more);
    let Some(step) = step(width, more) else { return usual };
    let decimals = (0..9).find(|at| 10_f64.powi(-at) <= step * 1.5).unwrap_or(9);
    let allowed = lang.number(told(value, width, more), usize::try_from(decimals).unwrap_or(0));
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
        let said = |value: f64, width: f64| within(value, width, 0, Lang::En);
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
        assert_eq!(within(98_046.0, 48_349.0, 1, Lang::Fr), "98\u{202f}000");
        assert_eq!(within(98_046.0, 48_349.0, 2, Lang::Fr), "98\u{202f}050");
    }

    #[test]
    fn a_target_is_said_as_it_was_written() {
        let said = |value: f64| chosen(value, 0, Lang::Fr);
        assert_eq!([said(50.0), said(1.65), said(-3.0), said(12.5)], ["50", "1,65", "-3", "12,5"]);
        assert_eq!([said(-10.0 / 3.0), said(0.1 + 0.2)], ["-3,33", "0,3"]);
    }
}
