//! Headings of prices: that of one unit bought, or something else.

use super::column_words::parts;

/// What a price is called.
const PRICES: [&str; 17] = [
    "prix",
    "pu",
    "tarif",
    "montant",
    "cout",
    "valeur",
    "price",
    "amount",
    "cost",
    "value",
    "preis",
    "kaufpreis",
    "stuckpreis",
    "precio",
    "prezzo",
    "preco",
    "prijs",
];

/// What may stand beside: that it is of one unit, bought, in euros, with or without tax. A number of
/// units, a lot and another currency may too: their cells are set aside with what to write.
const BESIDE: [&str; 71] = [
    "unitaire",
    "unitaires",
    "unite",
    "unites",
    "piece",
    "unit",
    "each",
    "unitario",
    "unitaria",
    "ht",
    "ttc",
    "hors",
    "taxe",
    "taxes",
    "tva",
    "tax",
    "vat",
    "excl",
    "excluding",
    "incl",
    "including",
    "comprises",
    "comprise",
    "compris",
    "toutes",
    "without",
    "with",
    "before",
    "net",
    "nette",
    "nets",
    "negocie",
    "achat",
    "achats",
    "acquisition",
    "purchase",
    "purchasing",
    "compra",
    "acquisto",
    "d",
    "de",
    "du",
    "des",
    "a",
    "l",
    "la",
    "le",
    "of",
    "par",
    "per",
    "en",
    "in",
    "eur",
    "euro",
    "euros",
    "keur",
    "devis",
    "offre",
    "vente",
    "lot",
    "pack",
    "materiel",
    "equipement",
    "machine",
    "appareil",
    "poste",
    "produit",
    "article",
    "dollar",
    "dollars",
    "equipment",
];

/// Codes of other currencies.
const CURRENCIES: [&str; 6] = ["usd", "us", "gbp", "chf", "cad", "xpf"];

/// Whether a word heads a price.
fn is_price(word: &str) -> bool {
    PRICES.contains(&word)
}

/// Whether a heading says a price, of whatever it is: a column of it holds no other figure.
pub(super) fn is_of_a_price(heading: &str) -> bool {
    parts(heading).iter().any(|word| is_price(word) && !["valeur", "value"].contains(&&**word))
}

/// Whether a heading says the price of one unit bought, and nothing else: not by month or year, not of
/// a delivery or a warranty, not what is left at the end, not before a discount.
pub(super) fn is_of_a_unit(heading: &str) -> bool {
    let words = parts(&heading.replace('€', " eur "));
    let is_beside = |at: usize, word: &str| {
        let next = words.get(at + 1).map_or("", String::as_str);
        match word {
            "hors" => next.starts_with("tax") || next == "tva",
            "k" => next == "eur",
            // « remisé » is a price; « remise » is what is taken off one.
            "remise" => heading.to_lowercase().contains("remisé"),
            _ => {
                BESIDE.contains(&word)
                    || CURRENCIES.contains(&word)
                    || word.bytes().all(|byte| byte.is_ascii_digit())
            }
        }
    };
    words.iter().any(|word| is_price(word))
        && words.iter().enumerate().all(|(at, word)| is_price(word) || is_beside(at, word))
}

/// Whether a heading says that its price is what is paid, once all is taken off.
pub(super) fn is_paid(heading: &str) -> bool {
    let is = |word: &String| ["net", "nette", "nets", "negocie", "remise"].contains(&word.as_str());
    is_of_a_unit(heading) && parts(heading).iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_of_one_unit_bought_and_of_nothing_else() {
        for heading in [
            "Prix",
            "Prix HT",
            "PU HT (€)",
            "Prix unitaire TTC",
            "Prix hors taxes",
            "Prix d'achat",
            "Coût d'acquisition",
            "Tarif net",
            "Prix remisé HT",
            "PurchasePrice",
            "Unit price (EUR)",
            "Prix k€",
            "Prix du lot de 10",
            "Prix ($)",
            "Prezzo unitario",
        ] {
            assert!(is_of_a_unit(heading), "`{heading}`");
        }
        for heading in [
            "Prix mensuel HT",
            "Prix/mois",
            "Prix (mois)",
            "Coût annuel",
            "Prix HT /an",
            "Prix livraison",
            "Prix extension",
            "Prix batterie",
            "Prix de reprise",
            "Coût DEEE",
            "Valeur résiduelle",
            "Prix (milliers d'euros)",
            "Prix M€",
            "Prix HT en K",
            "Prix en centimes",
            "Prix pour 5 unités",
            "Prix x10",
            "Prix garantie 5 ans",
            "Prix hors remise",
            "Prix hors option",
            "PU brut",
            "Tarif public",
            "Prix remise",
            "Loyer",
        ] {
            assert!(!is_of_a_unit(heading), "`{heading}`");
        }
        assert!(is_of_a_price("Prix garantie 5 ans") && !is_of_a_price("Garantie"));
        assert!(is_paid("PU net") && is_paid("Prix remisé HT") && !is_paid("Prix HT"));
    }
}
