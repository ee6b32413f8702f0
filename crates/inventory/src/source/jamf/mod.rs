//! Computers of Jamf Pro: Apple's, typed by their model.

use super::system::mac;
use super::{Own, PLAIN, Source, Traits};
use crate::{Field, Layout};

pub(super) const SOURCE: Source = Source {
    code: "jamf",
    label: ("export de Jamf Pro", "Jamf Pro export"),
    tool: Some("Jamf Pro"),
    headings: include_str!("headings.csv"),
    signatures: &[
        "JSS Computer ID|Jamf Pro Computer ID",
        "Computer Name & Model Identifier|Total RAM MB|Last Inventory Update|PO Date",
    ],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<Own> {
    let maker = layout.column(Field::Manufacturer);
    let apple = Own::always(Field::Manufacturer, None, |_| "Apple".to_owned());
    let own = [
        Own::always(Field::EquipmentType, layout.column(Field::Model), |cells| {
            mac(&cells.field(Field::Model)).to_owned()
        }),
        apple.filter(|_| maker.is_none()),
    ];
    own.into_iter().flatten().collect()
}
