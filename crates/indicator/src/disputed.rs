//! What is told in two ways: a figure's bounds hold both.

use super::datum::Datum;
use super::facts::EstateYear;
use super::value::{Figure, Missing, Value};
use ground::quantity::Interval;

/// A value with what it would be by the other accounts of the year's units in its bounds: by each kind of
/// them alone, by those that raise it together, and by those that lower it.
pub(super) fn with_disputes(
    facts: &EstateYear<'_>,
    of: fn(&EstateYear<'_>) -> Value,
    unit: &str,
    mut value: Value,
) -> Value {
    let disputes = &facts.disputes;
    if disputes.len() == 0 {
        return value;
    }
    let (mut up, mut down, mut moved) = (0_u32, 0_u32, [0.0; 2]);
    let mut others = Vec::new();
    for kind in 0..disputes.len() {
        let other = of(disputes.year(kind));
        if told(&other) == told(&value) {
            continue;
        }
        moved[usize::from(disputes.is_of_numbers(kind))] += disputes.units(kind);
        let (was, is) = (middle(&value), middle(&other));
        match was.zip(is).map(|(was, is)| is - was) {
            Some(more) if more > 0.0 => up |= 1 << kind,
            Some(less) if less < 0.0 => down |= 1 << kind,
            // What is not known without some is tried with the rest.
            _ => (up, down) = (up | 1 << kind, down | 1 << kind),
        }
        others.push(other);
    }
    let several = [up, down].into_iter().filter(|kinds| kinds.count_ones() > 1);
    others.extend(several.map(|kinds| of(&facts.by_others(kinds))));
    for other in &others {
        value.figure = hull(value.figure, &other.figure, unit);
        for group in &mut value.groups {
            let is_same =
                |one: &&super::value::GroupValue| one.axis == group.axis && one.code == group.code;
            if let Some(same) = other.groups.iter().find(is_same) {
                let own = std::mem::replace(&mut group.figure, same.figure.clone());
                group.figure = hull(own, &same.figure, unit);
            }
        }
    }
    value.lacking(Datum::OneAccount, moved[0]).lacking(Datum::Quantities, moved[1])
}

/// The figure with its bounds, and those of its parts.
fn told(value: &Value) -> (Option<Figure>, Vec<(&str, Option<Figure>)>) {
    let figure = |one: &Result<Figure, Missing>| one.as_ref().ok().copied();
    let parts = value.groups.iter().map(|one| (one.code.as_str(), figure(&one.figure)));
    (figure(&value.figure), parts.collect())
}

fn middle(value: &Value) -> Option<f64> {
    match value.figure.as_ref().ok()? {
        Figure::Number(one) => Some(one.value),
        Figure::MoreThan(one) | Figure::AtMost(one) => Some(*one),
        Figure::YesNo(yes) => Some(f64::from(u8::from(*yes))),
    }
}

/// A figure with another in its bounds. Where the other account leaves nothing to count, a share may be
/// any, a duration unknown, and a count none.
fn hull(
    own: Result<Figure, Missing>,
    other: &Result<Figure, Missing>,
    unit: &str,
) -> Result<Figure, Missing> {
    let figure = own?;
    let Figure::Number(one) = figure else { return Ok(figure) };
    let wide = |low: f64, high: f64| {
        Ok(Figure::Number(Interval {
            value: one.value,
            low: one.low.min(low),
            high: one.high.max(high),
        }))
    };
    match other {
        Ok(Figure::Number(other)) => wide(other.low, other.high),
        Ok(Figure::MoreThan(low)) => wide(*low, f64::INFINITY),
        Ok(Figure::AtMost(high)) => wide(f64::NEG_INFINITY, *high),
        Ok(Figure::YesNo(_)) => wide(one.low, one.high),
        Err(_) if unit == "%" => wide(0.0, 100.0),
        Err(_) if ["days", "months", "years"].contains(&unit) => wide(0.0, f64::INFINITY),
        Err(_) => wide(0.0, one.high),
    }
}
