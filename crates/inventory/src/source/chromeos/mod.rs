//! `ChromeOS` devices of the Google Admin console or of its API.

use super::{Cells, ExportSource, OwnField, Traits};
use crate::{Field, Layout};
use ground::table::fold;

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "chromeos",
    label: ("appareils ChromeOS de Google Admin", "ChromeOS devices of Google Admin"),
    tool: Some("ChromeOS"),
    headings: include_str!("headings.csv"),
    words: include_str!("words.csv"),
    signatures: &[
        "annotatedAssetId|annotatedUser|annotatedLocation & serialNumber|deviceId",
        "orgUnitPath & serialNumber & model",
    ],
    traits: Traits::AGENT,
    own,
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let maker = layout.column(Field::Manufacturer);
    // The model starts with its maker: `HP Chromebook 14 G5`.
    let model = layout.column(Field::Model).filter(|_| maker.is_none());
    let own = [
        OwnField::always(Field::EquipmentType, layout.column(Field::Model), type_word),
        OwnField::by_words(layout, Field::Status),
        OwnField::of(Field::Manufacturer, model, |cells| {
            let model = cells.field(Field::Model);
            model.split_whitespace().next().unwrap_or("").to_owned()
        }),
    ];
    own.into_iter().flatten().collect()
}

fn type_word(cells: &Cells<'_>) -> String {
    let model = fold(&cells.field(Field::Model));
    let has = |word: &str| model.contains(word);
    let word = if has("chromebox") || has("chromebit") {
        "mini pc"
    } else if has("chromebase") {
        "all in one"
    } else {
        "chromebook"
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_chromebook_is_told_from_a_box_by_its_model() {
        let head = "deviceId;serialNumber;status;model;annotatedAssetId";
        let row = "1;S;ACTIVE;HP Chromebook 14 G5;A1";
        check(SourceFormat::ChromeOs, head, row, Field::EquipmentType, "chromebook");
        check(SourceFormat::ChromeOs, head, row, Field::Manufacturer, "HP");
        check(SourceFormat::ChromeOs, head, row, Field::Status, "in_service");
        let row = "2;T;DEPROVISIONED;ASUS Chromebox 3;A2";
        check(SourceFormat::ChromeOs, head, row, Field::EquipmentType, "mini pc");
        check(SourceFormat::ChromeOs, head, row, Field::Status, "decommissioned");
    }
}
