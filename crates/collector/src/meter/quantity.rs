//! Energy drawn, or its power, told from other quantities by their words.

use super::unit::{Unit, words};
use ground::table::fold;

/// Words after which a column, or a row, is no energy drawn.
const NOT: [&str; 38] = [
    "min",
    "minimum",
    "minimal",
    "minimale",
    "max",
    "maximum",
    "maximal",
    "maximale",
    "peak",
    "pic",
    "crete",
    "cap",
    "limit",
    "limite",
    "budget",
    "threshold",
    "seuil",
    "apparent",
    "apparente",
    "reactive",
    "reactif",
    "rated",
    "nominal",
    "nominale",
    "souscrite",
    "production",
    "produite",
    "generated",
    "generation",
    "injection",
    "injectee",
    "injected",
    "export",
    "exported",
    "limits",
    "limites",
    "plafond",
    "capacity",
];
/// What names an energy drawn, or its power, in a column of quantities, with units: words that also
/// name other quantities (`CPU usage`, `Temperature value`) are not among them.
const DRAWN: [&str; 22] = [
    "power",
    "puissance",
    "wattage",
    "energy",
    "energie",
    "index",
    "cumul",
    "cumulative",
    "register",
    "consommation",
    "conso",
    "cons",
    "consumption",
    "consumed",
    "soutirage",
    "soutiree",
    "courbe",
    "cdc",
    "pa",
    "ea",
    "eas",
    "ead",
];
/// Words, folded, those that only a capital letter parts too: `powerCap`.
pub(super) fn parts(text: &str) -> Vec<String> {
    let mut apart = String::with_capacity(text.len());
    let mut small = false;
    for letter in text.chars() {
        if small && letter.is_uppercase() {
            apart.push(' ');
        }
        small = letter.is_lowercase();
        apart.push(letter);
    }
    fold(&apart).split(' ').map(str::to_owned).collect()
}

/// Whether words are of a limit, an extreme, what is fed in, or another thing that is not drawn.
pub(super) fn is_other(parts: &[String]) -> bool {
    parts.iter().any(|word| NOT.contains(&word.as_str()))
}

/// Whether what the cells of a row call its quantity is an energy drawn, or its power: a word of
/// them says so, and none says a limit, an extreme or what is fed in. Unsaid, it may be.
pub(super) fn is_drawn(cells: &[&str]) -> bool {
    let parts: Vec<String> = cells.iter().flat_map(|cell| parts(cell)).collect();
    let of_energy = |word: &String| DRAWN.contains(&word.as_str());
    let of_unit = |cell: &&str| words(cell).iter().any(|word| Unit::named(word).is_some());
    let said = parts.iter().any(of_energy) || cells.iter().any(of_unit);
    cells.iter().all(|cell| cell.is_empty()) || (said && !is_other(&parts))
}

#[cfg(test)]
mod tests {
    use super::is_drawn;

    #[test]
    fn a_quantity_is_an_energy_drawn_or_another_thing() {
        for drawn in [
            "power.power.average",
            "power.energy.summation",
            "Energie active",
            "Courbe de charge",
            "Consommation quotidienne",
            "CONS",
            "EA",
            "Active kWh",
            "",
        ] {
            assert!(is_drawn(&[drawn]), "{drawn}");
        }
        for other in [
            "power.powerCap.average",
            "power.power.maximum",
            "Inlet temperature",
            "CPU usage",
            "cpu.usage.average",
            "Puissance maximale atteinte",
            "PMA",
            "Energie réactive",
            "Énergie active injectée",
            "PROD",
            "ERI",
            "Tension",
        ] {
            assert!(!is_drawn(&[other]), "{other}");
        }
        // Of several columns one says it, and none denies it.
        assert!(is_drawn(&["Energie active", "Base"]));
        assert!(!is_drawn(&["Energie active", "Production"]));
    }
}
