//! Figures rounded to what their interval allows.

use ground::lang::Lang;

/// A value and its bounds rounded to a step that the interval is at least twice as wide as: the
/// value to the nearest, the bounds outward. Without bounds, three digits.
pub(super) fn rounded(value: f64, bounds: Option<(f64, f64)>) -> (f64, Option<(f64, f64)>, f64) {
    let width = bounds.map(|(low, high)| (high - low) / 2.0).filter(|half| *half > 0.0);
    let size = width.unwrap_or(value.abs() / 100.0);
    if size <= 0.0 || !size.is_finite() {
        return (value, bounds, 1.0);
    }
    let step = 10f64.powf(size.log10().floor());
    let to = |steps: f64| steps * step;
    let outward = |(low, high): (f64, f64)| {
        // A bound that stands on a step stays there.
        let (low, high) = (low / step, high / step);
        (to((low + 1e-9).floor()), to((high - 1e-9).ceil()))
    };
    (to((value / step).round()), bounds.map(outward), step)
}

/// A number as people write it, with the digits that its step needs.
pub(super) fn said(value: f64, step: f64, lang: Lang) -> String {
    let digits = (0..6).take_while(|digits| step * 10_f64.powi(*digits) < 1.0 - 1e-9).count();
    lang.number(value, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 22,827 between 19,037 and 27,387: half of the width is 4,175, the step 1,000.
    #[test]
    fn a_figure_has_the_digits_that_its_interval_allows() {
        let (value, bounds, step) = rounded(22_827.0, Some((19_037.0, 27_387.0)));
        assert_eq!((value, bounds, step), (23_000.0, Some((19_000.0, 28_000.0)), 1_000.0));
        let (value, bounds, _) = rounded(54.4, Some((45.3, 65.2)));
        assert_eq!((value, bounds), (54.0, Some((45.0, 66.0))));
        let (value, bounds, _) = rounded(7.78, Some((7.78, 10.2)));
        assert_eq!((value, bounds), (8.0, Some((7.0, 11.0))));
    }

    #[test]
    fn without_an_interval_three_digits_and_nothing_stays_nothing() {
        for (value, bounds, expected) in
            [(12_345.0, None, 12_300.0), (0.0, None, 0.0), (5.0, Some((5.0, 5.0)), 5.0)]
        {
            assert!((rounded(value, bounds).0 - expected).abs() < 1e-9, "{value}");
        }
        assert!(rounded(f64::INFINITY, None).0.is_infinite());
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!(said(1_234_567.0, 1.0, Lang::En), "1,234,567");
        assert_eq!(said(1234.5, 0.1, Lang::Fr), "1\u{202f}234,5");
        assert_eq!(said(-3.0, 1.0, Lang::En), "-3");
    }
}
