//! Assets of `ManageEngine` `AssetExplorer` and `ServiceDesk` Plus, computers of Endpoint Central.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "manageengine",
    label: (
        "export de ManageEngine (AssetExplorer, Endpoint Central)",
        "ManageEngine export (AssetExplorer, Endpoint Central)",
    ),
    tool: Some("ManageEngine"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Product Type & Asset Name|Asset Tag|Workstation & Product|Product Name|Asset State",
        "Workstation & Service Tag|Org Serial Number|Asset State",
        "Computer Name & Service Tag|Shipping Date|Device Type & Remote Office|Branch Office|Domain Name",
    ],
    traits: Traits::REGISTER,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = [
        OwnField::always(Field::EquipmentType, layout.column(Field::EquipmentType), type_word),
        OwnField::by_words(layout, Field::Status),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::EquipmentType);
    // In ManageEngine a workstation is any computer that is no server.
    let vague = ["workstation", "computer", "workstations"];
    if own.is_empty() {
        return cells.known_system();
    }
    if vague.contains(&own.to_lowercase().as_str()) { cells.system() } else { own }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_workstation_is_any_computer() {
        let head = "Asset Name;Product Type;Product;Asset State;Operating System";
        let row = "a;Workstation;Latitude 5440;In Store;Windows 11";
        check(SourceFormat::ManageEngine, head, row, Field::EquipmentType, "computer");
        check(SourceFormat::ManageEngine, head, row, Field::Status, "in_stock");
        let row = "a;Printer;LaserJet;In Use;";
        check(SourceFormat::ManageEngine, head, row, Field::EquipmentType, "Printer");
    }
}
