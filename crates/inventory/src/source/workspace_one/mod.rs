//! Devices of Workspace ONE UEM (`AirWatch`).

use super::{ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "workspace-one",
    label: ("appareils de Workspace ONE", "Workspace ONE devices"),
    tool: Some("Workspace ONE"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Friendly Name & Platform|OS|Model & Organization Group|Enrollment Status|Enrollment Date|Ownership",
    ],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = [
        OwnField::by_system(layout),
        OwnField::by_words(layout, Field::Status),
        OwnField::of(Field::Ownership, layout.hint(Hint::Ownership), |cells| {
            cells.known("ownership", &cells.hint(Hint::Ownership)).unwrap_or_else(String::new)
        }),
    ];
    own.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_device_is_told_by_its_platform_and_model() {
        let head = "Friendly Name;Ownership;Platform;Model;Organization Group";
        let row = "x;E;Apple iOS;iPhone 12;Siège";
        check(SourceFormat::WorkspaceOne, head, row, Field::EquipmentType, "smartphone");
        check(SourceFormat::WorkspaceOne, head, row, Field::Ownership, "byod");
    }

    #[test]
    fn what_is_no_longer_managed_is_out_of_use() {
        let head = "Friendly Name;Platform;Model;Organization Group;Enrollment Status";
        for (word, state) in [
            ("Enrolled", "in_service"),
            ("Unenrolled", "decommissioned"),
            ("Device Wiped", "decommissioned"),
        ] {
            let row = format!("x;Apple iOS;iPhone 12;Siège;{word}");
            check(SourceFormat::WorkspaceOne, head, &row, Field::Status, state);
        }
    }
}
