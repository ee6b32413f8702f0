//! Figures rounded to what their interval allows: the one rule of what a plan, its page and a sentence
//! tell.

use crate::lang::Lang;

/// The digits that a value is told with at least: one digit alone may be a third off.
const DIGITS: i32 = 2;
/// The most by which those digits make a step smaller: of what is next to nothing in its interval they
/// tell nothing.
const NEAR_NOTHING: f64 = 3.0;
/// The most that a step is made smaller for a value that stands close to a bound of its own: beyond
/// that it is told as the nearest step, which is no more than its bound told outward.
const CLOSER: i32 = 1;

/// A value and its bounds rounded to one step: the value to the nearest, the bounds outward.
///
/// The step is the power of ten that fits in half of the interval, and small enough for two digits of
/// the value; it is made smaller by ten where the value would leave its own interval (where it does so
/// still, it stands within the bounds that are told), and by ten for each digit more that is asked for. Without
/// bounds, or where they are one number, three digits.
pub fn rounded(
    value: f64,
    bounds: Option<(f64, f64)>,
    more: usize,
) -> (f64, Option<(f64, f64)>, f64) {
    // What differs in its last bits alone is one number.
    let apart = |(low, high): &(f64, f64)| {
        let width = high - low;
        width.is_infinite() || width > 1e-9 * low.abs().max(high.abs())
    };
    let bounds = bounds.filter(apart);
    // What nothing bounds on one side has the digits of a figure without bounds.
    let width = bounds.map(|(low, high)| (high - low) / 2.0).filter(|width| width.is_finite());
    let size = width.unwrap_or(value.abs() / 100.0);
    if size <= 0.0 || !size.is_finite() {
        return (value, bounds, 1.0);
    }
    let power = |size: f64| (size.log10() + 1e-9).floor();
    let allowed = power(size);
    let least = power(value.abs()) - f64::from(DIGITS - 1);
    let digits = if least.is_finite() { least.max(allowed - NEAR_NOTHING) } else { allowed };
    let coarsest = allowed.min(digits) - f64::from(u32::try_from(more).unwrap_or(0));
    // A whole number, of which nothing says how much more it is, is told as one: at least 28.
    let is_whole = bounds.is_some() && width.is_none() && value.fract() == 0.0;
    let coarsest = if is_whole { coarsest.max(0.0) } else { coarsest };
    let to = |value: f64, step: f64| (value / step).round() * step;
    let is_within = |value: f64| {
        bounds.is_none_or(|(low, high)| {
            let nothing = 1e-9 * low.abs().max(high.abs());
            low - nothing <= value && value <= high + nothing
        })
    };
    let steps = (0..=CLOSER).map(|closer| 10_f64.powf(coarsest - f64::from(closer)));
    let within = steps.into_iter().find(|step| is_within(to(value, *step)));
    let step = within.unwrap_or_else(|| {
        // A value that is no part of its interval is moved by no step into it.
        let closer = if is_within(value) { CLOSER } else { 0 };
        10_f64.powf(coarsest - f64::from(closer))
    });
    let told = to(value, step);
    (told, bounds.map(|bounds| outward(bounds, step)), step)
}

/// Bounds rounded to a step, outward; one that stands on a step stays there.
pub fn outward((low, high): (f64, f64), step: f64) -> (f64, f64) {
    ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step)
}

