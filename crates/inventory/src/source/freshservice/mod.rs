//! Assets of Freshservice.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "freshservice",
    label: ("actifs de Freshservice", "Freshservice assets"),
    tool: Some("Freshservice"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &["Asset Type & Asset State|Usage Type|Impact & Product & Name|Display Name"],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = [
        OwnField::of(Field::EquipmentType, layout.column(Field::EquipmentType), type_word),
        OwnField::by_words(layout, Field::Status),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::EquipmentType);
    let vague = ["computer", "hardware"].contains(&own.to_lowercase().as_str());
    if !cells.hint(Hint::Virtual).is_empty() {
        "virtual machine".to_owned()
    } else if own.is_empty() {
        cells.known_system()
    } else if vague {
        cells.system()
    } else {
        own
    }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_vague_type_is_told_by_the_system() {
        let head = "Name;Asset Type;Asset State;Product;Vendor;OS;Virtual Subtype";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::Freshservice, head, row, Field::EquipmentType, expected);
        };
        kind("a;Laptop;In Use;Latitude 5440;Dell;Windows 11;", "Laptop");
        kind("a;Computer;In Use;MacBookPro18,3;Apple;macOS;", "laptop");
        kind("a;Server;In Use;;;Linux;VMware VM", "virtual machine");
    }
}
