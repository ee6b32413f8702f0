//! Computers of Configuration Manager (SCCM): the chassis is a number, the system a sentence.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "configmgr",
    label: (
        "ordinateurs de Configuration Manager (SCCM)",
        "Configuration Manager (SCCM) computers",
    ),
    tool: Some("ConfigMgr"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "Name0|Netbios_Name0 & Manufacturer0|Model0|SerialNumber0|ChassisTypes0",
        "ResourceID & Manufacturer0|Model0|SerialNumber0|DeviceOS",
        "Machine & ADSite & PC Type",
    ],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let from = layout.hint(Hint::Class).or(layout.hint(Hint::Os));
    OwnField::always(Field::EquipmentType, from, type_word).into_iter().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let chassis = cells.hint(Hint::Class);
    // A chassis may list several numbers: `{10}`, `10;12`.
    let first = chassis.trim_matches(['{', '}']).split([';', '/', ' ']).next().unwrap_or("");
    let known = cells.known("class", &chassis).or_else(|| cells.known("class", first));
    let system = || cells.system();
    match known {
        Some(word) if word != "desktop" => word,
        // A server may stand in a tower.
        Some(word) => Some(system()).filter(|word| word == "server").unwrap_or(word),
        None if chassis.is_empty() || first.bytes().all(|b| b.is_ascii_digit()) => system(),
        None => chassis,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn the_chassis_tells_the_type() {
        let head =
            "ResourceID;Name0;Manufacturer0;Model0;ChassisTypes0;Caption0;TotalPhysicalMemory0";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::ConfigMgr, head, row, Field::EquipmentType, expected);
        };
        kind("1;A;HP;x;10;Microsoft Windows 11 Pro;16384000", "laptop");
        kind("1;A;HP;x;{35};Microsoft Windows 11 Pro;", "mini pc");
        kind("1;A;HP;x;7;Microsoft Windows Server 2022;", "server");
        kind("1;A;HP;x;2;Microsoft Windows 11 Pro;", "computer");
        let row = "1;A;HP;x;10;Microsoft Windows 11 Pro;16384000";
        check(SourceFormat::ConfigMgr, head, row, Field::RamGb, "16");
    }
}
