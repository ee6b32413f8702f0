//! Devices of Microsoft Entra ID, of the portal or of Graph: mostly a name and a system.

use super::{ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "entra",
    label: ("appareils de Microsoft Entra ID", "Microsoft Entra ID devices"),
    tool: Some("Microsoft Entra"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "displayName & operatingSystem & joinType|trustType|profileType|approximateLastSignInDateTime",
    ],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = [
        OwnField::by_system(layout),
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
    fn a_device_is_told_by_its_system_and_model() {
        let head = "displayName;operatingSystem;trustType;model;deviceOwnership";
        let row = "p1;IPhone;Workplace;iPhone 13;Personal";
        check(SourceFormat::Entra, head, row, Field::EquipmentType, "smartphone");
        check(SourceFormat::Entra, head, row, Field::Ownership, "byod");
        let row = "pc1;Windows;AzureAd;Latitude 5440;Company";
        check(SourceFormat::Entra, head, row, Field::EquipmentType, "computer");
    }
}
