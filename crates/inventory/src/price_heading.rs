//! What is said of a price, in a heading or a cell: that it is of one unit bought, what is paid, and
//! whether the tax is in it.

use super::column_words::parts;
use super::currency_words::{CURRENCIES, is_euro};

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

/// Words of the tax that is in a price or is not.
const OF_TAX: [&str; 9] = ["taxe", "taxes", "tax", "tva", "vat", "mwst", "ust", "iva", "btw"];
/// What says beside them that it is not.
const WITHOUT: [&str; 12] = [
    "hors",
    "sans",
    "ex",
    "exc",
    "excl",
    "excluding",
    "excluded",
    "without",
    "before",
    "non",
    "exkl",
    "senza",
];
/// What says beside them that it is.
const WITH: [&str; 17] = [
    "avec",
    "inc",
    "incl",
    "including",
    "included",
    "with",
    "toutes",
    "compris",
    "comprise",
    "comprises",
    "inclus",
    "incluse",
    "incluses",
    "inkl",
    "con",
    "toute",
    "tous",
];
/// Both in one word.
const ALONE: [(&str, bool); 6] = [
    ("ht", false),
    ("htva", false),
    ("excl", false),
    ("ttc", true),
    ("tvac", true),
    ("incl", true),
];
/// What says that a price is what is paid, once all is taken off.
pub(super) const PAID: [&str; 13] = [
    "net",
    "nette",
    "nets",
    "nettes",
    "netto",
    "neto",
    "negocie",
    "negociee",
    "negocies",
    "negociees",
    "negotiated",
    "discounted",
    "nego",
];
/// What is taken off a price.
pub(super) const DISCOUNT: [&str; 9] = [
    "remise",
    "remises",
    "rem",
    "rabais",
    "ristourne",
    "ristournes",
    "reduction",
    "discount",
    "discounts",
];
/// What says before one, or after it, that it is off.
const OFF: [&[&str]; 2] = [
    &["apres", "after", "avec", "with", "less", "moins", "including"],
    &[
        "deduite",
        "deduites",
        "deduit",
        "deducted",
        "comprise",
        "comprises",
        "compris",
        "incluse",
        "inclus",
        "included",
    ],
];
/// That a price is of one unit, in euros.
pub(super) const OF_ONE: [&str; 27] = [
    "unitaire",
    "unitaires",
    "unite",
    "unites",
    "piece",
    "unit",
    "each",
    "unitario",
    "unitaria",
    "u",
    "eur",
    "euro",
    "euros",
    "keur",
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
];
/// What may stand beside in a heading besides: how it was bought, and of what. A number of units, a lot
/// and another currency may too: their cells are set aside with what to write.
const BESIDE: [&str; 31] = [
    "achat",
    "achats",
    "acquisition",
    "purchase",
    "purchasing",
    "compra",
    "acquisto",
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
    "propose",
    "proposes",
    "marche",
    "ferme",
    "fermes",
    "livre",
    "client",
    "final",
    "finaux",
];

/// What heads a column of amounts, which are those of a row as often as those of a unit.
pub(super) const AMOUNTS: [&str; 6] = ["montant", "amount", "cout", "cost", "valeur", "value"];

/// Whether a word heads a price.
fn is_price(word: &str) -> bool {
    PRICES.contains(&word)
}

/// The words of a heading, or of a cell, that says an amount: `PUHT (€)` is `pu ht eur`.
pub(super) fn price_words(said: &str) -> Vec<String> {
    // « Remisé » is a price once all is off; « remise » is what is taken off one.
    let said = without_rates(said)
        .replace('€', " eur ")
        .replace("emisé", "emisee")
        .replace("EMISÉ", "EMISEE");
    let glued = |word: String| {
        let apart = ["ttc", "ht"].into_iter().find_map(|tax| Some((word.strip_suffix(tax)?, tax)));
        match apart.filter(|(price, _)| is_price(price)) {
            Some((price, tax)) => vec![price.to_owned(), tax.to_owned()],
            None => vec![word],
        }
    };
    let words = parts(&said).into_iter().flat_map(glued);
    words.map(|word| if word.starts_with("remisee") { "discounted".into() } else { word }).collect()
}

