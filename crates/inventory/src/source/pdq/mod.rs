//! Computers of PDQ Inventory.

use super::{ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "pdq",
    label: ("ordinateurs de PDQ Inventory", "PDQ Inventory computers"),
    tool: Some("PDQ Inventory"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Computer Manufacturer & Computer Model & Computer Name|Computer Host Name|Computer Serial Number|Computer S/N|Computer O/S|Computer O/S Name",
    ],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let from = layout.hint(Hint::Form).or(layout.hint(Hint::Os));
    let own = OwnField::always(Field::EquipmentType, from, |cells| {
        let form = cells.known("form", &cells.hint(Hint::Form));
        let system = cells.system();
        match form {
            // A server may stand in a tower.
            Some(word) if word != "desktop" || system != "server" => word,
            _ => system,
        }
    });
    own.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn the_chassis_tells_more_than_the_system() {
        let head =
            "Computer Name;Computer Manufacturer;Computer Model;Computer Chassis;Computer O/S";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::Pdq, head, row, Field::EquipmentType, expected);
        };
        kind("A;Dell;x;Notebook;Windows 11", "laptop");
        kind("A;Dell;x;Tower;Windows Server 2019", "server");
        kind("A;Dell;x;;Windows 11", "computer");
    }
}
