//! The size of a screen, which makes a monitor one of a class of sizes: told by its column, else by
//! the inches that its type or its model says (`Écran 24 pouces`, `27" LED`).

use super::cells::number_of;
use super::memo::Memo;
use factor::{FactorSet, TypeId};
use ground::table::{fold, parse_number};
use inventory::{Field, Row};

/// The classes of monitors, each with the diagonal up to which it goes, inches: 23.8 is sold as 24.
const CLASSES: [(f64, &str); 4] = [
    (23.5, "monitor_upto_23in"),
    (27.9, "monitor_24_27in"),
    (31.4, "monitor_28_31in"),
    (f64::INFINITY, "monitor_32in_plus"),
];
/// The diagonals that a monitor may have, inches.
const MONITORS: std::ops::RangeInclusive<f64> = 10.0..=110.0;

/// Tells the class of a monitor's size.
pub(super) struct DisplaySize {
    monitor: Option<TypeId>,
    classes: [Option<TypeId>; 4],
    /// By the words of the type, and of the model.
    said: [Memo<Option<f64>>; 2],
}

impl DisplaySize {
    /// The classes that a factor set has.
    pub(super) fn new(set: &FactorSet) -> Self {
        let classes = CLASSES.map(|(_, code)| set.type_named(code));
        let said = [Memo::new(), Memo::new()];
        Self { monitor: set.type_named("monitor"), classes, said }
    }

    /// The type of a row, finer where it is a monitor whose size is told.
    #[inline]
    pub(super) fn finer(&mut self, row: &Row<'_>, type_id: TypeId) -> TypeId {
        if self.monitor != Some(type_id) {
            return type_id;
        }
        self.class(row).unwrap_or(type_id)
    }

    fn class(&mut self, row: &Row<'_>) -> Option<TypeId> {
        let told = number_of(row, Field::ScreenSizeIn).unwrap_or(None);
        let [by_type, by_model] = &mut self.said;
        let inches = told
            .or_else(|| by_type.get(row.bytes(Field::EquipmentType), said))
            .or_else(|| by_model.get(row.bytes(Field::Model), said))
            .filter(|inches| MONITORS.contains(inches))?;
        let at = CLASSES.iter().position(|(most, _)| inches <= *most)?;
        self.classes[at]
    }
}

/// The inches that a cell says, with their unit.
fn said(cell: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?;
    let starts = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    let fresh =
        |at: &usize| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',');
    starts.filter(fresh).find_map(|at| {
        let rest = &text[at..];
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(rest.len());
        let unit = rest[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']);
        is_inches(unit).then(|| parse_number(&rest[..end], false).ok()).flatten()
    })
}

/// Whether a text begins with the unit: `pouces`, `inch`, `"`.
fn is_inches(text: &str) -> bool {
    const MARKS: [&str; 5] = ["\"", "''", "\u{2033}", "\u{201d}", "\u{2019}\u{2019}"];
    const WORDS: [&str; 9] =
        ["pouces", "pouce", "po", "inch", "inches", "in", "zoll", "pulgadas", "pollici"];
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    MARKS.iter().any(|mark| text.starts_with(mark)) || WORDS.contains(&fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inches_are_read_where_their_unit_is_said() {
        let check = |text: &str, inches| assert_eq!(said(text.as_bytes()), inches, "{text}");
        check("Écran 24 pouces", Some(24.0));
        check("Ecran 19\" 4/3", Some(19.0));
        check("LED 23,8 po", Some(23.8));
        check("27-inch monitor", Some(27.0));
        check("Écran 32''", Some(32.0));
        check("Dell P2419H", None);
        check("24", None);
        check("2 écrans", None);
    }

    #[test]
    fn the_classes_are_of_the_shipped_set() {
        let sizes = DisplaySize::new(&FactorSet::shipped().unwrap());
        assert!(sizes.monitor.is_some() && sizes.classes.iter().all(Option::is_some));
    }
}
