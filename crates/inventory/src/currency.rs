//! The currency of an amount: what a text, a format or a column of a quotation says of it.

use super::currency_words::{CURRENCIES, is_euro};
use super::placeholder::is_placeholder;
use super::price_heading::price_words;
use ground::table::fold;

/// Whether a text says another currency than the euro.
pub(super) fn is_another_currency(said: &str) -> bool {
    said.contains(['$', '£', '¥'])
        || price_words(said).iter().any(|word| CURRENCIES.contains(&word.as_str()))
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

/// Whether a title of a quotation says that its amounts are in another currency than the euro, or that they
/// are in euros; `None` where it says neither.
///
/// ```
/// use empreinte_inventory::currency_of_title;
/// assert_eq!(currency_of_title("Prix en CHF HT"), Some(true));
/// assert_eq!(currency_of_title("Tous les prix sont en euros"), Some(false));
/// assert_eq!(currency_of_title("Contact us"), None);
/// ```
pub fn currency_of_title(title: &str) -> Option<bool> {
    const NAMES: [&str; 8] =
        ["dollar", "dollars", "sterling", "yen", "yens", "yuan", "franken", "zloty"];
    const FRANCS: [&str; 4] = ["franc suisse", "francs suisses", "franc cfp", "francs cfp"];
    const OF_MONEY: [&str; 12] = [
        "prix", "tarif", "tarifs", "montant", "montants", "price", "prices", "devise", "monnaie",
        "currency", "exprimes", "en",
    ];
    // Letters that are words, and ways of drawing, besides.
    const OTHERWISE: [&str; 2] = ["us", "cad"];
    let words = price_words(title);
    let folded = fold(title);
    let is_code = |word: &str| CURRENCIES.contains(&word) && !OTHERWISE.contains(&word);
    let is_other = title.contains(['$', '£', '¥'])
        || words.iter().any(|word| is_code(word) || NAMES.contains(&word.as_str()))
        || FRANCS.iter().any(|francs| folded.contains(francs));
    let of_money = || words.iter().any(|word| OF_MONEY.contains(&word.as_str()));
    let is_euro = || words.iter().any(|word| is_euro(word)) && of_money();
    if is_other { Some(true) } else { is_euro().then_some(false) }
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
