//! The unit that a heading of the quantity says of its numbers: `Quantité (nb)`, `Qté (u.)`.

use super::column_words::is_count;
use ground::table::fold;

/// Units of a number of units, folded and without spaces.
const UNITS: [&str; 27] = [
    "u",
    "un",
    "nb",
    "nbr",
    "nbre",
    "nombre",
    "ennombre",
    "nombredunites",
    "unite",
    "unites",
    "enunites",
    "unit",
    "units",
    "ex",
    "expl",
    "exemplaire",
    "exemplaires",
    "piece",
    "pieces",
    "pce",
    "pces",
    "pc",
    "pcs",
    "stk",
    "stuck",
    "each",
    "ea",
];

/// Units that are words for a thing as well, so they are units between brackets only, in small letters.
const THINGS_TOO: [&str; 3] = ["un", "pc", "pcs"];

/// The words of a heading that counts, without the unit behind them; `None` where it says none.
pub(super) fn without_unit(heading: &str) -> Option<&str> {
    let heading = heading.trim();
    let bracketed =
        heading.strip_suffix([')', ']']).and_then(|heading| heading.rsplit_once(['(', '[']));
    let behind = || heading.rsplit_once('/').or_else(|| heading.rsplit_once(' '));
    let (said, unit) = bracketed.or_else(behind)?;
    let said = said.trim_end_matches(|c: char| c.is_whitespace() || "-–:/".contains(c));
    let own = fold(unit).replace(' ', "");
    let as_thing = || bracketed.is_none() || unit.contains(char::is_uppercase);
    if !UNITS.contains(&own.as_str()) || THINGS_TOO.contains(&own.as_str()) && as_thing() {
        return None;
    }
    // One word that counts, and no more: `Nb d'écrans (u.)` says what it counts.
    let words = fold(&said.replace("q.t", "qt").replace("Q.t", "Qt"));
    (!words.is_empty() && words.split(' ').all(is_count)).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::without_unit;

    #[test]
    fn what_stands_behind_a_word_that_counts_is_its_unit() {
        for heading in [
            "Quantité (nb)",
            "Quantité (u.)",
            "Qté (u)",
            "Quantité [u]",
            "Quantité (U)",
            "Quantité (en nombre)",
            "Quantité/nb",
            "Qté nb",
            "Nb (nb)",
            "Nombre (u.)",
            "Nombre (ex.)",
            "Qté (pcs)",
            "Qté (pièces)",
            "Quantité (unités)",
            "Qté - nb",
            "Qty (each)",
        ] {
            assert!(without_unit(heading).is_some(), "{heading}");
        }
        for heading in [
            "Quantité",
            "Nb",
            "NB",
            "Nb PC",
            "Nb PCs",
            "Nb (PC)",
            "Nb (NB portables)",
            "Écrans (nb)",
            "PC (nb)",
            "Qté commandée (u.)",
            "Nb d'écrans (u)",
            "Prix (u.)",
            "Prix unité",
            "",
        ] {
            assert_eq!(without_unit(heading), None, "{heading}");
        }
    }
}
