//! An amount of money as a cell writes it.

use super::currency_words::is_euro;
use super::price_heading::{DISCOUNT, OF_ONE, PAID, is_of_tax, near, price_words};
use ground::table::parse_number;

/// What a heading or a cell multiplies its figures by: `k€` by a thousand.
pub fn euros_of(said: &str) -> f64 {
    let words = price_words(said);
    let thousands = words.windows(2).any(|two| two == ["k", "eur"]);
    if thousands || words.iter().any(|word| word == "keur") { 1000.0 } else { 1.0 }
}

/// Whether a cell says that its amount is in euros, or in thousands of them.
pub fn says_euros(cell: &str) -> bool {
    price_words(cell).iter().any(|word| is_euro(word))
}

/// What an amount is of another one with its tax in it or not: the French rates, both ways.
pub const TAX_RATES: [f64; 7] = [1.0, 1.2, 1.1, 1.055, 1.0 / 1.2, 1.0 / 1.1, 1.0 / 1.055];

/// The euros that a cell is, and nothing besides.
pub fn euros_in(cell: &str) -> Option<f64> {
    let (figures, times) = amount(cell)?;
    parse_number(&figures, false).ok().map(|euros| euros * times)
}

/// The figures of an amount in euros, and what they are multiplied by; `None` where its cell says
/// anything besides: that it is by month, or of several units.
///
/// ```
/// use empreinte_inventory::amount;
/// assert_eq!(amount("EUR 1 299,50 HT"), Some(("1 299,50".into(), 1.0)));
/// assert_eq!(amount("1299€90"), Some(("1299.90".into(), 1.0)));
/// assert_eq!(amount("1299.-"), Some(("1299".into(), 1.0)));
/// assert_eq!(amount("45 €/mois"), None);
/// ```
pub fn amount(cell: &str) -> Option<(String, f64)> {
    let cell = cell.trim();
    let first = cell.find(|c: char| c.is_ascii_digit())?;
    let from = if cell[..first].ends_with(['-', '+']) { first - 1 } else { first };
    let end = cell.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, figures, after) = (&cell[..from], &cell[from..end], &cell[end..]);
    // `1299.-` and `1299,--` have no cents.
    let dash = |c: char| "-–—".contains(c);
    let after = match after.strip_prefix(['.', ',']).filter(|rest| rest.starts_with(dash)) {
        Some(rest) => rest.trim_start_matches(dash),
        None => after,
    };
    let is_cents = |cents: &str| cents.len() == 2 && cents.bytes().all(|b| b.is_ascii_digit());
    let figures = match figures.split_once('€') {
        Some((whole, cents)) if is_cents(cents.trim()) => {
            format!("{}.{}", whole.trim_end(), cents.trim())
        }
        _ => figures.to_owned(),
    };
    if before.is_empty() && after.trim().is_empty() {
        return Some((figures, 1.0));
    }
    let said = format!("{before} {after}");
    let words = price_words(&said);
    let is_known = |at: usize, word: &str| {
        is_of_tax(&words, at)
            || PAID.contains(&word)
            || OF_ONE.contains(&word)
            || word == "k" && near(&words, at, 1) == "eur"
    };
    let is_sign = |c: char| c.is_alphabetic() || c.is_whitespace() || "€./()'’".contains(c);
    let is_of_euros =
        words.iter().enumerate().all(|(at, word)| is_known(at, word)) && said.chars().all(is_sign);
    let is_another =
        |word: &String| OF_ANOTHER.contains(&word.as_str()) || DISCOUNT.contains(&word.as_str());
    let is_after_a_sign = before.is_empty()
        && after.trim().starts_with('€')
        && !after.contains('/')
        && !words.iter().any(is_another);
    (is_of_euros || is_after_a_sign).then(|| (figures, euros_of(&said)))
}

/// What says that an amount is by month, by year or by day, or of several units.
const OF_ANOTHER: [&str; 13] = [
    "par", "per", "mois", "month", "an", "ans", "year", "jour", "day", "mensuel", "lot", "lots",
    "pack",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_in_euros_and_of_one_unit() {
        for (cell, figures, times) in [
            ("EUR 1299", "1299", 1.0),
            ("1299€00", "1299.00", 1.0),
            ("1 299 € 50", "1 299.50", 1.0),
            ("1299,--", "1299", 1.0),
            ("899,- €", "899", 1.0),
            ("1299 TTC", "1299", 1.0),
            ("HT 900", "900", 1.0),
            ("1000 hors taxes", "1000", 1.0),
            ("1200 €/u", "1200", 1.0),
            ("1,2 k€", "1,2", 1000.0),
            ("-50 €", "-50", 1.0),
        ] {
            assert_eq!(amount(cell), Some((figures.into(), times)), "{cell}");
        }
        for cell in [
            "45 €/mois",
            "45 €/trimestre",
            "12 €/semaine",
            "45 €/mo",
            "45 HT par mois",
            "1299 € le lot",
            "1299 € avant remise",
            "~1299",
            "1299 ?",
            "3 lots",
            "1299 remise",
            "",
        ] {
            assert_eq!(amount(cell), None, "{cell}");
        }
    }
}
