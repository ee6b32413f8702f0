//! A plan said to people and machines: its check, and where it stands.

mod checked;
mod dated;
mod stood;

pub use checked::{CHECK_COLUMNS, check_csv, check_json, check_text};
pub use dated::{due_json, due_text};
pub use stood::{STATUS_COLUMNS, status_csv, status_json, status_text};
pub(crate) use stood::{percent, spread};

use ground::lang::Lang;
use indicator::{Figure, unit_label};

/// A figure with its bounds, for people.
pub(crate) fn figure(figure: Figure, unit: &str, lang: Lang) -> String {
    let number = |value: f64| {
        if value.is_finite() { lang.short(value) } else { "∞".to_owned() }
    };
    let said = match figure {
        Figure::Number(one) if one.high - one.low <= 0.0 => number(one.value),
        Figure::Number(one) => {
            format!("{} ({} – {})", number(one.value), number(one.low), number(one.high))
        }
        Figure::MoreThan(value) => format!("> {}", number(value)),
        Figure::AtMost(value) => format!("≤ {}", number(value)),
        Figure::YesNo(yes) => {
            return lang
                .pick(["non", "oui"][usize::from(yes)], ["no", "yes"][usize::from(yes)])
                .to_owned();
        }
    };
    match unit_label(unit, lang) {
        "" | "yes/no" => said,
        "%" => format!("{said}{}%", lang.pick("\u{a0}", "")),
        unit => format!("{said} {unit}"),
    }
}
