//! How well the heading of a column of prices says what is paid.

use super::price_heading::{
    AMOUNTS, PAID, is_of_a_discount, is_of_a_unit, is_of_one, is_off, price_words,
};

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

#[cfg(test)]
mod tests {
    use super::PriceMeant;

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
