//! Energy drawn, or its power, told from other quantities by their words.

use super::unit::{MeterUnit, words};
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
const DRAWN: [&str; 26] = [
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
    "electricite",
    "electricity",
    "import",
    "imported",
];
/// What names a power drawn where it stands alone, or with words of [`LOADED`] only: with others it
/// is another load (`CPU load`, `Load average`, `Battery charge`).
const LOAD: [&str; 2] = ["load", "charge"];
/// What has an electrical load, and the words between: `Charge de la baie`.
const LOADED: [&str; 18] = [
    "baie", "rack", "pdu", "phase", "circuit", "outlet", "prise", "salle", "room", "it", "total",
    "totale", "active", "de", "du", "des", "la", "of",
];
/// In a row: energies that are no electricity drawn, and powers that are no draw, whatever their
/// unit; Enedis' codes of what is fed in, reactive or an extreme. In a heading they may be a
/// device's name.
const NOT_OF_ROWS: [&str; 30] = [
    "battery",
    "batterie",
    "headroom",
    "available",
    "disponible",
    "reserved",
    "allocated",
    "warning",
    "alert",
    "alerte",
    "tdp",
    "forecast",
    "prevision",
    "gas",
    "gaz",
    "heat",
    "chaleur",
    "thermal",
    "thermique",
    "solar",
    "solaire",
    "pv",
    "prod",
    "eai",
    "eait",
    "pma",
    "eri",
    "erc",
    "pri",
    "prc",
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
/// them or the row's own unit says so, and none says a limit, an extreme, another energy or what is
/// fed in. Unsaid, it may be.
pub(super) fn is_drawn(cells: &[&str], unit: &str) -> bool {
    let parts: Vec<String> = cells.iter().flat_map(|cell| parts(cell)).collect();
    let has = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
    let of_unit = |cell: &str| words(cell).iter().any(|word| MeterUnit::named(word).is_some());
    // `Load` of a row in per cent is none.
    let load = || unit.is_empty() && cells.iter().any(|cell| is_load(cell));
    let said = has(&DRAWN) || of_unit(unit) || cells.iter().any(|cell| of_unit(cell)) || load();
    let denied = || is_other(&parts) || has(&NOT_OF_ROWS);
    cells.iter().all(|cell| cell.is_empty()) || (said && !denied())
}

/// Whether a cell says an electrical load, its place named, numbered or not.
fn is_load(cell: &str) -> bool {
    let parts = parts(cell);
    let is = |list: &[&str], word: &str| list.contains(&word);
    let names = |word: &String| {
        is(&LOAD, word) || is(&LOADED, word) || word.chars().any(|c| c.is_ascii_digit())
    };
    parts.iter().any(|word| is(&LOAD, word)) && parts.iter().all(names)
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
            "Électricité",
            "Electricity",
            "Active import",
            "Load",
            "Charge",
            "Charge de la baie",
            "Charge totale",
            "Load L1",
            "",
        ] {
            assert!(is_drawn(&[drawn], ""), "{drawn}");
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
            "Active export",
            "Reactive import",
            "CPU load",
            "Load average",
            "Battery charge",
            "Charge de la batterie",
            "Charge CPU",
            "Gas kWh",
            "Consommation de gaz",
        ] {
            assert!(!is_drawn(&[other], ""), "{other}");
        }
        // Of several columns one says it, and none denies it.
        assert!(is_drawn(&["Energie active", "Base"], ""));
        assert!(!is_drawn(&["Energie active", "Production"], ""));
    }

    #[test]
    fn a_rows_own_unit_says_it_and_words_deny_it() {
        for (drawn, unit) in [
            ("Electricity", "kWh"),
            ("Active import", "kWh"),
            ("Load", "W"),
            ("Charge de la baie", "kW"),
            ("Rack 4", "kW"),
        ] {
            assert!(is_drawn(&[drawn], unit), "{drawn} {unit}");
        }
        for (other, unit) in [
            ("Active export", "kWh"),
            ("Maximum load", "W"),
            ("PMA", "W"),
            ("PROD", "W"),
            ("Gaz", "kWh"),
            ("Pompe à chaleur : chaleur", "kWh"),
            ("Battery charge", "kWh"),
            ("System Headroom", "W"),
            ("High warning", "W"),
            ("Load", "%"),
            ("Charge de la baie", "%"),
            ("Rack 4", "kvarh"),
        ] {
            assert!(!is_drawn(&[other], unit), "{other} {unit}");
        }
        // Of two columns one denies it.
        assert!(is_drawn(&["PA", "CONS"], "W"));
        assert!(!is_drawn(&["PA", "PROD"], "W"));
        assert!(is_drawn(&[""], "%"));
    }
}
