//! Why a year's figure is not another's: sentences, tables, CSV and JSON.

mod counts;
mod csv;
mod json;
mod left_out;
mod sentences;
mod text;

pub use csv::{CHANGE_COLUMNS, change_csv};
pub use json::change_json;
pub use sentences::{change_answer, change_sentences};
pub use text::change_text;

use change::Change;
use footprint::method::Method;
use ground::lang::Lang;

/// A change, and what it was told with.
pub struct Changed<'a> {
    /// The change.
    pub change: &'a Change,
    /// The organisation's name; empty when not known.
    pub organisation: &'a str,
    /// Its headcount in the two years, where it is known.
    pub headcount: (Option<f64>, Option<f64>),
    /// The factor sets of both years, lowest first.
    pub factors: Vec<String>,
    /// The method of both years.
    pub method: &'a Method,
}

/// A figure of the criterion for people, signed where it is a change: tonnes above a thousand
/// kilograms, where the unit is a kilogram of something.
pub(crate) fn figure(lang: Lang, unit: &str, value: f64, signed: bool) -> String {
    let (number, unit) = match unit.strip_prefix("kg") {
        Some(of) if value.abs() >= 999.5 => (lang.short(value / 1000.0), format!("t {of}")),
        Some(of) => (lang.number(value, usize::from(value.abs() < 9.95)), format!("kg {of}")),
        None => (lang.short(value), unit.to_owned()),
    };
    let unit = unit.replace("CO2e", "CO₂e");
    let nothing = !number.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let sign = if signed && value > 0.0 && !nothing { "+" } else { "" };
    format!("{sign}{number}\u{a0}{}", unit.trim().replace(' ', "\u{a0}"))
}

/// A change without its unit of matter: `+4,35 t`.
pub(crate) fn step(lang: Lang, unit: &str, value: f64) -> String {
    let whole = figure(lang, unit, value, true);
    whole.trim_end_matches("CO₂e").trim_end().to_owned()
}
