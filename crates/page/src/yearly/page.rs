//! Words and numbers as the page writes them.

use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::table::{Day, month_name};
use maud::{Markup, html};
use report::{NOTHING, Story, UNKNOWN};

/// What every section is written from.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) story: &'a Story<'a>,
    pub(super) lang: Lang,
}

/// A unit that figures shown together share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    by: f64,
    /// Its name, as people write it.
    pub(super) unit: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(story: &'a Story<'a>, lang: Lang) -> Self {
        Self { story, lang }
    }

    /// The words of the page's language, set as its typography wants.
    pub(super) fn say(self, fr: &'static str, en: &'static str) -> String {
        self.fine(self.lang.label(fr, en))
    }

    /// A text of both languages, set likewise.
    pub(super) fn text(self, text: &Text) -> String {
        self.fine(text.say(self.lang))
    }

    /// Spaces that must not break, as French typography wants them.
    pub(super) fn fine(self, text: &str) -> String {
        if self.lang == Lang::En {
            return text.to_owned();
        }
        let mut out = text.to_owned();
        for mark in [" :", " »", " %"] {
            out = out.replace(mark, &format!("\u{a0}{}", &mark[1..]));
        }
        for mark in [" ;", " !", " ?"] {
            out = out.replace(mark, &format!("\u{202f}{}", &mark[1..]));
        }
        out.replace("« ", "«\u{a0}").replace('\'', "’")
    }

    /// A text of both languages, its words between backticks as code.
    pub(super) fn marked(self, text: &Text) -> Markup {
        let said = text.say(self.lang);
        html! {
            @for (at, part) in said.split('`').enumerate() {
                @if at % 2 == 1 { code { (part) } } @else { (self.fine(part)) }
            }
        }
    }

    /// A colon between two parts of a sentence.
    pub(super) fn colon(self) -> &'static str {
        self.lang.colon()
    }

    /// A number of things: `1 ligne`, `12 lignes`, never broken between the two.
    pub(super) fn count(self, number: f64, noun: &Noun) -> String {
        self.fine(&noun.said(self.lang, number).replacen(' ', "\u{a0}", 1))
    }

    /// A number of rows.
    pub(super) fn rows(self, rows: u64) -> String {
        self.count(rows as f64, &Noun::ROW)
    }

    /// A number of units of equipment.
    pub(super) fn units(self, units: f64) -> String {
        self.count(units, &Noun::UNIT)
    }

    /// A whole number.
    pub(super) fn whole(self, number: u64) -> String {
        self.lang.number(number as f64, 0)
    }

    /// An electricity.
    pub(super) fn kwh(self, kwh: f64) -> String {
        if 1e7 <= kwh.abs() {
            return format!("{}\u{a0}MWh", self.lang.number(kwh / 1000.0, 0));
        }
        format!("{}\u{a0}kWh", self.lang.number(kwh, usize::from(kwh.abs() < 10.0 && kwh != 0.0)))
    }

    /// A share, 0 to 1.
    pub(super) fn percent(self, share: f64) -> String {
        self.lang.percent(if share.is_finite() { share } else { 0.0 })
    }

    /// Part of a whole, where there is a whole.
    pub(super) fn part(self, part: f64, whole: f64) -> String {
        if whole > 0.0 { self.percent(part / whole) } else { "–".into() }
    }

    /// Part of a whole, each where it is known.
    pub(super) fn known_part(self, part: Option<f64>, whole: Option<f64>) -> String {
        match (part, whole) {
            (Some(part), Some(whole)) => self.part(part, whole),
            _ => UNKNOWN.into(),
        }
    }

    /// The total of the first criterion.
    pub(super) fn total(self) -> Interval {
        self.story.outcome.footprint.totals.total(0)
    }

    /// A unit for figures of the first criterion up to `largest`.
    pub(super) fn scale(self, largest: f64) -> Scale {
        Scale::of(&self.story.outcome.footprint.criteria[0].unit, largest)
    }

    /// A figure of the first criterion with its unit.
    pub(super) fn mass(self, value: f64) -> String {
        let scale = self.scale(value);
        format!("{}\u{a0}{}", scale.number(self.lang, value), scale.unit)
    }

    /// The bounds of a figure of the first criterion: `43,2 à 67,5 t CO₂e`.
    pub(super) fn bounds(self, figure: Interval) -> String {
        self.pair(figure, self.lang.label("à", "to"))
    }

    /// The bounds of a figure with a word between them: `43,2 et 67,5 t CO₂e`.
    pub(super) fn pair(self, figure: Interval, word: &str) -> String {
        // The unit of the figure itself: both stand side by side.
        let size = if figure.value == 0.0 { figure.high.abs() } else { figure.value };
        let scale = self.scale(size);
        let (low, high) =
            (scale.number(self.lang, figure.low), scale.number(self.lang, figure.high));
        format!("{low} {word} {high}\u{a0}{}", scale.unit)
    }

    /// A day in full.
    pub(super) fn day(self, day: Day) -> String {
        let (year, month, date) = day.parts();
        let Some(name) = month_name(month) else { return day.to_string() };
        let first =
            if date == 1 && self.lang == Lang::Fr { "1er".into() } else { date.to_string() };
        format!("{first}\u{a0}{}\u{a0}{year}", name.say(self.lang))
    }
}

