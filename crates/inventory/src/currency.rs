//! The currency of an amount: what a text, a format or a column of a quotation says of it.

use super::placeholder::is_placeholder;
use super::price_heading::price_words;
use ground::table::fold;

/// Codes of other currencies.
pub(super) const CURRENCIES: [&str; 6] = ["usd", "us", "gbp", "chf", "cad", "xpf"];

/// Whether a text says another currency than the euro.
pub(super) fn is_another_currency(said: &str) -> bool {
    said.contains(['$', '£', '¥'])
        || price_words(said).iter().any(|word| CURRENCIES.contains(&word.as_str()))
}

/// Whether a word is the euro, or a thousand of it.
pub(super) fn is_euro(word: &str) -> bool {
    ["eur", "euro", "euros", "keur"].contains(&word)
}

/// Whether a heading says that its column is of currencies: `Devise`.
pub fn is_of_currencies(heading: &str) -> bool {
    const MONEY: [&str; 10] = [
        "devise",
        "devises",
        "dev",
        "monnaie",
        "currency",
        "curr",
        "unite monetaire",
        "wahrung",
        "waehrung",
        "moneda",
    ];
    MONEY.contains(&fold(heading).as_str())
}

/// Whether a cell says that the amounts of its row are not in euros: any other word below a heading of
/// currencies, thousands of euros too; or the name of another currency and nothing else.
pub fn is_in_another_currency(heading: &str, cell: &str) -> bool {
    const OF_TAX: [&str; 4] = ["ht", "ttc", "hors", "taxes"];
    let words = price_words(cell);
    let in_euros = || {
        let euro = |word: &String| is_euro(word) && word != "keur";
        words.iter().any(euro)
            && words.iter().all(|word| euro(word) || OF_TAX.contains(&word.as_str()))
    };
    if is_placeholder(cell.trim().as_bytes()) {
        return false;
    }
    let is_a_name = cell.trim().chars().count() <= 4 && !cell.bytes().any(|b| b.is_ascii_digit());
    is_of_currencies(heading) && !in_euros() || is_a_name && is_another_currency(cell)
}

#[cfg(test)]
mod tests {
    use super::is_in_another_currency;

    #[test]
    fn another_currency_is_told_in_a_column_of_its_own() {
        for (heading, cell) in [
            ("Devise", "USD"),
            ("Currency", "GBP"),
            ("Monnaie", "franc suisse"),
            ("Total", "£"),
            ("Devise", "k€"),
        ] {
            assert!(is_in_another_currency(heading, cell), "{heading} = {cell}");
        }
        for (heading, cell) in [
            ("Devise", "EUR"),
            ("Devise", "EUR HT"),
            ("Devise", "-"),
            ("Dev.", "€"),
            ("Curr", "Euro"),
            ("Pays", "US1"),
        ] {
            assert!(!is_in_another_currency(heading, cell), "{heading} = {cell}");
        }
    }
}
