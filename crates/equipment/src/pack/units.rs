//! Columns of the units that things are sold in: `Carton de 5`, `LOT4`, `ens.`.

use super::{Pack, number, said_in};
use ground::table::fold;
use inventory::LOT_WORDS;

/// What a unit of sale says in letters and figures: `LOT4`, `PK4`, `BTE12`; in a word for several: `ens.`.
fn unit_said(folded: &str) -> Option<(Option<u16>, bool)> {
    const LOTS: [&str; 22] = [
        "lot", "lots", "pk", "pack", "pck", "bte", "boite", "bt", "bx", "box", "pal", "palette",
        "pq", "paq", "paquet", "ctn", "crt", "carton", "cs", "case", "kit", "set",
    ];
    const SEVERAL: [&str; 11] = [
        "ens",
        "ensemble",
        "jeu",
        "jeux",
        "kit",
        "set",
        "sets",
        "trio",
        "douzaine",
        "dizaine",
        "assortiment",
    ];
    if ["paire", "paires", "pair", "pr", "duo"].contains(&folded) {
        return Some((Some(2), true));
    }
    let letters = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let many = number(&folded[letters.len()..]);
    match many {
        Some(many)
            if !letters.is_empty()
                && letters != "x"
                && letters.bytes().all(|byte| byte.is_ascii_lowercase()) =>
        {
            Some((Some(many), LOTS.contains(&letters)))
        }
        _ => SEVERAL.contains(&folded).then_some((None, false)),
    }
}

/// How many machines a cell says in a column of units of sale; `is_sold` where the price is of it.
pub(super) fn said_of_unit(cell: &str, is_sold: bool) -> Option<Pack> {
    let folded = fold(cell);
    match unit_said(&folded) {
        Some((Some(many), true)) if is_sold => return Some(Pack::Sold(many)),
        Some((Some(many), true)) => return Some(Pack::Lot(many)),
        Some(_) => return Some(Pack::Unsure),
        None => {}
    }
    let many = folded.split(' ').find_map(number);
    let is_lot = folded.split(' ').any(|word| LOT_WORDS.contains(&word));
    match (said_in(cell), many) {
        (Some(Pack::Lot(many) | Pack::Counted(many)), _) if is_sold => Some(Pack::Sold(many)),
        (Some(said), _) => Some(said),
        (None, Some(many)) if is_lot && is_sold => Some(Pack::Sold(many)),
        (None, Some(_)) => Some(Pack::Unsure),
        (None, None) => (is_lot && !folded.ends_with(" 1")).then_some(Pack::Unsure),
    }
}

/// Whether a heading is that of the units that things are sold in: whether the price is of one of
/// those; `None` where it is another heading.
pub(super) fn is_of_units(heading: &str) -> Option<bool> {
    const SOLD: [&str; 9] = [
        "unite",
        "unite de vente",
        "unite de facturation",
        "unite de prix",
        "uv",
        "unit",
        "sales unit",
        "unit of sale",
        "price unit",
    ];
    const PACKED: [&str; 12] = [
        "conditionnement",
        "cond",
        "colisage",
        "packaging",
        "pack",
        "pack size",
        "uom",
        "unit of measure",
        "unite de commande",
        "vendu par",
        "sold by",
        "qte par lot",
    ];
    let folded = fold(heading);
    let is = |of: &[&str]| of.contains(&folded.as_str());
    if is(&SOLD) { Some(true) } else { is(&PACKED).then_some(false) }
}

/// Whether a heading is that of the units that things are sold in, which says what a price is of.
pub fn is_of_units_sold(heading: &str) -> bool {
    is_of_units(heading).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::Pack;
    use super::said_of_unit;

    #[test]
    fn a_unit_of_letters_and_figures_is_of_so_many() {
        for (cell, said) in [
            ("LOT4", Some(Pack::Sold(4))),
            ("PK4", Some(Pack::Sold(4))),
            ("BTE4", Some(Pack::Sold(4))),
            ("PAL12", Some(Pack::Sold(12))),
            ("Pq5", Some(Pack::Sold(5))),
            ("paire", Some(Pack::Sold(2))),
            ("x4", Some(Pack::Sold(4))),
            ("forfait", None),
            ("XY4", Some(Pack::Unsure)),
            ("ens.", Some(Pack::Unsure)),
            ("jeu", Some(Pack::Unsure)),
            ("U", None),
            ("u.", None),
            ("pièce", None),
            ("U1", None),
            ("PCE", None),
        ] {
            assert_eq!(said_of_unit(cell, true), said, "`{cell}`");
        }
        assert_eq!(said_of_unit("LOT4", false), Some(Pack::Lot(4)));
    }
}
