//! A value or a difference against what is asked of it: on one side at 95 %, or not to be told.

use super::target::KeepingWay;
use ground::quantity::Interval;
use indicator::{Figure, Quality, Value};

/// On which side of the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// At least 95 % of what may be is on the side that keeps it.
    Ahead,
    /// At least 95 % is on the other side.
    Late,
    /// Neither.
    Undecided,
}

/// The bounds of a figure: 5 % at most lie beyond each.
pub(crate) fn bounds(figure: Figure) -> (f64, f64) {
    match figure {
        Figure::Number(interval) => (interval.low, interval.high),
        Figure::MoreThan(low) => (low, f64::INFINITY),
        Figure::AtMost(high) => (f64::NEG_INFINITY, high),
        Figure::YesNo(yes) => {
            let one = f64::from(u8::from(yes));
            (one, one)
        }
    }
}

/// A figure against a value: its own bounds decide.
pub(crate) fn against_value(figure: Figure, target: f64, way: KeepingWay) -> Call {
    let (low, high) = bounds(figure);
    // Figures that are equal but for the last bits are equal.
    let nothing = if target.is_finite() { 1e-9 * target.abs().max(1.0) } else { 0.0 };
    let (keeps, fails) = match way {
        KeepingWay::Up => (low >= target - nothing, high < target - nothing),
        KeepingWay::Down => (high <= target + nothing, low > target + nothing),
    };
    if keeps {
        Call::Ahead
    } else if fails {
        Call::Late
    } else {
        Call::Undecided
    }
}

/// A figure against what is asked by a line that may start anywhere between two values: what is said
/// is said of both ends.
pub(crate) fn against_line(figure: Figure, asked: Interval, way: KeepingWay) -> Call {
    let [least, most] = [asked.low, asked.high].map(|asked| against_value(figure, asked, way));
    if least == most { least } else { Call::Undecided }
}

/// A difference `later - keep * earlier` against nothing.
pub(crate) fn against_nothing(difference: Interval, scale: f64, way: KeepingWay) -> Call {
    let nothing = 1e-9 * scale.abs();
    let Interval { low, high, .. } = difference;
    let (keeps, fails) = match way {
        KeepingWay::Down => (high <= nothing, low > nothing),
        KeepingWay::Up => (low >= -nothing, high < -nothing),
    };
    if keeps {
        Call::Ahead
    } else if fails {
        Call::Late
    } else {
        Call::Undecided
    }
}

