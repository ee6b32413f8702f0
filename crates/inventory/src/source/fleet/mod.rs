//! Hosts of Fleet.

use super::system::machine_of;
use super::{ExportSource, OwnField, PLAIN, Traits};
use crate::headings::Hint;
use crate::{Field, Layout};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "fleet",
    label: ("machines de Fleet", "Fleet hosts"),
    tool: Some("Fleet"),
    headings: include_str!("headings.csv"),
    signatures: &["hardware_serial & hardware_model"],
    traits: Traits::AGENT,
    own,
    ..PLAIN
};

fn own(layout: &Layout) -> Vec<OwnField> {
    let own = OwnField::always(Field::EquipmentType, layout.hint(Hint::Os), |cells| {
        machine_of(&cells.hint(Hint::Os), &cells.field(Field::Model))
    });
    // Whether a host was heard of lately is no state of it.
    let heard = layout.column(Field::Status).filter(|at| layout.headers[*at].trim() == "status");
    let heard = OwnField::of(Field::Status, heard, |_| String::new());
    own.into_iter().chain(heard).collect()
}

#[cfg(test)]
mod tests {
    use crate::source::cells::tests::check;
    use crate::{Field, SourceFormat};

    #[test]
    fn a_host_that_is_offline_is_in_no_state() {
        let head = "platform;hardware_model;hardware_serial;status";
        for status in ["online", "offline", "mia", "new"] {
            let row = format!("windows;Latitude 5420;A1;{status}");
            check(SourceFormat::Fleet, head, &row, Field::Status, "");
        }
    }
}