/// A number as people write it, with the digits that its step needs.
pub fn said(value: f64, step: f64, lang: Lang) -> String {
    let digits = (0..12).take_while(|digits| step * 10_f64.powi(*digits) < 1.0 - 1e-9).count();
    lang.number(value, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 22,827 between 19,037 and 27,387: half of the width is 4,175, the step 1,000.
    #[test]
    fn a_figure_has_the_digits_that_its_interval_allows() {
        let (value, bounds, step) = rounded(22_827.0, Some((19_037.0, 27_387.0)), 0);
        assert_eq!((value, bounds, step), (23_000.0, Some((19_000.0, 28_000.0)), 1_000.0));
        let (value, bounds, _) = rounded(54.4, Some((45.3, 65.2)), 0);
        assert_eq!((value, bounds), (54.0, Some((45.0, 66.0))));
        // Two digits at least, of a value that stands at its low bound too.
        let (value, bounds, _) = rounded(7.78, Some((7.78, 10.2)), 0);
        assert_eq!(said_of(value, bounds), "7.8 7.7 10.2");
        let (value, bounds, _) = rounded(144.9, Some((132.6, 394.8)), 0);
        assert_eq!((value, bounds), (140.0, Some((130.0, 400.0))));
        // It stays within: 130 would lie below 132.6.
        let (value, bounds, _) = rounded(133.1, Some((132.6, 394.8)), 0);
        assert_eq!((value, bounds), (133.0, Some((132.0, 395.0))));
        // A value that all but is its bound has no more digits for that: 2,241.32 above 2,241.31.
        let (value, bounds, step) = rounded(2_241.32, Some((2_241.31, 6_446.61)), 0);
        assert_eq!((value, bounds, step), (2_240.0, Some((2_240.0, 6_450.0)), 10.0));
        let (value, bounds, _) = rounded(33.123_2, Some((33.123_1, 96.895_7)), 0);
        assert_eq!(said_of(value, bounds), "33.1 33.1 96.9");
        assert_eq!(rounded(0.0, Some((0.0, 3.4)), 0).1, Some((0.0, 4.0)));
        // Two digits of what is next to nothing in its interval tell nothing.
        assert_eq!(rounded(-0.4, Some((-24_000.0, 24_000.0)), 0).1, Some((-24_000.0, 24_000.0)));
        // One digit more tells more.
        let closer = rounded(98_046.0, Some((73_872.0, 122_220.0)), 2);
        assert_eq!(said(closer.0, closer.2, Lang::En), "98,050");
        // The last bits make no interval, and what nothing bounds has one end.
        let last = 31.148_181_287_377_12;
        let (value, bounds, step) = rounded(last, Some((last, last + 1e-14)), 0);
        assert_eq!((said(value, step, Lang::En), bounds), ("31.1".to_owned(), None));
        let open = rounded(200.0, Some((200.0, f64::INFINITY)), 0).1;
        assert_eq!(open, Some((200.0, f64::INFINITY)));
        // At least 23.5, and not at least 24.
        let (value, bounds, step) = rounded(23.58, Some((23.58, f64::INFINITY)), 0);
        let low = bounds.map_or(0.0, |(low, _)| low);
        assert_eq!([value, low].map(|one| said(one, step, Lang::En)), ["23.6", "23.5"]);
        let (value, _, step) = rounded(28.0, Some((28.0, f64::INFINITY)), 0);
        assert_eq!(said(value, step, Lang::En), "28");
    }

    fn said_of(value: f64, bounds: Option<(f64, f64)>) -> String {
        let (low, high) = bounds.unwrap();
        [value, low, high].map(|one| said(one, 0.1, Lang::En)).join(" ")
    }

    /// Whatever the figures: no bound moves inward, a value is told as the step nearest to it and within
    /// the bounds told, two digits stay.
    #[test]
    fn what_is_told_holds_what_was_computed() {
        let parts = [0.0, 0.01, 0.05, 0.3, 0.5, 0.77, 1.0];
        for size in [0.003_17, 0.96, 1.0, 8.49, 144.9, 999.9, 24_145.0, 1.0e7] {
            for below in [0.0, 0.001, 0.04, 0.5, 0.99, 1.0, 2.5] {
                for above in parts.iter().map(|part| part * size * 3.0) {
                    let (low, high) = (size - below * size, size + above);
                    if high <= low {
                        continue;
                    }
                    let (value, bounds, step) = rounded(size, Some((low, high)), 0);
                    let (least, most) = bounds.unwrap();
                    let nothing = 1e-6 * size;
                    assert!(least <= low + nothing && high - nothing <= most, "{low} {high}");
                    assert!(least - nothing <= value && value <= most + nothing, "{size} {value}");
                    assert!((value - size).abs() <= step / 2.0 + nothing, "{size} {value}");
                    assert!(step <= size / 9.9, "{size}: step {step}");
                }
            }
        }
    }

    #[test]
    fn without_an_interval_three_digits_and_nothing_stays_nothing() {
        for (value, bounds, expected) in
            [(12_345.0, None, 12_300.0), (0.0, None, 0.0), (5.0, Some((5.0, 5.0)), 5.0)]
        {
            assert!((rounded(value, bounds, 0).0 - expected).abs() < 1e-9, "{value}");
        }
        assert!(rounded(f64::INFINITY, None, 0).0.is_infinite());
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!(said(1_234_567.0, 1.0, Lang::En), "1,234,567");
        assert_eq!(said(1234.5, 0.1, Lang::Fr), "1\u{202f}234,5");
        assert_eq!(said(-3.0, 1.0, Lang::En), "-3");
    }
}
