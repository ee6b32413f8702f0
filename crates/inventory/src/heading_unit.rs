//! The unit that a heading says of its column, held against that of the field it is said to be.

use super::inches::INCH_WORDS;
use super::{CellUnit, Field, FieldKind};
use ground::fault::{Fault, clip};
use ground::table::fold;
use ground::text;

/// The units that headings say, each with what it measures.
const UNITS: [(&str, &[&str]); 14] = [
    ("W", &["w", "kw", "mw", "watt", "watts"]),
    ("kWh", &["kwh"]),
    ("Wh", &["wh", "mwh", "gwh", "kj", "mj"]),
    ("Go", &["go", "gb", "gio", "gib"]),
    ("Mo", &["mo", "mb", "mio", "mib", "ko", "kb", "octets", "bytes"]),
    ("To", &["to", "tb", "tio", "tib"]),
    ("kg", &["kg", "kilos", "kilogrammes", "kilograms"]),
    ("g", &["g", "gr", "grammes", "grams", "t", "tonnes", "lb", "lbs", "pounds"]),
    ("\"", &INCH_WORDS),
    ("cm", &["cm", "mm", "m"]),
    ("mois", &["mois", "month", "months", "monate", "meses", "mesi", "maanden"]),
    ("ans", &["an", "ans", "annee", "annees", "year", "years", "jahre"]),
    ("jours", &["jour", "jours", "day", "days"]),
    ("GHz", &["ghz", "mhz", "hz"]),
];

/// Which of those a number of a field may be in.
fn of(unit: CellUnit) -> &'static [&'static str] {
    match unit {
        CellUnit::KwhAYear => &["kWh"],
        CellUnit::MemoryGb | CellUnit::StorageGb => &["Go"],
        CellUnit::Inches => &["\""],
        CellUnit::Kilograms => &["kg"],
        // A warranty in years is read as such.
        CellUnit::Months => &["mois", "ans"],
        _ => &[],
    }
}

/// The unit that a heading says: in brackets, or by its last word.
fn unit_in(heading: &str) -> Option<&'static str> {
    let bracketed =
        heading.rsplit_once(['(', '[']).map(|(_, unit)| unit.trim_end_matches([')', ']']));
    let said = fold(bracketed.unwrap_or(heading));
    let words: Vec<&str> = said.split([' ', '_']).filter(|word| !word.is_empty()).collect();
    // Before brackets, and before the last of several words, a word is of the thing; of a rate
    // (`kWh/an`, `kWh par an`) the first unit is what is counted.
    let first = usize::from(bracketed.is_none() && !is_unit(words.first()?));
    let looked = words.get(first..)?;
    let word = looked.iter().find(|word| is_unit(word))?;
    UNITS.iter().find(|(_, own)| own.contains(word)).map(|(unit, _)| *unit)
}

fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(_, own)| own.contains(&word))
}

/// Why a column cannot be what it is said to be: its heading says another unit.
pub(super) fn contradiction(heading: &str, field: Field) -> Option<Fault> {
    let FieldKind::Number(unit) = field.kind() else { return None };
    let own = of(unit);
    let said = unit_in(heading).filter(|said| !own.is_empty() && !own.contains(said))?;
    let (heading, code) = (clip(heading), field.code());
    // French and English write the unit of a field alike but for the inch and for time.
    let wanted = own.first()?;
    let fault = Fault::new(text!(
        "colonne « {heading} » : son titre dit `{said}`, et `{code}` est en `{wanted}`",
        "column \"{heading}\": its heading says `{said}`, and `{code}` is in `{wanted}`"
    ));
    Some(fault.hint(match unit {
        CellUnit::KwhAYear if said == "W" => text!(
            "une puissance n'est pas l'électricité d'une année : écrivez, dans une colonne à part, puissance × heures ÷ 1000",
            "a power is no electricity of a year: write power × hours ÷ 1000 in a column of its own"
        ),
        _ => text!(
            "convertissez la colonne, et dites la nouvelle unité dans son titre",
            "convert the column, and say the new unit in its heading"
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_another_unit_is_no_column_of_the_field() {
        for (heading, field, contradicts) in [
            ("Puissance (W)", Field::AnnualEnergyKwh, true),
            ("Puissance moyenne watts", Field::AnnualEnergyKwh, true),
            ("Conso annuelle (MWh)", Field::AnnualEnergyKwh, true),
            ("Mémoire (Mo)", Field::RamGb, true),
            ("Poids (g)", Field::WeightKg, true),
            ("Taille [cm]", Field::ScreenSizeIn, true),
            ("Garantie (jours)", Field::WarrantyMonths, true),
            ("Conso (kWh/an)", Field::AnnualEnergyKwh, false),
            ("kWh par an", Field::AnnualEnergyKwh, false),
            ("kWh/an", Field::AnnualEnergyKwh, false),
            ("Consommation en kWh par an", Field::AnnualEnergyKwh, false),
            ("Conso", Field::AnnualEnergyKwh, false),
            ("RAM (Go)", Field::RamGb, false),
            ("Taille (pouces)", Field::ScreenSizeIn, false),
            ("Garantie (ans)", Field::WarrantyMonths, false),
            ("Puissance (W)", Field::Quantity, false),
            ("Modèle (W)", Field::Model, false),
        ] {
            assert_eq!(contradiction(heading, field).is_some(), contradicts, "{heading}");
        }
    }
}
