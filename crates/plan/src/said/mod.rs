//! A plan said to people and machines: its check, and where it stands.

mod beside;
mod checked;
mod dated;
mod digits;
mod stood;

pub(crate) use beside::{based, filtered, in_year, net_figure, net_label, no_acts, own};
pub use checked::{CHECK_COLUMNS, check_csv, check_json, check_text};
pub use dated::{due_json, due_text};
pub(crate) use digits::spread;
pub use stood::{STATUS_COLUMNS, status_csv, status_json, status_text};
pub(crate) use stood::{asked, target};

use digits::{IntervalEnd, within};
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use indicator::{Figure, unit_label_behind};

/// A number that somebody wrote, with the decimals that it was written with.
pub(crate) fn written(value: f64) -> Text {
    // Of such a number digits tell nothing.
    if value.abs() >= 1e15 && value.is_finite() {
        let said = format!("{value:e}");
        return Text { fr: said.replace('.', ","), en: said };
    }
    let is_whole = |decimals: &usize| {
        let scaled = value * 10_f64.powi(i32::try_from(*decimals).unwrap_or(0));
        (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
    };
    let decimals = (0..6).find(is_whole).unwrap_or(6);
    Text::of(|lang| lang.number(value, decimals))
}

/// That a plan is held in a year that is none of its own.
pub(crate) fn out_of_years(year: i32, first: i32, last: i32) -> Text {
    ground::text!(
        "{year} n'est pas une année de ce plan ({first}-{last})",
        "{year} is no year of this plan ({first}-{last})"
    )
}

/// A figure with its bounds, for people, in so many digits more than usual.
pub(crate) fn closer(figure: Figure, unit: &str, more: usize, lang: Lang) -> String {
    let number = |of: Interval, end: IntervalEnd| match end.of(of) {
        // Of such a number digits tell nothing.
        value if value.abs() >= 1e15 && value.is_finite() => written(value).say(lang).to_owned(),
        value if value.is_finite() => within(of, more, end, lang),
        _ => "∞".to_owned(),
    };
    let bound = |value: f64| number(Interval::exact(value), IntervalEnd::Value);
    let said = match figure {
        Figure::Number(one) => {
            let [value, low, high] = IntervalEnd::ALL.map(|end| number(one, end));
            // Bounds that are said as the value is tell nothing.
            if low == value && high == value {
                value
            } else {
                format!("{value} ({low} – {high})")
            }
        }
        Figure::MoreThan(value) => format!("> {}", bound(value)),
        Figure::AtMost(value) => format!("≤ {}", bound(value)),
        Figure::YesNo(yes) => {
            let said = if yes { lang.label("oui", "yes") } else { lang.label("non", "no") };
            return said.to_owned();
        }
    };
    in_unit(said, unit, lang)
}

/// A number that is said, in its unit.
pub(crate) fn in_unit(said: String, unit: &str, lang: Lang) -> String {
    match &*unit_label_behind(&said, unit, lang) {
        "" | "yes/no" => said,
        "%" => format!("{said}{}", lang.percent_sign()),
        unit => format!("{said} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_no_plural() {
        let said = |number: &str, unit: &str, lang| in_unit(number.to_owned(), unit, lang);
        assert_eq!(said("1", "units", Lang::Fr), "1 équipement");
        assert_eq!(said("1", "units", Lang::En), "1 unit");
        assert_eq!(said("2", "units", Lang::Fr), "2 équipements");
        assert_eq!(said("1", "kWh/yr", Lang::Fr), "1 kWh/an");
        assert_eq!(said("0", "units", Lang::Fr), "0 équipement");
        assert_eq!(said("0", "units", Lang::En), "0 units");
        assert_eq!(said("1,5", "years", Lang::Fr), "1,5 an");
        assert_eq!(said("1.5", "years", Lang::En), "1.5 years");
        assert_eq!(said("1,000", "units", Lang::En), "1,000 units");
        assert_eq!(said("1\u{202f}200", "units", Lang::Fr), "1\u{202f}200 équipements");
    }

    #[test]
    fn numbers_are_said_as_they_were_written_in_the_way_of_the_language() {
        let said = |value| {
            let Text { fr, en } = written(value);
            (fr, en)
        };
        let both = |fr: &str, en: &str| (fr.to_owned(), en.to_owned());
        assert_eq!(said(1.65), both("1,65", "1.65"));
        assert_eq!(said(-12.5), both("-12,5", "-12.5"));
        assert_eq!(said(4000.0), both("4\u{202f}000", "4,000"));
        // What is left of sums is none of it.
        assert_eq!(said(0.1 + 0.2), both("0,3", "0.3"));
        assert_eq!(said(100.125), both("100,125", "100.125"));
        assert_eq!(said(f64::NAN).0, "NaN");
    }
}
