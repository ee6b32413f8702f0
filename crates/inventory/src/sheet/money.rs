//! The money, or the unit of time, that a cell of a workbook shows beside its number: its format says it, not its value.

use crate::currency::is_another_currency;
use crate::price_heading::has_tax;

/// What a format of numbers says: years or months, another currency than the euro, or whether the tax is in
/// it (`#,##0.00 "€ HT"`). A euro alone says nothing more.
pub(super) fn shown_by(format: &str) -> Option<String> {
    let said = words_of(format);
    (has_tax(&said).is_some() || is_another_currency(&said) || is_of_time(&said)).then_some(said)
}

/// Whether a format says that its numbers are durations: `0 "ans"`.
fn is_of_time(said: &str) -> bool {
    ["an", "ans", "mois", "year", "years", "month", "months"]
        .contains(&said.to_lowercase().as_str())
}

/// The words and signs that a format writes beside positive numbers.
fn words_of(format: &str) -> String {
    let mut said = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => said.extend(letters.by_ref().take_while(|c| *c != '"')),
            '\\' => said.extend(letters.next()),
            // As wide as the next letter, or filled with it.
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                // `[$CHF-100C]`: a currency and a country; `[Red]` is no currency.
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                let currency = inside.strip_prefix('$').and_then(|own| own.split('-').next());
                said.extend(currency);
            }
            '$' | '€' | '£' | '¥' => said.push(letter),
            _ => {}
        }
    }
    said.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::shown_by;

    #[test]
    fn a_format_says_its_currency_and_its_tax_and_nothing_of_other_units() {
        for (format, shown) in [
            (r"#,##0.00\ [$$-409]", Some("$")),
            (r"[$$-en-US]#,##0.00;[Red]-[$$-en-US]#,##0.00", Some("$")),
            (r"#,##0\ [$CHF-100C]", Some("CHF")),
            (r#"#,##0.00\ "USD""#, Some("USD")),
            (r#"#,##0.00\ "€ HT""#, Some("€ HT")),
            (r#"_-* #,##0.00\ "€ TTC"_-;-* #,##0.00\ "€"_-"#, Some("€ TTC")),
            (r"#,##0.00\ [$€-40C]", None),
            (r#"#,##0.00\ "€""#, None),
            (r#"0\ "Go""#, None),
            (r#"0" ans""#, Some("ans")),
            (r#"0\ "mois""#, Some("mois")),
            ("0.00", None),
            ("General", None),
            ("[Red]0", None),
        ] {
            assert_eq!(shown_by(format).as_deref(), shown, "{format}");
        }
    }
}