/// The word so many places from one.
pub(super) fn near(words: &[String], at: usize, by: isize) -> &str {
    at.checked_add_signed(by).and_then(|at| words.get(at)).map_or("", String::as_str)
}

/// Whether one of these stands right before a word, or right after it.
fn is_by(words: &[String], at: usize, own: &[&str]) -> bool {
    [-1, 1].into_iter().any(|by| own.contains(&near(words, at, by)))
}

/// Whether a price has the tax in it, where the words of its heading or of its cell say so.
///
/// ```
/// use empreinte_inventory::has_tax;
/// assert_eq!(has_tax("Prix T.T.C."), Some(true));
/// assert_eq!(has_tax("Unit price ex VAT"), Some(false));
/// assert_eq!(has_tax("Prix hors remise"), None);
/// ```
pub fn has_tax(said: &str) -> Option<bool> {
    let words = price_words(said);
    // `Prix HT/TTC` may be either.
    let says = |with| {
        ALONE
            .iter()
            .any(|(own, own_with)| *own_with == with && words.iter().any(|word| word == own))
    };
    if says(true) && says(false) {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let word = words[at].as_str();
        if OF_TAX.contains(&word) {
            // « Hors toutes taxes » is without each of them.
            let of_all = ["toutes", "toute", "tous"].contains(&near(&words, at, -1));
            let without_all = of_all && WITHOUT.contains(&near(&words, at, -2));
            let without = (without_all || is_by(&words, at, &WITHOUT)).then_some(false);
            return without.or_else(|| is_by(&words, at, &WITH).then_some(true));
        }
        // « Excl. VAT » is told by its neighbour.
        let is_beside = WITH.contains(&word) || WITHOUT.contains(&word);
        let alone = ALONE.into_iter().find(|(own, _)| *own == word);
        alone.filter(|_| !(is_beside && is_by(&words, at, &OF_TAX))).map(|(_, with)| with)
    })
}

/// Whether a word is of a tax, or says that it is in a price or not.
pub(super) fn is_of_tax(words: &[String], at: usize) -> bool {
    let word = words[at].as_str();
    let said = WITHOUT.contains(&word) || WITH.contains(&word);
    OF_TAX.contains(&word)
        || ALONE.iter().any(|(own, _)| *own == word)
        || said && is_by(words, at, &OF_TAX)
}

/// Whether a word is a discount that is off, or says that one is.
pub(super) fn is_off(words: &[String], at: usize) -> bool {
    let is_off_at = |at: usize| {
        DISCOUNT.contains(&words[at].as_str())
            && (OFF[0].contains(&near(words, at, -1)) || OFF[1].contains(&near(words, at, 1)))
    };
    let beside = [at.checked_sub(1), at.checked_add(1).filter(|at| *at < words.len())];
    let word = words[at].as_str();
    is_off_at(at)
        || OFF.into_iter().flatten().any(|own| *own == word)
            && beside.into_iter().flatten().any(is_off_at)
}

/// Whether a heading says money and nothing that counts: `Amount` may be of units.
pub(super) fn is_of_money_alone(heading: &str) -> bool {
    let words = price_words(heading);
    let is_an_amount = words.first().is_some_and(|word| AMOUNTS.contains(&word.as_str()));
    may_be_of_a_price(heading) && !is_an_amount
}

/// A text without its percentages: the 20 of `TVA 20 %` counts no unit.
fn without_rates(said: &str) -> String {
    let is_of_a_rate = |c: char| c.is_ascii_digit() || c.is_whitespace() || ",.+-–−".contains(c);
    let mut pieces = said.split('%').peekable();
    let mut out = String::new();
    while let Some(piece) = pieces.next() {
        match pieces.peek() {
            Some(_) => out.extend([piece.trim_end_matches(is_of_a_rate), " "]),
            None => out.push_str(piece),
        }
    }
    out
}

/// Whether a heading says what is taken off a price, and no price.
pub(super) fn is_of_a_discount(heading: &str) -> bool {
    !is_of_a_price(heading)
        && price_words(heading).iter().any(|word| DISCOUNT.contains(&word.as_str()))
}

