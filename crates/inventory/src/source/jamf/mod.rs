//! Computers of Jamf Pro: Apple's, typed by their model.
//!
//! What its API answers (`computers-inventory`, by sections) is read by the names of its schema as
//! <https://rubydoc.info/gems/ruby-jss/Jamf/OAPISchemas/ComputerHardware> has it; no answer of a
//! server was at hand.

use super::system::mac;
use super::{ExportSource, OwnField, PLAIN, Traits};
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "jamf",
    label: ("export de Jamf Pro", "Jamf Pro export"),
    tool: Some("Jamf Pro"),
    headings: include_str!("headings.csv"),
    signatures: &[
        "JSS Computer ID|Jamf Pro Computer ID",
        "Computer Name & Model Identifier|Total RAM MB|Last Inventory Update|PO Date",
        "hardware.serialNumber & hardware.modelIdentifier|hardware.model",
    ],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let maker = layout.column(Field::Manufacturer);
    let apple = OwnField::always(Field::Manufacturer, None, |_| "Apple".to_owned());
    let own = [
        OwnField::always(Field::EquipmentType, layout.column(Field::Model), |cells| {
            mac(&cells.field(Field::Model)).to_owned()
        }),
        apple.filter(|_| maker.is_none()),
    ];
    own.into_iter().flatten().collect()
}
