//! How well the heading of a column of prices says what is paid.

use super::price_heading::{
    AMOUNTS, PAID, is_of_a_discount, is_of_a_unit, is_of_one, is_off, price_words,
};
use ground::table::{fold, parse_number};

/// How well a heading says what is paid for one unit, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PriceMeant {
    /// A price of something else, or before a discount.
    Listed,
    /// An amount, of the row as likely as of a unit.
    OfARow,
    /// A price.
    Asked,
    /// An amount once the discount that stands beside is off.
    OfARowPaid,
    /// A price once all is taken off.
    Paid,
}

impl PriceMeant {
    /// What a heading says, beside the others of its table.
    pub(super) fn said_by(heading: &str, beside: &[String]) -> Self {
        if !is_of_a_unit(heading) {
            return Self::Listed;
        }
        let words = price_words(heading);
        let is_paid =
            (0..words.len()).any(|at| PAID.contains(&words[at].as_str()) || is_off(&words, at));
        let is_of_a_row = words.first().is_some_and(|word| AMOUNTS.contains(&word.as_str()))
            && !is_of_one(&words);
        let is_discount = |heading: &String| is_of_a_discount(heading);
        match (is_of_a_row, is_paid) {
            (false, true) => Self::Paid,
            (false, false) => Self::Asked,
            (true, true) if beside.iter().any(is_discount) => Self::OfARowPaid,
            (true, _) => Self::OfARow,
        }
    }
}

/// Whether a heading of prices says that all is off (`PU net`).
pub fn is_price_paid(heading: &str) -> bool {
    PriceMeant::said_by(heading, &[]) >= PriceMeant::OfARowPaid
}

/// Whether a cell beside a price may be what is taken off it, below a heading that is short for a discount or
/// says one in its own way: `R%` = `2`, `Coef` = `0,9`, `Avoir` = `50`.
///
/// ```
/// use empreinte_inventory::may_be_taken_off;
/// assert!(may_be_taken_off("Disc.", "10%"));
/// assert!(!may_be_taken_off("Coef", "1,00"));
/// ```
pub fn may_be_taken_off(heading: &str, cell: &str) -> bool {
    const OFF: [&str; 16] = [
        "r",
        "disc",
        "dsc",
        "dto",
        "rabatt",
        "nachlass",
        "descuento",
        "sconto",
        "korting",
        "avoir",
        "prime",
        "bonus",
        "abattement",
        "geste commercial",
        "credit",
        "cashback",
    ];
    const TIMES: [&str; 5] = ["coef", "coeff", "coefficient", "coef remise", "coefficient remise"];
    // `R` alone may be of anything; `R%` is a rate.
    let folded = fold(&heading.replace('%', " "));
    let is_rate = heading.contains('%') || cell.contains('%');
    let is_off = OFF.contains(&folded.as_str()) && (folded != "r" || is_rate);
    let is_factor = TIMES.contains(&folded.as_str());
    let figures = cell.trim().trim_end_matches(['%', '€', ' ', '\u{a0}']).trim_start_matches('-');
    let Ok(amount) = parse_number(figures.trim(), true) else { return false };
    amount != 0.0 && (is_off || is_factor && (amount - 1.0).abs() > f64::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::{PriceMeant, may_be_taken_off};

    #[test]
    fn what_is_short_for_a_discount_may_be_one() {
        for (heading, cell) in [
            ("R%", "2"),
            ("R %", "2,5"),
            ("Disc.", "10%"),
            ("Coef", "0,9"),
            ("Avoir", "50"),
            ("Prime", "-50 €"),
        ] {
            assert!(may_be_taken_off(heading, cell), "{heading} = {cell}");
        }
        for (heading, cell) in [
            ("R%", "0"),
            ("R", "2"),
            ("Coef", "1"),
            ("Avoir", ""),
            ("Avoir", "non"),
            ("Réf", "2"),
            ("RAM", "16"),
        ] {
            assert!(!may_be_taken_off(heading, cell), "{heading} = {cell}");
        }
    }

    #[test]
    fn what_is_paid_is_told_by_the_words_of_a_heading() {
        let none: [String; 0] = [];
        for (heading, paid) in [
            ("PU net", PriceMeant::Paid),
            ("Prix remisé HT", PriceMeant::Paid),
            ("PRIX REMISÉ", PriceMeant::Paid),
            ("Prix unitaire remise déduite TTC", PriceMeant::Paid),
            ("Discounted price", PriceMeant::Paid),
            ("Prix négocié", PriceMeant::Paid),
            ("Prix HT (remise 10 % déduite)", PriceMeant::Paid),
            ("Prix remisé (10%) HT", PriceMeant::Paid),
            ("Prix rabais déduit HT", PriceMeant::Paid),
            ("Prix HT TVA 20 %", PriceMeant::Asked),
            ("Prix HT", PriceMeant::Asked),
            ("Coût unitaire", PriceMeant::Asked),
            ("Montant net HT", PriceMeant::OfARow),
            ("Prix public", PriceMeant::Listed),
        ] {
            assert_eq!(PriceMeant::said_by(heading, &none), paid, "{heading}");
        }
        let beside = ["Remise %".to_owned()];
        assert_eq!(PriceMeant::said_by("Montant net HT", &beside), PriceMeant::OfARowPaid);
    }
}
