//! Devices of Intune, of the portal or of Graph.

use super::system::{is_mobile, machine_of};
use super::{ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::size::{BYTE, MB, gigabytes};
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "intune",
    label: ("appareils d'Intune", "Intune devices"),
    tool: Some("Intune"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "deviceName & operatingSystem|serialNumber & managedDeviceOwnerType|ownerType|complianceState|lastSyncDateTime|azureADDeviceId|userPrincipalName|managementAgent|deviceEnrollmentType|osVersion",
        "Device ID|DeviceId & Device name|DeviceName & Enrollment date|CreatedDate|Last check-in|LastContact",
    ],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let size = layout.hint(Hint::StorageMb).or(layout.hint(Hint::StorageBytes));
    let own = [
        OwnField::always(Field::EquipmentType, layout.hint(Hint::Os), |cells| {
            machine_of(&cells.hint(Hint::Os), &cells.field(Field::Model))
        }),
        OwnField::of(Field::Ownership, layout.hint(Hint::Ownership), |cells| {
            let known = cells.known("ownership", &cells.hint(Hint::Ownership));
            known.unwrap_or_else(|| "professional".to_owned())
        }),
        // The storage of phones and tablets is flash; that of computers may be either.
        OwnField::of(Field::SsdGb, size, |cells| {
            let (megabytes, bytes) = (cells.hint(Hint::StorageMb), cells.hint(Hint::StorageBytes));
            match is_mobile(&cells.hint(Hint::Os)) {
                true if megabytes.is_empty() => gigabytes(&bytes, Some(BYTE)),
                true => gigabytes(&megabytes, Some(MB)),
                false => String::new(),
            }
        }),
    ];
    own.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_phone_of_intune_is_a_phone_and_its_storage_is_flash() {
        let head = "Device ID;OS;Model;Total storage;Ownership";
        let row = "1;Android;SM-A336B;131072;Personal";
        check(SourceFormat::Intune, head, row, Field::EquipmentType, "telephone mobile");
        check(SourceFormat::Intune, head, row, Field::SsdGb, "128");
        check(SourceFormat::Intune, head, row, Field::Ownership, "byod");
        let pc = "1;Windows;Latitude 5440;262144;Company";
        check(SourceFormat::Intune, head, pc, Field::EquipmentType, "computer");
        check(SourceFormat::Intune, head, pc, Field::SsdGb, "");
    }
}