/// Whether a column of amounts under a heading may be one of prices, of whatever it is: `Net HT` and
/// `Remise 10 %` are, where what stands below is as much as a price.
pub(super) fn may_be_of_a_price(heading: &str) -> bool {
    let words = price_words(heading);
    is_of_a_price(heading)
        || is_of_a_discount(heading)
        || words.iter().any(|word| PAID.contains(&word.as_str()))
}

/// Whether a heading says a price, of whatever it is: a column of it holds no other figure.
pub(super) fn is_of_a_price(heading: &str) -> bool {
    let words = price_words(heading);
    words.iter().any(|word| is_price(word) && !["valeur", "value"].contains(&&**word))
}

/// Whether a heading says the price of one unit bought, and nothing else: not by month or year, not of
/// a delivery or a warranty, not what is left at the end, not before a discount.
pub(super) fn is_of_a_unit(heading: &str) -> bool {
    let words = price_words(heading);
    let is_beside = |at: usize, word: &str| {
        is_of_tax(&words, at)
            || is_off(&words, at)
            || word == "k" && near(&words, at, 1) == "eur"
            || [&PAID[..], &OF_ONE, &BESIDE, &CURRENCIES].iter().any(|own| own.contains(&word))
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.iter().any(|word| is_price(word) || is_euro(word))
        && words.iter().enumerate().all(|(at, word)| is_price(word) || is_beside(at, word))
}

pub(super) fn is_of_one(words: &[String]) -> bool {
    words.iter().any(|word| word.starts_with("unit") || word == "pu")
}

/// Whether a heading or a cell says that its price is of one unit: `PU HT`, `Prix unitaire`, `Unit price`.
pub fn is_of_one_unit(said: &str) -> bool {
    let words = price_words(said);
    let alone = |word: &String| {
        ["piece", "each", "u", "puht", "puttc", "stuckpreis"].contains(&word.as_str())
    };
    is_of_one(&words) || words.iter().any(alone)
}

/// Whether a heading may say the price of several units: of a number of them, of a lot, or of a row.
pub fn is_of_several(heading: &str, units: f64) -> bool {
    let words = price_words(heading);
    let of_a_row = words.first().is_some_and(|word| AMOUNTS.contains(&word.as_str()));
    let of_a_lot = words.iter().any(|word| is_a_number(word) || word == "lot");
    !is_of_one(&words) && (of_a_lot || units > 1.0 && of_a_row)
}

/// Whether a word of a heading is a number of things, and no year.
fn is_a_number(word: &str) -> bool {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    !is_year && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tax_is_told_by_its_neighbour() {
        for (said, has) in [
            ("P.U. H.T.", Some(false)),
            ("PUHT", Some(false)),
            ("Prix avec TVA", Some(true)),
            ("Price EUR ex. VAT", Some(false)),
            ("TVA comprise", Some(true)),
            ("Prix hors TVA", Some(false)),
            ("1 200 € TTC", Some(true)),
            ("Prix net", None),
            ("Prix HT/TTC", None),
            ("Prix remise comprise", None),
            ("Prix remises comprises", None),
            ("1 200 € hors toutes taxes", Some(false)),
            ("Prix toutes taxes comprises", Some(true)),
            ("Prix HT (TVA 20 %)", Some(false)),
        ] {
            assert_eq!(has_tax(said), has, "{said}");
        }
    }

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
            "€",
            "EUR HT",
            "P.U. H.T.",
            "PUHT",
            "Prix avec TVA",
            "Unit price ex VAT",
            "Price EUR ex. VAT",
            "Prix remise déduite",
            "Prix après remise",
            "Prix proposé HT",
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
            "Prix avant remise",
            "Prix sans option",
            "Prix remise 10 %",
            "Prix hors option",
            "PU brut",
            "Tarif public",
            "Prix remise",
            "Loyer",
        ] {
            assert!(!is_of_a_unit(heading), "`{heading}`");
        }
        for (heading, several) in
            [("Prix HT TVA 20 %", false), ("Prix remisé (10%) HT", false), ("Prix des 10", true)]
        {
            assert_eq!(is_of_several(heading, 1.0), several, "{heading}");
        }
        assert!(is_of_a_price("Prix garantie 5 ans") && !is_of_a_price("Garantie"));
    }
}
