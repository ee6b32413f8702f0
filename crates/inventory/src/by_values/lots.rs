//! A column that says the unit of the quantities, where some are lots: `lot de 10`, `carton de 5`.

use super::{SURE, Search};
use crate::Field;
use crate::column_words::parts;
use crate::found::ValuesTell;

/// Words for several units sold together, folded.
pub const LOT_WORDS: [&str; 25] = [
    "kit",
    "assortiment",
    "ensemble",
    "lot",
    "lots",
    "pack",
    "packs",
    "paquet",
    "paquets",
    "carton",
    "cartons",
    "boite",
    "boites",
    "palette",
    "colis",
    "box",
    "case",
    "set",
    "bundle",
    "lote",
    "caja",
    "pacco",
    "karton",
    "packung",
    "doos",
];
/// Words of a heading that says units.
const UNITS: [&str; 12] = [
    "unite",
    "unites",
    "unit",
    "uom",
    "udm",
    "conditionnement",
    "packaging",
    "einheit",
    "unidad",
    "unita",
    "unidade",
    "eenheid",
];

impl Search<'_> {
    /// The column of lots, which is asked: no field holds how many units a lot has.
    pub(super) fn lots(&mut self) {
        for index in 0..self.unread.len() {
            let column = &self.unread[index];
            let lots = column.cells.iter().filter(|cell| is_lot(cell)).count();
            if lots == 0 || column.said.is_some() {
                continue;
            }
            let share = lots as f64 / column.cells.len() as f64;
            let said = parts(column.heading).iter().any(|word| UNITS.contains(&word.as_str()));
            if said || share >= SURE {
                self.ask(index, Field::Quantity, ValuesTell::Lots, share);
            }
        }
    }
}

/// Whether a cell says a lot of two units or more, and nothing else.
fn is_lot(cell: &str) -> bool {
    const OF: [&str; 7] = ["de", "of", "a", "di", "von", "van", "x"];
    let words = parts(cell);
    let Some((first, rest)) = words.split_first() else { return false };
    let at = rest.iter().position(|word| !OF.contains(&word.as_str())).unwrap_or(rest.len());
    let number = rest.get(at).and_then(|word| word.parse::<u32>().ok());
    LOT_WORDS.contains(&first.as_str()) && number.is_some_and(|number| number > 1)
}

#[cfg(test)]
mod tests {
    use super::is_lot;

    #[test]
    fn a_cell_may_say_a_lot() {
        for cell in ["lot de 10", "Lot 10", "Carton de 5 unités", "pack of 4", "Boîte de 12"] {
            assert!(is_lot(cell), "{cell}");
        }
        for cell in ["pièce", "unité", "lot", "lot 1", "u", "10", "Lot A"] {
            assert!(!is_lot(cell), "{cell}");
        }
    }
}
