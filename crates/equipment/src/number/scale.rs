//! The units that tools and people write after a number.

use ground::table::fold;
use inventory::{CellUnit, are_inches};

#[expect(clippy::match_same_arms, reason = "a line a unit reads as the table it is")]
/// What a number in the cell's unit is multiplied and divided by to be in the column's.
pub(super) fn scale(unit: CellUnit, said: &str) -> Option<(f64, f64)> {
    if said.is_empty() {
        return Some((1.0, 1.0));
    }
    let folded = fold(said);
    let word = folded.split(' ').next().unwrap_or("");
    Some(match (unit, word) {
        (
            CellUnit::Units,
            "unite" | "unites" | "piece" | "pieces" | "pcs" | "u" | "unit" | "units",
        ) => (1.0, 1.0),
        (CellUnit::Cards, "gpu" | "gpus" | "carte" | "cartes" | "card" | "cards" | "x") => {
            (1.0, 1.0)
        }
        (CellUnit::Parts, "coeur" | "coeurs" | "core" | "cores" | "c" | "cpu" | "cpus") => {
            (1.0, 1.0)
        }
        (CellUnit::KwhAYear, "kwh") => (1.0, 1.0),
        (CellUnit::KwhAYear, "wh") => (1.0, 1000.0),
        (CellUnit::KwhAYear, "mwh") => (1000.0, 1.0),
        (CellUnit::Inches, "cm") => (1.0, 2.54),
        (CellUnit::Inches, word) if are_inches(word) || are_inches(said) => (1.0, 1.0),
        (CellUnit::Months, "mois" | "month" | "months" | "mes" | "meses" | "m" | "monate") => {
            (1.0, 1.0)
        }
        (CellUnit::Months, "an" | "ans" | "annee" | "annees" | "year" | "years" | "y" | "yr") => {
            (12.0, 1.0)
        }
        (CellUnit::Months, "jahr" | "jahre" | "ano" | "anos" | "anni" | "anno" | "jaar") => {
            (12.0, 1.0)
        }
        (CellUnit::Kilograms, "kg" | "kgs") => (1.0, 1.0),
        (CellUnit::Kilograms, "g" | "gr" | "grammes" | "grams") => (1.0, 1000.0),
        (CellUnit::Kilograms, "lb" | "lbs") => (0.453_592_37, 1.0),
        (CellUnit::Percent, _) if said == "%" => (1.0, 1.0),
        (CellUnit::Hours, "h" | "heures" | "hours") => (1.0, 1.0),
        _ => return None,
    })
}