impl Scale {
    /// Grams, kilograms or tonnes where `unit` is a kilogram of something; else the unit itself.
    pub(super) fn of(unit: &str, largest: f64) -> Self {
        let spaced = |mass: &str, of: &str| {
            format!("{mass}\u{a0}{}", of.trim().replace("CO2e", "CO₂e")).trim_end().to_owned()
        };
        let Some(of) = unit.strip_prefix("kg") else {
            return Self { by: 1.0, unit: unit.to_owned() };
        };
        match largest.abs() {
            size if 1000.0 <= size => Self { by: 1000.0, unit: spaced("t", of) },
            size if 0.0 < size && size < 1.0 => Self { by: 0.001, unit: spaced("g", of) },
            _ => Self { by: 1.0, unit: spaced("kg", of) },
        }
    }

    /// A figure in this unit.
    pub(super) fn of_value(&self, value: f64) -> f64 {
        if value.is_finite() { value / self.by } else { 0.0 }
    }

    /// A figure in this unit, as written: about three digits, never rounded away to zero.
    pub(super) fn number(&self, lang: Lang, value: f64) -> String {
        let value = self.of_value(value);
        match value.abs() {
            size if 0.0 < size && size < 0.0005 => {
                let sign = if value < 0.0 { ">\u{a0}-" } else { "<\u{a0}" };
                format!("{sign}{}", lang.number(0.001, 3))
            }
            size if (0.01..1.0).contains(&size) => lang.number(value, 2),
            _ => lang.short(value),
        }
    }

    /// The same in a table, where nothing is a dash.
    pub(super) fn cell(&self, lang: Lang, value: f64) -> String {
        if value == 0.0 { NOTHING.into() } else { self.number(lang, value) }
    }

    /// The same of what may not be known.
    pub(super) fn known(&self, lang: Lang, value: Option<f64>) -> String {
        value.map_or_else(|| UNKNOWN.into(), |value| self.cell(lang, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_take_the_unit_that_reads_best() {
        let said = |value: f64| {
            let scale = Scale::of("kgCO2e", value);
            format!("{}\u{a0}{}", scale.number(Lang::Fr, value), scale.unit)
        };
        assert_eq!(said(54_321.0), "54,3\u{a0}t\u{a0}CO₂e");
        assert_eq!(said(-640.0), "-640\u{a0}kg\u{a0}CO₂e");
        assert_eq!(said(0.0), "0\u{a0}kg\u{a0}CO₂e");
        assert_eq!(said(0.25), "250\u{a0}g\u{a0}CO₂e");
        assert_eq!(Scale::of("m3", 12.0).unit, "m3");
        assert_eq!(Scale::of("kgCO2e", 9e6).number(Lang::En, 0.2), "<\u{a0}0.001");
    }
}
