//! Values as people read them.

use ground::lang::Lang;
use ground::quantity::Interval;
use ground::text;
use indicator::{Definition, Figure, SeriesEntry, Trend, unit_label_behind};

/// A colon between a name and what it is.
pub(super) fn colon(lang: Lang) -> &'static str {
    lang.colon()
}

/// A number; a whole one without decimals.
pub(super) fn number_said(lang: Lang, value: f64) -> String {
    let whole = value.fract().abs() < f64::EPSILON && value.abs() < 1e6;
    if whole { lang.number(value, 0) } else { lang.short(value) }
}

/// A number with its unit.
fn with_unit(lang: Lang, value: f64, unit: &str) -> String {
    let number = number_said(lang, value);
    match &*unit_label_behind(&number, unit, lang) {
        "" => number,
        "%" => format!("{number}{}", lang.percent_sign()),
        "/10" => format!("{number}/10"),
        unit => format!("{number}\u{a0}{unit}"),
    }
}

/// A figure where its unit is told beside it; a share says that it is one.
pub fn bare(lang: Lang, definition: &Definition, figure: Figure) -> String {
    let number = |value: f64| {
        let percent = if definition.unit == "%" { lang.percent_sign() } else { "" };
        format!("{}{percent}", number_said(lang, value))
    };
    match figure {
        Figure::Number(interval) => number(interval.value),
        Figure::MoreThan(least) => format!("> {}", number(least)),
        Figure::AtMost(most) => format!("≤ {}", number(most)),
        Figure::YesNo(_) => said(lang, definition, figure),
    }
}

/// A figure as people read it.
pub fn said(lang: Lang, definition: &Definition, figure: Figure) -> String {
    match figure {
        Figure::YesNo(true) => lang.label("oui", "yes").to_owned(),
        Figure::YesNo(false) => lang.label("non", "no").to_owned(),
        Figure::MoreThan(value) => {
            let least = with_unit(lang, value, &definition.unit);
            text!("plus de {least}", "more than {least}").say(lang).to_owned()
        }
        Figure::AtMost(value) => {
            let most = with_unit(lang, value, &definition.unit);
            text!("au plus {most}", "at most {most}").say(lang).to_owned()
        }
        Figure::Number(interval) => with_unit(lang, interval.value, &definition.unit),
    }
}

/// The arrow of a trend.
pub(super) fn arrow(trend: Trend) -> &'static str {
    match trend {
        Trend::Up => "↗",
        Trend::Down => "↘",
        Trend::Level => "→",
    }
}

/// Whether a trend is better or worse, where one way is.
pub(super) fn better_said(
    lang: Lang,
    definition: &Definition,
    trend: Trend,
) -> Option<&'static str> {
    trend.is_better(definition).map(|better| Trend::better_said(better, lang))
}

/// How a value stands against an earlier one: the arrow, which way that is, and whether it is better.
pub fn trend_said(lang: Lang, definition: &Definition, trend: Trend) -> String {
    let better = better_said(lang, definition, trend)
        .map_or_else(String::new, |better| format!(", {better}"));
    format!("{} {}{better}", arrow(trend), trend.label(lang))
}

/// The bounds of a figure in a column: `50,6–84,5`; nothing where it has none.
pub fn short_bounds(lang: Lang, figure: Figure) -> Option<String> {
    interval_said(lang, figure)?;
    let Figure::Number(Interval { low, high, .. }) = figure else { return None };
    let low = lang.short(low);
    Some(if high.is_finite() {
        format!("{low}–{}", lang.short(high))
    } else {
        format!("≥ {low}")
    })
}

/// A value of two years over what both hold; empty where that is not known.
pub fn alike_said(lang: Lang, definition: &Definition, entry: &SeriesEntry) -> Option<String> {
    let (before, now) = entry.alike?;
    let unit = &definition.unit;
    let (old, new) = (with_unit(lang, before, unit), with_unit(lang, now, unit));
    let what = lang.label("sur ce que les deux années ont", "over what both years have");
    let change = if before > 0.0 {
        let share = (now - before) / before;
        let sign = if share < 0.0 { "-" } else { "+" };
        format!(" ({sign}{})", lang.percent(share.abs()))
    } else {
        String::new()
    };
    Some(format!("{what}{}{old} → {new}{change}", colon(lang)))
}

/// The bounds of a figure, where it has some that the digits shown tell apart.
pub fn interval_said(lang: Lang, figure: Figure) -> Option<String> {
    let Figure::Number(Interval { value, low, high }) = figure else { return None };
    let exact = (low - value).abs() <= f64::EPSILON * value.abs()
        && (high - value).abs() <= f64::EPSILON * value.abs();
    if exact {
        return None;
    }
    let (low, high_said) = (lang.short(low), lang.short(high));
    if low == high_said {
        return None;
    }
    Some(if high.is_finite() {
        text!("{low} à {high_said}", "{low} to {high_said}").say(lang).to_owned()
    } else {
        text!("au moins {low}", "at least {low}").say(lang).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_read_alike_are_not_told() {
        let of = |low: f64, high: f64| Figure::Number(Interval { value: 6.16, low, high });
        assert_eq!(interval_said(Lang::En, of(6.1601, 6.1603)), None);
        assert_eq!(short_bounds(Lang::En, of(6.1601, 6.1603)), None);
        assert_eq!(short_bounds(Lang::En, of(6.11, 6.18)).as_deref(), Some("6.11–6.18"));
        assert_eq!(short_bounds(Lang::En, of(6.16, f64::INFINITY)).as_deref(), Some("≥ 6.16"));
    }
}