/// `later - keep * earlier` where nothing tells which errors both share.
///
/// What was counted has bounds that hold whatever missing rows say: they are taken at their worst.
/// Two estimates err each on their own; an error that they shared would only narrow the difference.
/// Of one estimate and one count, the count is at its worst bound whatever the estimate is.
pub(crate) fn difference(earlier: &Value, later: &Value, keep: f64) -> Option<Interval> {
    let (old, new) = earlier.interval().zip(later.interval())?;
    let value = new.value - keep * old.value;
    let estimated = |value: &Value| value.quality == Quality::Estimated;
    let (below, above) = if estimated(earlier) && estimated(later) {
        let (down, up) = (new.value - new.low, new.high - new.value);
        let (old_down, old_up) = (keep * (old.value - old.low), keep * (old.high - old.value));
        (down.hypot(old_up), up.hypot(old_down))
    } else {
        let low = new.low - keep * old.high;
        let high = new.high - keep * old.low;
        (value - low, high - value)
    };
    let difference = Interval { value, low: value - below, high: value + above };
    difference.low.is_finite().then_some(difference).filter(|one| one.high.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(low: f64, value: f64, high: f64) -> Figure {
        Figure::Number(Interval { value, low, high })
    }

    #[test]
    fn bounds_on_one_side_decide_and_others_do_not() {
        assert_eq!(against_value(number(7.78, 7.78, 10.2), 20.0, KeepingWay::Up), Call::Late);
        assert_eq!(against_value(number(60.0, 60.0, 60.0), 50.0, KeepingWay::Up), Call::Ahead);
        assert_eq!(against_value(number(84.4, 93.6, 106.1), 88.0, KeepingWay::Up), Call::Undecided);
        assert_eq!(against_value(number(1.86, 1.86, 1.86), 1.65, KeepingWay::Down), Call::Late);
    }

    /// At most 8 to 9 is asked: 7 to 8 keeps it, 8.5 does or does not, 9.1 does not; of a line that may
    /// start anywhere above 8, more than 8 may keep it and may not.
    #[test]
    fn a_line_is_kept_or_missed_where_both_its_ends_are() {
        let exact = |value: f64| number(value, value, value);
        let line = |low, high| Interval { value: 8.0, low, high };
        let of = |figure, low, high| against_line(figure, line(low, high), KeepingWay::Down);
        assert_eq!(of(number(7.0, 7.5, 8.0), 8.0, 9.0), Call::Ahead);
        assert_eq!(of(exact(8.5), 8.0, 9.0), Call::Undecided);
        assert_eq!(of(exact(9.1), 8.0, 9.0), Call::Late);
        for open in [f64::INFINITY, f64::NEG_INFINITY] {
            let [low, high] = [open.min(8.0), open.max(8.0)];
            assert_eq!(of(exact(1e12), low, high) == Call::Late, high.is_finite());
            assert_eq!(of(exact(7.0), low, high) == Call::Ahead, low.is_finite());
        }
        let up = |figure, low, high| against_line(figure, line(low, high), KeepingWay::Up);
        assert_eq!(up(exact(1e12), 8.0, f64::INFINITY), Call::Undecided);
        assert_eq!(up(exact(7.0), 8.0, f64::INFINITY), Call::Late);
        assert_eq!(up(exact(9.0), 8.0, 9.0), Call::Ahead);
    }

    #[test]
    fn a_value_on_the_target_keeps_it() {
        assert_eq!(against_value(number(100.0, 100.0, 100.0), 100.0, KeepingWay::Up), Call::Ahead);
        assert_eq!(against_value(number(1.6, 1.6, 1.6), 1.6, KeepingWay::Down), Call::Ahead);
    }

    #[test]
    fn more_than_and_at_most_decide_on_their_own_side_alone() {
        assert_eq!(against_value(Figure::MoreThan(96.0), 84.0, KeepingWay::Up), Call::Ahead);
        assert_eq!(against_value(Figure::MoreThan(96.0), 120.0, KeepingWay::Up), Call::Undecided);
        assert_eq!(against_value(Figure::AtMost(1.4), 1.6, KeepingWay::Down), Call::Ahead);
        assert_eq!(against_value(Figure::AtMost(1.4), 1.2, KeepingWay::Down), Call::Undecided);
    }

    #[test]
    fn counted_years_are_held_at_their_worst_bounds() {
        let of = |low, value, high| Value::number(Interval { value, low, high });
        let one = difference(&of(90.0, 100.0, 110.0), &of(70.0, 80.0, 90.0), 0.9).unwrap();
        assert!((one.low - (70.0 - 99.0)).abs() < 1e-9 && (one.high - (90.0 - 81.0)).abs() < 1e-9);
    }

    #[test]
    fn only_two_estimates_err_apart_and_a_count_beside_one_is_at_its_worst() {
        let of = |low, value, high| Value::number(Interval { value, low, high });
        let guess = |low, value, high| of(low, value, high).with(Quality::Estimated);
        // 80 less 100: of bounds 3 and 4 apart, 5 in quadrature and 7 in sum.
        let both = difference(&guess(97.0, 100.0, 103.0), &guess(76.0, 80.0, 84.0), 1.0).unwrap();
        assert!((both.low + 25.0).abs() < 1e-9 && (both.high + 15.0).abs() < 1e-9);
        for one in [
            difference(&of(97.0, 100.0, 103.0), &guess(76.0, 80.0, 84.0), 1.0).unwrap(),
            difference(&guess(97.0, 100.0, 103.0), &of(76.0, 80.0, 84.0), 1.0).unwrap(),
        ] {
            assert!((one.low + 27.0).abs() < 1e-9 && (one.high + 13.0).abs() < 1e-9, "{one:?}");
        }
    }
}
