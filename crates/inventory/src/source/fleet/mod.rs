//! Hosts of Fleet.

use super::system::machine_of;
use super::{Own, PLAIN, Source, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: Source = Source {
    code: "fleet",
    label: ("machines de Fleet", "Fleet hosts"),
    tool: Some("Fleet"),
    headings: include_str!("headings.csv"),
    signatures: &["hardware_serial & hardware_model"],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<Own> {
    let own = Own::always(Field::EquipmentType, layout.hint(Hint::Os), |cells| {
        machine_of(&cells.hint(Hint::Os), &cells.field(Field::Model))
    });
    own.into_iter().collect()
}
