//! Rows of a quotation that are of its sum, and of no thing: the tax, what is off, what is to pay.

use super::RowStanding;
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

/// Whether a cell may say so, by its first letters: it is asked of two cells of each row.
#[inline]
fn may_be_of_the_sum(cell: &[u8]) -> bool {
    let [first, second, third, ..] = *cell else { return false };
    if !b"tvsnraedb".contains(&first.to_ascii_lowercase()) {
        return false;
    }
    let lower = |byte: u8| byte.to_ascii_lowercase();
    matches!(
        &[lower(first), lower(second), lower(third)],
        b"tva"
            | b"t.v"
            | b"vat"
            | b"v.a"
            | b"tax"
            | b"sal"
            | b"net"
            | b"res"
            | b"aco"
            | b"rem"
            | b"esc"
            | b"dis"
            | b"dep"
            | b"amo"
            | b"bal"
    )
}

/// Whether a cell says so, and names no thing: `TVA 20 %`, `Net à payer TTC`.
fn is_of_the_sum(cell: &[u8]) -> bool {
    if !may_be_of_the_sum(cell) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    // « T.V.A. »
    let folded = fold(&text.replace('.', ""));
    let behind = |head: &&str| {
        let rest = folded.strip_prefix(*head)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
    };
    let is_beside =
        |word: &str| BESIDE.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    HEADS.iter().filter_map(behind).any(|rest| rest.split(' ').all(is_beside))
}

/// Whether a cell says what is still to pay, or was paid: `Reste à payer`, `Deposit`.
fn is_to_pay(cell: &[u8]) -> bool {
    let says = |of: &[u8]| cell.get(..of.len()).is_some_and(|own| own.eq_ignore_ascii_case(of));
    says(b"reste") || says(b"deposit")
}

impl Row<'_> {
    /// Whether it is of the sum of a list with prices: its type says so, or its first cell where
    /// nothing says a type. What is off the whole is off no price that is read: it is asked.
    pub(super) fn of_the_sum(&self, first: &[u8], kind: &[u8]) -> RowStanding {
        let said = if kind.is_empty() { first } else { kind };
        let model = self.bytes(Field::Model);
        let is_so = self.file.layout.column(Field::PriceEur).is_some()
            && is_of_the_sum(said)
            && (model.is_empty() || model == kind)
            && self.bytes(Field::Serial).is_empty();
        let is_off = said.first().is_some_and(|first| b"rRdDeE".contains(first));
        match (is_so, is_off && !is_to_pay(said)) {
            (true, true) => RowStanding::Doubtful,
            (true, false) => RowStanding::Passed,
            (false, _) => RowStanding::Equipment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADS, is_of_the_sum};

    #[test]
    fn no_word_of_a_sum_is_passed_over_by_its_first_letters() {
        for head in HEADS {
            assert!(is_of_the_sum(head.to_uppercase().as_bytes()), "{head}");
        }
    }

    #[test]
    fn the_tax_and_what_is_to_pay_are_no_things() {
        for cell in [
            "TVA 20 %",
            "T.V.A. 20 %",
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
