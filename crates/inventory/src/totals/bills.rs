//! Rows of a quotation that are of its sum, and of no thing: the tax, what is off, what is to pay.

use crate::{Field, Row};
use ground::table::fold;

/// Words that such a row begins with, folded.
const HEADS: [&str; 16] = [
    "tva",
    "vat",
    "taxe",
    "taxes",
    "tax",
    "sales tax",
    "net a payer",
    "reste a payer",
    "acompte",
    "acomptes",
    "remise",
    "escompte",
    "discount",
    "deposit",
    "amount due",
    "balance due",
];
/// What may stand behind them.
const BESIDE: [&str; 27] = [
    "ht",
    "ttc",
    "a",
    "de",
    "la",
    "le",
    "sur",
    "commerciale",
    "exceptionnelle",
    "globale",
    "du",
    "total",
    "totale",
    "montant",
    "eur",
    "euro",
    "euros",
    "taux",
    "rate",
    "commande",
    "client",
    "order",
    "incl",
    "excl",
    "on",
    "at",
    "of",
];

/// Whether a cell says so, and names no thing: `TVA 20 %`, `Net à payer TTC`.
fn is_of_the_sum(cell: &[u8]) -> bool {
    let first = cell.first().map(u8::to_ascii_lowercase);
    if !first.is_some_and(|first| b"tvsnraedb".contains(&first)) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let folded = fold(text);
    let behind = |head: &&str| {
        let rest = folded.strip_prefix(*head)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
    };
    let is_beside =
        |word: &str| BESIDE.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    HEADS.iter().filter_map(behind).any(|rest| rest.split(' ').all(is_beside))
}

impl Row<'_> {
    /// Whether it is of the sum of a list with prices: its type says so, or its first cell where
    /// nothing says a type.
    pub(super) fn is_of_the_sum(&self, first: &[u8], kind: &[u8]) -> bool {
        let said = if kind.is_empty() { first } else { kind };
        let model = self.bytes(Field::Model);
        is_of_the_sum(said)
            && (model.is_empty() || model == kind)
            && self.bytes(Field::Serial).is_empty()
            && self.file.layout.column(Field::PriceEur).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_the_sum;

    #[test]
    fn the_tax_and_what_is_to_pay_are_no_things() {
        for cell in [
            "TVA 20 %",
            "TVA (20,0 %)",
            "VAT 20%",
            "Net à payer TTC",
            "Acompte 30 %",
            "Remise commerciale",
            "Remise 5 %",
            "Escompte",
            "Amount due",
            "Discount 10%",
        ] {
            assert!(is_of_the_sum(cell.as_bytes()), "{cell}");
        }
        for cell in [
            "Remise en état",
            "Tablette",
            "Serveur",
            "Netbook",
            "Remise serveur",
            "TV",
            "Borne",
            "Acompte PC portable",
            "",
        ] {
            assert!(!is_of_the_sum(cell.as_bytes()), "{cell}");
        }
    }
}
