//! Words of currencies.

/// Codes of other currencies.
pub(super) const CURRENCIES: [&str; 6] = ["usd", "us", "gbp", "chf", "cad", "xpf"];

/// Whether a word is the euro, or a thousand of it.
pub(super) fn is_euro(word: &str) -> bool {
    ["eur", "euro", "euros", "keur"].contains(&word)
}
